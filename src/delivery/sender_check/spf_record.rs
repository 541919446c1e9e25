//! An SPF record, read (RFC 7208).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a mechanism says of the machines it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    Pass,
    Fail,
    SoftFail,
    Neutral,
}

/// A name, or one that is made anew for each mail (RFC 7208, 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// The domain whose record it is.
    Own,
    Name(String),
    Macro,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mechanism {
    All,
    Include(Target),
    A(Target, Prefixes),
    Mx(Target, Prefixes),
    Ptr,
    Exists,
    Net(Net),
}

/// How many leading bits count, of IPv4 and of IPv6 addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefixes {
    pub v4: u8,
    pub v6: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Net {
    pub address: IpAddr,
    pub prefix: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Record {
    pub mechanisms: Vec<(Qualifier, Mechanism)>,
    pub redirect: Option<Target>,
}

impl Net {
    pub fn contains(self, address: IpAddr) -> bool {
        let shift = |bits: u8| bits - self.prefix.min(bits);
        match (self.address, address) {
            (IpAddr::V4(net), IpAddr::V4(address)) => {
                (net.to_bits() ^ address.to_bits()).checked_shr(shift(32).into()).unwrap_or(0) == 0
            }
            (IpAddr::V6(net), IpAddr::V6(address)) => {
                (net.to_bits() ^ address.to_bits()).checked_shr(shift(128).into()).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl Prefixes {
    const HOST: Self = Self { v4: 32, v6: 128 };

    pub fn net(self, address: IpAddr) -> Net {
        Net { address, prefix: if address.is_ipv4() { self.v4 } else { self.v6 } }
    }
}

/// Whether a text is meant as an SPF record.
pub(super) fn is_record(text: &str) -> bool {
    text.split(' ').next().is_some_and(|version| version.eq_ignore_ascii_case("v=spf1"))
}

/// Reads a record; the error is the term that receivers will stumble over.
pub(super) fn parse(text: &str) -> Result<Record, String> {
    let mut record = Record::default();
    for word in text.split(' ').skip(1).filter(|word| !word.is_empty()) {
        let wrong = || word.to_owned();
        if let Some((name, value)) = modifier(word) {
            if name.eq_ignore_ascii_case("redirect")
                && record.redirect.replace(target(value).ok_or_else(wrong)?).is_some()
            {
                return Err(wrong());
            }
            continue;
        }
        record.mechanisms.push(mechanism(word).ok_or_else(wrong)?);
    }
    Ok(record)
}

/// `name=value`; a mechanism has `:` or `/` before any `=`.
fn modifier(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    is_name.then_some((name, value))
}

fn mechanism(word: &str) -> Option<(Qualifier, Mechanism)> {
    let qualifiers =
        [('+', Qualifier::Pass), ('-', Qualifier::Fail), ('~', Qualifier::SoftFail), ('?', Qualifier::Neutral)];
    let found = qualifiers.into_iter().find_map(|(sign, qualifier)| Some((qualifier, word.strip_prefix(sign)?)));
    let (qualifier, word) = found.unwrap_or((Qualifier::Pass, word));
    let (name, rest) = word.split_at(word.find([':', '/']).unwrap_or(word.len()));
    let argument = rest.strip_prefix(':');
    let mechanism = match (name.to_ascii_lowercase().as_str(), argument) {
        ("all", None) if rest.is_empty() => Mechanism::All,
        ("include", Some(name)) => Mechanism::Include(target(name)?),
        ("exists", Some(name)) => target(name).map(|_| Mechanism::Exists)?,
        ("ptr", None) if rest.is_empty() => Mechanism::Ptr,
        ("ptr", Some(name)) => target(name).map(|_| Mechanism::Ptr)?,
        ("a", _) => hosts(rest).map(|(target, prefixes)| Mechanism::A(target, prefixes))?,
        ("mx", _) => hosts(rest).map(|(target, prefixes)| Mechanism::Mx(target, prefixes))?,
        ("ip4", Some(net)) => Mechanism::Net(net4(net)?),
        ("ip6", Some(net)) => Mechanism::Net(net6(net)?),
        _ => return None,
    };
    Some((qualifier, mechanism))
}

/// `:name/24//64`, all of which may be left out.
fn hosts(rest: &str) -> Option<(Target, Prefixes)> {
    let (name, lengths) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let target = match name.strip_prefix(':') {
        Some(name) => target(name)?,
        None => Target::Own,
    };
    let (v4, v6) = lengths.split_once("//").map_or((lengths, None), |(v4, v6)| (v4, Some(v6)));
    let v4 = match v4.strip_prefix('/') {
        Some(length) => prefix(length, 32)?,
        None => Prefixes::HOST.v4,
    };
    let v6 = v6.map_or(Some(Prefixes::HOST.v6), |length| prefix(length, 128))?;
    Some((target, Prefixes { v4, v6 }))
}

fn target(name: &str) -> Option<Target> {
    let is_sound = (1..=253).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic());
    match is_sound {
        false => None,
        true if name.contains('%') => Some(Target::Macro),
        true if name.contains('/') => None,
        true => Some(Target::Name(name.trim_end_matches('.').to_owned())),
    }
}

fn net4(text: &str) -> Option<Net> {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let address: Ipv4Addr = address.parse().ok()?;
    Some(Net { address: address.into(), prefix: length.map_or(Some(32), |length| prefix(length, 32))? })
}

fn net6(text: &str) -> Option<Net> {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let address: Ipv6Addr = address.parse().ok()?;
    Some(Net { address: address.into(), prefix: length.map_or(Some(128), |length| prefix(length, 128))? })
}

fn prefix(text: &str, most: u8) -> Option<u8> {
    let is_number = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|length| is_number && *length <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_term_by_term() {
        let text = "v=spf1 +a mx:mail.example.com/24//64 ip4:192.0.2.0/24 -ip6:2001:db8::/32 include:_spf.example.net. exists:%{i}.x.example ptr ?all exp=why.example redirect=other.example";
        let record = parse(text).unwrap();
        let kinds: Vec<_> =
            record.mechanisms.iter().map(|(qualifier, kind)| format!("{qualifier:?} {kind:?}")).collect();
        assert_eq!(
            kinds,
            [
                "Pass A(Own, Prefixes { v4: 32, v6: 128 })",
                "Pass Mx(Name(\"mail.example.com\"), Prefixes { v4: 24, v6: 64 })",
                "Pass Net(Net { address: 192.0.2.0, prefix: 24 })",
                "Fail Net(Net { address: 2001:db8::, prefix: 32 })",
                "Pass Include(Name(\"_spf.example.net\"))",
                "Pass Exists",
                "Pass Ptr",
                "Neutral All",
            ]
        );
        assert_eq!(record.redirect, Some(Target::Name("other.example".to_owned())));
    }

    #[test]
    fn a_term_that_makes_no_sense_is_named() {
        for word in [
            "al",
            "all:x",
            "include",
            "include:",
            "ip4:192.0.2",
            "ip4:192.0.2.1/33",
            "ip4:192.0.2.1/+1",
            "ip6:192.0.2.1",
            "ip4",
            "a/33",
            "a//129",
            "a:x/",
            "mx:",
            "-",
            "include:x/y",
            "redirect=",
            "exists",
            "ip4:192.0.2.1/0001",
        ] {
            assert_eq!(parse(&format!("v=spf1 {word} -all")), Err(word.to_owned()));
        }
        assert!(is_record("v=spf1") && is_record("V=SPF1 -all"));
        assert!(!is_record("v=spf10 -all") && !is_record("spf2.0/pra") && !is_record(""));
    }

    #[test]
    fn a_net_contains_what_begins_like_it() {
        for (net, address, contains) in [
            ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "::1", false),
        ] {
            assert_eq!(net4(net).unwrap().contains(address.parse().unwrap()), contains, "{net} {address}");
        }
        assert!(net6("::/0").unwrap().contains("2001:db8::1".parse().unwrap()));
        assert!(!net6("2001:db8::/32").unwrap().contains("2001:db9::1".parse().unwrap()));
    }
}
