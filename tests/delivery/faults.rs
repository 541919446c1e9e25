//! Every fault at every place of a conversation, and what can be known afterwards (trust.md 1).

use afterword::delivery::smtp::Smtp;
use afterword::delivery::{Blame, Outcome, Phase, Trouble};
use tokio::task::JoinSet;

use crate::secure::Authority;
use crate::smtp::{Fault, Manners, Place, Server};
use crate::world::{accepted, mails, obey_the_law, one, outcomes, patience, smtp};

const FAULTS: [Fault; 7] = [
    Fault::Say("451 4.3.0 not now"),
    Fault::Say("550 5.0.0 not ever"),
    Fault::Stall,
    Fault::Drop,
    Fault::Garbage,
    Fault::Slow,
    Fault::Say("421 4.3.2 closing"),
];

/// A accepted, R refused, S safe to retry, U unknown; columns as in `FAULTS`.
const TABLE: [(Place, &str); 12] = [
    (Place::Tls, "SSSSSAS"),
    (Place::Greeting, "SSSSSAS"),
    (Place::Ehlo, "SSSSSAS"),
    (Place::StartTls, "SSSSSAS"),
    (Place::Auth, "SSSSSAS"),
    (Place::Mail, "SRSSSAS"),
    (Place::Rcpt, "SRSSSAS"),
    (Place::Data, "SRSSSAS"),
    (Place::Body, "SRUUUAS"),
    (Place::Dot, "SRUUUAS"),
    (Place::AfterDot, "AAUUUAA"),
    (Place::Quit, "AAAAAAA"),
];

fn letter(outcome: &Outcome) -> char {
    match outcome {
        Outcome::Accepted { .. } => 'A',
        Outcome::Refused { .. } => 'R',
        Outcome::RetrySafe { .. } => 'S',
        Outcome::Unknown { .. } => 'U',
    }
}

/// Where a retry-safe outcome says that it stopped.
fn phase(place: Place) -> Phase {
    match place {
        Place::Tls => Phase::Tls,
        Place::Greeting => Phase::Greeting,
        Place::Ehlo => Phase::Ehlo,
        Place::StartTls => Phase::StartTls,
        Place::Auth => Phase::Auth,
        Place::Mail => Phase::Mail,
        Place::Rcpt => Phase::Rcpt,
        Place::Data => Phase::Data,
        // A reply that comes while the content is on its way is found at its end.
        Place::Body | Place::Dot | Place::AfterDot | Place::Quit => Phase::Dot,
    }
}

async fn cell(place: Place, fault: Fault, pipelining: bool, expected: char) {
    let authority = Authority::new();
    let (tls, scheme) = match place {
        Place::Tls => (true, "smtps"),
        Place::StartTls => (true, "smtp+starttls"),
        _ => (false, "smtp"),
    };
    let server = Server::start(Manners {
        pipelining,
        tls: tls.then(|| authority.acceptor("127.0.0.1")),
        implicit_tls: place == Place::Tls,
        auth: "PLAIN LOGIN",
        fault: Some((place, fault)),
        ..Manners::default()
    })
    .await;
    let login = if place == Place::Auth { "shop:secret@" } else { "" };
    let relay = server.relay(scheme, login, &format!("connections=1&{}", authority.option()));
    let smtp = Smtp::new(relay, patience()).unwrap();
    let outcomes = outcomes(&smtp, mails(1)).await;
    let outcome = &outcomes["m0"];

    let name = format!("{place:?} x {fault:?}, pipelining {pipelining}: {outcome}");
    assert_eq!(letter(outcome), expected, "{name}");
    obey_the_law(&outcomes, &server);
    if let Outcome::RetrySafe { phase: at, .. } = outcome {
        assert_eq!(*at, phase(place), "{name}");
    }
    smtp.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outcome_is_what_can_be_known() {
    let mut cells = JoinSet::new();
    for (place, row) in TABLE {
        for (fault, expected) in FAULTS.into_iter().zip(row.chars()) {
            for pipelining in [true, false] {
                cells.spawn(cell(place, fault, pipelining, expected));
            }
        }
    }
    assert_eq!(cells.join_all().await.len(), 12 * 7 * 2);
}

#[test]
fn the_documents_show_this_table() {
    let name = |fault: &Fault| match fault {
        Fault::Say(words) if words.starts_with("421") => "421",
        Fault::Say(words) if words.starts_with('4') => "4yz",
        Fault::Say(_) => "5yz",
        Fault::Stall => "stall",
        Fault::Drop => "drop",
        Fault::Garbage => "garbage",
        Fault::Slow => "slow",
    };
    let line = |first: &str, cells: Vec<String>| format!("| {first} | {} |\n", cells.join(" | "));
    let mut table = line("step", FAULTS.iter().map(|fault| name(fault).to_owned()).collect());
    table += &line("---", vec!["---".to_owned(); FAULTS.len()]);
    for (place, row) in TABLE {
        table += &line(&format!("{place:?}"), row.chars().map(String::from).collect());
    }
    let document = include_str!("../../docs/reference/faults.md");
    let (_, rest) = document.split_once("<!-- table -->\n").unwrap();
    let (shown, _) = rest.split_once("<!-- end -->").unwrap();
    assert_eq!(shown, table, "put this table into docs/reference/faults.md");
}

#[tokio::test]
async fn only_the_recipient_s_refusal_condemns_the_address() {
    for (place, words, blame) in [
        (Place::Rcpt, "550 5.1.1 <person0@example.org>: no such user", Blame::Recipient),
        (Place::Rcpt, "550 no mailbox here by that name", Blame::Recipient),
        (Place::Rcpt, "554 5.7.1 relay access denied", Blame::Policy),
        (Place::Mail, "550 5.1.8 sender domain does not exist", Blame::Sender),
        (Place::Dot, "554 this is an advert", Blame::Content),
        (Place::Dot, "550 5.7.1 blocked for spam", Blame::Policy),
    ] {
        let outcome = one(Manners { fault: Some((place, Fault::Say(words))), ..Manners::default() }).await;
        let Outcome::Refused { blame: told, reply, .. } = &outcome else { panic!("{words}: {outcome}") };
        assert_eq!(*told, blame, "{words}");
        assert_eq!(outcome.condemns_address(), blame == Blame::Recipient);
        assert!(!reply.text.contains("person0"), "{}", reply.text);
    }
}

#[tokio::test]
async fn a_refusal_that_is_about_our_login_is_no_refusal_of_the_mail() {
    for place in [Place::Mail, Place::Rcpt] {
        let fault = Some((place, Fault::Say("530 5.7.0 authentication required")));
        let outcome = one(Manners { fault, ..Manners::default() }).await;
        assert!(matches!(outcome, Outcome::RetrySafe { trouble: Trouble::Said(_), .. }), "{outcome}");
    }
}

#[tokio::test]
async fn a_reply_before_its_question_is_not_believed() {
    for words in ["354 go on\r\n250 2.0.0 taken", "250 ok\r\n354 go on\r\n250 2.0.0 taken"] {
        for pipelining in [true, false] {
            let fault = Some((Place::Data, Fault::Say(words)));
            let outcome = one(Manners { pipelining, fault, ..Manners::default() }).await;
            assert!(matches!(&outcome, Outcome::RetrySafe { trouble: Trouble::Garbage, .. }), "{outcome}");
        }
    }
}

#[tokio::test]
async fn after_a_fault_the_next_mails_go_through() {
    for (place, fault) in [
        (Place::Mail, FAULTS[1]),
        (Place::Rcpt, FAULTS[0]),
        (Place::Rcpt, FAULTS[1]),
        (Place::Data, FAULTS[1]),
        (Place::Dot, FAULTS[0]),
        (Place::Dot, FAULTS[1]),
        (Place::Dot, Fault::Drop),
        (Place::Dot, FAULTS[6]),
        (Place::AfterDot, Fault::Garbage),
        (Place::AfterDot, FAULTS[6]),
    ] {
        for pipelining in [true, false] {
            let server =
                Server::start(Manners { pipelining, fault: Some((place, fault)), times: 1, ..Manners::default() })
                    .await;
            let smtp = smtp(&server, "connections=1", patience());
            let outcomes = outcomes(&smtp, mails(5)).await;
            obey_the_law(&outcomes, &server);
            let spoiled = usize::from(place != Place::AfterDot || fault == Fault::Garbage);
            assert_eq!(accepted(&outcomes), 5 - spoiled, "{place:?} x {fault:?}");
            let broken = matches!(fault, Fault::Drop | Fault::Garbage) || fault == FAULTS[6];
            assert_eq!(server.connections(), if broken { 2 } else { 1 }, "{place:?} x {fault:?}");
        }
    }
}

/// A fault that strikes now and then while three connections share sixty mails: each mail ends once, by the law.
#[tokio::test(flavor = "multi_thread")]
async fn no_mail_is_lost_or_doubled_on_many_connections() {
    let mut cells = JoinSet::new();
    for (place, _) in TABLE.into_iter().filter(|(place, _)| !matches!(place, Place::Tls | Place::StartTls)) {
        for fault in FAULTS {
            cells.spawn(async move {
                let manners = Manners { fault: Some((place, fault)), times: 7, ..Manners::default() };
                let server = Server::start(Manners { mails_per_connection: 9, ..manners }).await;
                let smtp = smtp(&server, "connections=3", patience());
                let outcomes = outcomes(&smtp, mails(60)).await;
                obey_the_law(&outcomes, &server);
                assert_eq!(outcomes.len(), 60, "{place:?} x {fault:?}");
                let unknown = outcomes.values().filter(|outcome| matches!(outcome, Outcome::Unknown { .. })).count();
                assert!(unknown <= 7 && server.ledger().len() <= accepted(&outcomes) + unknown);
            });
        }
    }
    cells.join_all().await;
}

#[tokio::test]
async fn a_server_that_waits_for_the_content_of_a_refused_mail_gets_none() {
    let fault = Some((Place::Rcpt, FAULTS[1]));
    let server = Server::start(Manners { fault, times: 1, careless_data: true, ..Manners::default() }).await;
    let smtp = smtp(&server, "connections=1", patience());
    let outcomes = outcomes(&smtp, mails(3)).await;
    obey_the_law(&outcomes, &server);
    assert_eq!((accepted(&outcomes), server.connections()), (2, 2));
    assert!(
        server.ledger().iter().all(|entry| entry.recipient != "person0@example.org" && !entry.recipient.is_empty())
    );
}
