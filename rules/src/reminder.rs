//! Reminders: the conditions under which one may go (TP-6 to TP-8, AV-1 to AV-3).

use crate::campaign::Campaign;
use crate::invitation::Invitation;
use crate::judgement::{Case, Finding};
use crate::strategy::Role;

fn judged(case: &Case<'_>) -> bool {
    case.role == Role::Reminder
}

/// `reminder.off`
pub(crate) fn off(case: &Case<'_>) -> Finding {
    let (Some(invitation), true) = (case.invitation, judged(case)) else {
        return Finding::pass();
    };
    match off_since(case.campaign, invitation) {
        Some(when) => Finding::refuse().fact(when),
        None => Finding::pass(),
    }
}

/// On at creation, on when the first message went, never struck in between, and on now (TP-7, TP-8).
pub(crate) fn is_on(campaign: &Campaign, invitation: &Invitation) -> bool {
    off_since(campaign, invitation).is_none()
}

fn off_since(campaign: &Campaign, invitation: &Invitation) -> Option<&'static str> {
    let off = [
        (!invitation.reminder_at_creation, "creation"),
        (!invitation.reminder_at_first, "first_message"),
        (invitation.reminder_struck, "since"),
        (!campaign.reminder, "now"),
    ];
    off.into_iter().find(|(is_off, _)| *is_off).map(|(_, when)| when)
}

/// `reminder.order_reminded`
pub(crate) fn order_reminded(case: &Case<'_>) -> Finding {
    Finding::refuse_if(judged(case) && case.order.reminded)
}

/// `reminder.product_pending`; orders taken in by file are exempt where the account does not say otherwise.
pub(crate) fn product_pending(case: &Case<'_>) -> Finding {
    let is_exempt = case.event.from_file && case.account.files_exempt;
    Finding::refuse_if(judged(case) && case.order.product_pending && !is_exempt)
}

/// `reminder.first_unknown`: nobody is reminded of a message that may never have come (trust 1).
pub(crate) fn first_unknown(case: &Case<'_>) -> Finding {
    Finding::refuse_if(judged(case) && case.invitation.is_some_and(|invitation| invitation.first_unknown))
}
