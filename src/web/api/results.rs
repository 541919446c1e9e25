//! Results: the answer to a request about many things, one for each, in their order.

use serde::Serialize;
use utoipa::ToSchema;

use crate::web::problem::{Document, Problem};

/// What became of each.
#[derive(Debug, Serialize, ToSchema)]
pub struct Results<T> {
    pub results: Vec<Outcome<T>>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Outcome<T> {
    Done(T),
    Failed { error: Document },
}

impl<T> Results<T> {
    /// The good ones, and for each of all its place among them or what is wrong with it.
    pub fn sort_out<I>(checked: impl Iterator<Item = Result<I, Problem>>) -> (Vec<I>, Vec<Option<Problem>>) {
        let mut good = Vec::new();
        let order = checked.map(|checked| checked.map(|item| good.push(item)).err()).collect();
        (good, order)
    }

    /// Puts what became of the good ones between the others.
    pub fn gather(order: Vec<Option<Problem>>, mut done: impl Iterator<Item = Result<T, Problem>>) -> Self {
        let results = order.into_iter().map(|problem| {
            let missing = || Err(Problem::internal("an item has no answer"));
            let outcome = problem.map_or_else(|| done.next().unwrap_or_else(missing), Err);
            outcome.map_or_else(|problem| Outcome::Failed { error: problem.into_document() }, Outcome::Done)
        });
        Self { results: results.collect() }
    }
}
