use crate::Cells;

/// A stretch of rows whose columns are read when they are asked for.
pub trait Chunk {
    type Error;

    fn rows(&self) -> usize;

    /// A column that is not there has only missing cells.
    fn column(&mut self, column: i64) -> Result<Cells, Self::Error>;

    /// Each of these columns in turn, in any order; those without a filled cell may be left out.
    fn each(&mut self, columns: &[i64], see: &mut dyn FnMut(i64, &Cells)) -> Result<(), Self::Error>;
}
