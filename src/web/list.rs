//! Lists: a page of things as JSON or, with `Accept: text/csv`, as CSV.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use axum::http::header::{ACCEPT, CONTENT_TYPE, LINK, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::App;
use super::body::parse;
use super::problem::Problem;

const STANDARD_LIMIT: i64 = 100;
const LARGEST_LIMIT: i64 = 1_000;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub data: Vec<T>,
    /// The value of `after` for the next page; null on the last one.
    #[schema(required = true)]
    pub next: Option<String>,
}

/// Which page of a list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes to the OpenAPI document what Listing reads")]
pub struct Paging {
    /// How many at most.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u16>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// For lists without filters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFilter {}

/// Something that stands in a list.
pub trait Listed: Serialize {
    /// The columns of the CSV, in order: names of fields, with a dot between those inside one another.
    const COLUMNS: &'static [&'static str];

    /// What a page goes on after.
    fn cursor(&self) -> String;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Csv,
}

/// A request for a page of a list, with the filters `F`: a type whose fields are optional texts.
pub struct Listing<F> {
    pub filters: F,
    limit: i64,
    after: Option<String>,
    format: Format,
    /// What was asked for, for the link to the next page.
    asked: Vec<(String, String)>,
}

impl<F: DeserializeOwned> FromRequestParts<App> for Listing<F> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let malformed = |_| Problem::field("", "query.malformed", "the query cannot be read");
        let Query(asked) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(malformed)?;
        let mut given = Map::new();
        for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
            if given.insert(name.clone(), Value::from(value.as_str())).is_some() {
                return Err(Problem::field("", "field.duplicate", "a parameter stands twice in the query"));
            }
        }
        let limit = given.remove("limit").as_ref().and_then(Value::as_str).map(limit).transpose()?;
        let after = given.remove("after").and_then(|after| after.as_str().map(str::to_owned));
        let filters = parse(&serde_json::to_vec(&given).expect("texts become JSON"))?;
        let limit = limit.unwrap_or(STANDARD_LIMIT);
        Ok(Self { filters, limit, after, format: format(&parts.headers), asked })
    }
}

fn limit(text: &str) -> Result<i64, Problem> {
    let limit = text.parse().ok().filter(|limit| (1..=LARGEST_LIMIT).contains(limit));
    limit.ok_or_else(|| Problem::field("/limit", "limit.out_of_range", "a number from 1 to 1000"))
}

fn format(headers: &HeaderMap) -> Format {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut ranges = accepted.flat_map(|value| value.split(','));
    let is_csv = |range: &str| range.split(';').next().is_some_and(|range| range.trim() == "text/csv");
    if ranges.any(is_csv) { Format::Csv } else { Format::Json }
}

impl<F> Listing<F> {
    /// What the page comes after.
    ///
    /// # Errors
    /// `input.invalid` for a text that no page gave as its `next`.
    pub fn after<T: FromStr>(&self) -> Result<Option<T>, Problem> {
        let unknown = |_| Problem::field("/after", "after.unknown", "not the `next` of a page of this list");
        self.after.as_deref().map(|text| text.parse().map_err(unknown)).transpose()
    }

    /// How many rows to read: one more than the page takes, to know whether it is the last.
    pub fn wanted(&self) -> i64 {
        self.limit + 1
    }

    /// The page of these rows, of which there may be one too many.
    pub fn page<T: Listed>(self, data: Vec<T>) -> Response {
        self.page_as(data, |page| page)
    }

    /// The same, the JSON being what `wrap` makes of the page.
    pub fn page_as<T: Listed, J: Serialize>(self, mut data: Vec<T>, wrap: impl FnOnce(Page<T>) -> J) -> Response {
        let limit = usize::try_from(self.limit).expect("a limit is a small number");
        let more = data.len() > limit;
        data.truncate(limit);
        let next = data.last().filter(|_| more).map(Listed::cursor);
        let vary = [(VARY, HeaderValue::from_static("accept"))];
        match self.format {
            Format::Json => (vary, axum::Json(wrap(Page { data, next }))).into_response(),
            Format::Csv => {
                let mut headers = HeaderMap::new();
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
                headers.extend(next.and_then(|next| self.link(&next)).map(|link| (LINK, link)));
                (vary, headers, table(&data)).into_response()
            }
        }
    }

    /// RFC 8288: a table has no place for `next`.
    fn link(&self, next: &str) -> Option<HeaderValue> {
        let kept = self.asked.iter().filter(|(name, value)| name != "after" && !value.is_empty());
        let pairs = kept.map(|(name, value)| (name.as_str(), value.as_str())).chain([("after", next)]);
        let query: Vec<_> = pairs.map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        HeaderValue::try_from(format!("<?{}>; rel=\"next\"", query.join("&"))).ok()
    }
}

/// A text as a part of a query: all but the unreserved characters of RFC 3986 by their bytes.
fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let bytes = text.bytes();
    bytes.map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Rows as CSV with a header.
fn table<T: Listed>(rows: &[T]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let whole = "writing to memory does not fail, and every row has the columns of the header";
    writer.write_record(T::COLUMNS).expect(whole);
    for row in rows {
        let row = serde_json::to_value(row).expect("rows are plain data");
        writer.write_record(T::COLUMNS.iter().map(|column| cell(&row, column))).expect(whole);
    }
    writer.into_inner().expect(whole)
}

fn cell(row: &Value, column: &str) -> String {
    let value = column.split('.').try_fold(row, |value, name| value.get(name));
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => guarded(text),
        Some(other) => other.to_string(),
    }
}

/// A program that shows tables must not take a stranger's text for a formula.
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Line {
        id: String,
        name: Option<&'static str>,
        inside: Inside,
    }

    #[derive(Serialize)]
    struct Inside {
        words: Vec<&'static str>,
    }

    impl Listed for Line {
        const COLUMNS: &'static [&'static str] = &["id", "name", "inside.words"];

        fn cursor(&self) -> String {
            self.id.clone()
        }
    }

    fn line(id: &str, name: Option<&'static str>) -> Line {
        Line { id: id.to_owned(), name, inside: Inside { words: vec!["a", "b"] } }
    }

    #[test]
    fn a_table_has_a_header_also_when_it_is_empty() {
        assert_eq!(table::<Line>(&[]), b"id,name,inside.words\r\n");
    }

    #[test]
    fn cells_are_quoted_and_formulas_guarded() {
        let table = [
            (None, ""),
            (Some("Ada \"Ek\", x"), "\"Ada \"\"Ek\"\", x\""),
            (Some("=1+1"), "'=1+1"),
            (Some("+46701234567"), "'+46701234567"),
            (Some("-1"), "'-1"),
            (Some("@x"), "'@x"),
            (Some("\t=1"), "'\t=1"),
            (Some("\r=1"), "\"'\r=1\""),
            (Some("a=1"), "a=1"),
        ];
        for (name, cell) in table {
            let text = String::from_utf8(super::table(&[line("x_1", name)])).unwrap();
            assert_eq!(text, format!("id,name,inside.words\r\nx_1,{cell},\"[\"\"a\"\",\"\"b\"\"]\"\r\n"));
        }
    }

    #[test]
    fn csv_is_written_for_those_who_ask() {
        let table = [
            ("text/csv", Format::Csv),
            ("text/csv;q=0.9, */*;q=0.1", Format::Csv),
            ("application/json", Format::Json),
            ("*/*", Format::Json),
            ("text/csvx", Format::Json),
        ];
        for (accept, expected) in table {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(format(&headers), expected, "{accept}");
        }
        assert_eq!(format(&HeaderMap::new()), Format::Json);
    }
}
