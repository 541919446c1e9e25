//! What the DNS says of a name. Nothing there is an answer; no answer is [`Away`].

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData, RecordType};

/// Records of one name and type that are looked at; no honest name has more.
const MOST_RECORDS: usize = 64;
/// How long one question to one server may take; it is asked twice.
const PATIENCE: Duration = Duration::from_secs(1);

/// No server answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away;

/// A way to ask. Cheap to clone. It remembers nothing: who has just published a record wants to see it.
#[derive(Clone)]
pub struct Dns(Option<Arc<TokioResolver>>);

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Dns" } else { "Dns(none)" })
    }
}

impl Dns {
    /// Asks the servers that this machine is set to.
    #[must_use]
    pub fn system() -> Self {
        let built = TokioResolver::builder_tokio().and_then(|mut builder| {
            settle(builder.options_mut());
            builder.build()
        });
        Self(built.ok().map(Arc::new))
    }

    /// Asks this server.
    #[must_use]
    pub fn at(server: SocketAddr) -> Self {
        let to_port = |mut connection: ConnectionConfig| {
            connection.port = server.port();
            connection
        };
        let connections = vec![to_port(ConnectionConfig::udp()), to_port(ConnectionConfig::tcp())];
        let server = NameServerConfig::new(server.ip(), true, connections);
        let config = ResolverConfig::from_name_servers(vec![server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        settle(builder.options_mut());
        builder.options_mut().use_hosts_file = ResolveHosts::Never;
        Self(builder.build().ok().map(Arc::new))
    }

    /// Texts of a name, each put together from its parts.
    pub(super) async fn texts(&self, name: &str) -> Result<Vec<String>, Away> {
        let read = |data: &RData| match data {
            RData::TXT(text) => {
                let bytes: Vec<u8> = text.txt_data.iter().flat_map(|part| part.iter().copied()).collect();
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => None,
        };
        self.records(name, RecordType::TXT, read).await
    }

    /// IPv4 and IPv6 addresses of a host; an address is its own.
    pub(super) async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Away> {
        if let Ok(address) = host.parse() {
            return Ok(vec![address]);
        }
        let read = |data: &RData| match data {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        };
        let (v4, v6) =
            tokio::join!(self.records(host, RecordType::A, read), self.records(host, RecordType::AAAA, read));
        Ok([v4?, v6?].concat())
    }

    /// The hosts that take a domain's mail; the empty name is one that takes none (RFC 7505).
    pub(super) async fn exchanges(&self, domain: &str) -> Result<Vec<String>, Away> {
        let read = |data: &RData| match data {
            RData::MX(exchange) => Some(exchange.exchange.to_ascii().trim_end_matches('.').to_owned()),
            _ => None,
        };
        self.records(domain, RecordType::MX, read).await
    }

    async fn records<T>(
        &self,
        name: &str,
        kind: RecordType,
        read: impl Fn(&RData) -> Option<T>,
    ) -> Result<Vec<T>, Away> {
        // What is no name has no records.
        let Ok(mut name) = Name::from_ascii(name) else { return Ok(Vec::new()) };
        name.set_fqdn(true);
        match self.0.as_ref().ok_or(Away)?.lookup(name, kind).await {
            Ok(found) => {
                Ok(found.answers().iter().filter_map(|record| read(&record.data)).take(MOST_RECORDS).collect())
            }
            Err(error) if error.is_no_records_found() => Ok(Vec::new()),
            Err(_) => Err(Away),
        }
    }
}

fn settle(options: &mut ResolverOpts) {
    options.timeout = PATIENCE;
    options.attempts = 1;
    options.cache_size = 0;
}
