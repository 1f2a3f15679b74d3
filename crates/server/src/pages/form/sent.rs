//! What a browser sends: the inputs of a form in order, and files.

use axum::Form;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use crate::problem::Problem;

/// Inputs of one form that are read.
const INPUTS_MAX: usize = 5_000;
/// Files of one form that are read.
const FILES_MAX: usize = 20;

/// A form as it was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    /// Names and values, in order.
    pub(crate) inputs: Vec<(String, String)>,
    /// The files that were chosen.
    pub(crate) uploads: Vec<Upload>,
}

/// A file that was sent with a form.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// Name of its input.
    pub(crate) input: String,
    /// What it is called.
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

impl Sent {
    /// The last value of an input.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.inputs.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The type of the body decides how it is read.
impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, state).await;
            return read(parts.map_err(|_| unreadable())?).await;
        }
        if kind.is_empty() {
            return Ok(Sent::default());
        }
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        let Form(inputs) = form.map_err(|rejection| {
            use axum::response::IntoResponse;
            Problem::of_status(rejection.into_response().status())
        })?;
        Ok(Sent {
            inputs,
            uploads: Vec::new(),
        })
    }
}

async fn read(mut parts: Multipart) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(|error| refused(&error))? {
        let input = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(file_name) else {
            let value = part.text().await.map_err(|error| refused(&error))?;
            sent.inputs.push((input, value));
            if sent.inputs.len() > INPUTS_MAX {
                return Err(unreadable());
            }
            continue;
        };
        let content = part.bytes().await.map_err(|error| refused(&error))?;
        if !name.is_empty() && sent.uploads.len() < FILES_MAX {
            sent.uploads.push(Upload {
                input,
                name,
                content: content.to_vec(),
            });
        }
    }
    Ok(sent)
}

/// The last part of a path, without what no file name should hold.
fn file_name(sent: &str) -> String {
    const CHARACTERS_MAX: usize = 200;
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| !c.is_control();
    last.chars().filter(is_plain).take(CHARACTERS_MAX).collect()
}

fn refused(error: &axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE),
        _ => unreadable(),
    }
}

fn unreadable() -> Problem {
    Problem::of_status(StatusCode::BAD_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn the_name_of_a_file_is_no_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\temp\\a\r\nb.txt"), "ab.txt");
        assert_eq!(file_name(""), "");
    }
}
