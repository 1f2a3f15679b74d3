//! The screens of a work item: opening, answering, completing.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_flow::{Go, ShownScreen, Submission};
use segue_language::{Text, Values};
use segue_runtime::{PartRef, Refusal, Reply, Request};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Access, Answer, App, Caller, Operation, Permission, Problem, Route, Told, shape};
use crate::api::extract::Body;
use crate::api::values::values_from_json;
use crate::problem;
use crate::queries::eyes::see;
use crate::queries::lookups::hidden_records;
use crate::queries::work::username;

/// Routes about screens.
pub(super) fn routes() -> Vec<Route> {
    let works = Access::Permission(Permission::RunFlows);
    let post = |path| (Method::POST, path);
    vec![
        Route::api(post("/api/v1/work-items/{item}/open"), works, open, OPEN),
        Route::api(
            post("/api/v1/work-items/{item}/screen"),
            works,
            answer,
            ANSWER,
        ),
        Route::api(
            post("/api/v1/work-items/{item}/complete"),
            works,
            complete,
            COMPLETE,
        ),
    ]
}

const OPEN: Operation = operation("openWork", "Show the current screen; begins the work", None);
const ANSWER: Operation = operation("answerScreen", "Answer the current screen", Some("Answers"));
const COMPLETE: Operation = operation(
    "completeWork",
    "Answer all screens at once, from the current one to the end",
    Some("Complete"),
);

const fn operation(
    id: &'static str,
    summary: &'static str,
    body: Option<&'static str>,
) -> Operation {
    Operation {
        tag: "work items",
        id,
        summary,
        parameters: &[],
        body,
        answer: Told::Json(StatusCode::OK, "WorkResult"),
        problems: &[StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY],
    }
}

async fn open(State(app): State<App>, caller: Caller, Path(id): Path<Text>) -> Answer<Json<Value>> {
    let reply = execute(&app, &caller, open_work(&id, &caller)).await?;
    result(reply)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    #[serde(default)]
    answers: Map<String, Value>,
    #[serde(default)]
    go: Button,
    /// API name of an action button that is pressed instead.
    click: Option<Text>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Button {
    #[default]
    Next,
    Previous,
    Pause,
}

impl From<Button> for Go {
    fn from(button: Button) -> Go {
        match button {
            Button::Next => Go::Next,
            Button::Previous => Go::Previous,
            Button::Pause => Go::Pause,
        }
    }
}

async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Body(body): Body<Answers>,
) -> Answer<Json<Value>> {
    let submission = Submission {
        answers: answers_of(&app, &caller, &body.answers).await?,
        go: match body.click {
            Some(button) => Go::Click(button),
            None => body.go.into(),
        },
    };
    let request = Request::AnswerScreen {
        item: PartRef::Id(id),
        by: caller.actor(),
        submission,
    };
    result(execute(&app, &caller, request).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Complete {
    /// One object for each screen that takes answers.
    #[serde(default)]
    screens: Vec<Map<String, Value>>,
}

async fn complete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Body(body): Body<Complete>,
) -> Answer<Json<Value>> {
    let mut answers = Vec::with_capacity(body.screens.len());
    for screen in &body.screens {
        answers.push(answers_of(&app, &caller, screen).await?);
    }
    let request = Request::DoWork {
        item: PartRef::Id(id),
        by: caller.actor(),
        answers,
    };
    result(execute(&app, &caller, request).await?)
}

/// Answers as they are sent on; records that the caller may not read are refused.
async fn answers_of(app: &App, caller: &Caller, given: &Map<String, Value>) -> Answer<Values> {
    let answers = values_from_json(given)?;
    if !answers
        .iter()
        .any(|(_, answer)| answer.as_record().is_some())
    {
        return Ok(answers);
    }
    let asked = answers.clone();
    let hidden = see(app, caller, move |eyes| Ok(hidden_records(eyes, &asked))).await?;
    let detail = "Some answers name records that are not there.";
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-answers", detail);
    match hidden.is_empty() {
        true => Ok(answers),
        false => Err(hidden.iter().fold(problem, |problem, field| {
            problem.at(&**field, "names no record")
        })),
    }
}

fn open_work(id: &Text, caller: &Caller) -> Request {
    Request::OpenWork {
        item: PartRef::Id(id.clone()),
        by: caller.actor(),
    }
}

/// Carries out a request about work; who was first is told by user name.
pub(in crate::api) async fn execute(app: &App, caller: &Caller, request: Request) -> Answer<Reply> {
    told(app, caller, app.execute(request).await).await
}

/// What a turn said; who was first is told by user name.
pub(in crate::api) async fn told(
    app: &App,
    caller: &Caller,
    reply: Result<Reply, Refusal>,
) -> Answer<Reply> {
    match reply {
        Ok(reply) => Ok(reply),
        Err(refusal) => Err(naming(app, caller, refusal).await),
    }
}

/// A refusal that names people by user name.
async fn naming(app: &App, caller: &Caller, refusal: Refusal) -> Problem {
    let Some(by) = problem::completed_by(&refusal) else {
        return refusal.into();
    };
    let name = app.look(move |reads| username(reads, &by)).await;
    let name = name.unwrap_or_else(|_| caller.user.clone());
    let mut problem = Problem::from(refusal).with("completed_by", &*name);
    problem.detail = format!("Work item was already completed by {name}.");
    problem
}

/// What working on an item led to.
pub(in crate::api) fn result(reply: Reply) -> Answer<Json<Value>> {
    let value = match reply {
        Reply::Screen(screen) if !screen.errors.is_empty() => return Err(invalid(&screen)),
        Reply::Screen(screen) => json!({ "result": "screen", "screen": shape::screen(&screen) }),
        Reply::Paused => json!({ "result": "paused" }),
        Reply::Waits { what } => json!({ "result": "waiting", "waits": what }),
        Reply::Finished => json!({ "result": "finished" }),
        Reply::Failed { message } => json!({ "result": "failed", "message": message }),
        other => return Err(Problem::internal(&format!("work gave {other:?}"))),
    };
    Ok(Json(value))
}

/// The errors of a screen, field by field, and the screen as it stands.
fn invalid(screen: &ShownScreen) -> Problem {
    let detail = "Some answers are missing or wrong.";
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-answers", detail);
    let errors = screen.errors.iter();
    let problem = errors.fold(problem, |problem, (field, message)| {
        problem.at(&**field, message)
    });
    problem.with("screen", shape::screen(screen))
}
