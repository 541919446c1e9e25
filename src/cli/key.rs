//! `afterword key`: API keys of an account.

use anyhow::{Context, bail};
use clap::Subcommand;
use jiff::Timestamp;
use rules::delay::Gap;
use rules::id::{AccountId, ApiKeyId};
use rules::time::Zone;

use super::node;
use crate::config::Config;
use crate::engine::Engine;
use crate::settings::account::AccountSettings;
use crate::store::Tx;
use crate::store::accounts::{self, Account};
use crate::store::api_keys::{self, ApiKey};
use crate::store::audit_log::{self, Act, Actor};
use crate::web::credential::Credential;
use crate::web::scope::Scope;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Makes a key and prints it alone; makes the account where it is new.
    Create {
        #[arg(long)]
        account: String,
        /// Makes a new account a sandbox: a clock of its own, and an outbox instead of the world.
        #[arg(long)]
        sandbox: bool,
        /// What the key may do, such as `events:write,invitations:read`; everything unless named.
        #[arg(long, value_delimiter = ',')]
        scopes: Vec<String>,
        /// How long it is good, such as `P90D`; for ever unless named.
        #[arg(long)]
        expires: Option<String>,
        #[arg(long, default_value = "made on the command line")]
        name: String,
    },
    /// Lists the keys of an account; a key itself is shown when it is made, and never again.
    List {
        #[arg(long)]
        account: String,
    },
    /// Revokes a key for good.
    Revoke {
        #[arg(long)]
        account: String,
        id: String,
    },
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(action: Action) -> anyhow::Result<()> {
    let engine = node::open(&Config::load()?).await?;
    match action {
        Action::Create { account, sandbox, scopes, expires, name } => {
            let scopes = checked_scopes(scopes)?;
            let now = engine.now().await?;
            let expires_at = expires.map(|text| expiry(&text, now)).transpose()?;
            let account = account_or_new(&engine, &account, sandbox, now).await?;
            println!("{}", create(&engine, account.id, name, scopes, expires_at, now).await?.reveal());
        }
        Action::List { account } => {
            let account = node::account(&engine, &account).await?.id;
            for key in engine.store.read("keys", move |tx| api_keys::list(tx, account, None, 1_000)).await? {
                println!("{}", line(&key));
            }
        }
        Action::Revoke { account, id } => {
            let account = node::account(&engine, &account).await?.id;
            let id: ApiKeyId =
                id.parse().ok().context("a key's id looks like key_01j...; `afterword key list` shows it")?;
            let now = engine.now().await?;
            let write = move |tx: &mut Tx<'_>| {
                let is_there = api_keys::revoke(tx, account, id, now)?;
                if is_there {
                    audit_log::append(tx, account, now, (Actor::CommandLine, Act::ApiKeyRevoked, &id.to_string()))?;
                }
                Ok(is_there)
            };
            if !engine.store.write("revoke_key", write).await? {
                bail!("the account has no key with this id");
            }
            println!("revoked {id}");
        }
    }
    Ok(())
}

fn line(key: &ApiKey) -> String {
    let state = match (key.revoked_at, key.expires_at) {
        (Some(at), _) => format!("revoked {at}"),
        (None, Some(at)) => format!("good until {at}"),
        (None, None) => "good".to_owned(),
    };
    format!("{}  {}  {state}  {}", key.id, key.name, key.scopes)
}

fn checked_scopes(named: Vec<String>) -> anyhow::Result<Vec<String>> {
    let all = || Scope::ALL.iter().map(|scope| scope.as_str().to_owned()).collect::<Vec<_>>();
    if named.is_empty() {
        return Ok(all());
    }
    let known = all();
    if let Some(unknown) = named.iter().find(|scope| !known.contains(scope)) {
        bail!("there is no scope `{unknown}`; the scopes are: {}", known.join(", "));
    }
    Ok(named)
}

fn expiry(text: &str, now: Timestamp) -> anyhow::Result<Timestamp> {
    let gap = Gap::parse(text).map_err(|error| anyhow::anyhow!("--expires {text}: {error}"))?;
    Ok(rules::delay::gap_end(now, gap, &Zone::UTC))
}

pub async fn create(
    engine: &Engine,
    account: AccountId,
    name: String,
    scopes: Vec<String>,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> anyhow::Result<Credential> {
    let credential = Credential::mint(account, &engine.world.chance);
    let key = ApiKey {
        id: ApiKeyId::new(now, engine.world.chance.bits()),
        name,
        secret_hash: credential.hash(),
        scopes: scopes.join(" "),
        created_at: now,
        expires_at,
        revoked_at: None,
    };
    let write = move |tx: &mut Tx<'_>| {
        api_keys::insert(tx, account, &key)?;
        audit_log::append(tx, account, now, (Actor::CommandLine, Act::ApiKeyMade, &key.id.to_string()))
    };
    engine.store.write("create_key", write).await?;
    Ok(credential)
}

/// The account of this name, made where there is none. One that is there stays what it is.
pub async fn account_or_new(engine: &Engine, name: &str, sandbox: bool, now: Timestamp) -> anyhow::Result<Account> {
    let wanted = name.to_owned();
    if let Some(account) = engine.store.read("account", move |tx| accounts::find_by_name(tx, &wanted)).await? {
        if sandbox && account.sandbox_since.is_none() {
            bail!("the account `{name}` is there and is no sandbox");
        }
        return Ok(account);
    }
    if name.trim().is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        bail!("an account's name has 1 to 100 characters on one line");
    }
    let account = Account {
        id: AccountId::new(now, engine.world.chance.bits()),
        name: name.to_owned(),
        settings: AccountSettings::default(),
        sandbox_since: sandbox.then_some(now),
        clock_at: sandbox.then_some(now),
        manual_receipts_since: None,
        hold: None,
        held_at: None,
        plan: crate::settings::plan::Plan::Enterprise,
    };
    let new = account.clone();
    let write = move |tx: &mut Tx<'_>| {
        accounts::insert(tx, &new, now)?;
        audit_log::append(tx, new.id, now, (Actor::CommandLine, Act::AccountMade, &new.id.to_string()))
    };
    engine.store.write("create_account", write).await?;
    Ok(account)
}
