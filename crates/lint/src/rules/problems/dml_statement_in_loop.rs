//! Records that are written once for each item of a loop.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static DML_STATEMENT_IN_LOOP: Rule = Rule {
    id: "DMLStatementInLoop",
    scanner_id: Some("dml-in-loop"),
    title: "records written inside a loop",
    about: "A loop creates, updates or deletes records for each of its items, and soon meets the \
            limit of writes in one transaction. Collect the records in the loop and write them \
            once, after the last item.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for (element, in_loop) in flow.elements().iter().zip(flow.in_loops()) {
        if *in_loop && element.writes_records() {
            let name = element.node.name();
            let message = format!("`{name}` writes records for each item of a loop");
            found
                .element(element.node, message)
                .help("collect them in the loop and write them after it");
        }
    }
}
