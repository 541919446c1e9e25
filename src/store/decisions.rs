//! Decisions: the record of every run of the rules, kept beside its event.

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::decision::{Decision, Outcome, Stage, compact};
use rules::id::{AccountId, CampaignId, DecisionId, EventId, InvitationId};
use rules::reason::Code;

use super::{Error, Row, Rows, Tx};
use crate::values;

/// A decision to be stored, with what it is about.
#[derive(Debug, Clone)]
pub struct NewDecision<'a> {
    pub id: DecisionId,
    pub event: EventId,
    pub invitation: Option<InvitationId>,
    /// None: no campaign wanted the event.
    pub campaign: Option<(CampaignId, Purpose)>,
    pub decision: &'a Decision,
}

/// A decision as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    pub id: DecisionId,
    pub event: EventId,
    pub invitation: Option<InvitationId>,
    pub campaign: Option<CampaignId>,
    pub purpose: Option<Purpose>,
    pub stage: Stage,
    pub decided_at: Timestamp,
    pub outcome: Outcome,
    pub reason: Option<Code>,
    pub due_at: Option<Timestamp>,
    /// The compact text of `rules::decision`.
    pub checks: String,
}

pub fn insert(tx: &mut Tx<'_>, account: AccountId, decisions: &[NewDecision<'_>]) -> Result<(), Error> {
    if decisions.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO decisions (account_id, event_id, id, invitation_id, campaign_id, purpose, stage, decided_at,
                                      outcome, reason, due_at, checks)
               SELECT $1, r.event_id, r.id, r.invitation_id, r.campaign_id, r.purpose, r.stage, r.decided_at,
                      r.outcome, r.reason, r.due_at, r.checks
               FROM {rows: event_id text, id text, invitation_id text, campaign_id text, purpose text, stage text,
                     decided_at bigint, outcome text, reason text, due_at bigint, checks text} r";
    let mut rows = Rows::with_capacity(decisions.len());
    for new in decisions {
        let decision = new.decision;
        rows.push(values![
            new.event,
            new.id,
            new.invitation,
            new.campaign.map(|(campaign, _)| campaign),
            new.campaign.map(|(_, purpose)| purpose.as_str()),
            decision.stage.as_str(),
            decision.at,
            decision.outcome.as_str(),
            decision.reason.map(Code::as_str),
            decision.due_at,
            compact(&decision.checks),
        ]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

pub(super) const COLUMNS: &str =
    "d.event_id, d.id, d.invitation_id, d.campaign_id, d.purpose, d.stage, d.decided_at, d.outcome,
                       d.reason, d.due_at, d.checks";

pub(super) fn read(row: &Row) -> Result<StoredDecision, Error> {
    Ok(StoredDecision {
        event: row.parse(0)?,
        id: row.parse(1)?,
        invitation: row.opt_parse(2)?,
        campaign: row.opt_parse(3)?,
        purpose: row.opt_parse(4)?,
        stage: row.parse(5)?,
        decided_at: row.time(6)?,
        outcome: row.parse(7)?,
        reason: row.opt_parse(8)?,
        due_at: row.opt_time(9)?,
        checks: row.string(10)?,
    })
}

/// All decisions about these events, by event and then in the order in which they were made.
pub fn of_events(tx: &mut Tx<'_>, account: AccountId, events: &[EventId]) -> Result<Vec<StoredDecision>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: event_id text}} r
         JOIN decisions d ON d.account_id = $1 AND d.event_id = r.event_id ORDER BY d.event_id, d.id"
    );
    let mut rows = Rows::with_capacity(events.len());
    events.iter().for_each(|event| rows.push(values![*event]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}
