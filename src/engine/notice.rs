//! Notices: mails of the program itself to people of the business. They go beside the attempts, at most once: whoever
//! misses one asks for another.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rules::id::MessageId;
use rules::settle::Ended;
use tokio::time::timeout;

use super::Engine;
use super::hand_over::Parcel;
use super::letter::{Letter, Links};
use crate::store::accounts::Account;
use crate::texts::MailText;

/// A relay that says nothing for so long leaves it open whether the mail went.
const ANSWERS_WITHIN: Duration = Duration::from_secs(20);

/// A mail to somebody of the business.
#[derive(Debug, Clone)]
pub struct Notice {
    pub to: String,
    pub to_name: Option<String>,
    /// As whom the installation's own sender writes.
    pub from_name: String,
    pub text: MailText,
}

impl Notice {
    pub(super) fn letter(self, message: MessageId, now: Timestamp) -> Letter {
        Letter {
            to: self.to,
            to_name: self.to_name,
            from_name: self.from_name,
            from: None,
            reply_to: None,
            subject: self.text.subject,
            text: self.text.text,
            html: self.text.html,
            message_id: message.to_string(),
            date: now.as_millisecond(),
            // Nobody opts out of what they asked for themselves.
            links: Links::default(),
        }
    }
}

impl Engine {
    /// Whether mails of an account reach anybody: a sandbox sends nothing, and without a relay nobody does.
    pub fn reaches_people(&self, account: &Account) -> bool {
        account.sandbox_since.is_none() && self.channel.senders().is_some()
    }

    /// Hands a mail over; answers how that ended, and what the relay said.
    pub async fn notify(&self, notice: Notice, now: Timestamp) -> (Ended, Option<String>) {
        let message = MessageId::new(now, self.world.chance.bits());
        self.hand_one_over(message, notice.letter(message, now)).await
    }

    /// Hands one letter over beside the attempts, while somebody waits for how that ends.
    pub(super) async fn hand_one_over(&self, message: MessageId, letter: Letter) -> (Ended, Option<String>) {
        let mut ends = self.channel.hand_over(vec![Parcel { message, letter: Arc::new(letter) }]);
        #[expect(clippy::disallowed_methods, reason = "a deadline for a person who waits: ANSWERS_WITHIN")]
        let handed = timeout(ANSWERS_WITHIN, ends.recv()).await;
        handed.ok().flatten().map_or((Ended::Unknown, None), |handed| (handed.ended, handed.text))
    }
}
