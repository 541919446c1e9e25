//! calendar: what is to go when, by day or hour, campaign and channel, read from the queue itself.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::Channel;
use rules::id::{AccountId, CampaignId, StorefrontId};
use rules::reason::Code;
use rules::time::{Zone, days_later, resolve};

use super::people::CHANNELS;
use crate::store::calendar::{self, Slot};
use crate::store::campaigns::Campaign;
use crate::store::{Error, Tx, campaigns};

/// Held messages are counted to this number; what is more is told as more.
pub const MOST_HELD: i64 = 1_000;
/// Messages that a page counts one by one; of cells with more than their part of them it says about how many there are.
pub const MOST_COUNTED: i64 = 100_000;
/// Every cell is counted to this number.
const LEAST_COUNTED: i64 = 50;
/// Days that are counted at once.
pub const MOST_DAYS: usize = 366;
/// Why a message waits for a person.
const HOLDS: [Code; 3] = [Code::BrakeOn, Code::CampaignInactive, Code::EventOnHold];
const HOURS: i8 = 24;

/// A stretch of time: a day, or an hour of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    /// Not part of it.
    pub before: Timestamp,
}

/// Messages of one campaign and channel in one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Which of the spans.
    pub span: usize,
    pub campaign: CampaignId,
    pub channel: Channel,
    pub count: i64,
    /// They are too many to count while somebody waits: it is about so many.
    pub is_estimate: bool,
}

/// What is to go.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Those in which something goes, in the order of time and then of the campaigns' names.
    pub cells: Vec<Cell>,
    /// What waits for a person, by why; up to [`MOST_HELD`] and one more.
    pub held: Vec<(Code, i64)>,
    pub campaigns: Vec<Campaign>,
}

/// A day of the zone's calendar.
pub fn day(day: Date, zone: &Zone) -> Span {
    Span { from: resolve(zone, day.at(0, 0, 0, 0)), before: resolve(zone, days_later(day, 1).at(0, 0, 0, 0)) }
}

/// Days one after another, up to [`MOST_DAYS`].
pub fn days(first: Date, last: Date, zone: &Zone) -> Vec<(Date, Span)> {
    let mut days = Vec::new();
    let mut next = first;
    while next <= last && days.len() < MOST_DAYS {
        days.push((next, day(next, zone)));
        next = days_later(next, 1);
    }
    days
}

/// The hours of a day by the zone's clock: one that the clock leaps over is empty, one that comes twice is one.
pub fn hours(day: Date, zone: &Zone) -> Vec<Span> {
    let begins = |hour: i8| {
        let wall = if hour < HOURS { day.at(hour, 0, 0, 0) } else { days_later(day, 1).at(0, 0, 0, 0) };
        resolve(zone, wall)
    };
    (0..HOURS).map(|hour| Span { from: begins(hour), before: begins(hour + 1) }).collect()
}

/// Counts what is queued in each of these spans: one by one, or no more than `most` of them so and the rest by a sample.
///
/// # Errors
/// Those of the store.
pub fn calendar(
    tx: &mut Tx<'_>,
    account: AccountId,
    spans: &[Span],
    storefront: Option<StorefrontId>,
    most: Option<i64>,
) -> Result<Calendar, Error> {
    let mut campaigns = campaigns::all(tx, account)?;
    campaigns.retain(|campaign| storefront.is_none_or(|id| campaign.storefront == id));
    campaigns.sort_by_cached_key(|campaign| campaign.name.to_lowercase());
    let cells = cells(tx, account, (spans, &campaigns), most)?;
    let mut held = Vec::new();
    for reason in HOLDS {
        let count = calendar::held(tx, account, reason, MOST_HELD + 1)?;
        held.extend((count > 0).then_some((reason, count)));
    }
    Ok(Calendar { cells, held, campaigns })
}

fn cells(
    tx: &mut Tx<'_>,
    account: AccountId,
    (spans, campaigns): (&[Span], &[Campaign]),
    most: Option<i64>,
) -> Result<Vec<Cell>, Error> {
    let asking = asking(tx, account, spans, campaigns)?;
    let mut slots = Vec::with_capacity(spans.len() * asking.len());
    let mut places = Vec::with_capacity(slots.capacity());
    for (place, span) in spans.iter().enumerate().filter(|(_, span)| span.from < span.before) {
        slots.extend(asking.iter().map(|whole| Slot { from: span.from, before: span.before, ..*whole }));
        places.resize(slots.len(), place);
    }
    let each =
        most.map_or(i64::MAX - 1, |most| (most / i64::try_from(slots.len()).unwrap_or(most).max(1)).max(LEAST_COUNTED));
    let counted = calendar::counts(tx, account, &slots, each + 1)?;
    let full: Vec<_> = slots.iter().zip(&counted).filter(|(_, count)| **count > each).map(|(slot, _)| *slot).collect();
    let mut estimates = calendar::estimates(tx, account, &full)?.into_iter();
    let cell = |((span, slot), counted): ((usize, &Slot), i64)| {
        let is_estimate = counted > each;
        let count = if is_estimate { estimates.next().unwrap_or(0).max(counted) } else { counted };
        Cell { span, campaign: slot.campaign, channel: slot.channel, count, is_estimate }
    };
    Ok(places.into_iter().zip(&slots).zip(counted).map(cell).filter(|cell| cell.count > 0).collect())
}

/// What asks in any of these spans, over which channel, each over the whole time.
fn asking(tx: &mut Tx<'_>, account: AccountId, spans: &[Span], campaigns: &[Campaign]) -> Result<Vec<Slot>, Error> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(Vec::new()) };
    let all = campaigns.iter().flat_map(|one| {
        CHANNELS.map(|channel| Slot { campaign: one.id, channel, from: first.from, before: last.before })
    });
    let all: Vec<_> = all.collect();
    let counted = calendar::counts(tx, account, &all, 1)?;
    Ok(all.into_iter().zip(counted).filter(|(_, count)| *count > 0).map(|(slot, _)| slot).collect())
}
