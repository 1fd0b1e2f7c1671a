//! The signature of a report: its few dozen most telling terms with a weight each.
//!
//! A term weighs by how rare its word is in English at large (`data/frequencies.tsv`), by how often the
//! report has it, and by how early: news tells what matters first. Names, days and numbers weigh more
//! than words, for they are what two reports of the same kind of happening differ in. That is tf-idf
//! (Salton and Buckley 1988) with the saturation of BM25 (Robertson and Zaragoza 2009) for the number of
//! occurrences and a fixed table for idf, so that a report's signature never depends on other reports.

mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::parse::tables::{Lookup, rows};
use crate::report::Report;
use words::{Kind, Line, Word, lines};

/// Changes whenever the same text would give another signature.
const VERSION: u8 = 1;
/// Terms that are kept, the heaviest.
const KEPT: usize = 64;
/// Words with this Zipf frequency and more say nothing of what a report is about.
const COMMON: f32 = 5.5;
/// The Zipf frequency of words that are not in the table, which ends at 3.0.
const UNLISTED: f32 = 2.7;
/// A name is at least so rare: `Bush`, `May`.
const NAME_RARITY: f32 = 2.0;
/// How much more a name weighs than a word as rare.
const NAME: f32 = 1.3;
/// Rarity of a day of a month, of a number with more than one digit or a year, and of a single digit.
const DATE: f32 = 4.0;
const NUMBER: f32 = 2.0;
const DIGIT: f32 = 0.5;
/// Words of the headline weigh so much more than the first words of the text.
const TITLE: f32 = 1.5;
/// After so many words a word would weigh nothing; it never weighs less than `TAIL`.
const FADE: f32 = 300.0;
const TAIL: f32 = 0.4;
/// BM25's k1: how soon more occurrences add no more.
const K1: f32 = 1.2;

/// A report's terms: what it is about, in half a kilobyte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Hash and weight, by hash; the squares of the weights sum to 1.
    terms: Vec<(u32, f32)>,
}

impl Terms {
    /// The signature of a report's headline and text. Without a headline the first sentence of the text
    /// counts as one.
    pub fn of(title: Option<&str>, text: &str) -> Self {
        let mut lines = lines(title.unwrap_or(""));
        let titled = lines.len().max(1);
        lines.extend(words::lines(text));
        let names = Names::of(&lines);
        let mut gathered = Gathered::default();
        for (n, line) in lines.iter().enumerate() {
            gathered.line(line, n < titled, &names);
        }
        gathered.terms()
    }

    /// The signature of a report.
    pub fn of_report(report: &Report) -> Self {
        Self::of(report.title.as_deref(), &report.text)
    }

    /// How much two reports are about the same: the cosine of their signatures, 0 (no common term) to 1
    /// (the same terms). Reports of one happening mostly have 0.3 to 0.6, of two happenings of one kind
    /// 0.05 to 0.25, of unrelated ones under 0.05.
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.terms.as_slice(), other.terms.as_slice());
        let mut sum = 0.0;
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            if x.0 == y.0 {
                sum += f64::from(x.1) * f64::from(y.1);
            }
            (a, b) = (&a[usize::from(x.0 <= y.0)..], &b[usize::from(y.0 <= x.0)..]);
        }
        sum.min(1.0)
    }

    /// The hashes of its `n` heaviest terms, the heaviest first.
    pub(crate) fn heaviest(&self, n: usize) -> Vec<u32> {
        let mut terms = self.terms.clone();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.iter().take(n).map(|t| t.0).collect()
    }

    /// Has it no terms at all?
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The signature as bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        for (hash, weight) in &self.terms {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(weight.to_le_bytes());
        }
        bytes
    }

    /// The signature that [`Terms::to_bytes`] wrote; `None` for bytes of another version, or broken ones.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        let (pairs, left) = rest.as_chunks::<8>();
        let term = |b: &[u8; 8]| {
            let (hash, weight) = b.split_at(4);
            Some((u32::from_le_bytes(hash.try_into().ok()?), f32::from_le_bytes(weight.try_into().ok()?)))
        };
        let terms: Vec<(u32, f32)> = pairs.iter().filter_map(term).collect();
        let sound = terms.is_sorted_by(|a, b| a.0 < b.0) && terms.iter().all(|t| (0.0..=1.0).contains(&t.1));
        (*version == VERSION && left.is_empty() && sound).then_some(Self { terms })
    }
}

/// How often each word has a capital inside sentences, less how often it has none.
struct Names<'a>(BTreeMap<&'a str, i32>);

impl<'a> Names<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let mut tally = BTreeMap::new();
        for word in lines.iter().filter(|l| !l.headline).flat_map(|l| l.words.iter().skip(1)) {
            *tally.entry(word.form.as_str()).or_default() += if word.kind == Kind::Capital { 1 } else { -1 };
        }
        Self(tally)
    }

    fn has(&self, word: &Word) -> bool {
        word.kind == Kind::Capital && self.0.get(word.form.as_str()).is_some_and(|n| *n > 0)
    }
}

/// The terms of a text as they are met.
#[derive(Default)]
struct Gathered {
    words: usize,
    /// Hash -> greatest rarity, sum of the positions' weights.
    terms: BTreeMap<u32, (f32, f32)>,
}

impl Gathered {
    fn line(&mut self, line: &Line, title: bool, names: &Names) {
        let place = TAIL.max(1.0 - self.words as f32 / FADE) * if title { TITLE } else { 1.0 };
        self.words += line.words.len();
        for (i, word) in line.words.iter().enumerate() {
            let (hash, rarity) = match word.kind {
                Kind::Number => number(&line.words, i),
                _ if names.has(word) => name(&word.form),
                _ => common(stem(&word.form)),
            };
            if rarity > 0.0 {
                let term = self.terms.entry(hash).or_default();
                *term = (term.0.max(rarity), term.1 + place);
            }
        }
    }

    fn terms(self) -> Terms {
        let weigh = |(hash, (rarity, n)): (u32, (f32, f32))| {
            // Rarity to the power of 1.5, by operations that are exact on any machine.
            (hash, rarity * rarity.sqrt() * n * (K1 + 1.0) / (n + K1))
        };
        let mut terms: Vec<(u32, f32)> = self.terms.into_iter().map(weigh).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(KEPT);
        terms.sort_by_key(|t| t.0);
        let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
        terms.iter_mut().for_each(|t| t.1 /= length);
        Terms { terms }
    }
}

/// A word of a name, as it stands: its rarity is that of the word, for many names are words too.
fn name(form: &str) -> (u32, f32) {
    (hash(form), NAME * rarity(FREQUENCIES.words.get(form)).max(NAME_RARITY))
}

/// Any other word, by its stem.
fn common(stem: &str) -> (u32, f32) {
    (hash(stem), rarity(FREQUENCIES.stems.get(stem)))
}

/// A day of a month is one term with its month (`11 November`, `Nov. 11`); any other number is one.
fn number(words: &[Word], i: usize) -> (u32, f32) {
    let form = &words[i].form;
    let month = |at: Option<&Word>| at.and_then(|w| month(&w.form));
    if let Some(month) = month(i.checked_sub(1).map(|b| &words[b])).or_else(|| month(words.get(i + 1)))
        && form.len() <= 2
    {
        return (hash(&format!("{month} {form}")), DATE);
    }
    (hash(form), if form.len() > 1 { NUMBER } else { DIGIT })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month a word names, in full or by its first letters (`nov`, `sept`).
fn month(word: &str) -> Option<&'static str> {
    MONTHS.into_iter().find(|m| word.len() >= 3 && m.starts_with(word))
}

/// Zipf frequencies: of words, and of stems that of their commonest word.
#[derive(Default)]
struct Frequencies {
    words: Lookup<f32>,
    stems: Lookup<f32>,
}

static FREQUENCIES: LazyLock<Frequencies> = LazyLock::new(|| {
    let mut table = Frequencies::default();
    for row in rows(include_str!("data/frequencies.tsv")) {
        let zipf = row[0].parse().unwrap_or(0.0) / 10.0;
        for word in row[1].split(' ') {
            table.words.insert(word, zipf);
            let of_stem = table.stems.entry(stem(word)).or_insert(zipf);
            *of_stem = zipf.max(*of_stem);
        }
    }
    table
});

/// How much rarer a word is than those that say nothing, in powers of ten; 0 for those.
fn rarity(zipf: Option<&f32>) -> f32 {
    (COMMON - zipf.unwrap_or(&UNLISTED)).max(0.0)
}

/// A word without the endings of number, tense and voice: coarser than a lemma, and enough to compare.
fn stem(word: &str) -> &str {
    let bare = without_ending(without_plural(word));
    let bare = if bare.len() > 4 { bare.strip_suffix('e').unwrap_or(bare) } else { bare };
    let bare = if bare.len() > 4 { bare.strip_suffix(['y', 'i']).unwrap_or(bare) } else { bare };
    let doubled =
        bare.len() > 4 && ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|d| bare.ends_with(d));
    if doubled { &bare[..bare.len() - 1] } else { bare }
}

fn without_plural(word: &str) -> &str {
    let none = word.len() <= 3 || ["ss", "us", "is"].iter().any(|e| word.ends_with(e));
    let es = ["shes", "ches", "xes", "sses"].iter().any(|e| word.ends_with(e));
    if none { word } else { word.strip_suffix(if es { "es" } else { "s" }).unwrap_or(word) }
}

fn without_ending(word: &str) -> &str {
    match word.len() {
        6.. if word.ends_with("ing") => &word[..word.len() - 3],
        5.. if word.ends_with("ed") => &word[..word.len() - 2],
        _ => word,
    }
}

/// FNV-1a over 64 bits, folded to 32.
fn hash(term: &str) -> u32 {
    let step = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = term.bytes().fold(0xCBF2_9CE4_8422_2325, step);
    (hash >> 32) as u32 ^ hash as u32
}

#[cfg(test)]
mod tests;
