//! Events: something that happened to a contact at a storefront; and the order behind one, with what became of it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::campaign::Purpose;
use crate::id::EventId;
use crate::product::ServiceRequest;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub reference: String,
    pub occurred_at: Timestamp,
    pub activation_date: Option<Date>,
    /// Taken in by file: exempt from AV-3 unless the account says otherwise.
    pub from_file: bool,
    /// It says what was bought.
    pub has_products: bool,
}

/// What is known of an order (a storefront's reference) besides its events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    pub cancelled_at: Option<Timestamp>,
    pub held_at: Option<Timestamp>,
    /// The purposes that were completely answered, through whatever link (AW-8).
    pub answered: Vec<Purpose>,
    /// AW-7 "not yet": the recipient awaits it, and is asked about it from this day on.
    pub awaited: Option<Date>,
    /// AV-2: this order had its reminder, whichever of its requests it was for.
    pub reminded: bool,
    /// AV-3: a separate product request of this order is still to come.
    pub product_pending: bool,
    /// The order's service request, where a product request looks at it and there is one.
    pub service: Option<ServiceRequest>,
}
