//! Guessing: whoever comes with wrong links is slowed down, and nobody else.

use std::net::SocketAddr;

use afterword::web::{App, router};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use jiff::SignedDuration;

use crate::browser::Recipient;
use crate::client::Answer;
use crate::support::databases::{each_database, sqlite};

/// So many wrong links at once, and as many a minute.
const WRONG_LINKS: usize = 30;

/// A request from this address, by way of whom its header says.
async fn visit(ada: &Recipient, method: Method, peer: &str, forwarded_for: &str, url: &str) -> Answer {
    let path = url.strip_prefix("https://ask.example").unwrap_or(url);
    let mut request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let peer: SocketAddr = SocketAddr::new(peer.parse().unwrap(), 4711);
    request.extensions_mut().insert(ConnectInfo(peer));
    if !forwarded_for.is_empty() {
        request.headers_mut().insert("x-forwarded-for", forwarded_for.parse().unwrap());
    }
    ada.client.send(request).await
}

/// The statuses of so many wrong links.
async fn guess(ada: &Recipient, peer: &str, forwarded_for: &str, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in 0..count {
        let page = ["r", "u", "p"][number % 3];
        let answer = visit(ada, Method::GET, peer, forwarded_for, &format!("/{page}/guess-{number}")).await;
        statuses.push(answer.status.as_u16());
    }
    statuses
}

#[test]
fn wrong_links_are_slowed_down_and_right_ones_are_not() {
    each_database("guessing_slowed", async |database| {
        let ada = Recipient::asked(database).await;
        let (guesser, neighbour) = ("192.0.2.1", "192.0.2.2");
        let rows = ada.client.rows().await;
        assert_eq!(guess(&ada, guesser, "", WRONG_LINKS).await, [404; WRONG_LINKS]);
        let known = visit(&ada, Method::GET, guesser, "", "/r/guess").await;
        assert_eq!((known.status.as_u16(), &known.headers["retry-after"]), (429, &"2".parse().unwrap()));
        assert!(known.text.contains("Too many links that lead nowhere"), "{}", known.text);
        let truncated = ada.links.answer.split_at(ada.links.answer.len() - 1).0;
        let kind = ada.links.preferences.replace("/p/", "/r/");
        for method in [Method::GET, Method::POST] {
            for url in [truncated, &kind, "/u/x", "/p/%00"] {
                let answer = visit(&ada, method.clone(), guesser, "", url).await;
                assert_eq!((answer.status, &answer.text), (known.status, &known.text), "{url}");
                assert_eq!(answer.headers, known.headers);
            }
        }
        for url in [&ada.links.answer, &ada.links.unsubscribe, &ada.links.preferences] {
            assert_eq!(visit(&ada, Method::GET, guesser, "", url).await.status, 200, "{url}");
        }
        assert_eq!(guess(&ada, neighbour, "", 1).await, [404]);
        assert_eq!(ada.client.rows().await, rows);
        ada.client.house.engine.world.clock.advance(SignedDuration::from_secs(2));
        assert_eq!(guess(&ada, guesser, "", 2).await, [404, 429], "one more after each two seconds");
        ada.client.house.engine.world.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(guess(&ada, guesser, "", WRONG_LINKS + 1).await.iter().filter(|one| **one == 429).count(), 1);
        assert_eq!(visit(&ada, Method::POST, guesser, "", &ada.links.one_click).await.status, 200);
    });
}

#[test]
fn a_neighbour_behind_the_same_ipv6_network_counts_as_one() {
    sqlite("guessing_ipv6", async |database| {
        let ada = Recipient::asked(database).await;
        assert_eq!(guess(&ada, "2001:db8:0:1::1", "", WRONG_LINKS).await, [404; WRONG_LINKS]);
        assert_eq!(guess(&ada, "2001:db8:0:1:ffff::2", "", 1).await, [429]);
        assert_eq!(guess(&ada, "2001:db8:0:2::1", "", 1).await, [404]);
    });
}

#[test]
fn a_forwarded_address_is_believed_from_a_trusted_proxy_alone() {
    sqlite("guessing_proxy", async |database| {
        let mut ada = Recipient::asked(database).await;
        for number in 0..WRONG_LINKS {
            assert_eq!(guess(&ada, "192.0.2.1", &format!("198.51.100.{number}"), 1).await, [404]);
        }
        assert_eq!(guess(&ada, "192.0.2.1", "198.51.100.99", 1).await, [429], "nobody's word for it counts");
        let engine = ada.client.house.engine.clone();
        ada.client.router = router(App::behind(engine, "10.0.0.0/8".parse().unwrap()));
        for number in 0..WRONG_LINKS {
            let forged = format!("203.0.113.{number}, 198.51.100.1, 10.0.0.7");
            assert_eq!(guess(&ada, "10.0.0.1", &forged, 1).await, [404]);
        }
        assert_eq!(
            guess(&ada, "10.0.0.1", "203.0.113.99, 198.51.100.1", 1).await,
            [429],
            "what stands before is forged"
        );
        assert_eq!(guess(&ada, "10.0.0.1", "198.51.100.2", 1).await, [404]);
        assert_eq!(guess(&ada, "198.51.100.2", "198.51.100.1", 1).await, [404], "it is no proxy");
    });
}
