//! Approval processes: submissions, decisions without a form, recalls, locks of records, and the
//! actions by which flows do all that.

mod actions;
mod decide;
mod delegates;
mod lock;
mod name;
mod pending;
mod recall;
mod request;
mod submit;

use segue_language::Text;

pub use decide::Decision;
pub use name::submission_name;
pub(crate) use name::{approval_item_name, detail_name};
pub use request::{ApprovalRequest, NewSubmission};
pub(crate) use submit::is_submission_of;
pub(crate) use submit::standard_input;
pub use submit::{is_submittable, submitted_record, submitter_of};

/// The word of the permission of approval admins: they recall, decide in place of others, and
/// change locked records.
pub const MANAGE_APPROVALS: &str = "manage-approvals";

/// Sequence of the numbers in the names of submissions.
pub(crate) const SUBMISSIONS: &str = "ApprovalSubmission";
/// Sequence of the numbers in the names of approval work items.
pub(crate) const APPROVAL_ITEMS: &str = "ApprovalWorkItem";

/// The input that holds the id of the record.
pub(crate) const RECORD_ID: &str = "recordId";
/// The input that holds the id of the submitter.
pub(crate) const SUBMITTER: &str = "submitter";
/// The input that holds the comments of the submitter.
pub(crate) const SUBMISSION_COMMENTS: &str = "submissionComments";
/// The input that holds who shall approve first.
pub(crate) const FIRST_APPROVER: &str = "firstApprover";
/// Inputs that every approval process takes, whether or not it has a variable for them.
pub(crate) const STANDARD_INPUTS: [&str; 4] =
    [RECORD_ID, SUBMITTER, SUBMISSION_COMMENTS, FIRST_APPROVER];

/// Text that is there: neither missing nor blank.
pub(crate) fn said(text: Option<Text>) -> Option<Text> {
    text.filter(|text| !text.trim().is_empty())
}
