use std::path::{Path, PathBuf};

use fetchgrid_app::{AppError, ErrorCode, OpenDocument};
use fetchgrid_model::{
    Check, ExportFormat, ExportOptions, ExportScope, FailureFilter, Field, Grouping, Problem, ProblemCode, Selection,
    ValueList, View,
};

/// One `--values` argument.
#[derive(Debug, PartialEq, Eq)]
pub enum Values {
    Typed(ValueList),
    File { placeholder: String, path: PathBuf, column: Option<String> },
}

impl Values {
    pub fn parse(argument: &str) -> Result<Self, AppError> {
        let wrong = |why: &str| not_runnable(format!("--values {argument}: {why}"));
        let (name, values) = argument.split_once('=').ok_or_else(|| wrong("write NAME=VALUES, such as id=1-99."))?;
        let name = name.trim();
        if name.is_empty() {
            return Err(wrong("the name of the placeholder is missing."));
        }
        let Some(file) = values.strip_prefix('@') else { return Ok(Values::Typed(ValueList::typed(name, values))) };
        // A file whose own name holds a # is taken as it is.
        let (path, column) = match file.rsplit_once('#') {
            Some((path, column)) if !Path::new(file).exists() => (path, Some(column.to_owned())),
            _ => (file, None),
        };
        if path.is_empty() {
            return Err(wrong("the name of the file is missing."));
        }
        Ok(Values::File { placeholder: name.into(), path: path.into(), column })
    }

    /// Reads a file of values into the document; typed values are as they are.
    pub fn load(self, document: &OpenDocument) -> Result<ValueList, AppError> {
        match self {
            Values::Typed(list) => Ok(list),
            Values::File { placeholder, path, column } => {
                let source = document.import_values(&path, None, column.as_deref())?;
                Ok(ValueList { placeholder, source })
            }
        }
    }
}

pub fn header(argument: &str) -> Result<Field, AppError> {
    let (name, value) = argument
        .split_once(':')
        .ok_or_else(|| not_runnable(format!("--header: write 'Name: value', not '{}'.", name_of(argument))))?;
    Ok(Field::new(name.trim(), value.trim()))
}

/// The first word of a malformed header: the rest may be a secret.
fn name_of(argument: &str) -> &str {
    argument.split_whitespace().next().unwrap_or_default()
}

/// Puts given headers over those that the document has, by name.
pub fn merge_headers(headers: &mut Vec<Field>, given: &[String]) -> Result<(), AppError> {
    for argument in given {
        let field = header(argument)?;
        match headers.iter_mut().find(|present| present.name.eq_ignore_ascii_case(&field.name)) {
            Some(present) => *present = field,
            None => headers.push(field),
        }
    }
    Ok(())
}

/// Every blocking problem, a line each, before anything is sent. Hints are told and the run goes on.
pub fn refuse_problems(check: &Check) -> Result<(), AppError> {
    refuse(check, |problem| problem.blocking)?;
    if check.requests.is_none() {
        return Err(not_runnable("There is nothing to fetch.".into()));
    }
    for hint in &check.problems {
        eprintln!("fetchgrid: {}", hint.message);
    }
    Ok(())
}

/// A list for nothing is a slip of the pen, and nobody watches a command.
pub fn refuse_unused_lists(check: &Check) -> Result<(), AppError> {
    refuse(check, |problem| problem.code == ProblemCode::ListUnused)
}

fn refuse(check: &Check, is_refused: impl Fn(&Problem) -> bool) -> Result<(), AppError> {
    let refused = check.problems.iter().filter(|problem| is_refused(problem));
    let messages: Vec<_> = refused.map(|problem| problem.message.as_str()).collect();
    if messages.is_empty() { Ok(()) } else { Err(not_runnable(messages.join("\n  "))) }
}

/// Looks at where the rows shall go before hours are spent on fetching them.
pub fn export_options(out: &Path) -> Result<ExportOptions, AppError> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let format = ExportFormat::from_extension(&ending)
        .ok_or_else(|| not_runnable(format!("{}: the ending must be .csv, .xlsx, .json or .ndjson.", out.display())))?;
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let cannot =
        |why: String| AppError::new(ErrorCode::CannotWrite, format!("Could not write {}: {why}", out.display()));
    if out.is_dir() {
        return Err(cannot("it is a folder.".into()));
    }
    let folder_meta = folder.metadata().map_err(|error| cannot(format!("{}: {error}.", folder.display())))?;
    if !folder_meta.is_dir() {
        return Err(cannot(format!("{} is not a folder.", folder.display())));
    }
    tempfile::tempfile_in(folder).map_err(|error| cannot(format!("{}: {error}.", folder.display())))?;
    let path = out.to_str().ok_or_else(|| cannot("its name is not Unicode.".into()))?;
    Ok(ExportOptions {
        path: path.to_owned(),
        format,
        scope: ExportScope::All,
        view: View::default(),
        selection: Selection::default(),
        grouping: Grouping::default(),
        columns: Vec::new(),
        failures: FailureFilter::default(),
        request_columns: false,
        byte_order_mark: false,
    })
}

pub fn not_runnable(message: String) -> AppError {
    AppError::new(ErrorCode::NotRunnable, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_forms() {
        let check = |argument: &str, expected: Option<Values>| {
            assert_eq!(Values::parse(argument).ok(), expected, "{argument}");
        };
        let typed = |name: &str, text: &str| Some(Values::Typed(ValueList::typed(name, text)));
        let file = |path: &str, column: Option<&str>| {
            Some(Values::File { placeholder: "id".into(), path: path.into(), column: column.map(str::to_owned) })
        };
        check("id=1-99", typed("id", "1-99"));
        check("id=a,b,c", typed("id", "a,b,c"));
        check("q=a=b", typed("q", "a=b"));
        check("id=", typed("id", ""));
        check("id=@ids.txt", file("ids.txt", None));
        check("id=@ids.csv#customer id", file("ids.csv", Some("customer id")));
        check("id=@", None);
        check("id", None);
        check("=1-9", None);
    }

    #[test]
    fn a_malformed_header_does_not_show_its_secret() {
        let message = header("Authorization Bearer s3cret").unwrap_err().message;
        assert!(!message.contains("s3cret"), "{message}");
    }

    #[test]
    fn given_headers_replace_those_of_the_same_name() {
        let mut headers = vec![Field::new("Accept", "text/csv"), Field::new("authorization", "")];
        merge_headers(&mut headers, &["Authorization: Bearer x".into(), "X-New: 1:2".into()]).unwrap();
        let pairs: Vec<_> = headers.iter().map(|f| (f.name.as_str(), f.value.as_str())).collect();
        assert_eq!(pairs, [("Accept", "text/csv"), ("Authorization", "Bearer x"), ("X-New", "1:2")]);
    }
}
