//! Importing a folder or an archive: checked or deployed, with everything that is wrong.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use segue_definition::SourceFile;

use super::upload::{Part, parts};
use super::{Frame, Section, show};
use crate::app::App;
use crate::deployment::{
    Done, Fault, Located, Offer, check_offer, check_path, deploy_offer, read_archive,
};
use crate::identity::{Caller, Sender};
use crate::problem::{Answer, Problem};

/// Files of a folder.
const FILES_MAX: usize = 5_000;

/// The form, and what came of what was sent.
#[derive(Template)]
#[template(path = "import.html")]
pub(crate) struct ImportPage {
    pub(crate) frame: Frame,
    /// Why nothing could be read.
    pub(crate) fault: Option<String>,
    pub(crate) done: Option<Done>,
}

impl ImportPage {
    fn n_of(&self, severity: &str) -> usize {
        let problems = self.done.as_ref().map_or(&[][..], |done| &done.problems);
        problems.iter().filter(|p| p.severity == severity).count()
    }

    fn tone(problem: &Located) -> &'static str {
        match &*problem.severity {
            "error" => "bad",
            "warning" => "warn",
            _ => "",
        }
    }
}

/// What was chosen in the form.
#[derive(Default)]
struct Chosen {
    offer: Offer,
    is_checked_only: bool,
}

/// `GET /definitions/import`
pub(crate) async fn form(caller: Caller) -> Response {
    show(StatusCode::OK, &page(&caller, None, None))
}

/// `POST /definitions/import`
pub(crate) async fn import(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<Response> {
    let boundary = boundary(&headers)?;
    let read = tokio::task::spawn_blocking(move || chosen(&body, &boundary)).await;
    let chosen = match read.map_err(|error| Problem::internal(&error.to_string()))? {
        Ok(chosen) => chosen,
        Err(fault) => {
            let page = page(&caller, Some(fault), None);
            return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let done = match chosen.is_checked_only {
        true => check_offer(&app, chosen.offer).await?,
        false => {
            let address = sender.address.to_string();
            deploy_offer(&app, &caller, address, chosen.offer).await?
        }
    };
    let status = match done.has_errors() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    Ok(show(status, &page(&caller, None, Some(done))))
}

fn page(caller: &Caller, fault: Option<String>, done: Option<Done>) -> ImportPage {
    ImportPage {
        frame: Frame::of(Section::Definitions, caller).wide("narrow"),
        fault,
        done,
    }
}

/// The content type decides how the body is read: this page takes what its form sends only.
fn boundary(headers: &HeaderMap) -> Answer<String> {
    let other = || Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let kind = headers.get(header::CONTENT_TYPE).ok_or_else(other)?;
    let kind = kind.to_str().map_err(|_| other())?;
    let rest = kind
        .strip_prefix("multipart/form-data;")
        .ok_or_else(other)?;
    let boundary = rest.trim().strip_prefix("boundary=").ok_or_else(other)?;
    let boundary = boundary.trim_matches('"');
    match (1..=70).contains(&boundary.len()) {
        true => Ok(boundary.to_owned()),
        false => Err(other()),
    }
}

/// What the form sent, or a sentence that says what is wrong with it.
fn chosen(body: &[u8], boundary: &str) -> Result<Chosen, String> {
    let mut chosen = Chosen::default();
    let mut n_files = 0;
    for part in parts(body, boundary).ok_or("The form cannot be read.")? {
        match part.name {
            "infer" => chosen.offer.infer = true,
            "act" => chosen.is_checked_only = part.content == b"check",
            "archive" if part.is_file() => {
                let files = read_archive(part.content).map_err(told)?;
                chosen.offer.files.extend(files);
            }
            "folder" if part.is_file() => {
                n_files += 1;
                if n_files > FILES_MAX {
                    return Err(format!("A folder has at most {FILES_MAX} files."));
                }
                chosen.offer.files.extend(file(&part).map_err(told)?);
            }
            _ => {}
        }
    }
    match chosen.offer.files.is_empty() {
        true => Err("Choose an archive or a folder with definitions.".to_owned()),
        false => Ok(chosen),
    }
}

fn file(part: &Part<'_>) -> Result<Option<SourceFile>, Fault> {
    let path = part.file.unwrap_or_default();
    let defines = check_path(path)?;
    Ok(defines.then(|| SourceFile::of_bytes(path, part.content.to_vec())))
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn told(fault: Fault) -> String {
    fault.to_string()
}
