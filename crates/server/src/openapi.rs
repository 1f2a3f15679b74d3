//! `/openapi.json`: what the API takes and gives, generated from the route table.

mod document;
mod rules;
mod schemas;

use axum::http::StatusCode;

#[cfg(test)]
pub(crate) use document::document;
pub(crate) use document::show;
pub(crate) use rules::Rules;
pub(crate) use schemas::Schema;

/// How the document tells of a route.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    /// The resource that it belongs to: `runs`.
    pub(crate) tag: &'static str,
    /// A name for generated clients, unique in the document: `startRun`.
    pub(crate) id: &'static str,
    /// One line.
    pub(crate) summary: &'static str,
    /// Query parameters and headers; parameters of the path are found by themselves.
    pub(crate) parameters: &'static [Parameter],
    /// Name of the body's schema.
    pub(crate) body: Option<&'static str>,
    /// What a good answer is.
    pub(crate) answer: Answer,
    /// Which problems it may answer, beside those that every route may.
    pub(crate) problems: &'static [StatusCode],
}

/// A query parameter or header.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: &'static str,
    /// `query` or `header`; `body` for another media type that the body may have.
    pub(crate) place: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// JSON schema of its value.
    pub(crate) schema: &'static str,
}

/// What a good answer is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// A body with that status and schema.
    Json(StatusCode, &'static str),
    /// 204 without a body.
    Nothing,
    /// A text of that media type.
    Text(&'static str),
}

/// A parameter of the query.
pub(crate) const fn query(
    name: &'static str,
    about: &'static str,
    schema: &'static str,
) -> Parameter {
    Parameter {
        name,
        place: "query",
        about,
        schema,
    }
}

/// A text.
pub(crate) const TEXT: &str = r#"{"type":"string","maxLength":255}"#;
/// How many rows a page has.
pub(crate) const LIMIT: Parameter = query(
    "limit",
    "At most so many rows, 50 unless told",
    r#"{"type":"integer","minimum":1,"maximum":200}"#,
);
/// Where a page goes on.
pub(crate) const CURSOR: Parameter = query("cursor", "The `next` of the page before", TEXT);
/// The header that makes a repeated request harmless.
pub(crate) const IDEMPOTENCY_KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    place: "header",
    about: "The same key of the same caller gives the same run",
    schema: TEXT,
};
/// The header that names the version that the caller has seen.
pub(crate) const IF_MATCH: Parameter = Parameter {
    name: "If-Match",
    place: "header",
    about: "The ETag that the caller has seen; another one refuses the change with 412",
    schema: TEXT,
};
