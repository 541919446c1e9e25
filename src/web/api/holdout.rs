//! The report on the holdout: what asking brings (AW-12).

use axum::Json as Answer;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::account_of;
use super::proportion::{DifferenceView, ProportionView};
use crate::insight::proportion::{Interval, Proportion};
use crate::store::Tx;
use crate::store::holdout_members::{self, Arm};
use crate::web::App;
use crate::web::auth::May;
use crate::web::problem::Problem;
use crate::web::scope::ReportsRead;

/// Those who are asked beside those who are not. A person is compared from the first order of which only chance decided
/// whether it was asked about, for 90 days.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HoldoutReport)]
pub struct HoldoutView {
    /// The share that is not asked now, in percent.
    percent: u32,
    asked: ArmView,
    held_out: ArmView,
    /// By how much the shares of those who are asked are larger; null where one of the arms is empty.
    #[schema(required = true)]
    difference: Option<HoldoutDifferenceView>,
}

/// What became of one arm.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HoldoutArm)]
pub struct ArmView {
    people: u64,
    answered: ProportionView,
    ordered_again: ProportionView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HoldoutDifference)]
pub struct HoldoutDifferenceView {
    answered: DifferenceView,
    ordered_again: DifferenceView,
}

impl From<Arm> for ArmView {
    fn from(arm: Arm) -> Self {
        let of = |count| Proportion::new(count, arm.people);
        Self { people: arm.people, answered: of(arm.answered).into(), ordered_again: of(arm.ordered_again).into() }
    }
}

/// Says what asking brings: answers and orders of those who are asked beside those who are not.
#[utoipa::path(
    get, path = "", security(("key" = ["reports:read"])),
    responses((status = 200, description = "Both arms, and how they differ", body = HoldoutView)))]
pub async fn show(may: May<ReportsRead>, State(app): State<App>) -> Result<Answer<HoldoutView>, Problem> {
    let account = may.account;
    let read = move |tx: &mut Tx<'_>| Ok((account_of(tx, account)?, holdout_members::count(tx, account)?));
    let (account, arms) = app.read("holdout_report", read).await?;
    let (asked, held_out) = (arms.asked, arms.held_out);
    let more = |one, other| Proportion::new(one, asked.people).more_than(Proportion::new(other, held_out.people));
    let answered = more(asked.answered, held_out.answered);
    let ordered_again = more(asked.ordered_again, held_out.ordered_again);
    let difference = |(answered, ordered_again): ((f64, Interval), (f64, Interval))| HoldoutDifferenceView {
        answered: answered.into(),
        ordered_again: ordered_again.into(),
    };
    Ok(Answer(HoldoutView {
        percent: account.settings.holdout.percent,
        asked: arms.asked.into(),
        held_out: arms.held_out.into(),
        difference: answered.zip(ordered_again).map(difference),
    }))
}
