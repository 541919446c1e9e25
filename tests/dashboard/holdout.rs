//! What asking brings: the share that is not asked, and the report on it.

use axum::http::StatusCode;
use serde_json::json;

use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn the_share_that_is_not_asked_is_set_and_its_report_says_what_is_known() {
    each_database("holdout_page", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/reports/holdout").await.says("There is nothing to compare yet").says("/account#holdout.percent");
        let page = ada.get("/account").await;
        for wrong in ["51", "-1", "half", ""] {
            let refused = ada.submit(&page, "/account", &[("holdout.percent", wrong)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            refused.says("id=\"holdout.percent-error\"").says("A whole number from 0 to 50");
        }
        ada.submit(&page, "/account", &[("holdout.percent", "50")]).await.says("Saved.");
        ada.client
            .post(
                "/campaigns",
                json!({ "name": "After delivery", "kind": "transactional", "enabled": true,
            "storefront": "main", "event_type": "order.delivered", "purpose": "service_review" }),
            )
            .await;
        let events: Vec<_> = (0..80)
            .map(|n| {
                json!({ "type": "order.delivered", "storefront": "main",
            "reference": format!("H-{n}"), "occurred_at": "2026-03-01T10:00:00Z",
            "contact": { "email": format!("h{n}@example.com"), "consents": [{ "channel": "email", "basis": "consent",
                "source": "checkout", "at": "2026-03-01T10:00:00Z" }] } })
            })
            .collect();
        ada.client.post("/events/batch", json!({ "events": events })).await;
        let report = ada.client.get("/reports/holdout").await.ok();
        let people = |arm: &str| report[arm]["people"].as_u64().unwrap();
        assert_eq!(people("asked") + people("held_out"), 80, "{report}");
        assert_eq!(report["percent"], 50);
        assert_eq!(report["difference"]["answered"]["value"], 0.0);
        let page = ada.get("/reports/holdout").await;
        page.says("50 of a hundred customers are left out now").says("Ordered again");
        page.says(&format!("0 of {}", people("held_out")));
    });
}
