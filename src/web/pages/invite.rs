//! Invite by hand (ET-13): one person or a list, looked at before anything goes, through the same rules as everybody.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::decision::Outcome;
use rules::id::{CampaignId, ContactId, InvitationId};

use super::form::{Field, Form};
use super::frame::Frame;
use super::requests::called;
use super::signed::{Signed, Stop};
use crate::engine::Error;
use crate::engine::hand_invites::{Answered, Named};
use crate::field::{Fault, Faults, FieldError};
use crate::intake::event::LONGEST_REFERENCE;
use crate::intake::text;
use crate::store::contacts::Contact;
use crate::store::{Tx, campaigns, contacts};
use crate::web::App;
use crate::web::input::Input;
use crate::web::scope::InvitationsWrite;

/// People on one list; more come through the API or as a file of orders.
const MOST: usize = 500;
/// Campaigns to choose from.
const MOST_CHOICES: usize = 200;
/// Of an address (RFC 5321).
const LONGEST: usize = 254;
/// What stands between the columns of a pasted table.
const SEPARATORS: [char; 3] = ['\t', ';', ','];

#[derive(Template)]
#[template(path = "invite/show.html")]
struct InvitePage<'a> {
    frame: &'a Frame,
    campaign: Field,
    campaigns: Vec<(String, String)>,
    list: Field,
    /// What would become of each, or became of it; empty before anybody was named.
    lines: Vec<Line>,
    says: String,
    planned: i64,
    is_made: bool,
}

/// One of the list.
struct Line {
    wrote: String,
    whom: String,
    reference: String,
    kind: &'static str,
    says: String,
    why: String,
    invitation: Option<InvitationId>,
}

pub async fn show(signed: Signed<InvitationsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let mut input = Input::default();
    input.set("campaign", signed.query.filled("campaign").unwrap_or_default());
    input.set("list", signed.query.filled("list").unwrap_or_default());
    page(&app, &signed, &input, &[], None).await
}

/// What would become of each; nothing stays of it.
pub async fn rehearse(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    input: Input,
) -> Result<Response, Stop> {
    let (campaign, named) = match wanted(&input) {
        Ok(wanted) => wanted,
        Err(errors) => return page(&app, &signed, &input, &errors, None).await,
    };
    let answers = app.engine.rehearse_hand_invites(signed.account, (campaign, named.clone())).await;
    answered(&app, &signed, &input, (named, answers, false)).await
}

/// Does it.
pub async fn make(signed: Signed<InvitationsWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let (campaign, named) = match wanted(&input) {
        Ok(wanted) => wanted,
        Err(errors) => return page(&app, &signed, &input, &errors, None).await,
    };
    let answers = app.engine.invite_by_hand(signed.account, (campaign, named.clone()), signed.actor()).await;
    answered(&app, &signed, &input, (named, answers, true)).await
}

type Answers = Vec<Result<Answered, Error>>;

async fn answered(
    app: &App,
    signed: &Signed<InvitationsWrite>,
    input: &Input,
    (named, answers, is_made): (Vec<Named>, Result<Answers, Error>, bool),
) -> Result<Response, Stop> {
    match answers {
        Ok(answers) => page(app, signed, input, &[], Some((named, answers, is_made))).await,
        Err(Error::NotFound) => {
            let unknown = [FieldError::told("/campaign", "id.unknown", "there is none with this id")];
            page(app, signed, input, &unknown, None).await
        }
        Err(error) => Err(signed.stop(error)),
    }
}

fn wanted(input: &Input) -> Result<(CampaignId, Vec<Named>), Vec<FieldError>> {
    let mut faults = Faults::default();
    let unknown = |_| Fault::new("id.unknown", "there is none with this id");
    let campaign = faults.require("/campaign", input.filled("campaign"), |id| id.parse().map_err(unknown));
    let list = faults.require("/list", input.filled("list"), named);
    match (campaign, list) {
        (Some(campaign), Some(list)) => Ok((campaign, list)),
        _ => Err(faults.into_errors()),
    }
}

/// One of a line: whom, and behind a separator the order. Cells of a table may stand in quotes.
fn named(list: &str) -> Result<Vec<Named>, Fault> {
    let lines: Vec<_> = list.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST {
        return Err(Fault::too_many(MOST));
    }
    let cell = |text: &str| text.trim().trim_matches('"').trim().to_owned();
    let read = |line: &str| {
        let mut cells = line.splitn(3, SEPARATORS).map(cell);
        let who = text::line(cells.next().unwrap_or_default(), LONGEST)?;
        let reference = cells.next().filter(|text| !text.is_empty());
        Ok(Named { who, reference: reference.map(|reference| text::line(reference, LONGEST_REFERENCE)).transpose()? })
    };
    let unreadable = |_: Fault| Fault::new("line.malformed", "a line has no first column, or an overlong one");
    lines.into_iter().map(|line| read(line).map_err(unreadable)).collect()
}

async fn page(
    app: &App,
    signed: &Signed<InvitationsWrite>,
    input: &Input,
    errors: &[FieldError],
    answered: Option<(Vec<Named>, Answers, bool)>,
) -> Result<Response, Stop> {
    let account = signed.account;
    let people: Vec<ContactId> =
        answered.iter().flat_map(|(_, answers, _)| answers).flatten().map(|one| one.contact).collect();
    let chosen: Option<CampaignId> = input.filled("campaign").and_then(|id| id.parse().ok());
    let read = move |tx: &mut Tx<'_>| {
        // Whoever has more than a list shows comes from a campaign's page.
        let mut listed: BTreeSet<_> = campaigns::active(tx, account, MOST_CHOICES)?.into_iter().collect();
        listed.extend(chosen);
        Ok((campaigns::by_ids(tx, account, &listed)?, contacts::by_ids(tx, account, &people)?))
    };
    let (mut known, people) = app.store.read("invite_page", read).await.map_err(|error| signed.stop(error))?;
    known.retain(|campaign| campaign.enabled_since.is_some());
    known.sort_by_cached_key(|campaign| campaign.name.to_lowercase());
    let frame = &signed.frame;
    let form = Form::new(frame, input, errors);
    let people: BTreeMap<_, _> = people.into_iter().map(|contact| (contact.id, contact)).collect();
    let is_made = answered.as_ref().is_some_and(|(_, _, is_made)| *is_made);
    let lines: Vec<_> = answered.into_iter().flat_map(|(named, answers, _)| named.into_iter().zip(answers)).collect();
    let lines: Vec<_> = lines.into_iter().map(|(named, answer)| line(frame, &people, named, answer)).collect();
    let planned = lines.iter().filter(|line| line.invitation.is_some()).count();
    let planned = i64::try_from(planned).unwrap_or(0);
    let page = InvitePage {
        frame,
        campaign: form.field("campaign", "page-requests-campaign"),
        campaigns: known.into_iter().map(|campaign| (campaign.id.to_string(), campaign.name)).collect(),
        list: form.hinted("list", "page-invite-list", "page-invite-list-hint"),
        says: says(frame, planned, lines.len(), is_made),
        lines,
        planned,
        is_made,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame.page(status, &page))
}

fn says(frame: &Frame, planned: i64, all: usize, is_made: bool) -> String {
    let key = if is_made { "page-invite-made" } else { "page-invite-would" };
    let all = i64::try_from(all).unwrap_or(0);
    frame.say_with(key, &[("count", planned.into()), ("all", all.into())])
}

fn line(frame: &Frame, people: &BTreeMap<ContactId, Contact>, named: Named, answer: Result<Answered, Error>) -> Line {
    let wrote = named.who;
    let refused = |whom: String, reference: String, why: String| Line {
        wrote: wrote.clone(),
        whom,
        reference,
        kind: "bad",
        says: frame.say("page-invite-no"),
        why,
        invitation: None,
    };
    let answered = match answer {
        Ok(answered) => answered,
        Err(error) => {
            let why = match error {
                Error::State { code: "contact.no_order", .. } => frame.say("page-invite-no-order"),
                _ => frame.say("page-invite-unknown"),
            };
            return refused(String::new(), named.reference.unwrap_or_default(), why);
        }
    };
    let whom = called(frame, people.get(&answered.contact));
    let planned = &answered.planned;
    let reason = planned.reason.map(|code| frame.reason(code.as_str())).unwrap_or_default();
    if planned.invitation.is_none() {
        return refused(whom, answered.reference, reason);
    }
    let at = planned.due_at.map(|at| frame.instant(at)).unwrap_or_default();
    let waits = planned.outcome == Outcome::Hold;
    Line {
        wrote,
        whom,
        reference: answered.reference,
        kind: if waits { "wait" } else { "good" },
        says: frame.say(if waits { "page-invite-waits" } else { "page-invite-yes" }),
        why: if reason.is_empty() { at } else { reason },
        invitation: planned.invitation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_table_is_read_line_by_line() {
        let table = "ada@example.com\n\n \"bo@example.com\" ; \"B-1\" ; more\r\n+46701234567\tC-1\nA-7,\n";
        let read: Vec<_> = named(table).unwrap().into_iter().map(|one| (one.who, one.reference)).collect();
        let expected =
            [("ada@example.com", None), ("bo@example.com", Some("B-1")), ("+46701234567", Some("C-1")), ("A-7", None)];
        let expected = expected.map(|(who, reference)| (who.to_owned(), reference.map(str::to_owned)));
        assert_eq!(read, expected);
    }

    #[test]
    fn a_list_that_cannot_be_is_refused_whole() {
        assert!(named(&"a\n".repeat(MOST)).is_ok());
        assert_eq!(named(&"a\n".repeat(MOST + 1)).unwrap_err().code, "list.too_long");
        assert!(named(&"x".repeat(10_000)).is_err());
        assert!(named(";B-1").is_err());
    }
}
