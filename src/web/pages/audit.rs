//! The audit log: who changed what, the latest first, and whether anybody changed the log itself (V16).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::store::audit_log::{self, Actor};
use crate::store::{Tx, api_keys, users};
use crate::web::App;
use crate::web::scope::AccountWrite;

const PAGE: i64 = 50;
/// Names of users and keys that are looked up for a page.
const MOST_NAMED: i64 = 1_000;

/// Where the page of a thing is, by the prefix of its id.
const PLACES: [(&str, &str); 6] = [
    ("usr_", "/users/"),
    ("cmp_", "/campaigns/"),
    ("tpl_", "/templates/"),
    ("sto_", "/storefronts/"),
    ("con_", "/contacts/"),
    ("inv_", "/requests/"),
];

#[derive(Template)]
#[template(path = "audit/list.html")]
struct AuditPage<'a> {
    frame: &'a Frame,
    entries: Vec<Row>,
    /// Looked at on the first page: it reads the whole log.
    is_checked: bool,
    /// The first entry that is not as it was written.
    broken: Option<i64>,
    first: Option<String>,
    next: Option<String>,
}

struct Row {
    number: i64,
    happened_at: Timestamp,
    who: String,
    what: String,
    subject: String,
    /// The subject in words, where it has a name.
    named: Option<String>,
    place: Option<String>,
}

pub async fn list(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let before = signed.query.filled("before").and_then(|text| text.parse().ok());
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let entries = audit_log::list(tx, account, before, PAGE + 1)?;
        let users = users::list(tx, account, None, MOST_NAMED)?;
        let users = users.into_iter().map(|user| (user.id.to_string(), user.name.unwrap_or(user.email)));
        let mut names: BTreeMap<_, _> = users.collect();
        let keys = api_keys::list(tx, account, None, MOST_NAMED)?;
        names.extend(keys.into_iter().map(|key| (key.id.to_string(), key.name)));
        let broken = if before.is_none() { audit_log::first_broken(tx, account)? } else { None };
        Ok((entries, names, broken))
    };
    let (mut entries, names, broken) = app.store.read("audit_log", read).await.map_err(|error| signed.stop(error))?;
    let has_more = entries.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if has_more {
        entries.pop();
    }
    let last = entries.last().map(|entry| entry.number.to_string()).filter(|_| has_more);
    let frame = &signed.frame;
    let page = AuditPage {
        frame,
        entries: entries.into_iter().map(|entry| row(frame, entry, &names)).collect(),
        is_checked: before.is_none(),
        broken,
        first: before.map(|_: i64| String::new()),
        next: last.map(|last| signed.query.with("before", Some(&last))),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn row(frame: &Frame, entry: audit_log::Entry, names: &BTreeMap<String, String>) -> Row {
    let id = entry.actor.to_string();
    let who = match entry.actor {
        Actor::CommandLine => frame.say("page-audit-command-line"),
        Actor::User(_) | Actor::ApiKey(_) => names.get(&id).cloned().unwrap_or(id),
    };
    let place = PLACES.iter().find(|(prefix, _)| entry.subject.starts_with(prefix));
    Row {
        number: entry.number,
        happened_at: entry.happened_at,
        who,
        what: frame.act(&entry.act),
        named: names.get(&entry.subject).cloned(),
        place: place.map(|(_, path)| frame.to(&format!("{path}{}", entry.subject))),
        subject: entry.subject,
    }
}
