//! The business: it reports orders, early, late, twice and out of order, and changes its mind about all of them.

use afterword::engine::Error;
use afterword::engine::orders::Report;
use afterword::engine::take_in::Taken;
use afterword::intake::product::Product;
use afterword::store::accounts;
use afterword::store::audit_log::Actor;
use afterword::store::campaigns::{self, Campaign};
use jiff::{SignedDuration, ToSpan, civil::Date, tz::TimeZone};
use rules::campaign::AccountHold;
use serde_json::{Value, json};

use crate::safety;
use crate::settings::{SLUGS, TYPES, ZONES, delayed};
use crate::support::house::checked;
use crate::world::{Broken, World};

/// Orders for one person: so many that they meet often.
const A_PERSON: usize = 4;
/// More than the 50 of a first stage.
const LARGE_SEND: usize = 60;

impl World {
    /// A batch of new events; some were reported before, one twice in the batch.
    pub async fn report_orders(&mut self) -> Result<(), Broken> {
        let mut batch = Vec::new();
        for _ in 0..self.draw.between(1, 4) {
            if self.reported.len() < self.size.orders {
                let event = self.new_event();
                self.reported.push(event.clone());
                batch.push(event);
            }
            if !self.reported.is_empty() && self.draw.chance(12) {
                batch.push(self.draw.pick(&self.reported).clone());
            }
        }
        self.report(batch).await
    }

    /// Where large sends go in stages, more orders of one hour than fit into the first stage, each of somebody else.
    pub async fn report_large_send(&mut self) -> Result<(), Broken> {
        let account = self.account;
        let known = self.store.read("account", move |tx| accounts::find(tx, account)).await;
        if !known.map_err(|error| error.to_string())?.is_some_and(|account| account.settings.staged_release) {
            return Ok(());
        }
        let order = |number: usize| {
            json!({
                "type": TYPES[0], "storefront": SLUGS[0], "reference": format!("L-{number}"),
                "occurred_at": self.now.to_string(), "contact": { "email": format!("l{number}@example.com") },
            })
        };
        let batch: Vec<_> = (0..LARGE_SEND).map(order).collect();
        self.reported.extend(batch.iter().cloned());
        self.size.orders += LARGE_SEND;
        self.report(batch).await
    }

    async fn report(&mut self, batch: Vec<Value>) -> Result<(), Broken> {
        if batch.is_empty() {
            return Ok(());
        }
        let (account, now) = (self.account, self.now);
        let events: Vec<_> = batch.iter().map(|event| checked(event.clone(), now)).collect();
        let taken = self
            .insist("report", async |engine| engine.take_in(account, events.clone()).await.map_err(Error::from))
            .await?
            .map_err(|error| format!("report: {error}"))?;
        let mut told = Vec::new();
        for answer in taken {
            let Taken::Stored { event, duplicate, decisions } = answer else {
                return Err("report: the storefront is known".to_owned());
            };
            self.acknowledged.insert(event.to_string());
            if decisions.is_empty() {
                return Err(format!("V3: {event} was acknowledged without a decision"));
            }
            let word = |one: &afterword::engine::take_in::PlannedRequest| {
                let reason = one.reason.map_or("", |reason| reason.as_str());
                format!("{} {reason} {}", one.outcome.as_str(), one.due_at.map(|at| at.to_string()).unwrap_or_default())
            };
            let again = if duplicate { "again " } else { "" };
            told.push(format!("{again}{}", decisions.iter().map(word).collect::<Vec<_>>().join("/")));
        }
        let orders = batch.iter().map(|event| event["reference"].as_str().unwrap_or_default());
        self.note(format!("reported {}: {}", orders.collect::<Vec<_>>().join(" "), told.join("; ")));
        let tables = self.tables().await?;
        safety::check_states(self, tables)
    }

    fn new_event(&mut self) -> Value {
        let people = self.size.orders / A_PERSON;
        let person = self.draw.below(people);
        let ago = *self.draw.pick(&[0, 10, 600, 3_000, 20_000]);
        let occurred_at = self.now - SignedDuration::from_mins(self.draw.between(0, ago));
        // Some have another one's address, some of the same order a second event.
        let address = if self.draw.chance(15) { self.draw.below(people) } else { person };
        let number = self.reported.len();
        let reference = if number > 0 && self.draw.chance(10) { number - 1 } else { number };
        let mut contact = json!({ "email": format!("p{address}@example.com") });
        if self.draw.chance(80) {
            contact["external_id"] = json!(format!("c{person}"));
        }
        if self.draw.chance(20) {
            contact["time_zone"] = json!(self.draw.pick(&ZONES));
        }
        if self.draw.chance(25) {
            let only = self.draw.pick(&[json!(null), json!(["survey"])]).clone();
            contact["consents"] = json!([{ "channel": "email", "basis": "consent", "source": "checkout" }]);
            if !only.is_null() {
                contact["consents"][0]["purposes"] = only;
            }
        }
        let mut event = json!({
            "type": TYPES[self.draw.weighted(&[(70, 0), (30, 1)])],
            "storefront": SLUGS[self.draw.weighted(&[(70, 0), (30, 1)])],
            "reference": format!("R-{reference}"),
            "occurred_at": occurred_at.to_string(),
            "contact": contact,
        });
        // Of some orders the shop does not say what was bought.
        if !number.is_multiple_of(3) {
            event["products"] = json!([{ "sku": format!("P-{number}") }, { "sku": "P-0" }]);
        }
        if self.draw.chance(30) {
            event["activation_date"] = json!(self.some_date().to_string());
        }
        event
    }

    fn some_date(&mut self) -> Date {
        let today = self.now.to_zoned(TimeZone::UTC).date();
        today.saturating_add(self.draw.between(-4, 8).days())
    }

    /// Something becomes of an order.
    pub async fn change_order(&mut self) -> Result<(), Broken> {
        if self.reported.is_empty() {
            return Ok(());
        }
        let event = self.draw.pick(&self.reported).clone();
        let bought =
            |sku: &str| Product { sku: sku.to_owned(), name: None, url: None, image_url: None, category: None };
        let report = match self.draw.below(5) {
            0 => Report::Cancelled,
            1 => Report::Held,
            2 | 3 => Report::Released,
            _ => {
                let date = self.some_date();
                // Every few days the shop finds out what was bought, or that it was nothing.
                let products = match date.day() % 4 {
                    0 => Some(Vec::new()),
                    1 => Some(vec![bought("P-9")]),
                    _ => None,
                };
                Report::Changed { activation_date: Some(Some(date)), products }
            }
        };
        self.tell_of(&event, report).await
    }

    pub async fn tell_of(&mut self, event: &Value, report: Report) -> Result<(), Broken> {
        let text = |field: &str| event[field].as_str().expect("every event has it").to_owned();
        let (account, slug, reference) = (self.account, text("storefront"), text("reference"));
        self.note(format!("order {slug} {reference}: {report:?}"));
        let told = self
            .insist("change order", async |engine| {
                engine.report_order(account, slug.clone(), reference.clone(), report.clone()).await
            })
            .await?;
        told.map_err(|error| format!("order {reference}: {error}"))
    }

    /// A switch or a setting of a campaign.
    pub async fn change_campaign(&mut self) -> Result<(), Broken> {
        let campaigns = self.campaigns().await?;
        let mut campaign = self.draw.pick(&campaigns).clone();
        let now = self.now;
        match self.draw.below(6) {
            0 | 1 => campaign.settings.reminder.enabled = !campaign.settings.reminder.enabled,
            2 | 3 => campaign.paused_at = if campaign.paused_at.is_some() { None } else { Some(now) },
            4 => campaign.enabled_since = if campaign.enabled_since.is_some() { None } else { Some(now) },
            _ => campaign.settings = delayed(&campaign.settings, &mut self.draw),
        }
        self.save_campaign(campaign).await
    }

    pub async fn campaigns(&self) -> Result<Vec<Campaign>, Broken> {
        let account = self.account;
        let found = self.store.read("campaigns", move |tx| campaigns::all(tx, account)).await;
        found.map_err(|error| error.to_string())
    }

    pub async fn save_campaign(&mut self, campaign: Campaign) -> Result<(), Broken> {
        let account = self.account;
        self.note(format!(
            "{}: enabled {}, paused {}, reminder {}, delay {}",
            campaign.name,
            campaign.enabled_since.is_some(),
            campaign.paused_at.is_some(),
            campaign.settings.reminder.enabled,
            campaign.settings.delay
        ));
        let changed = self
            .insist("change campaign", async |engine| {
                engine.change_campaign(account, campaign.clone(), Actor::CommandLine).await
            })
            .await?;
        match changed {
            Ok(struck) => self.note(format!("{struck} reminders struck")),
            // The first answer was lost on its way, and the change is there.
            Err(Error::State { code: "campaign.changed", .. }) => self.note("it was changed before"),
            Err(error) => return Err(format!("change campaign: {error}")),
        }
        Ok(())
    }

    /// Pulls the kill switch, or releases it.
    pub async fn kill_switch(&mut self, pulled: bool) -> Result<(), Broken> {
        let account = self.account;
        let done = if pulled {
            self.insist("hold account", async |engine| {
                engine.hold_account(account, AccountHold::KillSwitch, Actor::CommandLine).await
            })
            .await?
        } else {
            let released = self
                .insist("release account", async |engine| engine.release_account(account, Actor::CommandLine).await);
            released.await?.map(|_| ())
        };
        self.note(if pulled { "kill switch pulled" } else { "kill switch released" });
        done.map_err(|error| format!("kill switch: {error}"))
    }
}
