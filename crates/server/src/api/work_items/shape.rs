//! Work items and screens as JSON.

use segue_flow::{ShownChoice, ShownField, ShownScreen};
use serde_json::{Value, json};

use crate::api::values::{to_json, values_to_json};
use crate::openapi::Schema;
use crate::queries::work::{FoundItem, step_id};

/// Schemas of this resource.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "WorkItem",
        r#"{"type":"object","required":["id","run_id","step","label","status","assignee"],
        "properties":{"id":{"type":"string"},"run_id":{"type":"string"},"run":{"type":"string"},
        "orchestration":{"type":"string"},"step":{"type":"string"},"step_id":{"type":"string"},
        "label":{"type":"string"},"instructions":{"type":"string"},
        "status":{"type":"string","enum":["Assigned","Completed"]},
        "assignee":{"type":"object"},"entitled":{"type":"boolean"},
        "record_id":{"type":["string","null"]},"created_at":{"type":"string"},
        "assigned_at":{"type":"string"},"closed":{"type":["object","null"]},
        "screen":{"type":["object","null"]}}}"#,
    ),
    (
        "WorkItemList",
        r##"{"type":"object","required":["work_items","next"],"properties":{
        "work_items":{"type":"array","items":{"$ref":"#/components/schemas/WorkItem"}},
        "next":{"type":["string","null"]}}}"##,
    ),
    (
        "Answers",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "answers":{"type":"object","description":"Answers by field"},
        "go":{"type":"string","enum":["next","previous","pause"]},
        "click":{"type":"string","description":"An action button that is pressed instead, by API name"}}}"#,
    ),
    (
        "Complete",
        r#"{"type":"object","additionalProperties":false,"properties":{"screens":{"type":"array",
        "maxItems":100,"items":{"type":"object"},
        "description":"Answers by field, one object for each screen that takes any"}}}"#,
    ),
    (
        "WorkResult",
        r#"{"type":"object","required":["result"],"properties":{
        "result":{"type":"string","enum":["screen","paused","waiting","finished","failed"]},
        "waits":{"type":"string"},
        "message":{"type":"string"},"screen":{"type":"object"}}}"#,
    ),
    (
        "Reassign",
        r#"{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,
        "properties":{"user":{"type":"string"},"group":{"type":"string"},
        "queue":{"type":"string"}}}"#,
    ),
];

/// A work item.
pub(super) fn item(found: &FoundItem) -> Value {
    let (view, item) = (&found.run, &found.item);
    let step = view.orchestration.step(found.step.step);
    let record = &item.related_record;
    json!({
        "id": &*found.id,
        "run_id": &*view.id,
        "run": &*view.name,
        "orchestration": &*view.orchestration.name,
        "step": &*step.name,
        "step_id": &*step_id(found),
        "label": step.label,
        "instructions": step.description,
        "status": if item.is_open() { "Assigned" } else { "Completed" },
        "assignee": { "kind": item.assignee.kind.label(), "name": &*item.assignee.name },
        "entitled": found.is_entitled,
        "record_id": (!record.is_empty()).then_some(record),
        "created_at": item.created_at.to_string(),
        "assigned_at": item.assigned_at.to_string(),
        "closed": item.closed.as_ref().map(|closed| json!({
            "at": closed.at.to_string(),
            "by": found.completed_by.as_deref(),
            "reason": format!("{:?}", closed.reason),
        })),
    })
}

/// A screen.
pub(super) fn screen(screen: &ShownScreen) -> Value {
    let errors = screen.errors.iter();
    let errors = errors.map(|(field, message)| json!({ "field": &**field, "message": message }));
    json!({
        "name": &*screen.name,
        "label": screen.label,
        "flow": &*screen.flow,
        "fields": screen.fields.iter().map(field).collect::<Vec<_>>(),
        "takes_answers": screen.takes_answers,
        "can_go_back": screen.can_go_back,
        "can_go_on": screen.can_go_on,
        "can_pause": screen.can_pause,
        "is_last": screen.is_last,
        "help": screen.help,
        "header": screen.show_header.then_some(&screen.flow_label),
        "shows_buttons": screen.show_footer,
        "buttons": {
            "next": screen.buttons.next,
            "previous": screen.buttons.back,
            "pause": screen.buttons.pause,
        },
        "errors": errors.collect::<Vec<_>>(),
    })
}

fn field(shown: &ShownField) -> Value {
    json!({
        "name": &*shown.name,
        "label": shown.label,
        "help": shown.help,
        "kind": shown.style,
        "component": shown.extension.as_deref(),
        "required": shown.required,
        "read_only": shown.read_only,
        "can_click": shown.can_click,
        "visible": shown.visible,
        "value": to_json(&shown.value),
        "choices": shown.choices.iter().map(choice).collect::<Vec<_>>(),
        "inputs": values_to_json(&shown.inputs),
        "fields": shown.fields.iter().map(field).collect::<Vec<_>>(),
        "rows": shown.rows.iter().map(|row| row.iter().map(field).collect()).collect::<Vec<Vec<_>>>(),
        "scale": shown.scale,
    })
}

fn choice(choice: &ShownChoice) -> Value {
    json!({
        "name": &*choice.name,
        "label": choice.label,
        "value": to_json(&choice.value),
        "takes_text": choice.takes_text,
        "prompt": choice.prompt,
    })
}
