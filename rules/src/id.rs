//! Identifiers: a readable prefix and 128 bits that sort by the time they were made.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

/// Crockford's base 32: no letters that are read as digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 26 characters of 5 bits hold 128 bits.
const DIGITS: usize = 26;
const RANDOM_BITS: u32 = 80;

/// A text that is not an identifier of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier of this kind")
    }
}

/// 48 bits of milliseconds, then 80 bits of `random`: ids made later sort later, which keeps indexes compact.
fn time_ordered(now: Timestamp, random: u128) -> u128 {
    let milliseconds = u128::try_from(now.as_millisecond().max(0)).unwrap_or(0);
    (milliseconds << RANDOM_BITS) | (random & ((1 << RANDOM_BITS) - 1))
}

fn write_digits(value: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut digits = [0_u8; DIGITS];
    let mut rest = value;
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    f.write_str(std::str::from_utf8(&digits).expect("the alphabet is ASCII"))
}

fn read_digits(text: &str) -> Result<u128, NotAnId> {
    if text.len() != DIGITS {
        return Err(NotAnId);
    }
    text.bytes().try_fold(0_u128, |value, byte| {
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or(NotAnId)?;
        let shifted = value.checked_mul(32).ok_or(NotAnId)?;
        Ok(shifted | digit as u128)
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            pub const PREFIX: &'static str = $prefix;

            /// A new id; of `random`, the low 80 bits count.
            pub fn new(now: Timestamp, random: u128) -> Self {
                Self(time_ordered(now, random))
            }

            pub fn bits(self) -> u128 {
                self.0
            }

            pub fn from_bits(bits: u128) -> Self {
                Self(bits)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                write_digits(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or(NotAnId)?;
                read_digits(digits).map(Self)
            }
        }
    )*};
}

ids! {
    /// A company using Afterword; all data belongs to exactly one.
    AccountId = "acc";
    ApiKeyId = "key";
    /// One act that gave the settings of a campaign to other storefronts.
    ApplicationId = "apl";
    CalendarFeedId = "cal";
    CampaignId = "cmp";
    ConsentId = "cst";
    ContactId = "con";
    DecisionId = "dec";
    EventId = "evt";
    InvitationId = "inv";
    MessageId = "msg";
    QueueChangeId = "qch";
    ResponseId = "rsp";
    SessionId = "ses";
    StorefrontId = "sto";
    SuppressionId = "sup";
    TemplateId = "tpl";
    UserId = "usr";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(milliseconds).unwrap()
    }

    #[test]
    fn an_id_reads_back_as_written() {
        let id = EventId::new(at(1_700_000_000_123), u128::MAX);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().len(), "evt_".len() + DIGITS);
    }

    #[test]
    fn later_ids_sort_later_as_values_and_as_text() {
        let earlier = EventId::new(at(1_700_000_000_123), u128::MAX);
        let later = EventId::new(at(1_700_000_000_124), 0);
        assert!(earlier < later);
        assert!(earlier.to_string() < later.to_string());
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let foreign = CampaignId::new(at(0), 7).to_string();
        let over = format!("evt_z{}", "z".repeat(DIGITS - 1));
        for text in ["", "evt_", "evt_å", "evt_0000000000000000000000000U", foreign.as_str(), over.as_str()] {
            assert_eq!(text.parse::<EventId>(), Err(NotAnId), "{text}");
        }
    }
}
