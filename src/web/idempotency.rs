//! Idempotency: a `POST` that is sent again with its `Idempotency-Key` is not done again but answered again.
//!
//! A request without the header passes untouched. With it, the key is reserved first; the request then runs in a task of
//! its own, so that a caller who hangs up does not leave the reservation behind; and its answer is kept for a day.

use axum::body::Body as HttpBody;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use rules::id::AccountId;

use super::App;
use super::auth::authenticate;
use super::body::{Body, LARGEST_BATCH};
use super::problem::{Kind, Problem};
use super::seal::Seal;
use crate::secret::digest;
use crate::store::idempotency_keys::{self, Known, Reservation};
use crate::store::{Error, Tx};

const HEADER: &str = "idempotency-key";
/// Tells a caller that the answer is an earlier one.
const REPLAYED: &str = "idempotency-replayed";
const LONGEST: usize = 255;
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);
/// A reservation without an answer after so long is of a node that died: no request runs longer.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_mins(11);

/// The layer around every path of the API.
pub async fn replay(State(app): State<App>, request: Request, next: Next) -> Response {
    let wanted = request.method() == Method::POST && request.headers().contains_key(HEADER);
    if !wanted {
        return next.run(request).await;
    }
    replay_or_run(app, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn replay_or_run(app: App, request: Request, next: Next) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let caller = authenticate(&parts, &app).await?;
    let key = key(&parts.headers)?;
    let body = Body::<LARGEST_BATCH>::read(Request::from_parts(parts.clone(), body), &app).await?;
    let reservation = Reservation {
        key_hash: digest(&key),
        fingerprint: fingerprint(parts.uri.path_and_query().map_or("/", |path| path.as_str()), &body.bytes),
        at: app.world.clock.now(),
    };
    match reserve(&app, caller.account, &reservation).await? {
        Known::New => {}
        Known::Answered { status, answer } => return open(&app, caller.account, &key, status, &answer),
        Known::Other => return Err(mismatch()),
        Known::InProgress => return Err(in_progress()),
    }
    let request = Request::from_parts(parts, HttpBody::from(body.bytes.clone()));
    let run = tokio::spawn(run(app.clone(), caller.account, reservation.clone(), key, request, next));
    match run.await {
        Ok(response) => response,
        Err(error) => {
            give_back(&app, caller.account, reservation).await;
            match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Problem::new(Kind::Unavailable, "the service is stopping")),
            }
        }
    }
}

async fn reserve(app: &App, account: AccountId, reservation: &Reservation) -> Result<Known, Problem> {
    let reservation = reservation.clone();
    let (forgotten, abandoned) = (reservation.at - KEPT_FOR, reservation.at - ABANDONED_AFTER);
    let reserve = move |tx: &mut Tx<'_>| idempotency_keys::reserve(tx, account, &reservation, forgotten, abandoned);
    Ok(app.store.write("reserve_idempotency_key", reserve).await?)
}

/// Runs the request and keeps its answer; an answer that says "try again" is not kept.
async fn run(
    app: App,
    account: AccountId,
    reservation: Reservation,
    key: String,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (parts, body) = next.run(request).await.into_parts();
    let bytes = body.collect().await.map_err(|_| Problem::new(Kind::Internal, "an answer broke off"))?.to_bytes();
    let status = parts.status;
    if is_final(status) {
        let media_type = parts.headers.get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
        let seal = seal(&app, account, &key);
        let sealed = seal.close(&[media_type, b"\n", &bytes].concat(), &app.world.chance);
        let keep = move |tx: &mut Tx<'_>| {
            idempotency_keys::answer(tx, account, &reservation, i64::from(status.as_u16()), &sealed)
        };
        note_failure(app.store.write("keep_idempotent_answer", keep).await);
    } else {
        give_back(&app, account, reservation).await;
    }
    Ok(Response::from_parts(parts, HttpBody::from(bytes)))
}

async fn give_back(app: &App, account: AccountId, reservation: Reservation) {
    let give_back = move |tx: &mut Tx<'_>| idempotency_keys::give_back(tx, account, &reservation);
    note_failure(app.store.write("give_back_idempotency_key", give_back).await);
}

/// The request itself has been answered, and the caller is told so; a reservation that stays ends by itself.
fn note_failure(written: Result<(), Error>) {
    if let Err(cause) = written {
        tracing::warn!(%cause, "an idempotency key is not settled");
    }
}

fn is_final(status: StatusCode) -> bool {
    !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS && status != StatusCode::REQUEST_TIMEOUT
}

/// The answer as it was given.
fn open(app: &App, account: AccountId, key: &str, status: i64, answer: &str) -> Result<Response, Problem> {
    let broken = || Problem::new(Kind::Internal, "the kept answer cannot be read");
    let opened = seal(app, account, key).open(answer).ok_or_else(broken)?;
    let end = opened.iter().position(|&byte| byte == b'\n').ok_or_else(broken)?;
    let (media_type, body) = (&opened[..end], &opened[end + 1..]);
    let mut response = HttpBody::from(body.to_vec()).into_response();
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    *response.status_mut() = status.ok_or_else(broken)?;
    if let Ok(media_type) = HeaderValue::from_bytes(media_type)
        && !media_type.is_empty()
    {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// An answer may show an API key. It is sealed by the idempotency key, which is not stored: the database alone, and even
/// the database with the master secret, does not open it.
fn seal(app: &App, account: AccountId, key: &str) -> Seal<'static> {
    Seal::new(app.secret.sealing_key(account, key), "idempotent answer")
}

fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let malformed = || Problem::new(Kind::IdempotencyMalformed, "use one key of 1 to 255 visible ASCII characters");
    let mut values = headers.get_all(HEADER).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(malformed());
    };
    let key = value.to_str().map_err(|_| malformed())?;
    let visible = key.bytes().all(|byte| byte.is_ascii_graphic());
    if visible && (1..=LONGEST).contains(&key.len()) { Ok(key.to_owned()) } else { Err(malformed()) }
}

/// What tells one request from another: all of it but its headers. The method is always `POST`.
fn fingerprint(path: &str, body: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::new().chain_update(path.len().to_be_bytes()).chain_update(path).chain_update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mismatch() -> Problem {
    Problem::new(Kind::IdempotencyMismatch, "take a new key for a new request; nothing was changed")
}

fn in_progress() -> Problem {
    Problem::new(Kind::IdempotencyInProgress, "its answer will be there in a moment; nothing was changed")
}
