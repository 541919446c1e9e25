//! A `{rows: ...}` marker is a table made of what the closure brings along.

use afterword::store::{Error, Rows, Store, Tx, values};

use crate::support::databases::each_database;
use crate::{count, make_notes};

const INSERT: &str = "INSERT INTO notes (id, at, note)
    SELECT r.id, r.at, r.note FROM {rows: id text, at bigint, note text} r WHERE true
    ON CONFLICT (id) DO NOTHING RETURNING id";

fn three() -> Rows<3> {
    let mut rows = Rows::new();
    rows.push(values!["a", 1, None::<&str>]);
    rows.push(values!["it's \"b\"", None::<i64>, "{1,2,\"x\",NULL}"]);
    rows.push(values!["ç 🌻", i64::MIN, ""]);
    rows
}

async fn insert(store: &Store, rows: Rows<3>) -> Result<Vec<String>, Error> {
    let inserted = store.write("insert", move |tx| {
        let rows = tx.all_with(INSERT, &[], &rows)?;
        let mut ids = rows.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
        ids.sort();
        Ok(ids)
    });
    inserted.await
}

#[test]
fn a_batch_is_inserted_with_its_nulls_and_quotes() {
    each_database("inserted", async |database| {
        let store = database.store();
        make_notes(&store).await;
        assert_eq!(insert(&store, three()).await, Ok(vec!["a".into(), "it's \"b\"".into(), "ç 🌻".into()]));
        let read = store.read("read", |tx| {
            let rows =
                tx.all("SELECT id, at, note FROM notes ORDER BY CASE id WHEN 'a' THEN 0 ELSE at END DESC", &[])?;
            let read = |row: &afterword::store::Row| {
                Ok((row.text(0)?.to_owned(), row.opt_int(1)?, row.opt_text(2)?.map(str::to_owned)))
            };
            let mut rows = rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
            rows.sort();
            Ok(rows)
        });
        let expected = vec![
            ("a".into(), Some(1), None),
            ("it's \"b\"".into(), None, Some("{1,2,\"x\",NULL}".into())),
            ("ç 🌻".into(), Some(i64::MIN), Some(String::new())),
        ];
        assert_eq!(read.await, Ok(expected));
    });
}

#[test]
fn what_is_there_already_is_not_inserted_again() {
    each_database("not_again", async |database| {
        let store = database.store();
        make_notes(&store).await;
        insert(&store, three()).await.expect("three rows");
        let mut rows = three();
        rows.push(values!["new", 4, "n"]);
        assert_eq!(insert(&store, rows).await, Ok(vec!["new".into()]));
        assert_eq!(count(&store, "notes").await, 4);
    });
}

#[test]
fn an_empty_batch_is_a_table_without_rows() {
    each_database("empty", async |database| {
        let store = database.store();
        make_notes(&store).await;
        assert_eq!(insert(&store, Rows::new()).await, Ok(Vec::new()));
        insert(&store, three()).await.expect("three rows");
        assert_eq!(store.write("update", |tx| update(tx, &Rows::new())).await, Ok(0));
    });
}

fn update(tx: &mut Tx<'_>, rows: &Rows<2>) -> Result<u64, Error> {
    let sql = "UPDATE notes SET note = r.note || $1, at = $2
        FROM {rows: id text, note text} AS r WHERE notes.id = r.id";
    tx.execute_with(sql, &values!["!", 9], rows)
}

#[test]
fn a_batch_updates_the_rows_it_names() {
    each_database("updates", async |database| {
        let store = database.store();
        make_notes(&store).await;
        insert(&store, three()).await.expect("three rows");
        let mut rows = Rows::with_capacity(3);
        rows.push(values!["a", "it's"]);
        rows.push(values!["unknown", "x"]);
        rows.push(values!["ç 🌻", None::<&str>]);
        assert_eq!(store.write("update", move |tx| update(tx, &rows)).await, Ok(2));
        let read = store.read("read", |tx| {
            let sql = "SELECT note, at FROM notes WHERE id = $1";
            let of = |row: afterword::store::Row| Ok((row.opt_text(0)?.map(str::to_owned), row.int(1)?));
            Ok((of(tx.one(sql, &values!["a"])?)?, of(tx.one(sql, &values!["ç 🌻"])?)?))
        });
        assert_eq!(read.await, Ok(((Some("it's!".into()), 9), (None, 9))));
    });
}

#[test]
fn a_batch_is_joined_on_either_side() {
    each_database("joined", async |database| {
        let store = database.store();
        make_notes(&store).await;
        insert(&store, three()).await.expect("three rows");
        let joined = store.read("join", |tx| {
            let mut rows = Rows::new();
            for id in ["a", "unknown", "a", "ç 🌻"] {
                rows.push(values![id, 5]);
            }
            let all = |tx: &mut Tx<'_>, sql| {
                tx.all_with(sql, &values![4], &rows)?.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
            };
            let inner: Result<Vec<String>, Error> = all(
                tx,
                "SELECT n.id FROM {rows: id text, n bigint} r JOIN notes n ON n.id = r.id WHERE r.n > $1 ORDER BY n.id",
            );
            let outer = all(
                tx,
                "SELECT n.id || COALESCE(r.id, '-') FROM notes n
                LEFT JOIN {rows: id text, n bigint} r ON n.id = r.id AND r.n > $1 ORDER BY n.at DESC, n.id",
            );
            let within = all(
                tx,
                "SELECT id FROM notes WHERE id IN (SELECT id FROM {rows: id text, n bigint} r WHERE n > $1) ORDER BY id",
            );
            Ok((inner?, outer?.len(), within?))
        });
        let (inner, outer, within) = joined.await.expect("three joins");
        assert_eq!(inner, ["a", "a", "ç 🌻"]);
        assert_eq!(outer, 4);
        assert_eq!(within, ["a", "ç 🌻"]);
    });
}

#[test]
fn a_thousand_rows_of_the_widest_kind_arrive() {
    each_database("widest", async |database| {
        let store = database.store();
        let names: Vec<String> = (0..64).map(|column| format!("c{column} bigint")).collect();
        let sum: Vec<String> = (0..64).map(|column| format!("r.c{column}")).collect();
        let sql = format!("SELECT CAST(SUM({}) AS BIGINT) FROM {{rows: {}}} r", sum.join(" + "), names.join(", "));
        let mut rows = Rows::new();
        for row in 0..1_000_i64 {
            rows.push(std::array::from_fn::<_, 64, _>(|_| row.into()));
        }
        let answer = store.read("wide", move |tx| tx.all_with(&sql, &[], &rows)?[0].int(0));
        assert_eq!(answer.await, Ok(499_500 * 64));
    });
}

#[test]
fn words_of_sql_are_names_like_others() {
    each_database("words", async |database| {
        let store = database.store();
        let answer = store.read("words", |tx| {
            let mut rows = Rows::new();
            rows.push(values!["x", 1]);
            let sql = "SELECT r.\"order\", r.\"end\" FROM {rows: order text, end bigint} r";
            let row = &tx.all_with(sql, &[], &rows)?[0];
            Ok((row.text(0)?.to_owned(), row.int(1)?))
        });
        assert_eq!(answer.await, Ok(("x".into(), 1)));
    });
}

#[test]
fn a_repeated_closure_brings_the_same_batch() {
    each_database("repeated", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let rows = three();
        let write = store.write("twice", move |tx| {
            tx.execute_with(INSERT, &[], &rows)?;
            tx.execute("DELETE FROM notes", &[])?;
            tx.execute_with(INSERT, &[], &rows)
        });
        assert_eq!(write.await, Ok(3));
    });
}

#[test]
fn a_batch_that_does_not_go_with_its_text_is_refused() {
    each_database("refused", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let mut wrong_type = Rows::new();
        wrong_type.push(values!["a", "b", "c"]);
        assert!(matches!(insert(&store, wrong_type).await, Err(Error::Statement { transaction: "insert", .. })));
        let mut nul = three();
        nul.push(values!["\0", 1, "c"]);
        assert_eq!(insert(&store, nul).await, Err(Error::Nul));
        let narrow = store.write("narrow", |tx| tx.execute_with(INSERT, &[], &Rows::<2>::new())).await;
        assert!(matches!(narrow, Err(Error::Statement { transaction: "narrow", .. })));
        let without = store.write("without", |tx| tx.execute(INSERT, &[])).await;
        assert!(matches!(without, Err(Error::Statement { transaction: "without", .. })));
        let needless = store.write("needless", |tx| tx.execute_with("DELETE FROM notes", &[], &three())).await;
        assert!(matches!(needless, Err(Error::Statement { transaction: "needless", .. })));
        assert_eq!(count(&store, "notes").await, 0);
    });
}
