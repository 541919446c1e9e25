//! What a form or a query carries: names and values, and beside a value what is wrong with it.

use axum::extract::{FromRequest, Request};
use url::form_urlencoded;

use super::App;
use super::body::Body;
use super::problem::Problem;

/// Of a form; a comment of the longest length in any script, or a template, is far below it.
pub const LARGEST_FORM: usize = 256 * 1024;

/// Names and values of a form or a query.
#[derive(Debug, Clone, Default)]
pub struct Input(Vec<(String, String)>);

impl Input {
    pub fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// Reads what a form sent.
    ///
    /// # Errors
    /// Those of [`Body::read`].
    pub async fn read(request: Request, app: &App) -> Result<Self, Problem> {
        let body = Body::<LARGEST_FORM>::read(request, app).await?;
        Ok(Self::parse(&body.bytes))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// As [`Input::get`]; a box that was left empty says nothing.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets a value in the place of the one that is there.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.into()));
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A query with the same pairs but one, for links that change one thing.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept = self.pairs().filter(|(known, text)| *known != name && !text.is_empty());
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .extend_pairs(value.map(|value| (name, value)))
            .finish()
    }
}

impl FromRequest<App> for Input {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Self::read(request, app).await
    }
}
