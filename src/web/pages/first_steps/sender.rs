//! The second step: in whose name mails come, and what receivers will make of that.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::{Reached, Step, Way, state};
use crate::field::{Fault, FieldError};
use crate::web::App;
use crate::web::api::sender_check::check;
use crate::web::given::Given;
use crate::web::input::Input;
use crate::web::pages::form::{Field, Form};
use crate::web::pages::frame::Frame;
use crate::web::pages::meanwhile::{Meanwhile, status};
use crate::web::pages::signed::{Signed, Stop};
use crate::web::pages::storefront_sender::{Told, told};
use crate::web::pages::storefronts::{Refusal, filled, save_fields, version};
use crate::web::scope::AccountWrite;

const FIELDS: [&str; 3] = ["sender_name", "sender_address", "reply_to"];

/// What a form may be shown with.
#[derive(Default)]
struct Drawn {
    errors: Vec<FieldError>,
    meanwhile: Option<Meanwhile>,
    /// None: nobody asked.
    checked: Option<Checked>,
}

/// What the DNS says of the sender; none where there is no relay.
type Checked = Option<(String, Vec<Told>)>;

#[derive(Template)]
#[template(path = "first_steps/sender.html")]
struct SenderStep<'a> {
    frame: &'a Frame,
    way: Way,
    has_storefront: bool,
    version: String,
    name: Field,
    address: Field,
    reply_to: Field,
    others: Vec<String>,
    meanwhile: Option<Meanwhile>,
    checked: Option<Checked>,
}

fn page(signed: &Signed<AccountWrite>, reached: &Reached, input: &Input, drawn: Drawn) -> Response {
    let frame = &signed.frame;
    let Drawn { errors, meanwhile, checked } = drawn;
    let status = status(meanwhile.as_ref(), &errors);
    let form = Form::new(frame, input, &errors);
    let mut page = SenderStep {
        frame,
        way: Way::new(frame, reached, Step::Sender),
        has_storefront: reached.storefront.is_some(),
        version: reached.storefront.as_ref().map(version).unwrap_or_default(),
        name: form.hinted("sender_name", "page-storefront-sender-name", "page-storefront-sender-name-hint"),
        address: form.hinted("sender_address", "page-storefront-sender-address", "page-steps-sender-address-hint"),
        reply_to: form.hinted("reply_to", "page-storefront-reply-to", "page-storefront-reply-to-hint"),
        others: Vec::new(),
        meanwhile,
        checked,
    };
    page.others = form.others(&[&page.name, &page.address, &page.reply_to]);
    frame.page(status, &page)
}

/// Shows the form; with `check` in the query also what the DNS says of the sender, which takes up to 5 seconds.
pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let mut drawn = Drawn::default();
    if let Some(storefront) = reached.storefront.as_ref().filter(|_| signed.query.has("check")) {
        let found = check(&app, storefront).await;
        drawn.checked = Some(found.map(|(from, findings)| (from, told(&signed.frame, findings))));
    }
    let input = reached.storefront.as_ref().map(filled).unwrap_or_default();
    Ok(page(&signed, &reached, &input, drawn))
}

pub async fn save(signed: Signed<AccountWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let Some(storefront) = &reached.storefront else { return Ok(signed.frame.see(Step::Storefront.path())) };
    if input.filled("sender_address").is_none() {
        let errors = vec![FieldError::new("/sender_address", Fault::missing())];
        return Ok(page(&signed, &reached, &input, Drawn { errors, ..Drawn::default() }));
    }
    let said = given(&input);
    // Pressed twice: it says what is there already.
    let refused = if given(&filled(storefront)).0 == said.0 {
        None
    } else {
        save_fields(&app, &signed, storefront, (&input, said)).await?.err()
    };
    let drawn = match refused {
        None => return Ok(signed.frame.see(&format!("{}?check=yes", Step::Sender.path()))),
        Some(Refusal::Faults(errors)) => Drawn { errors, ..Drawn::default() },
        Some(Refusal::Meanwhile(there)) => Drawn { meanwhile: Some(there), ..Drawn::default() },
    };
    Ok(page(&signed, &reached, &input, drawn))
}

/// The fields of this page, as the API takes them.
fn given(input: &Input) -> Given {
    let text = |name: &str| input.filled(name).map_or(Value::Null, Value::from);
    Given(FIELDS.into_iter().map(|name| (name.to_owned(), text(name))).collect())
}
