//! Messages: the message files, read once for each language when it is first spoken.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::language::Language;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];

/// The message `key` as it stands in its file; none where it has variables, or is nowhere.
pub fn plain(language: Language, key: &str) -> Option<&'static str> {
    let mut bundles = [language, Language::English].into_iter().map(bundle);
    let (bundle, message) = bundles.find_map(|bundle| Some((bundle, bundle.get_message(key)?)))?;
    match bundle.format_pattern(message.value()?, None, &mut Vec::new()) {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

/// The message `key` with its variables filled in.
pub fn text(language: Language, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    format(language, key, &arguments.iter().cloned().collect())
}

pub(super) fn format(language: Language, key: &str, arguments: &FluentArgs<'_>) -> String {
    find(language, key, arguments).unwrap_or_else(|| key.to_owned())
}

/// As [`format()`]; none if the message is not even there in English.
pub(super) fn find(language: Language, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    [language, Language::English].into_iter().find_map(|language| {
        let bundle = bundle(language);
        let pattern = bundle.get_message(key)?.value()?;
        // An error is a variable that is missing; it is then shown by its name.
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned())
    })
}

fn bundle(language: Language) -> &'static Bundle {
    BUNDLES[language as usize].get_or_init(|| {
        let tag: LanguageIdentifier = language.as_str().parse().expect("two letters are a language identifier");
        let mut bundle = Bundle::new_concurrent(vec![tag]);
        // Isolating marks are for texts of mixed direction; in a mail's subject they show as boxes.
        bundle.set_use_isolating(false);
        for source in sources(language) {
            // What can be read of a broken file is taken; that none is broken is tested.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// The message files: the business reads them all, a recipient mails and pages only.
pub(super) fn sources(language: Language) -> &'static [&'static str] {
    macro_rules! files {
        ($language:literal, $($name:literal),*) => {
            &[$(include_str!(concat!("../../texts/", $language, "/", $name, ".ftl"))),*]
        };
    }
    macro_rules! all_files {
        ($language:literal) => {
            files!(
                $language,
                "rules",
                "mail",
                "recipient",
                "answer_mail",
                "page",
                "requests",
                "settings",
                "products",
                "routing",
                "hours",
                "reports",
                "access",
                "share",
                "audit",
                "calendar",
                "demo",
                "first_run",
                "findings",
                "template_mistakes",
                "simulate",
                "waves"
            )
        };
    }
    match language {
        Language::English => all_files!("en"),
        Language::Swedish => all_files!("sv"),
        Language::Norwegian => all_files!("nb"),
        Language::French => all_files!("fr"),
        Language::Danish => files!("da", "mail", "recipient"),
        Language::Finnish => files!("fi", "mail", "recipient"),
        Language::German => files!("de", "mail", "recipient"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_a_language_lacks_is_said_in_english() {
        let days = |language| text(language, "days", &[("count", 2.into())]);
        assert_eq!(days(Language::Swedish), "2 dagar");
        assert_eq!(days(Language::German), "2 days");
    }

    #[test]
    fn a_message_that_is_nowhere_is_said_by_its_key() {
        assert_eq!(text(Language::French, "no-such-message", &[]), "no-such-message");
        assert_eq!(text(Language::French, "", &[]), "");
    }

    #[test]
    fn a_variable_that_was_not_given_is_said_by_its_name() {
        assert_eq!(text(Language::English, "outcome-scheduled", &[]), "Planned for {$due_at}.");
    }

    #[test]
    fn what_is_filled_in_is_not_read_as_a_message() {
        let name: FluentValue<'_> = "{ $shop } { mail-footer }".into();
        let greeting = text(Language::English, "mail-greeting", &[("name", name)]);
        assert_eq!(greeting, "Hello { $shop } { mail-footer },");
    }
}
