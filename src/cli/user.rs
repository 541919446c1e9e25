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
use crate::store::Error;
use crate::store::users::{self, Role, User};
use crate::web::password::{LONGEST, Password};

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
    /// Locks a user out for good.
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
        Action::Disable { account, email } => {
            let account = node::account(&engine, &account).await?.id;
            let key = email_key(&engine.secret, account, address(&email)?.as_str());
            let now = engine.now().await?;
            if !engine.store.write("disable_user", move |tx| users::disable(tx, account, key, now)).await? {
                bail!("the account has no user with this address");
            }
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
    match engine.store.write("create_user", move |tx| users::insert(tx, account, &user)).await {
        Err(Error::Duplicate) => bail!("the account has a user with this address already, perhaps a disabled one"),
        made => Ok(made?),
    }
}

fn line(user: &User) -> String {
    let state = user.disabled_at.map_or_else(|| "active".to_owned(), |at| format!("disabled {at}"));
    format!("{}  {}  {state}  {}", user.id, user.role, user.email)
}
