//! What somebody does with their own user: name, password, sessions, second factor.

use afterword::store::users;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::client::Client;
use crate::member::{Member, PASSWORD, Page};
use crate::support::databases::each_database;

/// As an authenticator does: reads the secret that a page shows, and answers the code of now.
fn code(secret: &str, member: &Member) -> String {
    const BASE_32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in secret.chars().filter(|letter| !letter.is_whitespace()) {
        bits = (bits << 5) | u32::try_from(BASE_32.find(letter).unwrap()).unwrap();
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 255).unwrap());
        }
    }
    let step = member.client.house.engine.world.clock.now().as_second() / 30;
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = ring::hmac::sign(&key, &step.to_be_bytes());
    let from = usize::from(tag.as_ref()[19] & 15);
    let four: [u8; 4] = tag.as_ref()[from..from + 4].try_into().unwrap();
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

fn shown_secret(page: &Page) -> String {
    page.text.split("<p class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

fn later(member: &Member, seconds: i64) {
    member.client.house.engine.world.clock.advance(SignedDuration::from_secs(seconds));
}

/// Ties an authenticator and answers its secret.
async fn tie(ada: &mut Member) -> String {
    let page = ada.get("/you/second_factor").await;
    let page = ada.submit(&page, "/you/second_factor", &[]).await;
    confirm(ada, &page).await
}

/// Types the code of the secret that a page shows, and answers the secret.
pub async fn confirm(ada: &mut Member, page: &Page) -> String {
    let secret = shown_secret(page.says("Scan this picture"));
    let typed = code(&secret, ada);
    ada.submit(page, "/you/second_factor/confirm", &[("code", &typed)]).await.says("asked for from now on");
    secret
}

#[test]
fn somebody_says_how_they_are_spoken_to() {
    each_database("you", async |database| {
        let mut ada = Member::admin(database).await;
        let page = ada.get("/you").await;
        let fields = [("name", "Ada 👩‍💻 לאבלייס"), ("language", "sv"), ("time_zone", "America/New_York")];
        let page = ada.submit(&page, "/you", &fields).await;
        page.says("Sparat.").says("Ada 👩‍💻 לאבלייס").says("America/New_York");
        let long = "x".repeat(10_000);
        for (field, wrong) in [("name", long.as_str()), ("language", "fi"), ("time_zone", "Mars/Olympus")] {
            let page = ada.submit(&page, "/you", &[(field, wrong)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            page.says("aria-invalid");
        }
        let page = ada.submit(&page, "/you", &[("name", ""), ("language", ""), ("time_zone", "")]).await;
        page.says("Saved.").says("admin@example.com");
    });
}

#[test]
fn a_changed_password_ends_all_other_sessions() {
    each_database("password", async |database| {
        let mut ada = Member::admin(database).await;
        let here = ada.cookie.clone();
        ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await.says("Today");
        let there = std::mem::replace(&mut ada.cookie, here.clone());
        let page = ada.get("/you").await;
        let wrong = [("current_password", "not my password"), ("password", "a new long password")];
        ada.submit(&page, "/you/password", &wrong).await.says("This is not your password.");
        let short = [("current_password", PASSWORD), ("password", "short")];
        ada.submit(&page, "/you/password", &short).await.says("At least 12 characters, please.");
        ada.cookie.clone_from(&there);
        ada.get("/you").await.says("Where you are signed in");
        ada.cookie = here;
        let right = [("current_password", PASSWORD), ("password", "a new long password")];
        ada.submit(&page, "/you/password", &right).await.says("The password is changed.");
        ada.cookie = there;
        ada.get("/you").await.says("Sign in").says_not("Where you are signed in");
        ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await.says("not right");
        let new = [("email", "admin@example.com"), ("password", "a new long password")];
        ada.post("/sign_in", &new).await.says("Today");
    });
}

#[test]
fn sessions_are_seen_and_ended() {
    each_database("sessions", async |database| {
        let mut ada = Member::admin(database).await;
        let first = ada.cookie.clone();
        let fields = [("email", "admin@example.com"), ("password", PASSWORD)];
        ada.post("/sign_in", &fields).await;
        ada.post("/sign_in", &fields).await;
        let page = ada.get("/you").await;
        assert_eq!(page.text.matches("Unknown device").count(), 3);
        let ends = page.text.split("action=\"").filter_map(|part| part.split('"').next());
        let end = ends.into_iter().find(|action| action.contains("/you/sessions/ses_")).unwrap().to_owned();
        let page = ada.submit(&page, &end, &[]).await;
        page.says("The session has ended.");
        assert_eq!(page.text.matches("Unknown device").count(), 2);
        ada.post(&end, &[]).await.says("There is nothing here");
        let page = ada.submit(&page, "/you/sessions/end_others", &[]).await;
        assert_eq!(page.text.matches("Unknown device").count(), 1);
        ada.cookie = first;
        ada.get("/you").await.says("Sign in");
    });
}

#[test]
fn a_second_factor_is_asked_for_and_its_codes_are_good_once() {
    each_database("second_factor", async |database| {
        let mut ada = Member::admin(database).await;
        let secret = tie(&mut ada).await;
        ada.post("/sign_out", &[]).await;
        let fields = [("email", "admin@example.com"), ("password", PASSWORD)];
        let page = ada.post("/sign_in", &fields).await;
        page.says("One more step");
        let cookie = ada.cookie.clone();
        // The code that tied it was used up by that.
        let used = code(&secret, &ada);
        ada.submit(&page, "/sign_in/code", &[("code", &used)]).await.says("used already");
        later(&ada, 30);
        for wrong in ["", "000000", "abcdef"] {
            ada.submit(&page, "/sign_in/code", &[("code", wrong)]).await.says("This is not the code of now");
        }
        assert_eq!(ada.cookie, cookie);
        let good = code(&secret, &ada);
        ada.submit(&page, "/sign_in/code", &[("code", &good)]).await.says("Today");
        ada.post("/sign_out", &[]).await;
        ada.submit(&page, "/sign_in/code", &[("code", &good)]).await.says("used already");
        ada.post("/sign_in/code", &[("ticket", "forged"), ("code", &good)]).await.says("sign in once more");
        later(&ada, 601);
        let late = code(&secret, &ada);
        ada.submit(&page, "/sign_in/code", &[("code", &late)]).await.says("sign in once more");
    });
}

#[test]
fn a_second_factor_is_guessed_at_a_few_times_only() {
    each_database("second_factor_guessed", async |database| {
        let mut ada = Member::admin(database).await;
        let secret = tie(&mut ada).await;
        later(&ada, 30);
        let page = ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await;
        for _ in 0..10 {
            ada.submit(&page, "/sign_in/code", &[("code", "000000")]).await;
        }
        let good = code(&secret, &ada);
        let slowed = ada.submit(&page, "/sign_in/code", &[("code", &good)]).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
        later(&ada, 60);
        let good = code(&secret, &ada);
        ada.submit(&page, "/sign_in/code", &[("code", &good)]).await.says("Today");
    });
}

#[test]
fn a_second_factor_ends_by_the_password_and_its_secret_is_sealed() {
    each_database("second_factor_ends", async |database| {
        let mut ada = Member::admin(database).await;
        let secret = tie(&mut ada).await;
        let account = ada.client.house.account;
        let read = move |tx: &mut afterword::store::Tx<'_>| users::list(tx, account, None, 10);
        let user = ada.client.store().read("users", read).await.unwrap().pop().unwrap();
        let sealed = user.second_factor.secret.unwrap();
        assert!(!sealed.contains(&secret.replace(' ', "")), "{sealed}");
        let page = ada.get("/you/second_factor").await;
        page.says_not(&secret);
        ada.submit(&page, "/you/second_factor/end", &[("password", "guessed")])
            .await
            .says("This is not your password.");
        ada.submit(&page, "/you/second_factor/end", &[("password", PASSWORD)])
            .await
            .says("the password alone is enough");
        ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await.says("Today");
    });
}

#[test]
fn whoever_works_for_several_businesses_chooses_one() {
    each_database("businesses", async |database| {
        let mut ada = Member::admin(database).await;
        let stranger = Client::sandbox_beside(&ada.client).await;
        crate::member::add_user(&stranger, "admin@example.com", users::Role::Viewer).await;
        ada.post("/sign_out", &[]).await;
        let page = ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await;
        page.says("Which business?").says("Records").says("Strangers");
        let page = ada.submit(&page, "/sign_in/business", &[("business", "1")]).await;
        page.says("Strangers").says_not("Users");
        for wrong in ["", "2", "-1", "x"] {
            ada.post("/sign_in/business", &[("ticket", "x"), ("business", wrong)]).await.says("sign in once more");
        }
    });
}
