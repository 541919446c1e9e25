//! What goes in comes out, and what is wrong is refused alike.

use std::fmt::Debug;

use afterword::store::{Error, Row, Store, values};
use jiff::Timestamp;

use crate::make_notes;
use crate::support::databases::each_database;

async fn one(store: &Store, sql: &'static str) -> Result<Row, Error> {
    store.write("one", move |tx| tx.one(sql, &[])).await
}

#[test]
fn values_come_back_as_they_went_in() {
    each_database("come_back", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let texts = ["", "it's \"quoted\" $1 {x} \\ ;--", "Åse Ødegård", "日本語 🌻", "a\nb\tc\u{1}", " "];
        let numbers = [0, -1, i64::MAX, i64::MIN, 1_790_000_000_000, 7];
        for (text, number) in texts.into_iter().zip(numbers) {
            let back = store.write("there and back", move |tx| {
                tx.execute("DELETE FROM notes", &[])?;
                tx.execute("INSERT INTO notes (id, at, note) VALUES ($1, $2, $1)", &values![text, number])?;
                let row = tx.one("SELECT note, at FROM notes WHERE id = $1 AND at = $2", &values![text, number])?;
                Ok((row.text(0)?.to_owned(), row.int(1)?))
            });
            assert_eq!(back.await, Ok((text.to_owned(), number)));
        }
    });
}

#[test]
fn parameters_are_bound_by_their_number() {
    each_database("by_number", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let row = store.write("swapped", |tx| {
            tx.execute("INSERT INTO notes (note, at, id) VALUES ($3, $2, $1)", &values!["first", 2, "third"])?;
            tx.one("SELECT note FROM notes WHERE note = $2 AND id = $1", &values!["first", "third"])
        });
        assert_eq!(row.await.expect("the row is found").text(0), Ok("third"));
    });
}

#[test]
fn a_parameter_has_the_type_of_its_value() {
    each_database("type_of_value", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let same_text = store.write("types", |tx| {
            let bare = "SELECT COALESCE($1, $1)";
            assert_eq!(tx.one(bare, &values![None::<&str>])?.opt_text(0), Ok(None));
            assert_eq!(tx.one(bare, &values![5_000_000_000])?.int(0), Ok(5_000_000_000));
            assert_eq!(tx.one(bare, &values!["five"])?.text(0), Ok("five"));
            let sum = "SELECT 1 + $1";
            assert_eq!(tx.one(sum, &values![None::<i64>])?.opt_int(0), Ok(None));
            assert_eq!(tx.one(sum, &values![5_000_000_000])?.int(0), Ok(5_000_000_001));
            let limited = "SELECT id FROM notes WHERE note IS NOT DISTINCT FROM $1 ORDER BY id LIMIT $2";
            assert!(tx.all(limited, &values![None::<String>, 10])?.is_empty());
            assert!(tx.all(limited, &values![Some(String::from("x")), 10])?.is_empty());
            Ok(())
        });
        assert_eq!(same_text.await, Ok(()));
    });
}

#[test]
fn times_are_milliseconds() {
    each_database("milliseconds", async |database| {
        let store = database.store();
        let time: Timestamp = "2026-11-21T10:00:00.123456Z".parse().expect("a time");
        let row = store.read("time", move |tx| tx.one("SELECT $1, $2", &values![time, None::<Timestamp>]));
        let row = row.await.expect("a row");
        assert_eq!(row.int(0), Ok(1_795_255_200_123));
        assert_eq!(row.time(0).map(|time| time.to_string()), Ok("2026-11-21T10:00:00.123Z".into()));
        assert_eq!(row.opt_time(1), Ok(None));
    });
}

#[test]
fn a_column_is_not_read_as_something_else() {
    each_database("something_else", async |database| {
        let store = database.store();
        let row = one(&store, "SELECT 'a', 7, CAST(NULL AS TEXT), 9223372036854775807").await.expect("a row");
        assert_eq!(row.int(0), Err(Error::Column { column: 0, wanted: "a number", found: "text" }));
        assert_eq!(row.text(1), Err(Error::Column { column: 1, wanted: "text", found: "a number" }));
        assert_eq!(row.text(2), Err(Error::Column { column: 2, wanted: "text", found: "null" }));
        assert_eq!(row.opt_time(3).map_err(|error| error.to_string()).expect_err("no such year"), {
            "column 3 is a number outside the calendar, wanted a time"
        });
        assert!(matches!(row.text(4), Err(Error::Column { column: 4, .. })));
    });
}

#[test]
fn numbers_with_a_point_are_refused() {
    each_database("with_a_point", async |database| {
        let store = database.store();
        let point = one(&store, "SELECT CAST(0.5 AS REAL)").await;
        assert!(matches!(point, Err(Error::Statement { transaction: "one", .. })), "{point:?}");
    });
}

#[test]
fn yes_and_no_are_one_and_zero() {
    each_database("yes_and_no", async |database| {
        let row = one(&database.store(), "SELECT 1 = 1, EXISTS (SELECT 1 WHERE 1 = 2)").await.expect("a row");
        assert_eq!((row.int(0), row.int(1)), (Ok(1), Ok(0)));
    });
}

#[test]
fn one_row_is_not_two() {
    each_database("not_two", async |database| {
        let store = database.store();
        let two = one(&store, "SELECT 1 UNION ALL SELECT 2").await;
        assert!(matches!(two, Err(Error::Statement { transaction: "one", .. })));
        assert_eq!(one(&store, "SELECT 1 WHERE 1 = 2").await.err(), Some(Error::Missing));
        let none = store.read("maybe", |tx| tx.maybe("SELECT 1 WHERE 1 = 2", &[])).await;
        assert!(none.expect("no error").is_none());
    });
}

#[test]
fn nul_is_refused() {
    each_database("nul", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let insert = "INSERT INTO notes (id) VALUES ($1)";
        assert_eq!(store.write("nul", move |tx| tx.execute(insert, &values!["a\0b"])).await, Err(Error::Nul));
    });
}

#[test]
fn the_number_of_parameters_is_checked() {
    each_database("number_of_parameters", async |database| {
        let store = database.store();
        for (sql, given) in [("SELECT $1", 0), ("SELECT $1", 2), ("SELECT 1", 1), ("SELECT $2, $1", 1)] {
            let params = vec![7.into(); given];
            let answer = store.read("count", move |tx| tx.all(sql, &params)).await;
            assert!(matches!(answer, Err(Error::Statement { transaction: "count", .. })), "{sql} with {given}");
        }
    });
}

#[test]
fn errors_do_not_tell_what_the_values_were() {
    each_database("do_not_tell", async |database| {
        let store = database.store();
        let make = store.write("make", |tx| {
            tx.execute("CREATE TABLE people (email TEXT PRIMARY KEY CHECK (email <> ''), age BIGINT NOT NULL)", &[])?;
            tx.execute("CREATE TABLE visits (email TEXT NOT NULL REFERENCES people (email))", &[])
        });
        make.await.expect("two tables");
        let insert = "INSERT INTO people (email, age) VALUES ($1, $2)";
        store.write("first", move |tx| tx.execute(insert, &values!["anna@example.com", 30])).await.expect("a row");
        let visit = "INSERT INTO visits VALUES ($1)";
        let age = "UPDATE people SET age = CAST(email AS BIGINT) / 0 WHERE email = $1";
        let empty = "INSERT INTO people (email, age) SELECT '', age FROM people WHERE email = $1";
        silent(&store.write("again", move |tx| tx.execute(insert, &values!["anna@example.com", 31])).await);
        silent(&store.write("no age", move |tx| tx.execute(insert, &values!["anna@example.com", None::<i64>])).await);
        silent(&store.write("orphan", move |tx| tx.execute(visit, &values!["anna@example.com.invalid"])).await);
        silent(&store.write("check", move |tx| tx.execute(empty, &values!["anna@example.com"])).await);
        silent(&store.write("cast", move |tx| tx.execute(age, &values!["anna@example.com"])).await);
        silent(&store.write("type", move |tx| tx.execute(insert, &values!["anna@example.com", "anna"])).await);
    });
}

fn silent<T: Debug>(outcome: &Result<T, Error>) {
    let error = outcome.as_ref().expect_err("a refusal");
    assert!(!format!("{error} {error:?}").contains("anna"), "{error}");
}
