//! Texts here are tagged where tense matters: `met/VBD`.

mod further;

use proptest::prelude::*;

use super::*;
use crate::document::{Token, Upos};
use crate::when::edtf::Edtf;
use crate::when::{Timex, WhenBasis};

const TAGS: [&str; 8] = ["VBD", "VBN", "VB", "VBG", "VBZ", "VBP", "MD", "IN"];

/// A document of one sentence a line; marks at the ends of words are tokens of their own.
fn document(tagged: &str) -> (Document, String) {
    let (mut text, mut sentences) = (String::new(), Vec::new());
    for line in tagged.lines() {
        let from = text.len();
        let mut tokens = Vec::new();
        for word in line.split_whitespace() {
            let tag = word.rsplit_once('/').and_then(|(w, t)| Some((w, *TAGS.iter().find(|x| **x == t)?)));
            let (word, xpos) = tag.unwrap_or((word, ""));
            if text.len() > from {
                text.push(' ');
            }
            push(&mut tokens, text.len(), word, xpos);
            text.push_str(word);
        }
        let span = Span::new(from, text.len());
        sentences.push(Sentence { span, tokens, names: Vec::new(), paragraph: 0 });
        text.push('\n');
    }
    (Document { sentences, ..Document::default() }, text)
}

fn push(tokens: &mut Vec<Token>, start: usize, word: &str, xpos: &'static str) {
    let core = word.trim_end_matches([',', '.', ')', ';']);
    let core = if core.is_empty() { word } else { core };
    let mut token = |a: usize, b: usize, xpos| {
        let (span, lemma) = (Span::new(start + a, start + b), String::new());
        tokens.push(Token { span, lemma, upos: Upos::X, xpos, head: None, deprel: "dep", joined: false });
    };
    token(0, core.len(), xpos);
    if core.len() < word.len() {
        token(core.len(), word.len(), ".");
    }
}

fn found(tagged: &str, published: &str) -> Vec<(String, String, String)> {
    let (document, text) = document(tagged);
    let day = Some(published).filter(|p| !p.is_empty());
    let row = |m: TimeMention| (m.span.of(&text).to_owned(), m.value, m.edtf.unwrap_or_default());
    times(&document, &text, day).into_iter().map(row).collect()
}

/// Checks rows of: text, words found, TIMEX3 value, EDTF (one expression each).
fn check(published: &str, rows: &[(&str, &str, &str, &str)]) {
    for (tagged, words, value, edtf) in rows {
        let got = found(tagged, published);
        let wanted = vec![((*words).to_owned(), (*value).to_owned(), (*edtf).to_owned())];
        assert_eq!(got, wanted, "{tagged}");
    }
}

fn check_none(rows: &[&str]) {
    for text in rows {
        assert_eq!(found(text, "2016-09-05"), [], "{text}");
    }
}

// 2016-09-07 is a Wednesday.
const WEDNESDAY: &str = "2016-09-07";

#[test]
fn full_dates_in_all_orders() {
    for words in [
        "September 5, 2016",
        "5 September 2016",
        "Sept. 5, 2016",
        "5 Sept 2016",
        "Sep 5th 2016",
        "the 5th of September, 2016",
        "2016-09-05",
        "20160905",
        "Monday, 5 September 2016",
        "Monday, Sept. 5, 2016",
    ] {
        check("", &[(&format!("It opened on {words}."), words, "2016-09-05", "2016-09-05")]);
    }
}

#[test]
fn partial_dates() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD on Sept. 5.", "Sept. 5", "2016-09-05", "2016-09-05"),
            ("They met/VBD on 5 December.", "5 December", "2015-12-05", "2015-12-05"),
            ("They will/MD meet/VB on 5 December.", "5 December", "2016-12-05", "2016-12-05"),
            ("It began/VBD in July 2017.", "July 2017", "2017-07", "2017-07"),
            ("It began/VBD in July.", "July", "2016-07", "2016-07"),
            ("It began/VBD in December.", "December", "2015-12", "2015-12"),
            ("It will/MD begin/VB in July.", "July", "2017-07", "2017-07"),
            ("It began/VBD in June last year.", "June last year", "2015-06", "2015-06"),
            ("In 2012 it fell/VBD.", "2012", "2012", "2012"),
            ("They met/VBD in late February 2014.", "late February 2014", "2014-02", "2014-02~"),
            ("It had/VBD grown/VBN by mid-2015.", "mid-2015", "2015", "2015~"),
            ("It grew/VBD in the 1990s.", "the 1990s", "199", "199X"),
            ("It grew/VBD in the early 1990s.", "the early 1990s", "199", "1990/1993"),
            ("It grew/VBD in the 19th century.", "the 19th century", "18", "18XX"),
        ],
    );
}

#[test]
fn slashed_dates() {
    let one = |text: &str, published: &str| found(text, published)[0].1.clone();
    assert_eq!(one("Filed 25/09/2016 here", ""), "2016-09-25");
    assert_eq!(one("Filed 09/25/2016 here", ""), "2016-09-25");
    assert_eq!(one("Filed 05/09/2016 here", "2016-09-07"), "2016-09-05");
    assert_eq!(one("Filed 05/09/2016 here", "2016-05-11"), "2016-05-09");
    assert_eq!(one("Filed 05/09/2016 here", ""), "2016-05-09");
    assert_eq!(one("Filed 05/09/2016 here, and 25/12/2015 too", "2016-05-11"), "2016-09-05");
}

#[test]
fn weekdays_follow_tense() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD on Monday.", "Monday", "2016-09-05", "2016-09-05"),
            ("They met/VBD on Wednesday.", "Wednesday", "2016-09-07", "2016-09-07"),
            ("They met/VBD on Friday.", "Friday", "2016-09-02", "2016-09-02"),
            ("They will/MD meet/VB on Monday.", "Monday", "2016-09-12", "2016-09-12"),
            ("They could/MD meet/VB Mr Putin in Hangzhou on Monday.", "Monday", "2016-09-12", "2016-09-12"),
            ("The two agreed/VBD to/IN meet/VB Friday.", "Friday", "2016-09-09", "2016-09-09"),
            ("The two leaders on Monday signed/VBD it.", "Monday", "2016-09-05", "2016-09-05"),
            ("He said/VBD that on Friday they will/MD meet/VB.", "Friday", "2016-09-09", "2016-09-09"),
            ("Talks are/VBP due on Friday.", "Friday", "2016-09-09", "2016-09-09"),
            ("He declined/VBD to/IN comment/VB Monday.", "Monday", "2016-09-05", "2016-09-05"),
            ("They met/VBD Monday night.", "Monday night", "2016-09-05TNI", "2016-09-05"),
            ("They met/VBD last Monday.", "last Monday", "2016-09-05", "2016-09-05"),
            ("They met/VBD last Wednesday.", "last Wednesday", "2016-08-31", "2016-08-31"),
            ("They meet/VBP next Friday.", "next Friday", "2016-09-16", "2016-09-16"),
            ("They meet/VBP this Friday.", "this Friday", "2016-09-09", "2016-09-09"),
            ("They met/VBD on Friday of last week.", "Friday of last week", "2016-09-02", "2016-09-02"),
        ],
    );
}

#[test]
fn the_tree_finds_the_verb() {
    let (mut document, text) = document("He posted/VBD plans to/IN curb/VB it on his page on Monday.");
    assert_eq!(times(&document, &text, Some(WEDNESDAY))[0].value, "2016-09-12");
    for token in &mut document.sentences[0].tokens {
        token.head = Some(1);
    }
    document.sentences[0].tokens[1].head = None;
    assert_eq!(times(&document, &text, Some(WEDNESDAY))[0].value, "2016-09-05");
}

#[test]
fn tense_without_tags() {
    check(
        WEDNESDAY,
        &[
            ("They met on Monday.", "Monday", "2016-09-05", "2016-09-05"),
            ("They will meet on Monday.", "Monday", "2016-09-12", "2016-09-12"),
            ("Envoys gathered Monday.", "Monday", "2016-09-05", "2016-09-05"),
            ("He plans to visit Kyiv on Monday.", "Monday", "2016-09-12", "2016-09-12"),
        ],
    );
}

#[test]
fn words_that_count_from_today() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD today.", "today", "2016-09-07", "2016-09-07"),
            ("They met/VBD yesterday morning.", "yesterday morning", "2016-09-06TMO", "2016-09-06"),
            ("They met/VBD last night.", "last night", "2016-09-06TNI", "2016-09-06"),
            ("They meet/VBP tomorrow.", "tomorrow", "2016-09-08", "2016-09-08"),
            ("They met/VBD last week.", "last week", "2016-W35", "2016-08-29/2016-09-04"),
            ("They meet/VBP next week.", "next week", "2016-W37", "2016-09-12/2016-09-18"),
            ("They met/VBD earlier this week.", "earlier this week", "2016-W36", "2016-09-05/2016-09-07"),
            ("They meet/VBP later this month.", "later this month", "2016-09", "2016-09-07/2016-09-30"),
            ("They met/VBD last month.", "last month", "2016-08", "2016-08"),
            ("They met/VBD last year.", "last year", "2015", "2015"),
            ("They met/VBD three days ago.", "three days ago", "2016-09-04", "2016-09-04"),
            ("They met/VBD two years ago.", "two years ago", "2014", "2014"),
            ("They met/VBD over the weekend.", "the weekend", "2016-W35-WE", "2016-09-03/2016-09-04"),
            (
                "They met/VBD the day before yesterday.",
                "the day before yesterday",
                "2016-09-05",
                "2016-09-05",
            ),
            ("They will/MD vote/VB in two weeks.", "two weeks", "P2W", "2016-09-07/2016-09-21"),
            ("It fell/VBD over the past two years.", "the past two years", "P2Y", "2014-09-07/2016-09-07"),
            ("They meet/VBP in the coming days.", "the coming days", "PXD", "2016-09-07/2016-09-14"),
            ("They meet/VBP within the next few days.", "the next few days", "PXD", "2016-09-07/2016-09-14"),
            ("They met/VBD recently.", "recently", "PAST_REF", ""),
            ("They meet/VBP soon.", "soon", "FUTURE_REF", ""),
        ],
    );
}

#[test]
fn what_counts_from_the_time_spoken_of() {
    let got = found(
        "They met/VBD on 3 May 2014.\nThe next day they left/VBD.\nTwo weeks later they met/VBD.",
        WEDNESDAY,
    );
    let values: Vec<&str> = got.iter().map(|g| g.1.as_str()).collect();
    assert_eq!(values, ["2014-05-03", "2014-05-04", "2014-W20"]);
    let got = found("He ran/VBD in 1999.\nHe lost/VBD on 17 April of the same year.", WEDNESDAY);
    assert_eq!(got[1].1, "1999-04-17");
}

#[test]
fn last_month_of_the_year_before() {
    let values =
        |text: &str, day: &str| -> Vec<String> { found(text, day).into_iter().map(|g| g.1).collect() };
    // Alone, `last March` is the latest one.
    assert_eq!(values("They met/VBD last March.", "2015-10-02"), ["2015-03"]);
    // September has only just passed in October: last year's; and so for March beside it.
    assert_eq!(values("They met/VBD last September.", "2015-10-02"), ["2014-09"]);
    assert_eq!(values("Last September followed/VBD last March.", "2015-10-02"), ["2014-09", "2014-03"]);
    assert_eq!(values("They met/VBD last November.", "2015-10-02"), ["2014-11"]);
    assert_eq!(values("They meet/VBP next May.", "2015-10-02"), ["2016-05"]);
    assert_eq!(values("They meet/VBP this May.", "2015-04-02"), ["2015-05"]);
}

#[test]
fn ranges() {
    check(
        WEDNESDAY,
        &[
            (
                "It ran/VBD 5-7 November 2015.",
                "5-7 November 2015",
                "2015-11-05/2015-11-07",
                "2015-11-05/2015-11-07",
            ),
            (
                "It ran/VBD November 5-11, 2015.",
                "November 5-11, 2015",
                "2015-11-05/2015-11-11",
                "2015-11-05/2015-11-11",
            ),
            (
                "It ran/VBD Nov. 3–5, 2014.",
                "Nov. 3–5, 2014",
                "2014-11-03/2014-11-05",
                "2014-11-03/2014-11-05",
            ),
            ("It has/VBZ ruled/VBN since 2011.", "2011", "2011", "2011/2016-09-07"),
            ("It has/VBZ ruled/VBN since March.", "March", "2016-03", "2016-03/2016-09-07"),
            ("It will/MD run/VB until Friday.", "Friday", "2016-09-09", "2016-09-07/2016-09-09"),
            ("It ruled/VBD until 2012.", "2012", "2012", "../2012"),
            ("It must/MD end/VB by 2030.", "2030", "2030", "2016-09-07/2030"),
        ],
    );
    for text in ["It ran/VBD from May 3 to May 7, 2015.", "It ran/VBD from 3 May 2015 until 7 May 2015."] {
        let edtf: Vec<String> = found(text, WEDNESDAY).into_iter().map(|g| g.2).collect();
        assert_eq!(edtf, ["2015-05-03/2015-05-07"; 2], "{text}");
    }
    assert_eq!(found("It fell/VBD between 2010 and 2012.", "")[1].2, "2010/2012");
}

#[test]
fn parts_of_years_and_holidays() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD in spring 2014.", "spring 2014", "2014-SP", "2014-03/2014-05"),
            (
                "They met/VBD in the third quarter of 2015.",
                "the third quarter of 2015",
                "2015-Q3",
                "2015-07/2015-09",
            ),
            (
                "It rose/VBD in the first half of this year.",
                "the first half of this year",
                "2016-H1",
                "2016-01/2016-06",
            ),
            (
                "They met/VBD on the first Monday of May.",
                "the first Monday of May",
                "2016-05-02",
                "2016-05-02",
            ),
            (
                "They meet/VBP the last week of October 2016.",
                "the last week of October 2016",
                "2016-W43",
                "2016-10-24/2016-10-30",
            ),
            (
                "They will/MD meet/VB on the 15th of next month.",
                "the 15th of next month",
                "2016-10-15",
                "2016-10-15",
            ),
            (
                "They will/MD rest/VB the rest of the year.",
                "the rest of the year",
                "2016",
                "2016-09-07/2016-12-31",
            ),
            ("They met/VBD in Q3 2015.", "Q3 2015", "2015-Q3", "2015-07/2015-09"),
            ("They met/VBD on Thanksgiving.", "Thanksgiving", "2015-11-26", "2015-11-26"),
            ("They met/VBD on Christmas Day.", "Christmas Day", "2015-12-25", "2015-12-25"),
            ("They met/VBD on New Year's Eve.", "New Year's Eve", "2015-12-31", "2015-12-31"),
        ],
    );
}

#[test]
fn times_of_day() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD at 5 p.m. on Monday.", "5 p.m. on Monday", "2016-09-05T17:00", "2016-09-05"),
            ("They met/VBD at 18:00 GMT.", "18:00 GMT", "2016-09-07T18:00", "2016-09-07"),
            ("They met/VBD at 1730 GMT.", "1730 GMT", "2016-09-07T17:30", "2016-09-07"),
            ("They met/VBD on Monday at 10:30am.", "Monday at 10:30am", "2016-09-05T10:30", "2016-09-05"),
        ],
    );
}

#[test]
fn lengths_and_sets() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD for two weeks.", "two weeks", "P2W", ""),
            ("It was/VBD a month-long siege.", "a month-long", "P1M", ""),
            ("It took/VBD two and a half years.", "two and a half years", "P2Y6M", ""),
            ("They meet/VBP every Monday.", "every Monday", "XXXX-WXX-1", ""),
            ("They meet/VBP weekly.", "weekly", "P1W", ""),
            ("It takes/VBZ several hours.", "several hours", "PTXH", ""),
        ],
    );
}

#[test]
fn names_hide_the_times_inside_them() {
    let (mut document, text) = document("The August Group spoke/VBD.");
    assert_eq!(times(&document, &text, None).len(), 1);
    document.sentences[0].names.push(Name { first: 1, last: 2, kind: NameKind::Org });
    assert_eq!(times(&document, &text, None), []);
}

#[test]
fn without_a_day_of_publication_only_full_dates_resolve() {
    let got = found("On Monday they met/VBD, as on 3 May 2014, and last year, and in July.", "");
    let edtf: Vec<&str> = got.iter().map(|g| g.2.as_str()).collect();
    assert_eq!(edtf, ["", "2014-05-03", "", ""]);
    let (document, text) = document("They met/VBD on Monday.");
    assert_eq!(times(&document, &text, None)[0].basis, None);
    let later = &times(&document, &text, Some("2016-09-07"))[0];
    assert_eq!((later.basis, later.timex), (Some(WhenBasis::Relative), Timex::Date));
    assert_eq!((later.sentence, later.first, later.last), (0, 3, 3));
}

proptest! {
    #[test]
    fn any_text_gives_sound_mentions(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Monday", "last", "the", "5", "31", "of", "May", "2016", "-", "/", "99", "1990", "s", "'", "two",
                "years", "ago", "next", "hundred", "thousand", "p", ".", "m", "early", "quarter", "third", "every",
                "century", "from", "to", "weeks", "later", "fiscal", "9999", "first", "week", "month", "rest", "Q", "é", "“", "winter", "20", "Feb", ",",
            ]), 0..14),
        gaps in prop::collection::vec(any::<bool>(), 14),
        dated in any::<bool>(),
    ) {
        let line: String = words.iter().zip(&gaps).flat_map(|(w, g)| [*w, if *g { " " } else { "" }]).collect();
        let (document, text) = document(&line);
        let mentions = times(&document, &text, Some("2016-09-07").filter(|_| dated));
        for m in &mentions {
            prop_assert!(!m.span.of(&text).is_empty());
            prop_assert!(m.first <= m.last && m.last < document.sentences[m.sentence].tokens.len());
            prop_assert_eq!(m.edtf.is_some(), m.basis.is_some());
            if let Some(edtf) = &m.edtf {
                prop_assert!(Edtf::parse(edtf).is_some(), "{}", edtf);
            }
        }
        prop_assert!(mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    }
}
