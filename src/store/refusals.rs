//! Refusals: how often each rule said no to each campaign, and the decisions behind each count.

use jiff::Timestamp;
use rules::id::{AccountId, CampaignId, DecisionId};
use rules::reason::Code;

use super::conditions::Conditions;
use super::decisions::{COLUMNS, StoredDecision, read};
use super::{Error, Row, Rows, Tx};
use crate::values;

/// What is more than this is told as more than this.
pub const MOST: i64 = 10_000;

/// The time in which it was decided: from the first instant to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub before: Timestamp,
}

/// How often a rule refused a campaign, or an event that no campaign wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusals {
    pub reason: Code,
    pub campaign: Option<CampaignId>,
    /// No more than [`MOST`] and one are counted.
    pub count: i64,
}

/// Counts what was refused by any rule for these campaigns, and for none. Each count is a range of one index.
pub fn count(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaigns: &[CampaignId],
    span: Span,
) -> Result<Vec<Refusals>, Error> {
    let sql = "SELECT r.reason, r.campaign_id, (SELECT COUNT(*) FROM (
                   SELECT 1 FROM decisions d
                   WHERE d.account_id = $1 AND d.outcome = 'refused' AND d.reason = r.reason
                     AND d.campaign_id = r.campaign_id AND d.id >= $2 AND d.id < $3 LIMIT $4) n)
               FROM {rows: reason text, campaign_id text} r";
    let mut rows = Rows::with_capacity(Code::ALL.len() * campaigns.len());
    for code in Code::ALL {
        campaigns.iter().for_each(|campaign| rows.push(values![code.as_str(), *campaign]));
    }
    let (first, last) = ids(span);
    let counted = tx.all_with(sql, &values![account, first, last, MOST + 1], &rows)?;
    let mut found = counted.iter().map(refusals).collect::<Result<Vec<_>, Error>>()?;
    found.extend(unmatched(tx, account, span)?);
    found.retain(|one| one.count > 0);
    Ok(found)
}

/// Events that no campaign wanted.
fn unmatched(tx: &mut Tx<'_>, account: AccountId, span: Span) -> Result<Option<Refusals>, Error> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM decisions d
                   WHERE d.account_id = $1 AND d.outcome = 'refused' AND d.reason = $2 AND d.campaign_id IS NULL
                     AND d.id >= $3 AND d.id < $4 LIMIT $5) n";
    let (first, last) = ids(span);
    let reason = Code::EventUnmatched;
    let count = tx.one(sql, &values![account, reason.as_str(), first, last, MOST + 1])?.int(0)?;
    Ok(Some(Refusals { reason, campaign: None, count }))
}

fn refusals(row: &Row) -> Result<Refusals, Error> {
    Ok(Refusals { reason: row.parse(0)?, campaign: row.opt_parse(1)?, count: row.int(2)? })
}

/// Ids are made of the time: a span is a range of them.
fn ids(span: Span) -> (DecisionId, DecisionId) {
    (DecisionId::new(span.from, 0), DecisionId::new(span.before, 0))
}

/// The decisions in which a rule refused one of these campaigns, or an event that no campaign wanted; the latest first.
/// Each campaign is a range of an index, and the first of all are among the first of each.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    (reason, campaigns): (Code, &[CampaignId]),
    span: Span,
    after: Option<DecisionId>,
    limit: i64,
) -> Result<Vec<StoredDecision>, Error> {
    let of_none = (reason == Code::EventUnmatched).then_some(None);
    let (first, last) = ids(span);
    let last = after.map_or(last, |after| after.min(last));
    let mut found = Vec::new();
    for campaign in campaigns.iter().copied().map(Some).chain(of_none) {
        let mut asked =
            Conditions::new(vec![account.into(), reason.as_str().into(), first.into(), last.into(), limit.into()]);
        asked.add("d.campaign_id = {}", campaign);
        asked.add_null("d.campaign_id", campaign.is_none().then_some(true));
        let sql = format!(
            "SELECT {COLUMNS} FROM decisions d
             WHERE d.account_id = $1 AND d.outcome = 'refused' AND d.reason = $2 AND d.id >= $3 AND d.id < $4{}
             ORDER BY d.id DESC LIMIT $5",
            asked.sql
        );
        let rows = tx.all(&sql, &asked.values)?;
        found.extend(rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?);
    }
    found.sort_unstable_by_key(|one| std::cmp::Reverse(one.id));
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}
