use fetchgrid_export::Tsv;
use fetchgrid_model::{Area, Cell, CellKind, CopyFormat, Page, Selection, SelectionSummary};
use rust_decimal::Decimal;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

/// Rows read at a time when a selection is walked.
const BATCH: u32 = 2_000;
/// A clipboard beyond this chokes the spreadsheet that it is pasted into; a file does not.
const MAX_COPIED_CELLS: u64 = 2_000_000;
/// Summing more than this would take over a second; the status bar then shows the size alone.
const MAX_SUMMED_CELLS: u64 = 5_000_000;

impl OpenDocument {
    /// Count, sum and average of a selection; sums are exact decimals as long as 28 digits hold them.
    pub fn summarise(
        &self,
        view_id: u64,
        selection: &Selection,
        overtaken: &dyn Fn() -> bool,
    ) -> Result<SelectionSummary, AppError> {
        let mut summary = SelectionSummary::default();
        let mut sum = Sum::default();
        if cells_of(selection) > MAX_SUMMED_CELLS {
            return Err(AppError::new(ErrorCode::TooLarge, "The selection is too large to sum."));
        }
        self.walk(view_id, selection, |page| {
            if overtaken() {
                return Err(AppError::new(ErrorCode::Cancelled, "A newer selection took over."));
            }
            for column in &page.columns {
                for (kind, text) in column.kinds.iter().zip(&column.texts) {
                    if matches!(kind, CellKind::Missing | CellKind::Null) {
                        continue;
                    }
                    summary.count += 1;
                    if *kind == CellKind::Number && sum.add(text) {
                        summary.numbers += 1;
                    }
                }
            }
            Ok(())
        })?;
        if summary.numbers > 0 {
            summary.sum = Some(sum.total());
            summary.average = Some(sum.average(summary.numbers));
        }
        Ok(summary)
    }

    /// The selection as text that a spreadsheet takes, and the number of its cells.
    pub fn copy_text(
        &self,
        view_id: u64,
        selection: &Selection,
        _format: CopyFormat,
        headers: bool,
        _overtaken: &dyn Fn() -> bool,
    ) -> Result<(String, u64), AppError> {
        let cells = cells_of(selection);
        if cells > MAX_COPIED_CELLS {
            let message = format!("{cells} cells are too many for the clipboard. Export them to a file instead.");
            return Err(AppError::new(ErrorCode::TooLarge, message));
        }
        let mut tsv = Tsv::new();
        if headers {
            let table = self.store.table();
            let name = |id: &i64| table.columns.iter().find(|column| column.id == *id).map_or("", |c| c.title.as_str());
            tsv.push_header(selection.areas.iter().flat_map(|area| &area.columns).map(name));
        }
        self.walk(view_id, selection, |page| {
            let mut row = Vec::with_capacity(page.columns.len());
            for index in 0..page.positions.len() {
                row.clear();
                row.extend(
                    page.columns.iter_mut().map(|column| Cell {
                        kind: column.kinds[index],
                        text: std::mem::take(&mut column.texts[index]),
                    }),
                );
                tsv.push_row(&row);
            }
            Ok(())
        })?;
        let cells = tsv.cells();
        Ok((tsv.into_string(), cells))
    }

    fn walk(
        &self,
        view_id: u64,
        selection: &Selection,
        mut visit: impl FnMut(&mut Page) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        for area in &selection.areas {
            let mut offset = area.from_row;
            while offset < area.to_row {
                let limit = u32::try_from(area.to_row - offset).unwrap_or(BATCH).min(BATCH);
                let mut page = self.store.page(view_id, offset, limit, &area.columns)?;
                if page.positions.is_empty() {
                    break;
                }
                offset += page.positions.len() as u64;
                visit(&mut page)?;
            }
        }
        Ok(())
    }
}

fn cells_of(selection: &Selection) -> u64 {
    let of_area = |area: &Area| area.to_row.saturating_sub(area.from_row).saturating_mul(area.columns.len() as u64);
    selection.areas.iter().map(of_area).sum()
}

/// Exact while a decimal of 28 digits holds it, then floating point, which the leading "≈" tells.
enum Sum {
    Exact(Decimal),
    About(f64),
}

impl Default for Sum {
    fn default() -> Self {
        Sum::Exact(Decimal::ZERO)
    }
}

impl Sum {
    /// False when the text is no number that can be summed.
    fn add(&mut self, text: &str) -> bool {
        let Ok(float) = text.parse::<f64>() else { return false };
        if !float.is_finite() {
            return false;
        }
        let decimal = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
        *self = match (&self, decimal) {
            (Sum::Exact(sum), Ok(decimal)) => match sum.checked_add(decimal) {
                Some(total) => Sum::Exact(total),
                None => Sum::About(as_f64(*sum) + float),
            },
            (Sum::Exact(sum), Err(_)) => Sum::About(as_f64(*sum) + float),
            (Sum::About(sum), _) => Sum::About(sum + float),
        };
        true
    }

    fn total(&self) -> String {
        match self {
            Sum::Exact(sum) => sum.normalize().to_string(),
            Sum::About(sum) => format!("≈ {sum}"),
        }
    }

    fn average(&self, count: u64) -> String {
        match self {
            // Two digits more than the numbers have: enough to tell averages apart, few enough to read.
            Sum::Exact(sum) => {
                (*sum / Decimal::from(count)).round_dp((sum.scale() + 2).min(12)).normalize().to_string()
            }
            Sum::About(sum) => format!("≈ {}", sum / count as f64),
        }
    }
}

fn as_f64(decimal: Decimal) -> f64 {
    decimal.to_string().parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_while_they_can_be() {
        let check = |texts: &[&str], total: &str, average: &str| {
            let mut sum = Sum::default();
            let numbers = texts.iter().filter(|text| sum.add(text)).count() as u64;
            assert_eq!((sum.total().as_str(), sum.average(numbers.max(1)).as_str()), (total, average), "{texts:?}");
        };
        check(&["0.1", "0.2"], "0.3", "0.15");
        check(&["9007199254740993", "1"], "9007199254740994", "4503599627370497");
        check(&["1", "1", "2"], "4", "1.33");
        check(&["-5", "5e2"], "495", "247.5");
        check(
            &["1e300", "1"],
            "≈ 1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
            "≈ 500000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
        );
        check(&["1e400", "7"], "7", "7");
    }
}
