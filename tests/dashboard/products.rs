//! Product reviews in the dashboard: their settings, what an order placed now comes to, and what was answered.

use axum::http::StatusCode;
use serde_json::json;

use crate::client::order;
use crate::contacts::contact_of;
use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn a_product_campaign_is_made_from_its_service_campaign_and_drawn_with_it() {
    each_database("product_page", async |database| {
        let mut ada = Member::admin(database).await;
        let service = ada.client.campaign(json!({ "reminder": { "enabled": true, "after": "P7D" } })).await;
        let page = ada.get(&format!("/campaigns/{service}")).await;
        page.says("Ask about the products too").says_not("Beside the request about the service");
        let query = "/campaigns/new?storefront=main&event_type=order.delivered&purpose=product_review";
        let page = ada.get(query).await;
        let page = ada.submit(&page, "/campaigns", &[("name", "Products")]).await;
        let path = page.path.split('?').next().unwrap().to_owned();
        page.says("Beside the request about the service").says("About the service and the products, on one form");
        let typed =
            [("enabled", "yes"), ("timing.mode", "service_invitation"), ("delay", "9"), ("comment_required", "yes")];
        let page = ada.submit(&page, &path, &typed).await;
        page.says("Saved.").says("About the products").says("19 March 2026 at 11:00 CET");
        page.says("more comments, and fewer ratings").says("a request about the products is still to come");
        page.says(&format!("href=\"/campaigns/{service}\""));
        let page = ada.submit(&page, &path, &[("timing.mode", "event"), ("delay", "7")]).await;
        page.says("so both go together in one message");
        let page = ada.submit(&page, &path, &[("timing.mode", "some day")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("Choose one of the times.");
        ada.get(&format!("/campaigns/{service}")).await.says("on one form");
    });
}

#[test]
fn what_was_said_of_products_stands_with_the_answer_in_the_table_and_in_the_story() {
    each_database("product_answers", async |database| {
        let mut ada = Member::admin(database).await;
        ada.client.campaign(json!({})).await;
        ada.client.campaign(json!({ "purpose": "product_review", "name": "Products" })).await;
        let mut event = order("A-1", "bo@example.com");
        event["products"] = json!([{ "sku": "LP-7", "name": "=Blue <אחרי>" }]);
        let told = ada.client.post("/events", event).await.ok();
        ada.client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let id = told["decisions"][0]["invitation"].as_str().unwrap().to_owned();
        let product = json!({ "sku": "LP-7", "name": "=Blue <אחרי>" });
        let answers = json!([
            { "question": "rating", "value": 5 },
            { "question": "rating", "value": 2, "product": product },
            { "question": "comment", "value": "Scratched", "product": product },
        ]);
        let (account, invitation) = (ada.client.house.account, id.parse().unwrap());
        let answer = afterword::engine::answers::Answer { invitation, via: None, answers: answers.to_string() };
        assert_eq!(ada.client.house.engine.answer(account, vec![answer]).await.unwrap(), [Ok(())]);
        let page = ada.get("/answers").await;
        page.says("Scratched").says("&#60;אחרי&#62;").says("<b>5.00</b>");
        let table = ada.post("/answers/export", &[]).await;
        table.says("LP-7,'=Blue <אחרי>,2,Scratched").says(",A-1,bo@example.com,,,5,");
        ada.get(&format!("/requests/{id}")).await.says("&#60;אחרי&#62;").says("★★☆☆☆").says("Scratched");
        let contact = contact_of(&ada, "bo@example.com").await;
        ada.get(&format!("/contacts/{contact}")).await.says("&#60;אחרי&#62;").says("★★☆☆☆").says("Scratched");
    });
}

#[test]
fn products_are_rated_on_a_page_of_their_own_and_found_by_their_stars() {
    each_database("product_ratings_page", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/reports/products").await.says("Nobody has rated a product yet");
        ada.client.campaign(json!({})).await;
        ada.client.campaign(json!({ "purpose": "product_review", "name": "Products" })).await;
        let products: Vec<_> =
            (10..62).map(|sku| json!({ "sku": format!("LP {sku}&"), "name": "=Blue <אחרי>" })).collect();
        let mut event = order("A-1", "bo@example.com");
        event["products"] = json!(products);
        let told = ada.client.post("/events", event).await.ok();
        ada.client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let given = products.iter().map(|product| json!({ "question": "rating", "value": 2, "product": product }));
        let answers: Vec<_> = std::iter::once(json!({ "question": "rating", "value": 5 })).chain(given).collect();
        let (account, invitation) =
            (ada.client.house.account, told["decisions"][0]["invitation"].as_str().unwrap().parse().unwrap());
        let answers = serde_json::Value::from(answers).to_string();
        let answer = afterword::engine::answers::Answer { invitation, via: None, answers };
        assert_eq!(ada.client.house.engine.answer(account, vec![answer]).await.unwrap(), [Ok(())]);
        let page = ada.get("/reports/products").await;
        page.says("&#60;אחרי&#62;").says("LP 10&#38;").says("<b>2.0</b>").says("LP 59&#38;").says_not("LP 60&#38;");
        let next = page.links().into_iter().find(|link| link.contains("after=")).unwrap();
        ada.get(&format!("/reports/products{next}")).await.says("LP 60&#38;").says("LP 61&#38;").says_not("LP 59&#38;");
        ada.get("/answers?stars=2").await.says("A-1");
        ada.get("/answers?stars=5").await.says("A-1");
        ada.get("/answers?stars=3").await.says("Nothing was found");
        // The figures are those of the service.
        ada.get("/answers").await.says("<b>5.00</b>").says("Stars of the service on average");
        ada.post("/answers/export?stars=2", &[]).await.says("LP 10&,");
    });
}

#[test]
fn whether_orders_from_files_are_exempt_is_set_on_the_page_of_the_account() {
    each_database("files_exempt", async |database| {
        let mut ada = Member::admin(database).await;
        let exempt = async |ada: &Member| ada.client.get("/account").await.ok()["reminders"]["files_exempt"].clone();
        let page = ada.get("/account").await;
        page.says("Remind of orders from files in any case");
        assert_eq!(exempt(&ada).await, true);
        let mut fields = page.form("/account");
        fields.remove("reminders.files_exempt");
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ada.post("/account", &fields).await.says("Saved");
        assert_eq!(exempt(&ada).await, false);
    });
}
