//! The way out for mail, tried step by step without sending anything.

use super::Report;
use crate::cli::node;
use crate::config::Config;
use crate::delivery::Patience;
use crate::delivery::smtp::{Finding, Relay, probe};

pub async fn check(report: &mut Report, config: &Config) {
    let Some(url) = &config.smtp_url else {
        let advice = "set AFTERWORD_SMTP_URL, such as smtp+starttls://user:password@mail.example:587";
        return report.warn("no relay is set: only sandboxes send, into their boxes", advice);
    };
    match node::sender(config) {
        Ok(sender) => report.good(format!("mails come from {} where a storefront names nobody", sender.as_str())),
        Err(error) => report.fail(format!("{error:#}"), "set AFTERWORD_SENDER, such as reviews@shop.example"),
    }
    let relays = match Relay::parse_all(&url.0) {
        Err(error) => return report.fail(format!("AFTERWORD_SMTP_URL: {error}"), "correct the URL"),
        Ok(relays) => relays,
    };
    for relay in &relays {
        try_relay(report, relay).await;
    }
}

async fn try_relay(report: &mut Report, relay: &Relay) {
    for finding in probe(relay, Patience::at_a_terminal()).await {
        match finding {
            Finding::Good(what) => report.good(what),
            Finding::Notice(what) => report.warn(what, "nothing must be done, if this is as it should be"),
            Finding::Bad { what, advice } => report.fail(what, advice),
        }
    }
}
