//! `segue test` on flow tests of the platform's own format: what passes, what fails and how it is
//! told, what is wrong in a file and where.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const EXAMPLE: &str = "examples/order-discount";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn test_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.arg("test").args(arguments).current_dir(folder);
    command.output().expect("segue can be started")
}

/// A copy of the example with one flow test only, in which the texts on the left were replaced.
fn project(test: &str, changes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    copy(&root().join(EXAMPLE), folder.path());
    let tests = folder.path().join("flowtests");
    let file = format!("{test}.flowtest-meta.xml");
    let mut text = fs::read_to_string(tests.join(&file)).expect("the example has it");
    for (old, new) in changes {
        assert!(text.contains(old), "{test} has `{old}`");
        text = text.replace(old, new);
    }
    fs::remove_dir_all(&tests).expect("the copy has tests");
    fs::create_dir(&tests).expect("there is room");
    fs::write(tests.join(&file), text).expect("there is room");
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("an entry can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("there is room");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("there is room");
        }
    }
}

/// The one test of that project, as JSON.
fn played(test: &str, changes: &[(&str, &str)]) -> Value {
    let folder = project(test, changes);
    let output = test_in(folder.path(), &[".", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    report["scenarios"][0].clone()
}

fn found(played: &Value) -> &str {
    played["failure"]["found"]
        .as_str()
        .expect("it says what it found")
}

#[test]
fn the_example_passes_and_is_covered() {
    let output = test_in(
        &root(),
        &[
            EXAMPLE,
            "--format",
            "json",
            "--coverage-min",
            "elements=100",
        ],
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    assert_eq!(output.status.code(), Some(0), "{report:#}");
    assert_eq!(report["passed"], 5);
    let all = &report["coverage"]["total"]["elements"];
    assert_eq!(all[0], all[1]);
}

#[test]
fn an_assertion_that_does_not_hold_is_told_in_its_authors_words_with_what_was_found() {
    let played = played("Much_Gets_A_Discount", &[("120.0", "130.0")]);
    assert_eq!(played["status"], "failed");
    assert_eq!(played["scenario"], "Much gets a discount");
    let failure = &played["failure"];
    assert_eq!(
        failure["expected"],
        "The discount is a tenth of the amount."
    );
    assert_eq!(failure["found"], "$Record.Discount__c is 120 (EqualTo 130)");
    assert_eq!(failure["line"], 17);
}

#[test]
fn every_condition_of_an_assertion_counts() {
    let change = [(
        "<operator>WasVisited</operator>\n                <rightValue>\n                    <booleanValue>true",
        "<operator>WasVisited</operator>\n                <rightValue>\n                    <booleanValue>false",
    )];
    let played = played("Much_Gets_A_Discount", &change);
    assert_eq!(played["status"], "failed");
    assert!(found(&played).contains("Give_Discount is true"), "{played}");
}

#[test]
fn a_record_that_the_flow_is_not_for_is_a_failure_that_says_so() {
    let change = [(
        "&quot;Amount__c&quot;",
        "&quot;Reviewed__c&quot;:true,&quot;Amount__c&quot;",
    )];
    let played = played("Much_Gets_A_Discount", &change);
    assert_eq!(
        found(&played),
        "flow `Sale_Discount` has not run: the record does not meet its entry conditions"
    );
}

#[test]
fn without_its_mock_the_action_takes_its_fault_path() {
    let change = [
        ("MockElementOutput", "InputVariable"),
        ("Look_Up_Rate.rate", "country"),
        (
            "<numberValue>5.5</numberValue>",
            "<stringValue>FR</stringValue>",
        ),
    ];
    let played = played("Tax_Of_A_Country", &change);
    assert_eq!(found(&played), "tax is 40 (EqualTo 11)");
}

#[test]
fn a_draft_can_be_tested() {
    let folder = project("Little_Gets_None", &[]);
    let flow = folder.path().join("flows/Sale_Discount.flow-meta.xml");
    let text = fs::read_to_string(&flow).expect("the example has it");
    fs::write(&flow, text.replace(">Active<", ">Draft<")).expect("there is room");
    assert_eq!(test_in(folder.path(), &["."]).status.code(), Some(0));
}

/// Each slip: a test, what is replaced by what in it, the code and the place of what is told.
type Slip = (
    &'static str,
    (&'static str, &'static str),
    &'static str,
    &'static str,
);

const SLIPS: &[Slip] = &[
    (
        "Little_Gets_None",
        ("<flowApiName>Sale_Discount", "<flowApiName>Sales_Discount"),
        "missing-flow",
        "4:18",
    ),
    (
        "Little_Gets_None",
        ("&quot;Amount__c&quot;", "&quot;Amout__c&quot;"),
        "unknown-field",
        "12:72",
    ),
    (
        "Little_Gets_None",
        (":12}", ":&quot;twelve&quot;}"),
        "invalid-value",
        "12:72",
    ),
    (
        "Little_Gets_None",
        (":12}", ":12"),
        "invalid-value",
        "12:89",
    ),
    (
        "Little_Gets_None",
        ("$Record.Discount__c", "$Record.Discont__c"),
        "unknown-field",
        "19:37",
    ),
    (
        "Little_Gets_None",
        ("Give_Discount", "Give_Discounts"),
        "unknown-reference",
        "29:37",
    ),
    (
        "Little_Gets_None",
        ("<operator>IsNull", "<operator>IsNul"),
        "unknown-operator",
        "20:27",
    ),
    (
        "Little_Gets_None",
        (
            "<errorMessage>Nothing is given.</errorMessage>",
            "<errorMesage/>",
        ),
        "unknown-element",
        "35:13",
    ),
    (
        "More_Gets_One_Later",
        ("InputTriggeringRecordInitial", "InputVariable"),
        "missing-element",
        "6:5",
    ),
    (
        "Tax_Of_A_Country",
        ("<leftValueReference>amount", "<leftValueReference>rate"),
        "unknown-reference",
        "9:33",
    ),
    (
        "Tax_Of_A_Country",
        (
            "<numberValue>200.0</numberValue>",
            "<booleanValue>true</booleanValue>",
        ),
        "invalid-value",
        "12:31",
    ),
    (
        "Tax_Of_A_Country",
        ("Look_Up_Rate.rate", "Look_Up.rate"),
        "unknown-reference",
        "23:33",
    ),
    (
        "Tax_Of_A_Country",
        ("<FlowTest ", "<FlowTest"),
        "malformed-xml",
        "2:15",
    ),
];

#[test]
fn what_is_wrong_in_a_file_is_an_error_with_its_place() {
    let mut differing = String::new();
    for (test, change, code, place) in SLIPS {
        let played = played(test, &[*change]);
        let told = found(&played);
        let at = format!("{test}.flowtest-meta.xml:{place}\n");
        let is_told = told.contains(&format!("[{code}]")) && told.contains(&at);
        if played["status"] != "error" || !is_told {
            differing.push_str(&format!("{change:?}: {code} at {place}\n{told}\n"));
        }
    }
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn start_conditions_can_be_skipped() {
    let changes = [
        (
            "&quot;Amount__c&quot;",
            "&quot;Reviewed__c&quot;:true,&quot;Amount__c&quot;",
        ),
        (
            "<flowApiName>",
            "<doesSkipStartConditions>true</doesSkipStartConditions>\n    <flowApiName>",
        ),
    ];
    assert_eq!(played("Much_Gets_A_Discount", &changes)["status"], "passed");
}

#[test]
fn a_scheduled_path_is_waited_for() {
    let folder = project("More_Gets_One_Later", &[]);
    let flow = folder.path().join("flows/Sale_Discount.flow-meta.xml");
    let text = fs::read_to_string(&flow).expect("the example has it");
    let path = "<scheduledPaths><name>Next_Day</name><connector><targetReference>Give_Discount\
                </targetReference></connector><offsetNumber>1</offsetNumber><offsetUnit>Days\
                </offsetUnit><timeSource>RecordTriggerEvent</timeSource></scheduledPaths>";
    let text = text.replace("RecordBeforeSave", "RecordAfterSave").replace(
        "<object>Sale__c</object>",
        &format!("<object>Sale__c</object>{path}"),
    );
    fs::write(&flow, text).expect("there is room");
    let file = folder
        .path()
        .join("flowtests/More_Gets_One_Later.flowtest-meta.xml");
    let test = fs::read_to_string(&file).expect("it is there");
    let waiting = |name: &str| {
        let parameter = format!(
            "<parameters><leftValueReference>ScheduledPathApiName</leftValueReference>\
             <type>ScheduledPath</type><value><stringValue>{name}</stringValue></value>\
             </parameters></testPoints>"
        );
        test.replacen("</testPoints>", &parameter, 1)
            .replace("$Record__Prior.Amount__c", "$Record.Amount__c")
            .replace("900.0", "2000.0")
            .replace(
                "<leftValueReference>$Record.Discount__c",
                "<leftValueReference>Give_Discount",
            )
            .replacen("EqualTo</operator>", "WasVisited</operator>", 1)
            .replace(
                "<numberValue>200.0</numberValue>",
                "<booleanValue>true</booleanValue>",
            )
    };
    fs::write(&file, waiting("Next_Day")).expect("there is room");
    let output = test_in(folder.path(), &["."]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    fs::write(&file, waiting("Next_Days")).expect("there is room");
    let told = test_in(folder.path(), &["."]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("did you mean `Next_Day`?"), "{told}");
}

#[test]
fn junit_has_a_case_for_each_test_and_the_filter_chooses() {
    let output = test_in(&root(), &[EXAMPLE, "--format", "junit", "--filter", "Tax"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.matches("<testcase ").count(), 2, "{text}");
    assert!(text.contains("Tax of a country"), "{text}");
}

#[test]
fn a_change_that_does_not_start_the_flow_has_no_test() {
    let folder = project("More_Gets_One_Later", &[]);
    let flow = folder.path().join("flows/Sale_Discount.flow-meta.xml");
    let text = fs::read_to_string(&flow).expect("the example has it");
    fs::write(&flow, text.replace("CreateAndUpdate", "Create")).expect("there is room");
    let output = test_in(folder.path(), &["."]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("an update does not start the flow"), "{told}");
}
