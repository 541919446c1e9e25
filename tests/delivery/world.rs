//! What these tests share: mails, patience in milliseconds, and the law between outcomes and the server's ledger.

use std::collections::BTreeMap;
use std::time::Duration;

use afterword::delivery::header::MessageId;
use afterword::delivery::mail::{Mail, Mailbox};
use afterword::delivery::name::{DisplayName, Subject};
use afterword::delivery::smtp::Smtp;
use afterword::delivery::{EmailAddress, Outcome, Outgoing, Patience};
use jiff::Timestamp;

use crate::smtp::{Manners, Server};

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// Long enough for a loaded machine, short enough for silence to be tested.
pub fn patience() -> Patience {
    let short = Duration::from_millis(1_000);
    let long = Duration::from_secs(60);
    Patience {
        start: long,
        connect: short,
        tls: short,
        greeting: short,
        command: short,
        body: short,
        verdict: short,
        quit: short,
        idle: long,
    }
}

/// For tests in which nothing may be silent.
pub fn calm() -> Patience {
    let long = Duration::from_secs(60);
    Patience { connect: long, tls: long, greeting: long, command: long, body: long, verdict: long, ..patience() }
}

pub fn mail_to(recipient: &str, id: &str) -> Mail {
    Mail {
        from: Mailbox { name: DisplayName::parse("Example Shop").ok(), address: address("shop@example.com") },
        reply_to: None,
        to: Mailbox { name: None, address: address(recipient) },
        subject: Subject::parse("How was it?").unwrap(),
        message_id: MessageId::new(id, "example.com").unwrap(),
        date: Timestamp::from_second(1_700_000_000).unwrap(),
        text: "Hello,\n\nhow was it?\n".to_owned(),
        html: "<p>Hello,</p><p>how was it?</p>".to_owned(),
        unsubscribe: None,
        extra: Vec::new(),
    }
}

pub fn outgoing(recipient: &str, id: &str) -> Outgoing {
    Outgoing {
        id: id.to_owned(),
        sender: address("bounces@example.com"),
        recipient: address(recipient),
        content: mail_to(recipient, id).render().unwrap(),
    }
}

/// `count` mails to as many people.
pub fn mails(count: usize) -> Vec<Outgoing> {
    (0..count).map(|number| outgoing(&format!("person{number}@example.org"), &format!("m{number}"))).collect()
}

pub fn smtp(server: &Server, options: &str, patience: Patience) -> Smtp {
    Smtp::new(server.relay("smtp", "", options), patience).unwrap()
}

/// All outcomes of a batch, by id; each id once.
pub async fn outcomes(smtp: &Smtp, mails: Vec<Outgoing>) -> BTreeMap<String, Outcome> {
    let mut told = smtp.hand_over(mails);
    let mut outcomes = BTreeMap::new();
    while let Some((id, outcome)) = told.recv().await {
        assert!(outcomes.insert(id, outcome).is_none(), "an outcome was told twice");
    }
    outcomes
}

/// A server of these manners, one mail, its outcome; and the law.
pub async fn one(manners: Manners) -> Outcome {
    let server = Server::start(manners).await;
    let smtp = smtp(&server, "connections=1", patience());
    let outcomes = outcomes(&smtp, mails(1)).await;
    obey_the_law(&outcomes, &server);
    smtp.close().await;
    outcomes["m0"].clone()
}

/// Accepted is in the ledger, what may be sent again is not, and nothing is in it twice.
pub fn obey_the_law(outcomes: &BTreeMap<String, Outcome>, server: &Server) {
    let ledger = server.ledger();
    for (id, outcome) in outcomes {
        let taken = ledger.iter().filter(|entry| entry.message_id == format!("<{id}@example.com>")).count();
        assert!(taken <= 1, "{id} was taken {taken} times");
        match outcome {
            Outcome::Accepted { .. } => assert_eq!(taken, 1, "{id}: {outcome}"),
            Outcome::Refused { .. } | Outcome::RetrySafe { .. } => assert_eq!(taken, 0, "{id}: {outcome}"),
            Outcome::Unknown { .. } => {}
        }
    }
}

pub fn accepted(outcomes: &BTreeMap<String, Outcome>) -> usize {
    outcomes.values().filter(|outcome| matches!(outcome, Outcome::Accepted { .. })).count()
}
