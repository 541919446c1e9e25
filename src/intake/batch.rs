//! Batches: many events in one body, each good or bad by itself.

use std::fmt;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::error::{Fault, FieldError};
use super::event::EventInput;
use super::json;

/// Events of one batch.
pub const LARGEST: usize = 1_000;

/// Up to 1,000 events; a bad one does not spoil the others.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct EventBatch {
    #[schema(max_items = 1000)]
    pub events: Vec<EventInput>,
}

/// Reads `{"events": [...]}`: every event, or what is wrong with it, its pointer counted from the event.
///
/// # Errors
/// Those of [`json::parse`] for the body as a whole, `list.too_long` for more than 1,000 events.
pub fn parse(body: &[u8]) -> Result<Vec<Result<EventInput, FieldError>>, FieldError> {
    let batch: Unread<'_> = json::parse(body)?;
    if batch.events.0.len() > LARGEST {
        return Err(FieldError::new("/events", Fault::too_many(LARGEST)));
    }
    Ok(batch.events.0.into_iter().map(|event| json::parse(event.get().as_bytes())).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unread<'a> {
    #[serde(borrow)]
    events: Items<'a>,
}

/// The items of a list as they stand in the body; of an overlong list, one more than is allowed.
struct Items<'a>(Vec<&'a RawValue>);

impl<'a> Deserialize<'a> for Items<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ItemsVisitor)
    }
}

struct ItemsVisitor;

impl<'a> Visitor<'a> for ItemsVisitor {
    type Value = Items<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of events")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut access: A) -> Result<Items<'a>, A::Error> {
        let mut items = Vec::new();
        while items.len() <= LARGEST {
            match access.next_element()? {
                Some(item) => items.push(item),
                None => return Ok(Items(items)),
            }
        }
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Items(items))
    }
}
