//! What a person reads who sets a relay up: each step in plain words, the first wrong one with advice.

use afterword::delivery::smtp::{Finding, Relay, probe};
use tokio::net::TcpListener;

use crate::secure::Authority;
use crate::smtp::{Fault, Manners, Place, Server};
use crate::world::patience;

/// The findings, one a line, with the mark a terminal would show; ports are not the same twice.
async fn report(relay: &Relay) -> String {
    let line = |finding: Finding| match finding {
        Finding::Good(words) => format!("ok      {words}\n"),
        Finding::Notice(words) => format!("notice  {words}\n"),
        Finding::Bad { what, advice } => format!("wrong   {what}\n        {advice}\n"),
    };
    let findings = probe(relay, patience()).await;
    findings.into_iter().map(line).collect::<String>().replace(&relay.port.to_string(), "PORT")
}

#[tokio::test]
async fn a_good_relay_shows_its_steps_and_gets_no_mail() {
    let authority = Authority::new();
    let tls = Some(authority.acceptor("127.0.0.1"));
    let server = Server::start(Manners { tls, auth: "PLAIN", ..Manners::default() }).await;
    let relay = server.relay("smtp+starttls", "shop:secret@", &authority.option());
    assert_eq!(
        report(&relay).await,
        "ok      connected to smtp+starttls://127.0.0.1:PORT at 127.0.0.1\n\
         ok      it greets with: test ESMTP\n\
         ok      the connection is encrypted; the certificate is valid for 127.0.0.1\n\
         ok      logged in by AUTH PLAIN\n\
         ok      smtp+starttls://127.0.0.1:PORT is ready to take mail\n"
    );
    let verbs = server.heard().iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(verbs, ["EHLO", "STARTTLS", "EHLO", "AUTH", "QUIT"]);
}

#[tokio::test]
async fn what_could_be_better_is_noticed() {
    let authority = Authority::new();
    let tls = Some(authority.acceptor("127.0.0.1"));
    let server = Server::start(Manners { tls, ..Manners::default() }).await;
    assert!(report(&server.relay("smtp", "", "")).await.contains("write smtp+starttls:// instead of smtp://"));
    let server = Server::start(Manners { auth: "PLAIN", ..Manners::default() }).await;
    assert!(report(&server.relay("smtp", "", "")).await.contains("offers a login and the URL has none"));
    let server = Server::start(Manners { pipelining: false, ..Manners::default() }).await;
    assert!(report(&server.relay("smtp", "", "")).await.contains("no PIPELINING"));
}

#[tokio::test]
async fn the_wrong_step_comes_with_advice() {
    let authority = Authority::new();
    for (place, fault, login, advice) in [
        (Place::Greeting, Fault::Stall, "", "may expect TLS from the first byte"),
        (Place::Greeting, Fault::Garbage, "", "no mail server: check the port"),
        (Place::Greeting, Fault::Say("554 5.7.1 no service for you"), "", "may limit who may connect"),
        (Place::Auth, Fault::Say("535 5.7.8 wrong"), "shop:secret@", "check user and password"),
    ] {
        let server = Server::start(Manners { auth: "PLAIN", fault: Some((place, fault)), ..Manners::default() }).await;
        let told = report(&server.relay("smtp", login, "")).await;
        assert!(told.contains("wrong   ") && told.contains(advice), "{told}");
        assert!(!told.contains("secret"), "{told}");
    }
    let plain = Server::start(Manners::default()).await;
    assert!(report(&plain.relay("smtp+starttls", "", "")).await.contains("does not encrypt on this port"));
    assert!(report(&plain.relay("smtp", "shop:secret@", "")).await.contains("offers no login here"));
    assert!(report(&plain.relay("smtps", "", &authority.option())).await.contains("speaks TLS from the first byte"));
    let tls = Some(authority.acceptor("other.example"));
    let other = Server::start(Manners { tls, implicit_tls: true, ..Manners::default() }).await;
    assert!(report(&other.relay("smtps", "", "")).await.contains("add the option ca="));
}

#[tokio::test]
async fn a_relay_that_is_not_there_is_told_apart_from_a_certificate_file_that_is_not() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = Relay::parse(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    assert!(report(&relay).await.contains("check the host's name and the port"));
    let relay = Relay::parse("smtps://mail.example.com?ca=/nowhere.pem").unwrap();
    assert!(report(&relay).await.contains("correct the option ca"));
}
