//! A problem as a page.

use askama::Template;

use super::layout::Frame;
use crate::problem::Problem;

/// Why a page cannot be shown.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct ProblemPage {
    frame: Frame,
    title: &'static str,
    detail: String,
    status: u16,
    code: String,
}

impl ProblemPage {
    /// The page of a problem.
    pub(crate) fn of(problem: &Problem) -> ProblemPage {
        ProblemPage {
            frame: Frame::default().wide("narrow"),
            title: problem.title(),
            detail: problem.detail.clone(),
            status: problem.status.as_u16(),
            code: problem.code.to_string(),
        }
    }
}
