//! One mail to one recipient, from its parts to its bytes. The same parts always give the same bytes.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::message::header::{ContentType, Date, HeaderName, HeaderValue};
use lettre::message::{MessageBuilder, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use super::address::EmailAddress;
use super::header::{ExtraHeader, MessageId, Unsubscribe};
use super::name::{DisplayName, Subject};
use super::rendered::{LARGEST_MAIL, Rendered, RenderedError};

/// Why a mail could not be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    #[error("the mail's date lies before 1970")]
    Date,
    #[error("the mail's {0} has a control character in it")]
    Control(&'static str),
    #[error("an extra header is given twice")]
    Twice,
    #[error(transparent)]
    Rendered(#[from] RenderedError),
}

/// An address with the name that is shown for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Option<DisplayName>,
    pub address: EmailAddress,
}

/// The parts of a mail. Time and identity are the caller's, fixed when the attempt is committed (trust.md 1).
#[derive(Debug, Clone)]
pub struct Mail {
    /// The storefront under its sender name (TP-9).
    pub from: Mailbox,
    /// Where answers of people go, when not to `from`.
    pub reply_to: Option<Mailbox>,
    /// The one recipient (trust.md 3).
    pub to: Mailbox,
    pub subject: Subject,
    pub message_id: MessageId,
    pub date: Timestamp,
    pub text: String,
    pub html: String,
    pub unsubscribe: Option<Unsubscribe>,
    pub extra: Vec<ExtraHeader>,
}

impl Mail {
    /// # Errors
    /// [`MailError`] when the parts give no mail that every server takes.
    pub fn render(&self) -> Result<Rendered, MailError> {
        let text = with_plain_lines(&self.text, "text")?;
        let html = with_plain_lines(&self.html, "HTML")?;
        let boundary = self.boundary(&text, &html);
        let body = MultiPart::builder()
            .header(alternative(&boundary))
            .build()
            .singlepart(SinglePart::plain(text))
            .singlepart(SinglePart::html(html));
        let message = self
            .headers()?
            .multipart(body)
            .expect("a sender and a recipient are set, and the builder asks for nothing else");
        Ok(Rendered::new(message.formatted())?)
    }

    fn headers(&self) -> Result<MessageBuilder, MailError> {
        let mut builder = lettre::Message::builder()
            .from(mailbox(&self.from))
            .to(mailbox(&self.to))
            .subject(self.subject.as_str())
            .message_id(Some(self.message_id.as_str().to_owned()))
            .header(date(self.date)?);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(mailbox(reply_to));
        }
        for (name, value) in self.unsubscribe.iter().flat_map(Unsubscribe::headers) {
            builder = builder.raw_header(raw(name, value));
        }
        // RFC 3834: keeps holiday notices away. `Precedence` is not sent: no standard knows it, no large receiver asks for it.
        builder = builder.raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        for (position, extra) in self.extra.iter().enumerate() {
            if self.extra[..position].iter().any(|earlier| earlier.name().eq_ignore_ascii_case(extra.name())) {
                return Err(MailError::Twice);
            }
            builder = builder.raw_header(raw(extra.name(), extra.value().to_owned()));
        }
        Ok(builder)
    }

    /// Derived, not drawn: chance here would make two renderings differ. `=_` can occur in neither encoding of a part.
    fn boundary(&self, text: &str, html: &str) -> String {
        let mut hash = Sha256::new();
        for part in [self.message_id.as_str(), text, html] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let digits: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("=_{digits}")
    }
}

fn alternative(boundary: &str) -> ContentType {
    ContentType::parse(&format!("multipart/alternative; boundary=\"{boundary}\""))
        .expect("a boundary of hexadecimal digits is a valid parameter")
}

/// The addresses are parsed already, more strictly than the builder would.
fn mailbox(mailbox: &Mailbox) -> lettre::message::Mailbox {
    let address = lettre::Address::new_dangerous(mailbox.address.local_part(), mailbox.address.domain());
    lettre::message::Mailbox::new(mailbox.name.as_ref().map(|name| name.as_str().to_owned()), address)
}

fn raw(name: &str, value: String) -> HeaderValue {
    let name = HeaderName::new_from_ascii(name.to_owned()).expect("names of headers are checked where they are made");
    HeaderValue::new(name, value)
}

/// The builder's date panics before 1970.
fn date(date: Timestamp) -> Result<Date, MailError> {
    if date < Timestamp::UNIX_EPOCH {
        return Err(MailError::Date);
    }
    Ok(Date::new(SystemTime::from(date)))
}

/// Every kind of line break becomes CR LF; other controls have no place in a text.
///
/// Not left to the builder, which takes time by the square of the number of lines.
fn with_plain_lines(text: &str, part: &'static str) -> Result<String, MailError> {
    if text.len() > LARGEST_MAIL {
        return Err(RenderedError::Size.into());
    }
    let mut lines = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' | '\n' => {
                if c == '\r' {
                    rest.next_if_eq(&'\n');
                }
                lines.push_str("\r\n");
            }
            '\t' => lines.push(c),
            c if c.is_control() => return Err(MailError::Control(part)),
            c => lines.push(c),
        }
    }
    Ok(lines)
}
