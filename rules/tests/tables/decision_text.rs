//! The compact text of a decision (rules 4): it reads back as it was, and is under 300 bytes as a rule.

use jiff::Timestamp;
use rules::decision::{Check, Decision, Fact, MAX_FACTS, StoredCheck, StoredFact, Verdict, compact, read};
use rules::reason::Code;

use crate::support::{Scene, at, day, gap, window};

fn expected(check: &Check) -> StoredCheck {
    let text = |text: String| Some(StoredFact::Text(text));
    let fact = |fact: &Fact| match fact {
        Fact::None => None,
        Fact::Count(count) => Some(StoredFact::Count(*count)),
        Fact::Time(time) => Some(StoredFact::Time(Timestamp::from_millisecond(time.as_millisecond()).unwrap())),
        Fact::Day(day) => text(day.to_string()),
        Fact::Gap(gap) => text(gap.to_string()),
        Fact::Word(word) => text((*word).to_owned()),
    };
    let named = check.code.fact_names().iter().zip(&check.facts);
    StoredCheck {
        code: check.code,
        verdict: check.verdict.as_str(),
        facts: named.filter_map(|(name, value)| Some((*name, fact(value)?))).collect(),
    }
}

#[test]
fn every_code_verdict_and_fact_reads_back() {
    let facts = [
        Fact::None,
        Fact::Count(-7),
        Fact::Time(at("2026-03-09T10:00:00.123Z")),
        Fact::Day(day("2026-03-09")),
        Fact::Gap(gap("P1M10D")),
        Fact::Word("storefront"),
    ];
    for &code in Code::ALL {
        for verdict in [Verdict::Pass, Verdict::Refuse, Verdict::Wait, Verdict::Hold] {
            for (position, fact) in facts.iter().enumerate() {
                let mut check = Check { code, verdict, facts: [Fact::None; MAX_FACTS] };
                // The fact stands alone, behind empty ones, so that gaps are read back too.
                let names = code.fact_names().len();
                if names > 0 {
                    check.facts[position % names] = *fact;
                }
                assert_eq!(read(&compact(&check.into())), [expected(&check)]);
            }
        }
    }
}

#[test]
fn the_text_is_numbers_letters_and_facts() {
    let facts = [Fact::Gap(gap("P30D")), Fact::None, Fact::Time(at("2026-01-01T00:00:00Z")), Fact::None];
    let checks = [
        Check {
            code: Code::CampaignInactive,
            verdict: Verdict::Pass,
            facts: [Fact::Word("on"), Fact::None, Fact::None, Fact::None],
        },
        Check { code: Code::FrequencyPressure, verdict: Verdict::Wait, facts },
        Check { code: Code::ContactErased, verdict: Verdict::Refuse, facts: [Fact::None; MAX_FACTS] },
    ];
    assert_eq!(compact(&checks.into_iter().collect()), "1p:won;18h:gP30D,,t1767225600000;10r");
}

fn read_back(decision: &Decision) -> usize {
    let text = compact(&decision.checks);
    let expected: Vec<_> = decision.checks.iter().map(|check| expected(&check)).collect();
    assert_eq!(read(&text), expected);
    text.len()
}

#[test]
fn an_ordinary_decision_is_under_three_hundred_bytes() {
    let held = Scene::first_due()
        .with(|scene| {
            scene.account.distinct_interactions = None;
            scene.account.email_quiet = window("20:00", "22:00");
        })
        .asked_elsewhere(2, "2026-02-10T10:00:00Z", |_| {});
    let twice = held.clone().asked_elsewhere(3, "2026-02-12T10:00:00Z", |ask| ask.purpose = held.campaign.purpose);
    let decisions = [
        Scene::planning().plan().decision,
        Scene::first_due().decide().decision,
        Scene::reminder_due().decide().decision,
        held.plan().decision,
        held.decide().decision,
        twice.plan().decision,
        twice.decide().decision,
        Scene::reminder_due().with(|scene| scene.campaign.reminder = false).decide().decision,
    ];
    for decision in &decisions {
        let bytes = read_back(decision);
        assert!(bytes < 300, "{bytes} bytes: {}", compact(&decision.checks));
    }
}

#[test]
fn what_this_program_does_not_know_is_left_out() {
    assert_eq!(read(""), []);
    assert_eq!(read(";;").len(), 0);
    assert_eq!(
        read("250p;1p:won;1x;p;1;;é;1é;-1p;1p:").iter().map(|check| check.code).collect::<Vec<_>>(),
        [Code::CampaignInactive; 2]
    );
    let strange = read("18h:zwhat,t99999999999999999999,nnot,é");
    assert_eq!(strange.len(), 1);
    assert_eq!(strange[0].facts, [], "facts that cannot be read");
}
