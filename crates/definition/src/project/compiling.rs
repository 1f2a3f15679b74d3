//! Compiling the flows and orchestrations of a project.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::loading::Loading;
use super::versions::{Versions, version};
use super::{Definition, Status};
use crate::compile::{self, Notes};
use crate::document::Node;
use crate::sections::{Kind, vocabulary};
use crate::{FileId, Place, Problem};

impl Loading<'_> {
    pub(super) fn compile_flows(&mut self) {
        let versions = self.versions();
        let mut seen: FxHashMap<String, FileId> = FxHashMap::default();
        self.each(Kind::Flow, |loading, stem, root| {
            let (name, number) = version(stem);
            if versions.is_another_in_force(name, number) {
                return;
            }
            match seen.get(&name.to_ascii_lowercase()) {
                Some(first) => loading.duplicate_flow(name, root, *first),
                None => {
                    seen.insert(name.to_ascii_lowercase(), root.file);
                    let status = versions.status(name, number, root);
                    loading.compile_flow(name, status, root);
                }
            }
        });
    }

    fn versions(&mut self) -> Versions {
        let mut versions = Versions::default();
        self.each(Kind::FlowDefinition, |_, stem, root| {
            let active = root.text_of("activeVersionNumber");
            let active = active.and_then(|number| number.parse().ok());
            versions.add_definition(stem, active.unwrap_or(0));
        });
        self.each(Kind::Flow, |_, stem, root| versions.add(stem, root));
        versions
    }

    fn duplicate_flow(&mut self, name: &str, root: &Node, first: FileId) {
        let place = root.place_of("label");
        let problem = Problem::duplicate_flow(&place, name, &Place::start_of(first));
        self.project.problems.push(problem);
    }

    fn compile_flow(&mut self, name: &str, status: Status, root: &Node) {
        let text = self.project.sources.get(root.file).text.clone();
        let mut notes = Notes::default();
        vocabulary::check(root, &mut notes);
        let schema = self.schema();
        let process = root.text_of("processType").unwrap_or_default();
        if matches!(process, "Orchestrator" | "AppProcess" | "ApprovalWorkflow") {
            let item = compile::orchestration(name, root, &text, schema, &mut notes);
            let definition = definition(item, (name, status), root, text);
            self.project.orchestrations.push(definition);
        } else {
            let item = compile::flow(name, root, &text, schema, &mut notes);
            let definition = definition(item, (name, status), root, text);
            self.project.flows.push(definition);
        }
        self.take(notes);
    }
}

fn definition<T>(
    item: T,
    (name, status): (&str, Status),
    root: &Node,
    text: Arc<str>,
) -> Definition<T> {
    Definition {
        item: Arc::new(item),
        name: name.into(),
        status,
        api_version: compile::api_version(root),
        file: root.file,
        text,
    }
}
