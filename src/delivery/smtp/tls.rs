//! The encrypted connection to a relay: rustls with the public authorities, and the operator's own where given.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

use super::relay::{Relay, Security};

/// Why a relay's TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("the relay's certificate file {file} cannot be read: {why}", file = .0.display(), why = .1)]
    File(PathBuf, rustls::pki_types::pem::Error),
    #[error("the relay's certificate file {file} holds a certificate that cannot be used: {why}", file = .0.display(), why = .1)]
    Certificate(PathBuf, rustls::Error),
    #[error("the relay's certificate file {file} holds no certificate", file = .0.display())]
    Empty(PathBuf),
    #[error("the relay's host can stand in no certificate")]
    Host,
    #[error("the TLS library cannot be set up: {0}")]
    Library(rustls::Error),
}

/// What a handshake with one relay needs; the name is the one its certificate must be for.
#[derive(Clone)]
pub(super) struct Tls {
    pub connector: TlsConnector,
    pub name: ServerName<'static>,
}

impl Tls {
    /// For a relay that is to be encrypted; `None` for a plain one.
    pub fn for_relay(relay: &Relay) -> Result<Option<Self>, TlsError> {
        if relay.security == Security::Plain {
            return Ok(None);
        }
        let name = ServerName::try_from(relay.host.clone()).map_err(|_| TlsError::Host)?;
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Library)?
            .with_root_certificates(roots(relay)?)
            .with_no_client_auth();
        Ok(Some(Self { connector: TlsConnector::from(Arc::new(config)), name }))
    }
}

fn roots(relay: &Relay) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let Some(file) = &relay.ca else { return Ok(roots) };
    let unreadable = |why| TlsError::File(file.clone(), why);
    let before = roots.len();
    for certificate in CertificateDer::pem_file_iter(file).map_err(unreadable)? {
        let certificate = certificate.map_err(unreadable)?;
        roots.add(certificate).map_err(|why| TlsError::Certificate(file.clone(), why))?;
    }
    if roots.len() == before { Err(TlsError::Empty(file.clone())) } else { Ok(roots) }
}
