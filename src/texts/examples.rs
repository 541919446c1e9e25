//! Examples: one check of each shape that the rules give, as the database holds it. Every verdict of every code, with
//! every set of facts and every word that changes the sentence.

use jiff::civil::date;
use rules::decision::Verdict::{Hold, Pass, Refuse};
use rules::decision::{Check, Fact, MAX_FACTS, StoredCheck, Verdict, compact, read};
use rules::delay::Gap;
use rules::reason::Code;

type Shape = (Code, Verdict, Vec<Fact>);

/// All of them, group by group.
pub fn examples() -> Vec<StoredCheck> {
    let groups = [of_events(), of_recipients(), of_frequency(), of_reminders()];
    groups.into_iter().flatten().flat_map(|(code, verdict, facts)| stored(code, verdict, &facts)).collect()
}

/// A check as it comes back from the database.
fn stored(code: Code, verdict: Verdict, known: &[Fact]) -> Vec<StoredCheck> {
    let mut facts = [Fact::None; MAX_FACTS];
    facts[..known.len()].copy_from_slice(known);
    read(&compact(&Check { code, verdict, facts }.into()))
}

fn of_events() -> Vec<Shape> {
    vec![
        (Code::CampaignInactive, Pass, vec![]),
        (Code::CampaignInactive, WAIT, vec![word("paused")]),
        (Code::CampaignInactive, Refuse, vec![word("off")]),
        (Code::CampaignInactive, Refuse, vec![word("plan.feature")]),
        (Code::CampaignInactive, Refuse, vec![word("plan.limit")]),
        (Code::EventUnmatched, Refuse, vec![]),
        (Code::EventDuplicate, Pass, vec![]),
        (Code::EventDuplicate, Refuse, vec![]),
        (Code::EventCancelled, Pass, vec![]),
        (Code::EventCancelled, Refuse, vec![earlier()]),
        (Code::EventOnHold, Pass, vec![]),
        (Code::EventOnHold, WAIT, vec![earlier()]),
        (Code::EventTooOld, Pass, vec![due(), gap("P7D"), word("occurred_at")]),
        (Code::EventTooOld, Pass, vec![due(), gap("P7D"), word("activation_date")]),
        (Code::EventTooOld, Pass, vec![due(), gap("P0D"), word("occurred_at_without_activation_date")]),
        (Code::EventTooOld, Pass, vec![due(), gap("P7D"), word("service_invitation")]),
        (Code::EventTooOld, Refuse, vec![due(), gap("P7D"), word("occurred_at")]),
        (Code::EventTooOld, Refuse, vec![due(), gap("P7D"), word("service_invitation")]),
        (Code::EventTooOld, Refuse, vec![due(), gap("P0D"), word("activation_date")]),
        (Code::EventTooOld, Refuse, vec![due(), gap("PT36H"), word("occurred_at_without_activation_date")]),
        (Code::ProductsNone, Pass, vec![]),
        (Code::ProductsNone, Refuse, vec![]),
        (Code::ProductsServiceFirst, Pass, vec![]),
        (Code::ProductsServiceFirst, Hold, vec![over()]),
        (Code::ProductsServiceFirst, WAIT, vec![]),
    ]
}

fn of_recipients() -> Vec<Shape> {
    vec![
        (Code::AudienceHoldout, Pass, vec![]),
        (Code::AudienceHoldout, Refuse, vec![Fact::Count(10)]),
        (Code::ResponseReceived, Pass, vec![word("survey")]),
        (Code::ResponseReceived, Refuse, vec![word("service_review")]),
        (Code::InvitationExpired, Pass, vec![]),
        (Code::InvitationExpired, Pass, vec![over()]),
        (Code::InvitationExpired, Refuse, vec![over()]),
        (Code::RecipientLater, Pass, vec![]),
        (Code::RecipientLater, WAIT, vec![Fact::Day(date(2026, 3, 10))]),
        (Code::ContactErased, Pass, vec![]),
        (Code::ContactErased, Refuse, vec![]),
        (Code::SuppressedUnsubscribed, Pass, vec![]),
        (Code::SuppressedUnsubscribed, Refuse, vec![word("email")]),
        (Code::SuppressedBounced, Pass, vec![]),
        (Code::SuppressedBounced, Refuse, vec![word("email")]),
        (Code::SuppressedComplained, Pass, vec![]),
        (Code::SuppressedComplained, Refuse, vec![word("sms")]),
        (Code::SuppressedManual, Pass, vec![]),
        (Code::SuppressedManual, Refuse, vec![word("whatsapp")]),
        (Code::ConsentMissing, Pass, vec![word("email"), word("consent")]),
        (Code::ConsentMissing, Pass, vec![word("sms"), word("double_opt_in")]),
        (Code::ConsentMissing, Pass, vec![word("email"), word("existing_customer")]),
        (Code::ConsentMissing, Pass, vec![word("whatsapp"), word("contract")]),
        (Code::ConsentMissing, Refuse, vec![word("email")]),
        (Code::ChannelUnreachable, Pass, vec![word("email")]),
        (Code::ChannelUnreachable, Refuse, vec![word("sms")]),
    ]
}

fn of_frequency() -> Vec<Shape> {
    let (month, earlier, over) = (gap("P30D"), earlier(), over());
    vec![
        (Code::FrequencyCampaign, Pass, vec![]),
        (Code::FrequencyCampaign, Pass, vec![gap("P3Y")]),
        (Code::FrequencyCampaign, Refuse, vec![gap("P1M10D"), earlier, over]),
        (Code::FrequencyPressure, Pass, vec![]),
        (Code::FrequencyPressure, Pass, vec![month]),
        (Code::FrequencyPressure, Pass, vec![month, earlier, Fact::None, word("distinct")]),
        (Code::FrequencyPressure, WAIT, vec![month, earlier, over]),
        (Code::FrequencyPressure, Refuse, vec![month, earlier, over]),
        (Code::FrequencyDisplaced, WAIT, vec![over]),
        (Code::FrequencyDisplaced, Refuse, vec![over]),
        (Code::BrakeOn, Pass, vec![]),
        (Code::BrakeOn, WAIT, vec![word("restored")]),
        (Code::BrakeOn, WAIT, vec![word("kill_switch")]),
        (Code::BrakeOn, WAIT, vec![word("bounced"), Fact::Count(12), Fact::Count(230)]),
        (Code::BrakeOn, WAIT, vec![word("complained"), Fact::Count(2), Fact::Count(500)]),
        (Code::BrakeOn, WAIT, vec![word("a_cause_of_a_newer_program")]),
        (Code::BrakeStaged, Pass, vec![]),
        (Code::BrakeStaged, WAIT, vec![Fact::Count(50), Fact::Count(50), over]),
        (Code::QuietHours, Pass, vec![]),
        (Code::QuietHours, WAIT, vec![over]),
        (Code::QuietHours, WAIT, vec![]),
        (Code::SendingHourAuto, Pass, vec![word("18:00"), word("learned"), Fact::Count(0)]),
        (Code::SendingHourAuto, Pass, vec![word("18:00"), word("learned"), Fact::Count(37)]),
        (Code::SendingHourAuto, Pass, vec![word("07:00"), word("explored"), Fact::Count(37)]),
    ]
}

fn of_reminders() -> Vec<Shape> {
    vec![
        (Code::ReminderOff, Pass, vec![]),
        (Code::ReminderOff, Refuse, vec![word("creation")]),
        (Code::ReminderOff, Refuse, vec![word("first_message")]),
        (Code::ReminderOff, Refuse, vec![word("since")]),
        (Code::ReminderOff, Refuse, vec![word("now")]),
        (Code::ReminderOrderReminded, Pass, vec![]),
        (Code::ReminderOrderReminded, Refuse, vec![]),
        (Code::ReminderProductPending, Pass, vec![]),
        (Code::ReminderProductPending, Refuse, vec![]),
        (Code::ReminderFirstUnknown, Pass, vec![]),
        (Code::ReminderFirstUnknown, Refuse, vec![]),
        (Code::RoutingFollowed, Pass, vec![]),
        (Code::RoutingFollowed, Refuse, vec![earlier()]),
        (Code::InvitationCancelled, Refuse, vec![]),
        (Code::InvitationMoved, Pass, vec![earlier(), due()]),
    ]
}

const WAIT: Verdict = Hold;

fn word(word: &'static str) -> Fact {
    Fact::Word(word)
}

fn gap(text: &str) -> Fact {
    Fact::Gap(Gap::parse(text).unwrap())
}

/// When an earlier request went.
fn earlier() -> Fact {
    at("2026-03-03T09:30:00Z")
}

fn due() -> Fact {
    at("2026-03-10T10:00:00Z")
}

/// When something is over.
fn over() -> Fact {
    at("2026-04-02T09:30:00Z")
}

fn at(text: &str) -> Fact {
    Fact::Time(text.parse().unwrap())
}
