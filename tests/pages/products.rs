//! The form where it asks about products: together with the service, or alone.

use serde_json::{Value, json};

use crate::browser::Recipient;
use crate::client::{Client, order};
use crate::support::databases::{Database, each_database};

/// Ada bought these, and was asked with campaigns as said.
async fn asked(database: &Database, campaigns: &[Value], products: Value) -> Recipient {
    let client = Client::sandbox(database).await;
    for campaign in campaigns {
        client.campaign(campaign.clone()).await;
    }
    let mut event = order("A-1", "ada@example.com");
    event["products"] = products;
    client.post("/events", event).await.ok();
    client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
    Recipient::first(client).await
}

fn service() -> Value {
    json!({})
}

fn products(more: &Value) -> Value {
    let mut campaign = json!({ "purpose": "product_review", "name": "Products" });
    campaign.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    campaign
}

fn records() -> Value {
    json!([
        { "sku": "LP-7", "name": "Blue <1971>", "url": "https://shop.example/lp-7", "image_url": "https://img.example/7.jpg" },
        { "sku": "LP 8 & \"Ø\"" },
        { "sku": "LP-7", "name": "Blue again" },
    ])
}

#[test]
fn one_form_asks_about_the_service_and_each_product_once() {
    each_database("form_joint", async |database| {
        let ada = asked(database, &[service(), products(&json!({}))], records()).await;
        let page = ada.get(&ada.links.answer).await;
        page.shows("How was your experience with Main Street?");
        page.shows("<a href=\"https://shop.example/lp-7\" rel=\"nofollow noreferrer\">Blue &#60;1971&#62;</a>");
        page.shows("<img src=\"https://img.example/7.jpg\" alt=\"\"");
        page.lacks("Blue again");
        let policy = page.answer.headers["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("img-src https://img.example;"), "{policy}");
        let typed = [("rating", "5"), ("rating.LP-7", "2"), ("comment.LP-7", "Scratched."), ("rating.LP-999", "1")];
        let thanks = ada.fill_and_see(&ada.links.answer, "send", &typed).await;
        thanks.shows("Scratched.");
        let response = ada.list("/responses").await.remove(0);
        let blue = json!({ "sku": "LP-7", "name": "Blue <1971>" });
        let expected = json!([
            { "question": "rating", "value": 5 },
            { "question": "rating", "value": 2, "product": blue },
            { "question": "comment", "value": "Scratched.", "product": blue },
        ]);
        assert_eq!(response["answers"], expected, "one product was left out, and one was never bought");
    });
}

#[test]
fn stars_without_words_are_refused_beside_their_field_where_words_are_needed() {
    each_database("form_words_needed", async |database| {
        let strict = products(&json!({ "comment_required": true }));
        let ada = asked(database, &[service(), strict], records()).await;
        let typed = [("rating", "4"), ("comment", "Fine"), ("rating.LP 8 & \"Ø\"", "3"), ("comment.LP-7", "Lovely")];
        let page = ada.fill(&ada.links.answer, "send", &typed).await;
        assert_eq!(page.status(), 422);
        page.shows("id=\"comment-2-error\">Please write a few words with your stars.");
        page.shows("id=\"rating-1-error\">Please choose 1 to 5 stars.");
        page.shows("Fine</textarea>");
        page.shows("Lovely</textarea>");
        page.shows("name=\"rating.LP 8 &#38; &#34;Ø&#34;\" value=\"3\" checked");
        assert_eq!(ada.list("/responses").await, [] as [Value; 0]);
        let saved = ada.fill_and_see(&ada.links.answer, "save", &typed).await;
        saved.shows("Saved.");
        saved.shows("Lovely</textarea>");
    });
}

#[test]
fn a_form_about_products_alone_needs_one_of_them() {
    each_database("form_products_alone", async |database| {
        let ada = asked(database, &[products(&json!({}))], records()).await;
        let page = ada.get(&ada.links.answer).await;
        page.shows("What do you think of what you bought at Main Street?");
        page.lacks("name=\"rating\"");
        assert_eq!(ada.fill(&ada.links.answer, "send", &[("rating", "5")]).await.status(), 422);
        ada.fill_and_see(&ada.links.answer, "send", &[("rating.LP-7", "5")]).await.shows("Blue &#60;1971&#62;");
        let response = ada.list("/responses").await.remove(0);
        assert_eq!(response["answers"][0]["product"]["sku"], "LP-7");
    });
}

#[test]
fn an_order_of_500_products_has_a_form_of_20() {
    each_database("form_500", async |database| {
        let many: Vec<_> =
            (0..500).map(|number| json!({ "sku": format!("P-{number}"), "name": "ø".repeat(200) })).collect();
        let ada = asked(database, &[service(), products(&json!({}))], many.into()).await;
        let page = ada.get(&ada.links.answer).await;
        page.shows("These are the first 20 of 500 products.");
        page.shows("name=\"rating.P-19\"");
        page.lacks("name=\"rating.P-20\"");
        assert!(page.answer.text.len() < 100_000, "{} bytes", page.answer.text.len());
        let mail = ada.list("/sandbox/outbox").await.remove(0);
        assert!(mail["text"].as_str().unwrap().contains("and 495 more"), "{mail}");
    });
}
