//! A shop whose customers answer, and whose owner hears of it by mail.

use std::sync::{Arc, Mutex};

use afterword::engine::Engine;
use afterword::engine::answers::{Section, Submission};
use afterword::engine::duties::DUTIES;
use afterword::engine::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use afterword::engine::letter::Letter;
use afterword::store::invitation_list::{self, Order, Wanted};
use afterword::store::responses::Suspicion;
use jiff::SignedDuration;
use rules::campaign::Purpose;
use rules::questionnaire::{Answer, Value};
use rules::settle::Ended;
use serde_json::{Value as Json, json};

use crate::support::databases::Database;
use crate::support::house::{House, at};

pub const NOW: &str = "2026-03-03T14:00:00Z";
pub const OWNER: &str = "owner@shop.example";

/// A relay that takes everything, unless told otherwise, and remembers it.
#[derive(Debug, Default)]
pub struct Book {
    pub letters: Mutex<Vec<Arc<Letter>>>,
    /// How it ends instead; `Some(None)`: nobody ever knows, as when the node dies.
    pub fault: Mutex<Option<Option<Ended>>>,
}

impl Channel for Book {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let ended = match *self.fault.lock().unwrap() {
            Some(None) => return at_once(Vec::new()),
            Some(Some(ended)) => ended,
            None => {
                self.letters.lock().unwrap().extend(parcels.iter().map(|parcel| Arc::clone(&parcel.letter)));
                Ended::Accepted
            }
        };
        at_once(parcels.iter().map(|parcel| Handed { message: parcel.message, ended, text: None }).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        1_000
    }
}

/// A shop whose customers have all been asked.
pub struct Shop {
    pub house: House,
    pub book: Arc<Book>,
}

impl Shop {
    /// Customers with the numbers from 1 on; `when` says how often the owner wants to hear of their answers.
    pub async fn asking(database: &Database, customers: usize, when: &str) -> Shop {
        let book = Arc::new(Book::default());
        let house = House::open(database.store(), at(NOW), Arc::<Book>::clone(&book), false).await;
        house.user(OWNER).await;
        let shop = Shop { house, book };
        shop.wish(when).await;
        let campaign = json!({ "delay": "P0D", "send_at": null });
        shop.house.campaign(Purpose::ServiceReview, "order.delivered", campaign).await;
        for number in 1..=customers {
            let contact = json!({ "email": format!("c{number}@example.com"), "name": format!("Customer {number}") });
            shop.house.report(order(number, &contact)).await;
        }
        assert_eq!(shop.house.engine.tick(at(NOW), 1_000).await.unwrap().settled, customers);
        shop.leap("2026-03-03T14:01:00Z").await;
        shop
    }

    pub async fn wish(&self, when: &str) {
        let mails = json!({ "to": OWNER, "when": when });
        self.house.account_settings(json!({ "answer_mails": mails })).await;
    }

    /// The numbered customer answers now.
    pub async fn answer(&self, number: usize, stars: u8, comment: &str) {
        self.submit(number, stars, comment, true, None).await;
    }

    pub async fn submit(&self, number: usize, stars: u8, comment: &str, finished: bool, suspicion: Option<Suspicion>) {
        let (account, reference) = (self.house.account, format!("A-{number}"));
        let found = self.house.engine.store.read("invitations", move |tx| {
            invitation_list::list(tx, account, &Wanted::default(), Order::Oldest, None, 1_000)
        });
        let found = found.await.unwrap();
        let (invitation, _) = found.iter().find(|(invitation, _)| invitation.reference == reference).unwrap();
        let answer = |question: &str, value| Answer { question: question.to_owned(), value };
        let mut answers = vec![answer("rating", Value::Rating(stars))];
        if !comment.is_empty() {
            answers.push(answer("comment", Value::Comment(comment.to_owned())));
        }
        let answers = vec![Section { product: None, answers }];
        let submission = Submission { invitation: invitation.id, answers, finished, suspicion };
        self.house.engine.submit(account, submission).await.unwrap();
    }

    /// Lives until then, minute by minute.
    pub async fn until(&self, to: &str) {
        let clock = &self.house.engine.world.clock;
        while clock.now() < at(to) {
            clock.tell(at(to).min(clock.now() + SignedDuration::from_mins(1)));
            pass(&self.house.engine).await;
        }
    }

    /// Sleeps until then.
    pub async fn leap(&self, to: &str) {
        self.house.engine.world.clock.tell(at(to));
        pass(&self.house.engine).await;
    }

    /// The mails to the business.
    pub fn mails(&self) -> Vec<Arc<Letter>> {
        let letters = self.book.letters.lock().unwrap();
        letters.iter().filter(|letter| letter.to.ends_with("@shop.example")).cloned().collect()
    }

    /// When each was written, and its subject.
    pub fn told(&self) -> Vec<String> {
        let line = |letter: &Arc<Letter>| {
            let date = jiff::Timestamp::from_millisecond(letter.date).unwrap();
            format!("{date} {}", letter.subject)
        };
        self.mails().iter().map(line).collect()
    }
}

pub fn order(number: usize, contact: &Json) -> Json {
    json!({
        "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"), "occurred_at": NOW,
        "contact": contact,
    })
}

/// What a node does now and then.
pub async fn pass(engine: &Engine) {
    for duty in DUTIES {
        engine.do_duty(duty, engine.world.clock.now()).await.unwrap();
    }
}
