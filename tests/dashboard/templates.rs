//! The business's own words: written, looked at, sent as a test, deleted.

use axum::http::StatusCode;
use serde_json::json;

use crate::member::{Member, Page};
use crate::support::databases::each_database;

/// A template in English, and the path of its page.
async fn made(ada: &mut Member) -> (Page, String) {
    let page = ada.get("/templates/new").await;
    let page = ada.submit(&page, "/templates", &[("name", "After delivery")]).await;
    let path = page.path.split('?').next().unwrap().to_owned();
    (page, path)
}

#[test]
fn a_template_begins_with_words_that_work_and_is_written_in_each_language() {
    each_database("words", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/templates").await.says("No words of your own yet");
        let (page, path) = made(&mut ada).await;
        page.says("The template is made").says("{{ shop.name }}").says("{{ answer_button }}");
        let swedish = ada.get(&format!("{path}?language=sv")).await;
        let typed = [("subject", "Hur var det?"), ("body", "Hej!\n\n{{ answer_button }}")];
        ada.submit(&swedish, &path, &typed).await.says("Saved.").says("Hur var det?");
        ada.get("/templates").await.says("English, Svenska");
        let shown = ada.get(&format!("{path}/preview?language=sv")).await;
        shown.says("Hur var det?");
        assert_eq!(shown.answer.headers["x-frame-options"], "SAMEORIGIN");
        let policy = shown.answer.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("frame-ancestors 'self'") && policy.contains("sandbox") && !policy.contains("script-src")
        );
        let page = ada.get(&format!("{path}?language=sv")).await;
        ada.submit(&page, &path, &[("remove", "yes")]).await.says("Saved.");
        ada.get("/templates").await.says_not("Svenska");
    });
}

#[test]
fn a_text_that_does_not_work_is_refused_with_its_line_and_kept() {
    each_database("broken", async |database| {
        let mut ada = Member::admin(database).await;
        let (page, path) = made(&mut ada).await;
        let typed = [("subject", "How?"), ("body", "Hello\n\n{{ customer.secret }}")];
        let refused = ada.submit(&page, &path, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("id=\"body-error\"").says("Line 3").says("{{ customer.secret }}");
        ada.get(&path).await.says_not("customer.secret");
        let drawn = ada.look(&page, &path, &typed).await;
        drawn.says("does not work yet").says("Line 3");
    });
}

#[test]
fn what_is_wrong_with_a_text_stands_in_the_readers_language() {
    each_database("mistakes", async |database| {
        let mut ada = Member::admin(database).await;
        let (page, path) = made(&mut ada).await;
        for (language, words) in [
            ("sv", "Rad 3: det finns ingen variabel ”customer.nmae”."),
            ("nb", "Linje 3: det finnes ingen variabel «customer.nmae»."),
            ("fr", "Ligne 3 : il n&#39;y a pas de variable « customer.nmae »."),
            ("en", "Line 3: there is no variable “customer.nmae”."),
        ] {
            let you = ada.get("/you").await;
            ada.submit(&you, "/you", &[("language", language)]).await;
            let typed = [("subject", "How?"), ("body", "Hello\n\n{{ customer.nmae }}")];
            ada.submit(&page, &path, &typed).await.says(words);
            ada.look(&page, &path, &typed).await.says(words);
        }
    });
}

#[test]
fn every_mistake_has_its_words_in_every_language() {
    let source = ["mod", "tokens", "tree", "render"]
        .map(|name| std::fs::read_to_string(format!("src/texts/template/{name}.rs")).unwrap());
    let words = source.iter().flat_map(|text| {
        let calls = text.split("Mistake::new(").skip(1).chain(text.split("wrong(").skip(1));
        calls
            .filter_map(|call| call.split('"').nth(1))
            .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    });
    let words: std::collections::BTreeSet<_> = words.collect();
    assert!(words.len() > 25, "{words:?}");
    for language in ["en", "sv", "nb", "fr"] {
        let text = std::fs::read_to_string(format!("texts/{language}/template_mistakes.ftl")).unwrap();
        for word in &words {
            let key = format!("\nfault-template-invalid-{} = ", word.replace('_', "-"));
            assert!(text.contains(&key), "{language}: {word}");
        }
    }
}

impl Member {
    /// Shows what is typed, as the button beside the editor does.
    async fn look(&mut self, page: &Page, path: &str, typed: &[(&str, &str)]) -> Page {
        let mut fields = page.form(path);
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post("/templates/preview", &fields).await
    }
}

#[test]
fn what_is_typed_is_shown_and_nothing_of_it_is_kept_or_runs() {
    each_database("preview", async |database| {
        let mut ada = Member::admin(database).await;
        let (page, path) = made(&mut ada).await;
        let before = ada.client.rows().await;
        let typed = [("subject", "<b>Æ</b>?"), ("body", "<script>alert(1)</script> שלום"), ("look", "dark")];
        let shown = ada.look(&page, &path, &typed).await;
        shown.says("&#60;b&#62;Æ").says_not("<script>").says("שלום").says("content=\"dark\"");
        assert_eq!(ada.client.rows().await, before);
    });
}

#[test]
fn a_test_goes_into_the_box_of_a_sandbox_and_says_so() {
    each_database("test", async |database| {
        let mut ada = Member::admin(database).await;
        let (page, path) = made(&mut ada).await;
        let action = format!("{path}/test");
        ada.submit(&page, &action, &[("to", "nobody")]).await.says("id=\"to-error\"");
        ada.submit(&page, &action, &[("to", "any@example.com")]).await.says("lies in the sandbox");
        assert_eq!(ada.client.house.box_().await.len(), 1);
    });
}

#[test]
fn a_template_that_a_campaign_uses_stays() {
    each_database("deleted", async |database| {
        let mut ada = Member::admin(database).await;
        let (_, path) = made(&mut ada).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let campaign = ada.client.campaign(json!({ "template": id })).await;
        let deletion = format!("{path}/deletion");
        ada.get(&deletion).await.says("A campaign uses this template").says(&campaign).says_not("<form class=\"row\"");
        assert_eq!(ada.post(&deletion, &[]).await.status, StatusCode::CONFLICT);
        ada.client.patch(&format!("/campaigns/{campaign}"), json!({ "template": null })).await.ok();
        let question = ada.get(&deletion).await;
        ada.submit(&question, &deletion, &[]).await.says("The template is gone");
        assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn of_two_people_at_one_template_neither_overwrites_the_other_unseen() {
    each_database("two", async |database| {
        let mut ada = Member::admin(database).await;
        let (page, path) = made(&mut ada).await;
        ada.submit(&page, &path, &[("subject", "First?")]).await.says("Saved.");
        let late = ada.submit(&page, &path, &[("subject", "Second?")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.says("changed this while you were writing").says("First?").says("Second?");
        ada.get(&path).await.says("First?");
    });
}
