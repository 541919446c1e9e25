//! Reminders (TP-6 to TP-8, AV-1 to AV-3): when one may go, and that it never goes twice.

use rules::address::Channel;
use rules::campaign::Purpose;
use rules::decide::{Due, decide};
use rules::reason::Code;
use rules::strategy::Role;
use rules::wave::Waves;

use crate::support::{Scene, check_of, invitation_id, sms, step, storefront_id};

fn reminded(change: impl FnOnce(&mut Scene)) -> String {
    Scene::reminder_due().with(change).decided()
}

#[test]
fn reminders_must_have_been_on_throughout() {
    type Row = (&'static str, fn(&mut Scene), &'static str);
    let rows: [Row; 5] = [
        ("on at creation, at the first message, and now", |_| {}, "send reminder email"),
        ("off at creation", |scene| scene.invitation.reminder_at_creation = false, "refused reminder.off"),
        ("off when the first message went", |scene| scene.invitation.reminder_at_first = false, "refused reminder.off"),
        ("off now", |scene| scene.campaign.reminder = false, "refused reminder.off"),
        ("off in between, and on again", |scene| scene.invitation.reminder_struck = true, "refused reminder.off"),
    ];
    for (sentence, change, expected) in rows {
        assert_eq!(reminded(change), expected, "{sentence}");
    }
}

#[test]
fn the_refusal_says_when_reminders_were_off() {
    let when =
        |change: fn(&mut Scene)| check_of(&Scene::reminder_due().with(change).decide().decision, Code::ReminderOff);
    assert_eq!(when(|scene| scene.invitation.reminder_at_creation = false), "refuse when=creation");
    assert_eq!(when(|scene| scene.invitation.reminder_at_first = false), "refuse when=first_message");
    assert_eq!(when(|scene| scene.invitation.reminder_struck = true), "refuse when=since");
    assert_eq!(when(|scene| scene.campaign.reminder = false), "refuse when=now");
}

#[test]
fn the_conditions_of_a_reminder_concern_reminders_only() {
    let scene = Scene::first_due().with(|scene| {
        scene.invitation.reminder_at_creation = false;
        scene.invitation.reminder_at_first = false;
        scene.invitation.reminder_struck = true;
        scene.campaign.reminder = false;
        scene.order.reminded = true;
        scene.order.product_pending = true;
    });
    assert_eq!(scene.decided(), "send first email");
}

#[test]
fn an_order_is_reminded_of_once() {
    assert_eq!(reminded(|scene| scene.order.reminded = true), "refused reminder.order_reminded");
}

#[test]
fn two_requests_of_one_order_in_one_batch_share_its_reminder() {
    let service = Scene::reminder_due();
    let product = Scene::reminder_due().with(|scene| {
        scene.campaign.purpose = Purpose::ProductReview;
        scene.invitation.id = invitation_id(2);
    });
    let decided = |dues: &[Due<'_>]| -> Vec<_> {
        let decided = decide(service.now, &service.account, dues, &mut [Vec::new()], &mut Waves::new());
        decided.into_iter().map(|decided| decided.decision.reason).collect()
    };
    assert_eq!(decided(&[service.due(), product.due()]), [None, Some(Code::ReminderOrderReminded)]);
    let other = product.clone().with(|scene| scene.event.reference = "A-2".to_owned());
    assert_eq!(decided(&[service.due(), other.due()]), [None, None], "another order has its own");
    let elsewhere = product.with(|scene| scene.storefront.id = storefront_id(2));
    assert_eq!(decided(&[service.due(), elsewhere.due()]), [None, None], "and so has one elsewhere");
}

#[test]
fn none_goes_while_a_product_request_is_still_to_come() {
    assert_eq!(reminded(|scene| scene.order.product_pending = true), "refused reminder.product_pending");
    let from_file = |scene: &mut Scene| {
        scene.order.product_pending = true;
        scene.event.from_file = true;
    };
    assert_eq!(reminded(from_file), "send reminder email", "orders taken in by file are exempt");
}

#[test]
fn nobody_is_reminded_of_a_message_that_may_never_have_come() {
    assert_eq!(reminded(|scene| scene.invitation.first_unknown = true), "refused reminder.first_unknown");
}

#[test]
fn an_answer_through_any_link_stops_the_reminder() {
    assert_eq!(reminded(|scene| scene.order.answered = vec![Purpose::ServiceReview]), "refused response.received");
}

#[test]
fn a_refused_reminder_leaves_the_follow_up_behind_it() {
    let steps = [
        step(Role::First, Channel::Email, "P0D"),
        step(Role::Reminder, Channel::Email, "P7D"),
        step(Role::FollowUp, Channel::Sms, "P14D"),
    ];
    let scene = Scene::reminder_due().strategy(&steps).with(|scene| scene.person.addresses.push(sms(2)));
    let off = scene.clone().with(|scene| scene.campaign.reminder = false);
    assert_eq!(off.decided(), "refused reminder.off, then follow_up sms 2026-03-23T10:00:00Z");
    let answered = scene.with(|scene| scene.order.answered = vec![Purpose::ServiceReview]);
    assert_eq!(answered.decided(), "refused response.received", "an answer ends them all");
}
