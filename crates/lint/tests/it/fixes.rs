//! What `--fix` does to a file.

use segue_definition::SourceFile;
use segue_lint::{Settings, fixed, lint};

const FLOW: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <apiVersion>49.0</apiVersion>
    <assignments>
        <name>Set</name>
        <!-- kept -->
        <assignmentItems>
            <assignToReference>kept</assignToReference>
            <operator>Assign</operator>
        </assignmentItems>
    </assignments>
    <assignments><name>Left_Over</name></assignments>
    <description>A &amp; b</description>
    <label>Case</label>
    <processType>AutoLaunchedFlow</processType>
    <start><connector><targetReference>Set</targetReference></connector></start>
    <status>Active</status>
    <variables>
        <name>unused</name>
        <dataType>String</dataType>
    </variables>
    <variables><name>kept</name><dataType>String</dataType></variables>
    <variables><name>asked</name><dataType>String</dataType><isInput>true</isInput></variables>
</Flow>
";

fn fix(text: &str, boldly: bool) -> Option<String> {
    let file = SourceFile::new("flows/Case_Set.flow-meta.xml", text);
    let linted = lint(vec![file], &Settings::default());
    let edits: Vec<_> = linted
        .findings
        .iter()
        .filter_map(|(_, finding)| finding.edit.clone())
        .collect();
    fixed(text, &edits, boldly)
}

#[test]
fn only_the_lines_of_what_nothing_uses_go() {
    let expected = FLOW
        .replace("    <assignments><name>Left_Over</name></assignments>\n", "")
        .replace(
            "    <variables>\n        <name>unused</name>\n        <dataType>String</dataType>\n    \
             </variables>\n",
            "",
        );
    assert_eq!(fix(FLOW, false).as_deref(), Some(expected.as_str()));
    assert_eq!(
        fix(&expected, false),
        None,
        "a second time nothing is left to do"
    );
}

#[test]
fn the_api_version_is_raised_only_when_asked() {
    let fixed = fix(FLOW, true).unwrap();
    assert!(
        fixed.contains("    <apiVersion>50.0</apiVersion>\n"),
        "{fixed}"
    );
}

#[test]
fn lines_may_end_as_on_windows() {
    let text = FLOW.replace('\n', "\r\n");
    let fixed = fix(&text, false).unwrap();
    let expected = fix(FLOW, false).unwrap().replace('\n', "\r\n");
    assert_eq!(fixed, expected);
}

#[test]
fn an_element_that_something_mentions_stays() {
    let text = FLOW.replace(
        "<description>A &amp; b</description>",
        "<interviewLabel>{!Left_Over}</interviewLabel>",
    );
    assert!(fix(&text, false).unwrap().contains("Left_Over"));
}

#[test]
fn a_flow_that_starts_nowhere_keeps_its_elements() {
    let text = FLOW.replace("<targetReference>Set</targetReference>", "");
    assert!(fix(&text, false).unwrap().contains("Left_Over"));
}
