//! One worker: it opens a connection, takes mails from the queue, and says of each how it went.

use std::sync::Arc;

use super::connection::{Connection, Dialer, Failed};
use super::exchange::CLOSING;
use super::queue::{Job, Leave, Queue};
use crate::delivery::patience::within;
use crate::delivery::{Outcome, Phase, Trouble};

/// Why a connection is no longer worked on.
enum End {
    /// No mail came for as long as an idle connection is kept, or the program closes.
    Quiet,
    /// It cannot be used any more; a new one may do.
    Lost,
    /// The relay told a new connection that it takes no mail now.
    TurnedAway(Failed),
}

/// Starts workers that the queue has counted in.
pub(super) fn start(workers: usize, dialer: &Dialer, queue: &Arc<Queue>) {
    for _ in 0..workers {
        tokio::spawn(work(dialer.clone(), queue.clone()));
    }
}

/// Works until there is nothing to do or the relay does not want us.
async fn work(dialer: Dialer, queue: Arc<Queue>) {
    loop {
        let mut connection = match dialer.open(&mut |_| ()).await {
            Ok(connection) => connection,
            Err(failed) => {
                queue.leave(Leave::TurnedAway(failed));
                return;
            }
        };
        start(queue.welcomed(), &dialer, &queue);
        let left = match serve(&mut connection, &queue).await {
            // The worker leaves after its connection, so that there are never more of these than allowed.
            End::Quiet => {
                connection.quit().await;
                queue.leave(Leave::Idle)
            }
            End::Lost => queue.leave(Leave::Idle),
            End::TurnedAway(failed) => queue.leave(Leave::TurnedAway(failed)),
        };
        if left {
            return;
        }
    }
}

async fn serve(connection: &mut Connection, queue: &Queue) -> End {
    loop {
        let idle = connection.patience.idle;
        let next = async {
            tokio::select! {
                job = queue.next() => job.ok_or(End::Quiet),
                () = connection.wire.interrupted() => Err(End::Lost),
            }
        };
        let job = match within(idle, next).await {
            None => return End::Quiet,
            Some(Err(end)) => return end,
            Some(Ok(job)) => job,
        };
        let end = send(connection, queue, job).await;
        queue.freed();
        if let Some(end) = end {
            return end;
        }
    }
}

/// Hands one mail over; `None` when the connection is fit for the next.
async fn send(connection: &mut Connection, queue: &Queue, job: Job) -> Option<End> {
    let is_fresh = connection.handled == 0;
    let outcome = connection.hand_over(&job.mail).await;
    if let Outcome::RetrySafe { phase: phase @ (Phase::Mail | Phase::Rcpt | Phase::Data), trouble } = &outcome {
        let is_closing = matches!(trouble, Trouble::Said(reply) if reply.code == CLOSING);
        // A connection may have its fill of mails; that says nothing about this one.
        if !is_fresh && (is_closing || *trouble == Trouble::Dropped) {
            queue.put_back(job);
            return Some(End::Lost);
        }
        if is_closing {
            let failed = Failed { phase: *phase, trouble: trouble.clone() };
            job.tell(outcome);
            return Some(End::TurnedAway(failed));
        }
    }
    job.tell(outcome);
    if connection.settle().await { None } else { Some(End::Lost) }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncWriteExt, duplex};

    use super::*;
    use crate::delivery::Patience;
    use crate::delivery::smtp::wire::Wire;

    #[tokio::test]
    async fn an_idle_connection_is_given_up_when_the_server_closes_it_or_speaks() {
        for words in ["", "421 4.4.2 idle for too long\r\n"] {
            let (client, mut server) = duplex(1_024);
            let mut connection = Connection::new(Wire::new(client), Patience::default(), true);
            server.write_all(words.as_bytes()).await.unwrap();
            drop(server);
            assert!(matches!(serve(&mut connection, &Queue::new(1, None)).await, End::Lost));
        }
    }
}
