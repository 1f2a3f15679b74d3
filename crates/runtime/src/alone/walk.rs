//! Going on with an interview that no run asked for, to its end or to where it waits.

use segue_flow::{Answer, Frozen, Interview, Waits};
use segue_language::{FlowVersion, Text};
use segue_store::{AloneRow, InterviewRow, PartNumber, decode, encode};

use crate::definitions::DeployedFlow;
use crate::interview_driver::Driven;
use crate::jobs::Work;
use crate::turn::{Stop, Turn};
use crate::waiting::{Owner, Waiting};

/// An interview that no run asked for, as a turn goes on with it.
#[derive(Clone, Debug)]
pub(crate) struct Alone {
    /// Its number: that of the job which goes on with it. None where it shares the job with others:
    /// it gets one of its own when it is stored.
    pub(crate) number: Option<PartNumber>,
    /// Id of the user as whom it runs.
    pub(crate) user: Text,
    /// The newest attempt among its calls.
    pub(crate) epoch: i64,
    /// Whether it was stored before.
    pub(crate) is_stored: bool,
}

impl Alone {
    /// One that begins.
    pub(crate) fn begun(number: Option<PartNumber>, user: Text) -> Alone {
        Alone {
            number,
            user,
            epoch: 0,
            is_stored: false,
        }
    }

    /// One that waited.
    pub(crate) fn stored(number: PartNumber, user: Text, epoch: i64) -> Alone {
        Alone {
            number: Some(number),
            user,
            epoch,
            is_stored: true,
        }
    }
}

impl Turn<'_> {
    /// Goes on with an interview to its end, to a Wait or to a call that leaves. When it fails, what
    /// it wrote since it was stored last is undone.
    pub(crate) fn walk_alone(
        &mut self,
        alone: &Alone,
        mut interview: Interview,
        answer: Answer,
    ) -> Result<(), Stop> {
        let driven = self.as_user(alone.user.clone(), true, |turn| {
            turn.undoable(|turn| turn.drive_leaving(&mut interview, answer))
        });
        match driven? {
            Driven::Finished(_) => match alone.number {
                Some(number) if alone.is_stored => {
                    self.stored(self.tx.forget_alone(number)).map(drop)
                }
                _ => Ok(()),
            },
            Driven::Waits(waits) => self.park_alone(alone, &interview, *waits),
            Driven::Calls(call) => self.call_alone(alone, &interview, *call),
            Driven::Shows(screen) => {
                let problem = format!("{}: a screen cannot be shown here", screen.name);
                Err(Stop::fault(problem))
            }
        }
    }

    /// Goes on with a stored interview; `again` says what is tried again when that fails.
    pub(crate) fn go_on_alone(
        &mut self,
        (number, version): (PartNumber, FlowVersion),
        alone: &Alone,
        answer: Answer,
        again: impl FnOnce() -> Work,
    ) -> Result<(), Stop> {
        let Some(deployed) = self.flow_alone(number, version)? else {
            return Ok(());
        };
        let again = || (Some(number), again());
        self.contained(&deployed, again, |turn| match turn.thaw(number)? {
            Some(interview) => turn.walk_alone(alone, interview, answer),
            None => Err(Stop::fault("the stored interview is gone")),
        })
    }

    /// The flow that a stored interview began with; `version` where its row does not say.
    pub(super) fn flow_alone(
        &self,
        number: PartNumber,
        version: FlowVersion,
    ) -> Result<Option<std::sync::Arc<DeployedFlow>>, Stop> {
        let row = self.stored(self.tx.alone(number))?;
        let begun = row.and_then(|row| self.world.definitions.flow(row.version));
        Ok(begun.or_else(|| self.world.definitions.flow(version)))
    }

    /// Stores an interview at a Wait: what it wrote before stays.
    pub(crate) fn park_alone(
        &mut self,
        alone: &Alone,
        interview: &Interview,
        waits: Waits,
    ) -> Result<(), Stop> {
        let number = self.keep_alone(alone, interview)?;
        let waiting = Waiting {
            owner: Owner::Alone,
            user: alone.user.clone(),
            waits,
            since: self.now,
            epoch: alone.epoch,
            occurred: None,
        };
        self.put_waiting(number, waiting)
    }

    /// Stores an interview and its row; gives its number.
    pub(super) fn keep_alone(
        &mut self,
        alone: &Alone,
        interview: &Interview,
    ) -> Result<PartNumber, Stop> {
        let number = match alone.number {
            Some(number) => number,
            None => self.stored(self.tx.new_job_number())?,
        };
        self.stored(self.tx.put_interview(&InterviewRow {
            n: number,
            at: self.now,
            state: encode(&interview.freeze()),
        }))?;
        let begun = (interview.flow().name.clone(), interview.version());
        self.put_alone(number, begun, false)?;
        Ok(number)
    }

    /// Stores the row of an interview; since when there is one does not change.
    pub(super) fn put_alone(
        &self,
        number: PartNumber,
        (flow, version): (Text, FlowVersion),
        has_failed: bool,
    ) -> Result<(), Stop> {
        let known = self.stored(self.tx.alone(number))?;
        self.stored(self.tx.put_alone(&AloneRow {
            n: number,
            flow,
            version,
            has_failed,
            since: known.map_or(self.now, |known| known.since),
            changed: self.now,
        }))
    }

    /// A stored interview; none when there is none.
    fn thaw(&self, number: PartNumber) -> Result<Option<Interview>, Stop> {
        let Some(row) = self.stored(self.tx.interview(number))? else {
            return Ok(None);
        };
        let frozen: Frozen = self.stored(decode(&row.state))?;
        let definitions = &self.world.definitions;
        let thawed = frozen.thaw(&|_, version| Some(definitions.flow(version)?.flow.clone()));
        thawed
            .map(Some)
            .map_err(|error| Stop::fault(error.to_string()))
    }
}
