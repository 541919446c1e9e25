//! The clock of a sandbox: what time it is there, and how it is moved on, from every page (AW-3).

use askama::Template;
use askama::filters::Safe;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};

use super::frame::{Frame, see};
use super::signed::{Signed, Stop, own_path};
use super::undo::{Settings, still};
use crate::engine;
use crate::field::{Fault, FieldError};
use crate::store::audit_log::Act;
use crate::store::{Tx, claims, outbox};
use crate::web::App;
use crate::web::api::sandbox::change_now;
use crate::web::given::Given;
use crate::web::input::Input;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{SandboxRead, SandboxWrite, Scope};

/// Instants at which something is due that are passed in search of one at which something goes out.
const MOST_INSTANTS: usize = 100;

/// What the bar shows beside the time.
#[derive(Debug, Clone)]
pub struct ClockBar {
    pub next_due: Option<Timestamp>,
    /// Whether there is a tour to be made.
    pub is_demo: bool,
}

/// How far a clock is moved.
#[derive(Debug, Clone, Copy)]
enum Move {
    By(SignedDuration),
    ToNextSend,
}

impl Move {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "hour" => Some(Self::By(SignedDuration::from_hours(1))),
            "day" => Some(Self::By(SignedDuration::from_hours(24))),
            "next" => Some(Self::ToNextSend),
            _ => None,
        }
    }
}

impl Frame {
    pub fn may_move_clock(&self) -> bool {
        self.may(Scope::SandboxWrite)
    }

    /// The account's time.
    pub fn now(&self) -> Option<Safe<String>> {
        self.who.as_ref().map(|who| self.time(who.now))
    }

    /// When something happens next in a sandbox.
    pub fn next_due(&self) -> Option<Safe<String>> {
        let clock = self.who.as_ref()?.clock.as_ref()?;
        clock.next_due.map(|due| self.time(due))
    }
}

#[derive(Template)]
#[template(path = "sandbox/show.html")]
struct ClockPage<'a> {
    frame: &'a Frame,
}

/// The bar alone, for whoever watches the clock move.
pub async fn show(signed: Signed<SandboxRead>) -> Result<Response, Stop> {
    check_sandbox(&signed)?;
    Ok(signed.frame.page(StatusCode::OK, &ClockPage { frame: &signed.frame }))
}

/// Moves the clock on; everything that is due until then happens, in order.
pub async fn advance(signed: Signed<SandboxWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    check_sandbox(&signed)?;
    let Some(wanted) = input.get("move").and_then(Move::parse) else {
        let error = FieldError::new("/move", Fault::missing());
        return Err(signed.stop(Problem::invalid(vec![error])));
    };
    let moved = match wanted {
        Move::By(time) => move_to(&app, &signed, signed.now + time).await.map(drop),
        Move::ToNextSend => move_to_next_send(&app, &signed).await,
    };
    if moved.is_ok() {
        let noted = app.engine.note(signed.account, (signed.actor(), Act::SandboxClockMoved)).await;
        noted.map_err(|error| signed.stop(error))?;
    }
    match moved {
        // Somebody else was quicker: the clock is there already, or past it.
        Ok(()) | Err(engine::Error::Fields(_)) => {}
        Err(error) => return Err(signed.stop(error)),
    }
    Ok(see(&own_path(&app.engine, input.get("next"))))
}

/// Takes back how the behaviour of the sandbox was changed last; the audit log offers it.
pub async fn undo(signed: Signed<SandboxWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    check_sandbox(&signed)?;
    let subject = signed.account.to_string();
    let settings = Settings { act: Act::SandboxChanged, subject, path: "/audit".to_owned() };
    let Some(last) = settings.wanted(&app, &signed, &input).await? else { return Ok(settings.late(&signed)) };
    let before = Given::of_kept(&last.before).map_err(|problem| signed.stop(problem))?;
    let unchanged = move |now: &str| still(now, &last.after);
    let done = change_now(&app, (signed.account, signed.actor()), before, unchanged).await;
    settings.answer(&signed, done.map(drop))
}

/// What is no sandbox has nothing here.
pub fn check_sandbox<R>(signed: &Signed<R>) -> Result<(), Stop> {
    let is_sandbox = signed.frame.who.as_ref().is_some_and(|who| who.clock.is_some());
    if is_sandbox { Ok(()) } else { Err(signed.stop(Problem::new(Kind::NotFound, "this account is no sandbox"))) }
}

async fn move_to<R>(app: &App, signed: &Signed<R>, to: Timestamp) -> Result<Timestamp, engine::Error> {
    match app.demo.as_ref().filter(|demo| demo.account == signed.account) {
        Some(demo) => demo.surroundings.live_until(to).await,
        None => app.engine.move_clock(signed.account, to).await,
    }
}

/// Not all that is due is sent: what is refused or comes to its end is passed.
async fn move_to_next_send<R>(app: &App, signed: &Signed<R>) -> Result<(), engine::Error> {
    let account = signed.account;
    let look = move |tx: &mut Tx<'_>| {
        let newest = outbox::newest(tx, account, None, 1)?.pop().map(|boxed| boxed.message);
        Ok((newest, claims::next_due(tx, account)?))
    };
    let (before, mut next) = app.store.read("next_due", look).await?;
    for _ in 0..MOST_INSTANTS {
        let Some(due) = next else { break };
        move_to(app, signed, due.max(signed.now)).await?;
        let (newest, after) = app.store.read("next_due", look).await?;
        if newest != before {
            break;
        }
        next = after;
    }
    Ok(())
}
