//! What is said about a form, before anything is sent.

use std::num::NonZeroU16;

use fetchgrid_engine::{StoredLists, Texts, check};
use fetchgrid_model::{
    Backoff, Check, Combine, ErrorRule, Extraction, Field, FieldRef, Method, ProblemCode, Rate, RateUnit,
    RequestTemplate, RunSettings, ValueList, ValueSource, Workers,
};

fn form(address: &str, lists: &[(&str, &str)]) -> Extraction {
    Extraction {
        request: RequestTemplate { address: address.to_owned(), ..RequestTemplate::default() },
        lists: lists.iter().map(|(placeholder, text)| ValueList::typed(*placeholder, *text)).collect(),
        ..Extraction::default()
    }
}

fn checked(extraction: &Extraction) -> Check {
    let (check, plan) = check(extraction, &StoredLists::new());
    assert_eq!(plan.is_some(), check.is_runnable(), "{check:?}");
    check
}

/// Codes of the problems, with whether they block.
fn codes(extraction: &Extraction) -> Vec<(ProblemCode, bool)> {
    checked(extraction).problems.into_iter().map(|problem| (problem.code, problem.blocking)).collect()
}

#[test]
fn addresses() {
    use ProblemCode::*;
    #[track_caller]
    fn check(address: &str, expected: &[(ProblemCode, bool)]) {
        let form = form(address, &[("id", "1-3")]);
        let mut found = codes(&form);
        // Whether the list is used is not what this is about.
        found.retain(|(code, _)| *code != ListUnused);
        assert_eq!(found, expected, "{address}");
        assert!(checked(&form).problems.iter().all(|problem| problem.message.len() > 20), "whole sentences");
    }
    check("https://api.example.com/items/{id}", &[]);
    check("  http://127.0.0.1:4010/inventory?id={id}  ", &[]);
    check("HTTPS://api.example.com/{id}", &[]);
    check("https://bücher.example/{id}", &[]);
    check("http://[::1]:4010/{id}", &[]);
    check("https://{id}.example.com/", &[]);
    check("http://localhost:{id}/", &[]);
    check("", &[(AddressEmpty, true)]);
    check("   ", &[(AddressEmpty, true)]);
    check("api.example.com/{id}", &[(AddressNoScheme, true)]);
    check("localhost:4010/{id}", &[(AddressNoScheme, true)]);
    check("{id}://example.com", &[(AddressNoScheme, true)]);
    check("//api.example.com", &[(AddressNoScheme, true)]);
    check("example.com/?next=https://x", &[(AddressNoScheme, true)]);
    check("ftp://example.com/{id}", &[(AddressBadScheme, true)]);
    check("file:///etc/passwd", &[(AddressBadScheme, true)]);
    check("https://", &[(AddressNoHost, true)]);
    check("https:///items", &[(AddressNoHost, true)]);
    check("https://?x=1", &[(AddressNoHost, true)]);
    check("https://:80/", &[(AddressNoHost, true)]);
    check("https://exa mple.com/", &[(AddressInvalid, true)]);
    check("https://example.com:99999/", &[(AddressInvalid, true)]);
    check("https://example.com:abc/", &[(AddressInvalid, true)]);
    check("https://[::1/", &[(AddressInvalid, true)]);
    check("https://user:password@example.com/", &[(AddressHasPassword, true)]);
    check("https://user@example.com/", &[(AddressHasPassword, true)]);
    check("https://example.com/a@b", &[]);
    check("https://example.com/{my id}", &[(AddressInvalid, false)]);
    check("https://x/y/{id", &[(BraceUnclosed, true)]);
    check("https://x/{id/{type}", &[(BraceUnclosed, true), (PlaceholderWithoutList, true)]);
    check("https://{id/", &[(BraceUnclosed, true)]);
    check("https://x/?q={id", &[(BraceUnclosed, true)]);
    check("https://x/id}", &[]);
    check("{id", &[(AddressNoScheme, true)]);
    check("https://example.com/?api_key=abc", &[(AddressHasSecret, true)]);
    check("https://example.com/?api_key={id}", &[]);
}

#[test]
fn a_missing_scheme_says_how_to_begin() {
    let check = checked(&form("api.example.com/items", &[]));
    assert_eq!(check.problems[0].message, "Begin with https:// or http://.");
    assert_eq!(check.problems[0].field, FieldRef::Address);
}

#[test]
fn a_brace_is_closed_with_the_name_that_was_begun() {
    for (address, name) in [("https://x/y/{id", "{id}"), ("https://x/{type?id={id}", "{type}"), ("https://x/{", "{id}")]
    {
        let problem = checked(&form(address, &[("id", "1")])).problems.remove(0);
        assert_eq!(problem.message, format!("A brace is not closed: write {name}."), "{address}");
        assert_eq!((problem.field, problem.blocking), (FieldRef::Address, true));
    }
}

#[test]
fn a_form_without_an_address_asks_for_one_and_for_nothing_else() {
    let new = Extraction::default();
    let mut begun = form("  ", &[("id", "1-3"), ("type", "5-1/0")]);
    begun.request.headers = vec![Field::new("X-Trace", "{trace}")];
    begun.settings.timeout_seconds = 0;
    for form in [new, begun] {
        assert_eq!(codes(&form), [(ProblemCode::AddressEmpty, true)]);
        let check = checked(&form);
        assert_eq!((check.requests, check.first.len()), (None, 0));
    }
    assert_eq!(checked(&form("", &[("id", "1-3")])).lists[0].count, 3, "what is typed is counted all the same");
}

#[test]
fn headers_and_query() {
    use ProblemCode::*;
    #[track_caller]
    fn check(field: Field, expected: &[(ProblemCode, bool)]) {
        let mut form = form("https://example.com/", &[]);
        form.request.headers = vec![Field::new("Accept", "*/*"), field.clone()];
        assert_eq!(codes(&form), expected, "{field:?}");
        assert!(checked(&form).problems.iter().all(|problem| problem.field == FieldRef::Header { index: 1 }));
    }
    check(Field::new("X-Plain", "a"), &[]);
    check(Field::new("X-Plain", ""), &[]);
    check(Field::new("", ""), &[]);
    check(Field::new("", "a"), &[(HeaderNameInvalid, true)]);
    check(Field::new("X Plain", "a"), &[(HeaderNameInvalid, true)]);
    check(Field::new("X-Plain:", "a"), &[(HeaderNameInvalid, true)]);
    check(Field::new("Content-Length", "5"), &[(HeaderNameInvalid, true)]);
    check(Field::new("X-Plain", "a\nb"), &[(HeaderValueInvalid, true)]);
    check(Field::new("X-Plain", "a\n"), &[]);
    check(Field::new("X-Plain", "{id"), &[(BraceUnclosed, true)]);
    check(Field::new("X-Plain", r#"{"a": {"b": 1}}"#), &[]);
    check(Field { enabled: false, ..Field::new("X-Plain", "{id") }, &[]);
    check(Field::new("X-Api-Key", "ab{cd"), &[(BraceUnclosed, false)]);
    check(Field::new("Authorization", ""), &[(SecretMissing, true)]);
    check(Field::new("Authorization", "Bearer x"), &[]);
    check(Field { secret: true, ..Field::new("X-Mine", " ") }, &[(SecretMissing, true)]);
    check(Field { enabled: false, ..Field::new("Authorization", "") }, &[]);
    check(Field { enabled: false, ..Field::new("X Plain", "\n") }, &[]);

    let mut form = form("https://example.com/", &[]);
    form.request.query = vec![Field::new("page", ""), Field::new("api_key", ""), Field::new("lang", "{")];
    let problems = checked(&form).problems;
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, &problem.field)).collect();
    let at = |index| FieldRef::Query { index };
    assert_eq!(found, [(SecretMissing, &at(1)), (BraceUnclosed, &at(2))]);
}

#[test]
fn lists() {
    use ProblemCode::*;
    #[track_caller]
    fn check(lists: &[(&str, &str)], combine: Combine, expected: &[(ProblemCode, bool)], requests: Option<u64>) {
        let mut form = form("https://example.com/{a}/{b}", lists);
        form.combine = combine;
        assert_eq!((codes(&form), checked(&form).requests), (expected.to_vec(), requests), "{lists:?}");
    }
    let both = [("b", "1-3"), ("a", "x,y")];
    check(&both, Combine::Product, &[], Some(6));
    check(&both, Combine::Zip, &[(ListsDifferInLength, true)], None);
    check(&[("a", "x,y,z"), ("b", "1-3")], Combine::Zip, &[], Some(3));
    check(&[("a", "x"), ("b", "1-3")], Combine::Zip, &[], Some(3));
    check(&[("a", "x,y,z"), ("b", "1")], Combine::Zip, &[], Some(3));
    check(&[("a", "x"), ("b", "1")], Combine::Zip, &[], Some(1));
    check(&[("a", "x"), ("b", " ")], Combine::Zip, &[(ListEmpty, true)], None);
    check(&[("a", "1"), ("b", "1-9007199254740993")], Combine::Zip, &[(TooManyRequests, true)], None);
    check(&[("a", "x")], Combine::Product, &[(PlaceholderWithoutList, true)], None);
    check(&[], Combine::Product, &[(PlaceholderWithoutList, true); 2], None);
    check(&[("a", "x"), ("b", " \n ")], Combine::Product, &[(ListEmpty, true)], None);
    check(&[("a", "x"), ("b", "1-5/0")], Combine::Product, &[(RangeInvalid, true)], None);
    check(&[("a", "x"), ("b", "1"), ("c", "1")], Combine::Product, &[(ListUnused, false)], Some(1));
    check(
        &[("a", "x"), ("b", "1"), ("c", "1-5/0")],
        Combine::Product,
        &[(ListUnused, false), (RangeInvalid, false)],
        Some(1),
    );
    check(&[("a", "x"), ("b", "1"), ("b", "1-9")], Combine::Product, &[(ListUnused, false)], Some(1));
    check(&[("a", "1-1048576"), ("b", "1-1048576")], Combine::Product, &[], Some(1 << 40));
    check(&[("a", "1-1048576"), ("b", "1-1048577")], Combine::Product, &[(TooManyRequests, true)], None);
    check(&[("a", "1-10000000000000"), ("b", "1-10000000000000")], Combine::Product, &[(TooManyRequests, true)], None);
}

#[test]
fn lists_of_different_lengths_are_named() {
    let lists = [("a", "x,y"), ("b", "1-3"), ("c", "one")];
    let form = Extraction { combine: Combine::Zip, ..form("https://example.com/{a}/{b}/{c}", &lists) };
    let problem = checked(&form).problems.remove(0);
    assert_eq!(problem.message, "Side by side needs lists of the same length, or of one value: {a} has 2, {b} has 3.");
    assert_eq!(problem.field, FieldRef::Combine);
}

#[test]
fn settings() {
    #[track_caller]
    fn check(change: impl FnOnce(&mut RunSettings), expected: &[FieldRef]) {
        let mut settings = RunSettings::default();
        change(&mut settings);
        let form = Extraction { settings, ..form("https://example.com/", &[]) };
        let found: Vec<_> = checked(&form).problems.into_iter().map(|problem| problem.field).collect();
        assert_eq!(found, expected);
    }
    let workers =
        |number| move |settings: &mut RunSettings| settings.workers = Workers::Fixed(NonZeroU16::new(number).unwrap());
    check(workers(1), &[]);
    check(workers(1024), &[]);
    check(workers(1025), &[FieldRef::Workers]);
    check(|settings| settings.workers = Workers::AUTO, &[]);
    check(|settings| settings.timeout_seconds = 1, &[]);
    check(|settings| settings.timeout_seconds = 0, &[FieldRef::Timeout]);
    check(|settings| settings.timeout_seconds = 3601, &[FieldRef::Timeout]);
    check(|settings| settings.retries = 0, &[]);
    check(|settings| settings.retries = 21, &[FieldRef::Retries]);
    check(|settings| settings.backoff = Backoff { first_ms: 2, longest_ms: 1 }, &[FieldRef::Backoff]);
    check(|settings| settings.backoff = Backoff { first_ms: 1, longest_ms: 3_600_001 }, &[FieldRef::Backoff]);
    let rate =
        |amount| move |settings: &mut RunSettings| settings.limits.rate = Some(Rate { amount, per: RateUnit::Hour });
    check(rate(0.5), &[]);
    check(rate(0.0), &[FieldRef::Rate]);
    check(rate(f64::NAN), &[FieldRef::Rate]);
    check(|settings| settings.limits.per_day = Some(0), &[FieldRef::PerDay]);
    check(|settings| settings.answers.max_bytes = 0, &[FieldRef::MaxBytes]);
    check(|settings| settings.answers.max_bytes = u64::MAX, &[FieldRef::MaxBytes]);
    let empty = ErrorRule::Present { field: " ".into() };
    check(|settings| settings.answers.error_when = Some(empty), &[FieldRef::ErrorRule]);
    let proxy = |address: &str| {
        let proxy = Some(address.to_owned());
        move |settings: &mut RunSettings| settings.network.proxy = proxy
    };
    check(proxy(""), &[]);
    check(proxy("http://proxy.example:3128"), &[]);
    check(proxy("proxy.example:3128"), &[]);
    check(proxy("ftp://proxy.example"), &[FieldRef::Proxy]);
    check(proxy("http://user:secret@proxy.example"), &[FieldRef::Proxy]);
    check(|settings| settings.network.certificate = Some("/no/such/file.pem".into()), &[FieldRef::Certificate]);
}

#[test]
fn a_password_of_a_proxy_is_not_repeated() {
    let mut form = form("https://example.com/", &[]);
    form.settings.network.proxy = Some("http://user:s3cr3t@proxy.example".into());
    let problem = checked(&form).problems.remove(0);
    assert!(problem.message.contains("proxy.example") && !problem.message.contains("s3cr3t"), "{}", problem.message);
}

#[test]
fn equal_requests_are_counted() {
    #[track_caller]
    fn check(method: Method, lists: &[(&str, &str)], combine: Combine, expected: u64) {
        let mut form = Extraction { combine, ..form("https://example.com/{a}/{b}", lists) };
        form.request.method = method;
        assert_eq!(checked(&form).equal, expected);
    }
    check(Method::Get, &[("a", "1-9"), ("b", "x")], Combine::Product, 0);
    check(Method::Get, &[("a", "1-9, 3"), ("b", "x, y")], Combine::Product, 2);
    check(Method::Get, &[("a", "1, 2, 1"), ("b", "x, y, x")], Combine::Zip, 1);
    check(Method::Post, &[("a", "1-9, 3"), ("b", "x, y")], Combine::Product, 0);
}

#[test]
fn what_the_form_shows() {
    let mut form = form(
        "http://127.0.0.1:4010/inventory/{type}?id={id}",
        &[("id", "0-49"), ("type", "materials, products,,materials")],
    );
    form.request.headers = vec![Field::new("X-Trace", "{trace}")];
    form.lists.push(ValueList::typed("trace", "a/b"));
    let check = checked(&form);
    assert_eq!(check.placeholders, ["type", "id", "trace"]);
    assert_eq!(check.requests, Some(150));
    let list = &check.lists[1];
    assert_eq!((&list.placeholder[..], list.count, list.duplicates, list.blanks), ("type", 3, 1, 1));
    assert_eq!(check.lists[0].first, ["0", "1", "2", "3", "4"]);
    assert_eq!(check.first.len(), 5);
    assert_eq!(check.first[1].address, "http://127.0.0.1:4010/inventory/materials?id=1");
    assert_eq!(check.first[1].values, ["materials", "1", "a/b"]);
}

#[test]
fn addresses_are_shown_as_they_are_sent() {
    #[track_caller]
    fn check(address: &str, value: &str, expected: &str) {
        let form = form(address, &[("v", &format!("\"{value}\""))]);
        assert_eq!(checked(&form).first[0].address, expected);
    }
    check("https://h.example/a/{v}", "a b/c?d#e", "https://h.example/a/a%20b%2Fc%3Fd%23e");
    check("https://h.example/a?x={v}", "a b&c=d+e", "https://h.example/a?x=a%20b%26c%3Dd%2Be");
    check("https://h.example?x={v}", "ü", "https://h.example/?x=%C3%BC");
    check("https://h.example/a b/ü/{v}?q=a b%20c", "1", "https://h.example/a%20b/%C3%BC/1?q=a%20b%20c");
    check("https://H.example:443/{v}#part", "100%", "https://h.example/100%25");
    check("https://{v}.example/x", "eu-1", "https://eu-1.example/x");
    check("https://h.example/{v}.json?{v}={v}", "..", "https://h.example/...json?..=..");
}

#[test]
fn lists_from_files() {
    let stored = StoredLists::from([(4, ["007", " ", "008", "007"].into_iter().collect::<Texts>())]);
    let source = |stored| ValueSource::File { path: "ids.csv".into(), sheet: None, column: None, count: 3, stored };
    let mut form = form("https://example.com/{id}", &[]);
    form.lists = vec![ValueList { placeholder: "id".into(), source: source(4) }];
    let (found, plan) = check(&form, &stored);
    assert_eq!((found.requests, found.lists[0].duplicates, found.lists[0].blanks), (Some(3), 1, 1));
    assert_eq!(plan.unwrap().request(1).values, ["008"]);

    form.lists[0].source = source(5);
    let (found, plan) = check(&form, &stored);
    assert!(plan.is_none());
    assert!(found.problems[0].blocking && found.problems[0].message.contains("ids.csv"), "{found:?}");
}

#[test]
fn a_body_counts_for_post_only() {
    let mut form = form("https://example.com/", &[("id", "1-3")]);
    form.request.body = r#"{"id": "{id}"}"#.to_owned();
    form.request.method = Method::Post;
    assert_eq!((codes(&form), checked(&form).requests), (vec![], Some(3)));
    form.request.method = Method::Get;
    assert_eq!(codes(&form), [(ProblemCode::ListUnused, false)]);
    assert_eq!(checked(&form).requests, Some(1));
}

#[test]
fn bodies_are_shown_as_they_are_sent() {
    #[track_caller]
    fn check(method: Method, body: &str, expected: Option<&str>) {
        let mut form = form("https://example.com/", &[("v", r#""a ""b""""#)]);
        (form.request.method, form.request.body) = (method, body.to_owned());
        assert_eq!(checked(&form).first[0].body.as_deref(), expected, "{body:?}");
    }
    check(Method::Get, "x", None);
    check(Method::Post, "", None);
    check(Method::Post, "plain {v}", Some("plain a \"b\""));
    check(Method::Post, r#"{"v": "{v}"}"#, Some(r#"{"v": "a \"b\""}"#));
    check(Method::Post, r#"{"open": {"#, Some(r#"{"open": {"#));
    let long = "ü".repeat(501);
    check(Method::Post, &long[2..], Some(&long[2..]));
    check(Method::Post, &long, Some(&format!("{}…", &long[2..])));
}

#[test]
fn a_broken_field_does_not_hide_the_count() {
    let mut form = form("https://example.com/{id}", &[("id", "1-3")]);
    form.settings.timeout_seconds = 0;
    form.request.headers = vec![Field::new("Authorization", "")];
    let check = checked(&form);
    assert_eq!((check.requests, check.first.len(), check.is_runnable()), (Some(3), 3, false));
}
