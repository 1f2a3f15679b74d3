//! Decisions without the form: an approver's own, and those in place of the approver.

use segue_engine::{
    APPROVAL_COMMENTS, APPROVAL_DECISION, APPROVE, Command, PartId, REJECT, Rejection,
};
use segue_language::{Text, Value, Values};
use segue_store::PartNumber;

use super::said;
use crate::turn::{Stop, Turn, item_number};
use crate::{Actor, PartRef, Refusal, Reply};

/// What somebody decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// `Approve` or `Reject`, without regard to case.
    pub decision: Text,
    /// Comments.
    pub comments: Option<Text>,
    /// In place of the approver; whoever asks has made sure that she may.
    pub overrides: bool,
}

/// The outputs of a form that ended with this decision.
fn outputs(decision: &Decision) -> Result<Values, Rejection> {
    let words = [APPROVE, REJECT];
    let word = words
        .into_iter()
        .find(|word| word.eq_ignore_ascii_case(&decision.decision))
        .ok_or_else(|| Rejection::NoDecision(decision.decision.clone()))?;
    let comments = said(decision.comments.clone()).map_or(Value::Null, Value::Text);
    Ok(vec![
        (APPROVAL_DECISION.into(), Value::text(word)),
        (APPROVAL_COMMENTS.into(), comments),
    ])
}

impl Turn<'_> {
    /// Decides an approval work item at once.
    pub(crate) fn decide_approval(
        &mut self,
        item: &PartRef,
        by: &Actor,
        decision: &Decision,
    ) -> Result<Reply, Stop> {
        let number = item_number(item)?;
        let outputs = outputs(decision).map_err(Refusal::Rejected)?;
        if decision.overrides {
            self.actor = self.actor_id(by)?;
            return self.override_approval(number, outputs);
        }
        let work = self.take_up(item, by)?.assigned()?;
        if !self.is_approval(&number)? {
            return Err(Refusal::Rejected(Rejection::NoApproval).into());
        }
        self.take_routed(item, by, &work.assignee)?;
        self.finish_work(&work, outputs)
    }

    fn override_approval(&mut self, number: PartNumber, outputs: Values) -> Result<Reply, Stop> {
        let (item, by) = (number.part(), self.actor.clone());
        let index = self.touch(number.run())?;
        self.command(index, Command::OverrideApproval { item, by, outputs })?;
        Ok(Reply::Finished)
    }

    /// Whether that is the work item of an approval step.
    pub(crate) fn is_approval(&mut self, number: &PartNumber) -> Result<bool, Stop> {
        let index = self.touch(number.run())?;
        Ok(self.approval_of(index, number.part()).is_some())
    }

    /// What the approval step of a work item has besides; none for any other step.
    pub(crate) fn approval_of(
        &self,
        index: usize,
        item: PartId,
    ) -> Option<&segue_engine::Approval> {
        let loaded = &self.runs[index].loaded;
        let step = loaded.run.step_of_item(item)?.step;
        loaded.deployed.orchestration.approval(step)
    }
}
