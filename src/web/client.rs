//! Clients: from which address a request comes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::App;
use crate::network::Networks;

const FORWARDED_FOR: &str = "x-forwarded-for";
/// What a single customer of an access provider has of IPv6 at least: within it they choose addresses as they like.
const OWN_BITS: u32 = 64;

/// Whoever counts as one: an address of IPv4, or a /64 of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    pub(super) fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() >> OWN_BITS << OWN_BITS;
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        // Without a socket there is but one client: the program that holds the router.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Self::of(origin(peer, &parts.headers, &app.trusted_proxies)))
    }
}

/// Each proxy writes behind what it was told from whom it was told it. So the list is believed from its end, as far as
/// those who wrote it are trusted: the first who is not is the client. What stands before may be forged.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &Networks) -> IpAddr {
    let mut told = headers.get_all(FORWARDED_FOR).iter().flat_map(|line| line.as_bytes().split(|byte| *byte == b','));
    let mut origin = peer;
    while trusted.contain(origin)
        && let Some(before) = told.next_back().and_then(read)
    {
        origin = before;
    }
    origin
}

/// An address, as proxies write it: some with a port, some with brackets.
fn read(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin_of(peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = "10.0.0.0/8 2001:db8::/32".parse().unwrap();
        origin(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_what_a_trusted_proxy_says_is_believed() {
        assert_eq!(origin_of("192.0.2.1", &["198.51.100.9"]), "192.0.2.1");
        assert_eq!(origin_of("10.0.0.1", &["198.51.100.9"]), "198.51.100.9");
        assert_eq!(origin_of("::ffff:10.0.0.1", &["198.51.100.9"]), "198.51.100.9");
        assert_eq!(origin_of("10.0.0.1", &["203.0.113.5, 198.51.100.9"]), "198.51.100.9");
        assert_eq!(origin_of("10.0.0.1", &["203.0.113.5", "198.51.100.9,10.0.0.2"]), "198.51.100.9");
        assert_eq!(origin_of("2001:db8::1", &["[2001:db9::7]:4711"]), "2001:db9::7");
        assert_eq!(origin_of("10.0.0.1", &["198.51.100.9:4711"]), "198.51.100.9");
    }

    #[test]
    fn a_list_that_says_nothing_leaves_the_last_that_is_known() {
        for nothing in [&[][..], &[""], &["unknown"], &["203.0.113.5, _hidden"], &["203.0.113.5,"]] {
            assert_eq!(origin_of("10.0.0.1", nothing), "10.0.0.1", "{nothing:?}");
        }
        assert_eq!(origin_of("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn a_customer_has_one_address_of_ipv4_and_many_of_ipv6() {
        let client = |text: &str| Client::of(text.parse().unwrap());
        assert_ne!(client("192.0.2.1"), client("192.0.2.2"));
        assert_eq!(client("192.0.2.1"), client("::ffff:192.0.2.1"));
        assert_eq!(client("2001:db8:0:1::1"), client("2001:db8:0:1:ffff::"));
        assert_ne!(client("2001:db8:0:1::1"), client("2001:db8:0:2::1"));
    }
}
