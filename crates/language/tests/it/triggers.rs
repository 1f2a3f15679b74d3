//! Which changes of a record fire a trigger.

use std::sync::Arc;

use segue_language::{
    ChangeKind, Condition, Criteria, EvaluationError, Formula, Logic, Moment, Operator, Path,
    RecordChange, RecordTrigger, TriggerCondition, TriggerOperand, TriggerQuestion, Type, Value,
};

use crate::world::{monday, number, record};

fn trigger(condition: TriggerCondition) -> RecordTrigger {
    RecordTrigger {
        object: "Case".into(),
        on_create: true,
        on_update: true,
        on_delete: false,
        moment: Moment::AfterSave,
        condition,
        changed_to_meet: false,
        order: None,
        once_at_a_time: false,
    }
}

fn where_field(field: &str, operator: Operator, right: TriggerOperand) -> TriggerCondition {
    let left = Path::new(field);
    TriggerCondition::Criteria(Criteria {
        logic: Logic::All,
        conditions: vec![Condition {
            left,
            operator,
            right,
        }],
    })
}

fn literal(value: Value) -> TriggerOperand {
    TriggerOperand::Literal(value)
}

fn case(status: &str) -> Arc<segue_language::Record> {
    let id = ("Id", Value::text("500000000000001AAA"));
    record("Case", &[id, ("Status", Value::text(status))]).into()
}

fn created(status: &str) -> RecordChange {
    RecordChange {
        kind: ChangeKind::Created,
        record: case(status),
        prior: None,
    }
}

fn updated(before: &str, after: &str) -> RecordChange {
    RecordChange {
        kind: ChangeKind::Updated,
        record: case(after),
        prior: Some(case(before)),
    }
}

fn deleted(status: &str) -> RecordChange {
    RecordChange {
        kind: ChangeKind::Deleted,
        record: case(status),
        prior: Some(case(status)),
    }
}

fn answer(question: TriggerQuestion<'_>) -> Result<Value, EvaluationError> {
    match question {
        TriggerQuestion::Global(path) => Ok(Value::text(path.to_string())),
        TriggerQuestion::Lookup(unloaded) => {
            let name = Value::text(format!("{} of it", unloaded.relationship));
            Ok(Value::Record(record("User", &[("Name", name)]).into()))
        }
    }
}

fn fires(trigger: &RecordTrigger, change: &RecordChange) -> bool {
    trigger.fires(change, &monday(), &mut answer).unwrap()
}

fn open() -> TriggerCondition {
    where_field("Status", Operator::EqualTo, literal(Value::text("Open")))
}

#[test]
fn only_the_kinds_of_change_that_are_named_fire() {
    let always = trigger(TriggerCondition::Always);
    assert!(fires(&always, &created("New")));
    assert!(fires(&always, &updated("New", "New")));
    assert!(!fires(&always, &deleted("New")));
    let on_delete = RecordTrigger {
        on_create: false,
        on_update: false,
        on_delete: true,
        ..always
    };
    assert!(fires(&on_delete, &deleted("New")));
    assert!(!fires(&on_delete, &created("New")));
}

#[test]
fn the_record_has_to_meet_the_condition() {
    let open = trigger(open());
    assert!(fires(&open, &created("Open")));
    assert!(!fires(&open, &created("open")));
    assert!(fires(&open, &updated("Open", "Open")));
    assert!(!fires(&open, &updated("Open", "Closed")));
}

#[test]
fn changed_to_meet_fires_only_when_it_was_not_met_before() {
    let opened = RecordTrigger {
        changed_to_meet: true,
        ..trigger(open())
    };
    assert!(fires(&opened, &created("Open")));
    assert!(fires(&opened, &updated("New", "Open")));
    assert!(!fires(&opened, &updated("Open", "Open")));
    assert!(!fires(&opened, &updated("Open", "New")));
}

#[test]
fn is_changed_compares_with_the_record_before() {
    let is_changed = |wanted| {
        let wanted = literal(Value::Boolean(wanted));
        trigger(where_field("Status", Operator::IsChanged, wanted))
    };
    assert!(fires(&is_changed(true), &updated("New", "Open")));
    assert!(!fires(&is_changed(true), &updated("Open", "Open")));
    assert!(!fires(&is_changed(true), &created("Open")));
    assert!(fires(&is_changed(false), &updated("Open", "Open")));
    assert!(fires(&is_changed(false), &created("Open")));
}

#[test]
fn the_right_side_may_be_a_reference() {
    let prior = TriggerOperand::Reference(Path::new("$Record__Prior.Status"));
    let differs = trigger(where_field("$Record.Status", Operator::NotEqualTo, prior));
    assert!(fires(&differs, &updated("New", "Open")));
    assert!(!fires(&differs, &updated("Open", "Open")));
    assert!(fires(&differs, &created("Open")));
    let global = TriggerOperand::Reference(Path::new("$User.Name"));
    let named = trigger(where_field("Status", Operator::EqualTo, global));
    assert!(fires(&named, &created("$User.Name")));
}

#[test]
fn lookups_are_followed() {
    let owned = where_field(
        "Owner.Name",
        Operator::EqualTo,
        literal(Value::text("Owner of it")),
    );
    assert!(fires(&trigger(owned), &created("New")));
}

#[test]
fn formulas_see_the_record_before_and_after() {
    let compiled = |text: &str| {
        let formula = Formula::compile(text, &|_| Some(Type::Any)).unwrap();
        trigger(TriggerCondition::Formula(formula))
    };
    let opened = compiled("ISCHANGED({!$Record.Status}) && {!$Record.Status} = 'Open'");
    assert!(fires(&opened, &updated("New", "Open")));
    assert!(!fires(&opened, &updated("Open", "Open")));
    assert!(!fires(&opened, &created("Open")));
    let fresh = compiled("OR(ISNEW(), PRIORVALUE({!$Record.Status}) = 'New')");
    assert!(fires(&fresh, &created("Open")));
    assert!(fires(&fresh, &updated("New", "Open")));
    assert!(!fires(&fresh, &updated("Open", "New")));
    let owned = compiled("{!$Record.Owner.Name} = 'Owner of it'");
    assert!(fires(&owned, &created("Open")));
}

#[test]
fn a_condition_that_cannot_be_evaluated_is_an_error() {
    let wrong = where_field("Status", Operator::WasVisited, literal(Value::Null));
    let outcome = trigger(wrong).fires(&created("Open"), &monday(), &mut answer);
    assert!(matches!(outcome, Err(EvaluationError::Failed { .. })));
    let failing = TriggerCondition::Formula(
        Formula::compile("1 / $Record.Zero = 1", &|_| Some(Type::Any)).unwrap(),
    );
    let mut change = created("Open");
    Arc::make_mut(&mut change.record).load("Zero", number("0"));
    let outcome = trigger(failing).fires(&change, &monday(), &mut answer);
    assert!(matches!(
        outcome,
        Err(EvaluationError::Failed {
            code: "division-by-zero",
            ..
        })
    ));
}
