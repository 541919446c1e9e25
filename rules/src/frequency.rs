//! Frequency: how often one person is asked, by a campaign's purpose (TP-5) and by the whole account (RI-17).
//!
//! Both judge the role `first` only, for the moment at which the message would go. When planning, what is scheduled for
//! the person counts like what was sent; when sending, only what was sent, is in flight or is unknown.

use jiff::Timestamp;

use crate::campaign::Kind;
use crate::decision::Stage;
use crate::delay::{Gap, gap_end, gap_is_over};
use crate::id::InvitationId;
use crate::invitation::Ask;
use crate::judgement::{Case, Finding};
use crate::strategy::Role;

/// `frequency.campaign`: every event, or a gap since the previous invitation of this purpose at this storefront.
pub(crate) fn campaign(case: &Case<'_>) -> Finding {
    let (Role::First, Some(gap)) = (case.role, case.campaign.frequency) else {
        return Finding::pass();
    };
    let gap = lengthened(case, gap);
    let same = |ask: &&Ask| {
        ask.contact == case.person.id
            && ask.purpose == case.campaign.purpose
            && ask.storefront == case.storefront.id
    };
    match counted(case).filter(same).filter(|ask| conflicts(case, ask, gap, case.moment())).map(|ask| ask.at).max() {
        Some(previous) => Finding::refuse().fact(gap).fact(previous).fact(end(case, previous, gap)),
        None => Finding::pass().fact(gap),
    }
}

/// `frequency.pressure`: a gap between requests of any campaign to this person or address. Holds when the window ends
/// within the tolerance after the due time, else refuses.
pub(crate) fn pressure(case: &Case<'_>) -> Finding {
    let (Role::First, Some(gap), false) =
        (case.role, case.account.pressure, case.campaign.kind == Kind::Rebooking)
    else {
        return Finding::pass();
    };
    let gap = lengthened(case, gap);
    let Some(previous) = latest_conflict(case, gap, case.moment()) else {
        return Finding::pass().fact(gap);
    };
    if distinct(case, gap, case.moment()) {
        return Finding::pass().fact(gap).fact(previous).fact_at(3, "distinct");
    }
    let over = first_free(case, gap, previous);
    let latest = gap_end(case.due, case.account.tolerance, case.zone_in_force());
    let finding = if over <= latest { Finding::hold(Some(case.sending_hour_from(over))) } else { Finding::refuse() };
    finding.fact(gap).fact(previous).fact(over)
}

/// A recipient who chose "less often" doubles both gaps.
fn lengthened(case: &Case<'_>, gap: Gap) -> Gap {
    if case.person.less_often { gap.doubled() } else { gap }
}

/// The requests that count, this invitation's own left out.
fn counted<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Ask> + use<'a> {
    let own = case.invitation.map(|invitation| invitation.id);
    let planning = case.stage == Stage::Plan;
    case.history.iter().filter(move |ask| Some(ask.invitation) != own && (planning || ask.sent))
}

/// Requests that pressure counts: to the person or to one of its addresses. A scheduled one that this campaign
/// displaces does not stand in its way.
fn pressing<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Ask> + use<'a> {
    let (person, campaign) = (case.person, case.campaign);
    counted(case).filter(move |ask| {
        let same = ask.contact == person.id || ask.address.is_some_and(|key| person.has_key(key));
        same && (ask.sent || !campaign.is_stronger_than(ask.kind, ask.priority))
    })
}

/// Whether a request and one at `moment` are closer than the gap, whichever comes first.
fn conflicts(case: &Case<'_>, ask: &Ask, gap: Gap, moment: Timestamp) -> bool {
    !gap_is_over(ask.at.min(moment), ask.at.max(moment), gap, case.zone_in_force())
}

fn latest_conflict(case: &Case<'_>, gap: Gap, moment: Timestamp) -> Option<Timestamp> {
    pressing(case).filter(|ask| conflicts(case, ask, gap, moment)).map(|ask| ask.at).max()
}

/// The first moment from which no counted request is closer than the gap.
fn first_free(case: &Case<'_>, gap: Gap, previous: Timestamp) -> Timestamp {
    let mut over = end(case, previous, gap);
    while let Some(next) = latest_conflict(case, gap, over) {
        over = end(case, next, gap);
    }
    over
}

fn end(case: &Case<'_>, previous: Timestamp, gap: Gap) -> Timestamp {
    gap_end(previous, gap, case.zone_in_force())
}

/// RI-17's exception: the request is about another interaction than the last one asked about, both happened within the
/// window, and no more than the allowed number of requests falls into it.
fn distinct(case: &Case<'_>, gap: Gap, moment: Timestamp) -> bool {
    let (Some(allowed), Kind::Transactional) = (case.account.distinct_interactions, case.campaign.kind) else {
        return false;
    };
    let in_window = || pressing(case).filter(|ask| conflicts(case, ask, gap, moment));
    let Some(last) = in_window().max_by_key(|ask| ask.at) else {
        return false;
    };
    let recent = |at: Timestamp| !gap_is_over(at.min(moment), moment, gap, case.zone_in_force());
    last.reference != case.event.reference
        && recent(last.occurred_at)
        && recent(case.event.occurred_at)
        && in_window().count() < allowed as usize
}

/// The scheduled requests that a new one at `moment` displaces: weaker ones within the pressure gap (rules 4,
/// Competition).
pub(crate) fn displaced(case: &Case<'_>, moment: Timestamp) -> Vec<InvitationId> {
    let (Some(gap), false) = (case.account.pressure, case.campaign.kind == Kind::Rebooking) else {
        return Vec::new();
    };
    let gap = lengthened(case, gap);
    let (person, campaign) = (case.person, case.campaign);
    counted(case)
        .filter(|ask| !ask.sent && campaign.is_stronger_than(ask.kind, ask.priority))
        .filter(|ask| ask.contact == person.id || ask.address.is_some_and(|key| person.has_key(key)))
        .filter(|ask| conflicts(case, ask, gap, moment))
        .map(|ask| ask.invitation)
        .collect()
}
