//! The start of a record-triggered orchestration or flow.

use segue_language::{
    Condition, Criteria, Formula, Moment, Operator, Path, RecordTrigger, TriggerCondition,
    TriggerOperand, Type, Value,
};

use super::condition::{filter_logic, operator};
use super::notes::Notes;
use super::schema::{Schema, global_type};
use super::scope::global_constant;
use super::value::{Written, written};
use crate::document::Node;

/// The record trigger that `start` describes, when it has one that is executed.
pub(crate) fn record_trigger(
    root: &Node,
    start: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> Option<RecordTrigger> {
    let object = start.text_of("object")?;
    let saves = start.text_of("recordTriggerType").unwrap_or_default();
    let when = start.text_of("triggerType")?;
    let moment = match when {
        "RecordAfterSave" => Moment::AfterSave,
        "RecordBeforeSave" | "RecordBeforeDelete" => Moment::BeforeSave,
        _ => return None,
    };
    notes.uses_object(object, start.place_of("object"));
    let on_delete = when == "RecordBeforeDelete" || saves == "Delete";
    Some(RecordTrigger {
        object: object.into(),
        on_create: !on_delete && saves != "Update",
        on_update: !on_delete && saves != "Create",
        on_delete,
        moment,
        condition: condition(start, object, source, schema, notes),
        changed_to_meet: start.flag("doesRequireRecordChangedToMeetCriteria"),
        order: root.text_of("triggerOrder").and_then(|n| n.parse().ok()),
        once_at_a_time: false,
    })
}

/// Which events start a flow: an event counts as a record that is created.
pub(crate) fn event_trigger(
    root: &Node,
    start: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> Option<RecordTrigger> {
    let object = start.text_of("object")?;
    notes.uses_object(object, start.place_of("object"));
    let order = root.text_of("triggerOrder").and_then(|n| n.parse().ok());
    Some(RecordTrigger {
        order,
        ..of_created(object, condition(start, object, source, schema, notes))
    })
}

/// The records of a scheduled flow; none when it is started without a record.
pub(crate) fn records_of_schedule(
    start: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> Option<RecordTrigger> {
    let object = start.text_of("object")?;
    notes.uses_object(object, start.place_of("object"));
    let condition = condition(start, object, source, schema, notes);
    Some(of_created(object, condition))
}

fn of_created(object: &str, condition: TriggerCondition) -> RecordTrigger {
    RecordTrigger {
        object: object.into(),
        on_create: true,
        on_update: false,
        on_delete: false,
        moment: Moment::AfterSave,
        condition,
        changed_to_meet: false,
        order: None,
        once_at_a_time: false,
    }
}

fn condition(
    start: &Node,
    object: &str,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> TriggerCondition {
    let formula = start.child("filterFormula");
    if let Some(node) = formula.filter(|node| !node.word().is_empty()) {
        return start_formula(node, object, source, schema, notes);
    }
    let conditions: Vec<_> = start
        .children("filters")
        .filter_map(|filter| comparison(filter, object, notes))
        .collect();
    if conditions.is_empty() {
        return TriggerCondition::Always;
    }
    let logic = filter_logic(start.child("filterLogic"), conditions.len(), notes);
    TriggerCondition::Criteria(Criteria { logic, conditions })
}

fn comparison(
    filter: &Node,
    object: &str,
    notes: &mut Notes,
) -> Option<Condition<Path, TriggerOperand>> {
    let Some(field) = filter.child("field") else {
        notes.missing_element(filter, "field");
        return None;
    };
    let right = operand(filter.child("value"), notes);
    let operator = operator(filter, notes);
    let value_type = match operator {
        Operator::IsNull | Operator::IsChanged => Type::Any,
        _ => type_of(&right),
    };
    notes.uses_field(object, field.word(), value_type, field.place());
    Some(Condition {
        left: Path::new(field.word()),
        operator,
        right,
    })
}

/// The type that a literal tells of the field that it is compared with.
fn type_of(operand: &TriggerOperand) -> Type {
    match operand {
        TriggerOperand::Literal(Value::Boolean(_)) => Type::Boolean,
        TriggerOperand::Literal(Value::Number(_)) => Type::Number,
        TriggerOperand::Literal(Value::Date(_)) => Type::Date,
        TriggerOperand::Literal(Value::DateTime(_)) => Type::DateTime,
        _ => Type::Any,
    }
}

fn operand(value: Option<&Node>, notes: &mut Notes) -> TriggerOperand {
    let null = TriggerOperand::Literal(Value::Null);
    let Some(value) = value else {
        return null;
    };
    match written(value, notes) {
        Written::Literal(value) => TriggerOperand::Literal(value),
        Written::Reference(node) => match global_constant(node.word()) {
            Some(value) => TriggerOperand::Literal(value),
            None => TriggerOperand::Reference(Path::new(node.word())),
        },
        Written::Merged(node) => TriggerOperand::Reference(Path::new(&node.text)),
        Written::Formula(_) | Written::Collection(_) | Written::Transform(_) => null,
    }
}

fn start_formula(
    node: &Node,
    object: &str,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> TriggerCondition {
    let record = Type::Record(object.into());
    let type_of = |path: &Path| match record_path(path) {
        true => Some(schema.follow(&record, path.tail())),
        false => path.head().starts_with('$').then(|| global_type(path)),
    };
    match Formula::compile(&node.text, &type_of) {
        Ok(formula) => {
            for path in formula.references().iter().filter(|path| record_path(path)) {
                notes.uses_path(schema, &record, path.tail(), &node.place());
            }
            TriggerCondition::Formula(formula)
        }
        Err(error) => {
            let place = node.place_in_text(source, error.at.clone());
            notes.malformed_formula(&place, &error);
            TriggerCondition::Always
        }
    }
}

/// Whether `path` leads into the triggering record, now or before its change.
pub(crate) fn record_path(path: &Path) -> bool {
    path.head().eq_ignore_ascii_case("$Record")
        || path.head().eq_ignore_ascii_case("$Record__Prior")
}
