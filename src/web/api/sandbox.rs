//! The sandbox: an account with a clock of its own that sends into a box instead of the world (AW-3).

use axum::Json as Answer;
use axum::extract::State;
use jiff::Timestamp;
use rules::delay::{Gap, gap_end};
use rules::id::AccountId;
use rules::time::Zone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{account_of, sound};
use crate::field::{Fault, Faults};
use crate::intake::moment;
use crate::store::Tx;
use crate::store::accounts::{self, Account};
use crate::store::audit_log::{Act, Actor};
use crate::store::former_settings;
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::given::{Given, kept};
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
pub fn check_sandbox(account: &Account) -> Result<(), Problem> {
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
    given: Given,
) -> Result<Answer<SandboxView>, Problem> {
    change_now(&app, (may.account, may.actor()), given, |_| Ok(())).await.map(Answer)
}

/// Lays what is given over how the sandbox behaves now, where that may be changed.
///
/// # Errors
/// `account.not_a_sandbox`; that of `allowed`; `input.invalid`.
pub async fn change_now(
    app: &App,
    (account, by): (AccountId, Actor),
    given: Given,
    allowed: impl Fn(&str) -> Result<(), Problem> + Send + 'static,
) -> Result<SandboxView, Problem> {
    let node_now = app.now().await?;
    let change = move |tx: &mut Tx<'_>| {
        let mut account = account_of(tx, account)?;
        check_sandbox(&account)?;
        let (now, before) = (account.now(node_now), text_of(&account));
        allowed(&before)?;
        let wanted = given.over(&SandboxInput { receipts: receipts(&account) })?;
        account.manual_receipts_since = match wanted.receipts {
            Receipts::Automatic => None,
            Receipts::Manual => account.manual_receipts_since.or(Some(now)),
        };
        let after = text_of(&account);
        if after != before {
            accounts::save_manual_receipts(tx, account.id, account.manual_receipts_since)?;
            let told = (by, Act::SandboxChanged, &*account.id.to_string());
            former_settings::record(tx, account.id, now, told, (&before, &after))?;
        }
        Ok(view(&account, now))
    };
    app.write("change_sandbox", change).await
}

/// How a sandbox behaves, as a text.
fn text_of(account: &Account) -> String {
    kept(&SandboxInput { receipts: receipts(account) })
}

/// A sandbox's clock.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Clock)]
pub struct ClockView {
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
}

/// Shows the sandbox's clock.
#[utoipa::path(
    get, path = "", security(("key" = ["sandbox:read"])),
    responses((status = 200, description = "The clock", body = ClockView)))]
pub async fn show_clock(may: May<SandboxRead>, State(app): State<App>) -> Result<Answer<ClockView>, Problem> {
    let now = app.now().await?;
    let account = app.read("show_clock", move |tx| Ok(account_of(tx, may.account)?)).await?;
    check_sandbox(&account)?;
    Ok(Answer(ClockView { now: account.now(now) }))
}

/// Where the clock goes: by so much, or to a time.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClockInput {
    /// ISO 8601, up to 10 years.
    #[schema(example = "P7D")]
    advance: Option<String>,
    #[schema(format = DateTime, example = "2026-03-10T10:00:00Z")]
    to: Option<String>,
}

impl ClockInput {
    /// Where a clock that shows `now` goes.
    fn check(self, now: Timestamp) -> Result<Timestamp, Problem> {
        let mut faults = Faults::default();
        let to = match (self.advance, self.to) {
            (Some(gap), None) => faults.keep("/advance", later(&gap, now)),
            (None, Some(to)) => faults.keep("/to", moment::instant(&to)),
            _ => {
                faults.add("", Fault::new("clock.not_one", "give either advance or to"));
                None
            }
        };
        sound(to, faults)
    }
}

fn later(gap: &str, now: Timestamp) -> Result<Timestamp, Fault> {
    let gap = Gap::parse(gap);
    let gap = gap.map_err(|error| Fault::told("duration.invalid", error.to_string()))?;
    let to = gap_end(now, gap, &Zone::UTC).max(now);
    // The same years as for a time that is given.
    moment::instant(&to.to_string())
}

/// Moves the sandbox's clock; answers when everything due until then has happened, in order. A sandbox without events
/// may be set to any time, later its clock only stays or moves forward.
#[utoipa::path(
    post, path = "", security(("key" = ["sandbox:write"])), request_body = ClockInput,
    responses((status = 200, description = "The clock as it is now", body = ClockView)))]
pub async fn move_clock(
    may: May<SandboxWrite>,
    State(app): State<App>,
    body: Json<ClockInput>,
) -> Result<Answer<ClockView>, Problem> {
    let now = app.now().await?;
    let account = app.read("show_clock", move |tx| Ok(account_of(tx, may.account)?)).await?;
    check_sandbox(&account)?;
    let to = body.value.check(account.now(now))?;
    let now = app.engine.move_clock(may.account, to).await?;
    app.engine.note(may.account, (may.actor(), Act::SandboxClockMoved)).await?;
    Ok(Answer(ClockView { now }))
}
