//! Suppressions: addresses to which nothing more goes.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::address::{AddressKey, Cause, Channel, PurposeGroup};
use rules::id::{AccountId, SuppressionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{account_of, sound};
use crate::engine::people::{email_key, phone_key};
use crate::field::{Fault, Faults};
use crate::intake::consent::channel;
use crate::intake::email::Email;
use crate::intake::phone::Phone;
use crate::secret::Secret;
use crate::store::Tx;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::suppressions::{self, Suppression};
use crate::web::App;
use crate::web::app::Stop;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::path::At;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{SuppressionsRead, SuppressionsWrite};

/// What an address is to be spared.
#[derive(Debug, Default, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SuppressionInput {
    /// An email, or a phone number with its country code.
    #[schema(value_type = String, required = true, example = "ada@example.com")]
    address: Option<String>,
    /// `email`, `sms` or `whatsapp`.
    #[schema(value_type = String, required = true, example = "email")]
    channel: Option<String>,
    /// `asking` (reviews and surveys) or `rebooking`; everything on this channel where it is left out.
    #[schema(example = "asking")]
    group: Option<String>,
}

/// A suppression. The address itself is not kept, so that it outlives erasure.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suppression)]
pub struct SuppressionView {
    id: String,
    /// A keyed hash, the same for the same address; find one by `?address=`.
    address_hash: String,
    channel: &'static str,
    /// `unsubscribed`, `bounced`, `complained` or `manual`.
    cause: &'static str,
    /// Null: everything on this channel.
    #[schema(required = true)]
    group: Option<&'static str>,
    /// Where it came from: `link`, `api`, `receipt`, `smtp`.
    source: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<&Suppression> for SuppressionView {
    fn from(suppression: &Suppression) -> Self {
        Self {
            id: suppression.id.to_string(),
            address_hash: suppression.address.to_string(),
            channel: suppression.channel.as_str(),
            cause: suppression.cause.as_str(),
            group: suppression.group.map(PurposeGroup::as_str),
            source: suppression.source.clone(),
            created_at: suppression.created_at,
        }
    }
}

impl Listed for SuppressionView {
    const COLUMNS: &'static [&'static str] =
        &["id", "address_hash", "channel", "cause", "group", "source", "created_at"];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

/// What was asked for, checked.
struct Wanted {
    address: AddressKey,
    channel: Channel,
    group: Option<PurposeGroup>,
}

impl SuppressionInput {
    fn check(self, secret: &Secret, account: AccountId) -> Result<Wanted, Problem> {
        let mut faults = Faults::default();
        let address = faults.require("/address", self.address, |text| address_key(secret, account, &text));
        let channel = faults.require("/channel", self.channel, |text| channel(&text));
        let group = faults.keep_some("/group", self.group, |text| group(&text));
        if let (Some((_, is_email)), Some(channel)) = (address, channel)
            && is_email != (channel == Channel::Email)
        {
            faults.add("/channel", Fault::new("channel.unfit", "this channel does not reach such an address"));
        }
        let wanted = (|| Some(Wanted { address: address?.0, channel: channel?, group }))();
        sound(wanted, faults)
    }
}

/// The hash of an email or a phone number, and whether it is an email.
fn address_key(secret: &Secret, account: AccountId, text: &str) -> Result<(AddressKey, bool), Fault> {
    if text.contains('@') {
        return Email::parse(text).map(|email| (email_key(secret, account, email.as_str()), true));
    }
    Phone::parse(text, None).map(|phone| (phone_key(secret, account, phone.as_str()), false))
}

fn group(text: &str) -> Result<PurposeGroup, Fault> {
    text.parse().map_err(|()| Fault::new("group.unknown", "not one of asking, rebooking"))
}

/// Suppresses an address by hand. One that is suppressed so already stays as it was.
#[utoipa::path(
    post, path = "", security(("key" = ["suppressions:write"])), request_body = SuppressionInput,
    responses(
        (status = 201, description = "It is suppressed", body = SuppressionView),
        (status = 200, description = "It was already", body = SuppressionView)))]
pub async fn create(
    may: May<SuppressionsWrite>,
    State(app): State<App>,
    body: Json<SuppressionInput>,
) -> Result<(StatusCode, Answer<SuppressionView>), Problem> {
    let wanted = body.value.check(&app.secret, may.account)?;
    let node_now = app.now().await?;
    let bits = app.world.chance.bits();
    let create = move |tx: &mut Tx<'_>| {
        let now = account_of(tx, may.account)?.now(node_now);
        let new = Suppression {
            id: SuppressionId::new(now, bits),
            address: wanted.address,
            channel: wanted.channel,
            cause: Cause::Manual,
            group: wanted.group,
            source: "api".to_owned(),
            created_at: now,
        };
        if suppressions::insert(tx, may.account, std::slice::from_ref(&new))? > 0 {
            audit_log::append(tx, may.account, now, (may.actor(), Act::SuppressionMade, &new.id.to_string()))?;
            return Ok((StatusCode::CREATED, SuppressionView::from(&new)));
        }
        let same =
            |known: &Suppression| (known.channel, known.cause, known.group) == (new.channel, new.cause, new.group);
        let known = suppressions::of_addresses(tx, may.account, &[new.address])?.into_iter().find(same);
        let known = known.ok_or(crate::store::Error::Conflict)?;
        Ok((StatusCode::OK, SuppressionView::from(&known)))
    };
    let (status, view) = app.write("create_suppression", create).await?;
    Ok((status, Answer(view)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// An email, or a phone number with its country code.
    address: Option<String>,
}

/// Lists suppressions, the oldest first; of one address or of all.
#[utoipa::path(
    get, path = "", security(("key" = ["suppressions:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of them", body = Page<SuppressionView>)))]
pub async fn list(
    may: May<SuppressionsRead>,
    State(app): State<App>,
    listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let mut faults = Faults::default();
    let address = listing.filters.address.as_deref();
    let key = faults.keep_some("/address", address, |text| address_key(&app.secret, may.account, text));
    sound(Some(()), faults)?;
    let key = key.map(|(key, _)| key);
    let found =
        app.read("list_suppressions", move |tx| Ok(suppressions::list(tx, may.account, key, after, limit)?)).await?;
    Ok(listing.page(found.iter().map(SuppressionView::from).collect()))
}

/// Lifts a suppression that was set by hand or by a bounce. What recipients asked for, only they can take back.
#[utoipa::path(
    delete, path = "", security(("key" = ["suppressions:write"])),
    responses((status = 204, description = "It is lifted")))]
pub async fn lift(
    may: May<SuppressionsWrite>,
    State(app): State<App>,
    At((id,)): At<(SuppressionId,)>,
) -> Result<StatusCode, Problem> {
    let node_now = app.now().await?;
    let lift = move |tx: &mut Tx<'_>| {
        let now = account_of(tx, may.account)?.now(node_now);
        lift_one(tx, (may.account, now, may.actor()), id)
    };
    app.write("lift_suppression", lift).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether somebody at the business may lift it: what recipients asked for, only they can take back.
pub fn is_liftable(cause: Cause) -> bool {
    !matches!(cause, Cause::Unsubscribed | Cause::Complained)
}

/// Lifts a suppression of the business's own.
///
/// # Errors
/// `not_found`, `suppression.lasting`; those of the store.
pub fn lift_one(
    tx: &mut Tx<'_>,
    (account, now, by): (AccountId, Timestamp, Actor),
    id: SuppressionId,
) -> Result<(), Stop> {
    let known = suppressions::find(tx, account, id)?.ok_or_else(Problem::not_found)?;
    if !is_liftable(known.cause) {
        let detail = "the recipient unsubscribed or complained; the preference page in every message lifts it";
        return Err(Problem::new(Kind::SuppressionLasting, detail).into());
    }
    audit_log::append(tx, account, now, (by, Act::SuppressionLifted, &id.to_string()))?;
    Ok(suppressions::delete(tx, account, id)?)
}
