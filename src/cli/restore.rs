//! `afterword restore`: puts a copy into the place of a SQLite database; nothing is sent until a person has looked.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::{backup, erasures, node};
use crate::config::Config;
use crate::engine::Engine;
use crate::store::audit_log::{Act, Actor};
use crate::store::restore::restore;
use crate::store::{self, Store, accounts};
use crate::world::World;

const POSTGRES: &str = "PostgreSQL is restored with its own tool, into an empty database, while no node runs:
  pg_restore --no-owner --dbname=\"$DATABASE_URL\" FILE
When the first node starts it notices, and holds every account until `afterword account release --account NAME`.";

#[derive(Debug, Args)]
pub struct Arguments {
    /// A copy made by `afterword backup`.
    pub file: PathBuf,
}

#[expect(clippy::print_stdout, reason = "says what it did")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let config = Config::load()?;
    let place = node::place(&config)?;
    if place.file().is_none() {
        bail!("{POSTGRES}");
    }
    let suffix = World::system().clock.now().strftime(".replaced-%Y%m%dT%H%M%SZ").to_string();
    let bar = backup::progress();
    let replaced = restore(&place, &arguments.file, &suffix, &mut |state| backup::show(&bar, state));
    let replaced = replaced.with_context(|| format!("nothing was restored from {}", arguments.file.display()))?;
    bar.finish_and_clear();
    println!("restored {}", arguments.file.display());
    if let Some(replaced) = &replaced {
        println!("what was there before is kept as {}", replaced.display());
    }
    // Recognises the new file, and holds its accounts.
    let engine = node::open(&config).await?;
    if let Some(replaced) = &replaced {
        take_over(&config, replaced, &engine).await;
    }
    for account in engine.store.read("accounts", accounts::all).await? {
        engine.note(account.id, (Actor::CommandLine, Act::AccountRestored)).await?;
        if account.hold.is_some() {
            println!("`{0}` is on hold; when all is well: afterword account release --account '{0}'", account.name);
        }
    }
    Ok(())
}

/// Whoever was erased since the copy was made is erased in it too, and whoever opted out stays so. What was there before
/// may be damaged: then nobody can know.
#[expect(clippy::print_stdout, reason = "says what it did, or what somebody else has to do")]
async fn take_over(config: &Config, replaced: &Path, engine: &Engine) {
    let url = format!("sqlite:{}", replaced.display());
    let place = store::Config::parse(&url, config.database_connections);
    let carried = match place.and_then(|place| Store::open(&place)) {
        Ok(before) => erasures::carry(&before, engine).await,
        Err(error) => Err(error.into()),
    };
    match carried {
        Ok(erased) => println!("{erased} people who had been erased since were erased again; opt-outs were kept"),
        Err(error) => println!(
            "what was there before cannot be read ({error:#}): apply a file of `afterword erasures save`, \
             or erase again whoever was erased since the copy was made"
        ),
    }
}
