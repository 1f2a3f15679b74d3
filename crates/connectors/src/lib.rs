//! Ways out of the program: mail over SMTP, calls over HTTP, and the documents that describe them.
//! Knows neither store nor runs: it is given what to send and says what became of it.

mod backoff;
mod http;
mod mail;
mod openapi;
mod secret;

pub use backoff::*;
pub use http::*;
pub use mail::*;
pub use openapi::*;
pub use secret::*;
