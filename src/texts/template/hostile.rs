//! Templates that attack: each is refused with its line, in a bounded time and memory.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rules::campaign::Purpose;

use super::facts::samples;
use super::*;

/// Far above what any text needs, on a slow machine too; without the limits these texts would take hours.
const BOUND: Duration = Duration::from_secs(5);

#[expect(clippy::disallowed_methods, reason = "what is bounded here is the machine's own time")]
fn in_time<T>(work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let done = work();
    assert!(started.elapsed() < BOUND, "took {:?}", started.elapsed());
    done
}

fn mistake(place: Place, source: &str) -> Mistake {
    let mistake = in_time(|| check(place, source)).expect_err(source.get(..60).unwrap_or(source));
    assert!(mistake.line >= 1 && !mistake.detail.is_empty() && mistake.detail.len() < 400, "{mistake}");
    mistake
}

/// What templates do not have, each by itself.
const REFUSED: &[&str] = &[
    "{{ self }}",
    "{{ customer.__class__ }}",
    "{{ customer['name'] }}",
    "{{ customer }}",
    "{{ nobody }}",
    "{{ customer.name.first }}",
    "{{ product.name }}",
    "{{ loop.index }}",
    "{{ answer_button | upper }}",
    "{% if answer_button %}{% endif %}",
    "{{ products }}",
    "{{ products or 'x' }}",
    "{{ customer.name == 'Ada' }}",
    "{% set x = 1 %}",
    "{% set x %}{% endset %}",
    "{% with x = 1 %}{% endwith %}",
    "{% macro a() %}{% endmacro %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% call a() %}{% endcall %}",
    "{% do x() %}",
    "{% filter upper %}{% endfilter %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% for x in range(1000000000) %}{{ customer.name }}{% endfor %}",
    "{% for x in customer.name %}{% endfor %}",
    "{% for x in products if x.name %}{% endfor %}",
    "{% for x in products recursive %}{% endfor %}",
    "{% for a, b in products %}{% endfor %}",
    "{% for customer in products %}{% endfor %}",
    "{% for loop in products %}{% endfor %}",
    "{% for x in products %}{{ x }}{% endfor %}",
    "{% for x in products %}{{ x.sku }}{% endfor %}",
    "{% for a in products %}{% for b in products %}{% endfor %}{% endfor %}",
    "{% for x in products %}{% else %}{{ x.name }}{% endfor %}",
    "{% continue %}",
    "{{ \"a\" * 1000000000 }}",
    "{{ 10 ** 1000000000 }}",
    "{{ 1 + 1 }}",
    "{{ -1 }}",
    "{{ customer.name ~ customer.name }}",
    "{{ [1, 2] }}",
    "{{ {\"a\": 1} }}",
    "{{ (1, 2) }}",
    "{{ customer.name[1:2] }}",
    "{{ customer.name is defined }}",
    "{{ 'a' in customer.name }}",
    "{{ 'a' if staff else 'b' }}",
    "{{ 1 < 2 < 3 }}",
    "{{ 1.5 }}",
    "{{ range(3) }}",
    "{{ debug() }}",
    "{{ customer.name() }}",
    "{{ customer.name.upper() }}",
    "{{ lipsum }}",
    "{{ customer.name | join }}",
    "{{ products | list }}",
    "{{ customer | tojson }}",
    "{{ customer.name | pprint }}",
    "{{ customer.name | safe }}",
    "{{ customer.name | escape }}",
    "{{ customer.name | format }}",
    "{{ customer.name | replace('a', 'b') }}",
    "{{ customer.name | truncate }}",
    "{{ customer.name | truncate(0) }}",
    "{{ customer.name | truncate(99999) }}",
    "{{ customer.name | truncate(customer.name) }}",
    "{{ customer.name | default }}",
    "{{ customer.name | default(1) }}",
    "{{ customer.name | upper('x') }}",
    "{{ products | upper }}",
    "{{ products | length | length }}",
    "{{ }}",
    "{{ customer.name",
    "{{ 'open }}",
    "{% if staff %}",
    "{% endif %}",
    "{% if %}{% endif %}",
    "{% unknown %}",
    "{% raw %}",
    "{# open",
    "[a](javascript:alert(1))",
    "[a](http://)",
    "[a]({{ customer.name }})",
    "a\u{1}b",
    "a\0b",
    "a\u{202e}b",
];

#[test]
fn what_a_template_may_not_do_is_refused_with_its_line() {
    for hostile in REFUSED {
        let source = format!("Hello\n\n{hostile}\n");
        let mistake = mistake(Place::Body, &source);
        assert!((3..=4).contains(&mistake.line), "{hostile}: {mistake}");
    }
    for only_in_bodies in ["{{ answer_button }}", "{{ answer_url }}"] {
        check(Place::Body, only_in_bodies).expect("this belongs into a body");
        assert!(mistake(Place::Subject, only_in_bodies).detail.contains("body"));
    }
}

#[test]
fn what_is_too_much_is_refused_before_it_is_done() {
    let chains = [
        format!("{{{{ {} }}}}", ["staff"; 20_000].join(".")),
        format!("{{{{ staff {} }}}}", "|upper".repeat(10_000)),
        format!("{{{{ {} staff }}}}", "not ".repeat(15_000)),
        format!("{{{{ {}1 }}}}", "-".repeat(60_000)),
        format!("{{{{ {} }}}}", ["staff"; 9_000].join(" or ")),
        format!("{{{{ {}staff{} }}}}", "(".repeat(30_000), ")".repeat(30_000)),
        format!("{{{{ {}1{} }}}}", "[".repeat(30_000), "]".repeat(30_000)),
        format!("{{{{ {} }}}}", "staff if ".repeat(6_000)),
        "{% if staff %}".repeat(4_000),
        "{% for x in products %}".repeat(2_000),
        format!("{{% if staff %}}{}{{% endif %}}", "{% elif staff %}".repeat(4_000)),
        "{% for x in products %}{% endfor %}".repeat(1_500),
        "x".repeat(LARGEST_SOURCE + 1),
        "\n".repeat(LARGEST_SOURCE),
        "x".repeat(LARGEST_SOURCE),
        "{{".repeat(LARGEST_SOURCE / 2),
        "{% raw %}".repeat(LARGEST_SOURCE / 9),
        "{#".repeat(LARGEST_SOURCE / 2),
        format!("{{{{ '{}' }}}}", "\\u0001".repeat(100)),
        " \n ".repeat(500),
        String::new(),
    ];
    for source in &chains {
        for place in [Place::Subject, Place::Body] {
            if place == Place::Body || !source.contains("x".repeat(100).as_str()) {
                mistake(place, source);
            }
        }
    }
}

#[test]
fn as_deep_as_tags_may_be_is_not_too_deep() {
    let elifs = format!("{{% if staff %}}{}{{% endif %}}a", "{% elif staff %}b".repeat(198));
    let nested = format!("{}a{}b", "{% if staff %}".repeat(100), "{% endif %}".repeat(100));
    let nots = format!("a{{% if {}staff %}}{{% endif %}}", "not ".repeat(55));
    for source in [elifs, nested, nots] {
        // Read or refused: it returns.
        drop(in_time(|| check(Place::Body, &source)));
    }
}

#[test]
fn a_loop_that_makes_too_much_of_a_long_order_is_refused() {
    let body = format!("a{{% for product in products %}}{}{{% endfor %}}", "x".repeat(19_000));
    assert!(mistake(Place::Body, &body).detail.contains("256 KiB"));
    let urls = format!("a{{% for product in products %}}{}{{% endfor %}}", "{{ product.url }}\n".repeat(100));
    assert!(mistake(Place::Body, &urls).detail.contains("256 KiB"));
    let work =
        format!("a{{% for product in products %}}{}{{% endfor %}}", ("{{ loop.index }}".repeat(500) + "\n").repeat(7));
    assert!(mistake(Place::Body, &work).detail.contains("fuel"), "{:?}", mistake(Place::Body, &work));
}

fn facts() -> MailFacts<'static> {
    MailFacts {
        customer_name: Some("Ada Ek"),
        shop: "Main Street",
        reference: "A-1",
        answer_url: "https://ask.example/r/1",
        unsubscribe_url: "https://ask.example/u/1",
        preferences_url: "https://ask.example/p/1",
        postal_address: None,
        privacy_url: None,
        products: &[],
        platform: None,
    }
}

#[test]
fn a_hostile_name_stays_text_in_every_part() {
    let wording = Wording {
        subject: "About {{ customer.name }}".to_owned(),
        body: "Hello {{ customer.name }}!\n\n[look](https://shop.example/?{{ customer.name }})".to_owned(),
        reminder_subject: None,
    };
    let hostile = "<script>alert(1)</script>\r\nBcc: x@y.example [a](https://evil.example) \" & =?utf-8?q?x?=";
    let facts = MailFacts { customer_name: Some(hostile), ..facts() };
    let order = OrderFacts::default();
    let mail = mail(Language::English, &wording, Purpose::Survey, false, &facts, &order).unwrap();
    assert!(!mail.subject.contains(['\r', '\n']) && !mail.subject.contains("=?"), "{}", mail.subject);
    assert!(!mail.html.contains("<script>") && !mail.html.contains("href=\"https://evil.example"), "{}", mail.html);
    assert!(
        mail.html.contains("Hello &lt;script&gt;alert(1)&lt;/script&gt;Bcc: x@y.example [a](https://evil.example)")
    );
    assert!(mail.html.contains("href=\"https://shop.example/?%3Cscript%3E"), "{}", mail.html);
    assert!(mail.text.starts_with("Hello <script>alert(1)</script>Bcc: x@y.example [a]"), "{}", mail.text);
}

/// Templates made of the parts that templates are made of, in an order that makes sense now and then.
fn template() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        4 => "\\PC{0,12}",
        2 => prop::sample::select(vec![
            "{{ customer.name }}", "{{ staff | default('x') }}", "{{ answer_button }}", "{{ answer_url }}", "\n\n", "\n",
            "{% if staff %}", "{% elif products %}", "{% else %}", "{% endif %}", "{% for p in products %}",
            "{{ p.name | truncate(3) }}", "[{{ p.name }}]({{ p.url }})", "{% endfor %}", "[", "](", ")",
            "{{ loop.index }}", "{{ order.date | title }}", "{{ customer.name * 9 }}", "{#", "#}", "{%- raw %}",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(parts, 0..12).prop_map(|parts| parts.concat())
}

fn hostile_text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,80}", "[\\[\\]()<>\"'&\u{1}-\u{4}\n ]{0,60}"]
}

proptest! {
    /// Whatever is written and whoever is told of: no panic, no limit passed, no line break in a subject, no tag in the
    /// HTML but ours; and what was let in can be written for every order.
    #[test]
    fn no_template_and_no_order_passes_a_limit(
        subject in template(), body in template(), name in hostile_text(), staff in hostile_text(), url in hostile_text(),
    ) {
        let passed = check(Place::Subject, &subject).is_ok() && check(Place::Body, &body).is_ok();
        let wording = Wording { subject, body, reminder_subject: None };
        let facts = MailFacts { customer_name: Some(&name), ..facts() };
        let products = vec![ProductFacts { name: &staff, url: Some(&url) }; 3];
        let order = OrderFacts { staff: Some(&staff), products, ..OrderFacts::default() };
        let written = mail(Language::French, &wording, Purpose::ServiceReview, false, &facts, &order);
        if let (true, Ok(mail)) = (passed, &written) {
            prop_assert!(mail.subject.chars().count() <= LONGEST_SUBJECT && !mail.subject.contains(['\n', '\r']));
            prop_assert!(mail.html.len() <= LARGEST_OUTPUT + 8_192 && mail.text.len() <= LARGEST_OUTPUT + 8_192);
            let known = ["<p>", "<p ", "</p>", "<a ", "</a>", "<br>", "<!doctype", "<html", "<head", "</head", "<meta",
                "<title", "</title", "<style", "</style", "<body", "</body", "<div", "</div", "</html"];
            for (at, _) in mail.html.match_indices('<') {
                let tag = &mail.html.as_bytes()[at..];
                prop_assert!(known.iter().any(|known| tag.starts_with(known.as_bytes())), "{}", mail.html);
            }
            prop_assert!(mail.text.contains(facts.answer_url) && mail.html.contains(facts.answer_url));
        }
    }
}

#[test]
fn the_samples_are_of_everything_and_of_nothing() {
    let [full, bare, _] = samples();
    let everything =
        "{{ customer.name }}{{ order.total }}{{ order.date }}{{ staff }}{{ shop.url }}{{ products | length }}";
    let told = |sample: &facts::Sample| markup::plain(&render::render(everything, &sample.facts()).unwrap());
    assert_eq!(told(&full), "Ada Ek46.50 USD10 March 2026Miahttps://shop.example2");
    assert_eq!(told(&bare), "0");
}

#[test]
fn a_mail_that_points_elsewhere_says_so_beside_a_button_whatever_was_written() {
    let elsewhere = MailFacts { platform: Some("Trusted <Reviews>"), ..facts() };
    let bodies = [
        "{{ answer_button }}",
        "{{ answer_url }}",
        "[good]({{ answer_url }}?rating=5) [bad]({{ answer_url }}?rating=1)",
        "Hello",
    ];
    for body in bodies {
        let wording = Wording { subject: "Well?".to_owned(), body: body.to_owned(), reminder_subject: None };
        let order = OrderFacts::default();
        let mail = mail(Language::English, &wording, Purpose::ServiceReview, false, &elsewhere, &order).unwrap();
        let told = "The review is written on Trusted &lt;Reviews&gt;.";
        assert_eq!(mail.html.matches(told).count(), 1, "{body}: {}", mail.html);
        assert_eq!(mail.html.matches("Write a review</a>").count(), 1, "{body}: {}", mail.html);
        assert!(mail.text.contains("The review is written on Trusted <Reviews>.\nWrite a review\n"), "{}", mail.text);
    }
}
