//! Consents: the legal basis on record for writing to a contact.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{ConsentId, ContactId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{account_of, sound};
use crate::field::Faults;
use crate::intake::consent::ConsentInput;
use crate::store::audit_log::{self, Act};
use crate::store::consents::{self, Consent};
use crate::store::{Tx, contacts};
use crate::web::App;
use crate::web::app::Stop;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::list::{Listed, Listing, NoFilter, Page, Paging};
use crate::web::path::At;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{ContactsRead, ContactsWrite};

/// A consent on record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Consent)]
pub struct ConsentView {
    id: String,
    contact: String,
    channel: &'static str,
    /// What it allows; empty: everything.
    #[schema(value_type = Vec<String>)]
    purposes: Vec<&'static str>,
    basis: &'static str,
    source: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    withdrawn_at: Option<Timestamp>,
}

impl From<&Consent> for ConsentView {
    fn from(consent: &Consent) -> Self {
        Self {
            id: consent.id.to_string(),
            contact: consent.contact.to_string(),
            channel: consent.channel.as_str(),
            purposes: consent.purposes.iter().map(|purpose| purpose.as_str()).collect(),
            basis: consent.basis.as_str(),
            source: consent.source.clone(),
            at: consent.given_at,
            withdrawn_at: consent.withdrawn_at,
        }
    }
}

impl Listed for ConsentView {
    const COLUMNS: &'static [&'static str] =
        &["id", "contact", "channel", "purposes", "basis", "source", "at", "withdrawn_at"];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

/// Records a consent. It lifts no suppression.
#[utoipa::path(
    post, path = "", security(("key" = ["contacts:write"])), request_body = ConsentInput,
    responses((status = 201, description = "It is on record", body = ConsentView)))]
pub async fn create(
    may: May<ContactsWrite>,
    State(app): State<App>,
    At((contact,)): At<(ContactId,)>,
    body: Json<ConsentInput>,
) -> Result<(StatusCode, Answer<ConsentView>), Problem> {
    let node_now = app.now().await?;
    let bits = app.world.chance.bits();
    let create = move |tx: &mut Tx<'_>| {
        let now = account_of(tx, may.account)?.now(node_now);
        let known = contacts::by_ids(tx, may.account, &[contact])?.pop().ok_or_else(Problem::not_found)?;
        if known.erased_at.is_some() {
            return Err(Problem::new(Kind::ContactErased, "nothing is recorded of an erased contact").into());
        }
        let mut faults = Faults::default();
        let checked = body.value.clone().check(now, &mut faults);
        let checked = sound(checked, faults)?;
        let consent = Consent {
            contact,
            id: ConsentId::new(now, bits),
            channel: checked.channel,
            purposes: checked.purposes,
            basis: checked.basis,
            source: if body.value.source.is_some() { checked.source } else { "api".to_owned() },
            given_at: checked.at,
            withdrawn_at: None,
        };
        consents::insert(tx, may.account, std::slice::from_ref(&consent))?;
        audit_log::append(tx, may.account, now, (may.actor(), Act::ConsentRecorded, &consent.id.to_string()))?;
        Ok::<_, Stop>(ConsentView::from(&consent))
    };
    Ok((StatusCode::CREATED, Answer(app.write("create_consent", create).await?)))
}

/// Lists a contact's consents, the oldest first, withdrawn ones too.
#[utoipa::path(
    get, path = "", security(("key" = ["contacts:read"])), params(Paging),
    responses((status = 200, description = "A page of them", body = Page<ConsentView>)))]
pub async fn list(
    may: May<ContactsRead>,
    State(app): State<App>,
    At((contact,)): At<(ContactId,)>,
    listing: Listing<NoFilter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let read = move |tx: &mut Tx<'_>| {
        if contacts::by_ids(tx, may.account, &[contact])?.is_empty() {
            return Err(Problem::not_found().into());
        }
        Ok(consents::list(tx, may.account, contact, after, limit)?)
    };
    let found = app.read("list_consents", read).await?;
    Ok(listing.page(found.iter().map(ConsentView::from).collect()))
}

/// Withdraws a consent: nothing goes out on it any more.
#[utoipa::path(
    delete, path = "", security(("key" = ["contacts:write"])),
    responses((status = 204, description = "It is withdrawn")))]
pub async fn withdraw(
    may: May<ContactsWrite>,
    State(app): State<App>,
    At((contact, consent)): At<(ContactId, ConsentId)>,
) -> Result<StatusCode, Problem> {
    let node_now = app.now().await?;
    let withdraw = move |tx: &mut Tx<'_>| {
        let now = account_of(tx, may.account)?.now(node_now);
        let withdrawn = consents::withdraw(tx, may.account, contact, consent, now)?;
        if withdrawn {
            audit_log::append(tx, may.account, now, (may.actor(), Act::ConsentWithdrawn, &consent.to_string()))?;
        }
        Ok(withdrawn)
    };
    let withdrawn = app.write("withdraw_consent", withdraw).await?;
    if withdrawn { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
