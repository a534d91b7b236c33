//! How the user writes numbers, where the system says it apart from the language of its texts.

/// A script for the page, which knows of the language alone.
pub fn script() -> String {
    let tag = serde_json::Value::from(tag(|name| std::env::var(name).ok()));
    format!("Object.defineProperty(window, \"numberLocale\", {{ value: {tag} }});")
}

/// As the tag of a locale: `nl-NL`. None where the web view knows better.
fn tag(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let names = ["LC_ALL", "LC_NUMERIC", "LANG"];
    let said = names.into_iter().filter_map(variable).find(|value| !value.is_empty())?;
    let name = said.split(['.', '@']).next()?;
    (!matches!(name, "C" | "POSIX")).then(|| name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_first_that_is_said_counts() {
        let check = |all: &str, numeric: &str, lang: &str, expected: Option<&str>| {
            let value = |name: &str| match name {
                "LC_ALL" => Some(all.to_owned()),
                "LC_NUMERIC" => Some(numeric.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            };
            assert_eq!(tag(value).as_deref(), expected, "{all} {numeric} {lang}");
        };
        check("", "", "", None);
        check("", "", "C.UTF-8", None);
        check("", "", "en_US.UTF-8", Some("en-US"));
        check("", "nl_NL.UTF-8", "en_US.UTF-8", Some("nl-NL"));
        check("POSIX", "nl_NL.UTF-8", "en_US.UTF-8", None);
        check("de_AT@euro", "nl_NL", "", Some("de-AT"));
        assert_eq!(tag(|_| None), None);
    }
}
