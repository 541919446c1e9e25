//! SPF: whether the relay may send for the domain of the return path, as far as that can be told from its address.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::pin::Pin;

use super::dns::{Away, Dns};
use super::finding::{Finding, Standing, Topic};
use super::spf_record::{Mechanism, Prefixes, Qualifier, Target, is_record, parse};

/// Receivers follow no more than so many references (RFC 7208, 4.6.4).
const MOST_LOOKUPS: usize = 10;
/// Hosts of one `mx` whose addresses are looked at (RFC 7208, 4.6.4).
const MOST_HOSTS: usize = 10;

/// A relay with the addresses under which it can be reached from everywhere.
#[derive(Debug, Clone)]
pub(super) struct RelayAt {
    pub host: String,
    pub addresses: Vec<IpAddr>,
}

pub(super) async fn check(dns: &Dns, domain: &str, relays: &[RelayAt]) -> Finding {
    match look(dns, domain, relays).await {
        Ok(finding) => finding,
        Err(Away) => Finding::away(Topic::Spf, domain),
    }
}

async fn look(dns: &Dns, domain: &str, relays: &[RelayAt]) -> Result<Finding, Away> {
    let texts = dns.texts(domain).await?;
    let records: Vec<_> = texts.iter().filter(|text| is_record(text)).collect();
    match records.as_slice() {
        [] => {
            let what = format!("{domain} has no SPF record: receivers cannot know who may send for it");
            let advice = "publish one; a provider's own `include:` is in its manual and takes the place of `a:`";
            Ok(of(domain, Standing::Missing, "spf-none", what).advise(advice).publish(domain, suggestion(relays)))
        }
        [record] => walk(dns, domain, record, relays).await,
        _ => {
            let what = format!("{domain} has {} SPF records: receivers take none of them", records.len());
            let found = of(domain, Standing::Wrong, "spf-many", what).with([("count", &records.len().to_string())]);
            Ok(found.advise("join their terms in one record and delete the others"))
        }
    }
}

fn suggestion(relays: &[RelayAt]) -> String {
    let terms =
        relays.iter().filter(|relay| !relay.addresses.is_empty()).map(|relay| match relay.host.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => format!(" ip4:{address}"),
            Ok(IpAddr::V6(address)) => format!(" ip6:{address}"),
            Err(_) => format!(" a:{}", relay.host),
        });
    format!("v=spf1 mx{} ~all", terms.collect::<String>())
}

async fn walk(dns: &Dns, domain: &str, text: &str, relays: &[RelayAt]) -> Result<Finding, Away> {
    let addresses: Vec<_> = relays.iter().flat_map(|relay| relay.addresses.iter().copied()).collect();
    let mut walk = Walk { dns, lookups: 0, is_open: false, cannot_tell: false, faults: Vec::new() };
    let ends = walk.record(domain, text, &addresses).await?;
    if let Some(fault) = walk.faults.first() {
        let what = format!("the SPF record of {domain} cannot be used: {fault}");
        let found = match fault {
            Fault::Term { at, term } => {
                of(domain, Standing::Wrong, "spf-term", what).with([("at", at.as_str()), ("term", term.as_str())])
            }
            Fault::Refers { at, records } => {
                let count = records.to_string();
                of(domain, Standing::Wrong, "spf-refers", what).with([("at", at.as_str()), ("count", &count)])
            }
        };
        return Ok(found.advise("correct it: as it is, receivers ignore the whole record"));
    }
    if walk.lookups > MOST_LOOKUPS {
        let what =
            format!("the SPF record of {domain} makes receivers look up more than {MOST_LOOKUPS} names: they give up");
        return Ok(of(domain, Standing::Wrong, "spf-lookups", what)
            .with([("most", &MOST_LOOKUPS.to_string())])
            .advise("remove includes of providers that no longer send for you, or write their ip4: and ip6: instead"));
    }
    if walk.is_open {
        let what = format!("the SPF record of {domain} lets anybody send for it (+all)");
        return Ok(of(domain, Standing::Wrong, "spf-open", what).advise("end it with ~all or -all"));
    }
    Ok(judge(domain, relays, &ends, walk.cannot_tell))
}

/// Whether the relays are among those that may send. They may send from other addresses than they listen on, so that
/// a relay which is not named is not known to be refused.
fn judge(domain: &str, relays: &[RelayAt], ends: &Ends, cannot_tell: bool) -> Finding {
    let passes = |relay: &&RelayAt| relay.addresses.iter().any(|address| ends.get(address) == Some(&Qualifier::Pass));
    let known = || relays.iter().filter(|relay| !relay.addresses.is_empty());
    let names = |relays: Vec<&RelayAt>| relays.iter().map(|relay| relay.host.as_str()).collect::<Vec<_>>().join(", ");
    let strangers: Vec<_> = known().filter(|relay| !passes(relay)).collect();
    if known().next().is_none() {
        let what = format!(
            "{domain} has an SPF record; whether it names the relay cannot be told from here, as its public address is not known"
        );
        return of(domain, Standing::Unknown, "spf-no-address", what)
            .advise("see that the record names the address from which the relay sends, such as ip4:203.0.113.7");
    }
    if strangers.is_empty() {
        let relays = names(known().collect());
        let what = format!("the SPF record of {domain} lets {relays} send");
        return of(domain, Standing::Good, "spf-good", what).with([("relays", &relays)]);
    }
    let strangers = names(strangers);
    if cannot_tell {
        let what = format!(
            "the SPF record of {domain} has terms that depend on each mail: whether {strangers} may send cannot be told"
        );
        return of(domain, Standing::Unknown, "spf-cannot-tell", what)
            .with([("relays", &strangers)])
            .advise("send a test mail and read its Received-SPF header");
    }
    let what = format!("the SPF record of {domain} does not name the address of {strangers}");
    of(domain, Standing::Notice, "spf-not-named", what)
        .with([("relays", &strangers)])
        .advise("if the relay sends from this address add it, else add the include: that its provider tells")
}

/// Which addresses a record speaks of, and what it says of them.
type Ends = BTreeMap<IpAddr, Qualifier>;
type Walking<'a> = Pin<Box<dyn Future<Output = Result<Ends, Away>> + Send + 'a>>;

/// The way through a record and all that it refers to. It goes on after a match, to count what a receiver may meet.
struct Walk<'a> {
    dns: &'a Dns,
    lookups: usize,
    /// Anybody may send.
    is_open: bool,
    /// Something depends on the mail.
    cannot_tell: bool,
    faults: Vec<Fault>,
}

/// What makes a record useless.
enum Fault {
    Term { at: String, term: String },
    Refers { at: String, records: usize },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term { at, term } => write!(f, "the term `{term}` of {at} makes no sense"),
            Self::Refers { at, records } => write!(f, "it refers to {at}, which has {records} SPF records"),
        }
    }
}

impl Walk<'_> {
    fn record<'b>(&'b mut self, domain: &'b str, text: &'b str, addresses: &'b [IpAddr]) -> Walking<'b> {
        Box::pin(async move {
            let record = match parse(text) {
                Ok(record) => record,
                Err(term) => {
                    self.faults.push(Fault::Term { at: domain.to_owned(), term });
                    return Ok(Ends::new());
                }
            };
            let mut ends = Ends::new();
            let mut has_all = false;
            for (qualifier, mechanism) in &record.mechanisms {
                let matched = self.mechanism(domain, mechanism, addresses).await?;
                has_all |= *mechanism == Mechanism::All;
                self.is_open |= *mechanism == Mechanism::All && *qualifier == Qualifier::Pass;
                for address in matched {
                    ends.entry(address).or_insert(*qualifier);
                }
            }
            // After `all` it would never be reached.
            if let Some(target) = record.redirect.filter(|_| !has_all) {
                for (address, qualifier) in self.refer(domain, &target, addresses).await? {
                    ends.entry(address).or_insert(qualifier);
                }
            }
            Ok(ends)
        })
    }

    /// The addresses that a mechanism names.
    async fn mechanism(&mut self, own: &str, mechanism: &Mechanism, addresses: &[IpAddr]) -> Result<Vec<IpAddr>, Away> {
        match mechanism {
            Mechanism::All => Ok(addresses.to_vec()),
            Mechanism::Net(net) => Ok(addresses.iter().copied().filter(|address| net.contains(*address)).collect()),
            Mechanism::Include(target) => {
                let ends = self.refer(own, target, addresses).await?;
                Ok(ends.into_iter().filter(|(_, end)| *end == Qualifier::Pass).map(|(address, _)| address).collect())
            }
            Mechanism::Ptr | Mechanism::Exists => {
                self.lookups += 1;
                self.cannot_tell = true;
                Ok(Vec::new())
            }
            Mechanism::A(target, prefixes) => {
                let Some(host) = self.follow(own, target) else { return Ok(Vec::new()) };
                self.hosts(&[host], *prefixes, addresses).await
            }
            Mechanism::Mx(target, prefixes) => {
                let Some(domain) = self.follow(own, target) else { return Ok(Vec::new()) };
                let mut hosts = self.dns.exchanges(&domain).await?;
                hosts.truncate(MOST_HOSTS);
                self.hosts(&hosts, *prefixes, addresses).await
            }
        }
    }

    /// Counts a reference. None where it leads nowhere that can be looked at, or too many were followed.
    fn follow(&mut self, own: &str, target: &Target) -> Option<String> {
        self.lookups += 1;
        match target {
            _ if self.lookups > MOST_LOOKUPS => None,
            Target::Own => Some(own.to_owned()),
            Target::Name(name) => Some(name.clone()),
            Target::Macro => {
                self.cannot_tell = true;
                None
            }
        }
    }

    async fn refer(&mut self, own: &str, target: &Target, addresses: &[IpAddr]) -> Result<Ends, Away> {
        let Some(domain) = self.follow(own, target) else { return Ok(Ends::new()) };
        let texts = self.dns.texts(&domain).await?;
        let records: Vec<_> = texts.iter().filter(|text| is_record(text)).collect();
        match records.as_slice() {
            [record] => self.record(&domain, record, addresses).await,
            other => {
                self.faults.push(Fault::Refers { at: domain, records: other.len() });
                Ok(Ends::new())
            }
        }
    }

    async fn hosts(&self, hosts: &[String], prefixes: Prefixes, addresses: &[IpAddr]) -> Result<Vec<IpAddr>, Away> {
        let mut named = Vec::new();
        for host in hosts {
            named.extend(self.dns.addresses(host).await?.into_iter().map(|address| prefixes.net(address)));
        }
        Ok(addresses.iter().copied().filter(|address| named.iter().any(|net| net.contains(*address))).collect())
    }
}

fn of(domain: &str, standing: Standing, code: &'static str, what: String) -> Finding {
    Finding::new(Topic::Spf, domain, standing, code, what)
}
