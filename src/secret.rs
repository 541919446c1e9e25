//! The master secret: what makes hashes of addresses and tokens in links that nobody else can make.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rules::address::AddressKey;
use rules::id::{AccountId, InvitationId};
use sha2::{Digest, Sha256};

/// 256 bits beside the data; never printed, never stored in the database.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// What a link in a message is for. Each has its own token: a scanner that learns one learns no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Answer,
    Unsubscribe,
    /// RFC 8058: apart from the link in the body.
    OneClick,
    Preferences,
}

impl Link {
    fn as_str(self) -> &'static str {
        match self {
            Link::Answer => "answer",
            Link::Unsubscribe => "unsubscribe",
            Link::OneClick => "one_click",
            Link::Preferences => "preferences",
        }
    }
}

impl Secret {
    pub const BYTES: usize = 32;

    pub fn new(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads the text of a secret file or variable: 64 hexadecimal digits. None: it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != Self::BYTES * 2 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; Self::BYTES];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The text that [`Secret::parse`] reads, for the file beside the data.
    pub fn reveal(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The keyed hash of a normalised address or external id within an account. It outlives erasure (V6).
    pub fn address_key(&self, account: AccountId, kind: &str, normalised: &str) -> AddressKey {
        let digest = self.mac(&["address", &account.to_string(), kind, normalised]);
        let half: [u8; 16] = digest[..16].try_into().expect("a SHA-256 digest has 32 bytes");
        AddressKey(u128::from_be_bytes(half))
    }

    /// The token of a link: account and invitation in the clear, and 128 bits that only this secret can make.
    pub fn token(&self, account: AccountId, invitation: InvitationId, link: Link) -> String {
        let mut bytes = [0; 48];
        bytes[..16].copy_from_slice(&account.bits().to_be_bytes());
        bytes[16..32].copy_from_slice(&invitation.bits().to_be_bytes());
        bytes[32..].copy_from_slice(&self.signature(account, invitation, link));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The key that seals what only the bearer of `word` may read again; without the word this secret cannot make it.
    pub fn sealing_key(&self, account: AccountId, word: &str) -> [u8; 32] {
        self.mac(&["seal", &account.to_string(), word])
    }

    fn signature(&self, account: AccountId, invitation: InvitationId, link: Link) -> [u8; 16] {
        let digest = self.mac(&["link", "1", link.as_str(), &account.to_string(), &invitation.to_string()]);
        digest[..16].try_into().expect("a SHA-256 digest has 32 bytes")
    }

    /// HMAC-SHA256 over parts that cannot run into each other.
    fn mac(&self, parts: &[&str]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// The plain hash under which a long random credential is stored.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
