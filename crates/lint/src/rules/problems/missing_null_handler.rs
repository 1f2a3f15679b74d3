//! Records that are used without asking whether any was found.

use rustc_hash::FxHashSet;
use segue_definition::Node;

use crate::flow_file::{FlowFile, Kind};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static MISSING_NULL_HANDLER: Rule = Rule {
    id: "MissingNullHandler",
    scanner_id: Some("missing-null-handler"),
    title: "not asked whether a record was found",
    about: "What Get Records found is used, and no decision asks whether it found anything: \
            without a record, what uses it fails or does something that nobody meant. Ask with *is \
            null* or *is empty* in a decision. A Get Records with a fault path is not named.",
    fix: None,
    category: Category::Problem,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if !matches!(flow.kind(), Kind::Screen | Kind::Background) {
        return;
    }
    let asked = asked_names(flow);
    for element in flow.elements().iter() {
        let node = element.node;
        if element.tag() != "recordLookups" || element.has_fault_path() {
            continue;
        }
        let results = results(node);
        let is_used = |name: &&str| flow.mentions(name).iter().any(|&n| n != element.number);
        let is_asked = |name: &&str| asked.contains(&name.to_ascii_lowercase());
        if results.iter().any(is_used) && !results.iter().any(is_asked) {
            let name = node.name();
            let message = format!("nothing asks whether `{name}` has found a record");
            found
                .element(node, message)
                .help("add a decision with the operator Is Null on what it finds");
        }
    }
}

/// Where `lookup` puts what it finds.
fn results(lookup: &Node) -> Vec<&str> {
    if lookup.flag("storeOutputAutomatically") {
        return vec![lookup.name()];
    }
    if let Some(variable) = lookup.text_of("outputReference") {
        return vec![variable];
    }
    let assigned = lookup.children("outputAssignments");
    assigned
        .filter_map(|assigned| assigned.text_of("assignToReference"))
        .collect()
}

/// Names that a decision asks for being null or empty, in lower case.
fn asked_names(flow: &FlowFile<'_>) -> FxHashSet<String> {
    let rules = flow
        .elements_of("decisions")
        .flat_map(|d| d.children("rules"));
    let conditions = rules.flat_map(|rule| rule.children("conditions"));
    let asking = conditions.filter(|condition| {
        matches!(
            condition.text_of("operator"),
            Some("IsNull" | "IsBlank" | "IsEmpty" | "HasValue" | "HasNoValue")
        )
    });
    asking
        .filter_map(|condition| condition.text_of("leftValueReference"))
        .map(|name| first_part(name).to_ascii_lowercase())
        .collect()
}

fn first_part(reference: &str) -> &str {
    reference.split('.').next().unwrap_or(reference)
}
