//! Hand-over by SMTP beside the limit: how many mails of 5 kB a second our client brings into `smtp-sink` over 32
//! connections, and how many `smtp-source` does, in turns. Both come with Debian's package postfix, which need not run.
//!
//! `cargo bench --bench handover`

#![expect(clippy::print_stdout, reason = "a benchmark tells its figures to the terminal")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run must stop loudly")]

#[expect(dead_code, reason = "our own count is enough here")]
#[path = "../tests/support/sink.rs"]
mod sink;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use afterword::delivery::smtp::{Relay, Smtp};
use afterword::delivery::{EmailAddress, Outcome, Outgoing, Patience, Rendered};

use sink::Sink;

const MAILS: usize = 20_000;
const CONNECTIONS: usize = 32;
const MAIL_BYTES: usize = 5_120;
const ROUNDS: usize = 5;
const SOURCE: &str = "/usr/sbin/smtp-source";

fn main() {
    if !Path::new(SOURCE).exists() {
        println!("skipped: smtp-sink and smtp-source are missing; install Debian's package postfix");
        return;
    }
    let sink = Sink::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut ours = Vec::new();
    let mut limit = Vec::new();
    for _ in 0..ROUNDS {
        limit.push(rate(|| smtp_source(sink.address)));
        let mails = mails();
        ours.push(rate(|| runtime.block_on(hand_over(sink.address, mails))));
    }
    let (ours, limit) = (median(ours), median(limit));
    println!("{MAILS} mails of {MAIL_BYTES} bytes, {CONNECTIONS} connections, medians of {ROUNDS} rounds");
    println!("smtp-source      {limit:>8.0} mails/s");
    println!("delivery::smtp   {ours:>8.0} mails/s");
    println!("ratio            {:>8.0} %  (must be 50 %)", 100.0 * ours / limit);
}

fn smtp_source(sink: SocketAddr) {
    let [connections, bytes, mails] = [CONNECTIONS, MAIL_BYTES, MAILS].map(|number| number.to_string());
    let status = Command::new(SOURCE)
        .args(["-d", "-s", &connections, "-l", &bytes, "-m", &mails, &sink.to_string()])
        .status()
        .unwrap();
    assert!(status.success(), "smtp-source: {status}");
}

fn mails() -> Vec<Outgoing> {
    let head = "From: shop@example.com\r\nTo: anna@example.org\r\nSubject: How was it?\r\n\r\n";
    let line = format!("{}\r\n", "x".repeat(62));
    let content = head.bytes().chain(line.bytes().cycle().take(line.len() * (MAIL_BYTES / line.len()))).collect();
    let mail = Outgoing {
        id: String::new(),
        sender: EmailAddress::parse("shop@example.com").unwrap(),
        recipient: EmailAddress::parse("anna@example.org").unwrap(),
        content: Rendered::new(content).unwrap(),
    };
    (0..MAILS).map(|number| Outgoing { id: number.to_string(), ..mail.clone() }).collect()
}

/// Connecting and leaving count, as they do for smtp-source.
async fn hand_over(sink: SocketAddr, mails: Vec<Outgoing>) {
    let relay = Relay::parse(&format!("smtp://{sink}?connections={CONNECTIONS}")).unwrap();
    let patience = Patience { start: Duration::from_secs(60), ..Patience::default() };
    let smtp = Smtp::new(relay, patience).unwrap();
    let mut told = smtp.hand_over(mails);
    let mut accepted = 0;
    while let Some((_, outcome)) = told.recv().await {
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome}");
        accepted += 1;
    }
    assert_eq!(accepted, MAILS);
    smtp.close().await;
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn rate(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    MAILS as f64 / start.elapsed().as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
