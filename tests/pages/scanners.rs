//! What programs do with the links of a message changes nothing, or is kept apart and counts nowhere (trust 3, V10).

use axum::http::Method;
use serde_json::{Value, json};

use crate::browser::{Links, Recipient};
use crate::client::Client;
use crate::support::databases::each_database;

fn all(links: &Links) -> [String; 4] {
    let Links { answer, unsubscribe, preferences, one_click } = links.clone();
    [answer, unsubscribe, preferences, one_click]
}

/// Everything that could have changed.
async fn everything(ada: &Recipient) -> (Vec<(String, i64)>, Value, Value) {
    (ada.client.rows().await, ada.invitation().await, ada.contact().await)
}

#[test]
fn looking_changes_nothing_however_it_is_done() {
    each_database("scanner_looks", async |database| {
        let ada = Recipient::asked(database).await;
        let before = everything(&ada).await;
        let headers: [&[(&str, &str)]; 4] = [
            &[],
            &[("purpose", "prefetch"), ("sec-purpose", "prefetch;prerender"), ("x-moz", "prefetch")],
            &[("user-agent", "Mozilla/5.0 (compatible; SafeLinks)"), ("accept", "*/*")],
            &[("range", "bytes=0-10"), ("if-none-match", "*")],
        ];
        for url in all(&ada.links) {
            for query in ["", "?rating=1", "?rating=5&comment=x&act=send", "?act=unsubscribe&undo=x&done&change&saved"]
            {
                for headers in headers {
                    for method in [Method::GET, Method::HEAD] {
                        let page = ada.send(method, &format!("{url}{query}"), headers, String::new()).await;
                        assert_eq!(page.status(), 200, "{url}{query}");
                    }
                }
            }
            for method in [Method::OPTIONS, Method::PUT, Method::DELETE, Method::PATCH] {
                let answer = ada.send(method.clone(), &url, &[], "act=send&rating=5".to_owned()).await;
                assert_eq!(answer.status(), 405, "{method}");
            }
        }
        assert_eq!(everything(&ada).await, before);
    });
}

#[test]
fn a_program_that_presses_every_button_at_once_leaves_a_doubt_or_nothing() {
    each_database("scanner_presses", async |database| {
        let ada = Recipient::asked(database).await;
        let before = (ada.invitation().await, ada.contact().await);
        let Links { answer, unsubscribe, preferences, .. } = ada.links.clone();
        let mut pressed = 0;
        for url in [answer, unsubscribe, preferences] {
            let page = ada.get(&url).await;
            for act in page.buttons() {
                for _ in 0..2 {
                    let again = ada.press(&page, &act, &[("rating", "1"), ("comment", "Spam")]).await;
                    assert_eq!(again.status(), 422, "{act}");
                    again.shows("Please press the button once more");
                    pressed += 1;
                }
            }
        }
        assert_eq!(pressed, 22, "every button twice");
        assert_eq!((ada.invitation().await, ada.contact().await), before);
        assert_eq!(ada.list("/suppressions").await, [] as [Value; 0]);
        assert_eq!(ada.list("/responses").await, [] as [Value; 0], "it counts nowhere");
        let doubtful = ada.list("/responses?suspect=true").await;
        assert_eq!(doubtful.len(), 1);
        assert_eq!((&doubtful[0]["suspect"], &doubtful[0]["completed_at"]), (&json!("too_fast"), &Value::Null));
        ada.fill_and_see(&ada.links.answer, "send", &[("rating", "5")]).await.shows("Thank you!");
        assert_eq!(ada.list("/responses?suspect=true").await, [] as [Value; 0], "a person's answer takes its place");
        let answers = ada.list("/responses").await;
        assert_eq!(answers[0]["answers"], json!([{ "question": "rating", "value": 5 }]));
        let page = ada.get(&format!("{}?change", ada.links.answer)).await;
        assert_eq!(ada.press(&page, "send", &[("rating", "1")]).await.status(), 422);
        assert_eq!(ada.list("/responses").await, answers, "and no program takes the place of that");
    });
}

#[test]
fn a_doubtful_answer_does_not_stop_the_reminder() {
    each_database("scanner_reminder", async |database| {
        let ada = Recipient::asked(database).await;
        let page = ada.get(&ada.links.answer).await;
        ada.press(&page, "send", &[("rating", "5")]).await;
        ada.wait("P10D").await;
        assert_eq!(ada.sent().await.len(), 2);
        assert_eq!(ada.invitation().await["status"], "sent");
    });
}

#[test]
fn whoever_was_quick_presses_once_more() {
    each_database("scanner_quick_person", async |database| {
        let ada = Recipient::asked(database).await;
        let page = ada.get(&format!("{}?rating=4", ada.links.answer)).await;
        let again = ada.press(&page, "send", &[("rating", "4"), ("comment", "Fine")]).await;
        assert_eq!((again.status(), again.marked().as_deref()), (422, Some("4")));
        again.shows("Fine</textarea>");
        ada.read();
        assert_eq!(ada.press(&again, "send", &[("rating", "4"), ("comment", "Fine")]).await.status(), 303);
        assert_eq!(ada.list("/responses").await.len(), 1);
    });
}

#[test]
fn whoever_fills_in_what_nobody_sees_is_no_person() {
    each_database("scanner_honeypot", async |database| {
        let ada = Recipient::asked(database).await;
        let before = (ada.invitation().await, ada.contact().await);
        let Links { answer, unsubscribe, preferences, .. } = ada.links.clone();
        for (url, act) in [(answer, "send"), (unsubscribe, "unsubscribe"), (preferences, "never")] {
            let pressed = ada.fill(&url, act, &[("website", "https://x.example"), ("rating", "5")]).await;
            assert_eq!(pressed.status(), 422);
        }
        assert_eq!((ada.invitation().await, ada.contact().await), before);
        assert_eq!(ada.list("/suppressions").await, [] as [Value; 0]);
        assert_eq!(ada.list("/responses?suspect=true").await[0]["suspect"], "honeypot");
    });
}

#[test]
fn a_form_that_no_page_of_ours_carried_is_doubtful() {
    each_database("scanner_stamp", async |database| {
        let ada = Recipient::asked(database).await;
        let other = ada.get(&ada.links.preferences).await.hidden().remove(0).1;
        ada.read();
        let now = ada.client.house.engine.world.clock.now().as_millisecond();
        for stamp in ["", "x", "0.AAAAAAAAAAAAAAAAAAAAAA", &format!("{}.AAAAAAAAAAAAAAAAAAAAAA", now - 9_000), &other] {
            let fields = [("stamp", stamp), ("act", "send"), ("rating", "5")];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(ada.post(&ada.links.answer, &fields).await.status(), 422, "{stamp}");
        }
        assert_eq!(ada.list("/responses").await, [] as [Value; 0]);
    });
}

#[test]
fn broken_forged_and_foreign_links_look_alike() {
    each_database("scanner_tokens", async |database| {
        let ada = Recipient::asked(database).await;
        let token = |url: &str| url.rsplit('/').next().unwrap().to_owned();
        let own = token(&ada.links.answer);
        let mut forged = own.clone();
        forged.replace_range(60..61, if own.as_bytes()[60] == b'A' { "B" } else { "A" });
        let mut nobody = own.clone();
        nobody.replace_range(30..31, if own.as_bytes()[30] == b'A' { "B" } else { "A" });
        let stranger = Client::sandbox_beside(&ada.client).await;
        let engine = &ada.client.house.engine;
        let link = afterword::secret::Link::Answer;
        let invitation = ada.invitation.parse().unwrap();
        let foreign = engine.secret.token(stranger.house.account, invitation, link);
        let missing =
            engine.secret.token(ada.client.house.account, "inv_00000000000000000000000001".parse().unwrap(), link);
        let mut tokens =
            vec!["x".to_owned(), "%00".to_owned(), "%ff%fe".to_owned(), "a".repeat(3_000), own.to_lowercase()];
        tokens.extend([forged, nobody, foreign, missing, format!("{own}A"), token(&ada.links.unsubscribe)]);
        let before = everything(&ada).await;
        let known = ada.get("/r/nothing").await;
        assert_eq!(known.status(), 404);
        known.shows("This link leads nowhere");
        for token in tokens {
            for page in ["r", "u", "p"] {
                let is_its_own = page == "u" && ada.links.unsubscribe.ends_with(&token);
                for method in [Method::GET, Method::POST] {
                    if is_its_own {
                        continue;
                    }
                    // Slowly: who is in a hurry gets another page.
                    ada.read();
                    let url = format!("/{page}/{token}");
                    let answer = ada.send(method, &url, &[], "rating=5&act=send".to_owned()).await.answer;
                    assert_eq!((answer.status, &answer.text), (known.answer.status, &known.answer.text), "{url}");
                    assert_eq!(answer.headers, known.answer.headers);
                }
            }
        }
        assert_eq!(everything(&ada).await, before);
    });
}

#[test]
fn a_page_keeps_others_out() {
    each_database("scanner_headers", async |database| {
        let ada = Recipient::asked(database).await;
        for url in all(&ada.links).iter().map(String::as_str).chain(["/r/nothing"]) {
            let page = ada.get(url).await;
            let header = |name: &str| page.answer.headers[name].to_str().unwrap().to_owned();
            assert_eq!(header("referrer-policy"), "no-referrer");
            assert_eq!(header("cache-control"), "no-store");
            assert_eq!(header("x-robots-tag"), "noindex, nofollow");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("content-type"), "text/html; charset=utf-8");
            let policy = header("content-security-policy");
            for part in ["default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
                assert!(policy.contains(part), "{policy}");
            }
            assert!(!policy.contains("script") && !policy.contains("unsafe"), "{policy}");
            assert!(!page.answer.headers.contains_key("set-cookie"));
            page.lacks("<script");
            page.lacks(" style=");
            page.lacks("https://");
        }
    });
}
