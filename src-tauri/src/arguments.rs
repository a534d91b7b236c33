use std::ffi::OsString;
use std::path::PathBuf;

/// What the program is asked to begin with.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Arguments {
    /// The welcome page.
    #[default]
    Nothing,
    /// A document, as a double click on it asks for.
    Open(PathBuf),
    /// The sample extraction, ready to run.
    Sample,
}

impl Arguments {
    pub fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let parsed = match arguments.next() {
            None => Arguments::Nothing,
            Some(flag) if flag == "--sample" => Arguments::Sample,
            Some(flag) if flag.to_string_lossy().starts_with("--") => {
                return Err(format!("fetchgrid-desktop does not know {}. {USAGE}", flag.to_string_lossy()));
            }
            Some(path) => Arguments::Open(path.into()),
        };
        match arguments.next() {
            None => Ok(parsed),
            Some(extra) => Err(format!("One document at a time: {} is too much. {USAGE}", extra.to_string_lossy())),
        }
    }
}

const USAGE: &str = "Use: fetchgrid-desktop [FILE.fetchgrid | --sample]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        let parse = |words: &[&str]| Arguments::parse(words.iter().map(OsString::from)).ok();
        let check = |words: &[&str], expected| assert_eq!(parse(words), expected, "{words:?}");
        check(&[], Some(Arguments::Nothing));
        check(&["--sample"], Some(Arguments::Sample));
        check(&["a b.fetchgrid"], Some(Arguments::Open("a b.fetchgrid".into())));
        check(&["--nonsense"], None);
        check(&["a.fetchgrid", "b.fetchgrid"], None);
    }
}
