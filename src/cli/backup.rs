//! `afterword backup`: a copy of a SQLite database, made while it is in use.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::node;
use crate::config::Config;
use crate::store::audit_log::{Act, Actor};
use crate::store::{Dialect, Progress, accounts};

const POSTGRES: &str = "PostgreSQL is backed up with its own tool, which needs no stop either:
  pg_dump --format=custom --file=FILE \"$DATABASE_URL\"
Keep the secret with it: without it, addresses that opted out are not recognised and links in messages sent are void.";

#[derive(Debug, Args)]
pub struct Arguments {
    /// Where the copy goes; must not be there yet.
    pub file: PathBuf,
}

#[expect(clippy::print_stdout, reason = "says what it made")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let config = Config::load()?;
    let engine = node::open(&config).await?;
    if engine.store.dialect() == Dialect::Postgres {
        bail!("{POSTGRES}");
    }
    let file = &arguments.file;
    if file.exists() {
        bail!("{}: the file for the backup is there already", file.display());
    }
    // Before the copy, which then tells of itself.
    for account in engine.store.read("accounts", accounts::all).await? {
        engine.note(account.id, (Actor::CommandLine, Act::AccountBackedUp)).await?;
    }
    let bar = progress();
    let shown = bar.clone();
    let copied = engine.store.backup_to(file, move |state| show(&shown, state)).await;
    copied.with_context(|| file.display().to_string())?;
    bar.finish_and_clear();
    // From here on the copy is old: put into the place of the database, it is known as one.
    engine.raise_mark().await?;
    println!("{} is a whole copy", file.display());
    if config.secret.is_none() {
        println!("keep {} with it: the copy is of little use without", config.secret_file().display());
    }
    Ok(())
}

/// Bytes that move on a terminal, and nothing where nobody watches.
pub fn progress() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta}");
    bar.set_style(style.expect("a template of known words"));
    bar
}

/// The size of a page in bytes, as the database is made.
const PAGE: u64 = 4_096;

pub fn show(bar: &ProgressBar, state: Progress) {
    bar.set_length(state.pages_total * PAGE);
    bar.set_position(state.pages_done * PAGE);
}
