//! `segue eval` as people and tools run it.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn segue(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_segue");
    Command::new(program)
        .arg("eval")
        .args(arguments)
        .output()
        .unwrap()
}

fn batch(input: &str) -> (i32, Vec<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_segue"))
        .args(["eval", "--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines = lines.lines().map(str::to_owned).collect();
    (output.status.code().unwrap(), lines)
}

fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap().trim_end()
}

fn complained(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap().trim_end()
}

#[test]
fn a_formula_prints_its_value() {
    let cases = [
        ("1 + 0.50", "1.5"),
        ("'a' & \"b\"", "ab"),
        ("1 = 1", "true"),
        ("DATE(2026, 3, 2)", "2026-03-02"),
        ("NOW() + 0.5", "2026-03-02T21:00:00Z"),
        ("TIMEVALUE('09:00:00.000')", "09:00:00.000"),
        ("NULL", "null"),
    ];
    for (formula, value) in cases {
        let output = segue(&[formula, "--now", "2026-03-02T09:00:00Z"]);
        assert_eq!(printed(&output), value, "{formula}");
        assert_eq!(output.status.code(), Some(0), "{formula}");
    }
}

#[test]
fn a_formula_may_begin_with_a_minus() {
    assert_eq!(printed(&segue(&["-1 + 3", "--type", "Number"])), "2");
}

#[test]
fn variables_have_a_name_a_type_and_a_value() {
    let output = segue(&[
        "IF($record.open, amount__c * 2, 0)",
        "--var=$Record.Open:Boolean=true",
        "--var=Amount__c:number=12.5",
    ]);
    assert_eq!(printed(&output), "25");
}

#[test]
fn a_percent_counts_hundredths_on_its_way_in_and_out() {
    let rate = "--var=Rate:Percent=10";
    assert_eq!(printed(&segue(&["200 * rate", rate])), "20");
    let output = segue(&["rate + 0.05", rate, "--type", "Percent"]);
    assert_eq!(printed(&output), "15");
    let (_, lines) = batch(
        r#"{"formula":"a / b","returns":"Percent","variables":{"a":{"type":"Percent","value":"5"},"b":{"type":"Currency","value":"2"}}}"#,
    );
    assert_eq!(lines, [r#"{"value":"2.5"}"#]);
}

#[test]
fn types_of_fields_are_known_by_their_names() {
    let output = segue(&[
        "IF(ISPICKVAL(s, 'New') && INCLUDES(tags, 'b') && ISBLANK(id), n + 1, 0)",
        "--var=s:Picklist=New",
        "--var=tags:MultiselectPicklist=a;b",
        "--var=id:Id=",
        "--var=n:Integer=41",
        "--type",
        "Double",
    ]);
    assert_eq!(printed(&output), "42");
}

#[test]
fn the_zone_decides_which_day_it_is() {
    let now = ["--now", "2026-03-02T23:30:00Z"];
    assert_eq!(printed(&segue(&["TODAY()", now[0], now[1]])), "2026-03-02");
    let output = segue(&["TODAY()", now[0], now[1], "--zone", "Asia/Tokyo"]);
    assert_eq!(printed(&output), "2026-03-03");
}

#[test]
fn a_wrong_formula_is_shown_with_carets_and_ends_with_1() {
    let output = segue(&["IF(TRUE,\n  \"a\" & 5,\n  \"b\")"]);
    let expected = "error[type-mismatch]: & needs a text here, but this is a number.\n\
                    2 |   \"a\" & 5,\n  |         ^\n\
                    help: TEXT(…) makes a text of it.";
    assert_eq!(complained(&output), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_failing_formula_ends_with_1() {
    let output = segue(&["1 / 0"]);
    assert!(complained(&output).contains("error[division-by-zero]"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn another_type_than_asked_for_is_an_error() {
    let output = segue(&["1", "--type", "Text"]);
    assert!(complained(&output).contains("error[type-mismatch]"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn wrong_usage_ends_with_2() {
    let uses: [&[&str]; 6] = [
        &[],
        &["1", "--var", "a=1"],
        &["1", "--var", "a:Number=x"],
        &["1", "--type", "Thing"],
        &["1", "--now", "yesterday"],
        &["--batch", "/nowhere/at/all"],
    ];
    for arguments in uses {
        let output = segue(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_batch_gives_one_answer_for_each_line_in_order() {
    let (code, lines) = batch(concat!(
        r#"{"formula":"a + 1","returns":"Number","variables":{"A":{"type":"Number","value":"2"}}}"#,
        "\n",
        r#"{"formula":"IF(a, 1, 2)","variables":{"a":{"type":"Number","value":null}}}"#,
        "\nnonsense\n",
        r#"{"formula":"TRUE"}"#,
        "\n",
        r#"{"formula":"NULL","returns":"Date"}"#,
    ));
    assert_eq!(code, 0);
    assert_eq!(lines[0], r#"{"value":"3"}"#);
    let refused: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
    let message = "IF needs a boolean here, but this is a number.";
    let expected = serde_json::json!({"error": message, "code": "type-mismatch", "at": [3, 4]});
    assert_eq!(refused, expected);
    assert!(lines[2].contains(r#""code":"bad-line""#), "{}", lines[2]);
    assert_eq!(lines[3..], [r#"{"value":true}"#, r#"{"value":null}"#]);
}
