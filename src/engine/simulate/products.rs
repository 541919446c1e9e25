//! Products: the service and product requests of one order, as a simulation keeps them (rules 3).

use std::collections::BTreeSet;

use rules::campaign::Purpose;
use rules::hours::Zones;
use rules::id::{EventId, InvitationId, StorefrontId};
use rules::reason::Code;

use super::arrival::Happened;
use super::asked::Asked;
use super::circle::Circle;
use super::crowd::Lot;
use super::{Told, Watch};
use crate::engine::dues::{looks_at_others, order_key, order_rules};
use crate::engine::products::{Parted, Requests, follow_one, with_service};
use crate::store::order_requests::OrderRequest;

impl Asked<'_> {
    fn request(&self) -> OrderRequest {
        OrderRequest::of(&self.invitation, &self.state)
    }
}

impl<'a, W: Watch> Circle<'a, W> {
    /// The requests at which these look, of their orders.
    pub fn requests(&self, ids: &[InvitationId]) -> Requests {
        if !self.scene.asks_about_products {
            return Requests::default();
        }
        let looking = ids.iter().filter_map(|id| self.asked.get(*id));
        let looking = looking.filter(|asked| looks_at_others(&asked.invitation, &asked.state));
        self.of_orders(&looking.map(Asked::order).collect())
    }

    fn of_orders(&self, orders: &BTreeSet<(StorefrontId, Lot)>) -> Requests {
        let of_pair =
            |asked: &&Asked<'_>| matches!(asked.invitation.purpose, Purpose::ServiceReview | Purpose::ProductReview);
        let of_orders = orders.iter().flat_map(|order| self.asked.of_order(*order));
        Requests(of_orders.filter(of_pair).map(Asked::request).collect())
    }

    /// Gives the product requests whose delay counts from this request their time, if it is a service request that just
    /// went.
    pub fn follow(&mut self, service: InvitationId) {
        let is_service = |asked: &&Asked<'_>| asked.invitation.purpose == Purpose::ServiceReview;
        let Some(sent) = self.asked.get(service).filter(is_service) else { return };
        let event = sent.invitation.event;
        let waits = |asked: &&Asked<'_>| asked.invitation.event == event && asked.request().is_product_to_come();
        let waiting: Vec<_> =
            self.asked.of_order(sent.order()).filter(waits).map(|asked| asked.invitation.id).collect();
        if waiting.is_empty() {
            return;
        }
        let person = self.register.person(sent.invitation.contact);
        let zone = &sent.place.rules.zone;
        let at = (self.now, Zones { storefront: zone, recipient: person.zone_or(zone) });
        for id in waiting {
            let asked = &self.asked[&id];
            let (lot, campaign) = (asked.lot, asked.campaign);
            let timing = asked.invitation.timing(&campaign.timing);
            let mut moved = None;
            self.asked.change(id, |state| moved = follow_one(state, &timing, at));
            moved.iter().for_each(|decision| self.watch.decided(&Told::of(lot, campaign, decision)));
        }
    }

    /// Lets go the product requests that wait with a service request which never goes.
    pub fn wake(&mut self, service: InvitationId) {
        let waits = |asked: &&Asked<'_>| asked.state.held_for == Some(Code::ProductsServiceFirst);
        let over = self.asked.get(service).filter(|asked| asked.invitation.purpose == Purpose::ServiceReview);
        let Some((event, order)) = over.map(|asked| (asked.invitation.event, asked.order())) else { return };
        let of_event = self.asked.of_order(order).filter(|asked| asked.invitation.event == event).filter(waits);
        let waiting: Vec<_> = of_event.map(|asked| asked.invitation.id).collect();
        let now = self.now;
        for id in waiting {
            self.asked.change(id, |state| state.release(Code::ProductsServiceFirst, now));
        }
    }

    /// Plans by themselves the product requests whose forms do not go.
    pub fn plan_alone(&mut self, parted: &[Parted]) {
        if parted.is_empty() {
            return;
        }
        let parting = parted.iter().filter_map(|(service, _)| self.asked.get(service.id));
        let requests = self.of_orders(&parting.map(Asked::order).collect());
        let happened = parted.iter().filter_map(|(service, (campaign, _))| {
            let asked = self.asked.get(service.id)?;
            let stored = self.orders.get(&order_key(service));
            let known = stored.map(|order| order_rules(order, None)).unwrap_or_default();
            Some(Happened {
                lot: asked.lot,
                place: asked.place,
                contact: service.contact,
                rules: asked.event.clone(),
                known: with_service(known, requests.service_of(service.event)),
                wanting: std::slice::from_ref(asked.place.campaign(*campaign)?),
            })
        });
        let happened: Vec<_> = happened.collect();
        self.plan(&happened);
    }

    /// The events of which a product request is not over: it looks at its service request for as long as that.
    pub fn with_products_to_come(&self) -> BTreeSet<EventId> {
        let of_products = self.asked.iter().filter(|asked| asked.invitation.purpose == Purpose::ProductReview);
        of_products.filter(|asked| !asked.is_over(self.now)).map(|asked| asked.invitation.event).collect()
    }
}
