//! Filter of the requests: what a person chose, and what that asks of the store.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, InvitationId, StorefrontId};
use rules::state::InvitationStatus;
use rules::time::Zone;

use super::moment::{begins, day, ends};
use crate::engine::search::search;
use crate::field::{Faults, FieldError};
use crate::secret::Secret;
use crate::store::invitation_list::{self, By, Order, Wanted};
use crate::store::invitations::{Invitation, State};
use crate::store::{Error, Tx, campaigns, invitations, storefronts};
use crate::web::input::Input;

/// As a status, though it is none: the reminder went out (AV-6).
pub const REMINDED: &str = "reminded";
/// More campaigns than this are not looked through one by one: then what is looked for is everywhere.
const MOST_CAMPAIGNS: i64 = 50;
/// Of what a search finds, the newest.
const MOST_FOUND: i64 = 1_000;

/// A filter as it was chosen; what could not be read is left out and stands in `errors`.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: Option<String>,
    wanted: Wanted,
    /// The slug of a storefront.
    storefront: Option<String>,
    /// None: the newest stands first.
    by: Option<By>,
    after: Option<Cursor>,
    pub errors: Vec<FieldError>,
}

/// Where a page goes on.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    /// In the order of a time: that time.
    at: Option<Timestamp>,
    id: InvitationId,
}

impl Filter {
    pub fn read(input: &Input, zone: &Zone) -> Self {
        let mut faults = Faults::default();
        let (from, to) = (day(&mut faults, input, "from"), day(&mut faults, input, "to"));
        let (from, before) = (from.map(|day| begins(day, zone)), to.map(|day| ends(day, zone)));
        let status = input.filled("status");
        let mut wanted = Wanted {
            status: status.and_then(|text| text.parse().ok()),
            reminded: status.filter(|status| *status == REMINDED).map(|_| true),
            purpose: input.filled("purpose").and_then(|text| text.parse().ok()),
            campaign: input.filled("campaign").and_then(|text| text.parse().ok()),
            ..Wanted::default()
        };
        let by = match input.get("by") {
            Some("sent") => Some(By::Sent),
            Some("next") => Some(By::Next),
            _ => None,
        };
        match by {
            Some(By::Sent) => (wanted.sent_from, wanted.sent_before) = (from, before),
            Some(By::Next) => (wanted.next_from, wanted.next_before) = (from, before),
            None => (wanted.made_from, wanted.made_before) = (from, before),
        }
        Self {
            search: input.filled("q").map(str::to_owned),
            storefront: input.filled("storefront").map(str::to_owned),
            wanted,
            by,
            after: input.filled("after").and_then(cursor),
            errors: faults.into_errors(),
        }
    }

    /// Where the page after this one begins.
    pub fn cursor(&self, found: &(Invitation, State)) -> String {
        match self.time(found) {
            Some(at) => format!("{}.{}", at.as_millisecond(), found.0.id),
            None => found.0.id.to_string(),
        }
    }

    /// The page that begins after `cursor`, for lists that are read to their end.
    #[must_use]
    pub fn after(mut self, text: &str) -> Self {
        self.after = cursor(text);
        self
    }

    /// Up to `limit` of what is asked for.
    pub fn find(
        &self,
        tx: &mut Tx<'_>,
        secret: &Secret,
        account: AccountId,
        limit: i64,
    ) -> Result<Vec<(Invitation, State)>, Error> {
        let storefront = self.storefront(tx, account)?;
        if storefront.is_none() && self.storefront.is_some() {
            return Ok(Vec::new());
        }
        if let Some(text) = &self.search {
            return self.search(tx, secret, account, (text, storefront), limit);
        }
        let Some(wanted) = self.narrowed(tx, account, storefront)? else { return Ok(Vec::new()) };
        if let Some(by) = self.by {
            let after = self.after.and_then(|after| Some((after.at?, after.id)));
            return invitation_list::list_by(tx, account, &wanted, by, after, limit);
        }
        invitation_list::list(tx, account, &wanted, Order::Newest, self.after.map(|after| after.id), limit)
    }

    /// The storefront that was chosen, if there is one.
    pub fn storefront(&self, tx: &mut Tx<'_>, account: AccountId) -> Result<Option<StorefrontId>, Error> {
        let Some(slug) = &self.storefront else { return Ok(None) };
        Ok(storefronts::find_by_slug(tx, account, slug)?.map(|found| found.id))
    }

    /// With storefront and purpose told by the campaigns that have them, each of which is a range of an index. None: no
    /// campaign has them, so that nothing is found.
    fn narrowed(
        &self,
        tx: &mut Tx<'_>,
        account: AccountId,
        storefront: Option<StorefrontId>,
    ) -> Result<Option<Wanted>, Error> {
        if storefront.is_none() && self.wanted.purpose.is_none() {
            return Ok(Some(self.wanted.clone()));
        }
        let limit = if storefront.is_some() { i64::MAX } else { MOST_CAMPAIGNS + 1 };
        let fitting = campaigns::names(tx, account, (storefront, self.wanted.purpose, self.wanted.campaign), limit)?;
        if fitting.is_empty() {
            return Ok(None);
        }
        let few = storefront.is_some() || i64::try_from(fitting.len()).is_ok_and(|count| count <= MOST_CAMPAIGNS);
        let campaigns = if few { fitting.into_iter().map(|(id, _)| id).collect() } else { Vec::new() };
        Ok(Some(Wanted { campaigns, ..self.wanted.clone() }))
    }

    /// Whoever is looked for has few requests: they are read and then sorted out.
    fn search(
        &self,
        tx: &mut Tx<'_>,
        secret: &Secret,
        account: AccountId,
        (text, storefront): (&str, Option<StorefrontId>),
        limit: i64,
    ) -> Result<Vec<(Invitation, State)>, Error> {
        let meant = search(tx, secret, account, text)?;
        let people: Vec<_> = meant.contacts.iter().map(|contact| contact.id).collect();
        let mut found = invitation_list::of_contacts(tx, account, &people, MOST_FOUND)?;
        let events: Vec<_> = meant.events.iter().map(|event| event.id).collect();
        found.extend(invitations::by_events(tx, account, &events)?);
        let mut seen = BTreeSet::new();
        found.retain(|one| {
            seen.insert(one.0.id) && self.takes(one) && storefront.is_none_or(|id| one.0.storefront == id)
        });
        found.sort_by_key(|one| self.place((self.time(one), one.0.id)));
        let after = self.after.map(|after| self.place((after.at, after.id)));
        found.retain(|one| after.is_none_or(|after| self.place((self.time(one), one.0.id)) > after));
        found.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(found)
    }

    /// The campaign that was chosen.
    pub fn campaign(&self) -> Option<CampaignId> {
        self.wanted.campaign
    }

    /// The time by which the list stands.
    fn time(&self, (_, state): &(Invitation, State)) -> Option<Timestamp> {
        match self.by? {
            By::Sent => state.first_sent_at,
            By::Next => state.queued?.at,
        }
    }

    /// Its place in the list: times and ids as numbers, turned round where the latest stands first.
    fn place(&self, (at, id): (Option<Timestamp>, InvitationId)) -> (i64, u128) {
        let at = at.map_or(0, Timestamp::as_millisecond);
        if self.by == Some(By::Next) { (at, id.bits()) } else { (-at, u128::MAX - id.bits()) }
    }

    fn takes(&self, found: &(Invitation, State)) -> bool {
        let (invitation, state) = found;
        let wanted = &self.wanted;
        let within = |at: Option<Timestamp>, from: Option<Timestamp>, before: Option<Timestamp>| {
            from.is_none_or(|from| at.is_some_and(|at| at >= from))
                && before.is_none_or(|before| at.is_some_and(|at| at < before))
        };
        self.by.is_none_or(|_| self.time(found).is_some())
            && wanted.status.is_none_or(|status: InvitationStatus| state.status == status)
            && wanted.reminded.is_none_or(|reminded| state.reminded_at.is_some() == reminded)
            && wanted.purpose.is_none_or(|purpose: Purpose| invitation.purpose == purpose)
            && wanted.campaign.is_none_or(|campaign| invitation.campaign == campaign)
            && within(Some(invitation.created_at), wanted.made_from, wanted.made_before)
            && within(state.first_sent_at, wanted.sent_from, wanted.sent_before)
            && within(state.queued.and_then(|queued| queued.at), wanted.next_from, wanted.next_before)
    }
}

fn cursor(text: &str) -> Option<Cursor> {
    let Some((at, id)) = text.split_once('.') else {
        return Some(Cursor { at: None, id: text.parse().ok()? });
    };
    let at = at.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok())?;
    Some(Cursor { at: Some(at), id: id.parse().ok()? })
}
