//! The hour at which people answer is learned, and what is planned keeps the hour that it was given.

use std::collections::BTreeMap;

use afterword::engine::answers::Answer;
use afterword::engine::learned::of_storefront;
use afterword::engine::orders::Report;
use afterword::engine::sending_hours::{Conclusion, sending_hours};
use afterword::store::audit_log::Actor;
use afterword::store::responses::{self, Wanted};
use afterword::store::{answer_hours, contacts};
use rules::campaign::Purpose;
use rules::id::ContactId;
use rules::learned::{Answers, Hour};
use rules::time::Zone;
use serde_json::{Value, json};

use crate::support::databases::{Database, each_database};
use crate::support::house::{House, at};

async fn house(database: &Database, settings: Value) -> House {
    let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
    let learning = json!({ "send_at": { "hour": "auto", "zone": "recipient", "explore": 0 }, "delay": "P1D" });
    let mut whole = learning;
    whole.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    house.campaign(Purpose::ServiceReview, "order.delivered", whole).await;
    house
}

/// Customers get a message each and answer it when the clock stands there.
async fn answered(house: &House, people: std::ops::Range<u32>, placed: &str, at: &str) {
    for number in people.clone() {
        house.order(&format!("B-{number}"), &format!("p{number}@example.com"), placed).await;
    }
    house.until(at).await;
    for boxed in house.box_().await {
        let is_one = people.clone().any(|number| boxed.recipient == format!("p{number}@example.com"));
        if is_one {
            answer(house, boxed.invitation).await;
        }
    }
}

async fn answer(house: &House, invitation: rules::id::InvitationId) {
    let answer = Answer { invitation, via: None, answers: "[]".to_owned() };
    let answered = house.engine.answer(house.account, vec![answer]).await.expect("stored");
    assert_eq!(answered, [Ok(())]);
}

/// The storefront's figures as they are kept, and counted anew from the answers.
async fn kept_and_recounted(house: &House) -> (Answers, Answers) {
    let (account, storefront) = (house.account, house.storefront);
    let read = house.engine.store.read("recount", move |tx| {
        let kept = answer_hours::of_storefronts(tx, account, &[storefront].into())?.remove(&storefront);
        let given = responses::list(tx, account, &Wanted::default(), None, 1_000)?;
        let ids: Vec<_> = given.iter().map(|one| one.contact).collect();
        let zones: BTreeMap<ContactId, String> = contacts::by_ids(tx, account, &ids)?
            .into_iter()
            .map(|one| (one.id, one.time_zone.unwrap_or_else(|| "Europe/Stockholm".to_owned())))
            .collect();
        let mut recounted = Answers::default();
        for one in given {
            let zone = Zone::parse(&zones[&one.contact]).expect("a zone");
            recounted.add(Hour::of(one.completed_at.expect("complete"), &zone), 1);
        }
        Ok((kept.unwrap_or_default(), recounted))
    });
    read.await.expect("readable")
}

#[test]
fn evening_people_are_asked_in_the_evening_once_they_have_answered() {
    each_database("evening_people", async |database| {
        let house = house(database, json!({ "reminder": { "enabled": true, "after": "P2D" } })).await;
        answered(&house, 0..6, "2026-03-03T14:00:00Z", "2026-03-04T18:30:00Z").await;
        assert!(
            house.sent().await.iter().all(|line| line.starts_with("2026-03-04T09:00:00Z first p")),
            "ten o'clock, before anything is learned"
        );
        house.order("A-1", "ada@example.com", "2026-03-04T18:00:00Z").await;
        house.until("2026-03-20T00:00:00Z").await;
        let mut sent = house.sent().await;
        sent.retain(|line| line.ends_with("ada@example.com"));
        assert_eq!(
            sent,
            ["2026-03-05T18:00:00Z first ada@example.com", "2026-03-07T18:00:00Z reminder ada@example.com"]
        );
        let (kept, recounted) = kept_and_recounted(&house).await;
        assert_eq!(kept, recounted);
        assert_eq!(kept.in_hour(Hour::new(19).unwrap()), 6);
    });
}

#[test]
fn an_hour_is_one_of_the_recipients_own_day() {
    each_database("own_day", async |database| {
        let house = house(database, json!({})).await;
        for number in 0..6 {
            house.report(order(&format!("T-{number}"), &format!("t{number}@example.com"), "Asia/Tokyo")).await;
        }
        // Ten in Tokyo is one at night in UTC; they answer at 20:30 there.
        house.until("2026-03-04T11:30:00Z").await;
        for boxed in house.box_().await {
            assert_eq!(boxed.sent_at, at("2026-03-04T01:00:00Z"));
            answer(&house, boxed.invitation).await;
        }
        house.report(order("N-1", "nora@example.com", "America/New_York")).await;
        house.until("2026-03-06T12:00:00Z").await;
        assert!(house.sent().await.contains(&"2026-03-05T01:00:00Z first nora@example.com".to_owned()));
        let (kept, recounted) = kept_and_recounted(&house).await;
        assert_eq!((kept, kept.in_hour(Hour::new(20).unwrap())), (recounted, 6));
    });
}

fn order(reference: &str, email: &str, zone: &str) -> Value {
    json!({
        "type": "order.delivered", "storefront": "main", "reference": reference,
        "occurred_at": "2026-03-03T14:00:00Z", "contact": { "email": email, "time_zone": zone },
    })
}

#[test]
fn answers_that_come_at_once_teach_only_where_the_message_explored() {
    each_database("at_once", async |database| {
        let house = house(database, json!({})).await;
        answered(&house, 0..8, "2026-03-03T14:00:00Z", "2026-03-04T09:30:00Z").await;
        assert_eq!(kept_and_recounted(&house).await.0.total(), 0);
        let exploring = json!({ "send_at": { "hour": "auto", "zone": "recipient", "explore": 20 }, "delay": "P1D" });
        house.campaign(Purpose::Survey, "visit.done", exploring).await;
        for number in 0..60 {
            let mut event = order(&format!("V-{number}"), &format!("v{number}@example.com"), "Europe/Stockholm");
            event["type"] = json!("visit.done");
            event["occurred_at"] = json!("2026-03-04T09:00:00Z");
            house.report(event).await;
        }
        let mut seen = 0;
        for hour in 10..24 {
            house.until(&format!("2026-03-05T{:02}:01:00Z", hour - 3)).await;
            let sent = house.box_().await;
            let to = |boxed: &&afterword::store::outbox::Boxed| boxed.recipient.starts_with('v');
            let fresh: Vec<_> = sent.iter().filter(to).skip(seen).map(|boxed| boxed.invitation).collect();
            seen += fresh.len();
            for invitation in fresh {
                answer(&house, invitation).await;
            }
        }
        let (kept, _) = kept_and_recounted(&house).await;
        let (account, storefront) = (house.account, house.storefront);
        let read = house.engine.store.read("report", move |tx| sending_hours(tx, account, storefront));
        let report = read.await.expect("readable");
        assert!((4..25).contains(&report.explored.of), "{}", report.explored.of);
        assert!(report.hours.iter().all(|one| one.answered.count <= one.answered.of));
        assert_eq!(kept.total(), report.explored.count, "only what explored teaches");
        assert_eq!(report.conclusion(), Conclusion::TooFew);
        assert_eq!(report.gain(), None);
        let sum: u64 = report.hours.iter().map(|one| one.answered.of).sum();
        assert_eq!(sum, report.learned.of + report.explored.of);
    });
}

#[test]
fn what_is_planned_keeps_its_hour_whatever_is_learned_meanwhile() {
    each_database("keeps_its_hour", async |database| {
        let settings = json!({ "base": "activation_date", "delay": "P5D" });
        let house = house(database, settings).await;
        house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        house.order("A-2", "bo@example.com", "2026-03-03T14:00:00Z").await;
        let other = json!({ "delay": "P0D", "send_at": null, "frequency": { "mode": "every_event" } });
        house.campaign(Purpose::Survey, "visit.done", other).await;
        for number in 0..10 {
            let mut event = order(&format!("V-{number}"), &format!("v{number}@example.com"), "Europe/Stockholm");
            event["type"] = json!("visit.done");
            house.report(event).await;
        }
        house.until("2026-03-04T19:30:00Z").await;
        for boxed in house.box_().await {
            answer(&house, boxed.invitation).await;
        }
        let (account, storefront) = (house.account, house.storefront);
        let read = house.engine.store.read("learned", move |tx| of_storefront(tx, account, storefront));
        let hours: Vec<_> = Hour::all().collect();
        assert_eq!(read.await.expect("readable").weights.best(&hours), Hour::new(20));
        let changed = Report::Changed { activation_date: Some(Some("2026-03-06".parse().unwrap())), products: None };
        house.engine.report_order(account, "main".to_owned(), "A-1".to_owned(), changed).await.expect("planned anew");
        house.order("A-3", "cy@example.com", "2026-03-04T19:00:00Z").await;
        house.until("2026-03-20T00:00:00Z").await;
        let mut sent = house.sent().await;
        sent.retain(|line| !line.contains("first v"));
        assert_eq!(
            sent,
            [
                "2026-03-08T09:00:00Z first bo@example.com",
                "2026-03-09T19:00:00Z first cy@example.com",
                "2026-03-11T09:00:00Z first ada@example.com"
            ]
        );
    });
}

#[test]
fn whoever_is_erased_leaves_no_hours_and_the_storefront_keeps_its_sums() {
    each_database("erased_hours", async |database| {
        let house = house(database, json!({})).await;
        answered(&house, 0..2, "2026-03-03T14:00:00Z", "2026-03-04T18:30:00Z").await;
        let account = house.account;
        let own = async |house: &House| {
            let read = house.engine.store.read("own", move |tx| {
                let given = responses::list(tx, account, &Wanted::default(), None, 10)?;
                let people = given.iter().map(|one| one.contact).collect();
                answer_hours::of_contacts(tx, account, &people)
            });
            read.await.expect("readable")
        };
        let before = own(&house).await;
        assert_eq!(before.values().map(Answers::total).collect::<Vec<_>>(), [1, 1]);
        let gone = *before.keys().next().unwrap();
        house.engine.erase(account, gone, Actor::CommandLine).await.expect("erased");
        assert_eq!(own(&house).await.keys().collect::<Vec<_>>(), [before.keys().last().unwrap()]);
        assert_eq!(kept_and_recounted(&house).await.0.total(), 2);
    });
}

/// Nodes that count at the same time lose nothing.
#[test]
fn answers_that_come_at_the_same_time_are_all_counted() {
    each_database("same_time", async |database| {
        let house = house(database, json!({})).await;
        for number in 0..24 {
            house.order(&format!("B-{number}"), &format!("p{number}@example.com"), "2026-03-03T14:00:00Z").await;
        }
        house.until("2026-03-04T18:30:00Z").await;
        let sent: Vec<_> = house.box_().await.iter().map(|boxed| boxed.invitation).collect();
        let tasks: Vec<_> = sent
            .into_iter()
            .map(|invitation| {
                let (engine, account) = (house.engine.clone(), house.account);
                let answer = Answer { invitation, via: None, answers: "[]".to_owned() };
                tokio::spawn(async move { engine.answer(account, vec![answer]).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().expect("stored"), [Ok(())]);
        }
        let (kept, recounted) = kept_and_recounted(&house).await;
        assert_eq!((kept, kept.total()), (recounted, 24));
    });
}
