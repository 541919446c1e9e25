//! Requests are found by whatever somebody looks for, tell their story, and are moved and cancelled with a way back.

use afterword::engine::answers::Answer;
use afterword::store::users::Role;
use axum::http::StatusCode;
use serde_json::json;

use crate::client::Client;
use crate::member::Member;
use crate::support::databases::{Database, each_database};

/// A shop that asks a week after delivery and reminds a week later.
pub async fn shop(database: &Database) -> Member {
    let member = Member::admin(database).await;
    let settings = json!({ "frequency": { "mode": "every_event" }, "reminder": { "enabled": true, "after": "P7D" } });
    member.client.campaign(settings).await;
    member
}

/// Reports an order of a person with a name; answers the id of its invitation.
pub async fn asked(member: &Member, reference: &str, email: &str, name: &str) -> String {
    let event = json!({
        "type": "order.delivered", "storefront": "main", "reference": reference,
        "occurred_at": member.client.house.now().await, "contact": { "email": email, "name": name },
    });
    let taken = member.client.post("/events", event).await.ok();
    taken["decisions"][0]["invitation"].as_str().unwrap().to_owned()
}

async fn answer(member: &Member, invitation: &str, answers: &str) {
    let answer = Answer { invitation: invitation.parse().unwrap(), via: None, answers: answers.to_owned() };
    let (engine, account) = (&member.client.house.engine, member.client.house.account);
    engine.answer(account, vec![answer]).await.unwrap().pop().unwrap().unwrap();
}

#[test]
fn requests_are_found_by_whatever_somebody_looks_for() {
    each_database("requests_found", async |database| {
        let mut ada = shop(database).await;
        ada.get("/requests").await.says("Nobody has been asked yet");
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "B-1", "bo@example.com", "Ægir <b>Öst</b>").await;
        ada.client.house.until("2026-03-18T10:00:00Z").await;
        asked(&ada, "C-1", "cleo@example.com", "محمد").await;
        let campaign = ada.client.get("/campaigns").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let table: &[(String, &[&str])] = &[
            (String::new(), &["C-1", "B-1", "A-1"]),
            ("q=A-1".to_owned(), &["A-1"]),
            ("q=BO%40example.com".to_owned(), &["B-1"]),
            ("q=%C3%A6gir".to_owned(), &["B-1"]),
            ("q=ada+ek".to_owned(), &["A-1"]),
            ("q=Ek".to_owned(), &[]),
            ("q=%00%1F".to_owned(), &[]),
            ("status=scheduled".to_owned(), &["C-1"]),
            ("status=reminded".to_owned(), &["B-1", "A-1"]),
            ("status=reminded&q=C-1".to_owned(), &[]),
            (format!("campaign={campaign}&status=sent"), &["B-1", "A-1"]),
            ("storefront=main".to_owned(), &["C-1", "B-1", "A-1"]),
            ("storefront=main&q=A-1".to_owned(), &["A-1"]),
            ("storefront=other".to_owned(), &[]),
            ("purpose=survey".to_owned(), &[]),
            ("purpose=service_review&by=sent".to_owned(), &["B-1", "A-1"]),
            ("from=2026-03-18".to_owned(), &["C-1"]),
            ("to=2026-03-17".to_owned(), &["B-1", "A-1"]),
            ("by=sent&from=2026-03-10&to=2026-03-10".to_owned(), &["B-1", "A-1"]),
            ("by=sent&from=2026-03-11".to_owned(), &[]),
            ("by=next&from=2026-03-18".to_owned(), &["C-1"]),
            ("from=soon".to_owned(), &["C-1", "B-1", "A-1"]),
        ];
        for (query, expected) in table {
            let page = ada.get(&format!("/requests?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            let mut found: Vec<_> = ["A-1", "B-1", "C-1"]
                .into_iter()
                .filter(|one| page.text.contains(&format!("<bdi>{one}</bdi>")))
                .collect();
            let place = |one: &str| page.text.find(&format!("<bdi>{one}</bdi>"));
            found.sort_by_key(|one| place(one));
            let mut wanted = expected.to_vec();
            // What was made at one instant stands in either order.
            if query != "q=A-1" && wanted.ends_with(&["B-1", "A-1"]) && place("A-1") < place("B-1") {
                let end = wanted.len();
                wanted.swap(end - 1, end - 2);
            }
            assert_eq!(found, wanted, "{query}");
        }
        ada.get("/requests?from=soon").await.says("Write a day such as");
        ada.get("/requests").await.says("&#60;b&#62;Öst").says_not("<b>Öst");
    });
}

#[test]
fn a_long_list_goes_on_page_by_page_and_as_a_file() {
    each_database("requests_paged", async |database| {
        let mut ada = shop(database).await;
        let events: Vec<_> = (0..120)
            .map(|number| {
                json!({ "type": "order.delivered", "storefront": "main", "reference": format!("=N-{number}"),
                    "occurred_at": crate::client::TODAY, "contact": { "email": format!("n{number}@example.com") } })
            })
            .collect();
        ada.client.post("/events/batch", json!({ "events": events })).await.ok();
        ada.client.house.until("2026-03-10T10:00:00Z").await;
        for filter in ["by=", "by=sent", "by=next", "status=sent", "status=sent&by=sent"] {
            let (mut seen, mut path) = (std::collections::BTreeSet::new(), format!("/requests?{filter}"));
            for expected in [50, 50, 20] {
                let page = ada.get(&path).await;
                let found: Vec<_> =
                    page.links().into_iter().filter(|link| link.starts_with("/requests/inv_")).collect();
                assert_eq!(found.len(), expected, "{filter}");
                seen.extend(found);
                assert!(page.text.len() < 100_000);
                let next = page.links().into_iter().find(|link| link.contains("after="));
                path = next.map(|next| format!("/requests{next}")).unwrap_or_default();
            }
            assert_eq!((seen.len(), path.as_str()), (120, ""), "{filter}");
        }
        let list = ada.get("/requests?status=sent").await;
        let file = ada.submit(&list, "/requests/export", &[]).await;
        assert_eq!(file.answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
        assert_eq!(file.text.lines().count(), 121);
        assert_eq!(file.text.lines().filter(|line| line.contains(",'=N-")).count(), 120);
        let none = ada.post("/requests/export", &[("status", "completed")]).await;
        assert_eq!(none.text.lines().count(), 1);
    });
}

#[test]
fn a_request_tells_its_story_and_what_could_stop_the_next_message() {
    each_database("request_story", async |database| {
        let mut ada = shop(database).await;
        let id = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let path = format!("/requests/{id}");
        let planned = ada.get(&path).await;
        planned.says("Ada Ek").says("Reported by the shop: order.delivered").says("To come by email: first message");
        planned.says("the recipient has unsubscribed").says("Consent for email is on record");
        ada.client.house.until("2026-03-10T10:00:00Z").await;
        let sent = ada.get(&path).await;
        sent.says("Sent by email: first message").says("Delivered by email").says("To come by email: reminder");
        // Only a reminder can find that out.
        planned.says_not("nobody knows whether the first message arrived");
        sent.says("nobody knows whether the first message arrived");
        answer(&ada, &id, r#"[{"question":"rating","value":4},{"question":"comment","value":"Fine <i>thing</i>"}]"#)
            .await;
        let answered = ada.get(&path).await;
        answered.says("4 stars of 5").says("Fine &#60;i&#62;thing").says_not("To come by email").says_not("Send now");
        let today = ada.get("/").await;
        today.says("Fine &#60;i&#62;thing").says("4 stars of 5");
    });
}

#[test]
fn a_message_is_moved_and_moved_back() {
    each_database("request_moved", async |database| {
        let mut ada = shop(database).await;
        let id = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let path = format!("/requests/{id}");
        let moving = format!("{path}/move");
        let page = ada.get(&path).await;
        assert_eq!(page.form(&moving)["day"], "2026-03-10");
        for (day, time, says) in [
            ("2026-03-01", "10:00", "This time is past"),
            ("", "10:00", "This is needed"),
            ("2026-02-30", "10:00", "Write a day such as"),
            ("2026-03-12", "25:00", "Write a time such as"),
        ] {
            let refused = ada.submit(&page, &moving, &[("day", day), ("time", time)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            refused.says(says);
            assert_eq!(refused.form(&moving)["day"], day);
        }
        let moved = ada.submit(&page, &moving, &[("day", "2026-03-12"), ("time", "09:30")]).await;
        moved.says("The next message was moved").says("12 March 2026 at 09:30");
        let back = ada.submit(&moved, &moving, &[]).await;
        back.says("It goes at its former time again");
        assert_eq!(back.form(&moving)["day"], "2026-03-10");
        let due = ada.submit(&back, &format!("{path}/send_now"), &[]).await;
        due.says("It is due now");
        ada.client.house.until("2026-03-03T14:06:00Z").await;
        assert_eq!(ada.client.house.sent().await, ["2026-03-03T14:05:00Z first ada@example.com"]);
    });
}

#[test]
fn a_cancellation_is_taken_back_through_the_rules_and_nothing_goes_twice() {
    each_database("request_cancelled", async |database| {
        let mut ada = shop(database).await;
        let id = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let path = format!("/requests/{id}");
        let (cancelling, reopening) = (format!("{path}/cancellation"), format!("{path}/reopening"));
        let question = ada.get(&cancelling).await;
        question.says("Nothing more goes to Ada Ek");
        let cancelled = ada.submit(&question, &cancelling, &[]).await;
        cancelled.says("The request is cancelled").says_not("Send now");
        ada.submit(&question, &cancelling, &[]).await.says("The request is cancelled");
        let open = ada.submit(&cancelled, &reopening, &[]).await;
        open.says("The cancellation was taken back").says("To come by email: first message");
        let again = ada.post(&reopening, &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        ada.client.house.until("2026-03-11T00:00:00Z").await;
        assert_eq!(ada.client.house.sent().await, ["2026-03-10T10:00:00Z first ada@example.com"]);
        ada.post(&cancelling, &[]).await;
        let open = ada.post(&reopening, &[]).await;
        open.says("The cancellation was taken back").says("To come by email: reminder");
        ada.client.house.until("2026-04-30T00:00:00Z").await;
        assert_eq!(ada.client.house.sent().await.len(), 2);
        let other = asked(&ada, "B-1", "bo@example.com", "Bo").await;
        ada.post(&format!("/requests/{other}/cancellation"), &[]).await.says("The request is cancelled");
        ada.client.post("/orders/main/B-1/cancellation", json!({})).await.ok();
        let refused = ada.post(&format!("/requests/{other}/reopening"), &[]).await;
        refused.says("It stays cancelled");
    });
}

#[test]
fn strangers_and_viewers_change_nothing() {
    each_database("requests_foreign", async |database| {
        let ada = shop(database).await;
        let id = asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let contact = ada.client.get("/contacts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let mut stranger = Member::of(Client::sandbox_beside(&ada.client).await, Role::Editor).await;
        let nothing = ["inv_00000000000000000000000000", "x"];
        for ending in ["", "/cancellation"] {
            let foreign = stranger.get(&format!("/requests/{id}{ending}")).await;
            for unknown in nothing {
                let missing = stranger.get(&format!("/requests/{unknown}{ending}")).await;
                // The clock bar leads back to where one is.
                let text = foreign.text.replace(&id, unknown);
                assert_eq!((foreign.status, &text), (StatusCode::NOT_FOUND, &missing.text));
            }
        }
        stranger.get(&format!("/contacts/{contact}")).await.says("There is nothing here");
        let mut viewer = Member::of(ada.client.with_key(&ada.client.key), Role::Viewer).await;
        viewer.get(&format!("/requests/{id}")).await.says("Ada Ek").says_not("Send now").says_not("Cancel this");
        let before = ada.client.rows().await;
        for act in ["send_now", "move", "cancellation", "reopening"] {
            for (who, status) in [(&mut stranger, StatusCode::NOT_FOUND), (&mut viewer, StatusCode::FORBIDDEN)] {
                let fields = [("at", "2026-04-01T10:00:00Z")];
                assert_eq!(who.post(&format!("/requests/{id}/{act}"), &fields).await.status, status, "{act}");
            }
        }
        for act in ["", "/erasure"] {
            for (who, status) in [(&mut stranger, StatusCode::NOT_FOUND), (&mut viewer, StatusCode::FORBIDDEN)] {
                let fields = [("word", "erase")];
                assert_eq!(who.post(&format!("/contacts/{contact}{act}"), &fields).await.status, status, "{act}");
            }
        }
        assert_eq!(stranger.post(&format!("/contacts/{contact}/export"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ada.client.rows().await, before);
    });
}
