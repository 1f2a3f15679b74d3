//! Looking at a work item: the page on which somebody stands, and nothing else. What would go on,
//! end or fail by being shown again is refused, so that looking never changes anything.

use segue_flow::Answer;

use super::Work;
use crate::interview_driver::{Driven, must_be_asynchronous};
use crate::people::conflict;
use crate::turn::{Stop, Turn};
use crate::waiting::waits_in_words;
use crate::{Actor, PartRef, Reply};

impl Turn<'_> {
    /// The current screen of whoever has a work item open.
    pub(crate) fn look_at_work(&mut self, item: &PartRef, by: &Actor) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?.assigned()?;
        match self.stored_interview(&work)? {
            Some((person, interview)) if person == self.actor => {
                let driven = self.show(interview);
                self.seen(&work, driven)
            }
            Some(_) | None => Err(conflict(
                "not-opened",
                "the work item was not opened".to_owned(),
            )),
        }
    }

    fn show(&mut self, mut interview: segue_flow::Interview) -> Result<Driven, Stop> {
        let person = self.actor.clone();
        self.as_user(person, false, |turn| {
            turn.undoable(|turn| turn.drive(&mut interview, Answer::Begin))
        })
    }

    /// A refusal undoes the whole turn.
    fn seen(&self, work: &Work, driven: Result<Driven, Stop>) -> Result<Reply, Stop> {
        let message = match driven {
            Ok(Driven::Shows(screen)) => return Ok(Reply::Screen(screen)),
            Ok(Driven::Waits(waits)) => {
                let what = waits_in_words(&waits);
                return Ok(Reply::Waits { what });
            }
            Ok(Driven::Finished(_)) => format!("{} has no further screen", self.flow_name(work)),
            Ok(Driven::Calls(call)) => must_be_asynchronous(&call.0),
            Err(Stop::Fault(fault)) => fault.message,
            Err(Stop::Limit(what)) => format!("limit reached: {what}"),
            Err(stop @ (Stop::Refused(_) | Stop::Broken(_))) => return Err(stop),
        };
        Err(conflict("would-go-on", message))
    }
}
