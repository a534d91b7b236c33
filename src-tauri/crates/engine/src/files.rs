//! How many connections this process may have open.

/// Files that the program needs beside its connections: the document with its logs, an export, the window.
#[cfg(unix)]
const OTHERS: u64 = 64;

/// As many workers as there is room for, and what to tell the user when they are fewer than wanted. The limit is raised
/// as far as the system allows without asking anybody.
#[cfg(unix)]
pub(crate) fn room_for(wanted: u16) -> (u16, Option<String>) {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let needed = u64::from(wanted) + OTHERS;
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < needed) {
        let mut raised = limit;
        raised.current = Some(limit.maximum.map_or(needed, |maximum| maximum.min(needed)));
        // It can be refused; then the old limit is what there is.
        if setrlimit(Resource::Nofile, raised).is_ok() {
            limit = raised;
        }
    }
    match limit.current {
        Some(current) if current < needed => {
            let room = u16::try_from(current.saturating_sub(OTHERS)).unwrap_or(wanted).clamp(1, wanted);
            let note = format!(
                "This computer lets a program open {current} files at a time, so {room} of the {wanted} workers are used."
            );
            (room, Some(note))
        }
        _ => (wanted, None),
    }
}

/// Elsewhere there is no such limit.
#[cfg(not(unix))]
pub(crate) fn room_for(wanted: u16) -> (u16, Option<String>) {
    (wanted, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_workers_always_have_room() {
        for wanted in [1, 8, 64] {
            assert_eq!(room_for(wanted), (wanted, None));
        }
    }
}
