//! Tickets: what a browser holds between the password and the next question. Nothing of it is stored.

use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, UserId};

use super::seal::Seal;
use crate::secret::{Secret, digest};
use crate::store::users::User;
use crate::world::Chance;

/// How long somebody may look for the authenticator.
const LASTS: SignedDuration = SignedDuration::from_mins(10);
const BOUND_TO: &str = "the password was right";

/// Whose password was right, and which it was: after a change it is worth nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket(Vec<(AccountId, UserId, String)>);

impl Ticket {
    pub fn of(people: &[(AccountId, User)]) -> Self {
        Self(people.iter().map(|(account, user)| (*account, user.id, mark(user))).collect())
    }

    /// Whom it may be, in the order in which it was made.
    pub fn people(&self) -> impl Iterator<Item = (AccountId, UserId)> {
        self.0.iter().map(|(account, user, _)| (*account, *user))
    }

    /// Whether the user is still who got it.
    pub fn fits(&self, account: AccountId, user: &User) -> bool {
        user.disabled_at.is_none() && self.0.contains(&(account, user.id, mark(user)))
    }

    pub fn seal(&self, secret: &Secret, now: Timestamp, chance: &Chance) -> String {
        let people = self.0.iter().map(|(account, user, mark)| format!("{account} {user} {mark}"));
        let until = (now + LASTS).as_millisecond().to_string();
        let text = std::iter::once(until).chain(people).collect::<Vec<_>>().join("\n");
        seal(secret).close(text.as_bytes(), chance)
    }

    /// None: it is none of ours, or its time is over.
    pub fn open(text: &str, secret: &Secret, now: Timestamp) -> Option<Self> {
        let text = String::from_utf8(seal(secret).open(text)?).ok()?;
        let mut lines = text.lines();
        let until: i64 = lines.next()?.parse().ok()?;
        let people: Option<Vec<_>> = lines.map(person).collect();
        (now.as_millisecond() < until).then_some(Self(people?))
    }
}

/// It names several accounts, so its key is that of none.
fn seal(secret: &Secret) -> Seal<'static> {
    Seal::new(secret.sealing_key(AccountId::from_bits(0), "ticket"), BOUND_TO)
}

fn person(line: &str) -> Option<(AccountId, UserId, String)> {
    let mut words = line.split(' ');
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.to_owned()))
}

fn mark(user: &User) -> String {
    digest(user.password_hash.as_deref().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use rules::address::AddressKey;

    use super::*;
    use crate::store::users::Role;

    #[test]
    fn a_ticket_is_good_for_its_user_with_this_password_for_some_minutes() {
        let (secret, now, chance) = (Secret::new([7; 32]), Timestamp::UNIX_EPOCH, Chance::seeded(1));
        let account = AccountId::from_bits(1);
        let mut user = User::new(UserId::from_bits(2), ("ada@example.com", AddressKey(3)), Role::Admin, now);
        user.password_hash = Some("one".to_owned());
        let text = Ticket::of(&[(account, user.clone())]).seal(&secret, now, &chance);
        let ticket = Ticket::open(&text, &secret, now).unwrap();
        assert!(ticket.fits(account, &user) && !ticket.fits(AccountId::from_bits(9), &user));
        assert_eq!(ticket.people().collect::<Vec<_>>(), [(account, user.id)]);
        assert_eq!(Ticket::open(&text, &secret, now + LASTS), None);
        assert_eq!(Ticket::open(&text, &Secret::new([8; 32]), now), None);
        assert_eq!(Ticket::open("", &secret, now), None);
        assert!(!ticket.fits(account, &User { disabled_at: Some(now), ..user.clone() }));
        user.password_hash = Some("another".to_owned());
        assert!(!ticket.fits(account, &user));
    }
}
