//! How rightly reprints are told, on pairs made by editing real articles.
//!
//! `cargo bench --bench reprint_pairs -- FOLDER [--natural]`: FOLDER holds plain texts, one article a file.
//!
//! Definition: two texts are one copy when more than half of the sentences of the one with fewer come from
//! the other, word for word or edited. The label of a pair follows from the edits, which know where each
//! sentence comes from; the texts are then compared as the program does. Half of the articles (by number)
//! are for tuning, half for the figure. With `--natural` the pairs found among the unedited articles are
//! printed, to be judged by eye.

use std::collections::BTreeMap;

use sidelines::clean::fingerprint::Sketch;
use sidelines::link::reprints::one_copy;

/// A sentence, where it comes from (article and place in it; `None` for words of an outlet's own), and
/// whether a paragraph ends with it.
#[derive(Clone)]
struct Sentence {
    origin: Option<(usize, usize)>,
    text: String,
    ends: bool,
}

type Version = Vec<Sentence>;

/// SplitMix64, seeded: each run makes the same pairs.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    fn share(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
    fn chance(&mut self, p: f64) -> bool {
        self.share(0.0, 1.0) < p
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(folder) = args.iter().find(|a| !a.starts_with("--")) else {
        println!("no folder of texts was named: nothing measured");
        return;
    };
    let articles = articles(folder);
    if args.iter().any(|a| a == "--natural") {
        return natural(&articles);
    }
    for (name, half) in [("dev", 0), ("test", 1)] {
        let own: Vec<&Version> = articles.iter().skip(half).step_by(2).collect();
        let pairs = pairs(&own);
        println!("{name}: {} articles, {} pairs", own.len(), pairs.len());
        report(&pairs);
    }
}

/// The articles of a folder, in sentences; the line that gives the address is left out.
fn articles(folder: &str) -> Vec<Version> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    paths.sort();
    let text =
        |p: &std::path::PathBuf| String::from_utf8_lossy(&std::fs::read(p).unwrap_or_default()).into_owned();
    paths.iter().enumerate().map(|(i, p)| sentences(i, &text(p))).collect()
}

fn sentences(article: usize, text: &str) -> Version {
    let mut all = Version::new();
    for paragraph in text.lines().map(str::trim).filter(|p| !p.is_empty() && !p.starts_with("http")) {
        let mut from = 0;
        for (at, _) in paragraph.match_indices(". ") {
            let next = paragraph[at + 2..].chars().next();
            if at > from + 25 && next.is_some_and(|c| c.is_uppercase() || "\"“‘'".contains(c)) {
                all.push(sentence(article, all.len(), &paragraph[from..=at], false));
                from = at + 2;
            }
        }
        all.push(sentence(article, all.len(), &paragraph[from..], true));
    }
    all
}

fn sentence(article: usize, place: usize, text: &str, ends: bool) -> Sentence {
    Sentence { origin: Some((article, place)), text: text.trim().to_owned(), ends }
}

fn text(version: &Version) -> String {
    version.iter().map(|s| format!("{}{}", s.text, if s.ends { "\n\n" } else { " " })).collect()
}

fn words(version: &Version) -> usize {
    version.iter().map(|s| s.text.split_whitespace().count()).sum()
}

/// The definition: more than half of the sentences of the one with fewer come from the other.
fn is_one_copy(a: &Version, b: &Version) -> bool {
    let shared = a.iter().filter(|s| s.origin.is_some() && b.iter().any(|t| t.origin == s.origin)).count();
    2 * shared > a.len().min(b.len())
}

struct Pair {
    kind: String,
    a: Version,
    b: Version,
}

fn pairs(articles: &[&Version]) -> Vec<Pair> {
    let mut dice = Dice(20_261_122);
    let mut pairs = Vec::new();
    let near = neighbours(articles);
    for (i, article) in articles.iter().enumerate() {
        let other = |dice: &mut Dice| articles[(i + 1 + dice.below(articles.len() - 1)) % articles.len()];
        for (kind, edits) in EDITS {
            let edited = edited(article, edits, other(&mut dice), &mut dice);
            pairs.push(Pair { kind: (*kind).to_owned(), a: (*article).clone(), b: edited });
        }
        let all: &[Edit] = &[Edit::Cut, Edit::Change, Edit::Append, Edit::Typeset];
        let (one, two) = (
            edited(article, all, other(&mut dice), &mut dice),
            edited(article, all, other(&mut dice), &mut dice),
        );
        pairs.push(Pair { kind: "two edited versions".to_owned(), a: one, b: two });
        for kind in ["shared background", "shared quotation"] {
            let stranger = other(&mut dice);
            pairs.push(Pair {
                kind: kind.to_owned(),
                a: (*article).clone(),
                b: borrowing(stranger, article, kind, &mut dice),
            });
        }
        for &j in &near[i] {
            pairs.push(Pair {
                kind: "nearest other report".to_owned(),
                a: (*article).clone(),
                b: articles[j].clone(),
            });
            let cut = edited(articles[j], all, other(&mut dice), &mut dice);
            let b = borrowing(&cut, article, "shared quotation", &mut dice);
            pairs.push(Pair { kind: "nearest, cut, shared quotation".to_owned(), a: (*article).clone(), b });
        }
    }
    // A text that is next to nothing is compared as a whole only, and is no pair to judge by.
    pairs.retain(|p| words(&p.a) >= 45 && words(&p.b) >= 45);
    pairs
}

#[derive(Clone, Copy, PartialEq)]
enum Edit {
    Cut,
    Change,
    Retitle,
    Append,
    Typeset,
}

const EDITS: &[(&str, &[Edit])] = &[
    ("typeset anew", &[Edit::Typeset]),
    ("retitled", &[Edit::Retitle, Edit::Typeset]),
    ("cut to 30-90 %", &[Edit::Cut]),
    ("one sentence in ten changed", &[Edit::Change]),
    ("appended", &[Edit::Append]),
    ("cut and changed", &[Edit::Cut, Edit::Change, Edit::Typeset]),
    ("cut and appended", &[Edit::Cut, Edit::Append]),
    ("all edits", &[Edit::Cut, Edit::Change, Edit::Retitle, Edit::Append, Edit::Typeset]),
];

fn edited(article: &Version, edits: &[Edit], other: &Version, dice: &mut Dice) -> Version {
    let mut version = article.clone();
    for edit in edits {
        version = match edit {
            Edit::Cut => cut(version, dice),
            Edit::Change => changed(version, other, dice),
            Edit::Retitle => retitled(version, other),
            Edit::Append => appended(version, other, dice),
            Edit::Typeset => version.into_iter().map(|s| Sentence { text: typeset(&s.text), ..s }).collect(),
        };
    }
    version
}

/// Cut to 30 to 90 %, at the end or in the middle (the head and some of the rest stays).
fn cut(version: Version, dice: &mut Dice) -> Version {
    let keep = ((version.len() as f64 * dice.share(0.3, 0.9)).ceil() as usize).clamp(1, version.len());
    let head = if dice.chance(0.5) { keep } else { keep.div_ceil(2) };
    let tail = version.len() - (keep - head);
    version.into_iter().enumerate().filter(|(i, _)| *i < head || *i >= tail).map(|(_, s)| s).collect()
}

/// One sentence in ten: a few words are others, it is reworded, or it is gone.
fn changed(version: Version, other: &Version, dice: &mut Dice) -> Version {
    let stock: Vec<String> =
        other.iter().flat_map(|s| s.text.split_whitespace()).map(str::to_owned).collect();
    let mut out = Version::new();
    for s in version {
        let mut words: Vec<String> = s.text.split_whitespace().map(str::to_owned).collect();
        match if dice.chance(0.1) { dice.below(3) } else { 3 } {
            0 => continue,
            1 => (0..2 + dice.below(2)).for_each(|_| {
                let (at, from) = (dice.below(words.len()), dice.below(stock.len()));
                if let (Some(w), Some(new)) = (words.get_mut(at), stock.get(from)) {
                    w.clone_from(new);
                }
            }),
            2 => words = words.chunks(3).rev().flatten().cloned().collect(),
            _ => {}
        }
        out.push(Sentence { text: words.join(" "), ..s });
    }
    out
}

/// Another headline: that of another article, and the first line in capitals.
fn retitled(mut version: Version, other: &Version) -> Version {
    let head = other.first().map_or(String::new(), |s| s.text.clone());
    version.insert(0, Sentence { origin: None, text: head, ends: true });
    version
}

/// Paragraphs of the outlet's own and a credit: sentences of another article stand for them.
fn appended(mut version: Version, other: &Version, dice: &mut Dice) -> Version {
    let (n, from) = (1 + dice.below(4), dice.below(other.len()));
    let own = other.iter().skip(from).take(n).map(|s| Sentence { origin: None, ..s.clone() });
    version.extend(own);
    let credit = ["(With input from agencies)", "Additional reporting by Courier staff; editing by the desk"];
    version.push(Sentence { origin: None, text: credit[dice.below(2)].to_owned(), ends: true });
    version
}

fn typeset(text: &str) -> String {
    let text = text.replace(" - ", " — ").replace('\'', "’").replace("...", "…").replace("%", " percent");
    let mut open = false;
    let quote = |c: char| {
        if c == '"' {
            open = !open;
            if open { '“' } else { '”' }
        } else {
            c
        }
    };
    text.chars().map(quote).collect::<String>().replace(". ", ".\u{a0} ")
}

/// `version` with a background paragraph of `article` at its end or a quotation in its middle: one to three
/// sentences, never half of it.
fn borrowing(version: &Version, article: &Version, kind: &str, dice: &mut Dice) -> Version {
    let quotes: Vec<usize> = (0..article.len()).filter(|i| article[*i].text.contains(['"', '“'])).collect();
    let background = kind == "shared background" || quotes.is_empty();
    let from = if background { article.len().saturating_sub(3) } else { quotes[dice.below(quotes.len())] };
    let most = (version.len().min(article.len()) / 3).min(3);
    let taken: Vec<Sentence> =
        article.iter().skip(from).take(most.min(if background { 3 } else { 2 })).cloned().collect();
    let at = if background { version.len() } else { version.len() / 2 };
    version[..at].iter().chain(&taken).chain(&version[at..]).cloned().collect()
}

/// The two articles most like each, by the rare words that they share (weight: one over the number of
/// articles that have the word): reports on one event, where there are any.
fn neighbours(articles: &[&Version]) -> Vec<Vec<usize>> {
    let bag = |v: &Version| -> std::collections::BTreeSet<String> {
        let all = v.iter().flat_map(|s| s.text.split(|c: char| !c.is_alphanumeric()));
        all.filter(|w| w.len() > 3).map(str::to_lowercase).collect()
    };
    let bags: Vec<_> = articles.iter().map(|a| bag(a)).collect();
    let mut holders: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    bags.iter().enumerate().for_each(|(i, b)| b.iter().for_each(|w| holders.entry(w).or_default().push(i)));
    let near = |i: usize| {
        let mut likeness = vec![0.0; articles.len()];
        for h in bags[i].iter().map(|w| &holders[w]).filter(|h| h.len() <= 20) {
            h.iter().filter(|j| **j != i).for_each(|j| likeness[*j] += 1.0 / h.len() as f64);
        }
        let mut order: Vec<usize> = (0..articles.len()).filter(|j| *j != i).collect();
        order.sort_by(|a, b| f64::total_cmp(&likeness[*b], &likeness[*a]));
        order.truncate(2);
        order
    };
    (0..articles.len()).map(near).collect()
}

/// Counts by kind of pair, and precision, recall and F1 over all.
fn report(pairs: &[Pair]) {
    let mut kinds: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for p in pairs {
        let found = one_copy(&Sketch::of(&text(&p.a)), &Sketch::of(&text(&p.b))).is_some();
        let cell = usize::from(!is_one_copy(&p.a, &p.b)) * 2 + usize::from(!found);
        kinds.entry(&p.kind).or_default()[cell] += 1;
    }
    let mut all = [0; 4];
    for (kind, counts) in &kinds {
        let [hit, missed, false_alarm, right] = counts;
        println!(
            "  {kind:32} found {hit:4} missed {missed:3} · wrongly found {false_alarm:3} left alone {right:4}"
        );
        all.iter_mut().zip(counts).for_each(|(a, c)| *a += c);
    }
    let [hit, missed, false_alarm, _] = all.map(|n| n as f64);
    let (p, r) = (hit / (hit + false_alarm), hit / (hit + missed));
    println!("  precision {p:.4} recall {r:.4} F1 {:.4}", 2.0 * p * r / (p + r));
}

fn natural(articles: &[Version]) {
    let sketches: Vec<Sketch> = articles.iter().map(|a| Sketch::of(&text(a))).collect();
    let head = |i: usize| {
        articles[i]
            .iter()
            .map(|s| s.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(160)
            .collect::<String>()
    };
    for j in 0..articles.len() {
        for i in 0..j {
            let o = sketches[i].overlap(&sketches[j]);
            if o.contained >= 0.1 && o.shared >= 6 {
                let found =
                    if one_copy(&sketches[i], &sketches[j]).is_some() { "one copy" } else { "different" };
                println!(
                    "{found} contained {:.3} jaccard {:.3} shared {}\n  {i}: {}\n  {j}: {}",
                    o.contained,
                    o.jaccard,
                    o.shared,
                    head(i),
                    head(j)
                );
            }
        }
    }
}
