//! Backup and restore.

use std::fs;

use crate::program::Program;
use crate::support::databases::postgres;

fn installation() -> Program {
    let program = Program::in_new_folder().with("DATABASE_URL", "sqlite:shop.db");
    program.account("shop");
    program.sandbox("trial");
    program.run(&["backup", "kept.db"]).good();
    program
}

/// Nothing but the installation, its backup and what the test brought is in the folder.
#[track_caller]
fn is_unchanged(program: &Program, brought: &[&str]) {
    assert!(program.account_line("shop").contains("  sends  "), "{}", program.account_line("shop"));
    let mut names: Vec<_> = fs::read_dir(program.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !brought.contains(&name.as_str()))
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["afterword.secret", "kept.db", "shop.db", "shop.db.mark"]);
}

#[test]
fn a_backup_is_one_file_and_says_what_else_to_keep() {
    let program = installation();
    is_unchanged(&program, &[]);
    let said = program.run(&["backup", "second.db"]);
    assert!(said.good().contains("keep afterword.secret with it"), "{said:?}");
    let again = program.run(&["backup", "second.db"]);
    assert!(again.bad().contains("is there already"), "{again:?}");
    assert!(program.run(&["backup", "no/such/folder/a.db"]).bad().contains("no/such/folder/a.db"));
}

#[test]
fn a_backup_of_a_running_server_is_whole() {
    let program = installation();
    let server = program.serve();
    program.account("later");
    program.run(&["backup", "second.db"]).good();
    server.stop();
    let copy = Program::in_new_folder().with("DATABASE_URL", "sqlite:copy.db");
    copy.run(&["restore", program.path("second.db").to_str().unwrap()]).good();
    assert!(copy.account_line("later").contains("(restored)"));
}

#[test]
fn what_is_restored_is_on_hold_and_what_was_there_is_kept() {
    let program = installation();
    program.account("later");
    let said = program.run(&["restore", "kept.db"]);
    assert!(said.good().contains("afterword account release --account 'shop'"), "{said:?}");
    assert!(!said.out.contains("trial"), "{said:?}");
    let kept = said.out.lines().find_map(|line| line.strip_prefix("what was there before is kept as ")).unwrap();
    assert!(program.account_line("shop").contains("(restored)"));
    assert!(program.account_line("trial").contains("  sends  "));
    assert!(program.run(&["account", "list"]).good().lines().count() == 2, "the later account is gone");
    assert!(program.path("kept.db").exists());
    program.run(&["account", "release", "--account", "shop"]).good();
    assert!(program.account_line("shop").contains("  sends  "));
    let program = program.with("DATABASE_URL", &format!("sqlite:{kept}"));
    assert!(program.run(&["account", "list"]).good().contains("  later\n"));
}

#[test]
fn a_file_that_is_no_backup_changes_nothing() {
    let program = installation();
    let whole = fs::read(program.path("kept.db")).unwrap();
    program.write("text.db", "no database at all");
    program.write("empty.db", "");
    program.write("cut.db", &whole[..whole.len() / 2]);
    let mut damaged = whole.clone();
    damaged[4_096 * 3..4_096 * 20].fill(0xA5);
    program.write("damaged.db", damaged);
    let other = rusqlite::Connection::open(program.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE accounts (id)").unwrap();
    drop(other);
    program.write("newer.db", whole);
    let newer = rusqlite::Connection::open(program.path("newer.db")).unwrap();
    newer.execute_batch("INSERT INTO schema_migrations (version, name, applied_at) VALUES (999, 'x', 0)").unwrap();
    drop(newer);
    let brought = ["text.db", "empty.db", "cut.db", "damaged.db", "other.db", "newer.db"];
    for (file, complaint) in [
        ("none.db", "cannot be read"),
        ("text.db", "is no database of Afterword"),
        ("empty.db", "is no database of Afterword"),
        ("cut.db", "is damaged"),
        ("damaged.db", "is damaged"),
        ("other.db", "is no database of Afterword"),
        ("newer.db", "start a newer program"),
    ] {
        let said = program.run(&["restore", file]);
        assert!(said.bad().contains(&format!("nothing was restored from {file}")), "{said:?}");
        assert!(said.err.contains(complaint), "{said:?}");
        is_unchanged(&program, &brought);
    }
}

#[test]
fn a_database_in_use_is_not_replaced() {
    let program = installation();
    let server = program.serve();
    let said = program.run(&["restore", "kept.db"]);
    assert!(said.bad().contains("stop `afterword serve` first"), "{said:?}");
    server.stop();
    is_unchanged(&program, &[]);
}

#[test]
fn a_damaged_database_is_replaced_with_its_log() {
    let program = installation();
    program.serve().kill();
    fs::write(program.path("shop.db"), "rubbish where a database was").unwrap();
    assert!(program.run(&["account", "list"]).bad().contains("see `afterword doctor`"));
    program.run(&["restore", "kept.db"]).good();
    assert!(program.account_line("shop").contains("(restored)"));
}

#[test]
fn a_server_is_backed_up_and_restored_by_its_own_tools() {
    postgres("cli_pg_backup", async |database| {
        let program = Program::on(database);
        program.account("shop");
        assert!(program.run(&["backup", "kept.db"]).bad().contains("pg_dump --format=custom"));
        assert!(program.run(&["restore", "kept.db"]).bad().contains("pg_restore"));
        assert!(!program.path("kept.db").exists());
    });
}
