//! Routing: which invitations point to another review platform (ET-10, rules 8). What chooses looks at an invitation's id
//! and at shares, and at nothing else: neither a customer nor a mood can be told to it (AW-5).

use crate::id::InvitationId;
use crate::judgement::{Case, Finding};
use crate::share::{Purpose, place};
use crate::strategy::Role;

/// Platforms to which one campaign may point at most.
pub const MOST_PLATFORMS: usize = 10;

/// Another place where reviews are written, and the share of invitations that point there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    pub name: String,
    pub url: String,
    /// Of all, from 1 to 100.
    pub percent: u8,
}

/// The platform to which an invitation points; none: to our own form. The shares lie behind one another in the order of
/// the list, so that a changed share moves none before it, and of each behind it no more than it grew or shrank by.
#[must_use]
pub fn routed_to(platforms: &[Platform], invitation: InvitationId) -> Option<&Platform> {
    let place = place(Purpose::Routing, invitation.bits());
    let mut end = 0;
    platforms.iter().find(|platform| {
        end += u32::from(platform.percent) * 100;
        place < end
    })
}

/// `routing.followed`: whoever went on to a platform may have answered there, which nobody here learns.
pub(crate) fn followed(case: &Case<'_>) -> Finding {
    let followed_at = case.invitation.and_then(|invitation| invitation.followed_at);
    match followed_at {
        Some(at) if case.role != Role::First => Finding::refuse().fact(at),
        _ => Finding::pass(),
    }
}
