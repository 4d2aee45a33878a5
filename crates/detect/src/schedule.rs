//! At which times a rule runs.
//!
//! Runs stand at whole multiples of the frequency, counted from midnight of the first day of year 1,
//! so that two logs that overlap are looked at in the same windows. A run at which nothing can have
//! changed since the last one is left out.

use std::collections::BTreeSet;

use vigie_engine::needs::Clock;

/// The first run at this time or later.
pub(crate) fn first_run(time: i64, frequency: i64) -> i64 {
    time.div_euclid(frequency)
        .saturating_add(i64::from(time.rem_euclid(frequency) > 0))
        .saturating_mul(frequency)
}

/// How far back from its clock a rule tells rows apart: its window, and the times in its query.
#[derive(Debug)]
pub(crate) struct Changes {
    /// `None` where the result may change with the clock alone.
    offsets: Option<BTreeSet<i64>>,
}

impl Changes {
    pub(crate) fn new(clock: &Clock, period: i64, ingestion_delay: i64) -> Self {
        let offsets = match clock {
            Clock::Free | Clock::Moving(_) => None,
            Clock::Bounds(bounds) => {
                let own = [ingestion_delay, period];
                Some(bounds.iter().copied().chain(own).collect())
            }
        };
        Self { offsets }
    }

    /// The next run after the one at `run` at which the result may be another one. `times` are the
    /// times of the rows of each table, sorted. `None` when there is none.
    pub(crate) fn next(
        &self,
        run: i64,
        frequency: i64,
        period: i64,
        times: &[&[i64]],
    ) -> Option<i64> {
        let following = run.saturating_add(frequency);
        let Some(offsets) = &self.offsets else {
            // Without rows in sight, only the next row can change something.
            let after = run.saturating_sub(period);
            let next = times
                .iter()
                .filter_map(|t| from(t, after.saturating_add(1)))
                .min()?;
            return Some(first_run(next, frequency).max(following));
        };
        offsets
            .iter()
            .flat_map(|offset| times.iter().map(move |t| (*offset, t)))
            .filter_map(|(offset, times)| {
                // A row changes sides when the clock passes its time and the offset: at once or
                // just after, so a row that stands on the border counts for the following run.
                let row = from(times, run.saturating_sub(offset))?;
                Some(first_run(row.saturating_add(offset), frequency).max(following))
            })
            .min()
    }
}

/// How many runs are asked at once whether any of them finds something. A rule that is quiet is asked
/// for more and more of them, one that is not is left alone for some runs.
#[derive(Debug)]
pub(crate) struct Stretch {
    /// Runs beyond the first.
    more: i64,
    /// Runs that are made before it is asked again.
    pause: u32,
    /// The next pause.
    longer: u32,
}

impl Default for Stretch {
    fn default() -> Self {
        Self {
            more: 32,
            pause: 0,
            longer: 4,
        }
    }
}

impl Stretch {
    const MOST: i64 = 1 << 10;
    const LEAST: i64 = 4;
    const LONGEST: u32 = 64;

    /// The runs beyond the next one that are asked with it; `None` when it is to be made alone.
    pub(crate) fn next(&mut self) -> Option<i64> {
        if self.pause > 0 {
            self.pause -= 1;
            return None;
        }
        Some(self.more)
    }

    /// Takes in whether none of them found anything.
    pub(crate) fn was(&mut self, quiet: bool) {
        if quiet {
            self.more = (self.more * 2).min(Self::MOST);
            self.longer = 4;
        } else if self.more > Self::LEAST {
            self.more = (self.more / 4).max(Self::LEAST);
        } else {
            self.pause = self.longer;
            self.longer = (self.longer * 2).min(Self::LONGEST);
        }
    }
}

/// The first of sorted times at this time or later.
fn from(times: &[i64], time: i64) -> Option<i64> {
    times.get(times.partition_point(|t| *t < time)).copied()
}
