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
const CLOCK_PAGE: &str = "/sandbox/clock";

#[derive(Clone)]
pub struct Guard(Arc<Semaphore>);

impl Guard {
    fn new(most_at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(most_at_once)))
    }
}

impl Default for Guard {
    fn default() -> Self {
        Self::new(MOST_AT_ONCE)
    }
}

/// The layer that keeps the node standing when too much comes, or when nothing comes back.
pub async fn limit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let Ok(_place) = guard.0.try_acquire() else {
        return Problem::new(Kind::Busy, "too many requests at once; send it again in a moment").into_response();
    };
    let within = if [CLOCK, CLOCK_PAGE].contains(&request.uri().path()) { CLOCK_MOVED_WITHIN } else { ANSWERED_WITHIN };
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

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::{from_fn_with_state, map_response};
    use axum::routing::{get, post};
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    async fn answer(guard: Guard, path: &str) -> (StatusCode, String) {
        let broken = async || -> &'static str { panic!("the text of a panic") };
        let router = Router::new()
            .route("/panic", get(broken))
            .route("/hang", get(async || pending::<&'static str>().await))
            .route(CLOCK, post(async || pending::<&'static str>().await))
            .layer(from_fn_with_state(guard, limit))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(map_response(add_headers));
        let method = if path == CLOCK { "POST" } else { "GET" };
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 10_000).await.unwrap();
        (parts.status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_says_nothing_of_itself() {
        let (status, text) = answer(Guard::default(), "/panic").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(text.contains("\"internal\"") && !text.contains("the text of a panic"), "{text}");
    }

    #[tokio::test(start_paused = true)]
    #[expect(clippy::disallowed_methods, reason = "the paused clock of the runtime, not the system's")]
    async fn a_handler_that_hangs_is_not_waited_for() {
        let begun = tokio::time::Instant::now();
        for (path, within) in [("/hang", ANSWERED_WITHIN), (CLOCK, ANSWERED_WITHIN + CLOCK_MOVED_WITHIN)] {
            assert_eq!(answer(Guard::default(), path).await.0, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(begun.elapsed().as_secs(), within.as_secs());
        }
    }

    #[tokio::test]
    async fn what_is_too_much_at_once_is_told_to_come_again() {
        let (status, text) = answer(Guard::new(0), "/panic").await;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
        assert!(text.contains("\"busy\""), "{text}");
    }
}
