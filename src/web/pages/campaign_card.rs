//! A campaign in a few words: what it asks about, when, and whether it does so now.

use super::frame::Frame;
use crate::settings::campaign::CampaignSettings;
use crate::store::campaigns::Campaign;
use crate::texts::Noun;

/// What a campaign does, in words.
pub(super) struct Card {
    pub id: String,
    pub name: String,
    pub storefront: String,
    pub event_type: String,
    pub purpose: String,
    pub badge: (&'static str, String),
    pub when: String,
    pub reminder: String,
}

impl Card {
    pub fn of(frame: &Frame, campaign: &Campaign, storefront: &str) -> Self {
        let settings = &campaign.settings;
        let reminder = if settings.reminder.enabled {
            let after = frame.duration(&settings.reminder.after);
            frame.say_with("page-campaign-reminded", &[("after", after.into())])
        } else {
            frame.say("page-campaign-not-reminded")
        };
        Self {
            id: campaign.id.to_string(),
            name: campaign.name.clone(),
            storefront: storefront.to_owned(),
            event_type: campaign.event_type.clone(),
            purpose: frame.word(Noun::Purpose, campaign.purpose.as_str()),
            badge: badge(frame, campaign),
            when: when(frame, settings),
            reminder,
        }
    }
}

fn badge(frame: &Frame, campaign: &Campaign) -> (&'static str, String) {
    if campaign.brake.is_some() {
        return ("bad", frame.say("page-campaign-is-braked"));
    }
    match (campaign.enabled_since, campaign.paused_at) {
        (None, _) => ("", frame.say("page-campaign-is-off")),
        (Some(_), Some(_)) => ("wait", frame.say("page-campaign-is-paused")),
        (Some(_), None) => ("good", frame.say("page-campaign-is-on")),
    }
}

/// When it asks: "7 days after the event, at 10:00".
fn when(frame: &Frame, settings: &CampaignSettings) -> String {
    let delay = frame.duration(&settings.delay);
    let hour = settings.send_at.as_ref().map_or("none", |at| &at.hour);
    let arguments = [("delay", delay.into()), ("hour", hour.into()), ("base", settings.base.as_str().into())];
    frame.say_with("page-campaign-when", &arguments)
}
