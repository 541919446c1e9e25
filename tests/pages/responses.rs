//! Responses in the API.

use serde_json::{Value, json};

use crate::browser::Recipient;
use crate::client::Client;
use crate::support::databases::each_database;

#[test]
fn responses_are_found_by_what_they_are_about() {
    each_database("responses_found", async |database| {
        let ada = Recipient::asked(database).await;
        ada.fill_and_see(&ada.links.answer, "send", &[("rating", "5"), ("comment", "=1+1")]).await;
        let all = ada.list("/responses").await;
        let id = all[0]["id"].as_str().unwrap();
        assert_eq!(ada.client.get(&format!("/responses/{id}")).await.ok(), all[0]);
        let (invitation, contact) = (&ada.invitation, &ada.contact);
        for (query, found) in [
            (format!("invitation={invitation}"), 1),
            (format!("contact={contact}"), 1),
            ("reference=A-1".to_owned(), 1),
            ("reference=A-2".to_owned(), 0),
            ("storefront=main".to_owned(), 1),
            ("storefront=other".to_owned(), 0),
            ("completed=true".to_owned(), 1),
            ("completed=false".to_owned(), 0),
            ("suspect=true".to_owned(), 0),
            ("stars=5".to_owned(), 1),
            ("stars=4".to_owned(), 0),
            (format!("after={id}"), 0),
        ] {
            assert_eq!(ada.list(&format!("/responses?{query}")).await.len(), found, "{query}");
        }
        for (query, pointer, code) in [
            ("contact=x", "/contact", "id.malformed"),
            ("completed=maybe", "/completed", "value.unknown"),
            ("score=5", "/score", "field.unknown"),
            ("limit=0", "/limit", "limit.out_of_range"),
        ] {
            let answer = ada.client.get(&format!("/responses?{query}")).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        let table = ada.client.get_as("/responses", &[("accept", "text/csv")]).await;
        let header = "id,invitation,contact,reference,started_at,completed_at,via.role,via.channel,answers,suspect";
        assert_eq!(table.text.lines().next(), Some(header));
        let stranger = Client::sandbox_beside(&ada.client).await;
        assert_eq!(stranger.get("/responses").await.ok()["data"], json!([]));
        let foreign = stranger.get(&format!("/responses/{id}")).await;
        let missing = stranger.get("/responses/rsp_00000000000000000000000000").await;
        assert_eq!((foreign.problem(), foreign.text), (missing.problem(), missing.text));
    });
}

#[test]
fn a_response_after_the_reminder_came_by_it() {
    each_database("responses_via", async |database| {
        let ada = Recipient::asked(database).await;
        ada.wait("P10D").await;
        ada.fill_and_see(&ada.links.answer, "send", &[("rating", "5")]).await;
        assert_eq!(ada.list("/responses").await[0]["via"], json!({ "role": "reminder", "channel": "email" }));
    });
}

#[test]
fn pictures_and_colours_of_a_brand_are_checked() {
    each_database("brand", async |database| {
        let brand = json!({ "logo_url": "https://cdn.shop.example/logo.svg", "colour": "#FE0" });
        let event = crate::client::order("A-1", "ada@example.com");
        let ada = Recipient::asked_with(database, brand, event).await;
        let page = ada.get(&ada.links.answer).await;
        page.shows("<img src=\"https://cdn.shop.example/logo.svg\" alt=\"Main Street\">");
        page.shows("--brand:#ffee00;--on-brand:#000");
        let policy = page.answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("img-src https://cdn.shop.example;"), "{policy}");
        let path = format!("/storefronts/{}", ada.client.house.storefront);
        let shown = ada.client.get(&path).await.ok();
        assert_eq!(
            (&shown["colour"], &shown["logo_url"]),
            (&json!("#ffee00"), &json!("https://cdn.shop.example/logo.svg"))
        );
        for (body, pointer, code) in [
            (json!({ "colour": "red" }), "/colour", "colour.malformed"),
            (json!({ "colour": "#fff}body{" }), "/colour", "colour.malformed"),
            (json!({ "logo_url": "http://shop.example/logo.svg" }), "/logo_url", "url.insecure"),
            (json!({ "logo_url": "javascript:alert(1)" }), "/logo_url", "url.malformed"),
        ] {
            let answer = ada.client.patch(&path, body).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        ada.client.patch(&path, json!({ "colour": null, "logo_url": null })).await.ok();
        let bare = ada.client.get(&path).await.ok();
        assert_eq!((&bare["colour"], &bare["logo_url"]), (&Value::Null, &Value::Null));
    });
}
