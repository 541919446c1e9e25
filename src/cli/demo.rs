//! `afterword demo`: a real order history happens in a sandbox, and then it is there to be tried.

use std::io::Cursor;
use std::path::Path;

use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use rules::consent::Basis;
use rules::decision::Outcome;
use rules::id::{CampaignId, StorefrontId};
use rules::reason::Code;
use rules::time::Zone;

use super::{import, key, node, play, serve};
use crate::config::{Config, Hidden};
use crate::engine::Engine;
use crate::engine::explain::{Explanation, Subject};
use crate::intake::csv::{AddressPattern, Options, OrderFile};
use crate::intake::event::Event;
use crate::settings::campaign::{CampaignSettings, ReminderSettings};
use crate::store::accounts::{self, Account};
use crate::store::campaigns::{self, Campaign};
use crate::store::storefronts::{self, Storefront};
use crate::texts::{Language, outcome_sentence};
use crate::web::scope::Scope;

const DATABASE: &str = "afterword-demo.db";
const ORDERS: &[u8] = include_bytes!("../../data/cdnow_orders.csv.gz");
/// The customers whose orders are played: the first ones of the file.
const CUSTOMERS: usize = 1_000;
const EVENT: &str = "order.delivered";
const STOREFRONT: &str = "records";
const ACCOUNT: &str = "demo";
/// Before the first order of the history.
const BEGINNING: &str = "1997-01-01T00:00:00Z";

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run() -> anyhow::Result<()> {
    let mut config = Config::load()?;
    config.database_url = Hidden(format!("sqlite:{DATABASE}"));
    config.smtp_url = None;
    serve::log(&config)?;
    let is_new = !Path::new(DATABASE).exists();
    let engine = node::open(&config).await?;
    let now = engine.now().await?;
    let account = key::account_or_new(&engine, ACCOUNT, true, now).await?;
    if is_new {
        println!("Playing the orders of {CUSTOMERS} customers of a record shop, 1997 and 1998, in a sandbox ...");
        furnish(&engine, &account).await?;
        let crowd = play::Crowd { share: 0.1, seed: 1 };
        let orders = orders()?;
        let examples: Vec<_> = orders.iter().take(400).map(|order| order.reference.clone()).collect();
        play::play(&engine, &account, orders, &crowd, import::progress()).await?;
        println!("{}", play::table(&engine, &account).await?);
        tell_examples(&engine, &account, examples).await?;
    } else {
        println!("{DATABASE} is there already; delete it for a fresh start.");
    }
    let scopes = Scope::ALL.iter().map(|scope| scope.as_str().to_owned()).collect();
    let key = key::create(&engine, account.id, "demo".to_owned(), scopes, None, now).await?;
    println!("{}", where_to_look(&config.public_url(), key.reveal()));
    serve::serve(&config, engine).await
}

fn orders() -> anyhow::Result<Vec<Event>> {
    let mut options = Options::new(EVENT, STOREFRONT, Timestamp::MAX);
    let pattern = AddressPattern::parse("customer-{customer_id}@example.com");
    options.address_pattern = Some(pattern.map_err(|fault| anyhow::anyhow!("{}", fault.detail))?);
    let file = OrderFile::open(Cursor::new(ORDERS), options)?;
    let mut customers = std::collections::BTreeSet::new();
    let mut orders = Vec::new();
    for order in file {
        let order = order?;
        customers.insert(order.contact.external_id.clone());
        if customers.len() > CUSTOMERS {
            break;
        }
        orders.push(order);
    }
    orders.sort_by_key(|order| order.occurred_at);
    Ok(orders)
}

/// A storefront, and a campaign that asks a week after each order and reminds a week later.
async fn furnish(engine: &Engine, account: &Account) -> anyhow::Result<()> {
    let id = account.id;
    let beginning: Timestamp = BEGINNING.parse()?;
    let bits = || engine.world.chance.bits();
    let (shop, zone) = (StorefrontId::new(beginning, bits()), Zone::parse("America/New_York")?);
    let storefront = Storefront {
        postal_address: Some("The Record Shop, 1 Main Street".to_owned()),
        declared_basis: Some(Basis::ExistingCustomer),
        ..Storefront::new(shop, STOREFRONT, "The Record Shop", zone, beginning)
    };
    let campaign = Campaign {
        id: CampaignId::new(beginning, bits()),
        storefront: storefront.id,
        event_type: EVENT.to_owned(),
        purpose: Purpose::ServiceReview,
        kind: Kind::Transactional,
        name: "After delivery".to_owned(),
        priority: 0,
        version: 1,
        enabled_since: Some(beginning),
        paused_at: None,
        settings: CampaignSettings {
            reminder: ReminderSettings { enabled: true, after: "P7D".to_owned() },
            ..CampaignSettings::default()
        },
        created_at: beginning,
    };
    let furnished = engine.store.write("furnish", move |tx| {
        accounts::move_clock(tx, id, beginning)?;
        storefronts::insert(tx, id, &storefront)?;
        campaigns::insert(tx, id, &campaign)
    });
    Ok(furnished.await?)
}

/// Whether what was told of an order makes it an example.
type IsExample = fn(&[Explanation]) -> bool;

/// One order that was asked about and reminded, one that was answered, one that was not asked about: each with its story.
#[expect(clippy::print_stdout, reason = "what the command is for")]
async fn tell_examples(engine: &Engine, account: &Account, references: Vec<String>) -> anyhow::Result<()> {
    let kinds: [(&str, IsExample); 3] = [
        ("asked, and reminded", |told| told.iter().filter(|one| one.outcome == Outcome::Send).count() == 2),
        ("answered, so not reminded", |told| told.iter().any(|one| one.reason == Some(Code::ResponseReceived))),
        ("not asked", |told| told.iter().any(|one| one.reason == Some(Code::FrequencyCampaign))),
    ];
    let mut wanted: Vec<_> = kinds.into_iter().collect();
    for reference in references {
        let subject = Subject::Reference { reference: reference.clone(), storefront: None };
        let told = engine.explain(account.id, subject, Language::English).await?.explanations;
        let Some(position) = wanted.iter().position(|(_, is_one)| is_one(&told)) else { continue };
        let (what, _) = wanted.remove(position);
        println!("\n{reference}: {what}");
        told.iter().rev().for_each(|one| println!("  {}", story(one)));
        if wanted.is_empty() {
            break;
        }
    }
    println!("\nEvery rule with its facts: afterword explain, or GET /api/v1/explanations.");
    Ok(())
}

fn story(one: &Explanation) -> String {
    let reason = one.reason.map(Code::as_str);
    let outcome =
        outcome_sentence(Language::English, &Zone::UTC, one.stage.as_str(), one.outcome.as_str(), reason, one.due_at);
    format!("{}  {outcome} {}", one.at.strftime("%Y-%m-%d %H:%M"), one.sentence)
}

fn where_to_look(url: &str, key: &str) -> String {
    format!(
        "
The API and its documentation: {url}/api/docs
This run's key:                {key}

  the sandbox's clock   curl -H 'Authorization: Bearer {key}' {url}/api/v1/sandbox/clock
  its outbox            curl -H 'Authorization: Bearer {key}' '{url}/api/v1/sandbox/outbox?limit=3'
  why was it not sent?  curl -H 'Authorization: Bearer {key}' '{url}/api/v1/explanations?reference=CD-000003'

Ctrl-C stops it; delete {DATABASE} for a fresh start.
"
    )
}
