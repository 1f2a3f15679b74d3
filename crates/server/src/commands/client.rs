//! Client verbs: commands that ask a server over HTTP. One verb per file; the way to the server, its
//! refusals and how lists are printed are shared.

mod asked;
mod cancel;
mod connection;
mod deploy;
mod fault;
mod history;
mod pages;
mod reassign;
mod resume;
mod run_id;
mod runs;
mod show;
mod shown;
mod start;
mod suspend;
mod why;
mod work;

use serde_json::Value;

use super::{End, print, say};
use connection::Connection;
use fault::Fault;

pub(crate) use asked::{Verb, run};

/// Version of the JSON that verbs print.
const FORMAT: u32 = 1;

/// Which server is asked, and how the answer is printed.
#[derive(Clone, Debug, clap::Args)]
struct Server {
    /// Address of the server
    #[arg(
        long,
        value_name = "URL",
        env = "SEGUE_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    url: String,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

/// What a verb gives: how it ended, or why it could not be carried out.
type Told = Result<End, Fault>;

impl Server {
    /// The way to the server.
    fn connect(&self) -> Result<Connection, Fault> {
        Connection::open(&self.url)
    }

    /// Prints an answer: as JSON for programs, else as `text` says.
    fn tell(&self, answer: Value, text: impl FnOnce(&Value) -> String) {
        if self.json {
            print(&formatted(answer).to_string());
        } else {
            print(text(&answer).trim_end());
        }
    }
}

/// An answer with the version of its format.
fn formatted(mut answer: Value) -> Value {
    if let Some(object) = answer.as_object_mut() {
        object.insert("format".to_owned(), FORMAT.into());
    }
    answer
}

/// Ends a verb; why it could not be carried out is printed with what to do about it.
fn end(server: &Server, told: Told) -> anyhow::Result<End> {
    match told {
        Ok(end) => Ok(end),
        Err(fault) => {
            if server.json {
                print(&formatted(fault.as_json()).to_string());
            } else {
                say(fault.as_text().trim_end());
            }
            fault.end()
        }
    }
}
