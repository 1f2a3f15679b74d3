//! Failed runs by their cause: the step that failed and what it said, without what differs from
//! run to run.

use std::hash::{DefaultHasher, Hash, Hasher};

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};
use segue_runtime::RunView;
use segue_store::RunFilter;

use super::eyes::{Eyes, see};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// Failed runs that are looked at, the newest ones.
pub(crate) const LOOKED_AT_MAX: u32 = 500;

/// Failed runs with the same cause.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    /// What URLs know it by.
    pub(crate) key: String,
    /// Label of the orchestration.
    pub(crate) label: String,
    /// Label of the step that failed, when one did.
    pub(crate) step: Option<String>,
    /// What the newest of them says.
    pub(crate) message: Text,
    /// How many of them a plain resume can move.
    pub(crate) n_recoverable: usize,
    /// When the newest one failed.
    pub(crate) last: Timestamp,
    /// Their ids, newest first.
    pub(crate) runs: Vec<Text>,
}

/// Failed runs by cause, the most frequent one first.
pub(crate) async fn causes(app: &App, caller: &Caller) -> Answer<Vec<Cause>> {
    see(app, caller, grouped).await
}

fn grouped(eyes: &Eyes<'_>) -> Answer<Vec<Cause>> {
    if !eyes.viewer().sees_all_runs() {
        return Ok(Vec::new());
    }
    let rows = eyes.reads.store().runs(&RunFilter {
        status: Some(RunStatus::Error),
        limit: LOOKED_AT_MAX,
        ..RunFilter::default()
    })?;
    let mut causes: Vec<Cause> = Vec::new();
    for row in rows {
        let Some(view) = eyes.reads.run(row.n.0) else {
            continue;
        };
        let Some(cause) = cause(&view) else { continue };
        match causes.iter_mut().find(|known| known.key == cause.key) {
            Some(known) => {
                known.n_recoverable += cause.n_recoverable;
                known.runs.extend(cause.runs);
            }
            None => causes.push(cause),
        }
    }
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.runs.len()));
    Ok(causes)
}

/// Why one run failed.
fn cause(view: &RunView) -> Option<Cause> {
    let error = view.run.error.as_ref()?;
    let step = error.step.and_then(|part| view.run.step_run(part));
    let step = step.map(|run| view.orchestration.step(run.step));
    let name = step.map(|step| &step.name);
    Some(Cause {
        key: key(&view.orchestration.name, name, &error.message),
        label: view.orchestration.label.clone(),
        step: step.map(|step| step.label.clone()),
        message: error.message.clone(),
        n_recoverable: usize::from(error.recoverable),
        last: view.run.ended_at.unwrap_or(view.run.started_at),
        runs: vec![view.id.clone()],
    })
}

fn key(orchestration: &str, step: Option<&Text>, message: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (orchestration, step, same(message)).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A message without what differs from run to run: what is quoted, numbers, ids.
fn same(message: &str) -> String {
    let words = message.split_inclusive(|c: char| !c.is_alphanumeric());
    let mut text = String::new();
    let mut quote = None;
    for word in words {
        let end = word.chars().next_back().filter(|c| !c.is_alphanumeric());
        if quote.is_none() {
            let body = word.trim_end_matches(|c| Some(c) == end);
            let differs = body.bytes().any(|byte| byte.is_ascii_digit());
            text.push_str(if differs { "#" } else { body });
            text.extend(end);
        }
        quote = match (quote, end) {
            (Some(open), Some(close)) if open == close => None,
            (None, Some(open @ ('`' | '"'))) => Some(open),
            (quote, _) => quote,
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn messages_that_differ_in_numbers_ids_and_quotations_are_the_same() {
        let alike = [
            "Order 12 of `Acme`: no field 0In000000000001AAA",
            "Order 9 of `Big & Co`: no field 0In00000000000ZAAQ",
        ];
        assert_eq!(same(alike[0]), same(alike[1]));
        assert_eq!(same(alike[0]), "Order # of `: no field #");
    }

    #[test]
    fn messages_with_other_words_are_not() {
        assert_ne!(same("no login"), same("no laptop"));
        assert_ne!(same("it can't be"), same("it can't see"));
    }
}
