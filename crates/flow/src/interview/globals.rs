//! Globals that the interview answers itself: `$Flow`, `$GlobalConstant`, `$System`.

use std::sync::Arc;

use segue_language::{Path, Text, Value, read as literals};

use super::stop::Stop;
use super::view::View;
use crate::{Flow, ResourceKind};

/// What a global holds.
pub(crate) fn read(view: &View, path: &Path) -> Result<Value, Stop> {
    let field = path.tail().first().map_or("", |field| &**field);
    match &**path.head() {
        "$Flow" => flow_global(view, field, path),
        "$GlobalConstant" => Ok(constant(field)),
        "$Record__IsNew" => Ok(Value::Boolean(is_new(view))),
        "$System" if field.eq_ignore_ascii_case("OriginDateTime") => Ok(origin()),
        _ => Ok((view.environment.globals)(path).unwrap_or_default()),
    }
}

fn flow_global(view: &View, field: &str, path: &Path) -> Result<Value, Stop> {
    let now = view.environment.now;
    let shared = view.shared;
    Ok(match field {
        "CurrentDateTime" => Value::DateTime(now),
        "CurrentDate" => {
            let zoned = now.to_jiff().to_zoned(view.environment.zone.clone());
            Value::Date(zoned.date())
        }
        "FaultMessage" => shared.fault_message.clone(),
        "InterviewGuid" => Value::Text(shared.guid.clone()),
        "InterviewStartTime" => Value::DateTime(shared.started_at.unwrap_or(now)),
        "CurrentRecord" => current_record(view),
        "CurrentStage" => match &shared.stages {
            Some(stages) => stages.current.clone(),
            None => first_stage(&view.frame.flow),
        },
        "ActiveStages" => match &shared.stages {
            Some(stages) => stages.active.clone(),
            None => active_stages(&view.frame.flow),
        },
        _ => (view.environment.globals)(path).unwrap_or_default(),
    })
}

fn current_record(view: &View) -> Value {
    let id = view.shared.record.as_ref().and_then(|record| record.id());
    id.cloned().map_or(Value::Null, Value::Text)
}

fn is_new(view: &View) -> bool {
    view.shared.record.is_some() && view.shared.prior.is_none()
}

fn constant(name: &str) -> Value {
    match name {
        "True" => Value::Boolean(true),
        "False" => Value::Boolean(false),
        "EmptyString" => Value::text(""),
        _ => Value::Null,
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
