//! The schema comes up to the program's, whoever starts first and however often.

use afterword::store::schema::MIGRATIONS;
use afterword::store::{Error, Migration, Rows, Store, Tx, migrate};
use afterword::values;
use jiff::Timestamp;

use crate::count;
use crate::support::databases::{each_database, sqlite};

const FIRST: Migration = Migration {
    version: 1,
    name: "shops",
    sql: "-- Two tables; one comment.
        CREATE TABLE shops (id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT ';') {without_rowid};
        CREATE TABLE visits (n BIGINT NOT NULL);
        INSERT INTO visits (n) VALUES (1);",
};
const SECOND: Migration = Migration {
    version: 2,
    name: "towns",
    sql: "ALTER TABLE shops ADD COLUMN town TEXT; INSERT INTO visits (n) VALUES (2)",
};
const BROKEN: Migration =
    Migration { version: 3, name: "broken", sql: "INSERT INTO visits (n) VALUES (3); INSERT INTO nowhere VALUES (1);" };

fn now() -> Timestamp {
    Timestamp::from_millisecond(1_795_255_200_000).expect("a time")
}

#[test]
fn what_is_missing_is_applied_once() {
    each_database("applied_once", async |database| {
        let store = database.store();
        assert_eq!(migrate::run(&store, &[FIRST], now()).await, Ok(1));
        assert_eq!(migrate::run(&store, &[FIRST], now()).await, Ok(0));
        assert_eq!(migrate::run(&store, &[FIRST, SECOND], now()).await, Ok(1));
        let read = store.write("use", |tx| {
            tx.execute("INSERT INTO shops (id, town) VALUES ($1, $2)", &values!["s", "Umeå"])?;
            let row = tx.one("SELECT name, town FROM shops", &[])?;
            let migration = tx.one("SELECT name, applied_at FROM schema_migrations WHERE version = 2", &[])?;
            Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), migration.text(0)?.to_owned(), migration.time(1)?))
        });
        assert_eq!(read.await, Ok((";".into(), "Umeå".into(), "towns".into(), now())));
        assert_eq!(count(&store, "visits").await, 2);
    });
}

#[test]
fn four_that_start_at_once_apply_each_migration_once() {
    each_database("start_at_once", async |database| {
        let start = || {
            let config = database.config();
            std::thread::spawn(move || {
                let store = Store::open(&config).expect("the database is there");
                let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
                runtime.block_on(migrate::run(&store, &[FIRST, SECOND], now()))
            })
        };
        let nodes = [start(), start(), start(), start()];
        let applied: Vec<_> = nodes.into_iter().map(|node| node.join().expect("no panic")).collect();
        let total: Result<usize, Error> = applied.into_iter().sum();
        assert_eq!(total, Ok(2));
        assert_eq!(count(&database.store(), "visits").await, 2);
    });
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    each_database("newer", async |database| {
        let store = database.store();
        migrate::run(&store, &[FIRST, SECOND], now()).await.expect("two migrations");
        let refused = migrate::run(&store, &[FIRST], now()).await;
        assert_eq!(refused, Err(Error::Newer { found: 2, known: 1 }));
        assert!(refused.expect_err("refused").to_string().contains("start a newer program"));
        assert_eq!(count(&store, "schema_migrations").await, 2);
    });
}

#[test]
fn a_migration_that_fails_leaves_nothing_and_is_named() {
    each_database("fails", async |database| {
        let store = database.store();
        let failed = migrate::run(&store, &[FIRST, SECOND, BROKEN], now()).await;
        assert!(matches!(failed, Err(Error::Migration { version: 3, name: "broken", .. })), "{failed:?}");
        assert_eq!(count(&store, "visits").await, 2);
        assert_eq!(migrate::run(&store, &[FIRST, SECOND], now()).await, Ok(0));
    });
}

const INDEXED: Migration = Migration {
    version: 1,
    name: "indexed",
    sql: "CREATE TABLE visits (account_id TEXT NOT NULL, id TEXT NOT NULL, shop TEXT NOT NULL, guest TEXT NOT NULL,
            left_at BIGINT, PRIMARY KEY (account_id, id), UNIQUE (account_id, shop, id)) {without_rowid};
        CREATE INDEX visits_by_guest ON visits (account_id, guest);
        CREATE INDEX visits_open ON visits (account_id, shop) WHERE left_at IS NULL;",
};

#[test]
fn an_index_is_used_though_every_key_begins_with_the_account() {
    sqlite("index_is_used", async |database| {
        let store = database.store();
        // Opened before there were tables: what the planner is told reaches it all the same.
        let plan = |sql: &'static str| {
            let plan = store.read("plan", move |tx| {
                let mut rows = Rows::new();
                rows.push(values!["g"]);
                let rows = match sql.contains("{rows") {
                    true => tx.all_with(&format!("EXPLAIN QUERY PLAN {sql}"), &values!["a"], &rows)?,
                    false => tx.all(&format!("EXPLAIN QUERY PLAN {sql}"), &values!["a"])?,
                };
                rows.iter().map(|row| Ok(row.text(3)?.to_owned())).collect::<Result<Vec<_>, Error>>()
            });
            async { plan.await.expect("a plan").join("; ") }
        };
        assert!(plan("SELECT $1").await.starts_with("SCAN CONSTANT ROW"));
        migrate::run(&store, &[INDEXED], now()).await.expect("a migration");
        let by_guest = "visits USING INDEX visits_by_guest (account_id=? AND guest=?)";
        for (sql, used) in [
            ("SELECT left_at FROM visits WHERE account_id = $1 AND guest = 'g'", by_guest),
            ("SELECT left_at FROM visits v JOIN {rows: guest text} r ON v.account_id = $1 AND v.guest = r.guest", {
                "SCAN batch VIRTUAL TABLE INDEX 0:; SEARCH v USING INDEX visits_by_guest (account_id=? AND guest=?)"
            }),
            ("SELECT left_at FROM visits WHERE account_id = $1 AND shop = 's' AND guest = 'g'", by_guest),
            ("SELECT guest FROM visits WHERE account_id = $1 AND shop = 's' AND left_at IS NULL", {
                "visits USING INDEX visits_open (account_id=? AND shop=?)"
            }),
            (
                "SELECT left_at FROM visits WHERE account_id = $1 AND id = 'i'",
                "visits USING PRIMARY KEY (account_id=? AND id=?)",
            ),
        ] {
            let plan = plan(sql).await;
            assert!(plan.ends_with(used), "{sql}: {plan}");
        }
    });
}

/// An invitation that is queued and one whose first message went, as migration 23 left them.
const BEFORE_LOOKUPS: &str = "INSERT INTO invitations (account_id, id, campaign_id, version, purpose, storefront_id,
        contact_id, event_id, reference, occurred_at, status, address_key, due_at, next_at, next_role, next_step,
        next_channel, lease_owner, lease_until, fence, first_sent_at, expires_at, created_at, ended_at)
    VALUES ('acc_1', $1, 'cmp_1', 1, 'service_review', 'sto_1', 'con_1', $1, 'A-1', 1, $2, 'key', 5, $3, $4, 0, $5,
        'node-1', 9, 3, $6, $7, 1, NULL)";

#[test]
fn what_was_planned_before_there_were_lookups_stands_in_them() {
    each_database("before_lookups", async |database| {
        let store = database.store();
        migrate::run(&store, &MIGRATIONS[..23], now()).await.expect("what was there");
        let filled = store.write("fill", |tx| {
            tx.execute(BEFORE_LOOKUPS, &values!["inv_1", "scheduled", 5, "first", "email", None::<i64>, None::<i64>])?;
            tx.execute(BEFORE_LOOKUPS, &values!["inv_2", "sent", None::<i64>, None::<&str>, None::<&str>, 5, 8])
        });
        filled.await.expect("filled");
        migrate::run(&store, MIGRATIONS, now()).await.expect("the lookups");
        let found = store.read("look", |tx| {
            let text = |sql: &str, tx: &mut Tx<'_>| tx.one(sql, &[])?.string(0);
            Ok([
                text("SELECT invitation_id || next_at || next_role || fence FROM queue WHERE lease_until IS NULL", tx)?,
                text("SELECT invitation_id || first_sent_at || open_until FROM invitation_progress WHERE status = 'sent'", tx)?,
                text("SELECT MIN(invitation_id) || COUNT(*) FROM asked_addresses WHERE address_key = 'key'", tx)?,
            ])
        });
        assert_eq!(found.await.expect("found"), ["inv_15first3", "inv_258", "inv_12"]);
    });
}
