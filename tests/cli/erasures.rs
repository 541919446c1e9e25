//! Whoever was erased since a backup was made is erased again when it is restored.

use std::fs;
use std::sync::Arc;

use afterword::store::audit_log::Actor;
use afterword::store::{Config, Store, values};
use rules::id::{AccountId, ContactId};

use crate::program::Program;
use crate::support::house::{self, Closed, at};

const ORDERS: &str = "order_id,email,ordered_on\nA-1,ada@example.com,2026-03-01\nA-2,grace@example.com,2026-03-01\n";
const LATER: &str = "order_id,email,ordered_on\nA-3,linus@example.com,2026-03-01\n";

fn import(program: &Program, orders: &str) {
    program.write("orders.csv", orders);
    let place = ["--account", "shop", "--storefront", "main", "--type", "order.delivered"];
    program.run(&[&["import", "orders.csv"][..], &place].concat()).good();
}

/// An installation with two people and a backup; then one of them and somebody newer are erased.
fn erased_since_the_backup() -> Program {
    let program = Program::in_new_folder().with("DATABASE_URL", "sqlite:shop.db");
    let program = program.with("AFTERWORD_SECRET", &"07".repeat(32));
    program.account("shop");
    import(&program, ORDERS);
    program.run(&["backup", "kept.db"]).good();
    import(&program, LATER);
    erase(&program, &["ada@example.com", "linus@example.com"]);
    program
}

fn erase(program: &Program, emails: &[&str]) {
    let store =
        Store::open(&Config::parse(&format!("sqlite:{}", program.path("shop.db").display()), 1).unwrap()).unwrap();
    let engine = house::engine(store, at("2026-03-03T10:00:00Z"), Arc::new(Closed));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for email in emails {
        let email = (*email).to_owned();
        let find = move |tx: &mut afterword::store::Tx<'_>| {
            let row = tx.one("SELECT account_id, id FROM contacts WHERE email = $1", &values![&email])?;
            Ok((row.parse::<AccountId>(0)?, row.parse::<ContactId>(1)?))
        };
        let (account, contact) = engine.store.read_blocking("contact", find).unwrap();
        runtime.block_on(engine.erase(account, contact, Actor::CommandLine)).unwrap();
    }
    drop((engine, runtime));
    until_closed(program);
}

/// A store closes on its own threads; nobody restores under an open one. While it is open, the journal stays what it is.
fn until_closed(program: &Program) {
    let database = rusqlite::Connection::open(program.path("shop.db")).unwrap();
    database.pragma_update(None, "locking_mode", "EXCLUSIVE").unwrap();
    while database.pragma_update(None, "journal_mode", "DELETE").is_err() {
        std::thread::yield_now();
    }
}

/// The addresses in the database, once the third order was reported once more: it must not bring its customer back.
fn addresses(program: &Program) -> Vec<String> {
    import(program, LATER);
    let database = rusqlite::Connection::open(program.path("shop.db")).unwrap();
    let mut asked = database.prepare("SELECT email FROM contacts WHERE email IS NOT NULL ORDER BY email").unwrap();
    asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_restore_erases_again_by_what_it_replaces() {
    let program = erased_since_the_backup();
    let said = program.run(&["restore", "kept.db"]);
    assert!(said.good().contains("1 people who had been erased since were erased again"), "{said:?}");
    assert_eq!(addresses(&program), ["grace@example.com"]);
}

#[test]
fn a_file_beside_the_backup_is_enough_and_names_nobody() {
    let program = erased_since_the_backup();
    let saved = program.run(&["erasures", "save", "erased.jsonl"]);
    assert!(saved.good().contains("holds 2 erasures"), "{saved:?}");
    let file = fs::read_to_string(program.path("erased.jsonl")).unwrap();
    assert!(!file.contains("example.com") && file.lines().count() == 2, "{file}");
    program.run(&["erasures", "save", "erased.jsonl"]).good();
    // The disk is lost: nothing is left but the backup and the file.
    for name in ["shop.db", "shop.db.mark"] {
        fs::remove_file(program.path(name)).unwrap();
    }
    program.run(&["restore", "kept.db"]).good();
    for (name, text) in [
        ("cut.jsonl", file.trim_end().to_owned()),
        ("words.jsonl", format!("{file}no line\n")),
        ("id.jsonl", file.replacen("con_", "usr_", 1)),
        ("field.jsonl", file.replacen("{\"kind\"", "{\"more\":1,\"kind\"", 1)),
    ] {
        program.write(name, text);
        let said = program.run(&["erasures", "apply", name]);
        assert!(said.bad().contains("line "), "{name}: {said:?}");
    }
    let applied = program.run(&["erasures", "apply", "erased.jsonl"]);
    assert!(applied.good().contains("1 people were erased again"), "{applied:?}");
    assert_eq!(addresses(&program), ["grace@example.com"]);
}

#[test]
fn what_cannot_be_known_is_said() {
    let program = erased_since_the_backup();
    fs::write(program.path("shop.db"), "rubbish where a database was").unwrap();
    let said = program.run(&["restore", "kept.db"]);
    assert!(said.good().contains("erase again whoever was erased since"), "{said:?}");
}
