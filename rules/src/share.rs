//! Shares: a part of many, the same at every look, that is blind to everything but an id. Who is not asked (AW-12) and
//! what points elsewhere (ET-10) follow from nothing else.

/// A share's smallest step is a hundredth of a percent.
pub const WHOLE: u32 = 10_000;

/// What a share is for; each falls on others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Holdout = 1,
    Routing = 2,
}

/// Where an id falls, from 0 to [`WHOLE`], evenly. A share of `n` is every id that falls below `n`, so that one that
/// grows keeps whom it has.
#[must_use]
pub fn place(purpose: Purpose, id: u128) -> u32 {
    let [high, low] = [id >> 64, id & u128::from(u64::MAX)].map(|half| u64::try_from(half).expect("64 bits"));
    let mixed = mix(mix(mix(purpose as u64) ^ high) ^ low);
    u32::try_from(mixed % u64::from(WHOLE)).expect("less than a whole")
}

/// The finaliser of SplitMix64: each bit of the input changes half of the output's.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::id::ContactId;

    const MANY: u32 = 100_000;

    fn ids() -> impl Iterator<Item = u128> {
        // As they are made: nearly the same milliseconds in front, chance behind.
        let made = |n: u32| {
            let at = Timestamp::from_millisecond(1_700_000_000_000 + i64::from(n / 50)).unwrap();
            ContactId::new(at, u128::from(n) * u128::from(n)).bits()
        };
        (0..MANY).map(made)
    }

    #[test]
    fn a_share_is_as_large_as_it_says() {
        for percent in [1, 5, 10, 50] {
            let below = ids().filter(|id| place(Purpose::Holdout, *id) < percent * 100).count();
            let wanted = (MANY / 100 * percent) as usize;
            // Five standard deviations of a fair draw are never more than this.
            assert!(below.abs_diff(wanted) < 800, "{percent} %: {below} of {MANY}");
        }
    }

    #[test]
    fn two_shares_fall_on_others() {
        let both =
            ids().filter(|id| place(Purpose::Holdout, *id) < 1_000 && place(Purpose::Routing, *id) < 1_000).count();
        assert!((800..1_200).contains(&both), "{both} of {MANY} are in both tenths");
    }

    #[test]
    fn an_id_falls_where_it_always_fell() {
        assert_eq!([1, 2, u128::MAX].map(|id| place(Purpose::Holdout, id)), [4515, 2291, 6670]);
    }
}
