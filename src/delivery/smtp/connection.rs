//! One connection to a relay, from the first packet to the point where it takes mail, and to its end.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::net::TcpStream;

use super::relay::{Login, Relay, Security};
use super::tls::{Tls, TlsError};
use super::wire::Wire;
use crate::delivery::outcome::{Phase, Trouble};
use crate::delivery::patience::{Patience, within};
use crate::delivery::reply::RawReply;

/// All that opening a connection needs to know.
#[derive(Clone)]
pub(super) struct Dialer {
    pub relay: Arc<Relay>,
    pub patience: Patience,
    tls: Option<Tls>,
}

/// A step that was done, for those who want to watch.
pub(super) enum Step {
    Connected(SocketAddr),
    Greeted(String),
    Encrypted,
    Offers { starttls: bool, pipelining: bool, login: bool },
    LoggedIn(&'static str),
}

/// A connection that did not come about, and where it stopped.
pub(super) struct Failed {
    pub phase: Phase,
    pub trouble: Trouble,
}

/// A connection that takes mail.
pub(super) struct Connection {
    pub(super) wire: Wire,
    pub(super) patience: Patience,
    pub(super) pipelining: bool,
    /// Mails handed over so far, in whatever way that ended.
    pub(super) handled: u64,
    /// Replies still to come to commands of a mail that has ended already.
    pub(super) owed: u8,
    /// The server holds a half-finished mail.
    pub(super) half_done: bool,
    /// Nothing more may be said on it.
    pub(super) spent: bool,
    pub(super) buffer: Vec<u8>,
}

/// What the server told about itself at EHLO.
#[derive(Default)]
struct Offers {
    starttls: bool,
    pipelining: bool,
    plain: bool,
    login: bool,
}

impl Dialer {
    pub fn new(relay: Relay, patience: Patience) -> Result<Self, TlsError> {
        let tls = Tls::for_relay(&relay)?;
        Ok(Self { relay: Arc::new(relay), patience, tls })
    }

    /// Opens a connection: TCP, TLS, greeting, EHLO, STARTTLS, AUTH, as the relay's URL asks.
    pub async fn open(&self, watch: &mut (dyn FnMut(Step) + Send)) -> Result<Connection, Failed> {
        let (stream, our_address) = self.dial(watch).await?;
        let mut wire = Wire::new(stream);
        if self.relay.security == Security::Tls {
            wire = self.encrypt(wire, Phase::Tls, watch).await?;
        }
        let greeting = wire.hear(self.patience.greeting).await;
        let greeting = positive(greeting).map_err(at(Phase::Greeting))?;
        watch(Step::Greeted(greeting.about(&[]).text));

        let hello = format!("EHLO {}\r\n", self.name(our_address));
        let mut offers = self.hello(&mut wire, &hello, watch).await?;
        if self.relay.security == Security::StartTls {
            if !offers.starttls {
                return Err(Failed { phase: Phase::StartTls, trouble: Trouble::Lacking("STARTTLS") });
            }
            self.ask(&mut wire, "STARTTLS\r\n").await.map_err(at(Phase::StartTls))?;
            wire = self.encrypt(wire, Phase::Tls, watch).await?;
            // What was offered before the handshake may have been offered by somebody else.
            offers = self.hello(&mut wire, &hello, watch).await?;
        }
        if let Some(login) = &self.relay.login {
            let mechanism = self.log_in(&mut wire, &offers, login).await.map_err(at(Phase::Auth))?;
            watch(Step::LoggedIn(mechanism));
        }
        Ok(Connection::new(wire, self.patience, offers.pipelining))
    }

    async fn dial(&self, watch: &mut (dyn FnMut(Step) + Send)) -> Result<(TcpStream, IpAddr), Failed> {
        let failed =
            |error: std::io::Error| Failed { phase: Phase::Connect, trouble: Trouble::Unreachable(error.to_string()) };
        let connect = TcpStream::connect((self.relay.host.as_str(), self.relay.port));
        let silence = Failed { phase: Phase::Connect, trouble: Trouble::Silence };
        let stream = within(self.patience.connect, connect).await.ok_or(silence)?.map_err(failed)?;
        // Else the last packet of every mail waits for an acknowledgement: measured, 44 ms each.
        stream.set_nodelay(true).map_err(failed)?;
        watch(Step::Connected(stream.peer_addr().map_err(failed)?));
        let our_address = stream.local_addr().map_err(failed)?.ip();
        Ok((stream, our_address))
    }

    async fn encrypt(&self, wire: Wire, phase: Phase, watch: &mut (dyn FnMut(Step) + Send)) -> Result<Wire, Failed> {
        let tls = self.tls.as_ref().expect("every relay that is not plain got its TLS when the dialer was made");
        let wire = wire.encrypt(tls, self.patience.tls).await.map_err(at(phase))?;
        watch(Step::Encrypted);
        Ok(wire)
    }

    async fn hello(
        &self,
        wire: &mut Wire,
        hello: &str,
        watch: &mut (dyn FnMut(Step) + Send),
    ) -> Result<Offers, Failed> {
        let reply = self.ask(wire, hello).await.map_err(at(Phase::Ehlo))?;
        let offers = Offers::read(&reply);
        watch(Step::Offers {
            starttls: offers.starttls,
            pipelining: offers.pipelining,
            login: offers.plain || offers.login,
        });
        Ok(offers)
    }

    /// Without a name of its own a client says its address (RFC 5321, 4.1.4).
    fn name(&self, our_address: IpAddr) -> String {
        match (&self.relay.helo, our_address) {
            (Some(name), _) => name.clone(),
            (None, IpAddr::V4(address)) => format!("[{address}]"),
            (None, IpAddr::V6(address)) => format!("[IPv6:{address}]"),
        }
    }

    async fn log_in(&self, wire: &mut Wire, offers: &Offers, login: &Login) -> Result<&'static str, Trouble> {
        let Login { user, password } = login;
        if offers.plain {
            let secret = BASE64.encode(format!("\0{user}\0{password}"));
            self.ask(wire, &format!("AUTH PLAIN {secret}\r\n")).await?;
            return Ok("PLAIN");
        }
        if !offers.login {
            return Err(Trouble::Lacking("AUTH PLAIN or AUTH LOGIN"));
        }
        self.prompt(wire, "AUTH LOGIN\r\n").await?;
        self.prompt(wire, &format!("{}\r\n", BASE64.encode(user))).await?;
        self.ask(wire, &format!("{}\r\n", BASE64.encode(password))).await?;
        Ok("LOGIN")
    }

    /// A command whose answer must be 2yz.
    async fn ask(&self, wire: &mut Wire, command: &str) -> Result<RawReply, Trouble> {
        wire.say(command.as_bytes(), self.patience.command).await?;
        positive(wire.hear(self.patience.command).await)
    }

    /// A command whose answer must be 3yz.
    async fn prompt(&self, wire: &mut Wire, command: &str) -> Result<RawReply, Trouble> {
        wire.say(command.as_bytes(), self.patience.command).await?;
        of_family(3, wire.hear(self.patience.command).await?)
    }
}

impl Connection {
    pub fn new(wire: Wire, patience: Patience, pipelining: bool) -> Self {
        Self { wire, patience, pipelining, handled: 0, owed: 0, half_done: false, spent: false, buffer: Vec::new() }
    }

    /// Takes leave. That the server answers is a courtesy, so neither silence nor a broken line is worth telling.
    pub async fn quit(mut self) {
        let patience = self.patience.quit;
        if !self.spent && self.wire.say(b"QUIT\r\n", patience).await.is_ok() {
            match self.wire.hear(patience).await {
                Ok(_) | Err(_) => {}
            }
        }
    }
}

impl Offers {
    fn read(reply: &RawReply) -> Self {
        let mut offers = Self::default();
        for line in reply.lines().skip(1) {
            let line = line.to_ascii_uppercase();
            // Old servers write `AUTH=PLAIN LOGIN`.
            let mut words = line.split([' ', '=']);
            match words.next() {
                Some("STARTTLS") => offers.starttls = true,
                Some("PIPELINING") => offers.pipelining = true,
                Some("AUTH") => {
                    for mechanism in words {
                        offers.plain |= mechanism == "PLAIN";
                        offers.login |= mechanism == "LOGIN";
                    }
                }
                _ => {}
            }
        }
        offers
    }
}

fn positive(reply: Result<RawReply, Trouble>) -> Result<RawReply, Trouble> {
    of_family(2, reply?)
}

/// The reply if it is of `family`, what it says if it is a no, else it is garbage.
pub(super) fn of_family(family: u16, reply: RawReply) -> Result<RawReply, Trouble> {
    match reply.family() {
        said if said == family => Ok(reply),
        4 | 5 => Err(Trouble::Said(reply.about(&[]))),
        _ => Err(Trouble::Garbage),
    }
}

fn at(phase: Phase) -> impl FnOnce(Trouble) -> Failed {
    move |trouble| Failed { phase, trouble }
}
