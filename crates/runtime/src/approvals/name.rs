//! Names of submissions and approval work items: AS-000000001, AWI-000000001.

use segue_engine::PartId;
use segue_language::Text;
use segue_store::{PartNumber, RunNumber, View};

/// Name of the submission that a run is.
///
/// # Errors
/// It cannot be read.
pub fn submission_name(view: &View, run: RunNumber) -> segue_store::Result<Text> {
    numbered(view, "AS", PartNumber::new(run, PartId(0)))
}

/// Name of an approval work item.
pub(crate) fn approval_item_name(view: &View, item: PartNumber) -> segue_store::Result<Text> {
    numbered(view, "AWI", item)
}

/// Name of what was done in a submission: the submission's and a number.
pub(crate) fn detail_name(submission: &str, number: u16) -> Text {
    format!("{submission}-{number}").into()
}

/// What is born in the turn under way has no number yet.
fn numbered(view: &View, prefix: &str, part: PartNumber) -> segue_store::Result<Text> {
    let number = view.approval_number(part)?;
    Ok(match number {
        Some(number) => format!("{prefix}-{number:09}").into(),
        None => "".into(),
    })
}
