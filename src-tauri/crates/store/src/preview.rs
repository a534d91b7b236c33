//! The first answers, looked at in other ways: what steps would make of them, and where their rows may be.

use std::collections::BTreeMap;

use fetchgrid_model::{
    AnswerTree, CellKind, Column, ColumnKey, ListPlace, ListPolicy, Outcome, RecordKind, RecordPlace, RecordUnit,
    Records, Shape, ShapePreview, ShapeSurvey, Tally,
};
use fetchgrid_shape::{RowSink, Shaper, outline, places};

use crate::about::{ABOUT, StoredAbout};
use crate::columns::arrange;
use crate::derive::LocalSlots;
use crate::error::Fault;
use crate::leads::Leads;
use crate::place::Place;
use crate::reader::Reader;
use crate::shaping::{Answer, fill, may_be_shaped};
use crate::tape::{PathMemo, Tape};

/// Looked at: so many that are shown while somebody turns a switch. The bytes are what a tenth of a second is good for.
const ANSWERS: usize = 100;
const BYTES: usize = 4 * 1024 * 1024;
/// Shown.
const ROWS: u32 = 200;

/// An answer to look at.
pub(crate) struct Sampled {
    place: Place,
    address: String,
    about: StoredAbout,
    content_type: Option<String>,
    body: Vec<u8>,
}

impl Sampled {
    /// An answer that is not in the document; none where it is not one to make rows of.
    pub fn of(outcome: &Outcome) -> Option<Self> {
        let response = outcome.response()?;
        let category = outcome.failure().map(|failure| failure.category.as_str());
        may_be_shaped(Some(response.status), category).then(|| Sampled {
            place: Place::new(outcome.position, outcome.page),
            address: outcome.address.clone(),
            about: StoredAbout::of(outcome),
            content_type: response.header("content-type").map(str::to_owned),
            body: response.body.to_vec(),
        })
    }
}

/// The first answers of the document.
pub(crate) fn sample(reader: &mut Reader) -> Result<Vec<Sampled>, Fault> {
    let mut sampled = Vec::new();
    let mut bytes = 0;
    let all = Leads::of_everything();
    let sql = format!(
        "SELECT q.id, q.category, p.dict_id, p.size, p.data, q.address, {ABOUT}
         FROM request q JOIN response p ON p.id = q.id ORDER BY q.id"
    );
    let mut statement = reader.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(())?;
    while sampled.len() < ANSWERS
        && bytes < BYTES
        && let Some(row) = rows.next()?
    {
        let category = row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        if !may_be_shaped(row.get(8)?, category) {
            continue;
        }
        let data = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
        let frame = reader.decoder.decode(&reader.connection, row.get(2)?, row.get(3)?, data)?;
        bytes += frame.body.len();
        let place = Place::of_id(row.get(0)?);
        sampled.push(Sampled {
            place,
            address: row.get(5)?,
            about: StoredAbout::read(row, 6, place, &all)?,
            content_type: frame.content_type().map(str::to_owned),
            body: frame.body.to_vec(),
        });
    }
    Ok(sampled)
}

pub(crate) fn preview(sampled: &[Sampled], placeholders: &[String], shape: &Shape, shaper: &Shaper) -> ShapePreview {
    let leads = Leads::new(placeholders, &shape.columns);
    let mut slots = LocalSlots::new(leads.len(), &shape.columns);
    let mut tallies = vec![Tally::default(); leads.len()];
    let mut preview = ShapePreview { answers: sampled.len() as u64, ..ShapePreview::default() };
    let mut tapes = Vec::new();
    let mut memo = PathMemo::default();
    slots.begin_stretch();
    for answer in sampled {
        let mut tape = Tape::default();
        slots.begin_answer(answer.place);
        let content_type = answer.content_type.as_deref();
        let read = Answer { body: &answer.body, content_type, about: answer.about.about() };
        if let Err(failure) = fill(&mut tape, &read, shaper, &leads, &mut memo, &mut slots) {
            preview.failed += 1;
            preview.problem.get_or_insert(failure.message);
        }
        if tape.rows() > 0 {
            for (slot, look) in tape.lead_looks() {
                look.count(&mut tallies[slot as usize], u64::from(tape.rows()));
            }
        }
        preview.total_rows += u64::from(tape.rows());
        tapes.push(tape);
    }
    let mut fields = slots.fields();
    fields.sort_by_key(|field| field.first);
    let known = leads.keys().zip(tallies).zip(0_u32..).map(|((key, tally), slot)| (slot, key, tally));
    let known = known.chain(fields.into_iter().map(|field| (field.slot, ColumnKey::field(field.name), field.tally)));
    let columns = known.map(|(slot, key, tally)| Column {
        id: i64::from(slot),
        origin: key.origin,
        name: key.name,
        ty: tally.infer(),
        tally,
        ..Column::default()
    });
    preview.columns = arrange(columns.collect(), &shape.columns);
    let mut left = ROWS;
    for tape in &tapes {
        for row in 0..tape.rows().min(left) {
            let mut kinds = vec![CellKind::Missing; preview.columns.len()];
            let mut texts = vec![String::new(); preview.columns.len()];
            for (slot, kind, text) in tape.leads().chain(tape.row(row)) {
                if let Some(at) = preview.columns.iter().position(|column| column.id == i64::from(slot)) {
                    kinds[at] = kind;
                    texts[at] = text.to_owned();
                }
            }
            preview.kinds.push(kinds);
            preview.rows.push(texts);
        }
        left -= tape.rows().min(left);
    }
    let ShapePreview { columns, rows, kinds, .. } = &preview;
    let of_column = |(at, column): (usize, &Column)| {
        crate::typed::misfits(column.ty, kinds.iter().zip(rows).map(|(kinds, texts)| (kinds[at], texts[at].as_str())))
    };
    preview.misfits = columns.iter().enumerate().map(of_column).collect();
    preview.lists = lists(sampled, shape);
    preview
}

/// Lists inside the records, in the order in which they are met; then those that only rules speak of.
fn lists(sampled: &[Sampled], shape: &Shape) -> Vec<ListPlace> {
    let plain = Shape { lists: Vec::new(), ..shape.clone() };
    let mut seen = Lists::default();
    for shape in [&plain, shape] {
        let Ok(shaper) = Shaper::new(shape) else { continue };
        let before = seen.found.len();
        for answer in sampled {
            // What is no answer has no lists.
            let _ = shaper.shape(&answer.body, answer.content_type.as_deref(), &mut seen);
        }
        seen.fixed = before.max(seen.found.len());
    }
    let policy = |path: &str| {
        let rule = shape.lists.iter().find(|rule| rule.path == path);
        rule.map_or(ListPolicy::Json, |rule| rule.policy.clone())
    };
    let mut places: Vec<ListPlace> = seen
        .found
        .into_iter()
        .map(|(path, count)| ListPlace {
            policy: policy(&path),
            path,
            records: count.records,
            least: count.least,
            most: count.most,
        })
        .collect();
    for rule in &shape.lists {
        if !places.iter().any(|place| place.path == rule.path) {
            let (path, policy) = (rule.path.clone(), rule.policy.clone());
            places.push(ListPlace { path, policy, records: 0, least: 0, most: 0 });
        }
    }
    places
}

#[derive(Default)]
struct Lists {
    found: Vec<(String, Counted)>,
    /// Those before this one are counted already.
    fixed: usize,
}

struct Counted {
    records: u64,
    least: u64,
    most: u64,
}

impl RowSink for Lists {
    fn begin_row(&mut self) {}

    fn cell(&mut self, path: &str, kind: CellKind, text: &str, _rows: u32) {
        if kind != CellKind::Json || !text.starts_with('[') {
            return;
        }
        let elements = places(text).into_iter().find(|place| place.path == "$").map_or(0, |place| place.rows);
        match self.found.iter().position(|(known, _)| known == path) {
            Some(at) if at < self.fixed => {}
            Some(at) => {
                let count = &mut self.found[at].1;
                count.records += 1;
                count.least = count.least.min(elements);
                count.most = count.most.max(elements);
            }
            None => {
                self.found.push((path.to_owned(), Counted { records: 1, least: elements, most: elements }));
            }
        }
    }

    fn end_row(&mut self) {}
}

pub(crate) fn survey(sampled: &[Sampled], shape: &Shape) -> ShapeSurvey {
    let by_itself = Shape { records: Records::Auto, lists: Vec::new(), ..shape.clone() };
    let Ok(shaper) = Shaper::new(&by_itself) else { return ShapeSurvey::default() };
    let mut survey = ShapeSurvey { answers: sampled.len() as u64, ..ShapeSurvey::default() };
    let mut order: Vec<(String, RecordUnit)> = Vec::new();
    let mut seen: BTreeMap<(String, u8), RecordPlace> = BTreeMap::new();
    let mut note = |path: String, unit: RecordUnit, rows: u64, of: RecordKind, found: bool| {
        let place = seen.entry((path.clone(), unit as u8)).or_insert_with(|| {
            order.push((path.clone(), unit));
            RecordPlace { path, unit, answers: 0, least: u64::MAX, most: 0, of, found: 0 }
        });
        if found {
            place.found += 1;
            return;
        }
        place.answers += 1;
        place.least = place.least.min(rows);
        place.most = place.most.max(rows);
        if place.of != of {
            place.of = RecordKind::Mixed;
        }
    };
    for (number, answer) in sampled.iter().enumerate() {
        let content_type = answer.content_type.as_deref();
        if number == 0 {
            survey.format = shaper.format_of(&answer.body, content_type);
        }
        let Ok(json) = shaper.json_of(&answer.body, content_type) else { continue };
        let seen_here = places(&json);
        let shaped = shaper.shape(&answer.body, content_type, &mut Nothing).ok();
        let found = shaped.as_ref().map(|shaped| shaped.found.place());
        let mut is_known = false;
        for place in seen_here {
            is_known |= found.as_ref().is_some_and(|(path, unit)| *path == place.path && *unit == place.unit);
            note(place.path, place.unit, place.rows, place.of, false);
        }
        if let (Some((path, unit)), Some(shaped)) = (found, shaped) {
            if !is_known {
                note(path.clone(), unit, shaped.rows, RecordKind::Objects, false);
            }
            note(path, unit, 0, RecordKind::Objects, true);
        }
    }
    survey.places = order.into_iter().filter_map(|(path, unit)| seen.remove(&(path, unit as u8))).collect();
    survey.places.sort_by_key(|place| std::cmp::Reverse((place.found, place.most)));
    survey
}

/// Where the rows of an answer are, in words.
pub(crate) fn found(answer: &Sampled, shaper: &Shaper) -> Option<String> {
    let shaped = shaper.shape(&answer.body, answer.content_type.as_deref(), &mut Nothing);
    shaped.ok().map(|shaped| shaped.found.to_string())
}

struct Nothing;

impl RowSink for Nothing {
    fn begin_row(&mut self) {}
    fn cell(&mut self, _path: &str, _kind: CellKind, _text: &str, _rows: u32) {}
    fn end_row(&mut self) {}
}

/// The answer at a place, or the first good one; none when it is not there, or is not of its format.
pub(crate) fn tree(sampled: &[Sampled], shaper: &Shaper) -> Option<AnswerTree> {
    sampled.iter().find_map(|answer| {
        let json = shaper.json_of(&answer.body, answer.content_type.as_deref()).ok()?;
        let (position, address) = (answer.place.position(), answer.address.clone());
        Some(AnswerTree { position, page: answer.place.page(), address, root: outline(&json).ok()? })
    })
}

/// One answer of the document.
pub(crate) fn one(reader: &mut Reader, place: Place) -> Result<Vec<Sampled>, Fault> {
    let sql = format!(
        "SELECT p.dict_id, p.size, p.data, q.address, {ABOUT} FROM request q JOIN response p ON p.id = q.id WHERE q.id = ?1"
    );
    let mut statement = reader.connection.prepare_cached(&sql)?;
    let mut rows = statement.query([place.id()])?;
    let Some(row) = rows.next()? else { return Ok(Vec::new()) };
    let data = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let frame = reader.decoder.decode(&reader.connection, row.get(0)?, row.get(1)?, data)?;
    Ok(vec![Sampled {
        place,
        address: row.get(3)?,
        about: StoredAbout::read(row, 4, place, &Leads::of_everything())?,
        content_type: frame.content_type().map(str::to_owned),
        body: frame.body.to_vec(),
    }])
}
