//! `afterword account`: the accounts of this installation, their kill switch, and their release.

use clap::Subcommand;
use rules::campaign::AccountHold;

use super::node;
use crate::config::Config;
use crate::settings::plan::Plan;
use crate::store::accounts::{self, Account};
use crate::store::audit_log::Actor;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Lists the accounts.
    List,
    /// The kill switch: nothing of the account is sent until it is released.
    Hold {
        #[arg(long)]
        account: String,
    },
    /// Gives an account another plan: free, standard or enterprise. It holds at once.
    Plan {
        #[arg(long)]
        account: String,
        plan: Plan,
    },
    /// Lets an account send again: what waited is decided anew and goes at its next sending hour.
    Release {
        #[arg(long)]
        account: String,
    },
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(action: Action) -> anyhow::Result<()> {
    let engine = node::open(&Config::load()?).await?;
    match action {
        Action::List => {
            for account in engine.store.read("accounts", accounts::all).await? {
                println!("{}", line(&account));
            }
        }
        Action::Hold { account } => {
            let account = node::account(&engine, &account).await?;
            engine.hold_account(account.id, AccountHold::KillSwitch, Actor::CommandLine).await?;
            println!("`{}` is on hold; what is under way may still go out within 10 s", account.name);
        }
        Action::Plan { account, plan } => {
            let account = node::account(&engine, &account).await?;
            engine.change_plan(account.id, plan, Actor::CommandLine).await?;
            println!("`{}` has the plan {}", account.name, plan.as_str());
        }
        Action::Release { account } => {
            let account = node::account(&engine, &account).await?;
            let released = engine.release_account(account.id, Actor::CommandLine).await?;
            println!("`{}` sends again; {released} invitations had waited", account.name);
        }
    }
    Ok(())
}

fn line(account: &Account) -> String {
    let kind = if account.sandbox_since.is_some() { "sandbox" } else { "real" };
    let state = match (account.hold, account.held_at) {
        (Some(hold), Some(at)) => format!("on hold since {at} ({})", hold.as_str()),
        (Some(hold), None) => format!("on hold ({})", hold.as_str()),
        (None, _) => "sends".to_owned(),
    };
    format!("{}  {kind}  {}  {state}  {}", account.id, account.plan.as_str(), account.name)
}
