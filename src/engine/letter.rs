//! Letters: what a message says, fixed when its attempt is committed. The same letter always gives the same bytes.

use rules::campaign::Purpose;
use rules::id::{AccountId, InvitationId, MessageId, TemplateId};
use rules::strategy::Role;
use rules::time::wall;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::intake::details::Details;
use crate::intake::product::Product;
use crate::secret::Link;
use crate::store::contacts::Contact;
use crate::store::storefronts::Storefront;
use crate::texts::template::{self, MOST_PRODUCTS, OrderFacts, ProductFacts, Wordings};
use crate::texts::{Language, MailFacts, MailText, mail};

/// A mail to one person. Stored as JSON where it is to go again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The bare address.
    pub to: String,
    pub to_name: Option<String>,
    pub from_name: String,
    /// None: the installation's own sender.
    pub from: Option<String>,
    pub reply_to: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The part of Message-ID before the @.
    pub message_id: String,
    /// Milliseconds UTC.
    pub date: i64,
    pub links: Links,
}

/// The links of a letter to a customer; empty in one to the business.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    pub answer: String,
    pub unsubscribe: String,
    pub preferences: String,
    /// RFC 8058, for the header alone.
    pub one_click: String,
}

/// Whom a letter is about and why it is written.
#[derive(Debug, Clone)]
pub struct Occasion<'a> {
    pub account: AccountId,
    pub invitation: InvitationId,
    pub message: MessageId,
    pub purpose: Purpose,
    pub role: Role,
    pub reference: &'a str,
    /// What the form asks about besides, or alone.
    pub products: Vec<Product>,
    /// Another platform, to which it points.
    pub platform: Option<&'a str>,
    pub storefront: &'a Storefront,
    pub contact: &'a Contact,
    /// None: in the standard words.
    pub own: Option<OwnWords<'a>>,
    pub date: jiff::Timestamp,
}

/// The business's own words, and what they may tell of the order.
#[derive(Debug, Clone)]
pub struct OwnWords<'a> {
    pub template: TemplateId,
    pub wordings: &'a Wordings,
    pub details: Details,
    pub occurred_at: jiff::Timestamp,
}

/// The links of an invitation, made from the master secret whenever they are needed.
pub fn links(engine: &Engine, account: AccountId, invitation: InvitationId) -> Links {
    let url = |path: &str, link| {
        format!("{}/{path}/{}", engine.settings.public_url, engine.secret.token(account, invitation, link))
    };
    Links {
        answer: url("r", Link::Answer),
        unsubscribe: url("u", Link::Unsubscribe),
        preferences: url("p", Link::Preferences),
        one_click: url("u", Link::OneClick),
    }
}

/// Writes the letter. None: the contact has no email.
pub fn write(engine: &Engine, occasion: &Occasion<'_>) -> Option<Letter> {
    let Occasion { storefront, contact, .. } = occasion;
    let links = links(engine, occasion.account, occasion.invitation);
    let products: Vec<_> = occasion.products.iter().map(Product::shown_name).collect();
    let facts = MailFacts {
        products: &products,
        platform: occasion.platform,
        customer_name: contact.name.as_deref(),
        shop: &storefront.name,
        reference: occasion.reference,
        answer_url: &links.answer,
        unsubscribe_url: &links.unsubscribe,
        preferences_url: &links.preferences,
        postal_address: storefront.postal_address.as_deref(),
        privacy_url: storefront.privacy_url.as_deref(),
    };
    let shop = Language::best(Some(&storefront.language), Language::English);
    let reader = Language::best(contact.locale.as_deref(), shop);
    let is_reminder = occasion.role == Role::Reminder;
    let own = occasion.own.as_ref().and_then(|own| own_text(own, occasion, (reader, shop), &facts));
    let text = own.unwrap_or_else(|| mail(reader, occasion.purpose, is_reminder, &facts));
    let to = Recipient { address: contact.email.clone()?, name: contact.name.clone() };
    Some(seal(to, storefront, text, links, (occasion.message, occasion.date)))
}

/// To whom a letter goes.
pub(super) struct Recipient {
    pub address: String,
    pub name: Option<String>,
}

/// A text with its envelope.
pub(super) fn seal(
    to: Recipient,
    storefront: &Storefront,
    text: MailText,
    links: Links,
    (message, date): (MessageId, jiff::Timestamp),
) -> Letter {
    Letter {
        to: to.address,
        to_name: to.name,
        from_name: storefront.sender_name.clone().unwrap_or_else(|| storefront.name.clone()),
        from: storefront.sender_address.clone(),
        reply_to: storefront.reply_to.clone(),
        subject: text.subject,
        text: text.text,
        html: text.html,
        message_id: message.to_string(),
        date: date.as_millisecond(),
        links,
    }
}

/// None where the business's words do not work for this order: the standard ones then go, rather than nothing.
fn own_text(
    own: &OwnWords<'_>,
    occasion: &Occasion<'_>,
    (reader, shop): (Language, Language),
    facts: &MailFacts<'_>,
) -> Option<MailText> {
    let order = order_facts(&own.details, own.occurred_at, occasion.storefront);
    let (language, wording) = template::best(own.wordings, reader, shop)?;
    let is_reminder = occasion.role == Role::Reminder;
    template::mail(language, wording, occasion.purpose, is_reminder, facts, &order)
        .inspect_err(|mistake| {
            let (template, line) = (own.template, mistake.line);
            tracing::warn!(%template, line, "a template does not work for an order: the standard text goes instead");
        })
        .ok()
}

/// What a template may tell of an order.
fn order_facts<'a>(details: &'a Details, occurred_at: jiff::Timestamp, storefront: &'a Storefront) -> OrderFacts<'a> {
    let product = |product: &'a Product| ProductFacts { name: product.shown_name(), url: product.url.as_deref() };
    OrderFacts {
        date: Some(wall(occurred_at, &storefront.zone).date()),
        total: details.total.as_ref().map(|total| (total.amount.as_str(), total.currency.as_str())),
        products: details.products.iter().take(MOST_PRODUCTS).map(product).collect(),
        staff: details.staff.as_deref(),
        shop_url: storefront.url.as_deref(),
    }
}
