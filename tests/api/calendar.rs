//! The calendar counts what is queued by day; many invitations are cancelled and moved in one request, each by itself.

use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::each_database;

async fn ordered(client: &Client, reference: &str, email: &str) -> String {
    let event = client.order(reference, email).await;
    event["decisions"][0]["invitation"].as_str().unwrap().to_owned()
}

async fn next(client: &Client, id: &str) -> Value {
    client.get(&format!("/invitations/{id}")).await.ok()["next"]["at"].clone()
}

#[test]
fn a_calendar_counts_by_day_campaign_and_channel() {
    each_database("calendar", async |database| {
        let client = Client::sandbox(database).await;
        assert_eq!(client.get("/calendar").await.ok()["days"], json!([]));
        let campaign = client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        let one = ordered(&client, "A-1", "ada@example.com").await;
        ordered(&client, "B-1", "bo@example.com").await;
        // An hour before midnight in UTC is the next day in Stockholm.
        client.patch(&format!("/invitations/{one}"), json!({ "due_at": "2026-03-10T23:30:00Z" })).await.ok();
        let day = |day: &str| json!({ "day": day, "campaign": campaign, "channel": "email", "count": 1 });
        let expected = json!({
            "time_zone": "Europe/Stockholm", "days": [day("2026-03-10"), day("2026-03-11")], "held": [],
        });
        assert_eq!(client.get("/calendar").await.ok(), expected);
        assert_eq!(client.get("/calendar?storefront=main").await.ok(), expected);
        let one_day = client.get("/calendar?from=2026-03-11&to=2026-03-11").await.ok();
        assert_eq!(one_day["days"], json!([day("2026-03-11")]));
        let other = Client::sandbox_beside(&client).await;
        assert_eq!(other.get("/calendar").await.ok()["days"], json!([]));
    });
}

#[test]
fn a_calendar_of_days_that_cannot_be_says_what_is_wrong() {
    each_database("calendar_wrong", async |database| {
        let client = Client::sandbox(database).await;
        let table = [
            ("from=x", "/from", "day.malformed"),
            ("to=2026-13-01", "/to", "day.malformed"),
            ("from=2026-03-02&to=2026-03-01", "/to", "day.before_from"),
            ("from=2026-01-01&to=2027-01-02", "/to", "day.too_far"),
            ("from=-009999-01-01&to=9999-12-31", "/to", "day.too_far"),
            ("storefront=nowhere", "/storefront", "storefront.unknown"),
        ];
        for (query, pointer, code) in table {
            let answer = client.get(&format!("/calendar?{query}")).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()), "{query}");
        }
        for query in ["from=9999-12-31", "from=-009999-01-01", "from=2026-01-01&to=2027-01-01"] {
            client.get(&format!("/calendar?{query}")).await.ok();
        }
    });
}

#[test]
fn many_are_cancelled_and_each_is_answered_by_itself() {
    each_database("cancelled_many", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        let one = ordered(&client, "A-1", "ada@example.com").await;
        let two = ordered(&client, "B-1", "bo@example.com").await;
        let other = Client::sandbox_beside(&client).await;
        other.campaign(json!({})).await;
        let consent = json!({ "channel": "email", "basis": "consent", "source": "checkout", "at": TODAY });
        let event = json!({ "type": "order.delivered", "storefront": "main", "reference": "C-1", "occurred_at": TODAY,
            "contact": { "email": "cy@example.com", "consents": [consent] } });
        let foreign = other.post("/events", event).await.ok()["decisions"][0]["invitation"].clone();
        let body = json!({ "invitations": [one, "x", foreign, one, 7, two] });
        let results = client.post("/invitations/cancellations", body.clone()).await.ok()["results"].clone();
        assert_eq!((&results[0]["status"], &results[5]["status"]), (&json!("cancelled"), &json!("cancelled")));
        assert_eq!(results[1], results[2], "unknown and foreign look alike");
        let theirs = other.get(&format!("/invitations/{}", foreign.as_str().unwrap())).await.ok();
        assert_eq!(theirs["status"], "scheduled");
        let codes: Vec<_> = (1..5).map(|place| results[place]["error"]["code"].clone()).collect();
        assert_eq!(codes, ["not_found", "not_found", "invitation.repeated", "not_found"]);
        let again = client.post("/invitations/cancellations", body).await.ok()["results"].clone();
        assert_eq!(again[0]["error"]["code"], "invitation.ended");
        assert_eq!(client.post("/invitations/cancellations", json!({})).await.error().2, "field.missing");
        let many = json!({ "invitations": vec![two; 1_001] });
        assert_eq!(client.post("/invitations/cancellations", many).await.error().2, "list.too_long");
    });
}

#[test]
fn many_are_moved_and_what_a_rule_would_stop_stays() {
    each_database("moved_many", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        let one = ordered(&client, "A-1", "ada@example.com").await;
        let two = ordered(&client, "B-1", "bo@example.com").await;
        let three = ordered(&client, "C-1", "cy@example.com").await;
        client.post("/orders/main/C-1/cancellation", json!({})).await.ok();
        let suppression = json!({ "channel": "email", "address": "bo@example.com" });
        client.post("/suppressions", suppression).await.ok();
        let to = |invitation: &str, due_at: &str| json!({ "invitation": invitation, "due_at": due_at });
        let moves = json!({ "moves": [
            to(&one, "2026-03-12T08:00:00Z"), to(&two, "2026-03-12T08:00:00Z"), to(&three, "now"),
            to(&one, "yesterday"), { "invitation": one }, { "invitation": one, "at": "now" }, 7,
        ] });
        let results = client.post("/invitations/moves", moves).await.ok()["results"].clone();
        assert_eq!(results[0]["next"]["at"], "2026-03-12T08:00:00Z");
        let code = |place: usize| results[place]["error"]["code"].as_str().unwrap().to_owned();
        assert!(code(1).starts_with("suppressed."), "{results}");
        assert_eq!(code(2), "invitation.not_queued");
        assert_eq!((3..7).map(code).collect::<Vec<_>>(), ["input.invalid"; 4]);
        let past = json!({ "moves": [to(&one, "2026-03-01T08:00:00Z")] });
        let past = client.post("/invitations/moves", past).await.ok()["results"].clone();
        assert_eq!(past[0]["error"]["errors"][0]["code"], "due_at.past");
        assert_eq!(next(&client, &one).await, "2026-03-12T08:00:00Z");
        let now = client.post("/invitations/moves", json!({ "moves": [to(&one, "now")] })).await.ok();
        assert_eq!(now["results"][0]["next"]["at"], TODAY);
    });
}
