//! The form: answered, saved half-way, changed, closed.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::browser::{Links, Recipient};
use crate::client::order;
use crate::support::databases::each_database;

const ADAS: [(&str, &str); 2] = [("rating", "4"), ("comment", "Quick & kind.")];

#[test]
fn an_answer_by_form_is_a_response_and_stops_the_reminder() {
    each_database("form_answered", async |database| {
        let ada = Recipient::asked(database).await;
        let page = ada.get(&ada.links.answer).await;
        assert_eq!((page.status(), page.marked()), (200, None));
        let thanks = ada.fill_and_see(&ada.links.answer, "send", &ADAS).await;
        thanks.shows("Thank you!");
        thanks.shows("Quick &#38; kind.");
        let response = ada.list("/responses").await.remove(0);
        assert_eq!((&response["invitation"], &response["reference"]), (&json!(ada.invitation), &json!("A-1")));
        let answers =
            [json!({ "question": "rating", "value": 4 }), json!({ "question": "comment", "value": "Quick & kind." })];
        assert_eq!(response["answers"], Value::from(answers.to_vec()));
        assert_eq!(response["via"], json!({ "role": "first", "channel": "email" }));
        assert_eq!((&response["started_at"], &response["suspect"]), (&response["completed_at"], &Value::Null));
        assert_eq!(ada.decided().await, ("cancelled".to_owned(), "response.received".to_owned()));
        ada.wait("P1M").await;
        assert_eq!(ada.sent().await, ["2026-03-10T10:00:00Z first"]);
        assert_eq!(ada.invitation().await["status"], "completed");
    });
}

#[test]
fn a_rating_in_the_link_is_marked_and_not_stored() {
    each_database("form_pre_selected", async |database| {
        let ada = Recipient::asked(database).await;
        for (query, marked) in
            [("?rating=4", Some("4")), ("?rating=6", None), ("?rating=x", None), ("?comment=Hi", None)]
        {
            let page = ada.get(&format!("{}{query}", ada.links.answer)).await;
            assert_eq!(page.marked().as_deref(), marked, "{query}");
            page.lacks("Hi</textarea>");
        }
        assert_eq!(ada.list("/responses").await, [] as [Value; 0]);
        let sent = ada.fill_and_see(&format!("{}?rating=4", ada.links.answer), "send", &[("rating", "2")]).await;
        sent.shows("2 of 5");
    });
}

#[test]
fn a_half_finished_answer_is_kept_and_finished_by_the_reminders_link() {
    each_database("form_half_finished", async |database| {
        let ada = Recipient::asked(database).await;
        let saved = ada.fill_and_see(&ada.links.answer, "save", &[("comment", "Half")]).await;
        saved.shows("Saved.");
        saved.shows("Half</textarea>");
        let half = ada.list("/responses?completed=false").await.remove(0);
        assert_eq!((&half["completed_at"], &half["answers"][0]["value"]), (&Value::Null, &json!("Half")));
        assert_eq!(ada.invitation().await["status"], "started");
        ada.wait("P10D").await;
        assert_eq!(ada.sent().await.len(), 2, "half an answer stops nothing");
        ada.fill_and_see(&ada.links.answer, "send", &[("rating", "5"), ("comment", "Whole")]).await.shows("Whole");
        let whole = ada.list("/responses?completed=true").await;
        assert_eq!((whole.len(), &whole[0]["id"]), (1, &half["id"]));
        assert_eq!(whole[0]["started_at"], half["started_at"]);
        assert_eq!(ada.invitation().await["status"], "completed");
        let other = database.beside("nothing");
        let nothing = Recipient::asked(&other).await;
        assert_eq!(nothing.fill(&nothing.links.answer, "save", &[("comment", " ")]).await.status(), 422);
        assert_eq!(nothing.invitation().await["status"], "sent");
    });
}

#[test]
fn an_answer_can_be_changed_for_a_day() {
    each_database("form_changed", async |database| {
        let ada = Recipient::asked(database).await;
        ada.fill_and_see(&ada.links.answer, "send", &ADAS).await;
        ada.wait("PT23H").await;
        let change = format!("{}?change", ada.links.answer);
        let page = ada.get(&change).await;
        assert_eq!((page.marked().as_deref(), page.buttons()), (Some("4"), vec!["send".to_owned()]));
        let before = ada.list("/responses").await.remove(0);
        // What is no whole answer does not take the place of one.
        assert_eq!(ada.fill(&change, "save", &[("comment", "x")]).await.status(), 422);
        ada.fill_and_see(&change, "send", &[("rating", "1")]).await.shows("1 of 5");
        let after = ada.list("/responses").await.remove(0);
        assert_eq!(after["answers"], json!([{ "question": "rating", "value": 1 }]));
        assert_eq!((&before["id"], &before["completed_at"]), (&after["id"], &after["completed_at"]));
        ada.wait("PT1H").await;
        let stands = ada.get(&change).await;
        stands.shows("It can no longer be changed.");
        stands.lacks("<form");
        ada.read();
        let late = ada.press(&page, "send", &[("rating", "5")]).await;
        assert_eq!(late.status(), 303);
        assert_eq!(ada.list("/responses").await, [after]);
    });
}

#[test]
fn a_form_is_dead_after_its_term() {
    each_database("form_expired", async |database| {
        let ada = Recipient::asked(database).await;
        let open = ada.get(&ada.links.answer).await;
        ada.wait("P3M").await;
        let rows = ada.client.rows().await;
        for page in [ada.get(&ada.links.answer).await, ada.press(&open, "send", &ADAS).await] {
            assert_eq!(page.status(), 410);
            page.shows("This form is closed");
            page.shows("Main Street");
        }
        ada.read();
        assert_eq!(ada.press(&open, "send", &ADAS).await.status(), 410);
        assert_eq!(ada.client.rows().await, rows);
        assert_eq!(ada.get(&ada.links.unsubscribe).await.status(), 200, "opting out does not expire");
    });
}

#[test]
fn an_open_form_of_a_cancelled_order_still_takes_an_answer() {
    each_database("form_cancelled", async |database| {
        let ada = Recipient::asked(database).await;
        ada.client.post("/orders/main/A-1/cancellation", json!({})).await.ok();
        assert_eq!(ada.invitation().await["status"], "cancelled");
        ada.fill_and_see(&ada.links.answer, "send", &ADAS).await.shows("Thank you!");
        assert_eq!(ada.invitation().await["status"], "completed");
    });
}

#[test]
fn forms_that_are_sent_at_once_leave_one_answer() {
    each_database("form_parallel", async |database| {
        let ada = Recipient::asked(database).await;
        let page = ada.get(&ada.links.answer).await;
        ada.read();
        let ratings = ["1", "2", "3", "4", "5", "1", "2", "3"];
        let typed: Vec<_> = ratings.iter().map(|rating| [("rating", *rating)]).collect();
        let posts = typed
            .iter()
            .enumerate()
            .map(|(number, typed)| ada.press(&page, if number % 3 == 2 { "save" } else { "send" }, typed));
        for sent in join_all(posts).await {
            assert_eq!(sent.status(), 303, "{}", sent.answer.text);
        }
        let responses = ada.list("/responses").await;
        assert_eq!(responses.len(), 1);
        assert!(responses[0]["completed_at"].is_string());
        assert!(ratings.contains(&responses[0]["answers"][0]["value"].to_string().as_str()));
        assert_eq!(ada.invitation().await["status"], "completed");
        let cancelled = ada.list(&format!("/explanations?invitation={}", ada.invitation)).await;
        assert_eq!(cancelled.iter().filter(|one| one["reason"] == "response.received").count(), 1);
    });
}

#[test]
fn what_cannot_be_taken_is_said_beside_its_field_and_kept() {
    each_database("form_bad_input", async |database| {
        let ada = Recipient::asked(database).await;
        let rows = ada.client.rows().await;
        let long = "å".repeat(5_001);
        for (typed, errors) in [
            (vec![("comment", "Typed <b>")], vec!["id=\"rating-error\">Please choose"]),
            (vec![("rating", "6"), ("comment", "Typed <b>")], vec!["id=\"rating-error\""]),
            (vec![("rating", "3"), ("comment", &long)], vec!["id=\"comment-error\">This is longer than 5000"]),
            (vec![("comment", &long)], vec!["id=\"rating-error\"", "id=\"comment-error\""]),
        ] {
            let page = ada.fill(&ada.links.answer, "send", &typed).await;
            assert_eq!(page.status(), 422);
            page.shows("role=\"alert\"");
            errors.iter().for_each(|error| page.shows(error));
            page.shows(if typed.contains(&("comment", long.as_str())) {
                &long
            } else {
                "Typed &#60;b&#62;</textarea>"
            });
        }
        let huge = "x".repeat(300 * 1024);
        let page = ada.fill(&ada.links.answer, "send", &[("rating", "3"), ("comment", &huge)]).await;
        assert_eq!(page.status(), 413);
        page.shows("That is too much text");
        assert_eq!(ada.client.rows().await, rows);
    });
}

#[test]
fn whatever_is_written_is_shown_as_text() {
    each_database("form_scripts", async |database| {
        let mut event = order("<i>A</i>\"1'", "ada@example.com");
        event["contact"]["name"] = json!("Ada");
        let storefront = json!({ "name": "\"><script>alert(1)</script> 株式会社 مرحبا", "postal_address": "<b>1</b>" });
        let ada = Recipient::asked_with(database, storefront, event).await;
        let comment = "</textarea><script>alert('x')</script> {{ 7*7 }} ünï 日本語 🎉\0";
        let typed = [("rating", "5"), ("comment", comment)];
        let mut pages = vec![ada.fill_and_see(&ada.links.answer, "save", &typed).await];
        pages.push(ada.fill_and_see(&ada.links.answer, "send", &typed).await);
        pages.push(ada.get(&format!("{}?change", ada.links.answer)).await);
        let Links { unsubscribe, preferences, .. } = &ada.links;
        pages.extend([ada.get(unsubscribe).await, ada.get(preferences).await]);
        for page in &pages {
            for raw in ["<script", "<b>", "<i>", "</textarea><s"] {
                page.lacks(raw);
            }
            page.shows("株式会社 مرحبا");
        }
        pages[..3].iter().for_each(|page| page.shows("{{ 7*7 }} ünï 日本語 🎉"));
        let stored = ada.list("/responses").await.remove(0);
        assert_eq!(stored["answers"][1]["value"], comment.trim_end_matches('\0'));
    });
}
