//! `/api/v1/mails`: what was captured, waits, was sent or failed; and whether one wants any.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_runtime::{MailKind, Request};
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::{Body, Parameters};
use super::{cursor, limit};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::openapi::{Answer as Told, CURSOR, LIMIT, Operation, Schema, query};
use crate::problem::{Answer, Problem};
use crate::queries::mails::{self, Shown, Wanted, label, status_named};
use crate::routes::{Access, Route};

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "Mail",
        r#"{"type":"object","required":["id","kind","status","to","subject","body","created_at",
        "attempts"],"properties":{"id":{"type":"string"},
        "kind":{"type":"string","enum":["work","flow","failure"]},
        "status":{"type":"string","enum":["Waiting","Sending","Sent","Captured","Failed","Dropped"]},
        "to":{"type":"array","items":{"type":"string"}},"subject":{"type":"string"},
        "body":{"type":"string"},"link":{"type":["string","null"]},
        "run":{"type":["string","null"]},"work_item":{"type":["string","null"]},
        "message_id":{"type":["string","null"]},"created_at":{"type":"string"},
        "settled_at":{"type":["string","null"]},"next_attempt_at":{"type":["string","null"]},
        "attempts":{"type":"integer"},"error":{"type":["string","null"]},
        "refused":{"type":"array","items":{"type":"object","required":["address","reason"],
        "properties":{"address":{"type":"string"},"reason":{"type":"string"}}}}}}"#,
    ),
    (
        "MailList",
        r##"{"type":"object","required":["mails","next"],"properties":{"mails":{"type":"array",
        "items":{"$ref":"#/components/schemas/Mail"}},"next":{"type":["string","null"]}}}"##,
    ),
    (
        "MailChoice",
        r#"{"type":"object","required":["work"],"additionalProperties":false,"properties":{
        "work":{"type":"boolean","description":"Whether the caller wants mail about her work"}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    let sets = Access::Permission(Permission::CustomizeApplication);
    let get = |path| (Method::GET, path);
    let choice = "/api/v1/mails/choice";
    vec![
        Route::api(get("/api/v1/mails"), SignedIn, list, LIST),
        Route::api(get(choice), SignedIn, choice_of, CHOICE),
        Route::api((Method::PUT, choice), SignedIn, choose, CHOOSE),
        Route::api(get("/api/v1/mails/{mail}"), SignedIn, show, SHOW),
        Route::api(
            (Method::POST, "/api/v1/mails/{mail}/retry"),
            sets,
            retry,
            RETRY,
        ),
    ]
}

const LIST: Operation = Operation {
    parameters: &[
        query(
            "status",
            "Only mails of that status",
            r#"{"type":"string","enum":["Waiting","Sending","Sent","Captured","Failed","Dropped"]}"#,
        ),
        LIMIT,
        CURSOR,
    ],
    problems: &[StatusCode::UNPROCESSABLE_ENTITY],
    ..operation(
        "listMails",
        "Mails to the caller, newest first; all of them with the permission to view all data",
        "MailList",
    )
};
const SHOW: Operation = operation("showMail", "A mail and what became of it", "Mail");
const CHOICE: Operation = operation(
    "showMailChoice",
    "Whether the caller wants mail about her work",
    "MailChoice",
);
const CHOOSE: Operation = Operation {
    body: Some("MailChoice"),
    answer: Told::Nothing,
    ..operation("chooseMail", "Switch mail about one's work on or off", "")
};
const RETRY: Operation = Operation {
    answer: Told::Nothing,
    problems: &[StatusCode::UNPROCESSABLE_ENTITY],
    ..operation("retryMail", "Send a mail again that was given up", "")
};

const fn operation(id: &'static str, summary: &'static str, schema: &'static str) -> Operation {
    Operation {
        tag: "mails",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Json(StatusCode::OK, schema),
        problems: &[],
    }
}

#[derive(Deserialize)]
struct Filter {
    status: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Parameters(filter): Parameters<Filter>,
) -> Answer<Json<Value>> {
    let status = filter.status.as_deref().map(|word| {
        let unknown = || Problem::invalid("No mail has that status.").at("status", "is unknown");
        status_named(word).ok_or_else(unknown)
    });
    let wanted = Wanted {
        before: cursor(filter.cursor.as_deref())?,
        limit: limit(filter.limit)?,
        status: status.transpose()?,
    };
    let page = mails::page(&app, &caller, wanted).await?;
    let mails: Vec<Value> = page.mails.iter().map(shape).collect();
    let next = page.next.map(|number| number.to_string());
    Ok(Json(json!({ "mails": mails, "next": next })))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Json<Value>> {
    let shown = mails::one(&app, &caller, number(&id)?).await?;
    Ok(Json(shape(&shown)))
}

async fn retry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    let mail = number(&id)?;
    mails::one(&app, &caller, mail).await?;
    let by = caller.actor();
    app.execute(Request::RetryMail { mail, by }).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    work: bool,
}

async fn choice_of(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let is_off = mails::is_off(&app, &caller).await?;
    Ok(Json(json!({ "work": !is_off })))
}

async fn choose(
    State(app): State<App>,
    caller: Caller,
    Body(choice): Body<Choice>,
) -> Answer<StatusCode> {
    mails::set_off(&app, &caller, !choice.work).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn number(id: &str) -> Answer<i64> {
    id.parse().map_err(|_| Problem::unknown("mail", id))
}

fn shape(shown: &Shown) -> Value {
    let mail = &shown.mail;
    let is_waiting = matches!(label(mail.status), "Waiting" | "Sending");
    let refused = mail.refused.iter();
    let refused = refused.map(|one| json!({ "address": one.address, "reason": one.reason }));
    json!({
        "id": mail.number.to_string(),
        "kind": match mail.kind {
            MailKind::Work => "work",
            MailKind::Flow => "flow",
            MailKind::Failure => "failure",
        },
        "status": label(mail.status),
        "to": mail.to,
        "subject": mail.subject,
        "body": mail.body,
        "link": (!mail.link.is_empty()).then_some(&mail.link),
        "run": shown.run,
        "work_item": shown.item,
        "message_id": mail.message_id,
        "created_at": mail.at.to_string(),
        "settled_at": mail.settled.map(|at| at.to_string()),
        "next_attempt_at": is_waiting.then(|| mail.due.max(mail.at).to_string()),
        "attempts": mail.n_attempts,
        "error": mail.error,
        "refused": refused.collect::<Vec<_>>(),
    })
}
