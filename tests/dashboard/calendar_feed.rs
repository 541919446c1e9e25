//! The calendar feed tells counts by day and campaign to whoever has its address, and nobody else anything.

use afterword::store::users::Role;
use axum::http::StatusCode;

use crate::client::Client;
use crate::member::Member;
use crate::requests::{asked, shop};
use crate::support::databases::each_database;

/// The path of the address that the page shows.
async fn address(member: &mut Member) -> String {
    let page = member.get("/calendar/feed").await;
    page.form_value("address").strip_prefix("https://ask.example").unwrap().to_owned()
}

#[test]
fn a_feed_tells_what_goes_on_which_day_and_nothing_of_anybody() {
    each_database("feed_told", async |database| {
        let mut ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "B-1", "bo@example.com", "Bo Öst").await;
        ada.get("/calendar/feed").await.says("There is no feed yet");
        ada.post("/calendar/feed", &[]).await.says("The address is there.");
        let path = address(&mut ada).await;
        assert!(path.starts_with("/calendar/") && path.ends_with(".ics"), "{path}");
        // A calendar has no cookie.
        ada.cookie.clear();
        let feed = ada.get(&path).await;
        assert_eq!(feed.status, StatusCode::OK);
        assert_eq!(feed.answer.headers["content-type"], "text/calendar; charset=utf-8");
        assert_eq!(feed.answer.headers["cache-control"], "private, no-store");
        feed.says("DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260311\r\nSUMMARY:2 messages: After delivery\r\n");
        assert_eq!(feed.text.matches("BEGIN:VEVENT").count(), 1);
        for personal in ["Ada", "Bo", "example.com", "A-1", "B-1"] {
            feed.says_not(personal);
        }
        let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
        assert_eq!(uid(&ada.get(&path).await.text), uid(&feed.text), "the same event is the same event again");
    });
}

#[test]
fn an_address_ends_when_it_is_renewed_or_revoked() {
    each_database("feed_ended", async |database| {
        let mut ada = shop(database).await;
        ada.post("/calendar/feed", &[]).await;
        let first = address(&mut ada).await;
        ada.post("/calendar/feed", &[]).await;
        let second = address(&mut ada).await;
        assert_ne!(first, second);
        let gone = ada.get(&first).await;
        assert_eq!((gone.status, ada.get(&second).await.status), (StatusCode::NOT_FOUND, StatusCode::OK));
        let question = ada.get("/calendar/feed/revocation").await;
        ada.submit(&question, "/calendar/feed/revocation", &[]).await.says("The feed is switched off.");
        let revoked = ada.get(&second).await;
        let forged = [
            second.replace(".ics", ""),
            second.replace("/calendar/", "/calendar/A"),
            "/calendar/x.ics".to_owned(),
            "/calendar/.ics".to_owned(),
        ];
        for path in forged {
            let answer = ada.get(&path).await;
            assert_eq!((answer.status, &answer.text), (StatusCode::NOT_FOUND, &revoked.text), "{path}");
        }
        assert_eq!(gone.text, revoked.text);
        ada.get("/audit").await.says("made an address for the calendar feed").says("switched the calendar feed off");
    });
}

#[test]
fn whoever_tries_many_addresses_waits() {
    each_database("feed_guessed", async |database| {
        let mut ada = shop(database).await;
        let mut last = StatusCode::OK;
        for number in 0..40 {
            last = ada.get(&format!("/calendar/{number}.ics")).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        ada.post("/calendar/feed", &[]).await;
        let path = address(&mut ada).await;
        assert_eq!(ada.get(&path).await.status, StatusCode::OK, "a right address is served in any case");
        let mut other = Member::of(Client::sandbox_beside(&ada.client).await, Role::Editor).await;
        other.get("/calendar/feed").await.says("There is no feed yet");
    });
}
