//! The sequence of requests, and what stands for it.

use fetchgrid_engine::{Plan, StoredLists, Texts, check};
use fetchgrid_model::{Combine, Extraction, Field, Method, RequestTemplate, ValueList, ValueSource};
use proptest::prelude::*;

fn form(address: &str, lists: &[(&str, &str)]) -> Extraction {
    Extraction {
        request: RequestTemplate { address: address.to_owned(), ..RequestTemplate::default() },
        lists: lists.iter().map(|(placeholder, text)| ValueList::typed(*placeholder, *text)).collect(),
        ..Extraction::default()
    }
}

fn plan(extraction: &Extraction) -> Plan {
    let (check, plan) = check(extraction, &StoredLists::new());
    plan.unwrap_or_else(|| panic!("{:?}", check.problems))
}

fn values(plan: &Plan) -> Vec<String> {
    (0..plan.len()).map(|position| plan.request(position).values.join(" ")).collect()
}

#[test]
fn the_last_placeholder_varies_fastest() {
    let product = plan(&form("https://h/{a}/{b}/{c}", &[("c", "1-2"), ("a", "x,y"), ("b", "m")]));
    assert_eq!(values(&product), ["x m 1", "x m 2", "y m 1", "y m 2"]);
    assert_eq!(product.placeholders(), ["a", "b", "c"]);
}

#[test]
fn side_by_side() {
    let zip = Extraction { combine: Combine::Zip, ..form("https://h/{a}/{b}", &[("a", "x,y,z"), ("b", "3-1")]) };
    assert_eq!(values(&plan(&zip)), ["x 3", "y 2", "z 1"]);
}

#[test]
fn side_by_side_one_value_is_repeated() {
    #[track_caller]
    fn check(a: &str, b: &str, expected: &[&str]) {
        let zip = Extraction { combine: Combine::Zip, ..form("https://h/{a}/{b}", &[("a", a), ("b", b)]) };
        assert_eq!(values(&plan(&zip)), expected);
    }
    check("x", "1-3", &["x 1", "x 2", "x 3"]);
    check("x,y,z", "1", &["x 1", "y 1", "z 1"]);
    check("x", "1", &["x 1"]);
}

#[test]
fn without_placeholders_there_is_one_request() {
    for combine in [Combine::Product, Combine::Zip] {
        let plan = plan(&Extraction { combine, ..form("https://h/x", &[]) });
        assert_eq!((plan.len(), plan.is_empty(), plan.request(0).values.len()), (1, false, 0));
    }
}

#[test]
fn a_placeholder_used_twice_has_one_value() {
    let plan = plan(&form("https://h/{id}?again={id}", &[("id", "7")]));
    assert_eq!(plan.request(0).address, "https://h/7?again=7");
}

#[test]
fn the_last_of_a_trillion_requests_costs_no_more_than_the_first() {
    let plan = plan(&form("https://h/{a}/{b}", &[("a", "1-10000"), ("b", "00000001-100000000")]));
    assert_eq!(plan.len(), 1_000_000_000_000);
    assert_eq!(plan.request(plan.len() - 1).address, "https://h/10000/100000000");
    assert_eq!(plan.request(100_000_001).values, ["2", "00000002"]);
}

#[test]
#[should_panic(expected = "request 3 of a plan of 3")]
fn there_is_nothing_beyond_the_end() {
    plan(&form("https://h/{id}", &[("id", "1-3")])).request(3);
}

type Change<'a> = &'a dyn Fn(&mut Extraction);

#[test]
fn what_a_fingerprint_sees() {
    let base = || {
        let mut form = form("https://h/{a}/{b}", &[("a", "x,y,z"), ("b", "1-3")]);
        form.request.query = vec![Field::new("lang", "en"), Field::new("api_key", "first")];
        form.request.body = "{\"n\": 1}".to_owned();
        form
    };
    let of = |change: Change| {
        let mut form = base();
        change(&mut form);
        plan(&form).fingerprint()
    };
    let unchanged = of(&|_| {});
    assert_eq!(unchanged.len(), 32);
    assert!(unchanged.bytes().all(|byte| byte.is_ascii_hexdigit()));
    // Written down: it is stored in documents, and another version of the program has to come to the same.
    assert_eq!(unchanged, GOLDEN);

    let same: [(&str, Change); 9] = [
        ("headers", &|form| form.request.headers.push(Field::new("Authorization", "Bearer x"))),
        ("settings", &|form| form.settings.retries = 9),
        ("a secret of the query", &|form| form.request.query[1].value = "second".into()),
        ("spaces around the address", &|form| form.request.address.insert(0, ' ')),
        ("a row that is switched off", &|form| {
            form.request.query.push(Field { enabled: false, ..Field::new("off", "1") });
        }),
        ("the empty row", &|form| form.request.query.push(Field::new("", ""))),
        ("an unused list", &|form| form.lists.push(ValueList::typed("c", "1"))),
        ("the body of a GET", &|form| form.request.body.clear()),
        ("the way in which a list is written", &|form| form.lists[1] = ValueList::typed("b", "1\n2,\"3\"")),
    ];
    for (what, change) in same {
        assert_eq!(of(change), unchanged, "{what}");
    }
    let other: [(&str, Change); 10] = [
        ("method", &|form| form.request.method = Method::Post),
        ("address", &|form| form.request.address.push('/')),
        ("query value", &|form| form.request.query[0].value = "de".into()),
        ("query name", &|form| form.request.query[0].name = "language".into()),
        ("query row gone", &|form| drop(form.request.query.remove(1))),
        ("values", &|form| form.lists[1] = ValueList::typed("b", "1-4")),
        ("order of values", &|form| form.lists[1] = ValueList::typed("b", "3-1")),
        ("padding", &|form| form.lists[1] = ValueList::typed("b", "01-03")),
        ("combination", &|form| form.combine = Combine::Zip),
        ("lists exchanged", &|form| {
            form.lists = vec![ValueList::typed("b", "x,y,z"), ValueList::typed("a", "1-3")];
        }),
    ];
    for (what, change) in other {
        assert_ne!(of(change), unchanged, "{what}");
    }
    let body = |body: &str| {
        of(&|form| {
            form.request.method = Method::Post;
            form.request.body = body.to_owned();
        })
    };
    assert_ne!(body("{\"n\": 1}"), body("{\"n\": 2}"));
}

const GOLDEN: &str = "2dc93d834152427cbe56a18310c6ca8a";

#[test]
fn a_list_has_one_fingerprint_whether_typed_or_read_from_a_file() {
    let stored = StoredLists::from([(1, ["1", "2", "3"].into_iter().collect::<Texts>())]);
    let mut form = form("https://h/{id}", &[("id", "1-3")]);
    let typed = plan(&form).fingerprint();
    form.lists[0].source = ValueSource::File { path: "x.csv".into(), sheet: None, column: None, count: 3, stored: 1 };
    assert_eq!(check(&form, &stored).1.unwrap().fingerprint(), typed);
}

#[test]
fn huge_ranges_have_different_fingerprints_too() {
    let of = |list: &str| plan(&form("https://h/{id}", &[("id", list)])).fingerprint();
    assert_ne!(of("1-9000000000"), of("1-9000000001"));
    assert_ne!(of("1-9000000000"), of("9000000000..1"));
    assert_ne!(of("1-9000000000,a"), of("1-9000000000,b"));
    assert_eq!(of("1-9000000000"), of("1..9000000000"));
}

proptest! {
    /// The requests of a product are all combinations, each once, sorted by the places of their values.
    #[test]
    fn a_product_is_every_combination_once(a in 1u64..6, b in 1u64..6, c in 1u64..6) {
        let lists = [("a", format!("1..{a}")), ("b", format!("1..{b}")), ("c", format!("1..{c}"))];
        let lists = lists.each_ref().map(|(name, text)| (*name, text.as_str()));
        let plan = plan(&form("https://h/{a}/{b}/{c}", &lists));
        prop_assert_eq!(plan.len(), a * b * c);
        let all: Vec<Vec<String>> = (0..plan.len()).map(|position| plan.request(position).values).collect();
        let mut sorted = all.clone();
        sorted.sort();
        sorted.dedup();
        prop_assert_eq!(all, sorted);
    }

    /// Whatever a value holds, the server gets it back out of the address unchanged.
    #[test]
    fn values_arrive_as_they_are(value in "[^\"\\pC ][^\"\\pC]{0,10}[^\"\\pC ]") {
        prop_assume!(value.trim() == value && value != "..");
        let plan = plan(&form("https://h/a/{v}?q={v}", &[("v", &format!("\"{value}\""))]));
        let url = url::Url::parse(&plan.request(0).address).unwrap();
        let segment = url.path_segments().unwrap().next_back().unwrap();
        prop_assert_eq!(percent_encoding::percent_decode_str(segment).decode_utf8().unwrap(), value.as_str());
        prop_assert_eq!(url.query_pairs().next().unwrap().1, value.as_str());
        prop_assert_eq!(url.query_pairs().count(), 1);
    }
}
