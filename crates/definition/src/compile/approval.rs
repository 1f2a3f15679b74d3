//! Flow approval processes: read as the orchestrations that they are, and not executed.

use segue_flow::{Flow, FlowKind};
use segue_language::Template;

use super::{Notes, Schema, api_version, orchestration};
use crate::document::Node;

/// Reads the approval process in `root`, noting problems.
pub(crate) fn approval(
    name: &str,
    root: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> Flow {
    let process = root.place_of("processType");
    let read = orchestration(name, root, source, schema, notes);
    notes.element = None;
    notes.add(crate::Problem::unsupported(
        &process,
        "a flow approval process",
    ));
    Flow {
        name: read.name,
        label: read.label,
        api_version: api_version(root),
        kind: FlowKind::Other("ApprovalWorkflow".to_owned()),
        runs_as_system: false,
        interview_label: Template::default(),
        resources: Vec::new(),
        elements: Vec::new(),
        start: None,
    }
}
