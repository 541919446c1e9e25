//! Which relay is given which mail.

use std::collections::BTreeMap;

use super::station::Station;
use crate::delivery::Outgoing;

/// Deals mails one by one, evenly mixed in proportion to the relays' room (smooth weighted round-robin). Answers each
/// relay's share, and what no relay takes: that is all or nothing, as a relay that is awake and full still queues.
pub(super) fn deal(
    stations: &[Station],
    mails: Vec<Outgoing>,
    tried: &[usize],
) -> (BTreeMap<usize, Vec<Outgoing>>, Vec<Outgoing>) {
    let mut hands: Vec<_> =
        stations.iter().enumerate().filter(|(at, _)| !tried.contains(at)).map(|(at, one)| Hand::of(at, one)).collect();
    let mut shares: BTreeMap<usize, Vec<Outgoing>> = BTreeMap::new();
    let mut left = Vec::new();
    for mail in mails {
        match next(&mut hands) {
            Some(at) => shares.entry(at).or_default().push(mail),
            None => left.push(mail),
        }
    }
    for hand in hands {
        stations[hand.at].dealt(hand.credit, hand.is_probe && shares.contains_key(&hand.at));
    }
    (shares, left)
}

/// A relay while mails are dealt.
struct Hand {
    at: usize,
    room: usize,
    is_paced: bool,
    is_awake: bool,
    is_probe: bool,
    /// What it is owed, or owes.
    credit: i64,
}

impl Hand {
    fn of(at: usize, station: &Station) -> Self {
        let room = station.room();
        let (is_awake, credit) = station.standing();
        Self { at, room: room.mails, is_paced: room.is_paced, is_awake, is_probe: !is_awake && room.mails > 0, credit }
    }

    /// A full relay that is awake takes its part when all are full.
    fn weight(&self, all_full: bool) -> i64 {
        let room = if all_full { usize::from(self.is_awake) } else { self.room };
        i64::try_from(room).unwrap_or(i64::MAX)
    }
}

fn next(hands: &mut [Hand]) -> Option<usize> {
    let all_full = hands.iter().all(|hand| hand.room == 0);
    let total: i64 = hands.iter().map(|hand| hand.weight(all_full)).sum();
    hands.iter_mut().for_each(|hand| hand.credit += hand.weight(all_full));
    let able = hands.iter_mut().filter(|hand| hand.weight(all_full) > 0);
    let chosen = able.max_by_key(|hand| hand.credit)?;
    chosen.credit -= total;
    // Connections take one mail after another; a rate's room, and that of a trial, is used up.
    if chosen.is_paced || chosen.is_probe {
        chosen.room = chosen.room.saturating_sub(1);
    }
    Some(chosen.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::relays::station::tests::station;
    use crate::delivery::smtp::queue::tests::mails;

    fn sizes(stations: &[Station], count: usize, tried: &[usize]) -> Vec<usize> {
        let (shares, left) = deal(stations, mails(count), tried);
        let mut sizes: Vec<_> = (0..stations.len()).map(|at| shares.get(&at).map_or(0, Vec::len)).collect();
        sizes.push(left.len());
        sizes
    }

    #[tokio::test]
    async fn mails_are_mixed_in_proportion_to_the_room() {
        let stations = [station("connections=8"), station("connections=4")];
        assert_eq!(sizes(&stations, 300, &[]), [200, 100, 0]);
        let mut one_by_one = [0, 0];
        for _ in 0..9 {
            let (shares, _) = deal(&stations, mails(1), &[]);
            shares.keys().for_each(|at| one_by_one[*at] += 1);
        }
        assert_eq!(one_by_one, [6, 3], "single mails are dealt as batches are");
        assert_eq!(sizes(&stations, 30, &[0]), [0, 30, 0]);
        assert_eq!(sizes(&stations, 30, &[0, 1]), [0, 0, 30]);
    }

    #[tokio::test]
    async fn a_rate_takes_no_more_than_goes_in_five_seconds_while_another_has_room() {
        let stations = [station("rate=2"), station("connections=1")];
        assert_eq!(sizes(&stations, 300, &[]), [10, 290, 0]);
        let _held = stations[0].hold(10);
        assert_eq!(sizes(&stations, 300, &[]), [0, 300, 0]);
        let alone = [station("rate=2")];
        assert_eq!(sizes(&alone, 12, &[]), [12, 0], "where there is no other, the rest waits there");
    }
}
