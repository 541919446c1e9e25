//! Sending hours: at which hours a storefront's customers answer, what was learned of it, and what that gains.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::StorefrontId;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::engine::sending_hours::{Conclusion, ENOUGH, HourFigures, SendingHours, sending_hours};
use crate::insight::proportion::{Interval, Proportion};
use crate::store::storefronts::{self, Storefront};
use crate::store::{Error, Tx};
use crate::web::App;
use crate::web::problem::Problem;
use crate::web::scope::ResponsesRead;

/// The drawing in its own units: an hour's width, the height of the tallest bar, and the room above for its interval.
const HOUR: f64 = 26.0;
const HEIGHT: f64 = 120.0;
const TOP: f64 = 8.0;
/// Every so many hours stand below the drawing.
const LABELS: usize = 3;

#[derive(Template)]
#[template(path = "storefronts/hours.html")]
struct HoursPage<'a> {
    frame: &'a Frame,
    storefront: &'a Storefront,
    /// None: nothing was answered yet.
    chart: Option<Vec<Bar>>,
    rows: Vec<Row>,
    /// What was learned, and what it gains.
    learned: String,
    gain: String,
    kind: &'static str,
}

/// An hour as it is drawn.
struct Bar {
    x: String,
    y: String,
    height: String,
    middle: String,
    low: String,
    high: String,
    label: Option<&'static str>,
    is_best: bool,
}

/// An hour of the table.
struct Row {
    hour: &'static str,
    is_best: bool,
    answers: i64,
    share: String,
    sent: i64,
    answered: String,
}

/// Draws when people answer.
pub async fn show(
    signed: Signed<ResponsesRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let id: StorefrontId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let Some(storefront) = storefronts::find(tx, account, id)? else { return Ok(None) };
        Ok::<_, Error>(Some((storefront, sending_hours(tx, account, id)?)))
    };
    let found = app.store.read("sending_hours_page", read).await.map_err(|error| signed.stop(error))?;
    let (storefront, found) = found.ok_or_else(|| signed.stop(Problem::not_found()))?;
    let frame = &signed.frame;
    let conclusion = found.conclusion();
    let page = HoursPage {
        frame,
        storefront: &storefront,
        chart: (found.answers > 0).then(|| chart(&found)),
        rows: found.hours.iter().map(|one| row(frame, one, &found)).collect(),
        learned: learned(frame, &found),
        gain: gain(frame, &found, conclusion),
        kind: match conclusion {
            Conclusion::More => "good",
            Conclusion::Less => "wait",
            Conclusion::TooFew | Conclusion::Unclear => "info",
        },
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn learned(frame: &Frame, found: &SendingHours) -> String {
    let arguments = [("hour", found.best.as_str().into()), ("count", amount(found.answers).into())];
    frame.say_with("page-hours-learned", &arguments)
}

fn gain(frame: &Frame, found: &SendingHours, conclusion: Conclusion) -> String {
    let key = match conclusion {
        Conclusion::TooFew => "page-hours-too-few",
        Conclusion::Unclear => "page-hours-unclear",
        Conclusion::More => "page-hours-more",
        Conclusion::Less => "page-hours-less",
    };
    let arguments = [
        ("enough", amount(ENOUGH).into()),
        ("learned", part(frame, found.learned).into()),
        ("others", part(frame, found.explored).into()),
    ];
    frame.say_with(key, &arguments)
}

/// "24 % (120 of 500; 20 to 28 %)".
fn part(frame: &Frame, part: Proportion) -> String {
    let (Some(share), Some(Interval { low, high })) = (part.share(), part.interval()) else {
        return frame.say("page-hours-none");
    };
    let arguments = [
        ("share", percent(share).into()),
        ("count", frame.number(amount(part.count)).into()),
        ("of", frame.number(amount(part.of)).into()),
        ("low", percent(low).into()),
        ("high", percent(high).into()),
    ];
    frame.say_with("page-hours-part", &arguments)
}

fn row(frame: &Frame, one: &HourFigures, found: &SendingHours) -> Row {
    Row {
        hour: one.hour.as_str(),
        is_best: one.hour == found.best,
        answers: amount(one.answers.count),
        share: part(frame, one.answers),
        sent: amount(one.answered.of),
        answered: part(frame, one.answered),
    }
}

/// Bars as tall as the hour's share, with the interval as a line; the tallest line fills the drawing.
fn chart(found: &SendingHours) -> Vec<Bar> {
    let high = |one: &HourFigures| one.answers.interval().map_or(0.0, |interval| interval.high);
    let most = found.hours.iter().map(high).fold(f64::MIN_POSITIVE, f64::max);
    let up = |share: f64| TOP + HEIGHT * (1.0 - share / most);
    let unit = |value: f64| format!("{value:.1}");
    let bar = |(place, one): (u32, &HourFigures)| {
        let left = HOUR * f64::from(place);
        let share = one.answers.share().unwrap_or(0.0);
        let interval = one.answers.interval().unwrap_or(Interval { low: 0.0, high: 0.0 });
        Bar {
            x: unit(left + 3.0),
            y: unit(up(share)),
            height: unit(HEIGHT * share / most),
            middle: unit(left + HOUR / 2.0),
            low: unit(up(interval.low)),
            high: unit(up(interval.high)),
            label: (usize::from(one.hour.number()) % LABELS == 0).then_some(one.hour.as_str()),
            is_best: one.hour == found.best,
        }
    };
    (0..).zip(&found.hours).map(bar).collect()
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn amount(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
