//! The audit log: paged, checked, taken away; whatever was changed in it from outside shows.

use afterword::store::audit_log::{Act, Actor, append_all};
use afterword::store::users::Role;
use afterword::web::scope::Scope;
use afterword::{store, values};
use axum::http::StatusCode;
use serde_json::json;

use crate::client::TODAY;
use crate::member::{Member, PASSWORD, add_user};
use crate::support::databases::each_database;
use crate::support::house::at;

/// So many entries more.
async fn written(ada: &Member, count: usize) {
    let account = ada.client.house.account;
    let subjects: Vec<_> = (0..count).map(|number| format!("=cmd|{number}")).collect();
    let act = (Actor::CommandLine, Act::CampaignChanged);
    let write = move |tx: &mut store::Tx<'_>| append_all(tx, account, at(TODAY), act, &subjects);
    ada.client.store().write("entries", write).await.unwrap();
}

async fn forge(ada: &Member, sql: &'static str) {
    let account = ada.client.house.account;
    let forged = ada.client.store().write("forge", move |tx| tx.execute(sql, &values![account])).await;
    assert_eq!(forged.unwrap(), 1, "{sql}");
}

#[test]
fn a_log_is_paged_and_each_page_is_checked_against_the_one_before() {
    each_database("audit_pages", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/audit").await.says("signed in").says_not("not as it was written");
        written(&ada, 120).await;
        let first = ada.get("/audit").await;
        first.says("cmd|119").says("cmd|70").says_not("cmd|69").says_not("not as it was written");
        assert!(first.text.len() < 100_000);
        let next = first.links().into_iter().find(|link| link.contains("before=")).unwrap();
        let second = ada.get(&format!("/audit{next}")).await;
        second.says("cmd|69").says("cmd|20").says_not("cmd|19").says_not("not as it was written");
        ada.get("/audit?before=1").await.says("cmd|119");
        ada.get("/audit?before=x").await.says("cmd|119");
        ada.get("/audit?before=9999999999999999999").await.says("cmd|119");
        ada.get("/audit?before=100000").await.says("cmd|119").says("not as it was written");
    });
}

#[test]
fn whatever_was_changed_in_a_log_from_outside_is_told_with_its_number() {
    each_database("audit_broken", async |database| {
        let mut ada = Member::admin(database).await;
        written(&ada, 10).await;
        ada.get("/audit/check").await.says("The log is whole");
        let whole = ada.client.get("/audit?limit=1000").await.ok()["data"].as_array().unwrap().len();
        assert!((11..40).contains(&whole), "{whole}");
        for (sql, wrong) in [
            ("UPDATE audit_log SET hash = 'x' WHERE account_id = $1 AND number = 9", 9),
            ("DELETE FROM audit_log WHERE account_id = $1 AND number = 5", 5),
            ("UPDATE audit_log SET act = 'user.made' WHERE account_id = $1 AND number = 1", 1),
        ] {
            forge(&ada, sql).await;
            for path in ["/audit", "/audit/check"] {
                ada.get(path).await.says(&format!("entry {wrong} is not as it was written"));
            }
        }
    });
}

#[test]
fn a_log_without_its_end_and_an_end_without_its_log_are_told() {
    each_database("audit_end", async |database| {
        let mut ada = Member::admin(database).await;
        written(&ada, 10).await;
        let last = ada.client.get("/audit?limit=1000").await.ok()["data"].as_array().unwrap().len();
        forge(&ada, "UPDATE audit_heads SET number = number - 1 WHERE account_id = $1").await;
        ada.get("/audit/check").await.says(&format!("entry {last} is not as it was written"));
        forge(&ada, "UPDATE audit_heads SET number = number + 1 WHERE account_id = $1").await;
        ada.get("/audit/check").await.says("The log is whole");
        let last_one = "DELETE FROM audit_log WHERE account_id = $1 AND number = (
                            SELECT h.number FROM audit_heads h WHERE h.account_id = $1)";
        forge(&ada, last_one).await;
        for path in ["/audit", "/audit/check"] {
            ada.get(path).await.says(&format!("entry {last} is not as it was written"));
        }
    });
}

#[test]
fn a_long_log_is_checked_in_several_goes_and_taken_away_whole() {
    each_database("audit_long", async |database| {
        let mut ada = Member::admin(database).await;
        for _ in 0..10 {
            written(&ada, 10_010).await;
        }
        let page = ada.get("/audit/check").await;
        page.says("up to number 100,000 is as it was written");
        ada.get("/audit/check?from=100000").await.says("The log is whole");
        for from in ["x", "-1", "0", "999999999"] {
            ada.get(&format!("/audit/check?from={from}")).await.says("up to number 100,000");
        }
        let list = ada.get("/audit").await;
        let file = ada.submit(&list, "/audit/export", &[]).await;
        assert_eq!(file.answer.headers["content-disposition"], "attachment; filename=\"audit_log.csv\"");
        assert!(file.text.starts_with("number,at,actor,act,subject,hash\r\n1,"));
        file.says(",command_line,campaign.changed,'=cmd|0,");
        assert!(file.text.lines().count() > 100_100);
        ada.get("/audit").await.says("downloaded the audit log");
    });
}

#[test]
fn a_program_reads_the_log_from_where_it_was_and_needs_its_own_scope() {
    each_database("audit_api", async |database| {
        let ada = Member::admin(database).await;
        written(&ada, 3).await;
        let all = ada.client.get("/audit").await.ok();
        let first = &all["data"][0];
        assert_eq!((first["number"].clone(), first["act"].clone()), (json!(1), json!("session.begun")));
        let page = ada.client.get("/audit?limit=2").await.ok();
        let rest = ada.client.get(&format!("/audit?after={}", page["next"].as_str().unwrap())).await.ok();
        let joined = [page["data"].as_array().unwrap().clone(), rest["data"].as_array().unwrap().clone()].concat();
        assert_eq!(json!(joined), all["data"]);
        let table = ada.client.get_as("/audit", &[("accept", "text/csv")]).await;
        assert!(table.text.starts_with("number,at,actor,act,subject,hash\r\n"), "{}", table.text);
        assert_eq!(ada.client.get("/audit?after=x").await.error().1, "/after");
        let other = ada.client.with_scopes(&[Scope::AccountWrite, Scope::ApiKeysRead]).await;
        assert_eq!(other.get("/audit").await.problem(), (403, "scope.missing".to_owned()));
        assert_eq!(ada.client.with_scopes(&[Scope::AuditRead]).await.get("/audit").await.status, StatusCode::OK);
    });
}

#[test]
fn whoever_is_no_administrator_does_not_see_the_log() {
    each_database("audit_roles", async |database| {
        let mut ada = Member::admin(database).await;
        for role in [Role::Editor, Role::Viewer] {
            let email = format!("{role}@example.com");
            add_user(&ada.client, &email, role).await;
            ada.post("/sign_in", &[("email", &email), ("password", PASSWORD)]).await;
            for path in ["/audit", "/audit/check"] {
                assert_eq!(ada.get(path).await.status, StatusCode::FORBIDDEN);
            }
            assert_eq!(ada.post("/audit/export", &[]).await.status, StatusCode::FORBIDDEN);
        }
    });
}
