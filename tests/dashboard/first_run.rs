//! The first run: from nothing to the first administrator, and what is to be done then.

use std::sync::Arc;

use afterword::delivery::{Patience, Resting, SenderCheck};
use afterword::engine::email::NoRelay;
use afterword::engine::hand_over::{Ends, Handed, Parcel, at_once};
use afterword::engine::{Channel, Settings};
use afterword::store::Tx;
use afterword::store::users::Role;
use afterword::values;
use afterword::web::{App, router};
use axum::http::StatusCode;
use rules::settle::Ended;

use crate::client::Client;
use crate::member::{Member, PASSWORD, Page};
use crate::support::databases::{Database, each_database};
use crate::support::house::{House, at, email};

#[test]
fn whoever_knows_the_code_becomes_the_first_administrator_and_nobody_after_them() {
    each_database("first_run", async |database| {
        let client = Client::sandbox(database).await;
        let code = client.house.engine.secret.setup_code();
        let mut ada = Member { client, cookie: String::new() };
        let page = ada.get("/").await;
        page.says("Set Afterword up").says_not(&code);
        let before = ada.client.rows().await;
        let right = [
            ("code", code.as_str()),
            ("account", "Records"),
            ("name", "Ada"),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
        ];
        for (field, wrong) in
            [("code", "guessed"), ("account", ""), ("name", "a\nb"), ("email", "none"), ("password", "short")]
        {
            let fields = right.map(|(name, value)| (name, if name == field { wrong } else { value }));
            let page = ada.submit(&page, "/setup", &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert_eq!(page.text.matches("aria-invalid").count(), 1, "{field}");
        }
        assert_eq!(ada.client.rows().await, before);
        let page = ada.submit(&page, "/setup", &right).await;
        page.says("First steps").says("Records").says("The first campaign").says("href=\"/first_steps/storefront\"");
        let cookie = std::mem::take(&mut ada.cookie);
        ada.get("/setup").await.says("Sign in").says_not("Set Afterword up");
        let eve = right.map(|(name, value)| (name, if name == "email" { "eve@example.com" } else { value }));
        ada.post("/setup", &eve).await.says("Sign in");
        ada.cookie = cookie;
        ada.get("/users").await.says("ada@example.com").says_not("eve@example.com");
        ada.get("/audit").await.says("made a user");
    });
}

/// An administrator of an account that sends into the world, with nothing in it yet.
async fn beginner(database: &Database, channel: Arc<dyn Channel>) -> Member {
    let house = House::open(database.store(), at("2026-03-10T10:00:00Z"), channel, false).await;
    let (account, storefront) = (house.account, house.storefront);
    let gone = "DELETE FROM storefronts WHERE account_id = $1 AND id = $2";
    let write = move |tx: &mut Tx<'_>| tx.execute(gone, &values![account, storefront]).map(drop);
    house.engine.store.write("gone", write).await.unwrap();
    Member::of(Client::of(house).await, Role::Admin).await
}

/// A way out that takes what it is given and says so, or does not.
#[derive(Debug)]
struct Post {
    like: Arc<dyn Channel>,
    says: (Ended, &'static str),
}

impl Channel for Post {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let (ended, text) = self.says;
        let handed = |parcel: Parcel| Handed { message: parcel.message, ended, text: Some(text.to_owned()) };
        at_once(parcels.into_iter().map(handed).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        0
    }

    fn senders(&self) -> Option<&SenderCheck> {
        self.like.senders()
    }

    fn resting(&self) -> Vec<Resting> {
        let why = self.says.1.to_owned();
        if self.says.0 == Ended::Accepted { Vec::new() } else { vec![Resting { relay: "mail.example:25".into(), why }] }
    }
}

fn post(ended: Ended, text: &'static str) -> Arc<dyn Channel> {
    let like = email("smtp://127.0.0.1:1", "afterword@ask.example", Patience::default());
    Arc::new(Post { like, says: (ended, text) })
}

const SHOP: [(&str, &str); 5] = [
    ("name", "Skivhyllan"),
    ("language", "sv"),
    ("time_zone", "Europe/Stockholm"),
    ("postal_address", "1 Main Street"),
    ("declared_basis", "existing_customer"),
];

fn done(page: &Page) -> usize {
    page.text.matches("<li class=\"done\"").count()
}

#[test]
fn five_short_steps_lead_from_nothing_to_the_first_order() {
    each_database("first_steps", async |database| {
        let mut ada = beginner(database, post(Ended::Accepted, "accepted: 250 2.0.0 queued")).await;
        ada.get("/").await.says("First, your storefront").says("href=\"/first_steps\"");
        let page = ada.get("/first_steps").await;
        page.says("href=\"/first_steps/storefront\">Go on");
        let page = ada.get("/first_steps/storefront").await;
        page.says("step 1 of 5").says("value=\"Records\"").says_not("value=\"UTC\"");
        let page = ada.submit(&page, "/first_steps/storefront", &SHOP).await;
        assert_eq!((page.path.as_str(), done(&page)), ("/first_steps/sender", 1));
        page.says("step 2 of 5");
        let typed = [("sender_address", "hello@shop.invalid"), ("reply_to", "care@shop.invalid")];
        let page = ada.submit(&page, "/first_steps/sender", &typed).await;
        assert_eq!((page.path.as_str(), done(&page)), ("/first_steps/sender?check=yes", 2));
        page.says("SPF").says("DKIM").says("hello@shop.invalid").says("The DNS did not answer.");
        let you = ada.get("/you").await;
        ada.submit(&you, "/you", &[("language", "sv")]).await;
        ada.get("/first_steps/sender?check=yes").await.says("DNS svarade inte.").says("steg 2 av 5");
        let you = ada.get("/you").await;
        ada.submit(&you, "/you", &[("language", "en")]).await;
        let page = ada.get("/first_steps/test").await;
        page.says("step 3 of 5").says("admin@example.com");
        let page = ada.submit(&page, "/first_steps/test", &[]).await;
        assert_eq!((page.status, done(&page)), (StatusCode::OK, 3));
        page.says("taken by the mail server").says("250 2.0.0 queued");
        let again = ada.submit(&page, "/first_steps/test", &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.says("A test was sent a moment ago");
        let page = ada.get("/first_steps/campaign").await;
        page.says("step 4 of 5").says("7 days after an order");
        let page = ada.submit(&page, "/first_steps/campaign", &[("delay", "9")]).await;
        assert_eq!((page.path.as_str(), done(&page)), ("/first_steps/orders", 4));
        let page = ada.submit(&page, "/first_steps/orders", &[]).await;
        page.says("curl -X POST https://ask.example/api/v1/events").says("\"order.placed\"");
        let key = page.form_value("key");
        ada.get("/first_steps/orders").await.says_not(&key);
        ada.get("/keys").await.says("events:write").says_not("orders:write");
        ada.client.key = key;
        let order = serde_json::json!({
            "type": "order.placed", "storefront": "main", "reference": "A-1", "occurred_at": "2026-03-10T09:00:00Z",
            "contact": { "email": "grace@example.com" },
        });
        ada.client.post("/events", order).await.ok();
        ada.get("/first_steps").await.says("Everything is ready.");
        ada.get("/requests").await.says("grace@example.com").says("19 March 2026");
        ada.get("/").await.says_not("/first_steps");
        ada.get("/audit").await.says("sent a test mail").says("made a key");
    });
}

#[test]
fn a_step_says_what_is_wrong_beside_its_fields_and_keeps_what_was_typed() {
    each_database("first_wrong", async |database| {
        let mut ada = beginner(database, post(Ended::Accepted, "")).await;
        for path in ["/first_steps/sender", "/first_steps/test", "/first_steps/campaign"] {
            ada.get(path).await.says("First your storefront");
            ada.post(path, &[]).await.says("step 1 of 5");
        }
        let before = ada.client.rows().await;
        let page = ada.get("/first_steps/storefront").await;
        for (field, wrong) in [
            ("name", ""),
            ("language", "tlh"),
            ("time_zone", "Mars/Olympus"),
            ("postal_address", ""),
            ("declared_basis", ""),
            ("declared_basis", "because"),
        ] {
            let typed = SHOP.map(|(name, value)| (name, if name == field { wrong } else { value }));
            let page = ada.submit(&page, "/first_steps/storefront", &typed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert_eq!(page.text.matches("aria-invalid").count(), 1, "{field}");
        }
        let all = ada.post("/first_steps/storefront", &[]).await;
        assert_eq!(all.text.matches("aria-invalid").count(), 5);
        assert_eq!(ada.client.rows().await, before);
        ada.submit(&page, "/first_steps/storefront", &SHOP).await.says("step 2 of 5");
        let before = ada.client.rows().await;
        for typed in [[("sender_address", "")], [("sender_address", "ada")], [("reply_to", "a@b@c")]] {
            let page = ada.get("/first_steps/sender").await;
            let page = ada.submit(&page, "/first_steps/sender", &typed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for typed in [("event_type", "Order Placed"), ("event_type", ""), ("delay", "soon"), ("send_at.hour", "25:00")]
        {
            let page = ada.get("/first_steps/campaign").await;
            let page = ada.submit(&page, "/first_steps/campaign", &[typed]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
            assert_eq!(page.text.matches("aria-invalid").count(), 1, "{typed:?}");
            page.says(&format!("value=\"{}\"", typed.1));
        }
        assert_eq!(ada.client.rows().await, before);
    });
}

#[test]
fn pressing_twice_makes_one_of_each_and_nobody_is_overwritten_unseen() {
    each_database("first_twice", async |database| {
        let mut ada = beginner(database, post(Ended::Accepted, "")).await;
        let empty = ada.get("/first_steps/storefront").await;
        for _ in 0..2 {
            ada.submit(&empty, "/first_steps/storefront", &SHOP).await.says("step 2 of 5");
        }
        let other = SHOP.map(|(name, value)| (name, if name == "name" { "Other" } else { value }));
        let late = ada.submit(&empty, "/first_steps/storefront", &other).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.says("Skivhyllan").says("value=\"Other\"");
        ada.submit(&late, "/first_steps/storefront", &other).await.says("step 2 of 5");
        let asking = ada.get("/first_steps/campaign").await;
        for _ in 0..2 {
            ada.submit(&asking, "/first_steps/campaign", &[]).await.says("step 5 of 5");
        }
        let found = ada.client.get("/campaigns").await.ok();
        assert_eq!(found["data"].as_array().unwrap().len(), 1);
        assert_eq!(found["data"][0]["enabled"], true);
        assert_eq!(found["data"][0]["name"], "After order.placed");
        ada.get("/first_steps/campaign").await.says("You have a campaign already");
        assert_eq!(ada.client.get("/storefronts").await.ok()["data"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn who_cannot_send_is_told_what_to_set() {
    each_database("first_relay", async |database| {
        let mut ada = beginner(database, Arc::new(NoRelay)).await;
        ada.submit_shop().await;
        let page = ada.get("/first_steps/test").await;
        page.says("AFTERWORD_SMTP_URL=smtp+starttls://").says("AFTERWORD_SENDER=");
        let before = ada.client.rows().await;
        ada.post("/first_steps/test", &[]).await.says("AFTERWORD_SMTP_URL");
        assert_eq!(ada.client.rows().await, before);
        ada.get("/").await.says("No mail server is set").says("AFTERWORD_SMTP_URL");
        let typed = [("sender_address", "hello@shop.example")];
        let page = ada.get("/first_steps/sender").await;
        ada.submit(&page, "/first_steps/sender", &typed).await.says("No mail server is set up");
    });
}

#[test]
fn what_only_the_operator_can_mend_stands_on_the_first_page() {
    each_database("first_operator", async |database| {
        let mut ada = beginner(database, post(Ended::RetrySafe, "stopped at AUTH: 535 no")).await;
        ada.submit_shop().await;
        ada.get("/").await.says("mail.example:25 takes nothing").says("535 no").says_not("AFTERWORD_PUBLIC_URL");
        let page = ada.get("/first_steps/test").await;
        ada.submit(&page, "/first_steps/test", &[]).await.says("did not take the test").says("535 no");
        let mut engine = ada.client.house.engine.clone();
        engine.settings =
            Arc::new(Settings { public_url: "https://localhost:7280".into(), ..(*engine.settings).clone() });
        ada.client.router = router(App::new(engine));
        ada.get("/").await.says("AFTERWORD_PUBLIC_URL").says("https://localhost:7280");
    });
}

impl Member {
    async fn submit_shop(&mut self) {
        let page = self.get("/first_steps/storefront").await;
        self.submit(&page, "/first_steps/storefront", &SHOP).await.says("step 2 of 5");
    }
}
