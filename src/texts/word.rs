//! Words: what stands in the database and the API as a code, as people call it.

use fluent_bundle::FluentArgs;

use super::language::Language;
use super::messages::find;

/// What a code is a code of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    Stage,
    Outcome,
    Verdict,
    Invitation,
    Message,
    Role,
    Channel,
    Purpose,
    Basis,
}

impl Noun {
    fn prefix(self) -> &'static str {
        match self {
            Noun::Stage => "stage",
            Noun::Outcome => "outcome-word",
            Noun::Verdict => "verdict",
            Noun::Invitation => "invitation",
            Noun::Message => "message",
            Noun::Role => "role",
            Noun::Channel => "channel",
            Noun::Purpose => "purpose",
            Noun::Basis => "basis",
        }
    }

    pub(super) fn key(self, code: &str) -> String {
        key(self.prefix(), code)
    }
}

/// The key of a code's message: `frequency.campaign` is `<prefix>-frequency-campaign`.
pub(super) fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace(['.', '_'], "-"))
}

/// The word for a code, in small letters as within a sentence. One that is not known (from a newer program) is shown as
/// it is.
pub fn word(language: Language, noun: Noun, code: &str) -> String {
    find(language, &noun.key(code), &FluentArgs::new()).unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_word() {
        assert_eq!(word(Language::English, Noun::Role, "follow_up"), "follow-up");
        assert_eq!(word(Language::Norwegian, Noun::Invitation, "completed"), "besvart");
        assert_eq!(word(Language::French, Noun::Stage, "plan"), "à la planification");
    }

    #[test]
    fn an_unknown_code_is_shown_as_it_is() {
        assert_eq!(word(Language::French, Noun::Channel, "push"), "push");
        assert_eq!(word(Language::French, Noun::Outcome, ""), "");
    }
}
