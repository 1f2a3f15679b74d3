//! Starting a run of an autolaunched orchestration with typed inputs.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_engine::{Orchestration, Variable};
use segue_language::{Text, Type, Value, Values, merge_text};
use segue_runtime::{Refusal, Reply, Request};
use segue_store::{RunNumber, run_id};

use super::{Frame, Section, show};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::pages::form::{self, Control, Field, Input, as_input, sentence, step};
use crate::pages::rich_text::plain;
use crate::problem::{Answer, Problem};

/// The form with an input for each variable.
#[derive(Template)]
#[template(path = "start.html")]
pub(crate) struct StartPage {
    pub(crate) frame: Frame,
    pub(crate) name: Text,
    pub(crate) label: String,
    pub(crate) fields: Vec<Field>,
    /// What is wrong with the whole.
    pub(crate) fault: Option<String>,
}

/// `GET /definitions/{name}/start`
pub(crate) async fn form(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
) -> Answer<Response> {
    let orchestration = startable(&app, &name).await?;
    let page = page(&caller, &orchestration, &Values::new());
    Ok(show(StatusCode::OK, &page))
}

/// `POST /definitions/{name}/start`
pub(crate) async fn start(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    let orchestration = startable(&app, &name).await?;
    let answers = form::answers(&sent);
    let inputs = inputs(&orchestration, &answers);
    let named = (orchestration.name.clone(), inputs);
    let inputs = crate::queries::inputs::check(&app, &caller, named).await?;
    let request = Request::StartRun {
        orchestration: orchestration.name.clone(),
        inputs,
        by: caller.actor(),
        key: None,
    };
    match app.execute(request).await {
        Ok(Reply::Started { run }) => {
            let path = match caller.may(Permission::ManageOrchestrationRuns) {
                true => format!("/runs/{}", run_id(RunNumber(run))),
                false => "/inbox".to_owned(),
            };
            Ok(Redirect::to(&path).into_response())
        }
        Ok(_) => Err(Problem::internal("a start gave no run")),
        Err(refusal) => {
            let page = page(&caller, &orchestration, &answers);
            refused(page, refusal)
        }
    }
}

/// The active version of an orchestration that people start.
async fn startable(app: &App, name: &Text) -> Answer<Arc<Orchestration>> {
    let wanted = name.clone();
    let found = app.look(move |reads| {
        let active = reads.active_orchestrations().into_iter();
        let mut named = active.filter(|o| o.name.eq_ignore_ascii_case(&wanted));
        named.find(|orchestration| orchestration.trigger.is_none())
    });
    found
        .await?
        .ok_or_else(|| Problem::unknown("orchestration to start", name))
}

fn page(caller: &Caller, orchestration: &Orchestration, sent: &Values) -> StartPage {
    let inputs = orchestration.variables.iter().filter(|v| v.is_input);
    StartPage {
        frame: Frame::of(Section::Definitions, caller).wide("narrow"),
        name: orchestration.name.clone(),
        label: orchestration.label.clone(),
        fields: inputs.map(|variable| field(variable, sent)).collect(),
        fault: None,
    }
}

fn field(variable: &Variable, sent: &Values) -> Field {
    let sent = sent.iter().find(|(name, _)| *name == variable.name);
    let value = sent.map(|(_, value)| value.clone());
    let value = value
        .or_else(|| variable.default.clone())
        .unwrap_or_default();
    let control = control(&variable.value_type, &value);
    let how = if matches!(control, Control::Checkbox(_)) {
        "b"
    } else {
        "v"
    };
    let name = &variable.name;
    Field {
        id: format!("f-{name}"),
        name: format!("{how}.{name}"),
        label: plain(name),
        help: help(&variable.value_type).map(|help| plain(&help)),
        control,
        ..Field::default()
    }
}

fn control(kind: &Type, value: &Value) -> Control {
    let input = |kind: &'static str, step: String, unit: &'static str| {
        let value = as_input(value);
        Control::Input(Input {
            kind,
            value,
            step,
            unit,
            ..Input::default()
        })
    };
    match kind {
        Type::Boolean => Control::Checkbox(value.is_true() || merge_text(value) == "true"),
        Type::Number => input("number", step(None), ""),
        Type::Date => input("date", String::new(), ""),
        Type::DateTime => input("datetime-local", String::new(), "UTC"),
        Type::Time => input("time", String::new(), ""),
        Type::Collection(_) => {
            let lines: Vec<String> = match value {
                Value::Collection(items) => items.iter().map(merge_text).collect(),
                other => vec![merge_text(other)],
            };
            Control::LongText(lines.join("\n"))
        }
        _ => input("text", String::new(), ""),
    }
}

fn help(kind: &Type) -> Option<String> {
    match kind {
        Type::Record(object) if object.is_empty() => Some("The id of a record.".to_owned()),
        Type::Record(object) => Some(format!("The id of a record of {object}.")),
        Type::Collection(_) => Some("One value in each line.".to_owned()),
        _ => None,
    }
}

/// What was filled in; the rest takes its defaults.
fn inputs(orchestration: &Orchestration, answers: &Values) -> Values {
    let inputs = orchestration.variables.iter().filter(|v| v.is_input);
    let given = inputs.filter_map(|variable| {
        let (_, value) = answers.iter().find(|(name, _)| *name == variable.name)?;
        let text = merge_text(value);
        let value = match &variable.value_type {
            _ if text.is_empty() => return None,
            Type::Collection(_) => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                Value::Collection(lines.map(Value::text).collect::<Vec<_>>().into())
            }
            _ => value.clone(),
        };
        Some((variable.name.clone(), value))
    });
    given.collect()
}

/// The form again, with what is wrong at its input.
fn refused(mut page: StartPage, refusal: Refusal) -> Answer<Response> {
    let message = match refusal {
        Refusal::Invalid(message) | Refusal::Failed { message, .. } => message,
        other => return Err(other.into()),
    };
    let of_input = message.strip_prefix("input `");
    let told = of_input.and_then(|rest| rest.split_once("`: "));
    let mut fields = page.fields.iter_mut();
    let named = told.and_then(|(name, why)| {
        let field = fields.find(|field| field.id.eq_ignore_ascii_case(&format!("f-{name}")))?;
        field.error = Some(sentence(why));
        Some(())
    });
    if named.is_none() {
        page.fault = Some(sentence(&message));
    }
    Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
