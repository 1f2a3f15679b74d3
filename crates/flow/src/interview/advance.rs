//! Advancing: from one element to the next until the world is needed.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use segue_language::{FlowVersion, Text, Value, Values};

use super::frame::Frame;
use super::stop::{Problem, Stop};
use super::view::View;
use super::{Answer, Environment, Fault, Interview, Need, Submission};
use crate::elements::{self, Onward};
use crate::{ElementId, Flow, ResourceKind, Slot};

/// One advance of an interview.
pub(crate) struct Advance<'a> {
    /// The interview.
    pub(crate) interview: &'a mut Interview,
    /// The world.
    pub(crate) environment: &'a Environment<'a>,
    cost: Cell<u64>,
    n_elements: u64,
}

impl<'a> Advance<'a> {
    /// A fresh advance.
    pub(crate) fn new(interview: &'a mut Interview, environment: &'a Environment<'a>) -> Self {
        Advance {
            interview,
            environment,
            cost: Cell::new(0),
            n_elements: 0,
        }
    }

    /// Goes on with `answer` until the world is needed or the interview ends.
    pub(crate) fn run(&mut self, answer: Answer) -> Need {
        let shared = &mut self.interview.shared;
        if shared.has_ended {
            return Need::Failed(self.fault_of(Problem {
                message: "the interview has ended".to_owned(),
                ..Problem::default()
            }));
        }
        shared.started_at.get_or_insert(self.environment.now);
        let mut answered = self.accept(answer);
        loop {
            let stepped = answered.and_then(|answer| self.step(answer));
            match stepped {
                Ok(None) => {}
                Ok(Some(need)) => return need,
                Err(Stop::Unloaded(unloaded)) => {
                    self.interview.shared.lookups.ask(&unloaded);
                    return Need::Related(*unloaded);
                }
                Err(Stop::Rows(wanted)) => {
                    let (key, query) = *wanted;
                    if let Some(page) = &mut self.frame_mut().state.page {
                        page.ask(key);
                    }
                    return Need::Rows(query);
                }
                Err(Stop::Problem(problem)) => {
                    if let Some(fault) = self.take_fault(*problem) {
                        self.interview.shared.has_ended = true;
                        return Need::Failed(fault);
                    }
                }
            }
            answered = Ok(None);
        }
    }

    /// What the element at hand gets to see of an answer.
    fn accept(&mut self, answer: Answer) -> Result<Option<Answer>, Stop> {
        let kept = self.interview.submission.take();
        match answer {
            Answer::Begin => Ok(None),
            Answer::Related(related) => {
                self.interview.shared.lookups.keep(related);
                Ok(kept.map(Answer::Screen))
            }
            Answer::Rows(rows) if self.page_asked() => {
                self.view().charge(rows.len() as u64)?;
                if let Some(page) = &mut self.frame_mut().state.page {
                    page.keep_rows(rows);
                }
                Ok(kept.map(Answer::Screen))
            }
            // The screen tells why its action failed, and stays.
            Answer::Fault(message) if self.is_acting() => Ok(Some(Answer::Fault(message))),
            Answer::Fault(message) => Err(Stop::problem(message)),
            answer => Ok(Some(answer)),
        }
    }

    /// Whether an action of the screen at hand is being carried out.
    fn is_acting(&self) -> bool {
        let state = &self.frame().state;
        state.page.is_some() && state.progress > 0
    }

    fn page_asked(&self) -> bool {
        let page = self.frame().state.page.as_ref();
        page.is_some_and(|page| page.has_asked())
    }

    /// Keeps what a person did while something is read for it.
    pub(crate) fn keep_submission(&mut self, submission: Submission) {
        self.interview.submission = Some(submission);
    }

    /// Begins the flow, carries out one element, or ends the flow.
    fn step(&mut self, answer: Option<Answer>) -> Result<Option<Need>, Stop> {
        let frame = self.frame();
        let flow = frame.flow.clone();
        if frame.state.n_begun < flow.resources.len() {
            self.begin(&flow)?;
        }
        let Some(id) = self.frame().state.at else {
            return self.leave_flow();
        };
        self.enter(&flow, id)?;
        let element = &flow.elements[id.0];
        match elements::carry_out(self, &flow, element, answer)? {
            Onward::Next => self.frame_mut().state.go(element.next),
            Onward::To(next) => self.frame_mut().state.go(next),
            Onward::Ask(need) => return Ok(Some(need)),
            Onward::Elsewhere => {}
        }
        Ok(None)
    }

    /// Gives each variable its value of the start.
    fn begin(&mut self, flow: &Flow) -> Result<(), Stop> {
        for number in self.frame().state.n_begun..flow.resources.len() {
            let slot = Slot(number);
            if let ResourceKind::Variable(variable) = &flow.resources[number].kind
                && let Some(default) = &variable.default
                && !self.frame().state.given.contains(&slot)
            {
                let value = self.view().evaluate(default)?;
                self.write_slot(slot, value)?;
            }
            self.frame_mut().state.n_begun = number + 1;
        }
        Ok(())
    }

    fn enter(&mut self, flow: &Flow, id: ElementId) -> Result<(), Stop> {
        self.view().charge(1)?;
        let frame = self.frame_mut();
        if frame.state.entered {
            return Ok(());
        }
        frame.state.entered = true;
        frame.state.leave_loops(id);
        let version = frame.version;
        self.n_elements += 1;
        if let Some(trace) = self.environment.trace {
            trace(flow, version, id);
        }
        let limit = self.environment.limits.elements_max;
        if self.n_elements > limit {
            return Err(Stop::limit(format!(
                "the limit of {limit} elements in one go (elements_max) was passed"
            )));
        }
        Ok(())
    }

    fn leave_flow(&mut self) -> Result<Option<Need>, Stop> {
        let outputs = self.frame_mut().take_outputs();
        if self.interview.frames.len() == 1 {
            self.interview.shared.has_ended = true;
            return Ok(Some(Need::Finished(outputs)));
        }
        self.pop();
        self.return_from_subflow(outputs)?;
        Ok(None)
    }

    fn return_from_subflow(&mut self, outputs: Values) -> Result<(), Stop> {
        let flow = self.frame().flow.clone();
        let Some(id) = self.frame().state.at else {
            return Ok(());
        };
        let element = &flow.elements[id.0];
        elements::finish_subflow(self, element, outputs)?;
        self.frame_mut().state.go(element.next);
        Ok(())
    }

    /// Follows the fault connector nearest to the problem, from inside outwards; without one the
    /// fault ends the interview.
    fn take_fault(&mut self, problem: Problem) -> Option<Fault> {
        let is_final = problem.is_final;
        let fault = self.fault_of(problem);
        if is_final {
            return Some(fault);
        }
        loop {
            if let Some(connector) = self.fault_connector() {
                self.interview.shared.fault_message = Value::text(fault.message.as_str());
                self.frame_mut().state.go(Some(connector));
                return None;
            }
            if self.interview.frames.len() == 1 {
                return Some(fault);
            }
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(frame) = self.interview.frames.pop() {
            self.keep_ended(frame);
        }
    }

    /// Where the fault of the element at hand leads.
    fn fault_connector(&mut self) -> Option<ElementId> {
        let frame = self.frame_mut();
        let id = frame.current_element()?;
        frame.state.faulted.push(id);
        frame.flow.elements[id.0].fault
    }

    fn fault_of(&self, problem: Problem) -> Fault {
        let frame = self.frame();
        let element = frame.current_element();
        Fault {
            element: element
                .map_or_else(Text::default, |id| frame.flow.elements[id.0].name.clone()),
            flow: frame.flow.name.clone(),
            message: problem.message,
            custom: problem.custom,
            is_limit: problem.is_limit,
        }
    }

    /// What can be read now.
    pub(crate) fn view(&self) -> View<'_> {
        View {
            shared: &self.interview.shared,
            frame: self.frame(),
            environment: self.environment,
            cost: self.environment.spent.unwrap_or(&self.cost),
            is_before: false,
            depth: Cell::new(0),
            items: RefCell::default(),
        }
    }

    /// The flow at hand.
    pub(crate) fn frame(&self) -> &Frame {
        let frames = &self.interview.frames;
        frames.last().expect("an interview has a flow")
    }

    /// The flow at hand, to be changed.
    pub(crate) fn frame_mut(&mut self) -> &mut Frame {
        let frames = &mut self.interview.frames;
        frames.last_mut().expect("an interview has a flow")
    }

    /// Calls a flow: its frame is put on the stack.
    pub(crate) fn push(
        &mut self,
        flow: Arc<Flow>,
        version: FlowVersion,
        inputs: Values,
    ) -> Result<(), Stop> {
        let serial = self.interview.shared.n_frames;
        let frame = Frame::new(flow, version, serial, inputs)?;
        self.interview.shared.n_frames += 1;
        self.interview.frames.push(frame);
        Ok(())
    }
}

impl Frame {
    /// The element at hand; none while the flow's values of the start are set.
    fn current_element(&self) -> Option<ElementId> {
        let has_begun = self.state.n_begun == self.flow.resources.len();
        self.state.at.filter(|_| has_begun)
    }
}
