//! The words that make expressions of time, from `words.tsv`, `phrases.tsv` and `tense.tsv`.

use std::sync::LazyLock;

use super::holiday::Holiday;

/// What a word means for time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lex {
    /// Nothing.
    None,
    /// A month by its number; true for an abbreviation.
    Month(i8, bool),
    /// A weekday, Monday as 1; true for an abbreviation.
    Weekday(i8, bool),
    /// A number in words.
    Cardinal(u32),
    /// A rank in words (`second` too).
    Ordinal(u32),
    /// `a`, `an`.
    Article,
    /// `the`.
    The,
    /// `several`, `few`: the number if there is one, else 0.
    Vague(u32),
    /// `half`.
    Half,
    /// A unit; true for a plural.
    Unit(Unit, bool),
    /// `morning`.
    Part(&'static str),
    /// `mornings`.
    Parts(&'static str),
    /// `Mondays`.
    Weekdays(i8),
    /// `tonight`: a part of the day itself.
    PartToday(&'static str),
    /// `noon`: hours and minutes.
    Clock(&'static str),
    /// `spring`.
    Season(Season),
    /// `yesterday`: days from today.
    Deictic(i32),
    /// `last`, `next`, `this`.
    Which(Which),
    /// `early`, `mid`, `late`.
    Edge(Edge),
    /// `earlier` (true), `later` (false).
    Shift(bool),
    /// `every`, with its step.
    Every(u32),
    /// A word that may begin an expression without saying anything by itself: `rest of`, `Q` of `Q3`.
    Prep,
    /// `at`.
    At,
    /// `fiscal`.
    Fiscal,
    /// `nineties`: the decade by its first three digits.
    Decade(i16),
    /// `now`, `recently`: a TIMEX3 reference.
    Ref(&'static str),
    /// `weekly`: a TIMEX3 duration.
    Set(&'static str),
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Seasons, as TIMEX3 writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    SP,
    SU,
    FA,
    WI,
}

/// Which of a row: `last`, `next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// `last`: before the day of publication.
    Last,
    /// `past`: up to the day of publication.
    Past,
    /// `previous`: before the time spoken of.
    Previous,
    /// `recent`.
    Recent,
    /// `this`.
    This,
    /// `next`.
    Next,
    /// `coming`.
    Coming,
    /// `following`: after the time spoken of.
    Following,
    /// `same`, `that`: the time spoken of.
    Same,
}

/// A part of a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Edge {
    Early,
    Mid,
    Late,
}

const UNITS: [(&str, Unit); 14] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("weekend", Unit::Weekend),
    ("week", Unit::Week),
    ("fortnight", Unit::Fortnight),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("half", Unit::Half),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("millennium", Unit::Millennium),
];
const WHICH: [(&str, Which); 9] = [
    ("recent", Which::Recent),
    ("last", Which::Last),
    ("past", Which::Past),
    ("previous", Which::Previous),
    ("this", Which::This),
    ("next", Which::Next),
    ("coming", Which::Coming),
    ("following", Which::Following),
    ("same", Which::Same),
];
const EDGES: [(&str, Edge); 3] = [("early", Edge::Early), ("mid", Edge::Mid), ("late", Edge::Late)];
const SEASONS: [(&str, Season); 4] =
    [("SP", Season::SP), ("SU", Season::SU), ("FA", Season::FA), ("WI", Season::WI)];

fn named<T: Copy>(table: &[(&str, T)], name: &str) -> T {
    table.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("words.tsv: unknown value {name}")).1
}

/// Lines of a table: fields between tabs, `#` for remarks.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

fn lex(class: &str, value: &'static str) -> Lex {
    let number = || value.parse::<u32>().expect("words.tsv: a number");
    match class {
        "month" | "short-month" => Lex::Month(number() as i8, class != "month"),
        "weekday" | "short-weekday" => Lex::Weekday(number() as i8, class != "weekday"),
        "cardinal" => Lex::Cardinal(number()),
        "ordinal" => Lex::Ordinal(number()),
        "article" => Lex::Article,
        "the" => Lex::The,
        "vague" => Lex::Vague(number()),
        "half" => Lex::Half,
        "unit" | "units" => Lex::Unit(named(&UNITS, value), class == "units"),
        "daypart" => Lex::Part(value),
        "dayparts" => Lex::Parts(value),
        "weekdays" => Lex::Weekdays(number() as i8),
        "deictic-part" => Lex::PartToday(value),
        "clock" => Lex::Clock(value),
        "season" => Lex::Season(named(&SEASONS, value)),
        "deictic" => Lex::Deictic(value.parse().expect("words.tsv: a number")),
        "which" => Lex::Which(named(&WHICH, value)),
        "edge" => Lex::Edge(named(&EDGES, value)),
        "shift" => Lex::Shift(value == "earlier"),
        "every" => Lex::Every(number()),
        "prep" => Lex::Prep,
        "at" => Lex::At,
        "fiscal" => Lex::Fiscal,
        "decade" => Lex::Decade(number() as i16),
        "ref" => Lex::Ref(value),
        "set" => Lex::Set(value),
        other => panic!("words.tsv: unknown class {other}"),
    }
}

static WORDS: LazyLock<Vec<(&'static str, Lex)>> = LazyLock::new(|| {
    let mut words: Vec<_> = rows(include_str!("words.tsv")).map(|r| (r[0], lex(r[1], r[2]))).collect();
    words.sort_by_key(|(word, _)| *word);
    // `second` stands twice: its rank comes first, the grammar asks for the unit itself.
    words.dedup_by_key(|(word, _)| *word);
    words
});

/// What a word means, in any case of letters.
pub fn lookup(word: &str) -> Lex {
    let mut buffer = [0; 12];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Lex::None };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let found = WORDS.binary_search_by(|(w, _)| w.as_bytes().cmp(lower));
    found.map_or(Lex::None, |i| WORDS[i].1)
}

/// What a set phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A TIMEX3 reference.
    Ref(&'static str),
    /// A day with a name.
    Day(Holiday),
}

/// A set phrase.
pub struct Phrase {
    /// Its words in lower case.
    pub words: Vec<&'static str>,
    /// What it stands for.
    pub sense: Sense,
}

fn phrase(row: &[&'static str]) -> Phrase {
    Phrase { words: row[0].split(' ').collect(), sense: Sense::Ref(row[2]) }
}

fn holiday(row: &[&'static str]) -> Phrase {
    let rule = Holiday::parse(row[1]).unwrap_or_else(|| panic!("holidays.tsv: unknown rule {}", row[1]));
    Phrase { words: row[0].split(' ').collect(), sense: Sense::Day(rule) }
}

/// All set phrases by their first word, of one word the longest first, so that `the near future` wins
/// over `the future`.
static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let days = rows(include_str!("holidays.tsv")).map(|r| holiday(&r));
    let mut phrases: Vec<Phrase> =
        rows(include_str!("phrases.tsv")).map(|r| phrase(&r)).chain(days).collect();
    phrases.sort_by_key(|p| (p.words[0], std::cmp::Reverse(p.words.len())));
    phrases
});

/// The first two letters of the set phrases, as bits.
static BEGINNINGS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    let mut bits = [0; 32];
    for phrase in PHRASES.iter() {
        let (first, second) = beginning(phrase.words[0]);
        bits[first] |= 1 << second;
    }
    bits
});

/// Two letters of a word as numbers below 32, whatever their case.
fn beginning(word: &str) -> (usize, u32) {
    let letter = |i: usize| word.as_bytes().get(i).map_or(0, |b| u32::from(b & 31));
    (letter(0) as usize, letter(1))
}

/// The set phrases that begin with this word, in any case of letters; the longest first.
pub fn phrases(word: &str) -> &'static [Phrase] {
    let (first, second) = beginning(word);
    if BEGINNINGS[first] & (1 << second) == 0 {
        return &[];
    }
    let lower = |p: &Phrase| p.words[0].bytes().cmp(word.bytes().map(|b| b.to_ascii_lowercase()));
    let from = PHRASES.partition_point(|p| lower(p).is_lt());
    let len = PHRASES[from..].partition_point(|p| lower(p).is_eq());
    &PHRASES[from..from + len]
}

static TENSES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut forms: Vec<_> = rows(include_str!("tense.tsv")).map(|r| (r[0], r[1])).collect();
    forms.sort_unstable();
    forms
});

/// What a form (lower case) says of tense: `modal`, `to`, `ahead`, `past`, `present`, or nothing.
pub fn tense(form: &str) -> Option<&'static str> {
    TENSES.binary_search_by(|(w, _)| (*w).cmp(form)).ok().map(|i| TENSES[i].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_load_and_find() {
        assert_eq!(lookup("SEPT"), Lex::Month(9, true));
        assert_eq!(lookup("second"), Lex::Ordinal(2));
        assert_eq!(lookup("Élysée"), Lex::None);
        assert_eq!(lookup("internationally"), Lex::None);
        assert_eq!(tense("will"), Some("modal"));
        assert_eq!(tense("walrus"), None);
        assert!(phrases("The").len() > 3 && phrases("Christmas").len() > 1);
        assert!(phrases("Hungary").is_empty());
    }
}
