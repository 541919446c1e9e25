//! What is looked for in a list: read from the database a batch at a time, until a page is full. The databases fold
//! letters differently, and neither as Unicode does; so they page, and the search is here.

use crate::store::Error;

/// Rows that are read at once where something is looked for.
const BATCH: i64 = 500;

/// A page of a list.
pub(super) struct Found<T> {
    pub rows: Vec<T>,
    pub has_more: bool,
}

/// The words that are looked for in some texts.
pub(super) struct Wanted(String);

impl Wanted {
    pub fn new(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    /// Whether one of these has the words in it, in capitals or not.
    pub fn is_in(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| text.to_lowercase().contains(&self.0))
    }

    /// A page of rows that have the words. `read` gives the next rows behind an id in the order of their ids, so many at
    /// most, and `has` says whether one is wanted.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn page<T, Id: Copy>(
        &self,
        (mut after, rows): (Option<Id>, usize),
        id: impl Fn(&T) -> Id,
        mut read: impl FnMut(Option<Id>, i64) -> Result<Vec<T>, Error>,
        has: impl Fn(&T) -> bool,
    ) -> Result<Found<T>, Error> {
        // One more than is shown: is there a next page?
        let enough = rows + 1;
        let at_once = if self.0.is_empty() { i64::try_from(enough).unwrap_or(BATCH) } else { BATCH };
        let mut found = Vec::new();
        loop {
            let batch = read(after, at_once)?;
            let is_last = i64::try_from(batch.len()).is_ok_and(|count| count < at_once);
            after = batch.last().map(&id).or(after);
            found.extend(batch.into_iter().filter(&has));
            if is_last || found.len() >= enough {
                break;
            }
        }
        let has_more = found.len() > rows;
        found.truncate(rows);
        Ok(Found { rows: found, has_more })
    }
}
