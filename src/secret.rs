//! The master secret: what makes hashes of addresses and tokens in links that nobody else can make.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{AccountId, CalendarFeedId, InvitationId};
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

    /// Whose link a token is, if this secret made it for such a link; compared in constant time.
    pub fn open_token(&self, token: &str, link: Link) -> Option<(AccountId, InvitationId)> {
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
        let number = |from: usize| u128::from_be_bytes(bytes[from..from + 16].try_into().expect("16 of 48 bytes"));
        let (account, invitation) = (AccountId::from_bits(number(0)), InvitationId::from_bits(number(16)));
        let mac = self.signing(account, invitation, link);
        mac.verify_truncated_left(&bytes[32..]).ok().map(|()| (account, invitation))
    }

    /// The token of a calendar's feed: account and feed in the clear, and 128 bits that only this secret can make.
    pub fn feed_token(&self, account: AccountId, feed: CalendarFeedId) -> String {
        let mut bytes = [0; 48];
        bytes[..16].copy_from_slice(&account.bits().to_be_bytes());
        bytes[16..32].copy_from_slice(&feed.bits().to_be_bytes());
        bytes[32..].copy_from_slice(&self.feed_signing(account, feed).finalize().into_bytes()[..16]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Whose feed a token is, if this secret made it; compared in constant time.
    pub fn open_feed_token(&self, token: &str) -> Option<(AccountId, CalendarFeedId)> {
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
        let number = |from: usize| u128::from_be_bytes(bytes[from..from + 16].try_into().expect("16 of 48 bytes"));
        let (account, feed) = (AccountId::from_bits(number(0)), CalendarFeedId::from_bits(number(16)));
        self.feed_signing(account, feed).verify_truncated_left(&bytes[32..]).ok().map(|()| (account, feed))
    }

    fn feed_signing(&self, account: AccountId, feed: CalendarFeedId) -> Hmac<Sha256> {
        self.hmac(&["feed", "1", &account.to_string(), &feed.to_string()])
    }

    /// A word in a page's form that shows when the page was made. Nothing of it is stored.
    pub fn stamp(&self, token: &str, at: Timestamp) -> String {
        let made_at = at.as_millisecond();
        format!("{made_at}.{}", URL_SAFE_NO_PAD.encode(&self.stamping(token, made_at).finalize().into_bytes()[..16]))
    }

    /// When the page of this link that carried the stamp was made. None: no page of ours carried it.
    pub fn stamped_at(&self, token: &str, stamp: &str) -> Option<Timestamp> {
        let (made_at, signature) = stamp.split_once('.')?;
        let made_at = made_at.parse().ok()?;
        let signature: [u8; 16] = URL_SAFE_NO_PAD.decode(signature).ok()?.try_into().ok()?;
        self.stamping(token, made_at).verify_truncated_left(&signature).ok()?;
        Timestamp::from_millisecond(made_at).ok()
    }

    /// The key that seals what only the bearer of `word` may read again; without the word this secret cannot make it.
    pub fn sealing_key(&self, account: AccountId, word: &str) -> [u8; 32] {
        self.mac(&["seal", &account.to_string(), word])
    }

    /// What whoever sets an installation up has to know: 125 bits, in letters that nobody mistakes for others. All nodes
    /// make the same, and none stores it.
    pub fn setup_code(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
        let letters = self
            .mac(&["setup"])
            .iter()
            .take(25)
            .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
            .collect::<Vec<_>>();
        letters.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    fn signature(&self, account: AccountId, invitation: InvitationId, link: Link) -> [u8; 16] {
        let digest = self.signing(account, invitation, link).finalize().into_bytes();
        digest[..16].try_into().expect("a SHA-256 digest has 32 bytes")
    }

    fn signing(&self, account: AccountId, invitation: InvitationId, link: Link) -> Hmac<Sha256> {
        self.hmac(&["link", "1", link.as_str(), &account.to_string(), &invitation.to_string()])
    }

    fn stamping(&self, token: &str, made_at: i64) -> Hmac<Sha256> {
        self.hmac(&["stamp", token, &made_at.to_string()])
    }

    /// HMAC-SHA256 over parts that cannot run into each other.
    fn mac(&self, parts: &[&str]) -> [u8; 32] {
        self.hmac(parts).finalize().into_bytes().into()
    }

    fn hmac(&self, parts: &[&str]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac
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

#[cfg(test)]
mod tests {
    use super::*;

    const LINKS: [Link; 4] = [Link::Answer, Link::Unsubscribe, Link::OneClick, Link::Preferences];

    fn someone() -> (AccountId, InvitationId) {
        (AccountId::new(Timestamp::UNIX_EPOCH, 1), InvitationId::new(Timestamp::UNIX_EPOCH, 2))
    }

    #[test]
    fn a_token_opens_as_what_it_was_made_for_and_nothing_else() {
        let (account, invitation) = someone();
        let secret = Secret::new([7; 32]);
        for made in LINKS {
            let token = secret.token(account, invitation, made);
            for tried in LINKS {
                let expected = (made == tried).then_some((account, invitation));
                assert_eq!(secret.open_token(&token, tried), expected, "{made:?} as {tried:?}");
            }
            assert_eq!(Secret::new([8; 32]).open_token(&token, made), None);
        }
    }

    #[test]
    fn a_token_of_which_any_character_is_changed_does_not_open() {
        let (account, invitation) = someone();
        let secret = Secret::new([7; 32]);
        let token = secret.token(account, invitation, Link::Answer);
        for place in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            assert_eq!(secret.open_token(&forged, Link::Answer), None, "{place}");
        }
        for other in ["", "A", token.get(1..).unwrap(), &format!("{token}A"), &format!("{token}="), "é"] {
            assert_eq!(secret.open_token(other, Link::Answer), None, "{other}");
        }
    }

    #[test]
    fn the_token_of_a_feed_opens_as_that_and_as_no_link() {
        let (secret, (account, invitation)) = (Secret::new([7; 32]), someone());
        let feed = CalendarFeedId::from_bits(invitation.bits());
        let token = secret.feed_token(account, feed);
        assert_eq!(secret.open_feed_token(&token), Some((account, feed)));
        assert_eq!(Secret::new([8; 32]).open_feed_token(&token), None);
        for link in LINKS {
            assert_eq!(secret.open_token(&token, link), None);
            assert_eq!(secret.open_feed_token(&secret.token(account, invitation, link)), None);
        }
        for forged in ["", "A", &format!("{token}A"), token.get(1..).unwrap()] {
            assert_eq!(secret.open_feed_token(forged), None);
        }
    }

    #[test]
    fn a_stamp_tells_when_and_for_which_link() {
        let secret = Secret::new([7; 32]);
        let at = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let stamp = secret.stamp("a", at);
        assert_eq!(secret.stamped_at("a", &stamp), Some(at));
        assert_eq!(secret.stamped_at("b", &stamp), None);
        assert_eq!(Secret::new([8; 32]).stamped_at("a", &stamp), None);
        for forged in [stamp.replace("1700", "1600"), String::new(), ".".to_owned(), "1.".to_owned(), "x.y".to_owned()]
        {
            assert_eq!(secret.stamped_at("a", &forged), None, "{forged}");
        }
    }
}
