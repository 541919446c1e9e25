//! Answers: what customers said, the latest first, what it comes to, and what nobody of the business has read yet.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, ResponseId, StorefrontId};

use super::form::{Field, Form};
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::store::answers::{self, After, Answer, Wanted};
use crate::store::audit_log::Act;
use crate::store::contacts::Contact;
use crate::store::responses::{ProductAnswer, Suspicion};
use crate::store::storefronts::Storefront;
use crate::store::{Error, Tx, contacts, storefronts};
use crate::web::App;
use crate::web::download::{AT_ONCE, Download, Part};
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{InvitationsWrite, ResponsesRead, Scope};

const ROWS: i64 = 50;
/// Storefronts to choose from; of more, the reader searches by order number.
const MOST_SHOPS: i64 = 200;
/// How far back the page looks unless it is asked to look further.
const STANDARD_DAYS: &str = "90";
const LONGEST_COMMENT: usize = 600;
const LONGEST_OF_PRODUCT: usize = 200;

/// An answer as it is drawn.
pub struct Card {
    pub id: String,
    pub invitation: String,
    pub contact: String,
    pub who: String,
    pub storefront: String,
    pub reference: String,
    pub rating: Option<i64>,
    pub comment: String,
    pub is_cut: bool,
    /// What was said of what was bought.
    pub products: Vec<ProductAnswer>,
    pub at: Timestamp,
    pub time: String,
    pub is_read: bool,
}

impl Card {
    pub fn of(frame: &Frame, answer: &Answer, known: &Known, whole: bool) -> Self {
        let response = &answer.response;
        let contact = known.contacts.iter().find(|contact| contact.id == response.contact);
        let name = contact.and_then(|contact| contact.name.clone().or_else(|| contact.email.clone()));
        let at = response.completed_at.unwrap_or(response.started_at);
        let comment = response.comment().unwrap_or_default();
        let shown = if whole { comment.clone() } else { comment.chars().take(LONGEST_COMMENT).collect() };
        Self {
            id: response.id.to_string(),
            invitation: response.invitation.to_string(),
            contact: response.contact.to_string(),
            who: name.unwrap_or_else(|| frame.say("page-nobody")),
            storefront: known.name(response.storefront),
            reference: response.reference.clone(),
            rating: answer.rating.or_else(|| response.stars()),
            is_cut: shown.len() < comment.len(),
            comment: shown,
            products: response.products().into_iter().map(|product| cut(product, whole)).collect(),
            time: frame.time(at).to_string(),
            at,
            is_read: answer.is_read,
        }
    }

    pub fn stars(&self) -> i64 {
        self.rating.unwrap_or(0)
    }
}

/// In the list a comment is cut; its own page has it whole.
fn cut(product: ProductAnswer, whole: bool) -> ProductAnswer {
    let longest = if whole { usize::MAX } else { LONGEST_OF_PRODUCT };
    ProductAnswer { comment: product.comment.map(|text| text.chars().take(longest).collect()), ..product }
}

/// Whom and what the answers are about.
pub struct Known {
    contacts: Vec<Contact>,
    storefronts: Vec<Storefront>,
}

impl Known {
    pub fn load(tx: &mut Tx<'_>, account: AccountId, answers: &[Answer]) -> Result<Self, Error> {
        let contacts: BTreeSet<_> = answers.iter().map(|answer| answer.response.contact).collect();
        let contacts: Vec<_> = contacts.into_iter().collect();
        let shops = answers.iter().map(|answer| answer.response.storefront).collect();
        Ok(Self {
            contacts: contacts::by_ids(tx, account, &contacts)?,
            storefronts: storefronts::by_ids(tx, account, &shops)?,
        })
    }

    fn name(&self, id: StorefrontId) -> String {
        let shop = self.storefronts.iter().find(|shop| shop.id == id);
        shop.map_or_else(String::new, |shop| shop.name.clone())
    }
}

/// A bar of the chart.
struct Bar {
    stars: i64,
    count: String,
    share: i64,
}

impl Bar {
    fn given(&self) -> i64 {
        self.stars
    }
}

/// What the answers come to.
struct Figures {
    count: i64,
    /// The same as people read it.
    shown: String,
    mean: Option<String>,
    bars: Vec<Bar>,
}

impl Figures {
    fn of(frame: &Frame, counts: [i64; 5]) -> Self {
        let count: i64 = counts.iter().sum();
        let stars: i64 = (1..).zip(counts).map(|(stars, count)| stars * count).sum();
        let bars = (1..).zip(counts).map(|(stars, of)| Bar {
            stars,
            count: frame.number(of),
            share: if count == 0 { 0 } else { (of * 100 + count / 2) / count },
        });
        let mut bars: Vec<_> = bars.collect();
        bars.reverse();
        Self { count, shown: frame.number(count), mean: (count > 0).then(|| mean(frame, stars, count)), bars }
    }
}

/// To two places, as the language writes it.
fn mean(frame: &Frame, sum: i64, count: i64) -> String {
    let hundredths = (sum * 100 + count / 2) / count;
    let mark = if frame.lang() == "en" { '.' } else { ',' };
    format!("{}{mark}{:02}", hundredths / 100, hundredths % 100)
}

#[derive(Template)]
#[template(path = "answers/list.html")]
struct AnswersPage<'a> {
    frame: &'a Frame,
    filters: Filters,
    figures: Figures,
    is_suspect: bool,
    is_filtered: bool,
    cards: Vec<Card>,
    first: Option<String>,
    next: Option<String>,
    table: String,
    may_write: bool,
}

/// The boxes above the list.
struct Filters {
    stars: Field,
    all_stars: Vec<(String, String)>,
    days: Field,
    all_days: Vec<(String, String)>,
    storefront: Field,
    shops: Vec<(String, String)>,
    order: Field,
    commented: Field,
    unread: Field,
}

impl Filters {
    fn new(frame: &Frame, input: &Input, shops: &[Storefront]) -> Self {
        let form = Form::new(frame, input, &[]);
        let any = |key: &str| (String::new(), frame.say(key));
        let stars = (1..=5).rev().map(|stars: i64| (stars.to_string(), frame.stars(&stars)));
        let days = [("30", "P30D"), ("90", "P90D"), ("365", "P1Y")];
        let days = days.map(|(value, iso)| {
            let span = frame.duration(iso);
            (value.to_owned(), frame.say_with("page-answers-last", &[("span", span.into())]))
        });
        let known = shops.iter().map(|shop| (shop.id.to_string(), shop.name.clone()));
        Self {
            stars: form.field("stars", "page-answers-given"),
            all_stars: std::iter::once(any("page-any")).chain(stars).collect(),
            days: form.field("days", "page-answers-days"),
            all_days: days.into_iter().chain([("all".to_owned(), frame.say("page-answers-ever"))]).collect(),
            storefront: form.field("storefront", "page-storefront"),
            shops: std::iter::once(any("page-any")).chain(known).collect(),
            order: form.field("order", "page-answers-order"),
            commented: form.field("commented", "page-answers-commented"),
            unread: form.field("unread", "page-answers-unread"),
        }
    }
}

/// What the query asks for. What it does not understand it leaves out.
fn wanted(input: &Input, now: Timestamp) -> Wanted {
    let days = input.get("days").and_then(|days| days.parse().ok()).filter(|days| (1..=36_500).contains(days));
    let since = days.and_then(|days: i64| now.checked_sub(SignedDuration::from_hours(24 * days)).ok());
    Wanted {
        stars: input.filled("stars").and_then(|stars| stars.parse().ok()),
        with_comment: input.filled("commented").is_some(),
        unread: input.filled("unread").is_some(),
        storefront: input.filled("storefront").and_then(|id| id.parse().ok()),
        reference: input.filled("order").map(str::to_owned),
        since,
        suspect: input.filled("suspect").is_some(),
    }
}

/// `<milliseconds>.<id>`
fn after(input: &Input) -> Option<After> {
    let (at, id) = input.filled("after")?.split_once('.')?;
    let completed_at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
    Some(After { completed_at, id: id.parse().ok()? })
}

/// What the answers after this one come after.
fn place(answer: &Answer) -> After {
    let response = &answer.response;
    After { completed_at: response.completed_at.unwrap_or(response.started_at), id: response.id }
}

fn cursor(answer: &Answer) -> String {
    let After { completed_at, id } = place(answer);
    format!("{}.{id}", completed_at.as_millisecond())
}

pub async fn list(mut signed: Signed<ResponsesRead>, State(app): State<App>) -> Result<Response, Stop> {
    if !signed.query.has("days") {
        signed.query.set("days", STANDARD_DAYS);
    }
    let (account, wanted, after) = (signed.account, wanted(&signed.query, signed.now), after(&signed.query));
    let read = move |tx: &mut Tx<'_>| {
        let found = answers::list(tx, account, &wanted, after, ROWS + 1)?;
        let counts = answers::distribution(tx, account, wanted.storefront, wanted.since)?;
        let shops = storefronts::list(tx, account, None, None, MOST_SHOPS)?;
        Ok((Known::load(tx, account, &found)?, found, counts, shops))
    };
    let read = app.store.read("answers_page", read).await.map_err(|error| signed.stop(error))?;
    let (known, mut found, counts, shops) = read;
    signed.frame = signed.frame.saying(&signed.query, &["page-said-answers-read", "page-said-answer-read"]);
    let (frame, query) = (&signed.frame, &signed.query);
    let more = i64::try_from(found.len()).unwrap_or(0) > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let narrows = ["stars", "storefront", "order", "commented", "unread"];
    let page = AnswersPage {
        frame,
        filters: Filters::new(frame, query, &shops),
        figures: Figures::of(frame, counts),
        is_suspect: query.filled("suspect").is_some(),
        is_filtered: narrows.iter().any(|name| query.filled(name).is_some()),
        next: found.last().filter(|_| more).map(|last| query.with("after", Some(&cursor(last)))),
        first: query.filled("after").map(|_| query.with("after", None)),
        cards: found.iter().map(|answer| Card::of(frame, answer, &known, false)).collect(),
        table: query.with("after", None),
        may_write: frame.may(Scope::InvitationsWrite),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

#[derive(Template)]
#[template(path = "answers/show.html")]
struct AnswerPage<'a> {
    frame: &'a Frame,
    card: Card,
    suspected: Option<String>,
    may_write: bool,
}

pub async fn show(
    mut signed: Signed<ResponsesRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let id: ResponseId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let Some(answer) = answers::find(tx, account, id)? else { return Ok(None) };
        Ok(Some((Known::load(tx, account, std::slice::from_ref(&answer))?, answer)))
    };
    let found = app.store.read("answer_page", read).await.map_err(|error| signed.stop(error))?;
    let (known, answer) = found.ok_or_else(|| signed.stop(Problem::not_found()))?;
    signed.frame = signed.frame.saying(&signed.query, &["page-said-answer-read"]);
    let frame = &signed.frame;
    let suspected = answer.response.suspected_for.map(|reason| suspicion(frame, reason));
    let card = Card::of(frame, &answer, &known, true);
    let page = AnswerPage { frame, card, suspected, may_write: frame.may(Scope::InvitationsWrite) };
    Ok(frame.page(StatusCode::OK, &page))
}

fn suspicion(frame: &Frame, reason: Suspicion) -> String {
    frame.say(match reason {
        Suspicion::TooFast => "page-answer-too-fast",
        Suspicion::Honeypot => "page-answer-honeypot",
    })
}

/// Notes that somebody has read an answer.
pub async fn mark_read(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let id: ResponseId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let (account, by, now) = (signed.account, signed.user.id, signed.now);
    let write = move |tx: &mut Tx<'_>| {
        let found = answers::find(tx, account, id)?.is_some();
        answers::mark_read(tx, account, id, by, now)?;
        Ok(found)
    };
    let found = app.store.write("mark_answer", write).await.map_err(|error| signed.stop(error))?;
    if !found {
        return Err(signed.stop(Problem::not_found()));
    }
    Ok(signed.frame.see(&format!("/answers/{id}?said=answer-read")))
}

/// Notes that somebody has read everything so far.
pub async fn mark_all_read(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let (account, by, now) = (signed.account, signed.user.id, signed.now);
    let write = move |tx: &mut Tx<'_>| answers::mark_all_read(tx, account, by, now);
    app.store.write("mark_all_answers", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/answers?said=answers-read"))
}

/// The same answers as a table.
pub async fn export(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let columns = ["completed_at", "storefront", "order", "contact", "sku", "product", "stars", "comment"];
    let (account, now, frame) = (signed.account, signed.now, signed.frame.clone());
    let (header, act) = (columns.map(str::to_owned).into(), Act::AnswersExported);
    let download = Download { account, actor: signed.actor(), now, act, header };
    let wanted = wanted(&signed.query, now);
    let part = move |tx: &mut Tx<'_>, after: Option<&After>| {
        let found = answers::list(tx, account, &wanted, after.copied(), AT_ONCE)?;
        let known = Known::load(tx, account, &found)?;
        let cards = found.iter().map(|answer| Card::of(&frame, answer, &known, true));
        Ok(Part { rows: cards.flat_map(|card| rows(&card)).collect(), next: found.last().map(place) })
    };
    let sent = download.stream(&app.store, "answers.csv", part).await;
    sent.map_err(|error| signed.stop(error))
}

/// A row for the service, where something was said of it, and one for each product.
fn rows(card: &Card) -> Vec<Vec<String>> {
    let says_nothing = card.rating.is_none() && card.comment.is_empty() && !card.products.is_empty();
    let of_service = (!says_nothing).then(|| row(card, ("", ""), card.rating, &card.comment));
    let of_product = |one: &ProductAnswer| {
        let comment = one.comment.as_deref().unwrap_or_default();
        row(card, (&one.sku, &one.name), one.stars, comment)
    };
    of_service.into_iter().chain(card.products.iter().map(of_product)).collect()
}

/// The product's number and name are empty for the service.
fn row(card: &Card, (sku, product): (&str, &str), stars: Option<i64>, comment: &str) -> Vec<String> {
    let stars = stars.map(|stars| stars.to_string()).unwrap_or_default();
    let (storefront, reference, who) = (&card.storefront, &card.reference, &card.who);
    let [storefront, reference, who, sku, product, comment] =
        [storefront, reference, who, sku, product, comment].map(str::to_owned);
    vec![card.at.to_string(), storefront, reference, who, sku, product, stars, comment]
}
