//! Storefronts and the account: made, shown, changed field by field, refused field by field.

use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

fn storefront() -> Value {
    json!({
        "slug": "north", "name": "North", "time_zone": "europe/oslo", "language": "nb",
        "url": "https://north.example", "sender_address": "Hello@North.example", "declared_basis": "contract",
    })
}

#[test]
fn a_storefront_is_made_shown_and_changed() {
    each_database("storefront", async |database| {
        let client = Client::sandbox(database).await;
        let made = client.post("/storefronts", storefront()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let made = made.json();
        assert_eq!(made["time_zone"], "Europe/Oslo");
        assert_eq!(made["sender_address"], "Hello@north.example");
        assert_eq!(made["reply_to"], Value::Null);
        let path = format!("/storefronts/{}", made["id"].as_str().unwrap());
        assert_eq!(client.get(&path).await.ok(), made);

        let privacy = "https://north.example/privacy";
        let changed = client.patch(&path, json!({ "name": "Nord", "url": null, "privacy_url": privacy })).await.ok();
        let mut expected = made.clone();
        expected["name"] = "Nord".into();
        expected["privacy_url"] = privacy.into();
        expected["url"] = Value::Null;
        assert_eq!(changed, expected);
        assert_eq!(client.get(&path).await.ok(), expected);
        let list = client.get("/storefronts?slug=north").await.ok();
        assert_eq!(list, json!({ "data": [expected], "next": null }));
    });
}

#[test]
fn a_storefront_that_cannot_be_is_refused_and_nothing_changes() {
    let with = |field: &str, value: Value| {
        let mut storefront = storefront();
        storefront[field] = value;
        storefront
    };
    let table = [
        (with("slug", json!("North Pole")), "/slug", "slug.malformed"),
        (with("slug", Value::Null), "/slug", "field.missing"),
        (with("name", json!(" ")), "/name", "field.missing"),
        (with("name", json!("a\nb")), "/name", "text.controls"),
        (with("time_zone", json!("Europe/Atlantis")), "/time_zone", "zone.unknown"),
        (with("time_zone", json!("+01:00")), "/time_zone", "zone.unknown"),
        (with("language", json!("tlh")), "/language", "language.unknown"),
        (with("url", json!("javascript:alert(1)")), "/url", "url.malformed"),
        (with("privacy_url", json!("http://north.example/privacy")), "/privacy_url", "url.insecure"),
        (with("sender_address", json!("a@b")), "/sender_address", "email.malformed"),
        (with("reply_to", json!("a@b.example\r\nBcc: c@d.example")), "/reply_to", "email.malformed"),
        (with("declared_basis", json!("hope")), "/declared_basis", "basis.unknown"),
        (with("colour", json!("red")), "/colour", "colour.malformed"),
        (with("logo_url", json!("http://shop.example/logo.svg")), "/logo_url", "url.insecure"),
        (with("font", json!("Comic Sans")), "/font", "field.unknown"),
        (with("name", json!(7)), "/name", "field.type"),
    ];
    each_database("bad_storefronts", async |database| {
        let client = Client::sandbox(database).await;
        let kept = client.post("/storefronts", storefront()).await.ok();
        let path = format!("/storefronts/{}", kept["id"].as_str().unwrap());
        let rows = client.rows().await;
        for (body, pointer, code) in &table {
            let expected = (422, (*pointer).to_owned(), (*code).to_owned());
            assert_eq!(client.post("/storefronts", body.clone()).await.error(), expected);
            assert_eq!(client.patch(&path, body.clone()).await.error(), expected);
        }
        let taken = client.post("/storefronts", storefront()).await;
        assert_eq!(taken.problem(), (409, "storefront.exists".to_owned()));
        assert_eq!(client.patch(&path, json!({ "slug": "main" })).await.problem().1, "storefront.exists");
        assert_eq!(
            client.post_as("/storefronts", &[], r#"{"slug": "a", "slug": "b"}"#).await.error().2,
            "field.duplicate"
        );
        assert_eq!(client.rows().await, rows);
        assert_eq!(client.get(&path).await.ok(), kept);
    });
}

#[test]
fn the_account_changes_its_settings() {
    each_database("account", async |database| {
        let client = Client::sandbox(database).await;
        let before = client.get("/account").await.ok();
        assert_eq!(before["pressure"], json!({ "gap": "P30D", "distinct_interactions": true, "distinct_limit": 2 }));
        assert_eq!((&before["sandbox"], &before["hold"]), (&json!(true), &Value::Null));
        let after = client.patch("/account", json!({ "pressure": { "gap": "P0D" }, "tolerance": "P3D" })).await.ok();
        assert_eq!(after["pressure"], json!({ "gap": "P0D", "distinct_interactions": true, "distinct_limit": 2 }));
        assert_eq!(after["tolerance"], "P3D");
        assert_eq!((&before["staged_release"], &after["staged_release"]), (&json!(false), &json!(false)));
        assert_eq!(client.patch("/account", json!({ "staged_release": true })).await.ok()["staged_release"], true);
        let quiet = json!({ "quiet_hours": { "email": { "opens": "09:00", "closes": "17:00" }, "sms": null } });
        client.patch("/account", quiet).await.ok();
        let kept = client.get("/account").await.ok();
        assert_eq!(kept["quiet_hours"]["email"]["opens"], "09:00");
        assert_eq!(kept["quiet_hours"]["sms"], Value::Null);
        assert_eq!(kept["quiet_hours"]["whatsapp"]["closes"], "20:00");
        for (body, pointer, code) in [
            (json!({ "pressure": { "gap": "a month" } }), "/pressure/gap", "duration.invalid"),
            (json!({ "pressure": { "gap": "P1DT2H" } }), "/pressure/gap", "duration.invalid"),
            (json!({ "pressure": { "distinct_limit": 0 } }), "/pressure/distinct_limit", "limit.zero"),
            (json!({ "pressure": null }), "/pressure", "field.type"),
            (json!({ "tolerance": -3 }), "/tolerance", "field.type"),
            (json!({ "staged_release": "yes" }), "/staged_release", "field.type"),
            (json!({ "staged_release": null }), "/staged_release", "field.type"),
            (
                json!({ "quiet_hours": { "sms": { "opens": "25:00", "closes": "08:00" } } }),
                "/quiet_hours/sms/opens",
                "hour.invalid",
            ),
            (json!({ "name": "Mine" }), "/name", "field.unknown"),
        ] {
            let answer = client.patch("/account", body).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()), "{}", answer.text);
        }
        assert_eq!(client.get("/account").await.ok(), kept);
    });
}

#[test]
fn an_account_says_who_is_told_of_new_answers() {
    each_database("answer_mails", async |database| {
        let client = Client::real(database).await;
        client.house.user("mia@shop.example").await;
        client.house.user("gone@shop.example").await;
        client.house.disable("gone@shop.example").await;
        let before = client.get("/account").await.ok();
        assert_eq!(before["answer_mails"], json!({ "to": null, "when": "never" }));
        let told = |to: &Value, when: &str| json!({ "answer_mails": { "to": to, "when": when } });
        for (to, when, pointer, code) in [
            (json!("ada@example.com"), "never", "/answer_mails/to", "to.no_user"),
            (json!("gone@shop.example"), "daily", "/answer_mails/to", "to.no_user"),
            (json!("mia@shop.example\r\nBcc: c@d.example"), "each", "/answer_mails/to", "email.malformed"),
            (json!(""), "each", "/answer_mails/to", "email.malformed"),
            (json!(7), "each", "/answer_mails/to", "field.type"),
            (Value::Null, "each", "/answer_mails/to", "field.missing"),
            (json!("mia@shop.example"), "hourly", "/answer_mails/when", "value.unknown"),
        ] {
            let answer = client.patch("/account", told(&to, when)).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()), "{to} {when}");
        }
        assert_eq!(client.get("/account").await.ok(), before);
        let after = client.patch("/account", told(&json!(" Mia@SHOP.example "), "daily")).await.ok();
        assert_eq!(after["answer_mails"], json!({ "to": "Mia@shop.example", "when": "daily" }));
        client.house.disable("mia@shop.example").await;
        client.patch("/account", json!({ "tolerance": "P3D" })).await.ok();
        let unfit = client.patch("/account", json!({ "answer_mails": { "when": "each" } })).await;
        assert_eq!(unfit.error().2, "to.no_user");
        let none = json!({ "answer_mails": { "to": null } });
        assert_eq!(client.patch("/account", none).await.error().2, "field.missing");
        let off = client.patch("/account", told(&Value::Null, "never")).await.ok();
        assert_eq!(off["answer_mails"], before["answer_mails"]);
    });
}

#[test]
fn the_kill_switch_holds_everything_until_the_release() {
    each_database("kill_switch", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        assert_eq!(client.post("/account/hold", json!({})).await.ok()["hold"], "kill_switch");
        client.post("/sandbox/clock", json!({ "advance": "P10D" })).await.ok();
        assert_eq!(client.get("/sandbox/outbox").await.ok()["data"], json!([]));
        assert_eq!(client.post("/account/release", json!({})).await.ok()["hold"], Value::Null);
        client.post("/sandbox/clock", json!({ "advance": "P2D" })).await.ok();
        assert_eq!(client.get("/sandbox/outbox").await.ok()["data"].as_array().unwrap().len(), 1);
    });
}
