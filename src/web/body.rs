//! Bodies: what a request carries, read up to a limit, and only while there is room for it.

use std::error::Error as StdError;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::App;
use super::problem::{Kind, Problem};
use crate::field::FieldError;
use crate::intake::json;

/// Of a request about one thing.
pub const LARGEST: usize = 1024 * 1024;
/// Of a request about many.
pub const LARGEST_BATCH: usize = 16 * 1024 * 1024;
/// What the bodies that are being worked on may have together; further ones wait unread.
const ROOM: usize = 64 * 1024 * 1024;
const UNIT: usize = 1024;
/// A body that takes longer to arrive is not waited for: its sender keeps the room from others.
const ARRIVES_WITHIN: Duration = Duration::from_secs(20);

/// Room for the bodies of a node.
pub fn room() -> Semaphore {
    Semaphore::new(ROOM / UNIT)
}

/// The bytes of a JSON body of at most `LIMIT` bytes, and the room they take while they are worked on.
pub struct Body<const LIMIT: usize> {
    pub bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

impl<const LIMIT: usize> FromRequest<App> for Body<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        check_type(request.headers())?;
        Self::read(request, app).await
    }
}

impl<const LIMIT: usize> Body<LIMIT> {
    /// # Errors
    /// `body.too_large`, `body.malformed` for one that was cut off, `request.timeout`.
    pub async fn read(request: Request, app: &App) -> Result<Self, Problem> {
        let announced = announced(request.headers());
        if announced.is_some_and(|length| length > LIMIT) {
            return Err(too_large(LIMIT));
        }
        let units = announced.unwrap_or(LIMIT).div_ceil(UNIT);
        let units = u32::try_from(units).expect("no limit has so many kilobytes");
        let room = app.room.clone().acquire_many_owned(units).await.expect("the room is never closed");
        let arriving = Limited::new(request.into_body(), LIMIT).collect();
        #[expect(clippy::disallowed_methods, reason = "a deadline on the sender: ARRIVES_WITHIN")]
        let arrived = timeout(ARRIVES_WITHIN, arriving).await;
        let late = |_| Problem::new(Kind::RequestTimeout, "the body took longer than 20 s to arrive");
        let bytes = arrived.map_err(late)?.map_err(|error| unread(error.as_ref(), LIMIT))?.to_bytes();
        Ok(Self { bytes, _room: room })
    }
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_large(limit: usize) -> Problem {
    Problem::new(Kind::BodyTooLarge, format!("this path takes bodies of at most {} KiB", limit / 1024))
}

fn unread(error: &(dyn StdError + 'static), limit: usize) -> Problem {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return too_large(limit);
        }
        cause = error.source();
    }
    Problem::new(Kind::BodyMalformed, "the body was cut off")
}

/// A body that says it is something else than JSON is not looked at; one that says nothing is.
fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Ok(());
    };
    let media_type = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let subtype = media_type.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    if subtype == "json" || subtype.ends_with("+json") {
        return Ok(());
    }
    Err(Problem::new(Kind::MediaTypeUnsupported, "send it with `Content-Type: application/json`"))
}

/// A body about one thing, read into a type with named fields.
pub struct Json<T> {
    pub value: T,
    _body: Body<LARGEST>,
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let body = Body::from_request(request, app).await?;
        Ok(Self { value: parse(&body.bytes)?, _body: body })
    }
}

/// # Errors
/// `body.malformed` for what is no JSON, `input.invalid` for what does not fit the type.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    json::parse(bytes).map_err(unreadable)
}

/// A body that the reader of JSON refused.
pub fn unreadable(error: FieldError) -> Problem {
    if error.code.starts_with("json.") {
        return Problem::unreadable(error);
    }
    Problem::invalid(vec![error])
}
