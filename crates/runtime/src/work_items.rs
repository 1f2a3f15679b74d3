//! Work items: a person walks through the pages of a screen flow; finishing it completes the item.

mod at_once;
mod holders;
mod look;

use segue_engine::{
    Assignee, CloseReason, Closed, Command, FlowVersion, PartId, Rejection, StepResult,
};
use segue_flow::{Answer, Frozen, Go, Interview, Submission, Waits};
use segue_language::{Text, Values};
use segue_store::{InterviewRow, Opening, PartNumber, decode, encode};

use crate::interview_driver::{Driven, missing_flow, must_be_asynchronous};
use crate::people::conflict;
use crate::stand_in::StandInKind;
use crate::turn::{Stop, Turn, describe, item_number, unknown};
use crate::waiting::{Owner, Waiting, waits_in_words};
use crate::{Actor, PartRef, Refusal, Reply};

/// A work item that somebody is about to work on.
pub(crate) struct Work {
    index: usize,
    number: PartNumber,
    item: PartId,
    pub(crate) assignee: Assignee,
    flow: Option<FlowVersion>,
    /// Closed meanwhile, as the stage went on: the pages end, but complete nothing any more.
    went_on: Option<(PartId, u16, Closed)>,
}

impl Turn<'_> {
    /// Shows the current screen of a work item's flow.
    pub(crate) fn open_work(&mut self, item: &PartRef, by: &Actor) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?.assigned()?;
        self.take_routed(item, by, &work.assignee)?;
        if let Some(outputs) = self.stood_in(&work)? {
            return self.finish_work(&work, outputs);
        }
        match self.stored_interview(&work)? {
            Some((person, interview)) if person == self.actor => self.look_at(&work, interview),
            // Another member of the group begins anew, as herself.
            Some(_) | None => self.begin_work(&work),
        }
    }

    /// Answers the current screen of a work item's flow.
    pub(crate) fn answer_screen(
        &mut self,
        item: &PartRef,
        by: &Actor,
        submission: Submission,
    ) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?;
        let Some((person, interview)) = self.stored_interview(&work)? else {
            work.assigned()?;
            return Err(Refusal::Invalid("the work item was not opened".to_owned()).into());
        };
        if person != self.actor {
            let person = self.username(&person)?;
            return Err(conflict(
                "opened-by-another",
                format!("{person} works on it now"),
            ));
        }
        if interview.is_waiting() {
            return self.look_at(&work, interview);
        }
        self.require_seen_answers(&interview, &submission)?;
        if submission.go == Go::Pause {
            return self.pause(&work, interview, submission);
        }
        self.walk(&work, interview, Answer::Screen(submission))
    }

    /// Keeps what was typed so far. The page of a closed item can only be left.
    fn pause(
        &mut self,
        work: &Work,
        interview: Interview,
        submission: Submission,
    ) -> Result<Reply, Stop> {
        if work.went_on.is_some() {
            return Ok(Reply::Paused);
        }
        match self.walk(work, interview, Answer::Screen(submission))? {
            Reply::Screen(screen) if screen.errors.is_empty() => Ok(Reply::Paused),
            reply => Ok(reply),
        }
    }

    /// Completes a work item without its screens.
    pub(crate) fn complete_item(
        &mut self,
        item: &PartRef,
        by: &Actor,
        outputs: Values,
    ) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?.assigned()?;
        self.finish_work(&work, outputs)
    }

    /// The actor may work on the item, which is Assigned or was closed as its stage went on, or
    /// the request is refused.
    pub(crate) fn take_up(&mut self, item: &PartRef, by: &Actor) -> Result<Work, Stop> {
        self.actor = self.actor_id(by)?;
        let number = item_number(item)?;
        let (index, item) = (self.touch(number.run())?, number.part());
        self.serves = Some(number.run());
        let run = &self.runs[index].loaded.run;
        let (Some(found), Some(step)) = (run.work_item(item), run.step_of_item(item)) else {
            return Err(unknown("work item", &item.0.to_string().into()));
        };
        let closed = found.closed.clone();
        let is_over = closed.clone().filter(|closed| !may_go_on(closed.reason));
        let work = Work {
            went_on: closed.map(|closed| (step.part, found.activation, closed)),
            index,
            number,
            item,
            assignee: found.assignee.clone(),
            flow: step.flow,
        };
        // Whoever may not work on it does not learn who did.
        if !self.is_entitled(&self.actor, &work.assignee)? && !self.decides_for(&work)? {
            return Err(Stop::Refused(Refusal::NotEntitled {
                by: self.username(&self.actor)?,
                assignee: work.assignee.name,
            }));
        }
        if let Some(closed) = is_over {
            return Err(already_completed(&closed));
        }
        self.require_no_other_offer(work.number, &work.assignee)?;
        Ok(work)
    }

    /// The item is Assigned and the actor may work on it, or the request is refused.
    pub(crate) fn require_open_work(&mut self, item: &PartRef, by: &Actor) -> Result<(), Stop> {
        self.take_up(item, by)?.assigned().map(|_| ())
    }

    /// Outputs of a stand-in for the flow of the work item.
    fn stood_in(&mut self, work: &Work) -> Result<Option<Values>, Stop> {
        if self.world.stand_ins.is_none() {
            return Ok(None);
        }
        let name = self.flow_name(work);
        let inputs = self.inputs_of(work)?;
        let answered = self.stand_in(&name, StandInKind::Flow, &inputs);
        answered.transpose().map_err(Stop::fault)
    }

    /// API name of the screen flow.
    fn flow_name(&self, work: &Work) -> Text {
        let loaded = &self.runs[work.index].loaded;
        let step = loaded.run.step_of_item(work.item);
        let step = step.map(|run| loaded.deployed.orchestration.step(run.step));
        step.map_or_else(|| "".into(), |step| step.call.name.clone())
    }

    /// The interview of the person who works on the item, and who that is.
    fn stored_interview(&self, work: &Work) -> Result<Option<(Text, Interview)>, Stop> {
        let Some(row) = self.stored(self.tx.interview(work.number))? else {
            return Ok(None);
        };
        let (person, frozen): (Text, Frozen) = self.stored(decode(&row.state))?;
        let definitions = &self.world.definitions;
        let thawed = frozen.thaw(&|_, version| Some(definitions.flow(version)?.flow.clone()));
        let interview = thawed.map_err(|error| Stop::fault(error.to_string()))?;
        Ok(Some((person, interview)))
    }

    /// The page where the interview stands: nothing goes on, so nothing is stored.
    fn look_at(&mut self, work: &Work, mut interview: Interview) -> Result<Reply, Stop> {
        let person = self.actor.clone();
        let driven = self.as_user(person, false, |turn| {
            turn.undoable(|turn| turn.drive(&mut interview, Answer::Begin))
        });
        self.walked(work, &interview, driven, false)
    }

    fn begin_work(&mut self, work: &Work) -> Result<Reply, Stop> {
        match self.new_interview(work)? {
            Ok(interview) => self.walk(work, interview, Answer::Begin),
            Err(message) => self.fail_work(work, message),
        }
    }

    /// An interview that has not begun; or why there is none.
    fn new_interview(&mut self, work: &Work) -> Result<Result<Interview, Text>, Stop> {
        let version = work.flow;
        let Some(deployed) = version.and_then(|version| self.world.definitions.flow(version))
        else {
            let name = self.flow_name(work);
            return Ok(Err(missing_flow(&name).into()));
        };
        self.note_opening(work)?;
        let inputs = self.inputs_of(work)?;
        let begun = Interview::start(self.beginning(&deployed, inputs));
        Ok(begun.map_err(|fault| describe(&deployed.flow, &fault)))
    }

    /// The first who turns to an item ends the time that it waited for somebody.
    fn note_opening(&mut self, work: &Work) -> Result<(), Stop> {
        self.stored(self.tx.note_opening(&Opening {
            item: work.number,
            at: self.now,
            person: self.actor.clone(),
        }))
    }

    fn inputs_of(&self, work: &Work) -> Result<Values, Stop> {
        let row = self.stored(self.tx.open_item(&work.assignee.id, work.number))?;
        row.map_or_else(|| Ok(Vec::new()), |row| self.stored(decode(&row.inputs)))
    }

    /// Goes on to the next page or to the end. A fault undoes the page and fails the step.
    fn walk(
        &mut self,
        work: &Work,
        mut interview: Interview,
        answer: Answer,
    ) -> Result<Reply, Stop> {
        let person = self.actor.clone();
        let driven = self.as_user(person, false, |turn| {
            turn.undoable(|turn| turn.drive(&mut interview, answer))
        });
        self.walked(work, &interview, driven, true)
    }

    fn walked(
        &mut self,
        work: &Work,
        interview: &Interview,
        driven: Result<Driven, Stop>,
        went_on: bool,
    ) -> Result<Reply, Stop> {
        match driven {
            Ok(Driven::Shows(screen)) => {
                if went_on && screen.errors.is_empty() {
                    self.keep_interview(work, interview)?;
                }
                Ok(Reply::Screen(screen))
            }
            Ok(Driven::Finished(outputs)) => self.finish_work(work, outputs),
            Ok(Driven::Waits(waits)) => {
                let what = waits_in_words(&waits);
                if went_on {
                    self.wait_at_item(work, interview, *waits)?;
                }
                Ok(Reply::Waits { what })
            }
            Ok(Driven::Calls(call)) => self.fail_work(work, must_be_asynchronous(&call.0).into()),
            Err(Stop::Fault(fault)) => {
                let message = if fault.element.is_empty() {
                    fault.message
                } else {
                    format!("{}.{}: {}", fault.flow, fault.element, fault.message)
                };
                self.fail_work(work, message.into())
            }
            Err(Stop::Limit(what)) => self.fail_work(work, format!("limit reached: {what}").into()),
            Err(stop) => Err(stop),
        }
    }

    /// Stores the interview of a person at a Wait; it goes on as that person.
    fn wait_at_item(
        &mut self,
        work: &Work,
        interview: &Interview,
        waits: Waits,
    ) -> Result<(), Stop> {
        let waiting = Waiting {
            owner: Owner::Item(work.item),
            user: self.actor.clone(),
            waits,
            since: self.now,
            epoch: 0,
            occurred: None,
        };
        let state = encode(&(&self.actor, interview.freeze()));
        self.park(work.number, state, waiting)
    }

    /// Goes on with an interview of a work item that waited, up to its next screen. One that nobody
    /// has any more, or that went on otherwise, is left alone.
    pub(crate) fn resume_work(
        &mut self,
        number: PartNumber,
        user: &Text,
        answer: Answer,
    ) -> Result<(), Stop> {
        let item = PartRef::from((number.run().0, number.part()));
        let work = match self.take_up(&item, &Actor::User(user.clone())) {
            Ok(work) => work,
            Err(Stop::Refused(_)) => return Ok(()),
            Err(stop) => return Err(stop),
        };
        match self.stored_interview(&work)? {
            Some((person, interview)) if person == *user && interview.is_waiting() => {
                self.walk(&work, interview, answer).map(drop)
            }
            _ => Ok(()),
        }
    }

    fn keep_interview(&mut self, work: &Work, interview: &Interview) -> Result<(), Stop> {
        self.stored(self.tx.put_interview(&InterviewRow {
            n: work.number,
            at: self.now,
            state: encode(&(&self.actor, interview.freeze())),
        }))
    }

    pub(crate) fn finish_work(&mut self, work: &Work, outputs: Values) -> Result<Reply, Stop> {
        self.end_work(work, StepResult::Finished(outputs))?;
        Ok(Reply::Finished)
    }

    fn fail_work(&mut self, work: &Work, message: Text) -> Result<Reply, Stop> {
        self.end_work(work, StepResult::Failed(message.clone()))?;
        Ok(Reply::Failed {
            message: message.to_string(),
        })
    }

    fn end_work(&mut self, work: &Work, result: StepResult) -> Result<(), Stop> {
        if let Some((step, activation, _)) = work.went_on {
            self.stored(self.tx.delete_interview(work.number))?;
            let index = self.touch(work.number.run())?;
            let late = Command::FinishStep {
                step,
                activation,
                result,
            };
            return self.harmless(index, late);
        }
        let (item, by) = (work.item, self.actor.clone());
        // What the page wrote may have led to other runs, but never to this one before the commit.
        let index = self.touch(work.number.run())?;
        self.command(index, Command::CompleteWorkItem { item, by, result })?;
        let open = self.runs[index].loaded.run.work_item(item);
        if open.is_some_and(|item| item.closed.is_none()) {
            // One of several approvers is done: the next one begins anew.
            self.stored(self.tx.delete_interview(work.number))?;
        }
        Ok(())
    }

    /// Whether the actor approves in place of the one who has the item.
    fn decides_for(&self, work: &Work) -> Result<bool, Stop> {
        if self.approval_of(work.index, work.item).is_none() {
            return Ok(false);
        }
        let people = &self.world.people;
        self.stored(people.is_delegate(self.tx, &self.actor, &work.assignee))
    }
}

impl Work {
    /// It is still Assigned, or the request is refused.
    pub(crate) fn assigned(self) -> Result<Work, Stop> {
        match &self.went_on {
            Some((.., closed)) => Err(already_completed(closed)),
            None => Ok(self),
        }
    }
}

/// Whether somebody who is on the pages of an item that was closed so may walk to their end: what
/// a page wrote may itself have led on.
pub(crate) fn may_go_on(reason: CloseReason) -> bool {
    match reason {
        CloseReason::ExitConditionMet | CloseReason::StageCompleted => true,
        CloseReason::User
        | CloseReason::Failed
        | CloseReason::Canceled
        | CloseReason::Event
        | CloseReason::Recalled => false,
    }
}

fn already_completed(closed: &Closed) -> Stop {
    let (by, at) = (closed.by.clone(), closed.at);
    Stop::Refused(Refusal::Rejected(Rejection::AlreadyCompleted { by, at }))
}
