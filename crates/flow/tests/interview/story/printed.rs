//! What an interview asks, as text.

use std::fmt::Write;

use segue_flow::{AwaitedWhat, Fault, Need, ShownField, ShownScreen, Waits};
use segue_language::{Filter, Offset, Query, Record, Value, Values, merge_text};

/// What is asked for.
pub(crate) fn need(need: &Need) -> String {
    let line = match need {
        Need::Rows(query) => format!("rows of {}", self::query(query)),
        Need::Related(unloaded) => {
            let id = unloaded.record.id().map_or("a new record", |id| id);
            format!("related {} of {id}", unloaded.relationship)
        }
        Need::Create(records) => format!("create {}", self::records(records)),
        Need::Upsert {
            records,
            field,
            all_or_none,
        } => {
            let all = if *all_or_none { "all" } else { "each" };
            format!("upsert {all} by {field} {}", self::records(records))
        }
        Need::Update(records) => format!("update {}", self::records(records)),
        Need::UpdateWhere {
            object,
            filter,
            fields,
        } => format!(
            "update {object}{}: {}",
            self::filter(filter),
            values(fields)
        ),
        Need::Delete(records) => format!("delete {}", self::records(records)),
        Need::DeleteWhere { object, filter } => format!("delete {object}{}", self::filter(filter)),
        Need::RollBack => "roll back".to_owned(),
        Need::Act {
            name,
            action_type,
            inputs,
        } => format!("act {action_type} {name}({})", values(inputs)),
        Need::ScreenAction {
            name,
            action_type,
            inputs,
        } => format!("run {action_type} {name}({})", values(inputs)),
        Need::Subflow { flow, inputs } => format!("call {flow}({})", values(inputs)),
        Need::Screen(screen) => return self::screen(screen),
        Need::Wait(waits) => waits_for(waits),
        Need::Finished(outputs) => format!("finished {}", values(outputs)),
        Need::Failed(fault) => return self::fault(fault),
    };
    format!("  {}\n", line.trim_end())
}

fn waits_for(waits: &Waits) -> String {
    let events = waits.events.iter().map(|event| match &event.what {
        AwaitedWhat::Time(moment) => format!("{} at {moment}", event.place),
        AwaitedWhat::RecordTime {
            object,
            field,
            record,
            offset: Offset { number, unit },
        } => format!(
            "{} {number} {unit:?} from {object}.{field} of {record}",
            event.place
        ),
        AwaitedWhat::Event { object, values } => {
            let values: Vec<String> = values.iter().map(value).collect();
            format!("{} on {object} ({})", event.place, values.join(", "))
        }
    });
    let events: Vec<String> = events.collect();
    format!(
        "wait in {}.{}: {}",
        waits.flow,
        waits.label,
        events.join("; ")
    )
}

/// Where it failed and why.
pub(crate) fn fault(fault: &Fault) -> String {
    let mut text = format!(
        "  failed at {}.{}: {}\n",
        fault.flow, fault.element, fault.message
    );
    for (field, message) in &fault.custom {
        let field = if field.is_empty() { "page" } else { field };
        writeln!(text, "    {field}: {message}").expect("a text");
    }
    text
}

fn query(query: &Query) -> String {
    let mut text = format!("{}{}", query.object, filter(&query.filter));
    if let Some(sort) = &query.sort {
        let direction = if sort.descending { " desc" } else { "" };
        write!(text, " by {}{direction}", sort.field).expect("a text");
    }
    if let Some(limit) = query.limit {
        write!(text, " limit {limit}").expect("a text");
    }
    text
}

fn filter(filter: &Filter) -> String {
    let comparisons = filter.comparisons.iter().map(|comparison| {
        format!(
            "{} {:?} {}",
            comparison.field,
            comparison.operator,
            value(&comparison.value)
        )
    });
    let comparisons: Vec<String> = comparisons.collect();
    match comparisons.is_empty() {
        true => String::new(),
        false => format!(" where {}", comparisons.join(" & ")),
    }
}

fn records(records: &[Record]) -> String {
    let records: Vec<String> = records.iter().map(record).collect();
    records.join(" ")
}

/// `{Account Id: "1" Name*: "x"}`: changed fields are marked.
pub(crate) fn record(record: &Record) -> String {
    let mut text = format!("{{{}", record.object);
    for field in record.fields() {
        let mark = if field.changed { "*" } else { "" };
        write!(text, " {}{mark}: {}", field.name, value(&field.value)).expect("a text");
    }
    text + "}"
}

fn values(values: &Values) -> String {
    let values = values.iter();
    let values: Vec<String> = values
        .map(|(name, held)| format!("{name} = {}", value(held)))
        .collect();
    values.join(", ")
}

fn value(held: &Value) -> String {
    match held {
        Value::Null => "null".to_owned(),
        Value::Text(text) => format!("{text:?}"),
        Value::Record(held) => record(held),
        Value::Collection(items) => {
            let items: Vec<String> = items.iter().map(value).collect();
            format!("[{}]", items.join(", "))
        }
        other => merge_text(other),
    }
}

fn screen(screen: &ShownScreen) -> String {
    let mut text = format!("  screen {}.{}", screen.flow, screen.name);
    let buttons = [
        (screen.can_go_back, "back"),
        (screen.can_go_on, "next"),
        (screen.can_pause, "pause"),
        (!screen.takes_answers, "display-only"),
    ];
    for (_, button) in buttons.iter().filter(|(is_there, _)| *is_there) {
        write!(text, " {button}").expect("a text");
    }
    text.push('\n');
    fields(&screen.fields, "    ", &mut text);
    for (field, message) in &screen.errors {
        let field = if field.is_empty() { "page" } else { field };
        writeln!(text, "    ! {field}: {message}").expect("a text");
    }
    text
}

fn fields(fields_: &[ShownField], indent: &str, text: &mut String) {
    for field in fields_ {
        write!(text, "{indent}{} {}", field.name, field.style).expect("a text");
        if !matches!(field.style, "section" | "component") {
            write!(text, " = {}", value(&field.value)).expect("a text");
        }
        if !field.inputs.is_empty() {
            write!(text, " ({})", values(&field.inputs)).expect("a text");
        }
        let marks = [
            (field.required, "required"),
            (field.read_only && !field.can_click, "read-only"),
            (field.can_click, "clickable"),
            (!field.visible, "hidden"),
        ];
        for (_, mark) in marks.iter().filter(|(is_there, _)| *is_there) {
            write!(text, " {mark}").expect("a text");
        }
        for choice in &field.choices {
            write!(
                text,
                " [{}: {:?} = {}]",
                choice.name,
                choice.label,
                value(&choice.value)
            )
            .expect("a text");
        }
        text.push('\n');
        fields(&field.fields, &format!("{indent}  "), text);
    }
}
