//! Reports: what happens outside of the rules and changes what they look at.

use jiff::{SignedDuration, Span, Timestamp};
use rules::address::{Cause, Channel, PurposeGroup, Suppression};
use rules::campaign::{AccountHold, AccountRules, Activity, Purpose};
use rules::event::Event;
use rules::id::EventId;
use rules::reason::Code;
use rules::state::{InvitationStatus, Receipt};

use crate::Checked;
use crate::check;
use crate::driver::{Driver, Happened};
use crate::ledger::Fact;
use crate::step::Step;
use crate::world::{Choices, account, consent, email};

impl Driver {
    pub fn take(&mut self, step: &Step) -> Checked {
        match *step {
            Step::Report { .. } => self.report(self.happened(step)),
            Step::Wait(passed) => self.wait(passed),
            Step::Outage(passed) => {
                self.now += passed;
                self.send_due()?;
                self.expire();
                Ok(())
            }
            Step::ClockBack(passed) => self.clock_back(passed),
            Step::Receive { message, receipt } => self.receive(message, receipt),
            Step::MoveDate { order, days } => self.move_date(order, days),
            _ => {
                self.change(step);
                Ok(())
            }
        }
    }

    fn happened(&self, step: &Step) -> Happened {
        let Step::Report { person, kind, order, age, date_in_days, from_file, has_products } = *step else {
            unreachable!("it is a report")
        };
        let today = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let rules = Event {
            id: EventId::new(Timestamp::UNIX_EPOCH, self.events.len() as u128),
            reference: format!("order-{}", order.reference),
            occurred_at: self.now - age,
            activation_date: date_in_days.map(|days| today + Span::new().days(days)),
            from_file,
            has_products,
        };
        Happened { rules, kind, order, person }
    }

    /// What is due within that time was claimed by a clock that ran ahead; now it runs right.
    fn clock_back(&mut self, passed: SignedDuration) -> Checked {
        let claimed_at = self.now + passed;
        let claimed: Vec<usize> = (0..self.lives.len()).filter(|life| self.lives[*life].is_due(claimed_at)).collect();
        self.decide(&claimed)
    }

    fn change(&mut self, step: &Step) {
        let now = self.now;
        match *step {
            Step::Cancel(order) => {
                self.orders.entry(order).or_default().rules.cancelled_at = Some(now);
                self.ledger.write(now, Fact::Cancelled { order });
            }
            Step::Hold(order) => self.orders.entry(order).or_default().rules.held_at = Some(now),
            Step::Release(order) => {
                self.orders.entry(order).or_default().rules.held_at = None;
                self.release(Code::EventOnHold, |life| life.order == order);
            }
            Step::AwaitProduct(order) => {
                let known = &mut self.orders.entry(order).or_default().rules;
                known.product_pending = !known.product_pending;
            }
            Step::Answer(form) => self.answer(form),
            Step::Suppress { person, channel, cause, group } => self.stop(person, channel, cause, group),
            Step::Withdraw { person, channel } => {
                self.world.people[person].rules.consents.retain(|consent| consent.channel != channel);
                self.ledger.write(now, Fact::Withdrawn { person, channel });
            }
            Step::Agree { person, channel } => {
                self.world.people[person].rules.consents.push(consent(person, channel, Vec::new()));
                self.ledger.write(now, Fact::Agreed { person, channel });
            }
            Step::Later { person, days } => {
                let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
                self.world.people[person].rules.later = Some(today + Span::new().days(days));
            }
            Step::LessOften { person } => self.world.people[person].rules.less_often ^= true,
            Step::MoveTo { person, email: number } => self.move_to(person, number),
            Step::Erase { person } => {
                self.world.people[person].rules.erased = true;
                self.ledger.write(now, Fact::Erased { person });
            }
            Step::Pause { campaign } => self.world.campaigns[campaign].rules.activity = Activity::Paused,
            Step::Resume { campaign } => {
                self.world.campaigns[campaign].rules.activity = Activity::On;
                self.release(Code::CampaignInactive, |life| life.campaign == campaign);
            }
            Step::SwitchOff { campaign } => self.world.campaigns[campaign].rules.activity = Activity::Off,
            Step::SwitchReminders { campaign } => self.switch_reminders(campaign),
            Step::Brake => self.world.account.hold = Some(AccountHold::KillSwitch),
            Step::ReleaseAll => {
                self.world.account.hold = None;
                self.release(Code::BrakeOn, |_| true);
            }
            Step::Provider { ended, attempts } => self.provider = (ended, attempts),
            Step::EditCampaign { campaign, settings } => self.world.campaigns[campaign].edit(campaign, settings),
            Step::EditAccount { settings } => {
                let hold = self.world.account.hold;
                let (limits, account) = account(&mut Choices(settings));
                self.world.limits = limits;
                self.world.account = AccountRules { hold, ..account };
            }
            Step::NotYet { order, days } => {
                let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
                self.orders.entry(order).or_default().rules.awaited = Some(today + Span::new().days(days));
            }
            Step::Report { .. } | Step::Wait(_) | Step::Outage(_) | Step::ClockBack(_) => {}
            Step::Receive { .. } | Step::MoveDate { .. } => {}
        }
    }

    fn release(&mut self, reason: Code, concerned: impl Fn(&crate::life::Life) -> bool) {
        let now = self.now;
        let waiting = self.lives.iter_mut().filter(|life| life.queued && life.waits_for == Some(reason));
        waiting.filter(|life| concerned(life)).for_each(|life| life.release(now));
        self.wake();
    }

    /// Somebody answers. What else asks for the same of that order, and what is queued for the same form as if a node had
    /// claimed it before, is found out by the rules.
    fn answer(&mut self, form: usize) {
        let open: Vec<usize> =
            (0..self.lives.len()).filter(|life| self.lives[*life].invitation.expires_at.is_some()).collect();
        let Some(number) = open.get(form % open.len().max(1)) else { return };
        let life = &mut self.lives[*number];
        let own = self.world.campaigns[life.campaign].rules.purpose;
        let claimed = life.next_at.filter(|_| life.queued && own != Purpose::Rebooking);
        life.end(InvitationStatus::Completed, self.now);
        life.status = life.status.advanced(InvitationStatus::Completed);
        (life.queued, life.next_at) = (claimed.is_some(), claimed);
        // A joint form answers both.
        for purpose in std::iter::once(own).chain(life.product.as_ref().map(|_| Purpose::ProductReview)) {
            self.ledger.write(self.now, Fact::Answered { life: *number, order: life.order, purpose });
            let answered = &mut self.orders.get_mut(&life.order).unwrap().rules.answered;
            if !answered.contains(&purpose) {
                answered.push(purpose);
            }
        }
    }

    fn stop(&mut self, person: usize, channel: Channel, cause: Cause, group: Option<PurposeGroup>) {
        let Some(key) = self.world.people[person].rules.address(channel).map(|address| address.key) else { return };
        self.suppress(channel, key, Suppression { cause, group });
    }

    /// The person has another email address from now on, which others may have too.
    fn move_to(&mut self, person: usize, number: usize) {
        let mut moved = email(number);
        let against =
            self.world.suppressions.iter().filter(|(channel, key, _)| *channel == Channel::Email && *key == moved.key);
        moved.suppressions = against.map(|(_, _, suppression)| *suppression).collect();
        let addresses = &mut self.world.people[person].rules.addresses;
        addresses.retain(|address| address.channel != Channel::Email);
        addresses.insert(0, moved);
    }

    /// Off strikes every reminder that is still to come, for good. One that is queued is found out by the rules, as if
    /// a node had claimed it before.
    fn switch_reminders(&mut self, campaign: usize) {
        let rules = &mut self.world.campaigns[campaign].rules;
        rules.reminder = !rules.reminder;
        if !rules.reminder {
            self.ledger.write(self.now, Fact::RemindersOff { campaign });
            let concerned = self.lives.iter_mut().filter(|life| life.campaign == campaign && life.ended_at.is_none());
            concerned.for_each(|life| life.invitation.reminder_struck = true);
        }
    }

    fn receive(&mut self, number: usize, receipt: Receipt) -> Checked {
        let all: Vec<(usize, usize)> = self
            .lives
            .iter()
            .enumerate()
            .flat_map(|(life, known)| (0..known.messages.len()).map(move |message| (life, message)))
            .collect();
        let Some(&(life, message)) = all.get(number % all.len().max(1)) else { return Ok(()) };
        let before = self.lives[life].messages[message].status;
        let after = before.after(receipt);
        check::message_moves(before, after)?;
        self.lives[life].messages[message].status = after;
        let (channel, key) = (self.lives[life].messages[message].channel, self.lives[life].messages[message].address);
        match receipt {
            Receipt::Bounced => self.suppress(channel, key, Suppression { cause: Cause::Bounced, group: None }),
            Receipt::Complained => {
                let group = Some(PurposeGroup::Asking);
                self.suppress(channel, key, Suppression { cause: Cause::Complained, group });
            }
            _ => {}
        }
        Ok(())
    }
}
