//! `afterword simulate`: a file of orders is played against settings, and nothing is stored or sent (AW-2).

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;
use jiff::Timestamp;

use super::order_columns::OrderColumns;
use super::{import, node, simulate_report, simulate_settings};
use crate::config::Config;
use crate::engine::simulate::{Assumptions, Gathering, History, Report, Settings, simulate};
use crate::intake::csv::{Options, OrderFile};
use crate::intake::money::{Money, MoneyInput};
use crate::store::response_rates;
use crate::web::SimulationView;

/// Between two looks at the progress.
const STEP: u64 = 10_000;

/// What a file of settings looks like.
const EXAMPLE: &str = "\
A file of settings is TOML with the names of the API:

  [account.pressure]
  gap = \"P30D\"

  [storefront]
  time_zone = \"Europe/Stockholm\"
  declared_basis = \"existing_customer\"

  [[campaigns]]
  purpose = \"service_review\"
  delay = \"P7D\"
  frequency = { mode = \"min_gap\", gap = \"P1Y\" }
  reminder = { enabled = true, after = \"P5D\" }";

/// Plays a file of orders against settings, and says what would come of it: messages by day, role and channel, refusals
/// by rule, people by number of messages, answers to expect, cost. Nothing is stored or sent.
///
/// With `--against` a second file of settings is played too and stands beside the first.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLE)]
pub struct Arguments {
    /// A CSV file of orders, plain or gzip, in any order.
    pub file: PathBuf,
    /// The settings to try out, TOML.
    #[arg(long)]
    pub settings: PathBuf,
    /// Other settings to compare with.
    #[arg(long)]
    pub against: Option<PathBuf>,
    /// What happened on each line.
    #[arg(long = "type", default_value = "order.delivered")]
    pub event_type: String,
    #[command(flatten)]
    pub columns: OrderColumns,
    /// Takes the response rates of this account of the installation; else 10% answer, and 5% of those asked again.
    #[arg(long)]
    pub account: Option<String>,
    /// The share of people who answer a first message, from 0 to 1.
    #[arg(long)]
    pub answer_share: Option<f64>,
    /// The share of those asked again who then answer, from 0 to 1.
    #[arg(long)]
    pub answer_share_again: Option<f64>,
    /// Which people those are.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// What one SMS costs, such as `0.80 SEK`.
    #[arg(long, value_name = "AMOUNT CURRENCY")]
    pub sms_price: Option<String>,
    /// Prints the report as the API gives it.
    #[arg(long)]
    pub json: bool,
    /// Shows progress also where nobody watches.
    #[arg(long)]
    pub progress: bool,
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let settings = simulate_settings::read(&arguments.settings, &arguments.event_type)?;
    let read = |path: &PathBuf| simulate_settings::read(path, &arguments.event_type);
    let against = arguments.against.as_ref().map(read).transpose()?;
    let same_slug = |other: &Settings| other.storefronts[0].slug == settings.storefronts[0].slug;
    if !against.as_ref().is_none_or(same_slug) {
        bail!("the two files of settings name different storefronts: give both the same storefront.slug");
    }
    let price = arguments.sms_price.as_deref().map(price).transpose()?;
    let assumptions = assumptions(&arguments).await?;
    let (history, bad) = read_file(&arguments, &settings)?;
    let crowd = assumptions.crowd(arguments.seed);
    let bar = progress(&arguments, history.len() as u64 * if against.is_some() { 2 } else { 1 });
    let play = |settings: &Settings| {
        let mut report = Report::default();
        simulate(&history, settings, &crowd, &mut report, |orders| bar.inc(orders as u64)).map(|()| report)
    };
    let (report, against) = (play(&settings)?, against.as_ref().map(play).transpose()?);
    bar.finish_and_clear();
    if arguments.json {
        let view = SimulationView::new(&assumptions, &report, against.as_ref(), price.as_ref());
        println!("{}", serde_json::to_string_pretty(&view)?);
    } else {
        let reports: Vec<_> = [Some(&report), against.as_ref()].into_iter().flatten().collect();
        print!("{}", simulate_report::render(&history, &reports, &assumptions, price.as_ref(), bad)?);
    }
    Ok(())
}

/// The account's own response rates, or what is assumed or given in their place.
async fn assumptions(arguments: &Arguments) -> anyhow::Result<Assumptions> {
    for (name, share) in
        [("--answer-share", arguments.answer_share), ("--answer-share-again", arguments.answer_share_again)]
    {
        if share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            bail!("{name}: a share is a number from 0 to 1");
        }
    }
    let own = match &arguments.account {
        None => Assumptions::default(),
        Some(name) => {
            let engine = node::open(&Config::load()?).await?;
            let account = node::account(&engine, name).await?.id;
            let rates = engine.store.read("response_rates", move |tx| response_rates::load(tx, account)).await?;
            Assumptions::of(&rates)
        }
    };
    Ok(own.or_given(arguments.answer_share, arguments.answer_share_again))
}

fn price(text: &str) -> anyhow::Result<Money> {
    let (amount, currency) =
        text.split_once(' ').context("--sms-price: an amount and a currency, such as `0.80 SEK`")?;
    let input = MoneyInput { amount: Some(amount.to_owned()), currency: Some(currency.trim().to_owned()) };
    let mut faults = crate::field::Faults::default();
    let money = input.check(&mut faults).filter(|money| !money.amount.starts_with('-'));
    money.context("--sms-price: an amount and a currency, such as `0.80 SEK`")
}

/// Reads the file as it streams in; of a line 24 bytes are kept. Answers the history and how many lines are bad.
fn read_file(arguments: &Arguments, settings: &Settings) -> anyhow::Result<(History, u64)> {
    let name = arguments.file.display();
    let file = File::open(&arguments.file).with_context(|| name.to_string())?;
    let orders =
        OrderFile::open(file, options(arguments, settings)?).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
    let bar = reading(arguments);
    let mut gathering = Gathering::new(arguments.seed);
    let mut bad = Vec::new();
    let mut lines_bad = 0;
    for (line, order) in orders.enumerate() {
        match order {
            Ok(event) => gathering.add(&event, &[]),
            Err(error) => {
                lines_bad += 1;
                if bad.len() < import::SHOWN {
                    bad.push(error);
                }
            }
        }
        if (line as u64).is_multiple_of(STEP) {
            bar.set_position(line as u64);
        }
    }
    bar.finish_and_clear();
    import::report_bad(&bad, lines_bad);
    Ok((gathering.finish(), lines_bad))
}

fn options(arguments: &Arguments, settings: &Settings) -> anyhow::Result<Options> {
    // A history lies where it lies.
    let mut options = Options::new(&arguments.event_type, &settings.storefronts[0].slug, Timestamp::MAX);
    arguments.columns.tell(&mut options)?;
    Ok(options)
}

/// A count that moves on a terminal, or a line now and then where it was asked for.
fn reading(arguments: &Arguments) -> ProgressBar {
    let bar = import::progress();
    bar.set_message("read");
    shown(bar, arguments)
}

fn progress(arguments: &Arguments, orders: u64) -> ProgressBar {
    let bar = import::progress();
    bar.set_length(orders);
    bar.set_message("played");
    shown(bar, arguments)
}

fn shown(bar: ProgressBar, arguments: &Arguments) -> ProgressBar {
    if arguments.progress {
        bar.set_draw_target(indicatif::ProgressDrawTarget::stderr_with_hz(2));
    }
    bar
}
