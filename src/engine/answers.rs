//! Answers: one that is complete stops everything that is still to come for its order and purpose (AW-8, V7).

use std::sync::Arc;

use rules::address::Channel;
use rules::id::{AccountId, InvitationId, ResponseId};
use rules::reason::Code;
use rules::state::InvitationStatus;
use rules::strategy::Role;

use super::dues::order_key;
use super::error::Refusable;
use super::orders::{cancel, cancelled_decision, record};
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::responses::Response;
use crate::store::{self, Tx, accounts, decisions, events, invitations, orders, responses};

/// A complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub invitation: InvitationId,
    /// The message whose link was followed.
    pub via: Option<(Role, Channel)>,
    /// A JSON array of questions and values.
    pub answers: String,
}

impl Engine {
    /// Records complete answers. One that is there already is left as it is.
    ///
    /// # Errors
    /// For each answer [`Error::NotFound`] or [`Error::State`] where the form has closed; those of the store.
    pub async fn answer(&self, account: AccountId, answers: Vec<Answer>) -> Result<Vec<Result<(), Error>>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let answers = Arc::new(answers);
        let done = self.store.write("answer", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            answers.iter().map(|answer| answer_one(tx, &batch, answer)).collect::<Result<Vec<_>, store::Error>>()
        });
        Ok(done.await?)
    }
}

fn answer_one(tx: &mut Tx<'_>, batch: &Batch<'_>, answer: &Answer) -> Refusable<()> {
    let account = batch.account.id;
    let Some((invitation, mut state)) = invitations::by_ids(tx, account, &[answer.invitation])?.pop() else {
        return Ok(Err(Error::NotFound));
    };
    if state.status == InvitationStatus::Completed {
        return Ok(Ok(()));
    }
    if state.expires_at.is_none_or(|closes_at| closes_at <= batch.now) {
        let detail = "the form of this invitation is not open";
        return Ok(Err(Error::State { code: "invitation.closed", detail }));
    }
    let response = Response {
        id: ResponseId::new(batch.now, batch.engine.world.chance.bits()),
        invitation: invitation.id,
        contact: invitation.contact,
        storefront: invitation.storefront,
        reference: invitation.reference.clone(),
        started_at: batch.now,
        completed_at: Some(batch.now),
        via: answer.via,
        answers: answer.answers.clone(),
    };
    responses::insert(tx, account, &[response])?;
    orders::answer(tx, account, &order_key(&invitation), invitation.purpose)?;
    let purpose = invitation.purpose.as_str();
    let was_queued = state.queued.is_some();
    state.end(InvitationStatus::Completed, None, batch.now);
    // Completed also where it had been cancelled or refused meanwhile: the answer came.
    state.status = InvitationStatus::Completed;
    invitations::save(tx, account, &[(invitation.id, &state)])?;
    if was_queued {
        let decision = cancelled_decision(batch.now, Code::ResponseReceived, purpose);
        decisions::insert(tx, account, &[record(batch, &invitation, &decision)])?;
    }
    let of_order = events::of_order(tx, account, invitation.storefront, &invitation.reference)?;
    let ids: Vec<_> = of_order.iter().map(|event| event.id).collect();
    let mut others = invitations::by_events(tx, account, &ids)?;
    others.retain(|(other, state)| {
        other.id != invitation.id && other.purpose == invitation.purpose && state.ended_at.is_none()
    });
    cancel(tx, batch, others, Code::ResponseReceived, purpose)?;
    Ok(Ok(()))
}
