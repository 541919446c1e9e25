//! Whether receivers will believe a sender: SPF, DKIM and DMARC of its domain, and whether answers arrive.
//!
//! Only the DNS is asked, within [`PATIENCE`]. What it does not answer is unknown, never wrong.

mod dkim;
mod dmarc;
mod dns;
mod finding;
mod spf;
mod spf_record;
mod tags;

#[cfg(test)]
mod properties;

use std::net::IpAddr;
use std::time::Duration;

pub use self::dns::Dns;
pub use self::finding::{CODES, Finding, Record, Standing, Topic};

use self::dns::Away;
use self::spf::RelayAt;
use super::EmailAddress;
use super::patience::within;

/// How long all questions about one sender may take together.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How this installation sends: what receivers will judge its mail by. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SenderCheck {
    pub dns: Dns,
    /// Hosts of the relays, by name or address.
    pub relays: Vec<String>,
    /// The name of the relay's DKIM key; without it the usual names are tried.
    pub dkim_selector: Option<String>,
    /// Where bounces of every mail go: its domain is the one that SPF is about.
    pub return_path: EmailAddress,
}

impl SenderCheck {
    /// What receivers will make of mails from this address, answered to that one. SPF is told of the return path's domain, the
    /// rest of the sender's own.
    pub async fn check(&self, from: &EmailAddress, reply_to: Option<&EmailAddress>) -> Vec<Finding> {
        let (domain, envelope) = (from.domain(), self.return_path.domain());
        let replies = reply_to.unwrap_or(from).domain();
        let (spf, dkim, dmarc, replies) = tokio::join!(
            in_time(Topic::Spf, envelope, self.spf()),
            in_time(Topic::Dkim, domain, dkim::check(&self.dns, domain, self.dkim_selector.as_deref())),
            in_time(Topic::Dmarc, domain, dmarc::check(&self.dns, domain)),
            in_time(Topic::Replies, replies, arrival(&self.dns, replies)),
        );
        let mut findings = vec![spf, dkim, dmarc];
        findings.extend(alignment(domain, envelope));
        findings.push(replies);
        findings
    }

    async fn spf(&self) -> Finding {
        let mut relays = Vec::with_capacity(self.relays.len());
        for host in &self.relays {
            // A relay whose name is not answered for is one whose address is not known.
            let mut addresses = self.dns.addresses(host).await.unwrap_or_default();
            addresses.retain(is_public);
            relays.push(RelayAt { host: host.clone(), addresses });
        }
        spf::check(&self.dns, self.return_path.domain(), &relays).await
    }
}

async fn in_time(topic: Topic, domain: &str, check: impl Future<Output = Finding>) -> Finding {
    within(PATIENCE, check).await.unwrap_or_else(|| Finding::away(topic, domain))
}

/// A relay in this house sends from another address than the one it is reached at.
fn is_public(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !v4.is_private() && !v4.is_loopback() && !v4.is_link_local() && !v4.is_unspecified(),
        IpAddr::V6(v6) => {
            !v6.is_loopback() && !v6.is_unspecified() && !v6.is_unique_local() && !v6.is_unicast_link_local()
        }
    }
}

/// SPF proves a sender to DMARC only where return path and sender belong together.
fn alignment(domain: &str, envelope: &str) -> Option<Finding> {
    let below = |one: &str, other: &str| one.strip_suffix(other).is_some_and(|rest| rest.ends_with('.'));
    if domain == envelope || below(domain, envelope) || below(envelope, domain) {
        return None;
    }
    let what = format!(
        "mails from {domain} have their return path at {envelope}: for DMARC only a DKIM signature of {domain} proves the sender"
    );
    let advice = format!("let the relay sign with d={domain}, or send from an address at {envelope}");
    let found = Finding::new(Topic::Dmarc, domain, Standing::Notice, "dmarc-alignment", what);
    Some(found.with([("envelope", envelope)]).advise(advice))
}

async fn arrival(dns: &Dns, domain: &str) -> Finding {
    match arrives(dns, domain).await {
        Ok(finding) => finding,
        Err(Away) => Finding::away(Topic::Replies, domain),
    }
}

async fn arrives(dns: &Dns, domain: &str) -> Result<Finding, Away> {
    let of = |standing, code, what| Finding::new(Topic::Replies, domain, standing, code, what);
    let advice = "publish an MX record, or give an address that takes mail";
    let exchanges = dns.exchanges(domain).await?;
    if exchanges.iter().any(|host| !host.is_empty()) {
        return Ok(of(Standing::Good, "replies-good", format!("{domain} takes mail")));
    }
    if !exchanges.is_empty() {
        let what = format!(
            "{domain} says that it takes no mail: answers and bounces are lost, and receivers may refuse it as a sender"
        );
        return Ok(of(Standing::Wrong, "replies-refused", what).advise(advice));
    }
    if dns.addresses(domain).await?.is_empty() {
        let what = format!(
            "{domain} has neither MX nor address: answers and bounces are lost, and receivers may refuse it as a sender"
        );
        return Ok(of(Standing::Missing, "replies-none", what).advise(advice));
    }
    let what = format!("{domain} has no MX: answers go to the host of that name");
    Ok(of(Standing::Notice, "replies-no-mx", what).advise(advice))
}
