//! TOTP (RFC 6238): six digits that an authenticator shows for 30 seconds. HMAC-SHA-1, as authenticators understand it.

use fast_qr::QRBuilder;
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use rules::id::{AccountId, UserId};

use super::seal::Seal;
use crate::secret::Secret;
use crate::world::Chance;

const STEP_S: i64 = 30;
const DIGITS: usize = 6;
/// 160 bits, as RFC 4226 recommends.
const BYTES: usize = 20;
/// Steps that a clock may be off, either way.
const DRIFT: i64 = 1;
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// White modules around a QR code.
const MARGIN: usize = 4;

/// What an authenticator and this program share.
pub struct Totp([u8; BYTES]);

impl Totp {
    pub fn mint(chance: &Chance) -> Self {
        let mut bytes = [0; BYTES];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    /// As it is stored: for this user of this account alone.
    pub fn seal(&self, secret: &Secret, (account, user): (AccountId, UserId), chance: &Chance) -> String {
        let bound_to = format!("{account} {user}");
        Seal::new(secret.sealing_key(account, "totp"), &bound_to).close(&self.0, chance)
    }

    /// None: another master secret sealed it, or for somebody else.
    pub fn open(sealed: &str, secret: &Secret, (account, user): (AccountId, UserId)) -> Option<Self> {
        let bound_to = format!("{account} {user}");
        let opened = Seal::new(secret.sealing_key(account, "totp"), &bound_to).open(sealed)?;
        opened.try_into().ok().map(Self)
    }

    /// The step whose code was typed, if it is one of now. Spaces are the reader's own.
    pub fn step(&self, typed: &str, now: Timestamp) -> Option<i64> {
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).take(DIGITS + 1).collect();
        let step = now.as_second().div_euclid(STEP_S);
        // All are compared: how long it takes tells nothing.
        let steps = (step - DRIFT..=step + DRIFT).filter(|step| self.code(*step) == typed);
        steps.max()
    }

    pub fn code(&self, step: i64) -> String {
        let tag = sign(&Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0), &step.to_be_bytes());
        let digest = tag.as_ref();
        let from = usize::from(digest[digest.len() - 1] & 15);
        let four: [u8; 4] = digest[from..from + 4].try_into().expect("an offset of at most 15 into 20 bytes");
        format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }

    /// For typing by hand, in base 32.
    pub fn reveal(&self) -> String {
        let (mut text, mut bits, mut held) = (String::new(), 0_u32, 0);
        for byte in self.0 {
            bits = (bits << 8) | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                let place = usize::try_from((bits >> held) & 31).expect("five bits");
                text.push(char::from(BASE_32[place]));
            }
        }
        text
    }

    /// What authenticators read from the picture.
    pub fn link(&self, issuer: &str, email: &str) -> String {
        let escape = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (issuer, email) = (escape(issuer), escape(email));
        format!("otpauth://totp/{issuer}:{email}?secret={}&issuer={issuer}", self.reveal())
    }
}

/// A QR code: its width in modules, margin included, and the path of its dark ones for an SVG. None: too long a text.
pub fn qr(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).build().ok()?;
    let dark = (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y))).filter(|(x, y)| code[*y][*x].value());
    let path = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN)).collect();
    Some((code.size + 2 * MARGIN, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        let totp = Totp(*b"12345678901234567890");
        // RFC 6238, appendix B, the last six of eight digits.
        let table = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ];
        for (second, code) in table {
            assert_eq!(totp.code(second / STEP_S), code);
            assert_eq!(totp.step(code, at(second)), Some(second / STEP_S));
        }
        assert_eq!(totp.reveal(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_ones_beside_it() {
        let totp = Totp::mint(&Chance::seeded(1));
        let code = totp.code(100);
        let taken: Vec<_> = (97..=103).filter(|step| totp.step(&code, at(step * STEP_S)).is_some()).collect();
        assert_eq!(taken, [99, 100, 101]);
        let (first, rest) = code.split_at(3);
        assert_eq!(totp.step(&format!(" {first} {rest}"), at(100 * STEP_S)), Some(100));
        for wrong in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"] {
            assert_eq!(totp.step(wrong, at(100 * STEP_S)), None, "{wrong}");
        }
    }

    #[test]
    fn a_sealed_secret_opens_for_its_user_alone() {
        let (secret, chance) = (Secret::new([7; 32]), Chance::seeded(1));
        let (account, user) = (AccountId::from_bits(1), UserId::from_bits(2));
        let totp = Totp::mint(&chance);
        let sealed = totp.seal(&secret, (account, user), &chance);
        let opened =
            |secret: &Secret, account, user| Totp::open(&sealed, secret, (account, user)).map(|one| one.reveal());
        assert_eq!(opened(&secret, account, user), Some(totp.reveal()));
        assert_eq!(opened(&secret, account, UserId::from_bits(3)), None);
        assert_eq!(opened(&secret, AccountId::from_bits(3), user), None);
        assert_eq!(opened(&Secret::new([8; 32]), account, user), None);
    }

    #[test]
    fn a_picture_is_made_of_the_longest_link() {
        let link = Totp::mint(&Chance::seeded(1)).link(&"å".repeat(100), &"x".repeat(254));
        assert!(qr(&link).is_some());
        assert!(qr(&"x".repeat(10_000)).is_none());
    }
}
