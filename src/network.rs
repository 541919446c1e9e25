//! Networks: addresses of the internet that belong together, as `10.0.0.0/8` or `2001:db8::/32` writes them.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::{Host, Url};

/// All addresses that begin with the same bits. IPv4 stands where `::ffff:0:0/96` maps it, so that both are one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    first: u128,
    mask: u128,
    told: (IpAddr, u32),
}

/// Some networks, or none. Written as text with white space or commas between them; a single address is a network too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Networks(Vec<Network>);

/// The text names no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is neither an address such as 10.0.0.1 nor the beginning of a network such as 10.0.0.0/8 or 2001:db8::/32"
)]
pub struct NotANetwork(String);

/// Whether only this machine reaches what is at a web address.
pub fn is_local(url: &str) -> bool {
    let url = Url::parse(url).ok();
    match url.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        None => false,
    }
}

impl Networks {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every address of a kind is in them.
    pub fn contain_all(&self) -> bool {
        self.0.iter().any(|network| network.told.1 == 0)
    }

    pub fn contain(&self, address: IpAddr) -> bool {
        let bits = bits(address);
        self.0.iter().any(|network| bits & network.mask == network.first)
    }
}

fn bits(address: IpAddr) -> u128 {
    let address = match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    };
    address.to_bits()
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let refused = || NotANetwork(text.to_owned());
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| refused())?;
        let longest = if address.is_ipv4() { 32 } else { Ipv6Addr::BITS };
        let prefix = prefix.map_or(Ok(longest), |prefix| prefix.parse().map_err(|_| refused()))?;
        let free = longest.checked_sub(prefix).ok_or_else(refused)?;
        let mask = u128::MAX.checked_shl(free).unwrap_or(0);
        // Whoever sets a bit behind the prefix may have meant another network than the one that would be read.
        if bits(address) & !mask != 0 {
            return Err(refused());
        }
        Ok(Self { first: bits(address), mask, told: (address, prefix) })
    }
}

impl FromStr for Networks {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let words = text.split([' ', '\t', '\n', '\r', ',']).filter(|word| !word.is_empty());
        words.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> =
            self.0.iter().map(|Network { told: (address, prefix), .. }| format!("{address}/{prefix}")).collect();
        f.write_str(&words.join(" "))
    }
}

impl Serialize for Networks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Networks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contain(networks: &str, address: &str) -> bool {
        networks.parse::<Networks>().unwrap().contain(address.parse().unwrap())
    }

    #[test]
    fn an_address_is_in_its_networks_and_in_no_other() {
        for (networks, within, without) in [
            ("10.0.0.0/8", ["10.0.0.0", "10.255.255.255"], ["9.255.255.255", "11.0.0.0"]),
            ("192.0.2.7", ["192.0.2.7", "::ffff:192.0.2.7"], ["192.0.2.6", "192.0.2.8"]),
            ("2001:db8::/32", ["2001:db8::", "2001:db8:ffff::1"], ["2001:db9::", "10.0.0.1"]),
            ("10.0.0.1 ::1,\n172.16.0.0/12", ["::1", "172.31.255.255"], ["::2", "172.32.0.0"]),
            ("0.0.0.0/0", ["1.2.3.4", "255.255.255.255"], ["::1", "2001:db8::"]),
            ("::/0", ["1.2.3.4", "2001:db8::"], ["", ""]),
            ("", ["", ""], ["127.0.0.1", "::"]),
        ] {
            within
                .iter()
                .filter(|one| !one.is_empty())
                .for_each(|one| assert!(contain(networks, one), "{networks} {one}"));
            without
                .iter()
                .filter(|one| !one.is_empty())
                .for_each(|one| assert!(!contain(networks, one), "{networks} {one}"));
        }
    }

    #[test]
    fn what_is_no_network_is_refused_by_its_name() {
        for bad in [
            "proxy",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/-1",
            "10.0.0.0/",
            "/8",
            "10.0.0.1/8",
            "10.0.0.1:80",
            "1.2.3.4/0",
        ] {
            let error = format!("127.0.0.1 {bad}").parse::<Networks>().unwrap_err();
            assert!(error.to_string().contains(&format!("`{bad}`")), "{error}");
        }
    }

    #[test]
    fn networks_are_written_as_they_are_read() {
        let networks: Networks = "10.0.0.0/8,::1".parse().unwrap();
        assert_eq!(networks.to_string(), "10.0.0.0/8 ::1/128");
        assert_eq!(networks.to_string().parse(), Ok(networks));
    }
}
