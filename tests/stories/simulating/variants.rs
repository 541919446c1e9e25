//! The settings that are tried, in the words of the API.

use afterword::values;
use rules::campaign::Purpose;
use serde_json::{Value, json};

use super::START;
use crate::support::databases::Database;
use crate::support::house::House;

/// Settings of an account and its campaigns.
pub struct Variant {
    account: Value,
    campaigns: Vec<Tried>,
}

/// A campaign: what it asks, after which events, its settings, and how it stands.
type Tried = (Purpose, &'static str, Value, Standing);

#[derive(Clone, Copy)]
enum Standing {
    On,
    /// Others come before it.
    Weak,
    Paused,
    /// Paused, and others come before it.
    PausedWeak,
    Off,
}

use Purpose::{ProductReview, ServiceReview, Survey};
use Standing::{Off, On, Paused, PausedWeak, Weak};

const DELIVERED: &str = "order.delivered";
const VISITED: &str = "visit.done";

pub fn variants() -> Vec<Variant> {
    let plain = without_products().into_iter().map(|(account, [service, survey, visit])| Variant {
        account,
        campaigns: vec![
            (ServiceReview, DELIVERED, service, On),
            (Survey, DELIVERED, survey, Weak),
            (ServiceReview, VISITED, visit, On),
        ],
    });
    plain.chain(together()).chain(separate()).collect()
}

impl Variant {
    /// A house with these settings.
    pub async fn house(self, database: &Database) -> House {
        let house = House::sandbox(database, START).await;
        house.account_settings(self.account).await;
        let account = house.account;
        for (purpose, event_type, settings, standing) in self.campaigns {
            let id = house.campaign(purpose, event_type, settings).await;
            let change = match standing {
                On => continue,
                Weak => "kind = 'loyalty'",
                Paused => "paused_at = enabled_since",
                PausedWeak => "kind = 'loyalty', paused_at = enabled_since",
                Off => "enabled_since = NULL",
            };
            let sql = format!("UPDATE campaigns SET {change} WHERE account_id = $1 AND id = $2");
            let changed = house.engine.store.write("change", move |tx| tx.execute(&sql, &values![account, id]));
            changed.await.unwrap();
        }
        house
    }
}

/// Large sends in stages; one campaign has an hour of its own, so that waves overlap.
pub fn in_stages() -> Variant {
    let every = every_event();
    let service = json!({ "frequency": every, "reminder": { "enabled": true, "after": "P1D" } });
    let local = json!({ "frequency": every, "send_at": { "hour": "10:00", "zone": "recipient" } });
    Variant {
        account: json!({ "staged_release": true, "pressure": { "gap": "P2D", "distinct_interactions": false } }),
        campaigns: vec![
            (ServiceReview, DELIVERED, service, On),
            (Survey, DELIVERED, json!({ "delay": "P30D" }), Weak),
            (ServiceReview, VISITED, local, On),
        ],
    }
}

/// Of the account, and of campaigns for deliveries (service and survey) and visits.
fn without_products() -> Vec<(Value, [Value; 3])> {
    let on = json!({ "enabled": true, "after": "P5D" });
    let every = every_event();
    let gap = json!({ "mode": "min_gap", "gap": "P45D" });
    let off = json!({ "pressure": { "gap": "P0D" } });
    let local = json!({ "hour": "09:30", "zone": "recipient" });
    let learned = learned();
    let ladder = json!([
        { "channel": "preferred", "after": "PT0S", "role": "first" },
        { "channel": "email", "after": "PT24H", "role": "follow_up" },
        { "channel": "preferred", "after": "PT48H", "role": "reminder" },
    ]);
    let from_sms = json!([
        { "channel": "sms", "after": "PT0S", "role": "first" },
        { "channel": "email", "after": "PT30H", "role": "follow_up" },
        { "channel": "email", "after": "P4D", "role": "reminder" },
    ]);
    vec![
        (json!({}), [json!({}), json!({ "reminder": on }), json!({})]),
        (
            off.clone(),
            [
                json!({ "frequency": every, "reminder": on }),
                json!({ "frequency": every, "reminder": on }),
                json!({ "frequency": gap }),
            ],
        ),
        (
            json!({ "pressure": { "gap": "P30D", "distinct_interactions": false } }),
            [
                json!({ "frequency": every, "reminder": on }),
                json!({ "frequency": gap }),
                json!({ "frequency": every, "delay": "P2D" }),
            ],
        ),
        (
            json!({ "pressure": { "gap": "P20D", "distinct_interactions": true, "distinct_limit": 3 }, "tolerance": "P14D" }),
            [
                json!({ "frequency": every, "send_at": local }),
                json!({ "frequency": every, "delay": "PT36H", "send_at": null }),
                json!({ "frequency": every }),
            ],
        ),
        (
            json!({ "quiet_hours": { "email": { "opens": "11:00", "closes": "12:00" } }, "pressure": { "gap": "P5D" } }),
            [
                json!({ "frequency": every, "strategy": ladder, "base": "activation_date" }),
                json!({ "frequency": every, "reminder": { "enabled": true, "after": "P20D" }, "expires_after": "P15D", "base": "activation_date" }),
                json!({ "frequency": every, "delay": "P1D", "base": "activation_date" }),
            ],
        ),
        (
            json!({ "pressure": { "gap": "P0D" }, "quiet_hours": { "sms": { "opens": "08:00", "closes": "09:00" } } }),
            [
                json!({ "frequency": gap, "strategy": from_sms }),
                json!({ "frequency": every, "strategy": ladder }),
                json!({}),
            ],
        ),
        (
            json!({ "quiet_hours": { "email": { "opens": "16:00", "closes": "18:00" } }, "pressure": { "gap": "P5D" } }),
            [
                json!({ "frequency": every, "reminder": on, "send_at": learned }),
                json!({ "frequency": every, "strategy": ladder, "send_at": learned }),
                json!({ "frequency": gap, "delay": "PT36H" }),
            ],
        ),
    ]
}

fn every_event() -> Value {
    json!({ "mode": "every_event" })
}

fn with(mode: &Value, settings: Value) -> Value {
    let mut settings = settings;
    settings["timing"] = mode.clone();
    settings
}

/// One form for the service and the products.
fn together() -> Vec<Variant> {
    let (free, every) = (json!({ "pressure": { "gap": "P0D" } }), every_event());
    let reminding = json!({ "frequency": every, "reminder": { "enabled": true, "after": "P1D" } });
    let together = json!({ "mode": "together" });
    let by_event = json!({ "mode": "separate", "from": "event" });
    vec![
        Variant {
            account: free.clone(),
            campaigns: vec![
                (ServiceReview, DELIVERED, reminding.clone(), On),
                (ProductReview, DELIVERED, with(&together, json!({ "frequency": every })), On),
                (ServiceReview, VISITED, reminding.clone(), On),
                (ProductReview, VISITED, with(&by_event, json!({ "frequency": every, "delay": "P3D" })), On),
            ],
        },
        // The service request gives way to the survey, and leaves the products to themselves.
        Variant {
            account: json!({ "pressure": { "gap": "P10D", "distinct_interactions": false } }),
            campaigns: vec![
                (ServiceReview, DELIVERED, json!({ "frequency": every, "delay": "P9D" }), Weak),
                (ProductReview, DELIVERED, with(&together, json!({ "frequency": every })), On),
                (Survey, DELIVERED, json!({ "frequency": every, "delay": "P3D" }), On),
                (Survey, VISITED, json!({ "frequency": every, "delay": "P1D" }), On),
            ],
        },
        Variant {
            account: free.clone(),
            campaigns: vec![
                (ServiceReview, DELIVERED, json!({ "frequency": { "mode": "min_gap", "gap": "P40D" } }), On),
                (ProductReview, DELIVERED, with(&together, reminding.clone()), On),
                (ServiceReview, VISITED, reminding.clone(), On),
                (ProductReview, VISITED, with(&together, json!({})), Paused),
            ],
        },
        Variant {
            account: free,
            campaigns: vec![
                (ServiceReview, DELIVERED, reminding.clone(), Off),
                (ProductReview, DELIVERED, with(&together, reminding.clone()), On),
                (ServiceReview, VISITED, json!({ "frequency": every, "send_at": learned() }), On),
                (ProductReview, VISITED, with(&together, json!({ "frequency": every, "send_at": learned() })), On),
            ],
        },
    ]
}

/// A request of their own for the products.
fn separate() -> Vec<Variant> {
    let (free, every) = (json!({ "pressure": { "gap": "P0D" } }), every_event());
    let reminder = json!({ "enabled": true, "after": "P1D" });
    let reminding = json!({ "frequency": every, "reminder": reminder, "base": "activation_date" });
    let after_service = json!({ "mode": "separate", "from": "service_invitation" });
    let by_event = json!({ "mode": "separate", "from": "event" });
    let soon = json!({ "frequency": every, "delay": "P2D", "send_at": null, "reminder": reminder });
    let late = json!({ "frequency": every, "delay": "P9D", "reminder": reminder, "base": "activation_date" });
    vec![
        Variant {
            account: json!({ "quiet_hours": { "email": { "opens": "14:00", "closes": "16:00" } } }),
            campaigns: vec![
                (ServiceReview, DELIVERED, json!({ "frequency": every, "send_at": null, "reminder": reminder }), On),
                (ProductReview, DELIVERED, with(&after_service, soon.clone()), On),
                (Survey, DELIVERED, json!({ "frequency": every }), Weak),
            ],
        },
        Variant {
            account: json!({ "pressure": { "gap": "P5D" } }),
            campaigns: vec![
                (ServiceReview, DELIVERED, reminding.clone(), On),
                (ProductReview, DELIVERED, with(&by_event, late.clone()), On),
                (ServiceReview, VISITED, reminding.clone(), On),
                (ProductReview, VISITED, with(&by_event, late), On),
            ],
        },
        Variant {
            account: free.clone(),
            campaigns: vec![
                (ServiceReview, DELIVERED, json!({ "frequency": every }), Paused),
                (ProductReview, DELIVERED, with(&after_service, soon.clone()), On),
                (ServiceReview, VISITED, json!({ "frequency": every }), On),
                (ProductReview, VISITED, with(&after_service, json!({ "frequency": every, "delay": "P0D" })), On),
            ],
        },
        // The service request moves behind the time that its product request had, and may be refused for that.
        Variant {
            account: json!({ "pressure": { "gap": "P6D", "distinct_interactions": false }, "tolerance": "P14D" }),
            campaigns: vec![
                (ServiceReview, DELIVERED, json!({ "frequency": every }), Weak),
                (ProductReview, DELIVERED, with(&after_service, soon), Weak),
                (Survey, DELIVERED, json!({ "frequency": every, "delay": "P5D" }), On),
                (ServiceReview, VISITED, json!({ "frequency": every, "send_at": learned() }), On),
                (ProductReview, VISITED, with(&after_service, json!({ "send_at": learned() })), On),
            ],
        },
    ]
}

/// What a product request waits with gives way to a survey, some days after both were due.
pub fn gives_way() -> Variant {
    let after_service = json!({ "mode": "separate", "from": "service_invitation" });
    Variant {
        account: json!({ "pressure": { "gap": "P20D", "distinct_interactions": true }, "tolerance": "P0D" }),
        campaigns: vec![
            (ServiceReview, DELIVERED, json!({ "frequency": every_event(), "delay": "P7D" }), PausedWeak),
            (ProductReview, DELIVERED, with(&after_service, json!({ "frequency": every_event(), "delay": "P2D" })), On),
            (Survey, VISITED, json!({ "frequency": every_event(), "delay": "P0D" }), On),
        ],
    }
}

/// Which messages explore follows from the order's number, which a simulation does not keep.
fn learned() -> Value {
    json!({ "hour": "auto", "zone": "recipient", "explore": 0 })
}
