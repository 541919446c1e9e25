//! One mail over one connection, and what became of it.
//!
//! What a reply means, by the first digit of its code: 2yz it is done; 3yz go on; 4yz not now, so it may be tried again;
//! 5yz not ever, unless it is about our login. Anything else is no reply. Where it stopped decides the rest (trust.md 1):
//! before the last byte of the final dot has left, nothing can have been accepted; after it, only the reply knows.

use super::connection::Connection;
use crate::delivery::Outgoing;
use crate::delivery::outcome::{Outcome, Phase, Trouble};
use crate::delivery::reply::RawReply;

/// "Service not available, closing": the one reply after which the connection is gone (RFC 5321, 3.8).
pub(in crate::delivery) const CLOSING: u16 = 421;

impl Connection {
    /// Hands over one mail. Afterwards [`Connection::settle`] tells whether another may follow.
    pub async fn hand_over(&mut self, mail: &Outgoing) -> Outcome {
        let outcome = match self.envelope(mail).await {
            Ok(()) => self.content(mail).await,
            Err(outcome) => outcome,
        };
        self.handled += 1;
        outcome
    }

    /// MAIL, RCPT and DATA: in one write where the server allows it (RFC 2920), else one after the other.
    async fn envelope(&mut self, mail: &Outgoing) -> Result<(), Outcome> {
        let commands = [
            (Phase::Mail, format!("MAIL FROM:<{}>\r\n", mail.sender.as_str())),
            (Phase::Rcpt, format!("RCPT TO:<{}>\r\n", mail.recipient.as_str())),
            (Phase::Data, "DATA\r\n".to_owned()),
        ];
        if self.pipelining {
            let all = commands.iter().map(|(_, command)| command.as_str()).collect::<String>();
            self.say(&all, Phase::Mail).await?;
            self.owed = 3;
        }
        for (phase, command) in &commands {
            if !self.pipelining {
                self.say(command, *phase).await?;
                self.owed = 1;
            }
            let reply = self.hear(*phase).await?;
            self.owed -= 1;
            self.judge(*phase, &reply, mail)?;
        }
        Ok(())
    }

    async fn say(&mut self, command: &str, phase: Phase) -> Result<(), Outcome> {
        let said = self.wire.say(command.as_bytes(), self.patience.command).await;
        said.map_err(|trouble| self.broken(phase, trouble))
    }

    async fn hear(&mut self, phase: Phase) -> Result<RawReply, Outcome> {
        let heard = self.wire.hear(self.patience.command).await;
        heard.map_err(|trouble| self.broken(phase, trouble))
    }

    /// The connection failed while nothing can have been accepted.
    fn broken(&mut self, phase: Phase, trouble: Trouble) -> Outcome {
        self.spent = true;
        Outcome::RetrySafe { phase, trouble }
    }

    /// Whether a reply before the content lets the mail go on.
    fn judge(&mut self, phase: Phase, reply: &RawReply, mail: &Outgoing) -> Result<(), Outcome> {
        let wanted = if phase == Phase::Data { 3 } else { 2 };
        if reply.family() == wanted {
            return Ok(());
        }
        Err(self.negative(phase, reply, mail).unwrap_or_else(|| self.broken(phase, Trouble::Garbage)))
    }

    /// The outcome of a 4yz or 5yz, `None` of anything else.
    fn negative(&mut self, phase: Phase, reply: &RawReply, mail: &Outgoing) -> Option<Outcome> {
        self.half_done = true;
        self.spent |= reply.code == CLOSING;
        let said = reply.about(&[&mail.recipient, &mail.sender]);
        match reply.family() {
            4 => Some(Outcome::RetrySafe { phase, trouble: Trouble::Said(said) }),
            5 if reply.is_about_login() => Some(Outcome::RetrySafe { phase, trouble: Trouble::Said(said) }),
            5 => Some(Outcome::Refused { phase, blame: reply.blame(phase), reply: said }),
            _ => None,
        }
    }

    /// The content with its final dot, and the verdict.
    async fn content(&mut self, mail: &Outgoing) -> Outcome {
        // A reply that is here before its question would be taken for the verdict.
        if self.wire.has_unread() {
            return self.broken(Phase::Body, Trouble::Garbage);
        }
        self.buffer.clear();
        stuff(mail.content.as_bytes(), &mut self.buffer);
        if let Err(trouble) = self.wire.say(&self.buffer, self.patience.body).await {
            return self.broken(Phase::Body, trouble);
        }
        let reply = match self.wire.hear(self.patience.verdict).await {
            Ok(reply) => reply,
            Err(trouble) => return self.unknown(trouble),
        };
        if reply.family() == 2 {
            return Outcome::Accepted { reply: reply.about(&[&mail.recipient, &mail.sender]) };
        }
        self.negative(Phase::Dot, &reply, mail).unwrap_or_else(|| self.unknown(Trouble::Garbage))
    }

    fn unknown(&mut self, trouble: Trouble) -> Outcome {
        self.spent = true;
        Outcome::Unknown { trouble }
    }

    /// Brings the connection to where the next mail can begin; false when it cannot be brought there.
    pub async fn settle(&mut self) -> bool {
        while self.owed > 0 && !self.spent {
            self.owed -= 1;
            match self.wire.hear(self.patience.command).await {
                // The server waits for the content of a mail that has ended: any byte we send would become its content.
                Ok(reply) if reply.family() == 3 => self.spent = true,
                Ok(reply) => self.spent |= reply.code == CLOSING,
                Err(_) => self.spent = true,
            }
        }
        if self.half_done && !self.spent {
            self.half_done = false;
            self.spent = !self.reset().await;
        }
        !self.spent && !self.wire.has_unread()
    }

    async fn reset(&mut self) -> bool {
        let said = self.wire.say(b"RSET\r\n", self.patience.command).await;
        said.is_ok() && self.wire.hear(self.patience.command).await.is_ok_and(|reply| reply.family() == 2)
    }
}

/// The content as it goes over the wire: a dot before each line that begins with one, and the final dot (RFC 5321, 4.5.2).
fn stuff(content: &[u8], out: &mut Vec<u8>) {
    out.reserve(content.len() + 64);
    for line in content.split_inclusive(|&byte| byte == b'\n') {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    out.extend_from_slice(b".\r\n");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;
    use crate::delivery::smtp::wire::Wire;
    use crate::delivery::{EmailAddress, Patience, Rendered};

    #[test]
    fn no_line_can_end_the_mail_before_its_end() {
        let mut out = Vec::new();
        stuff(b".\r\na\r\n..\r\n.b\r\n\r\nc.\r\n", &mut out);
        assert_eq!(out, b"..\r\na\r\n...\r\n..b\r\n\r\nc.\r\n.\r\n");
    }

    fn outgoing() -> Outgoing {
        Outgoing {
            id: "msg_1".to_owned(),
            sender: EmailAddress::parse("shop@example.com").unwrap(),
            recipient: EmailAddress::parse("anna@example.org").unwrap(),
            content: Rendered::new(b"Subject: Hello\r\n\r\nHow was it?\r\n".to_vec()).unwrap(),
        }
    }

    /// A connection whose pipe holds a single byte, so that what the server has not read has not left, and its server.
    fn narrow(patience: Patience) -> (Connection, DuplexStream) {
        let (client, server) = duplex(1);
        (Connection::new(Wire::new(client), patience, true), server)
    }

    /// Takes the envelope and so many bytes of the content.
    async fn take(server: &mut DuplexStream, bytes: usize) -> Vec<u8> {
        let envelope = "MAIL FROM:<shop@example.com>\r\nRCPT TO:<anna@example.org>\r\nDATA\r\n";
        server.read_exact(&mut vec![0; envelope.len()]).await.unwrap();
        server.write_all(b"250 ok\r\n250 ok\r\n354 go on\r\n").await.unwrap();
        let mut content = vec![0; bytes];
        server.read_exact(&mut content).await.unwrap();
        content
    }

    #[tokio::test]
    async fn a_line_cut_before_the_last_byte_has_left_loses_nothing() {
        let mail = outgoing();
        let whole = mail.content.as_bytes().len() + b".\r\n".len();
        for bytes in 0..=whole {
            let (mut connection, mut server) = narrow(Patience::default());
            let cut = async {
                take(&mut server, bytes).await;
                drop(server);
            };
            let (outcome, ()) = tokio::join!(connection.hand_over(&mail), cut);
            let expected = if bytes < whole {
                Outcome::RetrySafe { phase: Phase::Body, trouble: Trouble::Dropped }
            } else {
                Outcome::Unknown { trouble: Trouble::Dropped }
            };
            assert_eq!(outcome, expected, "after {bytes} of {whole} bytes");
            assert!(!connection.settle().await);
        }
    }

    #[tokio::test]
    async fn a_server_that_stops_taking_may_be_tried_again_one_that_stops_talking_may_not() {
        let mail = outgoing();
        let whole = mail.content.as_bytes().len() + b".\r\n".len();
        let patience =
            Patience { body: Duration::from_millis(20), verdict: Duration::from_millis(20), ..Patience::default() };
        let silence = Trouble::Silence;
        for (bytes, expected) in [
            (whole - 2, Outcome::RetrySafe { phase: Phase::Body, trouble: silence.clone() }),
            (whole, Outcome::Unknown { trouble: silence.clone() }),
        ] {
            let (mut connection, mut server) = narrow(patience);
            let (outcome, _) = tokio::join!(connection.hand_over(&mail), take(&mut server, bytes));
            assert_eq!(outcome, expected, "after {bytes} of {whole} bytes");
        }
    }

    #[tokio::test]
    async fn a_server_that_waits_for_the_content_of_a_refused_mail_gets_not_a_byte() {
        let (client, mut server) = duplex(4_096);
        let mut connection = Connection::new(Wire::new(client), Patience::default(), true);
        server.write_all(b"250 ok\r\n550 no such user\r\n354 go on\r\n").await.unwrap();
        assert_eq!(connection.hand_over(&outgoing()).await.code(), "refused");
        assert!(!connection.settle().await);
        drop(connection);
        let mut heard = String::new();
        server.read_to_string(&mut heard).await.unwrap();
        assert!(heard.ends_with("DATA\r\n"), "{heard}");
    }

    #[tokio::test]
    async fn a_server_that_says_more_than_it_was_asked_is_left() {
        let (client, mut server) = duplex(4_096);
        let mut connection = Connection::new(Wire::new(client), Patience::default(), true);
        let mail = outgoing();
        let whole = mail.content.as_bytes().len() + b".\r\n".len();
        let speak = async {
            take(&mut server, whole).await;
            server.write_all(b"250 taken\r\n250 and the next one too\r\n").await.unwrap();
        };
        let (outcome, ()) = tokio::join!(connection.hand_over(&mail), speak);
        assert_eq!(outcome.code(), "accepted");
        assert!(!connection.settle().await);
    }

    #[tokio::test]
    async fn half_a_verdict_is_none() {
        let mail = outgoing();
        let whole = mail.content.as_bytes().len() + b".\r\n".len();
        for half in ["2", "250", "250 taken", "250-taken\r\n", "250-taken\r\n250 do"] {
            let (mut connection, mut server) = narrow(Patience::default());
            let cut = async {
                let content = take(&mut server, whole).await;
                assert!(content.ends_with(b"\r\n.\r\n"));
                server.write_all(half.as_bytes()).await.unwrap();
                drop(server);
            };
            let (outcome, ()) = tokio::join!(connection.hand_over(&mail), cut);
            assert_eq!(outcome, Outcome::Unknown { trouble: Trouble::Dropped }, "{half}");
        }
    }
}
