//! Chance that is none: what is drawn for a thing is always the same, whoever draws it and whenever.

use sha2::{Digest, Sha256};

/// A number below `limit` for a question about a thing.
pub fn draw(question: &str, thing: &str, limit: u32) -> u32 {
    let digest = Sha256::new().chain_update(question).chain_update([0]).chain_update(thing).finalize();
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) % limit.max(1)
}

/// One of several, which are some.
pub fn pick<T: Copy>(from: &[T], question: &str, thing: &str) -> T {
    let limit = u32::try_from(from.len()).expect("a list in this program is short");
    from[draw(question, thing, limit) as usize]
}
