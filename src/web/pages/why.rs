//! Why not? One box for an order, an address or a name, and in words why mail went or did not (AW-1).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::{AccountId, ContactId, EventId, InvitationId};

use super::form::{Field, Form};
use super::frame::Frame;
use super::request_story::{Point, decided, stops};
use super::requests::called;
use super::signed::{Signed, Stop};
use crate::engine::Error;
use crate::engine::explain::{MOST_FOUND, Subject, Told};
use crate::store::{self, Tx, contacts};
use crate::texts::Noun;
use crate::web::App;
use crate::web::scope::ExplanationsRead;

/// Decisions that are told of one event, the newest.
const MOST_TOLD: usize = 6;

#[derive(Template)]
#[template(path = "why/show.html")]
struct WhyPage<'a> {
    frame: &'a Frame,
    search: Field,
    /// None: nothing is asked yet.
    answers: Option<Vec<Answer>>,
    /// There may be more.
    is_cut: bool,
}

/// What became of one event.
struct Answer {
    event: EventId,
    reference: String,
    storefront: String,
    event_type: String,
    contact: ContactId,
    whom: String,
    /// What was decided about each request, the newest first.
    points: Vec<Point>,
    invitations: Vec<InvitationId>,
    /// What goes next, and what could stop it.
    upcoming: Vec<(String, Vec<String>)>,
}

pub async fn show(signed: Signed<ExplanationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let (frame, account) = (&signed.frame, signed.account);
    let answers = match signed.query.filled("q") {
        None => None,
        Some(text) => {
            let told = app.engine.explain(account, Subject::Search(text.to_owned()), frame.language).await;
            let told = match told {
                Err(Error::NotFound) => Told::default(),
                told => told.map_err(|error| signed.stop(error))?,
            };
            Some(name(&app, &signed, answers(frame, &told)).await?)
        }
    };
    let form = Form::new(frame, &signed.query, &[]);
    let page = WhyPage {
        frame,
        search: form.hinted("q", "page-why-box", "page-search-hint"),
        is_cut: answers.as_ref().is_some_and(|answers| answers.len() >= MOST_FOUND),
        answers,
    };
    Ok(frame.page(StatusCode::OK, &page))
}

/// One answer for each event, in the order in which their newest decisions stand.
fn answers(frame: &Frame, told: &Told) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for one in &told.explanations {
        let place = answers.iter().position(|answer| answer.event == one.event);
        let place = place.unwrap_or_else(|| {
            answers.push(Answer {
                event: one.event,
                reference: one.reference.clone(),
                storefront: one.storefront.clone(),
                event_type: one.event_type.clone(),
                contact: one.contact,
                whom: String::new(),
                points: Vec::new(),
                invitations: Vec::new(),
                upcoming: Vec::new(),
            });
            answers.len() - 1
        });
        let answer = &mut answers[place];
        if answer.points.len() < MOST_TOLD {
            answer.points.push(decided(frame, one));
        }
        answer.invitations.extend(one.invitation.filter(|id| !answer.invitations.contains(id)));
    }
    for coming in &told.upcoming {
        let of = answers.iter_mut().find(|answer| answer.invitations.contains(&coming.invitation));
        if let (Some(answer), Some(at)) = (of, coming.at) {
            let role = frame.word(Noun::Role, coming.role.as_str());
            let arguments = [("role", role.into()), ("at", frame.instant(at).into())];
            let says = frame.say_with("page-why-next", &arguments);
            answer.upcoming.push((says, stops(frame, &coming.stoppers)));
        }
    }
    answers
}

/// Says whom each answer is about.
async fn name<R>(app: &App, signed: &Signed<R>, mut answers: Vec<Answer>) -> Result<Vec<Answer>, Stop> {
    let (account, people) = (signed.account, answers.iter().map(|answer| answer.contact).collect::<Vec<_>>());
    let found = app.store.read("why", move |tx| known(tx, account, &people)).await;
    let found = found.map_err(|error| signed.stop(error))?;
    for answer in &mut answers {
        answer.whom = called(&signed.frame, found.get(&answer.contact));
    }
    Ok(answers)
}

fn known(
    tx: &mut Tx<'_>,
    account: AccountId,
    people: &[ContactId],
) -> Result<BTreeMap<ContactId, contacts::Contact>, store::Error> {
    Ok(contacts::by_ids(tx, account, people)?.into_iter().map(|contact| (contact.id, contact)).collect())
}
