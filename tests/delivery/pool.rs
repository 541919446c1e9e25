//! Many mails over few connections: reuse, limits, losses, and leaving politely.

use std::sync::Arc;
use std::time::Duration;

use afterword::delivery::smtp::{Outcomes, Relay, Smtp};
use afterword::delivery::{Outcome, Patience, Phase, Trouble};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::smtp::{Fault, Manners, Place, Server};
use crate::world::{accepted, calm, mails, obey_the_law, outcomes, patience, smtp};

#[tokio::test]
async fn one_connection_serves_batch_after_batch() {
    for pipelining in [true, false] {
        let server = Server::start(Manners { pipelining, ..Manners::default() }).await;
        let smtp = smtp(&server, "connections=1", calm());
        for _ in 0..3 {
            let outcomes = outcomes(&smtp, mails(50)).await;
            assert_eq!(accepted(&outcomes), 50);
        }
        assert_eq!((server.ledger().len(), server.connections()), (150, 1));
    }
}

#[tokio::test]
async fn connections_work_side_by_side() {
    let gate = Arc::new(Semaphore::new(0));
    let server = Server::start(Manners { gate: Some(gate.clone()), ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=4", calm());
    let told = smtp.hand_over(mails(8));
    // No verdict is given before four mails wait for theirs at once.
    server.hears("DATA", 4).await;
    assert_eq!(server.connections(), 4);
    gate.add_permits(8);
    drain(told, 8).await;
    assert_eq!((server.ledger().len(), server.connections()), (8, 4));
}

#[tokio::test]
async fn a_slow_mail_holds_back_only_itself() {
    let fault = Some((Place::Dot, Fault::Stall));
    let server = Server::start(Manners { fault, only_for: "person3@", ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=2", calm());
    let mut told = smtp.hand_over(mails(20));
    for _ in 0..19 {
        let (id, outcome) = told.recv().await.unwrap();
        assert_eq!((id == "m3", outcome.code()), (false, "accepted"));
    }
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_limit_of_mails_per_connection_costs_connections_and_no_mail() {
    for pipelining in [true, false] {
        for connections in [1, 3] {
            let server = Server::start(Manners { pipelining, mails_per_connection: 4, ..Manners::default() }).await;
            let smtp = smtp(&server, &format!("connections={connections}"), calm());
            let outcomes = outcomes(&smtp, mails(40)).await;
            obey_the_law(&outcomes, &server);
            assert_eq!((accepted(&outcomes), server.ledger().len()), (40, 40));
            assert!(server.connections() >= 10);
        }
    }
}

#[tokio::test]
async fn a_limit_of_connections_costs_no_mail() {
    let server = Server::start(Manners { most_connections: 2, ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=8", calm());
    for _ in 0..3 {
        assert_eq!(accepted(&outcomes(&smtp, mails(40)).await), 40);
    }
    assert_eq!(server.ledger().len(), 120);
    assert!(server.connections() < 20, "learns how many are borne: {}", server.connections());
}

#[tokio::test]
async fn after_a_relay_turned_us_away_all_connections_come_back() {
    let gate = Arc::new(Semaphore::new(0));
    let fault = Some((Place::Greeting, Fault::Say("421 4.3.2 starting up")));
    let server = Server::start(Manners { gate: Some(gate.clone()), fault, times: 1, ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=4", calm());
    assert_eq!(accepted(&outcomes(&smtp, mails(1)).await), 0);
    let told = smtp.hand_over(mails(8));
    server.hears("DATA", 4).await;
    gate.add_permits(8);
    drain(told, 8).await;
}

#[tokio::test]
async fn a_relay_that_takes_no_mail_now_is_not_asked_for_each() {
    let fault = Some((Place::Mail, Fault::Say("421 4.3.2 shutting down")));
    let server = Server::start(Manners { fault, ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=2", calm());
    let outcomes = outcomes(&smtp, mails(100)).await;
    obey_the_law(&outcomes, &server);
    let away =
        |outcome: &Outcome| matches!(outcome, Outcome::RetrySafe { phase: Phase::Mail, trouble: Trouble::Said(_) });
    assert!(outcomes.values().all(away) && outcomes.len() == 100);
    assert!(server.connections() <= 4, "{}", server.connections());
}

#[tokio::test]
async fn a_relay_that_is_down_gives_everything_back_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = Relay::parse(&format!("smtp://{}?connections=4", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let smtp = Smtp::new(relay, calm()).unwrap();
    for _ in 0..2 {
        let outcomes = outcomes(&smtp, mails(30)).await;
        let down = |outcome: &Outcome| {
            matches!(outcome, Outcome::RetrySafe { phase: Phase::Connect, trouble: Trouble::Unreachable(_) })
        };
        assert!(outcomes.values().all(down) && outcomes.len() == 30);
    }
}

#[tokio::test]
async fn a_mail_that_cannot_begin_in_time_comes_back_untouched() {
    let fault = Some((Place::Dot, Fault::Stall));
    let server = Server::start(Manners { fault, ..Manners::default() }).await;
    let hurry = Patience { start: Duration::from_millis(200), ..calm() };
    let smtp = smtp(&server, "connections=1", hurry);
    let mut told = smtp.hand_over(mails(4));
    let late = Outcome::RetrySafe { phase: Phase::Queue, trouble: Trouble::Late };
    for _ in 0..3 {
        let (id, outcome) = told.recv().await.unwrap();
        assert_eq!((id == "m0", outcome), (false, late.clone()));
    }
    let said = server.heard().into_iter().filter(|line| line.starts_with("RCPT")).collect::<Vec<_>>();
    assert_eq!(said, ["RCPT TO:<person0@example.org>"]);
}

#[tokio::test]
async fn a_connection_that_the_server_closed_while_idle_is_replaced() {
    let server = Server::start(Manners::default()).await;
    let smtp = smtp(&server, "connections=1", calm());
    assert_eq!(accepted(&outcomes(&smtp, mails(1)).await), 1);
    server.hang_up();
    for _ in 0..3 {
        let outcomes = outcomes(&smtp, mails(1)).await;
        assert_eq!(accepted(&outcomes), 1, "{outcomes:?}");
    }
    assert_eq!((server.ledger().len(), server.connections()), (4, 2));
}

#[tokio::test]
async fn an_idle_connection_is_left_politely_and_opened_again_when_needed() {
    let server = Server::start(Manners::default()).await;
    let brief = Patience { idle: Duration::from_millis(50), ..calm() };
    let smtp = smtp(&server, "connections=1", brief);
    assert_eq!(accepted(&outcomes(&smtp, mails(1)).await), 1);
    server.hears("QUIT", 1).await;
    assert_eq!(accepted(&outcomes(&smtp, mails(1)).await), 1);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn closing_gives_back_what_waits_lets_finish_what_runs_and_says_quit() {
    let gate = Arc::new(Semaphore::new(0));
    let server = Server::start(Manners { gate: Some(gate.clone()), ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=1", calm());
    let mut told = smtp.hand_over(mails(3));
    server.hears("DATA", 1).await;
    let closing = tokio::spawn({
        let smtp = smtp.clone();
        async move { smtp.close().await }
    });
    let back = Outcome::RetrySafe { phase: Phase::Queue, trouble: Trouble::Closing };
    for _ in 0..2 {
        assert_eq!(told.recv().await.unwrap().1, back);
    }
    gate.add_permits(1);
    assert_eq!(told.recv().await.unwrap().1.code(), "accepted");
    closing.await.unwrap();
    server.hears("QUIT", 1).await;
    assert!(outcomes(&smtp, mails(2)).await.values().all(|outcome| *outcome == back));
    assert_eq!(server.ledger().len(), 1);
}

#[tokio::test]
async fn mails_that_nobody_waits_for_are_left_out() {
    let gate = Arc::new(Semaphore::new(0));
    let server = Server::start(Manners { gate: Some(gate.clone()), ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=1", calm());
    let told = smtp.hand_over(mails(5));
    server.hears("DATA", 1).await;
    drop(told);
    gate.add_permits(10);
    assert_eq!(accepted(&outcomes(&smtp, mails(1)).await), 1);
    assert_eq!(server.ledger().len(), 2);
}

#[tokio::test]
async fn an_empty_batch_ends_at_once_and_opens_nothing() {
    let server = Server::start(Manners::default()).await;
    let smtp = smtp(&server, "", patience());
    assert!(outcomes(&smtp, Vec::new()).await.is_empty());
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn many_batches_at_once_each_get_their_own_outcomes() {
    let server = Server::start(Manners::default()).await;
    let smtp = smtp(&server, "connections=4", calm());
    let mut batches = tokio::task::JoinSet::new();
    for batch in 0..20 {
        let smtp = smtp.clone();
        batches.spawn(async move {
            let mut own = mails(10);
            own.iter_mut().for_each(|mail| mail.id = format!("b{batch}-{}", mail.id));
            let outcomes = outcomes(&smtp, own).await;
            assert_eq!(accepted(&outcomes), 10);
            assert!(outcomes.keys().all(|id| id.starts_with(&format!("b{batch}-"))));
        });
    }
    batches.join_all().await;
    assert_eq!(server.ledger().len(), 200);
    assert!(server.connections() <= 4);
}

async fn drain(mut told: Outcomes, count: usize) {
    for _ in 0..count {
        assert_eq!(told.recv().await.unwrap().1.code(), "accepted");
    }
    assert!(told.recv().await.is_none());
}
