//! Trials: a template, or the standard texts, as a made-up customer would read it, shown or sent to the business itself. They are no messages to a
//! contact: they belong to no order, count nowhere, and go beside the attempts, which promise what no test needs.

use jiff::{SignedDuration, Timestamp};
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::id::{AccountId, InvitationId, MessageId, TemplateId};
use rules::settle::Ended;
use rules::strategy::Role;

use super::error::Refusable;
use super::letter::{self, Letter, Recipient};
use super::people::email_key;
use super::{Engine, Error};
use crate::field::{Fault, FieldError, Particulars};
use crate::store::accounts::Account;
use crate::store::audit_log::{Act, Actor};
use crate::store::outbox::Boxed;
use crate::store::storefronts::Storefront;
use crate::store::{self, Tx, accounts, audit_log, outbox, storefronts, templates, users};
use crate::texts::template::{self, LONGEST_SUBJECT, Mistake, SAMPLE_NAME, SAMPLE_REFERENCE, Wordings, sample_order};
use crate::texts::{Language, MailFacts, MailText, mail};

/// Between two tests of one account that go into the world.
pub const GAP: SignedDuration = SignedDuration::from_secs(10);
/// Entries of the audit log in which the last test is looked for.
const LATEST: i64 = 200;

/// The texts to try.
#[derive(Debug, Clone)]
pub enum Words {
    /// The texts that a mail has without a template.
    Standard(Purpose),
    Stored(TemplateId),
    Given {
        purpose: Purpose,
        wordings: Wordings,
    },
}

/// How to try them.
#[derive(Debug, Clone)]
pub struct Trial {
    pub words: Words,
    /// None: the storefront's.
    pub language: Option<Language>,
    pub role: Role,
    /// The slug of the storefront that writes; None: the account's first one.
    pub storefront: Option<String>,
}

/// A mail as it would be, and the language it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub language: Language,
    pub letter: Letter,
}

/// What became of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub message: MessageId,
    pub subject: String,
    pub ended: Ended,
    /// What the relay said of it.
    pub text: Option<String>,
}

impl Engine {
    /// The mail that a template makes for a made-up order.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a template that is not there; [`Error::Fields`] for a storefront that is not, and for
    /// texts that do not work.
    pub async fn show_trial(&self, account: AccountId, trial: Trial) -> Result<Shown, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let shown = self.store.read("show_trial", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            write(tx, &engine, &account, &trial, (SAMPLE_NAME, account.now(node_now)))
        });
        shown.await?
    }

    /// Sends a template as a test: a sandbox into its outbox, a real account to one of its users.
    ///
    /// # Errors
    /// Those of [`Engine::show_trial`]; [`Error::Fields`] for an address that is no user's; [`Error::State`] while the
    /// account is on hold, or 10 seconds after the last test.
    pub async fn send_trial(&self, account: AccountId, trial: Trial, to: String, by: Actor) -> Result<Tried, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let prepared = self.store.write("send_trial", move |tx| -> Refusable<_> {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let now = account.now(node_now);
            let mut letter = match write(tx, &engine, &account, &trial, (&to, now))? {
                Ok(shown) => shown.letter,
                Err(error) => return Ok(Err(error)),
            };
            letter.subject = format!("[test] {}", letter.subject).chars().take(LONGEST_SUBJECT).collect();
            let message = MessageId::new(now, engine.world.chance.bits());
            letter.message_id = message.to_string();
            if let Err(error) = allow(tx, &engine, &account, &trial.words, (&to, node_now))? {
                return Ok(Err(error));
            }
            audit_log::append(tx, account.id, now, (by, Act::TestSent, &message.to_string()))?;
            if account.sandbox_since.is_some() {
                outbox::insert(tx, account.id, &[boxed(&engine, &letter, message, trial.role, now)])?;
                return Ok(Ok((letter, message, false)));
            }
            Ok(Ok((letter, message, true)))
        });
        let (letter, message, to_world) = prepared.await??;
        let subject = letter.subject.clone();
        let (ended, text) = if to_world { self.hand_one_over(message, letter).await } else { (Ended::Accepted, None) };
        Ok(Tried { message, subject, ended, text })
    }
}

fn boxed(engine: &Engine, letter: &Letter, message: MessageId, role: Role, now: Timestamp) -> Boxed {
    Boxed {
        message,
        // Of nothing: there is no order behind it.
        invitation: InvitationId::new(now, engine.world.chance.bits()),
        sent_at: now,
        channel: Channel::Email,
        recipient: letter.to.clone(),
        role,
        mail: serde_json::to_string(letter).expect("a letter is plain data"),
    }
}

/// Whether an account may send a test now. A sandbox always may; a real one then has sent it, by the node's clock.
fn allow(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: &Account,
    words: &Words,
    (to, now): (&str, Timestamp),
) -> Refusable<()> {
    if account.sandbox_since.is_some() {
        return Ok(Ok(()));
    }
    if account.hold.is_some() {
        return Ok(Err(Error::State { code: "account.held", detail: "the account is on hold: it sends nothing" }));
    }
    if !users::is_known(tx, account.id, email_key(&engine.secret, account.id, to))? {
        let detail = "a test goes to a user of the account: `afterword user` makes one";
        return Ok(Err(FieldError::told("/to", "to.no_user", detail).into()));
    }
    let last = [templates::last_test(tx, account.id)?, last_test(tx, account.id)?].into_iter().flatten().max();
    if last.is_some_and(|last| now < last + GAP) {
        return Ok(Err(Error::State { code: "test.too_soon", detail: "an account sends one test every 10 seconds" }));
    }
    if let Words::Stored(id) = words {
        templates::mark_test(tx, account.id, *id, now)?;
    }
    Ok(Ok(()))
}

/// When a test was sent last, as far as the newest entries of the audit log tell.
///
/// # Errors
/// Those of the store.
pub fn last_test(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Timestamp>, store::Error> {
    let entries = audit_log::list(tx, account, None, LATEST)?;
    Ok(entries.into_iter().find(|entry| entry.act == Act::TestSent.as_str()).map(|entry| entry.happened_at))
}

/// Writes the letter of a trial, for an invitation that there is not: its links lead nowhere.
fn write(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: &Account,
    trial: &Trial,
    (to, now): (&str, Timestamp),
) -> Refusable<Shown> {
    let (purpose, wordings) = match &trial.words {
        Words::Standard(purpose) => (*purpose, None),
        Words::Given { purpose, wordings } => (*purpose, Some(wordings.clone())),
        Words::Stored(id) => match templates::find(tx, account.id, *id)? {
            Some(template) => (template.purpose, Some(template.languages)),
            None => return Ok(Err(Error::NotFound)),
        },
    };
    let Some(storefront) = storefront(tx, account.id, trial.storefront.as_deref())? else {
        let detail = "the account has no storefront of this slug, or none at all";
        return Ok(Err(FieldError::told("/storefront", "storefront.unknown", detail).into()));
    };
    let links = letter::links(engine, account.id, InvitationId::new(now, engine.world.chance.bits()));
    let facts = MailFacts {
        products: &[],
        platform: None,
        customer_name: Some(SAMPLE_NAME),
        shop: &storefront.name,
        reference: SAMPLE_REFERENCE,
        answer_url: &links.answer,
        unsubscribe_url: &links.unsubscribe,
        preferences_url: &links.preferences,
        postal_address: storefront.postal_address.as_deref(),
        privacy_url: storefront.privacy_url.as_deref(),
    };
    let shop = Language::best(Some(&storefront.language), Language::English);
    let (reader, is_reminder) = (trial.language.unwrap_or(shop), trial.role == Role::Reminder);
    let (language, text) = match &wordings {
        None => (reader, mail(reader, purpose, is_reminder, &facts)),
        Some(wordings) => match in_own_words(wordings, (reader, shop), (purpose, is_reminder), &facts, &storefront) {
            Ok(written) => written,
            Err(error) => return Ok(Err(error.into())),
        },
    };
    let to = Recipient { address: to.to_owned(), name: None };
    let message = MessageId::new(now, engine.world.chance.bits());
    Ok(Ok(Shown { language, letter: letter::seal(to, &storefront, text, links, (message, now)) }))
}

/// The texts of a template for a made-up order, and the language they are in.
fn in_own_words(
    wordings: &Wordings,
    (reader, shop): (Language, Language),
    (purpose, is_reminder): (Purpose, bool),
    facts: &MailFacts<'_>,
    storefront: &Storefront,
) -> Result<(Language, MailText), FieldError> {
    let none = || FieldError::told("/languages", "field.missing", "there are no texts");
    let (language, wording) = template::best(wordings, reader, shop).ok_or_else(none)?;
    let order = sample_order(storefront.url.as_deref());
    let written = template::mail(language, wording, purpose, is_reminder, facts, &order);
    let wrong = |mistake: Mistake| FieldError::new(format!("/languages/{language}"), fault(mistake));
    written.map(|text| (language, text)).map_err(wrong)
}

/// A mistake in a text as what is wrong with a field.
pub fn fault(mistake: Mistake) -> Fault {
    let told = Fault::told("template.invalid", mistake.to_string());
    let facts = mistake.facts.into_iter().chain([("line", mistake.line.to_string())]).collect();
    Fault { particulars: Some(Particulars { word: mistake.word, facts }), ..told }
}

fn storefront(tx: &mut Tx<'_>, account: AccountId, slug: Option<&str>) -> Result<Option<Storefront>, store::Error> {
    match slug {
        Some(slug) => storefronts::find_by_slug(tx, account, slug),
        None => Ok(storefronts::list(tx, account, None, None, 1)?.into_iter().next()),
    }
}
