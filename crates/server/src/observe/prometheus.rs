//! `/metrics`: what is counted, as Prometheus reads it.

use std::fmt::Write;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use segue_engine::RunStatus;

use super::counts::Reading;
use super::histogram::{ENDS, Histogram};
use crate::app::App;
use crate::problem::Answer;
use crate::queries::runs::{OpenRuns, open_runs};

/// Answers with all metrics.
pub(crate) async fn metrics(State(app): State<App>) -> Answer<impl IntoResponse> {
    let open = open_runs(&app).await?;
    let store = app.at_writer(|runtime| runtime.store_metrics()).await?;
    let mut text = String::new();
    requests(&mut text, &app.counts().read());
    histogram(&mut text, app.counts().seconds());
    runs(&mut text, &open);
    mails(&app, &mut text).await?;
    let pages = (
        "segue_log_pages_total",
        "Pages written to the write-ahead log",
    );
    counter(&mut text, pages, store.log_pages);
    let commits = ("segue_commits_total", "Commits of the database");
    counter(&mut text, commits, store.commits);
    let size = log_bytes(&app);
    gauge(
        &mut text,
        ("segue_log_bytes", "Size of the write-ahead log"),
        size,
    );
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text))
}

fn requests(text: &mut String, counts: &Reading) {
    let about = ("segue_http_requests_total", "Requests answered");
    head(text, about, "counter");
    for ((route, class), n) in &counts.requests {
        let _ = writeln!(
            text,
            "{}{{route=\"{route}\",status=\"{class}xx\"}} {n}",
            about.0
        );
    }
    let about = ("segue_calls_total", "Attempts of calls to endpoints");
    head(text, about, "counter");
    for ((endpoint, outcome), n) in &counts.calls {
        // Names of endpoints are words, so nothing in them needs an escape.
        let endpoint: String = endpoint
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        let _ = writeln!(
            text,
            "{}{{endpoint=\"{endpoint}\",outcome=\"{outcome}\"}} {n}",
            about.0
        );
    }
    counter(
        text,
        ("segue_batches_total", "Batches of the writer"),
        counts.batches,
    );
    counter(
        text,
        ("segue_turns_total", "Turns that changed a run"),
        counts.turns,
    );
    counter(text, ("segue_jobs_total", "Jobs carried out"), counts.jobs);
    let ended = ("segue_runs_ended_total", "Runs that ended or failed");
    counter(text, ended, counts.ended_runs);
}

async fn mails(app: &App, text: &mut String) -> Answer<()> {
    let n_waiting = app.look(|reads| reads.store().n_unsent_mails()).await??;
    let counts = app.counts().read();
    let sent = ("segue_mails_sent_total", "Mails that a mail server took");
    counter(text, sent, counts.mails_sent);
    let failed = (
        "segue_mail_attempts_failed_total",
        "Attempts to send a mail that nobody got",
    );
    counter(text, failed, counts.mail_attempts_failed);
    let waiting = ("segue_mails_waiting", "Mails that are not sent yet");
    gauge(text, waiting, n_waiting.unsigned_abs());
    Ok(())
}

fn histogram(text: &mut String, seconds: &Histogram) {
    let name = "segue_http_request_seconds";
    head(text, (name, "How long answers took"), "histogram");
    let at_most = seconds.at_most();
    for (end, n) in ENDS.iter().zip(&at_most) {
        let _ = writeln!(text, "{name}_bucket{{le=\"{end}\"}} {n}");
    }
    let n = at_most.last().copied().unwrap_or_default();
    let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {n}");
    let _ = writeln!(text, "{name}_sum {}\n{name}_count {n}", seconds.sum());
}

fn runs(text: &mut String, open: &OpenRuns) {
    let name = "segue_open_runs";
    head(text, (name, "Runs that can still change"), "gauge");
    let counts = [
        (RunStatus::InProgress, open.in_progress),
        (RunStatus::Suspended, open.suspended),
        (RunStatus::Error, open.error),
    ];
    for (status, n) in counts {
        let _ = writeln!(text, "{name}{{status=\"{}\"}} {n}", status.api_name());
    }
}

fn log_bytes(app: &App) -> u64 {
    let path = app.settings().data.join("segue.sqlite-wal");
    std::fs::metadata(path).map_or(0, |file| file.len())
}

fn counter(text: &mut String, about: (&str, &str), n: u64) {
    head(text, about, "counter");
    let _ = writeln!(text, "{} {n}", about.0);
}

fn gauge(text: &mut String, about: (&str, &str), n: u64) {
    head(text, about, "gauge");
    let _ = writeln!(text, "{} {n}", about.0);
}

fn head(text: &mut String, (name, help): (&str, &str), kind: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}
