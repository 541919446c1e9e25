//! Reports: what reminders brought, and what was refused, with the list behind each count.

use afterword::engine::answers::Answer;
use rules::address::Channel;
use rules::id::InvitationId;
use rules::strategy::Role;
use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

/// An answer to an invitation, by the link of its first message or of its reminder.
async fn answer(client: &Client, invitation: &str, role: Role) {
    let invitation: InvitationId = invitation.parse().unwrap();
    let answer = Answer { invitation, via: Some((role, Channel::Email)), answers: "[]".to_owned() };
    let answered = client.house.engine.answer(client.house.account, vec![answer]).await.unwrap();
    assert_eq!(answered, [Ok(())]);
}

async fn order(client: &Client, number: usize) -> String {
    let order = client.order(&format!("A-{number}"), &format!("a{number}@example.com")).await;
    order["decisions"][0]["invitation"].as_str().unwrap().to_owned()
}

fn share(count: i64, of: i64, estimate: [f64; 3]) -> Value {
    let [share, low, high] = estimate;
    json!({ "count": count, "of": of, "share": share, "low": low, "high": high })
}

#[test]
fn what_reminders_brought_is_told_by_their_delay() {
    each_database("reminder_report", async |database| {
        let client = Client::sandbox(database).await;
        let reminder = |after: &str| json!({ "reminder": { "enabled": true, "after": after } });
        let campaign = client.campaign(reminder("P5D")).await;
        let mut invitations = Vec::new();
        for number in 0..4 {
            invitations.push(order(&client, number).await);
        }
        let path = format!("/campaigns/{campaign}");
        client.patch(&path, json!({ "name": "Another name" })).await.ok();
        invitations.push(order(&client, 4).await);
        client.patch(&path, reminder("P2D")).await.ok();
        invitations.push(order(&client, 5).await);
        client.post("/sandbox/clock", json!({ "to": "2026-03-11T00:00:00Z" })).await.ok();
        answer(&client, &invitations[0], Role::First).await;
        client.post("/sandbox/clock", json!({ "to": "2026-03-20T00:00:00Z" })).await.ok();
        answer(&client, &invitations[1], Role::Reminder).await;
        answer(&client, &invitations[1], Role::Reminder).await;

        let told = client.get("/reports/reminders").await.ok();
        let [old, new] = told["data"].as_array().unwrap().as_slice() else { unreachable!("{told}") };
        let nothing = |of: i64| json!({ "count": 0, "of": of });
        assert_eq!((&old["campaign"], &old["after"], &new["after"]), (&json!(campaign), &json!("P5D"), &json!("P2D")));
        assert_eq!((&old["asked"], &old["reminded"], &old["version"]), (&json!(5), &json!(4), &json!(1)));
        assert_eq!(old["answered"], share(2, 5, [0.4, 0.1176, 0.7693]));
        assert_eq!(old["by_reminder"], share(1, 2, [0.5, 0.0945, 0.9055]));
        assert_eq!(old["rate"], share(1, 4, [0.25, 0.0456, 0.6994]));
        assert_eq!((&new["asked"], &new["reminded"], &new["version"]), (&json!(1), &json!(1), &json!(3)));
        assert_eq!((&new["until"], &new["rate"]["count"]), (&Value::Null, &nothing(1)["count"]));
        assert_eq!(old["until"], new["from"]);

        let first = client.get("/reports/reminders?limit=1").await.ok();
        let next = first["next"].as_str().unwrap();
        let second = client.get(&format!("/reports/reminders?limit=1&after={next}")).await.ok();
        assert_eq!((&first["data"], &second["data"]), (&json!([old]), &json!([new])));
        let table = client.get_as(&format!("/reports/reminders?campaign={campaign}"), &[("accept", "text/csv")]).await;
        assert!(table.text.contains(",P5D,5,4,2,0.4,0.1176,0.7693,1,0.5,"), "{}", table.text);
        assert_eq!(client.get("/reports/reminders?campaign=cmp_x").await.errors()[0].0, "/campaign");
        assert_eq!(client.get("/reports/reminders?after=x").await.errors()[0].0, "/after");
    });
}

#[test]
fn switching_reminders_off_says_how_many_were_cancelled() {
    each_database("reminders_off", async |database| {
        let client = Client::sandbox(database).await;
        let campaign = client.campaign(json!({ "reminder": { "enabled": true } })).await;
        for number in 0..3 {
            order(&client, number).await;
        }
        client.post("/sandbox/clock", json!({ "to": "2026-03-11T00:00:00Z" })).await.ok();
        order(&client, 3).await;
        let path = format!("/campaigns/{campaign}");
        let renamed = client.patch(&path, json!({ "name": "Another name" })).await.ok();
        assert_eq!(renamed.get("reminders_cancelled"), None, "nothing was switched off");
        let off = client.patch(&path, json!({ "reminder": { "enabled": false } })).await.ok();
        assert_eq!(off["reminders_cancelled"], 3);
        assert_eq!(client.get(&path).await.ok().get("reminders_cancelled"), None, "only the answer says it");
        client.patch(&path, json!({ "reminder": { "enabled": true } })).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P90D" })).await.ok();
        assert_eq!(client.house.box_().await.len(), 4, "none of them is ever reminded");
    });
}

#[test]
fn every_count_of_refusals_opens_the_decisions_behind_it() {
    each_database("refusal_report", async |database| {
        let client = Client::sandbox(database).await;
        client.order("Z-1", "zoe@example.com").await;
        let campaign = client.campaign(json!({})).await;
        for reference in ["A-1", "A-2", "A-3"] {
            client.order(reference, "ada@example.com").await;
        }
        client.order("B-1", "bo@example.com").await;
        client.post("/suppressions", json!({ "address": "bo@example.com", "channel": "email" })).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();

        let counts = client.get("/reports/refusals").await.ok();
        let expected = json!([
            { "reason": "event.unmatched", "campaign": null, "count": 1, "more": false },
            { "reason": "frequency.campaign", "campaign": campaign, "count": 2, "more": false },
            { "reason": "suppressed.manual", "campaign": campaign, "count": 1, "more": false },
        ]);
        assert_eq!((&counts["data"], &counts["next"]), (&expected, &Value::Null));
        for row in expected.as_array().unwrap() {
            let path = format!("/reports/refusals/{}", row["reason"].as_str().unwrap());
            let behind = client.get(&path).await.ok();
            assert_eq!(
                behind["data"].as_array().unwrap().len(),
                usize::try_from(row["count"].as_i64().unwrap()).unwrap()
            );
        }
        let list = client.get("/reports/refusals/frequency.campaign?limit=1").await.ok();
        let latest = &list["data"][0];
        assert_eq!((&latest["stage"], &latest["invitation"]), (&json!("plan"), &Value::Null));
        let why = client.get(&format!("/explanations?event={}", latest["event"].as_str().unwrap())).await.ok();
        assert!(["A-2", "A-3"].map(|order| json!(order)).contains(&why["data"][0]["subject"]["reference"]), "{why}");
        let next = list["next"].as_str().unwrap();
        let rest = client.get(&format!("/reports/refusals/frequency.campaign?limit=1&after={next}")).await.ok();
        assert_eq!((rest["data"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));

        let before = client.get("/reports/refusals?from=2026-03-01T00:00:00Z&before=2026-03-02T00:00:00Z").await.ok();
        assert_eq!(before["data"], json!([]));
        let one = client.get(&format!("/reports/refusals?campaign={campaign}")).await.ok();
        assert_eq!(one["data"].as_array().unwrap().len(), 2);
        let table = client.get_as("/reports/refusals", &[("accept", "text/csv")]).await;
        assert!(table.text.starts_with("reason,campaign,count,more\r\nevent.unmatched,,1,false\r\n"), "{}", table.text);
        assert_eq!(client.get("/reports/refusals/nothing.such").await.problem().0, 404);
        let backwards = "/reports/refusals?from=2026-03-02T00:00:00Z&before=2026-03-01T00:00:00Z";
        assert_eq!(client.get(backwards).await.errors()[0].0, "/before");
        assert_eq!(client.get("/reports/refusals?from=yesterday").await.errors()[0].0, "/from");
    });
}

#[test]
fn a_campaign_that_stopped_by_itself_says_so_and_is_released() {
    each_database("api_brake", async |database| {
        let client = Client::sandbox(database).await;
        let settings = json!({ "delay": "P0D", "send_at": null });
        let path = format!("/campaigns/{}", client.campaign(settings).await);
        for number in 0..100 {
            order(&client, number).await;
        }
        client.post("/sandbox/clock", json!({ "advance": "PT1H" })).await.ok();
        let sent = client.house.box_().await;
        for boxed in &sent[..6] {
            let receipt = json!({ "message": boxed.message.to_string(), "type": "bounced" });
            assert!(client.post("/sandbox/receipts", receipt).await.status.is_success());
        }
        let braked = client.get(&path).await.ok();
        let brake = json!({ "cause": "bounced", "faulty": 6, "messages": 100, "at": braked["brake"]["at"] });
        assert_eq!(braked["brake"], brake);

        client.order("B-1", "bo@example.com").await;
        client.post("/sandbox/clock", json!({ "advance": "PT1H" })).await.ok();
        let why = client.get("/explanations?reference=B-1").await.ok();
        let held = &why["data"][0];
        assert_eq!((&held["outcome"], &held["reason"]), (&json!("hold"), &json!("brake.on")));
        let rule = held["rules"].as_array().unwrap().iter().find(|rule| rule["code"] == "brake.on").unwrap();
        assert_eq!(rule["facts"], json!({ "cause": "bounced", "faulty": 6, "messages": 100 }));
        let stoppers = why["upcoming"][0]["stoppers"].as_array().unwrap();
        assert!(stoppers.iter().any(|one| one["code"] == "response.received" && one["reason"] != ""), "{why}");

        assert_eq!(client.post(&format!("{path}/release"), json!({})).await.ok()["brake"], Value::Null);
        client.post("/sandbox/clock", json!({ "advance": "P1D" })).await.ok();
        assert_eq!(client.house.box_().await.len(), 101);
        assert_eq!(client.post("/campaigns/cmp_x/release", json!({})).await.problem().0, 404);
    });
}
