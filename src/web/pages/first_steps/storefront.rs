//! The first step: in whose name one asks, and with which right.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rules::consent::Basis;
use rules::id::StorefrontId;
use rules::time::Zone;
use serde_json::{Map, Value};

use super::{Reached, Step, Way, state};
use crate::field::{Fault, FieldError};
use crate::store::storefronts::Storefront;
use crate::web::App;
use crate::web::api::storefronts::{StorefrontInput, make};
use crate::web::given::{Given, read};
use crate::web::input::Input;
use crate::web::pages::form::{Field, Form};
use crate::web::pages::frame::Frame;
use crate::web::pages::meanwhile::{Meanwhile, status};
use crate::web::pages::signed::{Signed, Stop};
use crate::web::pages::storefronts::{Refusal, bases, errors, filled, languages, save_fields, version};
use crate::web::scope::AccountWrite;

const FIELDS: [&str; 5] = ["name", "language", "time_zone", "postal_address", "declared_basis"];
/// What events name the first storefront by.
const SLUG: &str = "main";
/// Nobody is asked who has not said yes: that is chosen too, and not slipped into.
const NO_BASIS: &str = "none";

#[derive(Template)]
#[template(path = "first_steps/storefront.html")]
struct StorefrontStep<'a> {
    frame: &'a Frame,
    way: Way,
    version: String,
    /// What programs call it.
    slug: String,
    name: Field,
    language: Field,
    languages: Vec<(String, String)>,
    time_zone: Field,
    postal_address: Field,
    basis: Field,
    bases: Vec<(String, String)>,
    others: Vec<String>,
    meanwhile: Option<Meanwhile>,
}

fn page(
    signed: &Signed<AccountWrite>,
    reached: &Reached,
    (input, errors): (&Input, &[FieldError]),
    meanwhile: Option<Meanwhile>,
) -> Response {
    let frame = &signed.frame;
    let status = status(meanwhile.as_ref(), errors);
    let form = Form::new(frame, input, errors);
    let choose = (String::new(), frame.say("page-steps-choose"));
    let nobody = (NO_BASIS.to_owned(), frame.say("page-basis-none"));
    let mut page = StorefrontStep {
        frame,
        way: Way::new(frame, reached, Step::Storefront),
        version: reached.storefront.as_ref().map(version).unwrap_or_default(),
        slug: frame
            .say_with("page-steps-slug", &[("slug", reached.storefront.as_ref().map_or(SLUG, |one| &one.slug).into())]),
        name: form.hinted("name", "page-storefront-name", "page-storefront-name-hint"),
        language: form.hinted("language", "page-storefront-language", "page-storefront-language-hint"),
        languages: languages(),
        time_zone: form.hinted("time_zone", "page-storefront-time-zone", "page-storefront-time-zone-hint"),
        postal_address: form.hinted(
            "postal_address",
            "page-storefront-postal-address",
            "page-storefront-postal-address-hint",
        ),
        basis: form.hinted("declared_basis", "page-storefront-basis", "page-storefront-basis-hint"),
        bases: std::iter::once(choose).chain(bases(frame)).chain([nobody]).collect(),
        others: Vec::new(),
        meanwhile,
    };
    page.others = form.others(&[&page.name, &page.language, &page.time_zone, &page.postal_address, &page.basis]);
    frame.page(status, &page)
}

pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let input = reached.storefront.as_ref().map_or_else(|| begun(&signed.frame), filled_here);
    Ok(page(&signed, &reached, (&input, &[]), None))
}

/// The form before there is a storefront. Nobody should land in the zone UTC without seeing it.
fn begun(frame: &Frame) -> Input {
    let mut input = Input::default();
    input.set("name", frame.who.as_ref().map(|who| who.account.name.clone()).unwrap_or_default());
    input.set("language", frame.lang());
    input.set("time_zone", if frame.zone == Zone::UTC { "" } else { frame.zone.name() });
    input
}

fn filled_here(storefront: &Storefront) -> Input {
    let mut input = filled(storefront);
    input.set("declared_basis", storefront.declared_basis.map_or(NO_BASIS, Basis::as_str));
    input
}

/// The fields of this page, as the API takes them.
fn given(input: &Input) -> Given {
    let text = |name: &str| input.filled(name).filter(|text| (name, *text) != ("declared_basis", NO_BASIS));
    let field = |name: &str| (name.to_owned(), text(name).map_or(Value::Null, Value::from));
    Given(FIELDS.into_iter().map(field).collect())
}

/// What this page wants to be told beyond what a storefront must have.
fn missing(input: &Input) -> Vec<FieldError> {
    let wanted = ["postal_address", "declared_basis"].into_iter().filter(|name| input.filled(name).is_none());
    wanted.map(|name| FieldError::new(format!("/{name}"), Fault::missing())).collect()
}

fn with_slug(said: &Given) -> Map<String, Value> {
    let slug = ("slug".to_owned(), SLUG.into());
    said.0.clone().into_iter().chain([slug]).collect()
}

/// What else is wrong, where something is missing already.
fn wrong(signed: &Signed<AccountWrite>, said: &Given) -> Result<Vec<FieldError>, Stop> {
    // Nothing is made with this id.
    let id = StorefrontId::new(signed.now, 0);
    let checked = read::<StorefrontInput>(&with_slug(said)).and_then(|said| said.check(id, signed.now));
    checked.err().map_or_else(|| Ok(Vec::new()), |problem| errors(signed, problem))
}

/// Makes the first storefront, or changes it.
pub async fn save(signed: Signed<AccountWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let lacking = missing(&input);
    let said = given(&input);
    let refused = match &reached.storefront {
        _ if !lacking.is_empty() => Some(Refusal::Faults([lacking, wrong(&signed, &said)?].concat())),
        None => first(&app, &signed, &said).await?.err().map(Refusal::Faults),
        // Pressed twice: it says what is there already.
        Some(storefront) if given(&filled_here(storefront)).0 == said.0 => None,
        Some(storefront) => save_fields(&app, &signed, storefront, (&input, said)).await?.err(),
    };
    match refused {
        None => Ok(signed.frame.see(Step::Storefront.next())),
        Some(Refusal::Faults(errors)) => Ok(page(&signed, &reached, (&input, &errors), None)),
        Some(Refusal::Meanwhile(there)) => Ok(page(&signed, &reached, (&input, &[]), Some(there))),
    }
}

async fn first(app: &App, signed: &Signed<AccountWrite>, said: &Given) -> Result<Result<(), Vec<FieldError>>, Stop> {
    let made = match read(&with_slug(said)) {
        Ok(said) => make(app, (signed.account, signed.actor()), said).await,
        Err(problem) => Err(problem),
    };
    made.err().map_or(Ok(Ok(())), |problem| errors(signed, problem).map(Err))
}
