//! Limits: frequency and pressure, by the test's own arithmetic over everything that may have reached somebody (V4).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::sums::{are_close, days, zone_of};
use crate::tables::{Invitation, Message, Tables};
use crate::world::Broken;

/// Another request to the same person or address.
#[derive(Debug)]
struct Request<'a> {
    invitation: &'a Invitation,
    message: &'a Message,
}

/// Judges a first message against every other that counts; `later` were decided behind it.
pub fn check(tables: &Tables, id: &str, later: &[String]) -> Result<(), Broken> {
    let message = &tables.messages[id];
    if message.role != "first" {
        return Ok(());
    }
    let invitation = &tables.invitations[&message.invitation];
    let own = Request { invitation, message };
    let counted = |(other, message): (&String, &Message)| {
        message.role == "first" && other != id && !later.contains(other) && may_have_reached(message)
    };
    let others = tables.messages.iter().filter(|&(other, message)| counted((other, message)));
    let others: Vec<_> = others
        .map(|(_, message)| Request { invitation: &tables.invitations[&message.invitation], message })
        .filter(|other| other.invitation.contact == invitation.contact || other.message.address == message.address)
        .filter(|other| !other.invitation.is_other_half_of(invitation))
        .collect();
    // The product request of an interaction whose service request went is no new one.
    let went = |(_, first): (&String, &Message)| {
        let service = &tables.invitations[&first.invitation];
        service.event == invitation.event
            && service.purpose == "service_review"
            && first.committed_at <= message.committed_at
    };
    if invitation.purpose == "product_review" && tables.messages.iter().any(went) {
        return Ok(());
    }
    let zone = zone_of(tables, invitation);
    frequency(tables, &own, &others, &zone)?;
    pressure(tables, &own, &others, &zone)
}

/// Queued again or failed: the provider said that it did not take it.
fn may_have_reached(message: &Message) -> bool {
    !["queued", "failed", "cancelled"].contains(&message.status.as_str())
}

fn frequency(tables: &Tables, own: &Request<'_>, others: &[Request<'_>], zone: &TimeZone) -> Result<(), Broken> {
    let settings = &tables.settings_of(&own.invitation.campaign)["frequency"];
    if settings["mode"] != "min_gap" {
        return Ok(());
    }
    let gap = days(&settings["gap"]);
    let same = |other: &&Request<'_>| {
        other.invitation.contact == own.invitation.contact
            && other.invitation.asks_for(&own.invitation.purpose)
            && other.invitation.storefront == own.invitation.storefront
    };
    let close = |other: &&Request<'_>| are_close(other.message.committed_at, own.message.committed_at, gap, zone);
    match others.iter().filter(same).find(close) {
        Some(other) => Err(format!("V4: frequency of {gap} days, beside {:?}", other.message)),
        None => Ok(()),
    }
}

fn pressure(tables: &Tables, own: &Request<'_>, others: &[Request<'_>], zone: &TimeZone) -> Result<(), Broken> {
    let settings = &tables.settings["pressure"];
    let gap = days(&settings["gap"]);
    let at = own.message.committed_at;
    let close: Vec<_> = others.iter().filter(|other| are_close(other.message.committed_at, at, gap, zone)).collect();
    let Some(last) = close.iter().map(|other| other.message.committed_at).max() else {
        return Ok(());
    };
    let transactional = tables.campaigns[&own.invitation.campaign].kind == "transactional";
    let limit = settings["distinct_limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(0);
    let recent = |happened: Timestamp| are_close(happened.min(at), at, gap, zone);
    let distinct = settings["distinct_interactions"] == true
        && transactional
        && close.len() < limit
        && recent(own.invitation.occurred_at)
        && close.iter().filter(|other| other.message.committed_at == last).any(|other| {
            other.invitation.reference != own.invitation.reference && recent(other.invitation.occurred_at)
        });
    if distinct { Ok(()) } else { Err(format!("V4: pressure of {gap} days, beside {close:?}")) }
}
