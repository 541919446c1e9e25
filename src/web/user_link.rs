//! Links by which a user chooses a password: shown or mailed once, kept as a hash.

use jiff::{SignedDuration, Timestamp};
use rules::id::AccountId;

use super::credential::Credential;
use crate::engine::Engine;
use crate::store::user_links::{self, Purpose, UserLink};
use crate::store::users::User;
use crate::store::{Error, Tx};

/// A link, and the row that is kept of it.
pub struct Minted {
    pub url: String,
    pub kept: UserLink,
}

/// How long a link is good.
pub fn lasts(purpose: Purpose) -> SignedDuration {
    match purpose {
        Purpose::Welcome => SignedDuration::from_hours(7 * 24),
        Purpose::Forgotten => SignedDuration::from_hours(1),
    }
}

/// What a user needs a link for: whoever never had a password is new.
pub fn purpose_for(user: &User) -> Purpose {
    if user.password_hash.is_none() { Purpose::Welcome } else { Purpose::Forgotten }
}

pub fn mint(engine: &Engine, account: AccountId, user: &User, now: Timestamp) -> Minted {
    let credential = Credential::mint(account, &engine.world.chance);
    let purpose = purpose_for(user);
    let kept = UserLink {
        user: user.id,
        purpose,
        secret_hash: credential.hash(),
        created_at: now,
        expires_at: now + lasts(purpose),
    };
    Minted { url: format!("{}/welcome/{}", engine.settings.public_url, credential.reveal()), kept }
}

/// The link that a token is, unless its time is over.
///
/// # Errors
/// Those of the store.
pub fn find(tx: &mut Tx<'_>, token: &Credential, now: Timestamp) -> Result<Option<UserLink>, Error> {
    user_links::find_by_hash(tx, token.account(), &token.hash(), now)
}
