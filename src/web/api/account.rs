//! The account: the settings above all campaigns.

use axum::Json as Answer;
use axum::extract::State;
use jiff::Timestamp;
use rules::campaign::AccountHold;
use rules::id::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

use super::account_of;
use crate::engine::answer_mails;
use crate::settings::account::AccountSettings;
use crate::store::Tx;
use crate::store::accounts::{self, Account};
use crate::store::audit_log::{Act, Actor};
use crate::store::former_settings;
use crate::web::App;
use crate::web::auth::May;
use crate::web::given::{Given, kept};
use crate::web::problem::Problem;
use crate::web::scope::{AccountRead, AccountWrite};

/// The account of the key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    id: String,
    name: String,
    /// A sandbox has a clock of its own and sends into a box instead of the world.
    sandbox: bool,
    #[serde(flatten)]
    settings: AccountSettings,
    /// `free`, `standard` or `enterprise`: what may be used, where somebody runs Afterword for others.
    plan: &'static str,
    /// Why nothing is sent until a person releases the account: `restored` or `kill_switch`.
    #[schema(required = true)]
    hold: Option<&'static str>,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    held_at: Option<Timestamp>,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name,
            sandbox: account.sandbox_since.is_some(),
            plan: account.plan.as_str(),
            settings: account.settings,
            hold: account.hold.map(AccountHold::as_str),
            held_at: account.held_at,
        }
    }
}

/// Shows the account.
#[utoipa::path(
    get, path = "", security(("key" = ["account:read"])),
    responses((status = 200, description = "The account", body = AccountView)))]
pub async fn show(may: May<AccountRead>, State(app): State<App>) -> Result<Answer<AccountView>, Problem> {
    show_now(&app, may.account).await
}

async fn show_now(app: &App, account: AccountId) -> Result<Answer<AccountView>, Problem> {
    let account = app.read("show_account", move |tx| Ok(account_of(tx, account)?)).await?;
    Ok(Answer(account.into()))
}

/// Changes the settings that are given; they act at once on everything unsent.
#[utoipa::path(
    patch, path = "", security(("key" = ["account:write"])), request_body = AccountSettings,
    responses((status = 200, description = "The account as it is now", body = AccountView)))]
pub async fn change(
    may: May<AccountWrite>,
    State(app): State<App>,
    given: Given,
) -> Result<Answer<AccountView>, Problem> {
    let changed = change_now(&app, (may.account, may.actor()), given, |_| Ok(())).await?;
    Ok(Answer(changed.into()))
}

/// Lays what is given over the account's settings as they are now, where they may be changed.
///
/// # Errors
/// That of `allowed`; `input.invalid` with everything that is wrong.
pub async fn change_now(
    app: &App,
    (account, by): (AccountId, Actor),
    given: Given,
    allowed: impl Fn(&Account) -> Result<(), Problem> + Send + 'static,
) -> Result<Account, Problem> {
    let node_now = app.now().await?;
    let engine = app.engine.clone();
    let change = move |tx: &mut Tx<'_>| {
        let mut account = account_of(tx, account)?;
        allowed(&account)?;
        let mut settings: AccountSettings = given.over(&account.settings)?;
        settings.check(account.hold).map_err(Problem::invalid)?;
        answer_mails::agree(tx, &engine, &account, &mut settings, node_now)?.map_err(Problem::from)?;
        if settings != account.settings {
            accounts::save_settings(tx, account.id, &settings)?;
            let told = (by, Act::AccountChanged, &*account.id.to_string());
            let change = (&*kept(&account.settings), &*kept(&settings));
            former_settings::record(tx, account.id, account.now(node_now), told, change)?;
        }
        account.settings = settings;
        Ok(account)
    };
    app.write("change_account", change).await
}

/// Holds the account: nothing is sent until a person releases it. What is under way may still go out within 10 seconds.
#[utoipa::path(
    post, path = "", security(("key" = ["account:write"])),
    responses((status = 200, description = "The account as it is now", body = AccountView)))]
pub async fn hold_all(may: May<AccountWrite>, State(app): State<App>) -> Result<Answer<AccountView>, Problem> {
    app.engine.hold_account(may.account, AccountHold::KillSwitch, may.actor()).await?;
    show_now(&app, may.account).await
}

/// Releases the account: what waited is decided anew and goes at its next sending hour.
#[utoipa::path(
    post, path = "", security(("key" = ["account:write"])),
    responses((status = 200, description = "The account as it is now", body = AccountView)))]
pub async fn release_all(may: May<AccountWrite>, State(app): State<App>) -> Result<Answer<AccountView>, Problem> {
    app.engine.release_account(may.account, may.actor()).await?;
    show_now(&app, may.account).await
}
