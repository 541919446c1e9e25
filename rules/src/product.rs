//! Products: when a product request goes, beside the service request of its order (rules 3).

use jiff::{SignedDuration, Timestamp};

use crate::campaign::{Campaign, Purpose};
use crate::delay::Delay;
use crate::hours::{Base, Zones, due};
use crate::judgement::{Case, Finding};
use crate::strategy::Role;

/// How a product request stands to the service request of its order (TP-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductTiming {
    /// One invitation and one form for both, at the service time.
    Together,
    /// A second invitation, its delay counted from the sending of the service invitation.
    AfterService,
    /// A second invitation, its delay counted from the event.
    AfterEvent,
}

/// The service request of the same order, as its product request sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceRequest {
    pub standing: Standing,
    /// When it went, is to go, or would have gone.
    pub at: Timestamp,
}

/// How far a service request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Still to come.
    Open,
    /// Still to come, once a person releases it.
    Waiting,
    Sent,
    /// It never went: refused, cancelled or failed.
    Over,
}

/// Whether a product request is on the form of the service request that `service` makes of the same event (rules 3.2).
pub(crate) fn is_joint(case: &Case<'_>, service: &Campaign) -> bool {
    let timing = case.timing();
    let after = |at: Timestamp, delay: Delay| delay.after(at, &case.storefront.zone);
    let after_event = |delay| after(case.event.occurred_at, delay);
    match (timing.product, case.order.service) {
        (Some(ProductTiming::Together), _) => true,
        // Chance is no reason for a second message: without a delay its learned hour is that of the service request.
        (Some(ProductTiming::AfterService), Some(request)) if timing.explore.is_some() => {
            after(request.at, timing.delay) <= request.at
        }
        // At the same sending hour, so no later than the service request itself.
        (Some(ProductTiming::AfterService), Some(request)) => due_after(case, request.at) <= request.at,
        (Some(ProductTiming::AfterEvent), _) => after_event(timing.delay) <= after_event(service.timing.delay),
        _ => false,
    }
}

/// What the delay counts from, where that is the service request.
pub(crate) fn anchor(case: &Case<'_>) -> Option<Timestamp> {
    match case.timing().product? {
        ProductTiming::Together | ProductTiming::AfterService => Some(case.order.service?.at),
        ProductTiming::AfterEvent => None,
    }
}

/// When a product request goes that counts from a service request at `service_at`. One that was to go together with it
/// goes at its time.
pub(crate) fn due_after(case: &Case<'_>, service_at: Timestamp) -> Timestamp {
    let timing = case.timing();
    if timing.product == Some(ProductTiming::Together) {
        return service_at;
    }
    due(Base::Instant(service_at), timing.delay, timing.send_at, case.zones())
}

/// The same for an invitation whose service request just went; none: its time does not count from that.
#[must_use]
pub fn moved_by_service(
    timing: &crate::campaign::Timing,
    service_sent_at: Timestamp,
    zones: Zones<'_>,
) -> Option<Timestamp> {
    let counts = timing.product == Some(ProductTiming::AfterService);
    counts.then(|| due(Base::Instant(service_sent_at), timing.delay, timing.send_at, zones))
}

/// `products.none`
pub(crate) fn none(case: &Case<'_>) -> Finding {
    Finding::refuse_if(case.campaign.purpose == Purpose::ProductReview && !case.event.has_products)
}

const A_MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// `products.service_first`: what counts from the sending of the service request does not go before it.
pub(crate) fn service_first(case: &Case<'_>) -> Finding {
    let counts = case.timing().product.is_some_and(|timing| timing != ProductTiming::AfterEvent);
    let (Some(service), true, Role::First) = (case.order.service, counts, case.role) else {
        return Finding::pass();
    };
    match service.standing {
        Standing::Open => {
            // One that is due just now may still be held or refused: a minute later that is known.
            let earliest = due_after(case, service.at.max(case.now)).max(case.now + A_MINUTE);
            Finding::hold(Some(earliest)).fact(earliest)
        }
        // It is let go together with the service request.
        Standing::Waiting => Finding::hold(None),
        Standing::Sent | Standing::Over => Finding::pass(),
    }
}

/// The product request of an order belongs to the same interaction as its service request: if that went, or is to go
/// as far as planning can see, `frequency.*` does not stop the product request (rules 3.3).
pub(crate) fn goes_with_service(case: &Case<'_>, is_planning: bool) -> bool {
    case.campaign.purpose == Purpose::ProductReview
        && case.order.service.is_some_and(|service| match service.standing {
            Standing::Sent => true,
            Standing::Open | Standing::Waiting => is_planning,
            Standing::Over => false,
        })
}

/// Whether two purposes are those of one interaction.
pub(crate) fn are_a_pair(one: Purpose, other: Purpose) -> bool {
    use Purpose::{ProductReview, ServiceReview};
    matches!((one, other), (ServiceReview, ProductReview) | (ProductReview, ServiceReview))
}
