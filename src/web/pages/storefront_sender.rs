//! What receivers will make of a storefront's mail, by what the DNS says of its sender now.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::storefronts::find;
use crate::delivery::sender_check::{Finding, Standing, Topic};
use crate::store::storefronts::Storefront;
use crate::web::App;
use crate::web::api::sender_check::check;
use crate::web::scope::StorefrontsRead;

#[derive(Template)]
#[template(path = "storefronts/sender.html")]
struct SenderPage<'a> {
    frame: &'a Frame,
    storefront: &'a Storefront,
    /// None: no relay is set up.
    sender: Option<String>,
    findings: Vec<(String, (&'static str, String), Finding)>,
}

/// Asks the DNS what receivers will make of a storefront's mail; takes up to 5 seconds.
pub async fn show(
    signed: Signed<StorefrontsRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let frame = &signed.frame;
    let (sender, findings) =
        check(&app, &found).await.map_or((None, Vec::new()), |(from, findings)| (Some(from), findings));
    let told =
        findings.into_iter().map(|finding| (topic(frame, finding.topic), standing(frame, finding.standing), finding));
    let page = SenderPage { frame, storefront: &found, sender, findings: told.collect() };
    Ok(frame.page(StatusCode::OK, &page))
}

fn topic(frame: &Frame, topic: Topic) -> String {
    frame.say(match topic {
        Topic::Spf => "page-sender-spf",
        Topic::Dkim => "page-sender-dkim",
        Topic::Dmarc => "page-sender-dmarc",
        Topic::Replies => "page-sender-replies",
    })
}

fn standing(frame: &Frame, standing: Standing) -> (&'static str, String) {
    let (kind, key) = match standing {
        Standing::Good => ("good", "page-sender-good"),
        Standing::Notice => ("info", "page-sender-notice"),
        Standing::Missing => ("bad", "page-sender-missing"),
        Standing::Wrong => ("bad", "page-sender-wrong"),
        Standing::Unknown => ("wait", "page-sender-unknown"),
    };
    (kind, frame.say(key))
}
