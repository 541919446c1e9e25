//! The report of `afterword simulate`: tables whose columns add up, one column for each of the settings.

use std::collections::BTreeSet;
use std::fmt::{Error, Write};

use rules::address::Channel;
use rules::strategy::Role;

use crate::engine::simulate::History;
use crate::engine::simulate::assumptions::{Assumptions, Ground, Share};
use crate::engine::simulate::report::{Moment, Report, RoleOrder};
use crate::intake::money::Money;

/// Days that are shown one by one: those with the most messages.
const BUSIEST: usize = 5;

type Count = fn(&Report) -> u64;

/// # Errors
/// None: writing to a string does not fail.
pub fn render(
    history: &History,
    reports: &[&Report],
    assumptions: &Assumptions,
    price: Option<&Money>,
    bad: u64,
) -> Result<String, Error> {
    let mut page = Page { text: String::new(), reports };
    page.heading(history, bad)?;
    page.requests()?;
    page.messages(price)?;
    page.rules("refused, by the rule that gave the reason", |report| &report.refused)?;
    page.rules("held, by the rule that gave the reason", |report| &report.held)?;
    page.people()?;
    page.days()?;
    page.answers(assumptions)?;
    Ok(page.text)
}

struct Page<'a> {
    text: String,
    reports: &'a [&'a Report],
}

impl Page<'_> {
    fn heading(&mut self, history: &History, bad: u64) -> Result<(), Error> {
        write!(self.text, "{} orders", history.len())?;
        if let Some((first, last)) = history.span() {
            write!(self.text, " from {} to {}", first.strftime("%Y-%m-%d"), last.strftime("%Y-%m-%d"))?;
        }
        writeln!(self.text, ", {bad} lines not taken")?;
        if self.reports.len() > 1 {
            writeln!(self.text, "\n{:<46}{:>12}{:>12}{:>12}", "", "settings", "against", "difference")?;
        }
        self.title("orders", |report| report.orders + report.left_out)?;
        self.line("taken", |report| report.orders)?;
        self.line("told before", |report| report.left_out)?;
        self.line("of these wanted by no campaign", |report| report.unmatched)
    }

    fn requests(&mut self) -> Result<(), Error> {
        self.title("requests, by what became of them", |report| report.requests.all())?;
        self.line("asked, and answered", |report| report.requests.answered)?;
        self.line("asked, no answer", |report| report.requests.unanswered)?;
        self.line("refused", |report| report.requests.refused)?;
        self.line("cancelled", |report| report.requests.cancelled)?;
        self.line("held until a person releases them", |report| report.requests.waiting)
    }

    fn messages(&mut self, price: Option<&Money>) -> Result<(), Error> {
        self.title("messages", Report::sent)?;
        for channel in Channel::ALL {
            for role in Role::ALL {
                let count = |report: &Report| {
                    let of =
                        report.messages.iter().filter(|((_, over, of), _)| (*over, *of) == (channel, RoleOrder(role)));
                    of.map(|(_, count)| count).sum()
                };
                let name = format!("{}, {}", role.as_str(), channel.as_str());
                self.counted(&name, &self.reports.iter().map(|report| count(report)).collect::<Vec<u64>>())?;
            }
        }
        let Some(price) = price else { return Ok(()) };
        let costs = self.reports.iter().filter_map(|report| price.times(report.sent_over(Channel::Sms)));
        let costs: Vec<_> = costs.map(|cost| format!("{} {}", cost.amount, cost.currency)).collect();
        write!(self.text, "  {:<44}", format!("cost of SMS at {} {}", price.amount, price.currency))?;
        costs.iter().try_for_each(|cost| write!(self.text, "{cost:>12}"))?;
        writeln!(self.text)
    }

    fn rules(
        &mut self,
        title: &str,
        counted: fn(&Report) -> &std::collections::BTreeMap<(rules::reason::Code, Moment), u64>,
    ) -> Result<(), Error> {
        let keys: BTreeSet<_> = self.reports.iter().flat_map(|report| counted(report).keys().copied()).collect();
        let totals: Vec<_> = self.reports.iter().map(|report| counted(report).values().sum()).collect();
        self.row(title, "", &totals)?;
        for key in keys {
            let counts: Vec<_> =
                self.reports.iter().map(|report| counted(report).get(&key).copied().unwrap_or(0)).collect();
            let when = if key.1 == Moment::Planning { "when planned" } else { "when sending" };
            self.counted(&format!("{}, {when}", key.0), &counts)?;
        }
        Ok(())
    }

    fn people(&mut self) -> Result<(), Error> {
        self.title("people, by how many messages they got", Report::known)?;
        let keys: BTreeSet<_> = self.reports.iter().flat_map(|report| report.people.keys().copied()).collect();
        for key in keys {
            let counts: Vec<_> =
                self.reports.iter().map(|report| report.people.get(&key).copied().unwrap_or(0)).collect();
            self.counted(&key.to_string(), &counts)?;
        }
        Ok(())
    }

    fn days(&mut self) -> Result<(), Error> {
        for (number, report) in self.reports.iter().enumerate() {
            let mut days: Vec<_> = report.by_day().into_iter().collect();
            let whose = if self.reports.len() > 1 { ["settings: ", "against: "][number] } else { "" };
            writeln!(self.text, "\n{whose}messages went on {} days; the busiest:", days.len())?;
            days.sort_by_key(|(day, count)| (std::cmp::Reverse(*count), *day));
            days.iter().take(BUSIEST).try_for_each(|(day, count)| writeln!(self.text, "  {day:<44}{count:>12}"))?;
        }
        Ok(())
    }

    fn answers(&mut self, assumptions: &Assumptions) -> Result<(), Error> {
        self.title("answers to expect", |report| report.answers.iter().sum())?;
        self.line("to first messages", |report| report.answers[0])?;
        self.line("to those that ask again", |report| report.answers[1])?;
        writeln!(
            self.text,
            "  if {} answer a first message, and {} when asked again",
            told(assumptions.first),
            told(assumptions.again)
        )
    }

    fn title(&mut self, name: &str, count: Count) -> Result<(), Error> {
        let counts: Vec<_> = self.reports.iter().map(|report| count(report)).collect();
        self.row(name, "", &counts)
    }

    fn line(&mut self, name: &str, count: Count) -> Result<(), Error> {
        let counts: Vec<_> = self.reports.iter().map(|report| count(report)).collect();
        self.counted(name, &counts)
    }

    /// A line under a title; none where there is nothing of it.
    fn counted(&mut self, name: &str, counts: &[u64]) -> Result<(), Error> {
        if counts.iter().all(|count| *count == 0) { Ok(()) } else { self.row(name, "  ", counts) }
    }

    fn row(&mut self, name: &str, indent: &str, counts: &[u64]) -> Result<(), Error> {
        if indent.is_empty() {
            writeln!(self.text)?;
        }
        write!(self.text, "{:<46}", format!("{indent}{name}"))?;
        counts.iter().try_for_each(|count| write!(self.text, "{count:>12}"))?;
        if let [one, other] = counts {
            write!(self.text, "{:>+12}", i128::from(*other) - i128::from(*one))?;
        }
        writeln!(self.text)
    }
}

fn told(share: Share) -> String {
    let percent = share.share * 100.0;
    match share.rests_on {
        Ground::Assumed => format!("{percent:.1}% (assumed)"),
        Ground::Given => format!("{percent:.1}% (given)"),
        Ground::Messages(messages) => format!("{percent:.1}% (of {messages} messages of the account)"),
    }
}
