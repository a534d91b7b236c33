//! Formats, places and lists: what they become.

use fetchgrid_model::{
    AnswerFormat, Cell, CellKind, HtmlColumn, HtmlSelectors, ListPolicy, ListRule, RecordUnit, Records, Shape,
};
use fetchgrid_shape::{ShapeProblem, Shaper, shape_to_rows};

/// Columns and rows as a table of texts, `-` for missing, `null` for null, JSON as it is; or the error.
fn table(shape: &Shape, body: &[u8], content_type: Option<&str>) -> String {
    let shaper = Shaper::new(shape).expect("a shape");
    match shape_to_rows(&shaper, body, content_type) {
        Err(error) => format!("error: {error}"),
        Ok((names, rows, _)) => {
            let text = |cell: &Cell| match cell.kind {
                CellKind::Missing => "-".to_owned(),
                CellKind::Null => "null".to_owned(),
                _ => cell.text.clone(),
            };
            let rows = rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(" | "));
            std::iter::once(names.join(" | ")).chain(rows).collect::<Vec<_>>().join("\n")
        }
    }
}

fn at(path: &str, unit: RecordUnit) -> Shape {
    Shape { records: Records::At { path: path.into(), unit }, ..Shape::default() }
}

fn lists(rules: &[(&str, ListPolicy)]) -> Shape {
    let rule = |(path, policy): &(&str, ListPolicy)| ListRule { path: (*path).into(), policy: policy.clone() };
    Shape { lists: rules.iter().map(rule).collect(), ..Shape::default() }
}

#[test]
fn delimited_text() {
    let check = |body: &str, content_type, expected: &str| {
        assert_eq!(table(&Shape::default(), body.as_bytes(), content_type), expected, "{body:?}");
    };
    let csv = Some("text/csv; charset=utf-8");
    check("id,name\n007,Rick\n2,\"Smith, Morty\"\n", csv, "id | name\n007 | Rick\n2 | Smith, Morty");
    check("id;price\n1;1,50\n2;2,50", csv, "id | price\n1 | 1,50\n2 | 2,50");
    check("id\tname\n1\ta", Some("text/tab-separated-values"), "id | name\n1 | a");
    check("1,a\n2,b", csv, "column 1 | column 2\n1 | a\n2 | b");
    check("id,name\n1\n2,b,c", csv, "id | name | column 3\n1 | - | -\n2 | b | c");
    check("id,name,name\n1,a,b", csv, "id | name | name 2\n1 | a | b");
    check("id,name\n1,\"two\nlines\"\n2,", csv, "id | name\n1 | two\nlines\n2 | ");
    check("\u{FEFF}id,name\n1,é", csv, "id | name\n1 | é");
    check("sep=;\nid;name\n1;a", csv, "id | name\n1 | a");
    check("id,name\n", csv, "");
    // Plain text is a table only when it is one for sure.
    check("id,name\n1,a\n2,b", Some("text/plain"), "id | name\n1 | a\n2 | b");
    check("id,name\n1,a\n2,b", None, "id | name\n1 | a\n2 | b");
    let plain = "error: The server sent plain text instead of JSON. It begins with";
    check("not found, sorry", Some("text/plain"), &format!("{plain} \"not found, sorry\"."));
    check("Busy, wait\nand retry", Some("text/plain"), &format!("{plain} \"Busy, wait\"."));
    // Latin-1, as the header says.
    let latin = b"id,name\n1,caf\xE9".as_slice();
    assert_eq!(table(&Shape::default(), latin, Some("text/csv; charset=iso-8859-1")), "id | name\n1 | café");
    let given =
        Shape { format: AnswerFormat::Delimited { delimiter: Some('|'), header: Some(false) }, ..Shape::default() };
    assert_eq!(table(&given, b"a,b|c", None), "column 1 | column 2\na,b | c");
}

/// A column of texts is one of numbers when every cell of it is one, or holds nothing.
#[test]
fn numbers_in_tables_of_texts() {
    let rows = [
        ["id", "zip", "mag", "code", "size", "price", "none"],
        ["1", "02134", "4.50", "1E5", "1", "1,5", ""],
        ["9007199254740993", "12345", "-0.10", "7", "", "2", ""],
    ]
    .into_iter();
    let csv: String = rows.clone().map(|row| format!("\"{}\"\n", row.join("\",\""))).collect();
    let page: String = rows.map(|row| format!("<tr><td>{}", row.join("<td>"))).collect();
    for body in [csv, format!("<table>{page}</table>")] {
        let shaper = Shaper::new(&Shape::default()).expect("a shape");
        let (names, rows, _) = shape_to_rows(&shaper, body.as_bytes(), None).expect("rows");
        assert_eq!(names.join(" "), "id zip mag code size price none", "{body}");
        let kinds: Vec<String> = rows
            .iter()
            .map(|row| row.iter().map(|cell| if cell.kind == CellKind::Number { 'n' } else { 't' }).collect())
            .collect();
        assert_eq!(kinds, ["ntntntt", "ntntttt"], "{body}");
        assert_eq!((rows[1][0].text.as_str(), rows[0][2].text.as_str()), ("9007199254740993", "4.50"));
    }
}

#[test]
fn one_value_a_line() {
    let check = |body: &str, content_type, expected: &str| {
        assert_eq!(table(&Shape::default(), body.as_bytes(), content_type), expected, "{body:?}");
    };
    check("{\"a\":1}\n{\"a\":2,\"b\":3}\n", None, "a | b\n1 | -\n2 | 3");
    check("{\"a\":1}\r\n\r\n{\"a\":2}", Some("application/x-ndjson"), "a\n1\n2");
    check("{\"a\":\"\\ud83d\"}\n{}", Some("application/x-ndjson"), "a\n\u{FFFD}\n-");
    check("5\n6", Some("application/jsonl"), "value\n5\n6");
    let error = "error: The answer breaks off: it ends at line 2, column 6 in the middle of a value.";
    check("{\"a\":1}\n{\"a\":", Some("application/x-ndjson"), error);
}

#[test]
fn xml() {
    let check = |body: &str, expected: &str| {
        assert_eq!(table(&Shape::default(), body.as_bytes(), Some("application/xml")), expected, "{body}");
    };
    check(
        "<list><item id=\"007\"><n>1</n></item><item id=\"8\"><n>2 &lt; 3</n><t>x</t></item></list>",
        "@id | n | t\n007 | 1 | -\n8 | 2 < 3 | x",
    );
    check("<a><b>1</b><c x='y'>z</c><c/></a>", "@x | #text | value\ny | z | -\n- | - | ");
    check("<rss><channel><title>t</title><item><n>1</n></item><item><n>2</n></item></channel></rss>", "n\n1\n2");
    check("<feed><title>t</title><entry><n>1</n></entry></feed>", "n\n1");
    check("<thing><name>t</name><size><w>1</w></size></thing>", "thing.name | thing.size.w\nt | 1");
    check("<?xml version=\"1.0\"?><a/>", "a\n");
    check("<a xmlns=\"u\" xmlns:p=\"v\"><p:b>1</p:b></a>", "a.p:b\n1");
    check("<a><b xsi:nil=\"true\"/><c></c><d><![CDATA[<&>]]></d></a>", "a.b | a.c | a.d\nnull |  | <&>");
    check("<a>&#233;&eacute;</a>", "a\né&eacute;");
    check("<a>\n  two\n  lines </a>", "a\ntwo\n  lines");
    check(
        "<a><b></a>",
        "error: The answer is not XML: ill-formed document: expected `</b>`, but `</a>` was found at line 1, column 7.",
    );
    check("<a><b>", "error: The answer breaks off: it ends at line 1, column 7 in the middle of an element.");
    check("<a/>x", "error: The answer is not XML: there is text outside of all elements at line 1, column 1.");
    let deep = format!("{}{}", "<a>".repeat(1000), "</a>".repeat(1000));
    assert!(table(&Shape::default(), deep.as_bytes(), None).starts_with("error: The answer is nested too deeply"));
}

#[test]
fn web_pages() {
    let page = |inner: &str| format!("<!DOCTYPE html><html><body>{inner}</body></html>");
    let check = |inner: &str, expected: &str| {
        assert_eq!(table(&Shape::default(), page(inner).as_bytes(), Some("text/html")), expected, "{inner}");
    };
    let sign_in = "error: The server sent a web page instead of data; often a sign-in page.";
    check("<table><tr><th>id<th>name</tr><tr><td>1<td>a &amp; b</tr></table>", "id | name\n1 | a & b");
    check(
        "<table><tr><td>layout<td>x</tr></table><table><thead><tr><th>n<th>m<tbody><tr><td>1<td>2<tr><td>3<td></table>",
        "n | m\n1 | 2\n3 | ",
    );
    check(
        "<table><tr><th rowspan=2>id<th colspan=2>size</tr><tr><th>w<th>h</tr>\
         <tr><td rowspan=2>1<td>2<td>3</tr><tr><td colspan=2>4</tr></table>",
        "id | size w | size h\n1 | 2 | 3\n1 | 4 | 4",
    );
    check("<table><tr><td>1<td>a</tr><tr><td>2<td>b</tr></table>", "column 1 | column 2\n1 | a\n2 | b");
    check("<p>Sign in</p>", sign_in);
    check(
        "<form><table><tr><td>User<td><input></tr><tr><td>Password<td><input type=password></tr></table></form>",
        sign_in,
    );
    check("<table><tr><td>one cell</td></tr></table>", sign_in);

    let html = |selectors| Shape { format: AnswerFormat::Html { selectors }, ..Shape::default() };
    assert_eq!(table(&html(None), page("<p>x").as_bytes(), None), "error: The web page has no table of data.");
    let column = |name: &str, selector: &str, attribute: Option<&str>| HtmlColumn {
        name: name.into(),
        selector: selector.into(),
        attribute: attribute.map(str::to_owned),
    };
    let found = html(Some(HtmlSelectors {
        rows: "li.item".into(),
        columns: vec![column("name", "b", None), column("link", "a", Some("href")), column("all", "", None)],
    }));
    let body = page("<ul><li class=item><b>A</b> <a href=/a>x</a><li class=item><b>B</b><b>C</b><li>no</ul>");
    assert_eq!(table(&found, body.as_bytes(), None), "name | link | all\nA | /a | A x\n[\"B\",\"C\"] | - | BC");
    let bad = html(Some(HtmlSelectors { rows: "li[".into(), columns: Vec::new() }));
    assert_eq!(Shaper::new(&bad).err(), Some(ShapeProblem::Selector { selector: "li[".into() }));
}

#[test]
fn long_tables_are_the_same_in_parts_and_as_a_whole() {
    let rows = 0..4000;
    let csv: String = rows.clone().map(|id| format!("{id},\"say \"\"{id}\"\"\",é\n")).collect();
    let page: String = rows.map(|id| format!("<tr><td>{id}<td>&quot;{id}&quot;")).collect();
    for body in [format!("id,words,more\n{csv}"), format!("<table><tr><th>id<th>words{page}</table>")] {
        let in_parts = table(&Shape::default(), body.as_bytes(), None);
        assert_eq!(in_parts.lines().count(), 4001, "{}", &body[..60]);
        assert_eq!(in_parts, table(&at("$", RecordUnit::Elements), body.as_bytes(), None), "{}", &body[..60]);
    }
}

#[test]
fn what_is_too_wide_is_no_table() {
    let check = |body: &str, content_type, expected: &str| {
        let found = table(&Shape::default(), body.as_bytes(), Some(content_type));
        let head = found.lines().next().unwrap_or_default();
        assert_eq!(head.chars().take(60).collect::<String>(), expected, "{}", body.len());
    };
    let many = "error: The table has more than 16,384 columns.";
    check(&"a,".repeat(20_000), "text/csv", many);
    check(&format!("a,b\n1,2\n{}\n", "3,".repeat(16_384)), "text/csv", many);
    let widest = format!("{}b\n{}2\n", "a,".repeat(16_383), "1,".repeat(16_383));
    check(&widest, "text/csv", "a | a 2 | a 3 | a 4 | a 5 | a 6 | a 7 | a 8 | a 9 | a 10 | a");
    let wide = "<tr><td colspan=1000>x".repeat(20_000);
    let page = format!("<table><tr><th>a<th>b{wide}</table>");
    check(&page, "text/html", "error: The server sent a web page instead of data; often a s");
    // A name is no text of its own.
    let name = "n".repeat(300);
    let found = table(&Shape::default(), format!("{name},b\n1,2\n").as_bytes(), Some("text/csv"));
    assert_eq!(found, format!("{} | b\n1 | 2", "n".repeat(255)));
}

#[test]
fn places_of_records() {
    let body = r#"{"a":{"b":[{"x":1},{"x":2}]},"by":{"EUR":1.10,"USD":{"rate":2}},"cols":{"t":[1,2],"v":[3],"u":"m"},"n":null}"#;
    let check = |path: &str, unit, expected: &str| {
        assert_eq!(table(&at(path, unit), body.as_bytes(), None), expected, "{path}");
    };
    check("$.a.b", RecordUnit::Elements, "x\n1\n2");
    check("$.a.b[*]", RecordUnit::Elements, "x\n1\n2");
    check("$.a", RecordUnit::Elements, "b\n[{\"x\":1},{\"x\":2}]");
    check("$.a.b[?@.x > 1]", RecordUnit::Elements, "x\n2");
    check("$..x", RecordUnit::Elements, "value\n1\n2");
    check("$.none", RecordUnit::Elements, "");
    check("$.n", RecordUnit::Elements, "");
    check("$.by", RecordUnit::Members, "_key | value | rate\nEUR | 1.10 | -\nUSD | - | 2");
    check("$.cols", RecordUnit::Places, "t | v | u\n1 | 3 | m\n2 | - | m");
    check("$.a.b", RecordUnit::Members, "x\n1\n2");
}

#[test]
fn lists_inside_records() {
    let body = r#"[{"id":1,"tags":["a","b, c",null],"by":{"who":[{"n":"x"},{"n":"y","m":[1,2]}]}},{"id":2,"tags":[]},{"id":3,"tags":"solo","by":{"who":{"n":"z"}}}]"#;
    let check = |rules: &[(&str, ListPolicy)], expected: &str| {
        assert_eq!(table(&lists(rules), body.as_bytes(), None), expected, "{rules:?}");
    };
    let join = || ListPolicy::Join { separator: "; ".into() };
    check(
        &[],
        "id | tags | by.who | by.who.n\n\
         1 | [\"a\",\"b, c\",null] | [{\"n\":\"x\"},{\"n\":\"y\",\"m\":[1,2]}] | -\n\
         2 | [] | - | -\n\
         3 | solo | - | z",
    );
    check(
        &[("tags", join()), ("by.who", ListPolicy::Count)],
        "id | tags | by.who\n1 | a; b, c;  | 2\n2 |  | -\n3 | solo | 1",
    );
    check(
        &[("tags", ListPolicy::Rows), ("by.who", ListPolicy::Count)],
        "id | tags | by.who\n1 | a | 2\n1 | b, c | 2\n1 | null | 2\n2 | - | -\n3 | solo | 1",
    );
    check(
        &[("by.who", ListPolicy::Rows), ("tags", ListPolicy::Count)],
        "id | tags | by.who.n | by.who.m\n1 | 3 | x | -\n1 | 3 | y | [1,2]\n2 | 0 | - | -\n3 | 1 | z | -",
    );
    check(
        &[("by.who", ListPolicy::Rows), ("by.who.m", ListPolicy::Rows), ("tags", ListPolicy::Count)],
        "id | tags | by.who.n | by.who.m\n1 | 3 | x | -\n1 | 3 | y | 1\n1 | 3 | y | 2\n2 | 0 | - | -\n3 | 1 | z | -",
    );
    check(
        &[("tags", ListPolicy::Numbered), ("by", ListPolicy::Json)],
        "id | tags.1 | tags.2 | tags.3 | by.who | by.who.n\n\
         1 | a | b, c | null | [{\"n\":\"x\"},{\"n\":\"y\",\"m\":[1,2]}] | -\n\
         2 | - | - | - | - | -\n\
         3 | solo | - | - | - | z",
    );
    // Two lists multiply, the last varying fastest.
    assert_eq!(
        table(
            &lists(&[("a", ListPolicy::Rows), ("b", ListPolicy::Rows)]),
            br#"{"id":0,"a":[1,2],"b":["x","y"]}"#,
            None
        ),
        "id | a | b\n0 | 1 | x\n0 | 1 | y\n0 | 2 | x\n0 | 2 | y",
    );
    // A record that is a list itself.
    assert_eq!(table(&lists(&[("value", ListPolicy::Rows)]), b"[[1,2],[3]]", None), "value\n1\n2\n3");
    let long = format!("{{\"a\":[{}]}}", vec!["1"; ListPolicy::NUMBERED + 2].join(","));
    let numbered = table(&lists(&[("a", ListPolicy::Numbered)]), long.as_bytes(), None);
    assert!(numbered.ends_with("| 1 | [1,1]"), "{numbered}");
    let huge = format!("{{\"id\":0,\"a\":[{0}],\"b\":[{0}]}}", vec!["1"; 2000].join(","));
    assert_eq!(
        table(&lists(&[("a", ListPolicy::Rows), ("b", ListPolicy::Rows)]), huge.as_bytes(), None),
        "error: The lists of one record make more than a million rows.",
    );
}
