//! The guard around every path: how many requests at once, for how long, and what every answer says to browsers.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::problem::{Kind, Problem};

/// Requests that are being answered at once; what comes on top is told to come again.
const MOST_AT_ONCE: usize = 4_096;
/// A database that hangs must not collect callers for ever.
const ANSWERED_WITHIN: Duration = Duration::from_secs(30);
/// Moving a sandbox's clock answers when everything due until then has happened.
const CLOCK_MOVED_WITHIN: Duration = Duration::from_secs(600);
const CLOCK: &str = "/api/v1/sandbox/clock";

#[derive(Clone)]
pub struct Guard(Arc<Semaphore>);

impl Default for Guard {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_AT_ONCE)))
    }
}

/// The layer that keeps the node standing when too much comes, or when nothing comes back.
pub async fn limit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let Ok(_place) = guard.0.try_acquire() else {
        return Problem::new(Kind::Busy, "too many requests at once; send it again in a moment").into_response();
    };
    let within = if request.uri().path() == CLOCK { CLOCK_MOVED_WITHIN } else { ANSWERED_WITHIN };
    #[expect(clippy::disallowed_methods, reason = "a deadline on every answer: ANSWERED_WITHIN")]
    let answer = timeout(within, next.run(request)).await;
    answer.unwrap_or_else(|_| {
        let detail = "no answer in time; what was asked for may still happen";
        Problem::new(Kind::Unavailable, detail).into_response()
    })
}

/// What is sent when a handler panicked; the panic itself was reported where it happened.
#[expect(clippy::needless_pass_by_value, reason = "the signature is the library's")]
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = words.unwrap_or("without words"), "a handler panicked");
    Problem::new(Kind::Internal, "it has been noted").into_response()
}

/// Answers are nobody's to store, frame, sniff or run, except where a page says otherwise itself.
pub async fn add_headers(mut response: Response) -> Response {
    const HEADERS: [(HeaderName, &str); 5] = [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
