//! A server that others wrote: aiosmtpd, Debian's package python3-aiosmtpd. What it keeps in its mailbox is its ledger.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};

use tempfile::TempDir;

use crate::history::short_history;
use crate::player::{Player, once};
use crate::support::databases;

/// Debian's own, whose packages it finds.
const PYTHON: &str = "/usr/bin/python3";
const PACKAGE: &str = "/usr/lib/python3/dist-packages/aiosmtpd";

struct Foreign {
    process: Child,
    address: SocketAddr,
    folder: TempDir,
}

impl Foreign {
    fn start() -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mailbox = folder.path().join("mailbox");
        let mut command = Command::new(PYTHON);
        command.args(["-m", "aiosmtpd", "-n", "-l", &address.to_string(), "-c", "aiosmtpd.handlers.Mailbox"]);
        let mut process = command.arg(&mailbox).spawn().unwrap();
        while TcpStream::connect(address).is_err() {
            assert_eq!(process.try_wait().unwrap(), None, "aiosmtpd ended");
            std::thread::yield_now();
        }
        Self { process, address, folder }
    }

    /// How often each Message-ID lies in the mailbox.
    fn ledger(&self) -> BTreeMap<String, usize> {
        let mut ledger = BTreeMap::new();
        for file in std::fs::read_dir(self.folder.path().join("mailbox/new")).unwrap() {
            let mail = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let header = mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
            *ledger.entry(header.to_owned()).or_default() += 1;
        }
        ledger
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[test]
fn a_foreign_server_gets_each_mail_once() {
    if !Path::new(PACKAGE).exists() {
        eprintln!("not tried: aiosmtpd is missing; ./test installs Debian's package python3-aiosmtpd");
        return;
    }
    databases::sqlite("mail_foreign", async |database| {
        let foreign = Foreign::start();
        let figures = Player::live(database, foreign.address, once()).await.play(short_history()).await;
        let ledger = foreign.ledger();
        let sent: i64 = figures.messages.iter().map(|(_, count)| count).sum();
        assert!(sent > 250, "{figures:?}");
        assert_eq!(i64::try_from(ledger.len()), Ok(sent));
        assert!(ledger.values().all(|count| *count == 1), "{ledger:?}");
    });
}
