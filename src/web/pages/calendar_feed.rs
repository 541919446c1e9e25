//! The calendar feed (AV-8): an address under which other calendars fetch how much goes out on which day. It tells counts
//! and names of campaigns, nothing of anybody.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use rules::id::{AccountId, CalendarFeedId, CampaignId};
use rules::time::{Zone, day_of, days_later};

use super::ask::Question;
use super::calendar::messages;
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::engine::calendar::{Calendar, calendar, days};
use crate::store::audit_log::{self, Act};
use crate::store::calendar_feeds::{self, CalendarFeed};
use crate::store::{self, Tx, accounts};
use crate::texts::{Language, Noun};
use crate::web::App;
use crate::web::client::Client;
use crate::web::icalendar::{self, WholeDay};
use crate::web::limit::whole_seconds;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{InvitationsRead, InvitationsWrite, Scope};

/// Days that are told.
const DAYS: u16 = 92;
const FILE_ENDING: &str = ".ics";

#[derive(Template)]
#[template(path = "calendar/feed.html")]
struct FeedPage<'a> {
    frame: &'a Frame,
    /// None: there is no feed.
    address: Option<String>,
    made_at: Option<Timestamp>,
    zone: String,
    may_change: bool,
}

pub async fn show(signed: Signed<InvitationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let known = ["page-said-feed-made", "page-said-feed-revoked"];
    let frame = signed.frame.clone().saying(&signed.query, &known);
    let account = signed.account;
    let feed = app.store.read("calendar_feed", move |tx| calendar_feeds::find(tx, account)).await;
    let feed = feed.map_err(|error| signed.stop(error))?;
    let public = &app.engine.settings.public_url;
    let address =
        |feed: &CalendarFeed| format!("{public}/calendar/{}{FILE_ENDING}", app.secret.feed_token(account, feed.id));
    let page = FeedPage {
        frame: &frame,
        address: feed.as_ref().map(address),
        made_at: feed.as_ref().map(|feed| feed.created_at),
        zone: feed.map_or_else(|| frame.zone.name().to_owned(), |feed| feed.time_zone),
        may_change: frame.may(Scope::InvitationsWrite),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

/// Makes a feed; in the place of one that is there, whose address is worth nothing from then on.
pub async fn make(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let (account, now, actor) = (signed.account, signed.now, signed.actor());
    let feed = CalendarFeed {
        id: CalendarFeedId::new(now, app.world.chance.bits()),
        language: signed.frame.language.to_string(),
        time_zone: signed.frame.zone.name().to_owned(),
        created_at: now,
    };
    let write = move |tx: &mut Tx<'_>| {
        calendar_feeds::save(tx, account, &feed)?;
        audit_log::append(tx, account, now, (actor, Act::CalendarFeedMade, &feed.id.to_string()))
    };
    app.store.write("make_calendar_feed", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/calendar/feed?said=feed-made"))
}

pub async fn ask_revoke(signed: Signed<InvitationsWrite>) -> Response {
    let frame = &signed.frame;
    let question = Question {
        frame,
        title: frame.say("page-feed-revoke"),
        texts: vec![frame.say("page-feed-revoke-text")],
        action: "/calendar/feed/revocation".to_owned(),
        button: frame.say("page-feed-revoke"),
        back: "/calendar/feed".to_owned(),
        typed: None,
    };
    question.page(StatusCode::OK)
}

pub async fn revoke(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let (account, now, actor) = (signed.account, signed.now, signed.actor());
    let write = move |tx: &mut Tx<'_>| {
        if let Some(feed) = calendar_feeds::find(tx, account)?
            && calendar_feeds::delete(tx, account)?
        {
            audit_log::append(tx, account, now, (actor, Act::CalendarFeedRevoked, &feed.id.to_string()))?;
        }
        Ok(())
    };
    app.store.write("revoke_calendar_feed", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/calendar/feed?said=feed-revoked"))
}

/// Who fetches a feed.
pub struct Fetcher(Client);

impl FromRequestParts<App> for Fetcher {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Client::from_request_parts(parts, app).await.map(Self)
    }
}

struct Told {
    name: String,
    feed: CalendarFeed,
    zone: Zone,
    now: Timestamp,
    days: Vec<Date>,
    calendar: Calendar,
}

/// The feed itself. Broken, revoked and foreign addresses get the same answer, and whoever tries many waits.
pub async fn feed(fetcher: Fetcher, State(app): State<App>, Path(file): Path<String>) -> Result<Response, Problem> {
    let token = file.strip_suffix(FILE_ENDING).and_then(|token| app.secret.open_feed_token(token));
    let Some((account, id)) = token else { return Ok(wrong(&app, fetcher.0)) };
    let node_now = app.engine.now().await?;
    let told = app.store.read("calendar_feed", move |tx| read(tx, account, id, node_now)).await?;
    let Some(told) = told else { return Ok(wrong(&app, fetcher.0)) };
    let language = told.feed.language.parse().unwrap_or(Language::English);
    let frame = Frame { zone: told.zone.clone(), ..Frame::bare(&app.engine, language, "/") };
    let name = frame.say_with("page-feed-name", &[("name", told.name.clone().into())]);
    let text = icalendar::calendar(&name, told.now, &events(&frame, &told));
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "inline; filename=\"afterword.ics\""),
        (CACHE_CONTROL, "private, no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ];
    Ok((headers, text).into_response())
}

fn wrong(app: &App, client: Client) -> Response {
    match app.wrong_links.miss(client, app.world.clock.now()) {
        Ok(()) => Problem::not_found().into_response(),
        Err(wait) => {
            let mut response = Problem::new(Kind::Busy, "too many wrong addresses; wait a while").into_response();
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
            response
        }
    }
}

fn read(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: CalendarFeedId,
    node_now: Timestamp,
) -> Result<Option<Told>, store::Error> {
    let (feed, account) = (calendar_feeds::find(tx, account)?, accounts::find(tx, account)?);
    let (Some(feed), Some(account)) = (feed.filter(|feed| feed.id == id), account) else { return Ok(None) };
    let zone = Zone::parse(&feed.time_zone).unwrap_or(Zone::UTC);
    let now = account.now(node_now);
    let today = day_of(now, &zone);
    let spans = days(today, days_later(today, DAYS), &zone);
    let (days, spans): (Vec<_>, Vec<_>) = spans.into_iter().unzip();
    let calendar = calendar(tx, account.id, &spans, None, None)?;
    Ok(Some(Told { name: account.name, feed, zone, now, days, calendar }))
}

/// One for each day and campaign, whatever the channels.
fn events(frame: &Frame, told: &Told) -> Vec<WholeDay> {
    let mut sums: BTreeMap<(usize, CampaignId), Vec<(&'static str, i64)>> = BTreeMap::new();
    for cell in &told.calendar.cells {
        sums.entry((cell.span, cell.campaign)).or_default().push((cell.channel.as_str(), cell.count));
    }
    let name = |id: CampaignId| told.calendar.campaigns.iter().find(|one| one.id == id).map(|one| one.name.as_str());
    let event = |((span, campaign), channels): (&(usize, CampaignId), &Vec<(&'static str, i64)>)| {
        let count = channels.iter().map(|(_, count)| count).sum();
        let line = |(channel, count): &(&str, i64)| {
            format!("{}: {}", frame.word(Noun::Channel, channel), frame.number(*count))
        };
        let lines: Vec<_> = channels.iter().map(line).collect();
        WholeDay {
            uid: format!("{}.{campaign}@afterword", told.days[*span]),
            day: told.days[*span],
            summary: format!("{}: {}", messages(frame, count), name(*campaign).unwrap_or_default()),
            description: format!("{}\n{}", lines.join("\n"), frame.say("page-feed-note")),
        }
    };
    sums.iter().map(event).collect()
}
