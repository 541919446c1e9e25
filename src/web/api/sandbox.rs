//! The sandbox: an account with a clock of its own that sends into a box instead of the world (AW-3).

use axum::Json as Answer;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account_of;
use crate::store::Tx;
use crate::store::accounts::{self, Account};
use crate::web::App;
use crate::web::auth::May;
use crate::web::patch::Patch;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{SandboxRead, SandboxWrite};

/// How a sandbox behaves.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SandboxInput {
    receipts: Receipts,
}

/// Whether messages are delivered at once, or when they are told to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Receipts {
    Automatic,
    Manual,
}

/// A sandbox.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sandbox)]
pub struct SandboxView {
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
    receipts: Receipts,
}

fn view(account: &Account, now: Timestamp) -> SandboxView {
    SandboxView { now: account.now(now), receipts: receipts(account) }
}

fn receipts(account: &Account) -> Receipts {
    if account.manual_receipts_since.is_some() { Receipts::Manual } else { Receipts::Automatic }
}

/// # Errors
/// `account.not_a_sandbox`
fn check_sandbox(account: &Account) -> Result<(), Problem> {
    let refused = || Problem::new(Kind::NotASandbox, "this account sends into the world, by the world's clock");
    account.sandbox_since.map(|_| ()).ok_or_else(refused)
}

/// Shows the sandbox.
#[utoipa::path(
    get, path = "", security(("key" = ["sandbox:read"])),
    responses((status = 200, description = "The sandbox", body = SandboxView)))]
pub async fn show(may: May<SandboxRead>, State(app): State<App>) -> Result<Answer<SandboxView>, Problem> {
    let now = app.now().await?;
    let account = app.read("show_sandbox", move |tx| Ok(account_of(tx, may.account)?)).await?;
    check_sandbox(&account)?;
    Ok(Answer(view(&account, now)))
}

/// Changes how the sandbox behaves: with manual receipts, messages are delivered when they are told to be.
#[utoipa::path(
    patch, path = "", security(("key" = ["sandbox:write"])), request_body = SandboxInput,
    responses((status = 200, description = "The sandbox as it is now", body = SandboxView)))]
pub async fn change(
    may: May<SandboxWrite>,
    State(app): State<App>,
    patch: Patch,
) -> Result<Answer<SandboxView>, Problem> {
    let node_now = app.now().await?;
    let change = move |tx: &mut Tx<'_>| {
        let mut account = account_of(tx, may.account)?;
        check_sandbox(&account)?;
        let now = account.now(node_now);
        let wanted = patch.over(&SandboxInput { receipts: receipts(&account) })?;
        account.manual_receipts_since = match wanted.receipts {
            Receipts::Automatic => None,
            Receipts::Manual => account.manual_receipts_since.or(Some(now)),
        };
        accounts::save_manual_receipts(tx, may.account, account.manual_receipts_since)?;
        Ok(view(&account, now))
    };
    Ok(Answer(app.write("change_sandbox", change).await?))
}
