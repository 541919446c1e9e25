//! Products: how the service and product requests of an order go together in a history, as the engine keeps them.

use rules::campaign::Purpose;
use rules::decide::{Action, Decided};
use rules::decision::Outcome;
use rules::hours::Zones;
use rules::product::{ProductTiming, ServiceRequest, Standing, moved_by_service};
use rules::reason::Code;
use rules::strategy::Role;

use crate::driver::Driver;
use crate::ledger::Fact;
use crate::life::{Beside, Life};
use crate::step::OrderKey;
use crate::{Checked, check};

impl Driver {
    pub fn purpose_of(&self, life: &Life) -> Purpose {
        self.world.campaigns[life.campaign].rules.purpose
    }

    /// The campaigns that want such an event, those about the service first; no two of those where products are asked
    /// about.
    pub fn wanting(&self, order: OrderKey, kind: usize) -> Vec<usize> {
        let purpose = |campaign: &usize| self.world.campaigns[*campaign].rules.purpose;
        let wants = |campaign: &usize| {
            let campaign = &self.world.campaigns[*campaign];
            campaign.storefront == order.storefront && campaign.event_kind == kind
        };
        let mut wanting: Vec<usize> = (0..self.world.campaigns.len()).filter(wants).collect();
        wanting.sort_by_key(purpose);
        let of = |wanted| wanting.iter().filter(|campaign| purpose(campaign) == wanted).count();
        if of(Purpose::ProductReview) > 0 {
            wanting.drain(..of(Purpose::ServiceReview).saturating_sub(1));
        }
        wanting
    }

    /// The service request because of this event.
    pub fn service_of(&self, event: usize) -> Option<ServiceRequest> {
        let is_it = |life: &&Life| life.event == event && self.purpose_of(life) == Purpose::ServiceReview;
        let life = self.lives.iter().find(is_it)?;
        let due_at = life.invitation.due_at;
        let (standing, at) = match (life.invitation.first_sent_at, life.ended_at, life.next_at) {
            (Some(sent_at), ..) => (Standing::Sent, sent_at),
            (None, Some(ended_at), _) => (Standing::Over, due_at.max(ended_at)),
            (None, None, Some(next_at)) => (Standing::Open, next_at),
            (None, None, None) => (Standing::Waiting, due_at),
        };
        Some(ServiceRequest { standing, at })
    }

    /// What a request of this event sees of the others of its order.
    pub fn beside(&self, order: OrderKey, event: usize, own: Option<usize>) -> Beside {
        let is_pending = |(number, life): (usize, &Life)| {
            let is_product = self.purpose_of(life) == Purpose::ProductReview;
            Some(number) != own && life.order == order && is_product && life.is_to_come()
        };
        let product_pending = self.lives.iter().enumerate().any(is_pending);
        Beside { service: self.service_of(event), product_pending }
    }

    /// Whether the time of an invitation counts from its service request, which is still to come.
    pub fn waits_for_service(&self, life: &Life) -> bool {
        let counts = life.invitation.pinned.product.is_some_and(|timing| timing != ProductTiming::AfterEvent);
        let to_come = |service: ServiceRequest| matches!(service.standing, Standing::Open | Standing::Waiting);
        counts && self.service_of(life.event).is_some_and(to_come)
    }

    /// What a decision makes of the products on the form.
    pub fn part(&mut self, life: usize, decided: &Decided) {
        let Some(decision) = &decided.product else { return };
        self.tell("send products", decision);
        if decision.outcome != Outcome::Send {
            self.lives[life].product = None;
        }
    }

    /// The products on a form that never goes are asked about by themselves, if they may be.
    pub fn plan_parted(&mut self, decided: &[(usize, Decided)]) -> Checked {
        for (life, decided) in decided {
            let known = &self.lives[*life];
            let never_goes = matches!(decided.action, Action::Refuse { .. }) && known.ended_at == Some(self.now);
            if never_goes && known.product.is_some() {
                self.plan_alone(*life)?;
            }
        }
        Ok(())
    }

    /// Service requests that just went give the product requests whose delay counts from them their time.
    pub fn follow_services(&mut self, decided: &[(usize, Decided)]) -> Checked {
        for (service, decided) in decided {
            let Action::Send { role: Role::First, .. } = decided.action else { continue };
            let event = self.lives[*service].event;
            if self.purpose_of(&self.lives[*service]) != Purpose::ServiceReview {
                continue;
            }
            for number in 0..self.lives.len() {
                let life = &self.lives[number];
                if life.event == event && self.purpose_of(life) == Purpose::ProductReview && life.is_to_come() {
                    self.follow_service(number)?;
                }
            }
        }
        Ok(())
    }

    fn follow_service(&mut self, number: usize) -> Checked {
        let life = &self.lives[number];
        let zone = &self.world.storefronts[life.order.storefront].zone;
        let zones = Zones { storefront: zone, recipient: self.world.people[life.person].rules.zone_or(zone) };
        let to = moved_by_service(&life.invitation.pinned, self.now, zones);
        check::following(self, number, to)?;
        let Some(to) = to else { return Ok(()) };
        self.lives[number].move_to(to);
        self.told.push("products follow".to_owned());
        // It counts from now on; what it was planned for before does not any more.
        let at = self.lives[number].next_at.unwrap_or(to);
        self.ledger.write(self.now, Fact::Planned { life: number, at });
        Ok(())
    }

    /// Product requests that wait with a service request which does not wait any more are let go.
    pub fn wake(&mut self) {
        for number in 0..self.lives.len() {
            let life = &self.lives[number];
            let waits = self.service_of(life.event).is_some_and(|service| service.standing == Standing::Waiting);
            if life.queued && life.waits_for == Some(Code::ProductsServiceFirst) && !waits {
                self.lives[number].release(self.now);
            }
        }
    }
}
