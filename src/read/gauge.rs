//! Is there an article on a page at all? A cheap look at the raw HTML, before it is decoded.
//!
//! Of a web crawl most pages hold no article: lists of links, searches, forms, errors. To parse
//! them costs a hundred times what it takes to see that no running text is on them. The gauge adds
//! up text that stands outside of tags, scripts, styles and links in blocks long enough for a
//! sentence, and stops as soon as there is enough of it. It errs towards reading a page.

use memchr::memchr;
use memchr::memmem;

/// This much running text may be an article, in bytes.
const ENOUGH: usize = 250;
/// A block with less text than this is a label, a headline or a line of a list.
const BLOCK: usize = 60;

/// May `page` (raw HTML or plain text, in any encoding) hold an article?
pub fn may_hold_article(page: &[u8]) -> bool {
    // In UTF-16 every other byte is zero: nothing below would be found.
    if page.iter().take(64).any(|b| *b == 0) {
        return true;
    }
    Gauge { page, at: 0, prose: 0, block: Block::default(), links: 0 }.run()
}

/// Text between two tags that begin or end a block.
#[derive(Default)]
struct Block {
    bytes: usize,
    /// Ends of sentences, or bytes of scripts that have other ones than ours.
    marks: usize,
}

struct Gauge<'a> {
    page: &'a [u8],
    at: usize,
    prose: usize,
    block: Block,
    links: u32,
}

impl Gauge<'_> {
    fn run(mut self) -> bool {
        while self.prose < ENOUGH {
            let rest = &self.page[self.at..];
            let Some(open) = memchr(b'<', rest) else {
                self.text(rest);
                self.close();
                return self.prose >= ENOUGH;
            };
            self.text(&rest[..open]);
            self.at += open + 1;
            if self.tag() {
                return true;
            }
        }
        true
    }

    /// Adds text to the open block, unless it stands in a link.
    fn text(&mut self, text: &[u8]) {
        if self.links > 0 || text.len() < 2 {
            return;
        }
        self.block.bytes += text.len();
        self.block.marks += marks(text);
    }

    /// Ends the open block.
    fn close(&mut self) {
        if self.block.bytes >= BLOCK && self.block.marks > 0 {
            self.prose += self.block.bytes;
        }
        self.block = Block::default();
    }

    /// Goes over the tag whose `<` is passed. True if an article was found in a script.
    fn tag(&mut self) -> bool {
        let rest = &self.page[self.at..];
        if rest.starts_with(b"!--") {
            self.at += memmem::find(rest, b"-->").map_or(rest.len(), |end| end + 3);
            return false;
        }
        let (closing, name) = name(rest);
        let mut word = [0; 8];
        let short = &mut word[..name.len().min(8)];
        short.copy_from_slice(&name[..name.len().min(8)]);
        short.make_ascii_lowercase();
        let end = memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
        self.at += end;
        match &word[..name.len().min(8)] {
            b"script" | b"style" | b"svg" if !closing => return self.skip(name.len() as u8, word),
            b"a" if closing => self.links = 0,
            b"a" => self.links = 1,
            b"b" | b"i" | b"u" | b"em" | b"strong" | b"span" | b"q" | b"sup" | b"sub" | b"font" | b"br"
            | b"abbr" | b"time" | b"cite" | b"img" | b"small" | b"mark" | b"wbr" | b"ins" | b"code" | b"" => {
            }
            _ => {
                self.links = 0;
                self.close();
            }
        }
        false
    }

    /// Goes over an element that holds no text, to its end tag.
    fn skip(&mut self, length: u8, word: [u8; 8]) -> bool {
        let name = &word[..usize::from(length).min(8)];
        let start = self.at;
        loop {
            let rest = &self.page[self.at..];
            let Some(end) = memmem::find(rest, b"</") else {
                self.at = self.page.len();
                break;
            };
            self.at += end + 2;
            if self.page[self.at..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
                break;
            }
        }
        name == b"script" && memmem::find(&self.page[start..self.at], b"articleBody").is_some()
    }
}

/// The name in a tag, and whether the tag closes.
fn name(tag: &[u8]) -> (bool, &[u8]) {
    let (closing, tag) = match tag.strip_prefix(b"/") {
        Some(rest) => (true, rest),
        None => (false, tag),
    };
    let end = tag.iter().take(12).position(|b| !b.is_ascii_alphanumeric());
    (closing, &tag[..end.unwrap_or(tag.len().min(12))])
}

/// How much in `text` speaks of sentences: their ends, or letters beyond ASCII.
fn marks(text: &[u8]) -> usize {
    text.iter().filter(|b| matches!(b, b'.' | b'?' | b'!' | b',' | b';' | 0x80..)).count()
}
