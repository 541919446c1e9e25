//! Every page in every language: whole, small, and readable without seeing it.

use serde_json::json;

use crate::browser::{Recipient, between};
use crate::client::order;
use crate::support::databases::sqlite;

/// A whole page, style and all.
const LARGEST: usize = 15_000;

#[test]
fn pages_are_whole_in_every_language() {
    for language in ["en", "sv", "nb", "fr", "da", "fi", "de"] {
        sqlite("page_words", async |database| {
            let mut event = order("A-1", "ada@example.com");
            event["contact"]["locale"] = json!(language);
            let ada = Recipient::asked_with(database, json!({ "language": "en" }), event).await;
            let (answer, unsubscribe, preferences) =
                (&ada.links.answer, &ada.links.unsubscribe, &ada.links.preferences);
            let accept = [("accept-language", language)];
            let mut pages = vec![ada.get(answer).await, ada.get(unsubscribe).await, ada.get(preferences).await];
            pages.push(ada.send(axum::http::Method::GET, "/r/x", &accept, String::new()).await);
            for _ in 0..30 {
                pages.push(ada.send(axum::http::Method::GET, "/r/x", &accept, String::new()).await);
            }
            assert_eq!(pages.last().unwrap().status(), 429);
            pages.push(ada.fill(answer, "send", &[("comment", &"x".repeat(5_001))]).await);
            pages.last_mut().unwrap().answer.text = pages.last().unwrap().answer.text.replace(&"x".repeat(5_001), "");
            pages.push(ada.fill(answer, "send", &[("website", "x"), ("rating", "5")]).await);
            for act in ["less_often", "later_1", "not_yet_1", "never"] {
                pages.push(ada.fill_and_see(preferences, act, &[]).await);
            }
            pages.push(ada.get(unsubscribe).await);
            pages.push(ada.fill_and_see(answer, "save", &[("rating", "5")]).await);
            pages.push(ada.fill_and_see(answer, "send", &[("rating", "5")]).await);
            pages.push(ada.get(&format!("{answer}?change")).await);
            ada.wait("P3M").await;
            pages.push(ada.get(answer).await);
            for page in pages {
                page.shows(&format!("<html lang=\"{language}\">"));
                for left_over in ["recipient-", "{$", "{ $", "\u{2068}"] {
                    page.lacks(left_over);
                }
                assert!(page.answer.text.len() < LARGEST, "{} bytes", page.answer.text.len());
                assert_eq!(between(&page.answer.text, "<h1>", "</h1>").len(), 1);
                assert_eq!(between(&page.answer.text, "<title>", "</title>").len(), 1);
            }
        });
    }
}

#[test]
fn every_field_has_a_name_that_is_read_out() {
    sqlite("page_labels", async |database| {
        let ada = Recipient::asked(database).await;
        let page = ada.get(&ada.links.answer).await;
        page.shows("<legend>How satisfied are you?</legend>");
        page.shows("<label for=\"comment\">");
        let labels = between(&page.answer.text, "<label><input type=\"radio\"", "</label>");
        assert_eq!(labels.len(), 5);
        assert!(labels[3].contains("4 of 5: </span><span class=\"word\">Satisfied"), "{}", labels[3]);
        let broken = ada.fill(&ada.links.answer, "send", &[]).await;
        broken.shows("<fieldset class=\"stars\" aria-describedby=\"rating-error\">");
    });
}
