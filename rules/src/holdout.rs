//! Holdouts: customers who are not asked, so that one sees what asking brings (AW-12).

use crate::campaign::Kind;
use crate::id::ContactId;
use crate::judgement::{Case, Finding};
use crate::share::{Purpose, place};

/// No more than this share may be left out, in percent.
pub const MOST_PERCENT: u8 = 50;

/// Whether a person is in the share that is not asked. The same people always are; a share that grows keeps them. It goes by
/// the contact and not by an address, which a person may change or get later, and would change sides with it.
#[must_use]
pub fn is_held_out(person: ContactId, percent: u8) -> bool {
    place(Purpose::Holdout, person.bits()) < u32::from(percent) * 100
}

/// `audience.holdout`. What staff asked for one by one is no part of it.
pub(crate) fn holdout(case: &Case<'_>) -> Finding {
    let percent = case.account.holdout;
    let is_left_out = case.campaign.kind != Kind::Rebooking && is_held_out(case.person.id, percent);
    if is_left_out { Finding::refuse().fact(i64::from(percent)) } else { Finding::pass() }
}
