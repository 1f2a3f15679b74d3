//! Definitions: the list of all, and each with its drawing, versions, usage and problems.

mod activating;
mod importing;
mod source;
mod starting;
mod upload;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use segue_drawing::{of_flow, of_orchestration};
use segue_flow::{Element, ElementKind};
use segue_language::{Text, Timestamp};
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use crate::app::App;
use crate::deployment::ARCHIVE_BYTES_MAX;
use crate::drawing::drawn;
use crate::identity::{Caller, Permission};
use crate::problem::Answer;
use crate::queries::definitions::{Called, Definition, Kind, Overview, definition, overview};
use crate::routes::{Access, Group, Route};

/// Bytes of an upload: an archive, or the files of a folder, and what stands around them.
const UPLOAD_BYTES_MAX: usize = ARCHIVE_BYTES_MAX + (2 << 20);

/// Routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    use Group::Page;
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    let builder = Access::Permission(Permission::ManageFlow);
    let runner = Access::Permission(Permission::RunFlows);
    let import = "/definitions/import";
    let of_version = "/definitions/{name}/versions/{version}/source";
    vec![
        Route::new((GET, "/definitions"), builder, Page, list),
        Route::new((GET, import), builder, Page, importing::form),
        Route::new((POST, import), builder, Page, importing::import).taking(UPLOAD_BYTES_MAX),
        Route::new((GET, "/definitions/{name}"), builder, Page, one),
        Route::new(
            (POST, "/definitions/{name}/activate"),
            builder,
            Page,
            activating::activate,
        ),
        Route::new(
            (POST, "/definitions/{name}/deactivate"),
            builder,
            Page,
            activating::deactivate,
        ),
        Route::new(
            (GET, "/definitions/{name}/start"),
            runner,
            Page,
            starting::form,
        ),
        Route::new(
            (POST, "/definitions/{name}/start"),
            runner,
            Page,
            starting::start,
        ),
        Route::new((GET, of_version), builder, Page, source::download),
    ]
}

#[derive(Template)]
#[template(path = "definitions.html")]
pub(crate) struct DefinitionsPage {
    pub(crate) frame: Frame,
    pub(crate) overview: Overview,
}

#[derive(Template)]
#[template(path = "definition.html")]
pub(crate) struct DefinitionPage {
    pub(crate) frame: Frame,
    pub(crate) name: Text,
    pub(crate) found: Definition,
    pub(crate) now: Timestamp,
}

/// An element of a flow in its list.
pub(crate) struct ElementLine<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    pub(crate) kind: &'static str,
}

/// What was just done.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Done {
    done: String,
}

impl DefinitionPage {
    fn is_startable(&self) -> bool {
        let is_active = self.found.versions.active().is_some();
        is_active && matches!(&self.found.kind, Kind::Orchestration(o) if o.trigger.is_none())
    }

    fn is_orchestration(&self) -> bool {
        matches!(self.found.kind, Kind::Orchestration(_))
    }

    fn drawing(&self) -> String {
        let mut model = match &self.found.kind {
            Kind::Orchestration(orchestration) => of_orchestration(orchestration),
            Kind::Flow(flow) => of_flow(flow),
        };
        for element in &mut model.elements {
            element.href = self.page_of(&element.calls);
            for row in &mut element.rows {
                row.href = self.page_of(&row.calls);
            }
        }
        drawn(&model)
    }

    /// The page of a flow that it calls, if that is there.
    fn page_of(&self, name: &str) -> Option<String> {
        let mut uses = self.found.usage.uses.iter();
        let called = uses.find(|called| called.is_there && called.name.eq_ignore_ascii_case(name));
        called.map(|called| format!("/definitions/{}", called.name))
    }

    fn elements(&self) -> Vec<ElementLine<'_>> {
        match &self.found.kind {
            Kind::Orchestration(_) => Vec::new(),
            Kind::Flow(flow) => flow.elements.iter().map(element).collect(),
        }
    }

    /// Whom it calls, and who calls it: title, what nobody does, and who.
    fn usages(&self) -> [(&'static str, &'static str, &[Called]); 2] {
        let usage = &self.found.usage;
        [
            (
                "Where used",
                "No active definition calls it.",
                &usage.used_by,
            ),
            ("Calls", "It calls no flow.", &usage.uses),
        ]
    }

    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }
}

/// `GET /definitions`
pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let page = DefinitionsPage {
        frame: Frame::of(Section::Definitions, &caller),
        overview: overview(&app).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /definitions/{name}`
pub(crate) async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
    Query(Done { done }): Query<Done>,
) -> Answer<Response> {
    let found = definition(&app, name).await?;
    let frame = Frame::of(Section::Definitions, &caller);
    let page = DefinitionPage {
        frame: match told(&done, found.versions.active()) {
            Some(text) => frame.telling("good", text),
            None => frame,
        },
        name: found.versions.name.clone(),
        found,
        now: app.now(),
    };
    Ok(show(StatusCode::OK, &page))
}

fn told(done: &str, active: Option<i64>) -> Option<String> {
    match (done, active) {
        ("activated", Some(number)) => Some(format!(
            "Version {number} is in force. Runs that have begun keep their version."
        )),
        ("deactivated", None) => Some(
            "No version is in force any more. Runs that have begun go on with their version."
                .to_owned(),
        ),
        _ => None,
    }
}

fn element(element: &Element) -> ElementLine<'_> {
    ElementLine {
        name: &element.name,
        label: &element.label,
        kind: match &element.kind {
            ElementKind::Assignment(_) => "Assignment",
            ElementKind::Decision(_) => "Decision",
            ElementKind::Loop(_) => "Loop",
            ElementKind::GetRecords(_) => "Get Records",
            ElementKind::CreateRecords(_) => "Create Records",
            ElementKind::UpdateRecords(_) => "Update Records",
            ElementKind::DeleteRecords(_) => "Delete Records",
            ElementKind::RollBackRecords => "Roll Back Records",
            ElementKind::Action(_) => "Action",
            ElementKind::Subflow(_) => "Subflow",
            ElementKind::Screen(_) => "Screen",
            ElementKind::SortCollection(_) => "Collection Sort",
            ElementKind::FilterCollection(_) => "Collection Filter",
            ElementKind::CustomError(_) => "Custom Error",
            ElementKind::Wait(_) => "Wait",
            ElementKind::Transform { .. } => "Transform",
            ElementKind::MapCollection(_) => "Collection map",
            ElementKind::Unsupported(_) => "Not executed",
        },
    }
}
