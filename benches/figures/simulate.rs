//! Simulate: the real order history, from file to report. The limit is reading the file.

use afterword::engine::simulate::{Crowd, Gathering, Report, Settings, simulate};
use afterword::settings::account::AccountSettings;
use afterword::settings::plan::Plan;
use afterword::store::campaigns::Campaign;
use afterword::store::storefronts::Storefront;
use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use rules::consent::Basis;
use rules::id::{CampaignId, StorefrontId};
use rules::time::Zone;
use serde_json::json;

use super::import::orders;
use super::{Figure, rate, stopwatch};

pub fn run() -> Vec<Figure> {
    let clock = stopwatch();
    let count = orders().filter(Result::is_ok).count();
    let limit = rate(count, clock());
    let clock = stopwatch();
    let mut gathering = Gathering::new(1);
    orders().flatten().for_each(|order| gathering.add(&order, &[]));
    let crowd = Crowd { first: 0.1, again: 0.05, seed: 1 };
    let mut report = Report::default();
    simulate(&gathering.finish(), &settings(), &crowd, &mut report, |_| ()).expect("settings that pass their check");
    vec![Figure {
        what: format!("simulation of {count} orders"),
        ours: rate(count, clock()),
        limit,
        limit_is: "reading the file",
        note: format!("; {} messages", report.sent()),
    }]
}

fn settings() -> Settings {
    let storefront = StorefrontId::from_bits(1);
    let reminder = json!({ "reminder": { "enabled": true, "after": "P7D" } });
    let campaign = Campaign {
        id: CampaignId::from_bits(1),
        storefront,
        event_type: "order.delivered".to_owned(),
        purpose: Purpose::ServiceReview,
        kind: Kind::Transactional,
        name: "After delivery".to_owned(),
        priority: 0,
        version: 1,
        enabled_since: Some(Timestamp::UNIX_EPOCH),
        paused_at: None,
        brake: None,
        settings: serde_json::from_value(reminder).expect("settings as the API takes them"),
        created_at: Timestamp::UNIX_EPOCH,
    };
    let shop = Storefront::new(storefront, "main", "Main Street", Zone::UTC, Timestamp::UNIX_EPOCH);
    let shop = Storefront { declared_basis: Some(Basis::ExistingCustomer), ..shop };
    Settings {
        account: AccountSettings::default(),
        plan: Plan::Enterprise,
        storefronts: vec![shop],
        campaigns: vec![campaign],
    }
}
