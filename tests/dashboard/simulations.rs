//! The page of simulations: a change is tried on orders that are there, and seen side by side with how it is.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

use crate::client::Client;
use crate::member::{Member, Page};
use crate::support::databases::{Database, each_database};

/// A shop with one campaign and three orders of two people.
async fn shop(database: &Database) -> Member {
    let member = Member::admin(database).await;
    let campaign = json!({
        "name": "After delivery", "storefront": "main", "event_type": "order.delivered", "purpose": "service_review",
    });
    member.client.post("/campaigns", campaign).await.ok();
    for (reference, email) in
        [("A-1", "ada.canary@example.com"), ("A-2", "ada.canary@example.com"), ("A-3", "bo@example.com")]
    {
        member.client.order(reference, email).await;
    }
    member
}

/// Looks until it is done.
async fn done(member: &mut Member, begun: Page) -> Page {
    let mut page = begun;
    while page.text.contains("The orders are being played") {
        assert_eq!(page.answer.headers["refresh"], "2");
        let path = page.path.clone();
        page = member.get(&path).await;
    }
    page
}

#[test]
fn a_change_is_tried_on_the_orders_so_far() {
    each_database("simulate_own", async |database| {
        let mut ada = shop(database).await;
        let form = ada.get("/simulations").await;
        form.says("After delivery").says("Our own orders so far");
        let typed = [
            ("frequency.mode", "every_event"),
            ("pressure.gap", "0"),
            ("pressure.gap.unit", "D"),
            ("reminder.enabled", "yes"),
        ];
        let begun = ada.submit(&form, "/simulations", &typed).await;
        let page = done(&mut ada, begun).await;
        page.says("Simulation of After delivery").says("3 orders from").says("role=\"img\"").says("10.0 % (assumed");
        page.says("another request of this kind is too close in time").says_not("canary").says_not("A-1");
        assert!(ada.client.get("/sandbox/outbox").await.ok()["data"].as_array().unwrap().is_empty());
        let foreign = ada.get("/simulations/00000000000000000000000000000000").await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_result_is_nobody_elses() {
    each_database("simulate_foreign", async |database| {
        let mut ada = shop(database).await;
        let form = ada.get("/simulations").await;
        let begun = ada.submit(&form, "/simulations", &[]).await;
        let page = done(&mut ada, begun).await;
        let beside = database.beside("simulate_other");
        let other = Client::sandbox(&beside).await;
        let mut bo = Member::of(other, afterword::store::users::Role::Admin).await;
        // Foreign, unknown, or that of another node: nobody can tell.
        for path in [&*page.path, "/simulations/0", "/simulations/x"] {
            let gone = bo.get(path).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND, "{path}");
            gone.says("This simulation is not here").says("on another server, or is gone").says("Another simulation");
        }
        bo.get("/simulations").await.says("Make a campaign first");
    });
}

#[test]
fn a_file_is_played_and_what_is_wrong_is_said_beside_its_field() {
    each_database("simulate_file", async |database| {
        let mut ada = shop(database).await;
        let file = "order_id,email,date\n1,eve.canary@example.com,2020-03-01\n2,eve.canary@example.com,2020-03-09\n3,nobody,x\n";
        let begun = send(&mut ada, &[("source", "file")], Some(file)).await;
        let page = done(&mut ada, begun).await;
        page.says("2 orders from").says("One line of the file could not be read").says_not("canary");
        let table = [
            (vec![("source", "file")], None, "This is needed."),
            (vec![("source", "file")], Some("a,b\n1,2\n"), "id=\"file-error\""),
            (vec![("source", "file"), ("storefront", "moon")], Some(file), "id=\"storefront-error\""),
            (vec![("source", "file"), ("event_type", "A B")], Some(file), "id=\"event_type-error\""),
            (vec![("source", "moon")], None, "id=\"source-error\""),
            (vec![("delay", "soon")], None, "id=\"delay-error\""),
            (vec![("pressure.gap", "-1")], None, "id=\"pressure.gap-error\""),
            (vec![("campaign", "cmp_x")], None, "id=\"campaign-error\""),
        ];
        for (typed, file, words) in table {
            let page = send(&mut ada, &typed, file).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
            page.says(words);
        }
    });
}

/// Sends the form as a browser does that has a file to send; answers the page that it leads to.
async fn send(ada: &mut Member, typed: &[(&str, &str)], file: Option<&str>) -> Page {
    let mut fields = ada.get("/simulations").await.form("/simulations");
    for (name, value) in typed {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    let mut body = String::new();
    for (name, value) in fields.iter().filter(|(name, _)| *name != "file") {
        body += &format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let file = file.unwrap_or_default();
    let name = if file.is_empty() { "" } else { "orders.csv" };
    body += &format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{file}\r\n--edge--\r\n"
    );
    let request = Request::builder().method(Method::POST).uri("/simulations").header("cookie", &ada.cookie);
    let request =
        request.header("host", "ask.example").header("sec-fetch-site", "same-origin").header("accept-language", "en");
    let request = request.header("content-type", "multipart/form-data; boundary=edge").body(Body::from(body)).unwrap();
    let answer = ada.client.send(request).await;
    if answer.status == StatusCode::SEE_OTHER {
        let path = answer.headers["location"].to_str().unwrap().to_owned();
        return ada.get(&path).await;
    }
    Page { status: answer.status, text: answer.text.clone(), path: "/simulations".to_owned(), answer }
}
