//! An account with a thousand storefronts: no page is long, and each storefront can still be chosen.

use afterword::store::Tx;
use afterword::store::campaigns::{self, Campaign};
use afterword::store::storefronts::{self, Storefront};
use axum::http::StatusCode;
use rules::id::{CampaignId, StorefrontId};

use crate::member::Member;
use crate::requests::{asked, shop};
use crate::support::databases::{Database, each_database};

const MANY: u128 = 1_000;

/// A shop with a request, and beside it many others with a campaign each.
async fn chain(database: &Database) -> Member {
    let ada = shop(database).await;
    asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
    let account = ada.client.house.account;
    let add = move |tx: &mut Tx<'_>| {
        let main = storefronts::find_by_slug(tx, account, "main")?.unwrap();
        let first = campaigns::list(tx, account, None, 1)?.pop().unwrap();
        for number in 0..MANY {
            let id = StorefrontId::new(main.created_at, number + 1_000_000);
            let (slug, name) = (format!("zoo-{number:04}"), format!("The long name of a zoo & its shop {number}"));
            storefronts::insert(tx, account, &Storefront { id, slug, name: name.clone(), ..main.clone() })?;
            let campaign = CampaignId::new(first.created_at, number + 1_000_000);
            campaigns::insert(tx, account, &Campaign { id: campaign, storefront: id, name, ..first.clone() })?;
        }
        Ok(())
    };
    ada.client.store().write("chain", add).await.unwrap();
    ada
}

#[test]
fn of_a_thousand_storefronts_each_can_be_chosen_and_no_page_is_long() {
    each_database("many_storefronts", async |database| {
        let mut ada = chain(database).await;
        let pages = [
            "/",
            "/requests",
            "/requests?storefront=zoo-0999",
            "/calendar",
            "/answers",
            "/campaigns",
            "/campaigns/new",
            "/templates",
            "/storefronts",
            "/invite",
            "/reports/refusals",
            "/reports/reminders",
        ];
        for path in pages {
            let page = ada.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.len() < 100_000, "{path} is {} bytes long", page.text.len());
        }
        ada.get("/requests?storefront=main").await.says("Ada Ek").says("type its short name");
        ada.get("/requests?storefront=zoo-0999").await.says_not("Ada Ek").says("its shop 999</option>");
        let zoo = CampaignId::new(ada.client.house.now().await, MANY - 1 + 1_000_000);
        ada.get(&format!("/requests?campaign={zoo}")).await.says("No request like this").says("its shop 999</option>");
        ada.get("/calendar?month=2026-03&storefront=main").await.says("1 message");
        ada.get("/calendar?month=2026-03&storefront=zoo-0999").await.says("Nothing is planned here");

        // A campaign that no list names is chosen from its own page.
        let page = ada.get(&format!("/campaigns/{zoo}")).await;
        let invite = page.links().into_iter().find(|link| link.starts_with("/invite?")).unwrap();
        ada.get(&invite).await.says("selected>The long name of a zoo");

        let fields = [("event_type", "order.placed"), ("purpose", "service_review"), ("name", "Zoo")];
        let page = ada.get("/campaigns/new").await;
        let wrong = ada.submit(&page, "/campaigns", &[&fields[..], &[("storefront", "nowhere")]].concat()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("value=\"nowhere\"");
        let made = ada.submit(&page, "/campaigns", &[&fields[..], &[("storefront", "zoo-0999")]].concat()).await;
        made.says("its shop 999");
    });
}
