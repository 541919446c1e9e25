//! The story of a request: what was reported, decided, sent and answered, in the order in which it happened, and what is
//! still to come.

use jiff::Timestamp;
use rules::decision::Outcome;
use rules::reason::Code;
use rules::state::{InvitationStatus, MessageStatus};

use super::frame::Frame;
use crate::engine::explain::{Explanation, ToldRule, Upcoming};
use crate::store::events::Event;
use crate::store::invitations::State;
use crate::store::messages::Message;
use crate::store::responses::{ProductAnswer, Response};
use crate::store::routes::Route;
use crate::texts::{Noun, outcome_sentence};

/// One thing that happened, or is to happen.
pub struct Point {
    pub at: Option<Timestamp>,
    /// The look of its point.
    pub kind: &'static str,
    pub title: String,
    pub text: String,
    /// What each rule said, where rules were asked.
    pub rules: Vec<Rule>,
    /// What could stop what is to come.
    pub stops: Vec<String>,
    /// Stars of an answer.
    pub stars: Option<Stars>,
}

/// Stars as they are drawn, and in words.
pub type Stars = (String, String);

/// What one rule said.
pub struct Rule {
    /// `pass`, `hold` or `refuse`.
    pub verdict: &'static str,
    pub sign: &'static str,
    /// For those who hear the page.
    pub word: String,
    pub sentence: String,
}

/// Everything that a story is made of.
pub struct Sources<'a> {
    pub event: Option<&'a Event>,
    pub decided: &'a [Explanation],
    pub messages: &'a [Message],
    pub response: Option<&'a Response>,
    /// Another platform to which it points.
    pub route: Option<&'a Route>,
    pub state: &'a State,
    /// What is to go next.
    pub upcoming: Option<&'a Upcoming>,
}

/// The story, the oldest thing first.
pub fn story(frame: &Frame, sources: &Sources<'_>) -> Vec<Point> {
    let mut points = Vec::new();
    points.extend(sources.event.map(|event| reported(frame, event)));
    points.extend(sources.decided.iter().rev().map(|told| decided(frame, told)));
    points.extend(sources.messages.iter().flat_map(|message| carried(frame, message)));
    points.extend(sources.response.into_iter().flat_map(|response| answered(frame, response)));
    points.extend(sources.route.into_iter().flat_map(|route| routed(frame, route)));
    points.extend(ended(frame, sources.state));
    points.sort_by_key(|point| point.at);
    points.extend(sources.upcoming.map(|upcoming| ahead(frame, upcoming)).or_else(|| open(frame, sources.state)));
    points
}

fn point(at: impl Into<Option<Timestamp>>, kind: &'static str, title: String) -> Point {
    Point { at: at.into(), kind, title, text: String::new(), rules: Vec::new(), stops: Vec::new(), stars: None }
}

fn reported(frame: &Frame, event: &Event) -> Point {
    let text = frame.say_with("page-story-happened", &[("at", frame.instant(event.occurred_at).into())]);
    let title = frame.say_with("page-story-reported", &[("type", event.kind.clone().into())]);
    Point { text, ..point(event.received_at, "info", title) }
}

/// A decision in words, with its rules behind it.
pub fn decided(frame: &Frame, told: &Explanation) -> Point {
    let kind = match told.outcome {
        Outcome::Scheduled | Outcome::Moved => "",
        Outcome::Send => "info",
        Outcome::Hold => "wait",
        Outcome::Refused | Outcome::Cancelled => "bad",
    };
    let title = outcome_sentence(
        frame.language,
        &frame.zone,
        told.stage.as_str(),
        told.outcome.as_str(),
        told.reason.map(Code::as_str),
        told.due_at,
    );
    let rules = told.rules.iter().map(|rule| self::rule(frame, rule)).collect();
    Point { text: told.sentence.clone(), rules, ..point(told.at, kind, title) }
}

fn rule(frame: &Frame, told: &ToldRule) -> Rule {
    let verdict = told.check.verdict;
    let sign = match verdict {
        "pass" => "✓",
        "hold" => "…",
        _ => "✕",
    };
    Rule { verdict, sign, word: frame.word(Noun::Verdict, verdict), sentence: told.sentence.clone() }
}

/// What became of a message, point by point.
fn carried(frame: &Frame, message: &Message) -> Vec<Point> {
    let role = frame.word(Noun::Role, message.role.as_str());
    let channel = frame.word(Noun::Channel, message.channel.as_str());
    let title = |key: &str| frame.say_with(key, &[("role", role.clone().into()), ("channel", channel.clone().into())]);
    let mut points = Vec::new();
    match message.status {
        MessageStatus::Failed | MessageStatus::Bounced | MessageStatus::Cancelled => {
            let text = message.failure.clone().unwrap_or_default();
            points.push(Point { text, ..point(message.committed_at, "bad", title("page-story-failed")) });
        }
        MessageStatus::Unknown => {
            let text = frame.say("page-story-unknown-text");
            points.push(Point { text, ..point(message.committed_at, "wait", title("page-story-unknown")) });
        }
        MessageStatus::Queued => points.push(point(message.committed_at, "wait", title("page-story-again"))),
        MessageStatus::Sending => points.push(point(message.committed_at, "wait", title("page-story-sending"))),
        _ => points.extend(message.sent_at.map(|at| point(at, "info", title("page-story-sent")))),
    }
    points.extend(message.delivered_at.map(|at| point(at, "info", title("page-story-delivered"))));
    points.extend(message.opened_at.map(|at| point(at, "good", title("page-story-opened"))));
    points.extend(message.clicked_at.map(|at| point(at, "good", title("page-story-clicked"))));
    points
}

fn answered(frame: &Frame, response: &Response) -> Vec<Point> {
    let Some(completed_at) = response.completed_at else {
        return vec![point(response.started_at, "wait", frame.say("page-story-begun"))];
    };
    let stars = response.stars().map(|stars| drawn(frame, stars));
    let text = response.comment().unwrap_or_default();
    let key = if response.suspected_for.is_some() { "page-story-doubtful" } else { "page-story-answered" };
    let of_service = Point { text, stars, ..point(completed_at, "good", frame.say(key)) };
    let of_product = |product: ProductAnswer| Point {
        text: product.comment.unwrap_or_default(),
        stars: product.stars.map(|stars| drawn(frame, stars)),
        ..point(completed_at, "good", product.name)
    };
    std::iter::once(of_service).chain(response.products().into_iter().map(of_product)).collect()
}

/// To another platform, and whether somebody went there.
fn routed(frame: &Frame, route: &Route) -> Vec<Point> {
    let say = |key: &str| frame.say_with(key, &[("platform", route.platform.clone().into())]);
    let text = frame.say("page-story-followed-text");
    let followed = route.followed_at.map(|at| Point { text, ..point(at, "good", say("page-story-followed")) });
    std::iter::once(point(route.routed_at, "info", say("page-story-routed"))).chain(followed).collect()
}

/// Stars as they are drawn, and as they are told.
pub fn drawn(frame: &Frame, stars: i64) -> Stars {
    let given = usize::try_from(stars).unwrap_or(0).min(5);
    ("★".repeat(given) + &"☆".repeat(5 - given), frame.stars(&stars))
}

/// Ends that no decision tells.
fn ended(frame: &Frame, state: &State) -> Option<Point> {
    let key = match state.status {
        InvitationStatus::Expired => "page-story-expired",
        InvitationStatus::Failed => "page-story-given-up",
        _ => return None,
    };
    Some(point(state.ended_at?, "", frame.say(key)))
}

/// A form that waits for its answer.
fn open(frame: &Frame, state: &State) -> Option<Point> {
    let closes_at = state.expires_at.filter(|_| state.queued.is_none() && state.ended_at.is_none())?;
    let text = frame.say_with("page-story-closes", &[("at", frame.instant(closes_at).into())]);
    Some(Point { text, ..point(None, "ahead", frame.say("page-story-waiting")) })
}

/// What is to come, and what could stop it.
fn ahead(frame: &Frame, upcoming: &Upcoming) -> Point {
    let role = frame.word(Noun::Role, upcoming.role.as_str());
    let channel = frame.word(Noun::Channel, upcoming.channel.as_str());
    let arguments = [("role", role.into()), ("channel", channel.into())];
    let text = match upcoming.held_for {
        Some(reason) => frame.say_with("page-story-held", &[("reason", frame.reason(reason.as_str()).into())]),
        None => String::new(),
    };
    let title = frame.say_with("page-story-ahead", &arguments);
    Point { text, stops: stops(frame, &upcoming.stoppers), ..point(upcoming.at, "ahead", title) }
}

/// What could still stop a message, in words.
pub fn stops(frame: &Frame, stoppers: &[Code]) -> Vec<String> {
    stoppers.iter().map(|code| frame.reason(code.as_str())).collect()
}
