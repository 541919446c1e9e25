//! Shops: two record shops in two zones, each with its own way of asking.

use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use rules::consent::Basis;
use rules::id::{AccountId, CampaignId, StorefrontId, TemplateId};
use rules::time::Zone;

use crate::engine::Engine;
use crate::settings::campaign::{CampaignSettings, FrequencySettings, ReminderSettings, SendAtSettings};
use crate::store::campaigns::{self, Campaign};
use crate::store::storefronts::{self, Storefront};
use crate::store::templates::{self, Template};
use crate::store::{Error, accounts};
use crate::texts::template::{Wording, Wordings};

pub const NEW_YORK: &str = "needle-and-groove";
pub const STOCKHOLM: &str = "skivhyllan";
pub const EVENT: &str = "order.delivered";

const SWEDISH: &str = "Hej {{ customer.first_name | default(\"du\") }}!

Nu har {% for product in products %}{% if loop.first %}{{ product.name }}{% endif %}{% endfor %} snurrat hos dig ett tag. Hur blev det?

{{ answer_button }}

Vi läser allt, även det som skaver.

Hälsningar från hyllan";
const ENGLISH: &str = "Hello {{ customer.first_name | default(\"there\") }},

{% for product in products %}{% if loop.first %}{{ product.name }}{% endif %}{% endfor %} has been on your turntable for a while now. How was it?

{{ answer_button }}

We read every word, also the ones that sting.

Yours from the shelf";

/// Puts the shops and their campaigns there, and the clock to their beginning. Once they are there they stay as they are.
///
/// # Errors
/// Those of the store.
pub async fn furnish(engine: &Engine, account: AccountId, beginning: Timestamp) -> Result<(), Error> {
    let bits = || engine.world.chance.bits();
    let template = template(TemplateId::new(beginning, bits()), beginning);
    // The pages show the zone of the first one: each time that of the same.
    let mut ids = [bits(), bits()].map(|bits| StorefrontId::new(beginning, bits));
    ids.sort_unstable();
    let shops = [
        shop(ids[0], (NEW_YORK, "Needle & Groove", "en", "America/New_York"), beginning),
        shop(ids[1], (STOCKHOLM, "Skivhyllan", "sv", "Europe/Stockholm"), beginning),
    ];
    let campaigns = [
        campaign(CampaignId::new(beginning, bits()), &shops[0], new_york()),
        campaign(CampaignId::new(beginning, bits()), &shops[1], stockholm(&template)),
    ];
    let furnished = engine.store.write("furnish", move |tx| {
        if storefronts::find_by_slug(tx, account, NEW_YORK)?.is_some() {
            return Ok(());
        }
        accounts::move_clock(tx, account, beginning)?;
        templates::insert(tx, account, &template)?;
        shops.iter().try_for_each(|shop| storefronts::insert(tx, account, shop))?;
        campaigns.iter().try_for_each(|campaign| campaigns::insert(tx, account, campaign))
    });
    furnished.await
}

fn shop(id: StorefrontId, (slug, name, language, zone): (&str, &str, &str, &str), beginning: Timestamp) -> Storefront {
    let zone = Zone::parse(zone).expect("a zone of the database");
    let (address, colour) = match slug {
        NEW_YORK => ("12 Example Avenue, New York", "#7a2e1d"),
        _ => ("Exempelgatan 3, Stockholm", "#1d4e6b"),
    };
    Storefront {
        language: language.to_owned(),
        url: Some(format!("https://{slug}.example")),
        postal_address: Some(address.to_owned()),
        colour: Some(colour.to_owned()),
        declared_basis: Some(Basis::ExistingCustomer),
        ..Storefront::new(id, slug, name, zone, beginning)
    }
}

/// Asks after a week, in the morning of whoever is asked, and reminds five days later.
fn new_york() -> CampaignSettings {
    CampaignSettings {
        send_at: Some(SendAtSettings { hour: "10:00".to_owned(), zone: "recipient".to_owned(), explore: None }),
        frequency: gap("P60D"),
        reminder: ReminderSettings { enabled: true, after: "P5D".to_owned() },
        ..CampaignSettings::default()
    }
}

/// Asks after ten days, in the evening, in its own words, and reminds a week later.
fn stockholm(template: &Template) -> CampaignSettings {
    CampaignSettings {
        delay: "P10D".to_owned(),
        send_at: Some(SendAtSettings { hour: "18:30".to_owned(), zone: "storefront".to_owned(), explore: None }),
        frequency: gap("P3M"),
        reminder: ReminderSettings { enabled: true, after: "P7D".to_owned() },
        template: Some(template.id.to_string()),
        ..CampaignSettings::default()
    }
}

fn gap(gap: &str) -> FrequencySettings {
    FrequencySettings { mode: "min_gap".to_owned(), gap: Some(gap.to_owned()) }
}

fn campaign(id: CampaignId, shop: &Storefront, settings: CampaignSettings) -> Campaign {
    Campaign {
        id,
        storefront: shop.id,
        event_type: EVENT.to_owned(),
        purpose: Purpose::ServiceReview,
        kind: Kind::Transactional,
        name: format!("After delivery, {}", shop.name),
        priority: 0,
        version: 1,
        enabled_since: Some(shop.created_at),
        paused_at: None,
        brake: None,
        settings,
        created_at: shop.created_at,
    }
}

fn template(id: TemplateId, beginning: Timestamp) -> Template {
    let wording = |subject: &str, reminder: &str, body: &str| Wording {
        subject: subject.to_owned(),
        body: body.to_owned(),
        reminder_subject: Some(reminder.to_owned()),
    };
    let languages = Wordings::from([
        ("sv".to_owned(), wording("Hur låter den?", "Hinner du berätta hur den låter?", SWEDISH)),
        ("en".to_owned(), wording("How does it sound?", "Do you have a minute to tell us how it sounds?", ENGLISH)),
    ]);
    Template {
        id,
        name: "From the shelf".to_owned(),
        purpose: Purpose::ServiceReview,
        version: 1,
        languages,
        created_at: beginning,
    }
}
