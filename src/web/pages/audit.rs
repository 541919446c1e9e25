//! The audit log: who changed what, the latest first, and whether anybody changed the log itself (V16).

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::AccountId;

use super::frame::{Frame, Undo};
use super::signed::{Signed, Stop};
use super::undo::Settings;
use crate::store::audit_log::{self, Act, Actor, Checked, Entry};
use crate::store::{Error, Tx, api_keys, former_settings, users};
use crate::web::App;
use crate::web::download::{AT_ONCE, Download, Part};
use crate::web::scope::AuditRead;

const PAGE: i64 = 50;
/// Parts that are checked for one page; a longer log is checked in several goes.
const CHECKED_PARTS: usize = 100;
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
    /// The first of these entries that is not as it was written.
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
    /// Of the last change of some settings.
    undo: Option<Undo>,
}

/// The names of whoever may have changed something, by their ids.
type Names = BTreeMap<String, String>;

pub async fn list(mut signed: Signed<AuditRead>, State(app): State<App>) -> Result<Response, Stop> {
    let before = signed.query.filled("before").and_then(|text| text.parse().ok()).filter(|number| *number > 1);
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let found = audit_log::page(tx, account, before, PAGE)?;
        let number = |entry: Option<&Entry>| entry.map_or(0, |entry| entry.number);
        let shown = (number(found.entries.last()), number(found.entries.first()));
        Ok((names(tx, account)?, former_settings::numbers(tx, account, shown)?, found))
    };
    let (names, last_changes, found) = app.store.read("audit_log", read).await.map_err(|error| signed.stop(error))?;
    signed.frame = signed.frame.saying(&signed.query, &["page-said-undone", "page-said-undo-late"]);
    let last = found.entries.last().map(|entry| entry.number.to_string()).filter(|_| found.has_more);
    let frame = &signed.frame;
    let page = AuditPage {
        frame,
        entries: found.entries.into_iter().map(|entry| row(frame, entry, &names, &last_changes)).collect(),
        broken: found.broken,
        first: before.map(|_: i64| String::new()),
        next: last.map(|last| signed.query.with("before", Some(&last))),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn names(tx: &mut Tx<'_>, account: AccountId) -> Result<Names, Error> {
    let users = users::list(tx, account, None, MOST_NAMED)?.into_iter();
    let users = users.map(|user| (user.id.to_string(), user.name.unwrap_or(user.email)));
    let keys = api_keys::list(tx, account, None, MOST_NAMED)?.into_iter().map(|key| (key.id.to_string(), key.name));
    Ok(users.chain(keys).collect())
}

#[derive(Template)]
#[template(path = "audit/check.html")]
struct CheckPage<'a> {
    frame: &'a Frame,
    checked: Checked,
}

impl CheckPage<'_> {
    fn told(&self, key: &str, number: &i64) -> String {
        self.frame.say_with(key, &[("number", self.frame.number(*number).into())])
    }
}

/// Checks the chain from its first entry, or from one up to which it was checked before, part by part.
pub async fn check(signed: Signed<AuditRead>, State(app): State<App>) -> Result<Response, Stop> {
    let from: Option<i64> = signed.query.filled("from").and_then(|text| text.parse().ok());
    let account = signed.account;
    let begin = move |tx: &mut Tx<'_>| match from {
        Some(from) => audit_log::link(tx, account, from),
        None => Ok(None),
    };
    let at = app.store.read("audit_check", begin).await.map_err(|error| signed.stop(error))?;
    let mut checked = Checked::SoFar(at.unwrap_or_default());
    for _ in 0..CHECKED_PARTS {
        let Checked::SoFar(at) = checked.clone() else { break };
        let part = move |tx: &mut Tx<'_>| audit_log::check(tx, account, &at, AT_ONCE);
        checked = app.store.read("audit_check", part).await.map_err(|error| signed.stop(error))?;
    }
    Ok(signed.frame.page(StatusCode::OK, &CheckPage { frame: &signed.frame, checked }))
}

/// The whole log as a file.
pub async fn export(signed: Signed<AuditRead>, State(app): State<App>) -> Result<Response, Stop> {
    let header = ["number", "at", "actor", "act", "subject", "hash"];
    let account = signed.account;
    let download = Download {
        account,
        actor: signed.actor(),
        now: signed.now,
        act: Act::AuditLogExported,
        header: header.map(str::to_owned).into(),
    };
    let part = move |tx: &mut Tx<'_>, after: Option<&i64>| {
        let entries = audit_log::after(tx, account, after.copied().unwrap_or(0), AT_ONCE)?;
        let next = entries.last().map(|entry| entry.number);
        Ok(Part { rows: entries.into_iter().map(cells).collect(), next })
    };
    let sent = download.stream(&app.store, "audit_log.csv", part).await;
    sent.map_err(|error| signed.stop(error))
}

fn cells(entry: Entry) -> Vec<String> {
    let (number, at, actor) = (entry.number.to_string(), entry.happened_at.to_string(), entry.actor.to_string());
    vec![number, at, actor, entry.act, entry.subject, entry.hash]
}

fn row(frame: &Frame, entry: Entry, names: &Names, last_changes: &BTreeSet<i64>) -> Row {
    let id = entry.actor.to_string();
    let who = match entry.actor {
        Actor::CommandLine => frame.say("page-audit-command-line"),
        Actor::User(_) | Actor::ApiKey(_) => names.get(&id).cloned().unwrap_or(id),
    };
    let place = PLACES.iter().find(|(prefix, _)| entry.subject.starts_with(prefix));
    let settings = Settings::of(&entry.act, &entry.subject).filter(|_| last_changes.contains(&entry.number));
    Row {
        undo: settings.map(|settings| settings.undo(frame, entry.number)),
        number: entry.number,
        happened_at: entry.happened_at,
        who,
        what: frame.act(&entry.act),
        named: names.get(&entry.subject).cloned(),
        place: place.map(|(_, path)| frame.to(&format!("{path}{}", entry.subject))),
        subject: entry.subject,
    }
}
