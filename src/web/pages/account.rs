//! The account: what stands above all campaigns, and the switch that stops everything.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::campaign::AccountHold;
use rules::id::AccountId;
use serde_json::{Map, Value, json};

use super::form::{Field, Form};
use super::frame::{Frame, Said};
use super::meanwhile::{Meanwhile, last_change, status};
use super::measure::{self, Measure};
use super::signed::{Signed, Stop};
use super::undo::{Settings, still};
use crate::field::FieldError;
use crate::secret::digest;
use crate::settings::account::AccountSettings;
use crate::settings::plan::Plan;
use crate::store::accounts::{self, Account};
use crate::store::audit_log::Act;
use crate::store::{Error, Tx, queue};
use crate::web::App;
use crate::web::api::account::change_now;
use crate::web::given::{Given, kept};
use crate::web::input::Input;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{AccountRead, AccountWrite, Right, Scope};

/// More waiting invitations than this are told as so many.
const MOST_COUNTED: i64 = 100_000;

const FIELDS: [(&str, &str); 10] = [
    ("pressure.gap", "page-account-gap"),
    ("pressure.distinct_interactions", "page-account-distinct"),
    ("pressure.distinct_limit", "page-account-distinct-limit"),
    ("holdout.percent", "page-account-holdout"),
    ("quiet_hours.email.opens", "page-account-opens"),
    ("quiet_hours.email.closes", "page-account-closes"),
    ("answer_mails.when", "page-account-mail-when"),
    ("answer_mails.to", "page-account-mail-to"),
    ("reminders.files_exempt", "page-account-files"),
    ("staged_release", "page-account-staged"),
];

/// How often the business is told of new answers.
const PACES: [(&str, &str); 3] =
    [("never", "page-account-mail-never"), ("daily", "page-account-mail-daily"), ("each", "page-account-mail-each")];

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage<'a> {
    frame: &'a Frame,
    account: &'a Account,
    version: String,
    /// Its name, and what it comes to.
    plan: (&'static str, String),
    held: Option<String>,
    held_at: Option<String>,
    gap: Measure,
    distinct: Field,
    limit: Field,
    holdout: Field,
    opens: Field,
    closes: Field,
    mail_when: Field,
    paces: Vec<(String, String)>,
    mail_to: Field,
    files: Field,
    staged: Field,
    others: Vec<String>,
    meanwhile: Option<Meanwhile>,
    may_write: bool,
}

fn page<R>(
    signed: &Signed<R>,
    account: &Account,
    (input, errors): (&Input, &[FieldError]),
    meanwhile: Option<Meanwhile>,
) -> Response {
    let frame = &signed.frame;
    let status = status(meanwhile.as_ref(), errors);
    let form = Form::new(frame, input, errors);
    let held = account.hold.map(|hold| match hold {
        AccountHold::Restored => frame.say("page-account-held-restored"),
        AccountHold::KillSwitch => frame.say("page-account-held"),
    });
    let mut page = AccountPage {
        frame,
        account,
        version: version(account),
        plan: (account.plan.as_str(), plan_says(frame, account.plan)),
        held,
        held_at: account.held_at.map(|at| frame.time(at).to_string()),
        gap: Measure::of(&form, frame, "pressure.gap", ("page-account-gap", "page-account-gap-hint")),
        distinct: form.hinted("pressure.distinct_interactions", "page-account-distinct", "page-account-distinct-hint"),
        limit: form.field("pressure.distinct_limit", "page-account-distinct-limit"),
        holdout: form.hinted("holdout.percent", "page-account-holdout", "page-account-holdout-hint"),
        opens: form.hinted("quiet_hours.email.opens", "page-account-opens", "page-account-opens-hint"),
        closes: form.field("quiet_hours.email.closes", "page-account-closes"),
        mail_when: form.field("answer_mails.when", "page-account-mail-when"),
        paces: PACES.map(|(value, key)| (value.to_owned(), frame.say(key))).into(),
        mail_to: form.hinted("answer_mails.to", "page-account-mail-to", "page-account-mail-to-hint"),
        files: form.hinted("reminders.files_exempt", "page-account-files", "page-account-files-hint"),
        staged: form.hinted("staged_release", "page-account-staged", "page-account-staged-hint"),
        others: Vec::new(),
        meanwhile,
        may_write: frame.may(Scope::AccountWrite),
    };
    let times = [&page.files, &page.staged, &page.holdout, &page.opens, &page.closes, &page.mail_when, &page.mail_to];
    page.others = form.others(&[&[&page.gap.number, &page.distinct, &page.limit][..], &times].concat());
    frame.page(status, &page)
}

fn plan_says(frame: &Frame, plan: Plan) -> String {
    frame.say(match plan {
        Plan::Free => "page-plan-free",
        Plan::Standard => "page-plan-standard",
        Plan::Enterprise => "page-plan-enterprise",
    })
}

/// What the settings are; a form carries it to know whether they changed meanwhile.
fn version(account: &Account) -> String {
    let settings = serde_json::to_string(&account.settings).expect("settings are plain data");
    digest(&settings).chars().take(16).collect()
}

fn filled(settings: &AccountSettings) -> Input {
    let mut input = Input::default();
    measure::fill(&mut input, "pressure.gap", &settings.pressure.gap);
    if settings.pressure.distinct_interactions {
        input.set("pressure.distinct_interactions", "yes");
    }
    input.set("pressure.distinct_limit", settings.pressure.distinct_limit.to_string());
    input.set("holdout.percent", settings.holdout.percent.to_string());
    let window = settings.quiet_hours.email.as_ref();
    input.set("quiet_hours.email.opens", window.map_or("", |window| &window.opens));
    input.set("quiet_hours.email.closes", window.map_or("", |window| &window.closes));
    if settings.reminders.files_exempt {
        input.set("reminders.files_exempt", "yes");
    }
    if settings.staged_release {
        input.set("staged_release", "yes");
    }
    input.set("answer_mails.when", &*settings.answer_mails.when);
    input.set("answer_mails.to", settings.answer_mails.to.as_deref().unwrap_or_default());
    input
}

/// What was typed, as the API takes it; an error where it is no number.
fn given(input: &Input) -> Result<Given, FieldError> {
    let text = |name: &str| input.filled(name).unwrap_or_default().to_owned();
    let limit: u32 = text("pressure.distinct_limit")
        .parse()
        .map_err(|_| FieldError::told("/pressure/distinct_limit", "limit.zero", "a whole number, at least 1"))?;
    let holdout: u32 = text("holdout.percent")
        .parse()
        .map_err(|_| FieldError::told("/holdout/percent", "percent.too_large", "a whole number from 0 to 50"))?;
    let (opens, closes) = (text("quiet_hours.email.opens"), text("quiet_hours.email.closes"));
    let is_open = opens.is_empty() && closes.is_empty();
    let window = (!is_open).then(|| json!({"opens": opens, "closes": closes}));
    let fields = json!({
        "pressure": {
            "gap": measure::typed(input, "pressure.gap"),
            "distinct_interactions": input.has("pressure.distinct_interactions"),
            "distinct_limit": limit,
        },
        "holdout": {"percent": holdout},
        "quiet_hours": {"email": window},
        "reminders": {"files_exempt": input.has("reminders.files_exempt")},
        "staged_release": input.has("staged_release"),
        "answer_mails": {"when": text("answer_mails.when"), "to": input.filled("answer_mails.to")},
    });
    Ok(match fields {
        Value::Object(fields) => Given(fields),
        _ => Given(Map::new()),
    })
}

async fn find<R: Right>(app: &App, signed: &Signed<R>) -> Result<Account, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| accounts::find(tx, account)?.ok_or(Error::Missing);
    app.store.read("account_page", read).await.map_err(|error| signed.stop(error))
}

pub async fn show(mut signed: Signed<AccountRead>, State(app): State<App>) -> Result<Response, Stop> {
    let found = find(&app, &signed).await?;
    let known = ["page-said-account-saved", "page-said-account-held", "page-said-undone", "page-said-undo-late"];
    signed.frame = signed.frame.saying(&signed.query, &known);
    if let Some(Said { text, .. }) = signed.frame.said.take() {
        let now = kept(&found.settings);
        signed.frame.said = Some(settings(signed.account).said(&app, &signed, text, &now).await?);
    }
    if let (Some("account-released"), Some(count)) = (signed.query.get("said"), signed.query.get("count")) {
        let text = signed.frame.count("page-said-account-released", count.parse().unwrap_or(0));
        signed.frame.said = Some(Said { text, undo: None });
    }
    Ok(page(&signed, &found, (&filled(&found.settings), &[]), None))
}

/// Saves what was typed, where nobody changed the settings meanwhile.
pub async fn save(signed: Signed<AccountWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let found = find(&app, &signed).await?;
    let said = match given(&input) {
        Ok(said) => said,
        Err(error) => return Ok(page(&signed, &found, (&input, &[error]), None)),
    };
    let typed_from = input.get("version").unwrap_or_default().to_owned();
    let unchanged = move |now: &Account| {
        if version(now) == typed_from { Ok(()) } else { Err(Problem::new(Kind::State, "it was changed meanwhile")) }
    };
    let problem = match change_now(&app, (signed.account, signed.actor()), said, unchanged).await {
        Ok(changed) => {
            let offer = settings(signed.account).offer(&app, &signed, &kept(&changed.settings)).await?;
            return Ok(signed.frame.see(&format!("/account?said=account-saved{offer}")));
        }
        Err(problem) => problem,
    };
    if problem.code() != Kind::State.code() {
        let errors = problem.into_errors().map_err(|problem| signed.stop(problem))?;
        return Ok(page(&signed, &found, (&input, &errors), None));
    }
    let account = signed.account;
    let last = move |tx: &mut Tx<'_>| last_change(tx, account, Act::AccountChanged, &account.to_string());
    let change = app.store.read("last_change", last).await.map_err(|error| signed.stop(error))?;
    let meanwhile = Meanwhile::new(&signed.frame, change, &filled(&found.settings), &input, &FIELDS);
    Ok(page(&signed, &found, (&input, &[]), Some(meanwhile)))
}

fn settings(account: AccountId) -> Settings {
    Settings { act: Act::AccountChanged, subject: account.to_string(), path: "/account".to_owned() }
}

/// Takes back what was saved last.
pub async fn undo(signed: Signed<AccountWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let settings = settings(signed.account);
    let Some(last) = settings.wanted(&app, &signed, &input).await? else { return Ok(settings.late(&signed)) };
    let before = Given::of_kept(&last.before).map_err(|problem| signed.stop(problem))?;
    let unchanged = move |now: &Account| still(&kept(&now.settings), &last.after);
    let done = change_now(&app, (signed.account, signed.actor()), before, unchanged).await;
    settings.answer(&signed, done.map(drop))
}

#[derive(Template)]
#[template(path = "account/switch.html")]
struct SwitchPage<'a> {
    frame: &'a Frame,
    title: String,
    text: String,
    button: String,
    action: &'a str,
    kind: &'a str,
}

async fn waiting<R: Right>(app: &App, signed: &Signed<R>) -> Result<i64, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| queue::waiting(tx, account, MOST_COUNTED);
    app.store.read("waiting", read).await.map_err(|error| signed.stop(error))
}

/// Asks whether everything is to stop.
pub async fn ask_hold(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let queued = waiting(&app, &signed).await?;
    let frame = &signed.frame;
    let page = SwitchPage {
        frame,
        title: frame.say("page-account-hold"),
        text: frame.count("page-account-hold-text", queued),
        button: frame.say("page-account-hold-now"),
        action: "/account/hold",
        kind: "danger",
    };
    Ok(frame.page(StatusCode::OK, &page))
}

pub async fn hold(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let held = app.engine.hold_account(signed.account, AccountHold::KillSwitch, signed.actor()).await;
    held.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/account?said=account-held"))
}

/// Asks whether everything is to go on.
pub async fn ask_release(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let queued = waiting(&app, &signed).await?;
    let frame = &signed.frame;
    let page = SwitchPage {
        frame,
        title: frame.say("page-account-release"),
        text: frame.count("page-account-release-text", queued),
        button: frame.say("page-account-release-now"),
        action: "/account/release",
        kind: "",
    };
    Ok(frame.page(StatusCode::OK, &page))
}

pub async fn release(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let released = app.engine.release_account(signed.account, signed.actor()).await;
    let released = released.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("/account?said=account-released&count={released}")))
}
