//! Furniture: menus, tools, links, rights, credits and captions around an article.
//! What counts is data: `data/furniture.toml`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::table;

/// Longest caption, in characters; a longer paragraph loses its credit only.
const CAPTION: usize = 450;

/// The compiled table.
struct Furniture {
    whole: RegexSet,
    notice: RegexSet,
    within: RegexSet,
    caption_end: Vec<Regex>,
    caption_start: RegexSet,
    caption_within: RegexSet,
    opener: RegexSet,
    bio: Vec<Regex>,
}

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let lists = table::lists(include_str!("data/furniture.toml"));
    let whole = r"^\W*(?:{})\W*$";
    Furniture {
        whole: table::set(&lists, "whole", whole),
        notice: table::set(&lists, "notice", whole),
        within: table::set(&lists, "within", "{}"),
        caption_end: table::each(&lists, "caption_end", r"(?:{})[\W]*$"),
        caption_start: table::set(&lists, "caption_start", r"^\W*(?:{})"),
        caption_within: table::set(&lists, "caption_within", "{}"),
        opener: table::set(&lists, "opener", whole),
        bio: table::strings(&lists, "bio").map(table::pattern).collect(),
    }
});

/// Drops what is not the article from its paragraphs.
/// What was judged before to be the article (`judged`) is not asked again.
pub fn drop_furniture(paragraphs: &mut Vec<String>, judged: &mut BTreeSet<String>) {
    drop_tail(paragraphs);
    drop_bio(paragraphs);
    paragraphs.retain(|p| judged.contains(p) || (!is_furniture(p) && !is_caption(p)));
    for paragraph in paragraphs.iter_mut().filter(|p| !judged.contains(*p)) {
        cut_credit(paragraph);
    }
    drop_repeats(paragraphs);
    judged.extend(paragraphs.iter().cloned());
}

/// Is the whole paragraph page furniture? Prose is never asked: a line over 320 characters, or
/// one without a letter that says nothing, is decided at once.
fn is_furniture(paragraph: &str) -> bool {
    if !paragraph.chars().any(char::is_alphanumeric) {
        return true;
    }
    if paragraph.chars().count() > 320 || is_reported(paragraph) {
        return false;
    }
    let label = !paragraph.ends_with('.') || paragraph.split(' ').count() <= 8;
    FURNITURE.notice.is_match(paragraph)
        || FURNITURE.within.is_match(paragraph)
        || (label && FURNITURE.whole.is_match(paragraph))
}

/// Reported speech that only begins like furniture (`Visit our shores, he told them.`).
fn is_reported(paragraph: &str) -> bool {
    static SPOKEN: LazyLock<Regex> =
        LazyLock::new(|| table::insensitive(r"\b(?:said|says|told|added|according to)\b"));
    ends_in_stop(paragraph) && SPOKEN.is_match(paragraph)
}

/// Does the text end as a sentence does?
pub fn ends_in_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', ' ', '»']);
    bare.ends_with(['.', '!', '?', '…'])
}

/// Is the paragraph the words under a picture?
pub fn is_caption(paragraph: &str) -> bool {
    if paragraph.chars().count() > CAPTION {
        return false;
    }
    let table = &*FURNITURE;
    table.caption_start.is_match(paragraph)
        || table.caption_end.iter().any(|credit| credit.is_match(tail(paragraph)))
        || (paragraph.contains('(') && sentences(paragraph) < 2 && table.caption_within.is_match(paragraph))
}

/// The end of a paragraph, as far as a picture credit reaches (the longest in the table: 170 characters).
fn tail(paragraph: &str) -> &str {
    let from = paragraph.floor_char_boundary(paragraph.len().saturating_sub(240));
    &paragraph[from..]
}

/// Takes a picture credit off the end of a paragraph that is too long to be a caption.
fn cut_credit(paragraph: &mut String) {
    let end = tail(paragraph);
    let found = FURNITURE.caption_end.iter().filter_map(|c| c.find(end)).map(|m| m.start()).min();
    if let Some(start) = found.map(|start| paragraph.len() - end.len() + start) {
        let stop = paragraph[start..].chars().next().filter(|c| matches!(c, '.' | '!' | '?' | '”' | '"'));
        paragraph.truncate(start + stop.map_or(0, char::len_utf8));
        paragraph.truncate(paragraph.trim_end().len());
    }
}

/// How many sentence ends are followed by another sentence.
fn sentences(paragraph: &str) -> usize {
    static BREAK: LazyLock<Regex> =
        LazyLock::new(|| table::pattern(r#"[a-z0-9)][.!?]["”’)]*\s+["“‘(]?\p{Lu}"#));
    BREAK.find_iter(paragraph).count()
}

/// Drops trailing blocks of links or sources: each from a line that opens one, if all below it is
/// short or a listing and the article has been told by then.
fn drop_tail(paragraphs: &mut Vec<String>) {
    while let Some(start) = tail_start(paragraphs) {
        paragraphs.truncate(start);
    }
}

fn tail_start(paragraphs: &[String]) -> Option<usize> {
    let opens = |at: &usize| !paragraphs[*at].ends_with('.') && FURNITURE.opener.is_match(&paragraphs[*at]);
    let told = |at: usize| paragraphs[..at].iter().map(String::len).sum::<usize>();
    let listing = |at: usize| paragraphs[at + 1..].iter().all(|p| !is_prose(p));
    (1..paragraphs.len()).find(|at| opens(at) && told(*at) * 2 > told(paragraphs.len()) && listing(*at))
}

/// Drops what a page says of its author at the end. Never the whole text, nor what anybody said.
fn drop_bio(paragraphs: &mut Vec<String>) {
    let is_bio = |p: &String| !is_reported(p) && FURNITURE.bio.iter().any(|bio| bio.is_match(p));
    let from = paragraphs.len().saturating_sub(2).max(2);
    if let Some(at) = (from..paragraphs.len()).find(|at| is_bio(&paragraphs[*at])) {
        paragraphs.remove(at);
    }
}

/// Prose: more than one sentence, or one of some length that ends in a stop.
fn is_prose(paragraph: &str) -> bool {
    let reference =
        paragraph.contains("http") || paragraph.contains('«') || paragraph.starts_with(['*', '-', '•', '^']);
    !reference && ends_in_stop(paragraph) && paragraph.split(' ').count() > 12
}

/// Drops a paragraph that says word for word what one before it said (captions, pulled quotations).
fn drop_repeats(paragraphs: &mut Vec<String>) {
    let all = paragraphs.clone();
    let mut at = 0;
    paragraphs.retain(|p| {
        at += 1;
        p.chars().count() < 60 || !all[..at - 1].contains(p)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(paragraphs: &[&str]) -> Vec<String> {
        let mut all: Vec<String> = paragraphs.iter().map(|p| (*p).to_owned()).collect();
        drop_furniture(&mut all, &mut BTreeSet::new());
        all
    }

    #[test]
    fn authors_and_calls_for_subscribers_go_from_the_end() {
        let body = ["The envoys met in Oslo on Monday.", "They agreed to meet again.", "A date was not set."];
        let bio = "Ann Lee is a senior correspondent for the Courier and lives in Oslo.";
        let call = "Subscribe now to our digital edition for the full story.";
        assert_eq!(left(&[body[0], body[1], body[2], call, bio]), body);
        let minister = "Per Lund is the foreign minister of Norway.";
        assert_eq!(left(&[body[0], body[1], minister]), [body[0], body[1], minister]);
    }

    #[test]
    fn page_furniture_goes() {
        for line in [
            "Skip to content",
            "Read more",
            "READ MORE: Minister resigns over leak",
            "Advertisement",
            "Share this article",
            "Sign up for our newsletter",
            "Follow us on Twitter",
            "12 Comments",
            "Tags: Oslo, talks",
            "© 2016 The Courier",
            "All rights reserved.",
            "Click here to subscribe",
            "Home > World > Europe",
            "* * *",
            "Subscribe now",
            "We use cookies to improve your visit.",
            "Facebook Twitter WhatsApp",
            "(Reporting by Ann Lee; Editing by Bo Ray)",
            "Associated Press writer Bo Ray contributed to this report.",
            "This article was amended on 5 May 2014 to correct a name.",
            "Share via e-mail",
        ] {
            assert_eq!(left(&["The envoys met on Monday in the capital.", line]).len(), 1, "{line}");
        }
    }

    #[test]
    fn captions_go() {
        for line in [
            "The envoys shake hands in Oslo, May 3, 2014. (AP photo)",
            "The envoys in Oslo. (Photo: A. Lee)",
            "An envoy (L) greets another in Oslo on Monday",
            "Photo by Ann Lee",
            "The border post. Photo: Reuters",
            "The envoys arrive. AFP/Getty Images",
            "FILE - The envoys in 2012.",
            "The envoy (left) and the minister (right) in Oslo.",
        ] {
            assert_eq!(left(&["The envoys met on Monday in the capital.", line]).len(), 1, "{line}");
        }
    }

    #[test]
    fn sentences_of_the_article_stay() {
        for line in [
            "“Follow us on this path,” the minister told the assembly.",
            "Photos of the envoys were shown on state television.",
            "The company sells advertisements.",
            "Sources close to the talks said a deal was near.",
            "She shared the photo with the agency, which declined to comment.",
            "The Home Office and the Foreign Office disagreed.",
            "Subscribe to the treaty or leave the union, he told them.",
            "Comments by the minister angered Tehran.",
            "Read the treaty again, the envoy said, and you will see.",
            "More from the fund may come, it said.",
            "Gov. Ann Lee (R) called the plan a mistake on Monday.",
            "They had to settle for a cardboard figure (and stood in line to have their picture taken with it).",
            "Sen. Bo Ray (R) and Sen. Ann Lee (D) asked for an inquiry.",
            "Ann Lee (R)",
            "The right (a small party) and the left agreed.",
            "The army said the claim was false. (Reuters)",
        ] {
            assert_eq!(left(&["The envoys met on Monday in the capital.", line]).len(), 2, "{line}");
        }
    }

    #[test]
    fn a_list_of_sources_at_the_end_goes_with_its_heading() {
        let body = "The envoys met on Monday in the capital and talked for three hours about the border and the river.";
        let found = left(&[
            body,
            "Sources",
            "Ann Lee. \"Envoys meet\". The Courier, May 3, 2014",
            "Bo Ray: Talks open",
        ]);
        assert_eq!(found, [body]);
        let prose = "Sources of the river lie beyond the border, and both countries have claimed them for a hundred years.";
        assert_eq!(left(&[body, "Sources", prose]).len(), 3);
    }

    #[test]
    fn a_credit_after_a_long_paragraph_is_cut_off() {
        let long = format!(
            "{} The talks end on Friday. Photo: Ann Lee",
            "The envoys talked about the border again. ".repeat(12)
        );
        let found = left(&[&long]);
        assert!(found[0].ends_with("on Friday."), "{}", &found[0][400..]);
    }
}
