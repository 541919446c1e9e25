//! Paths: what a URL names. A text that is no id is answered like the id of nothing.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use super::App;
use super::problem::Problem;

/// What stands in the variable places of a path.
pub struct At<T>(pub T);

/// Something that the variable places of a path are read into.
pub trait Places: Sized {
    fn read(texts: &[&str]) -> Option<Self>;
}

/// A place that may hold any text.
pub struct Text(pub String);

impl FromStr for Text {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(Self(text.to_owned()))
    }
}

impl<A: FromStr> Places for (A,) {
    fn read(texts: &[&str]) -> Option<Self> {
        let [first] = texts else { return None };
        Some((first.parse().ok()?,))
    }
}

impl<A: FromStr, B: FromStr> Places for (A, B) {
    fn read(texts: &[&str]) -> Option<Self> {
        let [first, second] = texts else { return None };
        Some((first.parse().ok()?, second.parse().ok()?))
    }
}

impl<T: Places> FromRequestParts<App> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let places = RawPathParams::from_request_parts(parts, app).await;
        let places = places.map_err(|_| Problem::not_found())?;
        let texts: Vec<_> = places.iter().map(|(_, text)| text).collect();
        T::read(&texts).map(At).ok_or_else(Problem::not_found)
    }
}
