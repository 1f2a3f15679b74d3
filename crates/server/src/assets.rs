//! Assets: style, script and pictures inside the program. Their URLs hold a hash of their content,
//! so that browsers may keep them for ever.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file that pages load.
struct Asset {
    name: &'static str,
    content: &'static [u8],
    media_type: &'static str,
    hash: u64,
}

const fn asset(name: &'static str, content: &'static [u8], media_type: &'static str) -> Asset {
    Asset {
        name,
        content,
        media_type,
        hash: hash(content),
    }
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

static ASSETS: [Asset; 7] = [
    asset(
        "segue.css",
        include_bytes!("../assets/segue.css"),
        "text/css; charset=utf-8",
    ),
    asset(
        "drawing.css",
        segue_drawing::STYLE.as_bytes(),
        "text/css; charset=utf-8",
    ),
    asset(
        "segue.svg",
        include_bytes!("../assets/segue.svg"),
        "image/svg+xml",
    ),
    asset("keys.js", include_bytes!("../assets/keys.js"), SCRIPT),
    asset("work.js", include_bytes!("../assets/work.js"), SCRIPT),
    asset("operate.js", include_bytes!("../assets/operate.js"), SCRIPT),
    asset(
        "htmx.min.js",
        include_bytes!("../assets/htmx.min.js"),
        SCRIPT,
    ),
];

/// The URL of the asset of that name.
pub(crate) fn url(name: &str) -> String {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    let asset = asset.expect("templates name only assets that there are");
    format!("/assets/{:016x}/{name}", asset.hash)
}

/// `GET /assets/{hash}/{name}`
pub(crate) async fn show(Path((hash, name)): Path<(String, String)>) -> Response {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    let Some(asset) = asset.filter(|asset| hash == format!("{:016x}", asset.hash)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, asset.content).into_response()
}

/// FNV-1a: tells two versions of an asset apart; no secret depends on it.
const fn hash(content: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < content.len() {
        hash = (hash ^ content[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}
