//! Whether receivers will believe the senders: SPF, DKIM and DMARC, as the DNS has them now. None of it fails the
//! doctor: the DNS may be away, and a relay may know better.

use std::collections::BTreeSet;

use super::Report;
use crate::cli::node;
use crate::config::Config;
use crate::delivery::EmailAddress;
use crate::delivery::sender_check::{Finding, Standing};
use crate::store::{accounts, storefronts};

/// Senders that are looked at; who has more asks the API for each storefront.
const MOST_SENDERS: usize = 20;

pub async fn check(report: &mut Report, config: &Config) {
    // What is wrong with the relay or the sender was told before.
    let Ok(Some(senders)) = node::senders(config) else { return };
    let addresses = addresses(config, &senders.return_path).await;
    let mut told = BTreeSet::new();
    for (from, reply_to) in addresses.iter().take(MOST_SENDERS) {
        for finding in senders.check(from, reply_to.as_ref()).await {
            // Storefronts share domains.
            if told.insert((finding.topic.as_str(), finding.what.clone())) {
                tell(report, &finding);
            }
        }
    }
    if addresses.len() > MOST_SENDERS {
        let advice = "ask GET /api/v1/storefronts/{id}/sender_check for the others";
        report.warn(format!("{} senders were looked at, of {}", MOST_SENDERS, addresses.len()), advice);
    }
}

/// The installation's sender, and those of storefronts, each with the address for replies.
async fn addresses(config: &Config, own: &EmailAddress) -> Vec<(EmailAddress, Option<EmailAddress>)> {
    let mut addresses = vec![(own.clone(), None)];
    // A database that does not answer was told of before.
    let Ok(found) = stored(config).await else { return addresses };
    for (from, reply_to) in found {
        let parsed = |text: Option<String>| EmailAddress::parse(&text?).ok();
        let sender = (parsed(from).unwrap_or_else(|| own.clone()), parsed(reply_to));
        let is_same = |known: &(EmailAddress, Option<EmailAddress>)| {
            let domain = |address: &Option<EmailAddress>| address.as_ref().map(|address| address.domain().to_owned());
            known.0.domain() == sender.0.domain() && domain(&known.1) == domain(&sender.1)
        };
        if !addresses.iter().any(is_same) {
            addresses.push(sender);
        }
    }
    addresses
}

async fn stored(config: &Config) -> anyhow::Result<Vec<(Option<String>, Option<String>)>> {
    // Opening a file that is not there would make it.
    if node::place(config)?.file().is_some_and(|file| !file.exists()) {
        return Ok(Vec::new());
    }
    let found = node::store(config)?.read("senders", |tx| {
        let mut found = Vec::new();
        for account in accounts::all(tx)?.iter().filter(|account| account.sandbox_since.is_none()) {
            found.extend(storefronts::all(tx, account.id)?);
        }
        Ok(found)
    });
    Ok(found.await?.into_iter().map(|storefront| (storefront.sender_address, storefront.reply_to)).collect())
}

fn tell(report: &mut Report, finding: &Finding) {
    let what = format!("{}: {}", finding.topic.as_str().to_ascii_uppercase(), finding.what);
    let mut advice =
        finding.advice.clone().unwrap_or_else(|| "nothing must be done, if this is as it should be".to_owned());
    if let Some(record) = &finding.publish {
        advice = format!("{advice}: {} TXT \"{}\"", record.name, record.text);
    }
    match finding.standing {
        Standing::Good => report.good(what),
        Standing::Notice | Standing::Missing | Standing::Wrong | Standing::Unknown => report.warn(what, &advice),
    }
}
