//! One attempt of a call: where it goes, whether it may be repeated, what its reply gives.

use segue_connectors::{Endpoint, HttpFault, outputs, prepare};
use segue_language::{HttpMethod, Timestamp, Values};
use segue_runtime::{CallEnded, CallResult, OutgoingCall};

use super::endpoints::{Known, find, opened};
use crate::app::App;
use crate::random;

/// Seconds that are left for bringing a result back.
const MARGIN_SECONDS: i64 = 10;

/// Carries an attempt out.
pub(super) async fn attempt(app: &App, call: &OutgoingCall) -> CallEnded {
    let request = call.action.request.as_ref().expect("it leaves");
    let name = request.endpoint.to_string();
    let (status, result) = match endpoint(app, &name).await {
        Err(why) => (None, CallResult::Failed(why)),
        Ok(known) => send(app, call, &known).await,
    };
    app.counts().called(&name, word(&result));
    CallEnded {
        lease: call.lease,
        status,
        result,
    }
}

async fn endpoint(app: &App, name: &str) -> Result<Known, String> {
    let found = find(app, name).await;
    found
        .map_err(|problem| problem.detail.to_string())?
        .ok_or_else(|| {
            format!("endpoint `{name}` is not set up; an administrator can do so under Endpoints")
        })
}

async fn send(app: &App, call: &OutgoingCall, known: &Known) -> (Option<u16>, CallResult) {
    let endpoint = &known.endpoint;
    if call.was_lost && !may_repeat(call, endpoint) {
        let then = match call.run {
            0 => "try the interview again",
            _ => "resume the run",
        };
        let why = format!(
            "the program stopped while the call was out, so its outcome is unknown; see at the \
             other system what came of it, then {then}"
        );
        return (None, CallResult::Lost(why));
    }
    let needed = i64::try_from(endpoint.timeout.as_secs()).unwrap_or(i64::MAX);
    if app.now().plus_seconds(needed + MARGIN_SECONDS) > call.until {
        let why = "too many calls were out".to_owned();
        return (None, CallResult::Again { at: app.now(), why });
    }
    match reply(app, call, known).await {
        Ok((status, values)) => (Some(status), CallResult::Answered(values)),
        Err(fault) => (fault.status(), failed(app.now(), call, endpoint, &fault)),
    }
}

async fn reply(app: &App, call: &OutgoingCall, known: &Known) -> Result<(u16, Values), HttpFault> {
    let endpoint = &known.endpoint;
    let prepared = prepare(&call.action, endpoint, &call.inputs, &call.key)?;
    let credential = opened(app, known).map_err(HttpFault::Request)?;
    let dialer = &app.calls().dialer;
    let reply = dialer.send(endpoint, credential.as_ref(), prepared).await?;
    let reply = reply.good()?;
    Ok((reply.status, outputs(&call.action, &reply)?))
}

/// Only an endpoint that says so, or a method that may be repeated, lets a call leave twice.
fn may_repeat(call: &OutgoingCall, endpoint: &Endpoint) -> bool {
    let method = call.action.request.as_ref().map(|request| request.method);
    let is_opted_in = endpoint.attempts > 1 && call.attempt <= endpoint.attempts;
    is_opted_in || method.is_some_and(HttpMethod::is_idempotent)
}

fn failed(
    now: Timestamp,
    call: &OutgoingCall,
    endpoint: &Endpoint,
    fault: &HttpFault,
) -> CallResult {
    let random = u64::from_ne_bytes(random::bytes());
    let why = fault.to_string();
    if let Some(delay) = endpoint.retry(fault, call.attempt, random) {
        let micros = i64::try_from(delay.as_micros()).unwrap_or(i64::MAX);
        let at = Timestamp(now.0.saturating_add(micros));
        return CallResult::Again { at, why };
    }
    match fault {
        HttpFault::Timeout(_) | HttpFault::Broken(_) => {
            CallResult::Lost(format!("{why}; the outcome of the call is unknown"))
        }
        _ => CallResult::Failed(why),
    }
}

fn word(result: &CallResult) -> &'static str {
    match result {
        CallResult::Answered(_) => "answered",
        CallResult::Failed(_) => "failed",
        CallResult::Lost(_) => "lost",
        CallResult::Again { .. } => "again",
    }
}
