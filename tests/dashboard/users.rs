//! Who works for a business: inviting, roles, locking out, links.

use std::sync::Arc;

use afterword::delivery::SenderCheck;
use afterword::engine::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use afterword::store::users::{self, Role};
use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::settle::Ended;
use tokio::sync::mpsc;

use crate::client::Client;
use crate::member::{Member, PASSWORD, Page, add_user};
use crate::support::databases::{Database, each_database};
use crate::support::house::{House, at, email};

/// Takes every mail and shows it to the test.
#[derive(Debug)]
struct Post {
    like: Arc<dyn Channel>,
    mails: mpsc::UnboundedSender<String>,
}

impl Channel for Post {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let ended = |parcel: Parcel| {
            self.mails.send(format!("{}\n{}", parcel.letter.to, parcel.letter.text)).unwrap();
            Handed { message: parcel.message, ended: Ended::Accepted, text: None }
        };
        at_once(parcels.into_iter().map(ended).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        0
    }

    fn senders(&self) -> Option<&SenderCheck> {
        self.like.senders()
    }
}

/// An administrator of an account that sends into the world, and the mails that go out.
async fn real(database: &Database) -> (Member, mpsc::UnboundedReceiver<String>) {
    let (mails, post) = mpsc::unbounded_channel();
    let like = email("smtp://127.0.0.1:1", "afterword@ask.example", afterword::delivery::Patience::default());
    let channel = Arc::new(Post { like, mails });
    let house = House::open(database.store(), at("2026-03-10T10:00:00Z"), channel, false).await;
    (Member::of(Client::of(house).await, Role::Admin).await, post)
}

/// The path of the link in a text.
fn link(text: &str) -> String {
    let rest = text.split("https://ask.example").nth(1).unwrap();
    rest.split(|letter: char| letter == '"' || letter.is_whitespace()).next().unwrap().to_owned()
}

async fn invite(ada: &mut Member, email: &str, role: &str) -> Page {
    let page = ada.get("/users/new").await;
    ada.submit(&page, "/users/new", &[("email", email), ("role", role)]).await
}

/// The path of the user's own page.
async fn path_of(ada: &mut Member, email: &str) -> String {
    let account = ada.client.house.account;
    let read = move |tx: &mut afterword::store::Tx<'_>| users::list(tx, account, None, 100);
    let found = ada.client.store().read("users", read).await.unwrap();
    format!("/users/{}", found.into_iter().find(|user| user.email == email).unwrap().id)
}

#[test]
fn whoever_is_invited_in_a_sandbox_comes_in_by_a_link_that_is_good_once() {
    each_database("invited", async |database| {
        let mut ada = Member::admin(database).await;
        let page = invite(&mut ada, "grace@example.com", "editor").await;
        let path = link(page.says("A link to pass on").says("grace@example.com").text.as_str());
        ada.get("/users").await.says("grace@example.com").says("Invited").says("Editor");
        let admin = std::mem::take(&mut ada.cookie);
        let page = ada.get(&path).await;
        page.says("Welcome").says("Records");
        let short = ada.submit(&page, &path, &[("name", "Grace"), ("password", "short")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nameless = ada.submit(&page, &path, &[("name", " "), ("password", PASSWORD)]).await;
        nameless.says("This is needed.");
        ada.submit(&page, &path, &[("name", "Grace"), ("password", PASSWORD)]).await.says("The password is changed.");
        for again in [ada.get(&path).await, ada.post(&path, &[("name", "Eve"), ("password", PASSWORD)]).await] {
            assert_eq!(again.status, StatusCode::NOT_FOUND);
            again.says("no longer good");
        }
        ada.post("/sign_in", &[("email", "grace@example.com"), ("password", PASSWORD)]).await.says("Grace");
        ada.cookie = admin;
        ada.get("/users").await.says("Grace").says_not("Invited");
        ada.get("/audit").await.says("invited a user").says("chose the first password");
        ada.get("/audit/check").await.says("The log is whole");
    });
}

#[test]
fn an_invitation_by_mail_is_good_for_seven_days() {
    each_database("invited_by_mail", async |database| {
        let (mut ada, mut post) = real(database).await;
        invite(&mut ada, "grace@example.com", "viewer").await.says("A mail with the link is on its way.");
        let mail = post.recv().await.unwrap();
        assert!(mail.starts_with("grace@example.com\n") && mail.contains("Records"), "{mail}");
        let path = link(&mail);
        ada.cookie.clear();
        let clock = &ada.client.house.engine.world.clock;
        clock.advance(SignedDuration::from_hours(7 * 24 - 1));
        ada.get(&path).await.says("Welcome");
        ada.client.house.engine.world.clock.advance(SignedDuration::from_hours(1));
        ada.get(&path).await.says("no longer good");
    });
}

#[test]
fn a_newer_link_takes_the_place_of_the_older() {
    each_database("relinked", async |database| {
        let mut ada = Member::admin(database).await;
        let first = link(&invite(&mut ada, "grace@example.com", "viewer").await.text);
        let path = path_of(&mut ada, "grace@example.com").await;
        let page = ada.get(&path).await;
        let second = link(&ada.submit(&page, &format!("{path}/link"), &[]).await.text);
        ada.get(&first).await.says("no longer good");
        ada.get(&second).await.says("Welcome");
    });
}

#[test]
fn a_forgotten_password_is_chosen_anew_within_an_hour_and_nobody_learns_who_is_known() {
    each_database("forgotten", async |database| {
        let (mut ada, mut post) = real(database).await;
        let session = std::mem::take(&mut ada.cookie);
        let known = ada.post("/forgotten", &[("email", "Admin@example.com")]).await;
        let unknown = ada.post("/forgotten", &[("email", "nobody@example.com")]).await;
        assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
        let mail = post.recv().await.unwrap();
        assert!(mail.starts_with("admin@example.com\n"), "{mail}");
        let path = link(&mail);
        let page = ada.get(&path).await;
        ada.submit(&page, &path, &[("password", "another long password")]).await.says("The password is changed.");
        let fields = [("email", "admin@example.com"), ("password", "another long password")];
        ada.post("/sign_in", &fields).await.says("Today");
        ada.cookie = session;
        ada.get("/you").await.says("Sign in");
        ada.client.house.engine.world.clock.advance(SignedDuration::from_mins(10));
        ada.post("/forgotten", &[("email", "admin@example.com")]).await;
        let path = link(&post.recv().await.unwrap());
        ada.client.house.engine.world.clock.advance(SignedDuration::from_hours(1));
        ada.get(&path).await.says("no longer good");
        assert!(post.try_recv().is_err());
    });
}

#[test]
fn a_user_who_is_locked_out_is_out_at_once_and_may_be_let_in_again() {
    each_database("locked_out", async |database| {
        let mut ada = Member::admin(database).await;
        add_user(&ada.client, "grace@example.com", Role::Editor).await;
        let admin = ada.cookie.clone();
        let fields = [("email", "grace@example.com"), ("password", PASSWORD)];
        ada.post("/sign_in", &fields).await.says("Today");
        let grace = std::mem::replace(&mut ada.cookie, admin.clone());
        let path = path_of(&mut ada, "grace@example.com").await;
        let page = ada.get(&format!("{path}/disable")).await;
        ada.submit(&page, &format!("{path}/disable"), &[]).await.says("The user is locked out");
        ada.cookie = grace;
        ada.get("/").await.says("Sign in");
        ada.post("/sign_in", &fields).await.says("not right");
        ada.cookie = admin;
        let page = ada.get(&path).await;
        ada.submit(&page, &format!("{path}/enable"), &[]).await.says("may come in again");
        ada.post("/sign_in", &fields).await.says("Today");
    });
}

#[test]
fn nobody_takes_the_last_administrator_away() {
    each_database("last_admin", async |database| {
        let mut ada = Member::admin(database).await;
        add_user(&ada.client, "grace@example.com", Role::Admin).await;
        let own = path_of(&mut ada, "admin@example.com").await;
        for (path, fields) in [(own.clone(), [("role", "viewer")]), (format!("{own}/disable"), [("a", "b")])] {
            ada.post(&path, &fields).await.says("Nobody changes that for themselves");
        }
        // Grace takes the role away from Ada; then she is the last.
        let admin = ada.cookie.clone();
        ada.post("/sign_in", &[("email", "grace@example.com"), ("password", PASSWORD)]).await;
        ada.post(&own, &[("role", "viewer")]).await.says("Saved.").says("Viewer");
        let hers = path_of(&mut ada, "grace@example.com").await;
        ada.post(&hers, &[("role", "viewer")]).await.says("Nobody changes that for themselves");
        ada.cookie = admin;
        assert_eq!(ada.get("/users").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn an_address_that_is_taken_or_is_none_is_said_beside_its_field() {
    each_database("invite_wrong", async |database| {
        let mut ada = Member::admin(database).await;
        let long = format!("{}@example.com", "x".repeat(10_000));
        for (email, role) in [
            ("admin@EXAMPLE.com", "viewer"),
            ("no address", "viewer"),
            ("", "viewer"),
            (&long, "viewer"),
            ("a@example.com", "owner"),
        ] {
            let before = ada.client.rows().await;
            let page = invite(&mut ada, email, role).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
            page.says("aria-invalid");
            assert_eq!(ada.client.rows().await, before);
        }
    });
}
