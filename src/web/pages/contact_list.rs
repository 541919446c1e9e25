//! Contacts: everybody whom an event named, found by what they are known by.

use askama::Template;
use askama::filters::Safe;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::{AccountId, ContactId};

use super::form::{Field, Form};
use super::frame::Frame;
use super::moment::short;
use super::requests::called;
use super::signed::{Signed, Stop};
use crate::engine::search::search;
use crate::secret::Secret;
use crate::store::contacts::Contact;
use crate::store::{self, Tx, contacts};
use crate::web::App;
use crate::web::scope::ContactsRead;

/// Contacts on one page.
const PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "contacts/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    search: Field,
    contacts: Vec<Contact>,
    first: Option<String>,
    next: Option<String>,
}

impl ListPage<'_> {
    fn called(&self, contact: &Contact) -> String {
        called(self.frame, Some(contact))
    }

    fn day(&self, contact: &Contact) -> Safe<String> {
        short(self.frame, contact.created_at)
    }
}

pub async fn list(signed: Signed<ContactsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let after: Option<ContactId> = signed.query.filled("after").and_then(|text| text.parse().ok());
    let (account, secret) = (signed.account, app.secret.clone());
    let text = signed.query.filled("q").map(str::to_owned);
    let read = move |tx: &mut Tx<'_>| find(tx, &secret, account, text.as_deref(), after);
    let mut found = app.store.read("list_contacts", read).await.map_err(|error| signed.stop(error))?;
    let page = usize::try_from(PAGE).unwrap_or(0);
    let more = found.len() > page;
    found.truncate(page);
    let (frame, query) = (&signed.frame.clone().saying(&signed.query, &["page-said-erased"]), &signed.query);
    let next = found.last().filter(|_| more).map(|last| query.with("after", Some(&last.id.to_string())));
    let page = ListPage {
        frame,
        search: Form::new(frame, query, &[]).hinted("q", "page-contacts-search", "page-search-hint"),
        contacts: found,
        first: query.has("after").then(|| query.with("after", None)),
        next,
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn find(
    tx: &mut Tx<'_>,
    secret: &Secret,
    account: AccountId,
    text: Option<&str>,
    after: Option<ContactId>,
) -> Result<Vec<Contact>, store::Error> {
    let Some(text) = text else { return contacts::newest(tx, account, after, PAGE + 1) };
    let meant = search(tx, secret, account, text)?;
    let named: Vec<_> = meant.events.iter().map(|event| event.contact).collect();
    let mut found = contacts::by_ids(tx, account, &named)?;
    found.extend(meant.contacts);
    found.sort_unstable_by_key(|contact| std::cmp::Reverse(contact.id));
    found.dedup_by_key(|contact| contact.id);
    found.retain(|contact| after.is_none_or(|after| contact.id < after));
    Ok(found)
}
