//! Tables: what the database says, read by the test's own SQL and in the test's own shapes.

use std::collections::{BTreeMap, BTreeSet};

use afterword::store::{Error, Row, Store, Tx, values};
use jiff::Timestamp;
use rules::id::AccountId;
use serde_json::Value;

use crate::lookups;

#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub settings: Value,
    pub held_for: Option<String>,
    /// Slug and zone.
    pub storefronts: BTreeMap<String, (String, String)>,
    pub campaigns: BTreeMap<String, Campaign>,
    pub versions: BTreeMap<(String, i64), Value>,
    pub contacts: BTreeMap<String, Contact>,
    /// The zones that contacts had since the first look.
    pub zones_had: BTreeMap<String, BTreeSet<Option<String>>>,
    pub consents: BTreeMap<String, Consent>,
    pub suppressions: Vec<Suppression>,
    pub events: BTreeMap<String, Event>,
    pub orders: BTreeMap<(String, String), Order>,
    pub invitations: BTreeMap<String, Invitation>,
    pub messages: BTreeMap<String, Message>,
    pub decisions: Vec<Decision>,
    /// The invitations that were completely answered.
    pub answered: Vec<String>,
    /// By what invitations would not be found, or wrongly.
    pub lying_lookup: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Campaign {
    pub kind: String,
    pub version: i64,
    pub enabled: bool,
    pub paused: bool,
}

#[derive(Debug, Clone)]
pub struct Contact {
    pub zone: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Consent {
    pub contact: String,
    pub channel: String,
    pub purposes: String,
    pub withdrawn_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct Suppression {
    pub address: String,
    pub channel: String,
    pub group: String,
}

#[derive(Debug, Clone)]
pub struct Event {
    pub occurred_at: Timestamp,
    pub activation_date: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Order {
    pub cancelled: bool,
    pub held: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    pub campaign: String,
    pub version: i64,
    pub purpose: String,
    pub storefront: String,
    pub contact: String,
    pub event: String,
    pub reference: String,
    pub occurred_at: Timestamp,
    pub status: String,
    pub next_at: Option<Timestamp>,
    pub next_role: Option<String>,
    pub held_for: Option<String>,
    pub lease_until: Option<Timestamp>,
    pub fence: i64,
    pub expires_at: Option<Timestamp>,
    pub reminder_at_creation: bool,
    pub reminder_at_first: bool,
    pub reminder_struck: bool,
    pub ended_at: Option<Timestamp>,
    pub reason: Option<String>,
    pub created_at: Timestamp,
    /// The campaign whose products its form asks about too.
    pub joint: Option<String>,
    pub sending_hour: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub invitation: String,
    pub role: String,
    pub channel: String,
    pub status: String,
    pub tries: i64,
    pub address: String,
    pub consent: String,
    pub lease_until: Option<Timestamp>,
    pub committed_at: Timestamp,
    pub first_tried_at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct Decision {
    pub event: String,
    pub invitation: Option<String>,
    pub stage: String,
    pub outcome: String,
    pub reason: Option<String>,
    pub at: Timestamp,
    pub due_at: Option<Timestamp>,
    pub checks: String,
}

impl Tables {
    /// Reads everything; what no table remembers comes from the last look.
    pub async fn read(store: &Store, account: AccountId, before: &Tables) -> Result<Tables, Error> {
        let mut tables = store.read("recount", move |tx| read(tx, account)).await?;
        tables.zones_had.clone_from(&before.zones_had);
        for (id, contact) in &tables.contacts {
            tables.zones_had.entry(id.clone()).or_default().insert(contact.zone.clone());
        }
        Ok(tables)
    }

    /// The settings of a campaign as they are now.
    pub fn settings_of(&self, campaign: &str) -> &Value {
        &self.versions[&(campaign.to_owned(), self.campaigns[campaign].version)]
    }
}

impl Invitation {
    /// What its form asks about: a purpose, and whose campaign's.
    pub fn asks(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = (self.purpose.as_str(), self.campaign.as_str());
        std::iter::once(own).chain(self.joint.as_deref().map(|campaign| ("product_review", campaign)))
    }

    pub fn asks_for(&self, purpose: &str) -> bool {
        self.asks().any(|(asked, _)| asked == purpose)
    }

    pub fn is_same_order(&self, other: &Invitation) -> bool {
        (&self.storefront, &self.reference) == (&other.storefront, &other.reference)
    }

    /// The other half of one interaction: its order's service or product request.
    pub fn is_other_half_of(&self, other: &Invitation) -> bool {
        let purposes = [self.purpose.as_str(), other.purpose.as_str()];
        let is_pair = purposes.contains(&"service_review") && purposes.contains(&"product_review");
        is_pair && self.is_same_order(other)
    }
}

fn read(tx: &mut Tx<'_>, account: AccountId) -> Result<Tables, Error> {
    let mut tables = Tables::default();
    let mut all = |sql: &str| tx.all(sql, &values![account]);
    for row in all("SELECT settings, held_for FROM accounts WHERE id = $1")? {
        (tables.settings, tables.held_for) = (json(&row, 0)?, row.opt_string(1)?);
    }
    for row in all("SELECT id, slug, time_zone FROM storefronts WHERE account_id = $1")? {
        tables.storefronts.insert(row.string(0)?, (row.string(1)?, row.string(2)?));
    }
    for row in all("SELECT campaign_id, version, settings FROM campaign_versions WHERE account_id = $1")? {
        tables.versions.insert((row.string(0)?, row.int(1)?), json(&row, 2)?);
    }
    for row in all("SELECT id, time_zone FROM contacts WHERE account_id = $1")? {
        tables.contacts.insert(row.string(0)?, Contact { zone: row.opt_string(1)? });
    }
    for row in all("SELECT id, occurred_at, activation_date FROM events WHERE account_id = $1")? {
        let event = Event { occurred_at: row.time(1)?, activation_date: row.opt_string(2)? };
        tables.events.insert(row.string(0)?, event);
    }
    for row in all("SELECT storefront_id, reference, cancelled_at, held_at FROM orders WHERE account_id = $1")? {
        let order = Order { cancelled: row.opt_int(2)?.is_some(), held: row.opt_int(3)?.is_some() };
        tables.orders.insert((row.string(0)?, row.string(1)?), order);
    }
    for row in all("SELECT invitation_id FROM responses WHERE account_id = $1 AND completed_at IS NOT NULL")? {
        tables.answered.push(row.string(0)?);
    }
    let people = "SELECT id, contact_id, channel, purposes, withdrawn_at FROM consents WHERE account_id = $1";
    for row in all(people)? {
        let consent = Consent {
            contact: row.string(1)?,
            channel: row.string(2)?,
            purposes: row.string(3)?,
            withdrawn_at: row.opt_time(4)?,
        };
        tables.consents.insert(row.string(0)?, consent);
    }
    for row in all("SELECT address_key, channel, purpose_group FROM suppressions WHERE account_id = $1")? {
        let stop = Suppression { address: row.string(0)?, channel: row.string(1)?, group: row.string(2)? };
        tables.suppressions.push(stop);
    }
    tables.campaigns = campaigns(tx, account)?;
    tables.invitations = invitations(tx, account)?;
    tables.messages = messages(tx, account)?;
    tables.decisions = decisions(tx, account)?;
    tables.lying_lookup = lookups::that_lies(tx, account)?;
    Ok(tables)
}

fn json(row: &Row, column: usize) -> Result<Value, Error> {
    serde_json::from_str(row.text(column)?).map_err(|_| Error::Abandoned("settings that are no JSON"))
}

fn campaigns(tx: &mut Tx<'_>, account: AccountId) -> Result<BTreeMap<String, Campaign>, Error> {
    let sql = "SELECT id, kind, version, enabled_since, paused_at FROM campaigns WHERE account_id = $1";
    let read = |row: &Row| {
        let campaign = Campaign {
            kind: row.string(1)?,
            version: row.int(2)?,
            enabled: row.opt_int(3)?.is_some(),
            paused: row.opt_int(4)?.is_some(),
        };
        Ok((row.string(0)?, campaign))
    };
    tx.all(sql, &values![account])?.iter().map(read).collect()
}

fn invitations(tx: &mut Tx<'_>, account: AccountId) -> Result<BTreeMap<String, Invitation>, Error> {
    let sql = "SELECT i.id, i.campaign_id, i.version, i.purpose, i.storefront_id, i.contact_id, i.event_id, i.reference,
                   i.occurred_at, i.status, i.next_at, i.next_role, i.held_for, q.lease_until, i.fence, i.expires_at,
                   i.reminder_at_creation, i.reminder_at_first, i.reminder_struck_at, i.ended_at, i.reason, i.created_at,
                   i.product_campaign_id, i.sending_hour
               FROM invitations i
               LEFT JOIN queue q ON q.account_id = i.account_id AND q.invitation_id = i.id
               WHERE i.account_id = $1";
    let read = |row: &Row| {
        let invitation = Invitation {
            campaign: row.string(1)?,
            version: row.int(2)?,
            purpose: row.string(3)?,
            storefront: row.string(4)?,
            contact: row.string(5)?,
            event: row.string(6)?,
            reference: row.string(7)?,
            occurred_at: row.time(8)?,
            status: row.string(9)?,
            next_at: row.opt_time(10)?,
            next_role: row.opt_string(11)?,
            held_for: row.opt_string(12)?,
            lease_until: row.opt_time(13)?,
            fence: row.int(14)?,
            expires_at: row.opt_time(15)?,
            reminder_at_creation: row.opt_int(16)?.is_some(),
            reminder_at_first: row.opt_int(17)?.is_some(),
            reminder_struck: row.opt_int(18)?.is_some(),
            ended_at: row.opt_time(19)?,
            reason: row.opt_string(20)?,
            created_at: row.time(21)?,
            joint: row.opt_string(22)?,
            sending_hour: row.opt_int(23)?,
        };
        Ok((row.string(0)?, invitation))
    };
    tx.all(sql, &values![account])?.iter().map(read).collect()
}

fn messages(tx: &mut Tx<'_>, account: AccountId) -> Result<BTreeMap<String, Message>, Error> {
    let sql = "SELECT id, invitation_id, role, channel, status, tries, address_key, consent_id, lease_until,
                   committed_at, first_tried_at
               FROM messages WHERE account_id = $1";
    let read = |row: &Row| {
        let message = Message {
            invitation: row.string(1)?,
            role: row.string(2)?,
            channel: row.string(3)?,
            status: row.string(4)?,
            tries: row.int(5)?,
            address: row.string(6)?,
            consent: row.string(7)?,
            lease_until: row.opt_time(8)?,
            committed_at: row.time(9)?,
            first_tried_at: row.time(10)?,
        };
        Ok((row.string(0)?, message))
    };
    tx.all(sql, &values![account])?.iter().map(read).collect()
}

fn decisions(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Decision>, Error> {
    let sql = "SELECT event_id, invitation_id, stage, outcome, reason, decided_at, id, due_at, checks FROM decisions
               WHERE account_id = $1";
    let read = |row: &Row| {
        let decision = Decision {
            event: row.string(0)?,
            invitation: row.opt_string(1)?,
            stage: row.string(2)?,
            outcome: row.string(3)?,
            reason: row.opt_string(4)?,
            at: row.time(5)?,
            due_at: row.opt_time(7)?,
            checks: row.string(8)?,
        };
        Ok((row.string(6)?, decision))
    };
    let found: BTreeMap<String, Decision> =
        tx.all(sql, &values![account])?.iter().map(read).collect::<Result<_, Error>>()?;
    Ok(found.into_values().collect())
}
