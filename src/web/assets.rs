//! Assets: style and script of the pages, built into the program. A name carries a hash of what is in it, so that a
//! browser keeps it for good and never an old one.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::secret::digest;

const STYLES: [&str; 16] = [
    include_str!("assets/tokens.css"),
    include_str!("assets/base.css"),
    include_str!("assets/frame.css"),
    include_str!("assets/button.css"),
    include_str!("assets/field.css"),
    include_str!("assets/panel.css"),
    include_str!("assets/table.css"),
    include_str!("assets/timeline.css"),
    include_str!("assets/clock.css"),
    include_str!("assets/outbox.css"),
    include_str!("assets/tour.css"),
    include_str!("assets/steps.css"),
    include_str!("assets/settings.css"),
    include_str!("assets/calendar.css"),
    include_str!("assets/hours.css"),
    include_str!("assets/report.css"),
];
const SCRIPTS: [&str; 2] = [include_str!("assets/htmx.min.js"), include_str!("assets/afterword.js")];

pub struct Asset {
    /// Below `/assets/`.
    pub name: String,
    kind: &'static str,
    text: String,
}

impl Asset {
    fn of(stem: &str, ending: &str, kind: &'static str, parts: &[&str]) -> Self {
        let text = parts.join("\n");
        let hash: String = digest(&text).chars().take(12).collect();
        Self { name: format!("{stem}-{hash}.{ending}"), kind, text }
    }
}

pub static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::of("afterword", "css", "text/css; charset=utf-8", &STYLES));
pub static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::of("afterword", "js", "text/javascript; charset=utf-8", &SCRIPTS));

/// Sends an asset; an old name is gone.
pub async fn show(Path(name): Path<String>) -> Response {
    let found = [&*STYLE, &*SCRIPT].into_iter().find(|asset| asset.name == name);
    let Some(asset) = found else { return Problem::not_found().into_response() };
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.text.as_str()).into_response()
}
