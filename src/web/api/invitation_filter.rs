//! Filters of the list of invitations.

use serde::Deserialize;

use super::sound;
use crate::field::{Fault, Faults};
use crate::intake::moment;
use crate::store::invitation_list::Wanted;
use crate::web::problem::Problem;

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// `scheduled`, `sent`, `opened`, `started`, `completed`, `expired`, `cancelled`, `refused` or `failed`.
    status: Option<String>,
    /// `service_review`, `product_review`, `survey` or `rebooking`. With `product_review` come also the service requests
    /// whose form asks about the products too.
    purpose: Option<String>,
    /// The slug of a storefront.
    storefront: Option<String>,
    /// The id of a campaign. A request about the service and the products is one of the service campaign.
    campaign: Option<String>,
    /// The id of a contact.
    contact: Option<String>,
    /// The order number.
    reference: Option<String>,
    /// Whether its reminder went out: `true` or `false`.
    reminded: Option<String>,
    /// RFC 3339.
    due_before: Option<String>,
}

impl Filter {
    /// # Errors
    /// `input.invalid` with everything that cannot be read.
    pub fn check(self) -> Result<Wanted, Problem> {
        let mut faults = Faults::default();
        let id = "not an id of this kind";
        let status = parsed(&mut faults, "/status", self.status, "status.unknown", "not a status of invitations");
        let purpose = parsed(&mut faults, "/purpose", self.purpose, "purpose.unknown", "not a purpose");
        let campaign = parsed(&mut faults, "/campaign", self.campaign, "id.malformed", id);
        let contact = parsed(&mut faults, "/contact", self.contact, "id.malformed", id);
        let reminded = parsed(&mut faults, "/reminded", self.reminded, "value.unknown", "true or false");
        let due_before = faults.keep_some("/due_before", self.due_before, |text| moment::instant(&text));
        let (storefront, reference) = (self.storefront, self.reference);
        let wanted = Wanted {
            status,
            purpose,
            storefront,
            campaign,
            contact,
            reference,
            reminded,
            due_before,
            ..Wanted::default()
        };
        sound(Some(wanted), faults)
    }
}

/// A filter read as what it names.
pub(super) fn parsed<T: std::str::FromStr>(
    faults: &mut Faults,
    pointer: &str,
    text: Option<String>,
    code: &'static str,
    detail: &'static str,
) -> Option<T> {
    faults.keep_some(pointer, text, |text| text.parse().map_err(|_| Fault::new(code, detail)))
}
