//! `afterword user`: the people who may see and change an account.

use std::io::{self, Read};

use anyhow::{Context, bail};
use clap::Subcommand;
use rules::id::{AccountId, UserId};

use super::node;
use crate::config::Config;
use crate::delivery::EmailAddress;
use crate::engine::Engine;
use crate::engine::people::email_key;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::users::{self, Role, SecondFactor, User};
use crate::store::{Error, Tx, sessions, user_links};
use crate::web::password::{LONGEST, Password};
use crate::web::user_link;

/// The longest line end that may follow a password.
const LINE_END: usize = "\r\n".len();

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Makes a user; prints the password where it was made here, this once.
    Create {
        #[arg(long)]
        account: String,
        #[arg(long)]
        email: String,
        /// What the user may do: admin, editor or viewer.
        #[arg(long)]
        role: Role,
        /// Reads the password from the standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Lists the users of an account.
    List {
        #[arg(long)]
        account: String,
    },
    /// Prints a link by which a user chooses a password: for 7 days where there was none before, else for an hour.
    Link {
        #[arg(long)]
        account: String,
        #[arg(long)]
        email: String,
        /// Takes the second factor off, too, for somebody who has lost the authenticator.
        #[arg(long)]
        without_second_factor: bool,
    },
    /// Locks a user out, until an administrator lets them in again.
    Disable {
        #[arg(long)]
        account: String,
        #[arg(long)]
        email: String,
    },
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(action: Action) -> anyhow::Result<()> {
    let engine = node::open(&Config::load()?).await?;
    match action {
        Action::Create { account, email, role, password_stdin } => {
            let account = node::account(&engine, &account).await?.id;
            let email = address(&email)?;
            let given = if password_stdin { Some(given_password()?) } else { None };
            let minted = given.is_none().then(|| Password::mint(&engine.world.chance));
            if let Some(password) = given.as_ref().or(minted.as_ref()) {
                create(&engine, account, &email, role, password).await?;
            }
            if let Some(minted) = minted {
                println!("{}", minted.reveal());
            }
        }
        Action::List { account } => {
            let account = node::account(&engine, &account).await?.id;
            for user in engine.store.read("users", move |tx| users::list(tx, account, None, 1_000)).await? {
                println!("{}", line(&user));
            }
        }
        Action::Link { account, email, without_second_factor } => {
            let account = node::account(&engine, &account).await?.id;
            println!("{}", link(&engine, account, &address(&email)?, without_second_factor).await?);
        }
        Action::Disable { account, email } => {
            let account = node::account(&engine, &account).await?.id;
            disable(&engine, account, &address(&email)?).await?;
            println!("disabled");
        }
    }
    Ok(())
}

fn address(text: &str) -> anyhow::Result<EmailAddress> {
    EmailAddress::parse(text).context("--email")
}

/// One line, without its end.
fn given_password() -> anyhow::Result<Password> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LONGEST + LINE_END + 1).expect("a small number");
    io::stdin().take(limit).read_to_end(&mut bytes).context("the password cannot be read")?;
    let text = String::from_utf8(bytes).ok().context("the password is no UTF-8 text")?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Password::parse(line.strip_suffix('\r').unwrap_or(line))?)
}

async fn create(
    engine: &Engine,
    account: AccountId,
    email: &EmailAddress,
    role: Role,
    password: &Password,
) -> anyhow::Result<()> {
    let now = engine.now().await?;
    let id = UserId::new(now, engine.world.chance.bits());
    let key = email_key(&engine.secret, account, email.as_str());
    let hash = password.hash(&engine.world.chance);
    let user = User { password_hash: Some(hash), ..User::new(id, (email.as_str(), key), role, now) };
    let write = move |tx: &mut Tx<'_>| {
        users::insert(tx, account, &user)?;
        audit_log::append(tx, account, now, (Actor::CommandLine, Act::UserMade, &id.to_string()))
    };
    match engine.store.write("create_user", write).await {
        Err(Error::Duplicate) => bail!("the account has a user with this address already, perhaps a disabled one"),
        made => Ok(made?),
    }
}

/// A new link for a user; the one before it is no longer good.
async fn link(
    engine: &Engine,
    account: AccountId,
    email: &EmailAddress,
    without_second_factor: bool,
) -> anyhow::Result<String> {
    let key = email_key(&engine.secret, account, email.as_str());
    let found = engine.store.read("user", move |tx| users::find_by_email(tx, account, key)).await?;
    let Some(user) = found.filter(|user| user.disabled_at.is_none()) else {
        bail!("the account has no user with this address, or the user is disabled");
    };
    let now = engine.now().await?;
    let minted = user_link::mint(engine, account, &user, now);
    let kept = minted.kept.clone();
    let write = move |tx: &mut Tx<'_>| {
        user_links::replace(tx, account, &kept)?;
        audit_log::append(tx, account, now, (Actor::CommandLine, Act::UserLinked, &kept.user.to_string()))?;
        if !without_second_factor {
            return Ok(());
        }
        let mut user = users::find(tx, account, kept.user)?.ok_or(Error::Missing)?;
        user.second_factor = SecondFactor::default();
        users::update(tx, account, &user)?;
        audit_log::append(tx, account, now, (Actor::CommandLine, Act::SecondFactorEnded, &kept.user.to_string()))
    };
    engine.store.write("user_link", write).await?;
    Ok(minted.url)
}

async fn disable(engine: &Engine, account: AccountId, email: &EmailAddress) -> anyhow::Result<()> {
    let key = email_key(&engine.secret, account, email.as_str());
    let now = engine.now().await?;
    let write = move |tx: &mut Tx<'_>| {
        let Some(user) = users::find_by_email(tx, account, key)? else { return Ok(false) };
        users::disable(tx, account, key, now)?;
        sessions::end_others(tx, account, user.id, None)?;
        audit_log::append(tx, account, now, (Actor::CommandLine, Act::UserDisabled, &user.id.to_string()))?;
        Ok(true)
    };
    if !engine.store.write("disable_user", write).await? {
        bail!("the account has no user with this address");
    }
    Ok(())
}

fn line(user: &User) -> String {
    let state = user.disabled_at.map_or_else(|| "active".to_owned(), |at| format!("disabled {at}"));
    format!("{}  {}  {state}  {}", user.id, user.role, user.email)
}
