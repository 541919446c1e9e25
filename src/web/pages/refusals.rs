//! Refusals: how often each rule said no, and behind each count who it was.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{AccountId, CampaignId, DecisionId};
use rules::reason::Code;
use rules::time::{Zone, day_of};

use super::form::{Field, Form};
use super::frame::Frame;
use super::moment::{begins, day, ends, short};
use super::requests::called;
use super::signed::{Signed, Stop};
use crate::field::{Faults, FieldError};
use crate::store::campaigns::Campaign;
use crate::store::decisions::StoredDecision;
use crate::store::refusals::{self, MOST, Refusals, Span};
use crate::store::{Error, Tx, campaigns, contacts, events};
use crate::texts::Noun;
use crate::web::App;
use crate::web::api::reports::{USUAL_SPAN, asked_about};
use crate::web::input::Input;
use crate::web::path::At;
use crate::web::scope::ReportsRead;

/// Decisions on one page.
const PAGE: i64 = 50;
/// Campaigns that can be chosen.
const MOST_CHOICES: usize = 200;

/// What a person chose to look at.
struct Filter {
    campaign: Option<CampaignId>,
    span: Span,
    /// The query with both days filled in.
    input: Input,
    errors: Vec<FieldError>,
}

impl Filter {
    fn read(query: &Input, zone: &Zone, now: Timestamp) -> Self {
        let mut faults = Faults::default();
        let (from, to) = (day(&mut faults, query, "from"), day(&mut faults, query, "to"));
        let to = to.unwrap_or(day_of(now, zone));
        let usual = day_of(now.saturating_sub(USUAL_SPAN).unwrap_or(now), zone);
        let from = from.unwrap_or(usual.min(to));
        let mut input = query.clone();
        input.set("from", from.to_string());
        input.set("to", to.to_string());
        Self {
            campaign: query.filled("campaign").and_then(|text| text.parse().ok()),
            span: Span { from: begins(from, zone), before: ends(to, zone) },
            input,
            errors: faults.into_errors(),
        }
    }

    /// The query of the list behind a count.
    fn link(&self, reason: Code, campaign: Option<CampaignId>) -> String {
        let campaign = campaign.or(self.campaign).map(|id| id.to_string());
        let query = self.input.with("campaign", campaign.as_deref());
        format!("/reports/refusals/{reason}?{query}")
    }
}

struct Filters {
    campaign: Field,
    campaigns: Vec<(String, String)>,
    from: Field,
    to: Field,
}

fn filters(frame: &Frame, filter: &Filter, campaigns: &[Campaign]) -> Filters {
    let form = Form::new(frame, &filter.input, &filter.errors);
    let all = (String::new(), frame.say("page-refusals-all-campaigns"));
    let named = campaigns.iter().take(MOST_CHOICES).map(|one| (one.id.to_string(), one.name.clone()));
    Filters {
        campaign: form.field("campaign", "page-requests-campaign"),
        campaigns: std::iter::once(all).chain(named).collect(),
        from: form.field("from", "page-requests-from"),
        to: form.field("to", "page-requests-to"),
    }
}

/// A rule, and how often it refused.
struct Rule {
    says: String,
    code: Code,
    count: Count,
    campaigns: Vec<(String, Count)>,
}

/// A number, and the list behind it.
struct Count {
    number: String,
    link: String,
}

#[derive(Template)]
#[template(path = "reports/refusals.html")]
struct RefusalsPage<'a> {
    frame: &'a Frame,
    filters: Filters,
    rules: Vec<Rule>,
}

/// Shows how often each rule said no.
pub async fn show(signed: Signed<ReportsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let (frame, account) = (&signed.frame, signed.account);
    let filter = Filter::read(&signed.query, &frame.zone, signed.now);
    let (campaign, span) = (filter.campaign, filter.span);
    let read = move |tx: &mut Tx<'_>| {
        let asked = asked_about(tx, account, campaign)?;
        Ok((campaigns::all(tx, account)?, refusals::count(tx, account, &asked, span)?))
    };
    let (known, mut counted) = app.store.read("refusals_page", read).await.map_err(|error| signed.stop(error))?;
    counted.retain(|one| campaign.is_none() || one.campaign.is_some());
    let page = RefusalsPage {
        frame,
        filters: filters(frame, &filter, &known),
        rules: rules(frame, &filter, &known, &counted),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

/// By rule, the most frequent first.
fn rules(frame: &Frame, filter: &Filter, known: &[Campaign], counted: &[Refusals]) -> Vec<Rule> {
    let mut by_rule: BTreeMap<Code, Vec<&Refusals>> = BTreeMap::new();
    counted.iter().for_each(|one| by_rule.entry(one.reason).or_default().push(one));
    let sum = |all: &[&Refusals]| all.iter().map(|one| one.count).sum::<i64>();
    let mut sorted: Vec<_> = by_rule.into_iter().collect();
    sorted.sort_by_key(|(_, all)| std::cmp::Reverse(sum(all)));
    let rule = |(code, mut all): (Code, Vec<&Refusals>)| {
        all.sort_by_key(|one| std::cmp::Reverse(one.count));
        let is_cut = all.iter().any(|one| one.count > MOST);
        let told = |count: i64| if is_cut { format!("{}+", frame.number(count)) } else { frame.number(count) };
        let of_campaign = |one: &&Refusals| {
            let id = one.campaign?;
            let name = known.iter().find(|campaign| campaign.id == id)?.name.clone();
            let number = if one.count > MOST { format!("{}+", frame.number(MOST)) } else { frame.number(one.count) };
            Some((name, Count { number, link: filter.link(code, Some(id)) }))
        };
        Rule {
            says: frame.reason(code.as_str()),
            code,
            count: Count {
                number: told(all.iter().map(|one| one.count.min(MOST)).sum()),
                link: filter.link(code, None),
            },
            campaigns: all.iter().filter_map(of_campaign).collect(),
        }
    };
    sorted.into_iter().map(rule).collect()
}

/// A decision in which a rule said no.
struct Line {
    at: String,
    whom: String,
    reference: String,
    campaign: String,
    stage: String,
    /// Where it is explained.
    link: String,
}

#[derive(Template)]
#[template(path = "reports/refused.html")]
struct RefusedPage<'a> {
    frame: &'a Frame,
    says: String,
    back: String,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
}

/// Shows the decisions behind a count, the latest first.
pub async fn list(
    signed: Signed<ReportsRead>,
    State(app): State<App>,
    At((reason,)): At<(Code,)>,
) -> Result<Response, Stop> {
    let (frame, account) = (signed.frame.clone(), signed.account);
    let filter = Filter::read(&signed.query, &frame.zone, signed.now);
    let after: Option<DecisionId> = signed.query.filled("after").and_then(|text| text.parse().ok());
    let (campaign, span) = (filter.campaign, filter.span);
    let read = move |tx: &mut Tx<'_>| {
        let asked = asked_about(tx, account, campaign)?;
        let found = refusals::list(tx, account, (reason, &asked), span, after, PAGE + 1)?;
        let last = found.get(usize::try_from(PAGE - 1).unwrap_or(0)).map(|one| one.id);
        let more = found.len() > usize::try_from(PAGE).unwrap_or(0);
        Ok((lines(tx, &frame, account, &found)?, last.filter(|_| more)))
    };
    let (lines, last) = app.store.read("refused_page", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let page = RefusedPage {
        frame,
        says: frame.reason(reason.as_str()),
        back: format!("/reports/refusals?{}", filter.input.with("after", None)),
        lines,
        first: after.map(|_| filter.input.with("after", None)),
        next: last.map(|last| filter.input.with("after", Some(&last.to_string()))),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn lines(tx: &mut Tx<'_>, frame: &Frame, account: AccountId, found: &[StoredDecision]) -> Result<Vec<Line>, Error> {
    let shown = &found[..found.len().min(usize::try_from(PAGE).unwrap_or(0))];
    let ids: Vec<_> = shown.iter().map(|one| one.event).collect();
    let events: BTreeMap<_, _> = events::by_ids(tx, account, &ids)?.into_iter().map(|one| (one.id, one)).collect();
    let people: Vec<_> = events.values().map(|event| event.contact).collect();
    let people: BTreeMap<_, _> = contacts::by_ids(tx, account, &people)?.into_iter().map(|one| (one.id, one)).collect();
    let asking = shown.iter().filter_map(|one| one.campaign).collect();
    let asking: BTreeMap<_, _> =
        campaigns::by_ids(tx, account, &asking)?.into_iter().map(|one| (one.id, one.name)).collect();
    let line = |one: &StoredDecision| {
        let event = events.get(&one.event)?;
        let link = match one.invitation {
            Some(id) => format!("/requests/{id}"),
            None => format!("/why?{}", Input::default().with("q", Some(&event.reference))),
        };
        Some(Line {
            at: short(frame, one.decided_at).to_string(),
            whom: called(frame, people.get(&event.contact)),
            reference: event.reference.clone(),
            campaign: one.campaign.and_then(|id| asking.get(&id).cloned()).unwrap_or_default(),
            stage: frame.word(Noun::Stage, one.stage.as_str()),
            link,
        })
    };
    Ok(shown.iter().filter_map(line).collect())
}
