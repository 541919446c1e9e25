//! Reasons: every code the engine can give, with the names of its facts. The product's "why" in one file; the
//! sentences are in the message files under the same names.

use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($name:ident = $number:literal, $text:literal, [$($fact:literal),*];)*) => {
        /// A rule's code: part of the product, spelled alike in API, pages, exports and `explain`.
        ///
        /// The number is what a stored decision holds; it never changes and is never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Code { $($name = $number),* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text),* }
            }

            /// The names of the facts that stand behind a verdict of this rule, in order.
            pub fn fact_names(self) -> &'static [&'static str] {
                match self { $(Code::$name => &[$($fact),*]),* }
            }

            pub fn from_number(number: u8) -> Option<Code> {
                match number { $($number => Some(Code::$name),)* _ => None }
            }
        }
    };
}

codes! {
    CampaignInactive = 1, "campaign.inactive", ["state"];
    EventUnmatched = 2, "event.unmatched", [];
    EventDuplicate = 3, "event.duplicate", [];
    EventCancelled = 4, "event.cancelled", ["at"];
    EventOnHold = 5, "event.on_hold", ["since"];
    EventTooOld = 6, "event.too_old", ["due_at", "tolerance", "base"];
    ResponseReceived = 7, "response.received", ["purpose"];
    InvitationExpired = 8, "invitation.expired", ["closes_at"];
    RecipientLater = 9, "recipient.later", ["day"];
    ContactErased = 10, "contact.erased", [];
    SuppressedUnsubscribed = 11, "suppressed.unsubscribed", ["channel"];
    SuppressedBounced = 12, "suppressed.bounced", ["channel"];
    SuppressedComplained = 13, "suppressed.complained", ["channel"];
    SuppressedManual = 14, "suppressed.manual", ["channel"];
    ConsentMissing = 15, "consent.missing", ["channel", "basis"];
    ChannelUnreachable = 16, "channel.unreachable", ["channel"];
    FrequencyCampaign = 17, "frequency.campaign", ["gap", "previous", "over_at"];
    FrequencyPressure = 18, "frequency.pressure", ["gap", "previous", "over_at", "distinct"];
    FrequencyDisplaced = 19, "frequency.displaced", ["over_at"];
    ReminderOff = 20, "reminder.off", ["when"];
    ReminderOrderReminded = 21, "reminder.order_reminded", [];
    ReminderProductPending = 22, "reminder.product_pending", [];
    ReminderFirstUnknown = 23, "reminder.first_unknown", [];
    BrakeOn = 24, "brake.on", ["cause", "faulty", "messages"];
    QuietHours = 25, "quiet_hours", ["opens_at"];
    InvitationCancelled = 26, "invitation.cancelled", [];
    InvitationMoved = 27, "invitation.moved", ["from", "to"];
    ProductsNone = 28, "products.none", [];
    ProductsServiceFirst = 29, "products.service_first", ["earliest"];
    AudienceHoldout = 40, "audience.holdout", ["percent"];
    SendingHourAuto = 41, "sending_hour.auto", ["hour", "source", "answers"];
    RoutingFollowed = 42, "routing.followed", ["at"];
    BrakeStaged = 43, "brake.staged", ["went", "most", "opens_at"];
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_numbers_and_texts_name_each_other() {
        for &code in Code::ALL {
            assert_eq!(Code::from_number(code as u8), Some(code));
            assert_eq!(code.as_str().parse(), Ok(code));
        }
    }
}
