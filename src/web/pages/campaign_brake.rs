//! The brake of a campaign: what stopped it, and the question before it is released (AW-10).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::brake::{Brake, BrakeCause};

use super::ask::Question;
use super::campaigns::find;
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::texts::Value;
use crate::web::App;
use crate::web::problem::Problem;
use crate::web::scope::CampaignsWrite;

/// What stopped a campaign, in words.
pub fn told(frame: &Frame, name: &str, brake: Brake) -> String {
    let key = match brake.cause {
        BrakeCause::Bounced => "page-brake-bounced",
        BrakeCause::Complained => "page-brake-complained",
    };
    frame.say_with(key, &counts(name, brake.faulty, brake.messages))
}

/// So many of so many messages of a campaign.
pub fn counts(name: &str, faulty: i64, messages: i64) -> [(&'static str, Value<'static>); 3] {
    [("campaign", name.to_owned().into()), ("faulty", faulty.into()), ("messages", messages.into())]
}

/// Asks whether the campaign is to go on.
pub async fn ask_release(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let frame = &signed.frame;
    let here = format!("/campaigns/{}", found.campaign.id);
    let Some((_, brake)) = found.campaign.brake else { return Ok(frame.see(&here)) };
    let advice = match brake.cause {
        BrakeCause::Bounced => frame.say("page-brake-advice-bounced"),
        BrakeCause::Complained => frame.say("page-brake-advice-complained"),
    };
    let question = Question {
        frame,
        title: frame.say("page-brake-release"),
        texts: vec![told(frame, &found.campaign.name, brake), advice, frame.say("page-brake-release-text")],
        action: format!("{here}/release"),
        button: frame.say("page-brake-release-now"),
        back: here,
        typed: None,
    };
    Ok(question.page(StatusCode::OK))
}

pub async fn release(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let id = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let released = app.engine.release_campaign(signed.account, id, signed.actor()).await;
    released.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("/campaigns/{id}?said=campaign-released")))
}
