use std::sync::Arc;

use fetchgrid_model::{DocumentState, ExportProgress, Progress, ShapingProgress};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the backend tells without being asked. Rows never travel this way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AppEvent {
    Progress {
        progress: Box<Progress>,
    },
    Export {
        progress: ExportProgress,
    },
    /// How far the table is made anew from what was fetched.
    Shaping {
        progress: ShapingProgress,
    },
    /// A document was opened by something else than the window's own menu.
    Opened {
        document: Box<DocumentState>,
    },
}

pub type EventSink = Arc<dyn Fn(AppEvent) + Send + Sync>;
