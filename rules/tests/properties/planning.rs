//! Planning: what comes in is planned, once more where the business changes it, and what gives way or is parted from its
//! form is decided anew.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rules::campaign::{Campaign, Purpose};
use rules::event::Order;
use rules::id::InvitationId;
use rules::invitation::Invitation;
use rules::plan::{Candidate, FirstStep, Planned, plan, unmatched};
use rules::product::{ServiceRequest, Standing};
use rules::reason::Code;
use rules::state::InvitationStatus;
use rules::strategy::Role;

use crate::calendar::Wait;
use crate::driver::{Driver, Happened};
use crate::ledger::Fact;
use crate::life::{Beside, Life, OnForm};
use crate::oracle::View;
use crate::step::OrderKey;
use crate::world::Asking;
use crate::{Checked, check, ensure};

/// One campaign that wants one event.
pub struct Request {
    pub event: usize,
    pub campaign: usize,
    /// The invitation that it has already.
    pub life: Option<usize>,
    /// The invitation on whose form it was.
    pub form: Option<usize>,
    id: InvitationId,
}

/// The service request that was planned just before the product request of the same event.
#[derive(Debug, Clone, Copy)]
pub struct Planning {
    event: usize,
    campaign: usize,
    life: Option<usize>,
    pub request: ServiceRequest,
    pub first: Option<FirstStep>,
}

impl Planning {
    fn of(request: &Request, planned: &Planned, view: &View, life: Option<usize>) -> Self {
        let first = planned.first;
        let (standing, at) = match first {
            Some(FirstStep { next_at: Some(at), .. }) => (Standing::Open, at),
            Some(FirstStep { due_at, .. }) => (Standing::Waiting, due_at),
            None if planned.decision.reason == Some(Code::EventTooOld) => (Standing::Over, view.expected),
            None => (Standing::Over, view.due),
        };
        let Request { event, campaign, .. } = *request;
        Self { event, campaign, life, request: ServiceRequest { standing, at }, first }
    }

    /// Its delay, where it counts from the event.
    pub fn delay(&self, driver: &Driver) -> Wait {
        self.life.map_or(&driver.world.campaigns[self.campaign], |life| &driver.lives[life].pinned).delay
    }

    fn is_beside(&self, driver: &Driver, request: &Request) -> bool {
        let purpose = driver.world.campaigns[request.campaign].rules.purpose;
        purpose == Purpose::ProductReview && request.event == self.event
    }
}

impl Driver {
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
        let wanting = self.wanting(order, kind);
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
        Request { event, campaign, life: None, form: None, id: InvitationId::new(Timestamp::UNIX_EPOCH, self.ids) }
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
            let mut of_this = Vec::new();
            for campaign in self.wanting(order, kind) {
                if of_event.iter().all(|life| !self.lives[*life].asks_for(campaign)) {
                    of_this.push(self.request(event, campaign));
                }
            }
            let unsent: Vec<usize> = of_event.into_iter().filter(|life| self.lives[*life].is_unsent()).collect();
            for life in unsent {
                let Life { campaign, invitation, product, .. } = &self.lives[life];
                let on_form = product.as_ref().map(|product| product.campaign);
                of_this.push(Request { event, campaign: *campaign, life: Some(life), form: None, id: invitation.id });
                of_this.extend(on_form.map(|product| Request { form: Some(life), ..self.request(event, product) }));
            }
            of_this.sort_by_key(|request| self.world.campaigns[request.campaign].rules.purpose);
            requests.extend(of_this);
        }
        if requests.is_empty() { Ok(()) } else { self.plan(order, &requests, false) }
    }

    /// The products on a form that never goes.
    pub fn plan_alone(&mut self, form: usize) -> Checked {
        let Life { event, order, product, .. } = &self.lives[form];
        let (event, order, campaign) = (*event, *order, product.as_ref().unwrap().campaign);
        let request = Request { form: Some(form), ..self.request(event, campaign) };
        self.told.push("products alone".to_owned());
        self.plan(order, &[request], false)
    }

    fn plan(&mut self, order: OrderKey, requests: &[Request], duplicate: bool) -> Checked {
        let of_event = |request: &Request| Order {
            service: self.beside(order, request.event, None).service,
            ..self.orders[&order].seen_by(None)
        };
        let known: Vec<Order> = requests.iter().map(of_event).collect();
        for life in requests.iter().filter_map(|request| request.life) {
            self.lives[life].set_aside = true;
        }
        let campaigns: Vec<Campaign> = requests.iter().map(|request| self.rules_of(request)).collect();
        let candidate = |((request, campaign), order_known): ((&Request, _), _)| {
            let happened = &self.events[request.event];
            Candidate {
                campaign,
                storefront: &self.world.storefronts[order.storefront],
                person: &self.world.people[happened.person].rules,
                event: &happened.rules,
                order: order_known,
                duplicate,
                history: 0,
                invitation: request.id,
                exists: request.life.is_some(),
                learned: None,
            }
        };
        let candidates: Vec<Candidate<'_>> = requests.iter().zip(&campaigns).zip(&known).map(candidate).collect();
        let planned = plan(self.now, &self.world.account, &candidates, &mut [self.asks()]);
        ensure(planned.len() == requests.len(), || "a candidate was lost".to_owned())?;
        // Each displaced invitation, and when the stronger request goes.
        let mut displaced: Vec<(usize, Timestamp)> = Vec::new();
        let mut service: Option<Planning> = None;
        for ((request, planned), known) in requests.iter().zip(&planned).zip(&known) {
            let beside = service.filter(|service| service.is_beside(self, request));
            let view = View::of_plan(self, request, (beside, known.service), duplicate);
            check::plan(self, &view, planned, &displaced)?;
            let at = planned.first.and_then(|first| first.next_at).unwrap_or(self.now);
            let lost =
                planned.displaced.iter().filter_map(|id| self.lives.iter().position(|life| life.invitation.id == *id));
            displaced.extend(lost.map(|life| (life, at)));
            self.tell(if request.life.is_some() { "plan anew" } else { "plan" }, &planned.decision);
            let reason = planned.decision.reason;
            let invites = planned.first.is_some() || planned.joined.is_some();
            self.ledger.write(self.now, Fact::Decided { event: request.event, reason, invites });
            let life = self.begin(request, planned);
            self.join(request, planned, beside);
            if self.world.campaigns[request.campaign].rules.purpose == Purpose::ServiceReview {
                service = Some(Planning::of(request, planned, &view, life));
            }
        }
        self.displace_all(&displaced)
    }

    /// A product request that is on the form of its service request, or is not on it any more.
    fn join(&mut self, request: &Request, planned: &Planned, beside: Option<Planning>) {
        let on_form = OnForm { campaign: request.campaign, pinned: self.asking_of(request) };
        if let Some(form) = request.form {
            self.lives[form].product = None;
        }
        if planned.joined.is_some() {
            self.told.push("plan joint".to_owned());
            self.lives[beside.and_then(|service| service.life).unwrap()].product = Some(on_form);
        }
    }

    /// The settings that a request pins, or pinned.
    fn asking_of(&self, request: &Request) -> Asking {
        let on_form = request.form.and_then(|form| self.lives[form].product.as_ref());
        on_form.map_or_else(|| self.world.campaigns[request.campaign].clone(), |product| product.pinned.clone())
    }

    /// Timing as it was pinned, switches as they stand.
    fn rules_of(&self, request: &Request) -> Campaign {
        let campaign = self.world.campaigns[request.campaign].rules.clone();
        match request.life {
            Some(life) => Campaign { timing: self.lives[life].invitation.pinned.clone(), ..campaign },
            None => Campaign { timing: self.asking_of(request).rules.timing, ..campaign },
        }
    }

    /// A refused plan leaves its decision and no invitation; what was planned before and is refused now ends.
    fn begin(&mut self, request: &Request, planned: &Planned) -> Option<usize> {
        let known = request.life;
        let Some(first) = planned.first else {
            let life = known?;
            self.lives[life].set_aside = false;
            self.lives[life].end(InvitationStatus::Refused, self.now);
            return None;
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
                let (pinned, messages, product) = (was.pinned.clone(), was.messages.clone(), was.product.clone());
                self.lives[life] = Life { invitation, pinned, messages, product, ..anew };
            }
            None => self.lives.push(anew),
        }
        Some(number)
    }

    fn planned(&self, request: &Request, planned: &Planned, first: FirstStep) -> Life {
        let happened = &self.events[request.event];
        let asking = self.asking_of(request);
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
            reminder_at_creation: self.world.campaigns[request.campaign].rules.reminder,
            reminder_at_first: false,
            reminder_struck: false,
            tried: None,
            first_unknown: false,
            followed_at: None,
        };
        Life {
            invitation,
            pinned: asking,
            campaign: request.campaign,
            person: happened.person,
            event: request.event,
            order: happened.order,
            status: InvitationStatus::Scheduled,
            ended_at: None,
            product: None,
            beside: Beside::default(),
            address: person.address(first.channel).map(|address| address.key),
            queued: true,
            next_at: first.next_at,
            waits_for: planned.decision.waits_for(),
            messages: Vec::new(),
            set_aside: false,
        }
    }
}
