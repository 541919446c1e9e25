//! Whoever was erased stays erased: in what comes late, and in a database that was restored.

use std::sync::Arc;

use afterword::engine::commit::Attempt;
use afterword::engine::duties::DUTIES;
use afterword::engine::erasures::Traces;
use afterword::engine::hand_over::Finished;
use afterword::engine::people::email_key;
use afterword::engine::take_in::Taken;
use afterword::store::audit_log::Actor;
use afterword::store::erasure::{self, Erased};
use afterword::store::{contacts, values};
use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::ContactId;
use rules::reason::Code;
use rules::settle::Ended;
use serde_json::json;

use crate::support::databases::{Database, each_database};
use crate::support::house::{Closed, House, at};

const NOW: &str = "2026-03-03T14:05:00Z";
const DUE: &str = "2026-03-04T10:00:05Z";
const LATER: &str = "2026-03-04T10:02:00Z";

async fn texts(house: &House, sql: &'static str) -> Vec<Option<String>> {
    let account = house.account;
    let read = move |tx: &mut afterword::store::Tx<'_>| {
        tx.all(sql, &values![account])?.iter().map(|row| row.opt_string(0)).collect()
    };
    house.engine.store.read("texts", read).await.unwrap()
}

async fn contact(house: &House) -> ContactId {
    texts(house, "SELECT id FROM contacts WHERE account_id = $1").await[0].as_deref().unwrap().parse().unwrap()
}

fn reason(taken: &Taken) -> Option<Code> {
    let Taken::Stored { decisions, .. } = taken else { unreachable!("the event was taken") };
    decisions[0].reason
}

/// Two people's mails on their way, and the first of them erased meanwhile.
async fn erased_under_way(database: &Database) -> (House, Vec<Attempt>) {
    let house = House::open(database.store(), at(NOW), Arc::new(Closed), false).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "delay": "P0D" })).await;
    house.order("A-1", "ada@example.com", NOW).await;
    house.order("A-2", "grace@example.com", NOW).await;
    let ada = texts(&house, "SELECT id FROM contacts WHERE account_id = $1 AND email LIKE 'ada%'").await;
    let ada: ContactId = ada[0].as_deref().unwrap().parse().unwrap();
    house.engine.world.clock.tell(at(DUE));
    let attempts = committed(&house, DUE).await;
    assert_eq!(attempts.len(), 2);
    house.engine.erase(house.account, ada, Actor::CommandLine).await.unwrap();
    (house, attempts)
}

async fn committed(house: &House, now: &str) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for claimed in house.engine.claim(at(now), 10).await.unwrap() {
        attempts.extend(house.engine.commit(at(now), claimed).await.unwrap());
    }
    attempts
}

async fn settle(house: &House, now: &str, attempts: Vec<Attempt>, ended: Ended, text: Option<&str>) {
    let text = text.map(str::to_owned);
    let finished: Vec<_> =
        attempts.into_iter().map(|attempt| Finished { attempt, ended, text: text.clone() }).collect();
    let count = finished.len();
    assert_eq!(house.engine.settle(at(now), finished).await.unwrap(), count);
}

#[test]
fn what_a_relay_says_of_a_mail_to_somebody_erased_meanwhile_is_not_kept() {
    each_database("late_reply", async |database| {
        let (house, attempts) = erased_under_way(database).await;
        let text = "550 5.1.1 <ada@example.com> or <grace@example.com>: no such user";
        settle(&house, DUE, attempts, Ended::AddressRefused, Some(text)).await;
        let mut failures = texts(&house, "SELECT failure FROM messages WHERE account_id = $1").await;
        failures.sort();
        assert_eq!(failures, [Some(text.to_owned()), Some("erased".to_owned())]);
    });
}

#[test]
fn a_letter_is_kept_while_it_is_to_go_again_and_never_of_somebody_erased_meanwhile() {
    each_database("kept_letter", async |database| {
        let letters = "SELECT rendered FROM messages WHERE account_id = $1 AND rendered IS NOT NULL";
        let (house, attempts) = erased_under_way(database).await;
        assert!(texts(&house, letters).await.is_empty(), "on its way it is in the node's hands");
        settle(&house, DUE, attempts, Ended::RetrySafe, None).await;
        let kept = texts(&house, letters).await;
        assert_eq!(kept.len(), 1);
        assert!(kept[0].as_deref().unwrap().contains("grace@example.com"));
        let again = committed(&house, LATER).await;
        assert_eq!(serde_json::to_string(again[0].letter.as_deref().unwrap()).ok(), kept[0]);
        settle(&house, LATER, again, Ended::Accepted, None).await;
        assert!(texts(&house, letters).await.is_empty(), "its outcome is known");
    });
}

#[test]
fn a_restored_database_erases_again_whom_it_knows_and_refuses_whom_it_does_not() {
    each_database("erased_again", async |database| {
        let house = House::sandbox(database, NOW).await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        house.order("A-1", "ada@example.com", NOW).await;
        let key = |email: &str| email_key(&house.engine.secret, house.account, email);
        // As another state of the database knew her: by another id, and somebody who is not here at all.
        let unknown = |number: u128, emails: &[&str]| Erased {
            contact: ContactId::new(at(NOW), number),
            created_at: at(NOW),
            erased_at: at(NOW),
            identifiers: emails.iter().map(|email| key(email)).collect(),
        };
        let erased = vec![unknown(1, &["ada@example.com"]), unknown(2, &["grace@example.com"])];
        let traces = Traces { erased, suppressions: Vec::new() };
        let again = |traces: Traces| house.engine.take_over(house.account, traces, Actor::CommandLine);
        assert_eq!(again(traces.clone()).await.unwrap(), 1);
        assert_eq!(again(traces).await.unwrap(), 0);
        for (reference, email) in [("A-2", "ada@example.com"), ("A-3", "grace@example.com")] {
            assert_eq!(reason(&house.order(reference, email, NOW).await), Some(Code::ContactErased));
        }
        let emails = texts(&house, "SELECT email FROM contacts WHERE account_id = $1").await;
        assert_eq!(emails, [None, None, None]);
        let (account, limit) = (house.account, 2);
        let list = move |tx: &mut afterword::store::Tx<'_>| {
            let first = erasure::list(tx, account, None, limit)?;
            let rest = erasure::list(tx, account, Some(first[1].contact), limit)?;
            Ok([first, rest].concat())
        };
        let listed = house.engine.store.read("erased", list).await.unwrap();
        let mut identifiers: Vec<_> = listed.iter().flat_map(|erased| erased.identifiers.clone()).collect();
        identifiers.sort_unstable();
        let mut wanted = [key("ada@example.com"), key("grace@example.com")];
        wanted.sort_unstable();
        assert_eq!((listed.len(), identifiers), (3, wanted.to_vec()));
        house.until("2026-04-30T00:00:00Z").await;
        assert_eq!(house.sent().await, [""; 0]);
    });
}

#[test]
fn names_from_before_the_search_are_found_after_a_while() {
    each_database("folded", async |database| {
        let house = House::sandbox(database, NOW).await;
        let event = json!({
            "type": "order.delivered", "storefront": "main", "reference": "A-1", "occurred_at": NOW,
            "contact": { "email": "ada@example.com", "name": "Åda Ek" },
        });
        house.report(event).await;
        let account = house.account;
        let old = move |tx: &mut afterword::store::Tx<'_>| {
            tx.execute("UPDATE contacts SET name_key = NULL WHERE account_id = $1", &values![account])
        };
        house.engine.store.write("old", old).await.unwrap();
        let found = async || {
            let named = move |tx: &mut afterword::store::Tx<'_>| contacts::named(tx, account, "åDA", 10);
            house.engine.store.read("named", named).await.unwrap().into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(found().await, []);
        let duty = DUTIES.iter().find(|duty| duty.name == "fold_names").unwrap();
        let later = |seconds: i64| at(NOW) + jiff::SignedDuration::from_secs(seconds);
        let done = async |now: Timestamp| house.engine.do_duty(duty, now).await.unwrap();
        assert_eq!((done(later(0)).await, done(later(60)).await), (1, 0));
        assert_eq!(found().await, [contact(&house).await]);
    });
}
