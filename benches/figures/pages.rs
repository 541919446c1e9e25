//! Every list and card of the pages with a million invitations behind it, asked for by someone who is signed in.
//! The limit is a tenth of a second.

use afterword::engine::people::email_key;
use afterword::store::users::{self, Role, User};
use afterword::store::{Dialect, Store};
use afterword::values;
use afterword::web::password::Password;
use afterword::web::{App, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use rules::campaign::Purpose;
use rules::id::UserId;
use serde_json::json;
use std::sync::Arc;
use tower::ServiceExt;

use super::support::databases::{Database, each_database};
use super::support::house::{Closed, House, checked};
use super::{Figure, house, stopwatch};

const INVITATIONS: usize = 1_000_000;
const MOST_MS: f64 = 100.0;
const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "a long password";

/// What people look at, with every filter that narrows much or little, and what the page then shows.
const PAGES: [(&str, &str); 30] = [
    ("/", "Customer "),
    ("/requests", "Customer "),
    ("/requests?status=completed", "Customer "),
    ("/requests?status=failed", "Customer "),
    ("/requests?status=reminded", "Customer "),
    ("/requests?storefront=main&status=sent", "Customer "),
    ("/requests?status=scheduled&by=next", "Customer "),
    ("/requests?status=completed&by=next", "No request like this"),
    ("/requests?status=scheduled&by=sent", "No request like this"),
    ("/requests?status=completed&by=sent", "Customer "),
    ("/requests?status=failed&by=sent", "Customer "),
    ("/requests?status=reminded&storefront=main&by=sent", "Customer "),
    ("/requests?storefront=main&purpose=service_review&by=next", "Customer "),
    ("/requests?purpose=survey", "No request like this"),
    ("/requests?storefront=main&status=failed", "Customer "),
    ("/requests?status=expired&by=sent", "No request like this"),
    ("/calendar", "After delivery"),
    ("/calendar?storefront=main", "After delivery"),
    ("/requests?q=A-500000", "Customer 500000"),
    ("/requests?q=customer-500000%40example.com", "Customer 500000"),
    ("/why?q=A-500000", "Customer 500000"),
    ("/why?q=customer-500000%40example.com", "Customer 500000"),
    ("/contacts", "Customer "),
    ("/contacts?q=customer-500000%40example.com", "Customer 500000"),
    ("/answers", "Customer "),
    ("/answers?stars=1", "Customer "),
    ("/campaigns", "After delivery"),
    ("/templates", "Templates"),
    ("/storefronts", "Main Street"),
    ("/audit", "signed in"),
];

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    each_database("bench_pages", async |database| {
        let measured = measure(database).await;
        figures.borrow_mut().extend(measured);
    });
    figures.into_inner()
}

async fn measure(database: &Database) -> Vec<Figure> {
    let house = house(database, Arc::new(Closed)).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "frequency": { "mode": "every_event" } })).await;
    fill(&house).await;
    age(database, &house.engine.store).await;
    let router = router(App::new(house.engine.clone()));
    let cookie = sign_in(&house, &router).await;
    let mut figures = Vec::new();
    for (path, shows) in PAGES {
        let mut slowest = 0.0_f64;
        for _ in 0..3 {
            let clock = stopwatch();
            let request =
                Request::builder().uri(path).header("cookie", &cookie).body(Body::empty()).expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            let page = to_bytes(answer.into_body(), usize::MAX).await.expect("a page");
            slowest = slowest.max(clock().as_secs_f64() * 1_000.0);
            assert!(String::from_utf8_lossy(&page).contains(shows), "{path} does not show {shows:?}");
        }
        let what = format!("{path}, {:?}", database.dialect());
        figures.push(Figure { what, ours: slowest, limit: MOST_MS, limit_is: "milliseconds", note: String::new() });
    }
    figures
}

async fn fill(house: &House) {
    let now = house.now().await;
    for chunk in (0..INVITATIONS).collect::<Vec<_>>().chunks(5_000) {
        let event = |number: &usize| {
            checked(
                json!({
                    "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"),
                    "occurred_at": now - SignedDuration::from_secs(i64::try_from(*number).expect("few")),
                    "contact": { "email": format!("customer-{number}@example.com"), "name": format!("Customer {number}") },
                }),
                now,
            )
        };
        house.engine.take_in(house.account, chunk.iter().map(event).collect()).await.expect("taken in");
    }
}

/// Lets most of them have happened: three of five were sent, one of five was answered, one of a thousand failed; two of five
/// are queued, which is more than the calendar counts one by one.
async fn age(database: &Database, store: &Store) {
    let number = "CAST(SUBSTR(reference, 3) AS BIGINT)";
    let sent = format!(
        "UPDATE invitations SET status = CASE WHEN {number} % 1000 = 7 THEN 'failed' WHEN {number} % 5 = 1 THEN 'completed'
         ELSE 'sent' END, first_sent_at = occurred_at, expires_at = occurred_at + 2592000000, next_at = NULL, next_role = NULL,
         reminded_at = CASE WHEN {number} % 3 = 0 THEN occurred_at END WHERE {number} % 5 IN (1, 2, 3)"
    );
    let stars = "1 + CAST(SUBSTR(i.reference, 3) AS BIGINT) / 5 % 5";
    let answered = format!(
        "INSERT INTO responses (account_id, id, invitation_id, contact_id, storefront_id, reference, started_at,
            completed_at, rating, comment_length, answers)
         SELECT i.account_id, 'rsp_' || SUBSTR(i.id, 5), i.id, i.contact_id, i.storefront_id, i.reference, i.occurred_at,
            i.occurred_at, {stars}, 4, '[{{\"question\":\"rating\",\"value\":' || CAST({stars} AS TEXT)
            || '}},{{\"question\":\"comment\",\"value\":\"Fine\"}}]'
         FROM invitations i WHERE i.status = 'completed'"
    );
    let queue = "DELETE FROM queue WHERE EXISTS (SELECT 1 FROM invitations i
        WHERE i.account_id = queue.account_id AND i.id = queue.invitation_id AND i.next_at IS NULL)";
    let progress =
        "UPDATE invitation_progress SET status = i.status, first_sent_at = i.first_sent_at, open_until = i.expires_at
        FROM invitations i
        WHERE i.account_id = invitation_progress.account_id AND i.id = invitation_progress.invitation_id";
    for sql in [sent, queue.to_owned(), progress.to_owned(), answered] {
        store.write("age", move |tx| tx.execute(&sql, &values![])).await.expect("aged");
        // Else the next one is planned for the tables as they were: row by row through all rows of the account.
        if store.dialect() == Dialect::Postgres {
            store.write("analyze", |tx| tx.execute("ANALYZE", &[])).await.expect("analysed");
        }
    }
    // As the server does by itself when so much has changed, some time later.
    if store.dialect() == Dialect::Postgres {
        database.outside("VACUUM");
    }
}

async fn sign_in(house: &House, router: &Router) -> String {
    let (engine, account) = (&house.engine, house.account);
    let id = UserId::new(house.now().await, engine.world.chance.bits());
    let key = email_key(&engine.secret, account, EMAIL);
    let hash = Password::parse(PASSWORD).expect("a password").hash(&engine.world.chance);
    let user = User { password_hash: Some(hash), ..User::new(id, (EMAIL, key), Role::Admin, house.now().await) };
    engine.store.write("owner", move |tx| users::insert(tx, account, &user)).await.expect("a user");
    let body = format!("email={}&password={}", EMAIL.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let request = Request::builder().method("POST").uri("/sign_in").body(Body::from(body)).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie");
    cookie.split(';').next().expect("its value").to_owned()
}
