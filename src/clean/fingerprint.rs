//! A text's sketch: a few hundred numbers by which two texts are compared without their words.
//!
//! The sketch is a FracMinHash (Irber et al. 2022, doi:10.1101/2022.01.11.475838): of the hashes of all
//! runs of five words those under a fixed bound are kept. What two sketches share is then a fair sample
//! of what the texts share, however different their lengths: a report cut to a third is still seen to be
//! part of the whole. The numbers are kept in records on disk and must come out the same for ever: the
//! hash and the folding of characters below may not change without a new [`VERSION`].

use unicode_normalization::char::decompose_compatible;

/// Changes whenever the same text would give another sketch.
const VERSION: u8 = 1;
/// Words in a run.
const RUN: usize = 5;
/// Of how many runs one is kept.
const SCALE_BITS: u32 = 1;
/// A sketched hash under this bound is also a key of the index: one in eight, of 16 runs one.
const KEY_BOUND: u32 = 1 << 29;
/// A text with fewer words is too short for its runs to tell anything.
const SHORTEST_SKETCHED: usize = 40;
/// A text with fewer words is not even compared as a whole: `Read more` is on every page.
const SHORTEST_WHOLE: usize = 12;
/// The base of the rolling hash, odd (Knuth's multiplicative constant for 64 bits).
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The sketch of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Hash of all words in order; 0 when the text is too short to be compared.
    whole: u64,
    /// The kept hashes, ascending, each once. Empty: the text is compared as a whole only.
    hashes: Vec<u32>,
}

/// How much two texts share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// The part of the shorter that is in the longer, 0 to 1.
    pub contained: f64,
    /// What they share out of all that is in either, 0 to 1.
    pub jaccard: f64,
    /// Hashes in both.
    pub shared: usize,
}

impl Sketch {
    /// The sketch of a text. Case, punctuation, accents, quotation marks and white space do not matter.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let mut hashes = if words.len() < SHORTEST_SKETCHED { Vec::new() } else { runs(&words) };
        hashes.sort_unstable();
        hashes.dedup();
        hashes.shrink_to_fit();
        Self { whole: whole(&words), hashes }
    }

    /// A sketch that is compared as a whole only, for texts in other languages than English.
    pub fn of_whole(text: &str) -> Self {
        Self { whole: whole(&words(text)), hashes: Vec::new() }
    }

    /// Hash of the whole, unless the text is too short to be compared.
    pub fn whole(&self) -> Option<u64> {
        (self.whole != 0).then_some(self.whole)
    }

    /// The hashes by which candidates are found: a fixed part of all, ascending.
    pub fn keys(&self) -> &[u32] {
        &self.hashes[..self.hashes.partition_point(|h| *h < KEY_BOUND)]
    }

    /// About how long the text is: its kept hashes.
    pub fn size(&self) -> usize {
        self.hashes.len()
    }

    /// What this text and another share.
    pub fn overlap(&self, other: &Self) -> Overlap {
        if self.whole != 0 && self.whole == other.whole {
            return Overlap { contained: 1.0, jaccard: 1.0, shared: self.hashes.len() };
        }
        let shared = common(&self.hashes, &other.hashes);
        let (a, b) = (self.hashes.len(), other.hashes.len());
        let part = |of: usize| if of == 0 { 0.0 } else { shared as f64 / of as f64 };
        Overlap { contained: part(a.min(b)), jaccard: part(a + b - shared), shared }
    }

    /// The sketch as bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let hashes = self.hashes.iter().flat_map(|h| h.to_le_bytes());
        std::iter::once(VERSION).chain(self.whole.to_le_bytes()).chain(hashes).collect()
    }

    /// A sketch that was kept; `None` when it is damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(9)?;
        let whole = u64::from_le_bytes(head[1..].try_into().ok()?);
        let (hashes, odd) = rest.as_chunks::<4>();
        let hashes: Vec<u32> = hashes.iter().map(|h| u32::from_le_bytes(*h)).collect();
        let sound = head[0] == VERSION && odd.is_empty() && hashes.is_sorted_by(|a, b| a < b);
        sound.then_some(Self { whole, hashes })
    }
}

/// How many numbers are in both of two ascending lists.
pub(crate) fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

/// The kept hashes of all runs of [`RUN`] words: a polynomial in [`BASE`], rolled along, then mixed.
fn runs(words: &[u64]) -> Vec<u32> {
    let top = BASE.wrapping_pow(RUN as u32);
    let mut kept = Vec::with_capacity(words.len() * 5 / 8);
    let mut sum = 0u64;
    for (i, word) in words.iter().enumerate() {
        sum = sum.wrapping_mul(BASE).wrapping_add(*word);
        if let Some(gone) = i.checked_sub(RUN).and_then(|g| words.get(g)) {
            sum = sum.wrapping_sub(gone.wrapping_mul(top));
        }
        let hash = mixed(sum);
        if i + 1 >= RUN && hash >> (64 - SCALE_BITS) == 0 {
            kept.push((hash >> (32 - SCALE_BITS)) as u32);
        }
    }
    kept
}

fn whole(words: &[u64]) -> u64 {
    let sum = words.iter().fold(0u64, |sum, w| mixed(sum ^ w).wrapping_mul(BASE));
    if words.len() < SHORTEST_WHOLE { 0 } else { sum.max(1) }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mixed(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The hash of each word: FNV-1a of its folded characters.
fn words(text: &str) -> Vec<u64> {
    let mut words = Words { done: Vec::with_capacity(text.len() / 5), word: START };
    // Nearly all of a text is ASCII: its bytes are looked up; only the rest is taken apart.
    for chunk in text.split_inclusive(|c: char| !c.is_ascii()) {
        let last = chunk.chars().next_back().filter(|c| !c.is_ascii());
        let plain = chunk.len() - last.map_or(0, char::len_utf8);
        words.plain(chunk.as_bytes().get(..plain).unwrap_or_default());
        last.into_iter().for_each(|c| words.fold(c));
    }
    words.end();
    words.done
}

/// What each ASCII byte is to a word: itself in lower case, or 0 when it ends the word.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// FNV-1a's offset basis and prime, 64 bits.
const START: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

struct Words {
    done: Vec<u64>,
    word: u64,
}

impl Words {
    fn plain(&mut self, bytes: &[u8]) {
        let mut word = self.word;
        for byte in bytes {
            let letter = FOLDED[usize::from(*byte)];
            if letter != 0 {
                word = (word ^ u64::from(letter)).wrapping_mul(PRIME);
            } else if word != START {
                self.done.push(word);
                word = START;
            }
        }
        self.word = word;
    }

    /// Takes one character; what is no letter or digit ends the word.
    fn take(&mut self, c: char) {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() { self.add(u64::from(c.to_ascii_lowercase())) } else { self.end() }
        } else if !is_silent(c) {
            if is_mark(c) { self.end() } else { self.add(u64::from(c)) }
        }
    }

    /// Takes a character apart first: `é` is `e` and an accent, `ﬁ` two letters, a hard space a space.
    /// How assigned characters decompose is fixed for ever by Unicode's stability policy.
    fn fold(&mut self, c: char) {
        if is_mark(c) || is_silent(c) { self.take(c) } else { decompose_compatible(c, |d| self.take(d)) }
    }

    fn add(&mut self, letter: u64) {
        self.word = (self.word ^ letter).wrapping_mul(PRIME);
    }

    fn end(&mut self) {
        if self.word != START {
            self.done.push(self.word);
            self.word = START;
        }
    }
}

/// Accents that stand alone, soft hyphens and characters without width.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Punctuation, symbols and spaces outside ASCII.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b4}'..='\u{b8}'
        | '\u{bb}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{303f}'
        | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("In hall {n} the envoys of province {} spoke. ", n * 7)).collect()
    }

    #[test]
    fn the_numbers_never_change() {
        // Kept in records on disk: when this fails, VERSION must be raised.
        let sketch = Sketch::of(&story(0, 6));
        let sum = sketch.hashes.iter().fold(0u32, |s, h| s.rotate_left(5) ^ h);
        assert_eq!((sketch.whole, sketch.hashes.len(), sum), EXPECTED);
    }

    #[test]
    fn case_quotes_accents_and_spaces_do_not_matter() {
        let plain = format!("\"It's a re-run,\" the envoy to Zurich said - and left. {}", story(0, 9));
        let typeset = format!(
            "“It’s  a re‑run,”\u{a0}THE envoy to Zu\u{308}rich\u{ad} said — and\nleft… {}",
            story(0, 9)
        );
        assert_eq!(Sketch::of(&plain), Sketch::of(&typeset));
        let composed = typeset.replace("u\u{308}", "ü");
        assert_eq!(Sketch::of(&plain), Sketch::of(&composed));
    }

    #[test]
    fn a_part_is_seen_in_the_whole() {
        let overlap = Sketch::of(&story(0, 120)).overlap(&Sketch::of(&story(20, 60)));
        assert!(overlap.contained > 0.97, "{overlap:?}");
        assert!((0.25..0.42).contains(&overlap.jaccard), "{overlap:?}");
        let other = Sketch::of(&story(0, 60)).overlap(&Sketch::of(&story(500, 560)));
        assert!(other.contained < 0.1, "{other:?}");
    }

    #[test]
    fn half_shared_is_measured_as_half() {
        let overlap = Sketch::of(&story(0, 100)).overlap(&Sketch::of(&story(50, 150)));
        assert!((0.42..0.58).contains(&overlap.contained), "{overlap:?}");
    }

    #[test]
    fn short_texts_are_compared_as_a_whole_and_shorter_ones_not_at_all() {
        let short = "Ministers of two countries met in a small town on the river today.";
        assert_eq!(Sketch::of(short).size(), 0);
        assert_eq!(Sketch::of(short).overlap(&Sketch::of(&short.to_uppercase())).contained, 1.0);
        assert_eq!(Sketch::of("Read more here.").whole(), None);
        assert_eq!(Sketch::of("Read more.").overlap(&Sketch::of("Read more.")).contained, 0.0);
        assert_eq!(Sketch::of("").overlap(&Sketch::of("")).jaccard, 0.0);
    }

    #[test]
    fn bytes_come_back_or_are_refused() {
        let sketch = Sketch::of(&story(0, 30));
        let bytes = sketch.to_bytes();
        assert_eq!(Sketch::from_bytes(&bytes), Some(sketch));
        assert_eq!(Sketch::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Sketch::from_bytes(&[]), None);
        let mut other = bytes.clone();
        other[0] = 99;
        assert_eq!(Sketch::from_bytes(&other), None);
    }

    const EXPECTED: (u64, usize, u32) = (11_078_652_714_426_208_318, 29, 208_121_220);
}
