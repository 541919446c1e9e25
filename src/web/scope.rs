//! Scopes: what an API key may do.

use std::fmt;

use crate::store::users::Role;

/// A right that a handler asks for; see `May` in `auth`.
pub trait Right: Send + Sync + 'static {
    const SCOPE: Scope;
}

macro_rules! scopes {
    ($($name:ident = $text:literal, $says:literal;)*) => {
        /// A part of what can be done through the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Scope { $($name),* }

        impl Scope {
            pub const ALL: &'static [Scope] = &[$(Scope::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Scope::$name => $text),* }
            }

            /// What it allows, for people.
            pub fn says(self) -> &'static str {
                match self { $(Scope::$name => $says),* }
            }
        }

        $(
            #[doc = $says]
            pub struct $name;

            impl Right for $name {
                const SCOPE: Scope = Scope::$name;
            }
        )*
    };
}

scopes! {
    EventsWrite = "events:write", "Report events.";
    OrdersWrite = "orders:write", "Change, cancel, hold and release what was reported.";
    InvitationsRead = "invitations:read", "See invitations and their messages.";
    InvitationsWrite = "invitations:write", "Invite by hand, move and cancel invitations.";
    ResponsesRead = "responses:read", "See what contacts answered.";
    ExplanationsRead = "explanations:read", "See why something was or was not sent.";
    ReportsRead = "reports:read", "See what asking and reminding brought, and what was refused.";
    StorefrontsRead = "storefronts:read", "See storefronts.";
    StorefrontsWrite = "storefronts:write", "Make and change storefronts.";
    CampaignsRead = "campaigns:read", "See campaigns.";
    CampaignsWrite = "campaigns:write", "Make, change, pause and resume campaigns.";
    TemplatesRead = "templates:read", "See message templates and what they make.";
    TemplatesWrite = "templates:write", "Make, change and delete message templates, send them as a test.";
    ContactsRead = "contacts:read", "See contacts and their consents.";
    ContactsWrite = "contacts:write", "Change contacts, record and withdraw consents.";
    SuppressionsRead = "suppressions:read", "See suppressions.";
    SuppressionsWrite = "suppressions:write", "Suppress addresses, lift suppressions.";
    AccountRead = "account:read", "See the account's settings.";
    AccountWrite = "account:write", "Change the account's settings, hold and release it.";
    ApiKeysRead = "api_keys:read", "See which API keys there are.";
    ApiKeysWrite = "api_keys:write", "Make and revoke API keys.";
    AuditRead = "audit:read", "See who changed what.";
    SandboxRead = "sandbox:read", "See a sandbox's clock and outbox.";
    SandboxWrite = "sandbox:write", "Move a sandbox's clock, report receipts.";
}

impl Scope {
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scope| scope.as_str() == text)
    }
}

/// A set of scopes.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u32);

const _: () = assert!(Scope::ALL.len() <= 32, "a scope needs a bit");

impl Scopes {
    pub fn all() -> Self {
        Scope::ALL.iter().copied().collect()
    }

    /// What a user may do at the pages: whoever has no say over the account sees it without its keys and its audit log.
    pub fn of(role: Role) -> Self {
        use Scope::{AccountWrite, ApiKeysRead, ApiKeysWrite, AuditRead};
        let is_allowed = |scope: &Scope| match role {
            Role::Admin => true,
            Role::Editor => !matches!(scope, AccountWrite | ApiKeysRead | ApiKeysWrite | AuditRead),
            Role::Viewer => scope.as_str().ends_with(":read") && !matches!(scope, ApiKeysRead | AuditRead),
        };
        Scope::ALL.iter().copied().filter(is_allowed).collect()
    }

    pub fn has(self, scope: Scope) -> bool {
        self.0 & bit(scope) != 0
    }

    /// Reads what [`Scopes`] writes; words of a newer program are left out: whoever does not know a right has none.
    pub fn read(text: &str) -> Self {
        text.split(' ').filter_map(Scope::parse).collect()
    }

    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.has(*scope))
    }
}

fn bit(scope: Scope) -> u32 {
    1 << scope as u32
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | bit(scope)))
    }
}

/// Words with a space between, as they are stored.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.iter().map(Scope::as_str).collect();
        f.write_str(&words.join(" "))
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_read_back_as_written() {
        assert_eq!(Scopes::read(&Scopes::all().to_string()), Scopes::all());
        let two: Scopes = [Scope::EventsWrite, Scope::SandboxWrite].into_iter().collect();
        assert_eq!(two.to_string(), "events:write sandbox:write");
        assert_eq!(Scopes::read("events:write everything:write  sandbox:write"), two);
        assert!(Scopes::read("").iter().next().is_none());
    }
}
