//! The results of a simulation as a page shows them: two series side by side, as a drawing and as tables.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rules::address::Channel;
use rules::reason::Code;
use rules::strategy::Role;

use super::frame::Frame;
use crate::engine::simulate::assumptions::{Ground, Share};
use crate::engine::simulate::report::{Moment, Report, RoleOrder};
use crate::texts::{Noun, Value, day};
use crate::web::simulation_jobs::Outcome;

/// The drawing's size and the room for its words, in its own units.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 160.0;
const FOOT: f64 = 18.0;
/// Pairs of bars at most: longer times have wider steps.
const MOST_STEPS: i32 = 52;
/// People who got more messages than this are told together.
const MOST_MESSAGES: u32 = 6;

/// A line of a table: what it counts, as it is, as it would be, and the difference.
pub struct Line {
    pub name: String,
    pub is: String,
    pub would: String,
    pub difference: String,
    pub is_total: bool,
}

pub struct Bar {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    pub kind: &'static str,
}

pub struct Chart {
    pub bars: Vec<Bar>,
    pub label: String,
    pub first: String,
    pub last: String,
    /// The drawing in words.
    pub told: String,
}

pub struct Results {
    pub lead: String,
    pub bad_lines: Option<String>,
    pub figures: Vec<Line>,
    pub requests: Vec<Line>,
    pub messages: Vec<Line>,
    pub refusals: Vec<Line>,
    pub holds: Vec<Line>,
    pub people: Vec<Line>,
    pub chart: Option<Chart>,
    /// The same in a table: the first day of each step, and how many messages.
    pub chart_lines: Vec<Line>,
    pub assumptions: String,
}

/// Two reports, and how the page counts them.
struct Pair<'a> {
    frame: &'a Frame,
    is: &'a Report,
    would: &'a Report,
}

impl Results {
    pub fn of(frame: &Frame, outcome: &Outcome) -> Self {
        let pair = Pair { frame, is: &outcome.is, would: &outcome.would };
        let (chart, chart_lines) = pair.chart().unzip();
        let bad = i64::try_from(outcome.bad_lines).unwrap_or(i64::MAX);
        Self {
            lead: lead(frame, outcome),
            bad_lines: (bad > 0).then(|| frame.count("page-simulate-bad-lines", bad)),
            figures: vec![
                pair.line("page-simulate-messages", Report::sent),
                pair.line("page-simulate-reached", Report::reached),
                pair.line("page-simulate-answers", |report| report.answers.iter().sum()),
                pair.line("page-simulate-refused", |report| report.requests.refused),
            ],
            requests: pair.requests(),
            messages: pair.messages(),
            refusals: pair.rules(|report| &report.refused),
            holds: pair.rules(|report| &report.held),
            people: pair.people(),
            chart,
            chart_lines: chart_lines.unwrap_or_default(),
            assumptions: frame.say_with(
                "page-simulate-assumptions",
                &[
                    ("first", share(frame, outcome.assumptions.first).into()),
                    ("again", share(frame, outcome.assumptions.again).into()),
                ],
            ),
        }
    }
}

fn lead(frame: &Frame, outcome: &Outcome) -> String {
    let orders = frame.number(i64::try_from(outcome.orders).unwrap_or(i64::MAX));
    let Some((first, last)) = outcome.span else { return frame.say("page-simulate-no-orders") };
    let on = |at: jiff::Timestamp| day(frame.language, rules::time::day_of(at, &frame.zone));
    let arguments = [("orders", orders.into()), ("first", on(first).into()), ("last", on(last).into())];
    frame.say_with("page-simulate-lead-orders", &arguments)
}

fn share(frame: &Frame, share: Share) -> String {
    let percent = format!("{:.1}", share.share * 100.0);
    let (key, count) = match share.rests_on {
        Ground::Messages(count) => ("page-simulate-share-own", count),
        Ground::Assumed | Ground::Given => ("page-simulate-share-assumed", 0),
    };
    let count: Value<'_> = frame.number(count).into();
    frame.say_with(key, &[("percent", percent.into()), ("count", count)])
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Pair<'_> {
    fn counted(&self, name: String, is: u64, would: u64) -> Line {
        let (is, would) = (whole(is), whole(would));
        let difference = would - is;
        let sign = if difference > 0 { "+" } else { "" };
        let number = |count| self.frame.number(count);
        let difference = format!("{sign}{}", number(difference));
        Line { name, is: number(is), would: number(would), difference, is_total: false }
    }

    fn line(&self, key: &str, count: impl Fn(&Report) -> u64) -> Line {
        self.counted(self.frame.say(key), count(self.is), count(self.would))
    }

    fn total(&self, count: impl Fn(&Report) -> u64) -> Line {
        Line { is_total: true, ..self.line("page-simulate-total", count) }
    }

    fn requests(&self) -> Vec<Line> {
        vec![
            self.line("page-simulate-answered", |report| report.requests.answered),
            self.line("page-simulate-unanswered", |report| report.requests.unanswered),
            self.line("page-simulate-refused", |report| report.requests.refused),
            self.line("page-simulate-cancelled", |report| report.requests.cancelled),
            self.line("page-simulate-waiting", |report| report.requests.waiting),
            self.total(|report| report.requests.all()),
        ]
    }

    fn messages(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for channel in Channel::ALL {
            for role in Role::ALL {
                let count = |report: &Report| {
                    let of = report.messages.iter();
                    of.filter(|((_, over, of), _)| (*over, *of) == (channel, RoleOrder(role))).map(|(_, n)| n).sum()
                };
                let (is, would) = (count(self.is), count(self.would));
                if is + would > 0 {
                    let role = self.frame.word(Noun::Role, role.as_str());
                    let channel = self.frame.word(Noun::Channel, channel.as_str());
                    lines.push(self.counted(format!("{role}, {channel}"), is, would));
                }
            }
        }
        lines.push(self.total(Report::sent));
        lines
    }

    fn rules(&self, counted: impl Fn(&Report) -> &BTreeMap<(Code, Moment), u64>) -> Vec<Line> {
        let (is, would) = (Report::by_rule(counted(self.is)), Report::by_rule(counted(self.would)));
        let codes: BTreeSet<_> = is.keys().chain(would.keys()).copied().collect();
        let count = |rules: &BTreeMap<Code, [u64; 2]>, code| rules.get(&code).map_or(0, |counts| counts.iter().sum());
        let line = |code: Code| self.counted(self.frame.reason(code.as_str()), count(&is, code), count(&would, code));
        codes.into_iter().map(line).collect()
    }

    fn people(&self) -> Vec<Line> {
        let most = self.is.people.keys().chain(self.would.people.keys()).max().copied().unwrap_or(0);
        let count = |report: &Report, of: u32| report.people.get(&of).copied().unwrap_or(0);
        let mut lines: Vec<_> = (0..=most.min(MOST_MESSAGES))
            .map(|of| {
                let name = self.frame.count("page-simulate-people-messages", of.into());
                self.counted(name, count(self.is, of), count(self.would, of))
            })
            .collect();
        if most > MOST_MESSAGES {
            let more = |report: &Report| report.people.range(MOST_MESSAGES + 1..).map(|(_, people)| people).sum();
            let name = self.frame.count("page-simulate-people-more", MOST_MESSAGES.into());
            lines.push(self.counted(name, more(self.is), more(self.would)));
        }
        lines.push(self.total(Report::known));
        lines
    }

    fn chart(&self) -> Option<(Chart, Vec<Line>)> {
        let (is, would) = (self.is.by_day(), self.would.by_day());
        let first = *is.keys().chain(would.keys()).min()?;
        let last = *is.keys().chain(would.keys()).max()?;
        let days = first.until(last).ok()?.get_days() + 1;
        // Whole weeks where a day each has no room.
        let step = if days <= MOST_STEPS { 1 } else { weeks((days + MOST_STEPS - 1) / MOST_STEPS) };
        let mut steps: BTreeMap<i32, [u64; 2]> = (0..(days + step - 1) / step).map(|at| (at, [0, 0])).collect();
        for (series, counts) in [&is, &would].into_iter().enumerate() {
            for (day, count) in counts {
                let at = first.until(*day).map_or(0, |span| span.get_days()) / step;
                steps.entry(at).or_default()[series] += count;
            }
        }
        let most = steps.values().flatten().copied().max()?.max(1);
        let (frame, begun) = (self.frame, first);
        let date = |at: i32| begun.checked_add(jiff::Span::new().days(at * step)).unwrap_or(Date::MAX);
        let line = |(at, [is, would]): (&i32, &[u64; 2])| self.counted(day(frame.language, date(*at)), *is, *would);
        let (first, last) = (day(frame.language, first), day(frame.language, last));
        let most_told = frame.number(whole(most));
        let arguments = [("first", first.as_str().into()), ("last", last.as_str().into()), ("most", most_told.into())];
        let chart = Chart {
            bars: bars(&steps, most),
            label: frame.count("page-simulate-chart", step.into()),
            told: frame.say_with("page-simulate-chart-told", &arguments),
            first: first.clone(),
            last: last.clone(),
        };
        Some((chart, steps.iter().map(line).collect()))
    }
}

/// The next multiple of a week.
fn weeks(days: i32) -> i32 {
    (days + 6) / 7 * 7
}

fn bars(steps: &BTreeMap<i32, [u64; 2]>, most: u64) -> Vec<Bar> {
    let room = WIDTH / steps.len() as f64;
    let width = (room * 0.4).max(1.0);
    let mut bars = Vec::with_capacity(steps.len() * 2);
    for (at, counts) in steps {
        for (series, (count, kind)) in counts.iter().zip(["is", "would"]).enumerate() {
            let height = (HEIGHT - FOOT) * *count as f64 / most as f64;
            let x = room * f64::from(*at) + width * series as f64 + room * 0.1;
            bars.push(Bar {
                x: format!("{x:.1}"),
                y: format!("{:.1}", HEIGHT - FOOT - height),
                width: format!("{width:.1}"),
                height: format!("{height:.1}"),
                kind,
            });
        }
    }
    bars
}
