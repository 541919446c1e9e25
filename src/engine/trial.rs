//! Trials: a template as a made-up customer would read it, shown or sent to the business itself. They are no messages to a
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
use crate::field::FieldError;
use crate::store::accounts::Account;
use crate::store::outbox::Boxed;
use crate::store::storefronts::Storefront;
use crate::store::{self, Tx, accounts, outbox, storefronts, templates, users};
use crate::texts::template::{self, LONGEST_SUBJECT, SAMPLE_NAME, SAMPLE_REFERENCE, Wordings, sample_order};
use crate::texts::{Language, MailFacts};

/// Between two tests of one account that go into the world.
pub const GAP: SignedDuration = SignedDuration::from_secs(10);

/// The texts to try.
#[derive(Debug, Clone)]
pub enum Words {
    Stored(TemplateId),
    Given { purpose: Purpose, wordings: Wordings },
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
    pub async fn send_trial(&self, account: AccountId, trial: Trial, to: String) -> Result<Tried, Error> {
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
            if account.sandbox_since.is_some() {
                outbox::insert(tx, account.id, &[boxed(&engine, &letter, message, trial.role, now)])?;
                return Ok(Ok((letter, message, false)));
            }
            let allowed = allow(tx, &engine, &account, &trial.words, (&to, node_now))?;
            Ok(allowed.map(|()| (letter, message, true)))
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

/// Whether a real account may send a test now, which it then has done. By the node's clock: nobody moves that one.
fn allow(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: &Account,
    words: &Words,
    (to, now): (&str, Timestamp),
) -> Refusable<()> {
    if account.hold.is_some() {
        return Ok(Err(Error::State { code: "account.held", detail: "the account is on hold: it sends nothing" }));
    }
    if !users::is_known(tx, account.id, email_key(&engine.secret, account.id, to))? {
        let detail = "a test goes to a user of the account: `afterword user` makes one";
        return Ok(Err(FieldError::told("/to", "to.no_user", detail).into()));
    }
    if templates::last_test(tx, account.id)?.is_some_and(|last| now < last + GAP) {
        return Ok(Err(Error::State { code: "test.too_soon", detail: "an account sends one test every 10 seconds" }));
    }
    if let Words::Stored(id) = words {
        templates::mark_test(tx, account.id, *id, now)?;
    }
    Ok(Ok(()))
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
        Words::Given { purpose, wordings } => (*purpose, wordings.clone()),
        Words::Stored(id) => match templates::find(tx, account.id, *id)? {
            Some(template) => (template.purpose, template.languages),
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
        customer_name: Some(SAMPLE_NAME),
        shop: &storefront.name,
        reference: SAMPLE_REFERENCE,
        answer_url: &links.answer,
        unsubscribe_url: &links.unsubscribe,
        preferences_url: &links.preferences,
        postal_address: storefront.postal_address.as_deref(),
        privacy_url: storefront.privacy_url.as_deref(),
    };
    let order = sample_order(storefront.url.as_deref());
    let shop = Language::best(Some(&storefront.language), Language::English);
    let Some((language, wording)) = template::best(&wordings, trial.language.unwrap_or(shop), shop) else {
        return Ok(Err(FieldError::told("/languages", "field.missing", "there are no texts").into()));
    };
    let is_reminder = trial.role == Role::Reminder;
    let text = match template::mail(language, wording, purpose, is_reminder, &facts, &order) {
        Ok(text) => text,
        Err(mistake) => {
            let error = FieldError::told(format!("/languages/{language}"), "template.invalid", mistake.to_string());
            return Ok(Err(error.into()));
        }
    };
    let to = Recipient { address: to.to_owned(), name: None };
    let message = MessageId::new(now, engine.world.chance.bits());
    Ok(Ok(Shown { language, letter: letter::seal(to, &storefront, text, links, (message, now)) }))
}

fn storefront(tx: &mut Tx<'_>, account: AccountId, slug: Option<&str>) -> Result<Option<Storefront>, store::Error> {
    match slug {
        Some(slug) => storefronts::find_by_slug(tx, account, slug),
        None => Ok(storefronts::list(tx, account, None, None, 1)?.into_iter().next()),
    }
}
