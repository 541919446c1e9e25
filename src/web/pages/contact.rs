//! A contact: what people of the business may do with what is known of a person.

use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rules::id::{ConsentId, ContactId, SuppressionId};

use super::ask::Question;
use super::contact_card::{find, page};
use super::form::Form;
use super::requests::called;
use super::signed::{Signed, Stop};
use crate::field::{Fault, FieldError};
use crate::intake::contact::ContactInput;
use crate::store::audit_log::{self, Act};
use crate::store::contacts::Contact;
use crate::store::{Tx, consents, contacts};
use crate::web::App;
use crate::web::api::contacts::{apply, input as known_input};
use crate::web::api::suppressions::lift_one;
use crate::web::input::Input;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::{ContactsRead, ContactsWrite, SuppressionsWrite};

pub async fn show(
    mut signed: Signed<ContactsRead>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let known = ["page-said-contact-saved", "page-said-withdrawn", "page-said-lifted"];
    signed.frame = signed.frame.saying(&signed.query, &known);
    page(&app, &signed, id, None, &[]).await
}

/// Changes what the form of the card shows; everything else stays.
pub async fn change(
    signed: Signed<ContactsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
    request: Request,
) -> Result<Response, Stop> {
    let id: ContactId = signed.id(&id)?;
    let typed = Input::from_request(request, &app).await.map_err(|problem| signed.stop(problem))?;
    let (account, now, actor, secret) = (signed.account, signed.now, signed.actor(), app.secret.clone());
    let given = typed.clone();
    let change = move |tx: &mut Tx<'_>| {
        let current = contacts::by_ids(tx, account, &[id])?.pop().ok_or_else(Problem::not_found)?;
        apply(tx, &secret, (account, now), &current, said(&current, &given))?;
        Ok(audit_log::append(tx, account, now, (actor, Act::ContactChanged, &id.to_string()))?)
    };
    match app.write("change_contact", change).await {
        Ok(()) => Ok(signed.frame.see(&format!("/contacts/{id}?said=contact-saved"))),
        Err(problem) if problem.errors().is_empty() => Err(signed.stop(problem)),
        Err(problem) => page(&app, &signed, id, Some(&typed), problem.errors()).await,
    }
}

fn said(current: &Contact, typed: &Input) -> ContactInput {
    let text = |name: &str| typed.filled(name).map(str::to_owned);
    ContactInput {
        name: text("name"),
        locale: text("locale"),
        time_zone: text("time_zone"),
        preferred_channel: text("preferred_channel"),
        ..known_input(current)
    }
}

/// Everything that is known of the person, as a file.
pub async fn export(
    signed: Signed<ContactsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id: ContactId = signed.id(&id)?;
    let exported = app.engine.export(signed.account, id, signed.actor()).await;
    let exported = exported.map_err(|error| signed.stop(error))?;
    let kind = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.json\"")),
    ];
    Ok((kind, serde_json::to_string_pretty(&exported).expect("a JSON value becomes JSON")).into_response())
}

/// Asks whether to erase; a word must be typed.
pub async fn ask_erase(
    signed: Signed<ContactsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    erase_question(&app, &signed, id, &Input::default(), &[]).await
}

async fn erase_question(
    app: &App,
    signed: &Signed<ContactsWrite>,
    id: ContactId,
    input: &Input,
    errors: &[FieldError],
) -> Result<Response, Stop> {
    let known = find(app, signed, id).await?;
    let frame = &signed.frame;
    let whom = [("whom", called(frame, Some(&known.contact)).into())];
    let word = [("word", frame.say("page-contact-erase-word").into())];
    let mut typed = Form::new(frame, input, errors).field("word", "page-contact-erase-typed");
    typed.label = frame.say_with("page-contact-erase-typed", &word);
    let question = Question {
        frame,
        title: frame.say("page-contact-erase"),
        texts: vec![frame.say_with("page-contact-erase-text", &whom), frame.say("page-contact-erase-stays")],
        action: format!("/contacts/{id}/erasure"),
        button: frame.say("page-contact-erase"),
        back: format!("/contacts/{id}"),
        typed: Some(typed),
    };
    Ok(question.page(if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }))
}

pub async fn erase(
    signed: Signed<ContactsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
    request: Request,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let input = Input::from_request(request, &app).await.map_err(|problem| signed.stop(problem))?;
    let word = signed.frame.say("page-contact-erase-word").to_lowercase();
    if input.filled("word").is_none_or(|typed| typed.to_lowercase() != word) {
        let other = [FieldError::new("/word", Fault::new("word.other", "another word is asked for"))];
        return erase_question(&app, &signed, id, &input, &other).await;
    }
    app.engine.erase(signed.account, id, signed.actor()).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/contacts?said=erased"))
}

/// Asks whether to withdraw a consent.
pub async fn ask_withdraw(
    signed: Signed<ContactsWrite>,
    State(app): State<App>,
    At((Text(id), Text(consent))): At<(Text, Text)>,
) -> Result<Response, Stop> {
    let (id, consent): (ContactId, ConsentId) = (signed.id(&id)?, signed.id(&consent)?);
    let known = find(&app, &signed, id).await?;
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| consents::is_known(tx, account, id, consent);
    if !app.store.read("consent", read).await.map_err(|error| signed.stop(error))? {
        return Err(signed.stop(Problem::not_found()));
    }
    let frame = &signed.frame;
    let whom = [("whom", called(frame, Some(&known.contact)).into())];
    let question = Question {
        frame,
        title: frame.say("page-contact-withdraw"),
        texts: vec![frame.say_with("page-contact-withdraw-text", &whom)],
        action: format!("/contacts/{id}/consents/{consent}/withdrawal"),
        button: frame.say("page-contact-withdraw"),
        back: format!("/contacts/{id}"),
        typed: None,
    };
    Ok(question.page(StatusCode::OK))
}

pub async fn withdraw(
    signed: Signed<ContactsWrite>,
    State(app): State<App>,
    At((Text(id), Text(consent))): At<(Text, Text)>,
) -> Result<Response, Stop> {
    let (id, consent): (ContactId, ConsentId) = (signed.id(&id)?, signed.id(&consent)?);
    let (account, now, actor) = (signed.account, signed.now, signed.actor());
    let withdraw = move |tx: &mut Tx<'_>| {
        if !consents::withdraw(tx, account, id, consent, now)? {
            return Err(Problem::not_found().into());
        }
        Ok(audit_log::append(tx, account, now, (actor, Act::ConsentWithdrawn, &consent.to_string()))?)
    };
    app.write("withdraw_consent", withdraw).await.map_err(|problem| signed.stop(problem))?;
    Ok(signed.frame.see(&format!("/contacts/{id}?said=withdrawn")))
}

/// Lifts what the business itself, or a message that came back, set against an address.
pub async fn lift(
    signed: Signed<SuppressionsWrite>,
    State(app): State<App>,
    At((Text(id), Text(suppression))): At<(Text, Text)>,
) -> Result<Response, Stop> {
    let (id, suppression): (ContactId, SuppressionId) = (signed.id(&id)?, signed.id(&suppression)?);
    let by = (signed.account, signed.now, signed.actor());
    let lifted = app.write("lift_suppression", move |tx| lift_one(tx, by, suppression)).await;
    lifted.map_err(|problem| signed.stop(problem))?;
    Ok(signed.frame.see(&format!("/contacts/{id}?said=lifted")))
}
