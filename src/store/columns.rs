//! Columns that hold more than a number or a text: identifiers, and words of the rules.

use std::str::FromStr;

use rules::address::AddressKey;
use rules::id::{
    AccountId, ApiKeyId, ApplicationId, CalendarFeedId, CampaignId, ConsentId, ContactId, DecisionId, EventId,
    InvitationId, MessageId, QueueChangeId, ResponseId, SessionId, StorefrontId, SuppressionId, TemplateId, UserId,
};

use super::{Error, Row, Value};

macro_rules! values_from {
    ($($type:ty),*) => {$(
        impl From<$type> for Value<'_> {
            fn from(value: $type) -> Self {
                Value::from(value.to_string())
            }
        }
    )*};
}

values_from!(
    AccountId,
    AddressKey,
    ApiKeyId,
    CalendarFeedId,
    CampaignId,
    ConsentId,
    ContactId,
    DecisionId,
    EventId,
    InvitationId,
    MessageId,
    QueueChangeId,
    ResponseId,
    SessionId,
    StorefrontId,
    SuppressionId,
    ApplicationId,
    TemplateId,
    UserId
);

impl Row {
    /// A text that stands for a value of the program.
    pub fn parse<T: FromStr>(&self, column: usize) -> Result<T, Error> {
        self.opt_parse(column)?.ok_or(Error::Column { column, wanted: "a word", found: "null" })
    }

    pub fn opt_parse<T: FromStr>(&self, column: usize) -> Result<Option<T>, Error> {
        let unknown = |_| Error::Column { column, wanted: "a word the program knows", found: "another text" };
        self.opt_text(column)?.map(|text| text.parse().map_err(unknown)).transpose()
    }

    pub fn opt_string(&self, column: usize) -> Result<Option<String>, Error> {
        Ok(self.opt_text(column)?.map(str::to_owned))
    }

    pub fn string(&self, column: usize) -> Result<String, Error> {
        self.text(column).map(str::to_owned)
    }
}
