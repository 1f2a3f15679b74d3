//! Globals that the interview answers itself: `$Flow`, `$GlobalConstant`, `$System`.

use std::sync::Arc;

use segue_language::{Path, Text, Value, read as literals};

use super::stop::Stop;
use super::view::View;
use crate::{Flow, ResourceKind};

/// What a global holds; names are compared without regard to case.
pub(crate) fn read(view: &View, path: &Path) -> Result<Value, Stop> {
    let field = path.tail().first().map_or("", |field| &**field);
    let found = match () {
        () if is(path.head(), "$Flow") => flow_global(view, field),
        () if is(path.head(), "$GlobalConstant") => Some(constant(field)),
        () if is(path.head(), "$Record__IsNew") => Some(Value::Boolean(is_new(view))),
        () if is(path.head(), "$System") && is(field, "OriginDateTime") => Some(origin()),
        () => None,
    };
    Ok(found
        .or_else(|| (view.environment.globals)(path))
        .unwrap_or_default())
}

/// Whether that is the name, in any case.
pub(crate) fn is(name: &str, known: &str) -> bool {
    name.eq_ignore_ascii_case(known)
}

fn flow_global(view: &View, field: &str) -> Option<Value> {
    let now = view.environment.now;
    let shared = view.shared;
    let flow = &view.frame.flow;
    Some(match () {
        () if is(field, "CurrentDateTime") => Value::DateTime(now),
        () if is(field, "CurrentDate") => today(view),
        () if is(field, "FaultMessage") => shared.fault_message.clone(),
        () if is(field, "InterviewGuid") => Value::Text(shared.guid.clone()),
        () if is(field, "InterviewStartTime") => Value::DateTime(shared.started_at.unwrap_or(now)),
        () if is(field, "CurrentRecord") => current_record(view),
        () if is(field, "CurrentStage") => match &shared.stages {
            Some(stages) => stages.current.clone(),
            None => first_stage(flow),
        },
        () if is(field, "ActiveStages") => match &shared.stages {
            Some(stages) => stages.active.clone(),
            None => active_stages(flow),
        },
        () => return None,
    })
}

fn today(view: &View) -> Value {
    let now = view.environment.now.to_jiff();
    Value::Date(now.to_zoned(view.environment.zone.clone()).date())
}

fn current_record(view: &View) -> Value {
    let id = view.shared.record.as_ref().and_then(|record| record.id());
    id.cloned().map_or(Value::Null, Value::Text)
}

fn is_new(view: &View) -> bool {
    view.shared.record.is_some() && view.shared.prior.is_none()
}

fn constant(name: &str) -> Value {
    match () {
        () if is(name, "True") => Value::Boolean(true),
        () if is(name, "False") => Value::Boolean(false),
        () if is(name, "EmptyString") => Value::text(""),
        () => Value::Null,
    }
}

fn origin() -> Value {
    literals::date_time("1900-01-01T00:00:00Z").map_or(Value::Null, Value::DateTime)
}

/// The stages that are active at the start of a flow, in their order.
pub(crate) fn active_stages(flow: &Flow) -> Value {
    let mut stages: Vec<(i64, &Text)> = flow
        .resources
        .iter()
        .filter_map(|resource| match &resource.kind {
            ResourceKind::Stage {
                order,
                active: true,
                ..
            } => Some((*order, &resource.name)),
            _ => None,
        })
        .collect();
    stages.sort_by_key(|(order, _)| *order);
    let names = stages
        .into_iter()
        .map(|(_, name)| Value::Text(name.clone()));
    Value::Collection(Arc::new(names.collect()))
}

/// The stage that a flow is at when it starts.
pub(crate) fn first_stage(flow: &Flow) -> Value {
    active_stages(flow)
        .items()
        .first()
        .cloned()
        .unwrap_or_default()
}
