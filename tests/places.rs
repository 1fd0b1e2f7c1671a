//! Places scored on public sets: LGL (local news) and GeoWebNews. The sets are not part of the project:
//! `SIDELINES_SHARED` names the folder that has them under `data/`. `SIDELINES_ERRORS=1` prints what went
//! wrong; `SIDELINES_PEER=FILE` scores a peer's answers instead, a TSV of `benches/peers/places.py`.
//!
//! Given names: of the gold names with gold coordinates, those placed within 161 km (100 miles); a name
//! that is not placed counts as wrong. From raw text: a found name is right when it overlaps a gold name
//! and lies within 161 km of it.

mod shared;

use std::collections::BTreeMap;
use std::path::Path;

use shared::{floor, shared};
use sidelines::document::{Document, Sentence, Token, Upos};
use sidelines::gazetteer::Gazetteer;
use sidelines::place::{PlaceBasis, PlaceMention};
use sidelines::reader::Reader;
use sidelines::recognise::names;
use sidelines::recognise::places::{Spoken, distance, resolve};
use sidelines::recognise::titles::View;
use sidelines::report::{RawReport, Report};
use sidelines::span::Span;

const FAR: f64 = 161.0;

/// A gold name: bytes, coordinates where it has any, its kind (GeoWebNews).
struct Gold {
    span: Span,
    at: Option<(f64, f64)>,
    geonames: bool,
    kind: String,
}

struct Article {
    id: String,
    title: String,
    url: String,
    text: String,
    gold: Vec<Gold>,
}

/// The text of the first `tag` in `xml`, unescaped.
fn element(xml: &str, tag: &str) -> Option<String> {
    let start = xml.find(&format!("<{tag}>"))? + tag.len() + 2;
    let inner = &xml[start..start + xml[start..].find(&format!("</{tag}>"))?];
    if let Some(raw) = inner.strip_prefix("<![CDATA[").and_then(|i| i.strip_suffix("]]>")) {
        return Some(raw.to_owned());
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Some(plain.iter().fold(inner.to_owned(), |t, (from, to)| t.replace(from, to)))
}

fn articles(path: &Path, lat: &str, lon: &str) -> Vec<Article> {
    let xml = std::fs::read_to_string(path).expect("a readable set");
    xml.split("<article ").skip(1).map(|a| article(a, lat, lon)).collect()
}

fn article(xml: &str, lat: &str, lon: &str) -> Article {
    let text = element(xml, "text").unwrap_or_default();
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let number = |t: &str, tag: &str| element(t, tag)?.parse::<f64>().ok();
    let gold = xml.split("<toponym>").skip(1).filter_map(|t| {
        let place = |tag: &str| bytes.get(number(t, tag)? as usize).copied();
        Some(Gold {
            span: Span::new(place("start")?, place("end")?),
            at: number(t, lat).zip(number(t, lon)),
            geonames: number(t, "geonamesID").is_some() || t.contains("geonameid"),
            kind: element(t, "type").unwrap_or_default(),
        })
    });
    let gold = gold.collect();
    Article {
        id: xml.split('"').nth(1).unwrap_or("").to_owned(),
        title: element(xml, "title").unwrap_or_default(),
        url: element(xml, "url").or_else(|| element(xml, "link")).unwrap_or_default(),
        text,
        gold,
    }
}

/// The report of an article, its text as the gold offsets count it.
fn report(article: &Article, reader: &Reader) -> Report {
    let raw = RawReport {
        source: article.id.clone(),
        url: Some(article.url.clone()).filter(|u| !u.is_empty()),
        title: Some(article.title.clone()),
        text: article.text.clone(),
        ..RawReport::default()
    };
    Report { text: article.text.clone(), ..reader.clean(&raw) }
}

/// Words and marks alone: the names are given, and need no parse.
fn words(text: &str) -> Document {
    let mut sentence = Sentence { span: Span::new(0, text.len()), ..Sentence::default() };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let len = match c.is_alphanumeric() {
            true => text[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - at),
            false => c.len_utf8(),
        };
        if !c.is_whitespace() {
            let span = Span::new(at, at + len);
            let lemma = span.of(text).to_lowercase();
            let (upos, xpos, head, deprel, joined) = (Upos::X, "", None, "dep", false);
            sentence.tokens.push(Token { span, lemma, upos, xpos, head, deprel, joined });
        }
        at += len;
    }
    Document { sentences: vec![sentence], ..Document::default() }
}

/// Each gold name's place, the names given.
fn given(article: &Article, report: &Report, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let document = words(&article.text);
    let named = names::named(&document, &article.text, gazetteer);
    let pairs = document.sentences.iter().zip(&named);
    let views: Vec<View> =
        pairs.map(|(sentence, named)| View { sentence, text: &article.text, named, gazetteer }).collect();
    let spoken = article.gold.iter().filter(|g| g.at.is_some());
    let spoken: Vec<Spoken> =
        spoken.map(|g| Spoken { span: g.span, sentence: 0, first: 0, last: 0 }).collect();
    resolve(&views, report, &spoken)
}

fn literal(g: &Gold) -> bool {
    matches!(g.kind.as_str(), "" | "Literal" | "Literal_Modifier" | "Mixed" | "Coercion" | "Embedded_Literal")
}

#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:.3} ({} of {})", self.share(), self.right, self.all)
    }
}

fn explain(article: &Article, gold: &Gold, found: &PlaceMention) {
    if std::env::var_os("SIDELINES_ERRORS").is_some() {
        let p = &found.place;
        let far = distance(p, gold.at.unwrap_or_default()).unwrap_or(-1.0);
        let (name, words) = (&p.name, gold.span.of(&article.text));
        let admin1 = p.admin1.as_ref().map_or("", |a| a.code.as_str());
        let (country, kind, id) = (p.country.as_deref().unwrap_or(""), &gold.kind, &article.id);
        let at = gold.at.unwrap_or_default();
        eprintln!(
            "WRONG {id} [{words}] {kind} -> {name} {country} {admin1} approx={} {far:.0} km; gold {at:?}",
            p.approximate
        );
    }
}

/// Names given: the whole set, and its literal names.
fn score_given(articles: &[Article], reader: &Reader) -> [Tally; 4] {
    let [mut all, mut literals, mut listed, mut placed] = <[Tally; 4]>::default();
    for article in articles {
        let found = given(article, &report(article, reader), &reader.gazetteer);
        for (gold, found) in article.gold.iter().filter(|g| g.at.is_some()).zip(&found) {
            let far = distance(&found.place, gold.at.unwrap_or_default());
            let right = far.is_some_and(|d| d <= FAR);
            all.add(right);
            if literal(gold) {
                literals.add(right);
            }
            if literal(gold) && gold.geonames {
                placed.add(right);
            }
            if gold.geonames {
                listed.add(right);
            }
            if !right {
                explain(article, gold, found);
            }
        }
    }
    [all, literals, listed, placed]
}

/// A found name: bytes and coordinates.
type Found = (Span, Option<(f64, f64)>);

/// What the whole chain finds in the raw text.
fn found(article: &Article, reader: &Reader, peoples: bool) -> Vec<Found> {
    let reading = reader.read_report(report(article, reader));
    let by_the_way = reading.found.by_the_way.iter().filter(|p| peoples && p.basis == PlaceBasis::People);
    let all = reading.found.places.iter().chain(by_the_way);
    all.map(|p| (p.span, p.place.lat.zip(p.place.lon))).collect()
}

/// A peer's answers: set, article, start and end in bytes, latitude, longitude.
fn peer(set: &str) -> Option<BTreeMap<String, Vec<Found>>> {
    let path = std::env::var_os("SIDELINES_PEER")?;
    let text = std::fs::read_to_string(path).expect("the peer's answers");
    let mut all: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let number = |i: usize| cells.get(i).and_then(|c| c.parse::<f64>().ok());
        if cells[0] == set {
            let span = Span::new(number(2).unwrap_or(0.0) as usize, number(3).unwrap_or(0.0) as usize);
            all.entry(cells[1].to_owned()).or_default().push((span, number(4).zip(number(5))));
        }
    }
    Some(all)
}

/// Precision over all found names that touch no gold name or the wrong place; recall over literal names
/// with coordinates; a name the gold has without coordinates counts for neither.
fn score_raw(articles: &[Article], find: impl Fn(&Article) -> Vec<Found>) -> (Tally, Tally, Tally) {
    let (mut precision, mut recall, mut spans) = (Tally::default(), Tally::default(), Tally::default());
    for article in articles {
        let found = find(article);
        let close = |a: (f64, f64), b: (f64, f64)| {
            let place = sidelines::place::Place { lat: Some(a.0), lon: Some(a.1), ..Default::default() };
            distance(&place, b).is_some_and(|d| d <= FAR)
        };
        let touch = |a: Span, b: Span| a.start < b.end && b.start < a.end;
        let hit = |g: &Gold, f: &Found| g.at.zip(f.1).is_some_and(|(g, f)| close(g, f));
        for f in &found {
            let mut gold = article.gold.iter().filter(|g| touch(g.span, f.0)).peekable();
            let unplaced = gold.peek().is_some()
                && article.gold.iter().filter(|g| touch(g.span, f.0)).all(|g| g.at.is_none());
            spans.add(gold.peek().is_some());
            if !unplaced {
                precision.add(gold.any(|g| hit(g, f)));
            }
        }
        for g in article.gold.iter().filter(|g| g.at.is_some() && literal(g)) {
            recall.add(found.iter().any(|f| touch(g.span, f.0) && hit(g, f)));
        }
    }
    (precision, recall, spans)
}

fn set(name: &str) -> Option<Vec<Article>> {
    let folder = shared("data/measure-only/geoparsing")?;
    Some(match name {
        "lgl" => articles(&folder.join("lgl.xml"), "lat", "lon"),
        _ => articles(&folder.join("GWN.xml"), "latitude", "longitude"),
    })
}

#[test]
fn places_given_their_names() {
    if std::env::var_os("SIDELINES_PEER").is_some() {
        return;
    }
    let reader = Reader::embedded().expect("embedded data is sound");
    for name in ["lgl", "geowebnews"] {
        let Some(articles) = set(name) else { return };
        let [all, literals, listed, placed] = score_given(&articles, &reader);
        println!(
            "{name} given names, within 161 km: {literals} literal; all kinds {all}; with a GeoNames id {listed}, of these literal {placed}"
        );
        assert!(literals.share() >= floor("places", &format!("{name}_given")), "{name}");
        if name == "geowebnews" {
            assert!(listed.share() >= floor("places", "geowebnews_listed"), "{name}");
        }
    }
}

#[test]
fn places_from_raw_text() {
    let reader = Reader::embedded().expect("embedded data is sound");
    for name in ["lgl", "geowebnews"] {
        let Some(articles) = set(name) else { return };
        let peer = peer(name);
        let (precision, recall, spans) = match &peer {
            Some(answers) => score_raw(&articles, |a| answers.get(&a.id).cloned().unwrap_or_default()),
            // LGL counts `American` as a place, GeoWebNews as none.
            None => score_raw(&articles, |a| found(a, &reader, name == "lgl")),
        };
        let (p, r) = (precision.share(), recall.share());
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        println!(
            "{name} from raw text: precision {precision}, recall {recall}, F1 {f1:.3}; names that touch a gold name {spans}"
        );
        assert!(peer.is_some() || f1 >= floor("places", &format!("{name}_raw_f1")), "{name}");
    }
}
