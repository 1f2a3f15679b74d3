//! Processes of Process Builder, as the flows that they are: what starts them stands in values of
//! the builder, and the record that started them in variables.
//!
//! Their scheduled actions are left out: the platform cancels and plans them anew by rules of its
//! own, and to carry them out without these would be worse.

use crate::document::Node;

/// The flow that the process `root` is; none is a flow already, or a process that does not say
/// what starts it.
pub(super) fn as_flow(root: &Node) -> Option<Node> {
    let start = match root.text_of("processType")? {
        "Workflow" => record_start(root)?,
        "CustomEvent" => event_start(root)?,
        _ => return None,
    };
    let mut flow = root.clone();
    for node in &mut flow.children {
        match &*node.tag {
            "processType" => node.text = "AutoLaunchedFlow".into(),
            "variables" => give(node, &start),
            "formulas" => name_record(node, &start),
            "waits" => {
                // A decision without outcomes goes on at once, as the wait does without events.
                node.tag = "decisions".into();
                node.children.retain(|child| &*child.tag != "waitEvents");
            }
            _ => {}
        }
    }
    flow.children.push(start.node);
    Some(flow)
}

/// What starts a process.
struct Start<'n> {
    node: Node,
    /// Variables, and the records that they hold at first.
    variables: [(&'n str, &'static str); 2],
}

fn record_start(root: &Node) -> Option<Start<'_>> {
    let object = value_of(root, "ObjectType")?;
    let saves = match value_of(root, "TriggerType").map(Node::word) {
        Some("onCreateOnly") => "Create",
        _ => "CreateAndUpdate",
    };
    let parts = vec![
        like(object, "object", object.word()),
        like(object, "recordTriggerType", saves),
        like(object, "triggerType", "RecordAfterSave"),
    ];
    let named = |name| value_of(root, name).map(Node::word).unwrap_or_default();
    Some(Start {
        node: branch(object, "start", parts),
        variables: [
            (named("ObjectVariable"), "$Record"),
            (named("OldObjectVariable"), "$Record__Prior"),
        ],
    })
}

/// The event is in the one variable of its type.
fn event_start(root: &Node) -> Option<Start<'_>> {
    let event = value_of(root, "EventType")?;
    let mut variables = root.children("variables");
    let holds_event = |variable: &&Node| variable.text_of("objectType") == Some(event.word());
    let variable = variables.find(holds_event).map_or("", Node::name);
    let parts = vec![
        like(event, "object", event.word()),
        like(event, "triggerType", "PlatformEvent"),
    ];
    Some(Start {
        node: branch(event, "start", parts),
        variables: [(variable, "$Record"), ("", "")],
    })
}

/// Gives `variable` the record that it holds at first.
fn give(variable: &mut Node, start: &Start<'_>) {
    let own = start.variables.iter();
    let mut own = own.filter(|(name, _)| !name.is_empty() && *name == variable.name());
    if let Some((_, record)) = own.next() {
        let reference = like(variable, "elementReference", record);
        let value = branch(variable, "value", vec![reference]);
        variable.children.retain(|child| &*child.tag != "value");
        variable.children.push(value);
    }
}

/// Names the record in a formula by its own name: only of that is known what changed.
fn name_record(formula: &mut Node, start: &Start<'_>) {
    let expressions = formula.children.iter_mut();
    for expression in expressions.filter(|child| &*child.tag == "expression") {
        let named = start.variables.iter().filter(|(name, _)| !name.is_empty());
        let text = named.fold(expression.text.to_string(), |text, (name, record)| {
            text.replace(&format!("{{!{name}."), &format!("{{!{record}."))
        });
        expression.text = text.into();
    }
}

/// The text or reference that the builder keeps under that name.
fn value_of<'n>(root: &'n Node, name: &str) -> Option<&'n Node> {
    let mut values = root.children("processMetadataValues");
    let found = values.find(|value| value.name() == name)?.child("value")?;
    let written = found.child("stringValue");
    let written = written.or_else(|| found.child("elementReference"));
    written.filter(|node| !node.word().is_empty())
}

/// An element that stands where `place` does.
fn like(place: &Node, tag: &str, text: &str) -> Node {
    Node {
        text: text.into(),
        ..branch(place, tag, Vec::new())
    }
}

fn branch(place: &Node, tag: &str, children: Vec<Node>) -> Node {
    Node {
        tag: tag.into(),
        text: "".into(),
        range: place.range.clone(),
        tag_range: place.tag_range.clone(),
        text_range: place.text_range.clone(),
        is_nil: false,
        children,
        file: place.file,
        extra: None,
    }
}
