//! The frame around every page: who is signed in, in which language and zone, what the time is, and where else to go.

use askama::Template;
use askama::filters::Safe;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use rules::time::Zone;

use super::clock::ClockBar;
use super::tour::Stop;
use crate::engine::Engine;
use crate::field::FieldError;
use crate::store::accounts::Account;
use crate::texts::{Language, Noun, Value, decimal, duration, instant, percent, reason, text, word};
use crate::web::assets::{SCRIPT, STYLE};
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{Scope, Scopes};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
/// Style and script from here, pictures that shops have named, and nothing from anywhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; \
    connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What all pages have around them.
#[derive(Debug, Clone)]
pub struct Frame {
    pub language: Language,
    /// Times are told on this clock.
    pub zone: Zone,
    /// None: nobody is signed in.
    pub who: Option<Who>,
    /// The path without the query, for the menu and for coming back.
    pub here: String,
    /// What stood behind the question mark.
    pub query: Input,
    /// What was just done, by the key of its message.
    pub said: Option<Said>,
    /// What stands before every path where the pages are served below one.
    pub base: String,
}

/// Who is signed in, where.
#[derive(Debug, Clone)]
pub struct Who {
    pub name: String,
    pub scopes: Scopes,
    pub account: Account,
    /// By the account's clock.
    pub now: Timestamp,
    /// None: the account lives by the world's clock.
    pub clock: Option<ClockBar>,
}

/// What was just done, and the way back where there is one.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub text: String,
    pub undo: Option<Undo>,
}

/// A form of one button that takes back what was done.
#[derive(Debug, Clone)]
pub struct Undo {
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

/// An entry of the menu.
pub struct Entry {
    pub path: &'static str,
    pub key: &'static str,
    /// Whoever may not read it does not see it.
    scope: Scope,
}

/// The menu: groups of entries, each group with the key of its title.
const MENU: &[(&str, &[Entry])] = &[
    (
        "page-menu-happens",
        &[
            Entry { path: "/", key: "page-today", scope: Scope::InvitationsRead },
            Entry { path: "/requests", key: "page-requests", scope: Scope::InvitationsRead },
            Entry { path: "/calendar", key: "page-calendar", scope: Scope::InvitationsRead },
            Entry { path: "/why", key: "page-why", scope: Scope::ExplanationsRead },
            Entry { path: "/answers", key: "page-answers", scope: Scope::ResponsesRead },
            Entry { path: "/reports/refusals", key: "page-refusals", scope: Scope::ReportsRead },
            Entry { path: "/reports/products", key: "page-product-ratings", scope: Scope::ReportsRead },
            Entry { path: "/reports/reminders", key: "page-effect", scope: Scope::ReportsRead },
            Entry { path: "/contacts", key: "page-contacts", scope: Scope::ContactsRead },
            Entry { path: "/reports/holdout", key: "page-holdout", scope: Scope::ReportsRead },
            Entry { path: "/reports/routing", key: "page-routing", scope: Scope::ReportsRead },
        ],
    ),
    (
        "page-menu-ask",
        &[
            Entry { path: "/campaigns", key: "page-campaigns", scope: Scope::CampaignsRead },
            Entry { path: "/invite", key: "page-invite", scope: Scope::InvitationsWrite },
            Entry { path: "/templates", key: "page-templates", scope: Scope::TemplatesRead },
            Entry { path: "/simulations", key: "page-simulations", scope: Scope::CampaignsRead },
            Entry { path: "/storefronts", key: "page-storefronts", scope: Scope::StorefrontsRead },
        ],
    ),
    (
        "page-menu-business",
        &[
            Entry { path: "/account", key: "page-account", scope: Scope::AccountRead },
            Entry { path: "/users", key: "page-users", scope: Scope::AccountWrite },
            Entry { path: "/keys", key: "page-keys", scope: Scope::ApiKeysRead },
            Entry { path: "/audit", key: "page-audit", scope: Scope::AuditRead },
        ],
    ),
];

impl Frame {
    /// For a page that needs nobody to be signed in.
    pub fn bare(engine: &Engine, language: Language, here: &str) -> Self {
        let base = engine.settings.base_path();
        let here = here.to_owned();
        Self { language, zone: Zone::UTC, who: None, here, query: Input::default(), said: None, base }
    }

    pub fn lang(&self) -> &'static str {
        self.language.as_str()
    }

    pub fn style(&self) -> String {
        self.to(&format!("/assets/{}", STYLE.name))
    }

    pub fn script(&self) -> String {
        self.to(&format!("/assets/{}", SCRIPT.name))
    }

    /// A path of ours as the browser sees it.
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn menu(&self) -> Vec<(&'static str, Vec<&'static Entry>)> {
        let scopes = self.who.as_ref().map_or_else(Scopes::default, |who| who.scopes);
        let groups = MENU.iter().map(|(title, entries)| {
            (*title, entries.iter().filter(|entry| scopes.has(entry.scope)).collect::<Vec<_>>())
        });
        groups.filter(|(_, entries)| !entries.is_empty()).collect()
    }

    /// Where to come back to.
    pub fn here_again(&self) -> String {
        let query = self.query.with("said", None);
        if self.here.is_empty() {
            return "/".to_owned();
        }
        if query.is_empty() { self.here.clone() } else { format!("{}?{query}", self.here) }
    }

    /// The stop of the tour that is made here.
    pub fn tour(&self) -> Option<Stop> {
        Stop::of(self)
    }

    pub fn is_here(&self, path: &str) -> bool {
        self.here == path || (path != "/" && self.here.starts_with(&format!("{path}/")))
    }

    pub fn may(&self, scope: Scope) -> bool {
        self.who.as_ref().is_some_and(|who| who.scopes.has(scope))
    }

    pub fn say(&self, key: &str) -> String {
        text(self.language, key, &[])
    }

    pub fn say_with(&self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        text(self.language, key, arguments)
    }

    /// A message with one number in it.
    pub fn count(&self, key: &str, count: i64) -> String {
        self.say_with(key, &[("count", count.into())])
    }

    /// The stars of an answer in words.
    pub fn stars(&self, given: &i64) -> String {
        self.count("page-stars", *given)
    }

    /// A number with its digits in groups, as the language writes it.
    pub fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let separator = if self.language == Language::English { "," } else { "\u{a0}" };
        let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
        let sign = if number < 0 { "\u{2212}" } else { "" };
        format!("{sign}{}", groups.join(separator))
    }

    /// A number with one place after the decimal mark.
    pub fn decimal(&self, number: f64) -> String {
        decimal(self.language, number)
    }

    /// A share as a percentage with one place after the decimal mark.
    pub fn percent(&self, share: f64) -> String {
        percent(self.language, share)
    }

    pub fn word(&self, noun: Noun, code: &str) -> String {
        word(self.language, noun, code)
    }

    pub fn status(&self, code: &str) -> String {
        self.word(Noun::Invitation, code)
    }

    pub fn reason(&self, code: &str) -> String {
        reason(self.language, code)
    }

    pub fn duration(&self, iso: &str) -> String {
        duration(self.language, iso)
    }

    /// An instant on the reader's clock, in words.
    pub fn instant(&self, at: Timestamp) -> String {
        instant(self.language, &self.zone, at)
    }

    /// An instant as a `time` element: programs read it in UTC, people on their own clock.
    pub fn time(&self, at: Timestamp) -> Safe<String> {
        // The words are made of our own messages and numbers.
        Safe(format!("<time datetime=\"{at}\">{}</time>", self.instant(at)))
    }

    /// As [`Frame::time`], for templates: they pass references.
    pub fn when(&self, at: &Timestamp) -> Safe<String> {
        self.time(*at)
    }

    /// What is wrong with a field, as the page says it; in the program's own words where no message is there.
    pub fn fault(&self, error: &FieldError) -> String {
        let (more, facts) = match &error.particulars {
            None => (String::new(), &[][..]),
            Some(particulars) => (format!("-{}", particulars.word), &particulars.facts[..]),
        };
        let key = format!("fault-{}{more}", error.code).replace(['.', '_'], "-");
        let facts: Vec<_> = facts.iter().map(|(name, fact)| (*name, fact.as_str().into())).collect();
        let said = self.say_with(&key, &facts);
        if said == key { error.detail.clone() } else { said }
    }

    /// An act of the audit log in words; that of a newer program by its code.
    pub fn act(&self, code: &str) -> String {
        let key = act_key(code);
        let said = self.say(&key);
        if said == key { code.to_owned() } else { said }
    }

    /// Tells what was just done: `known` has the messages that the query of this page can name, such as
    /// `page-said-moved` for `?said=moved`.
    #[must_use]
    pub fn saying(mut self, query: &Input, known: &[&str]) -> Self {
        let named = query.get("said").map(|said| format!("page-said-{said}"));
        let key = named.filter(|key| known.contains(&key.as_str()));
        self.said = key.map(|key| Said { text: self.say(&key), undo: None });
        self
    }

    /// A page as it is sent: nothing from elsewhere runs on it, and nobody keeps it.
    pub fn page(&self, status: StatusCode, page: &impl Template) -> Response {
        let html = page.render().expect("writing to memory does not fail");
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
        response
    }

    /// The page that says why there is none as asked for.
    pub fn problem(&self, problem: Problem) -> Response {
        let status = problem.told();
        let (title, text) = match status {
            StatusCode::NOT_FOUND => ("page-missing-title", "page-missing-text"),
            StatusCode::FORBIDDEN => ("page-forbidden-title", "page-forbidden-text"),
            StatusCode::TOO_MANY_REQUESTS => ("page-slowed-title", "page-slowed-text"),
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => ("page-refused-title", "page-refused-text"),
            _ => ("page-trouble-title", "page-trouble-text"),
        };
        // Nothing on the page repeats the path: a foreign id and an unknown one get the same page (V13).
        let frame = Self { here: String::new(), query: Input::default(), ..self.clone() };
        let page = MessagePage { frame: &frame, title: self.say(title), text: self.say(text) };
        self.page(status, &page)
    }

    /// The answer to a form that was taken: the page that comes after it, so that going back and again sends nothing.
    pub fn see(&self, path: &str) -> Response {
        see(&self.to(path))
    }
}

fn act_key(code: &str) -> String {
    format!("act-{}", code.replace(['.', '_'], "-"))
}

/// Leads to another page.
pub fn see(path: &str) -> Response {
    let location = HeaderValue::try_from(path).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage<'a> {
    frame: &'a Frame,
    title: String,
    text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::audit_log::Act;

    #[test]
    fn every_act_has_its_words_in_every_language() {
        for (language, act) in Language::PAGES.iter().flat_map(|one| Act::ALL.iter().map(move |act| (one, act))) {
            let key = act_key(act.as_str());
            assert_ne!(text(*language, &key, &[]), key, "{language}");
        }
    }
}
