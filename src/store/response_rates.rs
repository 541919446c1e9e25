//! Response rates: how many of an account's messages were answered, first ones and those that asked again.

use rules::id::AccountId;
use rules::strategy::Role;

use super::{Error, Tx};
use crate::values;

/// Messages that went and the complete answers they brought; doubtful answers are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResponseRates {
    pub first: Rate,
    pub reminder: Rate,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    pub messages: i64,
    pub answers: i64,
}

/// # Errors
/// Those of the database.
pub fn load(tx: &mut Tx<'_>, account: AccountId) -> Result<ResponseRates, Error> {
    let sql = "SELECT (SELECT COUNT(*) FROM invitation_progress p
                        WHERE p.account_id = $1 AND p.first_sent_at IS NOT NULL),
                   (SELECT COUNT(*) FROM invitations i WHERE i.account_id = $1 AND i.reminded_at IS NOT NULL),
                   (SELECT COUNT(*) FROM responses a WHERE a.account_id = $1 AND a.completed_at IS NOT NULL
                        AND a.suspected_for IS NULL),
                   (SELECT COUNT(*) FROM responses a WHERE a.account_id = $1 AND a.completed_at IS NOT NULL
                        AND a.suspected_for IS NULL AND a.via_role = $2)";
    let row = tx.one(sql, &values![account, Role::Reminder.as_str()])?;
    let (answers, by_reminder) = (row.int(2)?, row.int(3)?);
    Ok(ResponseRates {
        first: Rate { messages: row.int(0)?, answers: answers - by_reminder },
        reminder: Rate { messages: row.int(1)?, answers: by_reminder },
    })
}
