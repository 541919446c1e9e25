//! What happens in a history, read from a number each; smaller numbers are plainer.

use jiff::SignedDuration;
use rules::address::{Cause, Channel, PurposeGroup};
use rules::settle::Ended;
use rules::state::Receipt;

use crate::world::{CAMPAIGNS, Choices, PEOPLE, STOREFRONTS};

/// How many order numbers there are at a storefront.
pub const REFERENCES: usize = 5;

/// An order, by storefront and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderKey {
    pub storefront: usize,
    pub reference: usize,
}

#[derive(Debug, Clone)]
pub enum Step {
    Report {
        person: usize,
        kind: usize,
        order: OrderKey,
        age: SignedDuration,
        date_in_days: Option<i64>,
        from_file: bool,
        has_products: bool,
    },
    /// The engine runs all the while.
    Wait(SignedDuration),
    /// The engine stands still, and finds all that fell due at once.
    Outage(SignedDuration),
    /// The clock goes back after a node has claimed what is due.
    ClockBack(SignedDuration),
    Cancel(OrderKey),
    Hold(OrderKey),
    Release(OrderKey),
    AwaitProduct(OrderKey),
    /// Somebody answers the form of one of the invitations.
    Answer(usize),
    Suppress {
        person: usize,
        channel: Channel,
        cause: Cause,
        group: Option<PurposeGroup>,
    },
    Withdraw {
        person: usize,
        channel: Channel,
    },
    Agree {
        person: usize,
        channel: Channel,
    },
    Later {
        person: usize,
        days: i64,
    },
    LessOften {
        person: usize,
    },
    MoveTo {
        person: usize,
        email: usize,
    },
    Erase {
        person: usize,
    },
    Pause {
        campaign: usize,
    },
    Resume {
        campaign: usize,
    },
    SwitchOff {
        campaign: usize,
    },
    SwitchReminders {
        campaign: usize,
    },
    /// Other settings, read from a number.
    EditCampaign {
        campaign: usize,
        settings: u64,
    },
    EditAccount {
        settings: u64,
    },
    /// The recipient still waits for the parcel.
    NotYet {
        order: OrderKey,
        days: i64,
    },
    /// The business tells another activation date.
    MoveDate {
        order: OrderKey,
        days: i64,
    },
    Brake,
    ReleaseAll,
    /// How the next attempts end.
    Provider {
        ended: Ended,
        attempts: usize,
    },
    Receive {
        message: usize,
        receipt: Receipt,
    },
}

/// How often each kind of step comes, beside the others.
const WEIGHTS: [usize; 28] = [34, 26, 8, 3, 2, 3, 3, 1, 4, 3, 2, 1, 2, 1, 2, 1, 2, 3, 1, 5, 2, 3, 6, 5, 4, 2, 1, 3];

impl Step {
    pub fn read(number: u64) -> Self {
        let mut choices = Choices(number);
        let mut weight = choices.below(WEIGHTS.iter().sum());
        let kind = WEIGHTS
            .iter()
            .position(|own| {
                let is_own = weight < *own;
                weight = weight.saturating_sub(*own);
                is_own
            })
            .unwrap();
        match kind {
            0 => report(&mut choices),
            1..=3 => passing(kind, &mut choices),
            4..=8 => of_order(kind, &mut choices),
            9..=15 => of_person(kind, &mut choices),
            16..=19 => of_campaign(kind, &mut choices),
            20..=23 => of_account(kind, &mut choices),
            _ => of_settings(kind, choices),
        }
    }
}

fn order(choices: &mut Choices) -> OrderKey {
    OrderKey { storefront: choices.below(STOREFRONTS), reference: choices.below(REFERENCES) }
}

fn report(choices: &mut Choices) -> Step {
    let hours = choices.of(&[0, 1, 12, 50, 0, 90, 200, 400, -20]);
    Step::Report {
        order: order(choices),
        kind: choices.below(2),
        person: choices.below(PEOPLE),
        age: SignedDuration::from_hours(hours) + SignedDuration::from_secs(choices.of(&[0, 30, 4_000])),
        date_in_days: choices.of(&[None, None, Some(0), Some(3), Some(-8)]),
        from_file: choices.below(4) == 3,
        has_products: choices.below(3) > 0,
    }
}

fn passing(kind: usize, choices: &mut Choices) -> Step {
    let minutes = choices.of(&[60 * 24, 1, 90, 60 * 7, 60 * 24 * 3, 60 * 24 * 8, 60 * 24 * 16, 60 * 24 * 45]);
    let passed = SignedDuration::from_mins(minutes) + SignedDuration::from_secs(choices.of(&[0, 17, 1_900]));
    match kind {
        1 => Step::Wait(passed),
        2 => Step::Outage(passed),
        _ => Step::ClockBack(passed),
    }
}

fn of_order(kind: usize, choices: &mut Choices) -> Step {
    match kind {
        4 => Step::Cancel(order(choices)),
        5 => Step::Hold(order(choices)),
        6 => Step::Release(order(choices)),
        7 => Step::AwaitProduct(order(choices)),
        _ => Step::Answer(choices.below(64)),
    }
}

fn of_person(kind: usize, choices: &mut Choices) -> Step {
    let person = choices.below(PEOPLE);
    let channel = choices.of(&Channel::ALL);
    match kind {
        9 => {
            let group = choices.of(&[None, Some(PurposeGroup::Asking), Some(PurposeGroup::Rebooking)]);
            Step::Suppress { person, channel, cause: choices.of(&Cause::ALL), group }
        }
        10 => Step::Withdraw { person, channel },
        11 => Step::Agree { person, channel },
        12 => Step::Later { person, days: choices.of(&[1, 5, 30]) },
        13 => Step::LessOften { person },
        14 => Step::MoveTo { person, email: choices.below(3) },
        _ => Step::Erase { person },
    }
}

fn of_campaign(kind: usize, choices: &mut Choices) -> Step {
    let campaign = choices.below(CAMPAIGNS);
    match kind {
        16 => Step::Pause { campaign },
        17 => Step::Resume { campaign },
        18 => Step::SwitchOff { campaign },
        _ => Step::SwitchReminders { campaign },
    }
}

fn of_settings(kind: usize, mut choices: Choices) -> Step {
    match kind {
        24 => Step::EditCampaign { campaign: choices.below(CAMPAIGNS), settings: choices.0 },
        25 => Step::EditAccount { settings: choices.0 },
        26 => Step::NotYet { order: order(&mut choices), days: choices.of(&[1, 5, 30]) },
        _ => Step::MoveDate { order: order(&mut choices), days: choices.of(&[0, 3, -8, 20, 40]) },
    }
}

fn of_account(kind: usize, choices: &mut Choices) -> Step {
    let receipts =
        [Receipt::Delivered, Receipt::Opened, Receipt::Clicked, Receipt::Failed, Receipt::Bounced, Receipt::Complained];
    match kind {
        20 => Step::Brake,
        21 => Step::ReleaseAll,
        22 => Step::Provider {
            ended: choices.of(&[
                Ended::Unknown,
                Ended::RetrySafe,
                Ended::Refused,
                Ended::AddressRefused,
                Ended::Accepted,
            ]),
            attempts: choices.of(&[1, 2, 30]),
        },
        _ => Step::Receive { receipt: choices.of(&receipts), message: choices.below(64) },
    }
}
