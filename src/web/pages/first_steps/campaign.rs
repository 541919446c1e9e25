//! The fourth step: after what, and when, customers are asked. The rest has its standard values, and its page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::{Reached, Step, Way, state};
use crate::field::FieldError;
use crate::settings::campaign::CampaignSettings;
use crate::web::App;
use crate::web::api::campaign_input::Campaign as CampaignBody;
use crate::web::api::campaigns::make;
use crate::web::given::Given;
use crate::web::input::Input;
use crate::web::pages::campaign_card::Card;
use crate::web::pages::campaign_form::hours;
use crate::web::pages::form::{Field, Form};
use crate::web::pages::frame::Frame;
use crate::web::pages::measure::{self, Measure};
use crate::web::pages::signed::{Signed, Stop};
use crate::web::problem::Problem;
use crate::web::scope::AccountWrite;

/// Of a name, in characters: what comes from a long type of event is cut.
const LONGEST_NAME: usize = 100;

#[derive(Template)]
#[template(path = "first_steps/campaign.html")]
struct CampaignStep<'a> {
    frame: &'a Frame,
    way: Way,
    has_storefront: bool,
    /// There is one already.
    card: Option<Card>,
    event_type: Field,
    delay: Measure,
    hour: Field,
    hours: Vec<(String, String)>,
    reminder: Field,
    others: Vec<String>,
}

fn page(signed: &Signed<AccountWrite>, reached: &Reached, input: &Input, errors: &[FieldError]) -> Response {
    let frame = &signed.frame;
    let form = Form::new(frame, input, errors);
    let storefront = reached.storefront.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let mut page = CampaignStep {
        frame,
        way: Way::new(frame, reached, Step::Campaign),
        has_storefront: reached.storefront.is_some(),
        card: reached.campaign.as_ref().map(|campaign| Card::of(frame, campaign, &storefront)),
        event_type: form.hinted("event_type", "page-event-type", "page-event-type-hint"),
        delay: Measure::of(&form, frame, "delay", ("page-campaign-delay", "page-campaign-delay-hint")),
        hour: form.hinted("send_at.hour", "page-campaign-hour", "page-campaign-hour-hint"),
        hours: hours(frame, input.get("send_at.hour").unwrap_or_default()),
        reminder: form.hinted("reminder.enabled", "page-campaign-reminder", "page-steps-reminder-hint"),
        others: Vec::new(),
    };
    page.others = form.others(&[&page.event_type, &page.delay.number, &page.hour, &page.reminder]);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let settings = CampaignSettings::default();
    let mut input = Input::default();
    input.set("event_type", "order.placed");
    measure::fill(&mut input, "delay", &settings.delay);
    input.set("send_at.hour", settings.send_at.map(|at| at.hour).unwrap_or_default());
    input.set("reminder.enabled", "yes");
    Ok(page(&signed, &reached, &input, &[]))
}

/// Makes the first campaign, and switches it on.
pub async fn save(signed: Signed<AccountWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let Some(storefront) = &reached.storefront else { return Ok(signed.frame.see(Step::Storefront.path())) };
    // Pressed twice, or made meanwhile: one is enough.
    if reached.campaign.is_some() {
        return Ok(signed.frame.see(Step::Campaign.next()));
    }
    let given = given(&signed.frame, &input, &storefront.slug);
    let made = match CampaignBody::read(given.0).and_then(CampaignBody::check) {
        Ok(checked) => make(&app, (signed.account, signed.actor()), checked, true).await,
        Err(problem) => Err(problem),
    };
    match made.map_err(Problem::into_errors) {
        Ok(_) => Ok(signed.frame.see(Step::Campaign.next())),
        Err(Ok(errors)) => Ok(page(&signed, &reached, &input, &errors)),
        Err(Err(problem)) if problem.code() == "campaign.exists" => Ok(signed.frame.see(Step::Campaign.next())),
        Err(Err(problem)) => Err(signed.stop(problem)),
    }
}

/// What was typed, as the API takes it. The campaign is named after what it asks about.
fn given(frame: &Frame, input: &Input, storefront: &str) -> Given {
    let event_type = input.filled("event_type");
    let name = frame.say_with("page-steps-campaign-name", &[("type", event_type.unwrap_or_default().into())]);
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let send_at = input.filled("send_at.hour").map(|hour| json!({ "hour": hour, "zone": "recipient" }));
    let fields = json!({
        "name": name,
        "storefront": storefront,
        "event_type": event_type,
        "purpose": "service_review",
        "delay": measure::typed(input, "delay"),
        "send_at": send_at,
        "reminder": { "enabled": input.has("reminder.enabled") },
    });
    match fields {
        Value::Object(fields) => Given(fields),
        _ => Given(serde_json::Map::new()),
    }
}
