//! API keys: shown once, kept as a hash.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{AccountId, ApiKeyId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::field::{Fault, Faults, FieldError};
use crate::intake::{moment, text};
use crate::store::api_keys::{self, ApiKey};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::{Error, Tx};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::credential::Credential;
use crate::web::list::{Listed, Listing, NoFilter, Page, Paging};
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::{ApiKeysRead, ApiKeysWrite, Scope, Scopes};

const LONGEST_NAME: usize = 100;

/// What a new key is to be.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApiKeyInput {
    /// What it is for, up to 100 characters.
    #[schema(value_type = String, required = true, max_length = 100, example = "checkout")]
    name: Option<String>,
    /// What it may do; never more than the key that makes it. All that may do where it is left out.
    #[schema(example = json!(["events:write"]))]
    scopes: Option<Vec<String>>,
    /// When it ends; null: never.
    #[schema(format = DateTime, example = "2027-01-01T00:00:00Z")]
    expires_at: Option<String>,
}

impl ApiKeyInput {
    pub fn new(name: Option<String>, scopes: Vec<String>, expires_at: Option<String>) -> Self {
        Self { name, scopes: Some(scopes), expires_at }
    }

    /// The key that it makes, for somebody who has the scopes `own`.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn check(
        self,
        (id, credential): (ApiKeyId, &Credential),
        own: Scopes,
        now: Timestamp,
    ) -> Result<ApiKey, Vec<FieldError>> {
        let mut faults = Faults::default();
        let name = faults.require("/name", self.name, |name| text::line(name, LONGEST_NAME));
        let scopes = faults.within("scopes", |faults| match self.scopes {
            Some(words) => given_scopes(&words, own, faults),
            None => own,
        });
        let expires_at = faults.keep_some("/expires_at", self.expires_at, |text| later(&text, now));
        let secret_hash = credential.hash();
        let made = |name| ApiKey {
            id,
            name,
            secret_hash,
            scopes: scopes.to_string(),
            created_at: now,
            expires_at,
            revoked_at: None,
        };
        name.filter(|_| faults.is_empty()).map(made).ok_or_else(|| faults.into_errors())
    }
}

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub struct ApiKeyView {
    id: String,
    name: String,
    #[schema(value_type = Vec<String>)]
    scopes: Vec<&'static str>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    expires_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    revoked_at: Option<Timestamp>,
}

/// A new key, with its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewApiKey {
    #[serde(flatten)]
    view: ApiKeyView,
    /// Shown this once.
    #[schema(example = "aw_06ey2x3v0n8z5s9k1q7w4t6m2r_...")]
    key: String,
}

impl From<&ApiKey> for ApiKeyView {
    fn from(key: &ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name.clone(),
            scopes: Scopes::read(&key.scopes).iter().map(Scope::as_str).collect(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
        }
    }
}

impl Listed for ApiKeyView {
    const COLUMNS: &'static [&'static str] = &["id", "name", "scopes", "created_at", "expires_at", "revoked_at"];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

/// Makes a key and shows it once.
#[utoipa::path(
    post, path = "", security(("key" = ["api_keys:write"])), request_body = ApiKeyInput,
    responses((status = 201, description = "The new key", body = NewApiKey)))]
pub async fn create(
    may: May<ApiKeysWrite>,
    State(app): State<App>,
    body: Json<ApiKeyInput>,
) -> Result<(StatusCode, Answer<NewApiKey>), Problem> {
    let now = app.world.clock.now();
    let credential = Credential::mint(may.account, &app.world.chance);
    let id = ApiKeyId::new(now, app.world.chance.bits());
    let key = body.value.check((id, &credential), may.scopes, now).map_err(Problem::invalid)?;
    let view = ApiKeyView::from(&key);
    let actor = may.actor();
    app.write("create_api_key", move |tx| {
        api_keys::insert(tx, may.account, &key)?;
        Ok(audit_log::append(tx, may.account, now, (actor, Act::ApiKeyMade, &key.id.to_string()))?)
    })
    .await?;
    Ok((StatusCode::CREATED, Answer(NewApiKey { view, key: credential.reveal().to_owned() })))
}

/// A key never gives what it does not have.
fn given_scopes(words: &[String], own: Scopes, faults: &mut Faults) -> Scopes {
    if words.is_empty() || words.len() > Scope::ALL.len() {
        faults.add("", Fault::new("scopes.length", "name at least one scope, and each once"));
    }
    let mut given = Vec::new();
    for (position, word) in words.iter().enumerate().take(Scope::ALL.len()) {
        let scope = match Scope::parse(word) {
            None => Err(Fault::new("scope.unknown", "not a scope; the docs list them")),
            Some(scope) if !own.has(scope) => {
                Err(Fault::new("scope.not_held", "the key that makes this one does not have it"))
            }
            Some(scope) => Ok(scope),
        };
        given.extend(faults.keep(&format!("/{position}"), scope));
    }
    given.into_iter().collect()
}

fn later(text: &str, now: Timestamp) -> Result<Timestamp, Fault> {
    let at = moment::instant(text)?;
    if at > now { Ok(at) } else { Err(Fault::new("expires_at.past", "this time is past")) }
}

/// Lists keys in the order in which they were made, revoked ones too.
#[utoipa::path(
    get, path = "", security(("key" = ["api_keys:read"])), params(Paging),
    responses((status = 200, description = "A page of them", body = Page<ApiKeyView>)))]
pub async fn list(
    may: May<ApiKeysRead>,
    State(app): State<App>,
    listing: Listing<NoFilter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let found = app.read("list_api_keys", move |tx| Ok(api_keys::list(tx, may.account, after, limit)?)).await?;
    Ok(listing.page(found.iter().map(ApiKeyView::from).collect()))
}

/// Revokes a key: it is refused at once by the node that answers this, within a second by every other.
#[utoipa::path(
    delete, path = "", security(("key" = ["api_keys:write"])),
    responses((status = 204, description = "It is revoked")))]
pub async fn revoke(
    may: May<ApiKeysWrite>,
    State(app): State<App>,
    At((id,)): At<(ApiKeyId,)>,
) -> Result<StatusCode, Problem> {
    let (now, actor) = (app.world.clock.now(), may.actor());
    let revoked = app.write("revoke_api_key", move |tx| Ok(revoke_as(tx, may.account, actor, id, now)?)).await?;
    app.keys.forget();
    if revoked { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}

/// Revokes a key and says by whom. False: there is no such key.
///
/// # Errors
/// Those of the store.
pub fn revoke_as(
    tx: &mut Tx<'_>,
    account: AccountId,
    actor: Actor,
    id: ApiKeyId,
    now: Timestamp,
) -> Result<bool, Error> {
    let is_there = api_keys::revoke(tx, account, id, now)?;
    if is_there {
        audit_log::append(tx, account, now, (actor, Act::ApiKeyRevoked, &id.to_string()))?;
    }
    Ok(is_there)
}
