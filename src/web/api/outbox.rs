//! The outbox of a sandbox, and what is reported of the messages in it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{AccountId, MessageId};
use rules::state::Receipt;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::sandbox::check_sandbox;
use super::{account_of, sound};
use crate::delivery::header::Unsubscribe;
use crate::engine::Error as Refused;
use crate::engine::letter::Letter;
use crate::field::{Fault, Faults};
use crate::intake::consent::channel;
use crate::store::outbox::Boxed;
use crate::store::{Tx, outbox};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::problem::Problem;
use crate::web::scope::{SandboxRead, SandboxWrite};

/// A message that a sandbox sent into its box.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoxedMessage {
    /// The id of the message.
    id: String,
    invitation: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    channel: &'static str,
    /// The bare address.
    to: String,
    /// `first`, `follow_up` or `reminder`.
    role: &'static str,
    subject: String,
    text: String,
    html: String,
    #[schema(value_type = Object)]
    headers: Map<String, Value>,
    links: LinksView,
}

/// Where its links lead; those that it lacks are left out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Links)]
pub struct LinksView {
    answer: String,
    unsubscribe: String,
    preferences: String,
}

impl BoxedMessage {
    fn new(boxed: &Boxed, letter: Letter) -> Self {
        let headers = headers(&letter).map(|(name, value)| (name.to_owned(), Value::from(value)));
        Self {
            id: boxed.message.to_string(),
            invitation: boxed.invitation.to_string(),
            at: boxed.sent_at,
            channel: boxed.channel.as_str(),
            to: boxed.recipient.clone(),
            role: boxed.role.as_str(),
            subject: letter.subject.clone(),
            text: letter.text.clone(),
            html: letter.html.clone(),
            headers: headers.collect(),
            links: LinksView {
                answer: letter.links.answer,
                unsubscribe: letter.links.unsubscribe,
                preferences: letter.links.preferences,
            },
        }
    }
}

/// Those that say more than the other fields do.
pub fn headers(letter: &Letter) -> impl Iterator<Item = (&'static str, String)> {
    let from = letter.from.as_ref().map(|address| format!("{} <{address}>", letter.from_name));
    let said = [
        ("From", Some(from.unwrap_or_else(|| letter.from_name.clone()))),
        ("Reply-To", letter.reply_to.clone()),
        ("Subject", Some(letter.subject.clone())),
    ];
    let unsubscribe = Unsubscribe::at(&letter.links.one_click).into_iter();
    let unsubscribe = unsubscribe.flat_map(|one_click| one_click.headers().collect::<Vec<_>>());
    said.into_iter().filter_map(|(name, value)| Some((name, value?))).chain(unsubscribe)
}

impl Listed for BoxedMessage {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "invitation",
        "at",
        "channel",
        "to",
        "role",
        "subject",
        "text",
        "html",
        "links.answer",
        "links.unsubscribe",
        "links.preferences",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// The bare address of a recipient.
    to: Option<String>,
    /// `email`, `sms` or `whatsapp`.
    channel: Option<String>,
}

/// Lists what the sandbox sent, the oldest first.
#[utoipa::path(
    get, path = "", security(("key" = ["sandbox:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of messages", body = Page<BoxedMessage>)))]
pub async fn list(
    may: May<SandboxRead>,
    State(app): State<App>,
    mut listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let filters = std::mem::take(&mut listing.filters);
    let mut faults = Faults::default();
    let channel = faults.keep_some("/channel", filters.channel, |text| channel(&text));
    sound(Some(()), faults)?;
    let read = move |tx: &mut Tx<'_>| {
        check_sandbox(&account_of(tx, may.account)?)?;
        Ok(outbox::list(tx, may.account, filters.to.as_deref(), channel, after, limit)?)
    };
    let found = app.read("list_outbox", read).await?;
    let shown = found.iter().map(|boxed| {
        let letter = serde_json::from_str(&boxed.mail).map_err(|_| Problem::internal("a letter cannot be read"))?;
        Ok(BoxedMessage::new(boxed, letter))
    });
    Ok(listing.page(shown.collect::<Result<_, Problem>>()?))
}

/// What a provider would report of a message.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReceiptInput {
    /// The id of the message.
    #[schema(value_type = String, required = true, example = "msg_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    message: Option<String>,
    /// `delivered`, `failed`, `bounced`, `complained`, `opened` or `clicked`.
    #[serde(rename = "type")]
    #[schema(value_type = String, required = true, example = "delivered")]
    kind: Option<String>,
    /// What was replied; nothing that a sandbox sends can be replied to yet.
    text: Option<String>,
}

impl ReceiptInput {
    fn check(self) -> Result<(MessageId, Receipt), Problem> {
        let mut faults = Faults::default();
        let message = faults.require("/message", self.message, |id| id.parse().map_err(|_| unknown()));
        let kind = faults.require("/type", self.kind, |text| receipt(&text));
        if self.text.is_some() {
            faults.add("/text", Fault::new("field.unsupported", "replies are not supported yet; leave it out"));
        }
        sound((|| Some((message?, kind?)))(), faults)
    }
}

const fn unknown() -> Fault {
    Fault::new("id.unknown", "there is none with this id")
}

fn receipt(text: &str) -> Result<Receipt, Fault> {
    if text == "replied" {
        return Err(Fault::new("type.unsupported", "replies are not supported yet"));
    }
    let detail = "not one of delivered, failed, bounced, complained, opened, clicked";
    text.parse().map_err(|()| Fault::new("type.unknown", detail))
}

/// Reports what became of a message, as a provider would.
#[utoipa::path(
    post, path = "", security(("key" = ["sandbox:write"])), request_body = ReceiptInput,
    responses((status = 204, description = "It was taken note of")))]
pub async fn report(
    may: May<SandboxWrite>,
    State(app): State<App>,
    body: Json<ReceiptInput>,
) -> Result<StatusCode, Problem> {
    check_account(&app, may.account).await?;
    let (message, receipt) = body.value.check()?;
    let received = app.engine.receive(may.account, message, receipt).await;
    received.map_err(|error| match error {
        Refused::NotFound => Problem::field("/message", unknown().code, unknown().detail),
        other => other.into(),
    })?;
    Ok(StatusCode::NO_CONTENT)
}

async fn check_account(app: &App, account: AccountId) -> Result<(), Problem> {
    app.read("check_sandbox", move |tx| Ok(check_sandbox(&account_of(tx, account)?)?)).await
}
