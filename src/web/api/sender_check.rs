//! What receivers will make of a storefront's mail: SPF, DKIM and DMARC of its sender, as the DNS has them now.

use axum::Json as Answer;
use axum::extract::State;
use rules::id::StorefrontId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::delivery::EmailAddress;
use crate::delivery::sender_check::{Finding, Record};
use crate::store::storefronts::{self, Storefront};
use crate::web::App;
use crate::web::auth::May;
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::StorefrontsRead;

/// What was found out about a storefront's sender.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SenderCheck)]
pub struct SenderCheckView {
    /// The address in `From`. Null where no relay is set up, so that nothing is sent and nothing was asked.
    #[schema(value_type = Option<String>, required = true, example = "hello@shop.example")]
    sender: Option<String>,
    findings: Vec<FindingView>,
}

/// One thing found out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SenderFinding)]
pub struct FindingView {
    /// `spf`, `dkim`, `dmarc` or `replies`.
    #[schema(example = "dmarc")]
    topic: &'static str,
    /// The domain that it is about: of the sender, of the return path (SPF) or of the address for replies.
    #[schema(example = "shop.example")]
    domain: String,
    /// `good`, `notice` (it works, and something should be known), `missing`, `wrong`, or `unknown`: the DNS did not
    /// answer, or it cannot be told from here.
    #[schema(example = "missing")]
    standing: &'static str,
    /// For a person, in English.
    #[schema(example = "shop.example has no DMARC record")]
    what: String,
    /// What to do, where something is to be done.
    #[schema(value_type = Option<String>, required = true)]
    advice: Option<String>,
    /// A TXT record to publish, where one can be proposed.
    #[schema(value_type = Option<RecordView>, required = true)]
    publish: Option<RecordView>,
}

/// A TXT record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DnsRecord)]
pub struct RecordView {
    #[schema(example = "_dmarc.shop.example")]
    name: String,
    #[schema(example = "v=DMARC1; p=none; rua=mailto:dmarc@shop.example")]
    text: String,
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        let publish = |Record { name, text }| RecordView { name, text };
        Self {
            topic: finding.topic.as_str(),
            domain: finding.domain,
            standing: finding.standing.as_str(),
            what: finding.what,
            advice: finding.advice,
            publish: finding.publish.map(publish),
        }
    }
}

/// Asks the DNS what receivers will make of this storefront's mail. Takes up to 5 seconds.
#[utoipa::path(
    get, path = "", security(("key" = ["storefronts:read"])),
    responses((status = 200, description = "What was found out", body = SenderCheckView)))]
pub async fn show(
    may: May<StorefrontsRead>,
    State(app): State<App>,
    At((id,)): At<(StorefrontId,)>,
) -> Result<Answer<SenderCheckView>, Problem> {
    let found = app.read("sender_check", move |tx| Ok(storefronts::find(tx, may.account, id)?)).await?;
    let storefront = found.ok_or_else(Problem::not_found)?;
    let (sender, findings) =
        check(&app, &storefront).await.map_or((None, Vec::new()), |(from, found)| (Some(from), found));
    Ok(Answer(SenderCheckView { sender, findings: findings.into_iter().map(FindingView::from).collect() }))
}

/// The address that a storefront writes from, and what the DNS says of it. None where no relay is set up.
pub async fn check(app: &App, storefront: &Storefront) -> Option<(String, Vec<Finding>)> {
    let senders = app.channel.senders()?;
    let address = |text: Option<&String>| EmailAddress::parse(text?).ok();
    let from = address(storefront.sender_address.as_ref()).unwrap_or_else(|| senders.return_path.clone());
    let findings = senders.check(&from, address(storefront.reply_to.as_ref()).as_ref()).await;
    Some((from.as_str().to_owned(), findings))
}
