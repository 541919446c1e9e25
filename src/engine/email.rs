//! Email: letters become mails, and what became of them at the relays become ends of attempts.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use rules::id::MessageId;
use rules::settle::Ended;
use tokio::sync::mpsc;

use super::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use super::letter::Letter;
use crate::delivery::header::{MessageId as Header, Unsubscribe};
use crate::delivery::mail::{Mail, Mailbox};
use crate::delivery::name::{DisplayName, Subject};
use crate::delivery::smtp::Outcomes;
use crate::delivery::{EmailAddress, Outcome, Outgoing, Relays, Resting, SenderCheck};

/// The relays, and what receivers judge their mail by: with the address that stands for this installation.
pub struct Email {
    relays: Relays,
    senders: SenderCheck,
}

impl Email {
    pub fn new(relays: Relays, senders: SenderCheck) -> Self {
        Self { relays, senders }
    }

    /// Writes the mail. None where a part of the letter cannot stand in one.
    fn outgoing(&self, parcel: &Parcel) -> Option<Outgoing> {
        let letter = &*parcel.letter;
        let from = letter.from.as_deref().and_then(|text| EmailAddress::parse(text).ok());
        let from = from.unwrap_or_else(|| self.senders.return_path.clone());
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
        Some(Outgoing { id: parcel.message.to_string(), sender: self.senders.return_path.clone(), recipient, content })
    }
}

/// Passes on what became of the mails. Where nobody listens any more, what has not begun is not sent.
async fn tell(mut outcomes: Outcomes, mut ids: BTreeMap<String, MessageId>, told: mpsc::UnboundedSender<Handed>) {
    loop {
        let known = tokio::select! {
            known = outcomes.recv() => known,
            () = told.closed() => None,
        };
        let Some((id, outcome)) = known else { return };
        let Some(message) = ids.remove(&id) else { continue };
        if told.send(ended(message, &outcome)).is_err() {
            return;
        }
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
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let (mut mails, mut unwritten) = (Vec::with_capacity(parcels.len()), Vec::new());
        let mut ids: BTreeMap<String, MessageId> = BTreeMap::new();
        for parcel in &parcels {
            match self.outgoing(parcel) {
                Some(mail) => {
                    ids.insert(mail.id.clone(), parcel.message);
                    mails.push(mail);
                }
                None => unwritten.push(unwritable(parcel.message)),
            }
        }
        let (told, ends) = mpsc::unbounded_channel();
        for one in unwritten {
            told.send(one).expect("the other end is in this function");
        }
        tokio::spawn(tell(self.relays.hand_over(mails), ids, told));
        ends
    }

    fn room(&self, coming: usize) -> usize {
        self.relays.room(coming)
    }

    fn senders(&self) -> Option<&SenderCheck> {
        Some(&self.senders)
    }

    fn resting(&self) -> Vec<Resting> {
        self.relays.resting()
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({:?})", self.relays)
    }
}

/// No relay is configured: nothing is claimed, and real accounts' messages wait.
#[derive(Debug)]
pub struct NoRelay;

impl Channel for NoRelay {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let text = Some("no relay is configured: set AFTERWORD_SMTP_URL".to_owned());
        let waits =
            move |parcel: Parcel| Handed { message: parcel.message, ended: Ended::RetrySafe, text: text.clone() };
        at_once(parcels.into_iter().map(waits).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        0
    }
}
