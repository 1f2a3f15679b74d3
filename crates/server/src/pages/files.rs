//! Downloads of files that people attached. They are never shown in place: what a file holds must
//! not act as a page of ours.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use segue_language::Text;

use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::files;

/// The largest file, in words.
pub(crate) const LARGEST: &str = "25 MB";

/// Nothing in it may act, even where a browser shows it.
const POLICY: &str = "default-src 'none'; sandbox";

/// `GET /files/{id}`
pub(crate) async fn download(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let (name, content) = files::content(&app, &caller, id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, content).into_response())
}

/// As an attachment of that name: in letters that every browser reads, and as it is.
fn disposition(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let plain: String = name
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect();
    let mut whole = String::new();
    super::escape(name, &mut whole);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_leave_its_header() {
        let told = disposition("a\"\r\n<b>.html");
        let plain = "attachment; filename=\"a____b_.html\"; ";
        assert_eq!(
            told,
            format!("{plain}filename*=UTF-8''a%22%0D%0A%3Cb%3E.html")
        );
    }
}
