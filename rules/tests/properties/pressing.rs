//! The oracle on `frequency.*` (rules 4): which requests stand in the way of another.

use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use rules::decision::Stage;
use rules::strategy::Role;

use crate::calendar::{Wait, minute_of};
use crate::driver::Driver;
use crate::life::Life;
use crate::oracle::{No, View};
use crate::pairs;

/// A request to the person, or to an address of theirs.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    pub life: usize,
    pub at: Timestamp,
    pub sent: bool,
}

/// Requests of other invitations; those that gave way in the same batch are gone.
fn requests(driver: &Driver, view: &View, displaced: &[(usize, Timestamp)]) -> Vec<Request> {
    let person = &driver.world.people[view.person].rules;
    let mut found = Vec::new();
    for (number, life) in driver.lives.iter().enumerate() {
        let Some((at, sent)) = life.request() else { continue };
        let shares = life.person == view.person
            || life.address.is_some_and(|key| person.addresses.iter().any(|address| address.key == key));
        let own = Some(number) == view.life || pairs::is_same_interaction(driver, view, life);
        if shares && !own && !displaced.iter().any(|(gone, _)| *gone == number) {
            found.push(Request { life: number, at, sent });
        }
    }
    found
}

/// Smaller is stronger: the kind, then the priority.
fn rank(driver: &Driver, campaign: usize) -> (usize, i32) {
    let rules = &driver.world.campaigns[campaign].rules;
    let order = [Kind::Transactional, Kind::Rebooking, Kind::Targeted, Kind::Loyalty, Kind::Periodic];
    (order.iter().position(|kind| *kind == rules.kind).unwrap(), -rules.priority)
}

fn is_weaker(driver: &Driver, view: &View, request: &Request) -> bool {
    rank(driver, view.campaign) < rank(driver, driver.lives[request.life].campaign)
}

fn is_judged(driver: &Driver, view: &View) -> bool {
    let is_new = view.role == Role::First && view.asking(driver).rules.kind != Kind::Rebooking;
    is_new && !pairs::goes_along(driver, view)
}

fn counted(driver: &Driver, view: &View, displaced: &[(usize, Timestamp)]) -> Vec<Request> {
    let mut all = requests(driver, view, displaced);
    all.retain(|request| request.sent || (view.stage == Stage::Plan && !is_weaker(driver, view, request)));
    all
}

/// The gap in force for the person.
pub fn for_person(driver: &Driver, person: usize, wait: Wait) -> Wait {
    if driver.world.people[person].rules.less_often { wait.twice() } else { wait }
}

fn is_close(driver: &Driver, view: &View, request: &Request, moment: Timestamp, wait: Wait) -> bool {
    let (earlier, later) = (request.at.min(moment), request.at.max(moment));
    later < wait.end(earlier, view.clock(driver))
}

fn is_alike(driver: &Driver, view: &View, request: &Request) -> bool {
    let (own, life) = (&view.asking(driver).rules, &driver.lives[request.life]);
    let other = &driver.world.campaigns[life.campaign].rules;
    let on_its_form = life.product.is_some() && own.purpose == Purpose::ProductReview;
    (own.purpose == other.purpose || on_its_form) && own.storefront == other.storefront
}

pub fn campaign(driver: &Driver, view: &View, displaced: &[(usize, Timestamp)]) -> bool {
    let Some(gap) = view.asking(driver).frequency.filter(|_| is_judged(driver, view)) else { return false };
    let (gap, moment) = (for_person(driver, view.person, gap), view.moment(driver));
    let in_the_way =
        |request: &Request| is_alike(driver, view, request) && is_close(driver, view, request, moment, gap);
    counted(driver, view, displaced).iter().any(in_the_way)
}

pub fn pressure(driver: &Driver, view: &View, displaced: &[(usize, Timestamp)]) -> Option<No> {
    let gap = driver.world.limits.pressure.filter(|_| is_judged(driver, view))?;
    let gap = for_person(driver, view.person, gap);
    let all = counted(driver, view, displaced);
    let close = |moment: Timestamp| -> Vec<Request> {
        all.iter().copied().filter(|request| is_close(driver, view, request, moment, gap)).collect()
    };
    let mut in_the_way = close(view.moment(driver));
    if in_the_way.is_empty() || is_distinct(driver, view, &in_the_way, gap) {
        return None;
    }
    let mut over = view.due;
    let mut at = view.due;
    while let Some(last) = in_the_way.iter().map(|request| request.at).max() {
        over = gap.end(last, view.clock(driver));
        at = view.sending_hour(driver, over);
        in_the_way = close(at);
    }
    let latest = driver.world.limits.tolerance.after(view.due, view.clock(driver));
    Some(if over <= latest { No::Until(at) } else { No::Refuse })
}

fn is_distinct(driver: &Driver, view: &View, in_the_way: &[Request], gap: Wait) -> bool {
    let Some(allowed) = driver.world.account.distinct_interactions else { return false };
    let moment = view.moment(driver);
    let recent = |at: Timestamp| at > moment || moment < gap.end(at, view.clock(driver));
    let last = |certain: bool| {
        let lives = in_the_way.iter().map(|request| (request.at, &driver.lives[request.life]));
        let of =
            lives.filter(|(_, life)| !certain || view.stage == Stage::Plan || life.invitation.expires_at.is_some());
        of.max_by_key(|(at, life)| (*at, life.invitation.id)).map(|(_, life)| life)
    };
    let is_another = |life: &Life| life.order != view.order && recent(driver.events[life.event].rules.occurred_at);
    view.asking(driver).rules.kind == Kind::Transactional
        && [last(false), last(true)].into_iter().flatten().all(is_another)
        && recent(driver.events[view.event].rules.occurred_at)
        && in_the_way.len() < allowed as usize
}

/// The scheduled requests that have to give way to one at `moment`.
pub fn displaced(driver: &Driver, view: &View, moment: Timestamp, before: &[(usize, Timestamp)]) -> Vec<usize> {
    let within = |request: &Request, gap: Option<Wait>| {
        gap.is_some_and(|gap| is_close(driver, view, request, moment, for_person(driver, view.person, gap)))
    };
    let gives_way = |request: &&Request| {
        let kind = driver.world.campaigns[driver.lives[request.life].campaign].rules.kind;
        let own = view.asking(driver).frequency.filter(|_| is_alike(driver, view, request));
        !request.sent
            && kind != Kind::Rebooking
            && is_weaker(driver, view, request)
            && (within(request, driver.world.limits.pressure) || within(request, own))
    };
    requests(driver, view, before).iter().filter(gives_way).map(|request| request.life).collect()
}

/// What becomes of a displaced request: held until then, or refused.
pub fn after_displacement(driver: &Driver, view: &View, stronger_at: Timestamp) -> Option<Timestamp> {
    let gap = driver.world.limits.pressure.map(|gap| for_person(driver, view.person, gap));
    let over = gap.map_or(stronger_at, |gap| gap.end(stronger_at, view.clock(driver)));
    let latest = minute_of(driver.world.limits.tolerance.after(view.due, view.clock(driver)));
    let at = if over <= view.expected { view.expected } else { view.sending_hour(driver, over) };
    (over <= latest).then_some(at)
}
