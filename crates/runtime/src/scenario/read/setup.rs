//! What stands before a scenario: project, clock, people, stand-ins, records.

use segue_language::{TimeZone, Timestamp, read};

use crate::scenario::document::{Kind, Node};
use crate::scenario::fields::{Fields, Problems, named, text, texts};
use crate::scenario::model::{NewRecord, Setup, Spot, StandIn};
use crate::scenario::problem::Problem;

use super::people::{self, people};

/// Reads the keys of a setup; the other keys are left to the caller.
pub(super) fn setup(fields: &mut Fields<'_>, problems: &mut Problems) -> Setup {
    Setup {
        project: fields
            .take("project")
            .map_or_else(Vec::new, |node| folders(node, problems)),
        clock: fields.take("clock").and_then(|node| clock(node, problems)),
        timezone: fields
            .take("timezone")
            .and_then(|node| zone(node, problems)),
        infer: fields.flag("infer", problems),
        people: fields
            .take("people")
            .map(|node| people(node, problems))
            .unwrap_or_default(),
        actions: fields
            .take("actions")
            .map_or_else(Vec::new, |node| actions(node, problems)),
        records: fields
            .take("records")
            .map_or_else(Vec::new, |node| records(node, problems)),
    }
}

/// The file's setup with a scenario's own merged in, by name.
pub(super) fn merge(mut base: Setup, own: Setup) -> Setup {
    if !own.project.is_empty() {
        base.project = own.project;
    }
    base.clock = own.clock.or(base.clock);
    base.timezone = own.timezone.or(base.timezone);
    base.infer = own.infer.or(base.infer);
    people::merge(&mut base.people, own.people);
    for action in own.actions {
        replace(&mut base.actions, action, |(name, _)| Some(&name.text));
    }
    for record in own.records {
        replace(&mut base.records, record, |record| {
            record.name.as_ref().map(|name| &name.text)
        });
    }
    base
}

/// Puts an item in the place of the one of the same name, or at the end.
pub(super) fn replace<T>(items: &mut Vec<T>, item: T, name: impl Fn(&T) -> Option<&String>) {
    let same = name(&item).and_then(|own| items.iter().position(|old| name(old) == Some(own)));
    match same {
        Some(index) => items[index] = item,
        None => items.push(item),
    }
}

fn folders(node: &Node, problems: &mut Problems) -> Vec<Spot> {
    match &node.kind {
        Kind::List(_) => texts(node, "project", problems),
        _ => text(node, "project", problems).into_iter().collect(),
    }
}

fn clock(node: &Node, problems: &mut Problems) -> Option<Timestamp> {
    let spot = text(node, "clock", problems)?;
    let moment = read::date_time(&spot.text);
    if moment.is_none() {
        let help = Some("write it as `2026-03-02T09:00:00Z`".to_owned());
        let message = format!("`{}` is no moment", spot.text);
        problems.add(Problem::bad_value(spot.at, message, help));
    }
    moment
}

fn zone(node: &Node, problems: &mut Problems) -> Option<TimeZone> {
    let spot = text(node, "timezone", problems)?;
    let zone = TimeZone::get(&spot.text).ok();
    if zone.is_none() {
        let help = Some("write it as `Europe/Paris`".to_owned());
        let message = format!("`{}` is no time zone", spot.text);
        problems.add(Problem::bad_value(spot.at, message, help));
    }
    zone
}

fn actions(node: &Node, problems: &mut Problems) -> Vec<(Spot, Vec<StandIn>)> {
    named(node, "actions", problems)
        .into_iter()
        .map(|(name, node)| (name, stand_ins(node, problems)))
        .collect()
}

fn stand_ins(node: &Node, problems: &mut Problems) -> Vec<StandIn> {
    match &node.kind {
        Kind::List(items) if items.is_empty() => {
            let message = "a stand-in needs at least one answer".to_owned();
            problems.add(Problem::bad_value(node.at, message, None));
            Vec::new()
        }
        Kind::List(items) => items
            .iter()
            .filter_map(|item| stand_in(item, problems))
            .collect(),
        _ => stand_in(node, problems).into_iter().collect(),
    }
}

fn stand_in(node: &Node, problems: &mut Problems) -> Option<StandIn> {
    let mut fields = Fields::of(node, "a stand-in", problems)?;
    let returns = fields
        .take("returns")
        .map(|node| given(node, "returns", problems));
    let fails = fields.text("fails", problems);
    fields.finish(problems);
    match (returns, fails) {
        (Some(outputs), None) => Some(StandIn::Returns(outputs)),
        (None, Some(message)) => Some(StandIn::Fails(message)),
        (Some(_), Some(_)) => {
            let message = "a stand-in returns or fails, not both".to_owned();
            problems.add(Problem::bad_value(node.at, message, None));
            None
        }
        (None, None) => {
            problems.add(Problem::missing_key(node.at, "returns", "a stand-in"));
            None
        }
    }
}

fn records(node: &Node, problems: &mut Problems) -> Vec<NewRecord> {
    let items = crate::scenario::fields::list(node, "records", problems);
    items
        .iter()
        .filter_map(|item| new_record(item, problems))
        .collect()
}

/// `{object, as, fields, by}`.
pub(super) fn new_record(node: &Node, problems: &mut Problems) -> Option<NewRecord> {
    let mut fields = Fields::of(node, "a record", problems)?;
    let object = fields.need_text("object", problems);
    let name = fields.text("as", problems);
    let given = values(&mut fields, "fields", problems);
    let by = fields.text("by", problems);
    fields.finish(problems);
    let object = object?;
    Some(NewRecord {
        object,
        name,
        fields: given,
        by,
    })
}

/// The named values under a key; none when it is missing.
pub(super) fn values(
    fields: &mut Fields<'_>,
    key: &'static str,
    problems: &mut Problems,
) -> Vec<(Spot, Node)> {
    fields
        .take(key)
        .map_or_else(Vec::new, |node| given(node, key, problems))
}

/// Named values, typed later.
pub(super) fn given(node: &Node, what: &str, problems: &mut Problems) -> Vec<(Spot, Node)> {
    if node.kind == Kind::Null {
        return Vec::new();
    }
    named(node, what, problems)
        .into_iter()
        .map(|(name, node)| (name, node.clone()))
        .collect()
}
