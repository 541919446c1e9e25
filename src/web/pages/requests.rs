//! Requests: who was, is and will be asked, by whatever somebody looks for (AV-6).

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::Safe;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, ContactId, InvitationId};
use rules::reason::Code;
use rules::state::InvitationStatus;

use super::form::{Field, Form};
use super::frame::Frame;
use super::moment::short;
use super::request_filter::{Filter, REMINDED};
use super::signed::{Signed, Stop};
use super::storefront_choice::{self, StorefrontChoice};
use crate::secret::Secret;
use crate::store::audit_log::Act;
use crate::store::contacts::Contact;
use crate::store::invitations::{Invitation, State as Stored};
use crate::store::storefronts::Storefront;
use crate::store::{self, Tx, campaigns, contacts, messages};
use crate::texts::Noun;
use crate::web::App;
use crate::web::download::{AT_ONCE, Download, Part};
use crate::web::input::Input;
use crate::web::scope::{InvitationsRead, InvitationsWrite, Scope};

/// Requests on one page.
const PAGE: i64 = 50;
/// Choices of one list; whoever has more finds what they look for by searching.
const MOST_CHOICES: i64 = 200;

type Choices = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "requests/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    search: Field,
    status: Field,
    storefront: StorefrontChoice,
    campaign: Field,
    purpose: Field,
    by: Field,
    from: Field,
    to: Field,
    statuses: Choices,
    campaigns: Choices,
    purposes: Choices,
    bys: Choices,
    lines: Vec<Line>,
    /// The filter once more, for the form that makes a file of it.
    asked: Vec<(String, String)>,
    /// Whoever only looks takes nothing out.
    may_export: bool,
    is_filtered: bool,
    /// By more than the search.
    is_narrowed: bool,
    /// The query that asks why about what was not found.
    why: String,
    first: Option<String>,
    next: Option<String>,
}

/// A request as a line of a list.
pub struct Line {
    pub id: InvitationId,
    pub whom: String,
    pub reference: String,
    pub campaign: String,
    pub status: InvitationStatus,
    pub reason: Option<Code>,
    pub sent_at: Option<Timestamp>,
    pub reminded_at: Option<Timestamp>,
    pub read_at: Option<Timestamp>,
    /// When the next message goes, and in which role.
    pub next: Option<(Option<Timestamp>, &'static str)>,
}

impl Line {
    /// The look of its badge.
    pub fn kind(&self) -> &'static str {
        badge(self.status)
    }

    pub fn says(&self, frame: &Frame) -> String {
        frame.status(self.status.as_str())
    }

    pub fn day(&self, frame: &Frame, at: &Timestamp) -> Safe<String> {
        short(frame, *at)
    }
}

/// The look of a status.
pub fn badge(status: InvitationStatus) -> &'static str {
    match status {
        InvitationStatus::Scheduled | InvitationStatus::Expired | InvitationStatus::Cancelled => "",
        InvitationStatus::Sent => "info",
        InvitationStatus::Opened | InvitationStatus::Started => "wait",
        InvitationStatus::Completed => "good",
        InvitationStatus::Refused | InvitationStatus::Failed => "bad",
    }
}

/// How a person is called where there is room for one thing.
pub fn called(frame: &Frame, contact: Option<&Contact>) -> String {
    let Some(contact) = contact else { return frame.say("page-contact-nameless") };
    if contact.erased_at.is_some() {
        return frame.say("page-contact-erased");
    }
    let known = [&contact.name, &contact.email, &contact.phone, &contact.external_id];
    known.into_iter().flatten().next().cloned().unwrap_or_else(|| frame.say("page-contact-nameless"))
}

/// Invitations as lines, in the order given.
pub fn lines(
    tx: &mut Tx<'_>,
    frame: &Frame,
    account: AccountId,
    found: &[(Invitation, Stored)],
) -> Result<Vec<Line>, store::Error> {
    let ids: Vec<_> = found.iter().map(|(invitation, _)| invitation.id).collect();
    let mut read: BTreeMap<InvitationId, Timestamp> = BTreeMap::new();
    for message in messages::of_invitations(tx, account, &ids)? {
        if let Some(at) = message.opened_at {
            read.entry(message.invitation).and_modify(|first| *first = at.min(*first)).or_insert(at);
        }
    }
    let people: Vec<_> = found.iter().map(|(invitation, _)| invitation.contact).collect();
    let people: BTreeMap<ContactId, Contact> =
        contacts::by_ids(tx, account, &people)?.into_iter().map(|contact| (contact.id, contact)).collect();
    let asking = found.iter().map(|(invitation, _)| invitation.campaign).collect();
    let names: BTreeMap<CampaignId, String> =
        campaigns::by_ids(tx, account, &asking)?.into_iter().map(|campaign| (campaign.id, campaign.name)).collect();
    let line = |(invitation, state): &(Invitation, Stored)| Line {
        id: invitation.id,
        whom: called(frame, people.get(&invitation.contact)),
        reference: invitation.reference.clone(),
        campaign: names.get(&invitation.campaign).cloned().unwrap_or_default(),
        status: state.status,
        reason: state.held_for.or(state.reason),
        sent_at: state.first_sent_at,
        reminded_at: state.reminded_at,
        read_at: read.get(&invitation.id).copied(),
        next: state.queued.map(|queued| (queued.at, queued.role.as_str())),
    };
    Ok(found.iter().map(line).collect())
}

struct Found {
    lines: Vec<Line>,
    next: Option<String>,
    campaigns: Vec<(CampaignId, String)>,
    storefronts: Vec<Storefront>,
}

pub async fn list(signed: Signed<InvitationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let filter = Filter::read(&signed.query, &signed.frame.zone);
    let (frame, account, wanted, secret) = (signed.frame.clone(), signed.account, filter.clone(), app.secret.clone());
    let read = move |tx: &mut Tx<'_>| find(tx, &secret, &frame, account, &wanted);
    let found = app.store.read("list_requests", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let page = list_page(frame, &signed.query, &filter, found);
    Ok(frame.page(StatusCode::OK, &page))
}

fn find(
    tx: &mut Tx<'_>,
    secret: &Secret,
    frame: &Frame,
    account: AccountId,
    filter: &Filter,
) -> Result<Found, store::Error> {
    let mut found = filter.find(tx, secret, account, PAGE + 1)?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(0);
    found.truncate(usize::try_from(PAGE).unwrap_or(0));
    let next = found.last().filter(|_| more).map(|last| filter.cursor(last));
    let lines = lines(tx, frame, account, &found)?;
    // Of all that there may be: those of the storefront that was chosen, and the one that was.
    let storefront = filter.storefront(tx, account)?;
    let mut campaigns = campaigns::names(tx, account, (storefront, None, None), MOST_CHOICES)?;
    if filter.campaign().is_some_and(|id| campaigns.iter().all(|(known, _)| *known != id)) {
        campaigns.extend(campaigns::names(tx, account, (None, None, filter.campaign()), 1)?);
    }
    Ok(Found { lines, next, campaigns, storefronts: storefront_choice::load(tx, account)? })
}

fn list_page<'a>(frame: &'a Frame, query: &Input, filter: &Filter, found: Found) -> ListPage<'a> {
    let form = Form::new(frame, query, &filter.errors);
    let asked = query.pairs().filter(|(name, value)| *name != "after" && !value.is_empty());
    let asked: Vec<_> = asked.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    ListPage {
        frame,
        search: form.hinted("q", "page-requests-search", "page-search-hint"),
        status: form.field("status", "page-requests-status"),
        storefront: StorefrontChoice::new(
            &form,
            "page-requests-storefront",
            Some("page-requests-any"),
            found.storefronts,
        ),
        campaign: form.field("campaign", "page-requests-campaign"),
        purpose: form.field("purpose", "page-requests-purpose"),
        by: form.field("by", "page-requests-by"),
        from: form.field("from", "page-requests-from"),
        to: form.field("to", "page-requests-to"),
        statuses: statuses(frame),
        campaigns: any_of(frame, found.campaigns.into_iter().map(|(id, name)| (id.to_string(), name))),
        purposes: any_of(frame, purposes(frame)),
        bys: vec![
            (String::new(), frame.say("page-requests-by-planned")),
            ("sent".to_owned(), frame.say("page-requests-by-sent")),
            ("next".to_owned(), frame.say("page-requests-by-next")),
        ],
        lines: found.lines,
        why: Input::default().with("q", query.filled("q")),
        may_export: frame.may(Scope::InvitationsWrite),
        is_filtered: !asked.is_empty(),
        is_narrowed: asked.iter().any(|(name, _)| name != "q"),
        asked,
        first: query.has("after").then(|| query.with("after", None)),
        next: found.next.map(|next| query.with("after", Some(&next))),
    }
}

fn any_of(frame: &Frame, choices: impl Iterator<Item = (String, String)>) -> Choices {
    let mut choices: Choices = choices.collect();
    choices.sort_by_cached_key(|(_, name)| name.to_lowercase());
    choices.insert(0, (String::new(), frame.say("page-requests-any")));
    choices
}

fn purposes(frame: &Frame) -> impl Iterator<Item = (String, String)> {
    Purpose::ALL.into_iter().map(|one| (one.as_str().to_owned(), frame.word(Noun::Purpose, one.as_str())))
}

fn statuses(frame: &Frame) -> Choices {
    let known = InvitationStatus::ALL.iter().map(|one| (one.as_str().to_owned(), frame.status(one.as_str())));
    let reminded = (REMINDED.to_owned(), frame.say("page-requests-reminded"));
    let mut all = vec![(String::new(), frame.say("page-requests-any"))];
    all.extend(known);
    all.insert(3, reminded);
    all
}

/// The same requests as a file.
pub async fn export(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    request: Request,
) -> Result<Response, Stop> {
    let input = Input::from_request(request, &app).await.map_err(|problem| signed.stop(problem))?;
    let filter = Filter::read(&input, &signed.frame.zone);
    let (account, secret, frame) = (signed.account, app.secret.clone(), signed.frame.clone());
    let act = Act::InvitationsExported;
    let download = Download { account, actor: signed.actor(), now: signed.now, act, header: header(&frame) };
    let part = move |tx: &mut Tx<'_>, after: Option<&String>| {
        let wanted = after.map_or_else(|| filter.clone(), |after| filter.clone().after(after));
        let found = wanted.find(tx, &secret, account, AT_ONCE)?;
        let next = found.last().map(|last| filter.cursor(last));
        let lines = lines(tx, &frame, account, &found)?;
        Ok(Part { rows: lines.iter().map(|line| cells(&frame, line)).collect(), next })
    };
    let sent = download.stream(&app.store, "requests.csv", part).await;
    sent.map_err(|error| signed.stop(error))
}

fn header(frame: &Frame) -> Vec<String> {
    let columns = ["page-requests-whom", "page-requests-order", "page-requests-status", "page-requests-campaign"];
    let times = ["page-requests-first", "page-requests-second", "page-requests-read", "page-requests-next"];
    columns.iter().chain(&times).map(|key| frame.say(key)).collect()
}

fn cells(frame: &Frame, line: &Line) -> Vec<String> {
    let status = frame.status(line.status.as_str());
    let texts = [line.whom.clone(), line.reference.clone(), status, line.campaign.clone()];
    let times = [line.sent_at, line.reminded_at, line.read_at, line.next.and_then(|(at, _)| at)];
    let times = times.map(|at| at.map(|at| at.to_string()).unwrap_or_default());
    texts.into_iter().chain(times).collect()
}
