use std::borrow::Cow;

use fetchgrid_model::CellKind;

use crate::{
    Records, ShapeError,
    flatten::flatten,
    survey::survey,
    text::{decode, mend_surrogates, refuse_markup},
};

/// Takes the rows of an answer, in order. A row names each of its paths once; a column it does not name is missing
/// from it. `text` is empty for null.
pub trait RowSink {
    fn begin_row(&mut self);
    fn cell(&mut self, path: &str, kind: CellKind, text: &str);
    fn end_row(&mut self);
}

/// What an answer became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaped {
    pub rows: u64,
    pub records: Records,
}

/// Turns the body of an answer into rows. All or nothing: the sink sees no call when there is an error.
///
/// # Errors
/// Whatever is not JSON from the first to the last byte; see [`ShapeError`]. An empty body is an error here: the caller
/// knows whether it means "no rows" (a 204).
pub fn shape(body: &[u8], content_type: Option<&str>, sink: &mut dyn RowSink) -> Result<Shaped, ShapeError> {
    let mut text = decode(body, content_type)?;
    refuse_markup(&text)?;
    let surveyed = match survey(&text) {
        Ok(surveyed) => surveyed,
        Err(fault) if fault.is_lone_surrogate() => {
            text = Cow::Owned(mend_surrogates(&text));
            survey(&text).map_err(|fault| fault.describe(&text))?
        }
        Err(fault) => return Err(fault.describe(&text)),
    };
    let rows = flatten(&text, &surveyed, sink).map_err(|fault| fault.describe(&text))?;
    Ok(Shaped { rows, records: surveyed.records })
}
