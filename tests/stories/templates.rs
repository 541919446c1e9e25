//! A business writes its own mails, and its customers read them.

use std::collections::BTreeMap;

use afterword::engine::letter::Letter;
use afterword::store::audit_log::Actor;
use afterword::store::templates::{self, Template};
use afterword::texts::template::Wording;
use rules::campaign::Purpose;
use rules::id::TemplateId;
use serde_json::{Value, json};

use crate::support::databases::each_database;
use crate::support::house::{House, at};

const NOW: &str = "2026-03-03T14:05:00Z";

fn wording(subject: &str, body: &str, reminder_subject: Option<&str>) -> Wording {
    Wording {
        subject: subject.to_owned(),
        body: body.to_owned(),
        reminder_subject: reminder_subject.map(str::to_owned),
    }
}

fn swedish() -> Wording {
    let body = "Hej {{ customer.first_name | default(\"du\") }}!\n\n{% for product in products %}\n{{ product.name }}\n\
        {% endfor %}\n{% if staff %}Mvh {{ staff }}{% endif %}\n\nDin order {{ order.reference }} {{ order.date }}, {{ order.total }}";
    wording("Hur var {{ shop.name }}?", body, Some("Hinner du än?"))
}

async fn template(house: &House, languages: &[(&str, Wording)]) -> Template {
    let languages: BTreeMap<_, _> =
        languages.iter().map(|(language, wording)| ((*language).to_owned(), wording.clone())).collect();
    let template = Template {
        id: TemplateId::new(at(NOW), 1),
        name: "Own".to_owned(),
        purpose: Purpose::ServiceReview,
        version: 1,
        languages,
        created_at: at(NOW),
    };
    let (account, kept) = (house.account, template.clone());
    house.engine.store.write("template", move |tx| templates::insert(tx, account, &kept)).await.expect("stored");
    template
}

async fn asking(house: &House, template: &Template) {
    let settings = json!({
        "template": template.id.to_string(), "reminder": { "enabled": true, "after": "P5D" },
        "frequency": { "mode": "every_event" },
    });
    house.account_settings(json!({ "pressure": { "gap": "P0D", "distinct_interactions": false } })).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", settings).await;
}

fn order(reference: &str, contact: &Value, more: &Value) -> Value {
    let mut order = json!({
        "type": "order.delivered", "storefront": "main", "reference": reference, "contact": contact,
        "occurred_at": "2026-03-03T14:00:00Z",
    });
    let fields = order.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    order
}

async fn letters(house: &House) -> Vec<Letter> {
    house.box_().await.iter().map(|boxed| serde_json::from_str(&boxed.mail).expect("a letter")).collect()
}

#[test]
fn customers_read_the_businesss_own_words_and_reminders_have_another_subject() {
    each_database("own_words", async |database| {
        let house = House::sandbox(database, NOW).await;
        let template = template(&house, &[("sv", swedish())]).await;
        asking(&house, &template).await;
        let ada = json!({ "email": "ada@example.com", "name": "Ada Ek", "locale": "sv-SE" });
        let details = json!({
            "products": [{ "sku": "LP-7", "name": "Blue" }, { "sku": "LP-8" }], "staff": "Mia",
            "total": { "amount": "46.50", "currency": "SEK" },
        });
        house.report(order("A-1", &ada, &details)).await;
        house.until("2026-07-01T00:00:00Z").await;
        let letters = letters(&house).await;
        let subjects: Vec<_> = letters.iter().map(|letter| letter.subject.as_str()).collect();
        assert_eq!(subjects, ["Hur var Main Street?", "Hinner du än?"]);
        let expected = format!(
            "Hej Ada!\n\nBlue\nLP-8\nMvh Mia\n\nDin order A-1 den 3 mars 2026, 46,50 SEK\n\n\
             Skriv ett omdöme\n{}\n\nPassar det inte just nu? Välj en senare dag eller färre mejl\n{}\n\n\
             Inga fler sådana här mejl\n{}\n\nDu får det här mejlet eftersom du är kund hos Main Street.\nMain Street\n",
            letters[0].links.answer, letters[0].links.preferences, letters[0].links.unsubscribe
        );
        assert_eq!(letters[0].text, expected);
        assert_eq!(letters[1].text, expected, "a reminder has the same content");
    });
}

#[test]
fn what_is_not_known_of_an_order_never_stops_its_mail() {
    each_database("unknown_facts", async |database| {
        let house = House::sandbox(database, NOW).await;
        let template = template(&house, &[("sv", swedish())]).await;
        asking(&house, &template).await;
        house.report(order("A-1", &json!({ "email": "ada@example.com", "locale": "sv" }), &json!({}))).await;
        house.until("2026-03-11T00:00:00Z").await;
        let letters = letters(&house).await;
        assert!(letters[0].text.starts_with("Hej du!\n\nDin order A-1 den 3 mars 2026, \n"), "{}", letters[0].text);
    });
}

#[test]
fn a_text_that_fails_for_an_order_gives_way_to_the_standard_one() {
    each_database("fallback", async |database| {
        let house = House::sandbox(database, NOW).await;
        // Nobody could have saved these.
        let broken = [("en", wording("{{ nobody.at.all }}", "Hello", None)), ("sv", wording("a", "{% for", None))];
        let template = template(&house, &broken).await;
        asking(&house, &template).await;
        house.report(order("A-1", &json!({ "email": "ada@example.com", "locale": "en" }), &json!({}))).await;
        house.report(order("A-2", &json!({ "email": "bo@example.com", "locale": "sv" }), &json!({}))).await;
        house.until("2026-03-11T00:00:00Z").await;
        let mut subjects: Vec<_> = letters(&house).await.into_iter().map(|letter| letter.subject).collect();
        subjects.sort_unstable();
        assert_eq!(subjects, ["How was your experience with Main Street?", "Vad tyckte du om Main Street?"]);
    });
}

#[test]
fn a_reader_gets_their_language_else_the_shops_else_english_else_any() {
    let word = |language: &str| (language.to_owned(), wording(language, "Hello", None));
    // The storefront is English.
    let table = [
        ("sv-SE", vec!["en", "sv"], "sv"),
        ("fi", vec!["en", "sv"], "en"),
        ("fi", vec!["de", "sv"], "sv"),
        ("fi", vec!["de"], "de"),
    ];
    for (number, (locale, languages, expected)) in table.iter().enumerate() {
        each_database(&format!("languages_{number}"), async |database| {
            let house = House::sandbox(database, NOW).await;
            let words: Vec<_> = languages.iter().map(|language| word(language)).collect();
            let words: Vec<_> = words.iter().map(|(language, wording)| (language.as_str(), wording.clone())).collect();
            let template = template(&house, &words).await;
            asking(&house, &template).await;
            house.report(order("A-1", &json!({ "email": "ada@example.com", "locale": locale }), &json!({}))).await;
            house.until("2026-03-11T00:00:00Z").await;
            let letters = letters(&house).await;
            assert_eq!(letters[0].subject, *expected, "{locale} of {languages:?}");
            assert!(letters[0].html.contains(&format!("<html lang=\"{expected}\">")), "the frame too");
        });
    }
}

#[test]
fn what_is_planned_keeps_the_words_of_its_planning() {
    each_database("pinned_words", async |database| {
        let house = House::sandbox(database, NOW).await;
        let template = template(&house, &[("en", wording("Old", "Hello", None))]).await;
        asking(&house, &template).await;
        house.report(order("A-1", &json!({ "email": "ada@example.com" }), &json!({}))).await;
        let mut changed = template.clone();
        changed.languages.insert("en".to_owned(), wording("New", "Hello", None));
        house.engine.change_template(house.account, changed, Actor::CommandLine).await.expect("changed");
        let late = Template { name: "Late".to_owned(), ..template };
        assert!(
            house.engine.change_template(house.account, late, Actor::CommandLine).await.is_err(),
            "it was changed in between"
        );
        house.report(order("A-2", &json!({ "email": "bo@example.com" }), &json!({}))).await;
        house.until("2026-03-11T00:00:00Z").await;
        let mut sent: Vec<_> = letters(&house).await.into_iter().map(|letter| (letter.to, letter.subject)).collect();
        sent.sort_unstable();
        let expected = [("ada@example.com", "Old"), ("bo@example.com", "New")];
        assert_eq!(sent, expected.map(|(to, subject)| (to.to_owned(), subject.to_owned())));
    });
}
