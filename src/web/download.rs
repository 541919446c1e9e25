//! Download: a table that is made while it is sent, however long it is. That it was taken out stands in the audit log
//! (V16).

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use http_body_util::channel::{Channel, Sender};
use jiff::Timestamp;
use rules::id::AccountId;

use super::list::guarded;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::{Error, Store, Tx};

/// Rows that are read at once: memory does not grow with the table.
pub const AT_ONCE: i64 = 1_000;

/// What is taken out, and by whom.
pub struct Download {
    pub account: AccountId,
    pub actor: Actor,
    /// By the account's clock.
    pub now: Timestamp,
    pub act: Act,
    pub header: Vec<String>,
}

/// Some rows, and what the next ones come after; none: these are the last.
pub struct Part<C> {
    pub rows: Vec<Vec<String>>,
    pub next: Option<C>,
}

impl Download {
    /// Sends what `part` reads, part after part. The first one is read before anything is sent: what cannot be looked for
    /// is still answered by a page.
    ///
    /// # Errors
    /// Those of the store. Later ones break the file off and end the connection, so that nobody takes it for whole.
    pub async fn stream<C, F>(self, store: &Store, file: &'static str, part: F) -> Result<Response, Error>
    where
        C: Send + Sync + 'static,
        F: Fn(&mut Tx<'_>, Option<&C>) -> Result<Part<C>, Error> + Send + Sync + 'static,
    {
        let part = Arc::new(part);
        let (account, actor, now, act, first) = (self.account, self.actor, self.now, self.act, Arc::clone(&part));
        let begin = move |tx: &mut Tx<'_>| {
            audit_log::append(tx, account, now, (actor, act, &account.to_string()))?;
            first(tx, None)
        };
        let Part { mut rows, next } = store.write("download", begin).await?;
        rows.insert(0, self.header);
        let (sender, body) = Channel::<Bytes, Error>::new(2);
        tokio::spawn(go_on(store.clone(), part, (lines(&rows), next), sender));
        let disposition = format!("attachment; filename=\"{file}\"");
        let kind = [
            (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
            (CONTENT_DISPOSITION, HeaderValue::try_from(disposition).expect("names of files are plain")),
        ];
        Ok((kind, Body::new(body)).into_response())
    }
}

/// Reads the next part once the one before has been taken.
async fn go_on<C, F>(
    store: Store,
    part: Arc<F>,
    (mut ready, mut next): (Vec<u8>, Option<C>),
    mut sender: Sender<Bytes, Error>,
) where
    C: Send + Sync + 'static,
    F: Fn(&mut Tx<'_>, Option<&C>) -> Result<Part<C>, Error> + Send + Sync + 'static,
{
    while sender.send_data(ready.into()).await.is_ok() {
        let Some(after) = next.take() else { return };
        let part = Arc::clone(&part);
        match store.read("download", move |tx| part(tx, Some(&after))).await {
            Ok(found) => (ready, next) = (lines(&found.rows), found.next),
            Err(error) => return sender.abort(error),
        }
    }
}

fn lines(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let whole = "writing to memory does not fail, and every row has as many columns";
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell))).expect(whole);
    }
    writer.into_inner().expect(whole)
}
