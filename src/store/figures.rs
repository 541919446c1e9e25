//! Figures: what became of everything an account was told, counted from the rows.

use rules::id::AccountId;

use super::{Error, Row, Tx};
use crate::values;

/// Counts, each list by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Events on record.
    pub orders: i64,
    /// Of those, how many were decided about (V3: all).
    pub decided: i64,
    /// One for each event and campaign that wanted it, by what became of it.
    pub outcomes: Vec<(String, i64)>,
    /// First messages by status, reminders by status.
    pub messages: Vec<(String, i64)>,
    /// One for each invitation whose first message went.
    pub reminders: Vec<(String, i64)>,
    /// Invitations whose first message went.
    pub asked: i64,
    pub answers: i64,
}

/// # Errors
/// Those of the database.
pub fn load(tx: &mut Tx<'_>, account: AccountId) -> Result<Figures, Error> {
    let mut count = |sql: &str| tx.one(sql, &values![account])?.int(0);
    let orders = count("SELECT COUNT(*) FROM events WHERE account_id = $1")?;
    let decided = count("SELECT COUNT(DISTINCT event_id) FROM decisions WHERE account_id = $1")?;
    let asked = count("SELECT COUNT(*) FROM invitation_progress WHERE account_id = $1 AND first_sent_at IS NOT NULL")?;
    let answers = count("SELECT COUNT(*) FROM responses WHERE account_id = $1 AND completed_at IS NOT NULL")?;
    Ok(Figures {
        orders,
        decided,
        outcomes: named(tx, account, OUTCOMES)?,
        messages: named(tx, account, MESSAGES)?,
        reminders: named(tx, account, REMINDERS)?,
        asked,
        answers,
    })
}

/// Refused when planned: no invitation. Else the invitation tells.
const OUTCOMES: &str = "
    SELECT name, CAST(SUM(n) AS BIGINT) FROM (
        SELECT 'refused: ' || d.reason AS name, COUNT(*) AS n FROM decisions d
        WHERE d.account_id = $1 AND d.stage = 'plan' AND d.invitation_id IS NULL GROUP BY d.reason
        UNION ALL
        SELECT CASE WHEN i.reason IS NULL THEN i.status ELSE i.status || ': ' || i.reason END, COUNT(*)
        FROM invitations i WHERE i.account_id = $1 GROUP BY i.status, i.reason
    ) o GROUP BY name ORDER BY name";

const MESSAGES: &str = "
    SELECT m.role || ', ' || m.status, COUNT(*) FROM messages m WHERE m.account_id = $1
    GROUP BY m.role, m.status ORDER BY m.role, m.status";

/// What is decided about an invitation after its first message went is about its reminder.
const REMINDERS: &str = "
    SELECT name, CAST(SUM(n) AS BIGINT) FROM (
        SELECT CASE WHEN i.reminded_at IS NOT NULL THEN 'sent'
                    WHEN i.next_at IS NOT NULL THEN 'still to come'
                    WHEN d.reason IS NOT NULL THEN d.outcome || ': ' || d.reason
                    ELSE 'none was planned' END AS name, COUNT(*) AS n
        FROM invitations i
        LEFT JOIN decisions d ON d.account_id = i.account_id AND d.event_id = i.event_id AND d.invitation_id = i.id
            AND d.stage = 'send' AND d.outcome IN ('refused', 'cancelled') AND i.reminded_at IS NULL
        WHERE i.account_id = $1 AND i.first_sent_at IS NOT NULL
        GROUP BY i.reminded_at, i.next_at, d.reason, d.outcome
    ) o GROUP BY name ORDER BY name";

fn named(tx: &mut Tx<'_>, account: AccountId, sql: &str) -> Result<Vec<(String, i64)>, Error> {
    let read = |row: &Row| Ok((row.string(0)?, row.int(1)?));
    tx.all(sql, &values![account])?.iter().map(read).collect()
}

impl Figures {
    /// Whether the columns add up; none: they do, else what does not.
    pub fn contradiction(&self) -> Option<String> {
        let sum = |rows: &[(String, i64)], start: &str| -> i64 {
            rows.iter().filter(|(name, _)| name.starts_with(start)).map(|(_, count)| count).sum()
        };
        let pairs = [
            ("orders and those decided about", self.orders, self.decided),
            ("requests that were made and first messages", self.asked, sum(&self.messages, "first, ")),
            ("requests that were made and reminders", self.asked, sum(&self.reminders, "")),
            ("reminders sent and reminder messages", sum(&self.reminders, "sent"), sum(&self.messages, "reminder, ")),
            ("completed requests and answers", sum(&self.outcomes, "completed"), self.answers),
        ];
        let wrong = pairs.into_iter().find(|(_, one, other)| one != other);
        wrong.map(|(what, one, other)| format!("{what} differ: {one} and {other}"))
    }
}
