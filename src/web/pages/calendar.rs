//! The calendar of what is due: a month by days, a day by hours, with the queue behind each count (AV-6).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use rules::address::Channel;
use rules::id::CampaignId;
use rules::time::{Zone, day_of, days_later};

use super::form::Form;
use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::storefront_choice::{self, StorefrontChoice};
use crate::engine::calendar::{Calendar, Cell, MOST_COUNTED, MOST_HELD, Span, calendar, days, hours};
use crate::store::storefronts::Storefront;
use crate::store::{Tx, storefronts};
use crate::texts::{self, Noun};
use crate::web::App;
use crate::web::input::Input;
use crate::web::scope::{InvitationsRead, Scope};

/// Campaigns that a day of the month names; a day that has more says how many.
const MOST_ENTRIES: usize = 3;
const WEEK: i8 = 7;
/// Wide enough for any share.
const WHOLE: i64 = 100;

#[derive(Template)]
#[template(path = "calendar/month.html")]
struct MonthPage<'a> {
    frame: &'a Frame,
    title: String,
    storefront: StorefrontChoice,
    month: String,
    before: String,
    after: String,
    weekdays: Vec<String>,
    days: Vec<Day>,
    total: String,
    is_empty: bool,
    held: Vec<Held>,
    may_change: bool,
}

/// A day of the month.
struct Day {
    number: i8,
    /// In whole words, for those who hear the page, and on a phone.
    name: String,
    weekday: String,
    is_other_month: bool,
    is_today: bool,
    is_past: bool,
    count: i64,
    says: String,
    /// Of the fullest day, in hundredths.
    share: i64,
    link: String,
    entries: Vec<Entry>,
    more: Option<String>,
}

/// Messages of one campaign and channel.
struct Entry {
    name: String,
    channel: String,
    says: String,
    share: i64,
    link: String,
}

/// What waits for a person.
struct Held {
    says: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "calendar/day.html")]
struct DayPage<'a> {
    frame: &'a Frame,
    title: String,
    month: String,
    before: String,
    after: String,
    says: String,
    all: String,
    hours: Vec<Hour>,
}

/// An hour in which something goes.
struct Hour {
    clock: String,
    says: String,
    link: String,
    entries: Vec<Entry>,
}

/// What is looked at.
struct Asked {
    first: Date,
    day: Option<Date>,
    storefront: Option<String>,
}

impl Asked {
    fn read(input: &Input, today: Date) -> Self {
        let day = input.filled("day").and_then(|text| text.parse::<Date>().ok());
        let month = input.filled("month").and_then(|text| format!("{text}-01").parse::<Date>().ok());
        let first = day.or(month).unwrap_or(today).first_of_month();
        Self { first, day, storefront: input.filled("storefront").map(str::to_owned) }
    }

    /// The query of a page that looks at something else of the same storefront.
    fn with(&self, pairs: &[(&str, String)]) -> String {
        let mut query = Input::default();
        for (name, value) in pairs {
            query.set(name, value);
        }
        query.with("storefront", self.storefront.as_deref())
    }

    fn month(&self, first: Date) -> String {
        self.with(&[("month", first.strftime("%Y-%m").to_string())])
    }

    fn cell(&self, day: Date, hour: Option<usize>, entry: Option<(CampaignId, Channel)>) -> String {
        let mut pairs = vec![("day", day.to_string())];
        pairs.extend(hour.map(|hour| ("hour", hour.to_string())));
        if let Some((campaign, channel)) = entry {
            pairs.extend([("campaign", campaign.to_string()), ("channel", channel.as_str().to_owned())]);
        }
        format!("/calendar/queue?{}", self.with(&pairs))
    }
}

struct Found {
    calendar: Calendar,
    storefronts: Vec<Storefront>,
}

pub async fn show(signed: Signed<InvitationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let zone = signed.frame.zone.clone();
    let today = day_of(signed.now, &zone);
    let asked = Asked::read(&signed.query, today);
    match asked.day {
        Some(day) => {
            let found = find(&app, &signed, hours(day, &zone), asked.storefront.clone()).await?;
            Ok(signed.frame.page(StatusCode::OK, &day_page(&signed.frame, &asked, day, &found)))
        }
        None => {
            let shown = weeks(asked.first, &zone);
            let spans = shown.iter().map(|(_, span)| *span).collect();
            let found = find(&app, &signed, spans, asked.storefront.clone()).await?;
            Ok(signed
                .frame
                .page(StatusCode::OK, &month_page(&signed.frame, &signed.query, (&asked, today), &shown, &found)))
        }
    }
}

/// The whole weeks that a month touches.
fn weeks(first: Date, zone: &Zone) -> Vec<(Date, Span)> {
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let begin = first.saturating_sub(jiff::Span::new().days(before));
    let last = first.last_of_month();
    let behind = WEEK - 1 - last.weekday().to_monday_zero_offset();
    days(begin, days_later(last, u16::try_from(behind).unwrap_or(0)), zone)
}

async fn find(
    app: &App,
    signed: &Signed<InvitationsRead>,
    spans: Vec<Span>,
    storefront: Option<String>,
) -> Result<Found, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let chosen = match &storefront {
            Some(slug) => storefronts::find_by_slug(tx, account, slug)?.map(|one| one.id),
            None => None,
        };
        let calendar = calendar(tx, account, &spans, chosen, Some(MOST_COUNTED))?;
        Ok(Found { calendar, storefronts: storefront_choice::load(tx, account)? })
    };
    app.store.read("calendar", read).await.map_err(|error| signed.stop(error))
}

fn month_page<'a>(
    frame: &'a Frame,
    query: &Input,
    (asked, today): (&Asked, Date),
    shown: &[(Date, Span)],
    found: &Found,
) -> MonthPage<'a> {
    let calendar = &found.calendar;
    let sums: Vec<_> = (0..shown.len()).map(|place| Sum::of_span(calendar, place)).collect();
    let most = sums.iter().map(|sum| sum.count).max().unwrap_or(0).max(1);
    let in_month = |day: Date| day.first_of_month() == asked.first;
    let total: Sum = shown.iter().zip(&sums).filter(|((day, _), _)| in_month(*day)).map(|(_, sum)| *sum).sum();
    let day = |(place, (date, _)): (usize, &(Date, Span))| {
        let entries: Vec<_> = entries(frame, calendar, place, most, |entry| asked.cell(*date, None, Some(entry)));
        let hidden = entries.len().saturating_sub(MOST_ENTRIES);
        let weekday = frame.count("page-calendar-weekday", i64::from(date.weekday().to_monday_one_offset()));
        Day {
            number: date.day(),
            name: texts::day(frame.language, *date),
            weekday,
            is_other_month: !in_month(*date),
            is_today: *date == today,
            is_past: *date < today,
            count: sums[place].count,
            says: sums[place].says(frame),
            share: sums[place].count * WHOLE / most,
            link: format!("/calendar?{}", asked.with(&[("day", date.to_string())])),
            entries: entries.into_iter().take(MOST_ENTRIES).collect(),
            more: (hidden > 0).then(|| frame.count("page-calendar-more", i64::try_from(hidden).unwrap_or(0))),
        }
    };
    let form = Form::new(frame, query, &[]);
    let (any, shops) = (Some("page-requests-any"), found.storefronts.clone());
    MonthPage {
        frame,
        title: month_name(frame, asked.first),
        storefront: StorefrontChoice::new(&form, "page-requests-storefront", any, shops),
        month: asked.first.strftime("%Y-%m").to_string(),
        before: asked.month(asked.first.saturating_sub(jiff::Span::new().months(1))),
        after: asked.month(asked.first.saturating_add(jiff::Span::new().months(1))),
        weekdays: (1..=i64::from(WEEK)).map(|day| frame.count("page-calendar-weekday", day)).collect(),
        days: shown.iter().enumerate().map(day).collect(),
        total: total.says(frame),
        is_empty: sums.iter().all(|sum| sum.count == 0),
        held: held(frame, calendar),
        may_change: frame.may(Scope::InvitationsWrite),
    }
}

fn month_name(frame: &Frame, first: Date) -> String {
    let arguments = [("month", first.month().into()), ("year", first.year().into())];
    frame.say_with("page-calendar-month", &arguments)
}

/// How many messages, in words.
pub fn messages(frame: &Frame, count: i64) -> String {
    counted(frame, count, frame.number(count))
}

fn counted(frame: &Frame, count: i64, number: String) -> String {
    frame.say_with("page-calendar-messages", &[("count", count.into()), ("number", number.into())])
}

/// How many messages, counted or about.
#[derive(Clone, Copy, Default)]
struct Sum {
    count: i64,
    is_estimate: bool,
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let add = |sum: Self, one: Self| Self {
            count: sum.count + one.count,
            is_estimate: sum.is_estimate || one.is_estimate,
        };
        all.fold(Self::default(), add)
    }
}

impl Sum {
    fn of(cell: &Cell) -> Self {
        Self { count: cell.count, is_estimate: cell.is_estimate }
    }

    fn of_span(calendar: &Calendar, span: usize) -> Self {
        calendar.cells.iter().filter(|cell| cell.span == span).map(Self::of).sum()
    }

    /// Of an estimate only the two digits that may well be right.
    fn number(self, frame: &Frame) -> String {
        if !self.is_estimate {
            return frame.number(self.count);
        }
        let unit = 10_i64.pow(self.count.max(1).ilog10().saturating_sub(1));
        format!("≈\u{a0}{}", frame.number((self.count + unit / 2) / unit * unit))
    }

    fn says(self, frame: &Frame) -> String {
        counted(frame, self.count, self.number(frame))
    }
}

fn entries(
    frame: &Frame,
    calendar: &Calendar,
    span: usize,
    most: i64,
    link: impl Fn((CampaignId, Channel)) -> String,
) -> Vec<Entry> {
    let name = |id: CampaignId| calendar.campaigns.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let of_span = calendar.cells.iter().filter(|cell| cell.span == span);
    let entry = of_span.map(|cell| Entry {
        name: name(cell.campaign).unwrap_or_default(),
        channel: frame.word(Noun::Channel, cell.channel.as_str()),
        says: Sum::of(cell).number(frame),
        share: (cell.count * WHOLE / most).max(1),
        link: link((cell.campaign, cell.channel)),
    });
    entry.collect()
}

fn held(frame: &Frame, calendar: &Calendar) -> Vec<Held> {
    let told = |count: i64| {
        let number = frame.number(count.min(MOST_HELD));
        counted(frame, count, if count > MOST_HELD { format!("{number}+") } else { number })
    };
    let held = calendar.held.iter();
    held.map(|(reason, count)| Held { says: told(*count), reason: frame.reason(reason.as_str()) }).collect()
}

fn day_page<'a>(frame: &'a Frame, asked: &Asked, day: Date, found: &Found) -> DayPage<'a> {
    let calendar = &found.calendar;
    let sums: Vec<(usize, Sum)> = (0..24).map(|hour| (hour, Sum::of_span(calendar, hour))).collect();
    let most = calendar.cells.iter().map(|cell| cell.count).max().unwrap_or(0).max(1);
    let hour = |(hour, sum): &(usize, Sum)| Hour {
        clock: format!("{hour:02}:00–{:02}:00", hour + 1),
        says: sum.says(frame),
        link: asked.cell(day, Some(*hour), None),
        entries: entries(frame, calendar, *hour, most, |entry| asked.cell(day, Some(*hour), Some(entry))),
    };
    let beside = |day: Date| format!("/calendar?{}", asked.with(&[("day", day.to_string())]));
    DayPage {
        frame,
        title: texts::day(frame.language, day),
        month: format!("/calendar?{}", asked.month(asked.first)),
        before: beside(day.saturating_sub(jiff::Span::new().days(1))),
        after: beside(days_later(day, 1)),
        says: sums.iter().map(|(_, sum)| *sum).sum::<Sum>().says(frame),
        all: asked.cell(day, None, None),
        hours: sums.iter().filter(|(_, sum)| sum.count > 0).map(hour).collect(),
    }
}
