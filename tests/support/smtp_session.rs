//! One connection of the faulty server.

use std::sync::PoisonError;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{Entry, Fault, Place, Shared};

type Result<T> = std::io::Result<T>;

struct Session<'a, S> {
    stream: BufReader<S>,
    shared: &'a Shared,
    offers_starttls: bool,
    sender: String,
    recipient: String,
    mails: usize,
}

/// What became of a reply.
#[derive(PartialEq)]
enum Said {
    Right,
    /// Something else was said.
    Wrong,
    /// The conversation is over.
    Over,
}

/// What follows a command.
#[derive(PartialEq)]
enum Next {
    Line,
    Encrypt,
    End,
}

impl From<Said> for Next {
    fn from(said: Said) -> Self {
        if said == Said::Over { Self::End } else { Self::Line }
    }
}

pub(super) async fn converse(mut stream: TcpStream, shared: &Shared, others: usize) -> Result<()> {
    stream.set_nodelay(true)?;
    let manners = &shared.manners;
    if others >= manners.most_connections {
        return stream.write_all(b"421 4.7.0 too many connections\r\n").await;
    }
    let Some(acceptor) = &manners.tls else {
        return Session::new(stream, shared).open().await.map(|_| ());
    };
    if manners.implicit_tls {
        if let Some(fault) = shared.strikes(Place::Tls, "")
            && act(fault, &mut stream, "").await? == Said::Over
        {
            return Ok(());
        }
        return Session::new(acceptor.accept(stream).await?, shared).open().await.map(|_| ());
    }
    let mut session = Session::new(stream, shared);
    session.offers_starttls = true;
    if session.open().await? == Next::Encrypt {
        let stream = acceptor.accept(session.stream.into_inner()).await?;
        Session::new(stream, shared).talk().await?;
    }
    Ok(())
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Session<'a, S> {
    fn new(stream: S, shared: &'a Shared) -> Self {
        let (sender, recipient) = (String::new(), String::new());
        Self { stream: BufReader::new(stream), shared, offers_starttls: false, sender, recipient, mails: 0 }
    }

    async fn open(&mut self) -> Result<Next> {
        if self.reply(Place::Greeting, "220 test ESMTP").await? == Said::Over {
            return Ok(Next::End);
        }
        self.talk().await
    }

    async fn talk(&mut self) -> Result<Next> {
        let mut hang_ups = self.shared.hang_ups.subscribe();
        loop {
            let line = tokio::select! {
                line = self.line() => line?,
                _ = hang_ups.changed() => return Ok(Next::End),
            };
            if line.is_empty() {
                return Ok(Next::End);
            }
            self.shared.heard.send_modify(|heard| heard.push(line.clone()));
            let next = self.answer(&line).await?;
            if next != Next::Line {
                return Ok(next);
            }
        }
    }

    async fn answer(&mut self, line: &str) -> Result<Next> {
        match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => Ok(self.reply(Place::Ehlo, &self.offers()).await?.into()),
            "STARTTLS" if self.offers_starttls => {
                let ready = format!("220 go ahead{}", self.shared.manners.injected);
                let said = self.reply(Place::StartTls, &ready).await?;
                Ok(if said == Said::Right { Next::Encrypt } else { said.into() })
            }
            "AUTH" => self.log_in(line).await,
            "MAIL" => self.mail(line).await,
            "RCPT" => self.rcpt(line).await,
            "DATA" => self.data().await,
            "RSET" => {
                self.forget();
                self.say("250 2.0.0 ok").await
            }
            "QUIT" => {
                self.reply(Place::Quit, "221 2.0.0 bye").await?;
                Ok(Next::End)
            }
            _ => self.say("500 5.5.2 what").await,
        }
    }

    fn offers(&self) -> String {
        let manners = &self.shared.manners;
        let mut lines = vec!["test".to_owned()];
        lines.extend(manners.pipelining.then(|| "PIPELINING".to_owned()));
        lines.extend(self.offers_starttls.then(|| "STARTTLS".to_owned()));
        lines.extend((!manners.auth.is_empty()).then(|| format!("AUTH {}", manners.auth)));
        let more: String = lines.iter().map(|line| format!("250-{line}\r\n")).collect();
        format!("{more}250 ENHANCEDSTATUSCODES")
    }

    async fn log_in(&mut self, line: &str) -> Result<Next> {
        let good = if line == "AUTH LOGIN" {
            self.say("334 VXNlcm5hbWU6").await?;
            let user = self.line().await?;
            self.say("334 UGFzc3dvcmQ6").await?;
            (user, self.line().await?) == (BASE64.encode("shop"), BASE64.encode("secret"))
        } else {
            line == format!("AUTH PLAIN {}", BASE64.encode("\0shop\0secret"))
        };
        let verdict = if good { "235 2.7.0 welcome" } else { "535 5.7.8 who are you, shop@example.com?" };
        Ok(self.reply(Place::Auth, verdict).await?.into())
    }

    async fn mail(&mut self, line: &str) -> Result<Next> {
        if self.mails >= self.shared.manners.mails_per_connection {
            self.say("421 4.7.0 enough for one connection").await?;
            return Ok(Next::End);
        }
        if !self.sender.is_empty() {
            return self.say("503 5.5.1 nested MAIL").await;
        }
        let said = self.reply(Place::Mail, "250 2.1.0 ok").await?;
        if said == Said::Right {
            self.sender = path(line);
        }
        Ok(said.into())
    }

    async fn rcpt(&mut self, line: &str) -> Result<Next> {
        if self.sender.is_empty() {
            return self.say("503 5.5.1 MAIL first").await;
        }
        self.recipient = path(line);
        let said = self.reply(Place::Rcpt, "250 2.1.5 ok").await?;
        if said != Said::Right {
            self.recipient.clear();
        }
        Ok(said.into())
    }

    async fn data(&mut self) -> Result<Next> {
        if self.recipient.is_empty() && !self.shared.manners.careless_data {
            return self.say("503 5.5.1 RCPT first").await;
        }
        let said = self.reply(Place::Data, "354 go on").await?;
        if said != Said::Right {
            return Ok(said.into());
        }
        match self.content().await? {
            Some(content) => self.verdict(content).await,
            None => Ok(Next::End),
        }
    }

    /// The content up to the final dot, without it; `None` when the client or the fault ended it.
    async fn content(&mut self) -> Result<Option<Vec<u8>>> {
        let mut content = Vec::new();
        let mut is_first = true;
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(None);
            }
            if line == b".\r\n" {
                return Ok(Some(content));
            }
            content.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            if std::mem::take(&mut is_first)
                && let Some(fault) = self.shared.strikes(Place::Body, &self.recipient)
                && fault != Fault::Slow
            {
                act(fault, &mut self.stream, "").await?;
                return Ok(None);
            }
        }
    }

    async fn verdict(&mut self, content: Vec<u8>) -> Result<Next> {
        let ok = "250 2.0.0 taken";
        let before = self.shared.strikes(Place::Dot, &self.recipient);
        if let Some(fault) = before
            && fault != Fault::Slow
        {
            self.forget();
            return Ok(act(fault, &mut self.stream, ok).await?.into());
        }
        if let Some(gate) = &self.shared.manners.gate {
            gate.acquire().await.expect("the gate is never closed").forget();
        }
        self.enter(content);
        let after = self.shared.strikes(Place::AfterDot, &self.recipient);
        self.forget();
        match after.or(before) {
            Some(Fault::Say(more)) => self.say(&format!("{ok}\r\n{more}")).await,
            Some(fault) => Ok(act(fault, &mut self.stream, ok).await?.into()),
            None => self.say(ok).await,
        }
    }

    fn enter(&mut self, content: Vec<u8>) {
        let text = String::from_utf8_lossy(&content);
        let message_id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_owned();
        let (sender, recipient) = (self.sender.clone(), self.recipient.clone());
        let mut ledger = self.shared.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.push(Entry { message_id, sender, recipient, content });
        self.mails += 1;
    }

    fn forget(&mut self) {
        self.sender.clear();
        self.recipient.clear();
    }

    /// Says `words`, or what the fault at `place` makes of them.
    async fn reply(&mut self, place: Place, words: &str) -> Result<Said> {
        match self.shared.strikes(place, &self.recipient) {
            Some(fault) => act(fault, &mut self.stream, words).await,
            None => self.say(words).await.map(|_| Said::Right),
        }
    }

    async fn say(&mut self, words: &str) -> Result<Next> {
        self.stream.write_all(format!("{words}\r\n").as_bytes()).await?;
        self.stream.flush().await?;
        Ok(Next::Line)
    }

    async fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        Ok(line.trim_end().to_owned())
    }
}

/// Does what is wrong where `right` would be right.
async fn act<S: AsyncRead + AsyncWrite + Unpin>(fault: Fault, stream: &mut S, right: &str) -> Result<Said> {
    match fault {
        Fault::Say(words) => {
            stream.write_all(format!("{words}\r\n").as_bytes()).await?;
            stream.flush().await?;
            Ok(if words.starts_with("421") { Said::Over } else { Said::Wrong })
        }
        Fault::Stall => {
            let mut unanswered = Vec::new();
            stream.read_to_end(&mut unanswered).await?;
            Ok(Said::Over)
        }
        Fault::Drop => Ok(Said::Over),
        Fault::Garbage => {
            stream.write_all(b"\x00\xffHTTP/1.1 200 OK\r\n\r\n").await?;
            stream.flush().await?;
            Ok(Said::Over)
        }
        Fault::Slow => {
            for byte in format!("{right}\r\n").bytes().skip_while(|_| right.is_empty()) {
                stream.write_all(&[byte]).await?;
                stream.flush().await?;
                tokio::task::yield_now().await;
            }
            Ok(Said::Right)
        }
    }
}

fn path(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(path, _)| path.to_owned()).unwrap_or_default()
}
