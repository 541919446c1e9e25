//! Settings that a seed draws: an account, its storefronts and its campaigns.

use afterword::settings::account::AccountSettings;
use afterword::settings::campaign::CampaignSettings;
use afterword::store::accounts::Account;
use afterword::store::campaigns::Campaign;
use afterword::store::storefronts::Storefront;
use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use rules::consent::Basis;
use rules::id::{AccountId, CampaignId, StorefrontId};
use rules::time::Zone;
use serde_json::{Value, json};

use crate::draw::Draw;

pub const SLUGS: [&str; 2] = ["main", "south"];
pub const TYPES: [&str; 2] = ["order.delivered", "visit.done"];
/// Of storefronts and of recipients: one without clock changes, one with those of Europe, two far away.
pub const ZONES: [&str; 4] = ["Europe/Stockholm", "UTC", "America/New_York", "Asia/Tokyo"];

pub fn account(draw: &mut Draw, now: Timestamp) -> Account {
    let gap = *draw.pick(&["P0D", "P3D", "P7D", "P10D"]);
    let quiet = *draw.pick(&[None, None, Some(("08:00", "20:00")), Some(("20:00", "02:00"))]);
    let settings = json!({
        "pressure": { "gap": gap, "distinct_interactions": draw.chance(50), "distinct_limit": draw.between(1, 3) },
        "tolerance": draw.pick(&["P7D", "P2D"]),
        "quiet_hours": { "email": quiet.map(|(opens, closes)| json!({ "opens": opens, "closes": closes })) },
    });
    let settings: AccountSettings = serde_json::from_value(settings).expect("settings as the API takes them");
    Account {
        id: AccountId::new(now, 1),
        name: "Simulated".to_owned(),
        settings,
        sandbox_since: None,
        clock_at: None,
        manual_receipts_since: None,
        hold: None,
        held_at: None,
        plan: afterword::settings::plan::Plan::Enterprise,
    }
}

pub fn storefronts(draw: &mut Draw, now: Timestamp) -> Vec<Storefront> {
    let made = SLUGS.iter().zip(1..).map(|(slug, number)| {
        let zone = Zone::parse(draw.pick::<&str>(&ZONES)).expect("a zone");
        let declared_basis = (number == 1 || draw.chance(60)).then_some(Basis::ExistingCustomer);
        Storefront { declared_basis, ..Storefront::new(StorefrontId::new(now, number), slug, "A shop", zone, now) }
    });
    made.collect()
}

/// One campaign always, up to four: two purposes ask about one event, and a second shop asks the same people.
pub fn campaigns(draw: &mut Draw, shops: &[Storefront], now: Timestamp) -> Vec<Campaign> {
    let places = [
        (0, TYPES[0], Purpose::ServiceReview, Kind::Transactional),
        (0, TYPES[0], Purpose::Survey, Kind::Targeted),
        (1, TYPES[0], Purpose::ServiceReview, Kind::Transactional),
        (0, TYPES[1], Purpose::Survey, Kind::Loyalty),
    ];
    let wanted = 1 + draw.below(places.len());
    let made = places.iter().take(wanted).zip(1..).map(|(&(shop, event_type, purpose, kind), number)| Campaign {
        id: CampaignId::new(now, number),
        storefront: shops[shop].id,
        event_type: event_type.to_owned(),
        purpose,
        kind,
        name: format!("Campaign {number}"),
        priority: i32::from(draw.chance(30)),
        version: 1,
        enabled_since: Some(now),
        paused_at: None,
        brake: None,
        settings: serde_json::from_value(campaign(draw)).expect("settings as the API takes them"),
        created_at: now,
    });
    made.collect()
}

/// A campaign for the products of the first one's orders, in most worlds: together with it, after it, or from the event.
pub fn product_campaign(draw: &mut Draw, service: &Campaign, now: Timestamp) -> Option<Campaign> {
    let timings = [
        json!({ "mode": "together" }),
        json!({ "mode": "separate", "from": "service_invitation" }),
        json!({ "mode": "separate", "from": "event" }),
    ];
    let mut settings = campaign(draw);
    settings["base"] = json!(service.settings.base);
    settings["timing"] = draw.pick(&timings).clone();
    let campaign = Campaign {
        id: CampaignId::new(now, 100),
        purpose: Purpose::ProductReview,
        name: "Products".to_owned(),
        settings: serde_json::from_value(settings).expect("settings as the API takes them"),
        ..service.clone()
    };
    draw.chance(70).then_some(campaign)
}

fn campaign(draw: &mut Draw) -> Value {
    let frequency = match *draw.pick(&[None, Some("P2D"), Some("P5D"), Some("P12D")]) {
        None => json!({ "mode": "every_event" }),
        Some(gap) => json!({ "mode": "min_gap", "gap": gap }),
    };
    let hour = *draw.pick(&["10:00", "07:30", "21:45", "auto"]);
    let zone = *draw.pick(&["utc", "storefront", "recipient"]);
    json!({
        "base": draw.pick(&["event", "activation_date"]),
        "delay": draw.pick(&["P0D", "P1D", "P3D", "P7D"]),
        "send_at": { "hour": hour, "zone": if hour == "auto" { "recipient" } else { zone }, "explore": draw.pick(&[0, 5, 20]) },
        "frequency": frequency,
        "reminder": { "enabled": draw.chance(70), "after": draw.pick(&["P1D", "P3D", "P5D"]) },
        "expires_after": draw.pick(&["P7D", "P1M"]),
    })
}

/// The same settings with another delay: what is planned keeps its own.
pub fn delayed(settings: &CampaignSettings, draw: &mut Draw) -> CampaignSettings {
    CampaignSettings { delay: (*draw.pick(&["P0D", "P2D", "P6D"])).to_owned(), ..settings.clone() }
}
