//! Wishes: whom a person wants to ask by hand (ET-13).

use rules::id::{CampaignId, ContactId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::sound;
use crate::engine::invite::Wish;
use crate::field::pointer_token;
use crate::field::{Fault, Faults};
use crate::intake::event::LONGEST_REFERENCE;
use crate::intake::text;
use crate::web::given::{Given, read};
use crate::web::problem::Problem;

/// Wishes in one request.
const MOST: usize = 1_000;
const MANY: &str = "invitations";

/// Whom to ask about what.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WishInput {
    #[schema(value_type = String, required = true, example = "cmp_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    campaign: Option<String>,
    #[schema(value_type = String, required = true, example = "con_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    contact: Option<String>,
    /// What it is about, such as an order number; up to 128 characters.
    #[schema(value_type = String, required = true, max_length = 128, example = "CD-000123")]
    reference: Option<String>,
}

/// One wish, or many.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes to the OpenAPI document what Wishes reads")]
pub enum WishBody {
    One(WishInput),
    Many { invitations: Vec<WishInput> },
}

pub enum Wishes {
    One(WishInput),
    Many(Vec<Result<WishInput, Problem>>),
}

impl Wishes {
    /// # Errors
    /// `input.invalid` for what is neither one wish nor a list of up to 1,000.
    pub fn read(mut given: Given) -> Result<Self, Problem> {
        let Some(list) = given.0.remove(MANY) else {
            return Ok(Wishes::One(read(&given.0)?));
        };
        if let Some(name) = given.0.keys().next() {
            let detail = "give either one invitation or a list of them";
            return Err(Problem::field(&format!("/{}", pointer_token(name)), "field.unknown", detail));
        }
        let Value::Array(items) = list else {
            return Err(Problem::field("/invitations", "field.type", "expected a list"));
        };
        if items.len() > MOST {
            return Err(Problem::field("/invitations", "list.too_long", "more than 1000 entries"));
        }
        Ok(Wishes::Many(items.into_iter().map(read_one).collect()))
    }
}

fn read_one(item: Value) -> Result<WishInput, Problem> {
    match item {
        Value::Object(fields) => read(&fields),
        _ => Err(Problem::field("", "field.type", "expected an object")),
    }
}

impl WishInput {
    /// # Errors
    /// `input.invalid` with everything that is wrong.
    pub fn check(self) -> Result<Wish, Problem> {
        let mut faults = Faults::default();
        // A text that is no id is answered like the id of nothing.
        let unknown = || Fault::new("id.unknown", "there is none with this id");
        let campaign = faults.require("/campaign", self.campaign, |id| id.parse::<CampaignId>().map_err(|_| unknown()));
        let contact = faults.require("/contact", self.contact, |id| id.parse::<ContactId>().map_err(|_| unknown()));
        let reference = faults.require("/reference", self.reference, |text| text::line(text, LONGEST_REFERENCE));
        let wish = (|| Some(Wish { campaign: campaign?, contact: contact?, reference: reference? }))();
        sound(wish, faults)
    }
}
