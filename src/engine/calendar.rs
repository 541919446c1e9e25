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

/// Counts what is queued in each of these spans.
///
/// # Errors
/// Those of the store.
pub fn calendar(
    tx: &mut Tx<'_>,
    account: AccountId,
    spans: &[Span],
    storefront: Option<StorefrontId>,
) -> Result<Calendar, Error> {
    let mut campaigns = campaigns::all(tx, account)?;
    campaigns.retain(|campaign| storefront.is_none_or(|id| campaign.storefront == id));
    campaigns.sort_by_cached_key(|campaign| campaign.name.to_lowercase());
    let mut slots = Vec::with_capacity(spans.len() * campaigns.len());
    let mut places = Vec::with_capacity(slots.capacity());
    for (place, span) in spans.iter().enumerate().filter(|(_, span)| span.from < span.before) {
        for (campaign, channel) in campaigns.iter().flat_map(|one| CHANNELS.map(|channel| (one.id, channel))) {
            slots.push(Slot { campaign, channel, from: span.from, before: span.before });
            places.push(place);
        }
    }
    let counted = calendar::counts(tx, account, &slots)?;
    let cells = places.into_iter().zip(&slots).zip(counted).map(|((span, slot), count)| Cell {
        span,
        campaign: slot.campaign,
        channel: slot.channel,
        count,
    });
    let cells = cells.filter(|cell| cell.count > 0).collect();
    let mut held = Vec::new();
    for reason in HOLDS {
        let count = calendar::held(tx, account, reason, MOST_HELD + 1)?;
        held.extend((count > 0).then_some((reason, count)));
    }
    Ok(Calendar { cells, held, campaigns })
}
