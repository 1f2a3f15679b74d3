//! Taking a submission back: by whoever submitted it, or by an approval admin.

use segue_engine::Command;
use segue_language::Text;

use super::{said, submitter_of};
use crate::turn::{Stop, Turn, run_number};
use crate::{Actor, Refusal, Reply, RunRef};

impl Turn<'_> {
    /// Recalls a submission; `as_admin` lets it be that of anybody.
    pub(crate) fn recall(
        &mut self,
        run: &RunRef,
        by: &Actor,
        comments: Option<Text>,
        as_admin: bool,
    ) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let index = self.touch(run_number(run)?)?;
        let submitter = submitter_of(&self.runs[index].loaded.run);
        let may = as_admin || self.actor == submitter || self.actor == self.world.system_user;
        if !may {
            return Err(Stop::Refused(Refusal::NotEntitled {
                by: self.username(&self.actor)?,
                assignee: self.username(&submitter)?,
            }));
        }
        let (by, comments) = (self.actor.clone(), said(comments));
        self.command(index, Command::Recall { by, comments })?;
        Ok(Reply::Done)
    }
}
