//! One storefront that settings would be given to, with what that changes there, in words.

use std::collections::BTreeMap;

use rules::id::CampaignId;

use super::campaign_form::{FIELDS, filled};
use super::campaigns::Found;
use super::frame::Frame;
use super::meanwhile::{differs, held};
use crate::engine::application::{Applied, Effect};
use crate::settings::campaign::{AUTO, CampaignSettings};
use crate::store::campaigns::Campaign;
use crate::web::input::Input;

/// Storefronts that are shown in full; the others are counted.
const MOST_LINES: usize = 100;
/// What all lines may come to, in bytes, so that the page stays below 100 kB with its frame.
const LARGEST: usize = 70_000;
/// What stands around the texts of a line, and of a change.
const AROUND: (usize, usize) = (420, 20);

pub(super) struct Line {
    pub slug: String,
    pub name: String,
    pub badge: (&'static str, String),
    /// What it comes to where no setting is named.
    pub says: Option<String>,
    /// The label of a setting, and what becomes of it.
    pub changes: Vec<(String, String)>,
    /// Queued reminders that would be cancelled.
    pub struck: i64,
}

/// As many lines as the page bears.
pub(super) fn in_full(
    frame: &Frame,
    found: &Found,
    applied: &[Applied],
    struck: &BTreeMap<CampaignId, i64>,
) -> Vec<Line> {
    let mut size = 0;
    let lines = applied.iter().take(MOST_LINES).map(|one| Line::of(frame, found, one, struck));
    let fitting = lines.take_while(|line| {
        size += line.size();
        size <= LARGEST
    });
    fitting.collect()
}

impl Line {
    fn of(frame: &Frame, found: &Found, applied: &Applied, struck: &BTreeMap<CampaignId, i64>) -> Self {
        let name = applied.storefront.as_ref().map_or_else(|| applied.slug.clone(), |shop| shop.name.clone());
        let (badge, says, changes, struck) = match &applied.effect {
            Effect::Changed { campaign, before } => {
                let changes = changes(frame, found, before);
                let says = changes.is_empty().then(|| frame.say("page-application-unseen"));
                let struck = struck.get(campaign).copied().unwrap_or_default();
                (("wait", frame.say("page-application-changed")), says, changes, struck)
            }
            _ => {
                let is_on = found.campaign.enabled_since.is_some();
                let says = frame.say(if is_on { "page-application-made-on" } else { "page-application-made-off" });
                (("info", frame.say("page-application-made")), Some(says), Vec::new(), 0)
            }
        };
        Self { slug: applied.slug.clone(), name, badge, says, changes, struck }
    }

    /// About how many bytes of the page it takes.
    fn size(&self) -> usize {
        let change = |(label, says): &(String, String)| AROUND.1 + escaped(label) + escaped(says);
        let says = self.says.as_deref().map_or(0, escaped);
        AROUND.0 + self.slug.len() + escaped(&self.name) + says + self.changes.iter().map(change).sum::<usize>()
    }
}

/// How long a text is once what has a meaning in HTML is written out.
fn escaped(text: &str) -> usize {
    text.bytes().map(|byte| if b"<>&\"'".contains(&byte) { 5 } else { 1 }).sum()
}

/// The settings that become others, by the labels that they have on the page of the campaign.
fn changes(frame: &Frame, found: &Found, before: &CampaignSettings) -> Vec<(String, String)> {
    let after = filled(&found.campaign);
    let there = filled(&Campaign { settings: before.clone(), ..found.campaign.clone() });
    let words = |name: &str, input: &Input| match name {
        "template" => found.template_name(input.get("template")).unwrap_or_else(|| held(frame, name, input)),
        _ => held(frame, name, input),
    };
    let changed = FIELDS.iter().filter(|(name, _)| differs(name, &there, &after) && counts(name, &after));
    let told = changed.map(|(name, label)| {
        let values = [("after", words(name, &after).into()), ("before", words(name, &there).into())];
        (frame.say(label), frame.say_with("page-application-change", &values))
    });
    let steps = (before.strategy != found.campaign.settings.strategy)
        .then(|| (frame.say("page-application-steps"), frame.say("page-application-steps-change")));
    told.chain(steps).collect()
}

/// Whether a setting does anything beside the others.
fn counts(name: &str, after: &Input) -> bool {
    let hour = after.get("send_at.hour").unwrap_or_default();
    match name {
        "frequency.gap" => after.get("frequency.mode") == Some("min_gap"),
        "send_at.zone" => !hour.is_empty() && hour != AUTO,
        "send_at.explore" => hour == AUTO,
        "reminder.after" => after.has("reminder.enabled"),
        _ => true,
    }
}
