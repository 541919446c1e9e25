//! The oracle on products (rules 3): how a product request stands to the service request of its event.

use jiff::{SignedDuration, Timestamp};
use rules::campaign::Purpose;
use rules::decision::Stage;
use rules::plan::FirstStep;
use rules::product::{ProductTiming, Standing};
use rules::strategy::Role;

use crate::driver::Driver;
use crate::life::Life;
use crate::oracle::{No, View};
use crate::planning::Planning;

fn timing(driver: &Driver, view: &View) -> Option<ProductTiming> {
    view.pinned(driver).rules.timing.product
}

/// The service request from which its delay counts.
pub fn anchor(driver: &Driver, view: &View) -> Option<Timestamp> {
    match timing(driver, view)? {
        ProductTiming::Together | ProductTiming::AfterService => view.service.map(|service| service.at),
        ProductTiming::AfterEvent => None,
    }
}

/// When it goes if the service request does then.
pub fn after(driver: &Driver, view: &View, service_at: Timestamp) -> Timestamp {
    match timing(driver, view) {
        Some(ProductTiming::Together) => service_at,
        _ => view.later(driver, service_at, view.pinned(driver).delay),
    }
}

/// The first step of the service request, where the products are on its form.
pub fn joins(driver: &Driver, view: &View, service: Planning) -> Option<FirstStep> {
    let first = service.first?;
    let clock = view.storefront_clock(driver);
    let occurred_at = driver.events[view.event].rules.occurred_at;
    let joins = match timing(driver, view)? {
        ProductTiming::Together => true,
        ProductTiming::AfterService => after(driver, view, service.request.at) <= service.request.at,
        ProductTiming::AfterEvent => {
            let own = view.pinned(driver).delay.after(occurred_at, clock);
            own <= service.delay(driver).after(occurred_at, clock)
        }
    };
    joins.then_some(first)
}

/// What counts from the sending of a service request that is still to come waits for it.
pub fn service_first(driver: &Driver, view: &View) -> Option<No> {
    let service = view.service.filter(|_| view.role == Role::First)?;
    anchor(driver, view)?;
    match service.standing {
        Standing::Waiting => Some(No::UntilReleased),
        Standing::Open => {
            let earliest = after(driver, view, service.at.max(driver.now));
            Some(No::Until(earliest.max(driver.now + SignedDuration::from_mins(1))))
        }
        Standing::Sent | Standing::Over => None,
    }
}

/// A product request belongs to the interaction of its service request, if that goes: frequency does not stop it.
pub fn goes_along(driver: &Driver, view: &View) -> bool {
    let is_product = view.asking(driver).rules.purpose == Purpose::ProductReview;
    is_product
        && view.service.is_some_and(|service| match service.standing {
            Standing::Sent => true,
            Standing::Open | Standing::Waiting => view.stage == Stage::Plan,
            Standing::Over => false,
        })
}

/// The service and the product request of one order.
pub fn is_same_interaction(driver: &Driver, view: &View, other: &Life) -> bool {
    let purposes = [view.asking(driver).rules.purpose, driver.purpose_of(other)];
    let is_pair = purposes.contains(&Purpose::ServiceReview) && purposes.contains(&Purpose::ProductReview);
    is_pair && other.order == view.order
}
