//! Simulations: what would come of a history under settings that need not be saved. Nothing is stored or sent.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use jiff::Timestamp;
use rules::id::AccountId;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use utoipa::ToSchema;

use super::account_of;
use super::simulation_input::{SettingsInput, within};
use super::simulation_view::SimulationView;
use crate::engine::simulate::{Assumptions, Cancellation, Gathering, History, Report, Settings, simulate};
use crate::field::{Fault, Faults, FieldError};
use crate::intake::event::EventInput;
use crate::intake::json;
use crate::intake::moment;
use crate::intake::money::{Money, MoneyInput};
use crate::store::{Tx, campaigns, response_rates, storefronts};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::{Body, LARGEST_BATCH, parse};
use crate::web::problem::{Kind, Problem};
use crate::web::scope::CampaignsRead;

/// Events of one history; a longer one is for `afterword simulate`.
const MOST_EVENTS: usize = 10_000;

/// A history, and settings to try out on it.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SimulationInput {
    /// In any order; up to 10,000.
    #[serde(deserialize_with = "json::objects")]
    #[schema(value_type = Vec<EventInput>, required = true, max_items = 10000)]
    events: Option<Vec<EventInput>>,
    /// Orders that were cancelled, and when.
    #[serde(deserialize_with = "json::objects")]
    #[schema(max_items = 10000)]
    cancellations: Option<Vec<CancellationInput>>,
    /// Left out: as the account stands.
    #[serde(deserialize_with = "json::some_object")]
    settings: Option<SettingsInput>,
    /// To compare with.
    #[serde(deserialize_with = "json::some_object")]
    against: Option<SettingsInput>,
    /// Left out: the account's own rates where it has sent 100 messages, else 10% and 5%.
    #[serde(deserialize_with = "json::some_object")]
    answer_share: Option<ShareInput>,
    /// Of one SMS.
    #[serde(deserialize_with = "json::some_object")]
    sms_price: Option<MoneyInput>,
}

/// An order that was cancelled.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct CancellationInput {
    #[schema(value_type = String, required = true, example = "main")]
    storefront: Option<String>,
    #[schema(value_type = String, required = true, example = "CD-000123")]
    reference: Option<String>,
    #[schema(value_type = String, required = true, format = DateTime, example = "2026-03-05T09:00:00Z")]
    at: Option<String>,
}

/// Shares of people who answer, from 0 to 1.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ShareInput {
    /// Of those whom a first message reached.
    #[schema(minimum = 0, maximum = 1, example = 0.1)]
    first: Option<f64>,
    /// Of those who are asked again.
    #[schema(minimum = 0, maximum = 1, example = 0.05)]
    again: Option<f64>,
}

/// Everything that is simulated.
struct Checked {
    history: History,
    settings: Settings,
    against: Option<Settings>,
    assumptions: Assumptions,
    price: Option<Money>,
}

/// Seeds the crowd that answers: the same request is answered the same.
pub const SEED: u64 = 1;

/// Plays a history against settings, by the same rules as in earnest. Nothing is stored or sent.
#[utoipa::path(
    post, path = "", security(("key" = ["campaigns:read"])), request_body = SimulationInput,
    responses((status = 200, description = "What would come of it", body = SimulationView)))]
pub async fn simulate_history(
    may: May<CampaignsRead>,
    State(app): State<App>,
    body: Body<LARGEST_BATCH>,
) -> Result<Answer<SimulationView>, Problem> {
    let input: SimulationInput = parse(&body.bytes)?;
    let (current, assumptions) = standing(&app, may.account).await?;
    let turn = app.simulations.turn()?;
    let played = spawn_blocking(move || {
        // It goes on where its caller does not wait for it.
        let _turn = turn;
        play(input, &current, assumptions)
    });
    let played = played.await;
    played.map_err(|_| Problem::internal("a simulation broke off"))?.map(Answer)
}

/// An account's settings as they stand, and its own response rates.
///
/// # Errors
/// Those of the store.
pub async fn standing(app: &App, account: AccountId) -> Result<(Settings, Assumptions), Problem> {
    let read = move |tx: &mut Tx<'_>| {
        let known = account_of(tx, account)?;
        let settings = Settings {
            account: known.settings,
            plan: known.plan,
            storefronts: storefronts::all(tx, account)?,
            campaigns: campaigns::all(tx, account)?,
        };
        Ok((settings, Assumptions::of(&response_rates::load(tx, account)?)))
    };
    app.read("simulation_settings", read).await
}

fn play(input: SimulationInput, current: &Settings, assumptions: Assumptions) -> Result<SimulationView, Problem> {
    let checked = check(input, current, assumptions).map_err(Problem::invalid)?;
    let crowd = checked.assumptions.crowd(SEED);
    let run = |settings: &Settings| {
        let mut report = Report::default();
        simulate(&checked.history, settings, &crowd, &mut report, |_| ()).map(|()| report)
    };
    let report = run(&checked.settings)?;
    let against = checked.against.as_ref().map(run).transpose()?;
    Ok(SimulationView::new(&checked.assumptions, &report, against.as_ref(), checked.price.as_ref()))
}

fn check(input: SimulationInput, current: &Settings, assumptions: Assumptions) -> Result<Checked, Vec<FieldError>> {
    let mut faults = Faults::default();
    let mut gathering = Gathering::new(SEED);
    faults.within("events", |faults| match input.events {
        Some(events) => add_events(events, current, &mut gathering, faults),
        None => faults.add("", Fault::missing()),
    });
    faults.within("cancellations", |faults| cancel(input.cancellations.unwrap_or_default(), &mut gathering, faults));
    let mut over = |name: &str, given: Option<SettingsInput>| {
        let settings = given.map(|given| given.over(current));
        settings.transpose().map_err(|errors| within(errors, name).for_each(|error| faults.add_error(error))).ok()
    };
    let settings = over("/settings", input.settings).flatten();
    let against = over("/against", input.against).flatten();
    let shares = input.answer_share.unwrap_or_default();
    let mut share = |pointer: &str, given: Option<f64>| faults.keep_some(pointer, given, share);
    let (first, again) = (share("/answer_share/first", shares.first), share("/answer_share/again", shares.again));
    let price = faults.within("sms_price", |faults| price(input.sms_price?, faults));
    if !faults.is_empty() {
        return Err(faults.into_errors());
    }
    Ok(Checked {
        history: gathering.finish(),
        settings: settings.unwrap_or_else(|| current.clone()),
        against,
        assumptions: assumptions.or_given(first, again),
        price,
    })
}

fn add_events(events: Vec<EventInput>, current: &Settings, gathering: &mut Gathering, faults: &mut Faults) {
    if events.len() > MOST_EVENTS {
        return faults.add("", Fault::too_many(MOST_EVENTS));
    }
    for (position, event) in events.into_iter().enumerate() {
        // A history lies where it lies: nothing is compared with the account's clock.
        let event = match event.check(Timestamp::MAX, None) {
            Ok(event) => event,
            Err(errors) => {
                faults.within(position, |faults| errors.into_iter().for_each(|error| faults.add_error(error)));
                continue;
            }
        };
        if current.storefronts.iter().any(|storefront| storefront.slug == event.storefront) {
            gathering.add(&event, &[]);
        } else {
            let unknown = Fault::new("storefront.unknown", "the account has no storefront of this slug");
            faults.within(position, |faults| faults.add("/storefront", unknown));
        }
    }
}

fn cancel(cancellations: Vec<CancellationInput>, gathering: &mut Gathering, faults: &mut Faults) {
    if cancellations.len() > MOST_EVENTS {
        return faults.add("", Fault::too_many(MOST_EVENTS));
    }
    for (position, given) in cancellations.into_iter().enumerate() {
        faults.within(position, |faults| {
            let storefront = faults.require("/storefront", given.storefront, Ok);
            let reference = faults.require("/reference", given.reference, Ok);
            let at = faults.require("/at", given.at, |text| moment::instant(&text));
            if let (Some(storefront), Some(reference), Some(at)) = (storefront, reference, at) {
                gathering.cancel(Cancellation { storefront, reference, at });
            }
        });
    }
}

/// # Errors
/// `share.out_of_range`
pub fn share(share: f64) -> Result<f64, Fault> {
    let allowed = (0.0..=1.0).contains(&share);
    if allowed { Ok(share) } else { Err(Fault::new("share.out_of_range", "a share is a number from 0 to 1")) }
}

fn price(given: MoneyInput, faults: &mut Faults) -> Option<Money> {
    let money = given.check(faults)?;
    if money.amount.starts_with('-') {
        faults.add("/amount", Fault::new("amount.negative", "a price is not below nothing"));
        return None;
    }
    Some(money)
}

/// Simulations of a node at once; each may take a processor for a while.
const MOST_AT_ONCE: usize = 2;

/// The turns of a node.
#[derive(Clone)]
pub struct Simulations(Arc<Semaphore>);

impl Default for Simulations {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_AT_ONCE)))
    }
}

impl Simulations {
    /// A turn that lasts until it is dropped.
    ///
    /// # Errors
    /// `busy` while another one runs.
    pub fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let turn = Arc::clone(&self.0).try_acquire_owned();
        turn.map_err(|_| Problem::new(Kind::Busy, "others are under way; send this one again in a moment"))
    }
}
