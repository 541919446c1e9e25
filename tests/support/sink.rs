//! `smtp-sink`, which takes any mail and counts: it comes with Debian's package postfix, which need not run.

use std::fs::File;
use std::io::{Read, Seek};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};

const SINK: &str = "/usr/sbin/smtp-sink";

pub struct Sink {
    process: Child,
    /// What it counted; a pipe would be full one day.
    counts: File,
    pub address: SocketAddr,
}

impl Sink {
    /// As root it wants another user to become.
    pub fn start() -> Self {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
        let mut command = Command::new(SINK);
        let counts = tempfile::tempfile().expect("a file");
        command
            .args(["-c", "-u", "nobody", &address.to_string(), "1000"])
            .stdout(counts.try_clone().expect("the same file"));
        let mut sink = Self { process: command.spawn().expect("Debian's package postfix"), counts, address };
        while TcpStream::connect(address).is_err() {
            assert_eq!(sink.process.try_wait().expect("our child"), None, "smtp-sink ended");
            std::thread::yield_now();
        }
        sink
    }

    /// Ends it, and answers how many mails it took by its own count.
    pub fn count(mut self) -> u64 {
        self.process.kill().expect("our child");
        self.process.wait().expect("our child");
        let mut said = String::new();
        self.counts.rewind().expect("a file");
        self.counts.read_to_string(&mut said).expect("a file of text");
        // It writes `sess=1 quit=1 mesg=2` over and over.
        let last = said.rsplit("mesg=").next().unwrap_or_default();
        last.split_whitespace().next().and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
