//! Keys, accounts and the schema.

use afterword::store::schema::MIGRATIONS;

use crate::program::Program;
use crate::support::databases::each_database;

#[test]
fn a_key_is_printed_alone_and_makes_its_account() {
    each_database("cli_key", async |database| {
        let program = Program::on(database);
        let created = program.run(&["key", "create", "--account", "My shop", "--scopes", "events:write"]);
        let key = created.good().trim();
        assert!(key.starts_with("aw_") && !key.contains(char::is_whitespace), "{created:?}");
        assert_eq!(created.err, "");
        let listed = program.run(&["key", "list", "--account", "My shop"]);
        assert!(listed.good().contains("events:write") && !listed.out.contains(key), "{listed:?}");
        let id = listed.out.split_whitespace().next().unwrap();
        program.run(&["key", "revoke", "--account", "My shop", id]).good();
        assert!(program.run(&["key", "list", "--account", "My shop"]).good().contains("revoked"));
    });
}

#[test]
fn a_key_that_cannot_be_is_refused_and_nothing_is_made() {
    each_database("cli_no_key", async |database| {
        let program = Program::on(database);
        let bad = |arguments: &[&str], complaint: &str| {
            let said = program.run(&[&["key"], arguments].concat());
            assert!(said.bad().contains(complaint), "{said:?}");
        };
        bad(&["create", "--account", "shop", "--scopes", "everything"], "there is no scope `everything`");
        bad(&["create", "--account", "shop", "--expires", "soon"], "--expires soon");
        bad(&["create", "--account", " "], "an account's name has 1 to 100 characters");
        bad(&["create", "--account", &"x".repeat(101)], "an account's name has 1 to 100 characters");
        bad(&["list", "--account", "shop"], "there is no account `shop`");
        assert_eq!(program.run(&["account", "list"]).good(), "");
        program.account("shop");
        bad(&["create", "--account", "shop", "--sandbox"], "is no sandbox");
        bad(&["revoke", "--account", "shop", "key_0000000000000000000000001a"], "no key with this id");
    });
}

#[test]
fn an_account_is_held_and_released() {
    each_database("cli_hold", async |database| {
        let program = Program::on(database);
        program.account("shop");
        program.sandbox("trial");
        assert!(program.account_line("shop").contains("  real  enterprise  sends  "));
        assert!(program.account_line("trial").contains("  sandbox  enterprise  sends  "));
        program.run(&["account", "hold", "--account", "shop"]).good();
        assert!(program.account_line("shop").contains("(kill_switch)"));
        assert!(program.account_line("trial").contains("  sends  "));
        program.run(&["account", "release", "--account", "shop"]).good();
        assert!(program.account_line("shop").contains("  sends  "));
        program.run(&["account", "plan", "--account", "shop", "standard"]).good();
        assert!(program.account_line("shop").contains("  real  standard  sends  "));
        let said = program.run(&["account", "plan", "--account", "shop", "gold"]);
        assert!(said.code == 2 && said.err.contains("there is no plan `gold`"), "{said:?}");
        for action in ["hold", "release"] {
            let said = program.run(&["account", action, "--account", "nobody"]);
            assert!(said.bad().contains("there is no account `nobody`"), "{said:?}");
        }
    });
}

#[test]
fn a_database_is_brought_up_to_date_once() {
    each_database("cli_migrate", async |database| {
        let program = Program::on(database);
        let applied = format!("applied {} migrations", MIGRATIONS.len());
        assert!(program.run(&["migrate"]).good().starts_with(&applied));
        assert!(program.run(&["migrate"]).good().starts_with("the database is up to date"));
    });
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    each_database("cli_newer", async |database| {
        let program = Program::on(database);
        program.account("shop");
        database.outside("INSERT INTO schema_migrations (version, name, applied_at) VALUES (999, 'future', 0)");
        for arguments in [vec!["migrate"], vec!["account", "list"], vec!["serve"]] {
            let said = program.run(&arguments);
            assert!(said.bad().contains("start a newer program"), "{said:?}");
        }
    });
}

#[test]
fn a_database_that_is_not_there_is_said_so() {
    let nowhere = Program::in_new_folder().with("DATABASE_URL", "sqlite:no/such/folder/a.db");
    let said = nowhere.run(&["account", "list"]);
    assert!(said.bad().contains("the database cannot be opened: see `afterword doctor`"), "{said:?}");
    let strange = Program::in_new_folder().with("DATABASE_URL", "mysql://root:hushhush@localhost/x");
    let said = strange.run(&["account", "list"]);
    assert!(said.bad().contains("use sqlite: or postgres://") && !said.err.contains("hushhush"), "{said:?}");
}

#[test]
fn what_is_no_command_is_explained() {
    let program = Program::in_new_folder();
    for arguments in [vec!["seve"], vec!["key"], vec!["import"], vec!["explain", "--account", "shop"]] {
        let said = program.run(&arguments);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("Usage: afterword"), "{said:?}");
    }
    assert!(!program.path("afterword.db").exists());
    assert!(program.run(&["--help"]).good().contains("doctor"));
}
