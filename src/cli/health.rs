//! `afterword health`: whether the server of this configuration is ready, for whoever watches over it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};

use crate::config::Config;

const WITHIN: Duration = Duration::from_secs(5);
/// Of the first line of an answer, more than any status takes.
const LONGEST_LINE: u64 = 200;

/// # Errors
/// Where it is not.
#[expect(clippy::print_stdout, reason = "what the command is for")]
pub fn run() -> anyhow::Result<()> {
    let address = reachable(Config::load()?.listen);
    let line = ask(address).with_context(|| format!("nobody answers at {address}"))?;
    if line.split(' ').nth(1) != Some("200") {
        bail!("{address} is not ready: {}", line.trim());
    }
    println!("ready");
    Ok(())
}

/// Whoever listens everywhere is asked on this machine.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        match address {
            SocketAddr::V4(_) => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            SocketAddr::V6(_) => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        }
    }
    address
}

/// The first line of the answer.
fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, WITHIN)?;
    stream.set_read_timeout(Some(WITHIN))?;
    stream.set_write_timeout(Some(WITHIN))?;
    write!(stream, "GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST_LINE)).read_line(&mut line)?;
    Ok(line)
}
