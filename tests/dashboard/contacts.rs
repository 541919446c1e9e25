//! Contacts are found, changed, taken out and erased; what recipients asked for stays theirs.

use afterword::engine::answers::Answer;
use afterword::store::schema::MIGRATIONS;
use afterword::store::{Error, Tx};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::member::Member;
use crate::requests::{asked, shop};
use crate::support::databases::each_database;

pub async fn contact_of(member: &Member, email: &str) -> String {
    let list = member.client.get(&format!("/contacts?email={email}")).await.ok();
    list["data"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn contacts_are_found_by_what_they_are_known_by() {
    each_database("contacts_found", async |database| {
        let mut ada = shop(database).await;
        ada.get("/contacts").await.says("Nobody is known yet");
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "B-1", "bo@example.com", "Ötzi").await;
        for (query, found, other) in [
            ("ada@example.com", "Ada Ek", "Ötzi"),
            ("B-1", "Ötzi", "Ada Ek"),
            ("%C3%B6t", "Ötzi", "Ada Ek"),
            ("ADA", "Ada Ek", "Ötzi"),
        ] {
            ada.get(&format!("/contacts?q={query}")).await.says(found).says_not(other);
        }
        ada.get("/contacts?q=zoe").await.says("Nobody like this is known");
        ada.get("/contacts").await.says("Ada Ek").says("Ötzi");
    });
}

#[test]
fn a_card_is_changed_and_what_cannot_be_taken_stays_typed() {
    each_database("contact_changed", async |database| {
        let mut ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let path = format!("/contacts/{}", contact_of(&ada, "ada@example.com").await);
        let card = ada.get(&path).await;
        card.says("ada@example.com").says("A-1").says("existing customer");
        let typed =
            [("name", "Ada Öst"), ("locale", "sv"), ("time_zone", "Nowhere/City"), ("preferred_channel", "sms")];
        let refused = ada.submit(&card, &path, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Write a time zone by its name").says("Ada Öst");
        let typed = [("name", "Ada Öst"), ("locale", "sv"), ("time_zone", "Europe/Oslo"), ("preferred_channel", "")];
        ada.submit(&refused, &path, &typed).await.says("Saved.").says("Ada Öst");
        let known = ada.client.get(&path).await.ok();
        assert_eq!((&known["locale"], &known["email"]), (&json!("sv"), &json!("ada@example.com")));
        ada.get("/contacts?q=ada+%C3%B6").await.says("Ada Öst");
    });
}

#[test]
fn consents_are_withdrawn_and_only_the_recipient_lifts_an_opt_out() {
    each_database("contact_stops", async |database| {
        let mut ada = shop(database).await;
        let id = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let contact = contact_of(&ada, "ada@example.com").await;
        let path = format!("/contacts/{contact}");
        let (engine, account) = (&ada.client.house.engine, ada.client.house.account);
        let stops = engine.unsubscribe(account, id.parse().unwrap()).await.unwrap();
        ada.client.post("/suppressions", json!({ "address": "ada@example.com", "channel": "email" })).await.ok();
        let card = ada.get(&path).await;
        card.says("Unsubscribed by email").says("Only the recipient can take this back").says("blocked the address");
        let lift = format!("{path}/suppressions/{}/lift", stops[0]);
        assert_eq!(ada.post(&lift, &[]).await.status, StatusCode::CONFLICT);
        let list = ada.client.get("/suppressions").await.ok();
        let manual = list["data"].as_array().unwrap().iter().find(|stop| stop["cause"] == "manual").unwrap();
        let lift = format!("{path}/suppressions/{}/lift", manual["id"].as_str().unwrap());
        ada.submit(&card, &lift, &[])
            .await
            .says("Lifted")
            .says("Unsubscribed by email")
            .says_not("blocked the address");
        let link = card.links().into_iter().find(|link| link.ends_with("/withdrawal")).unwrap();
        let question = ada.get(&link).await;
        ada.submit(&question, &link, &[]).await.says("The consent is withdrawn").says("Withdrawn on");
        ada.post(&link, &[]).await.says("The consent is withdrawn");
        let unknown = format!("{path}/consents/cst_00000000000000000000000000/withdrawal");
        assert_eq!(ada.post(&unknown, &[]).await.status, StatusCode::NOT_FOUND);
    });
}

/// What every table holds, as text.
async fn everything(client: &Client) -> Vec<(String, String)> {
    let lines = MIGRATIONS.iter().flat_map(|migration| migration.sql.lines());
    let names = lines.filter_map(|line| line.strip_prefix("CREATE TABLE ")?.strip_suffix(" ("));
    let names: Vec<_> = names.map(str::to_owned).collect();
    let columns: Vec<_> = names.iter().map(|name| (name.clone(), columns_of(name))).collect();
    let read = move |tx: &mut Tx<'_>| {
        let mut texts = Vec::new();
        for (name, columns) in &columns {
            for column in columns {
                let sql = format!("SELECT CAST(t.{column} AS TEXT) FROM {name} t WHERE t.{column} IS NOT NULL");
                for row in tx.all(&sql, &[])? {
                    texts.push((format!("{name}.{column}"), row.text(0)?.to_owned()));
                }
            }
        }
        Ok::<_, Error>(texts)
    };
    client.store().read("everything", read).await.unwrap()
}

/// The columns of a table, as the migrations name them.
fn columns_of(table: &str) -> Vec<String> {
    let mut columns = Vec::new();
    for migration in MIGRATIONS {
        let body = migration.sql.split(&format!("CREATE TABLE {table} (\n")).nth(1);
        let lines = body.and_then(|body| body.split("\n)").next()).unwrap_or_default().lines();
        let kinds = [" TEXT", " BIGINT"];
        let named = lines.filter(|line| kinds.iter().any(|kind| line.contains(kind)) && !line.trim().starts_with("--"));
        columns.extend(named.filter_map(|line| line.split_whitespace().next()).map(str::to_owned));
        let added = format!("ALTER TABLE {table} ADD COLUMN ");
        let added = migration.sql.lines().filter_map(|line| line.strip_prefix(&added)?.split(' ').next());
        columns.extend(added.map(str::to_owned));
        let dropped = format!("ALTER TABLE {table} DROP COLUMN ");
        let dropped = migration.sql.lines().filter_map(|line| line.strip_prefix(&dropped)?.strip_suffix(';'));
        dropped.for_each(|gone| columns.retain(|column| column != gone));
    }
    columns
}

const PLANTED: [&str; 6] = ["zelda", "canaryville", "+46701234567", "cust-4711", "quitemoved", "secretgift"];

/// Somebody who left traces everywhere.
async fn planted(member: &Member) -> (String, String) {
    let event = json!({
        "type": "order.delivered", "storefront": "main", "reference": "A-1", "occurred_at": TODAY,
        "contact": { "email": "Zelda@Example.com", "name": "Zelda Canary", "phone": "+46701234567",
            "external_id": "cust-4711", "city": "Canaryville", "attributes": { "gift": "secretgift" },
            "consents": [{ "channel": "email", "basis": "consent", "at": TODAY, "source": "form of zelda" }] },
        "products": [{ "sku": "p1", "name": "For zelda" }],
    });
    let taken = member.client.post("/events", event).await.ok();
    let id = taken["decisions"][0]["invitation"].as_str().unwrap().to_owned();
    member.client.house.until("2026-03-10T10:00:00Z").await;
    let answers = r#"[{"question":"rating","value":2},{"question":"comment","value":"zelda was quitemoved"}]"#;
    let answer = Answer { invitation: id.parse().unwrap(), via: None, answers: answers.to_owned() };
    let (engine, account) = (&member.client.house.engine, member.client.house.account);
    engine.answer(account, vec![answer]).await.unwrap().pop().unwrap().unwrap();
    engine.unsubscribe(account, id.parse().unwrap()).await.unwrap();
    (id, contact_of(member, "zelda@example.com").await)
}

#[test]
fn an_erased_person_is_in_no_table_and_is_never_asked_again() {
    each_database("contact_erased", async |database| {
        let mut ada = shop(database).await;
        let (id, contact) = planted(&ada).await;
        let texts = everything(&ada.client).await;
        for canary in PLANTED {
            assert!(texts.iter().any(|(_, text)| text.to_lowercase().contains(canary)), "{canary} was never there");
        }
        let path = format!("/contacts/{contact}/erasure");
        let question = ada.get(&path).await;
        question.says("Everything that is known of Zelda Canary");
        let refused = ada.submit(&question, &path, &[("word", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("This is another word");
        ada.submit(&refused, &path, &[("word", "Erase")]).await.says("The person is erased");
        for (place, text) in everything(&ada.client).await {
            for canary in PLANTED {
                assert!(!text.to_lowercase().contains(canary), "{canary} is still in {place}: {text}");
            }
        }
        ada.get(&format!("/contacts/{contact}")).await.says("Erased person").says_not("zelda");
        ada.get(&format!("/requests/{id}")).await.says("2 stars of 5").says_not("quitemoved");
        let log = everything(&ada.client).await;
        assert!(log.iter().any(|(place, text)| place == "audit_log.act" && text == "contact.erased"));
        let event = json!({
            "type": "order.delivered", "storefront": "main", "reference": "A-2",
            "occurred_at": "2026-03-10T10:00:00Z",
            "contact": { "email": "zelda@example.com", "name": "Zelda",
                "consents": [{ "channel": "email", "basis": "consent", "at": TODAY, "source": "form of zelda" }] },
            "products": [{ "sku": "p1", "name": "For zelda" }],
        });
        let taken = ada.client.post("/events", event).await.ok();
        assert_eq!(taken["decisions"][0]["reason"], "contact.erased");
        assert!(!everything(&ada.client).await.iter().any(|(_, text)| text.contains("zelda")));
    });
}

#[test]
fn what_is_planned_for_an_erased_person_does_not_go() {
    each_database("contact_erased_queue", async |database| {
        let ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let contact = contact_of(&ada, "ada@example.com").await;
        assert_eq!(ada.client.delete(&format!("/contacts/{contact}")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(ada.client.delete(&format!("/contacts/{contact}")).await.status, StatusCode::NO_CONTENT);
        ada.client.house.until("2026-04-30T00:00:00Z").await;
        assert_eq!(ada.client.house.sent().await, [""; 0]);
        let stranger = Client::sandbox_beside(&ada.client).await;
        assert_eq!(stranger.delete(&format!("/contacts/{contact}")).await.problem().0, 404);
        assert_eq!(stranger.post(&format!("/contacts/{contact}/export"), json!({})).await.problem().0, 404);
    });
}

#[test]
fn everything_about_a_person_is_taken_out_and_the_log_says_so() {
    each_database("contact_exported", async |database| {
        let mut ada = shop(database).await;
        let (id, contact) = planted(&ada).await;
        let file = ada.post(&format!("/contacts/{contact}/export"), &[]).await;
        let shown: Value = serde_json::from_str(&file.text).unwrap();
        assert_eq!(shown["contact"]["email"], "Zelda@example.com");
        assert_eq!((&shown["invitations"][0]["id"], &shown["events"][0]["reference"]), (&json!(id), &json!("A-1")));
        assert_eq!(shown["responses"][0]["answers"][0]["value"], 2);
        assert_eq!(shown["suppressions"][0]["cause"], "unsubscribed");
        for canary in PLANTED {
            assert!(file.text.to_lowercase().contains(canary), "{canary}");
        }
        let told = ada.client.post(&format!("/contacts/{contact}/export"), json!({})).await.ok();
        assert_eq!(told["contact"], shown["contact"]);
        let acts: Vec<_> =
            everything(&ada.client).await.into_iter().filter(|(place, _)| place == "audit_log.act").collect();
        assert_eq!(acts.iter().filter(|(_, act)| act == "contact.exported").count(), 2);
    });
}
