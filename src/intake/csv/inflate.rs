//! Reads a file as it is or, where it is gzip, inflated: as far as an honest file goes.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

/// What a file may become: some hundred million orders.
pub const LARGEST_INFLATED: u64 = 16 << 30;
/// Bytes out for one byte in. Order files reach 5 to 20; deflate's limit, which only a bomb comes near, is 1,032.
pub const LARGEST_RATIO: u64 = 200;
/// A small file may be as monotonous as it likes.
const RATIO_COUNTS_FROM: u64 = 16 << 20;

const GZIP: [u8; 2] = [0x1f, 0x8b];

type Source<R> = BufReader<io::Chain<Cursor<Vec<u8>>, R>>;

/// The text of a file, plain or gzip.
pub enum Inflate<R: Read> {
    Plain(Source<R>),
    Gzip(Box<Gunzip<R>>),
}

pub struct Gunzip<R: Read> {
    decoder: MultiGzDecoder<Counted<Source<R>>>,
    produced: u64,
}

impl<R: Read> Inflate<R> {
    /// Looks at the first bytes to see what it is; gives them too, for whoever else wants to know.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn open(mut input: R) -> io::Result<(Self, Vec<u8>)> {
        let mut start = Vec::with_capacity(4);
        input.by_ref().take(4).read_to_end(&mut start)?;
        let is_gzip = start.starts_with(&GZIP);
        let source = BufReader::with_capacity(1 << 16, Cursor::new(start.clone()).chain(input));
        if !is_gzip {
            return Ok((Self::Plain(source), start));
        }
        let decoder = MultiGzDecoder::new(Counted { source, consumed: 0 });
        Ok((Self::Gzip(Box::new(Gunzip { decoder, produced: 0 })), start))
    }
}

impl<R: Read> Read for Inflate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(source) => source.read(buffer),
            Self::Gzip(gunzip) => gunzip.read(buffer),
        }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.produced += count as u64;
        let most = self.decoder.get_ref().consumed.saturating_mul(LARGEST_RATIO).max(RATIO_COUNTS_FROM);
        if self.produced > most.min(LARGEST_INFLATED) {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "inflates beyond every order file"));
        }
        Ok(count)
    }
}

/// Counts what the decoder takes.
struct Counted<R> {
    source: R,
    consumed: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.consumed += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.consumed += count as u64;
        self.source.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(pieces: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        pieces.for_each(|piece| encoder.write_all(&piece).unwrap());
        encoder.finish().unwrap()
    }

    fn inflate(bytes: &[u8]) -> io::Result<u64> {
        let (mut file, _) = Inflate::open(bytes)?;
        io::copy(&mut file, &mut io::sink())
    }

    #[test]
    fn a_plain_file_and_a_packed_one_read_alike() {
        for text in ["", "a", "order_id\n1\n"] {
            let mut read = String::new();
            Inflate::open(text.as_bytes()).unwrap().0.read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
            let mut read = String::new();
            let packed = gzip(std::iter::once(text.into()));
            Inflate::open(packed.as_slice()).unwrap().0.read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
        }
    }

    #[test]
    fn files_packed_one_behind_the_other_are_one_file() {
        let mut packed = gzip(std::iter::once(b"a\n".to_vec()));
        packed.extend(gzip(std::iter::once(b"b\n".to_vec())));
        assert_eq!(inflate(&packed).unwrap(), 4);
    }

    #[test]
    fn a_bomb_is_left_after_its_first_megabytes() {
        let bomb = gzip((0..64).map(|_| vec![b'0'; 1 << 20]));
        assert_eq!(inflate(&bomb).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        let harmless = gzip((0..8).map(|_| vec![b'0'; 1 << 20]));
        assert_eq!(inflate(&harmless).unwrap(), 8 << 20);
    }

    #[test]
    fn a_cut_or_broken_file_is_an_error() {
        let packed = gzip((0..100_u8).map(|byte| vec![byte; 10]));
        assert!(inflate(&packed[..packed.len() / 2]).is_err());
        assert!(inflate(&[&GZIP[..], b"xxxxxxxxxxxxxxxx"].concat()).is_err());
    }
}
