//! The pool: sends what leaves, so many at a time, and brings back what became of it.

use std::sync::Arc;
use std::time::Duration;

use segue_runtime::{CallEnded, OutgoingCall, Request};
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::attempt::attempt;
use super::endpoints::reseal;
use crate::app::App;
use crate::identity::reseal_second_factors;

/// Calls that are out at a time.
const OUT_MAX: usize = 256;
/// How often a result is offered to a writer that does not take it.
const OFFERS_MAX: u32 = 5;

/// Lets calls leave from now on; ends with the threads that it runs on.
pub(crate) fn start(app: &App) {
    let receiver = app.calls().receiver.lock();
    let taken = receiver.expect("no thread died holding it").take();
    let Some(mut receiver) = taken else {
        return;
    };
    let app = app.clone();
    tokio::spawn(async move {
        reseal(&app).await;
        if let Err(problem) = reseal_second_factors(&app).await {
            let problem = problem.detail;
            tracing::warn!(%problem, "second factors were not sealed again");
        }
        let free = Arc::new(Semaphore::new(OUT_MAX));
        while let Some(call) = receiver.recv().await {
            let Ok(permit) = free.clone().acquire_owned().await else {
                return;
            };
            let app = app.clone();
            tokio::spawn(async move {
                carry_out(&app, call).await;
                drop(permit);
            });
        }
    });
}

async fn carry_out(app: &App, call: OutgoingCall) {
    let ended = attempt(app, &call).await;
    for offer in 1..=OFFERS_MAX {
        match app.execute(Request::CallEnded(ended.clone())).await {
            Ok(_) => return,
            Err(refusal) => tracing::warn!(run = call.run, %refusal, "a call's result was refused"),
        }
        sleep(Duration::from_secs(u64::from(offer))).await;
    }
    report(&ended);
}

/// The lease of the attempt runs out, and the call is known to be lost then.
fn report(ended: &CallEnded) {
    let number = ended.lease.number.0;
    tracing::error!(number, "a call's result could not be stored");
}
