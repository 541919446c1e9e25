//! When: the times of a request, by its settings and by what its recipient wishes.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span, Timestamp};
use rules::campaign::BaseChoice;
use rules::strategy::Role;

use super::{No, View};
use crate::calendar::{Wait, first_showing, minute_of, next_showing};
use crate::driver::Driver;
use crate::pairs;
use crate::world::time_of;

impl View {
    /// The next time from `earliest` on at which messages of this campaign go.
    pub fn sending_hour(&self, driver: &Driver, earliest: Timestamp) -> Timestamp {
        let by_event = || match self.date(driver) {
            Some(_) => time_of((10, 0)),
            None => self.storefront_clock(driver).to_datetime(self.base(driver)).time(),
        };
        let hour = self.pinned(driver).hour.map_or_else(by_event, time_of);
        next_showing(hour, earliest, self.clock(driver))
    }

    /// When what is late by then goes: at its hour, and where it has none at once.
    pub(super) fn catching_up(&self, driver: &Driver, late: Timestamp) -> Timestamp {
        let has_an_hour = self.pinned(driver).hour.is_some() || self.date(driver).is_some();
        if has_an_hour { self.sending_hour(driver, late) } else { late }
    }

    fn date(&self, driver: &Driver) -> Option<Date> {
        let by_date = self.pinned(driver).rules.timing.base == BaseChoice::ActivationDate;
        let by_date = by_date && pairs::anchor(driver, self).is_none();
        driver.events[self.event].rules.activation_date.filter(|_| by_date)
    }

    /// The instant from which the delay counts, where that is no date.
    fn base(&self, driver: &Driver) -> Timestamp {
        pairs::anchor(driver, self).unwrap_or(driver.events[self.event].rules.occurred_at)
    }

    pub(super) fn due_by_settings(&self, driver: &Driver) -> Timestamp {
        let (asking, clock) = (self.pinned(driver), self.clock(driver));
        if let Some(service) = self.service.filter(|_| pairs::anchor(driver, self).is_some()) {
            return pairs::after(driver, self, service.at);
        }
        let Some(date) = self.date(driver) else { return self.later(driver, self.base(driver), asking.delay) };
        let hour = time_of(asking.hour.unwrap_or((10, 0)));
        match asking.delay {
            Wait::Days(_) | Wait::Months(_) => first_showing((date + asking.delay.span()).to_datetime(hour), clock),
            Wait::Hours(_) => self.later(driver, first_showing(date.to_datetime(hour), clock), asking.delay),
        }
    }

    /// So much later, and then at the sending hour where there is one, but not before `from`.
    pub fn later(&self, driver: &Driver, from: Timestamp, wait: Wait) -> Timestamp {
        let clock = self.clock(driver);
        let Some(hour) = self.pinned(driver).hour else { return wait.after(from, clock) };
        let day = match wait {
            Wait::Days(_) | Wait::Months(_) => clock.to_datetime(from).date() + wait.span(),
            Wait::Hours(hours) => clock.to_datetime(from + SignedDuration::from_hours(hours)).date(),
        };
        let on = |later: i64| first_showing((day + Span::new().days(later)).to_datetime(time_of(hour)), clock);
        (0..3).map(on).find(|at| *at >= from).unwrap()
    }

    pub(super) fn is_too_late(&self, driver: &Driver) -> bool {
        let last = driver.world.limits.tolerance.end(self.expected, self.clock(driver));
        minute_of(driver.now) > last
    }

    /// The form is open from the first message on, and only what follows that can be too late for it.
    pub(super) fn is_closing(&self, driver: &Driver) -> bool {
        let first_sent_at = driver.lives[self.life.unwrap()].invitation.first_sent_at;
        let Some(first_sent_at) = first_sent_at.filter(|_| self.role != Role::First) else { return false };
        let closes_at = self.pinned(driver).expires_after.after(first_sent_at, self.storefront_clock(driver));
        driver.now >= closes_at - SignedDuration::from_hours(24)
    }

    pub(super) fn later_day(&self, driver: &Driver) -> Option<No> {
        let clock = self.recipient_clock(driver);
        let wishes = [self.person(driver).rules.later, driver.orders[&self.order].rules.awaited];
        let day = wishes.into_iter().flatten().max().filter(|day| clock.to_datetime(driver.now).date() < *day)?;
        let dawn = first_showing(DateTime::from_parts(day, time_of((0, 0))), clock);
        Some(No::Until(self.sending_hour(driver, dawn)))
    }
}
