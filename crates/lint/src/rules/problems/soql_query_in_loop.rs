//! Records that are searched once for each item of a loop.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static SOQL_QUERY_IN_LOOP: Rule = Rule {
    id: "SOQLQueryInLoop",
    scanner_id: Some("soql-in-loop"),
    title: "records searched inside a loop",
    about: "A loop gets records for each of its items, and soon meets the limit of queries in one \
            transaction. Get all of them before the loop and filter the collection inside it.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for (element, in_loop) in flow.elements().iter().zip(flow.in_loops()) {
        if *in_loop && element.tag() == "recordLookups" {
            let name = element.node.name();
            let message = format!("`{name}` searches records for each item of a loop");
            found
                .element(element.node, message)
                .help("search once before the loop, with the operator In, and filter inside it");
        }
    }
}
