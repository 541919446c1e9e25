//! A campaign's settings are given to other storefronts, after a look at what that changes (ET-6).

use afterword::engine::duties::DUTIES;
use afterword::store::audit_log::Actor;
use afterword::store::storefronts::{self, Storefront};
use afterword::store::users::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::id::StorefrontId;
use serde_json::{Value, json};

use crate::client::Client;
use crate::member::{Member, Page};
use crate::support::databases::{Database, each_database};

async fn shop(client: &Client, slug: &str, name: &str) {
    let shop = json!({ "slug": slug, "name": name, "time_zone": "UTC", "language": "en" });
    client.post("/storefronts", shop).await.ok();
}

/// The path of a campaign of this storefront.
async fn campaign(client: &Client, storefront: &str, settings: Value) -> String {
    let mut said = json!({ "storefront": storefront });
    said.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    format!("/campaigns/{}", client.campaign(said).await)
}

/// Three more storefronts: one asks nothing, one with other settings, one with the same.
async fn four_shops(database: &Database) -> (Member, [String; 3]) {
    let ada = Member::admin(database).await;
    shop(&ada.client, "east", "Østgata 🌅").await;
    shop(&ada.client, "north", "חנות צפון").await;
    shop(&ada.client, "west", "West <b>End</b>").await;
    let wanted = json!({ "delay": "P14D", "send_at": { "hour": "auto", "zone": "recipient" } });
    let source = campaign(&ada.client, "main", wanted.clone()).await;
    let other = json!({ "reminder": { "enabled": true, "after": "P7D" }, "frequency": { "mode": "every_event" } });
    let north = campaign(&ada.client, "north", other).await;
    let west = campaign(&ada.client, "west", wanted).await;
    (ada, [source, north, west])
}

async fn delay(ada: &Member, path: &str) -> Value {
    ada.client.get(path).await.ok()["delay"].clone()
}

fn seen(page: &Page, action: &str) -> String {
    page.form(action)["seen"].clone()
}

#[test]
fn the_page_says_for_each_storefront_what_would_change_and_changes_nothing() {
    each_database("apply_look", async |database| {
        let (mut ada, [source, ..]) = four_shops(database).await;
        let link = format!("{source}/application");
        assert!(ada.get(&source).await.links().contains(&link));
        let before = ada.client.rows().await;
        let page = ada.get(&link).await;
        page.says("1 other storefront has these settings already")
            .says_not("value=\"west\"")
            .says_not("value=\"main\"");
        page.says("value=\"east\" checked").says("Østgata 🌅").says("New campaign").says("on at once");
        page.says("value=\"north\" checked").says("חנות צפון").says("14 days instead of 7 days");
        page.says("optimise automatically instead of 10:00").says("No instead of Yes");
        page.says_not("queued reminder").says_not("<dt>Remind after").says_not("more storefront");
        assert_eq!(ada.client.rows().await, before);
    });
}

#[test]
fn who_is_unticked_is_left_out_and_what_was_done_is_taken_back() {
    each_database("apply_undo", async |database| {
        let (mut ada, [source, north, west]) = four_shops(database).await;
        let action = format!("{source}/application");
        let page = ada.get(&action).await;
        let seen = seen(&page, &action);
        let nobody = ada.post(&action, &[("seen", &seen)]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        nobody.says("Pick at least one storefront");
        let done = ada.post(&action, &[("seen", &seen), ("storefront", "north"), ("storefront", "main")]).await;
        done.says("Used in 1 storefront.");
        assert_eq!(delay(&ada, &north).await, "P14D");
        let campaigns = ada.client.get("/campaigns").await.ok();
        assert_eq!(campaigns["data"].as_array().unwrap().len(), 3, "the one that was unticked got no campaign");

        let undo = format!("{source}/application/undo");
        ada.submit(&done, &undo, &[]).await.says("Taken back in 1 storefront.");
        assert_eq!((delay(&ada, &north).await, delay(&ada, &west).await), (json!("P7D"), json!("P14D")));
        ada.submit(&done, &undo, &[]).await.says("Nothing was undone");
        ada.get(&done.path).await.says_not("application/undo");
        for wrong in ["", "x", "cam_0", "-1"] {
            ada.post(&undo, &[("application", wrong)]).await.says("Nothing was undone");
        }
    });
}

#[test]
fn nothing_is_done_but_what_was_seen() {
    each_database("apply_overtaken", async |database| {
        let (mut ada, [source, north, _]) = four_shops(database).await;
        let action = format!("{source}/application");
        let seen = seen(&ada.get(&action).await, &action);
        ada.client.patch(&north, json!({ "delay": "P30D" })).await.ok();
        for old in [&*seen, "", "x"] {
            let page = ada.post(&action, &[("seen", old), ("storefront", "north"), ("rest", "0")]).await;
            assert_eq!(page.status, StatusCode::CONFLICT);
            page.says("Something was changed since you looked").says("14 days instead of 30 days");
        }
        assert_eq!(delay(&ada, &north).await, "P30D");
        let page = ada.get(&action).await;
        ada.submit(&page, &action, &[("rest", "0")]).await.says("Used in 2 storefronts.");
        let again = ada.get(&action).await;
        again.says("There is nothing to change").says("3 other storefronts have these settings already");
        let twice = ada.submit(&page, &action, &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
    });
}

#[test]
fn reminders_that_would_be_cancelled_are_counted_before() {
    each_database("apply_reminders", async |database| {
        let mut ada = Member::admin(database).await;
        let reminded = campaign(&ada.client, "main", json!({ "reminder": { "enabled": true, "after": "P7D" } })).await;
        shop(&ada.client, "north", "North").await;
        let source = campaign(&ada.client, "north", json!({})).await;
        ada.client.order("1001", "ada@example.com").await;
        ada.client.order("1002", "bob@example.com").await;
        ada.client.house.until("2026-03-11T12:00:00Z").await;
        let action = format!("{source}/application");
        let page = ada.get(&action).await;
        page.says("2 queued reminders are cancelled for good.");
        ada.submit(&page, &action, &[]).await.says("Used in 1 storefront.");
        ada.client.house.until("2026-03-30T12:00:00Z").await;
        assert!(ada.client.house.sent().await.iter().all(|sent| sent.contains(" first ")));
        assert_eq!(ada.client.get(&reminded).await.ok()["reminder"]["enabled"], json!(false));
    });
}

#[test]
fn who_refuses_is_named_with_the_reason() {
    each_database("apply_refused", async |database| {
        let (mut ada, [source, ..]) = four_shops(database).await;
        let query = "said=application&count=1&more=3&refused=north:plan.limit&refused=west:nonsense&refused=nobody:x";
        let page = ada.get(&format!("{source}?{query}")).await;
        page.says("Used in 1 storefront.").says("חנות צפון did not take them: As many campaigns are on");
        page.says("it is not possible there now").says("3 more did not take them").says_not("nobody did not");
    });
}

#[test]
fn of_a_thousand_storefronts_a_hundred_are_shown_and_all_can_be_changed() {
    each_database("apply_many", async |database| {
        let (mut ada, [source, ..]) = four_shops(database).await;
        let account = ada.client.house.account;
        let add = move |tx: &mut afterword::store::Tx<'_>| {
            let east = storefronts::find_by_slug(tx, account, "east")?.unwrap();
            for number in 0..1_000_u128 {
                let id = StorefrontId::new(east.created_at, number + 1_000_000);
                let (slug, name) = (format!("zoo-{number:04}"), format!("Zoo & Co {number}"));
                storefronts::insert(tx, account, &Storefront { id, slug, name, ..east.clone() })?;
            }
            Ok(())
        };
        ada.client.store().write("shops", add).await.unwrap();
        let action = format!("{source}/application");
        let page = ada.get(&action).await;
        page.says("And 902 more storefronts").says("zoo-0097").says_not("zoo-0098");
        assert!(page.text.len() < 100_000, "{}", page.text.len());
        let seen = seen(&page, &action);
        ada.post(&action, &[("seen", &seen), ("rest", "100")]).await.says("Used in 902 storefronts.");
        ada.get(&action).await.says("903 other storefronts").says("zoo-0097").says_not("zoo-0098");
    });
}

#[test]
fn a_viewer_and_a_stranger_may_not_and_who_has_one_storefront_is_not_asked() {
    each_database("apply_rights", async |database| {
        let client = Client::sandbox(database).await;
        let source = campaign(&client, "main", json!({})).await;
        let mut vera = Member::of(client, Role::Viewer).await;
        shop(&vera.client, "north", "North").await;
        vera.get(&source).await.says_not("/application");
        let mut eve = Member::of(Client::sandbox_beside(&vera.client).await, Role::Admin).await;
        let before = vera.client.rows().await;
        for path in [format!("{source}/application"), format!("{source}/application/undo")] {
            assert_eq!(vera.post(&path, &[("storefront", "north")]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(vera.get(&format!("{source}/application")).await.status, StatusCode::FORBIDDEN);
        for path in [format!("{source}/application"), "/campaigns/x/application".to_owned()] {
            assert_eq!(eve.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(eve.post(&path, &[("storefront", "north")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(vera.client.rows().await, before);
        let own = campaign(&eve.client, "main", json!({})).await;
        eve.get(&own).await.says_not("/application");
        eve.get(&format!("{own}/application")).await.says("your only storefront");
    });
}

#[test]
fn an_application_is_taken_back_for_thirty_days() {
    each_database("apply_forgotten", async |database| {
        let (mut ada, [source, north, _]) = four_shops(database).await;
        let action = format!("{source}/application");
        let page = ada.get(&action).await;
        let done = ada.submit(&page, &action, &[("rest", "0")]).await;
        let application = done.form(&format!("{action}/undo"))["application"].parse().unwrap();
        let (engine, account) = (&ada.client.house.engine, ada.client.house.account);
        let duty = DUTIES.iter().find(|duty| duty.name == "forget_acts_on_many").unwrap();
        let mut forgotten = Vec::new();
        for days in [29, 1, 1] {
            engine.world.clock.advance(SignedDuration::from_hours(24 * days) + duty.every);
            forgotten.push(engine.do_duty(duty, engine.world.clock.now()).await.unwrap());
        }
        assert_eq!(forgotten, [0, 2, 0]);
        assert_eq!(engine.undo_application(account, application, Actor::CommandLine).await, Ok(0));
        assert_eq!(delay(&ada, &north).await, "P14D");
    });
}
