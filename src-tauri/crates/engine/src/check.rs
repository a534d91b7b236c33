use fetchgrid_model::{
    Check, Combine, Extraction, FieldRef, ListSummary, PlannedAddress, Problem, ProblemCode, ValueSource,
};

use crate::list::{List, ListError};
use crate::plan::Plan;
use crate::problems;
use crate::range::BadRange;
use crate::template::Template;
use crate::texts::StoredLists;

/// As many as a document holds; at a thousand a second they would take a third of a century.
const MOST_REQUESTS: u64 = 1 << 40;

/// Addresses and values that a preview shows.
const SHOWN: u64 = 5;

/// Characters of a body that a preview shows: what fits beside the form. Bodies may be megabytes, and a check is made for
/// every keystroke.
const SHOWN_OF_BODY: usize = 500;

/// What the form means. The plan is there when nothing blocks. Never sends anything.
///
/// It is made for every keystroke: lists are read once, ranges are not spelled out, and whatever is counted over stored
/// lists is remembered with them.
pub fn check(extraction: &Extraction, stored: &StoredLists) -> (Check, Option<Plan>) {
    let template = Template::new(&extraction.request);
    let mut check = Check { placeholders: template.placeholders.clone(), ..Check::default() };
    problems::of_request(&extraction.request, &mut check.problems);
    let lists = lists(extraction, stored, &mut check);
    problems::of_settings(&extraction.settings, &mut check.problems);
    if extraction.request.address.trim().is_empty() {
        // A new document. Nothing can be said about the rest yet, and it is not one request either.
        check.problems.retain(|problem| problem.code == ProblemCode::AddressEmpty);
        return (check, None);
    }

    let Some(lists) = lists else { return (check, None) };
    let Some(len) = count(&template, &lists, extraction.combine, &mut check.problems) else { return (check, None) };
    check.requests = Some(len);
    let runnable = check.is_runnable();
    let plan = Plan::new(extraction.request.clone(), template, lists, extraction.combine, len);
    check.equal = plan.count_equal();
    check.first = (0..len.min(SHOWN))
        .map(|position| {
            let request = plan.request(position);
            let body = request.wire.ok().and_then(|wire| wire.body);
            PlannedAddress {
                values: request.values,
                address: request.address,
                body: body.map(|body| shown(&String::from_utf8_lossy(&body))),
            }
        })
        .collect();
    (check, runnable.then_some(plan))
}

/// The beginning of a body.
fn shown(body: &str) -> String {
    match body.char_indices().nth(SHOWN_OF_BODY) {
        Some((end, _)) => format!("{}…", &body[..end]),
        None => body.to_owned(),
    }
}

/// One list per placeholder, when every one has a usable list.
fn lists(extraction: &Extraction, stored: &StoredLists, check: &mut Check) -> Option<Vec<List>> {
    let mut lists: Vec<Option<List>> = check.placeholders.iter().map(|_| None).collect();
    let mut seen: Vec<&str> = Vec::new();
    for given in &extraction.lists {
        let placeholder = given.placeholder.as_str();
        let at = FieldRef::List { placeholder: placeholder.to_owned() };
        let mut problem = |code, blocking, message| {
            check.problems.push(Problem { field: at.clone(), code, message, blocking });
        };
        let used = check.placeholders.iter().position(|known| known == placeholder);
        if used.is_none() {
            problem(
                ProblemCode::ListUnused,
                false,
                format!(
                    "{{{placeholder}}} is nowhere in the request, so this list is not used. Put it into the address."
                ),
            );
        } else if seen.contains(&placeholder) {
            problem(
                ProblemCode::ListUnused,
                false,
                format!("{{{placeholder}}} has a list already; this one is not used."),
            );
        }
        // An unused list is read all the same: its counts are shown while the address is still being written.
        let list = match read(&given.source, stored) {
            Ok(list) => list,
            Err((code, message)) => {
                problem(code, used.is_some(), message);
                seen.push(placeholder);
                continue;
            }
        };
        if list.len() == 0 && used.is_some() && !seen.contains(&placeholder) {
            problem(ProblemCode::ListEmpty, true, format!("Give at least one value for {{{placeholder}}}."));
        }
        check.lists.push(ListSummary {
            placeholder: placeholder.to_owned(),
            count: list.len(),
            duplicates: list.duplicates(),
            blanks: list.blanks,
            first: list.first(SHOWN),
        });
        if let Some(index) = used.filter(|_| !seen.contains(&placeholder) && list.len() > 0) {
            lists[index] = Some(list);
        }
        seen.push(placeholder);
    }
    for placeholder in check.placeholders.iter().filter(|placeholder| !seen.contains(&placeholder.as_str())) {
        check.problems.push(Problem {
            field: FieldRef::List { placeholder: placeholder.clone() },
            code: ProblemCode::PlaceholderWithoutList,
            message: format!("{{{placeholder}}} has no ID list yet. Give it one."),
            blocking: true,
        });
    }
    lists.into_iter().collect()
}

fn read(source: &ValueSource, stored: &StoredLists) -> Result<List, (ProblemCode, String)> {
    match source {
        ValueSource::Typed { text } => List::typed(text).map_err(|error| match error {
            ListError::BadRange { entry, bad: BadRange::ZeroStep } => {
                (ProblemCode::RangeInvalid, format!("The range {entry} has a step of 0. Use 1 or more."))
            }
            ListError::BadRange { entry, bad: BadRange::TooLong } => {
                (ProblemCode::RangeInvalid, format!("The range {entry} is too long to be counted."))
            }
            ListError::TooLong => (ProblemCode::TooManyRequests, "The list is too long to be counted.".to_owned()),
        }),
        ValueSource::File { stored: number, path, .. } => match stored.get(number) {
            Some(texts) => Ok(List::stored(texts)),
            None => Err((
                ProblemCode::ListEmpty,
                format!("The values read from {path} are not in this document. Choose the file again."),
            )),
        },
    }
}

fn count(template: &Template, lists: &[List], combine: Combine, problems: &mut Vec<Problem>) -> Option<u64> {
    // A list of one value is repeated beside the others.
    let long: Vec<_> = template.placeholders.iter().zip(lists).filter(|(_, list)| list.len() != 1).collect();
    if combine == Combine::Zip && long.windows(2).any(|pair| pair[0].1.len() != pair[1].1.len()) {
        let lengths: Vec<String> =
            long.iter().map(|(placeholder, list)| format!("{{{placeholder}}} has {}", list.len())).collect();
        problems.push(Problem {
            field: FieldRef::Combine,
            code: ProblemCode::ListsDifferInLength,
            message: format!("Side by side needs lists of the same length, or of one value: {}.", lengths.join(", ")),
            blocking: true,
        });
        return None;
    }
    let len = Plan::count(lists.iter().map(List::len), combine).filter(|len| *len <= MOST_REQUESTS);
    if len.is_none() {
        problems.push(Problem {
            field: FieldRef::Combine,
            code: ProblemCode::TooManyRequests,
            message: format!("These lists make more than {MOST_REQUESTS} requests. Shorten them."),
            blocking: true,
        });
    }
    len
}
