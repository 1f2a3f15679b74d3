//! Flows written as text, so that a story shows the flow it is about.
//!
//! ```text
//! flow Greet
//! in name: Text
//! out greeting: Text = "Hello"
//! Check: decide Named if name != null => Use -> Ask
//! Use: set greeting = name
//! Ask: screen -> Use
//!   - text answer required
//! ```

mod element;
mod names;
mod resource;
mod screen;
mod tokens;
mod transform;
mod values;
mod wait;

use segue_flow::{Element, ElementId, ElementKind, Flow, FlowKind, Resource};
use segue_language::Template;

use names::Names;
use tokens::{Line, lines};

pub(crate) use tokens::{Cursor, Token, tokens};
pub(crate) use values::{as_record, named_values, value};

/// Reads one flow.
pub(crate) fn flow(text: &str) -> Flow {
    let lines = lines(text);
    let names = Names::of(&lines);
    let mut flow = Flow {
        name: names.flow.as_str().into(),
        label: names.flow.clone(),
        api_version: 60,
        kind: FlowKind::Screen,
        rights: segue_flow::RunRights::Person,
        interview_label: Template::default(),
        resources: resources(&lines, &names),
        elements: Vec::new(),
        start: (!names.elements.is_empty()).then_some(ElementId(0)),
        paths: Vec::new(),
    };
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        let n_children = after.iter().take_while(|next| next.depth > 0).count();
        if names.is_element(line) {
            flow.elements
                .push(element(line, &after[..n_children], &names));
        }
        rest = &after[n_children..];
    }
    flow
}

fn resources(lines: &[Line], names: &Names) -> Vec<Resource> {
    let mut resources: Vec<Resource> = names.declared();
    for line in lines.iter().filter(|line| line.depth == 0) {
        resource::read(line, names, &mut resources);
    }
    resources
}

fn element(line: &Line, children: &[Line], names: &Names) -> Element {
    let mut cursor = Cursor::new(&line.tokens);
    let name = cursor.word();
    cursor.expect(":");
    let kind = match cursor.peek_is("screen") {
        true => ElementKind::Screen(Box::new(screen::read(&mut cursor, children, names))),
        false => element::read(&mut cursor, &name, names),
    };
    let next = cursor.skip("->").then(|| names.element(&cursor.word()));
    let fault = cursor.skip("!>").then(|| names.element(&cursor.word()));
    cursor.end();
    Element {
        label: name.clone(),
        name: name.as_str().into(),
        kind,
        next,
        fault,
        next_label: String::new(),
    }
}
