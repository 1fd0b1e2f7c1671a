//! Tokens to a tree, with the end tags that HTML lets people leave out.
//!
//! Simpler than the standard's tree construction: misnested inline elements are closed where the
//! outer one ends, and nothing is moved out of tables. What an article needs comes out the same.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::strip::strip;
use super::tags::{Attr, Tag};
use super::tree::{Kind, Node, NodeId, Tree};

/// Elements are nested no deeper than this; deeper ones become siblings. Browsers stop at 512
/// (Blink), and no article we have seen lies deeper than 60.
const MAX_DEPTH: usize = 256;
/// Attributes of one element beyond this number are left out.
const MAX_ATTRS: u32 = 32;
/// Attribute values are cut at this many bytes; the longest that matter are addresses and summaries.
const MAX_VALUE: usize = 8192;

/// Parses a page or a piece of one. Never fails; time and memory are linear in its length.
pub fn parse(html: &str) -> Tree {
    let html = strip(html);
    let mut builder = Builder::new(html.len());
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
        builder.take(&event);
        None
    });
    // `<script>`, `<style>` and their like are raw text.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html.as_str(), emitter).for_each(drop);
    builder.finish()
}

/// A tree under construction.
struct Builder {
    tree: Tree,
    /// The open elements, outermost first; the root always stays.
    open: Vec<(Tag, NodeId)>,
    start: Option<Start>,
    attr: Option<Attr>,
    /// Inside a script that is not data: its text is dropped.
    mute: bool,
}

/// A start tag whose attributes are still coming.
struct Start {
    tag: Tag,
    first_attr: u32,
}

impl Builder {
    fn new(bytes: usize) -> Self {
        let root = Node { kind: Kind::Element(Tag::Root, 0..0), parent: 0, end: 0 };
        let mut nodes = Vec::with_capacity(bytes / 40 + 16);
        nodes.push(root);
        let tree =
            Tree { nodes, words: String::with_capacity(bytes / 3), attrs: Vec::with_capacity(bytes / 100) };
        Self { tree, open: vec![(Tag::Root, 0)], start: None, attr: None, mute: false }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.begin(name),
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.started(*self_closing),
            CallbackEvent::EndTag { name } => self.ended(Tag::named(name).unwrap_or(Tag::Other)),
            CallbackEvent::String { value } => self.words(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn begin(&mut self, name: &[u8]) {
        let tag = Tag::named(name).unwrap_or(Tag::Other);
        self.start = Some(Start { tag, first_attr: self.tree.attrs.len() as u32 });
        self.attr = None;
    }

    fn attribute(&mut self, name: &[u8]) {
        let Some(start) = &self.start else { return };
        let room = self.tree.attrs.len() as u32 - start.first_attr < MAX_ATTRS;
        self.attr = Attr::named(name).filter(|_| room);
        if let Some(attr) = self.attr {
            let at = self.tree.words.len() as u32;
            self.tree.attrs.push((attr, at..at));
        }
    }

    fn value(&mut self, value: &[u8]) {
        if self.attr.take().is_none() || self.start.is_none() {
            return;
        }
        let cut = &value[..value.len().min(MAX_VALUE)];
        let range = push(&mut self.tree.words, cut);
        if let Some(last) = self.tree.attrs.last_mut() {
            last.1 = range;
        }
    }

    /// A start tag is complete: its element opens.
    fn started(&mut self, self_closing: bool) {
        let Some(Start { tag, first_attr }) = self.start.take() else { return };
        if matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.is_open(tag) {
            return;
        }
        self.close_for(tag);
        let id = self.node(Kind::Element(tag, first_attr..self.tree.attrs.len() as u32));
        self.mute = tag == Tag::Script && !self.holds_data(id);
        let empty = tag.is_void() || (self_closing && matches!(tag, Tag::Other | Tag::Svg));
        if !empty && self.open.len() < MAX_DEPTH {
            self.open.push((tag, id));
        }
    }

    /// Is it a script that holds data about the page (JSON-LD)?
    fn holds_data(&self, id: NodeId) -> bool {
        self.tree.attr(id, Attr::Type).is_some_and(|t| t.contains("ld+json"))
    }

    /// Closes what an element that begins brings to an end without a tag of its own.
    fn close_for(&mut self, tag: Tag) {
        use Tag::{A, Body, Dd, Dl, Dt, Head, Li, Ol, Option, P, Table, Tbody, Td, Tfoot, Th, Thead, Tr, Ul};
        if !tag.is_inline() && !belongs_to_head(tag) {
            self.close_within(&[P], &[]);
        }
        match tag {
            Li => self.close_within(&[Li], &[Ul, Ol]),
            Dt | Dd => self.close_within(&[Dt, Dd], &[Dl]),
            Td | Th => self.close_within(&[Td, Th], &[Tr, Table]),
            Tr => self.close_within(&[Tr], &[Tbody, Thead, Tfoot, Table]),
            Tbody | Thead | Tfoot => self.close_within(&[Tbody, Thead, Tfoot], &[Table]),
            Option => self.close_within(&[Option], &[]),
            A => self.close_within(&[A], &[]),
            Body => self.close_within(&[Head], &[]),
            _ => {}
        }
        if !belongs_to_head(tag) && self.open.last().is_some_and(|(t, _)| *t == Head) {
            self.close_within(&[Head], &[]);
        }
    }

    /// Closes the innermost open element called one of `tags`, unless one of `bounds` stands between.
    fn close_within(&mut self, tags: &[Tag], bounds: &[Tag]) {
        for at in (1..self.open.len()).rev() {
            let (tag, _) = self.open[at];
            if tags.contains(&tag) {
                return self.close_to(at);
            }
            let cell = tag.bounds_scope() && !matches!(tag, Tag::Td | Tag::Th);
            let wall = bounds.contains(&tag) || cell || (bounds.is_empty() && tag.bounds_scope());
            if wall {
                return;
            }
        }
    }

    fn ended(&mut self, tag: Tag) {
        self.mute = false;
        self.start = None;
        if tag == Tag::Br {
            self.node(Kind::Element(Tag::Br, 0..0));
            return;
        }
        for at in (1..self.open.len()).rev() {
            let (open, _) = self.open[at];
            if open == tag {
                return self.close_to(at);
            }
            let structural = matches!(
                tag,
                Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Body | Tag::Html
            );
            if open.bounds_scope() && !structural {
                return;
            }
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open.iter().any(|(t, _)| *t == tag)
    }

    /// Closes the open element at place `at` and all inside it.
    fn close_to(&mut self, at: usize) {
        let end = self.tree.nodes.len() as NodeId;
        for (_, id) in self.open.drain(at..) {
            self.tree.nodes[id as usize].end = end;
        }
    }

    fn words(&mut self, value: &[u8]) {
        if self.mute {
            return;
        }
        let inside = self.open.last().map_or(Tag::Root, |(t, _)| *t);
        if inside.is_wordless() {
            return;
        }
        let range = push(&mut self.tree.words, value);
        self.node(Kind::Text(range));
    }

    /// Adds a node to the innermost open element.
    fn node(&mut self, kind: Kind) -> NodeId {
        let parent = self.open.last().map_or(0, |(_, id)| *id);
        let id = self.tree.nodes.len() as NodeId;
        self.tree.nodes.push(Node { kind, parent, end: id + 1 });
        id
    }

    fn finish(mut self) -> Tree {
        self.close_to(0);
        self.tree
    }
}

/// Elements that a page's head holds.
const fn belongs_to_head(tag: Tag) -> bool {
    use Tag::{Base, Head, Html, Link, Meta, Noscript, Script, Style, Template, Title};
    matches!(tag, Base | Head | Html | Link | Meta | Noscript | Script | Style | Template | Title)
}

/// Appends bytes that are UTF-8 (the tokenizer was given a string) and gives their range.
fn push(words: &mut String, bytes: &[u8]) -> std::ops::Range<u32> {
    let start = words.len() as u32;
    words.push_str(&String::from_utf8_lossy(bytes));
    start..words.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as an outline: elements with what they hold in brackets, words as they are.
    fn outline(html: &str) -> String {
        let tree = parse(html);
        let mut out = String::new();
        let mut ends = Vec::new();
        for id in tree.below(0) {
            while ends.last() == Some(&id) {
                ends.pop();
                out.push(')');
            }
            match tree.tag(id) {
                Some(tag) => {
                    out.push_str(&format!(" {tag:?}(").to_lowercase());
                    ends.push(tree.end(id));
                }
                None => out.push_str(tree.text(id).unwrap_or_default().trim()),
            }
        }
        out.push_str(&")".repeat(ends.len()));
        out.trim().to_owned()
    }

    #[test]
    fn end_tags_that_may_be_left_out() {
        assert_eq!(outline("<p>One<p>Two<div>Three</div>"), "p(One) p(Two) div(Three)");
        assert_eq!(outline("<ul><li>A<ul><li>B</ul><li>C</ul>"), "ul( li(A ul( li(B))) li(C))");
        assert_eq!(
            outline("<table><tr><td>1<td>2<tr><td>3</table>x"),
            "table( tr( td(1) td(2)) tr( td(3)))x"
        );
        assert_eq!(outline("<head><title>T</title><p>x"), "head( title(T)) p(x)");
    }

    #[test]
    fn stray_and_crossed_tags_do_no_harm() {
        assert_eq!(outline("</div>a<b><p>c</b>d</p>e"), "a b( p(c))de");
        assert_eq!(
            outline("<div><table><tr><td></div>x</td></tr></table>y</div>"),
            "div( table( tr( td(x)))y)"
        );
        assert_eq!(outline("<a href=1>x<a href=2>y"), "a(x) a(y)");
    }

    #[test]
    fn scripts_styles_and_comments_are_gone_and_data_stays() {
        let page = "<style>p{}</style><script>if(a<b)'</p>'</script><!-- <p>no --><SCRIPT type='application/ld+json'>{\"a\":1}</SCRIPT><p>yes";
        assert_eq!(outline(page), "style() script() script({\"a\":1}) p(yes)");
    }

    #[test]
    fn attributes_and_entities() {
        let tree = parse("<p CLASS='lead  x' data-z=1 id=p1>Caf&eacute; &amp; t&#233; &lt;b&gt;");
        assert_eq!((tree.attr(1, Attr::Class), tree.attr(1, Attr::Id)), (Some("lead  x"), Some("p1")));
        assert_eq!(tree.line(1), "Café & té <b>");
    }

    #[test]
    fn hostile_pages_stay_bounded() {
        let deep = "<div>".repeat(100_000) + "words" + &"</div>".repeat(100_000);
        let tree = parse(&deep);
        assert!(tree.ids().all(|id| tree.around(id).count() <= MAX_DEPTH));
        assert_eq!(tree.line(0), "words");
        let wide = format!("<p {}>x", "a=1 class=b ".repeat(100_000));
        assert!(parse(&wide).attrs.len() <= MAX_ATTRS as usize);
        let long = format!("<p class='{}é'>x", "é".repeat(MAX_VALUE));
        assert!(parse(&long).attr(1, Attr::Class).is_some_and(|v| v.len() <= MAX_VALUE + 3));
        for odd in ["", "<", "<p", "<p class", "</", "<!--", "<script>", "&", "\0<\0p>", "<p a='"] {
            parse(odd);
        }
    }
}
