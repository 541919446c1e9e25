//! The business hears of new answers by mail: soon, once a day, or never, and of each at most once.

use std::sync::Arc;

use afterword::delivery::Patience;
use afterword::engine::answer_mails::MOST_LISTED;
use afterword::engine::startup::Startup;
use afterword::store::answer_mails::told_until;
use afterword::store::audit_log::Actor;
use afterword::store::responses::Suspicion;
use jiff::SignedDuration;
use rules::campaign::{AccountHold, Purpose};
use rules::settle::Ended;
use serde_json::json;

use crate::answer_shop::{Book, NOW, OWNER, Shop, order, pass};
use crate::smtp::{Manners, Server};
use crate::support::databases::{each_database, sqlite};
use crate::support::house::{House, email, engine};

#[test]
fn an_answer_is_told_within_about_a_minute_with_all_that_it_says() {
    each_database("each_answer", async |database| {
        let shop = Shop::asking(database, 1, "each").await;
        shop.until("2026-03-03T15:00:00Z").await;
        shop.answer(1, 2, "Came late.\n<b>And broken.</b>\u{202e}").await;
        shop.until("2026-03-03T15:30:00Z").await;
        assert_eq!(shop.told(), ["2026-03-03T15:01:00Z A new answer"]);
        let mail = &shop.mails()[0];
        assert_eq!((mail.to.as_str(), &mail.from, &mail.reply_to), (OWNER, &None, &None));
        for said in ["On average 2.0 of 5 stars (n = 1).", "https://ask.example/answers"] {
            assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
        }
        let quoted = "★★☆☆☆ 2 of 5\n> Came late.\n> <b>And broken.</b>\nCustomer 1 · A-1 · Main Street\n";
        assert!(mail.text.contains(quoted), "{}", mail.text);
        assert!(mail.html.contains("Came late.<br>\n&lt;b&gt;And broken.&lt;/b&gt;</p>"), "{}", mail.html);
    });
}

#[test]
fn a_flood_is_gathered_and_all_of_it_is_told_once() {
    each_database("flood", async |database| {
        let shop = Shop::asking(database, 40, "each").await;
        shop.until("2026-03-03T15:00:00Z").await;
        for number in 1..=40 {
            shop.house.engine.world.clock.advance(SignedDuration::from_secs(1));
            shop.answer(number, if number == 3 || number == 8 { 1 } else { 5 }, "").await;
            if number % 4 == 0 {
                shop.until(&format!("2026-03-03T15:{:02}:00Z", number / 4)).await;
            }
        }
        shop.until("2026-03-03T16:00:00Z").await;
        let expected = ["15:01:00Z 4 new answers", "15:06:00Z 20 new answers", "15:11:00Z 16 new answers"];
        assert_eq!(shop.told(), expected.map(|line| format!("2026-03-03T{line}")));
        let references = |text: &str| {
            let lines = text.lines().filter(|line| line.starts_with("Customer"));
            lines.filter_map(|line| line.split(" · ").nth(1)).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(references(&shop.mails()[0].text), ["A-3", "A-4", "A-2", "A-1"], "low ones first, then the newest");
        assert!(shop.mails()[0].text.contains("On average 4.0 of 5 stars (n = 4)."));
    });
}

#[test]
fn a_mail_lists_some_answers_and_counts_all() {
    each_database("listed", async |database| {
        let shop = Shop::asking(database, 30, "daily").await;
        for number in 1..=30 {
            shop.answer(number, if number == 1 { 2 } else { 4 }, &"x".repeat(4_000)).await;
        }
        shop.leap("2026-03-04T08:00:00Z").await;
        let mails = shop.mails();
        assert_eq!((mails.len(), mails[0].subject.as_str()), (1, "30 new answers"));
        assert_eq!(mails[0].text.matches(" · A-").count(), MOST_LISTED);
        assert!(mails[0].text.contains("20 of them follow") && mails[0].text.contains(" · A-1 · "));
        assert!(mails[0].text.contains("(n = 30)"));
        assert!(mails[0].html.len() < 20_000, "{} bytes", mails[0].html.len());
    });
}

#[test]
fn once_a_day_means_in_the_morning_of_the_first_storefront_and_only_with_answers() {
    each_database("daily", async |database| {
        let shop = Shop::asking(database, 3, "daily").await;
        shop.answer(1, 5, "").await;
        for night in ["2026-03-03T23:00:00Z", "2026-03-04T06:59:00Z"] {
            shop.leap(night).await;
        }
        shop.answer(2, 5, "").await;
        shop.until("2026-03-04T07:05:00Z").await;
        for silence in ["2026-03-05T07:30:00Z", "2026-03-06T12:00:00Z"] {
            shop.leap(silence).await;
        }
        shop.answer(3, 5, "").await;
        for night in ["2026-03-06T23:00:00Z", "2026-03-07T06:59:00Z"] {
            shop.leap(night).await;
        }
        shop.until("2026-03-07T07:05:00Z").await;
        shop.leap("2026-03-08T12:00:00Z").await;
        // 08:00 in Stockholm, and a moment for what is on its way into the database.
        assert_eq!(shop.told(), ["2026-03-04T07:01:00Z 2 new answers", "2026-03-07T07:01:00Z A new answer"]);
    });
}

#[test]
fn never_is_never_and_what_came_before_the_wish_is_not_told() {
    each_database("never", async |database| {
        let shop = Shop::asking(database, 3, "never").await;
        shop.answer(1, 5, "").await;
        shop.until("2026-03-03T15:00:00Z").await;
        assert_eq!(shop.told(), [""; 0]);
        shop.wish("each").await;
        shop.until("2026-03-03T15:30:00Z").await;
        assert_eq!(shop.told(), [""; 0]);
        shop.answer(2, 5, "").await;
        shop.until("2026-03-03T16:00:00Z").await;
        shop.wish("never").await;
        shop.answer(3, 5, "").await;
        shop.until("2026-03-03T16:30:00Z").await;
        shop.wish("daily").await;
        shop.leap("2026-03-04T12:00:00Z").await;
        assert_eq!(shop.told(), ["2026-03-03T15:31:00Z A new answer"]);
    });
}

#[test]
fn half_answers_doubtful_ones_and_changes_are_not_told() {
    each_database("not_told", async |database| {
        let shop = Shop::asking(database, 3, "each").await;
        shop.until("2026-03-03T15:00:00Z").await;
        shop.submit(1, 5, "", false, None).await;
        shop.submit(2, 5, "", true, Some(Suspicion::TooFast)).await;
        shop.answer(3, 4, "").await;
        shop.until("2026-03-03T15:30:00Z").await;
        shop.answer(3, 1, "On second thought").await;
        shop.until("2026-03-03T16:00:00Z").await;
        assert_eq!(shop.told(), ["2026-03-03T15:01:00Z A new answer"]);
        shop.answer(1, 5, "").await;
        shop.until("2026-03-03T16:30:00Z").await;
        assert_eq!(shop.told()[1..], ["2026-03-03T16:01:00Z A new answer"]);
    });
}

#[test]
fn an_account_on_hold_is_silent_until_its_release() {
    each_database("held", async |database| {
        let shop = Shop::asking(database, 2, "each").await;
        let (engine, account) = (&shop.house.engine, shop.house.account);
        engine.hold_account(account, AccountHold::KillSwitch, Actor::CommandLine).await.unwrap();
        shop.answer(1, 5, "").await;
        shop.answer(2, 5, "").await;
        shop.until("2026-03-03T15:00:00Z").await;
        assert_eq!(shop.told(), [""; 0]);
        engine.release_account(account, Actor::CommandLine).await.unwrap();
        shop.until("2026-03-03T15:30:00Z").await;
        assert_eq!(shop.told(), ["2026-03-03T15:01:00Z 2 new answers"]);
    });
}

#[test]
fn a_restored_database_does_not_tell_what_the_original_may_have_told() {
    sqlite("restored", async |database| {
        let shop = Shop::asking(database, 2, "each").await;
        let (engine, account) = (&shop.house.engine, shop.house.account);
        assert_eq!(engine.start().await, Ok(Startup::New));
        shop.answer(1, 5, "").await;
        database.outside("UPDATE installation SET mark = 0");
        engine.world.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(engine.start().await, Ok(Startup::Copied { held: 1 }));
        shop.until("2026-03-03T15:00:00Z").await;
        shop.answer(2, 5, "").await;
        engine.release_account(account, Actor::CommandLine).await.unwrap();
        shop.until("2026-03-03T15:30:00Z").await;
        assert_eq!(shop.told(), ["2026-03-03T15:01:00Z A new answer"]);
    });
}

#[test]
fn of_two_nodes_one_tells() {
    each_database("two_nodes", async |database| {
        let shop = Shop::asking(database, 1, "each").await;
        shop.answer(1, 5, "").await;
        let clock = &shop.house.engine.world.clock;
        for _ in 0..10 {
            clock.advance(SignedDuration::from_mins(1));
            let other = engine(database.store(), clock.now(), Arc::<Book>::clone(&shop.book));
            tokio::join!(pass(&shop.house.engine), pass(&other));
        }
        assert_eq!(shop.told().len(), 1);
    });
}

#[test]
fn a_node_that_dies_before_the_hand_over_loses_the_mail_and_nobody_doubles_it() {
    each_database("dies", async |database| {
        let shop = Shop::asking(database, 2, "each").await;
        shop.answer(1, 5, "").await;
        *shop.book.fault.lock().unwrap() = Some(None);
        shop.until("2026-03-03T14:10:00Z").await;
        *shop.book.fault.lock().unwrap() = None;
        shop.until("2026-03-03T15:00:00Z").await;
        assert_eq!(shop.told(), [""; 0]);
        shop.answer(2, 5, "").await;
        shop.until("2026-03-03T15:30:00Z").await;
        assert_eq!(shop.told(), ["2026-03-03T15:01:00Z A new answer"]);
    });
}

#[test]
fn what_a_relay_surely_did_not_take_is_told_later_and_what_it_may_have_taken_is_not() {
    for (number, (ended, told)) in [(Ended::RetrySafe, 1), (Ended::Unknown, 0), (Ended::Refused, 0)].iter().enumerate()
    {
        each_database(&format!("relay_{number}"), async |database| {
            let shop = Shop::asking(database, 1, "each").await;
            let (store, account) = (&shop.house.engine.store, shop.house.account);
            let mark = async || store.read("mark", move |tx| told_until(tx, account)).await.unwrap();
            let before = mark().await;
            shop.answer(1, 5, "").await;
            shop.until("2026-03-03T14:05:00Z").await;
            *shop.book.fault.lock().unwrap() = Some(Some(*ended));
            shop.until("2026-03-03T14:06:00Z").await;
            while *ended == Ended::RetrySafe && mark().await != before {
                tokio::task::yield_now().await;
            }
            *shop.book.fault.lock().unwrap() = None;
            shop.until("2026-03-03T15:00:00Z").await;
            assert_eq!(shop.told().len(), *told, "{ended:?}");
        });
    }
}

#[test]
fn a_user_who_was_locked_out_is_told_nothing() {
    each_database("locked_out", async |database| {
        let shop = Shop::asking(database, 1, "each").await;
        shop.house.disable(OWNER).await;
        shop.answer(1, 5, "").await;
        shop.until("2026-03-03T15:00:00Z").await;
        assert_eq!(shop.told(), [""; 0]);
    });
}

#[test]
fn a_sandbox_tells_nobody() {
    each_database("sandbox", async |database| {
        let house = House::sandbox(database, NOW).await;
        house.user(OWNER).await;
        house.account_settings(json!({ "answer_mails": { "to": OWNER, "when": "each" } })).await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "delay": "P0D", "send_at": null })).await;
        house.report(order(1, &json!({ "email": "ada@example.com" }))).await;
        house.until("2026-03-03T14:01:00Z").await;
        let book = Arc::new(Book::default());
        let mut shop = Shop { house, book: Arc::clone(&book) };
        shop.house.engine.channel = book;
        shop.house.engine.world.clock.advance(SignedDuration::from_mins(1));
        shop.answer(1, 5, "").await;
        shop.house.until("2026-03-05T00:00:00Z").await;
        shop.until("2026-03-03T15:00:00Z").await;
        assert_eq!((shop.told().len(), shop.house.box_().await.len()), (0, 1));
    });
}

#[test]
fn the_mail_goes_out_over_real_smtp_from_the_installation() {
    each_database("smtp", async |database| {
        let server = Server::start(Manners::default()).await;
        let mut shop = Shop::asking(database, 1, "each").await;
        let relay = format!("smtp://{}", server.address);
        shop.house.engine.channel = email(&relay, "afterword@ask.example", Patience::default());
        shop.answer(1, 5, "Wunderschön").await;
        shop.until("2026-03-03T14:10:00Z").await;
        while server.ledger().is_empty() {
            tokio::task::yield_now().await;
        }
        let taken = server.ledger();
        assert_eq!((taken.len(), taken[0].recipient.as_str()), (1, OWNER));
        let content = String::from_utf8_lossy(&taken[0].content);
        assert!(content.starts_with("From: Afterword <afterword@ask.example>\r\n"), "{content}");
        assert!(
            content.contains("\r\nSubject: A new answer\r\n") && !content.contains("List-Unsubscribe"),
            "{content}"
        );
    });
}
