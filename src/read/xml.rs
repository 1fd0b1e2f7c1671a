//! XML: which kind a document is, by its root element, and the reader of that kind.

mod charset;
mod paragraphs;
mod tree;
mod walk;

use super::{Options, Sink, feed, wire};
use crate::issue::Issue;
use crate::report::RawReport;

pub use charset::text_of;
pub use paragraphs::paragraphs;
pub use tree::Element;
pub use walk::{Part, Shape, walk};

/// What is read of XML, for messages.
const KINDS: &str = "feeds (RSS, RDF, Atom), NewsML-G2, NewsML 1, NITF and pages in XHTML are read";

/// Reads an XML document of any kind that is known.
pub fn read(source: &str, bytes: &[u8], options: &Options, sink: &mut Sink) {
    let decoded = text_of(bytes);
    if let Some(what) = decoded.doubt {
        sink(Err(Issue::new(source, what)));
    }
    let text = &decoded.text;
    match root_name(text).to_lowercase().as_str() {
        "" => sink(Err(Issue::new(source, format!("holds no XML element: {KINDS}")))),
        "html" => sink(Ok(page(source, decoded.text))),
        root if feed::is_root(root) => feed::read_text(source, text, options, sink),
        root if wire::is_root(root) => wire::read_text(source, text, sink),
        root => {
            let what = format!("is XML of an unknown kind (<{root}>): {KINDS}; turn others into JSON Lines");
            sink(Err(Issue::new(source, what)));
        }
    }
}

/// A page in XHTML.
fn page(source: &str, page: String) -> RawReport {
    RawReport { source: source.to_owned(), page: Some(page), ..RawReport::default() }
}

/// The root element's name without its prefix; empty where the text begins otherwise. Only the first
/// 64 kB are looked at: no prologue is longer.
pub fn root_name(text: &str) -> &str {
    let mut rest = text.trim_start_matches('\u{feff}');
    let end = rest.len().min(64 << 10);
    rest = rest.get(..end).unwrap_or(rest);
    loop {
        rest = rest.trim_start();
        let after = |end: &str| rest.find(end).and_then(|i| rest.get(i + end.len()..)).unwrap_or("");
        rest = match rest {
            _ if rest.starts_with("<?") => after("?>"),
            _ if rest.starts_with("<!--") => after("-->"),
            _ if rest.starts_with("<!") => rest.get(doctype_length(rest)..).unwrap_or(""),
            _ => break,
        };
    }
    let Some(tag) = rest.strip_prefix('<') else { return "" };
    let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
    let name = &tag[..end];
    name.rsplit(':').next().unwrap_or(name)
}

/// How long the document type declaration is that `text` begins with, its own subset included.
fn doctype_length(text: &str) -> usize {
    let mut inside = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => inside += 1,
            ']' => inside = inside.saturating_sub(1),
            '>' if inside == 0 => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The tree of a document.
    pub fn tree(xml: &str) -> Element<'_> {
        let mut found = None;
        walk(xml, Shape { into: &[], records: &[] }, &mut |part| match part {
            Part::Tree(tree) => found = Some(tree),
            other => panic!("{other:?}"),
        });
        found.unwrap()
    }

    #[test]
    fn roots() {
        for (xml, root) in [
            ("<rss version='2.0'>", "rss"),
            ("\u{feff}<?xml version='1.0'?>\n<!-- a > b --><rdf:RDF>", "RDF"),
            ("<!DOCTYPE nitf SYSTEM \"nitf.dtd\" [<!ENTITY a \"<b>\">]><nitf/>", "nitf"),
            ("{}", ""),
            ("<!DOCTYPE x [", ""),
            ("", ""),
        ] {
            assert_eq!(root_name(xml), root, "{xml}");
        }
    }

    #[test]
    fn references_and_prefixes() {
        let xml = "<x:a xmlns:x='http://www.w3.org/2005/Atom' xmlns:q='http://purl.org/dc/elements/1.1/'>\
                   <q:date>1</q:date><x:b t='&lt;&#x41;'>&amp;&nbsp;&#146;&mine; & <![CDATA[<c>]]></x:b></x:a>";
        let a = tree(xml);
        assert!(a.is("a") && a.elements().next().unwrap().is("dc:date"));
        let b = a.find("b").unwrap();
        assert_eq!(b.attribute("t"), Some("<A"));
        assert_eq!(b.text(), "&\u{a0}’&mine; & <c>");
    }

    #[test]
    fn end_tags_may_be_missing_or_too_many() {
        let a = tree("<a><d>one<br>two</d></p><e>three</e></a>");
        let words: Vec<String> = a.elements().map(Element::words).collect();
        assert_eq!(words, ["onetwo", "three"]);
    }

    /// Every part of a walk as a short line.
    fn parts(xml: &str) -> Vec<String> {
        let mut all = Vec::new();
        walk(xml, Shape { into: &["rss"], records: &["item"] }, &mut |part| {
            all.push(match part {
                Part::Into => "into".to_owned(),
                Part::Tree(e) => format!("tree {}", e.words()),
                Part::Damage(at, _) => format!("damage {at}"),
            });
        });
        all
    }

    #[test]
    fn damage_loses_one_record_and_tells_where() {
        let xml = "<rss><item>1</item><item>2<item>3</item><item>4<!oops></item><item>5</item></rss>";
        let expected = ["into", "tree 1", "damage 19", "tree 2", "tree 3", "damage 47", "tree 5"];
        assert_eq!(parts(xml), expected);
        assert_eq!(parts("<rss><item>1</item><item>2"), ["into", "tree 1", "damage 19"]);
        assert_eq!(parts("<rss><item>1</item>"), ["into", "tree 1", "damage 19"]);
        let xml = "<rss><item><![CDATA[1</item><item>2</item></rss>";
        assert_eq!(parts(xml), ["into", "damage 11", "tree 2"]);
    }

    #[test]
    fn hostile_documents_are_bounded() {
        let deep = "<a>".repeat(100_000) + "deep" + &"</a>".repeat(100_000);
        assert_eq!(tree(&deep).text(), "deep");
        let wide = format!("<a {}>x</a>", "b='c' ".repeat(1_000_000));
        assert_eq!(tree(&wide).attributes.len(), 64);
        let laughs = "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;&l;&l;\">]><a>&m;&m;</a>";
        assert_eq!(tree(laughs).text(), "&m;&m;");
        let many = format!("<rss><item>{}</item><item>2</item></rss>", "<b/>".repeat(300_000));
        assert_eq!(parts(&many), ["into", "damage 5", "tree 2"]);
        let long = format!("<rss><item>{}</item><item>2</item></rss>", "x".repeat(9 << 20));
        assert_eq!(parts(&long), ["into", "damage 5", "tree 2"]);
        let broken = "<rss>".to_owned() + &"<item><![CDATA[".repeat(100_000);
        assert!(parts(&broken).len() < 100);
        let ends = "<a>".repeat(50_000) + &"</b>".repeat(200_000);
        assert!(parts(&ends).len() < 3);
    }
}
