//! Elements and resources that do not say what they are for.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static MISSING_METADATA_DESCRIPTION: Rule = Rule {
    id: "MissingMetadataDescription",
    scanner_id: Some("missing-metadata-description"),
    title: "elements without a description",
    about: "An element or a resource has no description. Off unless a project asks for it: few \
            flows describe everything.",
    fix: None,
    category: Category::Layout,
    level: Level::Off,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let elements = flow.elements().iter().map(|element| element.node);
    for node in elements.chain(flow.resources().map(|(_, node)| node)) {
        if node.text_of("description").is_none() {
            found.element(node, format!("`{}` has no description", node.name()));
        }
    }
}
