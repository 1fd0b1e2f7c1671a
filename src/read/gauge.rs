//! Is there an article on a page at all? A cheap look at the raw HTML, before it is decoded.
//!
//! Of a web crawl most pages hold no article: lists of links, searches, forms, errors. To parse
//! them costs a hundred times what it takes to see that no running text is on them. The gauge adds
//! up text that stands outside of tags, scripts, styles and links in blocks long enough for a
//! sentence, and stops as soon as there is enough of it. It errs towards reading a page.

use memchr::memchr;
use memchr::memmem;

/// This much running text may be an article, in bytes: a news flash of one or two sentences.
const ENOUGH: usize = 120;
/// A block with less text than this is a label, a headline or a line of a list.
const BLOCK: usize = 60;

/// May `page` (raw HTML or plain text, in any encoding) hold an article?
pub fn may_hold_article(page: &[u8]) -> bool {
    // In UTF-16 every other byte is zero: nothing below would be found.
    page.iter().take(64).any(|b| *b == 0) || prose(page, ENOUGH) >= ENOUGH
}

/// Bytes of running text on `page`; the count stops when there are `enough`.
pub fn prose(page: &[u8], enough: usize) -> usize {
    let mut gauge = Gauge { page, at: 0, prose: 0, block: Block::default(), in_link: false };
    while gauge.prose < enough && gauge.step() {}
    gauge.prose
}

/// Text between two tags that begin or end a block.
#[derive(Default)]
struct Block {
    bytes: usize,
    /// Marks inside and after sentences; letters of scripts that have other ones than ours.
    marks: usize,
}

struct Gauge<'a> {
    page: &'a [u8],
    at: usize,
    prose: usize,
    block: Block,
    in_link: bool,
}

impl Gauge<'_> {
    /// Goes over the text up to the next tag, and over that. False at the end of the page.
    fn step(&mut self) -> bool {
        let rest = &self.page[self.at..];
        let open = memchr(b'<', rest);
        self.text(&rest[..open.unwrap_or(rest.len())]);
        let Some(open) = open else {
            self.close();
            return false;
        };
        self.at += open + 1;
        self.tag();
        true
    }

    /// Adds text to the open block, unless it stands in a link.
    fn text(&mut self, text: &[u8]) {
        if !self.in_link && text.len() > 1 {
            self.block.bytes += text.len();
            self.block.marks +=
                text.iter().filter(|b| matches!(b, b'.' | b'?' | b'!' | b',' | 0x80..)).count();
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        if self.block.bytes >= BLOCK && self.block.marks > 0 {
            self.prose += self.block.bytes;
        }
        self.block = Block::default();
    }

    /// Goes over the tag whose `<` is passed.
    fn tag(&mut self) {
        let rest = &self.page[self.at..];
        if rest.starts_with(b"!--") {
            self.at += memmem::find(rest, b"-->").map_or(rest.len(), |end| end + 3);
            return;
        }
        let closing = rest.first() == Some(&b'/');
        let inside = &rest[usize::from(closing)..];
        let (key, length) = name(inside);
        self.at += memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
        if LINK.contains(&key) {
            self.in_link = !closing;
        } else if BLOCKS.contains(&key) {
            self.in_link = false;
            self.close();
        } else if !closing && SILENT.contains(&key) {
            self.skip(&inside[..length]);
        }
    }

    /// Goes over an element that holds no text, to its end tag. Scripts may hold a whole article
    /// for search engines.
    fn skip(&mut self, name: &[u8]) {
        let start = self.at;
        let end = memmem::find_iter(&self.page[start..], b"</").map(|at| start + at + 2);
        let mut end =
            end.filter(|at| self.page[*at..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)));
        self.at = end.next().unwrap_or(self.page.len());
        if name.eq_ignore_ascii_case(b"script")
            && memmem::find(&self.page[start..self.at], b"articleBody").is_some()
        {
            self.prose = usize::MAX;
        }
    }
}

/// Elements that begin and end a block of text.
const BLOCKS: [u64; 39] = keys([
    b"p", b"div", b"li", b"td", b"tr", b"th", b"ul", b"ol", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"dt",
    b"dd", b"dl", b"nav", b"hr", b"form", b"main", b"body", b"html", b"head", b"meta", b"link", b"table",
    b"tbody", b"aside", b"title", b"label", b"input", b"button", b"option", b"footer", b"header", b"section",
    b"article", b"figure",
]);

/// Elements that hold no running text, or a menu.
const SILENT: [u64; 4] = keys([b"script", b"style", b"svg", b"select"]);
const LINK: [u64; 1] = keys([b"a"]);

/// Names of up to eight bytes as numbers, which compare faster.
const fn keys<const N: usize>(names: [&[u8]; N]) -> [u64; N] {
    let mut keys = [0; N];
    let mut i = 0;
    while i < N {
        let mut j = 0;
        while j < names[i].len() {
            keys[i] |= (names[i][j] as u64) << (8 * j);
            j += 1;
        }
        i += 1;
    }
    keys
}

/// The name in a tag, in lower case, as [`keys`] has it (0 for none), and its length.
fn name(tag: &[u8]) -> (u64, usize) {
    let mut key = 0;
    let mut length = 0;
    for byte in tag.iter().take(8).take_while(|b| b.is_ascii_alphanumeric()) {
        key |= u64::from(byte.to_ascii_lowercase()) << (8 * length);
        length += 1;
    }
    (key, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str =
        "The envoys of both countries met in the capital on Tuesday, and agreed to go on. ";

    #[test]
    fn running_text_is_found_however_it_is_marked_up() {
        let text = SENTENCE.repeat(4);
        let linked = text.replace("envoys", "<a href='/e'>envoys</a>").replace("met", "<em>met</em>");
        for page in [
            format!("<p>{text}</p>"),
            format!("<TABLE><TR><TD><FONT size=2>{text}"),
            format!("<p>{linked}</p>"),
            format!("<div>{}</div>", text.replace(". ", ".<br><br>")),
            format!("<script>{{\"articleBody\": \"{SENTENCE}\"}}</script>"),
            text.clone(),
            format!("<p>{}</p>", "両国の外務大臣は首都で会談し、国境の情勢について話し合った。".repeat(4)),
        ] {
            assert!(may_hold_article(page.as_bytes()), "{page}");
        }
        let wide: Vec<u8> = format!("<p>{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(may_hold_article(&wide));
    }

    #[test]
    fn links_labels_scripts_and_styles_are_no_running_text() {
        let text = SENTENCE.repeat(4);
        for page in [
            format!("<li><a href='/1'>{text}</a></li>"),
            format!("<script>var a = '{text}'; if (a</b) x();</SCRIPT >"),
            format!("<!-- {text} <p> -->"),
            format!("<style>{text}</style><select><option>{text}</select>"),
            "<td>Oslo, 4 May</td>".repeat(500),
            String::new(),
            "<".to_owned(),
            "<script>".to_owned(),
        ] {
            assert!(!may_hold_article(page.as_bytes()), "{page}");
        }
    }
}
