//! Delivering mail: claims what is due, sends it over SMTP, and stores what became of it.
//!
//! A mail is claimed in a turn before it is sent and settled in another one afterwards. A process
//! that dies in between leaves the claim; the mail goes out again with the same message id.

mod allowance;
mod letter;
mod outcome;

use std::sync::Arc;
use std::time::Duration;

use segue_connectors::{Backoff, MailConnection, MailFailure, MailServer, domain_of};
use segue_language::Timestamp;
use segue_runtime::{ClaimedMail, MailClaim, MailNext, MailOutcome, Reply, Request};
use segue_store::{MailStatus, StoreError};
use tokio::task::{JoinHandle, JoinSet};

use crate::app::App;
use crate::random;
use allowance::Allowance;
use outcome::{Attempt, Verdict};

/// Connections to the mail server at once.
const LINES_MAX: usize = 4;
/// How long a claim lasts, in seconds: longer than any attempt.
const LEASE_SECONDS: i64 = 1_800;
/// The longest sleep, so that a clock that was set does no harm.
const SLEEP_MAX: Duration = Duration::from_secs(60);
/// How long mails under way may take to their end once the server ends.
const ENDING: Duration = Duration::from_secs(5);

/// How patiently mails are tried again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For a mail that was refused for now.
    pub(crate) mail: Backoff,
    /// For a mail server that cannot be used.
    pub(crate) server: Backoff,
    /// Seconds after which a mail is given up.
    pub(crate) give_up_seconds: i64,
}

impl Patience {
    /// The usual one.
    pub(crate) fn new(give_up_seconds: i64) -> Patience {
        Patience {
            mail: Backoff {
                first: Duration::from_secs(60),
                longest: Duration::from_secs(4 * 3_600),
            },
            server: Backoff {
                first: Duration::from_secs(5),
                longest: Duration::from_secs(300),
            },
            give_up_seconds,
        }
    }
}

/// Starts delivering when a mail server is set. It ends when the server ends.
///
/// # Errors
/// The mail server's settings cannot be used.
pub(crate) fn start(app: &App) -> anyhow::Result<Option<JoinHandle<()>>> {
    let Some(settings) = app.settings().mail.server.clone() else {
        return Ok(None);
    };
    let server = Arc::new(MailServer::new(settings)?);
    let patience = Patience::new(app.settings().mail.give_up_seconds);
    Ok(Some(tokio::spawn(deliver(app.clone(), server, patience))))
}

/// Delivers until the server ends.
pub(crate) async fn deliver(app: App, server: Arc<MailServer>, patience: Patience) {
    let mut delivery = Delivery {
        allowance: allowance_so_far(&app).await,
        domain: domain_of(&app.settings().mail.from).unwrap_or_else(|| "localhost".to_owned()),
        sending: JoinSet::new(),
        lines: Vec::new(),
        rest: Rest::default(),
        app,
        server,
        patience,
    };
    delivery.take_over().await;
    delivery.run().await;
    delivery.end().await;
}

/// What is done with the mail server's failures: everything rests for a while.
#[derive(Default)]
struct Rest {
    n_failures: u32,
    until: Option<Timestamp>,
}

struct Delivery {
    app: App,
    server: Arc<MailServer>,
    patience: Patience,
    allowance: Allowance,
    domain: String,
    sending: JoinSet<Sent>,
    /// Connections that can be used again.
    lines: Vec<MailConnection>,
    rest: Rest,
}

/// A mail after its attempt.
struct Sent {
    mail: ClaimedMail,
    /// None when it was dropped before it was sent.
    attempt: Option<Attempt>,
    line: Option<MailConnection>,
}

impl Delivery {
    /// What a process that stopped was sending waits again.
    async fn take_over(&self) {
        let released = self.app.aside(|tx| tx.release_mails()).await;
        if let Ok(Ok(n @ 1..)) = released.map(|done: Result<usize, StoreError>| done) {
            tracing::warn!(
                n,
                "mails were under way when the server stopped; they go out again"
            );
        }
    }

    async fn run(&mut self) {
        loop {
            let now = self.app.now();
            if self.claim(now).await {
                continue;
            }
            let pause = self.pause(now).await;
            tokio::select! {
                () = self.app.ending() => return,
                Some(sent) = self.sending.join_next(), if !self.sending.is_empty() => {
                    self.take_in(sent.ok()).await;
                }
                () = self.app.mail_posted() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Claims as many mails as can be sent now; whether there were any.
    async fn claim(&mut self, now: Timestamp) -> bool {
        if self.rest.until.is_some_and(|until| now < until) {
            return false;
        }
        self.allowance.forget_before(now);
        // After a failure one mail tries whether the server can be used again.
        let lines_max = if self.rest.n_failures > 0 {
            1
        } else {
            LINES_MAX
        };
        let free = lines_max.saturating_sub(self.sending.len());
        let n_max = free.min(self.allowance.left());
        if n_max == 0 {
            return false;
        }
        let claim = MailClaim {
            n_max: u32::try_from(n_max).unwrap_or(u32::MAX),
            lease_seconds: LEASE_SECONDS,
            domain: self.domain.as_str().into(),
            salt: random::id().into(),
        };
        let Ok(Reply::Mails(mails)) = self.app.execute(Request::ClaimMails(claim)).await else {
            return false;
        };
        let has_any = !mails.is_empty();
        for mail in mails {
            self.begin(mail, now).await;
        }
        has_any
    }

    async fn begin(&mut self, mail: ClaimedMail, now: Timestamp) {
        if let Some(due) = self.allowance.reserve(mail.number, mail.run, now) {
            let held = MailNext::Held {
                due,
                reason: allowance::OF_RUN.to_owned(),
            };
            return self.settle(&mail, Vec::new(), held).await;
        }
        let (app, server) = (self.app.clone(), self.server.clone());
        let line = self.lines.pop();
        self.sending.spawn(send(app, server, mail, line));
    }

    /// How long there is nothing to do.
    async fn pause(&self, now: Timestamp) -> Duration {
        if self.sending.len() >= LINES_MAX {
            return SLEEP_MAX;
        }
        let read = self.app.look(|reads| reads.store().next_due_mail());
        let due = match read.await {
            Ok(Ok(Some(due))) => due,
            Ok(Ok(None)) => return SLEEP_MAX,
            Ok(Err(_)) | Err(_) => now.plus_seconds(1),
        };
        let allowed = self.allowance.next(now).unwrap_or(Timestamp(0));
        let due = due
            .max(self.rest.until.unwrap_or(Timestamp(0)))
            .max(allowed);
        let micros = due.0.saturating_sub(now.0).max(1_000).unsigned_abs();
        Duration::from_micros(micros).min(SLEEP_MAX)
    }

    async fn take_in(&mut self, sent: Option<Sent>) {
        let Some(Sent {
            mail,
            attempt,
            line,
        }) = sent
        else {
            return;
        };
        self.lines.extend(line.filter(MailConnection::is_usable));
        let Some(attempt) = attempt else {
            return self.allowance.give_back(mail.number);
        };
        let now = self.app.now();
        self.note_server(&attempt, now);
        let verdict = Verdict {
            now,
            patience: self.patience,
            rests_until: self.rest.until,
            random: u64::from_le_bytes(random::bytes()),
        };
        let (done, next) = verdict.of(&mail, &attempt);
        if done.iter().any(|(_, refusal)| refusal.is_none()) {
            self.allowance.sent(mail.number, now);
            self.app.counts().mail_sent();
        } else {
            self.allowance.give_back(mail.number);
            self.app.counts().mail_attempt_failed();
        }
        self.settle(&mail, done, next).await;
    }

    /// A mail server that cannot be used rests, longer each time.
    fn note_server(&mut self, attempt: &Attempt, now: Timestamp) {
        let Err(MailFailure::Server(why)) = &attempt.result else {
            self.rest = Rest::default();
            return;
        };
        if self.rest.until.is_some_and(|until| now < until) {
            return;
        }
        self.rest.n_failures = self.rest.n_failures.saturating_add(1);
        let random = u64::from_le_bytes(random::bytes());
        let delay = self.patience.server.delay(self.rest.n_failures, random);
        let until = Timestamp(now.0 + i64::try_from(delay.as_micros()).unwrap_or(i64::MAX / 4));
        self.rest.until = Some(until);
        tracing::warn!(why, %until, "the mail server cannot be used; mails wait");
    }

    async fn settle(&self, mail: &ClaimedMail, done: Vec<(u16, Option<String>)>, next: MailNext) {
        let outcome = MailOutcome {
            number: mail.number,
            attempt: mail.attempt,
            done,
            next,
        };
        // When it cannot be stored, the claim ends by itself and the mail is tried again.
        if let Err(refusal) = self.app.execute(Request::SettleMails(vec![outcome])).await {
            tracing::error!(%refusal, mail = mail.number, "what became of a mail is not stored");
        }
    }

    /// Mails under way come to their end, within limits.
    async fn end(mut self) {
        let rest = async {
            while let Some(sent) = self.sending.join_next().await {
                self.take_in(sent.ok()).await;
            }
            for line in std::mem::take(&mut self.lines) {
                line.quit().await;
            }
        };
        let _ = tokio::time::timeout(ENDING, rest).await;
    }
}

async fn allowance_so_far(app: &App) -> Allowance {
    let since = Timestamp(app.now().0 - allowance::WINDOW_MICROS);
    let limit = u32::try_from(allowance::PER_HOUR).unwrap_or(u32::MAX);
    let read = app.look(move |reads| reads.store().mails_sent_since(since, limit));
    let sent = match read.await {
        Ok(Ok(sent)) => sent,
        Ok(Err(_)) | Err(_) => Vec::new(),
    };
    Allowance::new(
        sent.into_iter()
            .map(|(at, run)| (at, (run.0 > 0).then_some(run.0))),
    )
}

/// One attempt: on a connection that is there already, else on a new one.
async fn send(
    app: App,
    server: Arc<MailServer>,
    mail: ClaimedMail,
    line: Option<MailConnection>,
) -> Sent {
    if !is_still_wanted(&app, &mail).await {
        return Sent {
            mail,
            attempt: None,
            line,
        };
    }
    let content = match letter::content(&mail, &app.settings().mail.from) {
        Ok(content) => content,
        Err(unsendable) => {
            let why = MailFailure::ForGood(unsendable.to_string());
            let attempt = Some(Attempt::of_all(&mail, Err(why)));
            return Sent {
                mail,
                attempt,
                line,
            };
        }
    };
    let (attempt, line) = Attempt::make(&app, &server, &mail, &content, line).await;
    Sent {
        mail,
        attempt: Some(attempt),
        line,
    }
}

/// Whether the mail was not dropped since it was claimed.
async fn is_still_wanted(app: &App, mail: &ClaimedMail) -> bool {
    let number = mail.number;
    let read = app.look(move |reads| reads.store().mail(number)).await;
    match read {
        Ok(Ok(Some(row))) => row.status == MailStatus::Sending && row.attempt == mail.attempt,
        Ok(Ok(None)) => false,
        // Better sent than lost: what was claimed is wanted unless it is known that it is not.
        Ok(Err(_)) | Err(_) => true,
    }
}
