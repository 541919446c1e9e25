//! How long each step of a hand-over may take, and the one place where delivery lets time run.

use std::convert::Infallible;
use std::future::{Future, pending};
use std::time::Duration;

/// The longest waits, after which a step has failed. The default is what RFC 5321, 4.5.3.2 asks for, where it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// From being handed over to the first command on a free connection (trust.md 1: 10 seconds).
    pub start: Duration,
    /// For finding the host and opening the connection.
    pub connect: Duration,
    /// For the TLS handshake.
    pub tls: Duration,
    /// For the relay's first word.
    pub greeting: Duration,
    /// For the reply to each command.
    pub command: Duration,
    /// For the relay to take the whole content.
    pub body: Duration,
    /// For the reply to the final dot (trust.md 1: 10 minutes).
    pub verdict: Duration,
    /// For the reply to QUIT, which nobody needs.
    pub quit: Duration,
    /// How long a connection without work is kept.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            start: Duration::from_secs(10),
            connect: Duration::from_secs(30),
            tls: Duration::from_secs(30),
            greeting: Duration::from_secs(300),
            command: Duration::from_secs(300),
            body: Duration::from_secs(180),
            verdict: Duration::from_secs(600),
            quit: Duration::from_secs(2),
            idle: Duration::from_secs(30),
        }
    }
}

impl Patience {
    /// For a person who waits at a terminal.
    #[must_use]
    pub fn at_a_terminal() -> Self {
        let soon = Duration::from_secs(10);
        Self { connect: soon, tls: soon, greeting: soon, command: soon, ..Self::default() }
    }
}

/// What `work` came to, or `None` when it took longer than `limit`. Dropped work must be safe to drop.
#[expect(clippy::disallowed_methods, reason = "a network that says nothing can be noticed in no other way")]
pub(super) async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(limit, work).await.ok()
}

/// Lets so much time pass: a relay's limit, or its rest, is nothing that could be waited for otherwise.
pub(super) async fn pass(time: Duration) {
    if let Some(never) = within(time, pending::<Infallible>()).await {
        match never {}
    }
}
