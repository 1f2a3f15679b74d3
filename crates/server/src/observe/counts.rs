//! What is counted while the server runs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use segue_runtime::BatchOutcome;

use super::histogram::Histogram;

/// Pairs of endpoint and outcome that are counted apart.
const CALL_LABELS_MAX: usize = 400;
/// What the other endpoints are counted as.
const OTHERS: &str = "other";

/// Counters; all copies count together.
#[derive(Clone, Default)]
pub(crate) struct Counts(Arc<Inner>);

#[derive(Default)]
struct Inner {
    batches: AtomicU64,
    turns: AtomicU64,
    jobs: AtomicU64,
    ended_runs: AtomicU64,
    mails_sent: AtomicU64,
    mail_attempts_failed: AtomicU64,
    /// By route and class of the status (2 for 200 to 299).
    requests: Mutex<BTreeMap<(&'static str, u16), u64>>,
    seconds: Histogram,
    /// By endpoint and outcome.
    calls: Mutex<BTreeMap<(String, &'static str), u64>>,
}

/// The counters at one moment.
pub(super) struct Reading {
    pub(super) batches: u64,
    pub(super) turns: u64,
    pub(super) jobs: u64,
    pub(super) ended_runs: u64,
    pub(super) mails_sent: u64,
    pub(super) mail_attempts_failed: u64,
    pub(super) requests: BTreeMap<(&'static str, u16), u64>,
    pub(super) calls: BTreeMap<(String, &'static str), u64>,
}

impl Counts {
    /// Counts a commit of the writer.
    pub(crate) fn committed(&self, outcome: &BatchOutcome) {
        let counts = &self.0;
        add(&counts.batches, 1);
        add(&counts.turns, outcome.changed.len());
        add(&counts.jobs, outcome.n_jobs);
        add(&counts.ended_runs, outcome.ended.len());
    }

    /// Counts a mail that a mail server took for somebody.
    pub(crate) fn mail_sent(&self) {
        add(&self.0.mails_sent, 1);
    }

    /// Counts an attempt to send a mail that nobody got.
    pub(crate) fn mail_attempt_failed(&self) {
        add(&self.0.mail_attempts_failed, 1);
    }

    /// Counts an attempt of a call. Names beyond a bound are counted together.
    pub(crate) fn called(&self, endpoint: &str, outcome: &'static str) {
        if let Ok(mut calls) = self.0.calls.lock() {
            let key = (endpoint.to_owned(), outcome);
            let is_known = calls.contains_key(&key) || calls.len() < CALL_LABELS_MAX;
            let key = if is_known {
                key
            } else {
                (OTHERS.to_owned(), outcome)
            };
            *calls.entry(key).or_default() += 1;
        }
    }

    /// Counts an answer.
    pub(super) fn answered(&self, route: &'static str, status: StatusCode, seconds: f64) {
        let key = (route, status.as_u16() / 100);
        if let Ok(mut requests) = self.0.requests.lock() {
            *requests.entry(key).or_default() += 1;
        }
        self.0.seconds.add(seconds);
    }

    /// What was counted so far.
    pub(super) fn read(&self) -> Reading {
        let counts = &self.0;
        let requests = counts.requests.lock();
        Reading {
            batches: counts.batches.load(Ordering::Relaxed),
            turns: counts.turns.load(Ordering::Relaxed),
            jobs: counts.jobs.load(Ordering::Relaxed),
            ended_runs: counts.ended_runs.load(Ordering::Relaxed),
            mails_sent: counts.mails_sent.load(Ordering::Relaxed),
            mail_attempts_failed: counts.mail_attempts_failed.load(Ordering::Relaxed),
            requests: requests
                .map(|requests| requests.clone())
                .unwrap_or_default(),
            calls: counts
                .calls
                .lock()
                .map(|calls| calls.clone())
                .unwrap_or_default(),
        }
    }

    /// How long answers took.
    pub(super) fn seconds(&self) -> &Histogram {
        &self.0.seconds
    }
}

fn add(counter: &AtomicU64, n: usize) {
    counter.fetch_add(n as u64, Ordering::Relaxed);
}
