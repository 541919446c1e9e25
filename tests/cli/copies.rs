//! A database that was restored or copied sends nothing until a person has looked; one that only restarts or moves
//! goes on (V14).

use std::fs;
use std::path::Path;

use crate::program::Program;
use crate::support::databases::{Database, each_database, postgres, sqlite};

const HELD: &str = "(restored)";

/// An installation with a real account and a sandbox, in a folder of the test.
fn installation() -> Program {
    let program = Program::in_new_folder().with("DATABASE_URL", "sqlite:data/shop.db");
    fs::create_dir(program.path("data")).unwrap();
    program.account("shop");
    program.sandbox("trial");
    program
}

#[track_caller]
fn is_held(program: &Program) {
    assert!(program.account_line("shop").contains(HELD), "the real account is on hold");
    assert!(program.account_line("trial").contains("  sends  "), "a sandbox reaches nobody");
}

#[track_caller]
fn is_not_held(program: &Program) {
    assert!(program.account_line("shop").contains("  sends  "), "{}", program.account_line("shop"));
}

/// As `cp` does: into the file that is there, if one is.
fn copy(from: &Path, to: &Path) {
    fs::write(to, fs::read(from).unwrap()).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

#[test]
fn an_ordinary_restart_holds_nothing() {
    each_database("cli_restart", async |database| {
        let program = Program::on(database);
        program.account("shop");
        for _ in 0..3 {
            program.serve().stop();
            is_not_held(&program);
        }
        program.serve().kill();
        is_not_held(&program);
    });
}

#[test]
fn commands_beside_a_running_server_hold_nothing() {
    each_database("cli_beside", async |database| {
        let program = Program::on(database);
        program.account("shop");
        let server = program.serve();
        for name in ["one", "two", "three"] {
            program.account(name);
        }
        is_not_held(&program);
        let log = server.stop();
        assert!(!log.contains("restored or copied"), "{log}");
        is_not_held(&program);
    });
}

#[test]
fn a_folder_that_is_moved_holds_nothing() {
    let program = installation();
    fs::rename(program.path("data"), program.path("moved")).unwrap();
    is_not_held(&program.with("DATABASE_URL", "sqlite:moved/shop.db"));
}

#[test]
fn a_copy_elsewhere_is_held_and_its_original_is_not() {
    let program = installation();
    copy_folder(&program.path("data"), &program.path("copy"));
    is_not_held(&program);
    let program = program.with("DATABASE_URL", "sqlite:copy/shop.db");
    let first = program.run(&["account", "list"]);
    assert!(first.err.contains("restored or copied"), "{first:?}");
    is_held(&program);
    let log = program.serve().stop();
    assert!(!log.contains("restored or copied"), "it is known now: {log}");
    is_held(&program);
    program.run(&["account", "release", "--account", "shop"]).good();
    is_not_held(&program);
}

#[test]
fn the_log_of_a_server_says_what_it_noticed() {
    let program = installation();
    copy_folder(&program.path("data"), &program.path("copy"));
    let program = program.with("DATABASE_URL", "sqlite:copy/shop.db");
    let log = program.serve().stop();
    assert!(log.contains("ERROR") && log.contains("restored or copied") && log.contains("held=1"), "{log}");
}

#[test]
fn a_database_alone_without_its_mark_is_held_elsewhere_only() {
    let program = installation();
    fs::create_dir(program.path("copy")).unwrap();
    copy(&program.path("data/shop.db"), &program.path("copy/shop.db"));
    fs::remove_file(program.path("data/shop.db.mark")).unwrap();
    is_not_held(&program);
    is_held(&program.with("DATABASE_URL", "sqlite:copy/shop.db"));
}

#[test]
fn an_older_state_written_into_the_same_file_is_held() {
    let program = installation();
    copy(&program.path("data/shop.db"), &program.path("old.db"));
    program.account("later");
    copy(&program.path("old.db"), &program.path("data/shop.db"));
    is_held(&program);
}

#[test]
fn an_older_state_is_held_with_its_own_mark_too() {
    let program = installation();
    copy_folder(&program.path("data"), &program.path("old"));
    program.account("later");
    copy_folder(&program.path("old"), &program.path("data"));
    is_held(&program);
}

#[test]
fn a_copy_made_while_a_server_runs_is_old_when_it_stops() {
    let program = installation();
    let server = program.serve();
    program.run(&["backup", "old.db"]).good();
    server.stop();
    copy(&program.path("old.db"), &program.path("data/shop.db"));
    is_held(&program);
}

#[test]
fn a_copy_that_takes_the_place_of_the_file_is_held() {
    let program = installation();
    fs::copy(program.path("data/shop.db"), program.path("new.db")).unwrap();
    fs::remove_file(program.path("data/shop.db")).unwrap();
    fs::rename(program.path("new.db"), program.path("data/shop.db")).unwrap();
    is_held(&program);
}

#[test]
fn what_somebody_stopped_by_hand_stays_so_and_is_not_forgotten() {
    let program = installation();
    program.run(&["account", "hold", "--account", "shop"]).good();
    copy_folder(&program.path("data"), &program.path("copy"));
    let program = program.with("DATABASE_URL", "sqlite:copy/shop.db");
    assert!(program.account_line("shop").contains("(kill_switch)"));
}

#[test]
fn a_mark_that_cannot_be_read_is_a_copy() {
    let program = installation();
    fs::write(program.path("data/shop.db.mark"), "{").unwrap();
    is_held(&program);
}

#[test]
fn a_copy_on_the_same_server_is_held_and_its_original_is_not() {
    postgres("cli_pg_copy", async |database| {
        let program = Program::on(database);
        program.account("shop");
        program.sandbox("trial");
        let copy = copied(database);
        is_not_held(&program);
        let program = program.with("DATABASE_URL", &copy.place());
        let log = program.serve().stop();
        assert!(log.contains("restored or copied"), "{log}");
        is_held(&program);
    });
}

/// The database as its own server copies it.
fn copied(database: &Database) -> Database {
    let copy = database.beside("copy");
    let name = |database: &Database| {
        let place = database.place();
        let (place, _) = place.split_once('?').unwrap_or((&place, ""));
        place.rsplit_once('/').unwrap().1.to_owned()
    };
    let (own, other) = (name(database), name(&copy));
    database.outside(&format!("DROP DATABASE \"{other}\""));
    database.outside(&format!("CREATE DATABASE \"{other}\" TEMPLATE \"{own}\""));
    copy
}

#[test]
fn a_dump_read_back_into_the_same_database_is_held() {
    postgres("cli_pg_dump", async |database| {
        let program = Program::on(database);
        program.account("shop");
        program.sandbox("trial");
        // What `pg_restore --clean` does: the table is made anew, with the rows of the dump.
        database.outside(
            "ALTER TABLE installation RENAME TO dumped; CREATE TABLE installation (LIKE dumped INCLUDING ALL);
             INSERT INTO installation SELECT * FROM dumped; DROP TABLE dumped",
        );
        is_held(&program);
    });
}

#[test]
fn a_file_is_never_looked_for_in_the_place_of_a_server() {
    sqlite("cli_no_mark", async |database| {
        let program = Program::on(database);
        program.account("shop");
        assert!(database.file().with_file_name("test.db.mark").exists());
    });
    postgres("cli_no_mark", async |database| {
        let program = Program::on(database);
        program.account("shop");
        assert_eq!(fs::read_dir(program.path(".")).unwrap().count(), 0, "a server's node leaves no file");
    });
}
