//! cli starts: one file a command.

mod account;
mod backup;
mod changes;
mod config;
mod demo;
mod doctor;
mod erasures;
mod explain;
mod health;
mod import;
mod key;
mod migrate;
mod node;
mod order_columns;
pub mod play;
mod restore;
mod serve;
mod simulate;
mod simulate_report;
mod simulate_settings;
mod user;

use clap::{Parser, Subcommand};

/// Asks a business's customers for a word afterwards.
#[derive(Debug, Parser)]
#[command(name = "afterword", version, about)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Shows itself: two shops in a sandbox, with a real order history behind them and more to come.
    Demo(demo::Arguments),
    /// Serves the API and sends what is due.
    Serve,
    /// Takes in a file of orders.
    Import(import::Arguments),
    /// Plays a file of orders against settings, and says what would come of it; nothing is stored or sent.
    Simulate(simulate::Arguments),
    /// Says why a message was or was not sent, rule by rule, and what is still to come.
    Explain(explain::Arguments),
    /// Brings the database up to date.
    Migrate,
    /// Looks at configuration, database, clock, disk and relay, and says what is wrong and what to do.
    Doctor,
    /// Prints a configuration file with every setting and its meaning.
    Config,
    /// Says whether the server of this configuration is ready.
    Health,
    /// Makes, lists and revokes API keys.
    #[command(subcommand)]
    Key(key::Action),
    /// Makes, lists and disables users.
    #[command(subcommand)]
    User(user::Action),
    /// Lists, holds and releases accounts.
    #[command(subcommand)]
    Account(account::Action),
    /// Copies the database to a file while it is in use.
    Backup(backup::Arguments),
    /// Puts a copy into the place of the database; its accounts are on hold until they are released.
    Restore(restore::Arguments),
    /// Keeps who was erased in a file that names nobody, and erases them again in a database that was restored.
    #[command(subcommand)]
    Erasures(erasures::Action),
}

/// Does what the command line says.
///
/// # Errors
/// What went wrong, in words that say what to do.
pub fn run() -> anyhow::Result<()> {
    let command = Command::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(act(command.action))
}

async fn act(action: Action) -> anyhow::Result<()> {
    // These two log as they are configured; the others do one thing and end.
    if !matches!(action, Action::Demo(_) | Action::Serve) {
        serve::log_warnings();
    }
    match action {
        Action::Demo(arguments) => demo::run(arguments).await,
        Action::Serve => serve::run().await,
        Action::Import(arguments) => import::run(arguments).await,
        Action::Simulate(arguments) => simulate::run(arguments).await,
        Action::Explain(arguments) => explain::run(arguments).await,
        Action::Migrate => migrate::run().await,
        Action::Doctor => doctor::run().await,
        Action::Config => config::run(),
        Action::Health => health::run(),
        Action::Key(action) => key::run(action).await,
        Action::User(action) => user::run(action).await,
        Action::Account(action) => account::run(action).await,
        Action::Backup(arguments) => backup::run(arguments).await,
        Action::Restore(arguments) => restore::run(arguments).await,
        Action::Erasures(action) => erasures::run(action).await,
    }
}
