//! What receivers will make of a storefront's mail, by what the DNS says of its sender now.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::storefronts::find;
use crate::delivery::sender_check::{Finding, Record, Standing, Topic};
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
    findings: Vec<Told>,
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
    let page = SenderPage { frame, storefront: &found, sender, findings: told(frame, findings) };
    Ok(frame.page(StatusCode::OK, &page))
}

/// What was found out, as pages tell it.
pub(super) struct Told {
    pub topic: String,
    pub standing: (&'static str, String),
    pub what: String,
    pub advice: Option<String>,
    pub publish: Option<Record>,
}

pub(super) fn told(frame: &Frame, findings: Vec<Finding>) -> Vec<Told> {
    let told = |finding: Finding| Told {
        topic: topic(frame, finding.topic),
        standing: standing(frame, finding.standing),
        what: said(frame, &finding, "").unwrap_or_else(|| finding.what.clone()),
        advice: finding
            .advice
            .as_ref()
            .map(|advice| said(frame, &finding, "-advice").unwrap_or_else(|| advice.clone())),
        publish: finding.publish,
    };
    findings.into_iter().map(told).collect()
}

/// A finding in the reader's language; none where there are no words for it.
fn said(frame: &Frame, finding: &Finding, part: &str) -> Option<String> {
    let key = format!("finding-{}{part}", finding.code);
    let domain = ("domain", finding.domain.as_str().into());
    let facts = finding.facts.iter().map(|(name, fact)| (*name, fact.as_str().into()));
    let said = frame.say_with(&key, &facts.chain([domain]).collect::<Vec<_>>());
    (said != key).then_some(said)
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

#[cfg(test)]
mod tests {
    use crate::delivery::sender_check::CODES;
    use crate::texts::{Language, text};

    #[test]
    fn every_finding_has_its_words_in_every_language() {
        for (language, code) in Language::PAGES.iter().flat_map(|one| CODES.iter().map(move |code| (one, code))) {
            let key = format!("finding-{code}");
            assert_ne!(text(*language, &key, &[]), key, "{language}");
        }
    }
}
