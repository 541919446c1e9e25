//! The doctor: what is wrong, and what to do about it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use afterword::store::{schema, storefronts};

use crate::program::{Program, Said, free_address};
use crate::smtp::{Manners, Server};
use crate::support::databases::{each_database, postgres, sqlite};
use crate::support::dns::DnsServer;
use crate::support::house::{Closed, House, at};

/// Where no DNS server is.
const NOWHERE: &str = "127.0.0.1:1";

/// The line that says this, with its level, and the advice below it.
#[track_caller]
fn finding<'a>(said: &'a Said, what: &str) -> (&'a str, &'a str) {
    let mut lines = said.out.lines();
    assert!(said.out.contains(what), "no {what}: {said:?}");
    let line = lines.find(|line| line.contains(what)).unwrap();
    let advice = lines.next().and_then(|next| next.strip_prefix("      -> ")).unwrap_or_default();
    (line.split_whitespace().next().unwrap(), advice)
}

#[track_caller]
fn fails(said: &Said, what: &str) {
    let (level, advice) = finding(said, what);
    assert_eq!((said.code, level), (1, "FAIL"), "{said:?}");
    assert!(!advice.is_empty(), "{said:?}");
    assert!(said.err.contains("do not work"), "{said:?}");
}

#[test]
fn an_installation_that_is_well_is_told_so() {
    each_database("cli_doctor", async |database| {
        let server = Server::start(Manners::default()).await;
        let relay = server.relay("smtp", "", "").to_string();
        let dns = DnsServer::start(&[("ask.shop.example", "MX", "mx.shop.example.")]).await;
        let program = Program::on(database)
            .with("AFTERWORD_PUBLIC_URL", "https://ask.shop.example")
            .with("AFTERWORD_SMTP_URL", &format!("{relay} {relay}?rate=14"))
            .with("AFTERWORD_DNS_SERVER", &dns.address.to_string());
        program.account("shop");
        let said = tokio::task::block_in_place(|| program.run(&["doctor"]));
        said.good();
        for what in ["the database answers", "up to date", "1 accounts", "ready to take mail", "ask.shop.example"] {
            assert_eq!(finding(&said, what).0, "ok", "{said:?}");
        }
        assert_eq!(finding(&said, "mails come from afterword@ask.shop.example").0, "ok");
        assert_eq!(said.out.matches("ready to take mail").count(), 2, "each relay is tried: {said:?}");
        assert_eq!(finding(&said, "REPLIES: ask.shop.example takes mail").0, "ok", "{said:?}");
        for what in ["SPF: ask.shop.example has no SPF record", "DMARC: ask.shop.example has no DMARC record"] {
            let (level, advice) = finding(&said, what);
            assert_eq!(level, "warn", "{said:?}");
            assert!(advice.contains("TXT \"v="), "it can be published as it stands: {advice}");
        }
        assert!(server.ledger().is_empty(), "nothing was sent");
    });
}

#[test]
fn proxies_that_nobody_named_and_those_that_are_everybody_are_found() {
    sqlite("cli_doctor_proxy", async |database| {
        for (public_url, proxy, what, level) in [
            ("https://ask.shop.example", "", "all visitors have the address of the proxy", "warn"),
            ("https://ask.shop.example", "10.0.0.0/8 ::/0", "every visitor is believed", "warn"),
            ("https://ask.shop.example", "10.0.0.1", "visitors are told apart", "ok"),
            ("http://127.0.0.1:7180", "", "visitors are told apart", "ok"),
        ] {
            let program = Program::on(database).with("AFTERWORD_DNS_SERVER", NOWHERE);
            let program = program.with("AFTERWORD_PUBLIC_URL", public_url).with("AFTERWORD_TRUSTED_PROXY", proxy);
            assert_eq!(finding(&program.run(&["doctor"]), what).0, level, "{proxy}");
        }
    });
}

#[test]
fn each_setting_names_where_it_came_from_and_no_secret_is_shown() {
    sqlite("cli_doctor_origin", async |database| {
        let program = Program::on(database)
            .with("AFTERWORD_LOG", "debug")
            .with("AFTERWORD_TRUSTED_PROXY", "10.0.0.0/8,::1")
            .with("AFTERWORD_DNS_SERVER", NOWHERE)
            .with("AFTERWORD_SMTP_URL", "smtp://shop:hushhush@127.0.0.1:1")
            .with("AFTERWORD_SENDER_FILE", "sender.txt");
        program.write("sender.txt", "reviews@shop.example\n");
        program.write("afterword.toml", "public_url = \"https://ask.shop.example\"\nlog = \"warn\"\n");
        let said = program.run(&["doctor"]);
        for line in [
            "log = debug (AFTERWORD_LOG)",
            "trusted_proxy = 10.0.0.0/8 ::1/128 (AFTERWORD_TRUSTED_PROXY)",
            "public_url = https://ask.shop.example (afterword.toml)",
            "sender = reviews@shop.example (file named by AFTERWORD_SENDER_FILE)",
            "smtp_url = (set, not shown) (AFTERWORD_SMTP_URL)",
            "secret = (set, not shown) (AFTERWORD_SECRET)",
            "log_format = text (standard value)",
        ] {
            assert_eq!(finding(&said, line).0, "ok", "{said:?}");
        }
        assert!(said.out.contains("test.db (DATABASE_URL)"), "{said:?}");
        assert!(!said.out.contains("hushhush") && !said.out.contains("070707"), "{said:?}");
    });
    postgres("cli_doctor_origin", async |database| {
        let said = Program::on(database).run(&["doctor"]);
        assert_eq!(finding(&said, "database_url = (set, not shown) (DATABASE_URL)").0, "ok", "{said:?}");
    });
}

#[test]
fn a_folder_without_anything_is_no_failure_and_stays_so() {
    let program = Program::in_new_folder();
    let said = program.run(&["doctor"]);
    said.good();
    for what in ["there is no secret yet", "there is no database yet", "no relay is set", "only this machine reaches"] {
        let (level, advice) = finding(&said, what);
        assert_eq!(level, "warn", "{said:?}");
        assert!(!advice.is_empty(), "{said:?}");
    }
    assert_eq!(fs::read_dir(program.path(".")).unwrap().count(), 0, "it changes nothing");
}

#[test]
fn a_database_without_schema_or_behind_is_told_so_and_left_as_it_is() {
    each_database("cli_doctor_schema", async |database| {
        let program = Program::on(database);
        drop(database.store());
        for _ in 0..2 {
            let said = program.run(&["doctor"]);
            said.good();
            assert_eq!(finding(&said, "the database is empty").0, "warn", "{said:?}");
        }
        program.account("shop");
        database.outside("DELETE FROM schema_migrations");
        let said = program.run(&["doctor"]);
        let behind = format!("schema version 0, this program {}", schema::newest());
        assert_eq!(finding(&said, &behind).0, "warn", "{said:?}");
        database.outside("INSERT INTO schema_migrations (version, name, applied_at) VALUES (999, 'future', 0)");
        fails(&program.run(&["doctor"]), "schema version 999");
    });
}

#[test]
fn a_database_that_is_not_there_fails() {
    let gone = free_address();
    let place = format!("postgres://shop:hushhush@{gone}/shop");
    let program = Program::in_new_folder().with("DATABASE_URL", &place);
    let said = program.run(&["doctor"]);
    fails(&said, "the database: ");
    assert!(!said.out.contains("hushhush"), "{said:?}");
    let program = program.with("DATABASE_URL", "sqlite:no/such/folder/a.db");
    fails(&program.run(&["doctor"]), "the folder of the database");
    let program = program.with("DATABASE_URL", "sqlite:text.db");
    program.write("text.db", "no database at all, only some words that are longer than its header");
    fails(&program.run(&["doctor"]), "the database: ");
    let program = program.with("DATABASE_URL", "mysql://localhost/shop");
    fails(&program.run(&["doctor"]), "use sqlite: or postgres://");
}

#[test]
fn a_copied_database_and_accounts_on_hold_are_told() {
    let program = Program::in_new_folder();
    program.account("shop");
    fs::copy(program.path("afterword.db"), program.path("copy.db")).unwrap();
    let program = program.with("DATABASE_URL", "sqlite:copy.db");
    let said = program.run(&["doctor"]);
    assert_eq!(finding(&said, "the database was restored or copied").0, "warn", "{said:?}");
    program.run(&["account", "list"]).good();
    let said = program.run(&["doctor"]);
    let (level, advice) = finding(&said, "the account `shop` is on hold (restored)");
    assert_eq!((level, advice), ("warn", "afterword account release --account 'shop'"), "{said:?}");
    assert!(!said.out.contains("restored or copied"), "{said:?}");
}

#[test]
fn a_secret_that_others_may_read_fails() {
    let program = Program::in_new_folder();
    program.account("shop");
    let file = program.path("afterword.secret");
    for (mode, level) in [(0o600, "ok"), (0o400, "ok"), (0o640, "warn"), (0o644, "FAIL"), (0o606, "FAIL")] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let said = program.run(&["doctor"]);
        assert_eq!(finding(&said, "the secret afterword.secret").0, level, "{mode:o}: {said:?}");
        assert_eq!(said.code, i32::from(level == "FAIL"), "{said:?}");
    }
    assert_eq!(finding(&program.run(&["doctor"]), "afterword.secret").1, "chmod 600 afterword.secret");
    let named = Program::in_new_folder().with("AFTERWORD_SECRET_FILE", file.to_str().unwrap());
    fails(&named.run(&["doctor"]), "everybody on this machine may use the secret");
}

#[test]
fn a_secret_that_is_none_fails() {
    let program = Program::in_new_folder().with("AFTERWORD_SECRET", "hushhush");
    let said = program.run(&["doctor"]);
    fails(&said, "the secret is no secret");
    assert!(!said.out.contains("hushhush"), "{said:?}");
    let program = Program::in_new_folder();
    program.write("afterword.secret", "hushhush");
    let said = program.run(&["doctor"]);
    fails(&said, "the secret afterword.secret is no secret");
    assert!(!said.out.contains("hushhush"), "{said:?}");
}

#[test]
fn a_configuration_that_cannot_be_read_fails_and_names_the_key() {
    for (file, what) in [("listen = 7\n", "listen"), ("colour = 1\n", "colour"), ("listen = [\n", "TOML")] {
        let program = Program::in_new_folder();
        program.write("afterword.toml", file);
        fails(&program.run(&["doctor"]), what);
        assert_eq!(program.run(&["account", "list"]).code, 1);
    }
    let program = Program::in_new_folder().with("AFTERWORD_SECRET_FILE", "none.txt");
    fails(&program.run(&["doctor"]), "none.txt");
}

#[test]
fn an_address_that_recipients_cannot_use_is_told() {
    for (url, level) in [
        ("https://ask.shop.example/", "ok"),
        ("http://ask.shop.example", "warn"),
        ("https://localhost", "warn"),
        ("http://[::1]:7180", "warn"),
        ("ask.shop.example", "FAIL"),
        ("ftp://ask.shop.example", "FAIL"),
    ] {
        let said = Program::in_new_folder().with("AFTERWORD_PUBLIC_URL", url).run(&["doctor"]);
        let line = said
            .out
            .lines()
            .find(|line| line.contains("links in messages begin with") || line.contains("is no web address"));
        assert!(line.unwrap().starts_with(level), "{url}: {said:?}");
    }
}

#[test]
fn each_storefront_s_sender_is_looked_at_once() {
    each_database("cli_doctor_senders", async |database| {
        let dns = DnsServer::start(&[
            ("own.example", "TXT", "v=spf1 ip4:203.0.113.7 -all"),
            ("north.example", "MX", "mx.example."),
            ("_dmarc.north.example", "TXT", "v=DMARC1; p=none; rua=mailto:x@north.example"),
        ])
        .await;
        let server = Server::start(Manners::default()).await;
        let house = House::open(database.store(), at("2026-03-03T14:05:00Z"), Arc::new(Closed), false).await;
        let (account, id) = (house.account, house.storefront);
        let found = house.engine.store.read("storefront", move |tx| storefronts::find(tx, account, id)).await.unwrap();
        let mut storefront = found.unwrap();
        storefront.sender_address = Some("hello@north.example".to_owned());
        let saved = house.engine.store.write("sender", move |tx| storefronts::update(tx, account, &storefront));
        saved.await.unwrap();
        let program = Program::on(database)
            .with("AFTERWORD_PUBLIC_URL", "https://ask.shop.example")
            .with("AFTERWORD_SENDER", "reviews@own.example")
            .with("AFTERWORD_SMTP_URL", &server.relay("smtp", "", "").to_string())
            .with("AFTERWORD_DNS_SERVER", &dns.address.to_string());
        let said = tokio::task::block_in_place(|| program.run(&["doctor"]));
        assert_eq!(finding(&said, "DMARC: the DMARC record at _dmarc.north.example asks for none").0, "ok", "{said:?}");
        assert_eq!(finding(&said, "only a DKIM signature of north.example proves").0, "warn", "{said:?}");
        assert_eq!(finding(&said, "REPLIES: north.example takes mail").0, "ok", "{said:?}");
        assert_eq!(said.out.matches("SPF: own.example has an SPF record").count(), 1, "{said:?}");
    });
}

#[test]
fn a_relay_that_does_not_answer_or_makes_no_sense_fails() {
    let relay = format!("smtp://shop:hushhush@{}", free_address());
    let program = Program::in_new_folder()
        .with("AFTERWORD_DNS_SERVER", NOWHERE)
        .with("AFTERWORD_PUBLIC_URL", "https://ask.shop.example")
        .with("AFTERWORD_SMTP_URL", &relay);
    let said = program.run(&["doctor"]);
    assert_eq!(finding(&said, "SPF: the DNS did not answer").0, "warn", "{said:?}");
    fails(&said, "smtp://127.0.0.1");
    assert!(!said.out.contains("hushhush"), "{said:?}");
    fails(&program.with("AFTERWORD_SMTP_URL", "http://mail.example").run(&["doctor"]), "AFTERWORD_SMTP_URL:");
    let unsendable = Program::in_new_folder().with("AFTERWORD_SMTP_URL", &relay).with("AFTERWORD_SENDER", "nobody");
    fails(&unsendable.run(&["doctor"]), "nobody is none");
}
