//! The TypeScript twins of what crosses to the window, as one file.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use fetchgrid_model as model;
use ts_rs::{Config, TS, TypeVisitor};

use crate::{AppError, AppEvent};

/// Where the file belongs.
pub fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings/index.ts")
}

/// The text of `ui/src/bindings/index.ts`.
pub fn text() -> String {
    let config = Config::new().with_large_int("number");
    let mut declarations = Declarations { config: &config, seen: HashSet::new(), by_name: BTreeMap::new() };
    declarations.visit::<AppError>();
    declarations.visit::<AppEvent>();
    declarations.visit::<model::Activity>();
    declarations.visit::<model::Check>();
    declarations.visit::<model::DocumentState>();
    declarations.visit::<model::ExportOptions>();
    declarations.visit::<model::AnswerTree>();
    declarations.visit::<model::Anchor>();
    declarations.visit::<model::ChartData>();
    declarations.visit::<model::ChartRequest>();
    declarations.visit::<model::ColumnProfile>();
    declarations.visit::<model::ComparedDocument>();
    declarations.visit::<model::CompareInfo>();
    declarations.visit::<model::ComparePage>();
    declarations.visit::<model::CompareRequest>();
    declarations.visit::<model::CompareWhich>();
    declarations.visit::<model::CopyStyle>();
    declarations.visit::<model::Facet>();
    declarations.visit::<model::FacetRequest>();
    declarations.visit::<model::FailedPage>();
    declarations.visit::<model::FailureGroup>();
    declarations.visit::<model::FileColumns>();
    declarations.visit::<model::FindDirection>();
    declarations.visit::<model::FindHit>();
    declarations.visit::<model::FindSummary>();
    declarations.visit::<model::Grouping>();
    declarations.visit::<model::GroupInfo>();
    declarations.visit::<model::GroupPage>();
    declarations.visit::<model::NamedView>();
    declarations.visit::<model::Page>();
    declarations.visit::<model::RecentDocument>();
    declarations.visit::<model::Selection>();
    declarations.visit::<model::SelectionSummary>();
    declarations.visit::<model::RunRequest>();
    declarations.visit::<model::Estimate>();
    declarations.visit::<model::ShapePreview>();
    declarations.visit::<model::ShapeSurvey>();
    declarations.visit::<model::TestResult>();
    declarations.visit::<model::ViewInfo>();
    let mut text = String::from("// Generated from the Rust types by `cargo xtask bindings`. Do not edit.\n");
    for declaration in declarations.by_name.values() {
        text.push('\n');
        text.push_str(declaration);
    }
    text
}

struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Primitives, lists and options have no declaration of their own, but what they hold may.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            self.by_name.insert(T::ident(self.config), format!("{docs}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_bindings_are_fresh() {
        let committed = std::fs::read_to_string(super::path()).expect("ui/src/bindings/index.ts exists");
        assert_eq!(committed, super::text(), "stale: run `cargo xtask bindings`");
    }
}
