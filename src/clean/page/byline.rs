//! Author lines: the names of people, without posts, addresses and outlets.

use std::sync::LazyLock;

use regex::Regex;

use super::names;
use super::title::same_words;
use crate::clean::table;

/// An author's name is no longer than this, in characters.
const LONGEST: usize = 60;

/// The authors as one line (`Ann Lee, Bo Ray and Cy Orr`); `None` when none of them is a name.
/// `outlet` as an author says nothing.
pub fn line<S: AsRef<str>>(authors: &[S], outlet: Option<&str>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let is_outlet = |a: &&S| outlet.is_some_and(|o| same_words(o, a.as_ref()));
    for name in authors.iter().filter(|a| !is_outlet(a)).flat_map(|a| parts(&parted(a.as_ref()))) {
        let known =
            outlet.is_some_and(|o| same_words(o, &name)) || names.iter().any(|n| same_words(n, &name));
        if !known && is_name(&name) {
            names.push(name);
        }
    }
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) })
}

/// `ByAnn Lee`, as pages give it whose markup parts the words, with the blank.
fn parted(line: &str) -> String {
    let rest = line.trim_start().strip_prefix("By").filter(|r| r.starts_with(char::is_uppercase));
    rest.map_or_else(|| line.to_owned(), |r| format!("By {r}"))
}

/// The single names of a line, each without its post.
fn parts(line: &str) -> Vec<String> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(
            r"^\W*(?:(?:(?:written|reported|story|words|posted|published|reporting|report|post|view all posts|all posts|more) )?by\b|authors?\s*:|von\b|par\b)\s*:?\s*",
        )
    });
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(
            r"\(?\S+@\S+\.\w+\)?|(?:^|\s)@\w+|https?://\S+|\([^)]*\)|\bfollow\b.*$|\b(?:is|was) (?:a|an|the|our)\b.*$|\bin \p{L}+(?: \p{L}+)?$|\bfor (?:the )?[\p{L}. ]+$",
        )
    });
    static JOINTS: LazyLock<Regex> =
        LazyLock::new(|| table::insensitive(r"\s*(?:[,;|/•·\n]|\band\b|&|\s[-–—]\s|\bwith\b)\s*"));
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = BY.replace(&line, "");
    let line = NOISE.replace_all(&line, " ");
    JOINTS
        .split(&line)
        .map(|p| without_post(BY.replace(p.trim(), "").trim()))
        .filter(|p| !p.is_empty())
        .collect()
}

/// A name without the post written behind it (`Ann Lee Political Correspondent`); nothing when all
/// of it is a post.
fn without_post(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let is_post = |w: &&str| {
        names::has("posts", w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
    };
    match words.iter().position(is_post) {
        None => name.to_owned(),
        // Two words of a name, then at most two that say of what.
        Some(at) if at >= 3 && words.len() <= 6 => words.get(..2).unwrap_or_default().join(" "),
        Some(_) => String::new(),
    }
}

/// May this be somebody's name? Two words or more, or one that is no word of the office.
fn is_name(name: &str) -> bool {
    let plain = name.to_lowercase();
    let opens =
        name.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    let digits = name.chars().any(|c| c.is_ascii_digit());
    opens
        && !digits
        && name.chars().count() <= LONGEST
        && name.split(' ').count() <= 6
        && !names::has("nobody", &plain)
        && !name.contains([':', '{', '<', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone_stay() {
        for (line_, names) in [
            ("By Ann Lee", "Ann Lee"),
            ("By Ann Lee and Bo Ray", "Ann Lee and Bo Ray"),
            ("Ann Lee, Bo Ray, Cy Orr", "Ann Lee, Bo Ray and Cy Orr"),
            ("Ann Lee, Political Editor", "Ann Lee"),
            ("Ann Lee (ann@courier.example) @annlee", "Ann Lee"),
            ("Written by: ANN LEE | Staff Writer", "ANN LEE"),
            ("Ann Lee in Oslo", "Ann Lee"),
            ("ByAnn Lee", "Ann Lee"),
            ("View all posts by Ann Lee", "Ann Lee"),
            ("By Ann Lee for The Courier", "Ann Lee"),
            ("Ann Lee Political Correspondent", "Ann Lee"),
            ("Posted by Jan van der Berg", "Jan van der Berg"),
        ] {
            assert_eq!(line(&[line_], None).as_deref(), Some(names), "{line_}");
        }
    }

    #[test]
    fn what_is_no_name_goes() {
        for text in [
            "",
            "admin",
            "https://www.facebook.com/courier",
            "Web Desk",
            "By The Courier",
            "ann_lee22",
            "Our Foreign Staff",
        ] {
            assert_eq!(line(&[text], Some("The Courier")), None, "{text}");
        }
        assert_eq!(line(&["Lee & Ray"], Some("Lee & Ray")), None);
        assert_eq!(line(&["Ann Lee", "ANN LEE"], None).as_deref(), Some("Ann Lee"));
    }
}
