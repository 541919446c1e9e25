//! You: how somebody is written to, how they sign in, and where they are signed in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::SessionId;
use rules::time::Zone;

use super::form::{Field, Form};
use super::frame::Frame;
use super::passwords::{hash, is_right};
use super::sign_in::too_often;
use super::signed::{Signed, Stop};
use super::welcome::LONGEST_NAME;
use crate::field::{Fault, Faults, FieldError};
use crate::intake::text;
use crate::store::audit_log::{self, Act};
use crate::store::sessions::{self, Session};
use crate::store::{Error, Tx, user_links, users};
use crate::texts::Language;
use crate::web::App;
use crate::web::input::Input;
use crate::web::password::password;
use crate::web::path::{At, Text};
use crate::web::scope::InvitationsRead;

type Me = Signed<InvitationsRead>;

#[derive(Template)]
#[template(path = "you/show.html")]
struct YouPage<'a> {
    frame: &'a Frame,
    email: &'a str,
    name: Field,
    language: Field,
    languages: Vec<(String, String)>,
    time_zone: Field,
    current: Field,
    password: Field,
    has_second_factor: bool,
    sessions: Vec<Place>,
}

/// A browser in which somebody is signed in.
struct Place {
    id: SessionId,
    device: String,
    since: Timestamp,
    is_here: bool,
}

pub async fn show(signed: Me, State(app): State<App>) -> Result<Response, Stop> {
    let known = [
        "page-said-user-saved",
        "page-said-password",
        "page-said-session-ended",
        "page-said-sessions-ended",
        "page-said-factor-on",
        "page-said-factor-off",
    ];
    let frame = signed.frame.clone().saying(&signed.query, &known);
    page(&signed, &app, &frame, &as_it_is(&signed), &[]).await
}

/// The form as it is before anybody changes it.
fn as_it_is(signed: &Me) -> Input {
    let mut input = Input::default();
    let user = &signed.user;
    for (name, value) in [("name", &user.name), ("language", &user.language), ("time_zone", &user.time_zone)] {
        input.set(name, value.clone().unwrap_or_default());
    }
    input
}

async fn page(signed: &Me, app: &App, frame: &Frame, input: &Input, errors: &[FieldError]) -> Result<Response, Stop> {
    let (account, user, here, now) = (signed.account, signed.user.id, signed.session, app.world.clock.now());
    let found = app.store.read("sessions", move |tx| sessions::of_user(tx, account, user, now)).await;
    let found = found.map_err(|error| signed.stop(error))?;
    let place = |one: &Session| Place {
        id: one.id,
        device: device_in_words(&one.device).unwrap_or_else(|| frame.say("page-you-device-unknown")),
        since: one.created_at,
        is_here: one.id == here,
    };
    let form = Form::new(frame, input, errors);
    let secret = |field: Field| Field { value: String::new(), ..field };
    let page = YouPage {
        frame,
        email: &signed.user.email,
        name: form.field("name", "page-you-name"),
        language: form.field("language", "page-you-language"),
        languages: languages(frame),
        time_zone: form.hinted("time_zone", "page-you-zone", "page-you-zone-hint"),
        current: secret(form.field("current_password", "page-you-current-password")),
        password: secret(form.hinted("password", "page-you-new-password", "page-password-hint")),
        has_second_factor: signed.user.second_factor.since.is_some(),
        sessions: found.iter().map(place).collect(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame.page(status, &page))
}

/// Each language by its own name; nothing chosen is that of the browser.
pub fn languages(frame: &Frame) -> Vec<(String, String)> {
    let named = |language: &Language| {
        let name = match language {
            Language::Swedish => "Svenska",
            Language::Norwegian => "Norsk bokmål",
            Language::French => "Français",
            _ => "English",
        };
        (language.to_string(), name.to_owned())
    };
    let browsers = (String::new(), frame.say("page-you-language-browser"));
    std::iter::once(browsers).chain(Language::PAGES.iter().map(named)).collect()
}

/// A browser and a system by their names, as far as the browser said. None: it said nothing that is known.
fn device_in_words(agent: &str) -> Option<String> {
    // What comes first is named by what it alone says: most browsers name the others, too.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let first = |table: &[(&str, &'static str)]| table.iter().find(|(sign, _)| agent.contains(sign)).map(|one| one.1);
    let words: Vec<_> = [first(&BROWSERS), first(&SYSTEMS)].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// Saves name, language and time zone.
pub async fn change(signed: Me, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let mut faults = Faults::default();
    let filled = |name: &str| input.filled(name).map(str::to_owned);
    let name = faults.keep_some("/name", filled("name"), |name| text::line(name, LONGEST_NAME));
    let language = faults.keep_some("/language", filled("language"), |tag| language(&tag));
    let zone = faults.keep_some("/time_zone", filled("time_zone"), |name| zone(&name));
    let errors = faults.into_errors();
    if !errors.is_empty() {
        return page(&signed, &app, &signed.frame, &input, &errors).await;
    }
    let (account, id, actor, now) = (signed.account, signed.user.id, signed.actor(), app.world.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        audit_log::append(tx, account, now, (actor, Act::UserChanged, &id.to_string()))?;
        let mut user = users::find(tx, account, id)?.ok_or(Error::Missing)?;
        (user.name, user.time_zone) = (name.clone(), zone.clone());
        user.language = language.map(|language| language.to_string());
        users::update(tx, account, &user)
    };
    app.store.write("change_you", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/you?said=user-saved"))
}

fn language(tag: &str) -> Result<Language, Fault> {
    let known = Language::PAGES.into_iter().find(|language| language.as_str() == tag);
    known.ok_or(Fault::new("language.unknown", "not a language of the pages"))
}

fn zone(name: &str) -> Result<String, Fault> {
    let unknown = "not the name of a time zone; it looks like Europe/Stockholm";
    Zone::parse(name).map(|zone| zone.name().to_owned()).map_err(|_| Fault::new("zone.unknown", unknown))
}

/// Changes the password for whoever knows the old one; all other sessions end.
pub async fn change_password(signed: Me, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let mut faults = Faults::default();
    let chosen = faults.keep("/password", password(input.get("password").unwrap_or_default()));
    let current = input.get("current_password").unwrap_or_default();
    if !knows_password(&signed, &app, current).await? {
        faults.add("/current_password", Fault::new("password.wrong", "this is not your password"));
    }
    let errors = faults.into_errors();
    let Some(chosen) = chosen.filter(|_| errors.is_empty()) else {
        return page(&signed, &app, &signed.frame, &as_it_is(&signed), &errors).await;
    };
    let hash = hash(&app, chosen).await.map_err(|problem| signed.stop(problem))?;
    let (account, id, kept, actor) = (signed.account, signed.user.id, signed.session, signed.actor());
    let now = app.world.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        audit_log::append(tx, account, now, (actor, Act::PasswordChanged, &id.to_string()))?;
        let mut user = users::find(tx, account, id)?.ok_or(Error::Missing)?;
        user.password_hash = Some(hash.clone());
        users::update(tx, account, &user)?;
        user_links::end(tx, account, id)?;
        sessions::end_others(tx, account, id, Some(kept))
    };
    app.store.write("change_password", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/you?said=password"))
}

/// Whether somebody at an open browser knows the password; guessing is slowed as at the door.
pub async fn knows_password(signed: &Me, app: &App, typed: &str) -> Result<bool, Stop> {
    let name = format!("password {}", signed.user.id);
    if !app.door.guess(&name, app.world.clock.now()) {
        return Err(signed.stop(too_often()));
    }
    let knows = is_right(app, signed.account, &signed.user, typed).await.map_err(|problem| signed.stop(problem))?;
    if knows {
        app.door.right(&name);
    }
    Ok(knows)
}

/// Ends one of the sessions.
pub async fn end_session(
    signed: Me,
    State(app): State<App>,
    At((Text(session),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let session: SessionId = signed.id(&session)?;
    let (account, id, actor, now) = (signed.account, signed.user.id, signed.actor(), app.world.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        let is_there = sessions::end(tx, account, id, session)?;
        if is_there {
            audit_log::append(tx, account, now, (actor, Act::SessionEnded, &session.to_string()))?;
        }
        Ok(is_there)
    };
    if !app.store.write("end_session", write).await.map_err(|error| signed.stop(error))? {
        return Err(signed.stop(crate::web::problem::Problem::not_found()));
    }
    Ok(signed.frame.see("/you?said=session-ended"))
}

/// Ends every session but this one.
pub async fn end_other_sessions(signed: Me, State(app): State<App>) -> Result<Response, Stop> {
    let (account, id, kept, actor) = (signed.account, signed.user.id, signed.session, signed.actor());
    let now = app.world.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        sessions::end_others(tx, account, id, Some(kept))?;
        audit_log::append(tx, account, now, (actor, Act::SessionsEnded, &id.to_string()))
    };
    app.store.write("end_other_sessions", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/you?said=sessions-ended"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_name() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        assert_eq!(device_in_words(edge).as_deref(), Some("Edge · Windows"));
        assert_eq!(device_in_words(safari).as_deref(), Some("Safari · iPhone"));
        assert_eq!(device_in_words(firefox).as_deref(), Some("Firefox · Linux"));
        assert_eq!(device_in_words("curl/8"), None);
    }
}
