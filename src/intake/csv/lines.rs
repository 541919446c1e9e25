//! Lines of a text file, as text: of a bounded length, whatever the file holds, and whatever it was written with.

use std::io::{self, Read};

use encoding_rs::WINDOWS_1252;
use memchr::memchr2;

/// In bytes, as text in UTF-8. An order with its longest fields is a tenth of it.
pub const LONGEST: usize = 64 << 10;
const BUFFER: usize = 64 << 10;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How the file's letters are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// No letter beyond ASCII was met so far.
    Ascii,
    Utf8,
    /// Not UTF-8: read as the western European code page that Excel writes.
    Windows1252,
}

/// One line, without its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u64,
    pub text: String,
    pub flaw: Option<Flaw>,
}

/// Why a line cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Its text is the beginning.
    TooLong,
    /// The file was UTF-8 up to here, this line is not. Its text is empty.
    NotUtf8,
}

/// Reads a file line by line; lines end with a line feed, a carriage return or both.
pub struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    /// What of the buffer is yet to be read.
    unread: std::ops::Range<usize>,
    after_return: bool,
    number: u64,
    raw: Vec<u8>,
    encoding: Encoding,
}

impl<R: Read> Lines<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; BUFFER],
            unread: 0..0,
            after_return: false,
            number: 0,
            raw: Vec::new(),
            encoding: Encoding::Ascii,
        }
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The next line; none behind the last.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        self.raw.clear();
        let mut length = 0_usize;
        loop {
            if self.unread.is_empty() && !self.fill()? {
                if length == 0 {
                    return Ok(None);
                }
                return Ok(Some(self.finish(length)));
            }
            if std::mem::take(&mut self.after_return) && self.buffer[self.unread.start] == b'\n' {
                self.unread.start += 1;
                continue;
            }
            let unread = &self.buffer[self.unread.clone()];
            let end = memchr2(b'\n', b'\r', unread);
            let piece = &unread[..end.unwrap_or(unread.len())];
            // The rest of an overlong line is read past, not kept.
            let room = LONGEST + 1 - self.raw.len();
            self.raw.extend_from_slice(&piece[..piece.len().min(room)]);
            length += piece.len();
            let Some(end) = end else {
                self.unread = 0..0;
                continue;
            };
            self.after_return = unread[end] == b'\r';
            self.unread.start += end + 1;
            return Ok(Some(self.finish(length)));
        }
    }

    fn fill(&mut self) -> io::Result<bool> {
        loop {
            match self.input.read(&mut self.buffer) {
                Ok(count) => {
                    self.unread = 0..count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn finish(&mut self, length: usize) -> Line {
        self.number += 1;
        if self.number == 1 && self.raw.starts_with(BYTE_ORDER_MARK) {
            self.raw.drain(..BYTE_ORDER_MARK.len());
            self.encoding = Encoding::Utf8;
        }
        let too_long = length > LONGEST;
        if too_long {
            self.raw.truncate(LONGEST);
        }
        let text = decode(&self.raw, too_long, &mut self.encoding);
        let flaw = match &text {
            None => Some(Flaw::NotUtf8),
            Some(text) if too_long || text.len() > LONGEST => Some(Flaw::TooLong),
            Some(_) => None,
        };
        Line { number: self.number, text: text.unwrap_or_default(), flaw }
    }
}

/// Decodes a line, none where it cannot be. The first letter beyond ASCII says how the file is written; from there on
/// nothing is guessed again, or half a file would turn into other letters without a word.
fn decode(raw: &[u8], is_cut: bool, encoding: &mut Encoding) -> Option<String> {
    if *encoding == Encoding::Windows1252 {
        return Some(western(raw));
    }
    let error = match str::from_utf8(raw) {
        Ok(text) => {
            if !text.is_ascii() {
                *encoding = Encoding::Utf8;
            }
            return Some(text.to_owned());
        }
        Err(error) => error,
    };
    if is_cut && error.error_len().is_none() {
        // The cut went through a letter.
        return str::from_utf8(&raw[..error.valid_up_to()]).ok().map(str::to_owned);
    }
    if *encoding == Encoding::Utf8 {
        return None;
    }
    *encoding = Encoding::Windows1252;
    Some(western(raw))
}

fn western(raw: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(raw).0.into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(bytes: &[u8]) -> (Vec<Line>, Encoding) {
        let mut lines = Lines::new(bytes);
        let mut read = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            read.push(line);
        }
        (read, lines.encoding())
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes).0.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_in_three_ways() {
        for text in ["a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r"] {
            assert_eq!(texts(text.as_bytes())[..2], ["a", "b"], "{text:?}");
            assert_eq!(texts(text.as_bytes()).last().unwrap(), "c", "{text:?}");
        }
        assert_eq!(texts(b""), [""; 0]);
    }

    #[test]
    fn an_end_may_fall_between_two_reads() {
        let mut text = "x".repeat(BUFFER - 1);
        text.push_str("\r\nb");
        assert_eq!(texts(text.as_bytes())[1..], ["b"]);
    }

    #[test]
    fn numbers_count_every_line() {
        let (lines, _) = lines(b"a\n\nb");
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(lines(b"\xef\xbb\xbfa\nb").1, Encoding::Utf8);
        assert_eq!(texts(b"\xef\xbb\xbfa\nb"), ["a", "b"]);
    }

    #[test]
    fn the_first_letters_tell_how_the_file_is_written() {
        assert_eq!(lines(b"a\nb").1, Encoding::Ascii);
        assert_eq!(lines("Åsa\n".as_bytes()).1, Encoding::Utf8);
        assert_eq!(lines(b"a\n\xc5sa\n\x80").1, Encoding::Windows1252);
        assert_eq!(texts(b"a\n\xc5sa\n\x80"), ["a", "Åsa", "€"]);
        // By chance these bytes are a letter in UTF-8 too.
        assert_eq!(texts(b"\xc5sa\n\xc3\xa5"), ["Åsa", "Ã¥"]);
    }

    #[test]
    fn a_line_that_breaks_the_files_own_encoding_is_flawed_alone() {
        let (lines, encoding) = lines(b"\xc3\x85sa\n\xc5sa\nb");
        assert_eq!(encoding, Encoding::Utf8);
        assert_eq!(lines.iter().map(|line| line.flaw).collect::<Vec<_>>(), [None, Some(Flaw::NotUtf8), None]);
    }

    #[test]
    fn an_overlong_line_is_flawed_alone() {
        for letter in ["x", "å"] {
            let longest = letter.repeat(LONGEST / letter.len());
            let (lines, _) = lines(format!("{longest}\n{longest}x\n{}\nb", letter.repeat(1_000_000)).as_bytes());
            let flaws: Vec<_> = lines.iter().map(|line| line.flaw).collect();
            assert_eq!(flaws, [None, Some(Flaw::TooLong), Some(Flaw::TooLong), None]);
            assert!(lines.iter().all(|line| line.text.len() <= LONGEST));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_lines(bytes in prop::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), any::<u8>()], 0..300)) {
            for line in lines(&bytes).0 {
                prop_assert!(!line.text.contains(['\n', '\r']));
            }
        }
    }
}
