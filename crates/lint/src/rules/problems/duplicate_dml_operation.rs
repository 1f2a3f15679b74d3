//! Screens from which a person can go back over a write and make it happen again.

use crate::flow_file::{Element, FlowFile, Kind};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static DUPLICATE_DML_OPERATION: Rule = Rule {
    id: "DuplicateDMLOperation",
    scanner_id: Some("duplicate-dml"),
    title: "going back over a write",
    about: "Between two screens records are written, and the second screen lets a person go back: \
            whoever does, and goes on again, writes them twice. Do not allow Back on the screen \
            behind the write, or write after the last screen.",
    fix: None,
    category: Category::Problem,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if flow.kind() != Kind::Screen {
        return;
    }
    let (graph, elements) = (flow.graph(), flow.elements());
    let screens: Vec<usize> = numbers(elements, |element| element.tag() == "screens");
    // Only what a screen leads to can be gone back over.
    let behind_screen = graph.reach(&screens, |_, _| true);
    let writes: Vec<usize> = numbers(elements, |element| element.writes_records())
        .into_iter()
        .filter(|&write| behind_screen[write])
        .collect();
    // A screen ends the search: what it says about Back is about the write before it.
    let behind_write = graph.reach(&writes, |from, _| elements[from].tag() != "screens");
    for screen in screens {
        let node = elements[screen].node;
        let may_go_back = is_not_denied(node, "allowBack") && is_not_denied(node, "showFooter");
        if behind_write[screen] && may_go_back {
            let name = node.name();
            let message = format!("from screen `{name}` a person can go back over a write");
            found
                .element(node, message)
                .help("set `allowBack` of this screen to false, or write after the last screen");
        }
    }
}

fn numbers(elements: &[Element<'_>], wanted: impl Fn(&Element<'_>) -> bool) -> Vec<usize> {
    let all = elements.iter().enumerate();
    all.filter(|(_, element)| wanted(element))
        .map(|(number, _)| number)
        .collect()
}

fn is_not_denied(screen: &segue_definition::Node, tag: &str) -> bool {
    screen.text_of(tag) != Some("false")
}
