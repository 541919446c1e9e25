//! Simulations: what another setting would have come to, played over orders that are there. Nothing is stored or sent.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use jiff::Timestamp;
use rules::id::CampaignId;
use tokio::task::spawn_blocking;

use super::form::{Field, Form};
use super::frame::Frame;
use super::measure::{self, Measure};
use super::signed::{Signed, Stop};
use super::simulation_chart::Results;
use crate::engine::simulate::{Assumptions, Gathering, History, Report, Settings, simulate};
use crate::field::{Fault, FieldError};
use crate::intake::csv::{AddressPattern, Options, OrderFile};
use crate::settings::campaign::FrequencySettings;
use crate::store::campaigns::Campaign;
use crate::web::App;
use crate::web::api::simulations::{SEED, standing};
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::CampaignsRead;
use crate::web::simulation_jobs::{Ending, Job, Outcome};
use crate::web::upload::Upload;

/// Orders of one simulation here; more are for `afterword simulate`.
const MOST_ORDERS: usize = 500_000;

/// A page of something under way is looked at again after so many seconds, without a script.
const REFRESH: HeaderName = HeaderName::from_static("refresh");
const LOOK_AGAIN: HeaderValue = HeaderValue::from_static("2");

type Choices = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "simulations/new.html")]
struct NewPage<'a> {
    frame: &'a Frame,
    form: SimulationForm,
}

/// There is no campaign to change.
#[derive(Template)]
#[template(path = "simulations/none.html")]
struct NonePage<'a> {
    frame: &'a Frame,
}

/// The form: which orders, and what would be different.
struct SimulationForm {
    campaign: Field,
    campaigns: Choices,
    source: Field,
    sources: Choices,
    file: Field,
    storefront: Field,
    storefronts: Choices,
    event_type: Field,
    address_pattern: Field,
    delay: Measure,
    reminder: Field,
    reminder_after: Measure,
    mode: Field,
    modes: Choices,
    gap: Measure,
    pressure: Measure,
    others: Vec<String>,
}

impl SimulationForm {
    fn new(frame: &Frame, current: &Settings, input: &Input, errors: &[FieldError]) -> Self {
        let form = Form::new(frame, input, errors);
        let choices = |pairs: &[(&str, &str)]| -> Choices {
            pairs.iter().map(|(value, key)| ((*value).to_owned(), frame.say(key))).collect()
        };
        let shops = current.storefronts.iter().map(|shop| (shop.slug.clone(), shop.name.clone()));
        let named = current.campaigns.iter().map(|campaign| (campaign.id.to_string(), campaign.name.clone()));
        let measure = |name: &str, label: &str, hint: &str| Measure::of(&form, frame, name, (label, hint));
        let mut drawn = Self {
            campaign: form.field("campaign", "page-simulate-campaign"),
            campaigns: named.collect(),
            source: form.hinted("source", "page-simulate-source", "page-simulate-source-hint"),
            sources: choices(&[("own", "page-simulate-own"), ("file", "page-simulate-file")]),
            file: form.hinted("file", "page-simulate-file", "page-simulate-file-hint"),
            storefront: form.field("storefront", "page-simulate-storefront"),
            storefronts: shops.collect(),
            event_type: form.field("event_type", "page-event-type"),
            address_pattern: form.hinted("address_pattern", "page-simulate-pattern", "page-simulate-pattern-hint"),
            delay: measure("delay", "page-campaign-delay", "page-campaign-delay-hint"),
            reminder: form.field("reminder.enabled", "page-campaign-reminder"),
            reminder_after: measure(
                "reminder.after",
                "page-campaign-reminder-after",
                "page-campaign-reminder-after-hint",
            ),
            mode: form.field("frequency.mode", "page-campaign-mode"),
            modes: choices(&[("min_gap", "page-mode-min-gap"), ("every_event", "page-mode-every-event")]),
            gap: measure("frequency.gap", "page-campaign-gap", "page-campaign-gap-hint"),
            pressure: measure("pressure.gap", "page-simulate-pressure", "page-simulate-pressure-hint"),
            others: Vec::new(),
        };
        let shown = [
            &drawn.campaign,
            &drawn.source,
            &drawn.file,
            &drawn.storefront,
            &drawn.event_type,
            &drawn.address_pattern,
            &drawn.delay.number,
            &drawn.reminder_after.number,
            &drawn.mode,
            &drawn.gap.number,
            &drawn.pressure.number,
        ];
        drawn.others = form.others(&shown);
        drawn
    }
}

/// The form with what a campaign and the account have now.
fn filled(current: &Settings, campaign: &Campaign) -> Input {
    let mut input = Input::default();
    let settings = &campaign.settings;
    let shop = current.storefronts.iter().find(|shop| shop.id == campaign.storefront);
    input.set("campaign", campaign.id.to_string());
    input.set("source", "own");
    input.set("storefront", shop.map_or("", |shop| shop.slug.as_str()));
    input.set("event_type", &*campaign.event_type);
    measure::fill(&mut input, "delay", &settings.delay);
    if settings.reminder.enabled {
        input.set("reminder.enabled", "yes");
    }
    measure::fill(&mut input, "reminder.after", &settings.reminder.after);
    input.set("frequency.mode", &*settings.frequency.mode);
    measure::fill(&mut input, "frequency.gap", settings.frequency.gap.as_deref().unwrap_or("P3Y"));
    measure::fill(&mut input, "pressure.gap", &current.account.pressure.gap);
    input
}

/// Shows the form, filled with the settings of one campaign.
pub async fn new(signed: Signed<CampaignsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let (current, _) = standing(&app, signed.account).await.map_err(|problem| signed.stop(problem))?;
    let wanted = signed.query.filled("campaign").unwrap_or_default();
    let campaign = current.campaigns.iter().find(|campaign| campaign.id.to_string() == wanted);
    let campaign = campaign.or_else(|| current.campaigns.first());
    let frame = &signed.frame;
    let Some(campaign) = campaign else {
        return Ok(frame.page(StatusCode::OK, &NonePage { frame }));
    };
    let form = SimulationForm::new(frame, &current, &filled(&current, campaign), &[]);
    Ok(frame.page(StatusCode::OK, &NewPage { frame, form }))
}

/// What is to be simulated.
struct Wanted {
    is: Settings,
    would: Settings,
    campaign: String,
    orders: Source,
    assumptions: Assumptions,
}

enum Source {
    Own,
    File { bytes: Bytes, options: Box<Options> },
}

/// Begins a simulation, and leads to where it can be seen.
pub async fn start(signed: Signed<CampaignsRead>, State(app): State<App>, upload: Upload) -> Result<Response, Stop> {
    let (current, assumptions) = standing(&app, signed.account).await.map_err(|problem| signed.stop(problem))?;
    let frame = &signed.frame;
    let refused = |errors: &[FieldError]| {
        let form = SimulationForm::new(frame, &current, &upload.input, errors);
        frame.page(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { frame, form })
    };
    let wanted = match wanted(&current, &upload, assumptions) {
        Ok(wanted) => wanted,
        Err(errors) => return Ok(refused(&errors)),
    };
    let Some(job) = app.simulation_jobs.begin(signed.account, app.world.chance.bits(), wanted.campaign.clone()) else {
        return Ok(refused(&[FieldError::told("/", "simulation.busy", "one of yours is under way")]));
    };
    let path = format!("/simulations/{}", job.id);
    tokio::spawn(work(app, job, wanted));
    Ok(frame.see(&path))
}

fn wanted(current: &Settings, upload: &Upload, assumptions: Assumptions) -> Result<Wanted, Vec<FieldError>> {
    let input = &upload.input;
    let told = |pointer: &str, code, detail: &str| FieldError::told(pointer, code, detail);
    let chosen = input.get("campaign").and_then(|id| id.parse::<CampaignId>().ok());
    let mut would = current.clone();
    let campaign = would.campaigns.iter_mut().find(|campaign| Some(campaign.id) == chosen);
    let campaign = campaign.ok_or_else(|| vec![told("/campaign", "id.unknown", "there is no such campaign")])?;
    let settings = &mut campaign.settings;
    settings.delay = measure::typed(input, "delay");
    settings.reminder.enabled = input.has("reminder.enabled");
    settings.reminder.after = measure::typed(input, "reminder.after");
    let mode = input.get("frequency.mode").unwrap_or_default().to_owned();
    let gap = (mode == "min_gap").then(|| measure::typed(input, "frequency.gap"));
    settings.frequency = FrequencySettings { mode, gap };
    let mut errors = settings.check().err().unwrap_or_default();
    let campaign = campaign.name.clone();
    would.account.pressure.gap = measure::typed(input, "pressure.gap");
    errors.extend(would.account.check(None).err().unwrap_or_default());
    let orders = source(current, upload).map_err(|error| errors.push(error)).ok();
    match orders.filter(|_| errors.is_empty()) {
        Some(orders) => Ok(Wanted { is: current.clone(), would, campaign, orders, assumptions }),
        None => Err(errors),
    }
}

fn source(current: &Settings, upload: &Upload) -> Result<Source, FieldError> {
    let input = &upload.input;
    match input.get("source") {
        Some("own") => return Ok(Source::Own),
        Some("file") => {}
        _ => return Err(FieldError::told("/source", "value.unknown", "use own or file")),
    }
    let bytes = upload.file.clone().ok_or_else(|| FieldError::new("/file", Fault::missing()))?;
    let slug = input.get("storefront").unwrap_or_default();
    if !current.storefronts.iter().any(|shop| shop.slug == slug) {
        return Err(FieldError::told("/storefront", "storefront.unknown", "there is no such storefront"));
    }
    let mut options = Options::new(input.get("event_type").unwrap_or_default(), slug, Timestamp::MAX);
    if let Some(pattern) = input.filled("address_pattern") {
        let parsed = AddressPattern::parse(pattern).map_err(|fault| FieldError::new("/address_pattern", fault))?;
        options.address_pattern = Some(parsed);
    }
    // What no line could be read of is said beside the file, and not only later.
    let opened = OrderFile::open(&bytes[..], options.clone());
    opened.map_err(|error| match error.pointer.as_str() {
        "/type" => FieldError { pointer: "/event_type".to_owned(), ..error },
        _ => FieldError { pointer: "/file".to_owned(), ..error },
    })?;
    Ok(Source::File { bytes, options: Box::new(options) })
}

/// Plays the orders, once as it is and once as it would be.
async fn work(app: App, job: Arc<Job>, wanted: Wanted) {
    let ending = Ending(Arc::clone(&job));
    let orders = match wanted.orders {
        Source::Own => {
            let read = app.own_history(job.account, (SEED, MOST_ORDERS), |_| ()).await;
            read.map(|history| (history, 0)).map_err(Problem::from)
        }
        Source::File { bytes, options } => {
            let read = spawn_blocking(move || from_file(&bytes, *options)).await;
            read.map_err(|_| Problem::internal("a file could not be read"))
        }
    };
    let (history, bad_lines) = match orders {
        Ok(orders) => orders,
        Err(problem) => {
            tracing::warn!(code = problem.code(), "a simulation found no orders to read");
            return;
        }
    };
    let (is, would, assumptions) = (wanted.is, wanted.would, wanted.assumptions);
    job.expect(history.len() * 2);
    let played = spawn_blocking(move || {
        let _ending = ending;
        let run = |settings: &Settings| {
            let mut report = Report::default();
            let crowd = assumptions.crowd(SEED);
            simulate(&history, settings, &crowd, &mut report, |orders| job.played(orders)).map(|()| report)
        };
        match (run(&is), run(&would)) {
            (Ok(is), Ok(would)) => {
                let (orders, span) = (history.len(), history.span());
                job.end(Ok(Outcome { orders, bad_lines, span, assumptions, is, would }));
            }
            (Err(error), _) | (_, Err(error)) => tracing::error!(%error, "a simulation met settings it cannot read"),
        }
    });
    if played.await.is_err() {
        tracing::error!("a simulation broke off");
    }
}

fn from_file(bytes: &[u8], options: Options) -> (History, u64) {
    let mut gathering = Gathering::new(SEED);
    let mut bad = 0;
    let lines = OrderFile::open(bytes, options).into_iter().flatten();
    for line in lines.take(MOST_ORDERS) {
        match line {
            Ok(event) => gathering.add(&event, &[]),
            Err(_) => bad += 1,
        }
    }
    (gathering.finish(), bad)
}

#[derive(Template)]
#[template(path = "simulations/show.html")]
struct ShowPage<'a> {
    frame: &'a Frame,
    title: String,
    results: Results,
}

/// One that is under way, or that broke off.
#[derive(Template)]
#[template(path = "simulations/running.html")]
struct RunningPage<'a> {
    frame: &'a Frame,
    /// None while it reads.
    percent: Option<usize>,
    broken: bool,
}

/// One that this node knows nothing of: it was another node's, or another account's, or is forgotten.
#[derive(Template)]
#[template(path = "simulations/gone.html")]
struct GonePage<'a> {
    frame: &'a Frame,
}

/// Shows how far a simulation is, or what came of it.
pub async fn show(
    signed: Signed<CampaignsRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let frame = &signed.frame;
    let Some(job) = app.simulation_jobs.find(signed.account, &id) else {
        return Ok(frame.page(StatusCode::NOT_FOUND, &GonePage { frame }));
    };
    let outcome = job.outcome();
    if let Some(Ok(outcome)) = outcome {
        let title = frame.say_with("page-simulate-result", &[("campaign", job.campaign.as_str().into())]);
        return Ok(frame.page(StatusCode::OK, &ShowPage { frame, title, results: Results::of(frame, outcome) }));
    }
    let broken = outcome.is_some();
    let mut page = frame.page(StatusCode::OK, &RunningPage { frame, percent: job.percent(), broken });
    if !broken {
        page.headers_mut().insert(REFRESH, LOOK_AGAIN);
    }
    Ok(page)
}
