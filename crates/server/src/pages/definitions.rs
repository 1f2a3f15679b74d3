//! Definitions: the list of what is active, and each with its drawing, versions and problems.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_flow::{Flow, FlowKind};
use segue_language::Text;

use super::layout::{Frame, Section, show};
use crate::app::App;
use crate::drawing::draw;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::definitions::{Active, Definition, active, definition};

#[derive(Template)]
#[template(path = "definitions.html")]
struct DefinitionsPage {
    frame: Frame,
    active: Active,
}

#[derive(Template)]
#[template(path = "definition.html")]
struct DefinitionPage {
    frame: Frame,
    name: Text,
    found: Definition,
    drawing: Option<String>,
}

impl DefinitionsPage {
    fn kind(&self, flow: &Arc<Flow>) -> &'static str {
        kind(flow)
    }
}

impl DefinitionPage {
    fn label(&self) -> &str {
        let orchestration = self.found.orchestration.as_ref().map(|o| &o.label);
        let flow = self.found.flow.as_ref().map(|flow| &flow.label);
        orchestration.or(flow).map_or(&self.name, |label| label)
    }

    fn kind(&self) -> &'static str {
        match &self.found.flow {
            Some(flow) => kind(flow),
            None => "Orchestration",
        }
    }

    /// The text of the newest version.
    fn text(&self) -> &str {
        self.found
            .versions
            .first()
            .map_or("", |version| &version.text)
    }
}

/// `GET /definitions`
pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let page = DefinitionsPage {
        frame: Frame::new(Section::Definitions, caller.user),
        active: active(&app).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /definitions/{name}`
pub(crate) async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
) -> Answer<Response> {
    let found = definition(&app, name.clone()).await?;
    let page = DefinitionPage {
        frame: Frame::new(Section::Definitions, caller.user),
        drawing: found.orchestration.as_ref().map(|o| draw(o)),
        name,
        found,
    };
    Ok(show(StatusCode::OK, &page))
}

fn kind(flow: &Flow) -> &'static str {
    match flow.kind {
        FlowKind::Screen => "Screen flow",
        FlowKind::Autolaunched => "Autolaunched flow",
        FlowKind::Evaluation => "Evaluation flow",
        FlowKind::RecordTriggered(_) => "Record-triggered flow",
        FlowKind::Other(_) => "Flow that is not executed",
    }
}
