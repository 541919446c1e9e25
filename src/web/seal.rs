//! Seals: texts in the database that only the one who caused them can have opened.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::world::Chance;

/// A key that seals and opens, with what it stands for in the associated data.
pub struct Seal<'a> {
    key: [u8; 32],
    bound_to: &'a str,
}

impl<'a> Seal<'a> {
    /// Sealed texts open only where `bound_to` is the same.
    pub fn new(key: [u8; 32], bound_to: &'a str) -> Self {
        Self { key, bound_to }
    }

    pub fn close(&self, text: &[u8], chance: &Chance) -> String {
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        let mut sealed = text.to_vec();
        let associated = Aad::from(self.bound_to.as_bytes());
        self.cipher()
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), associated, &mut sealed)
            .expect("a text in memory is shorter than the cipher's limit");
        STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// None: it was not sealed by this key, or it is no longer what was sealed.
    pub fn open(&self, text: &str) -> Option<Vec<u8>> {
        let mut bytes = STANDARD_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened = self.cipher().open_in_place(nonce, Aad::from(self.bound_to.as_bytes()), sealed).ok()?;
        Some(opened.to_vec())
    }

    fn cipher(&self) -> LessSafeKey {
        LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &self.key).expect("the key has 32 bytes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_by_the_same_seal_only() {
        let chance = Chance::seeded(1);
        let seal = Seal::new([1; 32], "acc_1");
        let sealed = seal.close(b"answer", &chance);
        assert_eq!(seal.open(&sealed).as_deref(), Some(&b"answer"[..]));
        assert_eq!(Seal::new([2; 32], "acc_1").open(&sealed), None);
        assert_eq!(Seal::new([1; 32], "acc_2").open(&sealed), None);
        assert_ne!(seal.close(b"answer", &chance), sealed);
    }

    #[test]
    fn what_is_no_sealed_text_does_not_open() {
        let seal = Seal::new([1; 32], "acc_1");
        for text in ["", "AA", "not base 64", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(seal.open(text), None, "{text}");
        }
    }
}
