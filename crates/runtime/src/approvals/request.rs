//! What may be asked about approvals.

use segue_language::Text;

use super::Decision;
use crate::turn::{Stop, Turn};
use crate::{Actor, PartRef, Reply, RunRef};

/// Something asked about approvals.
#[derive(Clone, Debug)]
pub enum ApprovalRequest {
    /// Decide an approval work item without its form.
    Decide {
        /// The work item.
        item: PartRef,
        /// Who decides: its approver or a delegate of hers, unless it is decided in their place.
        by: Actor,
        /// What is decided.
        decision: Decision,
    },
    /// Submit a record for approval.
    Submit(NewSubmission),
    /// Take a submission back.
    Recall {
        /// The run.
        run: RunRef,
        /// Who takes it back: whoever submitted it, unless it is done by an admin.
        by: Actor,
        /// Why, in her words.
        comments: Option<Text>,
        /// Whoever asks has made sure that she may take back what others submitted.
        as_admin: bool,
    },
    /// Lock a record for everybody but approval admins, or unlock it.
    SetLock {
        /// Id of the record.
        record: Text,
        /// Whether it shall be locked.
        locked: bool,
        /// Who decides that.
        by: Actor,
    },
}

/// What is submitted.
#[derive(Clone, Debug)]
pub struct NewSubmission {
    /// Id of the record.
    pub record: Text,
    /// API name of the approval process; not needed where there is one only.
    pub process: Option<Text>,
    /// What the submitter says to it.
    pub comments: Option<Text>,
    /// Who shall approve first, for processes that ask for it.
    pub first_approver: Option<Text>,
    /// Who submits it.
    pub by: Actor,
}

impl Turn<'_> {
    /// Carries out a request about approvals.
    pub(crate) fn approval_request(&mut self, request: &ApprovalRequest) -> Result<Reply, Stop> {
        match request {
            ApprovalRequest::Decide { item, by, decision } => {
                self.decide_approval(item, by, decision)
            }
            ApprovalRequest::Submit(submission) => self.submit_record(submission),
            ApprovalRequest::Recall {
                run,
                by,
                comments,
                as_admin,
            } => self.recall(run, by, comments.clone(), *as_admin),
            ApprovalRequest::SetLock { record, locked, by } => {
                self.act_as(by)?;
                self.set_lock(record, *locked, None)?;
                Ok(Reply::Done)
            }
        }
    }
}
