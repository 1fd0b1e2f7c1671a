//! Does a mention mean what a case wants? Where the two ways of writing differ, both are right:
//! their ends of ranges are exclusive; `a month ago` is a day for them and a month for TIMEX3;
//! `the next two weeks` is a range for them and a length for TIMEX3; `a few` is three for them; a bare
//! `May 3` has a past and a future reading; parts of a month (`mid-May`) are ten days for them and
//! `2016-05~` in EDTF; `before` and `since` give one end only.

use sidelines::when::calendar::Day;
use sidelines::when::edtf::Edtf;
use sidelines::when::{TimeMention, Timex};

use crate::case::{Answer, Wanted};

/// Words by which a time counts from another.
const COUNTED: [&str; 19] = [
    "ago",
    "later",
    "earlier",
    "before",
    "after",
    "from",
    "hence",
    "back",
    "prior",
    "in",
    "within",
    "past",
    "last",
    "next",
    "coming",
    "following",
    "previous",
    "upcoming",
    "starting",
];
const FEW: [&str; 4] = ["few", "several", "some", "couple"];

/// Does the mention give one of the answers?
pub fn means(mention: &TimeMention, wanted: &Wanted) -> bool {
    wanted.answers.iter().any(|answer| gives(mention, answer, &wanted.words))
}

fn says(words: &str, any: &[&str]) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|w| any.contains(&w))
}

fn gives(mention: &TimeMention, answer: &Answer, words: &str) -> bool {
    if mention.value == answer.timex {
        return true;
    }
    match answer.class.as_str() {
        "duration" => length(&mention.value, &answer.timex, words),
        "set" => mention.timex == Timex::Set && recurring(&mention.value, &answer.timex),
        "time" | "timerange" => clock(&mention.value).is_some_and(|c| clock(&answer.timex) == Some(c)),
        _ => spanned(mention, answer, words) || calendar(mention, answer, words).unwrap_or(false),
    }
}

/// Seconds of a TIMEX3 duration.
fn seconds(value: &str) -> Option<f64> {
    let (days, clock) = value.strip_prefix('P')?.split_once('T').unwrap_or((value.strip_prefix('P')?, ""));
    let part = |text: &str, units: &[(&str, f64)]| {
        let (mut rest, mut sum) = (text, 0.0);
        while !rest.is_empty() {
            let digits = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let number: f64 = rest[..digits].parse().ok()?;
            let end =
                rest[digits..].find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |i| digits + i);
            sum += number * units.iter().find(|(u, _)| *u == &rest[digits..end])?.1;
            rest = &rest[end..];
        }
        Some(sum)
    };
    const DAY: f64 = 86_400.0;
    let long = [("D", 1.0), ("BD", 1.0), ("WE", 2.0), ("W", 7.0), ("M", 30.0), ("Q", 90.0), ("Y", 365.0)];
    let days = part(days, &long.map(|(u, n)| (u, n * DAY)))?;
    let short = part(clock, &[("S", 1.0), ("M", 60.0), ("H", 3600.0)])?;
    (value.len() > 1).then_some(days + short)
}

fn length(ours: &str, theirs: &str, words: &str) -> bool {
    let vague = || theirs.replace(|c: char| c.is_ascii_digit(), "X").replace("XX", "X") == ours;
    // A year and a half is twelve months and six of thirty days, or 1.5 years: a week in the year apart.
    let near = |(a, b): (f64, f64)| (a - b).abs() <= 0.02 * a.max(b);
    seconds(ours).zip(seconds(theirs)).is_some_and(near) || (says(words, &FEW) && vague())
}

/// Theirs leave the date out of what recurs every day (`T09`).
fn recurring(ours: &str, theirs: &str) -> bool {
    let bare = |v: &str| v.replace("XXXX-XX-XX", "").trim_end_matches(":00").to_owned();
    bare(ours) == bare(theirs) || seconds(ours).zip(seconds(theirs)).is_some_and(|(a, b)| a == b)
}

/// The time of day behind `T`: `17:00`, `MO`; midnight is the beginning of a day or its end.
fn clock(value: &str) -> Option<String> {
    let (_, clock) = value.split_once('T')?;
    let clock = if clock.len() == 2 && clock.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{clock}:00")
    } else {
        clock.get(..5).unwrap_or(clock).to_owned()
    };
    Some(clock.replace("24:00", "00:00"))
}

/// `(2016-11-08,2016-11-10,P2D)`: TIMEX3 gives the length.
fn spanned(mention: &TimeMention, answer: &Answer, words: &str) -> bool {
    let theirs = answer.timex.strip_suffix(')').and_then(|t| t.rsplit(',').next());
    theirs.is_some_and(|theirs| mention.value.starts_with('P') && length(&mention.value, theirs, words))
}

fn day(moment: &str) -> Option<Day> {
    Day::parse(moment.get(..10)?)
}

fn calendar(mention: &TimeMention, answer: &Answer, words: &str) -> Option<bool> {
    let edtf = Edtf::parse(mention.edtf.as_deref()?)?;
    let (ours_first, ours_last) = (edtf.first_day(), edtf.last_day());
    let moment = |m: &Option<String>| m.as_deref().and_then(day);
    let (first, end) = (moment(&answer.first), moment(&answer.last));
    let timed = [&answer.first, &answer.last].iter().any(|m| m.as_ref().is_some_and(|m| m.contains(' ')));
    if timed && mention.value.contains('T') && !mention.value.starts_with('P') {
        let begin = answer.first.as_ref().or(answer.last.as_ref()).map(|m| clock(&m.replace(' ', "T")));
        if begin != Some(clock(&mention.value)) && clock(&answer.timex) != clock(&mention.value) {
            return Some(false);
        }
    }
    let range = answer.class.contains("range");
    let last = match end {
        Some(end) if !timed => Some(end.plus(-1)),
        None if !range => first,
        end => end,
    };
    let exact = first.is_some() && (ours_first, ours_last) == (first, last);
    let same_day = timed && first.is_some() && (ours_first, ours_last) == (first, first);
    // `2014-2018` of theirs ends where 2018 begins; some of theirs end with the last day.
    let open_end = mention.edtf.as_deref().and_then(|e| Edtf::parse(e.rsplit('/').next()?)?.first_day());
    let ends =
        first.is_some() && ours_first == first && end.is_some() && (open_end == end || ours_last == end);
    Some(
        exact
            || same_day
            || ends
            || one_sided(&edtf, answer, first, end)
            || counted(&edtf, mention, answer, first, words),
    )
}

/// `before X`, `since X`.
fn one_sided(edtf: &Edtf, answer: &Answer, first: Option<Day>, end: Option<Day>) -> bool {
    let (a, b) = (edtf.first_day(), edtf.last_day());
    let stretched = |words: &[&str]| words.iter().any(|w| answer.stretch.contains(w));
    let begins = first.is_some() && (a == first || b.map(|b| b.plus(1)) == first);
    let limit = end.or(first);
    let stops = limit.is_some() && (b == limit || b.map(|b| b.plus(1)) == limit || a == limit);
    (stretched(&["since", "after"]) && begins) || (stretched(&["before", "until"]) && stops)
}

/// Their day inside our period: `a month ago`, `early May`.
fn counted(edtf: &Edtf, mention: &TimeMention, answer: &Answer, first: Option<Day>, words: &str) -> bool {
    let (Some(a), Some(b), Some(day)) = (edtf.first_day(), edtf.last_day(), first) else { return false };
    let part = ["start", "mid", "end"].contains(&answer.stretch.as_str());
    let month = |v: &str| v.get(v.len().saturating_sub(3)..).map(str::to_owned);
    let same_month = part && month(&mention.value) == month(&answer.timex);
    let counts = says(words, &COUNTED) && matches!(answer.class.as_str(), "date" | "datetime" | "daterange");
    same_month || ((counts || part) && a <= day && day <= b)
}
