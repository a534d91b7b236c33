use fetchgrid_model::CellKind;

use crate::error::ShapeProblem;
use crate::flatten::cell_at;
use crate::json::Json;
use crate::locate::Place;

/// A JSONPath made ready, to ask answers for one value.
#[derive(Clone, Debug)]
pub struct JsonPlace(Place);

impl JsonPlace {
    /// # Errors
    /// A path that is none.
    pub fn parse(path: &str) -> Result<Self, ShapeProblem> {
        let path = path.trim();
        let place = Place::parse(path);
        place.map(JsonPlace).map_err(|reason| ShapeProblem::Path { path: path.to_owned(), reason })
    }

    /// The first value that the path leads to in a JSON text, as a cell; none where it leads nowhere, and in what is no JSON.
    pub fn first(&self, json: &str) -> Option<(CellKind, String)> {
        let json = Json::read(json).ok()?;
        let (kind, text) = cell_at(&json, *self.0.nodes(&json).first()?);
        Some((kind, text.into_owned()))
    }
}
