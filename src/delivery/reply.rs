//! What a mail server said: code, enhanced status and text, with every address taken out of the text.

use std::fmt;

use super::address::EmailAddress;
use super::outcome::{Blame, Phase};

/// More bytes than this in one reply are no reply.
const LONGEST_REPLY: usize = 16 * 1024;

/// Text of a reply that is kept, in characters.
const LONGEST_TEXT: usize = 300;

/// A whole reply, fit to be stored and logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Three digits, 200-599.
    pub code: u16,
    /// The enhanced status (RFC 3463) where the server gave one that agrees with the code.
    pub status: Option<Status>,
    /// One line of at most 300 characters without controls and addresses.
    pub text: String,
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

/// An enhanced status such as 5.1.1: class, subject, detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    pub class: u16,
    pub subject: u16,
    pub detail: u16,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// A reply as it came, which may hold addresses: it can be judged, but only [`RawReply::about`] makes it fit to be kept.
pub(super) struct RawReply {
    pub code: u16,
    text: String,
}

/// What the bytes received so far are.
pub(super) enum Scan {
    Whole { reply: RawReply, length: usize },
    Part,
    Garbage,
}

/// Looks for one reply at the start of `bytes`.
pub(super) fn scan(bytes: &[u8]) -> Scan {
    let mut code = None;
    let mut text = String::new();
    let mut start = 0;
    while let Some(length) = bytes[start..].iter().position(|&byte| byte == b'\n') {
        let line = &bytes[start..start + length];
        start += length + 1;
        let Some((number, last, words)) = read_line(line.strip_suffix(b"\r").unwrap_or(line)) else {
            return Scan::Garbage;
        };
        if *code.get_or_insert(number) != number || start > LONGEST_REPLY {
            return Scan::Garbage;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&String::from_utf8_lossy(words));
        if last {
            return Scan::Whole { reply: RawReply { code: number, text }, length: start };
        }
    }
    if bytes.len() > LONGEST_REPLY || !may_begin_reply(&bytes[start..]) {
        return Scan::Garbage;
    }
    Scan::Part
}

/// `250-words` or `250 words` or `250`: the code, whether it is the last line, the words.
fn read_line(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let (digits, rest) = line.split_at_checked(3)?;
    if !may_begin_reply(digits) {
        return None;
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    match rest.first() {
        None => Some((code, true, rest)),
        Some(b' ') => Some((code, true, &rest[1..])),
        Some(b'-') => Some((code, false, &rest[1..])),
        Some(_) => None,
    }
}

/// So that a server of another protocol is noticed by its first bytes, not by silence.
fn may_begin_reply(bytes: &[u8]) -> bool {
    bytes.iter().take(3).enumerate().all(|(place, &byte)| match place {
        0 => (b'2'..=b'5').contains(&byte),
        _ => byte.is_ascii_digit(),
    })
}

impl RawReply {
    /// 2yz: done. 3yz: go on. 4yz: not now. 5yz: not ever.
    pub fn family(&self) -> u16 {
        self.code / 100
    }

    /// The lines of text, without codes.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n')
    }

    /// The reply without the addresses of the mail it is about, and without whatever else looks like one.
    pub fn about(&self, people: &[&EmailAddress]) -> Reply {
        Reply { code: self.code, status: self.status(), text: redact(&self.text, people) }
    }

    fn status(&self) -> Option<Status> {
        let mut numbers = self.text.split_ascii_whitespace().next()?.splitn(3, '.').map(|part| {
            let plain = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        });
        let status = Status { class: numbers.next()??, subject: numbers.next()??, detail: numbers.next()?? };
        (status.class == self.family()).then_some(status)
    }

    /// Whether a 5yz is about our login and not about the mail: mending the configuration heals it.
    pub fn is_about_login(&self) -> bool {
        // 530 authentication required, 534 mechanism too weak, 535 credentials invalid, 538 encryption required (RFC 4954).
        matches!(self.code, 530 | 534 | 535 | 538)
    }

    /// What a 5yz given at `phase` was about. In doubt it is not the address: suppressing one wrongly cannot be noticed.
    pub fn blame(&self, phase: Phase) -> Blame {
        match self.status().map(|status| (status.subject, status.detail)) {
            // No such mailbox, no such host, bad syntax, moved away, a domain without mail, mailbox disabled.
            Some((1, 1 | 2 | 3 | 6 | 10) | (2, 1)) if phase >= Phase::Rcpt => Blame::Recipient,
            // The sender's address, in syntax or in fact.
            Some((1, 7 | 8)) => Blame::Sender,
            // Security and policy.
            Some((7, _)) => Blame::Policy,
            // Mailbox full, network, protocol: passing or ours, though said as if for good.
            Some((2..=5, _)) if phase == Phase::Rcpt => Blame::Policy,
            _ => self.blame_by_code(phase),
        }
    }

    fn blame_by_code(&self, phase: Phase) -> Blame {
        match (phase, self.code) {
            (Phase::Mail, _) => Blame::Sender,
            (Phase::Dot, _) => Blame::Content,
            // 501 bad address, 550 no mailbox, 551 not local, 553 name not allowed, 556 a domain without mail.
            (Phase::Rcpt, 501 | 550 | 551 | 553 | 556) if !self.speaks_of_policy() => Blame::Recipient,
            _ => Blame::Policy,
        }
    }

    /// Servers without enhanced statuses say 550 for an unknown mailbox and for "no relaying" alike.
    fn speaks_of_policy(&self) -> bool {
        const WORDS: [&str; 12] = [
            "relay",
            "spam",
            "polic",
            "block",
            "blacklist",
            "denylist",
            "denied",
            "reputation",
            "authent",
            "spf",
            "dkim",
            "too many",
        ];
        let text = self.text.to_ascii_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    }
}

/// Servers echo the address they talk about, whole or in parts.
fn redact(text: &str, people: &[&EmailAddress]) -> String {
    let parts = people.iter().flat_map(|person| [person.local_part(), person.domain()]);
    let secrets: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
    let mut out = String::new();
    for token in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|token| !token.is_empty()) {
        if out.len() > 4 * LONGEST_TEXT {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if is_telling(token, &secrets) { "[...]" } else { token });
    }
    out.chars().take(LONGEST_TEXT).collect()
}

fn is_telling(token: &str, secrets: &[String]) -> bool {
    let folded = token.to_ascii_lowercase();
    if folded.contains('@') || folded.contains("%40") {
        return true;
    }
    let bare = |text: &str| text.trim_matches(|c: char| c.is_ascii_punctuation()).to_owned();
    secrets.iter().any(|secret| {
        // Parts of longer tokens count too, such as `user=anna.berg`; of very short names they would hide ordinary words.
        (secret.len() > 3 && folded.contains(secret.as_str())) || bare(&folded) == bare(secret)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(bytes: &str) -> RawReply {
        match scan(bytes.as_bytes()) {
            Scan::Whole { reply, length } if length == bytes.len() => reply,
            _ => panic!("no whole reply: {bytes}"),
        }
    }

    #[test]
    fn replies_of_one_and_many_lines_are_read() {
        let one = reply("550 5.1.1 No such user\r\n").about(&[]);
        assert_eq!(
            (one.code, one.status.unwrap().to_string(), &*one.text),
            (550, "5.1.1".to_owned(), "5.1.1 No such user")
        );
        let many = reply("250-mail.example.com\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n");
        assert_eq!(many.lines().collect::<Vec<_>>(), ["mail.example.com", "PIPELINING", "AUTH PLAIN"]);
        assert_eq!(reply("250\r\n").about(&[]).text, "");
        assert_eq!(reply("250 ok\n").code, 250);
    }

    #[test]
    fn a_status_counts_when_it_agrees_with_the_code() {
        for (line, status) in [
            ("250 2.0.0 ok", Some("2.0.0")),
            ("550 5.10.255 no", Some("5.10.255")),
            ("550 2.0.0 no", None),
            ("550 5.1 no", None),
            ("550 5.1.1.1 no", None),
            ("550 5..1 no", None),
            ("550 5.1.1234 no", None),
            ("550", None),
        ] {
            let told = reply(&format!("{line}\r\n")).about(&[]).status.map(|status| status.to_string());
            assert_eq!(told.as_deref(), status, "{line}");
        }
    }

    #[test]
    fn what_is_no_reply_is_noticed_at_once() {
        let endless = "250-x\r\n".repeat(5_000);
        let wide = format!("250 {}", "x".repeat(20_000));
        for garbage in [
            "HTTP/1.1 400",
            "H",
            "25x",
            "150 ok\r\n",
            "650 ok\r\n",
            "250_ok\r\n",
            "25\r\n",
            "\r\n",
            "250-a\r\n251 b\r\n",
            "\u{1}",
            &endless,
            &wide,
        ] {
            assert!(matches!(scan(garbage.as_bytes()), Scan::Garbage), "{garbage:.20}");
        }
        for part in ["", "2", "25", "250", "250 ok", "250-ok\r\n", "250-ok\r\n25", "250 ok\r"] {
            assert!(matches!(scan(part.as_bytes()), Scan::Part), "{part}");
        }
    }

    #[test]
    fn no_address_survives() {
        let anna = EmailAddress::parse("Anna.Berg@annas-shop.example").unwrap();
        let text = "550 5.1.1 <anna.berg@ANNAS-SHOP.example>: anna.berg unknown at annas-shop.example (other@x.y, a%40b, to=anna.berg;)\u{7} bye\r\n";
        let reply = reply(text).about(&[&anna]);
        assert_eq!(reply.text, "5.1.1 [...] [...] unknown at [...] [...] [...] [...] bye");
        let wordy = scan(format!("550 {}\r\n", "wört ".repeat(900)).as_bytes());
        let Scan::Whole { reply, .. } = wordy else { panic!("one line is a whole reply") };
        assert_eq!(reply.about(&[]).text.chars().count(), 300);
    }

    #[test]
    fn short_names_do_not_hide_ordinary_words() {
        let ok = EmailAddress::parse("ok@example.com").unwrap();
        assert_eq!(reply("550 not okay, ok\r\n").about(&[&ok]).text, "not okay, [...]");
    }

    #[test]
    fn only_a_bad_address_is_blamed_on_the_address() {
        use Blame::{Content, Policy, Recipient, Sender};
        for (phase, line, blame) in [
            (Phase::Rcpt, "550 5.1.1 User unknown", Recipient),
            (Phase::Rcpt, "550 No such user here", Recipient),
            (Phase::Rcpt, "553 sorry, no mailbox by that name", Recipient),
            (Phase::Rcpt, "501 5.1.3 Bad recipient address syntax", Recipient),
            (Phase::Rcpt, "556 5.1.10 Recipient address has null MX", Recipient),
            (Phase::Rcpt, "550 5.2.1 The account is disabled", Recipient),
            (Phase::Dot, "550 5.1.1 User unknown", Recipient),
            (Phase::Rcpt, "554 5.7.1 Relay access denied", Policy),
            (Phase::Rcpt, "550 relay not permitted", Policy),
            (Phase::Rcpt, "550 5.7.1 Blocked, see our site", Policy),
            (Phase::Rcpt, "550 rejected by our spam filter", Policy),
            (Phase::Rcpt, "552 5.2.2 Mailbox full", Policy),
            (Phase::Rcpt, "550 5.4.1 Recipient address rejected: Access denied", Policy),
            (Phase::Rcpt, "503 bad sequence of commands", Policy),
            (Phase::Rcpt, "550 5.1.8 Bad sender's system address", Sender),
            (Phase::Mail, "550 sender rejected", Sender),
            (Phase::Mail, "550 5.1.1 odd, but about the sender", Sender),
            (Phase::Mail, "550 5.7.1 not allowed", Policy),
            (Phase::Data, "554 5.5.1 no valid recipients", Policy),
            (Phase::Dot, "552 message too big", Content),
            (Phase::Dot, "554 5.7.1 spam", Policy),
        ] {
            assert_eq!(reply(&format!("{line}\r\n")).blame(phase), blame, "{line}");
        }
    }
}
