use std::fmt;

/// A JSONPath of names, as RFC 9535 writes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct JsonPath(String);

impl JsonPath {
    pub(crate) fn with(&self, name: &str) -> Self {
        let mut characters = name.chars();
        let begins = |character: char| character.is_ascii_alphabetic() || character == '_' || !character.is_ascii();
        let is_short = characters.next().is_some_and(begins)
            && characters.all(|character| begins(character) || character.is_ascii_digit());
        if is_short {
            return JsonPath(format!("{}.{name}", self.0));
        }
        let mut path = format!("{}['", self.0);
        for character in name.chars() {
            match character {
                '\'' | '\\' => path.extend(['\\', character]),
                control if u32::from(control) < 0x20 => path.push_str(&format!("\\u{:04x}", u32::from(control))),
                other => path.push(other),
            }
        }
        JsonPath(path + "']")
    }
}

impl JsonPath {
    pub(crate) fn at(&self, index: usize) -> Self {
        JsonPath(format!("{}[{index}]", self.0))
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::JsonPath;
    use crate::locate::Place;

    #[test]
    fn names_of_any_kind_stand_in_paths() {
        let check = |name: &str, expected: &str| {
            let path = JsonPath::default().with(name).to_string();
            assert_eq!(path, expected);
            let text = serde_json::json!({ name: 1 }).to_string();
            let json = crate::json::Json::read(&text).expect("JSON");
            let found = Place::parse(&path).expect("a path").nodes(&json);
            assert_eq!(found.len(), 1, "{path}");
        };
        check("results", "$.results");
        check("_a9é", "$._a9é");
        check("place name", "$['place name']");
        check("9", "$['9']");
        check("", "$['']");
        check("a.b", "$['a.b']");
        check("it's", r"$['it\'s']");
        check(r"a\b", r"$['a\\b']");
        check("a\tb", r"$['a\u0009b']");
        check("\"", "$['\"']");
    }
}
