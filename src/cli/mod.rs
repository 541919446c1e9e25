//! cli starts: one file a command.

mod demo;
mod import;
mod key;
mod node;
mod play;
mod serve;

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
    /// Plays a real order history in a sandbox and serves it.
    Demo,
    /// Serves the API and sends what is due.
    Serve,
    /// Takes in a file of orders.
    Import(import::Arguments),
    /// Makes, lists and revokes API keys.
    #[command(subcommand)]
    Key(key::Action),
}

/// Does what the command line says.
///
/// # Errors
/// What went wrong, in words that say what to do.
pub fn run() -> anyhow::Result<()> {
    let command = Command::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command.action {
            Action::Demo => demo::run().await,
            Action::Serve => serve::run().await,
            Action::Import(arguments) => import::run(arguments).await,
            Action::Key(action) => key::run(action).await,
        }
    })
}
