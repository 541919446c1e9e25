//! The calendar shows what is to go by day and hour; the queue behind a count is moved, let go and cancelled, with a way
//! back; what the rules would stop stays and is told.

use afterword::engine::calendar;
use afterword::engine::duties::DUTIES;
use afterword::store::users::Role;
use afterword::store::{Tx, queue_changes};
use axum::http::StatusCode;
use rules::id::QueueChangeId;
use rules::time::Zone;
use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::member::{Member, Page};
use crate::requests::{asked, shop};
use crate::support::databases::each_database;

/// The day on which what is ordered today is asked about.
const DAY: &str = "2026-03-10";

async fn next_at(member: &Member, id: &str) -> Value {
    member.client.get(&format!("/invitations/{id}")).await.ok()["next"]["at"].clone()
}

fn queue(rest: &str) -> String {
    format!("/calendar/queue?day={DAY}{rest}")
}

fn change(act: &str, rest: &str) -> String {
    format!("/calendar/queue/change?day={DAY}&act={act}{rest}")
}

/// Answers the question as it stands, with these fields typed in.
async fn agree(member: &mut Member, question: &Page, typed: &[(&str, &str)]) -> Page {
    member.submit(question, "/calendar/queue/change", typed).await
}

#[test]
fn a_month_shows_what_goes_on_each_day_and_a_day_its_hours() {
    each_database("calendar_month", async |database| {
        let mut ada = shop(database).await;
        ada.get("/calendar").await.says("March 2026").says("Nothing is planned here");
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "B-1", "bo@example.com", "<b>Bo</b>").await;
        let month = ada.get("/calendar").await;
        month.says("10 March 2026").says("2 messages").says("After delivery").says("aria-current=\"date\"");
        assert!(month.text.len() < 100_000);
        ada.get("/calendar?month=2026-04").await.says("April 2026").says("Nothing is planned here");
        ada.get("/calendar?month=2026-04&storefront=other").await.says("April 2026");
        let day = ada.get(&format!("/calendar?day={DAY}")).await;
        // 10:00 UTC is 11:00 in Stockholm, which is the reader's zone.
        day.says("10 March 2026").says("11:00–12:00").says("2 messages");
        let list = ada.get(&queue("&hour=11")).await;
        list.says("Ada Ek").says("&#60;b&#62;Bo").says("2 messages");
        ada.get(&queue("&hour=12")).await.says("Nothing is queued here");
        for broken in
            ["/calendar?month=x", "/calendar?day=2026-99-99", "/calendar?month=9999-12", "/calendar?day=9999-12-31"]
        {
            assert_eq!(ada.get(broken).await.status, StatusCode::OK, "{broken}");
        }
        let missing =
            ["/calendar/queue", "/calendar/queue?day=x", &queue("&campaign=x"), &queue("&storefront=nowhere")];
        for path in missing {
            assert_eq!(ada.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn all_of_a_cell_is_moved_and_moved_back() {
    each_database("calendar_moved", async |database| {
        let mut ada = shop(database).await;
        let one = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let two = asked(&ada, "B-1", "bo@example.com", "Bo").await;
        ada.get(&change("move", "")).await.says("Pick at least one message first");
        let question = ada.get(&change("move", "&all=yes")).await;
        question.says("Move 2 messages").says("For 30 days you can take this back");
        let wrong = agree(&mut ada, &question, &[("to", "soon")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("Write a day such as");
        assert_eq!(next_at(&ada, &one).await, "2026-03-10T10:00:00Z");
        let done = agree(&mut ada, &question, &[("to", "2026-03-12")]).await;
        done.says("Moved to 12 March 2026").says("Done: 2 messages.").says_not("Stayed as they were");
        assert_eq!(next_at(&ada, &one).await, "2026-03-12T10:00:00Z");
        assert_eq!(next_at(&ada, &two).await, "2026-03-12T10:00:00Z");
        // One of them goes elsewhere meanwhile: that is not undone.
        let path = format!("/invitations/{two}");
        ada.client.patch(&path, json!({ "due_at": "2026-03-20T10:00:00Z" })).await.ok();
        let undo = format!("{}/undo", done.path);
        let back = ada.post(&undo, &[]).await;
        back.says("Taken back").says("Done: 1 message.").says("it was changed in between").says("Bo");
        assert_eq!(next_at(&ada, &one).await, "2026-03-10T10:00:00Z");
        assert_eq!(next_at(&ada, &two).await, "2026-03-20T10:00:00Z");
        ada.post(&undo, &[]).await.says("Nothing was undone").says("This was taken back");
        ada.get("/audit").await.says("changed many queued messages").says("took back a change of many messages");
    });
}

#[test]
fn a_time_of_day_is_the_readers_and_goes_to_all() {
    each_database("calendar_time", async |database| {
        let mut ada = shop(database).await;
        let one = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let two = asked(&ada, "B-1", "bo@example.com", "Bo").await;
        let question = ada.get(&change("move", &format!("&pick={one}&pick={one}&pick=x"))).await;
        question.says("Move 1 message");
        agree(&mut ada, &question, &[("to", "2026-03-31"), ("time", "09:30")]).await.says("Done: 1 message.");
        // Summer time has begun in Stockholm by then.
        assert_eq!(next_at(&ada, &one).await, "2026-03-31T07:30:00Z");
        assert_eq!(next_at(&ada, &two).await, "2026-03-10T10:00:00Z");
        let past = ada.get(&change("move", &format!("&pick={two}"))).await;
        let past = agree(&mut ada, &past, &[("to", "2026-03-01")]).await;
        past.says("Done: 0 messages.").says("the time is past");
    });
}

#[test]
fn what_the_rules_would_stop_stays_and_says_why() {
    each_database("calendar_stopped", async |database| {
        let mut ada = shop(database).await;
        let one = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let two = asked(&ada, "B-1", "bo@example.com", "Bo").await;
        ada.client.house.until("2026-03-10T10:00:00Z").await;
        // Their forms close in June, and a reminder after that makes no sense.
        let question = ada.get("/calendar/queue/change?day=2026-03-17&act=move&all=yes").await;
        let late = agree(&mut ada, &question, &[("to", "2026-07-01")]).await;
        late.says("Done: 0 messages.").says("Stayed as they were: 2 messages").says("Ada Ek");
        assert_eq!(next_at(&ada, &one).await, "2026-03-17T10:00:00Z");
        let campaign = ada.client.get("/campaigns").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        ada.client.post(&format!("/campaigns/{campaign}/pause"), json!({})).await.ok();
        let question = ada.get("/calendar/queue/change?day=2026-03-17&act=send_now&all=yes").await;
        question.says("Send 2 messages now");
        agree(&mut ada, &question, &[]).await.says("Done: 0 messages.").says("Stayed as they were: 2 messages");
        assert_eq!(next_at(&ada, &two).await, "2026-03-17T10:00:00Z");
        ada.client.post(&format!("/campaigns/{campaign}/resumption"), json!({})).await.ok();
        let question = ada.get("/calendar/queue/change?day=2026-03-17&act=send_now&all=yes").await;
        agree(&mut ada, &question, &[]).await.says("Done: 2 messages.");
        ada.client.post("/sandbox/clock", json!({ "advance": "PT1M" })).await.ok();
        let sent = ada.client.house.sent().await;
        assert_eq!(sent.iter().filter(|line| line.starts_with("2026-03-10T10:00:00Z reminder")).count(), 2, "{sent:?}");
    });
}

#[test]
fn a_cancelled_cell_is_planned_anew_when_that_is_taken_back() {
    each_database("calendar_cancelled", async |database| {
        let mut ada = shop(database).await;
        let one = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "B-1", "bo@example.com", "Bo").await;
        let question = ada.get(&change("cancel", "&all=yes")).await;
        question.says("Cancel 2 messages");
        let done = agree(&mut ada, &question, &[]).await;
        done.says("Done: 2 messages.");
        assert_eq!(ada.client.get(&format!("/invitations/{one}")).await.ok()["status"], "cancelled");
        // Sent twice: nothing is left to cancel.
        agree(&mut ada, &question, &[]).await.says("Nothing is queued here");
        ada.client.post("/orders/main/B-1/cancellation", json!({})).await.ok();
        let back = ada.post(&format!("{}/undo", done.path), &[]).await;
        back.says("Done: 1 message.").says("Stayed as they were: 1 message");
        assert_eq!(next_at(&ada, &one).await, "2026-03-10T10:00:00Z");
    });
}

#[test]
fn many_more_than_a_batch_are_changed_to_the_last() {
    each_database("calendar_many", async |database| {
        let mut ada = Member::admin(database).await;
        ada.client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        let event = |number: i32| {
            json!({ "type": "order.delivered", "storefront": "main", "reference": format!("N-{number}"),
                "occurred_at": TODAY, "contact": { "email": format!("n{number}@example.com") } })
        };
        for part in 0..2 {
            let events: Vec<_> = (part * 600..(part + 1) * 600).map(event).collect();
            ada.client.post("/events/batch", json!({ "events": events })).await.ok();
        }
        let question = ada.get(&change("move", "&all=yes")).await;
        question.says("Move 1,200 messages");
        let mut page = agree(&mut ada, &question, &[("to", "2026-03-11")]).await;
        // What is left of it is done beside; a duty does it where the node dies.
        let engine = ada.client.house.engine.clone();
        let (account, id) = (ada.client.house.account, page.path.rsplit('/').next().unwrap().parse().unwrap());
        while !engine.go_on_with_queue_change(account, id).await.unwrap() {}
        page = ada.get(&page.path).await;
        page.says("Done: 1,200 messages.");
        ada.get(&queue("")).await.says("Nothing is queued here");
        let list = ada.get("/calendar/queue?day=2026-03-11").await;
        list.says("1,200 messages");
        let next = list.links().into_iter().find(|link| link.contains("after=")).unwrap();
        assert_eq!(ada.get(&format!("/calendar/queue{next}")).await.status, StatusCode::OK);
        let undo = ada.post(&format!("{}/undo", page.path), &[]).await;
        let id = undo.path.rsplit('/').next().unwrap().parse().unwrap();
        while !engine.go_on_with_queue_change(account, id).await.unwrap() {}
        ada.get(&undo.path).await.says("Done: 1,200 messages.");
        ada.get(&queue("")).await.says("1,200 messages");
        let span = calendar::day(DAY.parse().unwrap(), &Zone::UTC);
        for (most, is_estimate) in [(None, false), (Some(1_200), false), (Some(1_199), true), (Some(0), true)] {
            let read = move |tx: &mut Tx<'_>| calendar::calendar(tx, account, &[span], None, most);
            let counted = engine.store.read("calendar", read).await.unwrap();
            let cell = counted.cells[0];
            assert_eq!((counted.cells.len(), cell.is_estimate), (1, is_estimate), "{most:?}");
            let right = if is_estimate { 640..1_760 } else { 1_200..1_201 };
            assert!(right.contains(&cell.count), "{most:?}: {}", cell.count);
        }
    });
}

#[test]
fn what_a_node_left_behind_is_done_by_a_duty() {
    each_database("calendar_duty", async |database| {
        use afterword::engine::queue_change::{Chosen, Doing, Wanting};
        use afterword::store::audit_log::Actor;
        let ada = shop(database).await;
        let one = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let (engine, account) = (&ada.client.house.engine, ada.client.house.account);
        let chosen = Chosen { invitations: vec![one.clone()], ..Chosen::default() };
        let wanting = (Wanting { doing: Doing::Cancel, chosen }, 1);
        engine.begin_queue_change(account, wanting, Actor::CommandLine).await.unwrap();
        assert_eq!(ada.client.get(&format!("/invitations/{one}")).await.ok()["status"], "scheduled");
        let duty = DUTIES.iter().find(|duty| duty.name == "go_on_with_queue_changes").unwrap();
        assert_eq!(engine.do_duty(duty, engine.world.clock.now()).await, Ok(1));
        assert_eq!(ada.client.get(&format!("/invitations/{one}")).await.ok()["status"], "cancelled");
    });
}

#[test]
fn what_was_done_to_many_is_taken_back_for_thirty_days_and_told_of_for_ninety() {
    each_database("calendar_forgotten", async |database| {
        let mut ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "B-1", "bo@example.com", "Bo").await;
        let question = ada.get(&change("cancel", "&all=yes")).await;
        let done = agree(&mut ada, &question, &[]).await;
        let undo = format!("{}/undo", done.path);
        done.says(&undo);
        ada.client.house.until("2026-04-03T00:00:00Z").await;
        ada.get(&done.path).await.says_not(&undo);
        let late = ada.post(&undo, &[]).await;
        late.says("Nothing was undone").says("more than 30 days ago").says("Done: 2 messages.");
        ada.client.house.until("2026-05-30T00:00:00Z").await;
        assert_eq!(forget(&ada).await, 0);
        ada.get(&done.path).await.says("Done: 2 messages.");
        ada.client.house.until("2026-06-02T00:00:00Z").await;
        let (store, account) = (ada.client.house.engine.store.clone(), ada.client.house.account);
        let before = QueueChangeId::new("2026-03-04T00:00:00Z".parse().unwrap(), 0);
        let one = store.write("one", move |tx| queue_changes::forget(tx, account, before, 1)).await.unwrap();
        assert_eq!(one, 1, "no more than asked for");
        ada.get(&done.path).await.says("Done: 2 messages.");
        assert_eq!(forget(&ada).await, 2, "the other message, and then the change");
        assert_eq!(ada.get(&done.path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(forget(&ada).await, 0);
    });
}

/// Does the duty that forgets; answers how many rows it forgot.
async fn forget(member: &Member) -> usize {
    let engine = &member.client.house.engine;
    let duty = DUTIES.iter().find(|duty| duty.name == "forget_acts_on_many").unwrap();
    // Its time has come again.
    engine.world.clock.advance(duty.every);
    engine.do_duty(duty, engine.world.clock.now()).await.unwrap()
}

#[test]
fn held_messages_stand_apart() {
    each_database("calendar_held", async |database| {
        let mut ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        ada.client.post("/orders/main/A-1/hold", json!({})).await.ok();
        ada.client.house.until("2026-03-10T10:00:00Z").await;
        ada.get("/calendar").await.says("On hold:").says("1 message");
        let told = ada.client.get("/calendar").await.ok();
        assert_eq!(told["held"], json!([{ "reason": "event.on_hold", "count": 1 }]));
    });
}

#[test]
fn whoever_only_looks_changes_nothing_and_others_see_nothing() {
    each_database("calendar_roles", async |database| {
        let ada = shop(database).await;
        let one = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let mut other = Member::of(Client::sandbox_beside(&ada.client).await, Role::Editor).await;
        assert_eq!(other.get("/calendar").await.status, StatusCode::OK);
        other.get(&queue("")).await.says("Nothing is queued here");
        let question = other.get(&change("cancel", &format!("&pick={one}"))).await;
        agree(&mut other, &question, &[]).await.says("Done: 0 messages.").says_not("Ada Ek");
        let mut vera = Member::of(ada.client, Role::Viewer).await;
        vera.get(&queue("")).await.says("Ada Ek").says_not("Cancel them");
        assert_eq!(vera.get(&change("cancel", "&all=yes")).await.status, StatusCode::FORBIDDEN);
        let fields = [("day", DAY), ("act", "cancel"), ("all", "yes")];
        assert_eq!(vera.post("/calendar/queue/change", &fields).await.status, StatusCode::FORBIDDEN);
        assert_eq!(vera.post("/calendar/feed", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(vera.get("/invite").await.status, StatusCode::FORBIDDEN);
        assert_eq!(next_at(&vera, &one).await, "2026-03-10T10:00:00Z");
    });
}
