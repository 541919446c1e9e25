//! DKIM: the relay signs, and the domain publishes the key. Whether the signature is made, only a mail sent can show.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::task::JoinSet;

use super::dns::{Away, Dns};
use super::finding::{Finding, Flaw, Standing, Topic};
use super::{dmarc, tags};

/// Names under which relays and providers usually keep their key.
const USUAL_SELECTORS: &[&str] = &[
    "default",
    "dkim",
    "mail",
    "smtp",
    "key1",
    "s1",
    "s2",
    "k1",
    "k2",
    "k3",
    "selector1",
    "selector2",
    "google",
    "pm",
    "mailjet",
    "mandrill",
    "zoho",
    "fm1",
    "fm2",
    "protonmail",
    "sig1",
    "mx",
    "mta",
    "brevo1",
    "brevo2",
];
/// Receivers refuse shorter ones (RFC 8301, 3.2).
const FEWEST_BITS: usize = 1_024;

const NO_TAGS: Flaw = Flaw { word: "tags", says: "something in it is no tag=value" };
const OTHER_VERSION: Flaw = Flaw { word: "version", says: "its version is not DKIM1" };
const NO_KEY: Flaw = Flaw { word: "no_key", says: "the tag p with the key is missing" };
const NOT_BASE64: Flaw =
    Flaw { word: "base64", says: "its key is not base64; it may have been cut where it was pasted" };
const NOT_RSA: Flaw = Flaw { word: "rsa", says: "its key is no RSA key; it may have been cut where it was pasted" };
const NOT_ED25519: Flaw = Flaw { word: "ed25519", says: "its key is no Ed25519 key" };
const OTHER_KIND: Flaw = Flaw { word: "kind", says: "its kind of key is neither rsa nor ed25519" };

/// A published key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Rsa { bits: usize, testing: bool },
    Ed25519 { testing: bool },
    Revoked,
}

/// Reads a key record; the error says what is wrong with it.
pub(super) fn parse(text: &str) -> Result<Key, Flaw> {
    let tags = tags::parse(text).ok_or(NO_TAGS)?;
    if tags::value(&tags, "v").is_some_and(|version| version != "DKIM1") {
        return Err(OTHER_VERSION);
    }
    let encoded = tags::value(&tags, "p").ok_or(NO_KEY)?;
    let encoded: String = encoded.chars().filter(|c| !c.is_whitespace()).collect();
    if encoded.is_empty() {
        return Ok(Key::Revoked);
    }
    let key = BASE64.decode(encoded).map_err(|_| NOT_BASE64)?;
    let testing = tags::value(&tags, "t").is_some_and(|flags| flags.split(':').any(|flag| flag.trim() == "y"));
    match tags::value(&tags, "k").unwrap_or("rsa") {
        "rsa" => {
            let bits = rsa_bits(&key).ok_or(NOT_RSA)?;
            Ok(Key::Rsa { bits, testing })
        }
        "ed25519" if key.len() == 32 => Ok(Key::Ed25519 { testing }),
        "ed25519" => Err(NOT_ED25519),
        _ => Err(OTHER_KIND),
    }
}

/// The length of the modulus, of a key with its algorithm's name around it (RFC 5280) or bare (RFC 8017).
fn rsa_bits(der: &[u8]) -> Option<usize> {
    let (0x30, outer, _) = element(der)? else { return None };
    let (tag, first, rest) = element(outer)?;
    let modulus = match tag {
        0x02 => first,
        0x30 => {
            let (0x03, bits, _) = element(rest)? else { return None };
            let (0x30, key, _) = element(bits.strip_prefix(&[0])?)? else { return None };
            let (0x02, modulus, _) = element(key)? else { return None };
            modulus
        }
        _ => return None,
    };
    let leading = modulus.iter().take_while(|byte| **byte == 0).count();
    let digits = modulus.get(leading..)?;
    let unused = usize::try_from(digits.first()?.leading_zeros()).ok()?;
    Some(digits.len() * 8 - unused)
}

/// The first element of DER: its tag, its content, and what follows it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, length], rest) = der.split_first_chunk()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81 => {
            let (&[length], rest) = rest.split_first_chunk()?;
            (usize::from(length), rest)
        }
        0x82 => {
            let (&length, rest) = rest.split_first_chunk()?;
            (usize::from(u16::from_be_bytes(length)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

pub(super) async fn check(dns: &Dns, domain: &str, selector: Option<&str>) -> Finding {
    let looked = match selector {
        Some(selector) => look(dns, domain, selector).await,
        None => look_around(dns, domain).await,
    };
    looked.unwrap_or_else(|Away| Finding::away(Topic::Dkim, domain))
}

async fn look(dns: &Dns, domain: &str, selector: &str) -> Result<Finding, Away> {
    let name = format!("{selector}._domainkey.{domain}");
    let texts = dns.texts(&name).await?;
    if let Some(finding) = best(domain, &name, &texts) {
        return Ok(finding);
    }
    let what = format!("there is no DKIM key at {name}");
    let advice = "publish the record that your relay's provider shows for this domain, and switch on signing there";
    Ok(Finding::new(Topic::Dkim, domain, Standing::Missing, "dkim-none", what).with([("name", &name)]).advise(advice))
}

/// Without a selector a key can be found, and that there is none cannot.
async fn look_around(dns: &Dns, domain: &str) -> Result<Finding, Away> {
    let mut asking = JoinSet::new();
    for (at, selector) in USUAL_SELECTORS.iter().enumerate() {
        let (dns, name) = (dns.clone(), format!("{selector}._domainkey.{domain}"));
        asking.spawn(async move { (at, dns.texts(&name).await, name) });
    }
    let mut answers = Vec::new();
    while let Some(answer) = asking.join_next().await {
        answers.extend(answer);
    }
    answers.sort_unstable_by_key(|(at, ..)| *at);
    let all_away = answers.iter().all(|(_, texts, _)| texts.is_err());
    let findings = answers.iter().filter_map(|(_, texts, name)| best(domain, name, texts.as_ref().ok()?));
    match findings.max_by_key(|finding| finding.standing == Standing::Good) {
        Some(finding) => Ok(finding),
        None if all_away => Err(Away),
        None => {
            let what = format!("no DKIM key of {domain} was found under the usual names");
            let advice = "set AFTERWORD_DKIM_SELECTOR to the name that your relay's provider gave to the key (the part \
                          before ._domainkey), or switch on DKIM there if it is off";
            Ok(Finding::new(Topic::Dkim, domain, Standing::Unknown, "dkim-not-found", what).advise(advice))
        }
    }
}

/// What the records at one name amount to: the best of them. None where none is meant as a key.
fn best(domain: &str, name: &str, texts: &[String]) -> Option<Finding> {
    // A wildcard may answer for every name with another record.
    let is_key = |text: &&String| text.contains("p=") && !dmarc::is_record(text);
    texts
        .iter()
        .filter(is_key)
        .map(|text| judge(domain, name, text))
        .max_by_key(|finding| finding.standing == Standing::Good)
}

fn judge(domain: &str, name: &str, text: &str) -> Finding {
    let of =
        |standing, code, what: String| Finding::new(Topic::Dkim, domain, standing, code, what).with([("name", name)]);
    let renew = "let the relay's provider make a new key, and publish it";
    match parse(text) {
        Err(why) => of(Standing::Wrong, "dkim-broken", format!("the DKIM key at {name} cannot be used: {}", why.says))
            .with([("why", why.word)])
            .advise("publish the record again, whole, as the relay's provider shows it"),
        Ok(Key::Revoked) => {
            of(Standing::Wrong, "dkim-revoked", format!("the DKIM key at {name} is revoked (p= is empty)"))
                .advise(renew)
        }
        Ok(Key::Rsa { bits, .. }) if bits < FEWEST_BITS => {
            let what = format!("the DKIM key at {name} has {bits} bits: receivers take none under {FEWEST_BITS}");
            of(Standing::Wrong, "dkim-short", what)
                .with([("bits", &bits.to_string()), ("fewest", &FEWEST_BITS.to_string())])
                .advise(renew)
        }
        Ok(Key::Rsa { testing: true, .. } | Key::Ed25519 { testing: true }) => {
            let what = format!("the DKIM key at {name} says that it is only tested (t=y): receivers may ignore it");
            of(Standing::Notice, "dkim-testing", what).advise("publish it without t=y when signing works")
        }
        Ok(Key::Rsa { bits, .. }) => {
            let what = format!("there is a DKIM key at {name}, RSA of {bits} bits");
            of(Standing::Good, "dkim-good", what).with([("kind", &format!("RSA {bits}"))])
        }
        Ok(Key::Ed25519 { .. }) => {
            let what = format!("there is a DKIM key at {name}, Ed25519");
            of(Standing::Good, "dkim-good", what).with([("kind", "Ed25519")])
        }
    }
}
