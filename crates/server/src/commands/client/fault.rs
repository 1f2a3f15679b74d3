//! Faults: why a verb could not be carried out, and what to do about it.

use std::fmt::Write;

use serde_json::{Value, json};

use super::shown::clean;
use crate::commands::End;

/// Why a verb could not be carried out.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is no token.
    NoToken,
    /// The token holds what no token holds.
    BadToken,
    /// The address of the server makes no sense.
    BadUrl(String),
    /// The idempotency key cannot be sent.
    BadKey,
    /// Something that was given makes no sense, and what to do.
    Usage(String, &'static str),
    /// Nobody answers.
    Unreached { url: String, reason: String },
    /// The server sends us to another address.
    Elsewhere(String),
    /// The server refused.
    Refused(Box<Refused>),
    /// The answer is none of ours.
    Strange(u16),
    /// A fault of this program.
    Internal(String),
}

/// What a server said to a request that it refused.
#[derive(Debug)]
pub(super) struct Refused {
    status: u16,
    code: String,
    detail: String,
    /// All that it said.
    problem: Value,
}

impl Refused {
    /// What a server said.
    pub(super) fn read(status: u16, problem: Value) -> Refused {
        let text = |name: &str| {
            let text = problem[name].as_str();
            text.map(str::to_owned)
        };
        Refused {
            status,
            code: text("code").unwrap_or_default(),
            detail: text("detail").unwrap_or_else(|| format!("The server answered {status}.")),
            problem,
        }
    }

    /// A stable code.
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// A member of the problem.
    pub(super) fn member(&self, name: &str) -> &Value {
        &self.problem[name]
    }

    /// What is wrong with single fields, a line each.
    fn fields(&self) -> String {
        let mut lines = String::new();
        for error in self.problem["errors"].as_array().into_iter().flatten() {
            let text = |name: &str| clean(error[name].as_str().unwrap_or_default());
            let _ = match text("field") {
                field if field.is_empty() => writeln!(lines, "  {}", text("message")),
                field => writeln!(lines, "  {field}: {}", text("message")),
            };
        }
        lines
    }

    fn help(&self) -> &'static str {
        match (self.status, self.code.as_str()) {
            (401, _) => {
                "the token is unknown, expired or revoked; make a new one on the page Account \
                 and set SEGUE_TOKEN to it"
            }
            (403, "out-of-scope") => "make a token with a wider scope on the page Account",
            (403, "not-permitted") => "ask an administrator for the permission",
            (403, _) => "only whoever is named there may do this",
            (404, "unknown-route") => "SEGUE_URL must be the address of a Segue server",
            (404, _) => {
                "what you may not see looks the same; `segue runs` and `segue work` list what \
                 there is"
            }
            (409, _) => "somebody was faster, or it is over; `segue show` tells how it stands",
            (429, _) => "wait a little and try again",
            (500.., _) => "the log of the server says more",
            _ => "",
        }
    }
}

impl Fault {
    /// How a verb ends with it: what the server refuses for what it is ends with 1, what cannot be
    /// asked for so with 2, the rest is an error inside.
    pub(super) fn end(&self) -> anyhow::Result<End> {
        match self {
            Fault::Refused(refused) if matches!(refused.status, 409 | 412 | 422) => Ok(End::Bad),
            Fault::Refused(refused) if refused.status >= 500 => Ok(End::Internal),
            Fault::Strange(_) | Fault::Internal(_) => Ok(End::Internal),
            _ => Ok(End::Usage),
        }
    }

    /// One sentence, and what to do.
    pub(super) fn as_text(&self) -> String {
        let mut text = format!("segue: {}\n", clean(&self.sentence()));
        if let Fault::Refused(refused) = self {
            text += &refused.fields();
        }
        match self.help() {
            help if help.is_empty() => text,
            help => text + "  help: " + &help + "\n",
        }
    }

    /// The same for programs.
    pub(super) fn as_json(&self) -> Value {
        let error = match self {
            Fault::Refused(refused) => refused.problem.clone(),
            fault => json!({ "code": fault.code(), "detail": fault.sentence() }),
        };
        json!({ "error": error })
    }

    fn code(&self) -> &str {
        match self {
            Fault::NoToken | Fault::BadToken => "no-token",
            Fault::BadUrl(_) => "invalid-url",
            Fault::BadKey | Fault::Usage(..) => "usage",
            Fault::Unreached { .. } => "not-reached",
            Fault::Elsewhere(_) => "redirect",
            Fault::Refused(refused) => refused.code(),
            Fault::Strange(_) => "strange-answer",
            Fault::Internal(_) => "internal-error",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Fault::NoToken => "there is no token".to_owned(),
            Fault::BadToken => "SEGUE_TOKEN is no token".to_owned(),
            Fault::BadUrl(url) => format!("`{url}` is not the address of a server"),
            Fault::BadKey => "the idempotency key has other than ASCII characters".to_owned(),
            Fault::Usage(what, _) => what.clone(),
            Fault::Unreached { url, reason } => format!("cannot connect to {url}: {reason}"),
            Fault::Elsewhere(to) => format!("the server sends requests to another address: {to}"),
            Fault::Refused(refused) => refused.detail.clone(),
            Fault::Strange(status) => {
                format!("the answer, of status {status}, is none of a Segue server")
            }
            Fault::Internal(reason) => reason.clone(),
        }
    }

    fn help(&self) -> String {
        let help = match self {
            Fault::NoToken | Fault::BadToken => {
                "make one on the page Account of the server and set SEGUE_TOKEN to it"
            }
            Fault::BadUrl(_) => "name it like https://segue.example.com, with --url or SEGUE_URL",
            Fault::BadKey | Fault::Internal(_) => "",
            Fault::Usage(_, help) => help,
            Fault::Unreached { .. } => {
                "is `segue serve` running there? --url or SEGUE_URL names it"
            }
            Fault::Elsewhere(_) => "the token goes nowhere else; set SEGUE_URL to that address",
            Fault::Refused(refused) => refused.help(),
            Fault::Strange(_) => "SEGUE_URL must be the address of a Segue server",
        };
        help.to_owned()
    }
}
