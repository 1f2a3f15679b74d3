//! A connection to a mail server, verb by verb, so that each recipient's fate is known.

use std::fmt::Display;
use std::future::Future;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt, Rset};
use tokio::time::timeout;

use super::failure::Trouble;
use super::{MailFailure, MailSecurity, MailServer, Taken};

/// Messages on one connection.
const MESSAGES_MAX: u32 = 100;
/// Ways to sign in, the safest first.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(5);
/// How many times the time of an answer opening a connection may take in all.
const OPENING_FACTOR: u32 = 2;
/// How many times the time of an answer handing over the message may take.
const CONTENT_FACTOR: u32 = 5;

/// A connection to a mail server.
pub struct MailConnection {
    smtp: AsyncSmtpConnection,
    timeout: Duration,
    n_messages: u32,
    is_usable: bool,
}

impl MailConnection {
    /// Connects, secures the connection and signs in.
    ///
    /// # Errors
    /// [`MailFailure::Server`].
    pub async fn open(server: &MailServer) -> Result<MailConnection, MailFailure> {
        let opening = timeout(server.timeout * OPENING_FACTOR, open(server));
        let smtp = match opening.await {
            Ok(opened) => opened?,
            Err(_) => return Err(Trouble::Late.of_server("connecting")),
        };
        Ok(MailConnection {
            smtp,
            timeout: server.timeout,
            n_messages: 0,
            is_usable: true,
        })
    }

    /// Whether another message may be sent on it.
    pub fn is_usable(&self) -> bool {
        self.is_usable && self.n_messages < MESSAGES_MAX && !self.smtp.has_broken()
    }

    /// Hands a message over for these recipients.
    ///
    /// # Errors
    /// What concerns all of them; the fate of each is in the answer.
    pub async fn send(
        &mut self,
        from: &str,
        to: &[String],
        content: &[u8],
    ) -> Result<Taken, MailFailure> {
        self.n_messages += 1;
        let from = parsed(from).map_err(MailFailure::ForGood)?;
        self.command("MAIL FROM", Mail::new(Some(from), Vec::new()))
            .await?;
        let mut taken = Taken::default();
        for recipient in to {
            let fate = self.recipient(recipient).await?;
            taken.recipients.push(fate);
        }
        if taken.recipients.iter().all(Option::is_some) {
            self.forget_message().await;
            return Ok(taken);
        }
        self.content(content).await?;
        Ok(taken)
    }

    /// Ends it politely; whatever is answered, nothing follows from it.
    pub async fn quit(mut self) {
        if !self.smtp.has_broken() {
            let _ = timeout(FAREWELL, self.smtp.command(Quit)).await;
        }
    }

    /// One recipient; a broken connection concerns all of them.
    async fn recipient(&mut self, to: &str) -> Result<Option<MailFailure>, MailFailure> {
        let address = match parsed(to) {
            Ok(address) => address,
            Err(why) => return Ok(Some(MailFailure::ForGood(why))),
        };
        match self
            .command("RCPT TO", Rcpt::new(address, Vec::new()))
            .await
        {
            Ok(()) => Ok(None),
            Err(broken @ (MailFailure::Server(_) | MailFailure::Unsure(_))) => Err(broken),
            Err(refused) => Ok(Some(refused)),
        }
    }

    async fn content(&mut self, content: &[u8]) -> Result<(), MailFailure> {
        self.command("DATA", Data).await?;
        // The client ends the last line itself.
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        let handed_over = self.smtp.message(content);
        let answer = within(self.timeout * CONTENT_FACTOR, handed_over).await;
        answer.map_err(|trouble| {
            self.is_usable = trouble.is_answer();
            trouble.of_content()
        })
    }

    /// A verb; when it is refused, what was said of the message so far is forgotten.
    async fn command(
        &mut self,
        verb: &str,
        command: impl Display + Send,
    ) -> Result<(), MailFailure> {
        let answer = within(self.timeout, self.smtp.command(command)).await;
        let Err(trouble) = answer else {
            return Ok(());
        };
        self.is_usable = trouble.is_answer();
        if self.is_usable && verb != "RCPT TO" {
            self.forget_message().await;
        }
        Err(trouble.of_message(verb))
    }

    async fn forget_message(&mut self) {
        let forgotten = within(self.timeout, self.smtp.command(Rset)).await;
        self.is_usable = forgotten.is_ok();
    }
}

async fn open(server: &MailServer) -> Result<AsyncSmtpConnection, MailFailure> {
    let tls = (server.security == MailSecurity::Tls).then(|| server.tls.clone());
    let address = (server.host.as_str(), server.port);
    let connecting = AsyncSmtpConnection::connect_tokio1(
        address,
        Some(server.timeout),
        &server.hello,
        tls,
        None,
    );
    let mut smtp = within_value(server.timeout, connecting)
        .await
        .map_err(|trouble| trouble.of_server("connecting"))?;
    if server.security == MailSecurity::StartTls {
        let secured = smtp.starttls(server.tls.clone(), &server.hello);
        within(server.timeout, secured)
            .await
            .map_err(|trouble| trouble.of_server("STARTTLS"))?;
    }
    if let Some(credentials) = &server.credentials {
        let known = smtp.auth(&MECHANISMS, credentials);
        within(server.timeout, known)
            .await
            .map_err(|trouble| trouble.of_server("AUTH"))?;
    }
    Ok(smtp)
}

async fn within<T>(
    time: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<(), Trouble> {
    within_value(time, work).await.map(|_| ())
}

async fn within_value<T>(
    time: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Trouble> {
    match timeout(time, work).await {
        Ok(done) => done.map_err(Trouble::Smtp),
        Err(_) => Err(Trouble::Late),
    }
}

fn parsed(address: &str) -> Result<Address, String> {
    if !super::is_address(address) {
        return Err("it is no mail address".to_owned());
    }
    address
        .parse()
        .map_err(|_| "it is no mail address".to_owned())
}
