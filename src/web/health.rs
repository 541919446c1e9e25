//! Health: whether this node can do its work.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::App;
use super::problem::Problem;

#[derive(Serialize, ToSchema)]
pub struct Health {
    #[schema(example = "ready")]
    status: &'static str,
    version: &'static str,
}

/// Says whether the service is ready: its database answers.
#[utoipa::path(get, path = "", responses((status = 200, description = "It is ready", body = Health)))]
pub async fn show(State(app): State<App>) -> Result<axum::Json<Health>, Problem> {
    app.read("health", |tx| Ok(tx.one("SELECT 1", &[])?.int(0)?)).await?;
    Ok(axum::Json(Health { status: "ready", version: env!("CARGO_PKG_VERSION") }))
}
