//! The bytes of a mail: the same every time, readable by every server, and nobody's but ours.

use afterword::delivery::header::{ExtraHeader, MessageId, Unsubscribe};
use afterword::delivery::mail::{Mail, MailError, Mailbox};
use afterword::delivery::name::{DisplayName, Subject};
use afterword::delivery::rendered::RenderedError;
use afterword::delivery::{EmailAddress, Rendered};
use proptest::prelude::*;

use crate::smtp::{Manners, Server};
use crate::world::{accepted, address, calm, mail_to, outcomes, outgoing, smtp};

fn text_of(mail: &Mail) -> String {
    String::from_utf8(mail.render().unwrap().into_bytes()).unwrap()
}

/// A mail with every part that a mail can have.
fn rich() -> Mail {
    Mail {
        from: Mailbox { name: DisplayName::parse("Øya & Søn").ok(), address: address("shop@example.com") },
        reply_to: Some(Mailbox { name: None, address: address("people@example.com") }),
        to: Mailbox { name: DisplayName::parse("Anna \"A\" Berg").ok(), address: address("anna@räksmörgås.se") },
        subject: Subject::parse("Hur var köpet, Anna?").unwrap(),
        unsubscribe: Some(
            Unsubscribe::at("https://a.example/u/0123456789abcdefghijklmnopqrstuvwxyz0123456789").unwrap(),
        ),
        extra: vec![ExtraHeader::new("Feedback-ID", "camp_1:acc_1:review:afterword").unwrap()],
        ..mail_to("anna@example.org", "msg_1")
    }
}

#[test]
fn a_whole_mail_looks_like_this() {
    let boundary = "=_adc01a3e7f6ce33bb67818f04778ae4c";
    let expected = format!(
        "From: =?utf-8?b?w5h5YSAmIFPDuG4=?= <shop@example.com>\r\n\
         To: \"Anna \\\"A\\\" Berg\" <anna@xn--rksmrgs-5wao1o.se>\r\n\
         Subject: Hur var =?utf-8?b?a8O2cGV0LA==?= Anna?\r\n\
         Message-ID: <msg_1@example.com>\r\n\
         Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n\
         Reply-To: people@example.com\r\n\
         List-Unsubscribe: <https://a.example/u/0123456789abcdefghijklmnopqrstuvwxyz0123456789>\r\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\
         Auto-Submitted: auto-generated\r\n\
         Feedback-ID: camp_1:acc_1:review:afterword\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\
         \r\n\
         --{boundary}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 7bit\r\n\
         \r\n\
         Hello,\r\n\r\nhow was it?\r\n\r\n\
         --{boundary}\r\n\
         Content-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: 7bit\r\n\
         \r\n\
         <p>Hello,</p><p>how was it?</p>\r\n\
         --{boundary}--\r\n"
    );
    assert_eq!(text_of(&rich()), expected);
}

#[test]
fn the_same_parts_give_the_same_bytes_and_other_parts_other_boundaries() {
    let plain = DisplayName::parse("Shop").ok();
    let from = Mailbox { name: plain, address: address("shop@example.com") };
    let mail = Mail { from, text: "Ünïcödé\n".repeat(50), ..rich() };
    assert_eq!(mail.render().unwrap(), mail.clone().render().unwrap());
    let boundary = |mail: &Mail| text_of(mail).split('"').find(|part| part.starts_with("=_")).unwrap().to_owned();
    let moved = Mail { text: format!("{}<", mail.text), html: mail.html.replacen('<', "", 1), ..mail.clone() };
    assert_ne!(boundary(&mail), boundary(&moved));
}

#[test]
fn text_of_every_kind_becomes_lines_that_every_server_takes() {
    for text in [
        "x".repeat(100_000),
        "å".repeat(50_000),
        "日本語".repeat(2_000),
        ".\n..\n.hidden\n\n.".to_owned(),
        "one\rtwo\r\nthree\n\r\nfour".to_owned(),
        "trailing space \nand tab\t\n".repeat(100),
        "From the start\n>From quoted\n".to_owned(),
        String::new(),
    ] {
        let mail = Mail { html: text.clone(), text, ..rich() };
        let bytes = mail.render().unwrap().into_bytes();
        assert!(Rendered::new(bytes).is_ok());
    }
}

#[test]
fn what_cannot_be_mailed_is_refused_with_a_reason() {
    let bell = Mail { text: "ding\u{7}".to_owned(), ..rich() };
    assert_eq!(bell.render(), Err(MailError::Control("text")));
    let null = Mail { html: "a\0b".to_owned(), ..rich() };
    assert_eq!(null.render(), Err(MailError::Control("HTML")));
    let early = Mail { date: jiff::Timestamp::from_second(-1).unwrap(), ..rich() };
    assert_eq!(early.render(), Err(MailError::Date));
    let twin = ExtraHeader::new("FEEDBACK-id", "x").unwrap();
    let twice = Mail { extra: vec![rich().extra[0].clone(), twin], ..rich() };
    assert_eq!(twice.render(), Err(MailError::Twice));
    let huge = Mail { text: "x\n".repeat(1_000_000), ..rich() };
    assert_eq!(huge.render(), Err(MailError::Rendered(RenderedError::Size)));
    let larger = Mail { html: "x".repeat(50_000_000), ..rich() };
    assert_eq!(larger.render(), Err(MailError::Rendered(RenderedError::Size)));
}

#[test]
fn without_https_no_one_click_is_promised() {
    let trial = Unsubscribe::at("http://localhost:8080/u/1").ok();
    let text = text_of(&Mail { unsubscribe: trial, ..rich() });
    assert!(text.contains("List-Unsubscribe: <http://localhost:8080/u/1>\r\n"));
    assert!(!text.contains("One-Click"));
}

#[tokio::test]
async fn the_server_receives_exactly_the_bytes_that_were_rendered() {
    let server = Server::start(Manners::default()).await;
    let smtp = smtp(&server, "connections=1", calm());
    let mut mail = outgoing("anna@räksmörgås.se", "m0");
    let dots =
        Mail { text: ".\n..\n.a\n\n.\n".to_owned(), html: ".\r\n.".to_owned(), ..mail_to("anna@example.org", "m0") };
    mail.content = dots.render().unwrap();
    let bytes = mail.content.as_bytes().to_vec();
    assert_eq!(accepted(&outcomes(&smtp, vec![mail]).await), 1);
    let entry = &server.ledger()[0];
    assert_eq!(entry.content, bytes);
    assert_eq!((&*entry.sender, &*entry.recipient), ("bounces@example.com", "anna@xn--rksmrgs-5wao1o.se"));
}

/// The names of the headers before the first empty line, folded lines left out.
fn header_names(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    let starts = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    starts.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

/// Text as an attacker would choose it.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,80}",
        "(a|\r|\n|\0|:|<|>|\"|\\\\|,|;| |=\\?utf-8\\?q\\?|\\?=|å|\\.|@|Bcc: x@y\\.z){0,12}",
    ]
}

proptest! {
    #[test]
    fn no_field_can_add_a_header_or_a_recipient(
        sender in hostile(), recipient in hostile(), subject in hostile(), text in hostile(), html in hostile(),
        url in hostile(), left in hostile(), name in hostile(), value in hostile(),
    ) {
        let mut mail = rich();
        mail.from.name = DisplayName::parse(&sender).ok();
        mail.to.name = DisplayName::parse(&recipient).ok();
        if let Ok(subject) = Subject::parse(&subject) { mail.subject = subject; }
        if let Ok(id) = MessageId::new(&left, "example.com") { mail.message_id = id; }
        if let Ok(url) = Unsubscribe::at(&format!("https://a.example/{url}")) { mail.unsubscribe = Some(url); }
        mail.extra = ExtraHeader::new(&name, &value).or_else(|_| ExtraHeader::new("X-Value", &value)).into_iter().collect();
        (mail.text, mail.html) = (text, html);
        let mut expected = vec![
            "From", "To", "Subject", "Message-ID", "Date", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted",
        ];
        expected.extend(mail.extra.iter().map(ExtraHeader::name));
        expected.extend(["MIME-Version", "Content-Type"]);
        if let Ok(rendered) = mail.render() {
            prop_assert_eq!(header_names(rendered.as_bytes()), expected);
        }
    }

    #[test]
    fn the_builder_knows_every_address_that_we_take(local in "[!-~]{1,70}", domain in "[a-zåö0-9.-]{1,30}\\.[a-z]{1,9}") {
        if let Ok(address) = EmailAddress::parse(&format!("{local}@{domain}")) {
            prop_assert!(lettre::Address::new(address.local_part(), address.domain()).is_ok());
        }
    }
}
