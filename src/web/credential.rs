//! Credentials: the text of an API key, `aw_<account>_<secret>`. Shown once, kept as a hash.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rules::id::AccountId;

use crate::secret::digest;
use crate::world::Chance;

const PREFIX: &str = "aw";
/// 256 bits: nobody guesses them, and a plain hash of them needs no salt.
const SECRET_BYTES: usize = 32;
/// Base 64 without padding.
const SECRET_CHARACTERS: usize = 43;

/// The text of an API key. It names its account, so that a key is looked up within one account only.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    account: AccountId,
    text: String,
}

impl Credential {
    pub fn mint(account: AccountId, chance: &Chance) -> Self {
        let mut secret = [0; SECRET_BYTES];
        chance.fill(&mut secret);
        let digits = account.to_string().split_off(AccountId::PREFIX.len() + 1);
        let text = format!("{PREFIX}_{digits}_{}", URL_SAFE_NO_PAD.encode(secret));
        Self { account, text }
    }

    /// None: no key looks like this.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '_');
        let (prefix, digits, secret) = (parts.next()?, parts.next()?, parts.next()?);
        if prefix != PREFIX || secret.len() != SECRET_CHARACTERS || !secret.bytes().all(is_base64) {
            return None;
        }
        let account = format!("{}_{digits}", AccountId::PREFIX).parse().ok()?;
        Some(Self { account, text: text.to_owned() })
    }

    pub fn account(&self) -> AccountId {
        self.account
    }

    /// What is stored in its place.
    pub fn hash(&self) -> String {
        digest(&self.text)
    }

    /// The text itself, for the one who asked for the key.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(..)")
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn minted() -> Credential {
        Credential::mint(AccountId::new(Timestamp::UNIX_EPOCH, 7), &Chance::seeded(1))
    }

    #[test]
    fn a_credential_reads_back_as_minted() {
        for seed in 0..100 {
            let minted = Credential::mint(AccountId::new(Timestamp::UNIX_EPOCH, 7), &Chance::seeded(seed));
            assert_eq!(Credential::parse(minted.reveal()), Some(minted));
        }
    }

    #[test]
    fn what_is_no_credential_is_refused() {
        let good = minted().text;
        let texts = [
            String::new(),
            "aw".into(),
            "aw__".into(),
            good.replacen("aw_", "ax_", 1),
            good.to_uppercase(),
            format!("{good}x"),
            good.split_at(good.len() - 1).0.into(),
            good.replacen("aw_", "aw_0", 1),
            format!("{}å", good.split_at(good.len() - 2).0),
            format!("{} ", good.split_at(good.len() - 1).0),
        ];
        for text in texts {
            assert_eq!(Credential::parse(&text), None, "{text}");
        }
    }

    #[test]
    fn a_log_never_shows_a_credential() {
        assert!(!format!("{:?}", minted()).contains(minted().text.split_at(30).1));
    }
}
