/// Why a view cannot be made. Every message is a whole sentence that says which of its parts it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadView {
    #[error("“{pattern}” is not a regular expression: {detail}.")]
    Pattern { pattern: String, detail: String },
    #[error("“{text}” is not a number.")]
    Number { text: String },
    #[error("“{text}” is not a date: write it like 2026-11-30.")]
    Date { text: String },
    #[error("A table can be grouped by one to three columns.")]
    Keys,
    #[error("A line chart shows one to eight lines.")]
    Lines,
}
