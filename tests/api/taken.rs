//! Every request that changes something, with a body that is taken, in an order in which all of them are.

use serde_json::{Value, json};

use crate::client::{TODAY, order};
use crate::templates::template;

/// Method, path of the document, and why it is not told in the audit log; none: it is told (V16).
pub const CALLS: [(&str, &str, Option<&str>); 40] = [
    ("POST", "/events", Some(REPORTED)),
    ("POST", "/events/batch", Some(REPORTED)),
    ("PATCH", "/orders/{storefront}/{reference}", Some(REPORTED)),
    ("POST", "/orders/{storefront}/{reference}/hold", Some(REPORTED)),
    ("POST", "/orders/{storefront}/{reference}/release", Some(REPORTED)),
    ("POST", "/orders/{storefront}/{reference}/cancellation", Some(REPORTED)),
    ("POST", "/invitations", None),
    ("PATCH", "/invitations/{id}", None),
    ("POST", "/invitations/{id}/cancellation", None),
    ("POST", "/storefronts", None),
    ("PATCH", "/storefronts/{id}", None),
    ("POST", "/campaigns", None),
    ("PATCH", "/campaigns/{id}", None),
    ("POST", "/campaigns/{id}/pause", None),
    ("POST", "/campaigns/{id}/resumption", None),
    ("POST", "/templates", None),
    ("POST", "/templates/preview", Some("shows, and changes nothing")),
    ("PATCH", "/templates/{id}", None),
    ("POST", "/templates/{id}/preview", Some("shows, and changes nothing")),
    ("POST", "/templates/{id}/test", None),
    ("DELETE", "/templates/{id}", None),
    ("POST", "/contacts/{id}/consents", None),
    ("DELETE", "/contacts/{id}/consents/{consent}", None),
    ("PATCH", "/contacts/{id}", None),
    ("POST", "/contacts/{id}/export", None),
    ("DELETE", "/contacts/{id}", None),
    ("POST", "/suppressions", None),
    ("DELETE", "/suppressions/{id}", None),
    ("PATCH", "/account", None),
    ("POST", "/account/hold", None),
    ("POST", "/account/release", None),
    ("POST", "/api_keys", None),
    ("DELETE", "/api_keys/{id}", None),
    ("PATCH", "/sandbox", None),
    ("POST", "/sandbox/clock", None),
    ("POST", "/sandbox/receipts", Some("what a provider reports")),
    // Once more, so that nothing rests on the first time.
    ("PATCH", "/account", None),
    ("POST", "/campaigns", None),
    ("POST", "/storefronts", None),
    ("POST", "/templates", None),
];

const REPORTED: &str = "what the business's programs report of its orders, as it happens";

/// A body that is taken, by an account that has these things; `round` tells the second time from the first.
pub fn body(method: &str, path: &str, own: &Value, round: usize) -> Value {
    let name = format!("Another {round}");
    match (method, path) {
        ("POST", "/events") => order("B-1", "new@example.com"),
        ("POST", "/events/batch") => json!({ "events": [order("B-2", "new@example.com")] }),
        ("PATCH", "/orders/{storefront}/{reference}") => json!({ "activation_date": "2026-03-20" }),
        ("POST", "/invitations") => {
            json!({ "campaign": own["campaign"], "contact": own["contact"], "reference": "C-1" })
        }
        ("PATCH", "/invitations/{id}") => json!({ "due_at": "2026-03-20T10:00:00Z" }),
        ("POST", "/storefronts") => json!({
            "slug": format!("s{round}"), "name": name, "time_zone": "Europe/Oslo", "language": "nb",
        }),
        ("PATCH", "/storefronts/{id}" | "/templates/{id}" | "/contacts/{id}") => json!({ "name": name }),
        ("POST", "/campaigns") => json!({
            "name": name, "storefront": "main", "event_type": format!("order.{round}"), "purpose": "service_review",
        }),
        ("PATCH", "/campaigns/{id}") => json!({ "delay": "P9D" }),
        ("POST", "/templates") => template(),
        ("POST", "/templates/preview") => json!({ "template": template() }),
        ("POST", "/templates/{id}/test") => json!({ "to": "ada@example.com" }),
        ("POST", "/contacts/{id}/consents") => {
            json!({ "channel": "email", "basis": "consent", "source": "shop", "at": TODAY })
        }
        ("POST", "/suppressions") => json!({ "address": "other@example.com", "channel": "email" }),
        ("PATCH", "/account") => json!({ "pressure": { "gap": format!("P{}D", 40 + round) } }),
        ("POST", "/api_keys") => json!({ "name": name }),
        ("PATCH", "/sandbox") => json!({ "receipts": "manual" }),
        ("POST", "/sandbox/clock") => json!({ "advance": "PT1H" }),
        ("POST", "/sandbox/receipts") => json!({ "message": own["message"], "type": "opened" }),
        _ => json!({}),
    }
}
