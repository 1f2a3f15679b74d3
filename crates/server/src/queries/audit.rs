//! The audit log.

use segue_language::Text;
use segue_store::{AuditFilter, AuditLine};

use crate::app::App;
use crate::problem::Answer;

/// A page of the audit log.
pub(crate) struct AuditPage {
    pub(crate) lines: Vec<AuditLine>,
    /// Where the next page begins, when there is one.
    pub(crate) next: Option<i64>,
    /// Everything that was ever done, by its word.
    pub(crate) kinds: Vec<Text>,
}

/// A page of the lines that a filter lets through, newest first.
pub(crate) async fn audit(app: &App, filter: AuditFilter) -> Answer<AuditPage> {
    app.look(move |reads| {
        let view = reads.store();
        let lines = view.audit(&filter)?;
        let is_full = lines.len() == filter.limit as usize;
        Ok(AuditPage {
            next: lines.last().filter(|_| is_full).map(|line| line.n),
            kinds: view.audit_kinds()?,
            lines,
        })
    })
    .await?
}
