//! A new campaign: the four things that never change again; the rest has its page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::campaign::Purpose;
use serde_json::{Value, json};

use super::form::{Field, Form};
use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::storefront_choice::{self, StorefrontChoice};
use crate::field::FieldError;
use crate::store::Tx;
use crate::texts::Noun;
use crate::web::App;
use crate::web::api::campaign_input::Campaign as CampaignBody;
use crate::web::api::campaigns::make;
use crate::web::given::Given;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::CampaignsWrite;

#[derive(Template)]
#[template(path = "campaigns/new.html")]
struct NewPage<'a> {
    frame: &'a Frame,
    storefront: StorefrontChoice,
    has_storefront: bool,
    event_type: Field,
    purpose: Field,
    purposes: Vec<(String, String)>,
    name: Field,
    others: Vec<String>,
}

async fn new_page<R>(app: &App, signed: &Signed<R>, input: &Input, errors: &[FieldError]) -> Result<Response, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| storefront_choice::load(tx, account);
    let shops = app.store.read("new_campaign_page", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let form = Form::new(frame, input, errors);
    let purposes = [Purpose::ServiceReview, Purpose::ProductReview, Purpose::Survey].map(Purpose::as_str);
    let mut page = NewPage {
        frame,
        has_storefront: !shops.is_empty(),
        storefront: StorefrontChoice::new(&form, "page-storefront", None, shops),
        event_type: form.hinted("event_type", "page-event-type", "page-event-type-hint"),
        purpose: form.field("purpose", "page-purpose"),
        purposes: purposes.map(|code| (code.to_owned(), frame.word(Noun::Purpose, code))).into(),
        name: form.hinted("name", "page-campaign-name", "page-campaign-name-hint"),
        others: Vec::new(),
    };
    page.others = form.others(&[&page.storefront.field, &page.event_type, &page.purpose, &page.name]);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame.page(status, &page))
}

pub async fn new(signed: Signed<CampaignsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let mut input = signed.query.clone();
    if !input.has("event_type") {
        input.set("event_type", "order.delivered");
    }
    new_page(&app, &signed, &input, &[]).await
}

/// Makes a campaign that is off: its page shows what it would do before it does it.
pub async fn create(signed: Signed<CampaignsWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let fields = ["storefront", "event_type", "purpose", "name"].map(|name| (name.to_owned(), input.filled(name)));
    let fields = fields.into_iter().map(|(name, text)| (name, text.map_or(Value::Null, Value::from)));
    let mut said = Given(fields.collect());
    said.0.insert("enabled".to_owned(), json!(false));
    let checked = CampaignBody::read(said.0).and_then(CampaignBody::check);
    let made = match checked {
        Ok(checked) => make(&app, (signed.account, signed.actor()), checked, true).await,
        Err(problem) => Err(problem),
    };
    match made.map_err(Problem::into_errors) {
        Ok(made) => Ok(signed.frame.see(&format!("/campaigns/{}?said=campaign-made", made.id))),
        Err(Ok(errors)) => new_page(&app, &signed, &input, &errors).await,
        Err(Err(problem)) => Err(signed.stop(problem)),
    }
}
