//! Replies, read within limits.

use std::time::Duration;

use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};

use super::HttpFault;

/// Largest body of a reply, unpacked.
pub const REPLY_BYTES_MAX: usize = 5 << 20;
/// Headers of a reply.
pub(crate) const HEADERS_MAX: usize = 100;
/// Largest headers of a reply together.
const HEADER_BYTES_MAX: usize = 64 << 10;
/// Characters of a body that a fault repeats.
const REPEATED_MAX: usize = 200;

/// What came back, with any status.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body, unpacked.
    pub body: Vec<u8>,
}

impl Reply {
    /// Reads a response to its end.
    pub(crate) async fn read(
        mut response: Response,
        timeout: Duration,
    ) -> Result<Reply, HttpFault> {
        let headers = response.headers().clone();
        let n_bytes: usize = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        if headers.len() > HEADERS_MAX || n_bytes > HEADER_BYTES_MAX {
            return Err(HttpFault::TooLarge("too many or too long headers"));
        }
        let mut body = Vec::new();
        loop {
            let chunk = response.chunk().await;
            match chunk.map_err(|error| HttpFault::of(&error, timeout))? {
                None => break,
                Some(chunk) if body.len() + chunk.len() > REPLY_BYTES_MAX => {
                    return Err(HttpFault::TooLarge("more than 5 MiB"));
                }
                Some(chunk) => body.extend_from_slice(&chunk),
            }
        }
        Ok(Reply {
            status: response.status().as_u16(),
            headers,
            body,
        })
    }

    /// The reply, unless its status is another than 2xx.
    ///
    /// # Errors
    /// Another status.
    pub fn good(self) -> Result<Reply, HttpFault> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        Err(HttpFault::Status {
            status: self.status,
            text: self.beginning(),
            after: self.after(),
        })
    }

    /// The value of a header, when it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the reply calls itself JSON; one that says nothing may be.
    pub(crate) fn may_be_json(&self) -> bool {
        self.header(CONTENT_TYPE.as_str()).is_none_or(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            let kind = kind.to_ascii_lowercase();
            kind == "application/json" || kind == "text/json" || kind.ends_with("+json")
        })
    }

    /// The beginning of the body in one line, when it is text.
    fn beginning(&self) -> String {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(4 * REPEATED_MAX)]);
        let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        let plain: String = plain.take(REPEATED_MAX).collect();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Seconds after which to ask again; dates are not read.
    fn after(&self) -> Option<Duration> {
        let seconds = self.header(RETRY_AFTER.as_str())?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds))
    }
}
