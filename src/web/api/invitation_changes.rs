//! Many invitations cancelled or moved in one request; each is answered by itself.

use axum::Json as Answer;
use axum::extract::State;
use rules::id::{AccountId, InvitationId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::invitations::{InvitationView, views};
use super::results::Results;
use crate::engine::queue::Wish;
use crate::intake::moment;
use crate::store::audit_log::Actor;
use crate::store::{Tx, invitations};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::given::read;
use crate::web::problem::Problem;
use crate::web::scope::InvitationsWrite;

/// Invitations in one request.
const MOST: usize = 1_000;
/// In the place of a time.
const NOW: &str = "now";

/// What is to be cancelled.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cancellations {
    /// Ids, up to 1,000.
    #[schema(value_type = Vec<String>, required = true, max_items = 1000)]
    invitations: Option<Vec<Value>>,
}

/// What is to go at another time.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Moves {
    /// Up to 1,000.
    #[schema(value_type = Vec<MoveInput>, required = true, max_items = 1000)]
    moves: Option<Vec<Value>>,
}

/// When the next message of an invitation is to go.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MoveInput {
    #[schema(value_type = String, required = true, example = "inv_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    invitation: Option<String>,
    /// RFC 3339, or `now`.
    #[schema(value_type = String, required = true, example = "2026-03-12T10:00:00Z")]
    due_at: Option<String>,
}

/// Cancels many invitations; one that has ended already stays as it was, and says so.
#[utoipa::path(
    post, path = "", security(("key" = ["invitations:write"])), request_body = Cancellations,
    responses((status = 200, description = "What became of each, in order", body = Results<InvitationView>)))]
pub async fn cancel(
    may: May<InvitationsWrite>,
    State(app): State<App>,
    body: Json<Cancellations>,
) -> Result<Answer<Results<InvitationView>>, Problem> {
    let ids = some("/invitations", body.value.invitations)?;
    let wishes = ids.into_iter().map(|id| Ok((read_id(id.as_str())?, Wish::Cancel)));
    change(&app, (may.account, may.actor()), wishes).await
}

/// Moves many invitations to other times. What the rules would stop at its new time stays where it was, and says why.
#[utoipa::path(
    post, path = "", security(("key" = ["invitations:write"])), request_body = Moves,
    responses((status = 200, description = "What became of each, in order", body = Results<InvitationView>)))]
pub async fn move_all(
    may: May<InvitationsWrite>,
    State(app): State<App>,
    body: Json<Moves>,
) -> Result<Answer<Results<InvitationView>>, Problem> {
    let moves = some("/moves", body.value.moves)?;
    change(&app, (may.account, may.actor()), moves.into_iter().map(read_move)).await
}

fn some<T>(pointer: &str, list: Option<Vec<T>>) -> Result<Vec<T>, Problem> {
    let list = list.ok_or_else(|| Problem::field(pointer, "field.missing", "needed"))?;
    if list.len() > MOST {
        return Err(Problem::field(pointer, "list.too_long", "more than 1000 entries"));
    }
    Ok(list)
}

/// A text that is no id is answered like the id of nothing.
fn read_id(text: Option<&str>) -> Result<InvitationId, Problem> {
    text.and_then(|text| text.parse().ok()).ok_or_else(Problem::not_found)
}

fn read_move(item: Value) -> Result<(InvitationId, Wish), Problem> {
    match item {
        Value::Object(fields) => read::<MoveInput>(&fields)?.check(),
        _ => Err(Problem::field("", "field.type", "expected an object")),
    }
}

impl MoveInput {
    fn check(self) -> Result<(InvitationId, Wish), Problem> {
        let id = read_id(self.invitation.as_deref())?;
        match self.due_at.as_deref() {
            None => Err(Problem::field("/due_at", "field.missing", "needed")),
            Some(NOW) => Ok((id, Wish::SendNow)),
            Some(text) => {
                let at = moment::instant(text);
                at.map(|at| (id, Wish::Move(at))).map_err(|fault| Problem::field("/due_at", fault.code, fault.detail))
            }
        }
    }
}

async fn change(
    app: &App,
    (account, actor): (AccountId, Actor),
    wishes: impl Iterator<Item = Result<(InvitationId, Wish), Problem>>,
) -> Result<Answer<Results<InvitationView>>, Problem> {
    let (good, order) = Results::<InvitationView>::sort_out(wishes);
    let ids: Vec<_> = good.iter().map(|(id, _)| *id).collect();
    let outcomes =
        if good.is_empty() { Vec::new() } else { app.engine.change_invitations(account, good, actor).await? };
    let (engine, wanted) = (app.engine.clone(), ids.clone());
    let read = move |tx: &mut Tx<'_>| {
        let found = invitations::by_ids(tx, account, &wanted)?;
        Ok(views(tx, &engine, account, &found)?)
    };
    let shown = app.read("changed_invitations", read).await?;
    let mut shown: std::collections::BTreeMap<_, _> =
        shown.into_iter().map(|view| (view.id().to_owned(), view)).collect();
    let done = ids.iter().zip(outcomes).map(|(id, outcome)| {
        outcome?;
        shown.remove(&id.to_string()).ok_or_else(Problem::not_found)
    });
    Ok(Answer(Results::gather(order, done.collect::<Vec<_>>().into_iter())))
}
