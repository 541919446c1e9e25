//! The world of one seed: a shop, its customers, three nodes over one database, a provider, and time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use afterword::engine::{Engine, Error};
use afterword::store::{self, Fault, Store, Tx, accounts, campaigns, storefronts};
use jiff::{SignedDuration, Timestamp};
use rules::id::AccountId;

use crate::draw::Draw;
use crate::faults::Faults;
use crate::nodes::Node;
use crate::provider::Provider;
use crate::settings;
use crate::tables::Tables;
use crate::waves::Waves;

/// What broke, in words.
pub type Broken = String;

pub const NODES: usize = 3;

/// How large a world is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub orders: usize,
    pub steps: usize,
}

pub struct World {
    pub seed: u64,
    pub size: Size,
    pub draw: Draw,
    pub store: Store,
    pub faults: Faults,
    pub provider: Arc<Provider>,
    pub account: AccountId,
    pub now: Timestamp,
    /// Whether the database fails at times.
    pub faulty: bool,
    pub nodes: Vec<Node>,
    /// How many nodes ever lived; each has a name of its own.
    pub lives: usize,
    pub reported: Vec<serde_json::Value>,
    /// Events whose taking in was answered.
    pub acknowledged: BTreeSet<String>,
    /// How often each message had been tried when it was last looked at.
    pub tries: BTreeMap<String, i64>,
    /// The waves of first messages of each campaign.
    pub waves: Waves,
    /// Messages of which a receipt said that they failed after all.
    pub failed_later: BTreeSet<String>,
    pub before: Tables,
    pub trace: Vec<String>,
}

impl World {
    pub async fn new(store: Store, faults: Faults, seed: u64, size: Size) -> World {
        let mut draw = Draw::new(seed, 1);
        let start: Timestamp = draw.pick(&["2026-03-20T06:00:00Z", "2026-10-18T06:00:00Z"]).parse().expect("a time");
        let now = start + SignedDuration::from_mins(draw.between(0, 3 * 24 * 60));
        let mut account = settings::account(&mut draw, now);
        account.settings.staged_release = Draw::new(seed, 4).chance(12);
        let shops = settings::storefronts(&mut draw, now);
        let mut asking = settings::campaigns(&mut draw, &shops, now);
        let products = settings::product_campaign(&mut Draw::new(seed, 3), &asking[0], now);
        asking.extend(products);
        let id = account.id;
        let trace = vec![
            format!("account {}", serde_json::to_string(&account.settings).expect("plain data")),
            format!("shops {:?}", shops.iter().map(|shop| (&shop.slug, shop.zone.name())).collect::<Vec<_>>()),
        ];
        let campaign_line = |one: &campaigns::Campaign| {
            let settings = serde_json::to_string(&one.settings).expect("plain data");
            format!("{} {} {} priority {} {settings}", one.name, one.event_type, one.kind.as_str(), one.priority)
        };
        let trace = trace.into_iter().chain(asking.iter().map(campaign_line)).collect();
        let founded = store.write("found", move |tx| {
            wipe(tx)?;
            accounts::insert(tx, &account, now)?;
            shops.iter().try_for_each(|shop| storefronts::insert(tx, id, shop))?;
            asking.iter().try_for_each(|campaign| campaigns::insert(tx, id, campaign))
        });
        founded.await.expect("a fresh account");
        let provider = Arc::new(Provider::new(seed, now));
        let mut world = World {
            seed,
            size,
            draw,
            store,
            faults,
            provider,
            account: id,
            now,
            faulty: true,
            nodes: Vec::new(),
            lives: 0,
            reported: Vec::new(),
            acknowledged: BTreeSet::new(),
            tries: BTreeMap::new(),
            waves: Waves::default(),
            failed_later: BTreeSet::new(),
            before: Tables::default(),
            trace,
        };
        for _ in 0..NODES {
            let node = world.fresh_node();
            world.nodes.push(node);
        }
        world
    }

    pub fn note(&mut self, line: impl AsRef<str>) {
        self.trace.push(format!("{} {}", self.now, line.as_ref()));
    }

    /// Time passes; every node's clock follows, a little off as it is.
    pub fn tell(&mut self, now: Timestamp) {
        self.now = now;
        self.nodes.iter().for_each(|node| node.tell(now));
    }

    /// Perhaps the next transaction, or the one after it, will fail.
    pub fn perhaps_fail(&mut self) {
        if self.faulty && self.draw.chance(7) {
            let fault = *self.draw.pick(&[Fault::BeforeCommit, Fault::AfterCommit]);
            let after = self.draw.below(2);
            self.faults.arm(after, fault);
        }
    }

    pub async fn tables(&self) -> Result<Tables, Broken> {
        self.faults.disarm();
        Tables::read(&self.store, self.account, &self.before)
            .await
            .map_err(|error| format!("the recount failed: {error}"))
    }

    /// A caller of the API who asks again, perhaps another node, when the database fails; in the end it does not.
    pub async fn insist<T>(
        &mut self,
        what: &str,
        ask: impl AsyncFn(&Engine) -> Result<T, Error>,
    ) -> Result<Result<T, Error>, Broken> {
        for last in [false, false, true] {
            let node = self.draw.below(NODES);
            if !last {
                self.perhaps_fail();
            }
            let answer = ask(&self.nodes[node].engine).await;
            self.faults.disarm();
            match answer {
                Err(Error::Store(store::Error::Unavailable(_))) => self.note(format!("{what}: the database failed")),
                Err(Error::Store(error)) => return Err(format!("{what}: {error}")),
                answer => return Ok(answer),
            }
        }
        Err(format!("{what}: unavailable without a fault"))
    }
}

/// Every table that an account has rows in, what points at others first; and the duties of all.
const WIPED: [&str; 36] = [
    "product_ratings",
    "routes",
    "former_settings",
    "calendar_feeds",
    "queue_change_items",
    "queue_changes",
    "holdout_members",
    "waves",
    "reminder_counts",
    "answer_hours",
    "contact_answer_hours",
    "audit_log",
    "audit_heads",
    "outbox",
    "responses",
    "decisions",
    "guards",
    "messages",
    "queue",
    "asked_addresses",
    "invitation_progress",
    "invitations",
    "orders",
    "events",
    "suppressions",
    "consents",
    "identifiers",
    "contacts",
    "campaign_versions",
    "campaigns",
    "storefronts",
    "idempotency_keys",
    "users",
    "api_keys",
    "accounts",
    "duties",
];

/// One database serves many seeds: what the last one left goes.
fn wipe(tx: &mut Tx<'_>) -> Result<(), store::Error> {
    WIPED.iter().try_for_each(|table| tx.execute(&format!("DELETE FROM {table}"), &[]).map(|_| ()))
}
