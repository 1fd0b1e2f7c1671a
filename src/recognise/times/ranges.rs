//! Words around an expression that stretch it: `since 2011`, `until Friday`, `from May 3 to May 7`.

use super::atoms::Atom;
use super::expr::{Expr, Reading};
use crate::span::Span;
use crate::when::calendar::Day;
use crate::when::edtf::Edtf;
use crate::when::{TimeMention, Timex, WhenBasis};

/// `from May 3 to May 7, 2015`: the first date is of the year of the second.
pub fn share_year(readings: &mut [Reading], atoms: &[Atom<'_>]) {
    for i in 1..readings.len() {
        let (before, after) = readings.split_at_mut(i);
        let (one, two) = (&mut before[i - 1], &after[0]);
        let joined =
            two.first == one.end + 1 && atoms[one.end].is_any(&["to", "and", "through", "until", "-", "–"]);
        if let (Expr::Date(a), Expr::Date(b)) = (&mut one.expr, &two.expr)
            && joined
            && a.month.is_some()
            && a.year.is_none()
            && b.month >= a.month
        {
            a.year = b.year;
        }
    }
}

/// Widens the EDTF of one sentence's mentions by the words before and between them. The TIMEX3
/// values stay those of the expressions alone, as TimeML has it.
pub fn widen(mentions: &mut [TimeMention], text: &str, sentence: Span, published: Option<Day>) {
    for i in 1..mentions.len() {
        let (before, after) = mentions.split_at_mut(i);
        pair(&mut before[i - 1], &mut after[0], text, sentence, published);
    }
    for mention in mentions {
        open(mention, text, sentence, published);
    }
}

/// The last words of a stretch of text, last first, in lower case.
fn words_before(text: &str, start: usize, end: usize) -> impl Iterator<Item = String> + '_ {
    let part = text.get(start..end).unwrap_or("");
    part.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).rev().map(str::to_ascii_lowercase)
}

/// `from X to Y`, `between X and Y`, `X through Y`, `X - Y`: both become the interval.
fn pair(one: &mut TimeMention, two: &mut TimeMention, text: &str, sentence: Span, published: Option<Day>) {
    let (Some(a), Some(b)) = (end_of_range(one, published), end_of_range(two, published)) else { return };
    let middle = text.get(one.span.end..two.span.start).unwrap_or("").trim().to_ascii_lowercase();
    let before = words_before(text, sentence.start, one.span.start).find(|w| w != "the").unwrap_or_default();
    let joined = matches!(
        (before.as_str(), middle.trim_end_matches(" the")),
        (_, "to" | "through" | "-" | "–" | "—") | ("from", "until" | "till") | ("between", "and")
    );
    // Only a bare weekday can mean the next one of its name; a date with a number stays what it says.
    let weekday = !two.span.of(text).contains(|c: char| c.is_ascii_digit());
    let later = || week_on(&a, &b).filter(|_| weekday).and_then(|b| interval(&a, &b));
    let Some(interval) = interval(&a, &b).or_else(later).filter(|_| joined) else { return };
    for mention in [one, two] {
        mention.basis = mention.basis.or(Some(WhenBasis::Relative));
        mention.edtf = Some(interval.clone());
    }
}

/// What a mention gives as one end of a range; `now` is the day of publication.
fn end_of_range(mention: &TimeMention, published: Option<Day>) -> Option<String> {
    match (mention.value.as_str(), published) {
        ("PRESENT_REF", Some(day)) => Some(day.to_string()),
        _ => mention.edtf.clone().filter(|_| calendrical(mention)),
    }
}

/// `from next Monday to Friday`: the Friday behind that Monday, not the one before it.
fn week_on(from: &str, to: &str) -> Option<String> {
    let (from, to) = (Day::parse(from)?, Day::parse(to)?);
    let behind = to.until(from);
    (1..14).contains(&behind).then(|| to.plus(behind.div_euclid(7) * 7 + 7).to_string())
}

fn calendrical(mention: &TimeMention) -> bool {
    matches!(mention.timex, Timex::Date | Timex::Time) && mention.edtf.is_some()
}

/// From the start of `a` to the end of `b`, if that is an interval.
fn interval(a: &str, b: &str) -> Option<String> {
    let first = a.split('/').next()?.trim_end_matches('~');
    let last = b.rsplit('/').next()?.trim_end_matches('~');
    let both = format!("{first}/{last}");
    Edtf::parse(&both).filter(|_| first != last).map(|_| both)
}

/// `since X` runs to publication, `until X` and `by X` from it; a past `until X` has no beginning.
fn open(mention: &mut TimeMention, text: &str, sentence: Span, published: Option<Day>) {
    let Some(edtf) = mention.edtf.clone().filter(|e| calendrical(mention) && !e.contains('/')) else {
        return;
    };
    let before = words_before(text, sentence.start, mention.span.start).find(|w| w != "the");
    let (Some(word), Some(day)) = (before, Edtf::parse(&edtf)) else { return };
    let ahead = |p: Day| day.last_day().is_some_and(|last| last >= p);
    let widened = match (word.as_str(), published) {
        ("since", Some(p)) => interval(&edtf, &p.to_string()),
        ("since", None) => Some(format!("{edtf}/..")),
        ("until" | "till" | "by", Some(p)) if ahead(p) => interval(&p.to_string(), &edtf),
        ("until" | "till", _) => Some(format!("../{edtf}")),
        _ => None,
    };
    mention.edtf = widened.or(Some(edtf));
}
