//! Consent: the legal basis on record for writing to a person, by channel and purpose (ET-12, RI-3).

use std::str::FromStr;

use crate::address::Channel;
use crate::campaign::Purpose;
use crate::id::ConsentId;
use crate::judgement::{Case, Finding};
use crate::person::Person;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    Consent,
    DoubleOptIn,
    /// Soft opt-in: a customer is asked about what was bought.
    ExistingCustomer,
    Contract,
}

impl Basis {
    pub const ALL: [Basis; 4] = [Basis::Consent, Basis::DoubleOptIn, Basis::ExistingCustomer, Basis::Contract];

    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Consent => "consent",
            Basis::DoubleOptIn => "double_opt_in",
            Basis::ExistingCustomer => "existing_customer",
            Basis::Contract => "contract",
        }
    }
}

impl FromStr for Basis {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == text).ok_or(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub id: ConsentId,
    pub channel: Channel,
    /// Empty: for all purposes.
    pub purposes: Vec<Purpose>,
    pub basis: Basis,
}

/// The consent that allows this purpose on this channel; its id is stored on the attempt (V5).
pub fn basis_for(person: &Person, channel: Channel, purpose: Purpose) -> Option<&Consent> {
    person.consents.iter().find(|consent| {
        consent.channel == channel && (consent.purposes.is_empty() || consent.purposes.contains(&purpose))
    })
}

/// `consent.missing`
pub(crate) fn missing(case: &Case<'_>) -> Finding {
    match basis_for(case.person, case.channel, case.campaign.purpose) {
        Some(consent) => Finding::pass().fact(case.channel.as_str()).fact(consent.basis.as_str()),
        None => Finding::refuse().fact(case.channel.as_str()),
    }
}
