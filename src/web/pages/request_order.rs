//! The order behind a request: somebody of the business says that it is delayed, cancelled, or begins on another day
//! (AW-9). Whatever they say is looked at again before each send.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::InvitationId;

use super::ask::Question;
use super::moment::day;
use super::request::find;
use super::signed::{Signed, Stop};
use crate::engine::orders::Report;
use crate::field::Faults;
use crate::store::audit_log::Act;
use crate::web::App;
use crate::web::input::Input;
use crate::web::path::{At, Text};
use crate::web::scope::OrdersWrite;

type Place = At<(Text,)>;

/// Says that the order is delayed: what is due waits.
pub async fn hold(signed: Signed<OrdersWrite>, State(app): State<App>, place: Place) -> Result<Response, Stop> {
    tell(&app, &signed, place, (Report::Held, Act::OrderHeld), "order-held").await
}

/// Ends the hold.
pub async fn release(signed: Signed<OrdersWrite>, State(app): State<App>, place: Place) -> Result<Response, Stop> {
    tell(&app, &signed, place, (Report::Released, Act::OrderReleased), "order-released").await
}

/// Asks whether the order was really cancelled.
pub async fn ask_cancel(
    signed: Signed<OrdersWrite>,
    State(app): State<App>,
    At((Text(id),)): Place,
) -> Result<Response, Stop> {
    let id: InvitationId = signed.id(&id)?;
    find(&app, &signed, id).await?;
    let frame = &signed.frame;
    let question = Question {
        frame,
        title: frame.say("page-order-cancel"),
        texts: vec![frame.say("page-order-cancel-text")],
        action: format!("/requests/{id}/order/cancellation"),
        button: frame.say("page-order-cancel-now"),
        back: format!("/requests/{id}"),
        typed: None,
    };
    Ok(question.page(StatusCode::OK))
}

/// Says that the order was cancelled or refunded: nobody is asked about it any more.
pub async fn cancel(signed: Signed<OrdersWrite>, State(app): State<App>, place: Place) -> Result<Response, Stop> {
    tell(&app, &signed, place, (Report::Cancelled, Act::OrderCancelled), "order-cancelled").await
}

/// Says on which day what was bought begins; an empty field takes the day away.
pub async fn change(
    signed: Signed<OrdersWrite>,
    State(app): State<App>,
    place: Place,
    request: Request,
) -> Result<Response, Stop> {
    let input = Input::read(request, &app).await.map_err(|problem| signed.stop(problem))?;
    let mut faults = Faults::default();
    let activation_date = day(&mut faults, &input, "activation_date");
    if !faults.is_empty() {
        let id: InvitationId = signed.id(&place.0.0.0)?;
        return Ok(signed.frame.see(&format!("/requests/{id}?said=order-day-unreadable")));
    }
    let report = Report::Changed { activation_date: Some(activation_date), products: None };
    tell(&app, &signed, place, (report, Act::OrderChanged), "order-changed").await
}

async fn tell(
    app: &App,
    signed: &Signed<OrdersWrite>,
    At((Text(id),)): Place,
    (report, act): (Report, Act),
    said: &str,
) -> Result<Response, Stop> {
    let id: InvitationId = signed.id(&id)?;
    let told = app.engine.report_order_of(signed.account, id, report, (signed.actor(), act)).await;
    told.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("/requests/{id}?said={said}")))
}
