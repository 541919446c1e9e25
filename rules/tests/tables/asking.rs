//! Who may be asked (rules 4): what each rule says no to, when planning and again before each message.

use rules::address::{Cause, Channel, PurposeGroup, Suppression};
use rules::brake::Window;
use rules::campaign::{AccountHold, Activity, Kind, Purpose};
use rules::plan::unmatched;
use rules::reason::Code;

use crate::support::{Scene, at, check_of, consent, email, sms, window, zone};

/// A sentence, what it changes in an ordinary scene, and what then becomes of the plan, the first message, the reminder.
type Row = (&'static str, fn(&mut Scene), [&'static str; 3]);

const PASSES: [&str; 3] = ["scheduled email 2026-03-09T10:00:00Z", "send first email", "send reminder email"];

fn suppress(scene: &mut Scene, cause: Cause, group: Option<PurposeGroup>) {
    scene.person.addresses[0].suppressions.push(Suppression { cause, group });
}

fn check(rows: &[Row]) {
    for (sentence, change, expected) in rows {
        assert_eq!(Scene::planning().with(change).planned(), expected[0], "planning: {sentence}");
        assert_eq!(Scene::first_due().with(change).decided(), expected[1], "first message: {sentence}");
        assert_eq!(Scene::reminder_due().with(change).decided(), expected[2], "reminder: {sentence}");
    }
}

#[test]
fn an_ordinary_order_is_asked_about() {
    check(&[("nothing speaks against it", |_| {}, PASSES)]);
}

#[test]
fn a_campaign_asks_while_it_is_on() {
    check(&[
        ("it is off", |scene| scene.campaign.activity = Activity::Off, ["refused campaign.inactive"; 3]),
        (
            "it is paused",
            |scene| scene.campaign.activity = Activity::Paused,
            ["hold campaign.inactive until released"; 3],
        ),
    ]);
}

#[test]
fn an_order_is_asked_about_while_it_stands() {
    let cancelled = |scene: &mut Scene| scene.order.cancelled_at = Some(at("2026-03-02T14:03:00Z"));
    let held = |scene: &mut Scene| scene.order.held_at = Some(at("2026-03-02T14:03:00Z"));
    check(&[
        ("it was cancelled or refunded", cancelled, ["refused event.cancelled"; 3]),
        ("it is delayed, or a complaint is open", held, ["hold event.on_hold until released"; 3]),
    ]);
}

#[test]
fn a_repeated_report_is_nothing_new() {
    let expected = ["refused event.duplicate", PASSES[1], PASSES[2]];
    check(&[("its type and reference were reported before", |scene| scene.duplicate = true, expected)]);
}

#[test]
fn an_event_that_no_campaign_wants_is_recorded() {
    let decision = unmatched(at("2026-03-02T14:05:00Z"));
    assert_eq!(decision.reason, Some(Code::EventUnmatched));
    assert_eq!(check_of(&decision, Code::EventUnmatched), "refuse");
}

#[test]
fn an_answer_ends_the_requests_for_its_order_and_purpose() {
    check(&[
        (
            "this purpose was answered",
            |scene| scene.order.answered = vec![Purpose::ServiceReview],
            ["refused response.received"; 3],
        ),
        (
            "a joint form answered both purposes",
            |scene| scene.order.answered = vec![Purpose::ProductReview, Purpose::ServiceReview],
            ["refused response.received"; 3],
        ),
        (
            "the other purpose was answered, and this is a separate request",
            |scene| scene.order.answered = vec![Purpose::ProductReview],
            PASSES,
        ),
    ]);
}

#[test]
fn no_answer_ends_a_rebooking_reminder() {
    let rebooking = |scene: &mut Scene| {
        scene.campaign.kind = Kind::Rebooking;
        scene.campaign.purpose = Purpose::Rebooking;
        scene.order.answered = Purpose::ALL.to_vec();
    };
    check(&[("everything was answered", rebooking, PASSES)]);
}

#[test]
fn a_form_that_closes_within_a_day_is_not_sent_any_more() {
    let closing = |at_closing: &str| {
        Scene::reminder_due().with(|scene| scene.invitation.expires_at = Some(at(at_closing))).decided()
    };
    assert_eq!(closing("2026-03-17T10:00:00Z"), "refused invitation.expired", "in exactly 24 hours");
    assert_eq!(closing("2026-03-17T10:00:00.001Z"), "send reminder email", "a moment later");
    assert_eq!(closing("2026-03-01T10:00:00Z"), "refused invitation.expired", "long closed");
}

#[test]
fn a_recipient_who_asked_to_wait_is_asked_from_that_day_on() {
    let later = |day: &'static str, zone_name: &'static str| {
        move |scene: &mut Scene| {
            scene.person.later = Some(day.parse().unwrap());
            scene.person.zone = Some(zone(zone_name));
        }
    };
    let decided = |day, zone_name| Scene::first_due().with(later(day, zone_name)).decided();
    assert_eq!(decided("2026-03-12", "Europe/Stockholm"), "hold recipient.later until 2026-03-12T10:00:00Z");
    assert_eq!(decided("2026-03-09", "Europe/Stockholm"), "send first email", "the day has come");
    assert_eq!(decided("2026-03-10", "Pacific/Auckland"), "hold recipient.later until 2026-03-10T10:00:00Z");
    assert_eq!(decided("2026-03-09", "Pacific/Honolulu"), "send first email", "it is midnight there");
    let awaited = |day: &'static str| {
        Scene::first_due().with(move |scene| scene.order.awaited = Some(day.parse().unwrap())).decided()
    };
    assert_eq!(awaited("2026-03-12"), "hold recipient.later until 2026-03-12T10:00:00Z", "the order has not come");
    assert_eq!(awaited("2026-03-09"), "send first email", "the day has come");
    let planned = Scene::planning().with(later("2026-03-12", "Europe/Stockholm")).planned();
    assert_eq!(planned, PASSES[0], "looked at before sending only");
}

#[test]
fn a_person_who_asked_for_erasure_is_not_asked() {
    check(&[("erased", |scene| scene.person.erased = true, ["refused contact.erased"; 3])]);
}

#[test]
fn a_suppression_covers_its_address_channel_and_purposes() {
    check(&[
        (
            "unsubscribed from being asked",
            |scene| suppress(scene, Cause::Unsubscribed, Some(PurposeGroup::Asking)),
            ["refused suppressed.unsubscribed"; 3],
        ),
        (
            "unsubscribed from rebooking reminders only",
            |scene| suppress(scene, Cause::Unsubscribed, Some(PurposeGroup::Rebooking)),
            PASSES,
        ),
        (
            "unsubscribed from all",
            |scene| suppress(scene, Cause::Unsubscribed, None),
            ["refused suppressed.unsubscribed"; 3],
        ),
        ("bounced", |scene| suppress(scene, Cause::Bounced, None), ["refused suppressed.bounced"; 3]),
        (
            "complained",
            |scene| suppress(scene, Cause::Complained, Some(PurposeGroup::Asking)),
            ["refused suppressed.complained"; 3],
        ),
        ("stopped by hand", |scene| suppress(scene, Cause::Manual, None), ["refused suppressed.manual"; 3]),
        (
            "another channel of the person bounced",
            |scene| {
                scene.person.addresses.push(sms(2));
                scene.person.addresses[1].suppressions.push(Suppression { cause: Cause::Bounced, group: None });
            },
            PASSES,
        ),
    ]);
}

#[test]
fn a_rebooking_reminder_heeds_its_own_group() {
    let rebooking = |group| {
        Scene::first_due()
            .with(|scene| {
                scene.campaign.kind = Kind::Rebooking;
                scene.campaign.purpose = Purpose::Rebooking;
            })
            .suppress(Channel::Email, Cause::Unsubscribed, Some(group))
            .decided()
    };
    assert_eq!(rebooking(PurposeGroup::Rebooking), "refused suppressed.unsubscribed");
    assert_eq!(rebooking(PurposeGroup::Asking), "send first email");
}

#[test]
fn a_basis_on_record_is_needed_for_channel_and_purpose() {
    check(&[
        ("no basis at all", |scene| scene.person.consents.clear(), ["refused consent.missing"; 3]),
        (
            "for another channel only",
            |scene| scene.person.consents = vec![consent(Channel::Sms, &[])],
            ["refused consent.missing"; 3],
        ),
        (
            "for another purpose only",
            |scene| scene.person.consents = vec![consent(Channel::Email, &[Purpose::Survey])],
            ["refused consent.missing"; 3],
        ),
        (
            "for this purpose among others",
            |scene| scene.person.consents = vec![consent(Channel::Email, &[Purpose::Survey, Purpose::ServiceReview])],
            PASSES,
        ),
    ]);
}

#[test]
fn an_attempt_carries_the_basis_that_it_rests_on() {
    let scene = Scene::first_due().with(|scene| {
        scene.person.consents =
            vec![consent(Channel::Sms, &[]), consent(Channel::Email, &[Purpose::Survey]), consent(Channel::Email, &[])];
        scene.person.consents[2].id = rules::id::ConsentId::new(scene.now, 77);
    });
    let rules::decide::Action::Send { consent, address, .. } = scene.decide().action else {
        unreachable!("it is sent")
    };
    assert_eq!(consent, scene.person.consents[2].id);
    assert_eq!(address, email(1).key);
}

#[test]
fn an_address_is_needed() {
    check(&[("no address", |scene| scene.person.addresses.clear(), ["refused channel.unreachable"; 3])]);
}

#[test]
fn a_brake_holds_everything_until_a_person_releases_it() {
    let hold = ["hold brake.on until released"; 3];
    check(&[
        ("the kill switch", |scene| scene.account.hold = Some(AccountHold::KillSwitch), hold),
        ("a restored database", |scene| scene.account.hold = Some(AccountHold::Restored), hold),
        (
            "too many bounces",
            |scene| scene.campaign.brake = Window { messages: 100, bounced: 6, complained: 0 }.brake(),
            hold,
        ),
    ]);
}

#[test]
fn a_message_waits_for_the_recipients_window_to_open() {
    let decided = |now: &str, zone_name: &str| {
        Scene::first_due()
            .with(|scene| {
                scene.now = at(now);
                scene.invitation.next_at = at(now);
                scene.account.email_quiet = window("08:00", "20:00");
                scene.person.zone = Some(zone(zone_name));
            })
            .decided()
    };
    assert_eq!(decided("2026-03-09T06:59:59Z", "Europe/Stockholm"), "hold quiet_hours until 2026-03-09T07:00:00Z");
    assert_eq!(decided("2026-03-09T07:00:00Z", "Europe/Stockholm"), "send first email");
    assert_eq!(decided("2026-03-09T18:59:00Z", "Europe/Stockholm"), "send first email", "a minute before it closes");
    assert_eq!(decided("2026-03-09T18:59:01Z", "Europe/Stockholm"), "hold quiet_hours until 2026-03-10T07:00:00Z");
    assert_eq!(decided("2026-03-09T10:00:00Z", "Asia/Tokyo"), "send first email", "19:00 there");
    assert_eq!(decided("2026-03-09T11:00:00Z", "Asia/Tokyo"), "hold quiet_hours until 2026-03-09T23:00:00Z");
    assert_eq!(
        decided("2026-03-29T05:30:00Z", "Europe/Stockholm"),
        "hold quiet_hours until 2026-03-29T06:00:00Z",
        "clocks went forward"
    );
}

#[test]
fn an_unknown_zone_means_every_zone_of_the_phones_country() {
    let scene = |zones: &[&str]| {
        Scene::first_due().with(|scene| {
            scene.account.email_quiet = window("08:00", "20:00");
            scene.person.phone_zones = zones.iter().map(|name| zone(name)).collect();
        })
    };
    assert_eq!(scene(&[]).decided(), "send first email", "without a phone, the storefront's: 11:00 there");
    let american = scene(&["America/New_York", "America/Los_Angeles"]);
    assert_eq!(
        american.decided(),
        "hold quiet_hours until 2026-03-09T15:00:00Z",
        "08:00 in the west, 11:00 in the east"
    );
    let never =
        scene(&["America/New_York", "Asia/Tokyo"]).with(|scene| scene.account.email_quiet = window("09:00", "10:00"));
    assert_eq!(never.decided(), "hold quiet_hours until released", "the windows never meet");
}
