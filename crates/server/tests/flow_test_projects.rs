//! Flow tests against flows in YAML: mocks, data sources, assertions at the start, deletions,
//! paths that are taken later.

use std::fs;
use std::path::Path;
use std::process::Command;

const OBJECTS: [(&str, &str); 2] = [
    (
        "Order__c.object.yaml",
        "object: Order\nplural: Orders\nfields:\n  Number__c: {type: Text, length: 20}\n  Total__c: {type: Number, precision: 16, scale: 2}\n  Due__c: {type: Date}\n  State__c: {type: Text, length: 20}\n",
    ),
    (
        "Line__c.object.yaml",
        "object: Line\nplural: Lines\nfields:\n  Order__c: {type: Lookup, to: Order__c, relationship: Lines}\n  Code__c: {type: Text, length: 20}\n  Amount__c: {type: Number, precision: 16, scale: 2}\n",
    ),
];

/// What is played, and what is told of it.
struct Played {
    is_passed: bool,
    told: String,
}

/// A project of these files, whose one test is played.
fn play(files: &[(&str, &str)], arguments: &[&str]) -> Played {
    let folder = tempfile::tempdir().expect("there is room and a program");
    fs::create_dir(folder.path().join("flowtests")).expect("there is room and a program");
    for (name, text) in OBJECTS.iter().chain(files) {
        fs::write(folder.path().join(name), text).expect("there is room and a program");
    }
    played(folder.path(), arguments)
}

fn played(folder: &Path, arguments: &[&str]) -> Played {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    let output = command.args(["test", "."]).args(arguments);
    let output = output
        .current_dir(folder)
        .output()
        .expect("there is room and a program");
    Played {
        is_passed: output.status.code() == Some(0),
        told: String::from_utf8_lossy(&output.stdout).into_owned(),
    }
}

/// The text of a flow test of `flow`: elements of its own, what happens, what is asserted.
fn test(flow: &str, own: &str, start: &str, finish: &str) -> String {
    format!(
        "<FlowTest><flowApiName>{flow}</flowApiName><label>Test</label>{own}\
         <testPoints><elementApiName>Start</elementApiName>{start}</testPoints>\
         <testPoints><elementApiName>Finish</elementApiName>{finish}</testPoints></FlowTest>"
    )
}

fn record(kind: &str, json: &str) -> String {
    format!(
        "<parameters><leftValueReference>$Record</leftValueReference><type>{kind}</type>\
         <value><sobjectValue>{json}</sobjectValue></value></parameters>"
    )
}

fn initial(json: &str) -> String {
    record("InputTriggeringRecordInitial", json)
}

fn mock(output: &str, value: &str) -> String {
    format!(
        "<parameters><leftValueReference>{output}</leftValueReference>\
         <type>MockElementOutput</type><value>{value}</value></parameters>"
    )
}

fn asserted(left: &str, operator: &str, right: &str) -> String {
    format!(
        "<assertions><conditions><leftValueReference>{left}</leftValueReference>\
         <operator>{operator}</operator><rightValue>{right}</rightValue></conditions></assertions>"
    )
}

fn number(left: &str, value: &str) -> String {
    let right = format!("<numberValue>{value}</numberValue>");
    asserted(left, "EqualTo", &right)
}

fn visited(element: &str) -> String {
    asserted(element, "WasVisited", "<booleanValue>true</booleanValue>")
}

const FILE: &str = "flowtests/Test.flowtest-meta.xml";

const SUM: &str = "\
flow: Sum up an order
start: {object: Order__c, before: create or update}
variables: {total: {type: Number, value: 0}}
elements:
  Lines: {get: Line__c, where: \"Code__c = {!$Record.Number__c}\", first: false}
  Each: {each: Lines, do: Add, next: Set_Total}
  Add: {set: \"total += {!Each.Amount__c}\", next: Each}
  Set_Total: {set: \"$Record.Total__c = {!total}\"}
";

#[test]
fn a_flow_in_yaml_is_tested_like_any_other() {
    let test = |total: &str| {
        test(
            "Sum_Order",
            "<testType>WithAssertion</testType><flowTestFlowVersions><flowVersionNumber>3\
             </flowVersionNumber></flowTestFlowVersions>",
            &initial("{\"Number__c\":\"7\"}"),
            &number("$Record.Total__c", total),
        )
    };
    let flow = ("Sum_Order.flow.yaml", SUM);
    let right = play(&[flow, (FILE, &test("0.0"))], &[]);
    assert!(right.is_passed, "{}", right.told);
    let wrong = play(&[flow, (FILE, &test("5.0"))], &[]);
    let told = "$Record.Total__c is 0 (EqualTo 5)";
    assert!(wrong.told.contains(told), "{}", wrong.told);
}

#[test]
fn what_is_wrong_with_a_flow_in_yaml_is_told_and_no_test_is_silent() {
    let test = test("Sum_Order", "", &initial("{}"), "");
    let flow = SUM.replace("get: Line__c", "gett: Line__c");
    let played = play(&[("Sum_Order.flow.yaml", &flow), (FILE, &test)], &[]);
    assert!(!played.is_passed);
    assert!(
        played.told.contains("did you mean `get`?"),
        "{}",
        played.told
    );
}

#[test]
fn the_record_can_be_asserted_at_the_start() {
    let test = |at_start: &str, total: &str| {
        let start = initial("{\"Number__c\":\"7\",\"Total__c\":12}") + at_start;
        test("Sum_Order", "", &start, &number("$Record.Total__c", total))
    };
    let flow = ("Sum_Order.flow.yaml", SUM);
    let before = number("$Record.Total__c", "12.0");
    let right = play(&[flow, (FILE, &test(&before, "0.0"))], &[]);
    assert!(right.is_passed, "{}", right.told);
    let before = number("$Record.Total__c", "13.0");
    let wrong = play(&[flow, (FILE, &test(&before, "0.0"))], &[]);
    let told = "$Record.Total__c is 12 (EqualTo 13)";
    assert!(wrong.told.contains(told), "{}", wrong.told);
    let elsewhere = play(&[flow, (FILE, &test(&number("total", "0.0"), "0.0"))], &[]);
    let told = "`total` at Start cannot be tested";
    assert!(elsewhere.told.contains(told), "{}", elsewhere.told);
}

const SOURCE: &str = "<flowTestDataSources><apexClass>Order_Data</apexClass>\
                      <dataSourceType>ApexClass</dataSourceType></flowTestDataSources>";

const DATA: &str = "{\"records\": [
  {\"attributes\": {\"type\": \"Order__c\", \"referenceId\": \"First\"}, \"Number__c\": \"1\"},
  {\"attributes\": {\"type\": \"Line__c\"}, \"Order__c\": \"@First\", \"Code__c\": \"7\", \"Amount__c\": 2.5},
  {\"attributes\": {\"type\": \"Line__c\"}, \"Order__c\": \"@First\", \"Code__c\": \"7\", \"Amount__c\": 4}
]}";

#[test]
fn a_data_file_gives_the_records_of_an_apex_class() {
    let test = |own: &str, total: &str| {
        let start = initial("{\"Number__c\":\"7\"}");
        test("Sum_Order", own, &start, &number("$Record.Total__c", total))
    };
    let flow = ("Sum_Order.flow.yaml", SUM);
    let data = ("flowtests/Order_Data.testdata.json", DATA);
    let right = play(&[flow, data, (FILE, &test(SOURCE, "6.5"))], &[]);
    assert!(right.is_passed, "{}", right.told);

    let keyed = format!(
        "{SOURCE}<isolatedObjectExternalKeys><keyFields>Code__c</keyFields>\
         <objectType>Line__c</objectType></isolatedObjectExternalKeys>"
    );
    let one = play(&[flow, data, (FILE, &test(&keyed, "4.0"))], &[]);
    assert!(one.is_passed, "lines of one key are one: {}", one.told);
}

#[test]
fn what_is_wrong_with_the_data_is_told() {
    let flow = ("Sum_Order.flow.yaml", SUM);
    let told = |own: &str, data: &str, name: &str| {
        let test = test("Sum_Order", own, &initial("{}"), "");
        let played = play(&[flow, (name, data), (FILE, &test)], &[]);
        assert!(!played.is_passed);
        played.told
    };
    let name = "flowtests/Order_Data.testdata.json";
    let missing = told(SOURCE, DATA, "flowtests/Orders_Data.testdata.json");
    assert!(
        missing.contains("put its records into `Order_Data.testdata.json`")
            && missing.contains("did you mean `Orders_Data`?"),
        "{missing}"
    );
    let field = told(SOURCE, &DATA.replace("Amount__c", "Amont__c"), name);
    assert!(field.contains("did you mean `Amount__c`?"), "{field}");
    assert!(field.contains("Order_Data.testdata.json:3:"), "{field}");
    let json = told(SOURCE, "{", name);
    assert!(json.contains("is not JSON"), "{json}");
    let kind = told(&SOURCE.replace(">ApexClass<", ">Csv<"), DATA, name);
    assert!(kind.contains("is not ApexClass"), "{kind}");
    let keys = format!(
        "{SOURCE}<isolatedObjectExternalKeys><keyFields>Order__c</keyFields>\
         <objectType>Line__c</objectType></isolatedObjectExternalKeys>"
    );
    let lookup = told(&keys, DATA, name);
    assert!(lookup.contains("a lookup identifies no record"), "{lookup}");
}

#[test]
fn a_test_with_assertions_has_one() {
    let told = |kind: &str| {
        let own = format!("<testType>{kind}</testType>");
        let test = test("Sum_Order", &own, &initial("{}"), "");
        play(&[("Sum_Order.flow.yaml", SUM), (FILE, &test)], &[]).told
    };
    let silent = told("WithAssertion");
    assert!(
        silent.contains("`FlowTest` needs an element `assertions`"),
        "{silent}"
    );
    let misspelt = told("WithAssertions");
    assert!(
        misspelt.contains("did you mean `WithAssertion`?"),
        "{misspelt}"
    );
}

const CLOSE: &str = "\
flow: Close an order
start: {object: Order__c, after: create}
variables: {rate: Number}
elements:
  Ask_Rate: {flow: Find_Rate, outputs: {rate: rate}}
  First_Line: {get: Line__c, where: \"Order__c = {!$Record.Id}\"}
  Note: {create: Line__c, set: {Code__c: note}, into: noteId}
  Close: {update: Order__c, where: \"Id = {!$Record.Id}\", set: {State__c: closed}}
  Clean: {delete: Line__c, where: Code__c = old}
";

#[test]
fn subflows_and_elements_of_records_can_be_mocked() {
    let flow = CLOSE.replace("{rate: Number}", "{rate: Number, noteId: String}");
    let files = [
        ("Close_Order.flow.yaml", flow.as_str()),
        (
            "Find_Rate.flow.yaml",
            "flow: Find rate\nvariables: {rate: output Number}\nelements:\n  Set_Rate: {set: rate = 1}\n",
        ),
    ];
    let mocks = [
        mock("Ask_Rate.rate", "<numberValue>5.5</numberValue>"),
        mock(
            "First_Line",
            "<sobjectValue>{\"Amount__c\":9}</sobjectValue>",
        ),
        mock("Note", "<stringValue>a0x000000000001</stringValue>"),
        mock("Close", "<booleanValue>true</booleanValue>"),
        mock("Clean", "<booleanValue>true</booleanValue>"),
    ];
    let finish = [
        number("rate", "5.5"),
        number("First_Line.Amount__c", "9.0"),
        asserted(
            "noteId",
            "EqualTo",
            "<stringValue>a0x000000000001</stringValue>",
        ),
        asserted(
            "$Record.State__c",
            "IsNull",
            "<booleanValue>true</booleanValue>",
        ),
        visited("Clean"),
    ];
    let start = initial("{\"Number__c\":\"7\"}") + &mocks.concat();
    let text = test("Close_Order", "", &start, &finish.concat());
    let played = play(&[files[0], files[1], (FILE, &text)], &[]);
    assert!(played.is_passed, "{}", played.told);
    let start = initial("{\"Number__c\":\"7\"}");
    let text = test("Close_Order", "", &start, &number("rate", "5.5"));
    let unmocked = play(&[files[0], files[1], (FILE, &text)], &[]);
    assert!(
        unmocked.told.contains("rate is 1 (EqualTo 5.5)"),
        "{}",
        unmocked.told
    );
}

#[test]
fn a_flow_that_starts_at_a_deletion_has_the_record_deleted() {
    let flow = "\
flow: Guard an order
start: {object: Order__c, beforeDelete: record, where: State__c = open}
variables: {seen: String}
elements:
  See: {set: \"seen = {!$Record.Number__c}\"}
";
    let text = test(
        "Guard_Order",
        "",
        &initial("{\"Number__c\":\"7\",\"State__c\":\"open\"}"),
        &asserted("seen", "EqualTo", "<stringValue>7</stringValue>"),
    );
    let played = play(&[("Guard_Order.flow.yaml", flow), (FILE, &text)], &[]);
    assert!(played.is_passed, "{}", played.told);
}

#[test]
fn a_path_of_a_flow_in_yaml_is_waited_for() {
    let flow = "\
flow: Remind of an order
start:
  object: Order__c
  after: create
  paths: {name: Day_Before, before: 1 day, of: Due__c, next: Remind}
variables: {reminded: Number}
elements:
  At_Once: {set: reminded = 0, next: end}
  Remind: {set: reminded = 1}
";
    let path = "<parameters><leftValueReference>ScheduledPathApiName</leftValueReference>\
                <type>ScheduledPath</type><value><stringValue>Day_Before</stringValue></value>\
                </parameters>";
    let start = initial("{\"Due__c\":\"2026-04-01\"}");
    let flow = ("Remind.flow.yaml", flow);
    let later = test(
        "Remind",
        "",
        &(start.clone() + path),
        &number("reminded", "1.0"),
    );
    let later = play(&[flow, (FILE, &later)], &[]);
    assert!(later.is_passed, "{}", later.told);
    let at_once = test("Remind", "", &start, &number("reminded", "0.0"));
    let at_once = play(&[flow, (FILE, &at_once)], &[]);
    assert!(at_once.is_passed, "{}", at_once.told);
}

#[test]
fn what_nothing_declares_is_taken_as_it_is_used() {
    let flow = "\
flow: Weigh a parcel
start: {object: Parcel__c, before: create}
elements:
  Weigh: {set: $Record.Heavy__c = true}
";
    let text = test(
        "Weigh",
        "",
        &initial("{\"Weight__c\":40}"),
        &asserted(
            "$Record.Heavy__c",
            "EqualTo",
            "<booleanValue>true</booleanValue>",
        ),
    );
    let files = [("Weigh.flow.yaml", flow), (FILE, text.as_str())];
    let played = play(&files, &["--infer"]);
    assert!(played.is_passed, "{}", played.told);
    let strict = play(&files, &[]);
    assert!(!strict.is_passed);
}
