use std::collections::HashMap;

use jiter::Jiter;

use crate::error::Fault;

/// For each key of the object that comes next, the number of the member that names it last: it is the one that counts.
pub(crate) fn last_of_each(mut ahead: Jiter<'_>) -> Result<HashMap<String, usize>, Fault> {
    let mut last = HashMap::new();
    let mut number = 0;
    let mut key = ahead.known_object()?.map(str::to_owned);
    while let Some(found) = key {
        last.insert(found, number);
        number += 1;
        ahead.next_skip()?;
        key = ahead.next_key()?.map(str::to_owned);
    }
    Ok(last)
}
