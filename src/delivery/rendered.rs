//! A mail in the form that goes over the wire, kept until its outcome is known (trust.md 1).

use std::fmt;

use bytes::Bytes;

/// The largest mail in bytes: two outputs of 256 KiB (trust.md 3) in their longest encoding, with room for headers.
pub const LARGEST_MAIL: usize = 2 * 1024 * 1024;

/// The longest line in bytes without its end (RFC 5322, 2.1.1).
pub const LONGEST_LINE: usize = 998;

/// Why bytes are no mail that every server takes unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RenderedError {
    #[error("the mail is empty or larger than 2 MiB")]
    Size,
    #[error("the mail has a byte outside printable ASCII at offset {0}")]
    Byte(usize),
    #[error("the mail has a line longer than 998 bytes, ending at offset {0}")]
    Line(usize),
    #[error("the mail has a line break that is not CR LF at offset {0}")]
    LineEnd(usize),
}

/// The bytes of one mail: ASCII, lines of at most 998 bytes, each ended by CR LF.
///
/// So it needs no 8BITMIME, and no server can read an end of the mail into its middle: a lone CR or LF is what SMTP
/// smuggling is made of. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered(Bytes);

impl Rendered {
    /// Takes bytes as they were rendered or stored.
    ///
    /// # Errors
    /// [`RenderedError`] says which promise is broken and where.
    pub fn new(bytes: Vec<u8>) -> Result<Self, RenderedError> {
        if !(1..=LARGEST_MAIL).contains(&bytes.len()) {
            return Err(RenderedError::Size);
        }
        check_lines(&bytes)?;
        Ok(Self(bytes.into()))
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into()
    }
}

/// A mail is personal data from its first header on.
impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rendered({} bytes)", self.0.len())
    }
}

fn check_lines(bytes: &[u8]) -> Result<(), RenderedError> {
    let mut start = 0;
    while start < bytes.len() {
        let rest = &bytes[start..];
        let length = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
        let end = start + length;
        if length > LONGEST_LINE {
            return Err(RenderedError::Line(end));
        }
        if let Some(odd) = rest[..length].iter().position(|byte| !matches!(byte, b'\t' | b' '..=b'~')) {
            return Err(RenderedError::Byte(start + odd));
        }
        if bytes.get(end..end + 2) != Some(b"\r\n") {
            return Err(RenderedError::LineEnd(end));
        }
        start = end + 2;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_could_misread_is_refused() {
        use RenderedError as E;
        for (bytes, error) in [
            (b"".to_vec(), E::Size),
            (vec![b'a'; LARGEST_MAIL + 1], E::Size),
            (b"a\r\nb\0\r\n".to_vec(), E::Byte(4)),
            ("å\r\n".as_bytes().to_vec(), E::Byte(0)),
            (vec![b'a'; 999], E::Line(999)),
            (b"a\r\n.\nb\r\n".to_vec(), E::LineEnd(4)),
            (b"a\r\n.\rb\r\n".to_vec(), E::LineEnd(4)),
            (b"a\r\nb".to_vec(), E::LineEnd(4)),
            (b"a\r\nb\r".to_vec(), E::LineEnd(4)),
        ] {
            assert_eq!(Rendered::new(bytes), Err(error));
        }
        assert!(Rendered::new(b"Subject: a\r\n\r\n\tb\r\n.\r\n".to_vec()).is_ok());
    }
}
