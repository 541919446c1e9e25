//! Preferences behind `/p/{token}`: less often, later, not yet, never; what is in force, and how to undo it (AW-7).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::{Frame, Words, see};
use super::visitor::{Guest, Stop, Visitor};
use crate::engine::Error;
use crate::engine::preferences::Preference;
use crate::engine::recipient::Wishes;
use crate::secret::Link;
use crate::web::App;
use crate::web::input::Input;

#[derive(Template)]
#[template(path = "recipient/preferences.html")]
struct PreferencesPage<'a> {
    frame: &'a Frame,
    title: Words,
    action: String,
    stamp: String,
    alert: Option<Words>,
    notice: Option<Words>,
    in_force: Vec<Button>,
    choices: Vec<Choice>,
}

/// Something that can be chosen, in one or more ways.
struct Choice {
    title: Words,
    text: Words,
    buttons: Vec<Button>,
}

struct Button {
    act: &'static str,
    says: Words,
}

/// What a button does.
#[derive(Clone, Copy)]
enum Act {
    Prefer(Preference),
    Never,
    Again,
}

/// The value of each button.
const ACTS: [(&str, Act); 12] = [
    ("less_often", Act::Prefer(Preference::LessOften)),
    ("as_often", Act::Prefer(Preference::AsOften)),
    ("later_1", Act::Prefer(Preference::Later(1))),
    ("later_3", Act::Prefer(Preference::Later(3))),
    ("later_6", Act::Prefer(Preference::Later(6))),
    ("not_later", Act::Prefer(Preference::NotLater)),
    ("not_yet_1", Act::Prefer(Preference::NotYet(1))),
    ("not_yet_2", Act::Prefer(Preference::NotYet(2))),
    ("not_yet_4", Act::Prefer(Preference::NotYet(4))),
    ("arrived", Act::Prefer(Preference::Arrived)),
    ("never", Act::Never),
    ("again", Act::Again),
];

/// Shows what is in force and what can be chosen.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, Link::Preferences).await?;
    let mut page = page(&app, &visitor, &guest, None).await?;
    page.notice = visitor.query.has("done").then(|| guest.frame.say("recipient-done"));
    Ok(guest.frame.page(StatusCode::OK, &page))
}

/// Does what a button says.
pub async fn choose(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, Link::Preferences).await?;
    let input = visitor.input(&app, request).await?;
    if guest.suspicion(&app, &input).is_some() {
        let mut page = page(&app, &visitor, &guest, Some(&input)).await?;
        page.alert = Some(guest.frame.say("recipient-again"));
        return Ok(guest.frame.page(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let action = guest.path(&app, Link::Preferences);
    let wanted = ACTS.into_iter().find(|(act, _)| input.get("act") == Some(act));
    let Some((_, wanted)) = wanted else { return Ok(see(&action)) };
    carry_out(&app, &guest, wanted).await.map_err(|error| visitor.refused(&guest, error))?;
    Ok(see(&format!("{action}?done")))
}

async fn carry_out(app: &App, guest: &Guest, wanted: Act) -> Result<(), Error> {
    let (account, invitation) = (guest.account, guest.invitation);
    match wanted {
        Act::Prefer(preference) => app.engine.prefer(account, invitation, preference).await,
        Act::Never => app.engine.unsubscribe(account, invitation).await.map(drop),
        Act::Again => app.engine.resubscribe(account, invitation, None).await,
    }
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    guest: &'a Guest,
    input: Option<&Input>,
) -> Result<PreferencesPage<'a>, Stop> {
    let wishes = visitor.wishes(app, guest).await?;
    Ok(PreferencesPage {
        frame: &guest.frame,
        title: guest.frame.say("recipient-preferences-title"),
        action: guest.path(app, Link::Preferences),
        stamp: guest.stamp(app, Link::Preferences, input),
        alert: None,
        notice: None,
        in_force: in_force(guest, wishes),
        choices: choices(guest, wishes),
    })
}

/// What the recipient chose, each with the button that undoes it.
fn in_force(guest: &Guest, wishes: Wishes) -> Vec<Button> {
    let Guest { recipient, frame, .. } = guest;
    let less_often = recipient.asked.less_often_since.map(|_| frame.say("recipient-less-often-on"));
    let later = recipient.later_until().map(|day| frame.say_day("recipient-later-on", day));
    let not_yet = wishes.awaited_until.map(|day| frame.say_day("recipient-not-yet-on", day));
    let never = wishes.unsubscribed.then(|| frame.say("recipient-never-on"));
    let wishes = [("as_often", less_often), ("not_later", later), ("arrived", not_yet), ("again", never)];
    wishes.into_iter().filter_map(|(act, says)| Some(Button { act, says: says? })).collect()
}

fn choices(guest: &Guest, wishes: Wishes) -> Vec<Choice> {
    let Guest { recipient, frame, .. } = guest;
    let say = |key: &str| frame.say(key);
    let counted = |act, key: &str, count: u8| Button { act, says: frame.say_with(key, &[("count", count.into())]) };
    let mut choices = vec![
        Choice {
            title: say("recipient-not-yet-title"),
            text: say("recipient-not-yet-text"),
            buttons: vec![
                counted("not_yet_1", "recipient-weeks", 1),
                counted("not_yet_2", "recipient-weeks", 2),
                counted("not_yet_4", "recipient-weeks", 4),
            ],
        },
        Choice {
            title: say("recipient-later-title"),
            text: say("recipient-later-text"),
            buttons: vec![
                counted("later_1", "recipient-months", 1),
                counted("later_3", "recipient-months", 3),
                counted("later_6", "recipient-months", 6),
            ],
        },
    ];
    if recipient.asked.less_often_since.is_none() {
        let buttons = vec![Button { act: "less_often", says: say("recipient-less-often-button") }];
        choices.push(Choice {
            title: say("recipient-less-often-title"),
            text: say("recipient-less-often-text"),
            buttons,
        });
    }
    if !wishes.unsubscribed {
        let buttons = vec![Button { act: "never", says: say("recipient-unsubscribe-button") }];
        choices.push(Choice { title: say("recipient-never-title"), text: say("recipient-never-text"), buttons });
    }
    choices
}
