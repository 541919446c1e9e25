//! DMARC: what receivers are asked to do with mail that neither SPF nor DKIM proves.

use super::dns::{Away, Dns};
use super::finding::{Finding, Standing, Topic};
use super::tags;

/// Names that are asked, from the domain itself upwards, one label at a time.
const MOST_NAMES: usize = 8;

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
pub(super) fn parse(text: &str) -> Result<Record, &'static str> {
    let tags = tags::parse(text).ok_or("something in it is no tag=value")?;
    let policy = tags::value(&tags, "p").ok_or("the tag p is missing")?;
    let policy = Policy::parse(policy).ok_or("its p is none of none, quarantine, reject")?;
    let below = match tags::value(&tags, "sp") {
        None => policy,
        Some(text) => Policy::parse(text).ok_or("its sp is none of none, quarantine, reject")?,
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
                return Ok(of(domain, Standing::Wrong, what).advise("keep one of them and delete the others"));
            }
        }
        let Some((_, above)) = at.split_once('.').filter(|(_, above)| above.contains('.')) else { break };
        at = above;
    }
    let what = format!("{domain} has no DMARC record: large mailbox providers ask bulk senders for one");
    let advice =
        "publish one that asks for nothing and has reports sent to you; tighten it when they show no surprises";
    let text = format!("v=DMARC1; p=none; rua=mailto:dmarc@{domain}");
    Ok(of(domain, Standing::Missing, what).advise(advice).publish(format!("_dmarc.{domain}"), text))
}

fn judge(domain: &str, at: &str, text: &str) -> Finding {
    let record = match parse(text) {
        Err(why) => {
            let what = format!("the DMARC record at _dmarc.{at} cannot be used, {why}: {text}");
            let text = format!("v=DMARC1; p=none; rua=mailto:dmarc@{domain}");
            return of(domain, Standing::Wrong, what)
                .advise("correct it, such as")
                .publish(format!("_dmarc.{at}"), text);
        }
        Ok(record) => record,
    };
    let policy = if at == domain { record.policy } else { record.below };
    let what = format!("the DMARC record at _dmarc.{at} asks for {}", policy.says());
    if record.reports {
        return of(domain, Standing::Good, what);
    }
    let advice = format!("add rua=mailto:dmarc@{at}, so that you learn who sends in your name");
    of(domain, Standing::Notice, format!("{what}; it asks for no reports")).advise(advice)
}

fn of(domain: &str, standing: Standing, what: String) -> Finding {
    Finding::new(Topic::Dmarc, domain, standing, what)
}
