//! Other review platforms in the dashboard: their settings row by row, their report, and the story of a request.

use afterword::store::users::Role;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::Client;
use crate::member::{Member, add_user};
use crate::support::databases::each_database;

const PAGE: &str = "https://reviews.example/write";

async fn routing(ada: &Member, path: &str) -> Value {
    ada.client.get(path).await.ok()["routing"].clone()
}

#[test]
fn platforms_are_typed_row_by_row_and_taken_back() {
    each_database("page_routing", async |database| {
        let mut ada = Member::admin(database).await;
        let path = format!("/campaigns/{}", ada.client.campaign(json!({})).await);
        let page = ada.get(&path).await;
        page.says("Chance alone chooses which").says("What people write there is not known here").says("Platform 2");
        let typed = [
            // The first row stays empty: rows close up.
            ("routing.1.platform", "אתר <b>ביקורות</b>"),
            ("routing.1.url", PAGE),
            ("routing.1.percent", " 10 "),
        ];
        let saved = ada.submit(&page, &path, &typed).await;
        saved
            .says("Saved.")
            .says("אתר &#60;b&#62;ביקורות")
            .says_not("<b>ביקורות")
            .says("Platform 3")
            .says("<details open>");
        let first = json!({ "platform": "אתר <b>ביקורות</b>", "url": PAGE, "percent": 10 });
        assert_eq!(routing(&ada, &path).await, json!([first]));
        ada.get("/audit").await.says("changed a campaign");
        let more = [("routing.2.platform", "B"), ("routing.2.url", "https://b.example/"), ("routing.2.percent", "5")];
        let page = ada.submit(&saved, &path, &more).await;
        let second = json!({ "platform": "B", "url": "https://b.example/", "percent": 5 });
        assert_eq!(routing(&ada, &path).await, json!([first, second]));
        let cleared = [("routing.0.platform", ""), ("routing.0.url", ""), ("routing.0.percent", "")];
        let page = ada.submit(&page, &path, &cleared).await;
        assert_eq!(routing(&ada, &path).await, json!([second]));
        ada.submit(&page, &format!("{path}/undo"), &[]).await.says("former settings hold again");
        assert_eq!(routing(&ada, &path).await, json!([first, second]));
    });
}

#[test]
fn what_cannot_be_is_said_in_its_row_and_what_was_typed_is_kept() {
    each_database("page_routing_faults", async |database| {
        let mut ada = Member::admin(database).await;
        let path = format!("/campaigns/{}", ada.client.campaign(json!({})).await);
        let page = ada.get(&path).await;
        let long = "å".repeat(10_000);
        let typed = [
            ("routing.0.platform", long.as_str()),
            ("routing.0.url", "http://reviews.example"),
            ("routing.0.percent", "a tenth"),
            ("routing.1.platform", "B"),
        ];
        let refused = ada.submit(&page, &path, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("id=\"routing.0.platform-error\">This is too long.").says(&long);
        refused.says("id=\"routing.0.url-error\">The address must begin with https://.");
        refused.says("id=\"routing.0.percent-error\">A whole number from 1 to 100.").says("value=\"a tenth\"");
        refused.says("id=\"routing.1.url-error\"").says("<details open>");
        assert!(refused.text.len() < 100_000);
        let much = [
            ("routing.0.platform", "A"),
            ("routing.0.url", PAGE),
            ("routing.0.percent", "60"),
            ("routing.1.platform", "a"),
            ("routing.1.url", PAGE),
            ("routing.1.percent", "41"),
        ];
        let refused = ada.submit(&refused, &path, &much).await;
        refused.says("This platform is in the list already.").says("more than 100 percent");
        let rows: Vec<_> = (0..11)
            .flat_map(|row| {
                [
                    (format!("routing.{row}.platform"), format!("P{row}")),
                    (format!("routing.{row}.url"), PAGE.to_owned()),
                    (format!("routing.{row}.percent"), "1".to_owned()),
                ]
            })
            .collect();
        let rows: Vec<_> = rows.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ada.submit(&page, &path, &rows).await.says("At most 10 platforms.").says("value=\"P10\"");
        assert_eq!(routing(&ada, &path).await, json!([]));
    });
}

#[test]
fn a_field_that_asks_for_a_mood_does_nothing() {
    each_database("page_no_gating", async |database| {
        let mut ada = Member::admin(database).await;
        let path = format!("/campaigns/{}", ada.client.campaign(json!({})).await);
        let page = ada.get(&path).await;
        let typed = [
            ("routing.0.platform", "A"),
            ("routing.0.url", PAGE),
            ("routing.0.percent", "10"),
            ("routing.0.min_rating", "4"),
            ("routing.0.if", "rating > 3"),
            ("min_rating", "4"),
        ];
        ada.submit(&page, &path, &typed).await.says("Saved.").says_not("min_rating").says_not("rating > 3");
        assert_eq!(routing(&ada, &path).await, json!([{ "platform": "A", "url": PAGE, "percent": 10 }]));
    });
}

#[test]
fn only_campaigns_for_the_service_have_platforms() {
    each_database("page_routing_purpose", async |database| {
        let mut ada = Member::admin(database).await;
        for purpose in ["survey", "product_review"] {
            let path = format!("/campaigns/{}", ada.client.campaign(json!({ "purpose": purpose })).await);
            let page = ada.get(&path).await;
            page.says_not("Other review platforms").says_not("routing.0");
            let typed = [("routing.0.platform", "A"), ("routing.0.url", PAGE), ("routing.0.percent", "10")];
            ada.submit(&page, &path, &typed).await.says("Saved.");
            assert_eq!(routing(&ada, &path).await, json!([]));
        }
    });
}

#[test]
fn of_two_people_neither_loses_a_platform_unseen() {
    each_database("page_routing_two", async |database| {
        let mut ada = Member::admin(database).await;
        let path = format!("/campaigns/{}", ada.client.campaign(json!({})).await);
        add_user(&ada.client, "grace@example.com", Role::Editor).await;
        let before = ada.get(&path).await;
        let list = json!([{ "platform": "Theirs", "url": PAGE, "percent": 7 }]);
        ada.client.patch(&path, json!({ "routing": list })).await.ok();
        let typed = [("routing.0.platform", "Mine"), ("routing.0.url", PAGE), ("routing.0.percent", "9")];
        let page = ada.submit(&before, &path, &typed).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("<dt>Other review platforms</dt>").says("Theirs 7 %").says("value=\"Mine\"");
        assert_eq!(routing(&ada, &path).await, list);
    });
}

#[test]
fn platforms_go_with_the_settings_to_other_storefronts() {
    each_database("page_routing_apply", async |database| {
        let mut ada = Member::admin(database).await;
        let shop = json!({ "slug": "north", "name": "North", "time_zone": "UTC", "language": "en" });
        ada.client.post("/storefronts", shop).await.ok();
        let list = json!([{ "platform": "Trusted", "url": PAGE, "percent": 7 }]);
        let source = ada.client.campaign(json!({ "routing": list })).await;
        let north = format!("/campaigns/{}", ada.client.campaign(json!({ "storefront": "north" })).await);
        let link = format!("/campaigns/{source}/application");
        let page = ada.get(&link).await;
        page.says("Other review platforms").says("Trusted 7 %");
        ada.submit(&page, &link, &[]).await;
        assert_eq!(routing(&ada, &north).await, list);
    });
}

#[test]
fn the_report_and_the_story_tell_who_went_on() {
    each_database("page_routing_report", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/reports/routing").await.says("Nothing points to another platform");
        let list = json!([{ "platform": "<i>Trusted</i>", "url": PAGE, "percent": 100 }]);
        let settings = json!({ "routing": list, "reminder": { "enabled": true, "after": "P7D" } });
        let campaign = ada.client.campaign(settings).await;
        ada.get("/reports/routing")
            .await
            .says("&#60;i&#62;Trusted")
            .says("100 %")
            .says("<span class=\"soft\">–</span>");
        let planned = ada.client.order("A-1", "ada@example.com").await;
        ada.client.order("A-2", "bo@example.com").await;
        ada.client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let id = planned["decisions"][0]["invitation"].as_str().unwrap().to_owned();
        let story = format!("/requests/{id}");
        let page = ada.get(&story).await;
        page.says("Points to &#60;i&#62;Trusted")
            .says_not("Went on to")
            .says("the recipient went on to another review platform");
        let account = ada.client.house.account;
        ada.client.house.engine.follow_route(account, id.parse().unwrap()).await.unwrap();
        let page = ada.get(&story).await;
        page.says("Went on to &#60;i&#62;Trusted").says("nobody asks again").says_not("<i>Trusted");
        page.says("the recipient went on to another review platform");
        let report = ada.get("/reports/routing").await;
        report.says("50.0%").says("1 of 2").says("2 of 2").says(&format!("/campaigns/{campaign}"));
        for language in ["sv", "nb", "fr"] {
            ada.post("/you", &[("name", "Ada"), ("language", language), ("time_zone", "")]).await;
            for path in ["/reports/routing", &story, &format!("/campaigns/{campaign}")] {
                let page = ada.get(path).await;
                page.says_not("page-routing").says_not("page-story");
            }
        }
        let stranger = Member::of(Client::sandbox_beside(&ada.client).await, Role::Viewer).await;
        let mut stranger = stranger;
        stranger.get("/reports/routing").await.says_not("Trusted");
    });
}
