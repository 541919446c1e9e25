//! Frequency: how often one person is asked, by a campaign's purpose (TP-5) and by the whole account (RI-17).
//!
//! Both judge the role `first` only, for the moment at which the message would go. When planning, what is scheduled for
//! the person counts like what was sent; when sending, only what was sent, is in flight or is unknown.

use jiff::Timestamp;

use crate::campaign::{Kind, Purpose};
use crate::decision::Stage;
use crate::delay::{Gap, gap_end, gap_is_over};
use crate::id::InvitationId;
use crate::invitation::Ask;
use crate::judgement::{Case, Finding};
use crate::product::{are_a_pair, goes_with_service};
use crate::strategy::Role;

/// `frequency.campaign`: every event, or a gap since the previous invitation of this purpose at this storefront.
pub(crate) fn campaign(case: &Case<'_>) -> Finding {
    let (true, Some(gap)) = (is_judged(case), case.campaign.frequency) else {
        return Finding::pass();
    };
    let gap = lengthened(case, gap);
    let moment = case.moment();
    let previous = counted(case).filter(|ask| is_alike(case, ask) && conflicts(case, ask, gap, moment));
    match previous.map(|ask| ask.at).max() {
        Some(previous) => Finding::refuse().fact(gap).fact(previous).fact(end(case, previous, gap)),
        None => Finding::pass().fact(gap),
    }
}

/// `frequency.pressure`: a gap between requests of any campaign to this person or address. Holds when the window ends
/// within the tolerance after the due time, else refuses.
pub(crate) fn pressure(case: &Case<'_>) -> Finding {
    let (true, Some(gap)) = (is_judged(case), case.account.pressure) else {
        return Finding::pass();
    };
    let gap = lengthened(case, gap);
    let Some(window) = window(case, gap, case.moment()) else {
        return Finding::pass().fact(gap);
    };
    let previous = window.last.at;
    if is_distinct(case, gap, &window) {
        return Finding::pass().fact(gap).fact(previous).fact_at(3, "distinct");
    }
    let free = first_free(case, gap, previous);
    let latest = gap_end(case.due, case.account.tolerance, case.zone_in_force());
    let finding = if free.over <= latest { Finding::hold(Some(free.at)) } else { Finding::refuse() };
    finding.fact(gap).fact(previous).fact(free.over)
}

/// Both rules judge new requests only, and none that staff asked for one by one (rules 4, Rebooking reminders), or that
/// belongs to an interaction whose service request goes (rules 3.3).
fn is_judged(case: &Case<'_>) -> bool {
    let is_new = case.role == Role::First && case.campaign.kind != Kind::Rebooking;
    is_new && !goes_with_service(case, case.stage == Stage::Plan)
}

/// A recipient who chose "less often" doubles both gaps.
pub(crate) fn lengthened(case: &Case<'_>, gap: Gap) -> Gap {
    if case.person.less_often { gap.doubled() } else { gap }
}

/// The requests to the person or to one of its addresses, those of the invitation's own interaction left out.
fn others<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Ask> + use<'a> {
    let own = case.invitation.map(|invitation| invitation.id);
    let person = case.person;
    let case = *case;
    case.history.iter().filter(move |ask| {
        let same = ask.contact == person.id || ask.address.is_some_and(|key| person.has_key(key));
        same && Some(ask.invitation) != own && !is_same_interaction(&case, ask)
    })
}

/// The requests that count: what was sent, and when planning what is scheduled and not weaker than this one.
fn counted<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Ask> + use<'a> {
    let (planning, campaign) = (case.stage == Stage::Plan, case.campaign);
    others(case).filter(move |ask| ask.sent || (planning && !campaign.is_stronger_than(ask.kind, ask.priority)))
}

/// Service and product request of one order.
fn is_same_interaction(case: &Case<'_>, ask: &Ask) -> bool {
    are_a_pair(ask.purpose, case.campaign.purpose)
        && ask.storefront == case.storefront.id
        && ask.reference == case.event.reference
}

/// For the same purpose at the same storefront; a joint request has two.
fn is_alike(case: &Case<'_>, ask: &Ask) -> bool {
    let purpose = case.campaign.purpose;
    let is_for = ask.purpose == purpose || (ask.joint && purpose == Purpose::ProductReview);
    is_for && ask.storefront == case.storefront.id
}

/// Whether a request and one at `moment` are closer than the gap, whichever comes first.
fn conflicts(case: &Case<'_>, ask: &Ask, gap: Gap, moment: Timestamp) -> bool {
    !gap_is_over(ask.at.min(moment), ask.at.max(moment), gap, case.zone_in_force())
}

/// The counted requests that are closer to a moment than the gap.
struct Window<'a> {
    last: &'a Ask,
    /// The last one that was asked about, whatever becomes of what is under way.
    certain: Option<&'a Ask>,
    requests: usize,
}

fn window<'a>(case: &Case<'a>, gap: Gap, moment: Timestamp) -> Option<Window<'a>> {
    // Of those at one instant the one that was planned last, in whatever order they are known.
    let later = |one: &'a Ask, other: &'a Ask| std::cmp::max_by_key(one, other, |ask| (ask.at, ask.invitation));
    counted(case).filter(|ask| conflicts(case, ask, gap, moment)).fold(None, |window, ask| {
        let certain = Some(ask).filter(|ask| ask.reached || case.stage == Stage::Plan);
        let Some(before) = window else {
            return Some(Window { last: ask, certain, requests: 1 });
        };
        Some(Window {
            last: later(before.last, ask),
            certain: before.certain.into_iter().chain(certain).reduce(later),
            requests: before.requests + 1,
        })
    })
}

/// When a request may go: the end of the last window before it, and the sending hour after that.
struct Free {
    over: Timestamp,
    at: Timestamp,
}

/// The first sending hour at which no counted request is closer than the gap.
fn first_free(case: &Case<'_>, gap: Gap, previous: Timestamp) -> Free {
    let mut previous = previous;
    loop {
        let over = end(case, previous, gap);
        let at = case.sending_hour_from(over);
        match window(case, gap, at) {
            Some(next) => previous = next.last.at,
            None => return Free { over, at },
        }
    }
}

fn end(case: &Case<'_>, previous: Timestamp, gap: Gap) -> Timestamp {
    gap_end(previous, gap, case.zone_in_force())
}

/// RI-17's exception: the request is about another interaction than the last one asked about, both happened within the
/// window, and no more than the allowed number of requests falls into it. What is under way or tried again may never
/// reach anybody: then the last one is the one before, and the exception must hold for that too (V4).
fn is_distinct(case: &Case<'_>, gap: Gap, window: &Window<'_>) -> bool {
    let (Some(allowed), Kind::Transactional) = (case.account.distinct_interactions, case.campaign.kind) else {
        return false;
    };
    let moment = case.moment();
    let recent = |at: Timestamp| !gap_is_over(at.min(moment), moment, gap, case.zone_in_force());
    let is_another = |last: &Ask| {
        let is_same = last.reference == case.event.reference && last.storefront == case.storefront.id;
        !is_same && recent(last.occurred_at)
    };
    let is_apart = is_another(window.last) && window.certain.is_none_or(is_another);
    is_apart && window.requests < allowed as usize && recent(case.event.occurred_at)
}

/// The scheduled requests that a new one at `moment` displaces: weaker ones within a gap that both must keep (rules 4,
/// Competition). A rebooking reminder gives way to nothing.
pub(crate) fn displaced(case: &Case<'_>, moment: Timestamp) -> Vec<InvitationId> {
    let within =
        |ask: &Ask, gap: Option<Gap>| gap.is_some_and(|gap| conflicts(case, ask, lengthened(case, gap), moment));
    others(case)
        .filter(|ask| !ask.sent && ask.kind != Kind::Rebooking)
        .filter(|ask| case.campaign.is_stronger_than(ask.kind, ask.priority))
        .filter(|ask| {
            within(ask, case.account.pressure) || (is_alike(case, ask) && within(ask, case.campaign.frequency))
        })
        .map(|ask| ask.invitation)
        .collect()
}
