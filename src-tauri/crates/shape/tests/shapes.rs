//! Answers of known APIs and odd ones, and the rows they become.

use fetchgrid_model::CellKind;
use fetchgrid_shape::{RowSink, ShapeError, Shaper, shape, shape_to_rows};

/// One line a row, `path=kind text` in the order in which the sink got them, behind the place of the records.
fn shaped(body: &[u8], content_type: Option<&str>) -> String {
    struct Lines(Vec<String>);
    impl RowSink for Lines {
        fn begin_row(&mut self) {
            self.0.push(String::new());
        }
        fn cell(&mut self, path: &str, kind: CellKind, text: &str, rows: u32) {
            assert_eq!(rows, 1, "no list makes rows");
            let line = self.0.last_mut().expect("a row was begun");
            if !line.is_empty() {
                line.push_str(" | ");
            }
            let kind = match kind {
                CellKind::Missing => "missing",
                CellKind::Null => "null",
                CellKind::Bool => "bool",
                CellKind::Number => "n",
                CellKind::Text => "t",
                CellKind::Json => "j",
            };
            line.push_str(&format!("{path}={kind}:{text}"));
        }
        fn end_row(&mut self) {
            self.0.last_mut().expect("a row was begun").push(';');
        }
    }
    let mut lines = Lines(Vec::new());
    match shape(body, content_type, &mut lines) {
        Ok(done) => {
            assert_eq!(done.rows, lines.0.len() as u64);
            let mut all = vec![format!("{}:", done.found)];
            all.extend(lines.0);
            all.join("\n")
        }
        Err(error) => {
            assert!(lines.0.is_empty(), "the sink saw a refused answer");
            format!("error: {error}")
        }
    }
}

fn check(body: &str, expected: &str) {
    assert_eq!(shaped(body.as_bytes(), None), expected, "{body}");
}

#[test]
fn records_are_found() {
    check("[]", "the top-level list:");
    check("[{\"a\":1},{\"b\":2}]", "the top-level list:\na=n:1;\nb=n:2;");
    check("{}", "the whole answer:\n;");
    check("[{}]", "the top-level list:\n;");
    check("{\"a\":1}", "the whole answer:\na=n:1;");
    check(r#"{"info":{"count":826},"results":[{"id":1},{"id":2}]}"#, "the list `results`:\nid=n:1;\nid=n:2;");
    check(r#"{"users":[{"id":1}],"total":1,"skip":0,"limit":30}"#, "the list `users`:\nid=n:1;");
    check(r#"{"whatever":[{"id":1}],"comment":"x"}"#, "the list `whatever`:\nid=n:1;");
    check(r#"{"type":"FeatureCollection","features":[{"p":{"x":1}}]}"#, "the list `features`:\np.x=n:1;");
    // A list of others than objects is a cell.
    check(r#"{"id":1,"episode":["a","b"]}"#, "the whole answer:\nid=n:1 | episode=j:[\"a\",\"b\"];");
    check(r#"{"mixed":[{"a":1},2]}"#, "the whole answer:\nmixed=j:[{\"a\":1},2];");
    // A thing with an id or a name of its own stays one row, unless its list is called as lists of rows are.
    check(
        r#"{"name":"London","weather":[{"main":"Rain"}],"main":{"temp":9.10}}"#,
        "the whole answer:\nname=t:London | weather=j:[{\"main\":\"Rain\"}] | main.temp=n:9.10;",
    );
    check(r#"{"id":"list","items":[{"a":1}]}"#, "the list `items`:\na=n:1;");
    // Several lists: the one with a name by custom, else none.
    check(r#"{"data":[{"a":1}],"included":[{"b":1}]}"#, "the list `data`:\na=n:1;");
    check(r#"{"x":[{"a":1}],"y":[{"b":1}]}"#, "the whole answer:\nx=j:[{\"a\":1}] | y=j:[{\"b\":1}];");
    check(
        r#"{"data":[{"a":1}],"results":[{"b":1}]}"#,
        "the whole answer:\ndata=j:[{\"a\":1}] | results=j:[{\"b\":1}];",
    );
}

#[test]
fn empty_lists_are_records_only_in_wrappers() {
    check(r#"{"info":{"count":0},"results":[]}"#, "the list `results`:");
    check(r#"{"users":[]}"#, "the list `users`:");
    check(r#"{"products":[],"total":0,"next_page":null}"#, "the list `products`:");
    check(r#"{"query":"x","results":[],"errors":[]}"#, "the list `results`:");
    check(r#"{"id":1,"tags":[]}"#, "the whole answer:\nid=n:1 | tags=j:[];");
    check(r#"{"id":1,"items":[]}"#, "the whole answer:\nid=n:1 | items=j:[];");
    check(r#"{"colour":"red","tags":[]}"#, "the whole answer:\ncolour=t:red | tags=j:[];");
}

#[test]
fn deeper_only_when_nothing_else_is_there() {
    check(r#"{"status":"ok","response":{"numFound":1,"docs":[{"a":1}]}}"#, "the list `response.docs`:\na=n:1;");
    check(r#"{"data":{"users":[{"a":1}]}}"#, "the list `data.users`:\na=n:1;");
    check(r#"{"_embedded":{"cats":[]},"_links":{},"page":{"size":0}}"#, "the list `_embedded.cats`:");
    check(r#"{"data":{"id":7,"tags":[{"a":1}]}}"#, "the whole answer:\ndata.id=n:7 | data.tags=j:[{\"a\":1}];");
    check(r#"{"city":"x","place":{"lines":[{"a":1}]}}"#, "the whole answer:\ncity=t:x | place.lines=j:[{\"a\":1}];");
    check(
        r#"{"data":{"a":[{"x":1}],"b":[{"x":1}]}}"#,
        "the whole answer:\ndata.a=j:[{\"x\":1}] | data.b=j:[{\"x\":1}];",
    );
    check(r#"{"a":{"b":{"c":[{"x":1}]}}}"#, "`$.a.b.c`:\nx=n:1;");
    check(r#"{"a":{"b":{"c":[{"x":1}],"z":1}}}"#, "the whole answer:\na.b.c=j:[{\"x\":1}] | a.b.z=n:1;");
    check(
        r#"{"data":{"search":{"total":2,"edges":[{"node":{"x":1},"cursor":"a"},{"node":{"x":2}}]}}}"#,
        "`$.data.search.edges[*].node`:\nx=n:1;\nx=n:2;",
    );
    check(r#"{"data":{"search":{"edges":[],"pageInfo":{"hasNext":false}}}}"#, "`$.data.search.edges`:");
}

#[test]
fn values_come_out_as_they_came_in() {
    for number in ["0", "-0", "9007199254740993", "0.10", "1e400", "-1.5E-7", "123456789012345678901234567890", "1.0"] {
        check(&format!("{{\"n\":{number}}}"), &format!("the whole answer:\nn=n:{number};"));
        check(&format!("{{\"n\":[ {number} ]}}"), &format!("the whole answer:\nn=j:[{number}];"));
    }
    check(
        r#"{"a":null,"b":true,"c":false,"d":"","e":{},"f":[]}"#,
        "the whole answer:\na=null: | b=bool:true | c=bool:false | d=t: | e=j:{} | f=j:[];",
    );
    check(r#"{"a":"x\"y\\z\n\u00e9\ud83d\ude00\/"}"#, "the whole answer:\na=t:x\"y\\z\né😀/;");
    check("{\"a\":\"\u{1F600} 日本\"}", "the whole answer:\na=t:\u{1F600} 日本;");
    check(r#"{"a":"\ud83d!","b":"\ude00"}"#, "the whole answer:\na=t:\u{FFFD}! | b=t:\u{FFFD};");
    check(r#"{"a":["\ud83d"]}"#, "the whole answer:\na=j:[\"\u{FFFD}\"];");
    check(r#"{"a":"\u0000"}"#, "the whole answer:\na=t:\0;");
    check(
        "{\"a\": [ 1 , { \"b\" : [ ] , \"c d\" : \"e  f\\u00e9\\n\" } , null,true ] }",
        "the whole answer:\na=j:[1,{\"b\":[],\"c d\":\"e  fé\\n\"},null,true];",
    );
    check(
        "[1,\"a\",null,[1, 2],{\"k\":1}]",
        "the top-level list:\nvalue=n:1;\nvalue=t:a;\nvalue=null:;\nvalue=j:[1,2];\nk=n:1;",
    );
    check(" 5 ", "the whole answer:\nvalue=n:5;");
    check("null", "the whole answer:\nvalue=null:;");
    check("\"text\"", "the whole answer:\nvalue=t:text;");
    check("\u{FEFF}{\"a\":1}", "the whole answer:\na=n:1;");
}

#[test]
fn paths_are_dotted() {
    check(
        r#"{"origin":{"name":"Earth","url":{"x":1}},"z":2}"#,
        "the whole answer:\norigin.name=t:Earth | origin.url.x=n:1 | z=n:2;",
    );
    check(r#"{"a.b":1,"a":{"b":2}}"#, "the whole answer:\na\\.b=n:1 | a.b=n:2;");
    check(r#"{"":1,"a":{"":2}}"#, "the whole answer:\n=n:1 | a.=n:2;");
}

#[test]
fn of_repeated_keys_the_last_counts() {
    check(r#"{"a":1,"a":2}"#, "the whole answer:\na=n:2;");
    check(r#"{"a":{"x":1},"b":0,"a":{"y":2}}"#, "the whole answer:\nb=n:0 | a.y=n:2;");
    check(r#"{"a":{"x":1,"x":2},"a":3}"#, "the whole answer:\na=n:3;");
    check(r#"{"a":1,"\u0061":2}"#, "the whole answer:\na=n:2;");
    check(r#"[{"a":1},{"a":{"b":1,"c":{},"b":[ 2 ]}}]"#, "the top-level list:\na=n:1;\na.c=j:{} | a.b=j:[2];");
}

#[test]
fn what_is_not_json_says_what_it_is() {
    let check_type = |body: &str, content_type, expected: &str| {
        assert_eq!(shaped(body.as_bytes(), content_type), format!("error: {expected}"), "{body}");
    };
    let page = "The server sent a web page instead of data; often a sign-in page.";
    check_type("<!DOCTYPE html><html></html>", Some("text/html"), page);
    check_type("\n <HTML>", None, page);
    check_type("<div>", Some("text/html; charset=utf-8"), page);
    check_type("<?xml version=\"1.0\"?><!DOCTYPE html><html/>", None, page);
    check_type("", None, "The server sent an empty answer.");
    check_type(" \n", None, "The server sent an empty answer.");
    check_type("{\"a\":1} x", None, "The answer goes on after its end: more text at line 1, column 9.");
    check_type("{\"a\":1}\nx", None, "The answer goes on after its end: more text at line 2, column 1.");
    check_type(
        "[{\"a\":1},\n {\"a\":",
        None,
        "The answer breaks off: it ends at line 2, column 7 in the middle of a value.",
    );
    check_type("[1,2", None, "The answer breaks off: it ends at line 1, column 5 in the middle of a list.");
    check_type("{\"a\":\"xyz", None, "The answer breaks off: it ends at line 1, column 10 in the middle of a text.");
    check_type("[1,]", None, "The answer is not JSON: there is one comma too many at line 1, column 4.");
    check_type("{\"a\":tru}", None, "The answer is not JSON: there is no value at line 1, column 9.");
    check_type("{\"a\":01}", None, "The answer is not JSON: a number is malformed at line 1, column 7.");
    check_type("{'a':1}", None, "The answer is not JSON: a name in double quotes is missing at line 1, column 2.");
    check_type("[NaN]", None, "The answer is not JSON: there is no value at line 1, column 2.");
    check_type("not found", None, "The server sent plain text instead of JSON. It begins with \"not found\".");
    check_type(
        "Zu viele Anfragen\nBitte",
        None,
        "The server sent plain text instead of JSON. It begins with \"Zu viele Anfragen\".",
    );
    check_type("null x", None, "The answer goes on after its end: more text at line 1, column 6.");
    check_type("tru", None, "The answer breaks off: it ends at line 1, column 4 in the middle of a value.");
}

#[test]
fn hostile_depth_is_refused_without_using_up_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]"), ("{\"a\":[", "]}")] {
        for depth in [1000, 1_000_000] {
            let body = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let error = shape_to_rows(&Shaper::default(), body.as_bytes(), None).expect_err("too deep");
            assert!(matches!(error, ShapeError::TooDeep { .. }), "{error}");
        }
    }
    let body = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    let (names, ..) = shape_to_rows(&Shaper::default(), body.as_bytes(), None).expect("a hundred levels");
    assert_eq!(names, ["a".to_owned() + &".a".repeat(99)]);
}

#[test]
fn columns_are_the_union_over_the_rows() {
    let (names, rows, records) =
        shape_to_rows(&Shaper::default(), br#"[{"a":1},{"b":2,"a":3},{"c":null}]"#, None).expect("shaped");
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(records.to_string(), "the top-level list");
    let kinds: Vec<Vec<u8>> = rows.iter().map(|row| row.iter().map(|cell| cell.kind as u8).collect()).collect();
    assert_eq!(kinds, [[3, 0, 0], [3, 3, 0], [0, 0, 1]]);
}

#[test]
fn rows_may_be_the_second_of_two() {
    let body = r#"[{"page":1,"pages":1,"total":2},[{"country":{"id":"BR"},"value":1.50},{"country":{"id":"DE"},"value":null}]]"#;
    check(body, "`$[1]`:\ncountry.id=t:BR | value=n:1.50;\ncountry.id=t:DE | value=null:;");
    check(r#"[{"page":0,"total":0},null]"#, "`$[1]`:");
    check(r#"[{"message":[{"id":"120"}]}]"#, "the top-level list:\nmessage=j:[{\"id\":\"120\"}];");
    check(r#"[{"x":1},[{"y":1}]]"#, "the top-level list:\nx=n:1;\nvalue=j:[{\"y\":1}];");
    check("[{},[]]", "the top-level list:\n;\nvalue=j:[];");
}

#[test]
fn keys_that_are_ids_make_rows() {
    check(r#"{"1007":{"a":1},"1008":{"a":2}}"#, "the members of `$`:\n_key=t:1007 | a=n:1;\n_key=t:1008 | a=n:2;");
    check(r#"{"ISBN:0451526538":{"title":"x"}}"#, "the members of `$`:\n_key=t:ISBN:0451526538 | title=t:x;");
    check(r#"{"result":{"7":{"a":1},"8":{}},"count":2}"#, "the members of `$.result`:\n_key=t:7 | a=n:1;\n_key=t:8;");
    check(r#"{"origin":{"a":1},"location":{"a":2}}"#, "the whole answer:\norigin.a=n:1 | location.a=n:2;");
    check(r#"{"1007":{"a":1},"1008":2}"#, "the whole answer:\n1007.a=n:1 | 1008=n:2;");
}

#[test]
fn lists_side_by_side_make_rows() {
    check(
        r#"{"time":["a","b"],"t":[1.50,null]}"#,
        "the lists side by side in `$`:\ntime=t:a | t=n:1.50;\ntime=t:b | t=null:;",
    );
    check(
        r#"{"latitude":1,"daily_units":{"t":"C"},"daily":{"time":["a"],"t":[1]}}"#,
        "the lists side by side in `$.daily`:\ntime=t:a | t=n:1;",
    );
    check(r#"{"a":[1,2],"b":[1]}"#, "the whole answer:\na=j:[1,2] | b=j:[1];");
    check(r#"{"a":["x"],"b":["y"]}"#, "the whole answer:\na=j:[\"x\"] | b=j:[\"y\"];");
    check(
        r#"{"x":1,"p":{"a":[1,2],"b":[3,4]},"q":{"a":[1,2],"b":[3,4]}}"#,
        "the whole answer:\nx=n:1 | p.a=j:[1,2] | p.b=j:[3,4] | q.a=j:[1,2] | q.b=j:[3,4];",
    );
}
