//! What is wrong in an account, and what to do about it. Each line is one thing that keeps mail from going or coming.

use jiff::{SignedDuration, Timestamp};
use rules::brake::Window;
use rules::campaign::AccountHold;
use rules::id::CampaignId;

use super::campaign_brake::{counts, told};
use super::frame::Frame;
use crate::delivery::Resting;
use crate::engine::Engine;
use crate::network;
use crate::store::accounts::Account;
use crate::store::campaigns::Campaign;
use crate::store::overview::MOST;
use crate::web::scope::Scope;

/// Something that somebody should look at.
pub struct Attention {
    /// The look of the notice.
    pub kind: &'static str,
    pub text: String,
    /// Where to do it, and what that is called.
    pub link: Option<(String, String)>,
}

/// What is known of an account's state.
pub struct Health<'a> {
    pub account: &'a Account,
    /// Those that stopped by themselves, and those that were complained about.
    pub campaigns: &'a [Campaign],
    /// How many campaigns are paused.
    pub paused: i64,
    /// The names of storefronts that lack what a mail must say.
    pub nameless: &'a [String],
    pub latest_event: Option<Timestamp>,
    /// Messages of the last day that did not arrive.
    pub astray: i64,
    pub engine: &'a Engine,
    /// What became of the last messages of campaigns that were complained about.
    pub complaints: Vec<(CampaignId, Window)>,
    pub now: Timestamp,
}

/// After so long without a report something may be broken at the shop.
const SILENT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Storefronts and campaigns that are named one by one.
pub const MOST_NAMED: i64 = 3;

pub fn attention(frame: &Frame, health: &Health<'_>) -> Vec<Attention> {
    let mut found = Vec::new();
    found.extend(health.account.hold.map(|hold| held(frame, hold)));
    found.extend(braked(frame, health.campaigns));
    found.extend(complained(frame, health));
    found.extend(paused(frame, health.paused));
    // A sandbox sends into a box, from nobody.
    if health.account.sandbox_since.is_none() {
        found.extend(relays(frame, health.engine));
        found.extend(unreachable_links(frame, health.engine));
        found.extend(nameless(frame, health.nameless));
    }
    if health.astray > 0 {
        let text = frame.say_with(
            "page-wrong-astray",
            &[
                ("count", health.astray.min(MOST).into()),
                ("more", if health.astray > MOST { "yes" } else { "no" }.into()),
            ],
        );
        found.push(Attention {
            kind: "wait",
            text,
            link: Some(("/requests?status=failed".to_owned(), frame.say("page-wrong-look"))),
        });
    }
    let silent = health.latest_event.filter(|at| health.now.duration_since(*at) >= SILENT_FOR);
    if let Some(at) = silent {
        let text = frame.say_with("page-wrong-silent", &[("at", frame.instant(at).into())]);
        found.push(Attention {
            kind: "wait",
            text,
            link: Some(("/api/docs".to_owned(), frame.say("page-today-connect"))),
        });
    }
    found
}

/// What only whoever runs the program can mend: there is no way out, or none that is open.
fn relays(frame: &Frame, engine: &Engine) -> Vec<Attention> {
    if engine.channel.senders().is_none() {
        let link =
            frame.may(Scope::AccountWrite).then(|| ("/first_steps/test".to_owned(), frame.say("page-wrong-to-relay")));
        return vec![Attention { kind: "bad", text: frame.say("page-wrong-no-relay"), link }];
    }
    let resting = |Resting { relay, why }| {
        let text = frame.say_with("page-wrong-relay", &[("relay", relay.into()), ("why", why.into())]);
        Attention { kind: "bad", text, link: None }
    };
    engine.channel.resting().into_iter().map(resting).collect()
}

/// Links in mails that lead nowhere but here.
fn unreachable_links(frame: &Frame, engine: &Engine) -> Option<Attention> {
    let url = &engine.settings.public_url;
    if !network::is_local(url) {
        return None;
    }
    let text = frame.say_with("page-wrong-local", &[("url", url.as_str().into())]);
    Some(Attention { kind: "bad", text, link: None })
}

fn held(frame: &Frame, hold: AccountHold) -> Attention {
    let text = match hold {
        AccountHold::Restored => frame.say("page-wrong-restored"),
        AccountHold::KillSwitch => frame.say("page-wrong-kill-switch"),
    };
    Attention { kind: "bad", text, link: Some(("/account".to_owned(), frame.say("page-wrong-to-account"))) }
}

/// Campaigns that stopped by themselves.
fn braked(frame: &Frame, campaigns: &[Campaign]) -> Vec<Attention> {
    let braked = campaigns.iter().filter_map(|campaign| {
        let (_, brake) = campaign.brake?;
        let link = (format!("/campaigns/{}", campaign.id), frame.say("page-wrong-look"));
        Some(Attention { kind: "bad", text: told(frame, &campaign.name, brake), link: Some(link) })
    });
    braked.collect()
}

/// Campaigns that will stop by themselves if complaints go on.
fn complained(frame: &Frame, health: &Health<'_>) -> Vec<Attention> {
    let warned = health.complaints.iter().filter(|(_, window)| window.warns() && window.brake().is_none());
    let told = warned.filter_map(|(id, window)| {
        let campaign = health.campaigns.iter().find(|campaign| campaign.id == *id && campaign.brake.is_none())?;
        let text = frame.say_with("page-brake-warning", &counts(&campaign.name, window.complained, window.messages));
        let link = (format!("/campaigns/{id}"), frame.say("page-wrong-look"));
        Some(Attention { kind: "wait", text, link: Some(link) })
    });
    told.take(usize::try_from(MOST_NAMED).unwrap_or(0)).collect()
}

fn paused(frame: &Frame, paused: i64) -> Option<Attention> {
    let text = frame.count("page-wrong-paused", Some(paused).filter(|paused| *paused > 0)?);
    Some(Attention { kind: "wait", text, link: Some(("/campaigns".to_owned(), frame.say("page-wrong-to-campaigns"))) })
}

/// Storefronts that lack what a mail must say.
fn nameless(frame: &Frame, names: &[String]) -> Option<Attention> {
    if names.is_empty() {
        return None;
    }
    let text = frame.say_with("page-wrong-nameless", &[("storefronts", names.join(", ").into())]);
    Some(Attention {
        kind: "wait",
        text,
        link: Some(("/storefronts".to_owned(), frame.say("page-wrong-to-storefronts"))),
    })
}
