//! What customers said: read, counted, filtered, taken away as a table.

use afterword::store::responses::{self, Response, Suspicion};
use afterword::store::users::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::id::{ContactId, InvitationId, ResponseId};
use serde_json::json;

use crate::client::TODAY;
use crate::member::Member;
use crate::support::databases::each_database;
use crate::support::house::at;

/// So many answers, a minute apart, with 1 to 5 stars in turn; each second one has a comment.
async fn answered(ada: &Member, count: u128) {
    let (account, storefront) = (ada.client.house.account, ada.client.house.storefront);
    let answer = |number: u128| {
        let stars = number % 5 + 1;
        let mut answers = vec![json!({ "question": "rating", "value": stars })];
        if number.is_multiple_of(2) {
            answers.push(json!({ "question": "comment", "value": format!("=Comment {number} <b>مرحبا</b>") }));
        }
        let completed_at = at(TODAY) - SignedDuration::from_mins(i64::try_from(number).unwrap());
        Response {
            id: ResponseId::new(completed_at, number),
            invitation: InvitationId::new(completed_at, number),
            contact: ContactId::new(completed_at, number),
            storefront,
            reference: format!("CD-{number:06}"),
            started_at: completed_at,
            completed_at: Some(completed_at),
            via: None,
            answers: serde_json::Value::from(answers).to_string(),
            suspected_for: (number == 7).then_some(Suspicion::Honeypot),
        }
    };
    let answers: Vec<_> = (0..count).map(answer).collect();
    let save = move |tx: &mut afterword::store::Tx<'_>| responses::save(tx, account, &answers);
    ada.client.store().write("answers", save).await.unwrap();
}

#[test]
fn answers_stand_there_the_latest_first_with_what_they_come_to() {
    each_database("answers", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/answers").await.says("No answers in this time");
        answered(&ada, 101).await;
        let page = ada.get("/answers").await;
        // 100 of 101 count; the one with 3 stars that a program may have given does not.
        page.says("<b>100</b>").says("CD-000000").says("CD-000050").says_not("CD-000007").says_not("CD-000051");
        page.says("<b>2.98</b>").says("21 %").says("19 %").says("&#60;b&#62;مرحبا");
        let next = page.links().into_iter().find(|link| link.contains("after=")).unwrap();
        ada.get(&format!("/answers{next}")).await.says("CD-000051").says("CD-000100").says_not("CD-000050");
        ada.get("/answers?suspect=yes&days=all").await.says("CD-000007").says("A program may have given");
        assert!(page.text.len() < 100_000);
    });
}

#[test]
fn answers_are_filtered_and_a_query_that_makes_no_sense_is_harmless() {
    each_database("filtered", async |database| {
        let mut ada = Member::admin(database).await;
        answered(&ada, 20).await;
        ada.get("/answers?stars=5").await.says("CD-000004").says_not("CD-000005");
        ada.get("/answers?commented=yes").await.says("CD-000004").says_not("CD-000005");
        let other = format!("/answers?storefront={}", rules::id::StorefrontId::new(at(TODAY), 99));
        ada.get(&other).await.says("Nothing was found");
        for query in [
            "stars=x",
            "stars=99999999999999999999",
            "days=-1",
            "days=9223372036854775807",
            "storefront=%00",
            "after=1.x",
            "after=.",
            "after=99999999999999999999.x",
            "order=%F0%9F%92%A5",
            "unread=&days=",
        ] {
            assert_eq!(ada.get(&format!("/answers?{query}")).await.status, StatusCode::OK, "{query}");
        }
    });
}

#[test]
fn an_order_is_found_by_its_number() {
    each_database("by_number", async |database| {
        let mut ada = Member::admin(database).await;
        ada.client.campaign(json!({})).await;
        ada.client.order("1001", "ada@example.com").await;
        ada.client.house.until("2026-03-12T12:00:00Z").await;
        let invitation = ada.client.get("/invitations").await.ok()["data"][0]["id"].as_str().unwrap().parse().unwrap();
        let answers =
            json!([{ "question": "rating", "value": 4 }, { "question": "comment", "value": "Lovely" }]).to_string();
        let answer = afterword::engine::answers::Answer { invitation, via: None, answers };
        let house = &ada.client.house;
        house.engine.answer(house.account, vec![answer]).await.unwrap().pop().unwrap().unwrap();
        ada.get("/answers?order=1001").await.says("Lovely").says("ada@example.com").says("4 stars of 5");
        ada.get("/answers?order=1002").await.says("Nothing was found");
    });
}

#[test]
fn what_was_read_is_read_for_everybody() {
    each_database("read", async |database| {
        let mut ada = Member::admin(database).await;
        answered(&ada, 4).await;
        let page = ada.get("/answers?unread=yes").await;
        let link = page
            .links()
            .into_iter()
            .find(|link| link.starts_with("/answers/rsp_") || link.starts_with("/answers/res_"));
        let link = link.unwrap();
        let shown = ada.get(&link).await;
        shown.says("CD-000000").says("I have read it");
        ada.submit(&shown, &link, &[]).await.says("Marked as read").says_not("I have read it");
        ada.get("/answers?unread=yes").await.says("CD-000001").says_not("CD-000000");
        let page = ada.get("/answers").await;
        ada.submit(&page, "/answers", &[]).await.says("marked as read");
        ada.get("/answers?unread=yes").await.says("Nothing was found");
        assert_eq!(ada.post("/answers/x", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ada.get("/answers/x").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn answers_are_taken_away_as_a_table_in_which_nothing_is_a_formula() {
    each_database("table", async |database| {
        let client = crate::client::Client::sandbox(database).await;
        let mut vera = Member::of(client, Role::Editor).await;
        answered(&vera, 3).await;
        let table = vera.post("/answers/export?stars=1", &[]).await;
        assert_eq!(table.answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
        assert_eq!(table.text.lines().count(), 2);
        table.says("Main Street,CD-000000,").says(",1,'=Comment 0");
    });
}

#[test]
fn a_table_holds_all_answers_however_many_they_are() {
    each_database("long_table", async |database| {
        let mut ada = Member::admin(database).await;
        answered(&ada, 2_345).await;
        let table = ada.post("/answers/export?days=all", &[]).await;
        assert_eq!(table.text.lines().count(), 1 + 2_344);
        let orders: std::collections::BTreeSet<_> =
            table.text.lines().skip(1).map(|line| line.split(',').nth(2)).collect();
        assert_eq!(orders.len(), 2_344);
        ada.get("/audit").await.says("downloaded a list of answers");
    });
}
