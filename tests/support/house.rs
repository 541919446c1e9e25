//! A house to tell stories in: an engine with a told clock and one sandbox account that has a storefront and a campaign.

use std::sync::Arc;

use afterword::delivery::sender_check::Dns;
use afterword::delivery::smtp::Relay;
use afterword::delivery::{EmailAddress, Patience, Relays, SenderCheck};
use afterword::engine::answer_mails::agree;
use afterword::engine::claim::Heads;
use afterword::engine::email::Email;
use afterword::engine::hand_over::{Channel, Ends, Parcel, at_once};
use afterword::engine::people::email_key;
use afterword::engine::take_in::Taken;
use afterword::engine::{Engine, Settings};
use afterword::intake::event::{Event, EventInput};
use afterword::secret::Secret;
use afterword::settings::account::AccountSettings;
use afterword::settings::campaign::CampaignSettings;
use afterword::store::accounts::{self, Account};
use afterword::store::campaigns::{self, Campaign};
use afterword::store::outbox::{self, Boxed};
use afterword::store::storefronts::{self, Storefront};
use afterword::store::users::{self, Role, User};
use afterword::store::{Store, schema};
use afterword::world::World;
use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use rules::consent::Basis;
use rules::id::{AccountId, CampaignId, StorefrontId, UserId};
use rules::time::Zone;
use serde_json::{Value, json};

use super::databases::Database;

/// A way out that nobody may take: a sandbox needs none.
#[derive(Debug)]
pub struct Closed;

impl Channel for Closed {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        assert!(parcels.is_empty(), "a sandbox sends into its box");
        at_once(Vec::new())
    }

    fn room(&self, _coming: usize) -> usize {
        0
    }
}

/// A way out by these relays, for senders of whom no DNS knows.
pub fn email(relays: &str, sender: &str, patience: Patience) -> Arc<Email> {
    let relays = Relay::parse_all(relays).expect("relays as the configuration names them");
    let senders = SenderCheck {
        dns: Dns::at(([127, 0, 0, 1], 1).into()),
        relays: relays.iter().map(|relay| relay.host.clone()).collect(),
        dkim_selector: None,
        return_path: EmailAddress::parse(sender).expect("an address"),
    };
    Arc::new(Email::new(Relays::new(relays, patience).expect("no certificates are to be loaded"), senders))
}

pub struct House {
    pub engine: Engine,
    pub account: AccountId,
    pub storefront: StorefrontId,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time such as 2026-03-01T10:00:00Z")
}

pub fn engine(store: Store, now: Timestamp, channel: Arc<dyn Channel>) -> Engine {
    Engine {
        store,
        world: World::told(now, 7),
        secret: Secret::new([7; 32]),
        settings: Arc::new(Settings { owner: "node-1".to_owned(), public_url: "https://ask.example".to_owned() }),
        channel,
        heads: Heads::default(),
    }
}

impl House {
    /// A sandbox in Stockholm that declares `existing_customer` for its customers.
    pub async fn sandbox(database: &Database, now: &str) -> House {
        Self::open(database.store(), at(now), Arc::new(Closed), true).await
    }

    pub async fn open(store: Store, now: Timestamp, channel: Arc<dyn Channel>, sandbox: bool) -> House {
        Self::of(engine(store, now, channel), sandbox).await
    }

    /// A house with an engine of one's own.
    pub async fn of(engine: Engine, sandbox: bool) -> House {
        let now = engine.world.clock.now();
        schema::prepare(&engine.store, now).await.expect("a fresh database");
        let account = Account {
            id: AccountId::new(now, 1),
            name: "Records".to_owned(),
            settings: AccountSettings::default(),
            sandbox_since: sandbox.then_some(now),
            clock_at: sandbox.then_some(now),
            manual_receipts_since: None,
            hold: None,
            held_at: None,
            plan: afterword::settings::plan::Plan::Enterprise,
        };
        let id = account.id;
        let storefront = storefront(StorefrontId::new(now, 1), "main", now);
        let kept = storefront.clone();
        let made = engine.store.write("house", move |tx| {
            accounts::insert(tx, &account, now)?;
            storefronts::insert(tx, id, &kept)
        });
        made.await.expect("the house stands");
        House { engine, account: id, storefront: storefront.id }
    }

    pub async fn campaign(&self, purpose: Purpose, event_type: &str, settings: Value) -> CampaignId {
        let settings: CampaignSettings = serde_json::from_value(settings).expect("settings as the API takes them");
        settings.check().expect("settings that make sense");
        let now = self.engine.world.clock.now();
        let campaign = Campaign {
            id: CampaignId::new(now, self.engine.world.chance.bits()),
            storefront: self.storefront,
            event_type: event_type.to_owned(),
            purpose,
            kind: Kind::Transactional,
            name: "After delivery".to_owned(),
            priority: 0,
            version: 1,
            enabled_since: Some(now),
            paused_at: None,
            brake: None,
            settings,
            created_at: now,
        };
        let (account, id) = (self.account, campaign.id);
        let made = self.engine.store.write("campaign", move |tx| campaigns::insert(tx, account, &campaign));
        made.await.expect("a campaign");
        id
    }

    pub async fn account_settings(&self, settings: Value) {
        let settings: AccountSettings = serde_json::from_value(settings).expect("settings as the API takes them");
        let (account, engine, now) = (self.account, self.engine.clone(), self.engine.world.clock.now());
        let saved = self.engine.store.write("settings", move |tx| {
            let (mut settings, known) = (settings.clone(), accounts::find(tx, account)?.expect("there"));
            agree(tx, &engine, &known, &mut settings, now)?.expect("settings that can be");
            accounts::save_settings(tx, account, &settings)
        });
        saved.await.expect("settings saved");
    }

    /// Someone of the business.
    pub async fn user(&self, email: &str) {
        let (account, now) = (self.account, self.engine.world.clock.now());
        let id = UserId::new(now, self.engine.world.chance.bits());
        let key = email_key(&self.engine.secret, account, email);
        let user = User::new(id, (email, key), Role::Editor, now);
        self.engine.store.write("user", move |tx| users::insert(tx, account, &user)).await.expect("a user");
    }

    /// Locks a user out.
    pub async fn disable(&self, email: &str) {
        let (account, now) = (self.account, self.engine.world.clock.now());
        let key = email_key(&self.engine.secret, account, email);
        let disabled = self.engine.store.write("disable", move |tx| users::disable(tx, account, key, now));
        assert!(disabled.await.expect("writable"), "there is such a user");
    }

    /// Reports an order, as the API would.
    pub async fn order(&self, reference: &str, email: &str, occurred_at: &str) -> Taken {
        self.report(json!({
            "type": "order.delivered", "storefront": "main", "reference": reference, "occurred_at": occurred_at,
            "contact": { "email": email },
        }))
        .await
    }

    pub async fn report(&self, event: Value) -> Taken {
        let now = self.now().await;
        let taken = self.engine.take_in(self.account, vec![checked(event, now)]).await.expect("taken in");
        taken.into_iter().next().expect("one answer for one event")
    }

    pub async fn now(&self) -> Timestamp {
        let account = self.account;
        let found = self.engine.store.read("account", move |tx| accounts::find(tx, account));
        let account = found.await.expect("readable").expect("there");
        account.now(self.engine.world.clock.now())
    }

    pub async fn until(&self, to: &str) {
        self.engine.move_clock(self.account, at(to)).await.expect("the clock moves");
    }

    /// What is in the box, the oldest first: to whom, when, in which role.
    pub async fn box_(&self) -> Vec<Boxed> {
        let account = self.account;
        let boxed = self.engine.store.read("outbox", move |tx| outbox::list(tx, account, None, None, None, 1_000));
        boxed.await.expect("readable")
    }

    /// The box in words: `2026-03-10T10:00:00Z first ada@example.com`.
    pub async fn sent(&self) -> Vec<String> {
        let line = |one: &Boxed| format!("{} {} {}", one.sent_at, one.role.as_str(), one.recipient);
        self.box_().await.iter().map(line).collect()
    }
}

pub fn checked(event: Value, now: Timestamp) -> Event {
    let input: EventInput = serde_json::from_value(event).expect("an event as the API takes it");
    input.check(now, None).expect("an event that makes sense")
}

fn storefront(id: StorefrontId, slug: &str, now: Timestamp) -> Storefront {
    Storefront {
        declared_basis: Some(Basis::ExistingCustomer),
        ..Storefront::new(id, slug, "Main Street", Zone::parse("Europe/Stockholm").expect("a zone"), now)
    }
}
