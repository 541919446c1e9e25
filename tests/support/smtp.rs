//! A mail server of our own that does one thing wrong on purpose, and keeps a ledger of what it took.
//!
//! The ledger is the oracle of "never twice": a mail is in it from the moment at which the server decides to answer 250.

#[path = "smtp_session.rs"]
mod session;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use afterword::delivery::smtp::Relay;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;

/// Where in a conversation the fault sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Tls,
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// After the first line of the content.
    Body,
    /// The whole content is there, and not taken yet.
    Dot,
    /// The mail is in the ledger.
    AfterDot,
    Quit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A reply of one's own, such as a 4yz or 5yz.
    Say(&'static str),
    /// Nothing, until the client goes.
    Stall,
    Drop,
    /// Bytes of no protocol.
    Garbage,
    /// The right reply, a byte at a time.
    Slow,
}

/// How the server behaves. The default is a good modern server.
#[derive(Clone)]
pub struct Manners {
    pub pipelining: bool,
    /// Encrypts from the first byte, or on STARTTLS.
    pub tls: Option<TlsAcceptor>,
    pub implicit_tls: bool,
    /// Offered mechanisms; the login is `shop` with `secret`.
    pub auth: &'static str,
    pub fault: Option<(Place, Fault)>,
    /// The fault strikes so many times.
    pub times: usize,
    /// The fault strikes only mails to recipients with this in their address.
    pub only_for: &'static str,
    /// 421 to MAIL after so many mails on one connection.
    pub mails_per_connection: usize,
    /// 421 as greeting while so many connections are open.
    pub most_connections: usize,
    /// The verdict waits for a permit of this.
    pub gate: Option<Arc<Semaphore>>,
    /// Answers DATA with 354 even when no recipient was taken.
    pub careless_data: bool,
    /// Said together with the reply to STARTTLS, as an attacker on the line would.
    pub injected: &'static str,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            pipelining: true,
            tls: None,
            implicit_tls: false,
            auth: "",
            fault: None,
            times: usize::MAX,
            only_for: "",
            mails_per_connection: usize::MAX,
            most_connections: usize::MAX,
            gate: None,
            careless_data: false,
            injected: "",
        }
    }
}

/// A mail that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub message_id: String,
    pub sender: String,
    pub recipient: String,
    /// Without the dots that the protocol adds.
    pub content: Vec<u8>,
}

pub struct Server {
    pub address: SocketAddr,
    shared: Arc<Shared>,
    serving: tokio::task::JoinHandle<()>,
}

struct Shared {
    manners: Manners,
    ledger: Mutex<Vec<Entry>>,
    /// Every command, in order, of all connections.
    heard: watch::Sender<Vec<String>>,
    hang_ups: watch::Sender<usize>,
    opened: AtomicUsize,
    open: AtomicUsize,
    struck: AtomicUsize,
}

impl Server {
    pub async fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            manners,
            ledger: Mutex::default(),
            heard: watch::Sender::default(),
            hang_ups: watch::Sender::default(),
            opened: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
            struck: AtomicUsize::new(0),
        });
        let serving = tokio::spawn(serve(listener, shared.clone()));
        Self { address, shared, serving }
    }

    /// The server with these options, as a relay.
    pub fn relay(&self, scheme: &str, login: &str, options: &str) -> Relay {
        Relay::parse(&format!("{scheme}://{login}{}?{options}", self.address)).unwrap()
    }

    pub fn ledger(&self) -> Vec<Entry> {
        self.shared.ledger.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Connections that were ever opened.
    pub fn connections(&self) -> usize {
        self.shared.opened.load(Ordering::SeqCst)
    }

    pub fn heard(&self) -> Vec<String> {
        self.shared.heard.borrow().clone()
    }

    /// Closes every connection that is between two commands.
    pub fn hang_up(&self) {
        self.shared.hang_ups.send_modify(|count| *count += 1);
    }

    /// Waits until the server has heard `count` commands that begin with `verb`.
    pub async fn hears(&self, verb: &str, count: usize) {
        let enough = |heard: &Vec<String>| heard.iter().filter(|line| line.starts_with(verb)).count() >= count;
        self.shared.heard.subscribe().wait_for(enough).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            shared.opened.fetch_add(1, Ordering::SeqCst);
            let others = shared.open.fetch_add(1, Ordering::SeqCst);
            // A connection that ends in the middle is what these tests are about.
            let _ended = session::converse(stream, &shared, others).await;
            shared.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

impl Shared {
    fn strikes(&self, place: Place, recipient: &str) -> Option<Fault> {
        let (at, fault) = self.manners.fault?;
        let due = at == place && recipient.contains(self.manners.only_for);
        (due && self.struck.fetch_add(1, Ordering::SeqCst) < self.manners.times).then_some(fault)
    }
}
