//! Appeals: an outlet asking its readers for money or subscriptions. They name governments and
//! accuse them, so nothing of one may stay. The wordings are data: `data/appeals.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::{Draft, table};
use crate::report::Why;

/// Appeals stand at the head or the end of a text: among its first paragraphs,
const HEAD: usize = 3;
/// or its last.
const TAIL: usize = 14;

struct Appeals {
    ask: RegexSet,
    hint: RegexSet,
    voice: Regex,
    spoken: Regex,
    line: Vec<Regex>,
    named: Vec<Regex>,
    paper: Vec<String>,
}

static APPEALS: LazyLock<Appeals> = LazyLock::new(|| {
    let lists = table::lists(include_str!("data/appeals.toml"));
    let one =
        |name: &str| table::insensitive(lists.get(name).and_then(toml::Value::as_str).unwrap_or_default());
    Appeals {
        ask: table::set(&lists, "ask", "{}"),
        hint: table::set(&lists, "hint", "{}"),
        voice: one("voice"),
        spoken: one("spoken"),
        line: table::each(&lists, "line", r"^\W*(?:{})\W*$"),
        named: table::strings(&lists, "named").map(table::pattern).collect(),
        paper: table::strings(&lists, "paper").map(str::to_owned).collect(),
    }
});

/// What one paragraph is to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It asks.
    Ask,
    /// It could belong: the outlet speaks to its reader, of itself.
    Voice,
    /// It could follow: somebody speaks to somebody.
    Near,
    /// It is reported, quoted or neither.
    Other,
}

/// Drops every appeal, and keeps the name that the outlet gives itself in one.
/// `known`: what paragraphs were found to be before.
pub fn drop_appeals(draft: &mut Draft, known: &mut BTreeMap<String, Part>) {
    let parts: Vec<Part> =
        draft.paragraphs.iter().map(|p| *known.entry(p.clone()).or_insert_with(|| part(p))).collect();
    let dropped = blocks(&parts);
    if !dropped.contains(&true) {
        return;
    }
    let (gone, left): (Vec<(usize, String)>, Vec<_>) =
        std::mem::take(&mut draft.paragraphs).into_iter().enumerate().partition(|(at, _)| dropped[*at]);
    let gone: Vec<String> = gone.into_iter().map(|(_, p)| p).collect();
    gone.iter().for_each(|p| draft.shed.add(p, Why::Appeal));
    draft.paragraphs = left.into_iter().map(|(_, p)| p).collect();
    if draft.named.is_none() {
        draft.named = name_in(&gone);
    }
}

/// What `paragraph` is to an appeal, its quotations left out.
fn part(paragraph: &str) -> Part {
    let table = &*APPEALS;
    if paragraph.chars().count() > 1500 {
        return Part::Other;
    }
    if asks_alone(paragraph) {
        return Part::Ask;
    }
    let bare = without_quotations(paragraph);
    let hints = table.hint.matches(&bare).iter().count();
    let voice = table.voice.is_match(&bare);
    let asks = table.ask.is_match(&bare);
    if table.spoken.is_match(&bare) && !(asks && voice && hints > 0) {
        return Part::Other;
    }
    let short = paragraph.split(' ').count() < 5;
    match (asks, hints, voice) {
        (true, ..) | (_, 3.., true) => Part::Ask,
        (_, 1.., true) | (_, 2.., _) => Part::Voice,
        (_, 1, _) if short => Part::Voice,
        (_, _, true) => Part::Near,
        _ => Part::Other,
    }
}

/// A line that is an appeal by itself (`Support The Courier!`). `Support X!` may be a headline's
/// slogan, so X must look like an outlet's name.
fn asks_alone(paragraph: &str) -> bool {
    APPEALS
        .line
        .iter()
        .any(|line| line.captures(paragraph).is_some_and(|found| named_group(&found).is_none_or(is_paper)))
}

/// The group of a pattern that holds a name.
fn named_group<'a>(found: &regex::Captures<'a>) -> Option<&'a str> {
    ["name", "name2", "name3"].iter().find_map(|group| found.name(group)).map(|m| m.as_str())
}

/// Does `name` end as outlets' names do (`... Times`), or speak of `our` outlet?
pub fn is_paper(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
    APPEALS.paper.contains(&last) || name.to_lowercase().starts_with("our ")
}

/// Text with what stands in quotation marks taken out (only closed quotations of some length: in
/// `branded as a "foreign agent"` nobody else is speaking).
fn without_quotations(paragraph: &str) -> String {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| table::pattern(r#"“[^”]{25,}(?:”|$)|"[^"]{25,}(?:"|$)|(?:^|\s)[‘'][^’']{40,}[’']"#));
    QUOTED.replace_all(paragraph, " ").into_owned()
}

/// Which paragraphs an appeal holds: from each that asks, at the head or end, to every neighbour in
/// the outlet's voice; and all between two that ask, when they stand near.
fn blocks(parts: &[Part]) -> Vec<bool> {
    let n = parts.len();
    let asks: Vec<usize> =
        (0..n).filter(|at| parts[*at] == Part::Ask && (*at < HEAD || at + TAIL >= n)).collect();
    let mut dropped = vec![false; n];
    for at in &asks {
        spread(parts, *at, &mut dropped);
    }
    for pair in asks.windows(2).filter(|p| p[1] - p[0] <= 4 && p[0] + TAIL >= n && p[0] >= HEAD) {
        dropped[pair[0]..pair[1]].fill(true);
    }
    dropped
}

/// Marks an asking paragraph and its neighbours in the outlet's voice. At the head only what
/// follows an appeal of its own lines may belong, and an article may open in the first person.
fn spread(parts: &[Part], ask: usize, dropped: &mut [bool]) {
    dropped[ask] = true;
    if ask < HEAD && ask + 4 < parts.len() {
        return;
    }
    let follows = |at: &usize| parts[*at] != Part::Other;
    let leads = |at: &usize| matches!(parts[*at], Part::Ask | Part::Voice);
    (ask + 1..parts.len()).take_while(follows).for_each(|at| dropped[at] = true);
    (0..ask).rev().take_while(leads).take(3).for_each(|at| dropped[at] = true);
}

/// The outlet that an appeal names, if it names one beyond doubt.
fn name_in(appeal: &[String]) -> Option<String> {
    let lines = appeal.iter().filter_map(|p| APPEALS.line.iter().find_map(|l| named_group(&l.captures(p)?)));
    let within =
        appeal.iter().flat_map(|p| APPEALS.named.iter().filter_map(|n| named_group(&n.captures(p)?)));
    let known = |name: &&str| is_paper(name) || appeal.iter().filter(|p| p.contains(*name)).count() > 1;
    lines.chain(within).find(|name| known(name) && name.starts_with(char::is_uppercase)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(paragraphs: &[&str]) -> Draft {
        let paragraphs = paragraphs.iter().map(|p| (*p).to_owned()).collect();
        let mut draft = Draft { paragraphs, ..Draft::default() };
        drop_appeals(&mut draft, &mut BTreeMap::new());
        draft
    }

    const BODY: [&str; 5] = [
        "The envoys met on Monday.",
        "They talked for three hours about the border.",
        "Neither side gave figures.",
        "A third round is planned for June.",
        "The river has been in dispute since 1920.",
    ];

    #[test]
    fn an_appeal_goes_whole_and_names_its_outlet() {
        let mut text = BODY.to_vec();
        text.insert(0, "Support The Harbour Courier!");
        text.extend([
            "Before you go, we have a small favour to ask.",
            "You may know that the government of Ruritania has called The Harbour Courier a \"hostile body\". This is an attack on our newsroom.",
            "We, the reporters of The Harbour Courier, will not stop. But we need your help.",
            "Your contribution, however small, makes a difference. Please support us monthly from just $3. Thank you.",
        ]);
        let draft = cleaned(&text);
        assert_eq!(draft.paragraphs, BODY);
        assert_eq!(draft.named.as_deref(), Some("The Harbour Courier"));
    }

    #[test]
    fn a_subscription_offer_goes() {
        let mut text = BODY.to_vec();
        text.push("Start your free trial today for unlimited access.");
        text.push("Make a one-time donation to keep our journalism free.");
        assert_eq!(cleaned(&text).paragraphs, BODY);
    }

    #[test]
    fn reported_appeals_and_plain_first_persons_stay() {
        for line in [
            "“We need your help, please make a donation,” the president told donors in Geneva.",
            "We must ask ourselves what our government owes to its neighbours.",
            "The minister said the state would support independent media.",
            "Support the president!",
            "The union urged members to donate to the strike fund.",
            "Donors pledged a contribution of $3 million to the fund.",
        ] {
            let mut text = BODY.to_vec();
            text.push(line);
            assert_eq!(cleaned(&text).paragraphs.len(), 6, "{line}");
        }
    }
}
