//! Elements that still have the name of the copy that they were.

use std::sync::LazyLock;

use regex::Regex;

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static COPY_API_NAME: Rule = Rule {
    id: "CopyAPIName",
    scanner_id: Some("unclear-api-naming"),
    title: "a name such as Copy_1_of_Screen",
    about: "An element still has the name that it got when it was copied. Name it after what it \
            does.",
    fix: None,
    category: Category::Layout,
    level: Level::Warning,
    choice: None,
    check,
};

static COPY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)copy_\d+_of_").expect("it is a pattern"));

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let elements = flow.elements().iter().map(|element| element.node);
    for node in elements.chain(flow.resources().map(|(_, node)| node)) {
        if COPY.is_match(node.name()) {
            let message = format!("`{}` has the name of a copy", node.name());
            found
                .element(node, message)
                .help("name it after what it does");
        }
    }
}
