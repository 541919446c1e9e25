//! Decisions about requests, as the answers to events and invitations show them.

use jiff::Timestamp;
use rules::reason::Code;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::take_in::PlannedRequest;

/// What was decided about one request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Decision)]
pub struct DecisionView {
    /// Left out where no campaign wanted the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "cmp_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    campaign: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "service_review")]
    purpose: Option<&'static str>,
    /// `scheduled`, `hold` or `refused`.
    #[schema(example = "scheduled")]
    outcome: &'static str,
    /// The code of the rule that said no, or wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "consent.missing")]
    reason: Option<&'static str>,
    /// When the first message goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// Left out where nothing was planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
}

impl From<&PlannedRequest> for DecisionView {
    fn from(planned: &PlannedRequest) -> Self {
        Self {
            campaign: planned.campaign.map(|(campaign, _)| campaign.to_string()),
            purpose: planned.campaign.map(|(_, purpose)| purpose.as_str()),
            outcome: planned.outcome.as_str(),
            reason: planned.reason.map(Code::as_str),
            due_at: planned.due_at,
            invitation: planned.invitation.map(|id| id.to_string()),
        }
    }
}
