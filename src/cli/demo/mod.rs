//! `afterword demo`: two record shops with three months behind them and more to come, for whoever wants to look around.

mod chance;
mod comments;
mod orders;
mod people;
mod shops;
mod town;

use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use indicatif::ProgressBar;
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, UserId};
use rules::time::{Zone, resolve, wall};

use self::town::Town;
use super::{import, key, node, serve};
use crate::config::{Config, Hidden};
use crate::engine::Engine;
use crate::engine::people::email_key;
use crate::store::storefronts;
use crate::store::users::{self, Role, User};
use crate::web::{App, Demo};

const DATABASE: &str = "afterword-demo.db";
const ACCOUNT: &str = "Demo";
const USER: &str = "you@example.com";
/// Thirteen weeks.
const PAST: SignedDuration = SignedDuration::from_hours(91 * 24);
/// The hour in UTC at which whoever looks comes in: a morning in New York, an afternoon in Stockholm.
const MORNING: i8 = 14;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Lets in whoever reaches the address, also from other machines.
    #[arg(long)]
    anyone: bool,
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let mut config = Config::load()?;
    if !config.listen.ip().is_loopback() && !arguments.anyone {
        bail!(
            "the demo lets everybody in without asking, and {} can be reached from other machines: \
             listen on 127.0.0.1, or say --anyone",
            config.listen
        );
    }
    config.database_url = Hidden(format!("sqlite:{DATABASE}"));
    config.smtp_url = None;
    serve::log(&config)?;
    let listener = serve::listen(&config).await?;
    let engine = node::open(&config).await?;
    let demo = prepare(&engine).await?;
    println!("\nOpen {} in a browser.\nCtrl-C stops it; delete {DATABASE} for a fresh start.\n", config.public_url());
    serve::serve_at(&config, listener, App::demo(engine, demo)).await
}

/// What was begun is taken up where it was left: nothing happens twice.
#[expect(clippy::print_stdout, reason = "what the command is for")]
async fn prepare(engine: &Engine) -> anyhow::Result<Demo> {
    let account = key::account_or_new(engine, ACCOUNT, true, engine.now().await?).await?.id;
    shops::furnish(engine, account, morning(engine.now().await?) - PAST).await?;
    let first = engine.store.read("shops", move |tx| storefronts::find_by_slug(tx, account, shops::NEW_YORK)).await?;
    let Some(shop) = first else { bail!("{DATABASE} is not one of this demo: delete it for a fresh start") };
    let (beginning, present) = (shop.created_at, shop.created_at + PAST);
    let town = Town::new(engine.clone(), account, orders::orders(beginning, present)?);
    if town.now().await? < present {
        println!("Two record shops live through thirteen weeks of real orders ...");
        live(&town, present, &import::progress()).await?;
    }
    let user = user(engine, account).await?;
    Ok(Demo { account, user, surroundings: Arc::new(town) })
}

/// Day by day, so that it can be watched.
async fn live(town: &Town, present: Timestamp, bar: &ProgressBar) -> anyhow::Result<()> {
    let mut now = town.now().await?;
    while now < present {
        let before = now;
        now = town.live(present.min(now + SignedDuration::from_hours(24))).await?;
        bar.inc(town.count(before, now));
        bar.set_message(now.strftime("%Y-%m-%d").to_string());
    }
    bar.finish_and_clear();
    Ok(())
}

/// The latest morning.
fn morning(now: Timestamp) -> Timestamp {
    let day = wall(now, &Zone::UTC).date();
    let morning = resolve(&Zone::UTC, day.at(MORNING, 0, 0, 0));
    if morning <= now { morning } else { morning - SignedDuration::from_hours(24) }
}

/// As whom everybody looks around; nobody can sign in as them by password.
async fn user(engine: &Engine, account: AccountId) -> anyhow::Result<UserId> {
    let now = engine.now().await?;
    let email_key = email_key(&engine.secret, account, USER);
    let new = User::new(UserId::new(now, engine.world.chance.bits()), (USER, email_key), Role::Admin, now);
    let user = engine.store.write("demo_user", move |tx| {
        if let Some(user) = users::find_by_email(tx, account, email_key)? {
            return Ok(user.id);
        }
        users::insert(tx, account, &new).map(|()| new.id)
    });
    Ok(user.await?)
}
