//! Smoke runs of what is started otherwise than by a call: by a change of a record, the calendar,
//! an event; evaluation flows; orchestrations and approval processes with all their work.

use std::sync::Arc;

use segue_definition::{Project, SourceFile};
use segue_engine::Orchestration;
use segue_flow::{Flow, FlowKind};
use segue_language::{Frequency, Timestamp};
use segue_runtime::{Actor, Request, Runtime, RuntimeOptions};
use segue_store::Store;

use crate::packages::{Case, WORKER, without_errors};
use crate::play::{Ended, Unfit, inputs, missing, picklists};
use crate::process;
use crate::stage::Stage;
use crate::stand_ins::stand_ins;
use crate::triggers::Fired;
use crate::values::NOW;
use crate::watch::Watch;

/// Timers of one run.
const TIMERS_MAX: usize = 40;

/// What is needed to run a case.
pub(crate) struct Started {
    project: Project,
    missing: Vec<String>,
    what: What,
}

enum What {
    Flow(Arc<Flow>),
    Orchestration(Arc<Orchestration>),
}

/// Compiles a case that is no flow for people or other flows to call.
pub(crate) fn prepare_started(case: &Case) -> Result<Started, Unfit> {
    let alone = case.project(Vec::new());
    let flow = alone.flow(&case.flow).map(|flow| flow.item.clone());
    match flow.as_ref().map(|flow| &flow.kind) {
        Some(FlowKind::Other(what)) => return Err(Unfit::Kept(what.clone())),
        Some(FlowKind::Screen | FlowKind::Autolaunched) => return Err(Unfit::Called),
        _ => {}
    }
    let more: Vec<SourceFile> = alone
        .flows
        .iter()
        .flat_map(|flow| picklists(&flow.item))
        .collect();
    let mut project = without_errors(case.project(more)).map_err(Unfit::Wrong)?;
    let orchestration = project
        .orchestration(&case.flow)
        .map(|one| one.item.clone());
    let what = match (project.flow(&case.flow), orchestration) {
        (Some(flow), _) => What::Flow(flow.item.clone()),
        (None, Some(orchestration)) => {
            process::hire(&mut project, &orchestration);
            What::Orchestration(orchestration)
        }
        (None, None) => return Err(Unfit::Wrong("it cannot be read".to_owned())),
    };
    let missing = missing(&project);
    Ok(Started {
        project,
        missing,
        what,
    })
}

/// One smoke run under way.
pub(crate) struct Trial<'a> {
    pub(crate) project: &'a Project,
    pub(crate) runtime: Runtime,
    pub(crate) stage: Stage,
    pub(crate) now: Timestamp,
    pub(crate) attempt: usize,
    pub(crate) watch: Watch,
}

impl Started {
    pub(crate) fn run(&self, attempt: usize) -> Ended {
        let store = Store::in_memory(&segue_store::Options::default()).expect("memory");
        let mut runtime = Runtime::open(store, RuntimeOptions::default()).expect("opens");
        let now = self.begins();
        if let Err(fault) = runtime.deploy(&self.project, now) {
            return Ended::Stuck(format!("cannot be deployed: {fault}"));
        }
        let mut stage = Stage::set(&self.project, &mut runtime, attempt);
        stage.hire(&runtime, WORKER);
        runtime.set_stand_ins(stand_ins(&self.project, &self.missing, &stage, attempt));
        let mut trial = Trial {
            project: &self.project,
            runtime,
            stage,
            now: now.max(NOW),
            attempt,
            watch: Watch::default(),
        };
        match &self.what {
            What::Flow(flow) => trial.flow(flow),
            What::Orchestration(orchestration) => trial.orchestration(orchestration),
        }
    }

    /// Early enough for the first start of a schedule.
    fn begins(&self) -> Timestamp {
        let What::Flow(flow) = &self.what else {
            return NOW;
        };
        let FlowKind::Scheduled(start) = &flow.kind else {
            return NOW;
        };
        let first = start.schedule.start.to_zoned(jiff::tz::TimeZone::UTC);
        let first: Timestamp = first.expect("a moment").timestamp().into();
        match start.schedule.frequency {
            Frequency::OnActivate => NOW,
            _ => first.plus_seconds(-86_400),
        }
    }
}

impl Trial<'_> {
    fn flow(&mut self, flow: &Arc<Flow>) -> Ended {
        self.watch.look_at(&mut self.runtime, flow);
        let asked = match &flow.kind {
            FlowKind::RecordTriggered(trigger) => self.change(trigger),
            FlowKind::EventTriggered(start) => self.change(&start.trigger),
            FlowKind::Scheduled(start) => match &start.records {
                Some(records) => self.seed(records),
                None => Fired::Done,
            },
            FlowKind::Evaluation | FlowKind::Autolaunched => self.call(flow),
            FlowKind::Screen | FlowKind::Other(_) => Fired::Refused("is not started".to_owned()),
        };
        self.settle(flow);
        self.watch
            .verdict(flow, &asked, self.runtime.failed_flows())
    }

    fn call(&mut self, flow: &Flow) -> Fired {
        let request = Request::RunFlow {
            flow: flow.name.clone(),
            inputs: inputs(flow, &self.stage, self.attempt),
            by: Actor::System,
        };
        match self.runtime.execute(request, self.now) {
            Ok(_) => Fired::Done,
            Err(refusal) => Fired::Refused(refusal.to_string()),
        }
    }

    /// Does what is due and lets time pass until every path of the flow was taken.
    fn settle(&mut self, flow: &Flow) {
        for _ in 0..TIMERS_MAX {
            self.runtime.run_due(self.now);
            match self.runtime.next_due() {
                Some(due) if !self.watch.has_seen_all(flow) => self.now = self.now.max(due),
                _ => return,
            }
        }
    }
}
