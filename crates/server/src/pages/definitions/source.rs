//! The text of a version, to be kept as a file.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use segue_language::Text;

use crate::app::App;
use crate::problem::{Answer, Problem};
use crate::queries::versions;

/// `GET /definitions/{name}/versions/{version}/source`: always a download, never a page.
pub(crate) async fn download(
    State(app): State<App>,
    Path((name, number)): Path<(Text, i64)>,
) -> Answer<Response> {
    let unknown = || Problem::unknown("version", &format!("{number} of {name}"));
    let found = versions::of(&app, name.clone())
        .await?
        .ok_or_else(unknown)?;
    let mut versions = found.versions.into_iter();
    let version = versions.find(|version| version.number == number);
    let version = version.ok_or_else(unknown)?;
    let file = file_name(&found.name, number, &version.text);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, version.text).into_response())
}

/// The name of the file: nothing of the definition's name but what any system takes.
fn file_name(name: &str, number: i64, text: &str) -> String {
    let is_usual = |c: &char| c.is_ascii_alphanumeric() || "_-.".contains(*c);
    let name: String = name.chars().filter(is_usual).take(100).collect();
    let ending = match text.trim_start().starts_with('<') {
        true => "flow-meta.xml",
        false if text.lines().any(|line| line.starts_with("orchestration:")) => {
            "orchestration.yaml"
        }
        false => "flow.yaml",
    };
    format!("{name}-{number}.{ending}")
}
