//! Explanations: why a message was or was not sent, rule by rule (AW-1).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::response::Response;
use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::decision::StoredFact;
use rules::id::DecisionId;
use rules::reason::Code;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::invitations::Next;
use crate::engine::explain::{Explanation, Subject, ToldRule, Upcoming};
use crate::texts::{Language, reason};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::problem::Problem;
use crate::web::scope::ExplanationsRead;

/// One decision.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Explanation)]
pub struct ExplanationView {
    id: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `plan`: when it was planned; `send`: just before the message.
    stage: &'static str,
    /// `scheduled`, `send`, `hold`, `refused`, `cancelled` or `moved`.
    outcome: &'static str,
    /// The code of the rule that decided; null where all passed.
    #[schema(required = true)]
    reason: Option<&'static str>,
    /// The reason in words.
    sentence: String,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    due_at: Option<Timestamp>,
    subject: SubjectView,
    /// Every rule that was asked, in its order.
    rules: Vec<RuleView>,
}

/// What a decision is about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Subject)]
pub struct SubjectView {
    event: String,
    event_type: String,
    storefront: String,
    reference: String,
    contact: String,
    #[schema(required = true)]
    campaign: Option<String>,
    #[schema(required = true)]
    purpose: Option<&'static str>,
    #[schema(required = true)]
    invitation: Option<String>,
}

/// What one rule said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rule)]
pub struct RuleView {
    #[schema(example = "frequency.pressure")]
    code: &'static str,
    /// `pass`, `hold` or `refuse`.
    #[schema(example = "pass")]
    verdict: &'static str,
    /// What it looked at.
    #[schema(value_type = Object)]
    facts: Map<String, Value>,
    sentence: String,
}

/// A message that is to come, and of what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Upcoming)]
pub struct UpcomingView {
    invitation: String,
    #[serde(flatten)]
    next: Next,
    /// The code of the rule because of which it waits for a person.
    #[schema(required = true)]
    held_for: Option<&'static str>,
    /// What may still happen that keeps it from going.
    stoppers: Vec<StopperView>,
}

/// A rule that could still stop a message.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Stopper)]
pub struct StopperView {
    /// The code of the rule.
    #[schema(example = "response.received")]
    code: &'static str,
    /// In a few words.
    reason: String,
}

/// A page of decisions, and what is still to come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanations {
    #[serde(flatten)]
    page: Page<ExplanationView>,
    upcoming: Vec<UpcomingView>,
}

impl From<ToldRule> for RuleView {
    fn from(told: ToldRule) -> Self {
        let facts = told.check.facts.into_iter().map(|(name, fact)| (name.to_owned(), value(fact)));
        Self {
            code: told.check.code.as_str(),
            verdict: told.check.verdict,
            facts: facts.collect(),
            sentence: told.sentence,
        }
    }
}

fn value(fact: StoredFact) -> Value {
    match fact {
        StoredFact::Count(count) => count.into(),
        StoredFact::Time(time) => time.to_string().into(),
        StoredFact::Text(text) => text.into(),
    }
}

impl From<Explanation> for ExplanationView {
    fn from(told: Explanation) -> Self {
        Self {
            id: told.id.to_string(),
            at: told.at,
            stage: told.stage.as_str(),
            outcome: told.outcome.as_str(),
            reason: told.reason.map(Code::as_str),
            sentence: told.sentence,
            due_at: told.due_at,
            subject: SubjectView {
                event: told.event.to_string(),
                event_type: told.event_type,
                storefront: told.storefront,
                reference: told.reference,
                contact: told.contact.to_string(),
                campaign: told.campaign.map(|id| id.to_string()),
                purpose: told.purpose.map(Purpose::as_str),
                invitation: told.invitation.map(|id| id.to_string()),
            },
            rules: told.rules.into_iter().map(RuleView::from).collect(),
        }
    }
}

impl UpcomingView {
    fn new(upcoming: &Upcoming, language: Language) -> Self {
        let stopper = |code: &Code| StopperView { code: code.as_str(), reason: reason(language, code.as_str()) };
        Self {
            invitation: upcoming.invitation.to_string(),
            next: Next { role: upcoming.role.as_str(), channel: upcoming.channel.as_str(), at: upcoming.at },
            held_for: upcoming.held_for.map(Code::as_str),
            stoppers: upcoming.stoppers.iter().map(stopper).collect(),
        }
    }
}

impl Listed for ExplanationView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "at",
        "stage",
        "outcome",
        "reason",
        "sentence",
        "due_at",
        "subject.event",
        "subject.event_type",
        "subject.storefront",
        "subject.reference",
        "subject.contact",
        "subject.campaign",
        "subject.purpose",
        "subject.invitation",
        "rules",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// A contact: its id, email, phone number or the shop's own customer id.
    contact: Option<String>,
    /// An order number.
    reference: Option<String>,
    /// With `reference`: the slug of its storefront.
    storefront: Option<String>,
    /// The id of an invitation.
    invitation: Option<String>,
    /// The id of an event.
    event: Option<String>,
    /// The language of the sentences; that of `Accept-Language` where it is left out.
    language: Option<String>,
}

impl Filter {
    fn subject(&self) -> Result<Subject, Problem> {
        let Self { contact, reference, storefront, invitation, event, .. } = self;
        match (contact, reference, invitation, event) {
            (Some(contact), None, None, None) => {
                Ok(contact.parse().map_or_else(|_| Subject::Known(contact.clone()), Subject::Contact))
            }
            (None, Some(reference), None, None) => {
                Ok(Subject::Reference { reference: reference.clone(), storefront: storefront.clone() })
            }
            (None, None, Some(id), None) => id.parse().map(Subject::Invitation).map_err(|_| Problem::not_found()),
            (None, None, None, Some(id)) => id.parse().map(Subject::Event).map_err(|_| Problem::not_found()),
            _ => {
                let detail = "name one of contact, reference, invitation and event";
                Err(Problem::field("", "subject.not_one", detail))
            }
        }
    }

    fn language(&self, headers: &HeaderMap) -> Language {
        let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let first = header.and_then(|header| header.split([',', ';']).next()).map(str::trim);
        Language::best(self.language.as_deref().or(first), Language::English)
    }
}

/// Explains what was decided, the newest decision first, and names what is still to come. Events that matched nothing
/// have a decision too.
#[utoipa::path(
    get, path = "", security(("key" = ["explanations:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of decisions", body = Explanations)))]
pub async fn list(
    may: May<ExplanationsRead>,
    State(app): State<App>,
    headers: HeaderMap,
    listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let after: Option<DecisionId> = listing.after()?;
    let (subject, language) = (listing.filters.subject()?, listing.filters.language(&headers));
    let told = app.engine.explain(may.account, subject, language).await?;
    let wanted = usize::try_from(listing.wanted()).expect("a limit is a small number");
    let older = told.explanations.into_iter().filter(|one| after.is_none_or(|after| one.id < after));
    let page = older.take(wanted).map(ExplanationView::from).collect();
    let upcoming = told.upcoming.iter().map(|one| UpcomingView::new(one, language)).collect();
    Ok(listing.page_as(page, |page| Explanations { page, upcoming }))
}
