//! A closure on its way to a database thread, and its answer on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use super::tx::{Session, Tx};
use super::{Access, Error};

/// One transaction wished for by one caller.
pub(super) trait Job: Send {
    fn name(&self) -> &'static str;

    fn access(&self) -> Access;

    /// Runs the closure in the open transaction and keeps its value until [`Job::answer`]; may be called again.
    fn run(&mut self, session: &mut dyn Session) -> Result<(), Error>;

    /// Tells the caller how the transaction ended. Nobody may be listening any more.
    fn answer(self: Box<Self>, outcome: Result<(), Error>);
}

/// Packs a closure; its answer comes through the receiver.
pub(super) fn pack<T, F>(
    name: &'static str,
    access: Access,
    closure: F,
) -> (Box<dyn Job>, oneshot::Receiver<Result<T, Error>>)
where
    T: Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    (Box::new(Call { name, access, closure, value: None, caller }), answer)
}

struct Call<T, F> {
    name: &'static str,
    access: Access,
    closure: F,
    value: Option<T>,
    caller: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Job for Call<T, F>
where
    T: Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
{
    fn name(&self) -> &'static str {
        self.name
    }

    fn access(&self) -> Access {
        self.access
    }

    fn run(&mut self, session: &mut dyn Session) -> Result<(), Error> {
        let mut tx = Tx::new(session, self.name);
        // What a panic leaves half done inside the closure is seen only by the closure itself, which is not run again.
        let answer = catch_unwind(AssertUnwindSafe(|| (self.closure)(&mut tx)));
        let answer = answer.unwrap_or(Err(Error::Panicked(self.name)));
        self.value = Some(tx.end(answer)?);
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), Error>) {
        let Call { value, caller, .. } = *self;
        let answer = outcome.map(|()| value.expect("a transaction that succeeded has run its closure"));
        // A caller that went away has given up its answer, not its transaction.
        drop(caller.send(answer));
    }
}
