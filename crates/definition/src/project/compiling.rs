//! Compiling the flows and orchestrations of a project.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::loading::Loading;
use super::{Definition, Status};
use crate::compile::{self, Notes};
use crate::document::Node;
use crate::sections::{Kind, vocabulary};
use crate::{FileId, Place, Problem};

impl Loading<'_> {
    pub(super) fn compile_flows(&mut self) {
        let mut seen: FxHashMap<String, FileId> = FxHashMap::default();
        self.each(Kind::Flow, |loading, stem, root| {
            let name = flow_name(stem);
            match seen.get(&name.to_ascii_lowercase()) {
                Some(first) => loading.duplicate_flow(name, root, *first),
                None => {
                    seen.insert(name.to_ascii_lowercase(), root.file);
                    loading.compile_flow(name, root);
                }
            }
        });
    }

    fn duplicate_flow(&mut self, name: &str, root: &Node, first: FileId) {
        let place = root.place_of("label");
        let problem = Problem::duplicate_flow(&place, name, &Place::start_of(first));
        self.project.problems.push(problem);
    }

    fn compile_flow(&mut self, name: &str, root: &Node) {
        let text = self.project.sources.get(root.file).text.clone();
        let mut notes = Notes::default();
        vocabulary::check(root, &mut notes);
        let schema = self.schema();
        let process = root.text_of("processType").unwrap_or_default();
        if matches!(process, "Orchestrator" | "AppProcess" | "ApprovalWorkflow") {
            let item = compile::orchestration(name, root, &text, schema, &mut notes);
            let definition = definition(item, name, root, text);
            self.project.orchestrations.push(definition);
        } else {
            let item = compile::flow(name, root, &text, schema, &mut notes);
            let definition = definition(item, name, root, text);
            self.project.flows.push(definition);
        }
        self.take(notes);
    }
}

fn definition<T>(item: T, name: &str, root: &Node, text: Arc<str>) -> Definition<T> {
    Definition {
        item: Arc::new(item),
        name: name.into(),
        status: Status::named(root.text_of("status")),
        api_version: compile::api_version(root),
        file: root.file,
        text,
    }
}

/// Old files have the number of their version behind the name: `Name-3`.
fn flow_name(stem: &str) -> &str {
    match stem.rsplit_once('-') {
        Some((name, version)) if version.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => stem,
    }
}
