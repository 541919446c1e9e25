//! Claim and complete: due invitations are leased by a node and finished, in batches of 1,000 by four workers.
//! The limit is a table of two columns that does the same.

use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::Arc;

use afterword::store::{Dialect, Store, Tx, claims, invitations};
use afterword::values;
use jiff::{SignedDuration, Timestamp};
use rules::campaign::Purpose;
use rules::id::AccountId;
use rules::state::InvitationStatus;
use serde_json::json;

use super::support::databases::{Database, each_database};
use super::support::house::{Closed, House, checked};
use super::{Figure, house, rate, stopwatch};

/// Rows that are due. A million on PostgreSQL, as the peers were measured; SQLite has one writer and fewer rows.
const DUE: [usize; 2] = [1_000_000, 100_000];
const BATCH: i64 = 1_000;
const WORKERS: usize = 4;

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    each_database("bench_claims", async |database| {
        let figure = measure(database).await;
        let beside = peer(database).map(|limit| Figure {
            what: figure.what.clone(),
            ours: figure.ours,
            limit,
            limit_is: "graphile-worker under its performance preset",
            note: String::new(),
        });
        figures.borrow_mut().extend([Some(figure), beside].into_iter().flatten());
    });
    figures.into_inner()
}

async fn measure(database: &Database) -> Figure {
    let due = if database.dialect() == Dialect::Postgres { DUE[0] } else { DUE[1] };
    let house = house(database, Arc::new(Closed)).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "frequency": { "mode": "every_event" } })).await;
    let now = house.now().await;
    for chunk in (0..due).collect::<Vec<_>>().chunks(5_000) {
        let event = |number: &usize| {
            checked(
                json!({
                    "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"),
                    "occurred_at": now,
                    "contact": { "email": format!("customer-{number}@example.com") },
                }),
                now,
            )
        };
        house.engine.take_in(house.account, chunk.iter().map(event).collect()).await.expect("taken in");
    }
    let ours = work(&house, due).await;
    let limit = bare(&house.engine.store, due).await;
    Figure {
        what: format!("claim and complete, {due} due, {:?}", database.dialect()),
        ours,
        limit,
        limit_is: "a table of two columns that does the same",
        note: String::new(),
    }
}

/// A peer that needs PostgreSQL, Node and the registry of its packages; without them it is left out.
fn peer(database: &Database) -> Option<f64> {
    if database.dialect() != Dialect::Postgres {
        return None;
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    std::fs::create_dir_all(&folder).ok()?;
    for file in ["package.json", "graphile-worker.mjs"] {
        std::fs::copy(sources.join(file), folder.join(file)).ok()?;
    }
    let mut install = Command::new("npm");
    install.args(["install", "--silent", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(&folder);
    install.status().ok().filter(ExitStatus::success)?;
    let mut run = Command::new("node");
    run.args(["graphile-worker.mjs", &database.place(), &DUE[0].to_string()]).current_dir(&folder);
    String::from_utf8(run.output().ok()?.stdout).ok()?.trim().parse().ok()
}

async fn work(house: &House, due: usize) -> f64 {
    let now = house.now().await + SignedDuration::from_hours(24 * 30);
    let clock = stopwatch();
    let workers = (0..WORKERS).map(|number| {
        let (store, account) = (house.engine.store.clone(), house.account);
        tokio::spawn(async move {
            let owner = format!("worker-{number}");
            // As the engine's claims, they begin where the last one ended.
            let mut from = Timestamp::MIN;
            loop {
                let claim = {
                    let owner = owner.clone();
                    move |tx: &mut Tx<'_>| {
                        claims::claim(tx, account, &owner, (from, now), now + SignedDuration::from_mins(1), BATCH)
                    }
                };
                let claimed = store.write("claim", claim).await.expect("claimed");
                match claimed.iter().map(|claim| claim.next_at).max() {
                    Some(last) => from = last,
                    None if from > Timestamp::MIN => {
                        from = Timestamp::MIN;
                        continue;
                    }
                    None => break,
                }
                store.write("complete", move |tx| complete(tx, account, &claimed)).await.expect("completed");
            }
        })
    });
    for worker in workers.collect::<Vec<_>>() {
        worker.await.expect("a worker ends");
    }
    rate(due, clock())
}

fn complete(tx: &mut Tx<'_>, account: AccountId, claimed: &[claims::Claim]) -> Result<(), afterword::store::Error> {
    let ids: Vec<_> = claimed.iter().map(|claim| claim.invitation).collect();
    let mut states = invitations::by_ids(tx, account, &ids)?;
    for (_, state) in &mut states {
        state.queued = None;
        state.status = InvitationStatus::Sent;
    }
    let states: Vec<_> = states.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    invitations::save(tx, account, &states)
}

/// The least that a queue in this database can do: a key and a state, claimed and completed the same way.
async fn bare(store: &Store, due: usize) -> f64 {
    let rows = i64::try_from(due).expect("few");
    let made = store.write("bare", move |tx| {
        tx.execute("CREATE TABLE bare_jobs (id BIGINT PRIMARY KEY, state BIGINT NOT NULL)", &[])?;
        tx.execute(
            "INSERT INTO bare_jobs (id, state) WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL
                 SELECT i + 1 FROM n WHERE i < $1) SELECT i, 0 FROM n",
            &values![rows],
        )
    });
    made.await.expect("made");
    let clock = stopwatch();
    let mut done = 0;
    while done < rows {
        let (from, to) = (done, done + BATCH);
        let claim = move |tx: &mut Tx<'_>| {
            tx.execute("UPDATE bare_jobs SET state = 1 WHERE id > $1 AND id <= $2 AND state = 0", &values![from, to])
        };
        store.write("bare_claim", claim).await.expect("claimed");
        let complete =
            move |tx: &mut Tx<'_>| tx.execute("DELETE FROM bare_jobs WHERE id > $1 AND id <= $2", &values![from, to]);
        store.write("bare_complete", complete).await.expect("completed");
        done = to;
    }
    rate(due, clock())
}
