//! What asking brings: those who are asked beside those who are not (AW-12).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::estimate::Estimate;
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::insight::proportion::{Interval, Proportion};
use crate::store::holdout_members::{self, Arms};
use crate::store::{Error, Tx, accounts};
use crate::web::App;
use crate::web::scope::{ReportsRead, Scope};

/// Fewer people than this in an arm say nothing worth reading.
const FEWEST: u64 = 30;

#[derive(Template)]
#[template(path = "holdout/show.html")]
struct HoldoutPage<'a> {
    frame: &'a Frame,
    now: String,
    may_change: bool,
    is_empty: bool,
    comparisons: Vec<Comparison>,
}

/// One thing that people did, of both arms.
struct Comparison {
    name: &'static str,
    title: String,
    says: String,
    bars: [Bar; 2],
}

/// The share of one arm.
struct Bar {
    label: String,
    estimate: Option<Estimate>,
    count: String,
}

pub async fn show(signed: Signed<ReportsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        Ok((accounts::find(tx, account)?.ok_or(Error::Missing)?, holdout_members::count(tx, account)?))
    };
    let (account, arms) = app.store.read("holdout_page", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let percent = account.settings.holdout.percent;
    let page = HoldoutPage {
        frame,
        now: frame.count(if percent == 0 { "page-holdout-off" } else { "page-holdout-on" }, percent.into()),
        may_change: frame.may(Scope::AccountWrite),
        is_empty: arms == Arms::default(),
        comparisons: comparisons(frame, &arms),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn comparisons(frame: &Frame, arms: &Arms) -> Vec<Comparison> {
    let Arms { asked, held_out } = *arms;
    let of = |count, people| Proportion::new(count, people);
    let answered = (of(asked.answered, asked.people), of(held_out.answered, held_out.people));
    let ordered = (of(asked.ordered_again, asked.people), of(held_out.ordered_again, held_out.people));
    let comparison = |name, title, (one, other)| Comparison {
        name,
        title: frame.say(title),
        says: says(frame, one, other),
        bars: [bar(frame, "page-holdout-asked", one), bar(frame, "page-holdout-held-out", other)],
    };
    vec![
        comparison("answered", "page-holdout-answered", answered),
        comparison("ordered", "page-holdout-ordered", ordered),
    ]
}

/// What the difference comes to, of a hundred customers.
fn says(frame: &Frame, asked: Proportion, held_out: Proportion) -> String {
    let Some((_, interval)) = asked.more_than(held_out).filter(|_| asked.of.min(held_out.of) >= FEWEST) else {
        return frame.say("page-holdout-too-few");
    };
    let Interval { low, high } = interval;
    let [few, many] = [low.abs().min(high.abs()), low.abs().max(high.abs())].map(|part| frame.decimal(part * 100.0));
    let key = if interval.holds_nothing() {
        "page-holdout-unclear"
    } else if low > 0.0 {
        "page-holdout-more"
    } else {
        "page-holdout-fewer"
    };
    frame.say_with(key, &[("low", few.as_str().into()), ("high", many.as_str().into())])
}

fn bar(frame: &Frame, label: &str, proportion: Proportion) -> Bar {
    let whole = |count: u64| frame.number(i64::try_from(count).unwrap_or(i64::MAX));
    Bar {
        label: frame.say(label),
        estimate: Estimate::of(frame, proportion),
        count: frame.say_with(
            "page-holdout-count",
            &[("count", whole(proportion.count).as_str().into()), ("of", whole(proportion.of).as_str().into())],
        ),
    }
}
