//! Concurrency: nodes that really work at once, at every level of isolation that a server may be set to. No rule may
//! rest on that level.

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use afterword::engine::Engine;
use afterword::engine::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use afterword::engine::orders::Report;
use afterword::store::audit_log::Actor;
use afterword::store::suppressions::{self, Suppression};
use afterword::store::{Error, Fault, Store, campaigns, consents, values};
use jiff::{SignedDuration, Timestamp};
use rules::address::{Cause, Channel as Way};
use rules::campaign::{AccountHold, Purpose};
use rules::id::{AccountId, InvitationId, MessageId, SuppressionId};
use rules::settle::Ended;
use serde_json::json;
use tokio::sync::Barrier;

use support::databases::{self, Database};
use support::house::{self, House, at};

const LEVELS: [&str; 3] = ["read committed", "repeatable read", "serializable"];
const MORNING: &str = "2026-03-03T08:00:00Z";
/// The hour at which everything is due, and a moment.
const DUE: &str = "2026-03-03T10:00:05Z";

fn at_each_level(name: &str, test: &impl AsyncFn(&Database, &str)) {
    databases::sqlite(name, async |database| test(database, "SQLite").await);
    for (level, number) in LEVELS.iter().zip(1..) {
        databases::postgres(&format!("{name}_{number}"), async |database| {
            let url = database.place();
            let own = url.rsplit_once('/').and_then(|(_, rest)| rest.split('?').next()).expect("a URL with a name");
            database.outside(&format!("ALTER DATABASE \"{own}\" SET default_transaction_isolation = '{level}'"));
            database.outside(&format!("ALTER DATABASE \"{own}\" SET deadlock_timeout = '20ms'"));
            test(database, level).await;
        });
    }
}

/// A provider that takes everything, and writes down to whom it went.
#[derive(Debug, Default)]
struct Book(Mutex<Vec<(MessageId, String)>>);

impl Book {
    fn accepted(&self) -> Vec<(MessageId, String)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Channel for Book {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        book.extend(parcels.iter().map(|parcel| (parcel.message, parcel.letter.to.clone())));
        let taken = |parcel: Parcel| Handed { message: parcel.message, ended: Ended::Accepted, text: None };
        at_once(parcels.into_iter().map(taken).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        100
    }
}

fn node(store: Store, number: usize, now: Timestamp, book: &Arc<Book>) -> Engine {
    let mut engine = house::engine(store, now, Arc::<Book>::clone(book));
    let settings = afterword::engine::Settings { owner: format!("node-{number}"), ..(*engine.settings).clone() };
    engine.settings = Arc::new(settings);
    let seed = 100 + u64::try_from(number).expect("few nodes");
    engine.world.chance = afterword::world::Chance::seeded(seed);
    engine
}

/// Campaigns that ask about an event of their own type at once.
const CAMPAIGNS: usize = 4;
/// The last two have the address of the first.
const PEOPLE: usize = 8;

async fn open(database: &Database, book: &Arc<Book>) -> House {
    let house = House::open(database.store(), at(MORNING), Arc::<Book>::clone(book), false).await;
    house.account_settings(json!({ "pressure": { "gap": "P0D" } })).await;
    for number in 0..CAMPAIGNS {
        let settings = json!({ "delay": "P0D", "frequency": { "mode": "every_event" } });
        house.campaign(Purpose::ServiceReview, &format!("type.{number}"), settings).await;
    }
    house
}

async fn order(house: &House, campaign: usize, person: usize, address: usize) {
    let event = json!({
        "type": format!("type.{campaign}"), "storefront": "main", "reference": format!("R-{person}"),
        "occurred_at": MORNING, "contact": { "external_id": format!("c{person}"), "email": format!("p{address}@example.com") },
    });
    house.report(event).await;
}

/// Works until nothing is due, so many at a time; every invitation is claimed by one node once.
async fn work(
    engine: Engine,
    now: Timestamp,
    most: usize,
    claimed_before: Arc<Mutex<BTreeSet<InvitationId>>>,
) -> Result<(), Error> {
    loop {
        let claimed = engine.claim(now, most).await?;
        if claimed.is_empty() {
            return Ok(());
        }
        for claimed in claimed {
            for claim in &claimed.claims {
                let is_new = claimed_before.lock().unwrap_or_else(PoisonError::into_inner).insert(claim.invitation);
                assert!(is_new, "{} was claimed twice", claim.invitation);
            }
            let attempts = engine.commit(now, claimed).await?;
            let finished = engine.hand_over(now, attempts).await;
            engine.settle(now, finished).await?;
        }
    }
}

async fn due(house: &House, now: Timestamp) -> i64 {
    let account = house.account;
    let sql = "SELECT COUNT(*) FROM invitations WHERE account_id = $1 AND next_at <= $2";
    let found = house.engine.store.read("due", move |tx| tx.one(sql, &values![account, now])?.int(0));
    found.await.expect("a count")
}

const NODES: usize = 4;
/// Collisions leave claims behind, which come free when their leases end.
const ROUNDS: usize = 20;

/// All nodes begin at once, as often as it takes until nothing is due, each with so many at a time.
async fn work_together(house: &House, nodes: &[Engine], begins: Timestamp, most: usize) {
    for round in 0..ROUNDS {
        let now = begins + SignedDuration::from_secs(61 * i64::try_from(round).expect("few rounds"));
        if due(house, now).await == 0 {
            return;
        }
        let claimed = Arc::new(Mutex::new(BTreeSet::new()));
        let begin = Arc::new(Barrier::new(nodes.len()));
        let works: Vec<_> = nodes
            .iter()
            .map(|node| {
                let (node, claimed, begin) = (node.clone(), Arc::clone(&claimed), Arc::clone(&begin));
                tokio::spawn(async move {
                    begin.wait().await;
                    work(node, now, most, claimed).await
                })
            })
            .collect();
        for work in works {
            let worked = work.await.expect("no panic");
            assert!(matches!(worked, Ok(()) | Err(Error::Conflict)), "{worked:?}");
        }
    }
    assert_eq!(due(house, begins).await, 0, "the queue does not drain");
}

#[test]
fn nobody_is_asked_too_often_and_nothing_goes_twice_however_many_nodes_work_at_once() {
    at_each_level("together", &async |database, level| {
        let book = Arc::new(Book::default());
        let house = open(database, &book).await;
        for person in 0..PEOPLE {
            order(&house, 0, person, person).await;
        }
        for campaign in 1..CAMPAIGNS {
            for person in 0..PEOPLE {
                let address = if person + 2 < PEOPLE { person } else { 0 };
                order(&house, campaign, person, address).await;
            }
        }
        // All of it was planned while nothing stood against it. From now on it may not go so close together.
        house.account_settings(json!({ "pressure": { "gap": "P7D", "distinct_interactions": false } })).await;
        let nodes: Vec<_> = (1..=NODES).map(|number| node(database.store(), number, at(DUE), &book)).collect();
        work_together(&house, &nodes, at(DUE), 3).await;
        let mut by_recipient: BTreeMap<String, usize> = BTreeMap::new();
        for (_, recipient) in book.accepted() {
            *by_recipient.entry(recipient).or_default() += 1;
        }
        let expected: BTreeMap<_, _> = (0..PEOPLE - 2).map(|person| (format!("p{person}@example.com"), 1)).collect();
        assert_eq!(by_recipient, expected, "{level}");
    });
}

/// Everything that is due at once of one campaign.
const LARGE_SEND: usize = 2_000;

#[test]
fn a_large_send_goes_in_its_stages_however_many_nodes_work_at_once() {
    at_each_level("stages", &async |database, level| {
        let book = Arc::new(Book::default());
        let house = open(database, &book).await;
        house.account_settings(json!({ "pressure": { "gap": "P0D" }, "staged_release": true })).await;
        let order = |number: usize| {
            let event = json!({
                "type": "type.0", "storefront": "main", "reference": format!("R-{number}"), "occurred_at": MORNING,
                "contact": { "email": format!("p{number}@example.com") },
            });
            house::checked(event, at(MORNING))
        };
        let events = (0..LARGE_SEND).map(order).collect();
        house.engine.take_in(house.account, events).await.expect("taken in");
        let nodes: Vec<_> = (1..=NODES).map(|number| node(database.store(), number, at(DUE), &book)).collect();
        for (hour, sent) in [(0, 50), (1, 550), (2, LARGE_SEND)] {
            work_together(&house, &nodes, at(DUE) + SignedDuration::from_hours(hour), 100).await;
            assert_eq!(book.accepted().len(), sent, "{level}, hour {hour}");
        }
    });
}

/// What stops a message if it is committed before the attempt is (trust 1).
#[derive(Debug, Clone, Copy)]
enum Stop {
    OptOut,
    WithdrawConsent,
    HoldOrder,
    CancelOrder,
    PauseCampaign,
    HoldAccount,
    ChangeAddress,
}

const STOPS: [Stop; 7] = [
    Stop::OptOut,
    Stop::WithdrawConsent,
    Stop::HoldOrder,
    Stop::CancelOrder,
    Stop::PauseCampaign,
    Stop::HoldAccount,
    Stop::ChangeAddress,
];

const ADDRESS: &str = "p0@example.com";

impl Stop {
    async fn happen(self, engine: &Engine, account: AccountId) {
        let report = |report| engine.report_order(account, "main".to_owned(), "R-0".to_owned(), report);
        match self {
            Stop::OptOut => {
                let stop = Suppression {
                    id: SuppressionId::new(at(DUE), 1),
                    address: afterword::engine::people::email_key(&engine.secret, account, ADDRESS),
                    channel: Way::Email,
                    cause: Cause::Unsubscribed,
                    group: None,
                    source: "link".to_owned(),
                    created_at: at(DUE),
                };
                let stops = [stop];
                let written = engine.store.write("opt_out", move |tx| suppressions::insert(tx, account, &stops));
                written.await.expect("written");
            }
            Stop::WithdrawConsent => withdraw(engine, account).await,
            Stop::HoldOrder => report(Report::Held).await.expect("held"),
            Stop::CancelOrder => report(Report::Cancelled).await.expect("cancelled"),
            Stop::PauseCampaign => {
                let all = engine.store.read("campaigns", move |tx| campaigns::all(tx, account)).await;
                let asking = all.expect("readable").into_iter().find(|campaign| campaign.event_type == "type.0");
                let mut campaign = asking.expect("it is there");
                campaign.paused_at = Some(at(DUE));
                engine.change_campaign(account, campaign, Actor::CommandLine).await.expect("paused");
            }
            Stop::HoldAccount => {
                engine.hold_account(account, AccountHold::KillSwitch, Actor::CommandLine).await.expect("held")
            }
            Stop::ChangeAddress => {
                let event = json!({
                    "type": "other", "storefront": "main", "reference": "R-9", "occurred_at": MORNING,
                    "contact": { "external_id": "c0", "email": "new@example.com" },
                });
                engine.take_in(account, vec![house::checked(event, at(DUE))]).await.expect("taken in");
            }
        }
    }
}

async fn withdraw(engine: &Engine, account: AccountId) {
    let sql = "SELECT contact_id, id FROM consents WHERE account_id = $1";
    let write = move |tx: &mut afterword::store::Tx<'_>| {
        for row in tx.all(sql, &values![account])? {
            consents::withdraw(tx, account, row.parse(0)?, row.parse(1)?, at(DUE))?;
        }
        Ok(())
    };
    engine.store.write("withdraw", write).await.expect("written");
}

/// What may happen at the last moment before an attempt is committed, on another connection.
type Meanwhile = Box<dyn Fn() + Send + Sync>;

/// A database that does something at the end of each attempt's transaction, before its COMMIT.
fn interrupted(database: &Database) -> (Store, Arc<Mutex<Option<Meanwhile>>>) {
    let meanwhile: Arc<Mutex<Option<Meanwhile>>> = Arc::default();
    let asked = Arc::clone(&meanwhile);
    let config = database.config().with_faults(move |transaction| {
        if transaction == "commit"
            && let Some(happen) = asked.lock().unwrap_or_else(PoisonError::into_inner).take()
        {
            happen();
        }
        Fault::None
    });
    (Store::open(&config).expect("the database is there"), meanwhile)
}

/// What waits for the attempt's transaction cannot be done within this time, and happens after it.
const A_MOMENT: Duration = Duration::from_millis(300);

/// Messages that went and of which their invitations know nothing: whoever wrote one last had not read it.
async fn forgotten(house: &House) -> i64 {
    let account = house.account;
    let sql = "SELECT COUNT(*) FROM messages m JOIN invitations i ON i.account_id = $1 AND i.id = m.invitation_id
               WHERE m.account_id = $1 AND m.sent_at IS NOT NULL AND i.first_sent_at IS NULL";
    house.engine.store.read("forgotten", move |tx| tx.one(sql, &values![account])?.int(0)).await.expect("readable")
}

/// Whether the stop was answered before the attempt was committed, and to whom the message went.
async fn stop_at_the_last_moment(database: &Database, stop: Stop) -> (bool, Vec<String>) {
    let book = Arc::new(Book::default());
    let house = open(database, &book).await;
    order(&house, 0, 0, 0).await;
    let (store, meanwhile) = interrupted(database);
    let sending = node(store, 1, at(DUE), &book);
    let other = node(database.store(), 2, at(DUE), &book);
    let (runtime, account) = (tokio::runtime::Handle::current(), house.account);
    let (ended, stopped) = mpsc::channel();
    let first = Arc::new(Mutex::new(None));
    let answered = Arc::clone(&first);
    let happen = move || {
        let (other, ended) = (other.clone(), ended.clone());
        let (now, in_time) = mpsc::channel();
        runtime.spawn(async move {
            stop.happen(&other, account).await;
            now.send(()).unwrap_or_default();
            ended.send(()).expect("somebody waits");
        });
        let came_first = in_time.recv_timeout(A_MOMENT).is_ok();
        *answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(came_first);
    };
    *meanwhile.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(happen));
    let sent = sending.tick(at(DUE), 10).await;
    assert!(sent.is_ok(), "{sent:?}");
    let waited = tokio::task::spawn_blocking(move || stopped.recv_timeout(Duration::from_secs(20))).await;
    waited.expect("no panic").expect("the stop ends");
    assert_eq!(forgotten(&house).await, 0, "{stop:?}");
    let came_first = first.lock().unwrap_or_else(PoisonError::into_inner).expect("the attempt was interrupted");
    (came_first, book.accepted().into_iter().map(|(_, recipient)| recipient).collect())
}

#[test]
fn what_stops_a_message_comes_before_its_attempt_or_after_it_and_never_beside_it() {
    for stop in STOPS {
        at_each_level("stopped", &async |database, level| {
            let (came_first, accepted) = stop_at_the_last_moment(database, stop).await;
            let expected = match (came_first, stop) {
                (false, _) => vec![ADDRESS.to_owned()],
                (true, Stop::ChangeAddress) => vec!["new@example.com".to_owned()],
                (true, _) => Vec::new(),
            };
            assert_eq!(accepted, expected, "{stop:?} at {level}, first: {came_first}");
        });
    }
}
