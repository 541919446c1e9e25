//! The driver: runs a history through the rules as the engine does, one thing after the other and in memory, and has
//! the oracle look at everything that was decided.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use rules::campaign::Campaign;
use rules::decide::{Action, Due, decide, displace};
use rules::decision::Decision;
use rules::event::{Event, Order};
use rules::id::InvitationId;
use rules::invitation::{Ask, Invitation};
use rules::plan::{Candidate, FirstStep, Planned, plan, unmatched};
use rules::reason::Code;
use rules::settle::Ended;
use rules::state::InvitationStatus;
use rules::strategy::Role;
use rules::wave::Waves;

use crate::attempt::Sending;
use crate::ledger::{Fact, Ledger, Tried};
use crate::life::Life;
use crate::oracle::View;
use crate::step::OrderKey;
use crate::world::{World, beginning};
use crate::{Checked, check, ensure};

/// More runs of the rules than this at one instant mean that something goes round in circles.
const MOST_ROUNDS: usize = 50;

#[derive(Debug, Clone)]
pub struct Driver {
    pub world: World,
    pub now: Timestamp,
    pub lives: Vec<Life>,
    pub events: Vec<Happened>,
    pub orders: BTreeMap<OrderKey, Known>,
    /// How the next attempts end, and how many of them.
    pub provider: (Ended, usize),
    /// What was decided so far, in words: `plan hold frequency.pressure`, `send reminder`.
    pub told: Vec<String>,
    pub ledger: Ledger,
    ids: u128,
}

#[derive(Debug, Clone)]
pub struct Happened {
    pub rules: Event,
    pub kind: usize,
    pub order: OrderKey,
    pub person: usize,
}

/// One campaign that wants one event, and the invitation that it has already.
struct Request {
    event: usize,
    campaign: usize,
    life: Option<usize>,
    id: InvitationId,
}

#[derive(Debug, Clone, Default)]
pub struct Known {
    pub rules: Order,
    /// The invitation whose reminder was the order's one.
    pub reminded_by: Option<usize>,
}

impl Known {
    /// A reminder of `own` does not stand in its own way.
    fn seen_by(&self, own: Option<usize>) -> Order {
        let reminded = self.reminded_by.is_some_and(|by| Some(by) != own);
        Order { reminded, ..self.rules.clone() }
    }
}

impl Driver {
    pub fn new(world: World) -> Self {
        Self {
            world,
            now: beginning(),
            lives: Vec::new(),
            events: Vec::new(),
            orders: BTreeMap::new(),
            provider: (Ended::Accepted, 0),
            told: Vec::new(),
            ledger: Ledger::default(),
            ids: 0,
        }
    }

    /// An event comes in: for each campaign that wants it something is planned, or a reason is given.
    pub fn report(&mut self, happened: Happened) -> Checked {
        let same = |other: &Happened| other.order == happened.order && other.kind == happened.kind;
        let known = self.events.iter().position(same);
        let event = known.unwrap_or_else(|| {
            self.events.push(happened);
            self.events.len() - 1
        });
        let (order, kind) = (self.events[event].order, self.events[event].kind);
        self.orders.entry(order).or_default();
        let wants = |campaign: &usize| {
            let campaign = &self.world.campaigns[*campaign];
            campaign.storefront == order.storefront && campaign.event_kind == kind
        };
        let wanting: Vec<usize> = (0..self.world.campaigns.len()).filter(wants).collect();
        self.ledger.write(self.now, Fact::Reported { event });
        if wanting.is_empty() {
            let decision = unmatched(self.now);
            self.ledger.write(self.now, Fact::Decided { event, reason: decision.reason, invites: false });
            return ensure(decision.reason == Some(Code::EventUnmatched), || "an unmatched event has no reason".into());
        }
        let requests: Vec<_> = wanting.iter().map(|campaign| self.request(event, *campaign)).collect();
        self.plan(order, &requests, known.is_some())
    }

    fn request(&mut self, event: usize, campaign: usize) -> Request {
        self.ids += 1;
        Request { event, campaign, life: None, id: InvitationId::new(Timestamp::UNIX_EPOCH, self.ids) }
    }

    /// The business tells another date: what has not gone out of the order is planned anew, each by the settings that it
    /// pinned, and what was refused for its old date is asked about again.
    pub fn move_date(&mut self, order: OrderKey, days: i64) -> Checked {
        let day = self.now.to_zoned(TimeZone::UTC).date() + Span::new().days(days);
        let events: Vec<usize> = (0..self.events.len()).filter(|event| self.events[*event].order == order).collect();
        let mut requests = Vec::new();
        for event in events {
            self.events[event].rules.activation_date = Some(day);
            let kind = self.events[event].kind;
            let of_event: Vec<usize> = (0..self.lives.len()).filter(|life| self.lives[*life].event == event).collect();
            for campaign in 0..self.world.campaigns.len() {
                let asking = &self.world.campaigns[campaign];
                let wants = asking.storefront == order.storefront && asking.event_kind == kind;
                if wants && of_event.iter().all(|life| self.lives[*life].campaign != campaign) {
                    requests.push(self.request(event, campaign));
                }
            }
            for life in of_event.into_iter().filter(|life| self.lives[*life].is_unsent()) {
                let Life { campaign, invitation, .. } = &self.lives[life];
                requests.push(Request { event, campaign: *campaign, life: Some(life), id: invitation.id });
            }
        }
        if requests.is_empty() { Ok(()) } else { self.plan(order, &requests, false) }
    }

    fn plan(&mut self, order: OrderKey, requests: &[Request], duplicate: bool) -> Checked {
        let known = self.orders[&order].seen_by(None);
        for life in requests.iter().filter_map(|request| request.life) {
            self.lives[life].set_aside = true;
        }
        let campaigns: Vec<Campaign> = requests.iter().map(|request| self.rules_of(request)).collect();
        let candidate = |(request, campaign): (&Request, _)| {
            let happened = &self.events[request.event];
            Candidate {
                campaign,
                storefront: &self.world.storefronts[order.storefront],
                person: &self.world.people[happened.person].rules,
                event: &happened.rules,
                order: &known,
                duplicate,
                history: 0,
                invitation: request.id,
                exists: request.life.is_some(),
                learned: None,
            }
        };
        let candidates: Vec<Candidate<'_>> = requests.iter().zip(&campaigns).map(candidate).collect();
        let planned = plan(self.now, &self.world.account, &candidates, &mut [self.asks()]);
        ensure(planned.len() == requests.len(), || "a candidate was lost".to_owned())?;
        // Each displaced invitation, and when the stronger request goes.
        let mut displaced: Vec<(usize, Timestamp)> = Vec::new();
        for (request, planned) in requests.iter().zip(&planned) {
            let view = View::of_plan(self, request.campaign, request.event, request.life, duplicate);
            check::plan(self, &view, planned, &displaced)?;
            let at = planned.first.and_then(|first| first.next_at).unwrap_or(self.now);
            let lost =
                planned.displaced.iter().filter_map(|id| self.lives.iter().position(|life| life.invitation.id == *id));
            displaced.extend(lost.map(|life| (life, at)));
            self.tell(if request.life.is_some() { "plan anew" } else { "plan" }, &planned.decision);
            let reason = planned.decision.reason;
            let invites = planned.first.is_some();
            self.ledger.write(self.now, Fact::Decided { event: request.event, reason, invites });
            self.begin(request, planned);
        }
        displaced.into_iter().try_for_each(|(life, at)| self.displace(life, at))
    }

    /// Timing as it was pinned, switches as they stand.
    fn rules_of(&self, request: &Request) -> Campaign {
        let campaign = self.world.campaigns[request.campaign].rules.clone();
        match request.life {
            Some(life) => Campaign { timing: self.lives[life].invitation.pinned.clone(), ..campaign },
            None => campaign,
        }
    }

    fn tell(&mut self, stage: &str, decision: &Decision) {
        let reason = decision.reason.map_or("", Code::as_str);
        self.told.push(format!("{stage} {} {reason}", decision.outcome.as_str()));
    }

    /// A refused plan leaves its decision and no invitation; what was planned before and is refused now ends.
    fn begin(&mut self, request: &Request, planned: &Planned) {
        let known = request.life;
        let Some(first) = planned.first else {
            let Some(life) = known else { return };
            self.lives[life].set_aside = false;
            self.lives[life].end(InvitationStatus::Refused);
            return;
        };
        let anew = self.planned(request, planned, first);
        let number = known.unwrap_or(self.lives.len());
        self.ledger.write(self.now, Fact::Planned { life: number, at: first.next_at.unwrap_or(first.due_at) });
        match known {
            Some(life) => {
                let was = &self.lives[life];
                let invitation = Invitation {
                    used: was.invitation.used.clone(),
                    last_message_at: was.invitation.last_message_at,
                    reminder_at_creation: was.invitation.reminder_at_creation,
                    reminder_struck: was.invitation.reminder_struck,
                    ..anew.invitation
                };
                let (pinned, messages) = (was.pinned.clone(), was.messages.clone());
                self.lives[life] = Life { invitation, pinned, messages, ..anew };
            }
            None => self.lives.push(anew),
        }
    }

    fn planned(&self, request: &Request, planned: &Planned, first: FirstStep) -> Life {
        let happened = &self.events[request.event];
        let asking = &self.world.campaigns[request.campaign];
        let person = &self.world.people[happened.person].rules;
        let invitation = Invitation {
            id: request.id,
            pinned: self.rules_of(request).timing,
            role: Role::First,
            step: first.step,
            due_at: first.due_at,
            next_at: first.next_at.unwrap_or(first.due_at),
            released_from: None,
            first_sent_at: None,
            expires_at: None,
            used: Vec::new(),
            last_message_at: None,
            reminder_at_creation: asking.rules.reminder,
            reminder_at_first: false,
            reminder_struck: false,
            tried: None,
            first_unknown: false,
        };
        Life {
            invitation,
            pinned: asking.clone(),
            campaign: request.campaign,
            person: happened.person,
            event: request.event,
            order: happened.order,
            status: InvitationStatus::Scheduled,
            ended: false,
            address: person.address(first.channel).map(|address| address.key),
            queued: true,
            next_at: first.next_at,
            waits_for: planned.decision.waits_for(),
            messages: Vec::new(),
            set_aside: false,
        }
    }

    /// All requests that count, sent and scheduled.
    fn asks(&self) -> Vec<Ask> {
        let ask = |life: &Life| {
            let (at, sent) = life.request()?;
            let campaign = &self.world.campaigns[life.campaign].rules;
            let event = &self.events[life.event].rules;
            Some(Ask {
                invitation: life.invitation.id,
                contact: self.world.people[life.person].rules.id,
                address: life.address,
                campaign: campaign.id,
                storefront: campaign.storefront,
                purpose: campaign.purpose,
                joint: false,
                kind: campaign.kind,
                priority: campaign.priority,
                reference: event.reference.clone(),
                occurred_at: event.occurred_at,
                at,
                sent,
            })
        };
        self.lives.iter().filter_map(ask).collect()
    }

    /// What the rules look at for some due invitations, and their own words on them.
    fn with_dues<T>(&self, due: &[usize], run: impl FnOnce(&[Due<'_>]) -> T) -> T {
        let seen: Vec<Order> =
            due.iter().map(|life| self.orders[&self.lives[*life].order].seen_by(Some(*life))).collect();
        let dues: Vec<Due<'_>> = due
            .iter()
            .zip(&seen)
            .map(|(life, order)| {
                let life = &self.lives[*life];
                Due {
                    campaign: &self.world.campaigns[life.campaign].rules,
                    storefront: &self.world.storefronts[life.order.storefront],
                    person: &self.world.people[life.person].rules,
                    event: &self.events[life.event].rules,
                    order,
                    invitation: &life.invitation,
                    product: None,
                    history: 0,
                }
            })
            .collect();
        run(&dues)
    }

    fn displace(&mut self, life: usize, stronger_at: Timestamp) -> Checked {
        self.lives[life].refresh();
        let decided = self.with_dues(&[life], |dues| displace(self.now, &self.world.account, &dues[0], stronger_at));
        check::displacement(self, life, stronger_at, &decided)?;
        self.tell("displace", &decided.decision);
        self.apply(life, &decided);
        Ok(())
    }

    /// The clock moves on and everything happens when it is due.
    pub fn wait(&mut self, passed: SignedDuration) -> Checked {
        let to = self.now + passed;
        while let Some(at) = self.lives.iter().filter(|life| life.queued).filter_map(|life| life.next_at).min() {
            if at > to {
                break;
            }
            self.now = self.now.max(at);
            self.send_due()?;
        }
        self.now = to;
        self.expire();
        Ok(())
    }

    /// Decides what is due, in one batch, until nothing is.
    pub fn send_due(&mut self) -> Checked {
        for _ in 0..MOST_ROUNDS {
            let due: Vec<usize> = (0..self.lives.len()).filter(|life| self.lives[*life].is_due(self.now)).collect();
            if due.is_empty() {
                return Ok(());
            }
            self.decide(&due)?;
        }
        Err(format!("nothing comes of it in {MOST_ROUNDS} rounds at {}", self.now))
    }

    /// Decides these invitations, due or not, and hands over what may go.
    pub fn decide(&mut self, due: &[usize]) -> Checked {
        due.iter().for_each(|life| self.lives[*life].refresh());
        let decided = self
            .with_dues(due, |dues| decide(self.now, &self.world.account, dues, &mut [self.asks()], &mut Waves::new()));
        let mut committed = Vec::new();
        for (life, decided) in due.iter().zip(&decided) {
            check::decision(self, *life, decided)?;
            match decided.action {
                Action::Send { role, step, channel, address, consent } => {
                    self.told.push(format!("send {}", role.as_str()));
                    let message = Sending { life: *life, role, step, channel, address };
                    let message = self.commit(&message);
                    let tried = Tried::of(self, *life, message, consent);
                    let entry = self.ledger.write(self.now, Fact::Tried(Box::new(tried)));
                    committed.push((*life, message, entry));
                }
                _ => {
                    self.tell("send", &decided.decision);
                    self.apply(*life, decided);
                }
            }
        }
        committed.into_iter().try_for_each(|(life, message, entry)| self.hand_over(life, message, entry))
    }
}
