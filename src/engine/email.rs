//! Email: letters become mails of one relay, and the relay's outcomes become ends of attempts.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use rules::id::MessageId;
use rules::settle::Ended;

use super::hand_over::{Channel, Handed, HandingOver, Parcel};
use super::letter::Letter;
use crate::delivery::header::{MessageId as Header, Unsubscribe};
use crate::delivery::mail::{Mail, Mailbox};
use crate::delivery::name::{DisplayName, Subject};
use crate::delivery::smtp::Smtp;
use crate::delivery::{EmailAddress, Outcome, Outgoing};

/// Mails that one connection is given at once.
const A_CONNECTION: usize = 25;

/// One relay, and the address that stands for this installation.
pub struct Email {
    smtp: Smtp,
    connections: usize,
    sender: EmailAddress,
}

impl Email {
    pub fn new(smtp: Smtp, connections: usize, sender: EmailAddress) -> Self {
        Self { smtp, connections, sender }
    }

    /// Writes the mail. None where a part of the letter cannot stand in one.
    fn outgoing(&self, parcel: &Parcel) -> Option<Outgoing> {
        let letter = &*parcel.letter;
        let from = letter.from.as_deref().and_then(|text| EmailAddress::parse(text).ok());
        let from = from.unwrap_or_else(|| self.sender.clone());
        let recipient = EmailAddress::parse(&letter.to).ok()?;
        let mail = Mail {
            message_id: Header::new(&letter.message_id, from.domain()).ok()?,
            from: Mailbox { name: DisplayName::parse(&letter.from_name).ok(), address: from },
            reply_to: letter.reply_to.as_deref().and_then(reply_to),
            to: Mailbox { name: display_name(letter), address: recipient.clone() },
            subject: Subject::parse(&letter.subject).ok()?,
            date: Timestamp::from_millisecond(letter.date).ok()?,
            text: letter.text.clone(),
            html: letter.html.clone(),
            unsubscribe: Unsubscribe::at(&letter.links.one_click).ok(),
            extra: Vec::new(),
        };
        let content = mail.render().ok()?;
        Some(Outgoing { id: parcel.message.to_string(), sender: self.sender.clone(), recipient, content })
    }

    async fn send(&self, parcels: Vec<Parcel>) -> Vec<Handed> {
        let (mut mails, mut handed) = (Vec::with_capacity(parcels.len()), Vec::new());
        let mut ids: BTreeMap<String, MessageId> = BTreeMap::new();
        for parcel in &parcels {
            match self.outgoing(parcel) {
                Some(mail) => {
                    ids.insert(mail.id.clone(), parcel.message);
                    mails.push(mail);
                }
                None => handed.push(unwritable(parcel.message)),
            }
        }
        let mut outcomes = self.smtp.hand_over(mails);
        while let Some((id, outcome)) = outcomes.recv().await {
            handed.extend(ids.remove(&id).map(|message| ended(message, &outcome)));
        }
        handed
    }
}

fn reply_to(text: &str) -> Option<Mailbox> {
    Some(Mailbox { name: None, address: EmailAddress::parse(text).ok()? })
}

fn display_name(letter: &Letter) -> Option<DisplayName> {
    DisplayName::parse(letter.to_name.as_deref()?).ok()
}

fn unwritable(message: MessageId) -> Handed {
    let text = Some("the mail could not be written: an address, the subject or a name cannot stand in one".to_owned());
    Handed { message, ended: Ended::Refused, text }
}

fn ended(message: MessageId, outcome: &Outcome) -> Handed {
    let ended = match outcome {
        Outcome::Accepted { .. } => Ended::Accepted,
        Outcome::Refused { .. } if outcome.condemns_address() => Ended::AddressRefused,
        Outcome::Refused { .. } => Ended::Refused,
        Outcome::RetrySafe { .. } => Ended::RetrySafe,
        Outcome::Unknown { .. } => Ended::Unknown,
    };
    Handed { message, ended, text: Some(outcome.to_string()) }
}

impl Channel for Email {
    fn hand_over(&self, parcels: Vec<Parcel>) -> HandingOver<'_> {
        Box::pin(self.send(parcels))
    }

    fn room(&self) -> usize {
        self.connections * A_CONNECTION
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({} connections)", self.connections)
    }
}

/// No relay is configured: nothing is claimed, and real accounts' messages wait.
#[derive(Debug)]
pub struct NoRelay;

impl Channel for NoRelay {
    fn hand_over(&self, parcels: Vec<Parcel>) -> HandingOver<'_> {
        let text = Some("no relay is configured: set AFTERWORD_SMTP_URL".to_owned());
        let waits =
            move |parcel: Parcel| Handed { message: parcel.message, ended: Ended::RetrySafe, text: text.clone() };
        Box::pin(async move { parcels.into_iter().map(waits).collect() })
    }

    fn room(&self) -> usize {
        0
    }
}
