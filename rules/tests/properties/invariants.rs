//! The invariants of trust 2, one function each, judged by the ledger of a whole history: what went out to whom and when,
//! beside what had been said until then. Nothing of the rules or of the oracle is asked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rules::campaign::{Kind, Purpose};
use rules::settle::Ended;
use rules::strategy::Role;

use crate::calendar::Wait;
use crate::ledger::{Fact, Ledger, Tried};
use crate::world::Inhabitant;
use crate::{Checked, ensure};

type Invariant = fn(&Ledger) -> Checked;

/// Every invariant with its sentence.
const INVARIANTS: &[(&str, Invariant)] = &[
    ("V1: one invitation a campaign and event, one reminder an order", at_most_one),
    ("V2: each message is accepted at most once", accepted_once),
    ("V3: every event ends in a decision", decided),
    ("V4: frequency and pressure are never exceeded", never_too_often),
    ("V6: an opt-out acts from its commit on", nothing_against_an_opt_out),
    ("V7: an answer stops every later request for its order", nothing_after_the_end),
    ("V8: nothing goes outside of the recipient's hours", within_hours),
    ("V9: nothing goes before its time", never_early),
    ("rules 3: what counts from the sending of a service request does not go before it", behind_its_service),
    ("V15: what is queued keeps the settings of its planning, and what was struck stays so", pinned),
];

/// The first invariant that the ledger breaks.
pub fn keep(ledger: &Ledger, people: &[Inhabitant]) -> Checked {
    let broken = |sentence: &str, wrong: String| format!("{sentence}: {wrong}");
    on_a_basis(ledger, people).map_err(|wrong| broken("V5: every message has a legal basis of its time", wrong))?;
    INVARIANTS.iter().try_for_each(|(sentence, holds)| holds(ledger).map_err(|wrong| broken(sentence, wrong)))
}

fn at_most_one(ledger: &Ledger) -> Checked {
    let (mut first, mut reminders) = (BTreeSet::new(), BTreeSet::new());
    for (_, at, tried) in ledger.tried().filter(|(_, _, tried)| tried.counts()) {
        let is_new = match tried.role {
            Role::First => {
                let products = tried.product.is_none_or(|product| first.insert((product, tried.event)));
                first.insert((tried.campaign, tried.event)) && products
            }
            Role::Reminder => reminders.insert(tried.order),
            Role::FollowUp => true,
        };
        ensure(is_new, || format!("a second one at {at}: {tried:?}"))?;
    }
    Ok(())
}

fn accepted_once(ledger: &Ledger) -> Checked {
    let mut done = BTreeSet::new();
    for (_, at, tried) in ledger.tried() {
        let message = (tried.life, tried.message);
        ensure(!done.contains(&message), || format!("tried again at {at}: {tried:?}"))?;
        if tried.ended != Ended::RetrySafe {
            done.insert(message);
        }
    }
    Ok(())
}

fn decided(ledger: &Ledger) -> Checked {
    for (place, (at, fact)) in ledger.entries.iter().enumerate() {
        let Fact::Reported { event } = fact else { continue };
        let ends = |fact: &Fact| match fact {
            Fact::Decided { event: own, reason, invites } => own == event && (reason.is_some() || *invites),
            _ => false,
        };
        let has_end = ledger.entries[place..].iter().any(|(_, fact)| ends(fact));
        ensure(has_end, || format!("event {event} of {at} was dropped"))?;
    }
    Ok(())
}

fn never_too_often(ledger: &Ledger) -> Checked {
    let requests: Vec<_> = ledger.tried().filter(|(_, _, tried)| tried.role == Role::First).collect();
    for (position, (_, at, later)) in requests.iter().enumerate() {
        if later.counts() && later.kind != Kind::Rebooking {
            let reaches =
                |earlier: &Tried| earlier.person == later.person || later.limits.keys.contains(&earlier.address);
            let before = requests[..position].iter();
            // A product request belongs to the interaction of its service request.
            let along = before.clone().any(|(_, _, earlier)| earlier.is_service_of(later) && earlier.is_under_way());
            if along {
                continue;
            }
            let before = before.filter(|(_, _, earlier)| reaches(earlier) && !earlier.is_pair_of(later));
            far_enough(*at, later, &before.map(|(_, at, earlier)| (*at, *earlier)).collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

/// `before` are the attempts to ask the same person or address, the last one at the end.
fn far_enough(at: Timestamp, later: &Tried, before: &[(Timestamp, &Tried)]) -> Checked {
    let limits = &later.limits;
    let went = before.iter().filter(|(_, earlier)| earlier.counts());
    let close = |gap: Wait| went.clone().filter(move |(earlier, _)| at < gap.end(*earlier, &limits.clock));
    let is_for = |earlier: &Tried| {
        earlier.purpose == later.purpose || (earlier.product.is_some() && later.purpose == Purpose::ProductReview)
    };
    let alike = |earlier: &Tried| is_for(earlier) && earlier.storefront == later.storefront;
    if let Some(gap) = limits.frequency {
        let same = close(gap).find(|(_, earlier)| alike(earlier));
        ensure(same.is_none(), || format!("{at} is within {gap:?} of {same:?}: {later:?}"))?;
    }
    let Some(gap) = limits.pressure else { return Ok(()) };
    let Some(last) = close(gap).next_back() else { return Ok(()) };
    // Of those at one instant none is the last.
    let latest = close(gap).filter(|(at, _)| *at == last.0);
    let is_distinct = latest.map(|(_, other)| other.order).any(|order| order != later.order);
    let allowed = limits.distinct.filter(|_| later.kind == Kind::Transactional && is_distinct);
    let room = allowed.is_some_and(|allowed| close(gap).count() < allowed as usize);
    ensure(room, || format!("{at} is within {gap:?} of {last:?}: {later:?}"))
}

fn on_a_basis(ledger: &Ledger, people: &[Inhabitant]) -> Checked {
    for (place, at, tried) in ledger.tried() {
        let mut agreed: Vec<_> = people[tried.person].rules.consents.clone();
        for (_, fact) in &ledger.entries[..place] {
            match fact {
                Fact::Agreed { person, channel } if *person == tried.person => {
                    agreed.push(crate::world::consent(*person, *channel, Vec::new()));
                }
                Fact::Withdrawn { person, channel } if *person == tried.person => {
                    agreed.retain(|consent| consent.channel != *channel);
                }
                _ => {}
            }
        }
        let mut bases = agreed.iter().filter(|basis| basis.id == tried.consent && basis.channel == tried.channel);
        let covers = bases.any(|basis| basis.purposes.is_empty() || basis.purposes.contains(&tried.purpose));
        ensure(covers, || format!("none at {at}: {tried:?}"))?;
    }
    Ok(())
}

fn nothing_against_an_opt_out(ledger: &Ledger) -> Checked {
    for (place, at, tried) in ledger.tried() {
        let stops = |fact: &Fact| match fact {
            Fact::Suppressed { channel, key, group } => {
                (*channel, *key) == (tried.channel, tried.address)
                    && group.is_none_or(|group| group == tried.purpose.group())
            }
            Fact::Erased { person } => *person == tried.person,
            _ => false,
        };
        let stop = ledger.entries[..place].iter().find(|(_, fact)| stops(fact));
        ensure(stop.is_none(), || format!("{stop:?} and at {at} still {tried:?}"))?;
    }
    Ok(())
}

fn nothing_after_the_end(ledger: &Ledger) -> Checked {
    let mut closes: BTreeMap<usize, Timestamp> = BTreeMap::new();
    for (place, at, tried) in ledger.tried() {
        let ends = |fact: &Fact| match fact {
            Fact::Answered { life, order, purpose } => {
                let asks = *purpose == tried.purpose || (*purpose == Purpose::ProductReview && tried.asks_both_now());
                let same = *order == tried.order && asks && *purpose != Purpose::Rebooking;
                same || *life == tried.life
            }
            Fact::Cancelled { order } => *order == tried.order,
            _ => false,
        };
        let end = ledger.entries[..place].iter().find(|(_, fact)| ends(fact));
        ensure(end.is_none(), || format!("{end:?} and at {at} still {tried:?}"))?;
        let closed = closes.get(&tried.life).filter(|closes| at >= **closes - SignedDuration::from_hours(24));
        ensure(closed.is_none(), || format!("the form closes at {closed:?}, and at {at} still {tried:?}"))?;
        if tried.counts() {
            let term = tried.expires_after.after(at, &tried.limits.storefront_clock);
            closes.entry(tried.life).or_insert(term);
        }
    }
    Ok(())
}

fn behind_its_service(ledger: &Ledger) -> Checked {
    for (_, at, tried) in ledger.tried().filter(|(_, _, tried)| tried.role == Role::First) {
        ensure(!tried.waits_for_service, || format!("{at}: {tried:?}"))?;
    }
    Ok(())
}

fn within_hours(ledger: &Ledger) -> Checked {
    for (_, at, tried) in ledger.tried() {
        let Some((opens, closes)) = tried.limits.window else { continue };
        let is_open = |at: Timestamp, clock: &jiff::tz::TimeZone| {
            let hour = clock.to_datetime(at).hour();
            if opens < closes { (opens..closes).contains(&hour) } else { hour >= opens || hour < closes }
        };
        let end = at + SignedDuration::from_secs(59);
        let open = tried.limits.recipient_clocks.iter().all(|clock| is_open(at, clock) && is_open(end, clock));
        ensure(open, || format!("at {at}: {tried:?}"))?;
    }
    Ok(())
}

fn never_early(ledger: &Ledger) -> Checked {
    let mut planned: BTreeMap<usize, Timestamp> = BTreeMap::new();
    for (at, fact) in &ledger.entries {
        match fact {
            Fact::Planned { life, at } => {
                planned.insert(*life, *at);
            }
            Fact::Tried(tried) => {
                let due = planned.get(&tried.life);
                ensure(due.is_some_and(|due| at >= due), || format!("{at}, planned for {due:?}: {tried:?}"))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn pinned(ledger: &Ledger) -> Checked {
    let (mut first, mut planned) = (BTreeMap::new(), BTreeMap::new());
    for (place, (at, fact)) in ledger.entries.iter().enumerate() {
        match fact {
            Fact::Planned { life, .. } => {
                planned.entry(*life).or_insert(place);
            }
            Fact::Tried(tried) if tried.role == Role::First => {
                first.insert(tried.life, *at);
            }
            Fact::Tried(tried) if tried.role == Role::Reminder => {
                let struck =
                    |fact: &Fact| matches!(fact, Fact::RemindersOff { campaign } if *campaign == tried.campaign);
                let mut since = ledger.entries[planned[&tried.life]..place].iter();
                ensure(!since.any(|(_, fact)| struck(fact)), || format!("struck, and at {at} still {tried:?}"))?;
                let due = tried.reminder_after.map(|wait| earliest(wait, first[&tried.life], tried));
                ensure(due.is_none_or(|due| *at >= due), || format!("{at}, due {due:?} as planned: {tried:?}"))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The first instant of the day on which the reminder was to go when it was planned, or the end of its hours.
fn earliest(wait: Wait, first: Timestamp, tried: &Tried) -> Timestamp {
    let clock = &tried.limits.clock;
    match wait {
        Wait::Hours(hours) => first + SignedDuration::from_hours(hours),
        Wait::Days(_) | Wait::Months(_) => {
            let day = clock.to_datetime(first).date() + wait.span();
            crate::calendar::first_showing(day.at(0, 0, 0, 0), clock)
        }
    }
}
