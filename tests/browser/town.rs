//! A small town to walk through: a shop with customers who were asked, some of whom answered, served at an address.

use std::sync::Arc;

use afterword::engine::Settings;
use afterword::engine::answers::Answer;
use afterword::engine::people::email_key;
use afterword::store::users::{self, Role, User};
use afterword::web::password::Password;
use rules::id::UserId;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::{Client, TODAY};
use crate::driver::Browser;
use crate::support::databases::Database;
use crate::support::house::{Closed, House, at, engine};

pub const EMAIL: &str = "owner@example.com";
pub const PASSWORD: &str = "a long password";

/// Names in several scripts, one of them very long, and what its bearer answered.
const CUSTOMERS: [(&str, Option<(u8, &str)>); 8] = [
    ("Ada Ek", Some((5, "Came a day early, and packed with care."))),
    ("Björn Ångström", Some((4, "Bra, men lådan var onödigt stor."))),
    ("Chloë d'Aubigné", Some((2, "Le disque était rayé."))),
    ("Дмитрий Орлов", None),
    ("李小龍", Some((5, ""))),
    ("أمينة الحسن", Some((3, "التغليف جيد والتوصيل بطيء."))),
    ("Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder", None),
    ("Eve", None),
];

pub struct Town {
    pub url: String,
    pub client: Client,
    server: JoinHandle<()>,
}

impl Town {
    pub async fn build(database: &Database) -> Town {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut engine = engine(database.store(), at(TODAY), Arc::new(Closed));
        engine.settings = Arc::new(Settings { public_url: url.clone(), ..(*engine.settings).clone() });
        let client = Client::of(House::of(engine, true).await).await;
        let router = client.router.clone();
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let town = Town { url, client, server };
        town.furnish().await;
        town.people().await;
        town
    }

    async fn furnish(&self) {
        let path = format!("/storefronts/{}", self.client.house.storefront);
        let words = json!({ "name": "Needle & Groove", "postal_address": "1 Main Street", "colour": "#2f4fa8" });
        self.client.patch(&path, words).await.ok();
        let second = json!({ "slug": "se", "name": "Skivhyllan", "time_zone": "Europe/Stockholm", "language": "sv" });
        self.client.post("/storefronts", second).await.ok();
        self.client.campaign(json!({ "reminder": { "enabled": true, "after": "P5D" } })).await;
        let engine = &self.client.house.engine;
        let (account, now) = (self.client.house.account, engine.world.clock.now());
        let id = UserId::new(now, engine.world.chance.bits());
        let key = email_key(&engine.secret, account, EMAIL);
        let hash = Password::parse(PASSWORD).unwrap().hash(&engine.world.chance);
        let user = User { password_hash: Some(hash), ..User::new(id, (EMAIL, key), Role::Admin, now) };
        engine.store.write("owner", move |tx| users::insert(tx, account, &user)).await.unwrap();
    }

    async fn people(&self) {
        for (number, (name, _)) in CUSTOMERS.iter().enumerate() {
            let event = json!({
                "type": "order.delivered", "storefront": "main", "reference": format!("NG-{}", 1001 + number),
                "occurred_at": TODAY, "contact": { "email": format!("customer{number}@example.com"), "name": name },
            });
            self.client.post("/events", event).await.ok();
        }
        let strange = json!({
            "type": "ticket.closed", "storefront": "main", "reference": "T-1", "occurred_at": TODAY,
            "contact": { "email": "customer0@example.com" },
        });
        self.client.post("/events", strange).await.ok();
        self.client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        for (number, (_, answer)) in CUSTOMERS.iter().enumerate() {
            let Some((stars, comment)) = answer else { continue };
            let path = format!("/invitations?reference=NG-{}", 1001 + number);
            let found = self.client.get(&path).await.ok();
            let invitation = found["data"][0]["id"].as_str().unwrap().parse().unwrap();
            let answers = json!([
                { "question": "rating", "value": stars }, { "question": "comment", "value": comment },
            ]);
            let answer = Answer { invitation, via: None, answers: answers.to_string() };
            let done = self.client.house.engine.answer(self.client.house.account, vec![answer]).await.unwrap();
            done.into_iter().for_each(|one| one.unwrap());
        }
        let late = json!({
            "type": "order.delivered", "storefront": "main", "reference": "NG-1100",
            "occurred_at": "2026-03-11T09:00:00Z", "contact": { "email": "late@example.com", "name": "Nadia Laghmari" },
        });
        self.client.post("/events", late).await.ok();
    }

    /// The reader takes their time over a page.
    pub fn read_for(&self, time: jiff::SignedDuration) {
        self.client.house.engine.world.clock.advance(time);
    }

    pub async fn sign_in(&self, browser: &Browser<'_>) {
        browser.go(&format!("{}/sign_in", self.url)).await;
        browser.fill("#email", EMAIL).await;
        browser.fill("#password", PASSWORD).await;
        browser.press("Sign in").await;
        // The password takes its time, and nobody asks for the address of a page that is not there yet.
        browser.has("form[action$='/sign_out']").await;
        assert_eq!(browser.url().await, format!("{}/", self.url));
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        self.server.abort();
    }
}
