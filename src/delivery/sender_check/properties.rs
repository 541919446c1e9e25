//! Records are written by strangers: whatever they say, reading them ends.

use proptest::prelude::*;

use super::{dkim, dmarc, spf_record, tags};

/// Pieces of real records, in any order, with noise between them.
fn records() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "v=spf1",
        "v=DMARC1",
        "v=DKIM1",
        " ",
        ";",
        "=",
        ":",
        "/",
        "//",
        "%{i}",
        "a",
        "mx",
        "ip4:",
        "ip6:",
        "192.0.2.1",
        "2001:db8::",
        "include:",
        "redirect=",
        "all",
        "-",
        "~",
        "p=",
        "none",
        "sp=",
        "rua=mailto:",
        "k=ed25519",
        "t=y",
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ",
        "é",
        "\u{0}",
        "\u{202e}",
        "33",
        "MII=",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())]
}

proptest! {
    #[test]
    fn reading_any_text_ends(text in records()) {
        let texts = [text.clone(), format!("v=spf1 {text}"), format!("v=DMARC1; {text}"), format!("v=DKIM1; p={text}")];
        for text in texts {
            prop_assert!(tags::parse(&text).is_none_or(|tags| tags.len() <= text.len()));
            let words = text.split(' ').count();
            prop_assert!(spf_record::parse(&text).is_ok_and(|record| record.mechanisms.len() < words) || spf_record::parse(&text).is_err());
            prop_assert!(!dmarc::is_record(&text) || text.trim_start().starts_with('v'));
            prop_assert!(dmarc::parse(&text).is_err() || text.to_ascii_lowercase().contains('p'));
            prop_assert!(dkim::parse(&text).is_err() || text.to_ascii_lowercase().contains('p'));
        }
    }

    #[test]
    fn reading_any_bytes_as_a_key_ends(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        use base64::Engine as _;
        let encoded = base64::engine::general_purpose::STANDARD.encode(&bytes);
        if let Ok(dkim::Key::Rsa { bits, .. }) = dkim::parse(&format!("v=DKIM1; p={encoded}")) {
            prop_assert!(bits <= bytes.len() * 8);
        }
    }
}
