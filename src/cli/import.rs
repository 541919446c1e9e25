//! `afterword import`: a file of orders, line by line; good lines stand, bad ones are reported.

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use rules::consent::Basis;
use rules::id::StorefrontId;
use rules::time::Zone;

use super::order_columns::OrderColumns;
use super::{changes, node, play};
use crate::config::Config;
use crate::engine::Engine;
use crate::engine::simulate::Crowd;
use crate::engine::take_in::Taken;
use crate::intake::csv::{ChangeFile, LineError, Options, OrderFile};
use crate::intake::event::Event;
use crate::store::accounts::Account;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::storefronts::{self, Storefront};

/// Events that are taken in at once.
const BATCH: usize = 1_000;
/// Bad lines that are shown one by one.
pub const SHOWN: usize = 20;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A CSV file of orders, plain or gzip.
    pub file: PathBuf,
    #[arg(long)]
    pub account: String,
    /// The slug of the storefront; made where it is new.
    #[arg(long)]
    pub storefront: String,
    /// What happened, such as `order.delivered`.
    #[arg(long = "type", required_unless_present = "changes")]
    pub event_type: Option<String>,
    /// The file says what became of orders that are known: columns for the order number and for status (cancelled, held,
    /// released) or activation date.
    #[arg(long, conflicts_with_all = ["event_type", "mappings", "basis", "address_pattern", "play"])]
    pub changes: bool,
    #[command(flatten)]
    pub columns: OrderColumns,
    /// The basis that the customers' mails rest on, declared for a new storefront: `existing_customer`, `consent`,
    /// `double_opt_in` or `contract`.
    #[arg(long)]
    pub basis: Option<String>,
    /// Moves the clock of a sandbox along with the file, so that everything happens when it would have.
    #[arg(long)]
    pub play: bool,
    /// With --play: the share of people who answer the first message, from 0 to 1.
    #[arg(long, default_value_t = 0.0, requires = "play")]
    pub answer_share: f64,
    /// With --play: which people those are.
    #[arg(long, default_value_t = 1, requires = "play")]
    pub seed: u64,
}

/// What became of the lines of a file.
#[derive(Debug, Default)]
pub struct Tally {
    pub new: u64,
    pub repeated: u64,
    pub bad: u64,
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let engine = node::open(&Config::load()?).await?;
    let account = node::account(&engine, &arguments.account).await?;
    if arguments.play && account.sandbox_since.is_none() {
        bail!(
            "--play moves a sandbox's clock, and `{}` is no sandbox: make one with `afterword key create --account NAME --sandbox`",
            account.name
        );
    }
    if arguments.changes {
        return change(&engine, &account, &arguments).await;
    }
    let options = options(&engine, &arguments).await?;
    let file = File::open(&arguments.file).with_context(|| arguments.file.display().to_string())?;
    let file =
        OrderFile::open(file, options).map_err(|error| anyhow::anyhow!("{}: {error}", arguments.file.display()))?;
    storefront_or_new(&engine, &account, &arguments).await?;
    engine.note(account.id, (Actor::CommandLine, Act::EventsImported)).await?;
    if arguments.play {
        let crowd = Crowd { first: arguments.answer_share, again: 0.0, seed: arguments.seed };
        let (events, bad) = sorted(file);
        report_bad(&bad, bad.len() as u64);
        let tally = play::play(&engine, &account, events, &crowd, progress()).await?;
        println!("{}", summary(&Tally { bad: bad.len() as u64, ..tally }));
        println!("{}", play::table(&engine, &account).await?);
    } else {
        println!("{}", summary(&take_in(&engine, &account, file).await?));
    }
    Ok(())
}

/// Takes in a file of changes.
#[expect(clippy::print_stdout, reason = "says what became of it")]
async fn change(engine: &Engine, account: &Account, arguments: &Arguments) -> anyhow::Result<()> {
    let path = arguments.file.display();
    let file = File::open(&arguments.file).with_context(|| path.to_string())?;
    let file = ChangeFile::open(file).map_err(|error| anyhow::anyhow!("{path}: {error}"))?;
    let changed = changes::take_in(engine, account, &arguments.storefront, file).await?;
    let bad = changed.bad.len() as u64;
    report_bad(&changed.bad, bad);
    println!("{} orders changed, {bad} lines not taken", changed.orders);
    Ok(())
}

async fn options(engine: &Engine, arguments: &Arguments) -> anyhow::Result<Options> {
    // A played file may lie anywhere in time: the clock comes along.
    let now = if arguments.play { Timestamp::MAX } else { engine.now().await? };
    let mut options = Options::new(arguments.event_type.as_deref().unwrap_or_default(), &arguments.storefront, now);
    arguments.columns.tell(&mut options)?;
    Ok(options)
}

#[expect(clippy::print_stdout, reason = "says what it made")]
async fn storefront_or_new(engine: &Engine, account: &Account, arguments: &Arguments) -> anyhow::Result<()> {
    let basis: Option<Basis> =
        match arguments.basis.as_deref() {
            None => None,
            Some(text) => Some(text.parse().ok().with_context(|| {
                format!("--basis {text}: use existing_customer, consent, double_opt_in or contract")
            })?),
        };
    let now = engine.now().await?;
    let id = StorefrontId::new(now, engine.world.chance.bits());
    let storefront = Storefront {
        declared_basis: basis,
        ..Storefront::new(id, &arguments.storefront, &arguments.storefront, Zone::UTC, now)
    };
    let id = account.id;
    let made = engine.store.write("storefront", move |tx| {
        if storefronts::find_by_slug(tx, id, &storefront.slug)?.is_some() {
            return Ok(false);
        }
        storefronts::insert(tx, id, &storefront)?;
        let made = (Actor::CommandLine, Act::StorefrontMade, &*storefront.id.to_string());
        audit_log::append(tx, id, now, made).map(|()| true)
    });
    if made.await? {
        println!("made the storefront `{}` (zone UTC, language en)", arguments.storefront);
    }
    Ok(())
}

/// Takes in a file as it is read: memory does not grow with it.
async fn take_in(engine: &Engine, account: &Account, file: OrderFile<File>) -> anyhow::Result<Tally> {
    let bar = progress();
    let mut tally = Tally::default();
    let mut batch = Vec::with_capacity(BATCH);
    let mut bad = Vec::new();
    for line in file {
        match line {
            Ok(event) => batch.push(event),
            Err(error) => {
                tally.bad += 1;
                if bad.len() < SHOWN {
                    bad.push(error);
                }
            }
        }
        if batch.len() == BATCH {
            bar.inc(batch.len() as u64);
            count(&mut tally, &engine.take_in(account.id, std::mem::take(&mut batch)).await?);
        }
    }
    bar.inc(batch.len() as u64);
    count(&mut tally, &engine.take_in(account.id, batch).await?);
    bar.finish_and_clear();
    report_bad(&bad, tally.bad);
    Ok(tally)
}

pub fn count(tally: &mut Tally, taken: &[Taken]) {
    for one in taken {
        match one {
            Taken::Stored { duplicate: false, .. } => tally.new += 1,
            Taken::Stored { duplicate: true, .. } => tally.repeated += 1,
            Taken::UnknownStorefront => tally.bad += 1,
        }
    }
}

/// All events in the order in which they happened: a clock only moves forward.
fn sorted(file: OrderFile<File>) -> (Vec<Event>, Vec<LineError>) {
    let (mut events, mut bad) = (Vec::new(), Vec::new());
    for line in file {
        match line {
            Ok(event) => events.push(event),
            Err(error) => bad.push(error),
        }
    }
    events.sort_by_key(|event| event.occurred_at);
    (events, bad)
}

#[expect(clippy::print_stderr, reason = "bad lines are told apart from what the command answers")]
pub fn report_bad(bad: &[LineError], count: u64) {
    for error in bad.iter().take(SHOWN) {
        eprintln!("{error}");
    }
    let more = count.saturating_sub(SHOWN as u64);
    if more > 0 {
        eprintln!("... and {more} more lines");
    }
}

fn summary(tally: &Tally) -> String {
    format!("{} orders taken in, {} known before, {} lines not taken", tally.new, tally.repeated, tally.bad)
}

/// A count that moves on a terminal, and nothing where nobody watches.
pub fn progress() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {human_pos} orders, {per_sec}, {elapsed} {msg}");
    bar.set_style(style.expect("a template of known words"));
    bar
}
