//! `afterword restore`: puts a copy into the place of a SQLite database; nothing is sent until a person has looked.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::{backup, node};
use crate::config::Config;
use crate::store::accounts;
use crate::store::restore::restore;
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
    if let Some(replaced) = replaced {
        println!("what was there before is kept as {}", replaced.display());
    }
    // Recognises the new file, and holds its accounts.
    let engine = node::open(&config).await?;
    for account in engine.store.read("accounts", accounts::all).await?.iter().filter(|account| account.hold.is_some()) {
        println!("`{0}` is on hold; when all is well: afterword account release --account '{0}'", account.name);
    }
    Ok(())
}
