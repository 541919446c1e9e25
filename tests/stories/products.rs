//! Product reviews: together with the service request of their order, or after it.

mod changes;
mod forms;
mod limits;

use afterword::engine::invite::Wish;
use afterword::engine::orders::Report;
use afterword::engine::take_in::{PlannedRequest, Taken};
use afterword::intake::event::Event;
use afterword::store::audit_log::Actor;
use afterword::store::{campaigns, invitations};
use afterword::values;
use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::decision::Outcome;
use rules::id::CampaignId;
use rules::reason::Code;
use serde_json::{Value, json};

use crate::support::databases::{Database, each_database};
use crate::support::house::{House, checked};

const NOON: &str = "2026-03-03T12:00:00Z";

/// A house with a service campaign after a week and a product campaign as said; frequency and pressure as usual.
async fn house(database: &Database, service: Value, product: Value) -> (House, CampaignId, CampaignId) {
    let house = House::sandbox(database, NOON).await;
    let service = house.campaign(Purpose::ServiceReview, "order.delivered", service).await;
    let product = house.campaign(Purpose::ProductReview, "order.delivered", product).await;
    (house, service, product)
}

fn together() -> Value {
    json!({ "timing": { "mode": "together" } })
}

/// Two days after the service invitation went.
fn after_service() -> Value {
    json!({ "timing": { "mode": "separate", "from": "service_invitation" }, "delay": "P2D" })
}

impl House {
    async fn bought(&self, reference: &str, products: &[&str]) -> Vec<PlannedRequest> {
        self.bought_by(reference, "ada@example.com", products).await
    }

    async fn bought_by(&self, reference: &str, email: &str, products: &[&str]) -> Vec<PlannedRequest> {
        let products: Vec<_> = products.iter().map(|sku| json!({ "sku": sku })).collect();
        let taken = self
            .report(json!({
                "type": "order.delivered", "storefront": "main", "reference": reference, "occurred_at": NOON,
                "contact": { "email": email }, "products": products,
            }))
            .await;
        let Taken::Stored { decisions, .. } = taken else { unreachable!("the event was taken") };
        decisions
    }

    async fn bought_from(&self, reference: &str, from_file: bool) {
        let event = json!({
            "type": "order.delivered", "storefront": "main", "reference": reference, "occurred_at": NOON,
            "contact": { "email": "ada@example.com" }, "products": [{ "sku": "LP-7" }],
        });
        let event = Event { from_file, ..checked(event, self.now().await) };
        self.engine.take_in(self.account, vec![event]).await.expect("taken in");
    }

    /// What a request about the products of an order would come to that somebody makes by hand.
    async fn asked_by_hand(&self, campaign: CampaignId, reference: &str) -> (Outcome, Option<Code>) {
        let (account, invited) = (self.account, self.box_().await[0].invitation);
        let found = self.engine.store.read("contact", move |tx| invitations::by_ids(tx, account, &[invited]));
        let contact = found.await.expect("readable")[0].0.contact;
        let wish = Wish { campaign, contact, reference: reference.to_owned() };
        let planned = self.engine.invite(account, vec![wish], Actor::CommandLine).await.expect("planned");
        let planned = planned.into_iter().next().expect("one").expect("known");
        (planned.outcome, planned.reason)
    }

    /// The subjects of what went, with when.
    async fn went(&self) -> Vec<String> {
        let line = |one: &afterword::store::outbox::Boxed| {
            let mail: Value = serde_json::from_str(&one.mail).expect("a letter");
            let kind =
                if mail["subject"].as_str().expect("a subject").contains("bought") { "products" } else { "service" };
            let named = mail["text"].as_str().expect("a text").matches("\n- ").count();
            format!("{} {} {kind} naming {named}", one.sent_at, one.role.as_str())
        };
        self.box_().await.iter().map(line).collect()
    }

    async fn change(&self, id: CampaignId, change: fn(&mut campaigns::Campaign, Timestamp)) {
        let (account, now) = (self.account, self.now().await);
        let found = self.engine.store.read("campaign", move |tx| campaigns::find(tx, account, id));
        let mut campaign = found.await.expect("readable").expect("there");
        change(&mut campaign, now);
        self.engine.change_campaign(account, campaign, Actor::CommandLine).await.expect("changed");
    }

    async fn tell(&self, reference: &str, report: Report) {
        let told = self.engine.report_order(self.account, "main".to_owned(), reference.to_owned(), report);
        told.await.expect("a known order");
    }
}

fn said(planned: &[PlannedRequest]) -> Vec<(Outcome, Option<Code>, Option<String>)> {
    planned.iter().map(|one| (one.outcome, one.reason, one.due_at.map(|at| at.to_string()))).collect()
}

fn scheduled(at: &str) -> (Outcome, Option<Code>, Option<String>) {
    (Outcome::Scheduled, None, Some(at.to_owned()))
}

fn refused(code: Code) -> (Outcome, Option<Code>, Option<String>) {
    (Outcome::Refused, Some(code), None)
}

#[test]
fn together_is_one_invitation_and_one_message_at_the_service_time() {
    each_database("products_together", async |database| {
        let (house, ..) = house(database, json!({ "reminder": { "enabled": true } }), together()).await;
        let planned = house.bought("A-1", &["LP-7", "LP-8", "LP-7"]).await;
        assert_eq!(said(&planned), [scheduled("2026-03-10T10:00:00Z"), scheduled("2026-03-10T10:00:00Z")]);
        assert!(planned[0].invitation.is_some() && planned[0].invitation == planned[1].invitation, "one invitation");
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-10T10:00:00Z first service naming 2", "2026-03-17T10:00:00Z reminder service naming 2"]
        );
    });
}

#[test]
fn separate_from_the_service_invitation_counts_from_when_that_went() {
    each_database("products_after_service", async |database| {
        let quiet = json!({ "quiet_hours": { "email": { "opens": "14:00", "closes": "16:00" } } });
        let (house, ..) = house(
            database,
            json!({ "send_at": null }),
            json!({
                "timing": { "mode": "separate" }, "delay": "P2D", "send_at": null,
            }),
        )
        .await;
        house.account_settings(quiet).await;
        let planned = house.bought("A-1", &["LP-7"]).await;
        assert_eq!(said(&planned), [scheduled("2026-03-10T12:00:00Z"), scheduled("2026-03-12T12:00:00Z")]);
        assert!(planned[0].invitation != planned[1].invitation, "a second invitation");
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-10T13:00:00Z first service naming 0", "2026-03-12T13:00:00Z first products naming 1"],
            "the service request waited for 14:00 in Stockholm, and the product request moved with it"
        );
    });
}

#[test]
fn separate_from_the_event_means_together_where_its_delay_is_not_longer() {
    each_database("products_after_event", async |database| {
        let from_event = |delay: &str| json!({ "timing": { "mode": "separate", "from": "event" }, "delay": delay });
        let (house, _, product) =
            house(database, json!({ "frequency": { "mode": "every_event" } }), from_event("P9D")).await;
        let later = house.bought("A-1", &["LP-7"]).await;
        assert_eq!(said(&later), [scheduled("2026-03-10T10:00:00Z"), scheduled("2026-03-12T10:00:00Z")]);
        house.change(product, |campaign, _| campaign.settings.delay = "P7D".to_owned()).await;
        let sooner = house.bought_by("A-2", "bo@example.com", &["LP-7"]).await;
        assert_eq!(sooner[0].invitation, sooner[1].invitation, "together");
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(house.went().await.len(), 3);
    });
}

#[test]
fn no_reminder_goes_while_a_product_request_is_to_come_unless_a_file_told_of_the_order() {
    each_database("products_pending", async |database| {
        let service = json!({ "reminder": { "enabled": true, "after": "P1D" } });
        let exempt = json!({ "reminders": { "files_exempt": false } });
        for (from_file, settings, reminded) in [(false, None, false), (true, None, true), (true, Some(exempt), false)] {
            let database = database.beside("products_pending");
            let (house, ..) = house(&database, service.clone(), after_service()).await;
            if let Some(settings) = settings {
                house.account_settings(settings).await;
            }
            house.bought_from("A-1", from_file).await;
            house.until("2026-07-01T00:00:00Z").await;
            let went = house.went().await;
            let reminder = "2026-03-11T10:00:00Z reminder service naming 0".to_owned();
            assert_eq!(went.contains(&reminder), reminded, "{went:?}");
            assert_eq!(went.last().map(String::as_str), Some("2026-03-12T10:00:00Z first products naming 1"));
        }
    });
}

#[test]
fn an_order_has_one_reminder_over_both_requests() {
    each_database("products_one_reminder", async |database| {
        let late = json!({ "reminder": { "enabled": true, "after": "P3D" } });
        let mut product = after_service();
        product["reminder"] = json!({ "enabled": true, "after": "P5D" });
        let (house, ..) = house(database, late, product).await;
        house.bought("A-1", &["LP-7"]).await;
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            [
                "2026-03-10T10:00:00Z first service naming 0",
                "2026-03-12T10:00:00Z first products naming 1",
                "2026-03-13T10:00:00Z reminder service naming 0",
            ]
        );
    });
}

#[test]
fn a_product_request_never_goes_before_its_service_request() {
    each_database("products_wait", async |database| {
        let (house, service, _) = house(database, json!({}), after_service()).await;
        house.bought("A-1", &["LP-7"]).await;
        house.change(service, |campaign, now| campaign.paused_at = Some(now)).await;
        house.until("2026-03-20T12:00:00Z").await;
        assert_eq!(house.went().await, Vec::<String>::new(), "the service campaign is paused");
        let account = house.account;
        let waited = house.engine.store.read("decisions", move |tx| {
            let sql = "SELECT COUNT(*) FROM decisions WHERE account_id = $1 AND reason = $2 AND due_at IS NULL";
            tx.one(sql, &values![account, Code::ProductsServiceFirst.as_str()])?.int(0)
        });
        assert_eq!(waited.await, Ok(1), "it waits as long as the service request, and says so once");
        house.change(service, |campaign, _| campaign.paused_at = None).await;
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-21T10:00:00Z first service naming 0", "2026-03-23T10:00:00Z first products naming 1"]
        );
    });
}

#[test]
fn a_product_request_waits_no_longer_than_its_service_request_can_go() {
    each_database("products_over", async |database| {
        let (house, service, _) = house(database, json!({}), after_service()).await;
        let planned = house.bought("A-1", &["LP-7"]).await;
        house.change(service, |campaign, now| campaign.paused_at = Some(now)).await;
        house.until("2026-03-20T12:00:00Z").await;
        assert_eq!(house.went().await, Vec::<String>::new(), "the service campaign is paused");
        let service_request = planned[0].invitation.expect("scheduled");
        let cancelled = house.engine.cancel_invitation(house.account, service_request, Actor::CommandLine);
        cancelled.await.expect("cancelled");
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-21T10:00:00Z first products naming 1"],
            "nothing is left to wait for: it goes at its next sending hour"
        );
    });
}
