//! Problems: the one error type of the web (RFC 9457). Made where something is wrong, logged where it becomes an answer.

use std::borrow::Cow;

use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine;
use crate::field::FieldError;
use crate::store;

pub const MEDIA_TYPE: &str = "application/problem+json";
/// What a program waits before it tries again, in seconds.
const RETRY_AFTER_S: &str = "1";
/// As long as `trial::GAP`.
const TEST_AFTER_S: &str = "10";

macro_rules! kinds {
    ($($name:ident = $status:literal, $code:literal, $title:literal;)*) => {
        /// What kind of thing is wrong. Status and code are stable; programs read them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $($name),* }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            pub fn status(self) -> StatusCode {
                let status: u16 = match self { $(Kind::$name => $status),* };
                StatusCode::from_u16(status).expect("the table holds statuses of HTTP")
            }

            pub fn code(self) -> &'static str {
                match self { $(Kind::$name => $code),* }
            }

            pub fn title(self) -> &'static str {
                match self { $(Kind::$name => $title),* }
            }

            fn uri(self) -> &'static str {
                match self { $(Kind::$name => concat!("/api/docs#", $code)),* }
            }
        }
    };
}

kinds! {
    BodyMalformed = 400, "body.malformed", "The body is not JSON that can be read";
    IdempotencyMalformed = 400, "idempotency.malformed", "The Idempotency-Key cannot be used";
    KeyInvalid = 401, "key.invalid", "The API key is missing or not valid";
    ScopeMissing = 403, "scope.missing", "The API key may not do this";
    NotFound = 404, "not_found", "There is nothing here by this name";
    PathUnknown = 404, "path.unknown", "There is no such path";
    MethodNotAllowed = 405, "method.not_allowed", "This path does not take this method";
    RequestTimeout = 408, "request.timeout", "The body did not arrive in time";
    IdempotencyMismatch = 409, "idempotency.mismatch", "The Idempotency-Key was used for another request";
    IdempotencyInProgress = 409, "idempotency.in_progress", "A request with this Idempotency-Key is being answered";
    StorefrontExists = 409, "storefront.exists", "A storefront with this slug exists";
    CampaignExists = 409, "campaign.exists", "An enabled campaign asks this already";
    PlanFeature = 409, "plan.feature", "The account's plan does not have this";
    PlanLimit = 409, "plan.limit", "The account's plan has no place for more";
    TemplateUsed = 409, "template.used", "A campaign uses this template";
    ContactErased = 409, "contact.erased", "The contact has been erased";
    IdentifierTaken = 409, "contact.identifier_taken", "Another contact is known by this";
    SuppressionLasting = 409, "suppression.lasting", "Only the recipient can lift this suppression";
    NotASandbox = 409, "account.not_a_sandbox", "Only a sandbox account can do this";
    BodyTooLarge = 413, "body.too_large", "The body is too large";
    MediaTypeUnsupported = 415, "media_type.unsupported", "The body must be JSON";
    State = 409, "state", "Its state does not allow this";
    InputInvalid = 422, "input.invalid", "Some of the input cannot be taken";
    TestTooSoon = 429, "test.too_soon", "A test was sent a moment ago";
    Busy = 429, "busy", "More is going on than can be taken in";
    Internal = 500, "internal", "Something went wrong here";
    Unavailable = 503, "unavailable", "The service cannot answer at the moment";
}

/// Something that ends a request without what it asked for.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    code: &'static str,
    detail: Cow<'static, str>,
    errors: Vec<FieldError>,
    /// For the log alone.
    cause: Option<store::Error>,
}

/// A problem as it is sent (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Document {
    /// Where the kind of problem is described.
    #[serde(rename = "type")]
    #[schema(example = "/api/docs#input.invalid")]
    uri: &'static str,
    title: &'static str,
    /// The status of HTTP.
    #[schema(example = 422)]
    status: u16,
    /// Stable, for programs.
    #[schema(example = "input.invalid")]
    code: &'static str,
    /// For people.
    detail: String,
    /// What is wrong with each field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldError>,
}

impl Problem {
    pub fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code: kind.code(), detail: detail.into(), errors: Vec::new(), cause: None }
    }

    /// Fields that cannot be taken; nothing was changed.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = "nothing was changed; `errors` says what is wrong with which field";
        Self { errors, ..Self::new(Kind::InputInvalid, detail) }
    }

    /// One field that cannot be taken.
    pub fn field(pointer: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::told(pointer, code, detail)])
    }

    /// A body that is no JSON.
    pub fn unreadable(error: FieldError) -> Self {
        Self { errors: vec![error], ..Self::new(Kind::BodyMalformed, "nothing was changed") }
    }

    /// Unknown and foreign ids alike, byte for byte (V13).
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound, "it does not exist, or it belongs to another account")
    }

    /// Something of ours that should not be as it is; the detail is for the log too.
    pub fn internal(detail: &'static str) -> Self {
        Self::new(Kind::Internal, detail)
    }

    /// What is wrong with each field, for a form that says it there; anything else stays a problem.
    ///
    /// # Errors
    /// The problem itself where it is about no field.
    pub fn into_errors(self) -> Result<Vec<FieldError>, Self> {
        if self.errors.is_empty() { Err(self) } else { Ok(self.errors) }
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong with which field.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    /// Its status, for an answer in other words; logged here.
    pub fn told(self) -> StatusCode {
        self.log();
        self.kind.status()
    }

    /// As it stands in the answer to a request about many things; logged here.
    pub fn into_document(self) -> Document {
        self.log();
        self.document()
    }

    fn document(&self) -> Document {
        Document {
            uri: self.kind.uri(),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            code: self.code,
            detail: self.detail.clone().into_owned(),
            errors: self.errors.clone(),
        }
    }

    /// Called once, where the problem becomes an answer. What the caller did wrong is the caller's to know.
    fn log(&self) {
        let code = self.code;
        match (&self.cause, self.kind) {
            (Some(cause), Kind::Internal) => tracing::error!(code, %cause, "a request failed"),
            (None, Kind::Internal) => tracing::error!(code, detail = %self.detail, "a request failed"),
            (Some(cause), _) => tracing::warn!(code, %cause, "a request could not be answered"),
            (None, _) => {}
        }
    }
}

/// The engine's refusals mean the same here.
impl From<engine::Error> for Problem {
    fn from(error: engine::Error) -> Self {
        match error {
            engine::Error::Store(error) => error.into(),
            engine::Error::NotFound => Self::not_found(),
            engine::Error::Fields(errors) => Self::invalid(errors),
            engine::Error::State { code, detail } => {
                let named = Kind::ALL.iter().copied().find(|kind| kind.code() == code);
                Self { code, ..Self::new(named.unwrap_or(Kind::State), detail) }
            }
        }
    }
}

/// A row that is missing or there twice is no answer to a stranger: whoever expects one says what it means.
impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        use store::Error::{Conflict, Nul, Unavailable};
        match error {
            Unavailable(_) | Conflict => {
                let detail = "the database cannot take this at the moment; the same request may be sent again";
                Self { cause: Some(error), ..Self::new(Kind::Unavailable, detail) }
            }
            Nul => Self::field("", "text.nul", "a text holds the character NUL, which cannot be stored"),
            _ => Self { cause: Some(error), ..Self::new(Kind::Internal, "it has been noted; nothing was changed") },
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.log();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        match self.kind {
            Kind::KeyInvalid => headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            Kind::Busy | Kind::Unavailable | Kind::IdempotencyInProgress => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_S))
            }
            Kind::TestTooSoon => headers.insert(RETRY_AFTER, HeaderValue::from_static(TEST_AFTER_S)),
            _ => None,
        };
        let body = serde_json::to_vec(&self.document()).expect("a problem is plain data");
        (self.kind.status(), headers, body).into_response()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_code_of_its_own() {
        let codes: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
    }

    #[test]
    fn a_database_that_is_gone_is_to_be_tried_again() {
        for error in [store::Error::Unavailable("refused".into()), store::Error::Conflict] {
            let response = Problem::from(error).into_response();
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(response.headers()[RETRY_AFTER], RETRY_AFTER_S);
        }
    }

    #[test]
    fn the_cause_stays_inside() {
        let problem = Problem::from(store::Error::Constraint("contacts.email".into()));
        let text = serde_json::to_string(&problem.document()).unwrap();
        assert!(!text.contains("contacts"), "{text}");
    }
}
