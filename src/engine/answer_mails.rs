//! Mails to the business about new answers. They are no messages to a contact: they go beside the attempts, at most once.
//! What is told is marked before it is handed over: a node that dies in between loses a mail and doubles none.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, MessageId};
use rules::settle::Ended;
use rules::time::{Zone, day_of, resolve};

use super::Engine;
use super::error::Refusable;
use super::hand_over::Parcel;
use super::notice::Notice;
use super::people::email_key;
use super::take_in::Batch;
use crate::field::FieldError;
use crate::intake::email::Email;
use crate::intake::text::is_hidden;
use crate::settings::account::{ANSWER_MAILS_TO, AccountSettings, Pace};
use crate::store::accounts::Account;
use crate::store::responses::Response;
use crate::store::{self, Tx, answer_mails, contacts, responses, storefronts, users};
use crate::texts::{self, AnswerFacts, AnswerMailFacts, Language, MailText, MeanStars};

/// Between two mails of an account that wants to hear of each answer: what comes meanwhile is gathered into one.
const GATHERED_FOR: SignedDuration = SignedDuration::from_mins(5);
/// When an account that wants one mail a day gets it, on the clock of its first storefront.
const MORNING: Time = time(8, 0, 0, 0);
/// What is younger may still be on its way into the database, and is told the next time.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_secs(10);
/// Mails of one run, so that it stays short: the other accounts get theirs a minute later.
const MOST_AT_ONCE: usize = 100;
/// Answers that are read for a mail, the newest: the average is of these.
const MOST_READ: i64 = 1_000;
/// Answers that a mail lists.
pub const MOST_LISTED: usize = 20;
/// Characters of a comment in a mail; all of it is on the page.
const LONGEST_EXCERPT: usize = 500;
/// A rating up to this is listed before the others.
const LOW: u8 = 2;

/// A mail to the business, and which answers it tells of.
#[derive(Debug)]
pub struct Telling {
    account: AccountId,
    told: Span,
    parcel: Parcel,
}

/// The answers after one instant, until another.
type Span = (Timestamp, Timestamp);

/// Checks what an account's settings come to say of these mails. Switched on, they begin with what comes from now on.
///
/// # Errors
/// [`Error::Fields`](super::Error::Fields) for an address that is none, or no user's.
pub fn agree(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: &Account,
    settings: &mut AccountSettings,
    now: Timestamp,
) -> Refusable<()> {
    let (before, wish) = (&account.settings.answer_mails, &mut settings.answer_mails);
    if wish == before {
        return Ok(Ok(()));
    }
    if let Some(to) = &mut wish.to {
        match Email::parse(to) {
            Ok(email) => email.as_str().clone_into(to),
            Err(fault) => return Ok(Err(FieldError::new(ANSWER_MAILS_TO, fault).into())),
        }
        if !users::is_known(tx, account.id, email_key(&engine.secret, account.id, to))? {
            let detail = "answers are told to a user of the account: `afterword user` makes one";
            return Ok(Err(FieldError::told(ANSWER_MAILS_TO, "to.no_user", detail).into()));
        }
    }
    if before.wanted().is_none() && wish.wanted().is_some() {
        answer_mails::begin(tx, account.id, now)?;
    }
    Ok(Ok(()))
}

/// Tells the business what is new, if it is time. Sandboxes are told nothing: their box is for mails to customers.
pub(super) fn tell(tx: &mut Tx<'_>, batch: &Batch<'_>, notices: &mut Vec<Telling>) -> Result<usize, store::Error> {
    let Batch { engine, account, now } = batch;
    let Some((to, pace)) = account.settings.answer_mails.wanted() else { return Ok(0) };
    let has_room = notices.len() < engine.channel.room(0).min(MOST_AT_ONCE);
    if account.hold.is_some() || account.sandbox_since.is_some() || !has_room {
        return Ok(0);
    }
    // A user who was locked out meanwhile is told nothing.
    if !users::is_known(tx, account.id, email_key(&engine.secret, account.id, to))? {
        return Ok(0);
    }
    let Some(told_until) = answer_mails::told_until(tx, account.id)? else { return Ok(0) };
    let Some(first) = storefronts::list(tx, account.id, None, None, 1)?.pop() else { return Ok(0) };
    let Some(until) = due(pace, told_until, *now, &first.zone) else { return Ok(0) };
    let told = (told_until, until);
    let count = responses::count_completed(tx, account.id, told)?;
    if count == 0 || !answer_mails::mark(tx, account.id, told_until, until)? {
        return Ok(0);
    }
    let language = Language::best(Some(&first.language), Language::English);
    let text = write(tx, batch, language, told, count)?;
    let message = MessageId::new(*now, engine.world.chance.bits());
    // From the installation: no storefront's sender writes to the business.
    let notice = Notice { to: to.to_owned(), to_name: None, from_name: "Afterword".to_owned(), text };
    let letter = Arc::new(notice.letter(message, *now));
    notices.push(Telling { account: account.id, told, parcel: Parcel { message, letter } });
    Ok(1)
}

/// Until when answers are to be told now. None: it is not time yet.
fn due(pace: Pace, told_until: Timestamp, now: Timestamp, zone: &Zone) -> Option<Timestamp> {
    let settled = now - SETTLED_AFTER;
    let (until, rest) = match pace {
        Pace::Each => (settled, GATHERED_FOR),
        Pace::Daily => (last_morning(settled, zone), SignedDuration::ZERO),
    };
    (until > told_until && until >= told_until + rest).then_some(until)
}

fn last_morning(at: Timestamp, zone: &Zone) -> Timestamp {
    let today = day_of(at, zone);
    let morning = |day: Date| resolve(zone, day.to_datetime(MORNING));
    if morning(today) <= at { morning(today) } else { morning(today.yesterday().unwrap_or(today)) }
}

fn write(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    language: Language,
    told: Span,
    count: i64,
) -> Result<MailText, store::Error> {
    let account = batch.account.id;
    let newest = responses::completed(tx, account, told, MOST_READ)?;
    let mut rated: Vec<(Option<u8>, &Response)> = newest.iter().map(|response| (stars(response), response)).collect();
    let mean = mean(rated.iter().filter_map(|(stars, _)| *stars));
    rated.sort_by_key(|(stars, _)| stars.is_none_or(|stars| stars > LOW));
    rated.truncate(MOST_LISTED);
    let contacts: Vec<_> = rated.iter().map(|(_, response)| response.contact).collect();
    let contacts = contacts::by_ids(tx, account, &contacts)?;
    let shops: BTreeSet<_> = rated.iter().map(|(_, response)| response.storefront).collect();
    let shops = storefronts::by_ids(tx, account, &shops)?;
    let answers = rated.into_iter().map(|(stars, response)| AnswerFacts {
        stars,
        comment: response.words().map(|words| excerpt(&words)),
        customer_name: contacts.iter().find(|one| one.id == response.contact).and_then(|one| one.name.as_deref()),
        reference: &response.reference,
        shop: shops.iter().find(|one| one.id == response.storefront).map_or("", |one| &one.name),
    });
    let facts = AnswerMailFacts {
        account: &batch.account.name,
        count,
        mean,
        answers: answers.collect(),
        answers_url: &format!("{}/answers", batch.engine.settings.public_url),
    };
    Ok(texts::answer_mail(language, &facts))
}

/// Of the service; else the fewest that a product got.
fn stars(response: &Response) -> Option<u8> {
    let of_products = || response.products().iter().filter_map(|product| product.stars).min();
    u8::try_from(response.stars().or_else(of_products)?).ok()
}

fn mean(stars: impl Iterator<Item = u8>) -> Option<MeanStars> {
    let (sum, rated) = stars.fold((0_u32, 0_u32), |(sum, rated), stars| (sum + u32::from(stars), rated + 1));
    (rated > 0).then(|| MeanStars { stars: f64::from(sum) / f64::from(rated), rated })
}

/// The beginning of a comment, without characters that hide how the rest is read.
fn excerpt(comment: &str) -> String {
    let mut seen = comment.chars().filter(|character| *character == '\n' || !is_hidden(*character));
    let mut excerpt: String = seen.by_ref().take(LONGEST_EXCERPT).collect();
    if seen.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

impl Engine {
    /// Hands mails to the business over; nobody waits for how that ends. What a relay surely has not taken is told
    /// again, with what has come by then.
    pub(super) fn hand_notices_over(&self, notices: Vec<Telling>) {
        if notices.is_empty() {
            return;
        }
        let mut ends = self.channel.hand_over(notices.iter().map(|notice| notice.parcel.clone()).collect());
        let engine = self.clone();
        tokio::spawn(async move {
            while let Some(handed) = ends.recv().await {
                let Some(notice) = notices.iter().find(|notice| notice.parcel.message == handed.message) else {
                    continue;
                };
                let account = notice.account;
                // What a relay says may name the address.
                tracing::info!(%account, ended = ?handed.ended, "a mail about new answers was handed over");
                if handed.ended == Ended::RetrySafe
                    && let Err(error) = engine.take_back(account, notice.told).await
                {
                    tracing::warn!(%account, %error, "the business is not told of some new answers");
                }
            }
        });
    }

    async fn take_back(&self, account: AccountId, (after, until): Span) -> Result<bool, store::Error> {
        self.store.write("take_back_notice", move |tx| answer_mails::mark(tx, account, until, after)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_told_at_eight_on_the_clock_of_the_zone() {
        let table = [
            ("Europe/Stockholm", "2026-03-03T07:00:09Z", "2026-03-02T07:00:00Z"),
            ("Europe/Stockholm", "2026-03-03T07:00:10Z", "2026-03-03T07:00:00Z"),
            // The clocks go forward in the night to the 29th.
            ("Europe/Stockholm", "2026-03-29T06:00:10Z", "2026-03-29T06:00:00Z"),
            ("Asia/Tokyo", "2026-03-03T22:59:00Z", "2026-03-02T23:00:00Z"),
            ("Asia/Tokyo", "2026-03-03T23:01:00Z", "2026-03-03T23:00:00Z"),
        ];
        for (zone, now, expected) in table {
            let zone = Zone::parse(zone).unwrap();
            let until = due(Pace::Daily, at("2026-01-01T00:00:00Z"), at(now), &zone);
            assert_eq!(until, Some(at(expected)), "{now}");
            assert_eq!(due(Pace::Daily, at(expected), at(now), &zone), None, "told already: {now}");
        }
    }

    #[test]
    fn each_answer_is_told_when_it_is_settled_and_the_last_mail_is_old_enough() {
        let zone = Zone::parse("UTC").unwrap();
        let told = at("2026-03-03T12:00:00Z");
        for (now, expected) in [
            ("2026-03-03T12:05:09Z", None),
            ("2026-03-03T12:05:10Z", Some(at("2026-03-03T12:05:00Z"))),
            ("2026-03-03T11:00:00Z", None),
        ] {
            assert_eq!(due(Pace::Each, told, at(now), &zone), expected, "{now}");
        }
    }

    #[test]
    fn an_excerpt_ends_where_it_is_long_and_hides_nothing() {
        assert_eq!(excerpt("a\nb\u{202e}c\u{200b}"), "a\nbc");
        let longest = "å".repeat(LONGEST_EXCERPT);
        assert_eq!(excerpt(&longest), longest);
        assert_eq!(excerpt(&format!("{longest}x")), format!("{longest}…"));
        assert_eq!(excerpt(&format!("{longest}\u{200b}")), longest);
    }
}
