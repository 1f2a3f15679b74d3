//! The audit log.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use segue_runtime::Reads;
use segue_store::AuditLine;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{look, operation};
use crate::api::extract::Parameters;
use crate::app::App;
use crate::identity::Permission;
use crate::openapi::{self, Operation, Schema};
use crate::problem::Answer;
use crate::routes::{Access, Route};

/// Lines of the audit log on one page.
const AUDIT_LINES_MAX: u32 = 200;

/// Schemas of what these routes give.
pub(in crate::api) const SCHEMAS: &[Schema] = &[(
    "Audit",
    r#"{"type":"object","required":["lines"],"properties":{"lines":{"type":"array","items":{"type":"object"}},"next":{"type":["string","null"]}}}"#,
)];

/// Routes of the audit log.
pub(super) fn routes() -> Vec<Route> {
    vec![Route::api(
        (Method::GET, "/api/v1/audit"),
        Access::Permission(Permission::ManageUsers),
        audit,
        Operation {
            parameters: &[openapi::CURSOR],
            ..operation("listAudit", "The audit log, newest first", None, "Audit")
        },
    )]
}

/// Where a page of the audit log goes on.
#[derive(Deserialize)]
struct AuditPage {
    cursor: Option<i64>,
}

async fn audit(
    State(app): State<App>,
    Parameters(page): Parameters<AuditPage>,
) -> Answer<Json<Value>> {
    let read = move |reads: &Reads<'_>| reads.store().audit_lines(page.cursor, AUDIT_LINES_MAX);
    let lines = look(&app, read).await?;
    let told = |line: &AuditLine| {
        json!({
            "number": line.n,
            "at": line.at.to_string(),
            "actor": &*line.actor,
            "kind": &*line.kind,
            "subject": &*line.subject,
            "detail": line.detail,
            "address": line.address,
        })
    };
    let is_full = lines.len() == AUDIT_LINES_MAX as usize;
    let next = lines
        .last()
        .filter(|_| is_full)
        .map(|line| line.n.to_string());
    Ok(Json(json!({
        "lines": lines.iter().map(told).collect::<Vec<_>>(),
        "next": next,
    })))
}
