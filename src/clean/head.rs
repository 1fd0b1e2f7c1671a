//! The head of a text: headline, date lines, author line, address.

use std::sync::LazyLock;

use regex::Regex;

use super::dates::{Found, Stated, find_all};
use super::furniture::ends_in_stop;
use super::{Draft, table};

/// How many paragraphs may be the head.
const DEPTH: usize = 9;

/// Reads the head and takes it off the text. A headline is looked for when `seek_title`.
/// Date and author lines count up to the first paragraph of the body, and one more date line may
/// stand below a standfirst.
pub fn read(draft: &mut Draft, seek_title: bool) {
    let (mut at, mut bodies) = (0, 0);
    let mut seek_title = seek_title;
    for _ in 0..DEPTH {
        if at >= draft.paragraphs.len() || bodies > 1 {
            break;
        }
        if take(draft, at, bodies) {
            continue;
        }
        if seek_title && bodies == 0 && is_headline(&draft.paragraphs[at..]) {
            draft.title = Some(draft.paragraphs.remove(at));
            seek_title = false;
            continue;
        }
        bodies += usize::from(is_body(&draft.paragraphs[at]));
        at += 1;
    }
    cut_date_prefix(draft);
}

/// Takes paragraph `at` off when it is an address, a repeated title, a date or author line.
fn take(draft: &mut Draft, at: usize, bodies: usize) -> bool {
    let paragraph = &draft.paragraphs[at];
    let taken = if is_address(paragraph) {
        draft.url.get_or_insert_with(|| paragraph.clone());
        true
    } else if draft.title.as_ref().is_some_and(|t| same_words(t, paragraph)) {
        true
    } else if bodies == 0 || draft.stated.is_empty() || repeats(draft, at) {
        take_line(draft, at)
    } else {
        false
    };
    if taken {
        draft.paragraphs.remove(at);
    }
    taken
}

/// Reads paragraph `at` as a date or author line.
fn take_line(draft: &mut Draft, at: usize) -> bool {
    let paragraph = &draft.paragraphs[at];
    if let Some((found, byline)) = date_line(paragraph) {
        draft.stated.extend(found);
        if draft.byline.is_none() {
            draft.byline = byline;
        }
        return true;
    }
    let byline = byline(paragraph).or_else(|| capitals(&draft.paragraphs[at..]));
    let found = byline.is_some();
    if draft.byline.is_none() {
        draft.byline = byline;
    }
    found
}

/// Does paragraph `at` only say a day again that the head has said?
fn repeats(draft: &Draft, at: usize) -> bool {
    date_line(&draft.paragraphs[at])
        .is_some_and(|(found, _)| found.iter().all(|f| draft.stated.iter().any(|s| s.stated == f.stated)))
}

/// An address alone on its line.
fn is_address(paragraph: &str) -> bool {
    let bare = paragraph.trim_start_matches(['<', '(']);
    (bare.starts_with("http://") || bare.starts_with("https://")) && !bare.contains(' ')
}

/// The same letters and digits, whatever the case and marks.
fn same_words(a: &str, b: &str) -> bool {
    let bare =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let a = bare(a);
    !a.is_empty() && a == bare(b)
}

/// A paragraph of the body: a sentence with its stop, or many words.
pub fn is_body(paragraph: &str) -> bool {
    let words = paragraph.split(' ').count();
    words >= 30 || (words >= 6 && ends_in_stop(paragraph))
}

/// Is the first of these paragraphs a headline? Short, begun with a capital, without a stop (one
/// `?` or `!` may be), and followed by a body that is longer.
fn is_headline(paragraphs: &[String]) -> bool {
    let Some((first, rest)) = paragraphs.split_first() else { return false };
    let words = first.split(' ').count();
    let length = first.chars().count();
    let opens = first.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let ends = match first.trim_end_matches(['"', '\'', '”', '’', ')']).chars().next_back() {
        Some('?' | '!') => words <= 16,
        Some('.' | ',' | ';' | ':' | '…') => false,
        _ => true,
    };
    let listed = first.starts_with(['-', '•', '*']);
    let body = rest.iter().any(|p| is_body(p) && p.chars().count() > length);
    (2..=25).contains(&words) && length <= 180 && opens && ends && !listed && body
}

/// What a date line may hold besides its dates: times, zones, weekdays, labels, marks.
static NOISE: LazyLock<Regex> = LazyLock::new(|| {
    table::insensitive(
        r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:z\b|[ap]\.?m\.?|hrs?\b|hours?\b|h\b)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{4}\s?(?:hrs?|gmt|utc)\b|[+-]\d{2}:?\d{2}\b|\b(?:gmt|utc|[a-z]{1,4}st|[ecmp]dt|cet|bst|msk|ist|local time|noon|midnight)\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:first |last |originally |web |article |story )?(?:published|posted|updated?|modified|created|issued|released?|edited|revised|date(?:d)?|uploaded|added)\b|\b(?:publication|release|posting) date\b|\b(?:on|at|time|in|the)\b|\b\d+ min(?:ute)?s? read\b|\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b",
    )
});

/// A paragraph that only says when (and by whom): its full dates, and the author named beside.
fn date_line(paragraph: &str) -> Option<(Vec<Found>, Option<String>)> {
    if paragraph.chars().count() > 160 {
        return None;
    }
    let found = find_all(paragraph);
    if !found.iter().any(|f| !matches!(f.stated, Stated::NoYear(..))) {
        return None;
    }
    let mut rest = paragraph.to_owned();
    for date in found.iter().rev() {
        rest.replace_range(date.range.clone(), " | ");
    }
    let rest = NOISE.replace_all(&rest, " ").into_owned();
    let parts: Vec<&str> = rest
        .split(['|', '•', '·', '/', '–', '—', '-', ',', ':', '(', ')', '[', ']'])
        .map(str::trim)
        .collect();
    let words: Vec<&str> = parts.into_iter().filter(|p| p.chars().any(char::is_alphanumeric)).collect();
    let byline = words.iter().find_map(|w| byline(w));
    let marked = paragraph.contains(['|', '•', '·'])
        && words.iter().all(|w| w.split(' ').count() <= 4)
        && words.len() <= 3;
    let alone = words.iter().all(|w| byline_is(w));
    (alone || marked).then_some((found, byline))
}

/// Is this piece of a date line an author?
fn byline_is(piece: &str) -> bool {
    byline(piece).is_some()
}

/// The author of a line `By Ann Lee and Bo Ray`: every word a name's.
fn byline(paragraph: &str) -> Option<String> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(r"^(?:(?:written|reported|reporting|words|story) )?by:?\s+(.{3,90}?)\.?$")
    });
    const JOINTS: [&str; 16] = [
        "and", "von", "van", "de", "der", "den", "da", "di", "du", "el", "al", "bin", "of", "in", "for", "&",
    ];
    let names = BY.captures(paragraph)?.get(1)?.as_str();
    let is_name = |w: &str| {
        w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase) || JOINTS.contains(&w)
    };
    let words: Vec<&str> = names.split(' ').collect();
    let opens = words.first().is_some_and(|w| is_name(w) && !w.ends_with("day"));
    (opens && words.len() <= 12 && words.iter().all(|w| is_name(w))).then(|| names.to_owned())
}

/// An author's name alone in capitals, just before the body.
fn capitals(paragraphs: &[String]) -> Option<String> {
    let name = paragraphs.first()?;
    let words: Vec<&str> = name.split(' ').collect();
    let upper = |w: &&str| {
        w.chars().count() > 1 && w.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '.' | '\'' | '’'))
    };
    let plausible = (2..=3).contains(&words.len()) && words.iter().all(upper) && name != "UNITED NATIONS";
    (plausible && paragraphs.get(1).is_some_and(|p| is_body(p))).then(|| name.clone())
}

/// Takes a date off the front of the first paragraphs: `date 2017-11-04 The envoys ...`,
/// `26 July 2022: The envoys ...`.
pub fn cut_date_prefix(draft: &mut Draft) {
    for at in 0..draft.paragraphs.len().min(2) {
        if let Some((found, rest)) = date_prefix(&draft.paragraphs[at]) {
            draft.stated.push(found);
            draft.paragraphs[at] = rest;
        }
    }
}

/// A full date that opens a paragraph and is no part of its sentence: it bears a label, is written
/// in numbers, or is followed by a mark; and a capital begins what follows.
fn date_prefix(paragraph: &str) -> Option<(Found, String)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(
            r"^[\s\W]*(?:date|published|posted|publication date|updated)\b[\s:,-]*(?:on\s)?[\s]*$",
        )
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(
            r"^(?:[\s,]*\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*(?:gmt|utc|[a-z]{1,2}[sd]t)\b)?)?\s*([-–—|:.]*)\s*",
        )
    });
    let head: String = paragraph.chars().take(80).collect();
    let found = find_all(&head).into_iter().next().filter(|f| !matches!(f.stated, Stated::NoYear(..)))?;
    let before = &paragraph[..found.range.start];
    let after = AFTER.captures(&paragraph[found.range.end..])?;
    let rest = &paragraph[found.range.end + after.get(0)?.end()..];
    let numeric = paragraph[found.range.clone()].chars().all(|c| !c.is_alphabetic());
    let marked = !after[1].is_empty();
    let apart = if before.trim().is_empty() { numeric || marked } else { LABEL.is_match(before) };
    let opens = rest.trim_start_matches(['"', '“', '‘', '\'']).starts_with(char::is_uppercase);
    (apart && opens && is_body(rest)).then(|| (found, rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headed(paragraphs: &[&str]) -> Draft {
        let mut draft =
            Draft { paragraphs: paragraphs.iter().map(|p| (*p).to_owned()).collect(), ..Draft::default() };
        read(&mut draft, true);
        draft
    }

    const BODY: &str =
        "The envoys of the two countries met on Monday and talked for three hours about the border.";

    #[test]
    fn headline_dates_and_author_come_off() {
        let draft = headed(&[
            "Envoys meet over border",
            "Saturday, May 3, 2014",
            "By Ann Lee and Bo Ray",
            BODY,
            "More.",
        ]);
        assert_eq!(draft.title.as_deref(), Some("Envoys meet over border"));
        assert_eq!(draft.byline.as_deref(), Some("Ann Lee and Bo Ray"));
        assert_eq!(draft.stated.len(), 1);
        assert_eq!(draft.paragraphs, [BODY, "More."]);
    }

    #[test]
    fn date_lines_of_many_kinds() {
        for line in [
            "May 3, 2014 6:00 pm",
            "03/05/2014",
            "Published: 3 May 2014 10:12 GMT",
            "2014-05-03",
            "Posted on May 3, 2014 at 10:12 am",
            "Updated: July 18, 2022 5:36:50 pm",
            "The Courier | May 3, 2014",
            "By Ann Lee | 3 May 2014",
            "Sat, 3 May 2014, 18:00 +0300",
            "May 3, 2014 · 4 min read",
        ] {
            assert!(date_line(line).is_some(), "{line}");
        }
        for line in
            ["On May 3, 2014, the envoys met.", "The war began on 3 May 2014", "May 3", "2014 was dry"]
        {
            assert!(date_line(line).is_none(), "{line}");
        }
    }

    #[test]
    fn texts_without_a_head_are_left_alone() {
        assert_eq!(headed(&[BODY, "They said no."]).paragraphs, [BODY, "They said no."]);
        let timeline = [BODY, BODY, "May 3, 2014", BODY];
        assert_eq!(headed(&timeline).paragraphs.len(), 4);
    }

    #[test]
    fn a_standfirst_stays() {
        let draft = headed(&["Envoys meet", "The two last met in March.", "3 May 2014", BODY]);
        assert_eq!(draft.paragraphs, ["The two last met in March.", BODY]);
        assert_eq!(draft.stated.len(), 1);
    }

    #[test]
    fn dates_that_open_a_paragraph() {
        for line in ["date 2014-05-03 ", "2014-05-03 ", "3 May 2014: ", "Published May 3, 2014 - "] {
            let (_, rest) = date_prefix(&format!("{line}{BODY}")).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(rest, BODY);
        }
        assert!(date_prefix("May 3, 2014 was the day on which the envoys met for the first time.").is_none());
        assert!(
            date_prefix("On May 3, 2014 The Courier told its readers that the envoys had met.").is_none()
        );
    }

    #[test]
    fn authors_are_told_from_prose() {
        assert_eq!(byline("By Jan von Berg."), Some("Jan von Berg".to_owned()));
        assert!(byline("By Monday the envoys had met").is_none());
        assert!(byline("By 3 May Moscow and Kyiv had agreed").is_none());
    }
}
