//! Problems: why a request was not answered, as RFC 9457 tells it.

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use segue_engine::Rejection;
use segue_language::Text;
use segue_runtime::Refusal;
use serde_json::{Value, json};

use crate::identity::Denied;

/// Why a request was not answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// A stable code for programs.
    pub(crate) code: Cow<'static, str>,
    /// One sentence for people.
    pub(crate) detail: String,
    /// What is wrong with single fields; an empty field is the whole.
    pub(crate) errors: Vec<FieldError>,
    /// Further members, such as who completed a work item.
    pub(crate) more: Vec<(&'static str, Value)>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// API name of the field, or a JSON pointer into the body.
    pub(crate) field: String,
    /// One sentence.
    pub(crate) message: String,
}

/// How the OpenAPI document tells of it.
pub(crate) const SCHEMA: (&str, &str) = (
    "Problem",
    r#"{"type":"object","required":["type","status","title","code","detail"],
    "description":"Why a request was not answered (RFC 9457)",
    "properties":{"type":{"type":"string"},"status":{"type":"integer"},
    "title":{"type":"string"},"code":{"type":"string","description":"Stable"},
    "detail":{"type":"string"},"retry_after":{"type":"integer"},"completed_by":{"type":"string"},"completed_at":{"type":"string"},
    "errors":{"type":"array","items":{"type":"object","required":["field","message"],
    "properties":{"field":{"type":"string"},"message":{"type":"string"}}}}}}"#,
);

/// Member that says after how many seconds another attempt makes sense.
const RETRY_AFTER: &str = "retry_after";

/// The answer of a handler that may refuse.
pub(crate) type Answer<T> = Result<T, Problem>;

impl Problem {
    /// A problem without field errors.
    pub(crate) fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        Problem {
            status,
            code: code.into(),
            detail: detail.into(),
            errors: Vec::new(),
            more: Vec::new(),
        }
    }

    /// 404: there is no such thing.
    pub(crate) fn unknown(what: &str, name: &str) -> Self {
        let detail = format!("There is no {what} `{name}`.");
        Problem::new(StatusCode::NOT_FOUND, "unknown", detail)
    }

    /// 422: the request makes no sense.
    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-request", detail)
    }

    /// 403: the caller may not do that.
    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// 500: a fault of the program. The reason goes to the log, not to the caller.
    pub(crate) fn internal(reason: &str) -> Self {
        tracing::error!(reason, "internal error");
        let detail = "Something went wrong inside the server.";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal-error", detail)
    }

    /// 503: too many wait already; it may be tried again soon.
    pub(crate) fn busy() -> Self {
        let detail = "The server has too much to do; try again.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    }

    /// What a bare status says, for answers that come from below the handlers.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let (code, detail) = match status {
            StatusCode::NOT_FOUND => ("unknown-route", "There is nothing at this address."),
            StatusCode::METHOD_NOT_ALLOWED => (
                "method-not-allowed",
                "This address does not take that method.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => ("too-large", "The request is too large."),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                "unsupported-media-type",
                "The body has a type that is not taken here.",
            ),
            _ => ("bad-request", "The request cannot be read."),
        };
        Problem::new(status, code, detail)
    }

    /// Adds a further member.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.more.push((name, value.into()));
        self
    }

    /// Adds what is wrong with a field.
    pub(crate) fn at(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
        self
    }

    /// The title of its status.
    pub(crate) fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Problem")
    }

    /// Seconds after which another attempt makes sense.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        let told = self.more.iter().find(|(name, _)| *name == RETRY_AFTER);
        let told = told.and_then(|(_, seconds)| seconds.as_u64());
        let is_passing = matches!(
            self.status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        told.or(is_passing.then_some(1))
    }

    fn json(&self) -> Value {
        let mut body = json!({
            "type": format!("urn:segue:problem:{}", self.code),
            "status": self.status.as_u16(),
            "title": self.title(),
            "code": self.code,
            "detail": self.detail,
        });
        if !self.errors.is_empty() {
            let errors = self.errors.iter();
            let errors = errors.map(|e| json!({ "field": e.field, "message": e.message }));
            body["errors"] = errors.collect();
        }
        for (name, value) in &self.more {
            body[*name] = value.clone();
        }
        body
    }
}

/// As JSON. Pages find the problem among the extensions of the answer and show it their way.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.json().to_string()).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, bearer);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let problem = Problem::new(denied.status(), denied.code(), denied.to_string());
        match denied {
            Denied::TooManyAttempts(seconds) | Denied::TooManyRequests(seconds) => {
                problem.with(RETRY_AFTER, seconds)
            }
            _ => problem,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        if let Refusal::Internal(reason) = &refusal {
            return Problem::internal(reason);
        }
        let mut problem = Problem::new(status(&refusal), refusal.code(), sentence(&refusal));
        match refusal {
            Refusal::Failed { fields, .. } => {
                for (field, message) in fields {
                    problem = problem.at(&*field, message);
                }
            }
            Refusal::Rejected(Rejection::AlreadyCompleted { by, at }) => {
                problem = problem.with("completed_at", at.to_string());
                if let Some(by) = by {
                    problem = problem.with("completed_by", &*by);
                }
            }
            _ => {}
        }
        problem
    }
}

/// Id of who completed a work item first, when that is why.
pub(crate) fn completed_by(refusal: &Refusal) -> Option<Text> {
    match refusal {
        Refusal::Rejected(Rejection::AlreadyCompleted { by, .. }) => by.clone(),
        _ => None,
    }
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Unknown { .. } | Refusal::Rejected(Rejection::Unknown(_)) => StatusCode::NOT_FOUND,
        Refusal::NotEntitled { .. } | Refusal::Inactive(_) | Refusal::Barred => {
            StatusCode::FORBIDDEN
        }
        Refusal::Rejected(_) | Refusal::Conflict { .. } => StatusCode::CONFLICT,
        Refusal::Invalid(_) | Refusal::Failed { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Limit(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The refusal with a capital letter and a full stop.
fn sentence(refusal: &Refusal) -> String {
    let text = refusal.to_string();
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    let mut sentence = first.unwrap_or_default() + characters.as_str();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}
