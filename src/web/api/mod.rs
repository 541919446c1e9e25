//! The API's handlers, one file a noun.

pub mod account;
pub mod api_keys;
pub mod applications;
pub mod audit;
pub mod calendar;
pub mod campaign_input;
pub mod campaigns;
pub mod consents;
pub mod contacts;
mod decision;
pub mod events;
pub mod explanations;
pub mod holdout;
pub mod invitation_changes;
mod invitation_filter;
pub mod invitations;
pub mod orders;
pub mod outbox;
pub mod product_ratings;
mod proportion;
pub mod reports;
pub mod responses;
mod results;
pub mod routing;
pub mod sandbox;
pub mod sender_check;
pub mod sending_hours;
pub mod simulation_input;
pub mod simulation_view;
pub mod simulations;
pub mod storefronts;
pub mod suppressions;
pub mod template_input;
pub mod templates;
mod wish;

use rules::id::AccountId;

use super::problem::Problem;
use crate::field::Faults;
use crate::store::accounts::Account;
use crate::store::{Error, Tx, accounts};

/// The caller's account, which is there: its key is.
fn account_of(tx: &mut Tx<'_>, account: AccountId) -> Result<Account, Error> {
    accounts::find(tx, account)?.ok_or(Error::Missing)
}

/// What was checked, where no fault was found in it.
fn sound<T>(checked: Option<T>, faults: Faults) -> Result<T, Problem> {
    checked.filter(|_| faults.is_empty()).ok_or_else(|| Problem::invalid(faults.into_errors()))
}
