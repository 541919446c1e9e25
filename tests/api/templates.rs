//! Templates: made, shown, tried, changed, used by campaigns, and refused with the line of what is wrong.

use std::sync::{Arc, Mutex};

use afterword::engine::Channel;
use afterword::engine::hand_over::{Ends, Handed, Parcel, at_once};
use rules::settle::Ended;
use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::each_database;
use crate::support::house::{House, at};

pub fn template() -> Value {
    json!({
        "name": "After delivery", "purpose": "service_review",
        "languages": { "sv": {
            "subject": "{{ customer.first_name }}, hur var det hos {{ shop.name }}?",
            "body": "Hej {{ customer.first_name | default(\"du\") }}!\n\n{% for product in products %}\n\
                - [{{ product.name }}]({{ product.url }})\n{% endfor %}\n\n{{ answer_button }}",
            "reminder_subject": "Hinner du än?",
        } },
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut template = template();
    *template.pointer_mut(pointer).unwrap() = value;
    template
}

async fn made(client: &Client) -> (Value, String) {
    let made = client.post("/templates", template()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let made = made.json();
    let path = format!("/templates/{}", made["id"].as_str().unwrap());
    (made, path)
}

#[test]
fn a_template_is_made_shown_listed_and_changed() {
    each_database("template", async |database| {
        let client = Client::sandbox(database).await;
        let (made, path) = made(&client).await;
        let mut expected = template();
        expected["id"] = made["id"].clone();
        expected["version"] = 1.into();
        expected["created_at"] = TODAY.into();
        assert_eq!(made, expected);
        assert_eq!(client.get(&path).await.ok(), expected);
        assert_eq!(client.get("/templates").await.ok(), json!({ "data": [expected], "next": null }));
        let table = client.get_as("/templates", &[("accept", "text/csv")]).await.text;
        assert!(table.starts_with("id,name,purpose,languages,version,created_at\r\ntpl_"), "{table}");

        let german = json!({ "subject": "Wie war es?", "body": "Guten Tag", "reminder_subject": null });
        let changed = client.patch(&path, json!({ "name": "Neu", "languages": { "de": german } })).await.ok();
        expected["name"] = "Neu".into();
        expected["version"] = 2.into();
        expected["languages"]["de"] = german;
        assert_eq!(changed, expected);
        assert_eq!(client.patch(&path, json!({})).await.ok(), expected, "nothing given changes nothing");
        let without = client.patch(&path, json!({ "languages": { "sv": null } })).await.ok();
        expected["languages"].as_object_mut().unwrap().remove("sv");
        expected["version"] = 3.into();
        assert_eq!(without, expected);
        let none = client.patch(&path, json!({ "languages": { "de": null } })).await;
        assert_eq!(none.error(), (422, "/languages".to_owned(), "field.missing".to_owned()));
        let fixed = client.patch(&path, json!({ "purpose": "survey" })).await;
        assert_eq!(fixed.error(), (422, "/purpose".to_owned(), "field.fixed".to_owned()));
        assert_eq!(client.get(&path).await.ok(), expected);
    });
}

#[test]
fn what_does_not_work_is_refused_with_its_place_and_line() {
    let body = "/languages/sv/body";
    let table = [
        (with("/name", Value::Null), "/name", "field.missing", ""),
        (with("/purpose", json!("spam")), "/purpose", "purpose.unknown", ""),
        (with("/purpose", json!("rebooking")), "/purpose", "purpose.unsupported", ""),
        (with("/languages", json!({})), "/languages", "field.missing", ""),
        (with("/languages", json!({ "tlh": {} })), "/languages/tlh", "language.unknown", ""),
        (with(body, Value::Null), body, "field.missing", ""),
        (
            with(body, json!("a\n\n{{ customer.nmae }}")),
            body,
            "template.invalid",
            "line 3: there is no variable `customer.nmae`",
        ),
        (with(body, json!("a\n{% set x = 1 %}")), body, "template.invalid", "line 2: "),
        (with(body, json!("{% for x in range(1000000000) %}{% endfor %}")), body, "template.invalid", "line 1: "),
        (with(body, json!("{{ \"a\" * 1000000000 }}")), body, "template.invalid", "line 1: "),
        (with(body, json!("{{ self }}")), body, "template.invalid", "line 1: "),
        (
            with(body, json!("{{ customer.name | safe }}")),
            body,
            "template.invalid",
            "line 1: there is no filter `safe`",
        ),
        (with(body, json!("x\n".repeat(40_000))), body, "template.invalid", "larger than 64 KiB"),
        (with(body, json!("a\n[x](javascript:alert(1))")), body, "template.invalid", "line 2: a link must lead"),
        (
            with("/languages/sv/subject", json!("{{ answer_button }}")),
            "/languages/sv/subject",
            "template.invalid",
            "body",
        ),
        (
            with("/languages/sv/reminder_subject", json!("{%")),
            "/languages/sv/reminder_subject",
            "template.invalid",
            "line 1: ",
        ),
    ];
    each_database("bad_templates", async |database| {
        let client = Client::sandbox(database).await;
        let (kept, path) = made(&client).await;
        let rows = client.rows().await;
        for (input, pointer, code, detail) in &table {
            let refused = client.post("/templates", input.clone()).await;
            assert_eq!(refused.error(), (422, (*pointer).to_owned(), (*code).to_owned()), "{}", refused.text);
            let told = refused.json()["errors"][0]["detail"].as_str().unwrap().to_owned();
            assert!(told.contains(detail), "{told}");
        }
        let several = json!({ "languages": { "sv": { "body": "{{ x }}" }, "fi": { "subject": "{%", "body": "a" } } });
        let several = client.patch(&path, several).await.errors();
        let pointers: Vec<_> = several.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(pointers, ["/languages/fi/subject", "/languages/sv/body"]);
        assert_eq!(client.rows().await, rows);
        assert_eq!(client.get(&path).await.ok(), kept);
    });
}

#[test]
fn a_preview_is_the_mail_of_a_made_up_order() {
    each_database("preview", async |database| {
        let client = Client::sandbox(database).await;
        let (_, path) = made(&client).await;
        let rows = client.rows().await;
        let first = client.post(&format!("{path}/preview"), json!({})).await.ok();
        assert_eq!(first["subject"], "Ada, hur var det hos Main Street?");
        assert_eq!(first["language"], "sv", "what the template has, though the storefront is English");
        let text = first["text"].as_str().unwrap();
        assert!(text.starts_with("Hej Ada!\n\n- Blue (https://shop.example/lp-7)\n- Kind of Blue"), "{text}");
        assert!(text.contains("\n\nSkriv ett omdöme\nhttps://ask.example/r/"), "{text}");
        assert!(text.contains("https://ask.example/u/") && text.contains("https://ask.example/p/"));
        let html = first["html"].as_str().unwrap();
        assert!(html.contains("<p>Hej Ada!</p>\n<p>- <a href=\"https://shop.example/lp-7\">Blue</a><br>"), "{html}");
        assert!(html.contains(">Skriv ett omdöme</a>") && html.contains(">Inga fler sådana här mejl</a>"), "{html}");

        let reminder = client.post(&format!("{path}/preview"), json!({ "role": "reminder" })).await.ok();
        assert_eq!(reminder["subject"], "Hinner du än?");
        assert_eq!(reminder["text"].as_str().unwrap().split("https").next(), text.split("https").next());
        let draft = json!({ "template": template(), "language": "sv", "storefront": "main" });
        assert_eq!(client.post("/templates/preview", draft).await.ok()["subject"], first["subject"]);
        for (body, pointer, code) in [
            (json!({ "language": "tlh" }), "/language", "language.unknown"),
            (json!({ "role": "king" }), "/role", "role.unknown"),
            (json!({ "storefront": "nowhere" }), "/storefront", "storefront.unknown"),
        ] {
            let refused = client.post(&format!("{path}/preview"), body).await;
            assert_eq!(refused.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        let bad = json!({ "template": with("/languages/sv/body", json!("{{ x }}")) });
        let bad = client.post("/templates/preview", bad).await.error();
        assert_eq!(bad, (422, "/template/languages/sv/body".to_owned(), "template.invalid".to_owned()));
        assert_eq!(client.rows().await, rows);
    });
}

#[test]
fn a_template_that_a_campaign_uses_stays() {
    each_database("used", async |database| {
        let client = Client::sandbox(database).await;
        let (made, path) = made(&client).await;
        let campaign = format!("/campaigns/{}", client.campaign(json!({ "template": made["id"] })).await);
        assert_eq!(client.get(&campaign).await.ok()["template"], made["id"]);
        assert_eq!(client.delete(&path).await.problem(), (409, "template.used".to_owned()));
        assert_eq!(client.get(&path).await.ok(), made);
        for named in ["tpl_x", "cmp_00000000000000000000000007", "tpl_00000000000000000000000007", ""] {
            let refused = client.patch(&campaign, json!({ "template": named })).await;
            assert_eq!(refused.error(), (422, "/template".to_owned(), "id.unknown".to_owned()), "{named}");
        }
        let survey = json!({ "name": "x", "storefront": "main", "event_type": "a", "purpose": "survey", "template": made["id"] });
        let refused = client.post("/campaigns", survey).await;
        assert_eq!(refused.error(), (422, "/template".to_owned(), "template.purpose".to_owned()));

        assert_eq!(client.patch(&campaign, json!({ "template": null })).await.ok()["template"], Value::Null);
        assert_eq!(client.delete(&path).await.status, 204);
        for gone in [client.get(&path).await, client.delete(&path).await, client.patch(&path, json!({})).await] {
            assert_eq!(gone.problem(), (404, "not_found".to_owned()));
        }
        assert_eq!(client.patch(&campaign, json!({ "template": made["id"] })).await.error().2, "id.unknown");
        assert_eq!(client.get("/templates").await.ok()["data"], json!([]));
    });
}

#[test]
fn a_sandbox_puts_tests_into_its_box_and_counts_them_nowhere() {
    each_database("sandbox_test", async |database| {
        let client = Client::sandbox(database).await;
        let (_, path) = made(&client).await;
        let test = json!({ "to": "Mia@Shop.example", "language": "sv", "role": "reminder" });
        let sent = client.post(&format!("{path}/test"), test.clone()).await.ok();
        assert_eq!((&sent["outcome"], &sent["subject"]), (&json!("accepted"), &json!("[test] Hinner du än?")));
        let boxed = client.get("/sandbox/outbox").await.ok()["data"].clone();
        assert_eq!((&boxed[0]["id"], &boxed[0]["to"]), (&sent["id"], &json!("Mia@shop.example")));
        assert_eq!(boxed[0]["subject"], sent["subject"]);
        client.post(&format!("{path}/test"), test).await.ok();
        assert_eq!(client.get("/invitations").await.ok()["data"], json!([]));
        assert_eq!(client.get("/contacts").await.ok()["data"], json!([]));
        for (body, pointer, code) in [
            (json!({}), "/to", "field.missing"),
            (json!({ "to": "a@b.example\r\nBcc: c@d.example" }), "/to", "email.malformed"),
        ] {
            let refused = client.post(&format!("{path}/test"), body).await;
            assert_eq!(refused.error(), (422, pointer.to_owned(), code.to_owned()));
        }
    });
}

/// A relay that takes everything and remembers it.
#[derive(Debug, Default)]
struct Taking(Mutex<Vec<Parcel>>);

impl Channel for Taking {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let took = |parcel: &Parcel| Handed {
            message: parcel.message,
            ended: Ended::Accepted,
            text: Some("250 ok".to_owned()),
        };
        let handed = parcels.iter().map(took).collect();
        self.0.lock().unwrap().extend(parcels);
        at_once(handed)
    }

    fn room(&self, _coming: usize) -> usize {
        10
    }
}

#[test]
fn a_real_account_sends_tests_to_its_users_alone_and_slowly() {
    each_database("real_test", async |database| {
        let relay = Arc::new(Taking::default());
        let channel: Arc<dyn Channel> = relay.clone();
        let client = Client::of(House::open(database.store(), at(TODAY), channel, false).await).await;
        let (_, path) = made(&client).await;
        let path = format!("{path}/test");
        client.house.user("mia@shop.example").await;
        client.house.user("gone@shop.example").await;
        client.house.disable("gone@shop.example").await;
        for stranger in ["ada@example.com", "gone@shop.example"] {
            let refused = client.post(&path, json!({ "to": stranger })).await;
            assert_eq!(refused.error(), (422, "/to".to_owned(), "to.no_user".to_owned()));
        }
        let sent = client.post(&path, json!({ "to": "Mia@shop.example" })).await.ok();
        assert_eq!((&sent["outcome"], &sent["detail"]), (&json!("accepted"), &json!("250 ok")));
        let soon = client.post(&path, json!({ "to": "mia@shop.example" })).await;
        assert_eq!(soon.problem(), (429, "test.too_soon".to_owned()));
        assert_eq!(soon.headers["retry-after"], "10");
        client.house.engine.world.clock.advance(jiff::SignedDuration::from_secs(10));
        client.post(&path, json!({ "to": "mia@shop.example" })).await.ok();
        client.post("/account/hold", json!({})).await.ok();
        client.house.engine.world.clock.advance(jiff::SignedDuration::from_secs(10));
        let held = client.post(&path, json!({ "to": "mia@shop.example" })).await;
        assert_eq!(held.problem(), (409, "account.held".to_owned()));
        let parcels = relay.0.lock().unwrap();
        let subjects: Vec<_> = parcels.iter().map(|parcel| parcel.letter.subject.as_str()).collect();
        assert_eq!(subjects, ["[test] Ada, hur var det hos Main Street?"; 2]);
        assert!(
            parcels
                .iter()
                .all(|parcel| parcel.letter.to == "mia@shop.example" || parcel.letter.to == "Mia@shop.example")
        );
    });
}
