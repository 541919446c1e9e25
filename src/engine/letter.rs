//! Letters: what a message says, fixed when its attempt is committed. The same letter always gives the same bytes.

use rules::campaign::Purpose;
use rules::id::{AccountId, InvitationId, MessageId};
use rules::strategy::Role;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::secret::Link;
use crate::store::contacts::Contact;
use crate::store::storefronts::Storefront;
use crate::texts::{Language, MailFacts, mail};

/// A mail to one person. Kept as JSON until the outcome of its attempt is known.
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

/// The links of a letter; those it lacks are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    pub answer: String,
    pub unsubscribe: String,
    pub preferences: String,
    /// RFC 8058, for the header alone.
    pub one_click: String,
}

/// Whom a letter is about and why it is written.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    pub account: AccountId,
    pub invitation: InvitationId,
    pub message: MessageId,
    pub purpose: Purpose,
    pub role: Role,
    pub reference: &'a str,
    pub storefront: &'a Storefront,
    pub contact: &'a Contact,
    pub date: jiff::Timestamp,
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
pub fn write(engine: &Engine, occasion: Occasion<'_>) -> Option<Letter> {
    let Occasion { storefront, contact, .. } = occasion;
    let links = links(engine, occasion.account, occasion.invitation);
    let language =
        Language::best(contact.locale.as_deref(), Language::best(Some(&storefront.language), Language::English));
    let text = mail(
        language,
        occasion.purpose,
        occasion.role == Role::Reminder,
        &MailFacts {
            customer_name: contact.name.as_deref(),
            shop: &storefront.name,
            reference: occasion.reference,
            answer_url: &links.answer,
            unsubscribe_url: &links.unsubscribe,
            preferences_url: &links.preferences,
            postal_address: storefront.postal_address.as_deref(),
            privacy_url: storefront.privacy_url.as_deref(),
        },
    );
    Some(Letter {
        to: contact.email.clone()?,
        to_name: contact.name.clone(),
        from_name: storefront.sender_name.clone().unwrap_or_else(|| storefront.name.clone()),
        from: storefront.sender_address.clone(),
        reply_to: storefront.reply_to.clone(),
        subject: text.subject,
        text: text.text,
        html: text.html,
        message_id: occasion.message.to_string(),
        date: occasion.date.as_millisecond(),
        links,
    })
}
