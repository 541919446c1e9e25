//! The time line of a campaign: an order placed now, drawn with what the rules make of it, and what is unwise.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::delay::Delay;
use rules::reason::Code;
use rules::strategy::Role;

use super::campaigns::{Found, find};
use super::frame::Frame;
use super::request_story::stops;
use super::signed::{Signed, Stop};
use crate::engine::outlook::{Ahead, Outlook, outlook};
use crate::settings::campaign::SEPARATE;
use crate::store::campaigns::Campaign;
use crate::texts::{Noun, day};
use crate::web::App;
use crate::web::input::Input;
use crate::web::scope::CampaignsRead;

/// The drawing's width and its margin at either end, in its own units.
const WIDTH: f64 = 640.0;
const MARGIN: f64 = 12.0;

/// The part of the page that is drawn anew when a setting changes.
#[derive(Template)]
#[template(path = "campaigns/outlook.html")]
pub struct Part<'a> {
    frame: &'a Frame,
    /// None: what was typed cannot be taken.
    line: Option<Line>,
    warnings: Vec<String>,
}

struct Line {
    points: Vec<Point>,
    /// What the delay counts from, where that is an activation date.
    base: Option<String>,
}

/// A point of the line.
struct Point {
    kind: &'static str,
    title: String,
    at: Timestamp,
    /// The same as people read it.
    time: String,
    /// What it asks about, where there are two things to ask about.
    about: Option<String>,
    note: Option<String>,
    stops: Vec<String>,
    /// Where it lies in the drawing.
    x: String,
}

/// Draws the typed form of a campaign; answers a fragment of a page.
pub async fn preview(
    signed: Signed<CampaignsRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    Ok(signed.frame.page(StatusCode::OK, &outlook_of(&signed, &found, &signed.query)))
}

pub(super) fn outlook_of<'a, R>(signed: &'a Signed<R>, found: &Found, input: &Input) -> Part<'a> {
    let frame = &signed.frame;
    let campaign = if input.has("version") { found.with(signed, input).ok() } else { Some(found.campaign.clone()) };
    let seen = campaign.and_then(|campaign| {
        let beside = found.beside.as_ref();
        let seen = outlook(signed.now, &found.account, &found.storefront, &campaign, beside, found.learned).ok()?;
        Some((campaign, seen))
    });
    let Some((campaign, seen)) = seen else { return Part { frame, line: None, warnings: Vec::new() } };
    Part { frame, warnings: warnings(frame, found, &campaign, &seen), line: Some(line(frame, &seen)) }
}

fn line(frame: &Frame, seen: &Outlook) -> Line {
    let mut points = vec![point(frame, "good", frame.say("page-line-placed"), seen.placed_at)];
    let is_pair = seen.messages.iter().any(|ahead| ahead.with_products || ahead.purpose == Purpose::ProductReview);
    points.extend(
        seen.messages
            .iter()
            .map(|ahead| Point { about: about(frame, ahead).filter(|_| is_pair), ..message(frame, ahead) }),
    );
    points.extend(seen.closes_at.map(|at| point(frame, "", frame.say("page-line-closes"), at)));
    place(&mut points);
    let base = seen
        .activates_on
        .map(|date| frame.say_with("page-line-activates", &[("day", day(frame.language, date).into())]));
    Line { points, base }
}

fn point(frame: &Frame, kind: &'static str, title: String, at: Timestamp) -> Point {
    let time = frame.time(at).to_string();
    Point { kind, title, at, time, about: None, note: None, stops: Vec::new(), x: String::new() }
}

fn message(frame: &Frame, ahead: &Ahead) -> Point {
    let role = frame.word(Noun::Role, ahead.role.as_str());
    let channel = frame.word(Noun::Channel, ahead.channel.as_str());
    let (key, kind) = match ahead.stopped_by {
        Some(_) => ("page-line-never", "bad"),
        None => ("page-line-message", "info"),
    };
    let title = frame.say_with(key, &[("role", role.into()), ("channel", channel.into())]);
    let stopped = ahead
        .stopped_by
        .map(|code| frame.say_with("page-line-stopped", &[("reason", frame.reason(code.as_str()).into())]));
    let waits = ahead.waits_for_morning.then(|| frame.say("page-line-waits"));
    let of_hour = ahead.learned_hour.map(|hour| frame.say_with("page-hours-line", &[("hour", hour.as_str().into())]));
    let stoppers = if ahead.stopped_by.is_some() { &[][..] } else { &ahead.stoppers };
    Point { note: stopped.or(waits).or(of_hour), stops: stops(frame, stoppers), ..point(frame, kind, title, ahead.at) }
}

fn about(frame: &Frame, ahead: &Ahead) -> Option<String> {
    let key = match (ahead.purpose, ahead.with_products) {
        (Purpose::ServiceReview, true) => "page-line-about-both",
        (Purpose::ServiceReview, false) => "page-line-about-service",
        (Purpose::ProductReview, _) => "page-line-about-products",
        _ => return None,
    };
    Some(frame.say(key))
}

/// Later ones lie further to the right, and the first days have more room than the last.
fn place(points: &mut [Point]) {
    let Some(start) = points.first().map(|point| point.at) else { return };
    let seconds = |point: &Point| point.at.duration_since(start).as_secs_f64().max(0.0).sqrt();
    let whole = points.iter().map(seconds).fold(1.0, f64::max);
    for point in points {
        let x = MARGIN + (WIDTH - 2.0 * MARGIN) * seconds(point) / whole;
        point.x = format!("{x:.1}");
    }
}

/// What works, and yet is unwise.
fn warnings(frame: &Frame, found: &Found, campaign: &Campaign, seen: &Outlook) -> Vec<String> {
    let settings = &campaign.settings;
    let delay = settings.check().map(|checked| checked.timing.delay);
    let is_at_once = matches!(delay, Ok(Delay::Calendar { months: 0, days: 0 } | Delay::Exact { .. }));
    let after_delivery = campaign.event_type.contains("deliver") || campaign.event_type.contains("visit");
    let reminder = seen.messages.iter().find(|ahead| ahead.role == Role::Reminder);
    let too_late = reminder.is_some_and(|ahead| ahead.stopped_by == Some(Code::InvitationExpired));
    let waits = seen.messages.iter().any(|ahead| ahead.waits_for_morning);
    let pending = seen.messages.iter().any(|ahead| ahead.stopped_by == Some(Code::ReminderProductPending));
    let told = [
        (is_at_once && settings.base == "event" && !after_delivery, "page-warning-before-delivery"),
        (too_late, "page-warning-reminder-expired"),
        (waits, "page-warning-quiet-hours"),
        (is_needlessly_separate(found, campaign, seen), "page-warning-joint"),
        (settings.comment_required, "page-warning-comment"),
        (pending, "page-warning-reminder-products"),
        (found.storefront.declared_basis.is_none(), "page-warning-basis"),
        (found.account.hold.is_some(), "page-warning-held"),
    ];
    told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, key)| frame.say(key)).collect()
}

/// A separate product request that goes on the form of the service request all the same: it would be no later.
fn is_needlessly_separate(found: &Found, campaign: &Campaign, seen: &Outlook) -> bool {
    let is_separate = |one: &Campaign| one.settings.timing.as_ref().is_some_and(|timing| timing.mode == SEPARATE);
    let of_pair = std::iter::once(campaign).chain(&found.beside);
    seen.messages.iter().any(|ahead| ahead.with_products) && of_pair.into_iter().any(is_separate)
}
