//! Events by time as a strip of bars, each a link to its months.

use super::address::Address;
use super::words::{count, number};

/// One bar; lengths are per cent of the strip's width and pixels of its height.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Left edge, per cent.
    pub x: String,
    /// Width, per cent.
    pub width: String,
    /// Upper edge, pixels.
    pub y: usize,
    /// Height, pixels.
    pub height: usize,
    /// `September 2016: 12 events`.
    pub label: String,
    /// First month, `2016-09`.
    pub since: String,
    /// Last month.
    pub until: String,
    /// The view narrowed to it.
    pub href: String,
    /// Has it events?
    pub filled: bool,
}

/// A mark under the strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, per cent.
    pub x: String,
    /// `2016`.
    pub label: String,
    /// Is it left out where there is little room?
    pub minor: bool,
    /// Would its label leave the strip on the right?
    pub late: bool,
}

/// The strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// Bars from the oldest.
    pub bars: Vec<Bar>,
    /// Marks under them.
    pub ticks: Vec<Tick>,
    /// `month`, `quarter`, `year`, `decade`.
    pub unit: &'static str,
    /// Most events of one bar.
    pub most: String,
    /// The same as a sentence.
    pub summary: String,
}

/// Height of the highest bar, pixels.
const HEIGHT: usize = 96;
/// Bars at most: more could neither be seen nor stepped through.
const MOST_BARS: usize = 48;
/// Ticks at most.
const MOST_TICKS: usize = 8;
const UNITS: [(usize, &str); 5] =
    [(1, "month"), (3, "quarter"), (12, "year"), (60, "five years"), (120, "decade")];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Timeline {
    /// Of months (`2016-09`, ascending) and their events; nothing where none has a day. `to` gives the address of
    /// the view between two months.
    pub fn of(months: &[(String, usize)], address: &Address) -> Option<Self> {
        let all: Vec<(usize, usize)> = months.iter().filter_map(|(m, n)| Some((month(m)?, *n))).collect();
        let (first, last) = (all.first()?.0, all.last()?.0);
        let fits = |size: usize| last / size - first / size < MOST_BARS;
        let (size, unit) = UNITS.into_iter().find(|(size, _)| fits(*size)).unwrap_or((1200, "century"));
        let (from, to) = (first / size, last / size);
        let mut counts = vec![0; (to - from + 1).min(MOST_BARS * 4)];
        for (m, n) in &all {
            if let Some(sum) = counts.get_mut(m / size - from) {
                *sum += n;
            }
        }
        let most = counts.iter().copied().max()?.max(1);
        let width = 100.0 / counts.len() as f64;
        let bar = |(i, n): (usize, &usize)| bar(i, *n, (from + i) * size, (size, width, most), address);
        let bars: Vec<Bar> = counts.iter().enumerate().map(bar).collect();
        let sum = all.iter().map(|(_, n)| n).sum::<usize>();
        let summary = summary(sum, (first, last), &bars, &counts);
        Some(Self { ticks: ticks(from, size, counts.len()), bars, unit, most: number(most), summary })
    }
}

fn summary(sum: usize, (first, last): (usize, usize), bars: &[Bar], counts: &[usize]) -> String {
    let most = counts.iter().enumerate().max_by_key(|(i, n)| (**n, std::cmp::Reverse(*i)));
    let peak = most.and_then(|(i, _)| bars.get(i)).map_or("", |b| b.label.as_str());
    let dated = format!("{} with a day, {} to {}", count(sum, "event"), spoken(first), spoken(last));
    if first == last {
        format!("{} with a day, in {}.", count(sum, "event"), spoken(first))
    } else {
        format!("{dated}; most in {peak}.")
    }
}

fn bar(i: usize, n: usize, start: usize, (size, width, most): (usize, f64, usize), address: &Address) -> Bar {
    let height = if n == 0 { 0 } else { (n * HEIGHT).div_ceil(most).max(3) };
    let (since, until) = (code(start), code(start + size - 1));
    Bar {
        x: format!("{:.3}%", i as f64 * width),
        width: format!("{width:.3}%"),
        y: HEIGHT - height,
        height,
        label: format!("{}: {}", span(start, size), count(n, "event")),
        href: address.href(&[("since", Some(&since)), ("until", Some(&until))]),
        since,
        until,
        filled: n > 0,
    }
}

/// Labels at the beginnings of years, or of bars where there is no such beginning.
fn ticks(from: usize, size: usize, bars: usize) -> Vec<Tick> {
    let yearly = (0..bars).filter(|i| size >= 12 || ((from + i) * size).is_multiple_of(12));
    let mut at: Vec<usize> = yearly.collect();
    if at.len() < 2 {
        at = (0..bars).collect();
    }
    let step = at.len().div_ceil(MOST_TICKS).max(1);
    let years = size >= 12 || at.iter().all(|i| ((from + i) * size).is_multiple_of(12));
    let label = |month: usize| if years { (month / 12).to_string() } else { code(month) };
    let tick = |(n, i): (usize, &usize)| Tick {
        x: format!("{:.3}%", *i as f64 * 100.0 / bars as f64),
        label: label((from + i) * size),
        minor: n % 2 == 1,
        late: i * 100 > bars * 88,
    };
    at.iter().step_by(step).enumerate().map(tick).collect()
}

/// Months since the year 0.
fn month(code: &str) -> Option<usize> {
    let (year, month) = code.split_once('-').unwrap_or((code, "01"));
    let month = month.parse::<usize>().ok().filter(|m| (1..=12).contains(m))?;
    Some(year.parse::<usize>().ok().filter(|y| *y < 10_000)? * 12 + month - 1)
}

fn code(month: usize) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

fn spoken(month: usize) -> String {
    format!("{} {}", MONTHS[month % 12], month / 12)
}

fn span(start: usize, size: usize) -> String {
    let year = start / 12;
    match size {
        1 => spoken(start),
        3 => format!("{} to {}", MONTHS[start % 12], spoken(start + 2)),
        12 => year.to_string(),
        _ => format!("{year} to {}", (start + size - 1) / 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(months: &[(&str, usize)]) -> Timeline {
        let months: Vec<(String, usize)> = months.iter().map(|(m, n)| ((*m).to_owned(), *n)).collect();
        Timeline::of(&months, &Address::of([("who", "Putin")])).unwrap()
    }

    #[test]
    fn bars_are_months_while_they_fit_and_link_to_themselves() {
        let strip = of(&[("2016-09", 4), ("2016-11", 1)]);
        assert_eq!((strip.bars.len(), strip.unit), (3, "month"));
        assert_eq!((strip.bars[0].y, strip.bars[0].height, strip.bars[1].filled), (0, 96, false));
        assert_eq!(strip.bars[0].href, "/?who=Putin&since=2016-09&until=2016-09");
        assert_eq!(strip.bars[2].label, "November 2016: 1 event");
        assert!(
            strip.summary.starts_with("5 events with a day, September 2016 to November 2016; most in Sep")
        );
    }

    #[test]
    fn long_ranges_are_drawn_in_larger_units_that_begin_where_calendars_do() {
        let strip = of(&[("2010-02", 1), ("2018-12", 2)]);
        assert_eq!(strip.unit, "quarter");
        assert_eq!((strip.bars[0].since.as_str(), strip.bars[0].until.as_str()), ("2010-01", "2010-03"));
        let strip = of(&[("1950-02", 1), ("2018-12", 2)]);
        assert_eq!((strip.unit, strip.bars.len()), ("five years", 14));
        assert!(strip.ticks.len() <= MOST_TICKS);
        assert_eq!(of(&[("0000-01", 1), ("9999-12", 1)]).unit, "century");
    }

    #[test]
    fn months_that_are_none_are_left_out() {
        assert_eq!(Timeline::of(&[("x".to_owned(), 1)], &Address::default()), None);
        assert_eq!(of(&[("2016-13", 9), ("2016-12", 1)]).bars.len(), 1);
    }
}
