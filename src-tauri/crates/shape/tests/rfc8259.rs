//! Texts of every kind that RFC 8259 makes valid, makes invalid, or leaves to those who read them.

use fetchgrid_model::CellKind;
use fetchgrid_shape::{Shaper, shape_to_rows};

/// The one cell that a record with a member `v` of this text has.
fn cell(text: &str) -> Result<(CellKind, String), String> {
    let body = format!(r#"[{{"id":1,"v":{text}}}]"#);
    let (names, rows, _) = shape_to_rows(&Shaper::default(), body.as_bytes(), Some("application/json"))
        .map_err(|error| error.to_string())?;
    let at = names.iter().position(|name| name == "v").ok_or("no cell")?;
    let cell = &rows[0][at];
    Ok((cell.kind, cell.text.clone()))
}

#[test]
fn valid_values_come_out_as_they_came_in() {
    use CellKind::{Bool, Json, Null, Number, Text};
    for (text, kind, expected) in [
        ("null", Null, ""),
        ("true", Bool, "true"),
        ("false", Bool, "false"),
        ("0", Number, "0"),
        ("-0", Number, "-0"),
        ("-1", Number, "-1"),
        ("123456789012345678901234567890", Number, "123456789012345678901234567890"),
        ("9007199254740993", Number, "9007199254740993"),
        ("-9223372036854775809", Number, "-9223372036854775809"),
        ("0.1", Number, "0.1"),
        ("1.50", Number, "1.50"),
        ("1.0", Number, "1.0"),
        ("1e400", Number, "1e400"),
        ("1E+2", Number, "1E+2"),
        ("-1.5e-10", Number, "-1.5e-10"),
        ("123e65", Number, "123e65"),
        ("0e1", Number, "0e1"),
        ("-0.0", Number, "-0.0"),
        ("0.00000000000000000000000000000000000000000001", Number, "0.00000000000000000000000000000000000000000001"),
        (r#""""#, Text, ""),
        (r#"" ""#, Text, " "),
        (r#""007""#, Text, "007"),
        (r#""1e400""#, Text, "1e400"),
        (r#""\"\\\/\b\f\n\r\t""#, Text, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0041\u00e9\u65e5""#, Text, "Aé日"),
        (r#""\ud83d\ude00""#, Text, "😀"),
        (r#""\uD801\udc37""#, Text, "𐐷"),
        (r#""\u0000""#, Text, "\u{0}"),
        (r#""\uFFFF""#, Text, "\u{FFFF}"),
        (r#""\u200B\u2028\u2029""#, Text, "\u{200B}\u{2028}\u{2029}"),
        ("\"é日😀\u{7f}\u{80}\u{2028}\"", Text, "é日😀\u{7f}\u{80}\u{2028}"),
        ("\"\u{FEFF}\"", Text, "\u{FEFF}"),
        ("[]", Json, "[]"),
        ("{}", Json, "{}"),
        ("[ ]", Json, "[]"),
        ("[[[]], {}]", Json, "[[[]],{}]"),
        ("[1.50, 9007199254740993]", Json, "[1.50,9007199254740993]"),
        (r#"["\u0041\n"]"#, Json, r#"["A\n"]"#),
        (" \t\n\r1\r\n\t ", Number, "1"),
    ] {
        assert_eq!(cell(text), Ok((kind, expected.to_owned())), "{text}");
    }
}

#[test]
fn invalid_texts_name_the_place() {
    for text in [
        "",
        "nul",
        "nulll",
        "True",
        "TRUE",
        "None",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "undefined",
        "+1",
        "01",
        "-01",
        "00",
        "1.",
        "-1.",
        ".5",
        "-.5",
        "1.e1",
        "1e",
        "1e+",
        "1E-",
        "1.2.3",
        "1..2",
        "0x10",
        "0b1",
        "1_000",
        "1,000",
        "--1",
        "-",
        "1 2",
        "１",
        "1a",
        "-a",
        "2.e3",
        "0.3e",
        "0e+",
        "9.e+",
        "1eE2",
        "0.1.2",
        "1+2",
        "- 1",
        "\"",
        "\"a",
        "'a'",
        "a",
        r#""\""#,
        r#""\x41""#,
        r#""\u""#,
        r#""\u00""#,
        r#""\u00g0""#,
        r#""\U0041""#,
        r#""\a""#,
        r#""\0""#,
        r#""\'""#,
        "\"\n\"",
        "\"\t\"",
        "\"\u{0}\"",
        "\"\u{1f}\"",
        "\"\\\u{0}\"",
        "\"\\ud83d\\u\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[,]",
        "[1,,2]",
        "[1 2]",
        "[1:2]",
        "[1;2]",
        "[\"a\" \"b\"]",
        "[1}",
        "]",
        "[]]",
        "[x]",
        "[1,\n}",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\"::1}",
        "{\"a\":1,,\"b\":2}",
        "{\"a\":}",
        "{:1}",
        "{\"a\",1}",
        "{]",
        "{[]:1}",
        "{\"a\":1;}",
        "// x\n1",
        "/* x */1",
        "1//",
        "#1",
        "\u{a0}1",
        "\u{2028}1",
        "\u{FEFF}1",
        "\u{c}1",
        "\u{b}1",
        "\\u0031",
        "<null>",
        "*",
        "@",
        "$",
        "é",
        "`a`",
        "(1)",
        "[(1)]",
    ] {
        match cell(text) {
            Ok(cell) => panic!("{text:?} is {cell:?}"),
            Err(told) => assert!(told.contains("line ") && told.contains("column "), "{text:?}: {told}"),
        }
    }
}

/// What may be read or refused, as this reader does it.
#[test]
fn what_is_left_to_the_reader() {
    // Half of a pair stands for nothing that a text could hold.
    for lone in
        [r#""\ud83d""#, r#""\ude00""#, r#""\ud83dx""#, r#""\ude00\ud83d""#, r#""\ud83d\ud83d""#, r#""\ud83d\u0041""#]
    {
        let (kind, text) = cell(lone).expect("is mended");
        assert!(kind == CellKind::Text && text.contains('\u{FFFD}'), "{lone}: {text}");
    }
    // Of a key that comes twice the last one counts, wherever it stands.
    let twice = |body: &str| {
        let (names, rows, _) = shape_to_rows(&Shaper::default(), body.as_bytes(), None).expect("JSON");
        names.into_iter().zip(rows[0].iter().map(|cell| cell.text.clone())).collect::<Vec<_>>()
    };
    assert_eq!(twice(r#"[{"a":1,"b":2,"a":3}]"#), [("b".into(), "2".into()), ("a".to_owned(), "3".to_owned())]);
    // Encodings and marks of their order.
    let read = |body: &[u8]| {
        shape_to_rows(&Shaper::default(), body, Some("application/json")).map(|(_, rows, _)| rows[0][0].text.clone())
    };
    let utf16 = |big: bool| -> Vec<u8> {
        "\u{FEFF}[{\"a\":\"é😀\"}]"
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    for body in ["\u{FEFF}[{\"a\":\"é😀\"}]".as_bytes().to_vec(), utf16(true), utf16(false)] {
        assert_eq!(read(&body).as_deref(), Ok("é😀"), "{:x?}", &body[..4]);
    }
    assert!(read(b"[{\"a\":\"\xff\"}]").is_err_and(|error| error.to_string().contains("byte 8")));
    assert!(read(b"[{\"a\":\"\xed\xa0\x80\"}]").is_err(), "a surrogate in UTF-8 is none");
    assert!(read(b"[{\"a\":\"\xc0\xaf\"}]").is_err(), "nor is a long way to write a slash");
    // Single values are answers, too.
    for body in ["1", "\"x\"", "true", " 7 "] {
        assert!(read(body.as_bytes()).is_ok(), "{body}");
    }
    assert_eq!(read(b"null").as_deref(), Ok(""));
}

#[test]
fn depth_and_length_have_bounds_that_are_told() {
    let nested = |open: &str, close: &str, depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    let check = |body: String, is_read: bool| {
        let read = shape_to_rows(&Shaper::default(), body.as_bytes(), None);
        match read {
            Ok(_) => assert!(is_read, "{} bytes", body.len()),
            Err(error) => assert!(!is_read && error.to_string().contains("column"), "{error}"),
        }
    };
    check(nested("[", "]", 50), true);
    check(nested("{\"a\":", "}", 50), true);
    for depth in [500, 5_000, 500_000] {
        check(nested("[", "]", depth), false);
        check(nested("{\"a\":", "}", depth), false);
        check(nested("[{\"a\":", "}]", depth), false);
        check("[".repeat(depth), false);
        check("{\"a\":".repeat(depth), false);
    }
    check(format!("[{}]", vec!["1"; 300_000].join(",")), true);
    check(format!("[{{\"a\":\"{}\"}}]", "x".repeat(3_000_000)), true);
    check(format!("[{{\"a\":{}}}]", "9".repeat(100_000)), true);
    check(format!("[{{\"a\":{}.}}]", "9".repeat(100_000)), false);
}

/// Every valid text, cut anywhere, is refused with its place, and so is every text with a byte too much.
#[test]
fn a_byte_less_or_more() {
    let body = r#"[{"a":-1.5e+10,"b":"\u00e9\ud83d\ude00\n","c":[true,false,null,{}],"d":{"e":""}}]"#;
    for end in 0..body.len() {
        assert!(shape_to_rows(&Shaper::default(), &body.as_bytes()[..end], None).is_err(), "{end}");
    }
    for more in ["]", "}", ",", "1", "x", "\u{0}", "{}"] {
        let told = shape_to_rows(&Shaper::default(), format!("{body}{more}").as_bytes(), Some("application/json"));
        assert!(told.is_err_and(|error| error.to_string().contains("line 1")), "{more}");
    }
}
