//! Answers: what customers said, the latest first, what it comes to, and what nobody of the business has read yet.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, ResponseId, StorefrontId};
use serde::Serialize;

use super::form::{Field, Form};
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::store::answers::{self, After, Answer, Wanted};
use crate::store::audit_log::{self, Act};
use crate::store::contacts::Contact;
use crate::store::responses::{ProductAnswer, Suspicion};
use crate::store::storefronts::Storefront;
use crate::store::{Error, Tx, contacts, storefronts};
use crate::web::App;
use crate::web::input::Input;
use crate::web::list::{Listed, table};
use crate::web::problem::Problem;
use crate::web::scope::{InvitationsWrite, ResponsesRead, Scope};

const ROWS: i64 = 50;
/// Rows of a table that is taken away as a file; more come through the API.
const MOST_ROWS: i64 = 10_000;
/// Storefronts to choose from; of more, the reader searches by order number.
const MOST_SHOPS: i64 = 200;
/// How far back the page looks unless it is asked to look further.
const STANDARD_DAYS: &str = "90";
const LONGEST_COMMENT: usize = 600;
const LONGEST_OF_PRODUCT: usize = 200;

/// An answer as it is drawn.
struct Card {
    id: String,
    invitation: String,
    contact: String,
    who: String,
    storefront: String,
    reference: String,
    rating: Option<i64>,
    comment: String,
    is_cut: bool,
    /// What was said of what was bought.
    products: Vec<ProductAnswer>,
    at: Timestamp,
    time: String,
    is_read: bool,
}

impl Card {
    fn of(frame: &Frame, answer: &Answer, known: &Known, whole: bool) -> Self {
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

    fn stars(&self) -> i64 {
        self.rating.unwrap_or(0)
    }
}

/// In the list a comment is cut; its own page has it whole.
fn cut(product: ProductAnswer, whole: bool) -> ProductAnswer {
    let longest = if whole { usize::MAX } else { LONGEST_OF_PRODUCT };
    ProductAnswer { comment: product.comment.map(|text| text.chars().take(longest).collect()), ..product }
}

/// Whom and what the answers are about.
struct Known {
    contacts: Vec<Contact>,
    storefronts: Vec<Storefront>,
}

impl Known {
    fn load(tx: &mut Tx<'_>, account: AccountId, answers: &[Answer]) -> Result<Self, Error> {
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
            stars: form.field("stars", "page-answers-stars"),
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
        rating: input.filled("stars").and_then(|stars| stars.parse().ok()),
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

fn cursor(answer: &Answer) -> String {
    let at = answer.response.completed_at.unwrap_or(answer.response.started_at);
    format!("{}.{}", at.as_millisecond(), answer.response.id)
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

/// A row of the table that is taken away.
#[derive(Serialize)]
struct Line {
    completed_at: Timestamp,
    storefront: String,
    order: String,
    contact: String,
    /// The product's number and name; empty: the service.
    sku: String,
    product: String,
    stars: Option<i64>,
    comment: String,
}

impl Line {
    /// A row for the service, where something was said of it, and one for each product.
    fn of(card: &Card) -> Vec<Self> {
        let line = |sku: &str, product: &str, stars, comment: &str| Self {
            completed_at: card.at,
            storefront: card.storefront.clone(),
            order: card.reference.clone(),
            contact: card.who.clone(),
            sku: sku.to_owned(),
            product: product.to_owned(),
            stars,
            comment: comment.to_owned(),
        };
        let says_nothing = card.rating.is_none() && card.comment.is_empty() && !card.products.is_empty();
        let of_service = (!says_nothing).then(|| line("", "", card.rating, &card.comment));
        let of_product =
            |one: &ProductAnswer| line(&one.sku, &one.name, one.stars, one.comment.as_deref().unwrap_or(""));
        of_service.into_iter().chain(card.products.iter().map(of_product)).collect()
    }
}

impl Listed for Line {
    const COLUMNS: &'static [&'static str] =
        &["completed_at", "storefront", "order", "contact", "sku", "product", "stars", "comment"];

    fn cursor(&self) -> String {
        String::new()
    }
}

/// The same answers as a table, up to 10,000. That they were taken away stands in the audit log (V16).
pub async fn export(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let (account, now, actor) = (signed.account, signed.now, signed.actor());
    let wanted = wanted(&signed.query, now);
    let read = move |tx: &mut Tx<'_>| {
        audit_log::append(tx, account, now, (actor, Act::AnswersExported, &account.to_string()))?;
        let found = answers::list(tx, account, &wanted, None, MOST_ROWS)?;
        Ok((Known::load(tx, account, &found)?, found))
    };
    let (known, found) = app.store.write("export_answers", read).await.map_err(|error| signed.stop(error))?;
    let cards = found.iter().map(|answer| Card::of(&signed.frame, answer, &known, true));
    let lines: Vec<_> = cards.flat_map(|card| Line::of(&card)).collect();
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"answers.csv\"")),
    ];
    Ok((headers, table(&lines)).into_response())
}
