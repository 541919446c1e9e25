//! The end of a template: not while a campaign uses it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::TemplateId;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::templates::find;
use crate::store::Tx;
use crate::store::campaigns::{self, Campaign};
use crate::store::templates::Template as Words;
use crate::web::App;
use crate::web::problem::Problem;
use crate::web::scope::{Right, TemplatesWrite};

#[derive(Template)]
#[template(path = "templates/deletion.html")]
struct DeletionPage<'a> {
    frame: &'a Frame,
    template: &'a Words,
    /// Those that use it.
    campaigns: Vec<Campaign>,
}

async fn deletion<R: Right>(app: &App, signed: &Signed<R>, id: &str, status: StatusCode) -> Result<Response, Stop> {
    let (found, _) = find(app, signed, id).await?;
    let (account, template) = (signed.account, found.id);
    let read = move |tx: &mut Tx<'_>| campaigns::of_template(tx, account, template);
    let campaigns = app.store.read("template_deletion", read).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.page(status, &DeletionPage { frame: &signed.frame, template: &found, campaigns }))
}

/// Asks whether a template is to be deleted, and says which campaigns still use it.
pub async fn ask(
    signed: Signed<TemplatesWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    deletion(&app, &signed, &id, StatusCode::OK).await
}

pub async fn delete(
    signed: Signed<TemplatesWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let template: TemplateId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let done = app.engine.delete_template(signed.account, template, signed.actor()).await.map_err(Problem::from);
    match done {
        Ok(()) => Ok(signed.frame.see("/templates?said=template-deleted")),
        Err(problem) if problem.code() == "template.used" => deletion(&app, &signed, &id, StatusCode::CONFLICT).await,
        Err(problem) => Err(signed.stop(problem)),
    }
}
