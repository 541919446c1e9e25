//! Every page with every nonsense in its query and its form: an answer that says so, and never that something broke here.

use axum::http::StatusCode;

use crate::access::{Ours, Route, plain, routes};
use crate::member::{Member, Page};
use crate::support::databases::each_database;

/// The names that pages read, in a query or a form.
const NAMES: [&str; 47] = [
    "routing.0.platform",
    "routing.0.url",
    "routing.0.percent",
    "q",
    "after",
    "status",
    "storefront",
    "campaign",
    "purpose",
    "by",
    "from",
    "to",
    "said",
    "count",
    "former",
    "version",
    "struck",
    "days",
    "stars",
    "order",
    "commented",
    "unread",
    "suspect",
    "language",
    "name",
    "delay",
    "delay.unit",
    "send_at.hour",
    "send_at.zone",
    "frequency.mode",
    "frequency.gap",
    "reminder.after",
    "expires_after",
    "base",
    "slug",
    "time_zone",
    "colour",
    "day",
    "time",
    "due_at",
    "email",
    "role",
    "business",
    "ticket",
    "move",
    "tour",
    "undo",
];

fn nonsense() -> Vec<String> {
    let long = "å".repeat(10_000);
    let odd = [
        "",
        "-1",
        "0",
        "99999999999999999999",
        "1.1",
        "P",
        "P9999999Y",
        "\u{0}",
        "\u{202e}",
        "' OR 1=1 --",
        "<b>",
        "%",
    ];
    let times =
        ["24:00", "9999-99-99", "-262143-01-01", "2026-02-30T00:00:00Z", "all", "x.y", "9223372036854775807.rsp_0"];
    odd.iter().chain(&times).map(|text| (*text).to_owned()).chain([long]).collect()
}

#[track_caller]
fn is_answered(page: &Page, text: &str) {
    let short: String = text.chars().take(20).collect();
    assert!(page.status < StatusCode::INTERNAL_SERVER_ERROR, "{} with {short:?}: {}", page.path, page.status);
}

#[test]
fn nonsense_in_a_query_breaks_no_page() {
    each_database("hostile_query", async |database| {
        let mut ada = Member::admin(database).await;
        let ours = Ours::of(&mut ada).await;
        for route in routes().into_iter().filter(|route| route.shows) {
            let path = path(&ours, &route);
            for text in nonsense() {
                let pairs = NAMES.iter().map(|name| (*name, text.as_str()));
                let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                let short = query.chars().take(60_000).collect::<String>();
                is_answered(&ada.get(&format!("{path}?{short}")).await, &text);
            }
        }
    });
}

#[test]
fn nonsense_in_a_form_breaks_no_page() {
    /// After these nobody is signed in any more, or nothing is there to look at.
    const LAST: [&str; 4] = ["/sign_out", "/you/sessions", "/you/password", "/you/second_factor"];
    each_database("hostile_form", async |database| {
        let mut ada = Member::admin(database).await;
        let ours = Ours::of(&mut ada).await;
        let taking = |route: &Route| route.takes && !LAST.iter().any(|start| route.path.starts_with(start));
        for route in routes().into_iter().filter(taking) {
            let path = path(&ours, &route);
            for text in nonsense() {
                let fields: Vec<_> = NAMES.iter().take(30).map(|name| (*name, text.as_str())).collect();
                is_answered(&ada.post(&path, &fields).await, &text);
            }
        }
    });
}

fn path(ours: &Ours, route: &Route) -> String {
    ours.fill(&route.path).map_or_else(|| plain(&route.path), |(path, _)| path)
}
