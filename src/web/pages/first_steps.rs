//! First steps: what is still missing before the first mail can go. Nothing of it is stored: it is seen from what is there,
//! so that it can be left and taken up again anywhere.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::store::{Tx, campaigns, events, storefronts};
use crate::web::App;
use crate::web::scope::AccountWrite;

#[derive(Template)]
#[template(path = "setup/steps.html")]
struct StepsPage<'a> {
    frame: &'a Frame,
    steps: Vec<Step>,
    is_done: bool,
}

/// One of five.
struct Step {
    title: String,
    text: String,
    action: String,
    to: String,
    is_done: bool,
    /// The first that is not done.
    is_next: bool,
}

pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let storefront = storefronts::list(tx, account, None, None, 1)?.pop();
        let has_campaign = !campaigns::list(tx, account, None, 1)?.is_empty();
        Ok((storefront, has_campaign, events::is_any(tx, account)?))
    };
    let found = app.store.read("first_steps", read).await;
    let (storefront, has_campaign, has_orders) = found.map_err(|error| signed.stop(error))?;
    let has_sender =
        storefront.as_ref().is_some_and(|one| one.sender_address.is_some() && one.postal_address.is_some());
    let of_storefront = |path: &str| match &storefront {
        Some(storefront) => format!("/storefronts/{}{path}", storefront.id),
        None => "/storefronts/new".to_owned(),
    };
    let frame = &signed.frame;
    let step = |(title, text, action): (&str, &str, &str), to: &str, is_done| Step {
        title: frame.say(title),
        text: frame.say(text),
        action: frame.say(action),
        to: frame.to(to),
        is_done,
        is_next: false,
    };
    let mut steps = vec![
        step(("page-steps-you", "page-steps-you-text", "page-you"), "/you", true),
        step(
            ("page-steps-storefront", "page-steps-storefront-text", "page-steps-storefront-go"),
            &of_storefront(""),
            storefront.is_some(),
        ),
        step(
            ("page-steps-sender", "page-steps-sender-text", "page-steps-sender-go"),
            &of_storefront("/sender"),
            has_sender,
        ),
        step(
            ("page-steps-campaign", "page-steps-campaign-text", "page-steps-campaign-go"),
            "/campaigns/new",
            has_campaign,
        ),
        step(("page-steps-orders", "page-steps-orders-text", "page-keys-make"), "/keys/new", has_orders),
    ];
    if let Some(next) = steps.iter_mut().find(|step| !step.is_done) {
        next.is_next = true;
    }
    let is_done = steps.iter().all(|step| step.is_done);
    Ok(frame.page(StatusCode::OK, &StepsPage { frame, steps, is_done }))
}
