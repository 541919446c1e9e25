//! Today: what went out, what came back, what is due, and what is wrong, with what to do about it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use rules::brake::Window;
use rules::id::{AccountId, CampaignId, InvitationId};
use rules::time::day_of;

use super::attention::{Attention, Health, MOST_NAMED, attention};
use super::form::{Field, Form};
use super::frame::Frame;
use super::request_story::{Stars, drawn};
use super::requests::{Line, called, lines};
use super::signed::{Signed, Stop};
use crate::engine::Engine;
use crate::store::accounts::Account;
use crate::store::campaigns::Campaign;
use crate::store::invitation_list::{By, Wanted};
use crate::store::overview::{self, MOST};
use crate::store::{self, Tx, brakes, campaigns, contacts, events, invitation_list, storefronts};
use crate::web::App;
use crate::web::input::Input;
use crate::web::scope::{InvitationsRead, Scope};

/// Answers and coming messages that are shown.
const SHOWN: i64 = 5;
/// Campaigns whose complaints are counted, the latest.
const MOST_WATCHED: i64 = 10;
const DAY: SignedDuration = SignedDuration::from_hours(24);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Template)]
#[template(path = "today/show.html")]
struct TodayPage<'a> {
    frame: &'a Frame,
    search: Field,
    wrong: Vec<Attention>,
    /// What a new account should do next: title, text, where, and what that is called.
    first_step: Option<(String, String, &'static str, String)>,
    figures: Vec<Figure>,
    answers: Vec<Answer>,
    due: Vec<Line>,
}

/// A number, and the list behind it.
struct Figure {
    number: String,
    says: String,
    week: String,
    link: String,
}

struct Answer {
    invitation: InvitationId,
    whom: String,
    reference: String,
    stars: Option<Stars>,
    comment: String,
    at: Option<Timestamp>,
}

/// What is counted of a day and of a week.
struct Counts {
    sent: (i64, i64),
    answered: (i64, i64),
    due: (i64, i64),
    astray: i64,
}

struct Known {
    has_storefront: bool,
    has_campaign: bool,
    /// Those of which something is told.
    campaigns: Vec<Campaign>,
    paused: i64,
    nameless: Vec<String>,
    latest_event: Option<Timestamp>,
    counts: Counts,
    complaints: Vec<(CampaignId, Window)>,
    answers: Vec<Answer>,
    due: Vec<Line>,
}

pub async fn show(signed: Signed<InvitationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let (frame, account, now) = (signed.frame.clone(), signed.account, signed.now);
    let read = move |tx: &mut Tx<'_>| read(tx, &frame, account, now);
    let known = app.store.read("today", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let who = frame.who.as_ref().map(|who| &who.account);
    let page = TodayPage {
        frame,
        search: Form::new(frame, &Input::default(), &[]).hinted("q", "page-why-box", "page-search-hint"),
        wrong: who.map(|account| attention(frame, &health(&app.engine, account, &known, now))).unwrap_or_default(),
        first_step: first_step(frame, &known),
        figures: figures(frame, &known.counts, now),
        answers: known.answers,
        due: known.due,
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn health<'a>(engine: &'a Engine, account: &'a Account, known: &'a Known, now: Timestamp) -> Health<'a> {
    Health {
        engine,
        account,
        campaigns: &known.campaigns,
        paused: known.paused,
        nameless: &known.nameless,
        latest_event: known.latest_event,
        astray: known.counts.astray,
        complaints: known.complaints.clone(),
        now,
    }
}

fn read(tx: &mut Tx<'_>, frame: &Frame, account: AccountId, now: Timestamp) -> Result<Known, store::Error> {
    let (day, week) = (now - DAY, now - WEEK);
    let due = invitation_list::list_by(tx, account, &Wanted::default(), By::Next, None, SHOWN)?;
    let complaints = complaints(tx, account)?;
    let mut told: BTreeSet<_> = complaints.iter().map(|(id, _)| *id).collect();
    told.extend(brakes::braked(tx, account, MOST_NAMED)?);
    Ok(Known {
        has_storefront: !storefronts::list(tx, account, None, None, 1)?.is_empty(),
        has_campaign: !campaigns::list(tx, account, None, 1)?.is_empty(),
        campaigns: campaigns::by_ids(tx, account, &told)?,
        paused: campaigns::paused(tx, account)?,
        nameless: storefronts::nameless(tx, account, MOST_NAMED)?,
        latest_event: events::latest(tx, account)?,
        counts: Counts {
            sent: (overview::sent_since(tx, account, day)?, overview::sent_since(tx, account, week)?),
            answered: (overview::answered_since(tx, account, day)?, overview::answered_since(tx, account, week)?),
            due: (overview::due_before(tx, account, now + DAY)?, overview::due_before(tx, account, now + WEEK)?),
            astray: overview::astray_since(tx, account, day)?,
        },
        complaints,
        answers: answers(tx, frame, account)?,
        due: lines(tx, frame, account, &due)?,
    })
}

/// What became of the last messages where something was faulty.
fn complaints(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<(CampaignId, Window)>, store::Error> {
    let faulty = brakes::with_faults(tx, account, MOST_WATCHED)?;
    let windows = faulty.into_iter().map(|id| Ok((id, brakes::window(tx, account, id, None)?.window)));
    windows.collect()
}

fn answers(tx: &mut Tx<'_>, frame: &Frame, account: AccountId) -> Result<Vec<Answer>, store::Error> {
    let latest = overview::latest_answers(tx, account, SHOWN)?;
    let people: Vec<_> = latest.iter().map(|response| response.contact).collect();
    let people = contacts::by_ids(tx, account, &people)?;
    let answers = latest.into_iter().map(|response| Answer {
        invitation: response.invitation,
        whom: called(frame, people.iter().find(|contact| contact.id == response.contact)),
        stars: response.stars().map(|stars| drawn(frame, stars)),
        comment: response.words().unwrap_or_default(),
        at: response.completed_at,
        reference: response.reference,
    });
    Ok(answers.collect())
}

/// The number as it is told: what is more than the most is told as that.
fn told(frame: &Frame, count: i64) -> String {
    if count > MOST { format!("{}+", frame.number(MOST)) } else { frame.number(count) }
}

fn figures(frame: &Frame, counts: &Counts, now: Timestamp) -> Vec<Figure> {
    let (today, yesterday) = (day_of(now, &frame.zone), day_of(now - DAY, &frame.zone));
    let tomorrow = day_of(now + DAY, &frame.zone);
    let figure = |(day, week): (i64, i64), key: &str, of_week: &str, link: String| Figure {
        number: told(frame, day),
        says: frame.say(key),
        week: frame.say_with(of_week, &[("number", told(frame, week).into())]),
        link,
    };
    vec![
        figure(
            counts.sent,
            "page-today-sent",
            "page-today-week",
            format!("/requests?by=sent&from={yesterday}&to={today}"),
        ),
        figure(counts.answered, "page-today-answered", "page-today-week", "/answers".to_owned()),
        figure(counts.due, "page-today-due", "page-today-week-ahead", format!("/requests?by=next&to={tomorrow}")),
    ]
}

/// What a new account should do next. An administrator is led through it.
fn first_step(frame: &Frame, known: &Known) -> Option<(String, String, &'static str, String)> {
    let (title, text, link, button) = if !known.has_storefront {
        let words = ("page-first-storefront-title", "page-first-storefront-text");
        (words.0, words.1, "/storefronts", "page-wrong-to-storefronts")
    } else if !known.has_campaign {
        ("page-first-campaign-title", "page-first-campaign-text", "/campaigns", "page-wrong-to-campaigns")
    } else if known.latest_event.is_none() {
        ("page-first-event-title", "page-first-event-text", "/api/docs", "page-today-connect")
    } else {
        return None;
    };
    let is_led = frame.may(Scope::AccountWrite);
    let (link, button) = if is_led { ("/first_steps", "page-steps-go") } else { (link, button) };
    Some((frame.say(title), frame.say(text), link, frame.say(button)))
}
