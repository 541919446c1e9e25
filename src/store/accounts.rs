//! Accounts: a company using Afterword. All data belongs to exactly one.

use jiff::Timestamp;
use rules::campaign::AccountHold;
use rules::id::AccountId;

use super::{Error, Row, Tx};
use crate::settings::account::AccountSettings;
use crate::settings::plan::Plan;
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub settings: AccountSettings,
    /// A sandbox has a clock of its own and sends into a box instead of the world (AW-3).
    pub sandbox_since: Option<Timestamp>,
    pub clock_at: Option<Timestamp>,
    pub manual_receipts_since: Option<Timestamp>,
    pub hold: Option<AccountHold>,
    pub held_at: Option<Timestamp>,
    pub plan: Plan,
}

impl Account {
    /// The account's now: a sandbox's own clock, else the node's.
    pub fn now(&self, node: Timestamp) -> Timestamp {
        self.clock_at.unwrap_or(node)
    }
}

const COLUMNS: &str = "id, name, settings, sandbox_since, clock_at, manual_receipts_since, held_for, held_at, plan";

fn read(row: &Row) -> Result<Account, Error> {
    let unreadable = |_| Error::Column { column: 2, wanted: "settings", found: "another text" };
    Ok(Account {
        id: row.parse(0)?,
        name: row.string(1)?,
        settings: serde_json::from_str(row.text(2)?).map_err(unreadable)?,
        sandbox_since: row.opt_time(3)?,
        clock_at: row.opt_time(4)?,
        manual_receipts_since: row.opt_time(5)?,
        hold: row.opt_parse(6)?,
        held_at: row.opt_time(7)?,
        plan: row.parse(8)?,
    })
}

/// # Errors
/// [`Error::Duplicate`] where the name is taken.
pub fn insert(tx: &mut Tx<'_>, account: &Account, now: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO accounts (id, name, settings, sandbox_since, clock_at, created_at, plan)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let settings = serde_json::to_string(&account.settings).expect("settings are plain data");
    let (sandbox_since, clock_at, plan) = (account.sandbox_since, account.clock_at, account.plan.as_str());
    tx.execute(sql, &values![account.id, &account.name, settings, sandbox_since, clock_at, now, plan]).map(|_| ())
}

pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Account>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = $1");
    tx.maybe(&sql, &values![account])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody changes the account before this transaction ends: a hold either came first or comes after.
pub fn find_steady(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Account>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = $1 {{steady accounts}}");
    tx.maybe(&sql, &values![account])?.as_ref().map(read).transpose()
}

pub fn find_by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<Account>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE name = $1");
    tx.maybe(&sql, &values![name])?.as_ref().map(read).transpose()
}

pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Account>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM accounts ORDER BY id");
    tx.all(&sql, &[])?.iter().map(read).collect()
}

pub fn save_settings(tx: &mut Tx<'_>, account: AccountId, settings: &AccountSettings) -> Result<(), Error> {
    let settings = serde_json::to_string(settings).expect("settings are plain data");
    tx.execute("UPDATE accounts SET settings = $2 WHERE id = $1", &values![account, settings]).map(|_| ())
}

pub fn save_plan(tx: &mut Tx<'_>, account: AccountId, plan: Plan) -> Result<(), Error> {
    tx.execute("UPDATE accounts SET plan = $2 WHERE id = $1", &values![account, plan.as_str()]).map(|_| ())
}

/// Moves a sandbox's clock. A clock that went backwards meanwhile is left alone: it only moves forward.
pub fn move_clock(tx: &mut Tx<'_>, account: AccountId, to: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE accounts SET clock_at = $2 WHERE id = $1 AND sandbox_since IS NOT NULL";
    tx.execute(sql, &values![account, to]).map(|_| ())
}

pub fn save_manual_receipts(tx: &mut Tx<'_>, account: AccountId, since: Option<Timestamp>) -> Result<(), Error> {
    let sql = "UPDATE accounts SET manual_receipts_since = $2 WHERE id = $1";
    tx.execute(sql, &values![account, since]).map(|_| ())
}

/// Holds an account, or releases it. A hold that stands is not replaced.
pub fn save_hold(
    tx: &mut Tx<'_>,
    account: AccountId,
    hold: Option<AccountHold>,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = match hold {
        Some(hold) => tx.execute(
            "UPDATE accounts SET held_for = $2, held_at = $3 WHERE id = $1 AND held_for IS NULL",
            &values![account, hold.as_str(), now],
        )?,
        None => tx.execute(
            "UPDATE accounts SET held_for = NULL, held_at = NULL WHERE id = $1 AND held_for IS NOT NULL",
            &values![account],
        )?,
    };
    Ok(changed > 0)
}
