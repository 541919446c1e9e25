//! Forms: people who come at the same time are looked up together, and each is shown the own one.

use std::collections::BTreeSet;

use afterword::engine::recipient::Recipient;
use rules::id::{AccountId, InvitationId};
use serde_json::json;

use super::{house, together};
use crate::support::databases::each_database;
use crate::support::house::at;

/// What a form asks about, whether with words, and where it leads.
fn shown(recipient: &Recipient) -> (Vec<(&str, bool)>, Option<&str>) {
    let subjects = recipient.subjects.iter().map(|about| {
        let sku = about.product.as_ref().map_or("service", |product| product.sku.as_str());
        (sku, about.rule.comment_required)
    });
    (subjects.collect(), recipient.route.as_ref().map(|route| route.url.as_str()))
}

#[test]
fn each_of_many_visitors_gets_the_form_that_was_pinned() {
    each_database("products_forms", async |database| {
        let mut product = together();
        product["comment_required"] = json!(true);
        let (house, service, _) = house(database, json!({}), product).await;
        let first = house.bought_by("A-1", "ada@example.com", &["LP-7"]).await[0].invitation.expect("scheduled");
        house
            .change(service, |campaign, now| {
                let everybody = json!([{ "platform": "Elsewhere", "url": "https://reviews.example/", "percent": 100 }]);
                campaign.settings.routing = serde_json::from_value(everybody).expect("a platform");
                campaign.enabled_since = Some(now);
            })
            .await;
        let routed =
            house.bought_by("A-2", "ben@example.com", &["LP-8", "LP-9"]).await[0].invitation.expect("scheduled");
        let plain = house.bought_by("A-3", "cleo@example.com", &[]).await[0].invitation.expect("scheduled");
        house.until("2026-03-11T00:00:00Z").await;

        let now = at("2026-03-03T12:00:00Z");
        let unknown = (house.account, InvitationId::new(now, 7));
        let of_nobody = (AccountId::new(now, 7), first);
        let ours = [first, routed, plain].map(|id| (house.account, id));
        let wanted: BTreeSet<_> = ours.into_iter().chain([unknown, of_nobody]).collect();
        let found = house.engine.recipients(wanted).await.expect("readable");
        let elsewhere = Some("https://reviews.example/");
        assert_eq!(shown(&found[&ours[0]]), (vec![("service", false), ("LP-7", true)], None));
        assert_eq!(shown(&found[&ours[1]]), (vec![("LP-8", true), ("LP-9", true)], elsewhere));
        assert_eq!(shown(&found[&ours[2]]), (vec![], elsewhere));
        assert_eq!(found.len(), 3, "who is not there is not shown");
    });
}
