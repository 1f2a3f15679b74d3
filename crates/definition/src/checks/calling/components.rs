//! Screen components that Segue does not have: one problem for each component of the project, at
//! its first use.

use super::once::each_once;
use crate::checks::view::Survey;
use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// Namespaces of the platform's own components.
const PLATFORM: [&str; 5] = [
    "flowruntime",
    "forceContent",
    "force",
    "lightning",
    "forceCommunity",
];

/// Components of the platform that are known by name.
const STANDARD: [&str; 22] = [
    "flowruntime:actionButtonField",
    "flowruntime:address",
    "flowruntime:choiceLookup",
    "flowruntime:datatable",
    "flowruntime:dependentPicklists",
    "flowruntime:email",
    "flowruntime:image",
    "flowruntime:kanbanBoard",
    "flowruntime:lookup",
    "flowruntime:message",
    "flowruntime:name",
    "flowruntime:phone",
    "flowruntime:progressBar",
    "flowruntime:progressIndicator",
    "flowruntime:recordPicker",
    "flowruntime:screenAction",
    "flowruntime:slider",
    "flowruntime:toggle",
    "flowruntime:url",
    "flowruntime:visualPicker",
    "forceContent:fileUpload",
    "forceContent:fileUploadEnhanced",
];

pub(super) fn check(survey: &Survey<'_>, problems: &mut Problems) {
    let mut uses: Vec<&Node> = Vec::new();
    for screen in survey
        .flows()
        .flat_map(|flow| flow.root.children("screens"))
    {
        collect(screen, &mut uses);
    }
    for used in each_once(uses.into_iter().map(|node| (node.word(), node, ()))) {
        let place = used.first.place();
        let problem = Problem::custom_component(&place, used.name, used.n_places);
        problems.push(problem.with_suggestion(suggest(used.name, STANDARD)));
    }
}

/// The `extensionName` elements below `node` that are not the platform's.
fn collect<'a>(node: &'a Node, uses: &mut Vec<&'a Node>) {
    uses.extend(
        node.child("extensionName")
            .filter(|name| is_custom(name.word())),
    );
    for field in node.children("fields") {
        collect(field, uses);
    }
}

fn is_custom(extension: &str) -> bool {
    let namespace = extension.split(':').next().unwrap_or_default();
    let is_platform = PLATFORM.contains(&namespace) || namespace.starts_with("runtime_");
    // A name of the platform that is nearly a known one is a slip.
    let is_known = STANDARD.contains(&extension);
    !is_platform || (!is_known && suggest(extension, STANDARD).is_some())
}
