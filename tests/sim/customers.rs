//! Customers: they answer what they got, opt out, complain, and open their mails late and twice.

use afterword::engine::Error;
use afterword::engine::answers::Answer;
use afterword::store::consents;
use afterword::store::suppressions::{self, Suppression};
use rules::address::{Cause, Channel, PurposeGroup};
use rules::id::SuppressionId;
use rules::state::Receipt;

use crate::tables::Message;
use crate::world::{Broken, World};

const RECEIPTS: [Receipt; 6] =
    [Receipt::Delivered, Receipt::Failed, Receipt::Bounced, Receipt::Complained, Receipt::Opened, Receipt::Clicked];

impl World {
    /// A message that somebody got, as the database knows it.
    async fn received(&mut self) -> Result<Option<(rules::id::MessageId, Message)>, Broken> {
        let accepted = self.provider.accepted();
        if accepted.is_empty() {
            return Ok(None);
        }
        let id = self.draw.pick(&accepted).message;
        let mut tables = self.tables().await?;
        let message = tables.messages.remove(&id.to_string());
        message.map(|message| Some((id, message))).ok_or_else(|| format!("{id} was sent and is not on record"))
    }

    pub async fn answer(&mut self) -> Result<(), Broken> {
        let Some((_, message)) = self.received().await? else { return Ok(()) };
        let invitation = message.invitation.parse().map_err(|_| "an id that is none".to_owned())?;
        let answer = Answer { invitation, via: None, answers: "[]".to_owned() };
        let account = self.account;
        let answered = self
            .insist("answer", async |engine| {
                let mut one = engine.answer(account, vec![answer.clone()]).await?;
                one.pop().expect("one answer for one answer")
            })
            .await?;
        match answered {
            Ok(()) => self.note("a customer answered"),
            Err(Error::State { code, .. }) => self.note(format!("a customer's answer: {code}")),
            Err(error) => return Err(format!("answer: {error}")),
        }
        Ok(())
    }

    /// Unsubscribes an address, of asking alone or of everything.
    pub async fn unsubscribe(&mut self) -> Result<(), Broken> {
        let Some((_, message)) = self.received().await? else { return Ok(()) };
        let stop = Suppression {
            id: SuppressionId::new(self.now, self.nodes[0].engine.world.chance.bits()),
            address: message.address.parse().map_err(|_| "a key that is none".to_owned())?,
            channel: Channel::Email,
            cause: *self.draw.pick(&[Cause::Unsubscribed, Cause::Manual]),
            group: *self.draw.pick(&[Some(PurposeGroup::Asking), Some(PurposeGroup::Rebooking), None]),
            source: "link".to_owned(),
            created_at: self.now,
        };
        self.note(format!("a customer unsubscribed: {:?} {:?}", stop.cause, stop.group));
        let account = self.account;
        let stopped = self
            .insist("unsubscribe", async |engine| {
                let stop = stop.clone();
                let write = move |tx: &mut afterword::store::Tx<'_>| {
                    suppressions::insert(tx, account, std::slice::from_ref(&stop))
                };
                Ok(engine.store.write("unsubscribe", write).await?)
            })
            .await?;
        stopped.map(|_| ()).map_err(|error| format!("unsubscribe: {error}"))
    }

    pub async fn withdraw_consent(&mut self) -> Result<(), Broken> {
        let tables = self.tables().await?;
        let given: Vec<_> = tables.consents.iter().map(|(id, consent)| (id.clone(), consent.contact.clone())).collect();
        if given.is_empty() {
            return Ok(());
        }
        let (consent, contact) = self.draw.pick(&given).clone();
        let known = || "an id that is none".to_owned();
        let (consent, contact) = (consent.parse().map_err(|_| known())?, contact.parse().map_err(|_| known())?);
        self.note("a customer withdrew a consent");
        let (account, now) = (self.account, self.now);
        let withdrawn = self
            .insist("withdraw", async |engine| {
                let write =
                    move |tx: &mut afterword::store::Tx<'_>| consents::withdraw(tx, account, contact, consent, now);
                Ok(engine.store.write("withdraw", write).await?)
            })
            .await?;
        withdrawn.map(|_| ()).map_err(|error| format!("withdraw: {error}"))
    }

    pub async fn receipt(&mut self) -> Result<(), Broken> {
        let Some((message, _)) = self.received().await? else { return Ok(()) };
        let receipt = *self.draw.pick(&RECEIPTS);
        self.note(format!("a receipt: {receipt:?}"));
        if receipt == Receipt::Failed {
            self.failed_later.insert(message.to_string());
        }
        let account = self.account;
        let taken = self.insist("receipt", async |engine| engine.receive(account, message, receipt).await).await?;
        taken.map_err(|error| format!("receipt: {error}"))
    }
}
