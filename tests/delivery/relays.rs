//! Several relays: a dead or slow one never slows the rest, and no mail is taken twice.

use std::collections::BTreeMap;
use std::time::Duration;

use afterword::delivery::smtp::Relay;
use afterword::delivery::{Outcome, Outgoing, Patience, Relays, Trouble};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::secure::Authority;
use crate::smtp::{Entry, Fault, Manners, Place, Server};
use crate::world::{calm, mails};

fn relays(relays: Vec<Relay>, patience: Patience) -> Relays {
    Relays::new(relays, patience).unwrap()
}

/// Half of it is a relay's time while there is another: long enough for a loaded machine.
fn brisk() -> Patience {
    Patience { start: Duration::from_secs(8), ..calm() }
}

async fn outcomes(relays: &Relays, mails: Vec<Outgoing>) -> BTreeMap<String, Outcome> {
    let mut told = relays.hand_over(mails);
    let mut outcomes = BTreeMap::new();
    while let Some((id, outcome)) = told.recv().await {
        assert!(outcomes.insert(id, outcome).is_none(), "an outcome was told twice");
    }
    outcomes
}

fn ids(ledger: &[Entry]) -> Vec<&str> {
    ledger.iter().map(|entry| entry.message_id.as_str()).collect()
}

/// A server that stalls here, as a relay of two connections.
async fn staller(place: Place) -> (Server, Relay, Authority) {
    let authority = Authority::new();
    let (tls, scheme) = match place {
        Place::Tls => (true, "smtps"),
        Place::StartTls => (true, "smtp+starttls"),
        _ => (false, "smtp"),
    };
    let server = Server::start(Manners {
        tls: tls.then(|| authority.acceptor("127.0.0.1")),
        implicit_tls: place == Place::Tls,
        auth: "PLAIN",
        fault: Some((place, Fault::Stall)),
        ..Manners::default()
    })
    .await;
    let login = if place == Place::Auth { "shop:secret@" } else { "" };
    let relay = server.relay(scheme, login, &format!("connections=2&{}", authority.option()));
    (server, relay, authority)
}

async fn a_stall_at(place: Place) {
    let (slow, slow_relay, _authority) = staller(place).await;
    let good = Server::start(Manners::default()).await;
    let both = relays(vec![slow_relay, good.relay("smtp", "", "connections=2")], brisk());
    // What a connection has begun waits for its answer; everything else goes out.
    let stuck = if place >= Place::Mail { 2 } else { 0 };
    let mut first = both.hand_over(mails(40));
    for _ in stuck..40 {
        let (id, outcome) = first.recv().await.unwrap();
        assert_eq!(outcome.code(), "accepted", "{place:?}: {id}: {outcome}");
    }
    let (heard, connections) = (slow.heard().len(), slow.connections());
    let second: Vec<_> = mails(80).split_off(40);
    let outcomes = outcomes(&both, second).await;
    assert!(outcomes.values().all(|outcome| outcome.code() == "accepted") && outcomes.len() == 40, "{place:?}");
    assert_eq!((slow.heard().len(), slow.connections()), (heard, connections), "{place:?}: it is left alone");

    let (taken, slowly) = (good.ledger(), slow.ledger());
    let mut all = [ids(&taken), ids(&slowly)].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), taken.len() + slowly.len(), "{place:?}: none was taken twice");
    assert_eq!(taken.len(), 80 - stuck, "{place:?}");
    assert_eq!(slowly.len(), if place == Place::AfterDot { 2 } else { 0 }, "{place:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_relay_never_slows_the_rest_wherever_it_stalls() {
    let mut stalls = JoinSet::new();
    for place in [
        Place::Tls,
        Place::Greeting,
        Place::Ehlo,
        Place::StartTls,
        Place::Auth,
        Place::Mail,
        Place::Rcpt,
        Place::Data,
        Place::Body,
        Place::Dot,
        Place::AfterDot,
    ] {
        stalls.spawn(a_stall_at(place));
    }
    stalls.join_all().await;
}

#[tokio::test]
async fn a_dead_relay_costs_nothing_and_is_left_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let dead = Relay::parse(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let good = Server::start(Manners::default()).await;
    let both = relays(vec![dead.clone(), good.relay("smtp", "", "connections=2")], calm());
    assert_eq!(both.room(0), 8 * 25 + 2 * 25);
    let told = outcomes(&both, mails(100)).await;
    assert!(told.values().all(|outcome| outcome.code() == "accepted") && told.len() == 100);
    assert_eq!((good.ledger().len(), both.room(0)), (100, 50));

    let alone = relays(vec![dead], calm());
    let told = outcomes(&alone, mails(10)).await;
    assert!(
        told.values().all(|outcome| matches!(outcome, Outcome::RetrySafe { trouble: Trouble::Unreachable(_), .. }))
    );
    assert_eq!(alone.room(0), 0, "nothing is claimed for a relay that rests");
    let told = outcomes(&alone, mails(10)).await;
    assert!(told.values().all(|outcome| matches!(outcome, Outcome::RetrySafe { trouble: Trouble::Resting, .. })));
}

#[tokio::test]
async fn what_may_have_arrived_or_was_refused_is_asked_of_no_other_relay() {
    for (place, fault, code) in [
        (Place::AfterDot, Fault::Drop, "unknown"),
        (Place::Dot, Fault::Drop, "unknown"),
        (Place::Dot, Fault::Say("552 5.3.4 too big"), "refused"),
        (Place::Rcpt, Fault::Say("550 5.1.1 no such user"), "refused"),
        (Place::Rcpt, Fault::Say("451 4.7.1 come back later"), "retry_safe"),
    ] {
        let bad = Server::start(Manners { fault: Some((place, fault)), ..Manners::default() }).await;
        let good = Server::start(Manners::default()).await;
        let both = relays(vec![bad.relay("smtp", "", ""), good.relay("smtp", "", "")], calm());
        let told = outcomes(&both, mails(40)).await;
        let ended: Vec<_> = told.iter().filter(|(_, outcome)| outcome.code() == code).map(|(id, _)| id).collect();
        assert_eq!((ended.len(), good.ledger().len()), (20, 20), "{place:?} x {fault:?}");
        let taken = good.ledger();
        assert!(ended.iter().all(|id| !ids(&taken).contains(&format!("<{id}@example.com>").as_str())));
    }
}

#[tokio::test]
async fn a_relay_that_closes_its_service_gives_its_mails_to_the_next() {
    for place in [Place::Greeting, Place::Mail, Place::Rcpt] {
        let fault = Some((place, Fault::Say("421 4.3.2 shutting down")));
        let closing = Server::start(Manners { fault, ..Manners::default() }).await;
        let good = Server::start(Manners::default()).await;
        let both = relays(vec![closing.relay("smtp", "", ""), good.relay("smtp", "", "")], calm());
        let told = outcomes(&both, mails(40)).await;
        assert!(told.values().all(|outcome| outcome.code() == "accepted"), "{place:?}: {told:?}");
        assert_eq!((good.ledger().len(), closing.ledger().len()), (40, 0));
    }
}

#[tokio::test]
async fn a_rate_limits_what_is_claimed_ahead() {
    let server = Server::start(Manners::default()).await;
    let paced = relays(vec![server.relay("smtp", "", "rate=10")], calm());
    assert_eq!((paced.room(0), paced.room(20), paced.room(60)), (50, 30, 0));
    let told = outcomes(&paced, mails(5)).await;
    assert!(told.values().all(|outcome| outcome.code() == "accepted"));
    let mixed = relays(vec![server.relay("smtp", "", "rate=10"), server.relay("smtp", "", "connections=1")], calm());
    assert_eq!(mixed.room(60), 75, "what one does not take goes to the other");
}
