//! Tries a relay step by step without sending anything, for a person who sets it up (`doctor`).

use super::connection::{Dialer, Failed, Step};
use super::relay::{Relay, Security};
use crate::delivery::outcome::{Phase, Trouble};
use crate::delivery::patience::Patience;

/// What one step showed, in plain words without the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It went well.
    Good(String),
    /// It works, and yet something should be known.
    Notice(String),
    /// It did not work, and the next thing to try.
    Bad { what: String, advice: &'static str },
}

/// Connects, greets, encrypts and logs in as the relay's URL asks, and takes leave. The last finding is bad if one is.
pub async fn probe(relay: &Relay, patience: Patience) -> Vec<Finding> {
    let mut findings = Vec::new();
    let dialer = match Dialer::new(relay.clone(), patience) {
        Ok(dialer) => dialer,
        Err(error) => {
            let advice = "correct the option ca in the relay's URL";
            return vec![Finding::Bad { what: error.to_string(), advice }];
        }
    };
    let opened = dialer.open(&mut |step| findings.extend(finding(relay, step))).await;
    match opened {
        Ok(connection) => {
            connection.quit().await;
            findings.push(Finding::Good(format!("{relay} is ready to take mail")));
        }
        Err(failed) => findings.push(Finding::Bad { what: what(relay, &failed), advice: advice(relay, &failed) }),
    }
    findings
}

fn finding(relay: &Relay, step: Step) -> Option<Finding> {
    Some(match step {
        Step::Connected(address) => Finding::Good(format!("connected to {relay} at {}", address.ip())),
        Step::Greeted(text) => Finding::Good(format!("it greets with: {text}")),
        Step::Encrypted => {
            Finding::Good(format!("the connection is encrypted; the certificate is valid for {}", relay.host))
        }
        Step::LoggedIn(mechanism) => Finding::Good(format!("logged in by AUTH {mechanism}")),
        Step::Offers { starttls: true, .. } if relay.security == Security::Plain => Finding::Notice(
            "the connection is not encrypted, though the relay offers it: write smtp+starttls:// instead of smtp://"
                .to_owned(),
        ),
        Step::Offers { login: true, .. } if relay.login.is_none() && relay.security != Security::StartTls => {
            Finding::Notice("the relay offers a login and the URL has none: it may refuse to pass mail on".to_owned())
        }
        Step::Offers { pipelining: false, .. } if relay.security != Security::StartTls => Finding::Notice(
            "the relay offers no PIPELINING: every mail takes four round trips instead of two".to_owned(),
        ),
        Step::Offers { .. } => return None,
    })
}

fn what(relay: &Relay, failed: &Failed) -> String {
    format!("{relay}, {}: {}", failed.phase, failed.trouble)
}

fn advice(relay: &Relay, failed: &Failed) -> &'static str {
    match (failed.phase, &failed.trouble) {
        (Phase::Connect, Trouble::Silence) => {
            "check the port, and whether a firewall or the provider blocks it (many block 25; try 587 or 465)"
        }
        (Phase::Connect, _) => "check the host's name and the port, and whether the relay runs",
        (Phase::Tls, Trouble::Tls(_)) if relay.ca.is_none() => {
            "check that the host is the name in the relay's certificate; for a private authority add the option ca=/path/to/its.pem"
        }
        (Phase::Tls, _) => "check that the port speaks TLS from the first byte (465); for 587 write smtp+starttls://",
        (Phase::Greeting, Trouble::Silence) if relay.security == Security::Plain => {
            "the port may expect TLS from the first byte: write smtps://, or use port 587 with smtp+starttls://"
        }
        (Phase::Greeting, Trouble::Garbage) => "this is no mail server: check the port",
        (Phase::StartTls, _) => "the relay does not encrypt on this port: try smtps:// with port 465",
        (Phase::Auth, Trouble::Said(_)) => {
            "check user and password; providers often want a password of its own for programs"
        }
        (Phase::Auth, _) => {
            "the relay offers no login here: it may do so after encryption only, so write smtp+starttls:// or smtps://"
        }
        _ => "read what the relay said; it may limit who may connect, or how often",
    }
}
