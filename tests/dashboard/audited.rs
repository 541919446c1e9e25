//! Everything that a person does at the pages stands in the audit log (V16), but for what is written down here.

use std::collections::BTreeSet;

use afterword::store;
use afterword::store::audit_log;
use afterword::store::users::Role;
use serde_json::json;

use crate::access::{Ours, routes};
use crate::member::{Member, PASSWORD, add_user};
use crate::support::databases::each_database;
use crate::taken::FORMS;
use crate::you::confirm;

/// What changes no setting, right or plan, and why it is not told.
const UNTOLD: [(&str, &str); 4] = [
    ("/answers", "a mark that somebody has read them"),
    ("/answers/{id}", "a mark that somebody has read it"),
    ("/templates/preview", "only shows what was typed"),
    ("/you/second_factor", "only shows a secret: tying it is told"),
];

async fn last_number(ada: &Member) -> i64 {
    let account = ada.client.house.account;
    let read = move |tx: &mut store::Tx<'_>| audit_log::list(tx, account, None, 1);
    ada.client.store().read("audit", read).await.unwrap()[0].number
}

#[test]
fn every_form_is_told_or_is_written_down_as_one_that_is_not() {
    each_database("audited", async |database| {
        let taken: BTreeSet<_> = routes().into_iter().filter(|route| route.takes).map(|route| route.path).collect();
        let known: BTreeSet<_> = FORMS.iter().map(|form| form.action.to_owned()).collect();
        assert_eq!(known, taken, "a form is missing from the list, or gone");
        let mut ada = Member::admin(database).await;
        let mut ours = Ours::of(&mut ada).await;
        let open = ada.client.order("CD-2", "linus@example.com").await;
        ours.put("/requests", open["decisions"][0]["invitation"].as_str().unwrap());
        ours.put("/users", &add_user(&ada.client, "linus@example.com", Role::Viewer).await.to_string());
        let key = ada.client.post("/api_keys", json!({ "name": "second" })).await.ok();
        ours.put("/keys", key["id"].as_str().unwrap());
        ada.client.patch("/sandbox", json!({ "receipts": "manual" })).await.ok();
        for form in &FORMS {
            let path = ours.fill(form.action).map_or_else(|| form.action.to_owned(), |(path, _)| path);
            let fields = form.fields(&mut ada, &ours).await;
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let before = last_number(&ada).await;
            if form.action == "/you/second_factor/confirm" {
                let page = ada.get("/you/second_factor").await;
                confirm(&mut ada, &page).await;
            } else {
                let page = ada.post(&path, &fields).await;
                assert!(page.status.is_success(), "{path}: {}", page.text);
            }
            if form.action == "/you/sessions/{id}/end" {
                // It was this one.
                ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await;
            }
            let is_untold = UNTOLD.iter().any(|(action, _)| *action == form.action);
            assert_eq!(last_number(&ada).await == before, is_untold, "{path}");
        }
        ada.post("/sign_in", &[("email", "admin@example.com"), ("password", "a new long password")]).await;
        ada.get("/audit/check").await.says("The log is whole");
    });
}
