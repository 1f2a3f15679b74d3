//! The test points of a flow test: Start with its parameters, Finish with its assertions.

use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// Elements and what each may hold; what holds a value is described by itself.
const TABLE: [(&str, &str); 10] = [
    (
        "FlowTest",
        "description doesCommitChanges doesSkipStartConditions doesTestWaitElement flowApiName \
         flowTestDataSources flowTestFlowVersions fullName isolatedObjectExternalKeys label \
         testPoints testType",
    ),
    ("flowTestDataSources", "apexClass dataSourceType"),
    ("isolatedObjectExternalKeys", "keyFields objectType"),
    (
        "testPoints",
        "assertions elementApiName isUseMockOuput isUseMockOutput parameters",
    ),
    ("assertions", "conditionLogic conditions errorMessage"),
    ("conditions", "leftValueReference operator rightValue"),
    ("parameters", "leftValueReference type value"),
    ("rightValue", VALUES),
    ("value", VALUES),
    ("flowTestFlowVersions", "flowVersionNumber"),
];

const VALUES: &str = "booleanValue dateTimeValue dateValue elementReference jsonValue numberValue \
                      sobjectValue stringValue timeValue";

/// A misspelt element is an error: the test would pass without asserting anything.
pub(super) fn check_elements(node: &Node, problems: &mut Problems) {
    let Some((_, known)) = TABLE.iter().find(|(tag, _)| *tag == &*node.tag) else {
        return;
    };
    for child in &node.children {
        if known.split_whitespace().any(|tag| tag == &*child.tag) {
            check_elements(child, problems);
        } else {
            let suggestion = suggest(&child.tag, known.split_whitespace());
            let place = child.tag_place();
            let problem = Problem::unknown_element(&place, &child.tag, &node.tag, suggestion);
            problems.push(super::as_error(problem));
        }
    }
}

/// The test points of that name.
pub(super) fn points<'a>(root: &'a Node, name: &'a str) -> impl Iterator<Item = &'a Node> {
    let points = root.children("testPoints");
    points.filter(move |point| {
        let written = point.text_of("elementApiName");
        written.is_some_and(|written| written.eq_ignore_ascii_case(name))
    })
}

/// What is asserted, at the start first. A test that asserts nothing says only that the flow does
/// not fail.
pub(super) fn assertions<'a>(root: &'a Node, problems: &mut Problems) -> Vec<&'a Node> {
    for point in root.children("testPoints") {
        if point.child("elementApiName").is_none() {
            let place = point.tag_place();
            problems.push(Problem::missing_element(
                &place,
                "elementApiName",
                "testPoints",
            ));
        }
    }
    let of = |name| points(root, name).flat_map(|point| point.children("assertions"));
    for assertion in of("Start") {
        regard_start(assertion, problems);
    }
    let is_anchor =
        |point: &&Node| matches!(point.text_of("elementApiName"), Some("Start" | "Finish"));
    let elsewhere = root
        .children("testPoints")
        .filter(|point| !is_anchor(point));
    for assertion in elsewhere.flat_map(|point| point.children("assertions")) {
        problems.push(Problem::unsupported_in_test(
            &assertion.tag_place(),
            "an assertion that is neither at Start nor at Finish",
            "move it to the test point Finish",
        ));
    }
    of("Start").chain(of("Finish")).collect()
}

/// Whether an assertion stands at Start.
pub(super) fn is_at_start(root: &Node, assertion: &Node) -> bool {
    let mut at_start = points(root, "Start").flat_map(|point| point.children("assertions"));
    at_start.any(|node| std::ptr::eq(node, assertion))
}

/// At Start there is only the record.
fn regard_start(assertion: &Node, problems: &mut Problems) {
    for condition in assertion.children("conditions") {
        let Some(left) = condition.child("leftValueReference") else {
            continue;
        };
        let root = left.word().split('.').next().unwrap_or_default();
        if !matches!(root, "$Record" | "$Record__Prior") {
            problems.push(Problem::unsupported_in_test(
                &left.place(),
                &format!("`{}` at Start", left.word()),
                "only `$Record` is there then; assert it at Finish",
            ));
        }
    }
}
