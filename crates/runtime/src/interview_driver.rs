//! Drives interviews: answers what they need from the transaction until they end or show a screen.

mod actions;
mod alerts;
mod needs;
mod notification;
mod screen_action;

use std::cell::Cell;

pub(crate) use actions::{missing_action, missing_flow, must_be_asynchronous};

use segue_flow::{
    Answer, Beginning, Environment, Fault, Interview, Limits, Need, ShownScreen, Waits,
};
use segue_language::{Text, Values};

use crate::probe::Point;
use crate::turn::{Stop, Turn};

/// How much more a job may cost than a turn: 10 s and 250 ms.
const JOB_COST_FACTOR: u64 = 40;

/// Where an interview stands after it was driven.
pub(crate) enum Driven {
    Finished(Values),
    Shows(Box<ShownScreen>),
    /// It calls an action of another system: its name and inputs.
    Calls(Box<(Text, Values)>),
    /// It waits for one of these events.
    Waits(Box<Waits>),
}

impl Turn<'_> {
    /// Runs an interview without screens to its end.
    pub(crate) fn run_to_the_end(&mut self, beginning: Beginning) -> Result<Values, Stop> {
        let name = beginning.flow.name.clone();
        let mut interview = Interview::start(beginning).map_err(Stop::Fault)?;
        match self.drive(&mut interview, Answer::Begin)? {
            Driven::Finished(outputs) => Ok(outputs),
            Driven::Calls(call) => Err(Stop::fault(must_be_asynchronous(&call.0))),
            Driven::Waits(waits) => Err(Stop::fault(nobody_can_wait(&waits))),
            Driven::Shows(screen) => Err(Stop::Fault(Fault {
                element: screen.name,
                flow: name,
                message: "a screen cannot be shown where nobody sees it".to_owned(),
                custom: Vec::new(),
                is_limit: false,
            })),
        }
    }

    /// Goes on with `answer` until the interview ends or shows a screen. A fault is the
    /// interview's own: what it could take by a fault connector, it took.
    pub(crate) fn drive(
        &mut self,
        interview: &mut Interview,
        answer: Answer,
    ) -> Result<Driven, Stop> {
        self.drive_on(interview, answer, false)
    }

    /// The same where somebody waits for calls that leave: it stops at the first one.
    pub(crate) fn drive_leaving(
        &mut self,
        interview: &mut Interview,
        answer: Answer,
    ) -> Result<Driven, Stop> {
        self.drive_on(interview, answer, true)
    }

    fn drive_on(
        &mut self,
        interview: &mut Interview,
        answer: Answer,
        may_leave: bool,
    ) -> Result<Driven, Stop> {
        let mut answer = answer;
        if matches!(answer, Answer::Begin) {
            self.probe(Point::Start, interview);
        }
        loop {
            let need = self.advance(interview, answer);
            answer = match need {
                Need::Finished(outputs) => {
                    self.probe(Point::End, interview);
                    return Ok(Driven::Finished(outputs));
                }
                Need::Screen(screen) => return Ok(Driven::Shows(screen)),
                Need::Failed(fault) if fault.is_limit && self.depth > 0 => {
                    return Err(Stop::Limit(self.limit_inside()));
                }
                Need::Failed(fault) => return Err(Stop::Fault(fault)),
                Need::Act { name, inputs, .. } if may_leave && self.leaves(&name)? => {
                    self.meter.call(&self.world.options.limits)?;
                    return Ok(Driven::Calls(Box::new((name, inputs))));
                }
                Need::Wait(waits) => match self.require_wait(&waits) {
                    Ok(()) => return Ok(Driven::Waits(waits)),
                    Err(Stop::Fault(fault)) => Answer::Fault(fault.message),
                    Err(stop) => return Err(stop),
                },
                need => {
                    self.meter.need(&self.world.options.limits)?;
                    let bounds = self.bounds(interview);
                    match self.meet(need, bounds) {
                        Ok(answer) => answer,
                        Err(Stop::Fault(fault)) => Answer::Fault(fault.message),
                        Err(Stop::Refused(refusal)) => Answer::Fault(refusal.to_string()),
                        Err(stop) => return Err(stop),
                    }
                }
            };
        }
    }

    fn leaves(&self, action: &Text) -> Result<bool, Stop> {
        Ok(self.leaving_action(action)?.is_some())
    }

    /// Which budget a flow passed that another one's write has started: no fault connector of the
    /// other one takes that.
    fn limit_inside(&self) -> &'static str {
        match self.meter.cost > self.cost_limits().cost_max {
            true => "cost units of one transaction (cost_max)",
            false => "elements of one flow in one go (elements_max)",
        }
    }

    /// A job may take longer than a turn that somebody waits for.
    fn cost_limits(&self) -> Limits {
        let usual = Limits::default();
        let factor = if self.is_job { JOB_COST_FACTOR } else { 1 };
        Limits {
            cost_max: self.meter.cost_max(usual.cost_max * factor),
            elements_max: usual.elements_max * factor,
        }
    }

    /// Goes on within what is left of the transaction's budget.
    fn advance(&mut self, interview: &mut Interview, answer: Answer) -> Need {
        let spent = Cell::new(self.meter.cost);
        let need = self.advance_within(interview, answer, &spent);
        self.meter.cost = spent.get();
        need
    }

    /// What the test asks of an interview that begins or has ended, if there is one that asks.
    fn probe(&self, point: Point, interview: &mut Interview) {
        let Some(probe) = &self.world.probe else {
            return;
        };
        let environment = Environment {
            now: self.now,
            zone: &self.world.options.zone,
            globals: &|path| self.reading().global(path),
            limits: self.cost_limits(),
            spent: None,
            trace: None,
        };
        probe.ask(point, interview, &environment, &mut |lookup| {
            let related = self.reading().related(lookup);
            related.map(|record| segue_language::Record::clone(&record))
        });
    }

    fn advance_within(&self, interview: &mut Interview, answer: Answer, spent: &Cell<u64>) -> Need {
        let trace = |flow: &segue_flow::Flow,
                     version: segue_language::FlowVersion,
                     element: segue_flow::ElementId| {
            if let Some(trace) = &self.world.trace {
                trace(flow, version, element);
            }
        };
        let environment = Environment {
            now: self.now,
            zone: &self.world.options.zone,
            globals: &|path| self.reading().global(path),
            limits: self.cost_limits(),
            spent: Some(spent),
            trace: self.world.trace.is_some().then_some(&trace),
        };
        interview.advance(&environment, answer)
    }
}

/// What to say when a flow comes to a Wait where its end is needed at once.
pub(crate) fn nobody_can_wait(waits: &Waits) -> String {
    format!(
        "flow `{}` waits at `{}`, and its end is needed at once here; call it in a background step \
         that is asynchronous",
        waits.flow, waits.label
    )
}

/// A fault without an element.
pub(crate) fn fault(message: impl Into<String>) -> Fault {
    Fault {
        element: Text::from(""),
        flow: Text::from(""),
        message: message.into(),
        custom: Vec::new(),
        is_limit: false,
    }
}
