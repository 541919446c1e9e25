//! The report of a simulation, as the API gives it.

use rules::address::Channel;
use rules::reason::Code;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::simulate::assumptions::{Assumptions, Ground, Share};
use crate::engine::simulate::report::{Moment, Report};
use crate::intake::money::{Money, MoneyInput};

/// What would come of a history.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Simulation)]
pub struct SimulationView {
    /// Who answers: the one thing that a history does not tell.
    assumptions: AssumptionsView,
    settings: ReportView,
    /// Under the other settings, where some were given.
    #[schema(required = true)]
    against: Option<ReportView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationAssumptions)]
struct AssumptionsView {
    /// Of first messages.
    first: ShareView,
    /// Of messages that ask again: follow-ups and reminders.
    again: ShareView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationShare)]
struct ShareView {
    /// From 0 to 1.
    #[schema(example = 0.1)]
    share: f64,
    /// `account`: its own rate; `given` in the request; `assumed`.
    #[schema(example = "account")]
    source: &'static str,
    /// How many messages of the account the rate rests on.
    #[schema(required = true)]
    messages: Option<i64>,
}

/// Counts of a simulation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationReport)]
struct ReportView {
    /// Told for the first time.
    orders: u64,
    /// Told before, or of a storefront that is not there.
    left_out: u64,
    /// Orders that no campaign wanted.
    unmatched: u64,
    requests: RequestsView,
    messages: u64,
    /// By the day of their storefront, channel and role.
    by_day: Vec<DayView>,
    refusals: Vec<RuleView>,
    holds: Vec<RuleView>,
    /// How many people got how many messages.
    people: Vec<PeopleView>,
    /// By the assumptions.
    expected_answers: AnswersView,
    /// Where a price was given.
    #[schema(value_type = Option<MoneyInput>, required = true)]
    sms_cost: Option<Money>,
}

/// What became of requests: an order and a campaign that wanted it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationRequests)]
struct RequestsView {
    answered: u64,
    unanswered: u64,
    refused: u64,
    cancelled: u64,
    /// Held until a person releases them.
    waiting: u64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationDay)]
struct DayView {
    #[schema(format = Date, example = "2026-03-10")]
    day: String,
    #[schema(example = "email")]
    channel: &'static str,
    #[schema(example = "first")]
    role: &'static str,
    messages: u64,
}

/// How often a rule gave the reason: when a request was planned, and when it was to go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationRule)]
struct RuleView {
    #[schema(example = "frequency.campaign")]
    code: &'static str,
    plan: u64,
    send: u64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationPeople)]
struct PeopleView {
    messages: u32,
    people: u64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulationAnswers)]
struct AnswersView {
    first: u64,
    again: u64,
}

impl SimulationView {
    pub fn new(assumptions: &Assumptions, report: &Report, against: Option<&Report>, price: Option<&Money>) -> Self {
        let view = |report: &Report| ReportView::new(report, price);
        Self {
            assumptions: AssumptionsView { first: share(assumptions.first), again: share(assumptions.again) },
            settings: view(report),
            against: against.map(view),
        }
    }
}

fn share(share: Share) -> ShareView {
    let (source, messages) = match share.rests_on {
        Ground::Assumed => ("assumed", None),
        Ground::Given => ("given", None),
        Ground::Messages(messages) => ("account", Some(messages)),
    };
    ShareView { share: share.share, source, messages }
}

impl ReportView {
    fn new(report: &Report, price: Option<&Money>) -> Self {
        let requests = &report.requests;
        let days = report.messages.iter().map(|((day, channel, role), &messages)| DayView {
            day: day.to_string(),
            channel: channel.as_str(),
            role: role.0.as_str(),
            messages,
        });
        Self {
            orders: report.orders,
            left_out: report.left_out,
            unmatched: report.unmatched,
            requests: RequestsView {
                answered: requests.answered,
                unanswered: requests.unanswered,
                refused: requests.refused,
                cancelled: requests.cancelled,
                waiting: requests.waiting,
            },
            messages: report.sent(),
            by_day: days.collect(),
            refusals: rules(&report.refused),
            holds: rules(&report.held),
            people: report.people.iter().map(|(&messages, &people)| PeopleView { messages, people }).collect(),
            expected_answers: AnswersView { first: report.answers[0], again: report.answers[1] },
            sms_cost: price.and_then(|price| price.times(report.sent_over(Channel::Sms))),
        }
    }
}

fn rules(counted: &std::collections::BTreeMap<(Code, Moment), u64>) -> Vec<RuleView> {
    let rules = Report::by_rule(counted).into_iter();
    rules.map(|(code, [plan, send])| RuleView { code: code.as_str(), plan, send }).collect()
}
