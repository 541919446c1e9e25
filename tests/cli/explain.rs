//! Why a message was or was not sent, told at the command line.

use rules::campaign::Purpose;
use serde_json::json;

use crate::program::{Program, Said};
use crate::support::databases::{Database, each_database};
use crate::support::house::House;

const ADA: &str = "ada@example.com";

async fn house(database: &Database) -> House {
    let house = House::sandbox(database, "2026-03-01T10:00:00Z").await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
    house.order("A-1", ADA, "2026-03-01T09:00:00Z").await;
    house
}

fn explain(program: &Program, arguments: &[&str]) -> Said {
    program.run(&[&["explain", "--account", "Records"], arguments].concat())
}

#[test]
fn an_order_is_explained_rule_by_rule_the_newest_first() {
    each_database("cli_explain", async |database| {
        let house = house(database).await;
        let program = Program::on(database);
        let planned = explain(&program, &["--order", "A-1"]);
        let text = planned.good();
        assert!(text.contains("plan: scheduled"), "{text}");
        assert!(text.contains("order A-1 at main (order.delivered)"), "{text}");
        assert!(text.contains("    pass    event.on_hold: The order is not on hold.\n"), "{text}");
        assert!(text.contains("To come:\n  2026-03-08T10:00:00Z  first by email, inv_"), "{text}");
        house.until("2026-03-09T10:00:00Z").await;
        let sent = explain(&program, &["--order", "A-1"]);
        let (send, plan) = (sent.good().find("send: send"), sent.out.find("plan: scheduled"));
        assert!(send.is_some() && send < plan, "{sent:?}");
        assert!(sent.out.ends_with("Nothing is to come.\n"), "{sent:?}");
    });
}

#[test]
fn a_contact_an_order_and_an_invitation_lead_to_the_same() {
    each_database("cli_explain_who", async |database| {
        let _house = house(database).await;
        let program = Program::on(database);
        let by_order = explain(&program, &["--order", "A-1", "--storefront", "main"]);
        let text = by_order.good();
        let id = |prefix| text.split(|c: char| c.is_whitespace() || c == ',').find(|word| word.starts_with(prefix));
        let (contact, invitation) = (id("con_").unwrap(), id("inv_").unwrap());
        for (option, value) in [("--contact", ADA), ("--contact", contact), ("--invitation", invitation)] {
            assert_eq!(explain(&program, &[option, value]).good(), text, "{option} {value}");
        }
    });
}

#[test]
fn sentences_speak_the_language_that_is_asked_for() {
    each_database("cli_explain_sv", async |database| {
        let _house = house(database).await;
        let program = Program::on(database);
        let english = explain(&program, &["--order", "A-1"]).good().to_owned();
        let french = explain(&program, &["--order", "A-1", "--language", "fr"]);
        assert!(french.good().contains("commande") && *french.good() != english, "{french:?}");
        assert_eq!(explain(&program, &["--order", "A-1", "--language", "xx"]).code, 2);
    });
}

#[test]
fn an_order_that_nobody_wanted_is_explained_too() {
    each_database("cli_explain_none", async |database| {
        let house = House::sandbox(database, "2026-03-01T10:00:00Z").await;
        house.order("A-1", ADA, "2026-03-01T09:00:00Z").await;
        let told = explain(&Program::on(database), &["--order", "A-1"]);
        assert!(told.good().contains("plan: refused, "), "{told:?}");
        assert!(told.out.ends_with("Nothing is to come.\n"), "{told:?}");
    });
}

#[test]
fn what_is_not_known_is_said_so() {
    each_database("cli_explain_bad", async |database| {
        let _house = house(database).await;
        let program = Program::on(database);
        for (option, value) in [
            ("--order", "A-2"),
            ("--contact", "eve@example.com"),
            ("--contact", "con_0000000000000000000000001a"),
            ("--invitation", "inv_0000000000000000000000001a"),
        ] {
            let said = explain(&program, &[option, value]);
            assert!(said.bad().contains("knows nothing of this"), "{said:?}");
            assert!(!said.err.contains(value), "{said:?}");
        }
        assert!(explain(&program, &["--order", "A-1", "--storefront", "other"]).bad().contains("knows nothing"));
        assert!(explain(&program, &["--invitation", "A-1"]).bad().contains("an id looks like inv_"));
        let foreign = program.run(&["explain", "--account", "nobody", "--order", "A-1"]);
        assert!(foreign.bad().contains("there is no account"));
        assert_eq!(explain(&program, &["--order", "A-1", "--contact", ADA]).code, 2);
        assert_eq!(explain(&program, &["--contact", ADA, "--storefront", "main"]).code, 2);
    });
}
