//! What was decided, in one line.

use rules::decide::{Action, Decided};
use rules::decision::{Check, Decision, Outcome, StoredFact, compact, read};
use rules::plan::Planned;
use rules::settle::Settled;
use rules::strategy::{NextStep, Role};

/// `scheduled email 2026-03-09T10:00:00Z`, `hold frequency.pressure until ...`, `refused event.too_old`.
pub fn planned(planned: &Planned) -> String {
    let decision = &planned.decision;
    let step = match planned.first {
        Some(first) if first.step > 0 => format!(" at step {}", first.step),
        _ => String::new(),
    };
    match (decision.outcome, planned.first) {
        (Outcome::Scheduled, Some(first)) => {
            assert_eq!(decision.due_at, Some(first.due_at));
            assert_eq!(first.next_at, Some(first.due_at));
            format!("scheduled {}{step} {}", first.channel.as_str(), first.due_at)
        }
        (Outcome::Hold, Some(first)) => {
            assert_eq!(decision.due_at, first.next_at);
            format!("{}{step}", hold(decision))
        }
        (Outcome::Refused, None) => refused(decision),
        other => unreachable!("no plan ends so: {other:?}"),
    }
}

/// `send first email`, `send first sms at step 1`, `hold quiet_hours until ...`, `refused reminder.off`,
/// `refused channel.unreachable, then reminder sms 2026-...`.
pub fn decided(decided: &Decided) -> String {
    let decision = &decided.decision;
    match decided.action {
        Action::Send { role, step, channel, .. } => {
            assert_eq!((decision.outcome, decision.reason), (Outcome::Send, None));
            let at_step = if role == Role::First && step > 0 { format!(" at step {step}") } else { String::new() };
            format!("send {} {}{at_step}", role.as_str(), channel.as_str())
        }
        Action::Hold { until, .. } => {
            assert_eq!(decision.due_at, until);
            hold(decision)
        }
        Action::Refuse { next } => {
            refused(decision) + &next.map(|next| format!(", then {}", step(&next))).unwrap_or_default()
        }
    }
}

fn hold(decision: &Decision) -> String {
    let word = if decision.outcome == Outcome::Moved { "moved" } else { "hold" };
    let reason = decision.reason.expect("a hold has a reason");
    match decision.due_at {
        Some(until) => format!("{word} {reason} until {until}"),
        None => format!("{word} {reason} until released"),
    }
}

fn refused(decision: &Decision) -> String {
    assert_eq!(decision.outcome, Outcome::Refused);
    format!("refused {}", decision.reason.expect("a refusal has a reason"))
}

/// `reminder sms 2026-03-11T10:00:00Z`
pub fn step(next: &NextStep) -> String {
    format!("{} {} {}", Role::as_str(next.role), next.channel.as_str(), next.at)
}

/// `pass`, `hold since=2026-...`, read back from the compact text.
pub fn check(check: &Check) -> String {
    let stored = read(&compact(&(*check).into())).remove(0);
    let mut text = stored.verdict.to_owned();
    for (name, fact) in &stored.facts {
        let value = match fact {
            StoredFact::Count(count) => count.to_string(),
            StoredFact::Time(time) => time.to_string(),
            StoredFact::Text(text) => text.clone(),
        };
        text += &format!(" {name}={value}");
    }
    text
}

/// `sent, invitation sent, then reminder email 2026-03-16T10:00:00Z`, `failed (suppressed, released), invitation failed`.
pub fn settled(settled: &Settled) -> String {
    let marks: Vec<_> = [(settled.suppress, "suppressed"), (settled.release, "released")]
        .into_iter()
        .filter_map(|(is_set, word)| is_set.then_some(word))
        .collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    let next = settled.next.map(|next| format!(", then {}", step(&next))).unwrap_or_default();
    format!("{}{marks}, invitation {}{next}", settled.message.as_str(), settled.invitation.as_str())
}
