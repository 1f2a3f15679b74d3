//! Mail from outside: a whole server and a real mail server that fails.

mod faults;
mod pages;
mod restarts;
mod robot;
#[path = "../../../connectors/tests/support/sink.rs"]
mod sink;

use std::sync::Arc;
use std::time::Duration;

use segue_connectors::{Backoff, MailSecurity, MailServer, MailServerSettings};
use serde_json::Value;

use self::sink::{AUTHORITY, Received, Sink};
use super::bed::Bed;
use crate::delivery::{Patience, deliver};
use crate::settings::Settings;

const ADMIN: &str = "admin@x.org";
/// How often a test looks again, 10 milliseconds apart.
const LOOKS_MAX: usize = 1_500;

fn mail_server(sink: &Sink) -> MailServerSettings {
    MailServerSettings {
        host: "localhost".to_owned(),
        port: sink.address.port(),
        security: MailSecurity::StartTls,
        credentials: Some(("me".to_owned(), "secret".to_owned())),
        certificates: Some(AUTHORITY.to_vec()),
        hello: "segue.example.com".to_owned(),
        timeout: Duration::from_millis(400),
    }
}

fn settings(sink: &Sink) -> Settings {
    let mut settings = Settings::of_defaults();
    settings.base_url = "https://segue.example.com".to_owned();
    settings.mail.server = Some(mail_server(sink));
    settings.mail.from = "Segue <segue@example.com>".to_owned();
    settings
}

/// Delivers as the server does, but less patiently.
fn begin_delivery(bed: &Bed) {
    let server = bed.app.settings().mail.server.clone().unwrap();
    let soon = Backoff {
        first: Duration::from_millis(20),
        longest: Duration::from_millis(100),
    };
    let patience = Patience {
        mail: soon,
        server: soon,
        give_up_seconds: 60,
    };
    let server = Arc::new(MailServer::new(server).unwrap());
    tokio::spawn(deliver(bed.app.clone(), server, patience));
}

/// All mails, oldest first.
async fn mails(bed: &Bed) -> Vec<Value> {
    let told = bed.get(ADMIN, "/api/v1/mails?limit=200").await;
    let mut mails = told.json["mails"].as_array().unwrap().clone();
    mails.reverse();
    mails
}

/// Waits until no mail waits any more.
async fn all_over(bed: &Bed) -> Vec<Value> {
    for _ in 0..LOOKS_MAX {
        let mails = mails(bed).await;
        let is_over =
            |mail: &Value| !matches!(mail["status"].as_str(), Some("Waiting" | "Sending"));
        if mails.iter().all(is_over) {
            return mails;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("mails still wait: {:?}", mails(bed).await)
}

/// The value of a header of a message that was taken.
fn header(received: &Received, name: &str) -> String {
    let start = format!("{name}: ");
    let mut lines = received.content.split("\r\n");
    let line = lines.find_map(|line| line.strip_prefix(&start));
    line.unwrap_or_else(|| panic!("no {name}")).to_owned()
}
