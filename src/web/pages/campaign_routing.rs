//! The part of a campaign's form that names other platforms (ET-10): rows that can be filled without a script.

use rules::routing::MOST_PLATFORMS;
use serde_json::{Value, json};

use super::form::{Field, Form};
use super::frame::Frame;
use crate::field::FieldError;
use crate::settings::routing::PlatformSettings;
use crate::web::input::Input;

/// What stands for all rows where two forms are compared.
pub const ROUTING: &str = "routing";
/// The fields of a row; their names are those of the API.
const COLUMNS: [&str; 3] = ["platform", "url", "percent"];
/// Rows for what may be added.
const SPARE: usize = 2;

/// The rows as they are drawn.
pub struct Routing {
    pub rows: Vec<Row>,
    /// There is something to see in them.
    pub is_open: bool,
}

pub struct Row {
    pub title: String,
    pub platform: Field,
    pub url: Field,
    pub percent: Field,
}

fn field(place: usize, column: &str) -> String {
    format!("{ROUTING}.{place}.{column}")
}

/// The rows of which something is filled in, in their order.
fn typed(input: &Input) -> Vec<[String; 3]> {
    let cell = |place, column| input.get(&field(place, column)).unwrap_or_default().trim().to_owned();
    // One more than there may be, so that it is seen to be too many.
    let rows = (0..=MOST_PLATFORMS).map(|place| COLUMNS.map(|column| cell(place, column)));
    rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
}

/// What was typed, as the API takes it. None: the form had no such rows.
pub fn given(input: &Input) -> Option<Value> {
    let platform = |[platform, url, percent]: [String; 3]| {
        // No number at all is as far out of range as one can be, and is said so beside the field.
        let percent = percent.parse().unwrap_or(i64::MAX);
        json!({"platform": platform, "url": url, "percent": percent})
    };
    input.has(&field(0, COLUMNS[0])).then(|| typed(input).into_iter().map(platform).collect())
}

/// Fills the rows in.
pub fn fill(input: &mut Input, routing: &[PlatformSettings]) {
    for (place, one) in routing.iter().enumerate() {
        let cells = [one.platform.clone(), one.url.clone(), one.percent.to_string()];
        COLUMNS.iter().zip(cells).for_each(|(column, cell)| input.set(&field(place, column), cell));
    }
    *input = with_sum(input);
}

/// The same form, with all of its rows in one field.
pub fn with_sum(input: &Input) -> Input {
    let told = |[platform, url, percent]: &[String; 3]| format!("{platform} {percent} % ({url})");
    let mut summed = input.clone();
    summed.set(ROUTING, typed(input).iter().map(told).collect::<Vec<_>>().join(", "));
    summed
}

/// Draws the rows that are filled in, without gaps, and some for what may be added.
pub fn drawn(frame: &Frame, input: &Input, errors: &[FieldError]) -> Routing {
    let filled = typed(input);
    let mut closed_up = Input::default();
    for (place, cells) in filled.iter().enumerate() {
        COLUMNS.iter().zip(cells).for_each(|(column, cell)| closed_up.set(&field(place, column), cell));
    }
    let form = Form::new(frame, &closed_up, errors);
    let row = |place: usize| Row {
        title: frame.count("page-routing-row", i64::try_from(place + 1).unwrap_or(i64::MAX)),
        platform: form.field(&field(place, "platform"), "page-routing-name"),
        url: form.field(&field(place, "url"), "page-routing-url"),
        percent: form.field(&field(place, "percent"), "page-routing-percent"),
    };
    let shown = filled.len().max((filled.len() + SPARE).min(MOST_PLATFORMS));
    Routing { rows: (0..shown).map(row).collect(), is_open: !filled.is_empty() }
}

impl Routing {
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.rows.iter().flat_map(|row| [&row.platform, &row.url, &row.percent])
    }
}
