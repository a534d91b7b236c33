//! Files as people have them, and the values that come out.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fetchgrid_import::{ImportError, inspect, read_column};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tempfile::{TempDir, tempdir};

fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

/// `sheet/column(count)=first,values` for all columns, parted by spaces.
fn inspected(path: &Path) -> String {
    let found = match inspect(path) {
        Ok(found) => found,
        Err(error) => return format!("error: {}", message(&error, path)),
    };
    assert_eq!(found.path, path.to_string_lossy());
    let mut columns = Vec::new();
    for sheet in &found.sheets {
        for column in &sheet.columns {
            let sheet_name = sheet.name.as_ref().map(|name| format!("{name}/")).unwrap_or_default();
            columns.push(format!("{sheet_name}{}({})={}", column.name, column.count, column.sample.join(",")));
            let values = read_column(path, sheet.name.as_deref(), Some(&column.name)).expect("a column that is there");
            assert_eq!(values.len() as u64, column.count, "{}", column.name);
            assert!(values.starts_with(&column.sample));
        }
    }
    columns.join(" ")
}

/// Without the folder, which is another in each run.
fn message(error: &ImportError, path: &Path) -> String {
    error.to_string().replace(&format!("{}/", path.parent().expect("a folder").display()), "")
}

fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    let (_folder, path) = file(name, bytes.as_ref());
    assert_eq!(inspected(&path), expected, "{name}");
}

#[test]
fn text_with_delimiters() {
    check("a.csv", "id,name\n007,Rick\n008,\n,Summer\n", "id(2)=007,008 name(2)=Rick,Summer");
    check("a.csv", "id;price\r\n1;1,50\r\n2;2,50\r\n", "id(2)=1,2 price(2)=1,50,2,50");
    check("a.tsv", "id\tname\n1\tSanchez, Rick\n", "id(1)=1 name(1)=Sanchez, Rick");
    check("a.csv", "\u{FEFF}id,name\n1,é\n", "id(1)=1 name(1)=é");
    check("a.csv", b"id;stadt\n1;M\xFCnchen\n2;K\xF6ln\n", "id(2)=1,2 stadt(2)=München,Köln");
    check("a.csv", b"\xFF\xFEi\0d\0;\0x\0\n\x001\0;\x002\0", "id(1)=1 x(1)=2");
    check("a.csv", "id,note\n1,\"a\nb, c\"\n2,\"say \"\"x\"\"\"\n", "id(2)=1,2 note(2)=a\nb, c,say \"x\"");
    check("a.csv", "sep=;\nid;n\n1;2\n", "id(1)=1 n(1)=2");
    check("a.csv", "9223372036854775807\n0123456789012345678\n", "Column 1(2)=9223372036854775807,0123456789012345678");
    check("a.csv", "\n\nid\n\n 1 \n2\n\n", "id(2)=1,2");
    check("a.csv", "id,id,\n1,2,3\n4,5,6,7\n", "id(2)=1,4 id (2)(2)=2,5 Column 3(2)=3,6 Column 4(1)=7");
    check("a.csv", "a,1\nb,2\n", "Column 1(2)=a,b Column 2(2)=1,2");
    check("ids", "1\n2\n", "Column 1(2)=1,2");
    check("export.dat", "id|n\n1|2\n", "id(1)=1 n(1)=2");
}

#[test]
fn plain_text_is_one_value_a_line() {
    check("a.txt", "id\n1\n\n 2 \n", "Column 1(3)=id,1,2");
    check("a.txt", "Paris, France\r\nBonn; Germany", "Column 1(2)=Paris, France,Bonn; Germany");
    check("a.txt", "1\r2\r3", "Column 1(3)=1,2,3");
    check("a.txt", b"\xFE\xFF\x001\0\n\x002", "Column 1(2)=1,2");
    check("a.txt", "{\"a\":1}", "Column 1(1)={\"a\":1}");
    check("a.txt", "1\n2\n3\n4\n5\n6\n7", "Column 1(7)=1,2,3,4,5");
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let zeros = Format::new().set_num_format("00000");
    let sheet = workbook.add_worksheet().set_name("Products").expect("a name");
    for (name, column) in ["id", "name", "since", "zip", "big", "ok"].iter().zip(2..) {
        sheet.write_string(3, column, *name).expect("written");
    }
    for row in 0..2_u32 {
        sheet.write_string(4 + row, 2, format!("00{row}")).expect("written");
        sheet.write_string(4 + row, 3, if row == 0 { "=1+1" } else { " " }).expect("written");
        let day = ExcelDateTime::from_ymd(2024, 1, 30 + row as u8).expect("a day");
        sheet.write_datetime_with_format(4 + row, 4, &day, &date).expect("written");
        sheet.write_number_with_format(4 + row, 5, 1234 + row, &zeros).expect("written");
        sheet.write_string(4 + row, 6, "1234567890123456789").expect("written");
        sheet.write_boolean(4 + row, 7, row == 0).expect("written");
    }
    workbook.add_worksheet().set_name("Empty").expect("a name");
    let sheet = workbook.add_worksheet().set_name("Numbers").expect("a name");
    for (number, row) in [1.0, 2.5, 1e15].into_iter().zip(0..) {
        sheet.write_number(row, 0, number).expect("written");
    }
    workbook.save_to_buffer().expect("bytes")
}

#[test]
fn workbooks_give_what_they_show() {
    let expected = "Products/id(2)=000,001 Products/name(1)==1+1 Products/since(2)=2024-01-30,2024-01-31 \
                    Products/zip(2)=01234,01235 Products/big(2)=1234567890123456789,1234567890123456789 \
                    Products/ok(2)=TRUE,FALSE Numbers/Column 1(3)=1,2.5,1000000000000000";
    check("a.xlsx", workbook(), expected);
    // Among workbooks the ending does not matter, and without one the content says it.
    check("a.xls", workbook(), expected);
    check("a", workbook(), expected);
}

/// One workbook, made with openpyxl and converted with LibreOffice.
#[test]
fn workbooks_of_other_programs_are_alike() {
    let expected = "Products/id(2)=007,008 Products/name(2)=Räuber,日本 Products/since(2)=2024-01-31,2024-02-29 \
                    Products/big(2)=1234567890123456789,0000000000000000001 Products/price(2)=1.5,2 \
                    Products/at(2)=2024-01-31T12:30:00,2024-02-29T00:00:01 More/Column 1(2)=10,20";
    for name in ["list.xlsx", "list.xls", "list.ods"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        assert_eq!(inspected(&path), expected, "{name}");
    }
}

#[test]
fn columns_and_sheets_are_found_by_name() {
    let (_folder, path) = file("a.xlsx", &workbook());
    let check = |sheet: Option<&str>, column: Option<&str>, expected: Result<&[&str], &str>| {
        let found = read_column(&path, sheet, column).map_err(|error| message(&error, &path));
        let found = found.as_ref().map(|values| values.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.as_deref().map_err(|error| error.as_str()), expected, "{sheet:?} {column:?}");
    };
    check(None, None, Ok(&["000", "001"]));
    check(None, Some("zip"), Ok(&["01234", "01235"]));
    check(None, Some(" ZIP "), Ok(&["01234", "01235"]));
    check(Some("Numbers"), None, Ok(&["1", "2.5", "1000000000000000"]));
    check(Some("Empty"), None, Err("\"a.xlsx\" is empty."));
    check(Some("Nope"), None, Err("\"a.xlsx\" has no sheet \"Nope\". It has: Products, Empty, Numbers."));
    check(None, Some("nope"), Err("\"a.xlsx\" has no column \"nope\". It has: id, name, since, zip, big, ok."));
    check(Some("Empty"), Some("id"), Err("\"a.xlsx\" has no column \"id\". It has: ."));
}

#[test]
fn files_that_are_not_what_they_say() {
    let says = |name: &str, seems: &str| {
        let ending = name.rsplit('.').next().expect("an ending");
        format!("error: \"{name}\" is not what its ending \".{ending}\" says: it seems to be {seems}.")
    };
    for (name, bytes, seems) in [
        ("a.csv", workbook(), "an Excel workbook"),
        ("a.txt", workbook(), "an Excel workbook"),
        ("a.xlsx", b"id,name\n1,2\n".to_vec(), "a text file"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>".to_vec(), "a web page"),
        ("a.ods", b"%PDF-1.7".to_vec(), "a PDF document"),
        ("a.csv", b"%PDF-1.7".to_vec(), "a PDF document"),
        ("a.csv", b"<!doctype html><p>Sign in".to_vec(), "a web page"),
        ("a.csv", b"[{\"id\":1}]".to_vec(), "JSON"),
        ("a.csv", b"a\0\x01\0\0b".to_vec(), "a binary file"),
        ("a.xlsx", b"PK\x03\x04 photo.jpg".to_vec(), "a ZIP archive"),
    ] {
        check(name, bytes, &says(name, seems));
    }
    check("a.bin", b"\x7FELF\0", "error: \"a.bin\" holds no list of values: it seems to be a program.");
    check("a.json", b"{\"id\": 1}", "error: \"a.json\" holds no list of values: it seems to be JSON.");
    let half = &workbook()[..3000];
    check("a.xlsx", half, "error: \"a.xlsx\" is damaged and cannot be read as a workbook.");
    check(
        "a.xls",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more",
        "error: \"a.xls\" is damaged and cannot be read as a workbook.",
    );
}

#[test]
fn empty_and_missing_files_say_so() {
    for name in ["a.csv", "a.txt", "a.xlsx", "a"] {
        check(name, "", &format!("error: \"{name}\" is empty."));
    }
    check("a.csv", " \n\n,,\n", "error: \"a.csv\" is empty.");
    check("a.csv", "id,name\n", "error: \"a.csv\" is empty.");
    check("a.txt", "\u{FEFF}\n \n", "error: \"a.txt\" is empty.");
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    check("a.xlsx", workbook.save_to_buffer().expect("bytes"), "error: \"a.xlsx\" is empty.");
    let (_folder, path) = file("a.csv", b"");
    let missing = path.with_file_name("missing.csv");
    assert_eq!(inspected(&missing), "error: \"missing.csv\" cannot be read: there is no such file.");
    let folder = path.parent().expect("a folder");
    assert!(inspect(folder).expect_err("a folder").to_string().ends_with("cannot be read: it is a folder."));
}

#[test]
fn a_million_lines_are_counted() {
    let mut text = String::from("id,name\n");
    for number in 0..1_000_000 {
        text.push_str(&format!("{number:07},some name {number}\n"));
    }
    let (_folder, path) = file("a.csv", text.as_bytes());
    let values = read_column(&path, None, Some("id")).expect("values");
    assert_eq!((values.len(), values[0].as_str(), values[999_999].as_str()), (1_000_000, "0000000", "0999999"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn columns_written_are_columns_read(rows in prop::collection::vec(("\\PC{0,6}", "[a-z ,;\"\n\t]{0,6}"), 1..30), delimiter in "[,;\t|]") {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter.as_bytes()[0]).from_writer(Vec::new());
        writer.write_record(["id", "text"]).expect("written");
        writer.write_record(["1", "x"]).expect("written");
        for (first, second) in &rows {
            writer.write_record([first, second]).expect("written");
        }
        let (_folder, path) = file("a.csv", format!("sep={delimiter}\n{}", String::from_utf8(writer.into_inner().expect("text")).expect("UTF-8")).as_bytes());
        let filled = |values: Vec<&String>| -> Vec<String> {
            values.into_iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
        };
        let expected: Vec<String> = std::iter::once("1".to_owned()).chain(filled(rows.iter().map(|row| &row.0).collect())).collect();
        let found = read_column(&path, None, None).expect("values");
        // Whether the first row is a header hangs on what stands below it; the values do not.
        prop_assert!(found == expected || found[1..] == expected[..], "{found:?} {expected:?}");
    }

    #[test]
    fn any_bytes_are_values_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "a\\.(csv|txt|xlsx|xls|ods|dat)") {
        let (_folder, path) = file(&name, &bytes);
        let _ = inspect(&path);
        let _ = read_column(&path, None, None);
    }

    #[test]
    fn damaged_workbooks_are_values_or_an_error(at: prop::sample::Index, byte: u8, cut: bool) {
        let mut bytes = workbook();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(if cut { at } else { bytes.len() });
        let (_folder, path) = file("a.xlsx", &bytes);
        let _ = inspect(&path);
    }
}
