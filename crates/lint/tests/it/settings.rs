//! Settings decide what is reported.

use segue_definition::SourceFile;
use segue_lint::{Settings, lint};

const FLOW: &str = r#"<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>52.0</apiVersion>
    <label>Case</label>
    <processType>AutoLaunchedFlow</processType>
    <start><connector><targetReference>Find</targetReference></connector></start>
    <status>Draft</status>
    <recordLookups>
        <name>Find</name>
        <object>Account</object>
        <storeOutputAutomatically>true</storeOutputAutomatically>
    </recordLookups>
</Flow>"#;

fn codes(settings: &Settings) -> Vec<(&'static str, &'static str)> {
    let file = SourceFile::new("flows/testing/Case_Find.flow-meta.xml", FLOW);
    let linted = lint(vec![file], settings);
    let problems = linted.problems.iter();
    problems
        .map(|problem| (problem.code, problem.severity.word()))
        .collect()
}

fn of_toml(text: &str) -> Result<Settings, String> {
    let mut settings = Settings::default();
    let table: toml::Table = text.parse().expect("the test writes TOML");
    let read = settings.read_toml(&toml::Value::Table(table));
    read.map(|()| settings).map_err(|error| error.to_string())
}

fn of_scanner(text: &str) -> (Settings, Vec<String>) {
    let mut settings = Settings::default();
    let passed_over = settings.read_scanner(text).expect("it can be read");
    (settings, passed_over)
}

const ALL: [(&str, &str); 4] = [
    ("FlowDescription", "error"),
    ("InactiveFlow", "warning"),
    ("GetRecordAllFields", "warning"),
    ("MissingFaultPath", "warning"),
];

#[test]
fn by_default_all_rules_are_in_force() {
    assert_eq!(codes(&Settings::default()), ALL);
}

#[test]
fn a_level_is_set_by_either_name_of_a_rule() {
    let settings = of_toml(
        "[rules]\nFlowDescription = \"off\"\nmissing-fault-path = \"error\"\n\
         [rules.InactiveFlow]\nlevel = \"note\"\n",
    );
    assert_eq!(
        codes(&settings.unwrap()),
        [
            ("InactiveFlow", "note"),
            ("GetRecordAllFields", "warning"),
            ("MissingFaultPath", "error"),
        ]
    );
}

#[test]
fn what_is_excepted_passes_and_the_rest_does_not() {
    let settings = of_toml(
        "[exceptions.Case_Find]\nInactiveFlow = [\"Draft\"]\nMissingFaultPath = \"*\"\n\
         GetRecordAllFields = [\"Look\"]\n[exceptions.Other]\nFlowDescription = \"*\"\n",
    );
    assert_eq!(
        codes(&settings.unwrap()),
        [
            ("FlowDescription", "error"),
            ("GetRecordAllFields", "warning")
        ]
    );
}

#[test]
fn files_and_flows_can_be_ignored() {
    for text in [
        "ignore = [\"**/testing/**\"]",
        "ignore_flows = [\"case_find\"]",
    ] {
        assert!(codes(&of_toml(text).unwrap()).is_empty(), "{text}");
    }
}

#[test]
fn an_expression_takes_the_place_of_the_default() {
    let settings = of_toml("[rules.APIVersion]\nexpression = \">= 60\"\n").unwrap();
    assert_eq!(codes(&settings)[0], ("APIVersion", "warning"));
}

#[test]
fn settings_without_a_meaning_are_refused_in_words() {
    let refused = [
        (
            "[rules]\nHardcodedIds = \"off\"",
            "there is no rule `HardcodedIds`; did you mean `HardcodedId`?",
        ),
        (
            "[rules]\nHardcodedId = \"fatal\"",
            "`HardcodedId`: a level is off, note, warning or error, not `fatal`",
        ),
        (
            "[rules.APIVersion]\nexpression = \"sixty\"",
            "`expression` of rule `APIVersion` is a comparison such as `>= 60`, not `sixty`",
        ),
        (
            "[rules.FlowName]\nexpression = \"(?=x)\"",
            "`expression` of rule `FlowName` is a regular expression without look-around, not \
             `(?=x)`",
        ),
        (
            "[rules.HardcodedId]\nthreshold = 3",
            "`threshold` of rule `HardcodedId` has no meaning, not `3`",
        ),
        ("strict = true", "there is no setting `strict`"),
    ];
    for (text, message) in refused {
        assert_eq!(of_toml(text).map(|_| ()), Err(message.to_owned()));
    }
}

#[test]
fn the_file_of_the_scanner_is_understood() {
    let (settings, passed_over) = of_scanner(
        "rules:\n  FlowDescription:\n    enabled: false\n  APIVersion:\n    severity: error\n    \
         expression: '===58'\n  HomeMadeRule:\n    severity: note\n\
         exceptions:\n  Case_Find:\n    missing-fault-path:\n      - '*'\n    inactive-flow:\n      \
         - Draft\n",
    );
    assert_eq!(
        codes(&settings),
        [("APIVersion", "error"), ("GetRecordAllFields", "warning")]
    );
    assert_eq!(passed_over, ["there is no rule `HomeMadeRule`"]);
}

#[test]
fn its_modes_narrow_what_is_looked_for() {
    let (isolated, _) = of_scanner(
        r#"{"ruleMode": "isolated", "rules": {"missing-fault-path": {"severity": "error"}}}"#,
    );
    assert_eq!(codes(&isolated), [("MissingFaultPath", "error")]);
    let (threshold, _) = of_scanner("threshold: error\n");
    assert_eq!(codes(&threshold), [("FlowDescription", "error")]);
    let (categories, _) = of_scanner("categories: [layout]\n");
    assert_eq!(codes(&categories), [("FlowDescription", "error")]);
}
