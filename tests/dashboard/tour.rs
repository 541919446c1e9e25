//! The tour through a sandbox, and the door of a demonstration.

use std::sync::Arc;

use afterword::engine::Engine;
use afterword::engine::answers::Answer;
use afterword::store::users::Role;
use afterword::web::{App, Demo, Moving, Surroundings, router};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::id::AccountId;

use crate::clock::with_order;
use crate::member::{Member, add_user};
use crate::support::databases::{Database, each_database};

#[test]
fn the_tour_leads_from_a_mail_to_its_answer_and_on_to_why() {
    each_database("tour", async |database| {
        let client = with_order(database).await;
        let campaign = client.get("/campaigns").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        // The second order of the same customer is not asked about.
        client.house.order("CD 2", "ada@example.com", "2026-03-03T14:01:00Z").await;
        let mut ada = Member::of(client, Role::Admin).await;
        ada.post("/sandbox/clock", &[("move", "next")]).await;
        let page = ada.get("/tour/1").await;
        assert_eq!(page.path, "/?tour=1");
        page.says("Stop 1 of 6").says("href=\"/tour/2\"");
        let page = ada.get("/tour/2").await;
        assert!(page.path.starts_with("/outbox/msg_") && page.path.ends_with("?tour=2"), "{}", page.path);
        let next = page.path.replace("tour=2", "tour=3");
        page.says("Stop 2 of 6").says(&format!("href=\"{next}\""));
        let page = ada.get(&next).await;
        page.says("Now be the customer").says("href=\"/tour/4\"");
        // Moving the clock does not end the tour.
        assert_eq!(page.form("/sandbox/clock")["next"], next);
        assert_eq!(ada.get("/tour/4").await.path, "/?tour=4", "nobody has answered yet");
        let invitation = ada.client.get("/invitations").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let answer = Answer { invitation: invitation.parse().unwrap(), via: None, answers: "[]".to_owned() };
        let engine = &ada.client.house.engine;
        engine.answer(ada.client.house.account, vec![answer]).await.unwrap().remove(0).unwrap();
        assert_eq!(ada.get("/tour/4").await.path, format!("/requests/{invitation}?tour=4"));
        assert_eq!(ada.get("/tour/5").await.path, "/why?q=CD+2&tour=5");
        assert_eq!(ada.get("/tour/6").await.path, format!("/campaigns/{campaign}?tour=6"));
        for path in ["/tour/0", "/tour/7", "/tour/x", "/tour/99999999999999999999"] {
            assert_eq!(ada.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for query in ["tour=0", "tour=7", "tour=-1", "tour=x", "tour="] {
            ada.get(&format!("/?{query}")).await.says_not("class=\"tour\"");
        }
    });
}

/// Nobody lives there: the clock moves and nothing else happens.
struct Nobody(Engine, AccountId);

impl Surroundings for Nobody {
    fn live_until(&self, to: Timestamp) -> Moving<'_> {
        Box::pin(self.0.move_clock(self.1, to))
    }
}

async fn demo(database: &Database) -> Member {
    let mut client = with_order(database).await;
    let user = add_user(&client, "you@example.com", Role::Admin).await;
    let (engine, account) = (client.house.engine.clone(), client.house.account);
    let surroundings = Arc::new(Nobody(engine.clone(), account));
    client.router = router(App::demo(engine, Demo { account, user, surroundings }));
    Member { client, cookie: String::new() }
}

#[test]
fn whoever_comes_to_a_demonstration_is_let_in() {
    each_database("demo_door", async |database| {
        let mut guest = demo(database).await;
        let page = guest.get("/").await;
        page.says("Look around Afterword").says_not("type=\"password\"");
        let page = guest.submit(&page, "/demo", &[]).await;
        assert_eq!(page.path, "/?tour=1");
        page.says("Stop 1 of 6").says("href=\"/tour/1\"");
        guest.submit(&page, "/sandbox/clock", &[("move", "day")]).await.says("4 March 2026");
        guest.post("/sign_out", &[]).await.says("Look around Afterword");
    });
}

#[test]
fn an_installation_that_is_no_demonstration_has_no_such_door() {
    each_database("no_demo_door", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/").await.says_not("href=\"/tour/1\"");
        ada.cookie.clear();
        ada.get("/sign_in").await.says("type=\"password\"").says_not("/demo");
        assert_eq!(ada.post("/demo", &[]).await.status, StatusCode::NOT_FOUND);
        assert!(ada.cookie.is_empty());
    });
}
