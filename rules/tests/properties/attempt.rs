//! Attempts: what a decision makes of an invitation, and how handing its message over ends.

use jiff::Timestamp;
use rules::address::{AddressKey, Cause, Channel, Suppression};
use rules::decide::{Action, Decided};
use rules::hours::Zones;
use rules::reason::Code;
use rules::settle::{Attempt, Ended, Settled, settle};
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::Role;

use crate::driver::Driver;
use crate::ledger::Fact;
use crate::life::Message;
use crate::{Checked, check};

/// A message that may go.
pub struct Sending {
    pub life: usize,
    pub role: Role,
    pub step: usize,
    pub channel: Channel,
    pub address: AddressKey,
}

impl Driver {
    /// What a hold or a refusal makes of an invitation.
    pub fn apply(&mut self, life: usize, decided: &Decided) {
        let now = self.now;
        let life = &mut self.lives[life];
        match decided.action {
            Action::Send { .. } => {}
            Action::Hold { until, due_at } => life.wait_until(until, due_at, decided.decision.waits_for()),
            Action::Refuse { next } => {
                let was_first = life.invitation.role == Role::First;
                let waiting = life.messages.iter_mut().filter(|message| message.status == MessageStatus::Queued);
                waiting.for_each(|message| message.status = MessageStatus::Cancelled);
                life.queue(next);
                if was_first {
                    life.invitation.first_sent_at = None;
                    let is_cancelled = decided.decision.reason == Some(Code::EventCancelled);
                    life.end(if is_cancelled { InvitationStatus::Cancelled } else { InvitationStatus::Refused }, now);
                }
            }
        }
    }

    /// The point of no return; answers which message of the invitation it is.
    pub fn commit(&mut self, sending: &Sending) -> usize {
        let Sending { life: number, role, step, channel, address } = *sending;
        let reminder_on = self.world.campaigns[self.lives[number].campaign].rules.reminder;
        let now = self.now;
        let life = &mut self.lives[number];
        life.queue(None);
        life.invitation.released_from = None;
        let retried =
            life.messages.iter().position(|message| message.step == step && message.status == MessageStatus::Queued);
        let message = retried.unwrap_or_else(|| {
            let status = MessageStatus::Queued;
            let new =
                Message { role, step, channel, address, status, tries: 0, first_tried_at: now, committed_at: now };
            life.messages.push(new);
            life.messages.len() - 1
        });
        let attempt = &mut life.messages[message];
        attempt.status = MessageStatus::Sending;
        attempt.tries += 1;
        attempt.committed_at = now;
        attempt.channel = channel;
        attempt.address = address;
        match role {
            Role::First => {
                life.invitation.first_sent_at = Some(now);
                life.invitation.reminder_at_first = reminder_on;
                life.address = Some(address);
            }
            Role::Reminder => self.orders.get_mut(&life.order).unwrap().reminded_by = Some(number),
            Role::FollowUp => {}
        }
        message
    }

    pub fn hand_over(&mut self, life: usize, message: usize, entry: usize) -> Checked {
        let ended = match &mut self.provider {
            (ended, attempts) if *attempts > 0 => {
                *attempts -= 1;
                *ended
            }
            _ => Ended::Accepted,
        };
        self.ledger.end(entry, ended);
        let settled = self.settle(life, message, ended);
        check::settlement(self, life, message, ended, &settled)?;
        self.follow(life, message, &settled);
        Ok(())
    }

    fn settle(&self, life: usize, message: usize, ended: Ended) -> Settled {
        let life = &self.lives[life];
        let attempt = &life.messages[message];
        let earlier = life.messages.iter().enumerate().filter(|(other, _)| *other != message);
        let used: Vec<Channel> = earlier.map(|(_, message)| message.channel).collect();
        let person = &self.world.people[life.person].rules;
        let storefront = &self.world.storefronts[life.order.storefront];
        let invitation = &life.invitation;
        let attempt = Attempt {
            ended,
            role: attempt.role,
            step: attempt.step,
            channel: attempt.channel,
            tries: attempt.tries,
            first_tried_at: attempt.first_tried_at,
            timing: &invitation.pinned,
            person,
            first_sent_at: invitation.first_sent_at,
            committed_at: attempt.committed_at,
            used: &used,
            reminders: invitation.reminder_at_creation && invitation.reminder_at_first && !invitation.reminder_struck,
            status: life.status,
            zones: Zones { storefront: &storefront.zone, recipient: person.zone_or(&storefront.zone) },
        };
        settle(self.now, &[attempt]).remove(0)
    }

    fn follow(&mut self, number: usize, message: usize, settled: &Settled) {
        let life = &mut self.lives[number];
        life.messages[message].status = settled.message;
        if settled.release && life.messages[message].role == Role::First {
            life.invitation.first_sent_at = None;
        }
        life.invitation.expires_at = life.invitation.expires_at.or(settled.expires_at);
        if life.ended_at.is_none() {
            life.queue(settled.next);
            if settled.invitation == InvitationStatus::Failed {
                life.end(InvitationStatus::Failed, self.now);
            } else {
                life.status = settled.invitation;
            }
        }
        if settled.suppress {
            let (channel, address) = (life.messages[message].channel, life.messages[message].address);
            self.suppress(channel, address, Suppression { cause: Cause::Bounced, group: None });
        }
    }

    /// Everybody who has the address is concerned.
    pub fn suppress(&mut self, channel: Channel, key: AddressKey, suppression: Suppression) {
        let addresses = self.world.people.iter_mut().flat_map(|person| &mut person.rules.addresses);
        let concerned = addresses.filter(|address| address.channel == channel && address.key == key);
        concerned.for_each(|address| address.suppressions.push(suppression));
        self.world.suppressions.push((channel, key, suppression));
        self.ledger.write(self.now, Fact::Suppressed { channel, key, group: suppression.group });
    }

    /// Forms whose term is over close.
    pub fn expire(&mut self) {
        let is_over = |at: Option<Timestamp>| at.is_some_and(|at| at <= self.now);
        let closed =
            self.lives.iter_mut().filter(|life| life.ended_at.is_none() && is_over(life.invitation.expires_at));
        closed.for_each(|life| life.end(InvitationStatus::Expired, self.now));
    }
}
