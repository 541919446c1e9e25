//! Users and their passwords.

use crate::program::Program;
use crate::support::databases::each_database;

const ADA: &str = "ada.canary@example.com";

fn create(program: &Program, email: &str, role: &str) -> crate::program::Said {
    program.run(&["user", "create", "--account", "shop", "--email", email, "--role", role])
}

#[test]
fn a_user_is_made_with_a_password_shown_once() {
    each_database("cli_user", async |database| {
        let program = Program::on(database);
        program.account("shop");
        program.account("other");
        let created = create(&program, ADA, "editor");
        let password = created.good().trim();
        assert!(password.len() >= 24, "{created:?}");
        let listed = program.run(&["user", "list", "--account", "shop"]);
        assert!(listed.good().contains(&format!("  editor  active  {ADA}")), "{listed:?}");
        assert!(!listed.out.contains(password) && !listed.out.contains("argon2"), "{listed:?}");
        assert_eq!(program.run(&["user", "list", "--account", "other"]).good(), "");
    });
}

#[test]
fn a_password_may_be_given() {
    each_database("cli_password", async |database| {
        let program = Program::on(database);
        program.account("shop");
        let arguments = ["user", "create", "--account", "shop", "--email", ADA, "--role", "admin", "--password-stdin"];
        for (password, complaint) in
            [("too short\n", "at least 12"), ("", "at least 12"), (&"x".repeat(300), "at most 200")]
        {
            let said = program.run_with(&arguments, password);
            assert!(said.bad().contains(complaint), "{said:?}");
        }
        assert_eq!(program.run(&["user", "list", "--account", "shop"]).good(), "");
        assert_eq!(program.run_with(&arguments, "correct horse battery\r\n").good(), "");
        assert!(program.run(&["user", "list", "--account", "shop"]).good().contains("  admin  active  "));
    });
}

#[test]
fn a_user_is_made_once_and_disabled() {
    each_database("cli_disable", async |database| {
        let program = Program::on(database);
        program.account("shop");
        create(&program, ADA, "viewer").good();
        let disable = |email| program.run(&["user", "disable", "--account", "shop", "--email", email]);
        let again = create(&program, "ADA.canary@Example.com", "admin");
        assert!(again.bad().contains("already") && !again.err.contains("canary"), "{again:?}");
        disable(ADA).good();
        assert!(program.run(&["user", "list", "--account", "shop"]).good().contains("  viewer  disabled "));
        assert!(disable("eve@example.com").bad().contains("no user with this address"));
        assert!(create(&program, "nobody", "viewer").bad().contains("--email"));
        assert_eq!(create(&program, "eve@example.com", "owner").code, 2);
    });
}

#[test]
fn a_link_to_a_password_is_printed_and_everything_stands_in_the_audit_log() {
    each_database("cli_link", async |database| {
        let program = Program::on(database);
        program.account("shop");
        create(&program, ADA, "admin").good();
        let link =
            |email| program.run(&["user", "link", "--account", "shop", "--email", email, "--without-second-factor"]);
        let (first, second) = (link(ADA), link(ADA));
        assert!(first.good().contains("/welcome/aw_") && first.out != second.out, "{first:?}");
        assert!(link("eve@example.com").bad().contains("no user with this address"));
        program.run(&["user", "disable", "--account", "shop", "--email", ADA]).good();
        assert!(link(ADA).bad().contains("disabled"));
        let read = |tx: &mut afterword::store::Tx<'_>| {
            let account = afterword::store::accounts::all(tx)?[0].id;
            afterword::store::audit_log::page(tx, account, None, 100)
        };
        let afterword::store::audit_log::Page { entries, broken, .. } =
            database.store().read("audit", read).await.unwrap();
        let acts: Vec<_> = entries.iter().rev().map(|entry| entry.act.as_str()).collect();
        let linked = ["user.linked", "second_factor.ended"];
        assert_eq!(acts[2..], [&["user.made"][..], &linked, &linked, &["user.disabled"]].concat());
        assert_eq!((acts[0], acts[1], broken), ("account.made", "api_key.made", None));
        assert!(entries.iter().all(|entry| entry.actor == afterword::store::audit_log::Actor::CommandLine));
    });
}
