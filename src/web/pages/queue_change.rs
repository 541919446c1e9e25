//! A change of many queued messages: the question before it, how far it has come, what could not be done and why, and the
//! way back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::{AccountId, InvitationId, QueueChangeId};

use super::calendar::messages;
use super::form::{Field, Form};
use super::frame::Frame;
use super::moment::{day, time};
use super::queue::{self, Cell, Known};
use super::requests::{Line, lines};
use super::signed::{Signed, Stop};
use crate::engine::Error;
use crate::engine::queue_change::{Chosen, Doing, UNDO_FOR, Wanting};
use crate::field::{Fault, Faults, FieldError};
use crate::store::queue_changes::{self, QueueChange};
use crate::store::{self, Tx, invitations};
use crate::texts;
use crate::web::App;
use crate::web::input::Input;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::{InvitationsRead, InvitationsWrite, Scope};

/// Messages that one page can pick.
const MOST_PICKED: usize = 100;
/// Refused messages that are told one by one.
const MOST_TOLD: i64 = 100;

/// What a button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Button {
    Move,
    SendNow,
    Cancel,
}

impl Button {
    fn read(text: Option<&str>) -> Option<Self> {
        match text? {
            "move" => Some(Button::Move),
            "send_now" => Some(Button::SendNow),
            "cancel" => Some(Button::Cancel),
            _ => None,
        }
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Button::Move => ("move", "page-queue-move-title", "page-queue-move-text"),
            Button::SendNow => ("send_now", "page-queue-send-title", "page-queue-send-text"),
            Button::Cancel => ("cancel", "page-queue-cancel-title", "page-queue-cancel-text"),
        }
    }
}

#[derive(Template)]
#[template(path = "calendar/question.html")]
struct QuestionPage<'a> {
    frame: &'a Frame,
    title: String,
    texts: Vec<String>,
    act: &'static str,
    pairs: Vec<(&'static str, String)>,
    back: String,
    is_move: bool,
    is_cancel: bool,
    day: Field,
    time: Field,
    others: Vec<String>,
}

/// What was chosen on the list.
struct Picked {
    cell: Cell,
    button: Button,
    /// None: all of the cell.
    invitations: Option<Vec<InvitationId>>,
    known: Known,
}

impl Picked {
    fn count(&self) -> i64 {
        let picked = self.invitations.as_ref().map(|picked| i64::try_from(picked.len()).unwrap_or(0));
        picked.unwrap_or(self.known.count)
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.cell.pairs();
        match &self.invitations {
            Some(picked) => pairs.extend(picked.iter().map(|id| ("pick", id.to_string()))),
            None => pairs.push(("all", "yes".to_owned())),
        }
        pairs
    }
}

async fn picked(app: &App, signed: &Signed<InvitationsWrite>, input: &Input) -> Result<Picked, Stop> {
    let missing = || signed.stop(Problem::not_found());
    let cell = Cell::read(input).ok_or_else(missing)?;
    let button = Button::read(input.get("act")).ok_or_else(missing)?;
    let ids = input.pairs().filter(|(name, _)| *name == "pick").filter_map(|(_, id)| id.parse().ok());
    let mut ids: Vec<InvitationId> = ids.take(MOST_PICKED).collect();
    ids.sort_unstable();
    ids.dedup();
    let (wanted, account, zone) = (cell.clone(), signed.account, signed.frame.zone.clone());
    let known = app.store.read("queue_cell", move |tx| wanted.known(tx, account, &zone)).await;
    let known = known.map_err(|error| signed.stop(error))?.ok_or_else(missing)?;
    let invitations = input.filled("all").is_none().then_some(ids);
    Ok(Picked { cell, button, invitations, known })
}

/// Asks before it is done: how many, and what becomes of them.
pub async fn ask(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let picked = picked(&app, &signed, &signed.query).await?;
    if picked.count() == 0 {
        return queue::page(&app, &signed, true).await;
    }
    let mut input = Input::default();
    if picked.button == Button::Move {
        input.set("to", picked.cell.day.max(rules::time::day_of(signed.now, &signed.frame.zone)).to_string());
    }
    Ok(question(&signed.frame, &picked, &input, &[]))
}

fn question(frame: &Frame, picked: &Picked, input: &Input, errors: &[FieldError]) -> Response {
    let (act, title, text) = picked.button.words();
    let form = Form::new(frame, input, errors);
    let (day, time) =
        (form.field("to", "page-request-day"), form.hinted("time", "page-request-time", "page-queue-time-hint"));
    let page = QuestionPage {
        frame,
        title: frame.say_with(title, &[("messages", messages(frame, picked.count()).into())]),
        texts: vec![frame.say(text), frame.say("page-queue-rules"), frame.say("page-queue-undo")],
        act,
        pairs: picked.pairs(),
        back: picked.cell.path(),
        is_move: picked.button == Button::Move,
        is_cancel: picked.button == Button::Cancel,
        others: form.others(&[&day, &time]),
        day,
        time,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

/// Begins it. A batch is done at once, the rest while the page tells how far it has come.
pub async fn begin(signed: Signed<InvitationsWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let picked = picked(&app, &signed, &input).await?;
    if picked.count() == 0 {
        return Ok(signed.frame.see(&picked.cell.path()));
    }
    let doing = match doing(&signed.frame, picked.button, &input) {
        Ok(doing) => doing,
        Err(errors) => return Ok(question(&signed.frame, &picked, &input, &errors)),
    };
    let chosen = match &picked.invitations {
        Some(ids) => Chosen { invitations: ids.iter().map(ToString::to_string).collect(), ..Chosen::default() },
        None => picked.cell.chosen(&picked.known),
    };
    let wanting = (Wanting { doing, chosen }, picked.count());
    let begun = app.engine.begin_queue_change(signed.account, wanting, signed.actor()).await;
    let id = begun.map_err(|error| signed.stop(error))?;
    work(&app, &signed, id).await
}

fn doing(frame: &Frame, button: Button, input: &Input) -> Result<Doing, Vec<FieldError>> {
    match button {
        Button::SendNow => Ok(Doing::SendNow),
        Button::Cancel => Ok(Doing::Cancel),
        Button::Move => {
            let mut faults = Faults::default();
            let to = day(&mut faults, input, "to");
            if input.filled("to").is_none() {
                faults.add("/to", Fault::missing());
            }
            let at = if input.filled("time").is_some() { time(&mut faults, input, "time") } else { None };
            let zone = frame.zone.name().to_owned();
            let told = to.filter(|_| faults.is_empty());
            told.map(|day| Doing::Move { day: day.to_string(), time: at.map(|at| at.to_string()), zone })
                .ok_or_else(|| faults.into_errors())
        }
    }
}

/// Does the first batch; what is left is done beside, and by a duty if this node dies.
async fn work(app: &App, signed: &Signed<InvitationsWrite>, id: QueueChangeId) -> Result<Response, Stop> {
    let account = signed.account;
    let ended = app.engine.go_on_with_queue_change(account, id).await.map_err(|error| signed.stop(error))?;
    if !ended {
        let engine = app.engine.clone();
        tokio::spawn(async move { while let Ok(false) = engine.go_on_with_queue_change(account, id).await {} });
    }
    Ok(signed.frame.see(&format!("/calendar/changes/{id}")))
}

#[derive(Template)]
#[template(path = "calendar/change.html")]
struct ChangePage<'a> {
    frame: &'a Frame,
    id: QueueChangeId,
    title: String,
    says: String,
    looked_at: i64,
    total: i64,
    has_ended: bool,
    may_undo: bool,
    refused: Vec<(Line, String)>,
    refused_says: String,
    undone_by: Option<QueueChangeId>,
}

struct Found {
    change: QueueChange,
    refused: Vec<(Line, String)>,
}

pub async fn show(
    signed: Signed<InvitationsRead>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id: QueueChangeId = signed.id(&id)?;
    let mut signed = signed;
    signed.frame = signed.frame.saying(&signed.query, &["page-said-undo-over"]);
    let (frame, account) = (signed.frame.clone(), signed.account);
    let found = app.store.read("queue_change", move |tx| read(tx, &frame, account, id)).await;
    let found = found.map_err(|error| signed.stop(error))?.ok_or_else(|| signed.stop(Problem::not_found()))?;
    let (frame, change) = (&signed.frame, &found.change);
    let doing = Wanting::read(&change.wanted).map(|wanting| wanting.doing);
    let is_undo = matches!(doing, Some(Doing::Undo { .. }) | None);
    let has_ended = change.ended_at.is_some();
    let page = ChangePage {
        frame,
        id,
        title: title(frame, doing.as_ref()),
        says: messages(frame, change.done),
        looked_at: change.done + change.refused,
        total: change.total.max(change.done + change.refused),
        has_ended,
        may_undo: change.ended_at.is_some_and(|at| at >= signed.now - UNDO_FOR)
            && !is_undo
            && change.undone_by.is_none()
            && change.done > 0
            && frame.may(Scope::InvitationsWrite),
        refused: found.refused,
        refused_says: messages(frame, change.refused),
        undone_by: change.undone_by,
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn title(frame: &Frame, doing: Option<&Doing>) -> String {
    match doing {
        Some(Doing::Move { day, .. }) => {
            let day = day.parse().map(|day| texts::day(frame.language, day)).unwrap_or_default();
            frame.say_with("page-queue-moved", &[("day", day.into())])
        }
        Some(Doing::SendNow) => frame.say("page-queue-sent"),
        Some(Doing::Cancel) => frame.say("page-queue-cancelled"),
        Some(Doing::Undo { .. }) | None => frame.say("page-queue-undone"),
    }
}

fn read(tx: &mut Tx<'_>, frame: &Frame, account: AccountId, id: QueueChangeId) -> Result<Option<Found>, store::Error> {
    let Some(change) = queue_changes::find(tx, account, id)? else { return Ok(None) };
    let items = queue_changes::items(tx, account, (id, true), None, MOST_TOLD)?;
    let ids: Vec<_> = items.iter().map(|item| item.invitation).collect();
    let found = invitations::by_ids(tx, account, &ids)?;
    let words = |line: Line| {
        let item = items.iter().find(|item| item.invitation == line.id);
        let why = why(frame, item.and_then(|item| item.refused_for.as_deref()).unwrap_or_default());
        (line, why)
    };
    let refused = lines(tx, frame, account, &found)?.into_iter().map(words).collect();
    Ok(Some(Found { change, refused }))
}

/// Why a message stayed as it was.
fn why(frame: &Frame, code: &str) -> String {
    match code {
        "invitation.ended" => frame.say("page-queue-why-ended"),
        "invitation.not_queued" | "not_found" => frame.say("page-queue-why-gone"),
        "invitation.changed" => frame.say("page-queue-why-changed"),
        "invitation.was_held" => frame.say("page-queue-why-held"),
        "invitation.not_reopened" | "invitation.not_cancelled" => frame.say("page-queue-why-not-reopened"),
        "due_at.past" => frame.say("page-queue-why-past"),
        rule => frame.reason(rule),
    }
}

/// Takes it back, message by message.
pub async fn undo(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id: QueueChangeId = signed.id(&id)?;
    match app.engine.undo_queue_change(signed.account, id, signed.actor()).await {
        Ok(back) => work(&app, &signed, back).await,
        Err(Error::State { .. }) => Ok(signed.frame.see(&format!("/calendar/changes/{id}?said=undo-over"))),
        Err(error) => Err(signed.stop(error)),
    }
}
