//! Passwords of users, kept as argon2id hashes.

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::field::Fault;
use crate::world::Chance;

/// In characters: long ones need no rules about digits and signs (NIST SP 800-63B).
pub const SHORTEST: usize = 12;
/// In bytes: hashing takes longer the more there is.
pub const LONGEST: usize = 200;

const SALT_BYTES: usize = 16;
/// Letters and digits that nobody mistakes for others when reading them aloud.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// 24 letters of 5 bits: 120 bits.
const MINTED: usize = 24;
/// A minted password is read in groups.
const GROUP: usize = 6;

/// The hash of 256 bits that were thrown away.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$GfDcpEY/6u5nfTvX2DGcXA$SxivZY8p5buiiHzUCZEdwPWd4IeDXMffa6Aw+imhsgc";

/// A password in the clear: only on its way from a person, or to one.
pub struct Password(String);

/// What a person sees when a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("a password has at least 12 characters")]
    TooShort,
    #[error("a password has at most 200 bytes")]
    TooLong,
    #[error("a password is one line without control characters")]
    Control,
}

impl Password {
    /// # Errors
    /// [`PasswordError`] says what is wrong, without repeating the password.
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        if text.len() > LONGEST {
            return Err(PasswordError::TooLong);
        }
        if text.chars().count() < SHORTEST {
            return Err(PasswordError::TooShort);
        }
        if text.chars().any(char::is_control) {
            return Err(PasswordError::Control);
        }
        Ok(Self(text.to_owned()))
    }

    /// A new one that nobody has to think of.
    pub fn mint(chance: &Chance) -> Self {
        let mut bytes = [0; MINTED];
        chance.fill(&mut bytes);
        let letters: Vec<u8> = bytes.iter().map(|byte| LETTERS[usize::from(byte & 31)]).collect();
        let groups: Vec<_> = letters.chunks(GROUP).map(String::from_utf8_lossy).collect();
        Self(groups.join("-"))
    }

    /// The PHC string that is stored: argon2id with the parameters that OWASP recommends (19 MiB, two passes).
    pub fn hash(&self, chance: &Chance) -> String {
        let mut salt = [0; SALT_BYTES];
        chance.fill(&mut salt);
        let hash = Argon2::default().hash_password_with_salt(self.0.as_bytes(), &salt);
        hash.expect("the standard parameters fit every password of this length").to_string()
    }

    /// Whether the text a person typed is the password of this hash. Takes as long for a user who has none, so that nobody
    /// learns from it who has one.
    pub fn is_right(typed: &str, hash: Option<&str>) -> bool {
        let known = hash.unwrap_or(NOBODYS);
        let parsed = PasswordHash::new(known);
        let is_right = parsed.is_ok_and(|parsed| Argon2::default().verify_password(typed.as_bytes(), &parsed).is_ok());
        is_right && hash.is_some()
    }

    /// The text itself, for the one who asked for a new one.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A password as a form sends it.
///
/// # Errors
/// `field.missing`, `password.too_short`, `password.too_long`, `password.control`.
pub fn password(typed: &str) -> Result<Password, Fault> {
    if typed.is_empty() {
        return Err(Fault::missing());
    }
    Password::parse(typed).map_err(|error| match error {
        PasswordError::TooShort => Fault::new("password.too_short", "a password has at least 12 characters"),
        PasswordError::TooLong => Fault::new("password.too_long", "a password has at most 200 bytes"),
        PasswordError::Control => Fault::new("password.control", "a password is one line without control characters"),
    })
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_and_no_other() {
        let chance = Chance::seeded(1);
        let password = Password::mint(&chance);
        let hash = password.hash(&chance);
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(Password::is_right(password.reveal(), Some(&hash)));
        assert!(!Password::is_right("another password", Some(&hash)));
        assert!(!Password::is_right(password.reveal(), None));
    }

    #[test]
    fn the_same_password_has_another_hash_each_time() {
        let chance = Chance::seeded(1);
        let password = Password::parse("correct horse battery").unwrap();
        assert_ne!(password.hash(&chance), password.hash(&chance));
    }

    #[test]
    fn a_minted_password_is_a_password() {
        let minted = Password::mint(&Chance::seeded(2));
        assert!(Password::parse(minted.reveal()).is_ok());
        assert_ne!(minted.reveal(), Password::mint(&Chance::seeded(3)).reveal());
    }

    #[test]
    fn what_is_no_password_is_refused() {
        let refused = |text: &str| Password::parse(text).map(|_| ());
        assert_eq!(refused("short"), Err(PasswordError::TooShort));
        assert_eq!(refused("ååååååååååå"), Err(PasswordError::TooShort));
        assert_eq!(refused(&"x".repeat(201)), Err(PasswordError::TooLong));
        assert_eq!(refused("twelve characters\nand a line"), Err(PasswordError::Control));
        assert_eq!(refused("åååååååååååå"), Ok(()));
    }
}
