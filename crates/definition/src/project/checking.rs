//! Checking what was read: the definitions against each other, the objects that they use.

use super::loading::Loading;
use super::{Options, Project};
use crate::FileId;
use crate::checks::{self, Callee, FlowDocument, Survey};
use crate::sections::Kind;

impl Loading<'_> {
    /// Adds what the checks find. What reading found is known to them.
    pub(super) fn check(&mut self, options: &Options) {
        let mut problems = std::mem::take(&mut self.project.problems);
        checks::check(&self.survey(), &mut problems);
        checks::check_records(
            &self.uses,
            &self.project.objects,
            options.infer,
            &mut problems,
        );
        self.project.problems = problems;
    }

    fn survey(&self) -> Survey<'_> {
        let project = &self.project;
        let mut survey = Survey::new(&project.people, &project.labels, &project.actions);
        survey.knows_alerts(&project.alerts);
        if let Some(base) = self.base {
            add_deployed(&mut survey, base);
        }
        let documents = self
            .documents
            .iter()
            .filter(|(kind, _)| *kind == Kind::Flow);
        for (_, document) in documents {
            // The second file of a name has no definition: it is a problem of its own.
            if let Some(name) = self.defined_in(document.file) {
                survey.add(FlowDocument {
                    name,
                    root: &document.root,
                    source: &project.sources.get(document.file).text,
                });
            }
        }
        survey
    }

    fn defined_in(&self, file: FileId) -> Option<&str> {
        let flows = self
            .project
            .flows
            .iter()
            .map(|flow| (flow.file, &*flow.name));
        let orchestrations = self.project.orchestrations.iter();
        let mut all = flows.chain(orchestrations.map(|o| (o.file, &*o.name)));
        all.find(|(own, _)| *own == file).map(|(_, name)| name)
    }
}

fn add_deployed<'a>(survey: &mut Survey<'a>, base: &'a Project) {
    for definition in &base.flows {
        survey.add_callee(Callee::deployed_flow(definition));
    }
    for definition in &base.orchestrations {
        survey.add_callee(Callee::deployed_orchestration(definition));
    }
}
