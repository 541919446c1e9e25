//! Strategies (rules 5.1): which channel a step takes, what gives way to what, and when the next step comes.

use rules::address::{Cause, Channel};
use rules::hours::ZoneChoice;
use rules::reason::Code;
use rules::settle::Ended;
use rules::strategy::{Role, Step};

use crate::support::attempt::Attempted;
use crate::support::{
    DUE, Scene, at, check_of, email, preferred, sending_hour, sms, step, three_steps, whatsapp, zone,
};

/// Somebody with an email address and a phone, who prefers to be written to by SMS.
fn by_sms() -> Scene {
    Scene::first_due().with(|scene| {
        scene.person.addresses = vec![email(1), sms(2)];
        scene.person.preferred_channel = Some(Channel::Sms);
    })
}

#[test]
fn the_standard_message_takes_the_preferred_channel() {
    let with = |preferred: Option<Channel>| {
        let scene = Scene::first_due().with(|scene| {
            scene.person.addresses = vec![email(1), sms(2)];
            scene.person.preferred_channel = preferred;
        });
        scene.decided()
    };
    assert_eq!(with(None), "send first email", "the first address, where nothing is preferred");
    assert_eq!(with(Some(Channel::Sms)), "send first sms");
    assert_eq!(with(Some(Channel::Whatsapp)), "send first email", "a channel without an address is no choice");
}

fn planning(scene: &Scene) -> String {
    scene.clone().with(|scene| scene.now = at("2026-03-02T14:05:00Z")).planned()
}

#[test]
fn a_step_whose_channel_is_refused_gives_way_to_the_next() {
    let scene = by_sms().strategy(&three_steps());
    assert_eq!(planning(&scene), "scheduled sms 2026-03-09T10:00:00Z");
    assert_eq!(scene.decided(), "send first sms");
    let stopped = scene.suppress(Channel::Sms, Cause::Unsubscribed, None);
    assert_eq!(planning(&stopped), "scheduled email at step 1 2026-03-09T10:00:00Z");
    assert_eq!(stopped.decided(), "send first email at step 1");
    let no_basis = stopped.clone().with(|scene| scene.person.consents.retain(|basis| basis.channel == Channel::Sms));
    assert_eq!(planning(&no_basis), "refused suppressed.unsubscribed", "no step is left: the first one's reason");
    assert_eq!(no_basis.decided(), "refused suppressed.unsubscribed");
}

#[test]
fn a_step_gives_way_for_its_channel_only() {
    let stopped = by_sms().strategy(&three_steps()).suppress(Channel::Sms, Cause::Bounced, None);
    let cancelled = stopped.clone().with(|scene| scene.order.cancelled_at = Some(scene.now));
    assert_eq!(planning(&cancelled), "refused event.cancelled");
    assert_eq!(cancelled.decided(), "refused event.cancelled");
    let judged = check_of(&cancelled.decide().decision, Code::ChannelUnreachable);
    assert_eq!(judged, "pass channel=sms", "another channel would not help, and is not looked at");
    let held = stopped.with(|scene| scene.order.held_at = Some(scene.now));
    assert_eq!(planning(&held), "hold event.on_hold until released at step 1");
    assert_eq!(held.decided(), "hold event.on_hold until released");
}

#[test]
fn the_standard_strategy_has_no_channel_to_give_way_to() {
    let stopped = by_sms().suppress(Channel::Sms, Cause::Unsubscribed, None);
    assert_eq!(planning(&stopped), "refused suppressed.unsubscribed");
    assert_eq!(stopped.decided(), "refused suppressed.unsubscribed");
}

#[test]
fn quiet_hours_are_those_of_the_channel_that_takes_over() {
    let late = by_sms().strategy(&three_steps()).with(|scene| {
        scene.now = at("2026-03-09T21:00:00Z");
        scene.invitation.next_at = scene.now;
    });
    assert_eq!(late.decided(), "hold quiet_hours until 2026-03-10T07:00:00Z");
    assert_eq!(late.suppress(Channel::Sms, Cause::Manual, None).decided(), "send first email at step 1");
}

/// What comes after the first message went as it should.
fn after_first(scene: Scene, channel: Channel) -> String {
    Attempted::first(scene, Ended::Accepted).with(|attempt| attempt.channel = channel).next(DUE)
}

#[test]
fn after_the_first_message_comes_the_next_step() {
    let scene = by_sms().strategy(&three_steps());
    assert_eq!(after_first(scene.clone(), Channel::Sms), "follow_up email 2026-03-10T10:00:00Z", "after a day");
    let follow_up = Attempted::later(scene, Ended::Accepted, Role::FollowUp, 1, Channel::Email, "2026-03-10T10:00:00Z");
    assert_eq!(follow_up.next("2026-03-10T10:00:01Z"), "reminder sms 2026-03-11T10:00:00Z", "48 hours after the first");
    let reminder = follow_up.with(|attempt| {
        attempt.step = 2;
        attempt.role = Role::Reminder;
    });
    assert_eq!(reminder.next("2026-03-11T10:00:01Z"), "nothing");
}

#[test]
fn a_follow_up_on_a_used_channel_is_skipped() {
    let scene = Scene::first_due().strategy(&three_steps());
    assert_eq!(after_first(scene, Channel::Email), "reminder email 2026-03-11T10:00:00Z");
}

#[test]
fn a_follow_up_whose_channel_was_used_meanwhile_is_not_sent() {
    let steps = [
        step(Role::First, Channel::Sms, "P0D"),
        preferred(Role::FollowUp, "P1D"),
        step(Role::Reminder, Channel::Sms, "P7D"),
    ];
    let scene = follow_up(&steps);
    assert_eq!(scene.decided(), "send follow_up email");
    let prefers_sms = scene.with(|scene| scene.person.preferred_channel = Some(Channel::Sms));
    assert_eq!(prefers_sms.decided(), "refused channel.unreachable, then reminder sms 2026-03-16T10:00:00Z");
}

#[test]
fn a_first_message_does_not_go_back_to_a_channel_on_which_it_failed() {
    let steps = [
        step(Role::First, Channel::Email, "P0D"),
        step(Role::FollowUp, Channel::Sms, "P1D"),
        step(Role::Reminder, Channel::Email, "P7D"),
    ];
    let scene = by_sms()
        .strategy(&steps)
        .with(|scene| {
            scene.invitation.step = 1;
            scene.invitation.used = vec![Channel::Email];
        })
        .suppress(Channel::Sms, Cause::Unsubscribed, None);
    assert_eq!(scene.decided(), "refused suppressed.unsubscribed");
}

/// The second step is due, a day after the first message went by SMS.
fn follow_up(steps: &[Step]) -> Scene {
    Scene::reminder_due().strategy(steps).with(|scene| {
        scene.person.addresses = vec![email(1), sms(2), whatsapp(2)];
        scene.now = at("2026-03-10T10:00:00Z");
        scene.invitation.next_at = scene.now;
        scene.invitation.due_at = scene.now;
        scene.invitation.role = Role::FollowUp;
        scene.invitation.used = vec![Channel::Sms];
    })
}

#[test]
fn a_follow_up_whose_channel_is_refused_gives_way_at_once() {
    let steps = [
        step(Role::First, Channel::Sms, "P0D"),
        step(Role::FollowUp, Channel::Email, "P1D"),
        step(Role::FollowUp, Channel::Whatsapp, "P4D"),
    ];
    assert_eq!(follow_up(&steps).decided(), "send follow_up email");
    let bounced = follow_up(&steps).suppress(Channel::Email, Cause::Bounced, None);
    assert_eq!(bounced.decided(), "send follow_up whatsapp");
}

#[test]
fn where_nothing_can_take_over_the_later_step_keeps_its_time() {
    let bounced = follow_up(&three_steps()).with(|scene| scene.person.preferred_channel = Some(Channel::Sms)).suppress(
        Channel::Email,
        Cause::Bounced,
        None,
    );
    assert_eq!(bounced.decided(), "refused suppressed.bounced, then reminder sms 2026-03-11T10:00:00Z");
    let struck = bounced.clone().with(|scene| scene.invitation.reminder_struck = true);
    assert_eq!(struck.decided(), "refused suppressed.bounced", "a reminder that was switched off is not queued");
    let off = bounced.with(|scene| scene.campaign.reminder = false);
    assert_eq!(off.decided(), "refused suppressed.bounced");
}

#[test]
fn two_messages_of_an_invitation_are_half_a_day_apart() {
    let after = |wait: &str| {
        let steps = [step(Role::First, Channel::Sms, "P0D"), step(Role::FollowUp, Channel::Email, wait)];
        after_first(by_sms().strategy(&steps), Channel::Sms)
    };
    assert_eq!(after("PT11H"), "follow_up email 2026-03-09T22:00:00Z");
    assert_eq!(after("PT12H"), "follow_up email 2026-03-09T22:00:00Z");
    assert_eq!(after("PT13H"), "follow_up email 2026-03-09T23:00:00Z");
    let held_back = Attempted::later(
        by_sms().strategy(&three_steps()),
        Ended::Accepted,
        Role::FollowUp,
        1,
        Channel::Email,
        "2026-03-11T09:00:00Z",
    );
    assert_eq!(
        held_back.next("2026-03-11T09:00:01Z"),
        "reminder sms 2026-03-11T21:00:00Z",
        "12 hours after the follow-up"
    );
}

#[test]
fn a_failed_message_keeps_no_distance() {
    let failed = Attempted::later(
        by_sms().strategy(&three_steps()),
        Ended::Refused,
        Role::FollowUp,
        1,
        Channel::Email,
        "2026-03-11T09:00:00Z",
    );
    assert_eq!(
        failed.next("2026-03-11T09:00:01Z"),
        "reminder sms 2026-03-11T10:00:00Z",
        "an hour later, as it was planned"
    );
    assert_eq!(failed.next("2026-03-11T12:00:00Z"), "reminder sms 2026-03-11T12:00:00Z", "at once, when it is late");
}

#[test]
fn the_standard_reminder_takes_the_channel_of_the_first_message() {
    let scene = by_sms();
    assert_eq!(after_first(scene.clone(), Channel::Sms), "reminder sms 2026-03-16T10:00:00Z");
    let now_by_email = Scene::reminder_due().with(|scene| {
        scene.person.addresses = vec![email(1), sms(2)];
        scene.person.preferred_channel = Some(Channel::Email);
        scene.invitation.used = vec![Channel::Sms];
    });
    assert_eq!(now_by_email.decided(), "send reminder sms");
}

#[test]
fn a_reminder_in_days_goes_at_the_sending_hour_whenever_the_first_went() {
    let after = |sent_at: &str| {
        Attempted::first(Scene::first_due(), Ended::Accepted)
            .with(|attempt| attempt.committed_at = at(sent_at))
            .next(sent_at)
    };
    assert_eq!(after("2026-03-09T10:00:00Z"), "reminder email 2026-03-16T10:00:00Z");
    assert_eq!(after("2026-03-09T23:59:00Z"), "reminder email 2026-03-16T10:00:00Z", "retried until the night");
    assert_eq!(after("2026-03-10T00:00:00Z"), "reminder email 2026-03-17T10:00:00Z", "the day of sending counts");
}

#[test]
fn without_a_sending_hour_a_reminder_keeps_the_clock_time_of_sending() {
    let scene = Scene::first_due().with(|scene| {
        scene.invitation.pinned.send_at = None;
        scene.storefront.zone = zone("Europe/Stockholm");
    });
    let sent = Attempted::first(scene.clone(), Ended::Accepted)
        .with(|attempt| attempt.committed_at = at("2026-03-25T14:30:00Z"));
    assert_eq!(
        sent.next("2026-03-25T14:30:01Z"),
        "reminder email 2026-04-01T13:30:00Z",
        "15:30 in winter and in summer"
    );
    let local = Attempted::first(
        scene.with(|scene| scene.invitation.pinned.send_at = sending_hour("10:00", ZoneChoice::Storefront)),
        Ended::Accepted,
    );
    let local = local.with(|attempt| attempt.committed_at = at("2026-03-25T14:30:00Z"));
    assert_eq!(local.next("2026-03-25T14:30:01Z"), "reminder email 2026-04-01T08:00:00Z", "10:00 in summer time");
}

#[test]
fn a_set_strategy_has_its_reminder_step_and_no_other() {
    let without = by_sms().strategy(&[step(Role::First, Channel::Sms, "P0D")]);
    assert_eq!(after_first(without, Channel::Sms), "nothing", "`reminder.after` is not used");
    let off = Attempted::first(by_sms().strategy(&three_steps()), Ended::Accepted).with(|attempt| {
        attempt.channel = Channel::Sms;
        attempt.reminders = false;
    });
    assert_eq!(off.next(DUE), "follow_up email 2026-03-10T10:00:00Z", "its follow-up stays where reminders are off");
    let done = Attempted::later(
        by_sms().strategy(&three_steps()),
        Ended::Accepted,
        Role::FollowUp,
        1,
        Channel::Email,
        "2026-03-10T10:00:00Z",
    );
    assert_eq!(done.with(|attempt| attempt.reminders = false).next("2026-03-10T10:00:01Z"), "nothing");
}
