//! The page of an invitation that points to another platform: the same for everybody, and known to have been left (ET-10).

use axum::http::Method;
use serde_json::{Value, json};

use crate::browser::{REMINDER, Recipient, between};
use crate::client::{Client, order};
use crate::support::databases::{Database, each_database, sqlite};

const PAGE: &str = "https://reviews.example/write?shop=main#stars";

fn everybody() -> Value {
    json!([{ "platform": "Trusted <Reviews>", "url": PAGE, "percent": 100 }])
}

/// Ada was asked by a campaign that points elsewhere, with this order.
async fn pointed(database: &Database, event: Value) -> Recipient {
    let client = Client::sandbox(database).await;
    client.campaign(json!({ "reminder": { "enabled": true, "after": REMINDER }, "routing": everybody() })).await;
    client.campaign(json!({ "purpose": "product_review", "name": "Products" })).await;
    client.post("/events", event).await.ok();
    client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
    Recipient::first(client).await
}

async fn ada(database: &Database) -> Recipient {
    pointed(database, order("A-1", "ada@example.com")).await
}

async fn followed_at(ada: &Recipient) -> Value {
    ada.invitation().await["route"]["followed_at"].clone()
}

#[test]
fn whoever_goes_on_is_led_there_noted_once_and_not_reminded() {
    each_database("route_followed", async |database| {
        let ada = ada(database).await;
        let route = ada.invitation().await["route"].clone();
        assert_eq!((&route["platform"], &route["url"]), (&json!("Trusted <Reviews>"), &json!(PAGE)));
        assert_eq!((&route["routed_at"], &route["followed_at"]), (&json!("2026-03-10T10:00:00Z"), &Value::Null));
        let page = ada.get(&ada.links.answer).await;
        page.shows("Continue to Trusted &#60;Reviews&#62;</button>");
        page.shows("The review is written on Trusted &#60;Reviews&#62;, another website.");
        page.lacks("type=\"radio\"");
        page.lacks("<textarea");
        let on = ada.fill(&ada.links.answer, "continue", &[]).await;
        assert_eq!((on.status(), on.answer.headers["location"].to_str().unwrap()), (303, PAGE));
        assert_eq!(on.answer.headers["referrer-policy"], "no-referrer", "the link stays between us");
        let at = followed_at(&ada).await;
        assert!(at.is_string(), "{at}");
        assert_eq!(ada.decided().await, ("refused".to_owned(), "routing.followed".to_owned()), "at once");
        assert_eq!(ada.invitation().await["next"], Value::Null);
        ada.wait("P10D").await;
        assert_eq!(ada.sent().await.len(), 1, "nobody is reminded of what may be done");
        assert_eq!(ada.fill(&ada.links.answer, "continue", &[]).await.status(), 303, "the way stays open");
        assert_eq!(followed_at(&ada).await, at, "and is noted once");
        let explained = ada.list(&format!("/explanations?invitation={}", ada.invitation)).await;
        let sentence = explained[0]["sentence"].as_str().unwrap();
        assert!(sentence.contains("went on to another review platform"), "{sentence}");
    });
}

#[test]
fn whoever_does_not_go_on_is_reminded_by_the_same_way() {
    each_database("route_reminded", async |database| {
        let ada = ada(database).await;
        let stoppers = |told: &Value| told["upcoming"][0]["stoppers"].to_string();
        let told = ada.client.get(&format!("/explanations?invitation={}", ada.invitation)).await.ok();
        assert!(stoppers(&told).contains("routing.followed"), "what could still stop it is told: {told}");
        ada.wait("P10D").await;
        assert_eq!(ada.sent().await, ["2026-03-10T10:00:00Z first", "2026-03-15T10:00:00Z reminder"]);
        for one in ada.list("/sandbox/outbox").await {
            let (text, html) = (one["text"].as_str().unwrap(), one["html"].as_str().unwrap());
            assert!(text.contains("The review is written on Trusted <Reviews>.\n"), "{text}");
            assert!(html.contains("<p>The review is written on Trusted &lt;Reviews&gt;.</p>"), "{html}");
            assert!(!html.contains("reviews.example"), "the link stays ours: {html}");
            assert_eq!(one["links"]["answer"], json!(ada.links.answer));
        }
    });
}

#[test]
fn the_page_is_the_same_whatever_the_link_says_of_a_mood() {
    each_database("route_mood", async |database| {
        let ada = ada(database).await;
        let plain = ada.get(&ada.links.answer).await.answer;
        for query in ["rating=1", "rating=5", "score=1", "mood=bad&comment=Terrible", "rating=1&change"] {
            let page = ada.get(&format!("{}?{query}", ada.links.answer)).await.answer;
            assert_eq!(page.text, plain.text, "{query}");
            assert_eq!(page.headers, plain.headers);
        }
        for rating in ["1", "5"] {
            let on = ada.fill(&ada.links.answer, "continue", &[("rating", rating), ("comment", "x")]).await;
            assert_eq!((on.status(), on.answer.headers["location"].to_str().unwrap()), (303, PAGE), "{rating}");
        }
        assert_eq!(ada.list("/responses").await, [] as [Value; 0], "and nothing of it is kept");
    });
}

#[test]
fn looking_follows_nothing_and_a_program_is_asked_once_more() {
    each_database("route_scanner", async |database| {
        let ada = ada(database).await;
        let before = (ada.client.rows().await, ada.invitation().await);
        for method in [Method::GET, Method::HEAD] {
            for query in ["", "?act=continue", "?rating=1&act=continue&stamp=x"] {
                let url = format!("{}{query}", ada.links.answer);
                assert_eq!(ada.send(method.clone(), &url, &[], String::new()).await.status(), 200);
            }
        }
        let page = ada.get(&ada.links.answer).await;
        let again = ada.press(&page, "continue", &[]).await;
        assert_eq!(again.status(), 422);
        again.shows("Please press the button once more");
        let honeypot = ada.fill(&ada.links.answer, "continue", &[("website", "https://x.example")]).await;
        assert_eq!(honeypot.status(), 422);
        for act in ["send", "save", ""] {
            assert_eq!(ada.fill(&ada.links.answer, act, &[("rating", "5")]).await.status(), 422, "{act}");
        }
        assert_eq!((ada.client.rows().await, ada.invitation().await), before);
    });
}

#[test]
fn only_that_page_may_lead_its_browser_elsewhere() {
    each_database("route_policy", async |database| {
        let ada = ada(database).await;
        let policy = async |url: &str| {
            let page = ada.get(url).await;
            page.answer.headers["content-security-policy"].to_str().unwrap().to_owned()
        };
        assert!(policy(&ada.links.answer).await.contains("form-action 'self' https:; base-uri 'none'"));
        for url in [&ada.links.unsubscribe, &ada.links.preferences] {
            assert!(policy(url).await.contains("form-action 'self'; base-uri 'none'"));
        }
        let page = ada.get(&ada.links.answer).await;
        page.shows(&ada.links.preferences.replace("https://ask.example", ""));
        ada.fill_and_see(&ada.links.unsubscribe, "unsubscribe", &[]).await.shows("You are unsubscribed");
    });
}

#[test]
fn products_are_still_asked_about_here() {
    each_database("route_products", async |database| {
        let mut event = order("A-1", "ada@example.com");
        event["products"] = json!([{ "sku": "LP-7", "name": "Blue" }]);
        let ada = pointed(database, event).await;
        let page = ada.get(&ada.links.answer).await;
        page.shows("Continue to Trusted");
        page.shows("And what you bought?");
        page.shows("name=\"rating.LP-7\"");
        page.lacks("name=\"rating\"");
        let thanks = ada.fill_and_see(&ada.links.answer, "send", &[("rating.LP-7", "2"), ("rating", "5")]).await;
        thanks.shows("Thank you!");
        thanks.shows("Continue to Trusted");
        let blue = json!({ "sku": "LP-7", "name": "Blue" });
        let kept = json!([{ "question": "rating", "value": 2, "product": blue }]);
        assert_eq!(ada.list("/responses").await[0]["answers"], kept, "of the service nothing was asked");
        assert_eq!(ada.fill(&ada.links.answer, "continue", &[]).await.status(), 303);
        assert!(followed_at(&ada).await.is_string());
    });
}

#[test]
fn a_way_that_is_closed_or_never_was_leads_nowhere() {
    each_database("route_closed", async |database| {
        let ours = Recipient::asked(database).await;
        assert_eq!(ours.invitation().await["route"], Value::Null);
        ours.get(&ours.links.answer).await.lacks("value=\"continue\"");
        let nothing = ours.fill(&ours.links.answer, "continue", &[]).await;
        assert_eq!(nothing.status(), 422, "an invitation to our own form leads nowhere else");
        assert_eq!(ours.invitation().await["route"], Value::Null);
    });
    each_database("route_ended", async |database| {
        let ada = ada(database).await;
        let page = ada.get(&ada.links.answer).await;
        ada.wait("P4M").await;
        assert_eq!(ada.get(&ada.links.answer).await.status(), 410);
        assert_eq!(ada.press(&page, "continue", &[]).await.status(), 410);
        assert_eq!(followed_at(&ada).await, Value::Null);
    });
}

#[test]
fn an_erased_person_is_led_nowhere_and_counted_all_the_same() {
    each_database("route_erased", async |database| {
        let ada = ada(database).await;
        ada.fill(&ada.links.answer, "continue", &[]).await;
        let exported = ada.client.post(&format!("/contacts/{}/export", ada.contact), json!({})).await.ok();
        let route = &exported["invitations"][0]["route"];
        assert_eq!(route["platform"], "Trusted <Reviews>");
        assert!(route["followed_at"].is_string(), "{route}");
        ada.client.delete(&format!("/contacts/{}", ada.contact)).await.ok();
        assert_eq!(ada.get(&ada.links.answer).await.status(), 410);
        let counted = ada.client.get("/reports/routing").await.ok();
        assert_eq!(
            (&counted["data"][0]["routed"]["count"], &counted["data"][0]["followed"]["count"]),
            (&json!(1), &json!(1))
        );
    });
}

#[test]
fn the_way_on_is_told_in_every_language() {
    for language in ["en", "sv", "nb", "fr", "da", "fi", "de"] {
        sqlite("route_words", async |database| {
            let mut event = order("A-1", "ada@example.com");
            event["contact"]["locale"] = json!(language);
            let ada = pointed(database, event).await;
            let page = ada.get(&ada.links.answer).await;
            page.shows(&format!("<html lang=\"{language}\">"));
            for left_over in ["recipient-", "{$", "{ $", "\u{2068}"] {
                page.lacks(left_over);
            }
            let button = between(&page.answer.text, "value=\"continue\">", "</button>");
            assert!(button[0].contains("Trusted &#60;Reviews&#62;"), "{button:?}");
            let html = ada.list("/sandbox/outbox").await[0]["html"].as_str().unwrap().to_owned();
            assert!(html.contains("Trusted &lt;Reviews&gt;") && !html.contains("mail-platform"), "{html}");
        });
    }
}
