//! The form of a campaign: its settings as fields, and back into what the API takes.

use rules::campaign::Purpose;
use rules::learned::Explore;
use serde_json::{Map, Value, json};

use super::campaign_routing::{self, ROUTING, Routing};
use super::form::{Field, Form};
use super::frame::Frame;
use super::measure::{self, Measure};
use crate::field::FieldError;
use crate::settings::campaign::{AUTO, CampaignSettings, FROM_EVENT, FROM_SERVICE, SEPARATE, TOGETHER, TimingSettings};
use crate::store::campaigns::Campaign;
use crate::store::templates::Template;
use crate::web::given::Given;
use crate::web::input::Input;

/// The fields of the form and the keys of their labels.
pub const FIELDS: [(&str, &str); 16] = [
    ("enabled", "page-campaign-enabled"),
    ("name", "page-campaign-name"),
    ("base", "page-campaign-base"),
    ("delay", "page-campaign-delay"),
    ("send_at.hour", "page-campaign-hour"),
    ("send_at.zone", "page-campaign-zone"),
    ("send_at.explore", "page-hours-explore"),
    ("frequency.mode", "page-campaign-mode"),
    ("frequency.gap", "page-campaign-gap"),
    ("reminder.enabled", "page-campaign-reminder"),
    ("reminder.after", "page-campaign-reminder-after"),
    ("expires_after", "page-campaign-expires"),
    ("template", "page-campaign-template"),
    ("timing.mode", "page-campaign-timing"),
    ("comment_required", "page-campaign-comment"),
    (ROUTING, "page-routing-title"),
];

type Options = Vec<(String, String)>;

/// The form as it is drawn.
pub struct CampaignForm {
    pub enabled: Field,
    pub name: Field,
    pub base: Field,
    pub bases: Options,
    pub delay: Measure,
    pub hour: Field,
    pub hours: Options,
    pub zone: Field,
    pub zones: Options,
    pub explore: Field,
    pub mode: Field,
    pub modes: Options,
    pub gap: Measure,
    pub reminder: Field,
    pub reminder_after: Measure,
    pub expires: Measure,
    pub template: Field,
    pub templates: Options,
    /// Of a campaign for products: beside its service campaign.
    pub timing: Option<Field>,
    pub timings: Options,
    /// Of reviews: whether stars need words.
    pub comment: Option<Field>,
    /// Of a campaign for the service: other platforms.
    pub routing: Option<Routing>,
    /// What is wrong with none of these.
    pub others: Vec<String>,
}

impl CampaignForm {
    pub fn new(
        frame: &Frame,
        (input, errors): (&Input, &[FieldError]),
        purpose: Purpose,
        templates: &[Template],
    ) -> Self {
        let form = Form::new(frame, input, errors);
        let options = |pairs: &[(&str, &str)]| -> Options {
            pairs.iter().map(|(value, key)| ((*value).to_owned(), frame.say(key))).collect()
        };
        let mut drawn = Self {
            enabled: form.hinted("enabled", "page-campaign-enabled", "page-campaign-enabled-hint"),
            name: form.hinted("name", "page-campaign-name", "page-campaign-name-hint"),
            base: form.hinted("base", "page-campaign-base", "page-campaign-base-hint"),
            bases: options(&[("event", "page-base-event"), ("activation_date", "page-base-activation-date")]),
            delay: Measure::of(&form, frame, "delay", ("page-campaign-delay", "page-campaign-delay-hint")),
            hour: form.hinted("send_at.hour", "page-campaign-hour", "page-campaign-hour-hint"),
            hours: hours(frame, input.get("send_at.hour").unwrap_or_default()),
            zone: form.hinted("send_at.zone", "page-campaign-zone", "page-campaign-zone-hint"),
            zones: options(&[
                ("recipient", "page-zone-recipient"),
                ("storefront", "page-zone-storefront"),
                ("utc", "page-zone-utc"),
            ]),
            explore: form.hinted("send_at.explore", "page-hours-explore", "page-hours-explore-hint"),
            mode: form.hinted("frequency.mode", "page-campaign-mode", "page-campaign-mode-hint"),
            modes: options(&[("min_gap", "page-mode-min-gap"), ("every_event", "page-mode-every-event")]),
            gap: Measure::of(&form, frame, "frequency.gap", ("page-campaign-gap", "page-campaign-gap-hint")),
            reminder: form.hinted("reminder.enabled", "page-campaign-reminder", "page-campaign-reminder-hint"),
            reminder_after: Measure::of(
                &form,
                frame,
                "reminder.after",
                ("page-campaign-reminder-after", "page-campaign-reminder-after-hint"),
            ),
            expires: Measure::of(
                &form,
                frame,
                "expires_after",
                ("page-campaign-expires", "page-campaign-expires-hint"),
            ),
            template: form.hinted("template", "page-campaign-template", "page-campaign-template-hint"),
            templates: named(frame, templates),
            timing: (purpose == Purpose::ProductReview)
                .then(|| form.hinted("timing.mode", "page-campaign-timing", "page-campaign-timing-hint")),
            timings: options(&TIMINGS),
            comment: is_review(purpose)
                .then(|| form.hinted("comment_required", "page-campaign-comment", "page-campaign-comment-hint")),
            routing: (purpose == Purpose::ServiceReview).then(|| campaign_routing::drawn(frame, input, errors)),
            others: Vec::new(),
        };
        drawn.others = form.others(&drawn.shown());
        drawn
    }

    fn shown(&self) -> Vec<&Field> {
        let always = [
            &self.enabled,
            &self.name,
            &self.base,
            &self.delay.number,
            &self.hour,
            &self.zone,
            &self.explore,
            &self.mode,
            &self.gap.number,
            &self.reminder,
            &self.reminder_after.number,
            &self.expires.number,
            &self.template,
        ];
        let platforms = self.routing.iter().flat_map(Routing::fields);
        always.into_iter().chain(&self.timing).chain(&self.comment).chain(platforms).collect()
    }
}

/// How a product request stands to its service request: the words of the API in one choice.
const TIMINGS: [(&str, &str); 3] =
    [(TOGETHER, "page-timing-together"), (FROM_SERVICE, "page-timing-service"), (FROM_EVENT, "page-timing-event")];

fn is_review(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::ServiceReview | Purpose::ProductReview)
}

/// Every full hour, the one that is set, the one that is learned, and the time of day of the event itself.
pub fn hours(frame: &Frame, set: &str) -> Options {
    let mut hours: Vec<_> = (0..24).map(|hour| format!("{hour:02}:00")).collect();
    if !set.is_empty() && set != AUTO && !hours.iter().any(|hour| hour == set) {
        hours.push(set.to_owned());
        hours.sort();
    }
    let kept = (String::new(), frame.say("page-hour-of-event"));
    let learned = (AUTO.to_owned(), frame.say("page-hours-auto"));
    [learned, kept].into_iter().chain(hours.into_iter().map(|hour| (hour.clone(), hour))).collect()
}

fn named(frame: &Frame, templates: &[Template]) -> Options {
    let standard = (String::new(), frame.say("page-template-standard"));
    let own = templates.iter().map(|template| (template.id.to_string(), template.name.clone()));
    std::iter::once(standard).chain(own).collect()
}

/// The form as it stands for a campaign.
pub fn filled(campaign: &Campaign) -> Input {
    let CampaignSettings {
        base,
        delay,
        send_at,
        frequency,
        reminder,
        expires_after,
        template,
        timing,
        comment_required,
        routing,
        ..
    } = &campaign.settings;
    let mut input = Input::default();
    let tick = |input: &mut Input, name: &str, on: bool| {
        if on {
            input.set(name, "yes");
        }
    };
    input.set("version", campaign.version.to_string());
    input.set("name", &*campaign.name);
    tick(&mut input, "enabled", campaign.enabled_since.is_some());
    input.set("base", &**base);
    measure::fill(&mut input, "delay", delay);
    input.set("send_at.hour", send_at.as_ref().map_or("", |at| &at.hour));
    input.set("send_at.zone", send_at.as_ref().map_or("recipient", |at| &at.zone));
    let explore = send_at.as_ref().and_then(|at| at.explore).unwrap_or_else(|| Explore::STANDARD.percent().into());
    input.set("send_at.explore", explore.to_string());
    input.set("frequency.mode", &*frequency.mode);
    measure::fill(&mut input, "frequency.gap", frequency.gap.as_deref().unwrap_or("P3Y"));
    tick(&mut input, "reminder.enabled", reminder.enabled);
    measure::fill(&mut input, "reminder.after", &reminder.after);
    measure::fill(&mut input, "expires_after", expires_after);
    input.set("template", template.as_deref().unwrap_or_default());
    if let Some(TimingSettings { mode, from }) = timing {
        input.set("timing.mode", from.as_ref().unwrap_or(mode));
    }
    tick(&mut input, "comment_required", *comment_required);
    campaign_routing::fill(&mut input, routing);
    input
}

/// A learned hour is one of the recipient's day, whatever is chosen beside it; how much it explores is said of it alone.
fn send_at(input: &Input, hour: &str) -> Value {
    if hour != AUTO {
        return json!({"hour": hour, "zone": input.get("send_at.zone").unwrap_or_default().trim()});
    }
    let explore = input.filled("send_at.explore").map(|typed| match typed.parse::<i64>() {
        Ok(percent) => json!(percent),
        // No number at all is as far out of range as one can be, and is said so beside the field.
        Err(_) => json!(i64::MAX),
    });
    json!({"hour": AUTO, "zone": "recipient", "explore": explore})
}

/// What was typed, as the API takes it.
pub fn given(input: &Input, purpose: Purpose) -> Given {
    let text = |name: &str| input.get(name).unwrap_or_default().trim().to_owned();
    let send_at = input.filled("send_at.hour").map(|hour| send_at(input, hour));
    let mut frequency = json!({"mode": text("frequency.mode")});
    if text("frequency.mode") == "min_gap" {
        frequency["gap"] = measure::typed(input, "frequency.gap").into();
    }
    let fields = json!({
        "name": text("name"),
        "enabled": input.has("enabled"),
        "base": text("base"),
        "delay": measure::typed(input, "delay"),
        "send_at": send_at,
        "frequency": frequency,
        "reminder": {"enabled": input.has("reminder.enabled"), "after": measure::typed(input, "reminder.after")},
        "expires_after": measure::typed(input, "expires_after"),
        "template": input.filled("template"),
    });
    match fields {
        Value::Object(mut fields) => {
            if purpose == Purpose::ProductReview {
                fields.insert("timing".to_owned(), timing(&text("timing.mode")));
            }
            if is_review(purpose) {
                fields.insert("comment_required".to_owned(), input.has("comment_required").into());
            }
            if let Some(routing) = campaign_routing::given(input).filter(|_| purpose == Purpose::ServiceReview) {
                fields.insert(ROUTING.to_owned(), routing);
            }
            Given(fields)
        }
        _ => Given(Map::new()),
    }
}

/// The choice in the words of the API; another word is refused there.
fn timing(choice: &str) -> Value {
    match choice {
        FROM_SERVICE | FROM_EVENT => json!({"mode": SEPARATE, "from": choice}),
        mode => json!({"mode": mode}),
    }
}
