//! Batches: many events in one body, each good or bad by itself.

use std::fmt;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::event::EventInput;
use super::json;
use crate::field::{Fault, FieldError};

/// Events of one batch.
pub const LARGEST: usize = 1_000;

/// Up to 1,000 events; a bad one does not spoil the others.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
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

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_event_does_not_spoil_the_others() {
        let body = r#"{"events": [{"type": "a"}, {"type": 1}, 7, {"contact": {"mail": "x"}}, {"type": "b"}]}"#;
        let events = parse(body.as_bytes()).unwrap();
        let told: Vec<_> = events
            .iter()
            .map(|event| event.as_ref().map_or_else(|error| (error.pointer.as_str(), error.code), |_| ("", "ok")))
            .collect();
        let expected =
            [("", "ok"), ("/type", "field.type"), ("", "field.type"), ("/contact/mail", "field.unknown"), ("", "ok")];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_no_batch_is_refused_as_a_whole() {
        let table = [
            ("{}", "/events", "field.missing"),
            (r#"{"events": {}}"#, "/events", "field.type"),
            (r#"{"events": [], "more": 1}"#, "/more", "field.unknown"),
            (r#"{"events": [], "events": []}"#, "/events", "field.duplicate"),
            (r#"{"events": [{]}"#, "", "json.syntax"),
        ];
        for (body, pointer, code) in table {
            let error = parse(body.as_bytes()).unwrap_err();
            assert_eq!((error.pointer.as_str(), error.code), (pointer, code), "{body}");
        }
    }

    #[test]
    fn a_thousand_events_are_let_in_and_one_more_is_not() {
        let body = |count: usize| format!("{{\"events\": [{}]}}", vec!["{}"; count].join(","));
        assert_eq!(parse(body(0).as_bytes()).unwrap().len(), 0);
        assert_eq!(parse(body(LARGEST).as_bytes()).unwrap().len(), LARGEST);
        for count in [LARGEST + 1, LARGEST + 2, 100_000] {
            assert_eq!(
                parse(body(count).as_bytes()).unwrap_err(),
                FieldError::new("/events", Fault::too_many(LARGEST))
            );
        }
    }

    #[test]
    fn a_deep_event_in_a_batch_is_refused() {
        let body = format!("{{\"events\": [{}{}]}}", "[".repeat(200_000), "]".repeat(200_000));
        let deep = parse(body.as_bytes()).unwrap().remove(0).unwrap_err();
        assert_eq!(deep.code, "field.type");
        let body =
            format!("{{\"events\": [{{\"attributes\":{{\"a\":{}{}}}}}]}}", "[".repeat(200_000), "]".repeat(200_000));
        let deep = parse(body.as_bytes()).unwrap().remove(0).unwrap_err();
        assert_eq!(deep.code, "json.too_deep");
    }
}
