//! Outputs of steps that are read where the step cannot have completed yet: they are null there.

use std::collections::{BTreeSet, HashMap};

use super::self_wait::needed;
use crate::checks::view::{
    ENTRY, FlowDocument, Mention, Outline, Tree, is_default, is_interactive, mentions,
};
use crate::document::Node;
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let map = Map::of(flow);
    for decision in flow.root.children("decisions") {
        for mention in mentions(decision) {
            map.judge_elsewhere(&mention, decision.name(), problems);
        }
    }
    for stage in flow.stages() {
        let parts = stage.children.iter();
        for part in parts.filter(|part| !matches!(&*part.tag, "stageSteps" | "steps")) {
            for mention in mentions(part) {
                map.judge_elsewhere(&mention, stage.name(), problems);
            }
        }
    }
    for (stage, step) in flow.steps() {
        for part in &step.children {
            for mention in mentions(part) {
                map.judge_elsewhere(&mention, stage.name(), problems);
                map.judge_beside(&mention, stage, step, Part::of(part), problems);
            }
        }
    }
}

/// Which part of a step reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its entry condition: read again and again.
    Entry,
    /// Its inputs or assignee: read when it starts.
    Start,
    /// Its exit condition: read after it has started.
    Exit,
}

impl Part {
    fn of(part: &Node) -> Part {
        match part.tag.get(..5) {
            Some("entry") => Part::Entry,
            Some("exitC" | "exitA") => Part::Exit,
            _ => Part::Start,
        }
    }
}

/// Where each step stands and what it waits for.
struct Map<'a> {
    outline: Outline<'a>,
    source: &'a str,
    /// Stage, step and number in file order by the step's name.
    steps: HashMap<&'a str, (&'a Node, &'a Node, usize)>,
    needs: HashMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Map<'a> {
    fn of(flow: &FlowDocument<'a>) -> Self {
        let numbered = flow.steps().enumerate();
        Map {
            outline: Outline::of(flow.root),
            source: flow.source,
            steps: numbered
                .map(|(n, (stage, step))| (step.name(), (stage, step, n)))
                .collect(),
            needs: flow
                .steps()
                .map(|(_, step)| (step.name(), needed(&Tree::of(step, ENTRY))))
                .collect(),
        }
    }

    /// `element` reads an output of a step in another stage: a path must lead from there to here.
    fn judge_elsewhere(&self, mention: &Mention<'_>, element: &str, problems: &mut Problems) {
        let Some((step, (stage, _, _))) = self.mentioned(mention) else {
            return;
        };
        let (Some(from), Some(to)) = (self.outline.find(stage.name()), self.outline.find(element))
        else {
            return;
        };
        if from != to && !self.outline.leads(from, to) {
            let why = format!("no path leads from stage `{}` to here", stage.name());
            self.report(mention, step, &why, element, problems);
        }
    }

    /// `reader` reads an output of a step beside it.
    fn judge_beside(
        &self,
        mention: &Mention<'_>,
        stage: &Node,
        reader: &Node,
        part: Part,
        problems: &mut Problems,
    ) {
        let Some((step, (its_stage, node, number))) = self.mentioned(mention) else {
            return;
        };
        if its_stage.name() != stage.name() || part == Part::Exit {
            return;
        }
        let (_, _, own_number) = self.steps[reader.name()];
        let why = if step == reader.name() {
            "a step has outputs only when it is completed".to_owned()
        } else if self.waits_for(step, reader.name()) {
            format!("it waits for step `{}`", reader.name())
        } else if part == Part::Start
            && is_default(reader, ENTRY)
            && (number > own_number || is_interactive(node))
        {
            format!("step `{}` starts with the stage", reader.name())
        } else {
            return;
        };
        self.report(mention, step, &why, reader.name(), problems);
    }

    fn mentioned<'m>(
        &self,
        mention: &Mention<'m>,
    ) -> Option<(&'m str, (&'a Node, &'a Node, usize))> {
        let (step, _) = mention.step_output()?;
        Some((step, *self.steps.get(step)?))
    }

    /// Whether `step` can start only after `other` has completed.
    fn waits_for(&self, step: &str, other: &str) -> bool {
        let mut open = vec![step];
        let mut seen = BTreeSet::new();
        while let Some(step) = open.pop() {
            for &need in self.needs.get(step).into_iter().flatten() {
                if need == other {
                    return true;
                }
                if seen.insert(need) {
                    open.push(need);
                }
            }
        }
        false
    }

    fn report(
        &self,
        mention: &Mention<'_>,
        step: &str,
        why: &str,
        element: &str,
        problems: &mut Problems,
    ) {
        let place = mention.place(self.source);
        let problem = Problem::early_output(&place, mention.text, step, why);
        problems.push(problem.in_element(element));
    }
}
