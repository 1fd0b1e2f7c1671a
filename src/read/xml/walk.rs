//! XML as a stream of small trees: the document is never held as a whole, and damage in one tree
//! does not lose the others.
//!
//! The walk is more lenient than XML: end tags may be missing or too many, `&` may stand alone, names
//! of HTML's characters are known (`&nbsp;`). Entities that a document declares itself are never
//! expanded, so none can grow.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::MAX_ITEM;
use super::tree::{Element, Node};

/// How deep a tree may be; what is nested deeper gives its words to the last level. Wire formats and
/// pages nest to about 30.
pub const MAX_DEPTH: usize = 200;
/// How many elements one tree may have. Long articles have some thousands.
const MAX_ELEMENTS: usize = 200_000;
/// How many attributes of one element are looked at.
const MAX_ATTRIBUTES: usize = 64;
/// How many declared prefixes are remembered, and how far up an end tag looks for its start.
const MAX_LOOK: usize = 64;
/// How often a walk begins again after damage. Each time costs a search through the rest.
const MAX_RESUMES: usize = 64;

/// Vocabularies by the beginning of their address, with the prefix that everybody gives them; those
/// of the formats read here have none.
const VOCABULARIES: [(&str, &str); 19] = [
    ("http://www.w3.org/2005/Atom", ""),
    ("http://purl.org/atom/", ""),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/rss/1.0/modules/", "module"),
    ("http://purl.org/rss/1.0", ""),
    ("http://my.netscape.com/rdf/", ""),
    ("http://channel.netscape.com/rdf/", ""),
    ("http://backend.userland.com/rss", ""),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", ""),
    ("http://iptc.org/std/", ""),
    ("http://www.iptc.org/", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://purl.org/dc/elements/1.1", "dc"),
    ("http://purl.org/dc/terms", "dcterms"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/dtds/podcast", "itunes"),
    ("http://rssnamespace.org/feedburner", "feedburner"),
    ("http://www.rssboard.org/media-rss", "media"),
    ("http://www.georss.org/", "georss"),
];

/// What a walk meets.
#[derive(Debug)]
pub enum Part<'a> {
    /// The start of an element that the walk goes into; its children follow one by one.
    Into,
    /// An element with all that is in it.
    Tree(Element<'a>),
    /// Something is wrong at this byte of the text.
    Damage(usize, String),
}

/// How the documents of a format are built.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Elements that the walk goes into, so that their children come one by one.
    pub into: &'static [&'static str],
    /// Elements that are one record each and never hold another of their name.
    pub records: &'static [&'static str],
}

/// Walks `text`: goes into the elements that `shape` names, and gives every other one whole.
pub fn walk<'a>(text: &'a str, shape: Shape, sink: &mut dyn FnMut(Part<'a>)) {
    let mut walk = Walk {
        text,
        shape,
        base: 0,
        outer: Vec::new(),
        tree: Tree::default(),
        prefixes: Vec::new(),
        record: None,
    };
    for _ in 0..=MAX_RESUMES {
        match walk.run(sink) {
            None => return,
            Some(next) => walk.base = next,
        }
    }
    sink(Part::Damage(walk.base, "is broken in too many places; the rest was not read".to_owned()));
}

/// The tree that is being built.
#[derive(Default)]
struct Tree<'a> {
    /// The elements that are open, the root first.
    open: Vec<Element<'a>>,
    /// How many are open below the deepest level that is kept.
    deeper: usize,
    elements: usize,
    /// Over a bound: nothing more is kept, and the tree becomes an issue when it ends.
    too_large: bool,
}

struct Walk<'a> {
    text: &'a str,
    shape: Shape,
    /// Where in `text` the present reader began.
    base: usize,
    /// The elements that the walk went into, as written.
    outer: Vec<&'a str>,
    tree: Tree<'a>,
    /// Declared prefixes with what they are called here.
    prefixes: Vec<(&'a str, &'static str)>,
    /// How the records are called in this document.
    record: Option<&'a str>,
}

impl<'a> Walk<'a> {
    /// Walks on from `base`. `Some` place to go on from, when damage ended the walk before the text.
    fn run(&mut self, sink: &mut dyn FnMut(Part<'a>)) -> Option<usize> {
        let mut reader = Reader::from_str(self.text.get(self.base..)?);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let at = self.base + position(reader.buffer_position());
            self.tree.check_size(at);
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag, at, false, sink),
                Ok(Event::Empty(tag)) => self.start(&tag, at, true, sink),
                Ok(Event::End(tag)) => self.end(tag.name().into_inner(), sink),
                Ok(Event::Text(text)) => self.words(text.into_inner()),
                Ok(Event::CData(text)) => self.words(text.into_inner()),
                Ok(Event::GeneralRef(reference)) => self.words(resolve(&reference)),
                Ok(Event::Eof) => {
                    self.finish(sink);
                    return None;
                }
                Ok(_) => {}
                Err(error) => {
                    let at = self.base + position(reader.error_position());
                    return self.damaged(at, &error, sink);
                }
            }
        }
    }

    /// A start tag: of a container, of a new tree, or inside the tree.
    fn start(&mut self, tag: &BytesStart, at: usize, empty: bool, sink: &mut dyn FnMut(Part<'a>)) {
        let element = self.element(tag, at);
        let among = |names: &[&str]| names.iter().any(|name| element.is(name));
        let root = self.tree.open.first().map(|root| root.written);
        if among(self.shape.records) && root.is_none_or(|root| root == element.written) {
            self.record = Some(element.written);
            self.abandon("has no end tag", sink);
        }
        if self.tree.open.is_empty() && among(self.shape.into) {
            if !empty {
                self.outer.push(element.written);
            }
            return sink(Part::Into);
        }
        self.tree.start(element);
        if empty {
            self.tree.close_one(sink);
        }
    }

    /// The element of a start tag, its name put into the conventional form.
    fn element(&mut self, tag: &BytesStart, at: usize) -> Element<'a> {
        let length = tag.name().into_inner().len();
        let written = self.text.get(at + 1..at + 1 + length).unwrap_or_default();
        let attributes = if self.tree.too_large { Vec::new() } else { attributes(tag) };
        for (key, value) in &attributes {
            self.declare(key, value, at);
        }
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let known = self.prefixes.iter().rev().find(|(name, _)| *name == prefix);
        Element {
            prefix: known.map_or(prefix, |(_, usual)| usual),
            local,
            written,
            attributes,
            at,
            ..Element::default()
        }
    }

    /// Remembers what a prefix stands for, for the rest of the document: nobody declares one twice
    /// with different meanings.
    fn declare(&mut self, key: &str, address: &str, at: usize) {
        let Some(prefix) = key.strip_prefix("xmlns:") else { return };
        let Some((_, usual)) = VOCABULARIES.iter().find(|(start, _)| address.starts_with(start)) else {
            return;
        };
        if self.prefixes.len() >= MAX_LOOK || self.prefixes.iter().any(|(name, _)| *name == prefix) {
            return;
        }
        // The name as it stands in the text, which outlives the tag.
        let written = self.text.get(at..).and_then(|rest| Some(&rest[rest.find(key)?..][6..key.len()]));
        self.prefixes.extend(written.map(|name| (name, *usual)));
    }

    /// An end tag: closes the nearest element of that name, and with it what is open inside.
    fn end(&mut self, name: &str, sink: &mut dyn FnMut(Part<'a>)) {
        let name = name.trim_end();
        if self.tree.end(name, sink) {
            return;
        }
        let up = self.outer.iter().rev().take(MAX_LOOK).position(|open| *open == name);
        if let Some(up) = up {
            self.abandon("has no end tag", sink);
            self.outer.truncate(self.outer.len() - up - 1);
        }
    }

    fn words(&mut self, words: Cow<'a, str>) {
        let kept = !self.tree.too_large;
        if let Some(open) = self.tree.open.last_mut().filter(|_| kept) {
            open.push_text(words);
        }
    }

    /// Gives the open tree as far as it goes, and says what is wrong with it.
    fn abandon(&mut self, what: &str, sink: &mut dyn FnMut(Part<'a>)) {
        let Some(root) = self.tree.open.first() else { return };
        sink(Part::Damage(root.at, format!("the <{}> that begins here {what}", root.written)));
        self.tree.deeper = 0;
        while !self.tree.open.is_empty() {
            self.tree.close_one(sink);
        }
    }

    /// The text is over: nothing should be open.
    fn finish(&mut self, sink: &mut dyn FnMut(Part<'a>)) {
        if let Some(root) = self.tree.open.first() {
            let what = format!("ends inside the <{}> that begins here, which was left out", root.written);
            sink(Part::Damage(root.at, what));
        } else if !self.outer.is_empty() {
            sink(Part::Damage(self.text.len(), "ends early; what came before was read".to_owned()));
        }
    }

    /// Damage that the reader cannot pass: the open tree is left out, and the walk goes on at the
    /// next element of its kind.
    fn damaged(
        &mut self,
        at: usize,
        error: &quick_xml::Error,
        sink: &mut dyn FnMut(Part<'a>),
    ) -> Option<usize> {
        let root = self.tree.open.first();
        let left_out =
            root.map_or(String::new(), |r| format!("; the <{}> around it was left out", r.written));
        sink(Part::Damage(at, format!("is broken XML ({error}){left_out}")));
        self.tree = Tree::default();
        let opening = format!("<{}", self.record?);
        let from = at.max(self.base) + 1;
        let rest = self.text.get(from..)?;
        let mut found = rest.match_indices(&opening).map(|(i, _)| i);
        let is_whole = |i: &usize| !rest[i + opening.len()..].starts_with(|c: char| c.is_alphanumeric());
        found.find(is_whole).map(|i| from + i)
    }
}

impl<'a> Tree<'a> {
    fn start(&mut self, element: Element<'a>) {
        self.elements += 1;
        if self.open.len() >= MAX_DEPTH {
            self.deeper += 1;
        } else {
            self.open.push(element);
        }
    }

    /// Closes the nearest open element of that name. Whether there was one.
    fn end(&mut self, name: &str, sink: &mut dyn FnMut(Part<'a>)) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return true;
        }
        let Some(up) = self.open.iter().rev().take(MAX_LOOK).position(|e| e.written == name) else {
            return false;
        };
        for _ in 0..=up {
            self.close_one(sink);
        }
        true
    }

    /// Closes the innermost element: into the one around it, or out.
    fn close_one(&mut self, sink: &mut dyn FnMut(Part<'a>)) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(around) if !self.too_large => around.children.push(Node::Element(element)),
            Some(_) => {}
            None if self.too_large => {
                let what = format!(
                    "the <{}> that begins here is too large to be a report; it was left out",
                    element.written
                );
                *self = Tree::default();
                sink(Part::Damage(element.at, what));
            }
            None => {
                self.elements = 0;
                sink(Part::Tree(element));
            }
        }
    }

    /// Drops what a tree holds once it is over a bound.
    fn check_size(&mut self, at: usize) {
        let Some(root) = self.open.first() else { return };
        if self.too_large || (at - root.at <= MAX_ITEM && self.elements <= MAX_ELEMENTS) {
            return;
        }
        self.too_large = true;
        for element in &mut self.open {
            element.children = Vec::new();
            element.attributes = Vec::new();
        }
    }
}

/// The attributes of a tag. Broken ones are passed over, and so are all beyond a bound.
fn attributes(tag: &BytesStart) -> Vec<(String, String)> {
    let mut all = tag.html_attributes();
    let all = all.with_checks(false).take(MAX_ATTRIBUTES).flatten();
    all.map(|a| {
        let value = unescape_with(&a.value, resolve_html5_entity);
        (a.key.into_inner().to_owned(), value.unwrap_or(Cow::Borrowed(&a.value)).into_owned())
    })
    .collect()
}

/// The characters a reference stands for; one that is not known stays as it is written.
fn resolve<'r>(reference: &BytesRef) -> Cow<'r, str> {
    let name: &str = reference;
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Cow::Owned(windows(c).to_string());
    }
    match resolve_html5_entity(name) {
        Some(characters) => Cow::Borrowed(characters),
        None => Cow::Owned(format!("&{name};")),
    }
}

/// `&#146;` means what byte 146 of Windows-1252 means, as in HTML: no text holds control characters.
fn windows(c: char) -> char {
    let Some(byte) = u8::try_from(u32::from(c)).ok().filter(|b| (0x80..0xA0).contains(b)) else { return c };
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(c)
}

fn position(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
