//! Shows that the message files are complete: a text for everything that can be said, in every language, with the same
//! variables, and nothing that nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use jiff::Timestamp;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::consent::Basis;
use rules::decision::Outcome::{Cancelled, Hold as Held, Moved, Refused, Scheduled, Send as Sent};
use rules::decision::Stage;
use rules::decision::Verdict::{Hold, Pass, Refuse};
use rules::reason::Code;
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::Role;
use rules::time::Zone;

use super::examples::examples;
use super::messages::sources;
use super::sentence::rule_key;
use super::word::key;
use super::{Language, Noun, outcome_sentence, sentence};

/// The variables of a message by name, and the words by which it chooses (`cause=restored`).
type Variables = BTreeSet<String>;

/// Every message of a language with the variables it uses.
fn messages(language: Language) -> BTreeMap<String, Variables> {
    let mut messages = BTreeMap::new();
    for source in sources(language) {
        let resource = parser::parse(*source).expect("a message file can be read to its end");
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut variables = Variables::new();
            collect(message.value.as_ref().expect("a message has a text"), &mut variables);
            let before = messages.insert(message.id.name.to_owned(), variables);
            assert_eq!(before, None, "{language}: {} is there twice", message.id.name);
        }
    }
    messages
}

fn collect(pattern: &Pattern<&str>, variables: &mut Variables) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        collect_expression(expression, variables);
    }
}

fn collect_expression(expression: &Expression<&str>, variables: &mut Variables) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                collect(&variant.value, variables);
                variables.extend(choice(selector, &variant.key));
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => variables.extend([id.name.to_owned()]),
        InlineExpression::Placeable { expression } => collect_expression(expression, variables),
        InlineExpression::MessageReference { .. } | InlineExpression::StringLiteral { .. } => {}
        other => panic!("only variables, messages and literals may be filled in, not {other:?}"),
    }
}

/// Plural forms and numbers are each language's own; the words that stand for facts are not.
fn choice(selector: &InlineExpression<&str>, key: &VariantKey<&str>) -> Option<String> {
    match (selector, key) {
        (InlineExpression::VariableReference { id }, VariantKey::Identifier { name }) => {
            (!matches!(*name, "one" | "other")).then(|| format!("{}={name}", id.name))
        }
        _ => None,
    }
}

const STAGES: [Stage; 2] = [Stage::Plan, Stage::Send];
const OUTCOMES: [rules::decision::Outcome; 6] = [Scheduled, Sent, Held, Refused, Cancelled, Moved];

/// The keys of what the business reads.
fn page_keys() -> BTreeSet<String> {
    let of_rules = examples().into_iter().map(|check| rule_key(check.code, check.verdict));
    let of_reasons = Code::ALL.iter().map(|code| key("reason", code.as_str()));
    let of_outcomes = OUTCOMES.iter().map(|outcome| key("outcome", outcome.as_str()));
    let of_facts = ["instant", "years", "months", "weeks", "days", "hours", "minutes", "seconds"];
    of_rules
        .chain(of_reasons)
        .chain(of_outcomes)
        .chain(words().into_iter().map(|(noun, word)| noun.key(word)))
        .chain(of_facts.into_iter().chain(["and", "because"]).map(str::to_owned))
        .collect()
}

fn words() -> Vec<(Noun, &'static str)> {
    let mut words = Vec::new();
    words.extend(STAGES.map(|stage| (Noun::Stage, stage.as_str())));
    words.extend(OUTCOMES.map(|outcome| (Noun::Outcome, outcome.as_str())));
    words.extend([Pass, Hold, Refuse].map(|verdict| (Noun::Verdict, verdict.as_str())));
    words.extend(InvitationStatus::ALL.iter().map(|status| (Noun::Invitation, status.as_str())));
    words.extend(MessageStatus::ALL.iter().map(|status| (Noun::Message, status.as_str())));
    words.extend(Role::ALL.map(|role| (Noun::Role, role.as_str())));
    words.extend(Channel::ALL.map(|channel| (Noun::Channel, channel.as_str())));
    words.extend(Purpose::ALL.map(|purpose| (Noun::Purpose, purpose.as_str())));
    words.extend(Basis::ALL.map(|basis| (Noun::Basis, basis.as_str())));
    words
}

/// The keys of what recipients read.
fn mail_keys() -> BTreeSet<String> {
    let of_both = ["greeting", "greeting-without-name", "platform", "preferences", "unsubscribe", "footer", "privacy"];
    let of_purpose = ["subject", "reminder-subject", "text", "action"];
    let of_purposes =
        ["review", "survey"].into_iter().flat_map(|purpose| of_purpose.map(|part| format!("mail-{purpose}-{part}")));
    let of_both = of_both.into_iter().map(|part| format!("mail-{part}"));
    // The button of a review is that of products too.
    let of_products = ["product-subject", "product-reminder-subject", "product-text", "products-too", "products-more"];
    let of_products = of_products.into_iter().map(|part| format!("mail-{part}"));
    of_both.chain(of_purposes).chain(of_products).collect()
}

/// The keys of the mail to the business about new answers.
fn answer_mail_keys() -> impl Iterator<Item = String> {
    let parts = ["subject", "summary", "mean", "listed", "stars", "action", "footer"];
    parts.into_iter().map(|part| format!("answer-mail-{part}"))
}

/// The keys that stand in quotes in code and templates, by how they begin.
fn named_keys(folders: &[&str], prefix: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut waiting: Vec<_> = folders.iter().map(std::path::PathBuf::from).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let listed = std::fs::read_dir(&path).expect("the folder is there");
            waiting.extend(listed.map(|entry| entry.expect("listed").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        let quoted = text.split('"').filter(|part| part.starts_with(prefix) && !part.contains([' ', '{']));
        keys.extend(quoted.map(str::to_owned));
    }
    keys
}

/// The keys of the pages for recipients, and the date, which mails in the business's own words say, too.
fn recipient_keys() -> BTreeSet<String> {
    let mut keys = named_keys(&["src/web/recipient", "src/web/templates/recipient"], "recipient-");
    keys.insert("date".to_owned());
    keys
}

/// The keys of the pages for the business. Codes that are not of the rules are the layers' above: that each act of the
/// audit log has its words is shown there, and a field that cannot be taken has words of its own where it has no message.
fn signed_in_keys() -> BTreeSet<String> {
    let mut keys = named_keys(&["src/web/pages", "src/web/templates"], "page-");
    let of_codes = |key: &String| ["fault-", "act-", "finding-"].iter().any(|start| key.starts_with(start));
    keys.extend(messages(Language::English).into_keys().filter(of_codes));
    keys
}

#[test]
fn every_language_has_what_is_said_in_it_and_nothing_else() {
    for language in Language::ALL {
        let mut expected = mail_keys();
        expected.extend(recipient_keys());
        if Language::PAGES.contains(&language) {
            expected.extend(page_keys());
            expected.extend(signed_in_keys());
            expected.extend(answer_mail_keys());
        }
        let found: BTreeSet<String> = messages(language).into_keys().collect();
        let missing: Vec<_> = expected.difference(&found).collect();
        let unused: Vec<_> = found.difference(&expected).collect();
        assert!(missing.is_empty() && unused.is_empty(), "{language}: missing {missing:?}, unused {unused:?}");
    }
}

#[test]
fn every_language_fills_in_the_same() {
    let english = messages(Language::English);
    for language in Language::ALL {
        for (key, variables) in messages(language) {
            assert_eq!(Some(&variables), english.get(&key), "{language}: {key}");
        }
    }
}

#[test]
fn sentences_use_the_facts_of_their_code() {
    let english = messages(Language::English);
    for check in examples() {
        let variables = &english[&rule_key(check.code, check.verdict)];
        let names = check.code.fact_names();
        for variable in variables {
            let name = variable.split_once('=').map_or(variable.as_str(), |(name, _)| name);
            assert!(names.contains(&name), "{}: {name} is none of {names:?}", check.code);
        }
    }
}

#[test]
fn every_code_has_an_example() {
    let shown: BTreeSet<Code> = examples().into_iter().map(|check| check.code).collect();
    assert_eq!(shown, Code::ALL.iter().copied().collect());
}

/// Every sentence on a line, as its reader sees it.
fn spoken(language: Language) -> String {
    let zone = Zone::parse("Europe/Stockholm").unwrap();
    let mut lines = String::new();
    for check in examples() {
        let said = sentence(language, &zone, check.code, check.verdict, &check.facts);
        writeln!(lines, "{} {}: {said}", check.code, check.verdict).unwrap();
    }
    let due: Timestamp = "2026-03-10T10:00:00Z".parse().unwrap();
    for (stage, outcome, reason, due_at) in [
        ("plan", "scheduled", None, Some(due)),
        ("plan", "hold", Some("frequency.pressure"), Some(due)),
        ("plan", "hold", Some("campaign.inactive"), None),
        ("plan", "refused", Some("event.too_old"), None),
        ("send", "refused", Some("consent.missing"), None),
        ("send", "send", None, Some(due)),
        ("send", "moved", Some("recipient.later"), Some(due)),
        ("send", "cancelled", Some("invitation.cancelled"), None),
        ("send", "cancelled", None, None),
    ] {
        let said = outcome_sentence(language, &zone, stage, outcome, reason, due_at);
        writeln!(lines, "{stage} {outcome}: {said}").unwrap();
    }
    for code in Code::ALL {
        let said = outcome_sentence(language, &zone, "send", "refused", Some(code.as_str()), None);
        writeln!(lines, "because {code}: {said}").unwrap();
    }
    lines
}

#[test]
fn sentences_are_whole_in_every_language() {
    for language in Language::PAGES {
        for line in spoken(language).lines() {
            let (_, said) = line.split_once(": ").unwrap();
            assert!(said.ends_with('.'), "{language}: {line}");
            assert!(said.chars().next().is_some_and(char::is_uppercase), "{language}: {line}");
            for left_over in ["{", "}", "none", "rule-", "reason-", "  ", " .", " ,", "_", "\u{2068}"] {
                let own_words = said.replace("a_cause", "");
                assert!(!own_words.contains(left_over), "{language}: {left_over:?} in {line}");
            }
        }
    }
}

#[test]
fn sentences_read_like_this() {
    for language in Language::PAGES {
        insta::assert_snapshot!(format!("sentences.{language}"), spoken(language));
    }
}
