//! A mail server for tests, over real TCP and TLS, that fails where it is told to.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Whom the sink's certificate can be checked against.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("certificate.pem");
const KEY: &[u8] = include_bytes!("key.pem");
/// How long a silent sink keeps a connection.
const SILENCE: Duration = Duration::from_secs(20);
/// The only credentials that it knows: NUL me NUL secret, as base64.
const CREDENTIALS: &str = "AG1lAHNlY3JldA==";

/// Where it may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Banner,
    Ehlo,
    StartTls,
    Auth,
    MailFrom,
    Rcpt,
    Data,
    /// After the final dot.
    Content,
    Quit,
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Answers this in place of a good answer.
    Say(&'static str),
    /// Hangs up without an answer.
    Cut,
    /// Hangs up without an answer; a message that came whole is kept all the same.
    CutAfterTaking,
    /// Never answers.
    Silent,
    /// Never answers, but keeps a message that came whole.
    SilentAfterTaking,
    /// Answers a byte at a time, too slowly.
    Drip,
}

/// A message that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) content: String,
    pub(crate) is_secret: bool,
    pub(crate) is_signed_in: bool,
}

struct Rule {
    verb: Verb,
    /// What the line must hold.
    about: String,
    fault: Fault,
    n_left: usize,
}

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    received: Vec<Received>,
    n_connections: usize,
}

/// The mail server; it lives as long as the test's process.
#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Sink {
    /// Starts one that takes everything. `is_tls`: from the first byte on.
    pub(crate) fn start(is_tls: bool) -> Sink {
        Sink::start_on(TcpListener::bind("127.0.0.1:0").expect("a port"), is_tls)
    }

    /// The same at a known place.
    pub(crate) fn start_on(listener: TcpListener, is_tls: bool) -> Sink {
        let sink = Sink {
            address: listener.local_addr().expect("an address"),
            state: Arc::default(),
        };
        let told = sink.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sink = told.clone();
                std::thread::spawn(move || Talk::begin(sink, stream, is_tls));
            }
        });
        sink
    }

    /// From now on fails so many times at a verb whose line holds `about`.
    pub(crate) fn fail(&self, verb: Verb, about: &str, fault: Fault, n_times: usize) {
        self.state.lock().expect("no panic").rules.push(Rule {
            verb,
            about: about.to_owned(),
            fault,
            n_left: n_times,
        });
    }

    /// What it has taken so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.lock().expect("no panic").received.clone()
    }

    /// Connections so far.
    pub(crate) fn n_connections(&self) -> usize {
        self.state.lock().expect("no panic").n_connections
    }

    fn fault(&self, verb: Verb, line: &str) -> Option<Fault> {
        let mut state = self.state.lock().expect("no panic");
        let fits =
            |rule: &&mut Rule| rule.verb == verb && rule.n_left > 0 && line.contains(&rule.about);
        let rule = state.rules.iter_mut().find(fits)?;
        rule.n_left -= 1;
        Some(rule.fault)
    }
}

/// One connection.
enum Wire {
    Plain(TcpStream),
    Secret(Box<StreamOwned<ServerConnection, TcpStream>>),
    Gone,
}

struct Talk {
    sink: Sink,
    wire: Wire,
    from: String,
    to: Vec<String>,
    is_signed_in: bool,
}

/// The connection is over.
struct Over;

impl Talk {
    fn begin(sink: Sink, stream: TcpStream, is_tls: bool) {
        sink.state.lock().expect("no panic").n_connections += 1;
        let mut talk = Talk {
            sink,
            wire: Wire::Plain(stream),
            from: String::new(),
            to: Vec::new(),
            is_signed_in: false,
        };
        if is_tls {
            talk.secure();
        }
        if talk.answer(Verb::Banner, "", "220 sink ready").is_ok() {
            while talk.command().is_ok() {}
        }
    }

    fn command(&mut self) -> Result<(), Over> {
        let line = self.line()?;
        let word = line.split([' ', ':']).next().unwrap_or_default();
        match word.to_ascii_uppercase().as_str() {
            "EHLO" => {
                let more = match self.wire {
                    Wire::Plain(_) => "250-sink\r\n250-STARTTLS\r\n250 AUTH PLAIN",
                    _ => "250-sink\r\n250 AUTH PLAIN",
                };
                self.answer(Verb::Ehlo, &line, more)
            }
            "STARTTLS" => {
                self.answer(Verb::StartTls, &line, "220 go on")?;
                self.secure();
                Ok(())
            }
            "AUTH" => {
                self.is_signed_in = line.ends_with(CREDENTIALS);
                let told = if self.is_signed_in {
                    "235 hello"
                } else {
                    "535 who is that"
                };
                self.answer(Verb::Auth, &line, told)
            }
            "MAIL" => {
                (self.from, self.to) = (path(&line), Vec::new());
                self.answer(Verb::MailFrom, &line, "250 yes")
            }
            "RCPT" => {
                let is_good = self.is_good_answer(Verb::Rcpt, &line, "250 yes")?;
                if is_good {
                    self.to.push(path(&line));
                }
                Ok(())
            }
            "DATA" => {
                if self.is_good_answer(Verb::Data, &line, "354 go on")? {
                    self.content()?;
                }
                Ok(())
            }
            "QUIT" => {
                self.answer(Verb::Quit, &line, "221 bye")?;
                Err(Over)
            }
            "RSET" => self.say("250 forgotten"),
            _ => self.say("500 what?"),
        }
    }

    fn content(&mut self) -> Result<(), Over> {
        let mut content = String::new();
        loop {
            match self.line()?.as_str() {
                "." => break,
                line => {
                    content.push_str(line.strip_prefix('.').unwrap_or(line));
                    content.push_str("\r\n");
                }
            }
        }
        let fault = self.sink.fault(Verb::Content, &content);
        if matches!(
            fault,
            None | Some(Fault::CutAfterTaking | Fault::SilentAfterTaking)
        ) {
            let received = Received {
                from: self.from.clone(),
                to: self.to.clone(),
                content,
                is_secret: matches!(self.wire, Wire::Secret(_)),
                is_signed_in: self.is_signed_in,
            };
            let mut state = self.sink.state.lock().expect("no panic");
            state.received.push(received);
        }
        match fault {
            Some(fault) => self.fail(fault),
            None => self.say("250 taken"),
        }
    }

    fn answer(&mut self, verb: Verb, line: &str, good: &str) -> Result<(), Over> {
        self.is_good_answer(verb, line, good).map(|_| ())
    }

    /// Answers; true when the answer was the good one.
    fn is_good_answer(&mut self, verb: Verb, line: &str, good: &str) -> Result<bool, Over> {
        match self.sink.fault(verb, line) {
            Some(fault) => self.fail(fault).map(|()| false),
            None => self.say(good).map(|()| true),
        }
    }

    fn fail(&mut self, fault: Fault) -> Result<(), Over> {
        match fault {
            Fault::Say(told) => self.say(told),
            Fault::Cut | Fault::CutAfterTaking => Err(Over),
            Fault::Silent | Fault::SilentAfterTaking => {
                std::thread::sleep(SILENCE);
                Err(Over)
            }
            Fault::Drip => {
                for byte in b"250-so slow that nobody waits for the end of it\r\n"
                    .iter()
                    .cycle()
                {
                    std::thread::sleep(Duration::from_millis(50));
                    self.write(&[*byte])?;
                }
                Err(Over)
            }
        }
    }

    fn say(&mut self, line: &str) -> Result<(), Over> {
        self.write(format!("{line}\r\n").as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Over> {
        let written = match &mut self.wire {
            Wire::Plain(stream) => stream.write_all(bytes),
            Wire::Secret(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
            Wire::Gone => return Err(Over),
        };
        written.map_err(|_| Over)
    }

    fn line(&mut self) -> Result<String, Over> {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            let mut byte = [0];
            let read = match &mut self.wire {
                Wire::Plain(stream) => stream.read_exact(&mut byte),
                Wire::Secret(stream) => stream.read_exact(&mut byte),
                Wire::Gone => return Err(Over),
            };
            read.map_err(|_| Over)?;
            line.push(byte[0]);
        }
        line.truncate(line.len() - 2);
        String::from_utf8(line).map_err(|_| Over)
    }

    fn secure(&mut self) {
        let Wire::Plain(stream) = std::mem::replace(&mut self.wire, Wire::Gone) else {
            return;
        };
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE).expect("a certificate");
        let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .expect("they fit");
        let connection = ServerConnection::new(Arc::new(config)).expect("a connection");
        self.wire = Wire::Secret(Box::new(StreamOwned::new(connection, stream)));
    }
}

/// What stands in angle brackets.
fn path(line: &str) -> String {
    let start = line.find('<').map_or(0, |at| at + 1);
    let end = line.find('>').unwrap_or(line.len());
    line[start..end].to_owned()
}
