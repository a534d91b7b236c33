use memchr::memchr2;

/// The dotted column of the place in the record where the walk is; one String for a whole answer.
#[derive(Default)]
pub(crate) struct Path {
    text: String,
    /// Levels entered. An empty text alone does not say whether a key was entered: a key may be empty.
    depth: usize,
}

impl Path {
    /// For the names of most columns.
    pub(crate) fn with_room() -> Self {
        Path { text: String::with_capacity(128), depth: 0 }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Goes down by a key; returns the mark that [`Path::leave`] wants back.
    pub(crate) fn enter(&mut self, key: &str) -> usize {
        let mark = self.text.len();
        if self.depth > 0 {
            self.text.push('.');
        }
        self.depth += 1;
        push_escaped(&mut self.text, key);
        mark
    }

    pub(crate) fn leave(&mut self, mark: usize) {
        self.text.truncate(mark);
        self.depth -= 1;
    }
}

fn push_escaped(text: &mut String, key: &str) {
    if memchr2(b'.', b'\\', key.as_bytes()).is_none() {
        text.push_str(key);
        return;
    }
    for character in key.chars() {
        if matches!(character, '.' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
}

/// The keys of a dotted path.
pub(crate) fn split(path: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut characters = path.chars();
    while let Some(character) = characters.next() {
        let key = keys.len() - 1;
        match character {
            '.' => keys.push(String::new()),
            '\\' => keys[key].extend(characters.next()),
            other => keys[key].push(other),
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::{Path, split};

    fn of(keys: &[&str]) -> String {
        let mut path = Path::default();
        for key in keys {
            path.enter(key);
        }
        path.as_str().to_owned()
    }

    #[test]
    fn paths_are_dotted_and_never_collide() {
        let check = |keys: &[&str], expected: &str| {
            assert_eq!(of(keys), expected, "{keys:?}");
            assert_eq!(split(expected), keys, "{expected}");
        };
        check(&["name"], "name");
        check(&["origin", "name"], "origin.name");
        check(&["origin.name"], r"origin\.name");
        check(&["a\\", "b"], r"a\\.b");
        check(&["a\\.b"], r"a\\\.b");
        check(&[""], "");
        check(&["", ""], ".");
        check(&["", "b"], ".b");
        check(&["é.日"], r"é\.日");
    }

    #[test]
    fn leaving_restores_the_path() {
        let mut path = Path::default();
        path.enter("a");
        let mark = path.enter("b.c");
        path.leave(mark);
        path.enter("d");
        assert_eq!(path.as_str(), "a.d");
    }
}
