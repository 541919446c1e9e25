//! The form behind `/r/{token}`: shown, saved half-way, sent, changed for a day, and closed after its term.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::questionnaire::{Questionnaire, RATING};

use super::frame::{Frame, Words, see};
use super::questions::{SectionView, Wrong, field, sections};
use super::visitor::{Guest, Stop, Visitor};
use crate::engine::Engine;
use crate::engine::answers::{Answers, Section, Submission};
use crate::engine::recipient::{Form, Recipient};
use crate::intake::product::Product;
use crate::secret::Link;
use crate::store::routes::Route;
use crate::web::App;
use crate::web::input::Input;

#[derive(Template)]
#[template(path = "recipient/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    title: Words,
    action: String,
    preferences: String,
    stamp: String,
    sections: Vec<SectionView>,
    /// Where not everything that was bought is asked about: of how much.
    cut: Option<Words>,
    alert: Option<Words>,
    notice: Option<Words>,
    /// It was sent before.
    changing: bool,
    route: Option<RouteView>,
}

#[derive(Template)]
#[template(path = "recipient/answered.html")]
struct AnsweredPage<'a> {
    frame: &'a Frame,
    title: Words,
    action: String,
    stamp: String,
    sections: Vec<SectionView>,
    changeable: bool,
    route: Option<RouteView>,
}

/// The way on to another platform: the same for everybody, whatever stands in the link (AW-5).
struct RouteView {
    lead: Words,
    button: Words,
    note: Words,
}

impl RouteView {
    fn of(guest: &Guest) -> Option<Self> {
        let Route { platform, .. } = guest.recipient.route.as_ref()?;
        let platform = [("platform", platform.as_str().into())];
        Some(Self {
            lead: guest.frame.say_with("recipient-route-lead", &platform),
            button: guest.frame.say_with("recipient-route-button", &platform),
            note: guest.frame.say("recipient-route-note"),
        })
    }
}

impl FormPage<'_> {
    /// Whether this part is the first one about a product, behind one about something else.
    fn begins_products(&self, section: &SectionView) -> bool {
        let before = section.id.checked_sub(1).and_then(|before| self.sections.get(before));
        section.product.is_some() && before.is_some_and(|before| before.product.is_none())
    }
}

/// Shows the form, or what was answered. A rating in the link is marked and not stored.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, Link::Answer).await?;
    let form = guest.recipient.form();
    match form {
        Form::Closed => Err(guest.closed()),
        Form::Open => Ok(open(&app, &visitor, &guest)),
        Form::Answered if visitor.query.has("change") => Ok(open(&app, &visitor, &guest)),
        Form::Answered | Form::Final => Ok(answered(&app, &guest, form)),
    }
}

fn open(app: &App, visitor: &Visitor, guest: &Guest) -> Response {
    let stored = stored(&guest.recipient);
    let given = |question: &str, product: Option<&Product>| {
        stored(question, product).or_else(|| pre_selected(visitor, question, product))
    };
    let parts = sections(&guest.frame, &guest.recipient.subjects, &[], given);
    let mut page = page(app, guest, parts, None);
    page.notice = visitor.query.has("saved").then(|| guest.frame.say("recipient-saved"));
    sent(guest, StatusCode::OK, &page)
}

/// What was answered so far.
fn stored(recipient: &Recipient) -> impl Fn(&str, Option<&Product>) -> Option<String> + use<> {
    let answers = recipient.answers().map(Answers::read).unwrap_or_default();
    move |question, product| answers.to(question, product.map(|product| product.sku.as_str()))
}

/// Only a rating of the service can stand in a link: nobody's words are put into another's mouth.
fn pre_selected(visitor: &Visitor, question: &str, product: Option<&Product>) -> Option<String> {
    (question == RATING && product.is_none()).then(|| visitor.query.get(question).map(str::to_owned)).flatten()
}

fn title(guest: &Guest) -> Words {
    let asked = &guest.recipient;
    let about_products = asked.route.is_none() && asked.subjects.iter().all(|about| about.product.is_some());
    guest.frame.say(if about_products { "recipient-products-title" } else { "recipient-form-title" })
}

/// A page, with leave for its browser to go where its button leads.
fn sent(guest: &Guest, status: StatusCode, page: &impl Template) -> Response {
    match guest.recipient.route {
        Some(_) => guest.frame.page_leading_elsewhere(status, page),
        None => guest.frame.page(status, page),
    }
}

fn answered(engine: &Engine, guest: &Guest, form: Form) -> Response {
    let page = AnsweredPage {
        frame: &guest.frame,
        title: guest.frame.say("recipient-thanks-title"),
        action: guest.path(engine, Link::Answer),
        stamp: guest.stamp(engine, Link::Answer, None),
        sections: sections(&guest.frame, &guest.recipient.subjects, &[], stored(&guest.recipient)),
        changeable: form == Form::Answered,
        route: RouteView::of(guest),
    };
    sent(guest, StatusCode::OK, &page)
}

fn page<'a>(engine: &Engine, guest: &'a Guest, sections: Vec<SectionView>, input: Option<&Input>) -> FormPage<'a> {
    let (asked, bought) = (sections.iter().filter(|part| part.product.is_some()).count(), guest.recipient.bought);
    let numbers = [("shown", asked.into()), ("all", bought.into())];
    FormPage {
        frame: &guest.frame,
        title: title(guest),
        action: guest.path(engine, Link::Answer),
        preferences: guest.path(engine, Link::Preferences),
        stamp: guest.stamp(engine, Link::Answer, input),
        sections,
        cut: (asked < bought).then(|| guest.frame.say_with("recipient-products-cut", &numbers)),
        alert: None,
        notice: None,
        changing: guest.recipient.completed_at().is_some(),
        route: RouteView::of(guest),
    }
}

/// Takes what the form sent, and leads on to the page that says so.
pub async fn answer(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, Link::Answer).await?;
    let action = guest.path(&app, Link::Answer);
    if guest.recipient.form() == Form::Closed {
        return Err(guest.closed());
    }
    let input = visitor.input(&app, request).await?;
    if let (Some("continue"), Some(route)) = (input.get("act"), &guest.recipient.route) {
        return go_on(&app, &visitor, &guest, &input, route).await;
    }
    if guest.recipient.form() == Form::Final {
        return Ok(see(&action));
    }
    let finished = input.get("act") != Some("save") || guest.recipient.form() == Form::Answered;
    let answers = match check(&guest.recipient, finished, &input) {
        Ok(answers) if answers.is_empty() => return Ok(again(&app, &guest, &input, &[], "recipient-error-nothing")),
        Ok(answers) => answers,
        Err(wrongs) => return Ok(again(&app, &guest, &input, &wrongs, "recipient-error-title")),
    };
    let suspicion = guest.suspicion(&app, &input);
    // Of what a program may have pressed, a whole answer is kept as doubtful, and half a one not at all.
    if suspicion.is_none() || finished {
        let submission = Submission { invitation: guest.invitation, answers, finished, suspicion };
        let taken = app.engine.submit(guest.account, submission).await;
        taken.map_err(|error| visitor.refused(&guest, error))?;
    }
    if suspicion.is_some() {
        return Ok(again(&app, &guest, &input, &[], "recipient-again"));
    }
    Ok(see(&if finished { action } else { format!("{action}?saved") }))
}

/// Notes that somebody goes on to the platform, and leads them there. A program is asked once more, as everywhere.
async fn go_on(app: &App, visitor: &Visitor, guest: &Guest, input: &Input, route: &Route) -> Result<Response, Stop> {
    if guest.suspicion(app, input).is_some() {
        return Ok(again(app, guest, input, &[], "recipient-again"));
    }
    let noted = app.engine.follow_route(guest.account, guest.invitation).await;
    noted.map_err(|error| visitor.refused(guest, error))?;
    Ok(see(&route.url))
}

/// What was answered of each part; what nothing was said of is left out.
fn check(recipient: &Recipient, finished: bool, input: &Input) -> Result<Vec<Section>, Vec<Wrong>> {
    let (mut answered, mut wrongs) = (Vec::new(), Vec::new());
    for (id, about) in recipient.subjects.iter().enumerate() {
        let product = about.product.as_ref();
        match Questionnaire::standard(about.rule).check(finished, |question| input.get(&field(question, product))) {
            Ok(answers) if answers.is_empty() => {}
            Ok(answers) => answered.push(Section { product: product.cloned(), answers }),
            Err(faults) => wrongs.extend(faults.into_iter().map(|(name, fault)| (id, name, fault))),
        }
    }
    if wrongs.is_empty() { Ok(answered) } else { Err(wrongs) }
}

/// The form once more, with what was typed and what is wrong with it.
fn again(app: &App, guest: &Guest, input: &Input, wrongs: &[Wrong], alert: &str) -> Response {
    let given = |question: &str, product: Option<&Product>| input.get(&field(question, product)).map(str::to_owned);
    let parts = sections(&guest.frame, &guest.recipient.subjects, wrongs, given);
    let page = FormPage { alert: Some(guest.frame.say(alert)), ..page(app, guest, parts, Some(input)) };
    sent(guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
}
