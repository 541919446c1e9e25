//! DMARC: what receivers are asked to do with mail that neither SPF nor DKIM proves.

use super::dns::{Away, Dns};
use super::finding::{Finding, Flaw, Standing, Topic};
use super::tags;

/// Names that are asked, from the domain itself upwards, one label at a time.
const MOST_NAMES: usize = 8;

const NO_TAGS: Flaw = Flaw { word: "tags", says: "something in it is no tag=value" };
const NO_POLICY: Flaw = Flaw { word: "no_policy", says: "the tag p is missing" };
const OTHER_POLICY: Flaw = Flaw { word: "policy", says: "its p is none of none, quarantine, reject" };
const OTHER_BELOW: Flaw = Flaw { word: "below", says: "its sp is none of none, quarantine, reject" };

/// What a record asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    None,
    Quarantine,
    Reject,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub policy: Policy,
    /// For domains below the record's own.
    pub below: Policy,
    pub reports: bool,
}

impl Policy {
    fn parse(text: &str) -> Option<Self> {
        let known = [("none", Self::None), ("quarantine", Self::Quarantine), ("reject", Self::Reject)];
        known.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, policy)| policy)
    }

    fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Self::None => "none: receivers change nothing",
            Self::Quarantine => "quarantine: into the spam folder",
            Self::Reject => "reject",
        }
    }
}

/// Whether a text is meant as a DMARC record.
pub(super) fn is_record(text: &str) -> bool {
    let version = text.split(';').next().unwrap_or_default();
    version.split_once('=').is_some_and(|(tag, value)| tag.trim() == "v" && value.trim() == "DMARC1")
}

/// Reads a record; the error says what is wrong with it.
pub(super) fn parse(text: &str) -> Result<Record, Flaw> {
    let tags = tags::parse(text).ok_or(NO_TAGS)?;
    let policy = tags::value(&tags, "p").ok_or(NO_POLICY)?;
    let policy = Policy::parse(policy).ok_or(OTHER_POLICY)?;
    let below = match tags::value(&tags, "sp") {
        None => policy,
        Some(text) => Policy::parse(text).ok_or(OTHER_BELOW)?,
    };
    let reports = tags::value(&tags, "rua").is_some_and(|addresses| addresses.to_ascii_lowercase().contains("mailto:"));
    Ok(Record { policy, below, reports })
}

pub(super) async fn check(dns: &Dns, domain: &str) -> Finding {
    match look(dns, domain).await {
        Ok(finding) => finding,
        Err(Away) => Finding::away(Topic::Dmarc, domain),
    }
}

async fn look(dns: &Dns, domain: &str) -> Result<Finding, Away> {
    let mut at = domain;
    for _ in 0..MOST_NAMES {
        let texts = dns.texts(&format!("_dmarc.{at}")).await?;
        let records: Vec<_> = texts.into_iter().filter(|text| is_record(text)).collect();
        match records.as_slice() {
            [] => {}
            [record] => return Ok(judge(domain, at, record)),
            _ => {
                let what = format!("_dmarc.{at} has {} DMARC records: receivers take none of them", records.len());
                let found = of(domain, Standing::Wrong, "dmarc-many", what)
                    .with([("name", &format!("_dmarc.{at}")), ("count", &records.len().to_string())]);
                return Ok(found.advise("keep one of them and delete the others"));
            }
        }
        let Some((_, above)) = at.split_once('.').filter(|(_, above)| above.contains('.')) else { break };
        at = above;
    }
    let what = format!("{domain} has no DMARC record: large mailbox providers ask bulk senders for one");
    let advice =
        "publish one that asks for nothing and has reports sent to you; tighten it when they show no surprises";
    let text = format!("v=DMARC1; p=none; rua=mailto:dmarc@{domain}");
    Ok(of(domain, Standing::Missing, "dmarc-none", what).advise(advice).publish(format!("_dmarc.{domain}"), text))
}

fn judge(domain: &str, at: &str, text: &str) -> Finding {
    let record = match parse(text) {
        Err(why) => {
            let what = format!("the DMARC record at _dmarc.{at} cannot be used, {}: {text}", why.says);
            let found = of(domain, Standing::Wrong, "dmarc-broken", what);
            let found = found.with([("name", &format!("_dmarc.{at}")), ("why", why.word), ("text", text)]);
            let text = format!("v=DMARC1; p=none; rua=mailto:dmarc@{domain}");
            return found.advise("correct it, such as").publish(format!("_dmarc.{at}"), text);
        }
        Ok(record) => record,
    };
    let policy = if at == domain { record.policy } else { record.below };
    let what = format!("the DMARC record at _dmarc.{at} asks for {}", policy.says());
    let facts = [("name", &*format!("_dmarc.{at}")), ("policy", policy.word()), ("at", at)];
    if record.reports {
        return of(domain, Standing::Good, "dmarc-good", what).with(facts);
    }
    let advice = format!("add rua=mailto:dmarc@{at}, so that you learn who sends in your name");
    let what = format!("{what}; it asks for no reports");
    of(domain, Standing::Notice, "dmarc-no-reports", what).with(facts).advise(advice)
}

fn of(domain: &str, standing: Standing, code: &'static str, what: String) -> Finding {
    Finding::new(Topic::Dmarc, domain, standing, code, what)
}
