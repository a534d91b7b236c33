//! Which rows a view shows.

use arrow_buffer::BooleanBuffer;
use fetchgrid_model::{Filter, View};
use time::Date;

use crate::bad_view::BadView;
use crate::chunk::Chunk;
use crate::condition::Test;
use crate::moment::Moment;
use crate::needle::Needle;

/// A filter and a search made ready; shared between threads.
#[derive(Clone, Debug)]
pub struct Matcher {
    filter: Node,
    search: Option<(Needle, Vec<i64>)>,
}

#[derive(Clone, Debug)]
enum Node {
    All,
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Column(i64, Box<Test>),
}

/// What the table says of a view's columns.
pub struct Surroundings<'a> {
    /// The day that relative dates count from when the view does not say.
    pub today: Date,
    /// Columns that are searched.
    pub searched: &'a [i64],
    /// Columns whose texts count as numbers where they read as such.
    pub numbers_in_text: &'a dyn Fn(i64) -> bool,
}

impl Matcher {
    /// Without the view's order.
    pub fn new(view: &View, surroundings: &Surroundings<'_>) -> Result<Self, BadView> {
        Matcher::of(&view.filter, view, surroundings)
    }

    /// The same with another filter.
    pub fn of(filter: &Filter, view: &View, surroundings: &Surroundings<'_>) -> Result<Self, BadView> {
        let today = match &view.today {
            Some(text) => Moment::parse(text).ok_or_else(|| BadView::Date { text: text.clone() })?.day(),
            None => surroundings.today,
        };
        let search = Needle::new(&view.search).map(|needle| (needle, surroundings.searched.to_vec()));
        Ok(Matcher { filter: Node::new(filter, today, surroundings)?, search })
    }

    /// Whether every row passes.
    pub fn is_all(&self) -> bool {
        matches!(self.filter, Node::All) && self.search.is_none()
    }

    pub fn marks<C: Chunk>(&self, chunk: &mut C) -> Result<BooleanBuffer, C::Error> {
        let shown = self.filter.marks(chunk)?;
        let Some((needle, columns)) = &self.search else { return Ok(shown) };
        if shown.count_set_bits() == 0 {
            return Ok(shown);
        }
        let mut found = vec![false; chunk.rows()];
        chunk.each(columns, &mut |_, cells| needle.mark(cells, &mut found))?;
        Ok(&shown & &BooleanBuffer::from(found))
    }
}

impl Node {
    fn new(filter: &Filter, today: Date, surroundings: &Surroundings<'_>) -> Result<Self, BadView> {
        let several = |of: &[Filter]| -> Result<Vec<Node>, BadView> {
            of.iter().map(|part| Node::new(part, today, surroundings)).collect()
        };
        Ok(match filter {
            filter if filter.is_all() => Node::All,
            Filter::All => Node::All,
            Filter::And { of } => Node::And(several(of)?),
            Filter::Or { of } => Node::Or(several(of)?),
            Filter::Not { filter } => Node::Not(Box::new(Node::new(filter, today, surroundings)?)),
            Filter::Column { column, is } => {
                Node::Column(*column, Box::new(Test::new(is, today, (surroundings.numbers_in_text)(*column))?))
            }
        })
    }

    /// Columns are read only while they can still change the answer.
    fn marks<C: Chunk>(&self, chunk: &mut C) -> Result<BooleanBuffer, C::Error> {
        let rows = chunk.rows();
        Ok(match self {
            Node::All => BooleanBuffer::new_set(rows),
            Node::And(nodes) => {
                let mut all = BooleanBuffer::new_set(rows);
                for node in nodes {
                    if all.count_set_bits() == 0 {
                        break;
                    }
                    all = &all & &node.marks(chunk)?;
                }
                all
            }
            Node::Or(nodes) => {
                let mut any = BooleanBuffer::new_unset(rows);
                for node in nodes {
                    if any.count_set_bits() == rows {
                        break;
                    }
                    any = &any | &node.marks(chunk)?;
                }
                any
            }
            Node::Not(node) => !&node.marks(chunk)?,
            Node::Column(column, test) => test.marks(&chunk.column(*column)?),
        })
    }
}
