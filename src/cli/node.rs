//! A node: what every command that works on the data opens first.

use std::sync::Arc;

use anyhow::{Context, anyhow};

use crate::config::Config;
use crate::delivery::sender_check::Dns;
use crate::delivery::smtp::Relay;
use crate::delivery::{EmailAddress, Patience, Relays, SenderCheck};
use crate::engine::claim::Heads;
use crate::engine::email::{Email, NoRelay};
use crate::engine::startup::Startup;
use crate::engine::{Channel, Engine, Settings};
use crate::store::accounts::{self, Account};
use crate::store::{self, Store, schema};
use crate::world::World;

/// Opens the database, brings it up to date, holds its accounts if it is a copy (V14), and gives the engine that works on it.
pub async fn open(config: &Config) -> anyhow::Result<Engine> {
    let world = World::system();
    let store = store(config)?;
    prepare(&store, &world).await?;
    let secret = config.master_secret(&world.chance)?;
    let settings = Settings { owner: format!("node-{:032x}", world.chance.bits()), public_url: config.public_url() };
    let engine = Engine {
        store,
        world,
        secret,
        settings: Arc::new(settings),
        channel: channel(config)?,
        heads: Heads::default(),
    };
    if let Startup::Copied { held } = engine.start().await.context("the database cannot be recognised")? {
        tracing::error!(
            held,
            "this database was restored or copied: its accounts are on hold until a person releases each \
             (`afterword account release --account NAME`)"
        );
    }
    Ok(engine)
}

/// Where the configured database is.
pub fn place(config: &Config) -> anyhow::Result<store::Config> {
    Ok(store::Config::parse(&config.database_url.0, config.database_connections)?)
}

pub fn store(config: &Config) -> anyhow::Result<Store> {
    Store::open(&place(config)?).context("the database cannot be opened: see `afterword doctor`")
}

/// Brings the database up to date; answers how many migrations were missing.
pub async fn prepare(store: &Store, world: &World) -> anyhow::Result<usize> {
    schema::prepare(store, world.clock.now()).await.context("the database cannot be brought up to date")
}

fn channel(config: &Config) -> anyhow::Result<Arc<dyn Channel>> {
    let Some(url) = &config.smtp_url else {
        return Ok(Arc::new(NoRelay));
    };
    let relays = Relay::parse_all(&url.0).context("AFTERWORD_SMTP_URL")?;
    let relays = Relays::new(relays, Patience::default()).context("AFTERWORD_SMTP_URL")?;
    let senders = senders(config)?.context("AFTERWORD_SMTP_URL")?;
    Ok(Arc::new(Email::new(relays, senders)))
}

/// What receivers judge mail by; none where no relay is set.
pub fn senders(config: &Config) -> anyhow::Result<Option<SenderCheck>> {
    let Some(url) = &config.smtp_url else { return Ok(None) };
    let relays = Relay::parse_all(&url.0).context("AFTERWORD_SMTP_URL")?;
    Ok(Some(SenderCheck {
        dns: config.dns_server.map_or_else(Dns::system, Dns::at),
        relays: relays.into_iter().map(|relay| relay.host).collect(),
        dkim_selector: config.dkim_selector.clone(),
        return_path: sender(config)?,
    }))
}

/// The installation's own sender: as configured, else `afterword` at the host of the public URL.
pub fn sender(config: &Config) -> anyhow::Result<EmailAddress> {
    let url = config.public_url();
    let host = url::Url::parse(&url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let standard = || format!("afterword@{}", host.unwrap_or_default());
    let text = config.sender.clone().unwrap_or_else(standard);
    EmailAddress::parse(&text).with_context(|| format!("set AFTERWORD_SENDER to a mail address: {text} is none"))
}

/// The account of this name.
pub async fn account(engine: &Engine, name: &str) -> anyhow::Result<Account> {
    let wanted = name.to_owned();
    let found = engine.store.read("account", move |tx| accounts::find_by_name(tx, &wanted)).await?;
    found.ok_or_else(|| anyhow!("there is no account `{name}`: `afterword key create --account {name}` makes it"))
}
