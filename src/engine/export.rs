//! export: everything that is known of a person, for that person (GDPR, article 15).

use std::collections::BTreeMap;

use rules::address::{Channel, PurposeGroup};
use rules::id::{AccountId, ContactId, InvitationId};
use rules::reason::Code;
use serde_json::{Value, json};

use super::people::{email_key, phone_key};
use super::{Engine, Error};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::contacts::Contact;
use crate::store::messages::Message;
use crate::store::responses::Wanted;
use crate::store::routes::Route;
use crate::store::{
    self, Tx, accounts, consents, contacts, decisions, events, invitation_list, messages, responses, routes,
    suppressions,
};

/// Nobody has more of anything than this.
const ALL: i64 = i32::MAX as i64;

impl Engine {
    /// All data about a contact, as JSON. That it was taken out stands in the audit log (V16).
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn export(&self, account: AccountId, contact: ContactId, by: Actor) -> Result<Value, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("export", move |tx| {
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            let Some(found) = contacts::by_ids(tx, account, &[contact])?.pop() else {
                return Ok(Err(Error::NotFound));
            };
            audit_log::append(tx, account, now, (by, Act::ContactExported, &contact.to_string()))?;
            Ok(Ok(json!({
                "exported_at": now,
                "contact": person(&found),
                "consents": consents_of(tx, account, contact)?,
                "suppressions": suppressions_of(tx, &engine, account, &found)?,
                "events": events_of(tx, account, contact)?,
                "invitations": invitations_of(tx, account, contact)?,
                "responses": responses_of(tx, account, contact)?,
            })))
        });
        done.await?
    }
}

fn read(text: Option<&str>) -> Value {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
}

fn person(contact: &Contact) -> Value {
    json!({
        "id": contact.id.to_string(),
        "external_id": contact.external_id,
        "email": contact.email,
        "phone": contact.phone,
        "name": contact.name,
        "locale": contact.locale,
        "time_zone": contact.time_zone,
        "country": contact.country,
        "postal_code": contact.postal_code,
        "city": contact.city,
        "birth_date": contact.birth_date,
        "preferred_channel": contact.preferred_channel.map(Channel::as_str),
        "segments": read(contact.segments.as_deref()),
        "attributes": read(contact.attributes.as_deref()),
        "less_often_since": contact.less_often_since,
        "later_until": contact.later_until,
        "erased_at": contact.erased_at,
        "created_at": contact.created_at,
    })
}

fn consents_of(tx: &mut Tx<'_>, account: AccountId, contact: ContactId) -> Result<Value, store::Error> {
    let found = consents::list(tx, account, contact, None, ALL)?;
    let told = found.iter().map(|consent| {
        json!({
            "id": consent.id.to_string(),
            "channel": consent.channel.as_str(),
            "purposes": consent.purposes.iter().map(|purpose| purpose.as_str()).collect::<Vec<_>>(),
            "basis": consent.basis.as_str(),
            "source": consent.source,
            "given_at": consent.given_at,
            "withdrawn_at": consent.withdrawn_at,
        })
    });
    Ok(told.collect())
}

fn suppressions_of(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: AccountId,
    contact: &Contact,
) -> Result<Value, store::Error> {
    let email = contact.email.as_deref().map(|email| email_key(&engine.secret, account, email));
    let phone = contact.phone.as_deref().map(|phone| phone_key(&engine.secret, account, phone));
    let keys: Vec<_> = [email, phone].into_iter().flatten().collect();
    let told = suppressions::of_addresses(tx, account, &keys)?.into_iter().map(|stop| {
        json!({
            "id": stop.id.to_string(),
            "channel": stop.channel.as_str(),
            "cause": stop.cause.as_str(),
            "group": stop.group.map(PurposeGroup::as_str),
            "source": stop.source,
            "created_at": stop.created_at,
        })
    });
    Ok(told.collect())
}

fn events_of(tx: &mut Tx<'_>, account: AccountId, contact: ContactId) -> Result<Value, store::Error> {
    let found = events::of_contact(tx, account, contact, ALL)?;
    let ids: Vec<_> = found.iter().map(|event| event.id).collect();
    let mut decided: BTreeMap<_, Vec<Value>> = BTreeMap::new();
    for decision in decisions::of_events(tx, account, &ids)? {
        decided.entry(decision.event).or_default().push(json!({
            "at": decision.decided_at,
            "stage": decision.stage.as_str(),
            "outcome": decision.outcome.as_str(),
            "reason": decision.reason.map(Code::as_str),
        }));
    }
    let told = found.iter().map(|event| {
        json!({
            "id": event.id.to_string(),
            "type": event.kind,
            "reference": event.reference,
            "occurred_at": event.occurred_at,
            "activation_date": event.activation_date,
            "details": read(event.details.as_deref()),
            "source": event.source,
            "received_at": event.received_at,
            "decisions": decided.remove(&event.id).unwrap_or_default(),
        })
    });
    Ok(told.collect())
}

fn invitations_of(tx: &mut Tx<'_>, account: AccountId, contact: ContactId) -> Result<Value, store::Error> {
    let found = invitation_list::of_contacts(tx, account, &[contact], ALL)?;
    let ids: Vec<_> = found.iter().map(|(invitation, _)| invitation.id).collect();
    let mut sent: BTreeMap<InvitationId, Vec<Value>> = BTreeMap::new();
    for message in messages::of_invitations(tx, account, &ids)? {
        sent.entry(message.invitation).or_default().push(told(&message));
    }
    let routes = routes::of_invitations(tx, account, &ids)?;
    let mut routed: BTreeMap<_, _> = routes.into_iter().map(|route| (route.invitation, elsewhere(&route))).collect();
    let told = found.iter().map(|(invitation, state)| {
        json!({
            "id": invitation.id.to_string(),
            "purpose": invitation.purpose.as_str(),
            "reference": invitation.reference,
            "status": state.status.as_str(),
            "due_at": state.due_at,
            "created_at": invitation.created_at,
            "ended_at": state.ended_at,
            "route": routed.remove(&invitation.id),
            "messages": sent.remove(&invitation.id).unwrap_or_default(),
        })
    });
    Ok(told.collect())
}

/// Another platform to which an invitation pointed.
fn elsewhere(route: &Route) -> Value {
    json!({ "platform": route.platform, "routed_at": route.routed_at, "followed_at": route.followed_at })
}

fn told(message: &Message) -> Value {
    json!({
        "role": message.role.as_str(),
        "channel": message.channel.as_str(),
        "status": message.status.as_str(),
        "sent_at": message.sent_at,
        "delivered_at": message.delivered_at,
        "opened_at": message.opened_at,
        "clicked_at": message.clicked_at,
    })
}

fn responses_of(tx: &mut Tx<'_>, account: AccountId, contact: ContactId) -> Result<Value, store::Error> {
    let mut told = Vec::new();
    for suspect in [false, true] {
        let wanted = Wanted { contact: Some(contact), suspect, ..Wanted::default() };
        told.extend(responses::list(tx, account, &wanted, None, ALL)?.into_iter().map(|response| {
            json!({
                "id": response.id.to_string(),
                "invitation": response.invitation.to_string(),
                "reference": response.reference,
                "started_at": response.started_at,
                "completed_at": response.completed_at,
                "answers": read(Some(&response.answers)),
            })
        }));
    }
    Ok(told.into())
}
