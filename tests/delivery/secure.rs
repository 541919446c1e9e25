//! TLS and logging in: what is encrypted, who is believed, and that a password goes nowhere else.

use std::io::Write;
use std::sync::Arc;

use afterword::delivery::smtp::{Relay, Smtp, TlsError};
use afterword::delivery::{Outcome, Phase, Trouble};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;

use crate::smtp::{Manners, Server};
use crate::world::{accepted, calm, mails, obey_the_law, outcomes};

/// A private certificate authority and the file in which an operator keeps its certificate.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    file: NamedTempFile,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(params.self_signed(&key).unwrap().pem().as_bytes()).unwrap();
        Self { issuer: Issuer::new(params, key), file }
    }

    /// The relay's option that makes it trusted.
    pub fn option(&self) -> String {
        format!("ca={}", self.file.path().display())
    }

    /// The server's side, with a certificate for this name.
    pub fn acceptor(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

async fn hand_over_one(server: &Server, scheme: &str, login: &str, options: &str) -> Outcome {
    let smtp = Smtp::new(server.relay(scheme, login, options), calm()).unwrap();
    let outcomes = outcomes(&smtp, mails(1)).await;
    obey_the_law(&outcomes, server);
    smtp.close().await;
    outcomes["m0"].clone()
}

#[tokio::test]
async fn mail_goes_over_tls_from_the_first_byte_and_from_starttls_on() {
    let authority = Authority::new();
    for (scheme, implicit_tls) in [("smtps", true), ("smtp+starttls", false)] {
        let tls = Some(authority.acceptor("127.0.0.1"));
        let server = Server::start(Manners { tls, implicit_tls, auth: "LOGIN PLAIN", ..Manners::default() }).await;
        let relay = server.relay(scheme, "shop:secret@", &format!("connections=3&{}", authority.option()));
        let smtp = Smtp::new(relay, calm()).unwrap();
        let outcomes = outcomes(&smtp, mails(20)).await;
        obey_the_law(&outcomes, &server);
        assert_eq!(accepted(&outcomes), 20, "{scheme}");
        let first = server.heard().iter().position(|line| line.starts_with("AUTH")).unwrap();
        assert!(implicit_tls || server.heard()[..first].contains(&"STARTTLS".to_owned()));
    }
}

#[tokio::test]
async fn a_certificate_must_be_for_this_host_and_from_someone_trusted() {
    let authority = Authority::new();
    for (name, option) in [("other.example", authority.option()), ("127.0.0.1", String::new())] {
        let tls = Some(authority.acceptor(name));
        let server = Server::start(Manners { tls, implicit_tls: true, ..Manners::default() }).await;
        let outcome = hand_over_one(&server, "smtps", "", &option).await;
        assert!(matches!(outcome, Outcome::RetrySafe { phase: Phase::Tls, trouble: Trouble::Tls(_) }), "{outcome}");
        assert!(server.heard().is_empty());
    }
}

#[tokio::test]
async fn nothing_is_said_in_the_clear_where_encryption_was_asked_for() {
    let server = Server::start(Manners { auth: "PLAIN", ..Manners::default() }).await;
    let outcome = hand_over_one(&server, "smtp+starttls", "shop:secret@", "").await;
    let lacking = Trouble::Lacking("STARTTLS");
    assert_eq!(outcome, Outcome::RetrySafe { phase: Phase::StartTls, trouble: lacking });
    assert!(!server.heard().iter().any(|line| line.starts_with("AUTH")));
}

#[tokio::test]
async fn words_slipped_in_before_the_handshake_are_not_believed() {
    let authority = Authority::new();
    let tls = Some(authority.acceptor("127.0.0.1"));
    let server = Server::start(Manners { tls, injected: "\r\n250 AUTH PLAIN", ..Manners::default() }).await;
    let outcome = hand_over_one(&server, "smtp+starttls", "", &authority.option()).await;
    assert_eq!(outcome, Outcome::RetrySafe { phase: Phase::Tls, trouble: Trouble::Garbage });
}

#[tokio::test]
async fn both_ways_of_logging_in_work_and_a_wrong_password_is_told() {
    for (auth, said) in [("PLAIN LOGIN", "AUTH PLAIN"), ("LOGIN CRAM-MD5", "AUTH LOGIN")] {
        let server = Server::start(Manners { auth, ..Manners::default() }).await;
        let outcome = hand_over_one(&server, "smtp", "shop:secret@", "").await;
        assert_eq!(outcome.code(), "accepted", "{outcome}");
        assert!(server.heard().iter().any(|line| line.starts_with(said)));

        let server = Server::start(Manners { auth, ..Manners::default() }).await;
        let outcome = hand_over_one(&server, "smtp", "shop:wrong@", "").await;
        let told = outcome.to_string();
        assert!(matches!(outcome, Outcome::RetrySafe { phase: Phase::Auth, trouble: Trouble::Said(_) }), "{told}");
        assert!(!told.contains("wrong") && !told.contains("shop@"), "{told}");
    }
    let server = Server::start(Manners { auth: "XOAUTH2", ..Manners::default() }).await;
    let outcome = hand_over_one(&server, "smtp", "shop:secret@", "").await;
    assert!(matches!(outcome, Outcome::RetrySafe { phase: Phase::Auth, trouble: Trouble::Lacking(_) }), "{outcome}");
}

#[test]
fn a_broken_certificate_file_is_named_at_the_start() {
    let mut no_certificate = NamedTempFile::new().unwrap();
    no_certificate.write_all(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    let empty = NamedTempFile::new().unwrap();
    let setup = |file: &str| {
        let relay = Relay::parse(&format!("smtps://mail.example.com?ca={file}")).unwrap();
        Smtp::new(relay, calm()).err().unwrap()
    };
    assert!(matches!(setup("/nowhere/ca.pem"), TlsError::File(..)));
    assert!(matches!(setup(empty.path().to_str().unwrap()), TlsError::Empty(_)));
    assert!(matches!(setup(no_certificate.path().to_str().unwrap()), TlsError::Certificate(..)));
}
