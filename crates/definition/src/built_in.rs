//! Flows that belong to the program: what the platform brings along under the same names.

use crate::{Project, SourceFile};

/// The screen flow of approval steps that have none of their own.
pub(crate) const EVALUATE_APPROVAL: &str = "standard_approvals__EvaluateApproval";

/// Its text. It is read, deployed and run as if it were a file of the project.
const TEXT: &str = include_str!("built_in/standard_approvals__EvaluateApproval.flow-meta.xml");

/// Its inputs. What the platform's own flow may take besides is not given to it.
const INPUTS: [&str; 3] = ["recordId", "submissionComments", "submitter"];

/// Whether `flow` is one of ours, and takes no input `input`.
pub(crate) fn ignores(flow: &str, input: &str) -> bool {
    flow.eq_ignore_ascii_case(EVALUATE_APPROVAL)
        && !INPUTS.iter().any(|known| known.eq_ignore_ascii_case(input))
}

/// Adds the flows of ours that `files` call and nobody has.
pub(crate) fn add(files: &mut Vec<SourceFile>, base: Option<&Project>) {
    let is_deployed = base.is_some_and(|base| base.flow(EVALUATE_APPROVAL).is_some());
    let is_there = |file: &SourceFile| file.stem().eq_ignore_ascii_case(EVALUATE_APPROVAL);
    let is_called = |file: &SourceFile| file.text.contains(EVALUATE_APPROVAL);
    if !is_deployed && !files.iter().any(is_there) && files.iter().any(is_called) {
        files.push(SourceFile::new(
            format!("segue/{EVALUATE_APPROVAL}.flow-meta.xml"),
            TEXT,
        ));
    }
}
