//! The outbox: what a sandbox sent, as its customers see it.

use afterword::store::users::Role;
use axum::http::StatusCode;
use serde_json::json;

use crate::client::Client;
use crate::clock::with_order;
use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn a_mail_is_shown_as_it_looks_and_its_links_work() {
    each_database("outbox", async |database| {
        let mut ada = Member::of(with_order(database).await, Role::Admin).await;
        ada.get("/outbox").await.says("Nothing was sent yet");
        ada.post("/sandbox/clock", &[("move", "next")]).await;
        let list = ada.get("/outbox").await;
        list.says("ada@example.com");
        let path = list.links().into_iter().find(|link| link.starts_with("/outbox/msg_")).unwrap();
        let page = ada.get(&path).await;
        page.says("On a phone").says("List-Unsubscribe").says(&format!("src=\"{path}/mail\""));
        let mail = ada.get(&format!("{path}/mail")).await;
        let policy = mail.answer.headers["content-security-policy"].to_str().unwrap();
        for part in ["default-src 'none'", "frame-ancestors 'self'", "sandbox allow-popups"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("allow-scripts") && !policy.contains("allow-same-origin"), "{policy}");
        assert_eq!(mail.answer.headers["x-frame-options"], "SAMEORIGIN");
        mail.says("<base target=\"_blank\">");
        let answer = mail.links().into_iter().find(|link| link.contains("/r/")).unwrap();
        let answer = answer.strip_prefix("https://ask.example").unwrap();
        assert_eq!(ada.get(answer).await.status, StatusCode::OK);
    });
}

#[test]
fn a_mail_of_somebody_else_is_like_none() {
    each_database("outbox_foreign", async |database| {
        let mut ada = Member::of(with_order(database).await, Role::Admin).await;
        ada.post("/sandbox/clock", &[("move", "next")]).await;
        let list = ada.get("/outbox").await;
        let path = list.links().into_iter().find(|link| link.starts_with("/outbox/msg_")).unwrap();
        let stranger = Client::sandbox_beside(&ada.client).await;
        let mut eve = Member::of(stranger, Role::Editor).await;
        eve.get("/outbox").await.says("Nothing was sent yet");
        let missing = "/outbox/msg_00000000000000000000000000";
        for end in ["", "/mail"] {
            let (foreign, unknown) =
                (eve.get(&format!("{path}{end}")).await, eve.get(&format!("{missing}{end}")).await);
            assert_eq!((foreign.status, unknown.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            let id = path.trim_start_matches("/outbox/");
            assert_eq!(foreign.text.replace(id, "ID"), unknown.text.replace("msg_00000000000000000000000000", "ID"));
        }
        for path in ["/outbox/x", "/outbox/%00", "/outbox?before=x"] {
            assert_eq!(ada.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn names_in_any_script_are_shown_as_text_in_a_long_list() {
    each_database("outbox_names", async |database| {
        let client = with_order(database).await;
        for (number, name) in
            ["<script>alert(1)</script>", "ليلى حداد", "\u{202e}kE adA", "田中 美咲"].iter().enumerate()
        {
            let contact = json!({ "email": format!("x{number}@example.com"), "name": name });
            let order = json!({
                "type": "order.delivered", "storefront": "main", "reference": format!("X-{number}"),
                "occurred_at": "2026-03-03T14:00:00Z", "contact": contact,
            });
            client.house.report(order).await;
        }
        for number in 0..60 {
            client.house.order(&format!("N-{number}"), &format!("n{number}@example.com"), "2026-03-03T13:00:00Z").await;
        }
        let mut ada = Member::of(client, Role::Admin).await;
        ada.post("/sandbox/clock", &[("move", "next")]).await;
        let (mut path, mut seen) = ("/outbox".to_owned(), Vec::new());
        for _ in 0..2 {
            let page = ada.get(&path).await;
            assert!(page.text.len() < 100_000, "{}", page.text.len());
            page.says_not("<script>alert");
            seen.extend(page.links().into_iter().filter(|link| link.starts_with("/outbox/msg_")));
            path = page
                .links()
                .into_iter()
                .find(|link| link.contains("before="))
                .map_or(path, |link| format!("/outbox{link}"));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 65);
    });
}
