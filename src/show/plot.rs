//! How many events there are by month or year, as numbers and as bars of text.

use serde::Serialize;

/// Months are counted up to this span, years beyond: five years of bars still fit a window or two.
const MOST_MONTHS: usize = 60;
/// A time that spans more days than these beyond its first is not known to a month, or to a year: as the time strip of
/// the local page counts.
const MONTH_DAYS: i32 = 31;
const YEAR_DAYS: i32 = 366;
/// So many empty periods in a row are drawn as one line.
const LONG_GAP: usize = 3;
/// Columns that one event takes at most: three events are no wall of blocks.
const MOST_COLUMNS: usize = 8;
/// Blocks from one eighth of a column to a whole one.
const BLOCKS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// What events are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Months of the calendar.
    Month,
    /// Years.
    Year,
}

/// The events of one month or year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What is counted by.
    pub by: Unit,
    /// The month or year, EDTF (`2018-06`, `2018`); `None` for events whose time is not told so closely.
    pub period: Option<String>,
    /// How many events begin in it.
    pub events: usize,
}

/// A line of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A month or year with its bar.
    Bar {
        /// The month or year.
        period: String,
        /// How many events.
        events: usize,
        /// The bar; empty where there are none.
        bar: String,
    },
    /// So many months or years without an event.
    Gap(usize),
    /// Events whose time is not known so closely.
    Without(usize),
}

/// Counts events by their times: the month in which each begins (year times twelve and month from 0) and how many
/// days it spans beyond the first (`None` where no beginning is known). Those that span more than a month, or a year,
/// are told apart. The periods go from the first to the last, with those between that have no event. `unit`:
/// months or years, else what suits the span.
pub fn counts(times: impl IntoIterator<Item = Option<(i32, i32)>>, unit: Option<Unit>) -> Vec<Count> {
    let times: Vec<Option<(i32, i32)>> = times.into_iter().collect();
    let by = unit.unwrap_or_else(|| suited(&times));
    let found = begun(&times, by);
    let without = times.len() - found.len();
    let all = found.first().zip(found.last()).map_or(0..0, |(a, b)| *a..*b + 1);
    let within = |i: i32| found.partition_point(|f| *f <= i) - found.partition_point(|f| *f < i);
    let mut counts: Vec<Count> =
        all.map(|i| Count { by, period: Some(name(i, by)), events: within(i) }).collect();
    counts.extend((without > 0).then_some(Count { by, period: None, events: without }));
    counts
}

fn suited(times: &[Option<(i32, i32)>]) -> Unit {
    let months = begun(times, Unit::Month);
    let span = months.first().zip(months.last()).map(|(a, b)| a.abs_diff(*b) as usize);
    if span.is_some_and(|s| s < MOST_MONTHS) { Unit::Month } else { Unit::Year }
}

/// The periods in which events begin whose time is known so closely, sorted.
fn begun(times: &[Option<(i32, i32)>], by: Unit) -> Vec<i32> {
    let index = |(month, days): &(i32, i32)| match by {
        Unit::Month => (*days <= MONTH_DAYS).then_some(*month),
        Unit::Year => (*days <= YEAR_DAYS).then(|| month.div_euclid(12)),
    };
    let mut found: Vec<i32> = times.iter().flatten().filter_map(index).collect();
    found.sort_unstable();
    found
}

fn name(index: i32, by: Unit) -> String {
    match by {
        Unit::Year => format!("{index:04}"),
        Unit::Month => format!("{:04}-{:02}", index.div_euclid(12), index.rem_euclid(12) + 1),
    }
}

/// The lines of a drawing of `counts`, `width` columns wide. `blocks`: with eighths of a block, else with `#`.
pub fn lines(counts: &[Count], width: usize, blocks: bool) -> Vec<Line> {
    let most = counts.iter().filter(|c| c.period.is_some()).map(|c| c.events).max().unwrap_or(0);
    let label = counts.iter().filter_map(|c| c.period.as_ref()).map(String::len).max().unwrap_or(0);
    let room =
        width.saturating_sub(label + most.to_string().len() + 3).clamp(8, (MOST_COLUMNS * most).max(8));
    let mut lines = Vec::new();
    for count in counts {
        match (&count.period, count.events, lines.last_mut()) {
            (None, n, _) => lines.push(Line::Without(n)),
            (Some(_), 0, Some(Line::Gap(n))) => *n += 1,
            (Some(_), 0, _) => lines.push(Line::Gap(1)),
            (Some(period), events, _) => {
                let bar = bar(events, most, room, blocks);
                lines.push(Line::Bar { period: period.clone(), events, bar });
            }
        }
    }
    open_short_gaps(lines, counts)
}

/// A month or two without an event stand by their names.
fn open_short_gaps(lines: Vec<Line>, counts: &[Count]) -> Vec<Line> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in lines {
        let periods = if let Line::Gap(n) = line { n } else { 1 };
        if matches!(line, Line::Gap(n) if n < LONG_GAP) {
            let named = counts[at..at + periods].iter().filter_map(|c| c.period.clone());
            out.extend(named.map(|period| Line::Bar { period, events: 0, bar: String::new() }));
        } else {
            out.push(line);
        }
        at += periods;
    }
    out
}

/// A bar of `room` columns for `most` events; whatever there is can be seen.
fn bar(events: usize, most: usize, room: usize, blocks: bool) -> String {
    let steps = if blocks { BLOCKS.len() } else { 1 };
    let length = (events * room * steps).div_ceil(most.max(1)).max(1);
    if !blocks {
        return "#".repeat(length);
    }
    let whole: String = std::iter::repeat_n('█', length / steps).collect();
    whole + &length.checked_rem(steps).filter(|r| *r > 0).map_or(String::new(), |r| BLOCKS[r - 1].to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::edtf::Edtf;

    /// As the record gives it: EDTF to the month it begins in and the days that it spans.
    fn span(edtf: &str) -> Option<(i32, i32)> {
        let time = Edtf::parse(edtf)?;
        let first = time.first_day()?;
        let days = time.last_day().map_or(i32::MAX, |last| first.until(last));
        Some((i32::from(first.year()) * 12 + i32::from(first.month()) - 1, days))
    }

    fn bars(times: &[Option<&str>], unit: Option<Unit>) -> Vec<(Option<String>, usize)> {
        counts(times.iter().map(|t| t.and_then(span)), unit)
            .into_iter()
            .map(|c| (c.period, c.events))
            .collect()
    }

    fn named(name: &str, n: usize) -> (Option<String>, usize) {
        (Some(name.to_owned()), n)
    }

    #[test]
    fn events_count_where_they_begin_as_closely_as_that_is_known() {
        let times = [
            Some("2018-05-24"),
            Some("2018-05-28/2018-06-03"),
            Some("2018-07"),
            Some("2018"),
            Some("201X"),
            Some("../2018-06-02"),
            None,
        ];
        let want = [named("2018-05", 2), named("2018-06", 0), named("2018-07", 1), (None, 4)];
        assert_eq!(bars(&times, Some(Unit::Month)), want);
        assert_eq!(bars(&times, Some(Unit::Year)), [named("2018", 4), (None, 3)]);
    }

    #[test]
    fn months_turn_into_years_where_the_span_is_long() {
        assert_eq!(bars(&[Some("2015-11"), Some("2016-01")], None).len(), 3);
        let years = bars(&[Some("2015-11"), Some("2021-01-02")], None);
        assert_eq!((years.len(), years[0].clone()), (7, named("2015", 1)));
        assert_eq!(bars(&[Some("2015"), None], None), [named("2015", 1), (None, 1)]);
        assert_eq!(bars(&[], None), []);
        assert_eq!(bars(&[None], None), [(None, 1)]);
    }

    fn drawn(times: &[&str], width: usize, blocks: bool) -> Vec<Line> {
        lines(&counts(times.iter().map(|t| span(t)), None), width, blocks)
    }

    #[test]
    fn the_longest_bar_fills_the_width_and_the_least_can_be_seen() {
        let mut times = vec!["2016-02-01"; 999];
        times.push("2016-01-01");
        for blocks in [true, false] {
            for width in [40, 80, 200] {
                let lines = drawn(&times, width, blocks);
                let [Line::Bar { bar: least, .. }, Line::Bar { bar: most, period, .. }] = &lines[..] else {
                    panic!("{lines:?}")
                };
                assert_eq!(most.chars().count() + period.len() + 3 + 3, width, "{most}");
                assert_eq!(least.chars().count(), 1);
            }
        }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers_say() {
        assert_eq!(bar(2, 4, 8, true), "████");
        assert_eq!(bar(1, 16, 8, true), "▌");
        assert_eq!(bar(3, 4, 8, false), "######");
        assert_eq!(
            drawn(&["2016-01"], 100, false),
            [Line::Bar { period: "2016-01".to_owned(), events: 1, bar: "########".to_owned() }]
        );
    }

    #[test]
    fn long_gaps_are_one_line_and_short_ones_stay() {
        let shape = |times: &[&str]| -> Vec<String> {
            let line = |l: &Line| match l {
                Line::Bar { period, events, .. } => format!("{period} {events}"),
                Line::Gap(n) => format!("gap {n}"),
                Line::Without(n) => format!("without {n}"),
            };
            drawn(times, 80, true).iter().map(line).collect()
        };
        assert_eq!(
            shape(&["2016-01", "2016-04", "2016-08", "2016"]),
            ["2016-01 1", "2016-02 0", "2016-03 0", "2016-04 1", "gap 3", "2016-08 1", "without 1"]
        );
    }
}
