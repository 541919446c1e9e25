//! The audit log: who changed what (V16).

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::audit_log::{self, Entry};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::{Listed, Listing, NoFilter, Page, Paging};
use crate::web::problem::Problem;
use crate::web::scope::AuditRead;

/// An entry of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// From 1 up, without a gap.
    number: i64,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The id of a user or of a key, or `command_line`.
    #[schema(example = "key_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    actor: String,
    #[schema(example = "campaign.changed")]
    act: String,
    /// The id of what it was done to.
    #[schema(example = "cmp_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    subject: String,
    /// SHA-256, in hexadecimal digits, of six lines with line feeds between them: the hash of the entry before (empty
    /// before the first), number, time in milliseconds since 1970, actor, act and subject.
    hash: String,
}

impl From<Entry> for AuditEntry {
    fn from(entry: Entry) -> Self {
        Self {
            number: entry.number,
            at: entry.happened_at,
            actor: entry.actor.to_string(),
            act: entry.act,
            subject: entry.subject,
            hash: entry.hash,
        }
    }
}

impl Listed for AuditEntry {
    const COLUMNS: &'static [&'static str] = &["number", "at", "actor", "act", "subject", "hash"];

    fn cursor(&self) -> String {
        self.number.to_string()
    }
}

/// Lists who changed what, in the order in which it happened. Nothing in it is ever changed or deleted; each entry's hash
/// covers the one before it.
#[utoipa::path(
    get, path = "", security(("key" = ["audit:read"])), params(Paging),
    responses((status = 200, description = "A page of entries", body = Page<AuditEntry>)))]
pub async fn list(
    may: May<AuditRead>,
    State(app): State<App>,
    listing: Listing<NoFilter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?.unwrap_or(0), listing.wanted());
    let found = app.read("list_audit", move |tx| Ok(audit_log::after(tx, may.account, after, limit)?)).await?;
    Ok(listing.page(found.into_iter().map(AuditEntry::from).collect()))
}
