//! Settings: the summits and conferences that host events.

use super::names::{Named, What};
use super::titles::View;
use crate::document::Upos;
use crate::gazetteer::table::key;
use crate::gazetteer::{Gazetteer, Summit};
use crate::place::PlaceMention;

/// Nouns for an occasion that hosts others.
const OCCASIONS: [&str; 9] =
    ["summit", "meeting", "forum", "conference", "session", "gathering", "assembly", "congress", "council"];

/// An occasion named in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingMention {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token of its name.
    pub first: usize,
    /// The noun.
    pub head: usize,
    /// As the report names it.
    pub name: String,
    /// Series of the gazetteer (`G20`), where the name gives one.
    pub series: Option<String>,
    /// Its number in the series, where given (`the 11th`).
    pub ordinal: Option<u32>,
    /// Host country, ISO alpha-3, where a place goes with it.
    pub country: Option<String>,
}

/// The occasions of a report, in order.
pub fn settings(views: &[View], places: &[PlaceMention]) -> Vec<SettingMention> {
    let mut all = Vec::new();
    for (s, view) in views.iter().enumerate() {
        for head in 0..view.sentence.tokens.len() {
            all.extend(setting_at(view, s, head, places));
        }
    }
    all
}

fn setting_at(view: &View, s: usize, head: usize, places: &[PlaceMention]) -> Option<SettingMention> {
    let noun = matches!(view.sentence.tokens[head].upos, Upos::Noun | Upos::Propn);
    if !noun || !OCCASIONS.contains(&view.lemma(head).as_str()) {
        return None;
    }
    let (low, high) = view.sentence.extent(head);
    let series = series_within(view, low, high, head);
    let summit = view.lemma(head) == "summit";
    if series.is_none() && !summit {
        return None;
    }
    let here = places.iter().filter(|p| p.sentence == s);
    let beside = here.filter(|p| (p.first >= low && p.last <= high) || close_after(view, head, p.first));
    let country = beside.filter_map(|p| p.place.country.clone()).next();
    let first = first_of_name(view, head);
    let name = view.sentence.bytes(first, head).of(view.text).to_owned();
    Some(SettingMention {
        sentence: s,
        first,
        head,
        name,
        series,
        ordinal: ordinal(view, low, head),
        country,
    })
}

/// `the summit in Hangzhou`: the place follows at once.
fn close_after(view: &View, head: usize, place: usize) -> bool {
    place > head && place <= head + 4 && matches!(view.form(head + 1).to_lowercase().as_str(), "in" | "at")
}

/// The series of a body named within the phrase, or right before the noun.
fn series_within(view: &View, low: usize, high: usize, head: usize) -> Option<String> {
    let within = |n: &&Named| n.first >= low && n.last <= high && n.first <= head + 4;
    let near = view.named.iter().filter(|n| within(n) || stands_before(view, n, head));
    near.filter_map(|n| match n.what {
        What::Body(Some(b)) => series_of(view.gazetteer, view.gazetteer.bodies[b].names()),
        What::Body(None) | What::Other => {
            series_of(view.gazetteer, std::iter::once(n.span(view.sentence).of(view.text)))
        }
        _ => None,
    })
    .next()
}

/// Does the name stand right before the noun, save for a bracketed acronym (`... Cooperation (APEC) summit`)?
fn stands_before(view: &View, named: &Named, head: usize) -> bool {
    let between = |i: usize| {
        matches!(view.form(i), "(" | ")" | "leaders" | "leaders'" | "'" | "’") || view.named_at(i).is_some()
    };
    named.last < head && (named.last + 1..head).all(between)
}

fn series_of<'n>(gazetteer: &Gazetteer, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let keys: Vec<String> = names.map(key).collect();
    let fits = |s: &&Summit| {
        let named = |k: &String| {
            *k == key(&s.series)
                || s.names().any(|n| key(n) == *k || key(n).strip_suffix(" summit") == Some(k))
        };
        keys.iter().any(named)
    };
    gazetteer.summits.iter().find(fits).map(|s| s.series.clone())
}

fn first_of_name(view: &View, head: usize) -> usize {
    let mut first = head;
    while first > 0 {
        let i = first - 1;
        let token = &view.sentence.tokens[i];
        let part = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Part)
            || matches!(view.form(i), "-" | "of" | "(" | ")" | "on" | "for");
        let named = view.named_at(i).is_some();
        let tight = named
            || view.sentence.is_under(i, head)
                && token.upos != Upos::Adp
                && !matches!(view.form(i), "(" | ")");
        if !(part || named) || !(tight || view.form(i) == "(" || view.form(i) == ")") {
            break;
        }
        first = i;
    }
    first
}

fn ordinal(view: &View, low: usize, head: usize) -> Option<u32> {
    let digits = |i: usize| {
        let word = view.form(i);
        let n = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (n.len() < word.len()).then(|| n.parse().ok()).flatten()
    };
    (low..head).find_map(digits)
}

/// The summit of the gazetteer that a mention means, near `day` (EDTF, the event's or the report's).
/// `ahead`: the report speaks of what is to come.
pub fn summit<'g>(
    gazetteer: &'g Gazetteer,
    setting: &SettingMention,
    day: &str,
    ahead: bool,
) -> Option<&'g Summit> {
    let fits = |s: &&Summit| {
        let series = match &setting.series {
            Some(series) => &s.series == series,
            None => setting.country.is_some(),
        };
        let country = setting.country.is_none() || s.country == setting.country;
        let number = setting.ordinal.is_none() || s.ordinal.is_none() || s.ordinal == setting.ordinal;
        series && country && number
    };
    let dated = gazetteer.summits.iter().filter(fits).filter_map(|s| {
        let from = s.from.as_deref().unwrap_or(&s.year);
        let to = s.to.as_deref().or(s.from.as_deref()).unwrap_or(&s.year);
        distance(day, from, to, ahead).map(|d| (d, s))
    });
    let limit = if setting.series.is_some() { 400 } else { 21 };
    dated.filter(|(d, _)| *d <= limit).min_by_key(|(d, _)| *d).map(|(_, s)| s)
}

/// Days from `day` to the summit's days, 0 within them; `None` where it lies on the wrong side by more
/// than two days.
fn distance(day: &str, from: &str, to: &str, ahead: bool) -> Option<i64> {
    let (day, from, to) = (ordinal_day(day)?, ordinal_day(from)?, ordinal_day(to)?);
    match (day < from, day > to) {
        (true, _) => (ahead || from - day <= 2).then_some(from - day),
        (_, true) => (!ahead || day - to <= 2).then_some(day - to),
        _ => Some(0),
    }
}

/// A rough count of days (months of 31) that orders EDTF days, months and years.
fn ordinal_day(edtf: &str) -> Option<i64> {
    let mut parts = edtf.split('/').next()?.split('-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next().map_or(Some(6), |m| m.parse().ok())?;
    let day: i64 = parts.next().map_or(Some(15), |d| d.parse().ok())?;
    Some(year * 372 + month * 31 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summits_lie_ahead_or_behind() {
        assert_eq!(distance("2013-10-03", "2013-10-07", "2013-10-08", true), Some(4));
        assert_eq!(distance("2013-10-03", "2013-10-07", "2013-10-08", false), None);
        assert_eq!(distance("2013-10-07", "2013-10-07", "2013-10-08", false), Some(0));
    }
}
