//! Coverage: which stages, steps, outcomes, fault paths and flow elements the scenarios reached.

use std::collections::BTreeMap;

use segue_engine::{Event, Orchestration, PartId, Run};
use segue_flow::Flow;

/// What the scenarios reached, by definition.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    definitions: BTreeMap<String, Reached>,
}

/// What was reached of one definition, or of all together.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    stages: Marks,
    steps: Marks,
    outcomes: Marks,
    fault_paths: Marks,
    elements: Marks,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reached.
    pub hit: usize,
    /// In all.
    pub all: usize,
}

#[derive(Clone, Debug, Default)]
struct Marks(BTreeMap<String, bool>);

impl Marks {
    fn declare(&mut self, name: String) {
        self.0.entry(name).or_insert(false);
    }

    fn hit(&mut self, name: &str) {
        if let Some(mark) = self.0.get_mut(name) {
            *mark = true;
        }
    }

    fn merge(&mut self, other: &Marks, prefix: &str) {
        for (name, hit) in &other.0 {
            *self.0.entry(format!("{prefix}{name}")).or_insert(false) |= hit;
        }
    }

    fn tally(&self) -> Tally {
        Tally {
            hit: self.0.values().filter(|hit| **hit).count(),
            all: self.0.len(),
        }
    }
}

impl Reached {
    /// The tallies by the name of what they count.
    pub fn parts(&self) -> [(&'static str, Tally); 5] {
        [
            ("stages", self.stages.tally()),
            ("steps", self.steps.tally()),
            ("outcomes", self.outcomes.tally()),
            ("fault_paths", self.fault_paths.tally()),
            ("elements", self.elements.tally()),
        ]
    }

    /// What was not reached.
    pub fn missed(&self) -> Vec<String> {
        let marks = [
            &self.stages,
            &self.steps,
            &self.outcomes,
            &self.fault_paths,
            &self.elements,
        ];
        let missed = |marks: &Marks| -> Vec<String> {
            marks
                .0
                .iter()
                .filter(|(_, hit)| !**hit)
                .map(|(name, _)| name.clone())
                .collect()
        };
        marks.into_iter().flat_map(missed).collect()
    }

    fn merge(&mut self, other: &Reached, prefix: &str) {
        self.stages.merge(&other.stages, prefix);
        self.steps.merge(&other.steps, prefix);
        self.outcomes.merge(&other.outcomes, prefix);
        self.fault_paths.merge(&other.fault_paths, prefix);
        self.elements.merge(&other.elements, prefix);
    }
}

impl Coverage {
    /// Adds what an orchestration has.
    pub fn declare(&mut self, orchestration: &Orchestration) {
        let reached = self
            .definitions
            .entry(orchestration.name.to_string())
            .or_default();
        for stage in &orchestration.stages {
            reached.stages.declare(stage.name.to_string());
            if stage.fault.is_some() {
                reached.fault_paths.declare(fault_path(&stage.name));
            }
        }
        for step in &orchestration.steps {
            reached.steps.declare(step.name.to_string());
        }
        for decision in &orchestration.decisions {
            for outcome in &decision.outcomes {
                reached
                    .outcomes
                    .declare(format!("{}.{}", decision.name, outcome.name));
            }
            reached
                .outcomes
                .declare(format!("{}.default", decision.name));
        }
    }

    /// Adds what a flow has.
    pub fn declare_flow(&mut self, flow: &Flow) {
        let reached = self.definitions.entry(flow.name.to_string()).or_default();
        for element in &flow.elements {
            reached.elements.declare(element.name.to_string());
        }
    }

    /// Marks what a run reached, by its events.
    pub fn see<'a>(
        &mut self,
        orchestration: &Orchestration,
        run: &Run,
        events: impl Iterator<Item = &'a Event>,
    ) {
        let Some(reached) = self.definitions.get_mut(&*orchestration.name) else {
            return;
        };
        for event in events {
            see(reached, orchestration, run, event);
        }
    }

    /// Marks an element of a flow.
    pub fn see_element(&mut self, flow: &str, element: &str) {
        if let Some(reached) = self.definitions.get_mut(flow) {
            reached.elements.hit(element);
        }
    }

    /// Adds what another test run declared and reached.
    pub fn merge(&mut self, other: &Coverage) {
        for (name, reached) in &other.definitions {
            self.definitions
                .entry(name.clone())
                .or_default()
                .merge(reached, "");
        }
    }

    /// By definition, in order of name.
    pub fn definitions(&self) -> impl Iterator<Item = (&str, &Reached)> {
        self.definitions
            .iter()
            .map(|(name, reached)| (name.as_str(), reached))
    }

    /// All definitions together.
    pub fn total(&self) -> Reached {
        let mut total = Reached::default();
        for (name, reached) in &self.definitions {
            total.merge(reached, &format!("{name}."));
        }
        total
    }
}

fn see(reached: &mut Reached, orchestration: &Orchestration, run: &Run, event: &Event) {
    match event {
        Event::StageStarted { stage, .. } => reached.stages.hit(&orchestration.stage(*stage).name),
        Event::StepStarted { step, .. } => {
            if let Some(name) = step_name(orchestration, run, *step) {
                reached.steps.hit(name);
            }
        }
        Event::OutcomeTaken {
            decision, taken, ..
        } => {
            let decision = orchestration.decision(*decision);
            let outcome = taken.map_or("default", |outcome| {
                &decision.outcomes[usize::from(outcome.0 - decision.first.0)].name
            });
            reached
                .outcomes
                .hit(&format!("{}.{outcome}", decision.name));
        }
        Event::StageFailed { stage, .. } => {
            let stage_run = run.stages.iter().find(|stage_run| stage_run.part == *stage);
            if let Some(stage_run) = stage_run {
                let stage = orchestration.stage(stage_run.stage);
                reached.fault_paths.hit(&fault_path(&stage.name));
            }
        }
        _ => {}
    }
}

fn step_name<'a>(orchestration: &'a Orchestration, run: &Run, part: PartId) -> Option<&'a str> {
    let steps = run.stages.iter().flat_map(|stage| &stage.steps);
    let step_run = steps.into_iter().find(|step| step.part == part)?;
    Some(&orchestration.step(step_run.step).name)
}

fn fault_path(stage: &str) -> String {
    format!("{stage}.fault")
}
