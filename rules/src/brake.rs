//! brake: when do bounces and complaints stop a campaign by themselves (rules 7.4, AW-10)?

use std::str::FromStr;

/// The messages of a campaign that are looked at: the last ones that were delivered, or came back.
pub const WINDOW: i64 = 500;
/// Fewer say nothing.
pub const LEAST: i64 = 100;

/// Above this many in a thousand bounces stop a campaign.
const BOUNCES_PER_THOUSAND: i64 = 50;
/// Above this many in a thousand complaints stop it.
const COMPLAINTS_PER_THOUSAND: i64 = 3;
/// From this many in a thousand on somebody should look.
const WARNING_PER_THOUSAND: i64 = 1;

/// What stopped a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrakeCause {
    Bounced,
    Complained,
}

impl BrakeCause {
    pub fn as_str(self) -> &'static str {
        match self {
            BrakeCause::Bounced => "bounced",
            BrakeCause::Complained => "complained",
        }
    }
}

impl FromStr for BrakeCause {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [BrakeCause::Bounced, BrakeCause::Complained].into_iter().find(|cause| cause.as_str() == text).ok_or(())
    }
}

/// The brake of a campaign: it sends nothing until a person releases it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brake {
    pub cause: BrakeCause,
    /// How many messages bounced, or were complained about...
    pub faulty: i64,
    /// ...of how many.
    pub messages: i64,
}

/// What became of a campaign's last messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    pub messages: i64,
    pub bounced: i64,
    pub complained: i64,
}

impl Window {
    /// The brake that these messages ask for.
    pub fn brake(self) -> Option<Brake> {
        let brake = |cause, faulty| Brake { cause, faulty, messages: self.messages };
        if self.is_too_short() {
            None
        } else if self.complained * 1_000 > self.messages * COMPLAINTS_PER_THOUSAND {
            Some(brake(BrakeCause::Complained, self.complained))
        } else if self.bounced * 1_000 > self.messages * BOUNCES_PER_THOUSAND {
            Some(brake(BrakeCause::Bounced, self.bounced))
        } else {
            None
        }
    }

    /// Whether there are so many complaints that somebody should look.
    pub fn warns(self) -> bool {
        !self.is_too_short() && self.complained > 0 && self.complained * 1_000 >= self.messages * WARNING_PER_THOUSAND
    }

    /// Too few messages to say anything: more have to be waited for.
    pub fn is_too_short(self) -> bool {
        self.messages < LEAST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_of_the_brake() {
        let table = [
            ((99, 99, 99), None, false),
            ((100, 5, 0), None, false),
            ((100, 6, 0), Some((BrakeCause::Bounced, 6)), false),
            ((500, 25, 0), None, false),
            ((500, 26, 0), Some((BrakeCause::Bounced, 26)), false),
            ((100, 0, 1), Some((BrakeCause::Complained, 1)), true),
            ((333, 0, 1), Some((BrakeCause::Complained, 1)), true),
            ((334, 0, 1), None, true),
            ((500, 0, 1), None, true),
            ((500, 0, 2), Some((BrakeCause::Complained, 2)), true),
            ((500, 26, 2), Some((BrakeCause::Complained, 2)), true),
            ((500, 0, 0), None, false),
        ];
        for ((messages, bounced, complained), expected, warns) in table {
            let window = Window { messages, bounced, complained };
            let brake = expected.map(|(cause, faulty)| Brake { cause, faulty, messages });
            assert_eq!((window.brake(), window.warns()), (brake, warns), "{window:?}");
        }
    }
}
