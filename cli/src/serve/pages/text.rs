//! Text on its way into a page: escaped, and with nothing in it that could turn the text around it.

use std::fmt::{self, Display, Formatter, Write};

use askama::filters::HtmlSafe;

/// Words of a report as the text of an element: escaped, marks of direction and other characters without a shape
/// shown by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told(pub String);

/// The same, as a name or value that stands by itself: what it holds cannot turn what is around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(pub String);

impl HtmlSafe for Told {}
impl HtmlSafe for Name {}

impl Display for Told {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        escape(f, &self.0)
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str("<bdi>")?;
        escape(f, &self.0)?;
        f.write_str("</bdi>")
    }
}

/// [`Told`] of words.
pub fn told(words: &str) -> Told {
    Told(words.to_owned())
}

/// [`Name`] of words.
pub fn name(words: &str) -> Name {
    Name(words.to_owned())
}

/// Words for an attribute or the page's title, where no element can stand: `[U+202E]` for what has no shape.
pub fn attribute(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match is_shapeless(c) {
            true => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

/// At most `most` characters, with a sign where there were more.
pub fn clipped(words: &str, most: usize) -> String {
    let mut flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = flat.char_indices().nth(most) {
        flat.truncate(end);
        flat.truncate(flat.trim_end().len());
        flat.push('…');
    }
    flat
}

fn escape(f: &mut Formatter, words: &str) -> fmt::Result {
    for c in words.chars() {
        match c {
            '&' => f.write_str("&amp;")?,
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '"' => f.write_str("&quot;")?,
            '\'' => f.write_str("&#39;")?,
            c if is_shapeless(c) => write!(f, "<span class=\"ctl\">U+{:04X}</span>", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}

/// Marks of direction (Unicode Standard Annex 9), characters of no width but the joiners that scripts need, and
/// controls that are no white space.
pub fn is_shapeless(c: char) -> bool {
    let direction =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let width = matches!(c, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    direction || width || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_and_direction_is_seen() {
        let hostile = "<img src=x onerror='a()'>&\"\u{202e}txt\u{2066}";
        let html = told(hostile).to_string();
        assert_eq!(html.matches('<').count(), html.matches("<span class=\"ctl\">").count() * 2);
        assert!(html.starts_with("&lt;img src=x onerror=&#39;a()&#39;&gt;&amp;&quot;"), "{html}");
        assert!(html.contains("<span class=\"ctl\">U+202E</span>txt"), "{html}");
        assert!(!html.chars().any(is_shapeless));
        assert_eq!(attribute("a\u{202e}b"), "a[U+202E]b");
        assert_eq!(name("<b>").to_string(), "<bdi>&lt;b&gt;</bdi>");
    }

    #[test]
    fn long_words_are_clipped_between_characters() {
        assert_eq!(clipped("Élysée  talks", 6), "Élysée…");
        assert_eq!(clipped("two\nlines", 20), "two lines");
    }
}
