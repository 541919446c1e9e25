//! play: a history happens again in a sandbox, whose clock moves along with it.

use std::fmt::Write;

use indicatif::ProgressBar;
use jiff::Timestamp;
use rules::id::MessageId;

use super::import::{Tally, count};
use crate::engine::Engine;
use crate::engine::answers::Answer;
use crate::engine::simulate::{Crowd, Lot};
use crate::intake::event::Event;
use crate::store::accounts::Account;
use crate::store::figures::{self, Figures};
use crate::store::{claims, outbox};

/// Takes the events of each instant in when it comes, and lets everything happen that falls due in between; after the
/// last one, on until nothing is to come.
pub async fn play(
    engine: &Engine,
    account: &Account,
    events: Vec<Event>,
    crowd: &Crowd,
    bar: ProgressBar,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut player = Player { engine, account, crowd, seen: None };
    let mut events = events.into_iter().peekable();
    while let Some(first) = events.next() {
        let instant = first.occurred_at;
        let mut batch = vec![first];
        while let Some(next) = events.next_if(|next| next.occurred_at == instant) {
            batch.push(next);
        }
        player.live_until(instant).await?;
        bar.inc(batch.len() as u64);
        bar.set_message(format!("{}", instant.strftime("%Y-%m-%d")));
        count(&mut tally, &engine.take_in(account.id, batch).await?);
    }
    while let Some(due) = player.next_due().await? {
        player.live_until(due).await?;
    }
    bar.finish_and_clear();
    Ok(tally)
}

struct Player<'a> {
    engine: &'a Engine,
    account: &'a Account,
    crowd: &'a Crowd,
    /// The newest message that was looked at.
    seen: Option<MessageId>,
}

impl Player<'_> {
    /// Moves the clock from one due instant to the next, so that answers come before what they stop.
    async fn live_until(&mut self, to: Timestamp) -> anyhow::Result<()> {
        while let Some(due) = self.next_due().await?.filter(|due| *due < to) {
            self.engine.move_clock(self.account.id, due).await?;
            self.answer().await?;
        }
        self.engine.move_clock(self.account.id, to).await?;
        self.answer().await
    }

    async fn next_due(&self) -> anyhow::Result<Option<Timestamp>> {
        let account = self.account.id;
        Ok(self.engine.store.read("next_due", move |tx| claims::next_due(tx, account)).await?)
    }

    /// The crowd answers what is new in its mailboxes.
    async fn answer(&mut self) -> anyhow::Result<()> {
        if self.crowd.is_silent() {
            return Ok(());
        }
        let (account, seen) = (self.account.id, self.seen);
        let new = self.engine.store.read("new_messages", move |tx| outbox::since(tx, account, seen)).await?;
        self.seen = new.last().map(|one| one.message).or(self.seen);
        let willing: Vec<_> = new
            .iter()
            .filter(|one| self.crowd.answers(Lot::of(self.crowd.seed, &one.reference), one.role))
            .map(|one| Answer {
                invitation: one.invitation,
                via: Some((one.role, one.channel)),
                answers: r#"[{"question":"rating","value":5}]"#.to_owned(),
            })
            .collect();
        if !willing.is_empty() {
            for answered in self.engine.answer(account, willing).await? {
                answered?;
            }
        }
        Ok(())
    }
}

/// What became of every order, in a table whose columns add up.
pub async fn table(engine: &Engine, account: &Account) -> anyhow::Result<String> {
    let id = account.id;
    let figures = engine.store.read("figures", move |tx| figures::load(tx, id)).await?;
    if let Some(contradiction) = figures.contradiction() {
        anyhow::bail!("the figures contradict each other: {contradiction}");
    }
    Ok(render(&figures)?)
}

fn render(figures: &Figures) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    let mut section = |title: &str, total: i64, rows: &[(String, i64)]| {
        writeln!(text, "\n{title:<44}{total:>9}")?;
        rows.iter().try_for_each(|(name, count)| writeln!(text, "  {name:<42}{count:>9}"))
    };
    section("orders, by what became of the request", figures.orders, &figures.outcomes)?;
    section("messages", figures.messages.iter().map(|(_, count)| count).sum(), &figures.messages)?;
    section(
        "reminders, by what became of them",
        figures.reminders.iter().map(|(_, count)| count).sum(),
        &figures.reminders,
    )?;
    section("answers", figures.answers, &[])?;
    Ok(text)
}
