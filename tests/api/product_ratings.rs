//! Product ratings: told product by product, and found by their stars.

use afterword::engine::answers::Answer;
use rules::id::InvitationId;
use serde_json::{Value, json};

use crate::client::{Client, order};
use crate::support::databases::each_database;

/// An order that is asked about the service and its products on one form.
async fn bought(client: &Client, number: usize, skus: &[&str]) -> InvitationId {
    let mut order = order(&format!("A-{number}"), &format!("a{number}@example.com"));
    order["products"] = skus.iter().map(|sku| json!({ "sku": sku, "name": format!("Name of {sku}") })).collect();
    let told = client.post("/events", order).await.ok();
    told["decisions"][0]["invitation"].as_str().unwrap().parse().unwrap()
}

fn stars(sku: Option<&str>, stars: u8) -> Value {
    let mut answer = json!({ "question": "rating", "value": stars });
    if let Some(sku) = sku {
        answer["product"] = json!({ "sku": sku, "name": format!("Name of {sku}") });
    }
    answer
}

async fn answered(client: &Client, invitation: InvitationId, answers: Value) {
    let answer = Answer { invitation, via: None, answers: answers.to_string() };
    let done = client.house.engine.answer(client.house.account, vec![answer]).await.unwrap();
    assert_eq!(done, [Ok(())]);
}

/// Three answers: one gives the service 5 stars and its products 2 and 4, one 4 and 2, one has no products.
async fn three_answers(client: &Client) {
    client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
    client.campaign(json!({ "purpose": "product_review", "name": "Products" })).await;
    let first = bought(client, 1, &["LP-7", "LP-8"]).await;
    let second = bought(client, 2, &["LP-7"]).await;
    let third = bought(client, 3, &[]).await;
    client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
    answered(client, first, json!([stars(None, 5), stars(Some("LP-7"), 2), stars(Some("LP-8"), 4)])).await;
    answered(client, second, json!([stars(None, 4), stars(Some("LP-7"), 5)])).await;
    answered(client, third, json!([stars(None, 3)])).await;
}

#[test]
fn each_product_has_its_ratings_their_mean_and_its_interval() {
    each_database("product_ratings", async |database| {
        let client = Client::sandbox(database).await;
        assert_eq!(client.get("/reports/products").await.ok(), json!({ "data": [], "next": null }));
        three_answers(&client).await;
        let ratings = |sku: &str, count: i64, [mean, low, high]: [f64; 3]| {
            let name = format!("Name of {sku}");
            json!({ "sku": sku, "name": name, "count": count, "mean": mean, "low": low, "high": high })
        };
        let seven = ratings("LP-7", 2, [3.5, 1.5668, 4.7756]);
        let eight = ratings("LP-8", 1, [4.0, 1.4716, 4.9415]);
        let told = client.get("/reports/products").await.ok();
        assert_eq!(told["data"], json!([seven, eight]));
        let first = client.get("/reports/products?limit=1").await.ok();
        assert_eq!((&first["data"], &first["next"]), (&json!([seven]), &json!("LP-7")));
        let second = client.get("/reports/products?limit=1&after=LP-7").await.ok();
        assert_eq!((&second["data"], &second["next"]), (&json!([eight]), &Value::Null));
        let table = client.get_as("/reports/products", &[("accept", "text/csv")]).await;
        assert!(table.text.starts_with("sku,name,count,mean,low,high\r\nLP-7,Name of LP-7,2,3.5,"), "{}", table.text);
        assert_eq!(client.get("/reports/products?sku=x").await.errors()[0].0, "/sku");
    });
}

#[test]
fn ratings_of_somebody_who_was_erased_stay_counted() {
    each_database("product_ratings_erased", async |database| {
        let client = Client::sandbox(database).await;
        three_answers(&client).await;
        let contact = client.get("/contacts?email=a1@example.com").await.ok()["data"][0]["id"].clone();
        client.delete(&format!("/contacts/{}", contact.as_str().unwrap())).await;
        let told = client.get("/reports/products").await.ok();
        let counts: Vec<_> = told["data"].as_array().unwrap().iter().map(|one| one["count"].clone()).collect();
        assert_eq!(counts, [2, 1]);
    });
}

#[test]
fn responses_are_found_by_the_stars_of_the_service_or_of_a_product() {
    each_database("product_stars", async |database| {
        let client = Client::sandbox(database).await;
        three_answers(&client).await;
        for (stars, expected) in
            [(1, vec![]), (2, vec!["A-1"]), (3, vec!["A-3"]), (4, vec!["A-1", "A-2"]), (5, vec!["A-1", "A-2"])]
        {
            let found = client.get(&format!("/responses?stars={stars}")).await.ok();
            let mut found: Vec<_> =
                found["data"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap()).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{stars} stars");
        }
        for wrong in ["0", "6", "x", "4.5"] {
            let told = client.get(&format!("/responses?stars={wrong}")).await.errors();
            assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("/stars", "value.unknown"), "{wrong}");
        }
    });
}
