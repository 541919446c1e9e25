//! Bytes to and from one server: whole writes, whole replies, each within its time.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::tls::Tls;
use crate::delivery::outcome::Trouble;
use crate::delivery::patience::within;
use crate::delivery::reply::{RawReply, Scan, scan};

/// A TCP connection, encrypted or not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

pub(super) struct Wire {
    stream: Box<dyn Stream>,
    /// Received, and not yet part of a reply.
    unread: Vec<u8>,
}

impl Wire {
    pub fn new(stream: impl Stream + 'static) -> Self {
        Self { stream: Box::new(stream), unread: Vec::with_capacity(512) }
    }

    /// Hands all of `bytes` to the operating system, in one write where it takes them.
    ///
    /// After an error, or when dropped half-way, the last byte has not left: with TLS it sits in the last record,
    /// which the other side cannot open before it has all of it.
    pub async fn say(&mut self, bytes: &[u8], limit: Duration) -> Result<(), Trouble> {
        let write = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        match within(limit, write).await {
            None => Err(Trouble::Silence),
            Some(Err(_)) => Err(Trouble::Dropped),
            Some(Ok(())) => Ok(()),
        }
    }

    /// The next reply, when it is whole within `limit`.
    pub async fn hear(&mut self, limit: Duration) -> Result<RawReply, Trouble> {
        within(limit, self.next_reply()).await.unwrap_or(Err(Trouble::Silence))
    }

    async fn next_reply(&mut self) -> Result<RawReply, Trouble> {
        loop {
            match scan(&self.unread) {
                Scan::Whole { reply, length } => {
                    self.unread.drain(..length);
                    return Ok(reply);
                }
                Scan::Garbage => return Err(Trouble::Garbage),
                Scan::Part => self.receive().await?,
            }
        }
    }

    /// Waits for bytes that nobody asked for: a server that says something while idle is about to leave. May be dropped.
    pub async fn interrupted(&mut self) {
        if self.unread.is_empty() {
            match self.receive().await {
                // Either way the connection is not to be used again.
                Ok(()) | Err(_) => {}
            }
        }
    }

    /// Whether the server spoke out of turn.
    pub fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    async fn receive(&mut self) -> Result<(), Trouble> {
        match self.stream.read_buf(&mut self.unread).await {
            Ok(0) | Err(_) => Err(Trouble::Dropped),
            Ok(_) => Ok(()),
        }
    }

    /// Encrypts the connection from here on.
    pub async fn encrypt(self, tls: &Tls, limit: Duration) -> Result<Self, Trouble> {
        // Bytes that came before the handshake were not protected by it: whoever sent them is not to be believed.
        if self.has_unread() {
            return Err(Trouble::Garbage);
        }
        let handshake = tls.connector.connect(tls.name.clone(), self.stream);
        match within(limit, handshake).await {
            None => Err(Trouble::Silence),
            Some(Err(error)) => Err(Trouble::Tls(error.to_string())),
            Some(Ok(stream)) => Ok(Self::new(stream)),
        }
    }
}
