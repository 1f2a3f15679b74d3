//! Screen components that Segue does not have: one problem for each component of the project, at
//! its first use.

use super::survey::Survey;
use crate::document::Node;
use crate::{Problem, Problems};

/// Namespaces of the platform's own components.
const PLATFORM: [&str; 5] = [
    "flowruntime",
    "forceContent",
    "force",
    "lightning",
    "forceCommunity",
];

pub(super) fn check(survey: &Survey<'_>, problems: &mut Problems) {
    let mut uses: Vec<&Node> = Vec::new();
    for screen in survey
        .flows()
        .flat_map(|flow| flow.root.children("screens"))
    {
        collect(screen, &mut uses);
    }
    uses.sort_by_key(|extension| (extension.file, extension.range.start));
    let mut named: Vec<&str> = Vec::new();
    for extension in &uses {
        let name = extension.word();
        if named.contains(&name) {
            continue;
        }
        named.push(name);
        let n_places = uses.iter().filter(|other| other.word() == name).count();
        problems.push(Problem::custom_component(
            &extension.place(),
            name,
            n_places,
        ));
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
    !PLATFORM.contains(&namespace) && !namespace.starts_with("runtime_")
}
