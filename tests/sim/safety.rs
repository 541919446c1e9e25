//! Safety: what must hold after every step (trust 2), judged by the provider's books and by a recount of the tables.

use jiff::ToSpan;

use crate::limits;
use crate::sums::{self, told};
use crate::tables::{Decision, Invitation, Message, Tables};
use crate::world::{Broken, World};

/// Judges every attempt that was committed since the last time, also one whose answer was lost on its way.
pub async fn check_commits(world: &mut World) -> Result<(), Broken> {
    let tables = world.tables().await?;
    let mut fresh: Vec<String> = Vec::new();
    for (id, message) in &tables.messages {
        if world.tries.get(id).copied() != Some(message.tries) {
            fresh.push(id.clone());
        }
    }
    fresh.sort_by_key(|id| tables.messages[id].invitation.clone());
    if tables.settings["staged_release"] == true {
        world.waves.check(&tables, fresh.iter().filter(|id| !world.tries.contains_key(*id)))?;
    }
    for (position, id) in fresh.iter().enumerate() {
        let message = &tables.messages[id];
        let invitation = &tables.invitations[&message.invitation];
        let judged = stopped(&tables, invitation, message)
            .and_then(|()| timely(world, &tables, invitation, message))
            // Those behind it in the batch were not yet decided.
            .and_then(|()| limits::check(&tables, id, &fresh[position..]));
        judged.map_err(|why| format!("{why}: {message:?} of {invitation:?}\n{}", history(&tables, message)))?;
        world.tries.insert(id.clone(), message.tries);
    }
    check_states(world, tables)
}

/// What was decided about its invitation, in order.
fn history(tables: &Tables, message: &Message) -> String {
    let own = tables.decisions.iter().filter(|one| one.invitation.as_ref() == Some(&message.invitation));
    let told = |one: &Decision| {
        let Decision { at, stage, outcome, reason, due_at, checks, .. } = one;
        format!("  {at} {stage} {outcome} {reason:?} {due_at:?} {checks}")
    };
    own.map(told).collect::<Vec<_>>().join("\n")
}

/// V5, V6, V7, V15: nothing that stops it was on record.
fn stopped(tables: &Tables, invitation: &Invitation, message: &Message) -> Result<(), Broken> {
    let consent = tables.consents.get(&message.consent).ok_or("V5: no such consent")?;
    let covers = consent.purposes.is_empty() || consent.purposes.split(' ').any(|word| word == invitation.purpose);
    let allowed = consent.withdrawn_at.is_none()
        && consent.contact == invitation.contact
        && consent.channel == message.channel
        && covers;
    let suppressed = tables
        .suppressions
        .iter()
        .any(|stop| stop.address == message.address && stop.channel == message.channel && stop.group != "rebooking");
    let order = tables.orders.get(&(invitation.storefront.clone(), invitation.reference.clone()));
    let answered = tables
        .answered
        .iter()
        .map(|id| &tables.invitations[id])
        .any(|other| other.is_same_order(invitation) && other.asks_for(&invitation.purpose));
    let campaign = &tables.campaigns[&invitation.campaign];
    let stops = [
        (!allowed, "V5: the consent does not allow it"),
        (suppressed, "V6: the address is suppressed"),
        (answered, "V7: the order was answered"),
        (order.is_some_and(|order| order.cancelled), "V7: the order was cancelled"),
        (order.is_some_and(|order| order.held), "V7: the order is on hold"),
        (!campaign.enabled || campaign.paused, "the campaign is off or paused"),
        (tables.held_for.is_some(), "the account is on hold"),
        (invitation.ended_at.is_some(), "V15: the invitation had ended"),
    ];
    first_of(&stops)?;
    if message.role == "reminder" { reminder(tables, invitation, message) } else { Ok(()) }
}

/// TP-6 to TP-8, AV-2: all that a reminder needs.
fn reminder(tables: &Tables, invitation: &Invitation, message: &Message) -> Result<(), Broken> {
    let same_order = |other: &&Message| {
        let asked = &tables.invitations[&other.invitation];
        other.invitation != message.invitation
            && (&asked.storefront, &asked.reference) == (&invitation.storefront, &invitation.reference)
    };
    let reminded = tables.messages.values().filter(|other| other.role == "reminder").any(|other| same_order(&other));
    let pending = tables.invitations.iter().any(|(id, other)| {
        let is_to_come = first_of_id(tables, id).is_none() && other.ended_at.is_none();
        let was_there = other.created_at < message.committed_at;
        other.purpose == "product_review" && other.is_same_order(invitation) && is_to_come && was_there
    });
    let is_on = tables.settings_of(&invitation.campaign)["reminder"]["enabled"] == true;
    let first_unknown = first_of_invitation(tables, message).is_none_or(|first| first.status == "unknown");
    first_of(&[
        (!invitation.reminder_at_creation, "TP-7: reminders were off when it was made"),
        (!invitation.reminder_at_first, "TP-7: reminders were off when the first message went"),
        (invitation.reminder_struck, "TP-8: reminders were switched off since"),
        (!is_on, "TP-7: reminders are off"),
        (reminded, "AV-2: the order had its reminder"),
        (pending, "AV-3: a product request of the order is still to come"),
        (first_unknown, "nobody knows whether the first message came"),
    ])
}

fn first_of(stops: &[(bool, &str)]) -> Result<(), Broken> {
    stops.iter().find(|(stands, _)| *stands).map_or(Ok(()), |(_, why)| Err((*why).to_owned()))
}

fn first_of_invitation<'a>(tables: &'a Tables, message: &Message) -> Option<&'a Message> {
    first_of_id(tables, &message.invitation)
}

fn first_of_id<'a>(tables: &'a Tables, invitation: &str) -> Option<&'a Message> {
    tables.messages.values().find(|other| other.role == "first" && other.invitation == invitation)
}

/// V8, V9: not before it is due, and only when mail may arrive.
fn timely(world: &World, tables: &Tables, invitation: &Invitation, message: &Message) -> Result<(), Broken> {
    let at = message.committed_at;
    if !sums::may_arrive(tables, invitation, at) {
        return Err(format!("V8: it may not arrive at {at}"));
    }
    let due = match (message.role.as_str(), first_of_invitation(tables, message)) {
        ("reminder", Some(first)) => sums::reminder_due(tables, invitation, first),
        _ => sums::first_due(tables, invitation, at),
    };
    // A retry has its own time.
    if message.tries == 1 && at < due {
        return Err(format!("V9: it goes at {}, and is due at {} (now {})", told(at), told(due), told(world.now)));
    }
    Ok(())
}

/// V2 and the ten seconds, by the provider's books.
pub fn check_ledger(world: &World) -> Result<(), Broken> {
    world.provider.wrongs().into_iter().next().map_or(Ok(()), Err)
}

/// V1, V3, V11, V15: how invitations may change, and that none is forgotten.
pub fn check_states(world: &mut World, tables: Tables) -> Result<(), Broken> {
    if let Some(lookup) = tables.lying_lookup {
        return Err(format!("V3: {lookup} say something else than the invitations"));
    }
    for (id, now) in &tables.invitations {
        if let Some(before) = world.before.invitations.get(id) {
            change(before, now).map_err(|why| format!("{why}: {before:?} became {now:?}"))?;
        }
        let sending =
            tables.messages.values().any(|message| message.invitation == *id && message.lease_until.is_some());
        alive(now, sending).map_err(|why| format!("{why}: {now:?}"))?;
    }
    if let Some(lost) = world.before.invitations.keys().find(|id| !tables.invitations.contains_key(*id)) {
        return Err(format!("V3: {lost} is gone"));
    }
    once(world, &tables)?;
    world.before = tables;
    Ok(())
}

const STATUSES: [&str; 9] =
    ["scheduled", "sent", "opened", "started", "completed", "expired", "cancelled", "refused", "failed"];

fn change(before: &Invitation, now: &Invitation) -> Result<(), Broken> {
    let rank = |one: &Invitation| STATUSES.iter().position(|status| *status == one.status).unwrap_or(STATUSES.len());
    let answered_late = now.status == "completed";
    first_of(&[
        (rank(now) < rank(before) && !answered_late, "V11: the status went backwards"),
        (before.status == "completed" && now.status != "completed", "V11: an answer was forgotten"),
        (now.fence < before.fence, "the fence went backwards"),
        (before.ended_at.is_some() && now.ended_at != before.ended_at, "V15: an end was undone"),
        (before.reminder_struck && !now.reminder_struck, "TP-8: a struck reminder came back"),
        ((&before.campaign, before.version) != (&now.campaign, now.version), "V15: what it pins changed"),
    ])
}

/// What a person can release, by itself or with the service request that it waits for.
const RELEASED_BY_A_PERSON: [&str; 4] = ["campaign.inactive", "event.on_hold", "brake.on", "products.service_first"];

/// Every invitation has an end, an hour, a named reason to wait, or somebody who is sending it (V3).
fn alive(now: &Invitation, sending: bool) -> Result<(), Broken> {
    let waits = now.next_at.is_some() || now.held_for.is_some();
    first_of(&[
        (now.held_for.iter().any(|code| !RELEASED_BY_A_PERSON.contains(&code.as_str())), "V3: nobody can release it"),
        (now.ended_at.is_some() && waits, "V15: it ended and still waits"),
        (now.ended_at.is_none() && !waits && !sending && now.expires_at.is_none(), "V3: it is forgotten"),
        (now.next_role.is_some() && !waits, "V3: its next step has no time"),
        (now.held_for.is_some() && now.next_at.is_some(), "it waits for a person and goes all the same"),
    ])
}

/// V1 by the provider's books: one first message an invitation, one reminder an order; and nothing goes later than 10 s
/// after its commit.
fn once(world: &World, tables: &Tables) -> Result<(), Broken> {
    let mut seen = std::collections::BTreeSet::new();
    for accepted in world.provider.accepted() {
        let id = accepted.message.to_string();
        let message = tables.messages.get(&id).ok_or_else(|| format!("V3: {id} was sent and is not on record"))?;
        let invitation = &tables.invitations[&message.invitation];
        let whose = match message.role.as_str() {
            "reminder" => format!("{} {} reminder", invitation.storefront, invitation.reference),
            role => format!("{} {} {} {role}", invitation.campaign, invitation.event, invitation.purpose),
        };
        if !seen.insert(whose) {
            return Err(format!("V1: two went for one: {message:?}"));
        }
        // However they are asked about, together or alone, products are asked about once.
        let products =
            invitation.asks().filter(|_| message.role == "first").find(|(purpose, _)| *purpose == "product_review");
        if let Some((_, campaign)) = products
            && !seen.insert(format!("{campaign} {} products", invitation.event))
        {
            return Err(format!("V1: the products are asked about twice: {message:?} of {invitation:?}"));
        }
        // A receipt may say that it failed later on.
        let failed_later = message.status == "failed" && world.failed_later.contains(&id);
        if ["queued", "failed", "cancelled"].contains(&message.status.as_str()) && !failed_later {
            return Err(format!("V2: the provider took it, and we call it {}: {message:?}", message.status));
        }
        if accepted.at > message.committed_at + 10.seconds() {
            return Err(format!("it was handed over at {}: {message:?}", accepted.at));
        }
    }
    Ok(())
}
