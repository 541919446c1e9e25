//! A person: one contact of an account, as far as the rules care.

use jiff::civil::Date;

use crate::address::{Address, AddressKey, Channel};
use crate::consent::Consent;
use crate::id::ContactId;
use crate::time::Zone;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: ContactId,
    /// Every channel on which the person has a usable address; a phone stands here once a channel.
    pub addresses: Vec<Address>,
    pub consents: Vec<Consent>,
    pub zone: Option<Zone>,
    /// The zones of the phone number's country; empty without a phone or where the country is unknown.
    pub phone_zones: Vec<Zone>,
    pub preferred_channel: Option<Channel>,
    /// AW-7 "less often": both gaps count double.
    pub less_often: bool,
    /// AW-7 "later", "not yet": nothing before this day.
    pub later: Option<Date>,
    pub erased: bool,
}

impl Person {
    pub fn address(&self, channel: Channel) -> Option<&Address> {
        self.addresses.iter().find(|address| address.channel == channel)
    }

    pub fn has_key(&self, key: AddressKey) -> bool {
        self.addresses.iter().any(|address| address.key == key)
    }

    /// The person's own zone; else the one that the phone number's country has, where it has one only; else the
    /// storefront's (rules 2.4).
    pub fn zone_or<'a>(&'a self, storefront: &'a Zone) -> &'a Zone {
        crate::hours::recipient_zone(self.zone.as_ref(), &self.phone_zones, storefront)
    }
}
