//! Sentences: why a message was or was not sent, rule by rule (AW-1).

use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use rules::decision::StoredFact;
use rules::reason::Code;
use rules::time::Zone;

use super::fact::{NONE, instant, spoken};
use super::language::Language;
use super::messages::{find, format, text};
use super::word::key;

/// What one rule says, with its facts; times on the clock of `zone`.
pub fn sentence(language: Language, zone: &Zone, code: Code, verdict: &str, facts: &[(&str, StoredFact)]) -> String {
    let mut arguments = FluentArgs::with_capacity(code.fact_names().len());
    for name in code.fact_names() {
        let known = facts.iter().find(|(of, _)| of == name);
        let value = known.map_or_else(|| NONE.into(), |(_, fact)| spoken(language, zone, name, fact));
        arguments.set(*name, value);
    }
    format(language, &rule_key(code, verdict), &arguments)
}

pub(super) fn rule_key(code: Code, verdict: &str) -> String {
    format!("{}-{verdict}", key("rule", code.as_str()))
}

/// What came of one run of the rules. Stage, outcome and reason as a decision holds them; `due_at` is when the message
/// goes or until when it waits.
pub fn outcome_sentence(
    language: Language,
    zone: &Zone,
    stage: &str,
    outcome: &str,
    reason_code: Option<&str>,
    due_at: Option<Timestamp>,
) -> String {
    let due_at = due_at.map_or_else(|| NONE.to_owned(), |at| instant(language, zone, at));
    let because = reason_code.map(|code| text(language, "because", &[("reason", reason(language, code).into())]));
    let arguments =
        [("due_at", due_at.into()), ("stage", stage.into()), ("because", because.unwrap_or_default().into())];
    text(language, &key("outcome", outcome), &arguments)
}

/// A rule's code in a few words, as they follow "because". One that is not known (from a newer program) is shown as it is.
pub fn reason(language: Language, code: &str) -> String {
    find(language, &key("reason", code), &FluentArgs::new()).unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_refusal_tells_its_facts() {
        let facts = [
            ("gap", StoredFact::Text("P36M".to_owned())),
            ("previous", StoredFact::Time(at("2026-03-03T10:00:00Z"))),
            ("over_at", StoredFact::Time(at("2029-03-03T10:00:00Z"))),
        ];
        assert_eq!(
            sentence(Language::English, &Zone::UTC, Code::FrequencyCampaign, "refuse", &facts),
            "Too close to the request of 3 March 2026 at 10:00 UTC: requests of this kind are at least 3 years \
             apart, so the next may go from 3 March 2029 at 10:00 UTC."
        );
    }

    #[test]
    fn recipients_languages_tell_sentences_in_english() {
        let said = |language| sentence(language, &Zone::UTC, Code::EventOnHold, "pass", &[]);
        assert_eq!(said(Language::Finnish), "The order is not on hold.");
    }

    #[test]
    fn what_a_newer_program_stored_is_shown_by_its_code() {
        let said =
            |outcome, reason| outcome_sentence(Language::French, &Zone::UTC, "send", outcome, Some(reason), None);
        assert_eq!(said("refused", "budget.spent"), "Pas envoyé, car budget.spent.");
        assert_eq!(said("dreamt", "budget.spent"), "outcome-dreamt");
        let unheard = sentence(Language::French, &Zone::UTC, Code::EventOnHold, "perhaps", &[]);
        assert_eq!(unheard, "rule-event-on-hold-perhaps");
    }
}
