//! Features of a candidate and of a pair, as numbers: each template gives exactly one value.
//!
//! The network sees nothing but these and three of the encoder's vectors (of the head, of the words in the mean, of the
//! word above); training reads them from a dump that this very code writes, so that both always see the same.

use super::traits::{KINDS, Kind, Traits};
use super::words::{Case, Gender, Number};
use crate::recognise::titles::View;

/// Pronouns told apart, 0 for none.
pub(super) const PRONOUNS: usize = 20;
/// Values of [`Traits::relation`].
const RELATIONS: usize = 20;
/// Values of [`Traits::name`].
pub(super) const NAMES: usize = 11;

/// Templates of one candidate: name and number of values.
pub const OF_ONE: [(&str, usize); 19] = [
    ("kind", KINDS),
    ("pronoun", PRONOUNS),
    ("case", 5),
    ("name", NAMES),
    ("number", 3),
    ("gender", 4),
    ("relation", RELATIONS),
    ("sentence", 5),
    ("length", 6),
    ("quoted", 2),
    ("same words before", 4),
    ("same lemma before", 4),
    ("talk", 3),
    ("role", 2),
    ("heavy", 3),
    ("determiner", 10),
    ("kind and relation", KINDS * RELATIONS),
    ("pronoun, quoted, talk", PRONOUNS * 6),
    ("kind and name", KINDS * NAMES),
];

/// Templates of a pair (candidate, antecedent).
pub const OF_TWO: [(&str, usize); 28] = [
    ("sentences apart, kind", 8 * KINDS),
    ("mentions apart, kind", 10 * KINDS),
    ("paragraphs apart, pronoun, person, talk", 6 * PRONOUNS * 4 * 3),
    ("pronouns", PRONOUNS * PRONOUNS),
    ("kinds", KINDS * KINDS),
    ("genders, is pronoun", 32),
    ("numbers, is pronoun", 18),
    ("names", NAMES * NAMES),
    ("relations", RELATIONS * RELATIONS),
    ("words, kinds", WORDINGS * 4),
    ("words, sentences apart", WORDINGS * 8),
    ("modifiers", 8),
    ("structure, kind", STRUCTURES * KINDS),
    ("speaker, pronoun", 2 * PRONOUNS),
    ("quotes, pronoun", 5 * PRONOUNS),
    ("countries, kinds", 3 * KINDS * KINDS),
    ("title", 3),
    ("sentences apart, pronoun", 8 * PRONOUNS),
    ("agreeing between, pronoun", 6 * PRONOUNS),
    ("subject, sentences apart, pronoun", 2 * 4 * PRONOUNS),
    ("often, pronoun", 4 * PRONOUNS),
    ("clause subject, pronoun", 2 * PRONOUNS),
    ("tokens apart", 8 * KINDS),
    ("determiner, kind", 10 * KINDS),
    ("name, pronoun", NAMES * PRONOUNS),
    ("states, kinds", 5 * KINDS),
    ("names alone, of one class", 2 * CORES),
    ("identities", 4),
];

/// Values of [`cores`].
const CORES: usize = 7;
pub(super) const WORDINGS: usize = 12;
const STRUCTURES: usize = 10;

/// What the whole text tells, and where each thing stands in it.
pub struct Text<'a> {
    /// All candidates in order.
    pub all: &'a [Traits],
    /// The sentences.
    pub views: &'a [View<'a>],
    /// How much the text is talk: 0 hardly any `I` and `you`, 1 some, 2 much.
    pub talk: usize,
    /// How many candidates before had the same words.
    pub seen_words: Vec<usize>,
    /// How many candidates before had the same head.
    pub seen_lemma: Vec<usize>,
}

fn flag(yes: bool) -> usize {
    usize::from(yes)
}

fn pronoun(t: &Traits) -> usize {
    t.pronoun.map_or(0, |p| p.word)
}

fn person(t: &Traits) -> usize {
    t.pronoun.map_or(0, |p| p.person)
}

/// 0, 1, 2, 3, 4, 5-7, 8-15, more.
fn bucket(n: usize) -> usize {
    match n {
        0..=4 => n,
        5..=7 => 5,
        8..=15 => 6,
        _ => 7,
    }
}

/// 0, 1, 2, 3-4, 5-8, 9-16, 17-32, 33-64, 65-128, more.
fn wide(n: usize) -> usize {
    match n {
        0..=2 => n,
        _ => ((n - 1).ilog2() as usize + 2).min(9),
    }
}

impl Text<'_> {
    /// Values of [`OF_ONE`] for candidate `i`.
    pub fn of_one(&self, i: usize) -> [usize; OF_ONE.len()] {
        let t = &self.all[i];
        let (kind, quoted) = (t.kind as usize, flag(t.quote > 0));
        let case = t.pronoun.map_or(0, |p| match p.case {
            Case::Subject => 1,
            Case::Object => 2,
            Case::Possessive => 3,
            Case::Reflexive => 4,
        });
        [
            kind,
            pronoun(t),
            case,
            t.name,
            t.number as usize,
            t.gender as usize,
            t.relation,
            wide(t.at.sentence).min(4),
            (t.at.last - t.at.first).min(5),
            quoted,
            self.seen_words[i].min(3),
            self.seen_lemma[i].min(3),
            self.talk,
            flag(t.role),
            t.heavy,
            t.determiner,
            kind * RELATIONS + t.relation,
            (pronoun(t) * 2 + quoted) * 3 + self.talk,
            kind * NAMES + t.name,
        ]
    }

    /// Values of [`OF_TWO`] for candidate `i` and antecedent `j`; `agreeing` candidates that agree stand
    /// between them.
    pub fn of_two(&self, i: usize, j: usize, agreeing: usize) -> [usize; OF_TWO.len()] {
        let (a, b) = (&self.all[i], &self.all[j]);
        let (kind, word) = (a.kind as usize, pronoun(a));
        let sentences = a.at.sentence - b.at.sentence;
        let near = bucket(sentences);
        let paragraphs = a.paragraph.abs_diff(b.paragraph).min(5);
        let is_pronoun = flag(a.kind == Kind::Pronoun);
        let words = wording(a, b);
        [
            near * KINDS + kind,
            wide(i - j) * KINDS + kind,
            ((paragraphs * PRONOUNS + word) * 4 + person(b)) * 3 + self.talk,
            word * PRONOUNS + pronoun(b),
            kind * KINDS + b.kind as usize,
            ((a.gender as usize) * 4 + b.gender as usize) * 2 + is_pronoun,
            ((a.number as usize) * 3 + b.number as usize) * 2 + is_pronoun,
            a.name * NAMES + b.name,
            a.relation * RELATIONS + b.relation,
            words * 4 + flag(a.kind == Kind::Name) * 2 + flag(b.kind == Kind::Name),
            words * 8 + near,
            modifiers(a, b),
            self.structure(a, b) * KINDS + kind,
            flag(self.speaks(a, b)) * PRONOUNS + word,
            quotes(a, b) * PRONOUNS + word,
            (countries(a, b) * KINDS + kind) * KINDS + b.kind as usize,
            title(a, b),
            near * PRONOUNS + word,
            agreeing.min(5) * PRONOUNS + word,
            (flag(matches!(b.relation, 1 | 2)) * 4 + sentences.min(3)) * PRONOUNS + word,
            wide(self.seen_words[j]).min(3) * PRONOUNS + word,
            flag(self.clause_subject(a, b)) * PRONOUNS + word,
            wide(a.token.abs_diff(b.token)).min(7) * KINDS + kind,
            b.determiner * KINDS + kind,
            b.name * PRONOUNS + word,
            states(a, b) * KINDS + kind,
            cores(a, b) * 2 + flag(a.name == b.name),
            identities(a, b),
        ]
    }

    /// How the two hang together in one sentence.
    fn structure(&self, a: &Traits, b: &Traits) -> usize {
        if a.at.sentence != b.at.sentence {
            return 0;
        }
        let view = &self.views[a.at.sentence];
        let head = |i: usize| view.sentence.tokens[i].head;
        let (x, y) = (a.at.head, b.at.head);
        let within = a.at.first >= b.at.first && a.at.last <= b.at.last;
        let around = b.at.first >= a.at.first && b.at.last <= a.at.last;
        let below = head(x) == Some(y);
        match () {
            () if x == y => 1,
            () if below && view.relation(x) == "appos"
                || head(y) == Some(x) && view.relation(y) == "appos" =>
            {
                2
            }
            () if head(y) == Some(x) && view.relation(y) == "nsubj" => 3,
            () if below && matches!(view.relation(x), "conj" | "list") => 4,
            () if within && below && view.sentence.tokens[x].deprel == "nmod:poss" => 5,
            () if within => 6,
            () if around => 7,
            () if head(x).is_some() && head(x) == head(y) => 8,
            () => 9,
        }
    }

    /// Is `b` the subject of a verb of which the clause around `a` is the content (`Vorn said that he`)?
    fn speaks(&self, a: &Traits, b: &Traits) -> bool {
        if a.at.sentence != b.at.sentence || b.relation != 1 {
            return false;
        }
        let tokens = &self.views[a.at.sentence].sentence.tokens;
        let verb = tokens[b.at.head].head;
        let (mut at, mut content) = (a.at.head, false);
        for _ in 0..tokens.len().min(40) {
            let Some(up) = tokens[at].head else { return false };
            content |= matches!(tokens[at].deprel, "ccomp" | "parataxis" | "advcl" | "xcomp");
            if Some(up) == verb {
                return content;
            }
            at = up;
        }
        false
    }

    /// Is `b` the nearest subject above `a` in its own clause?
    fn clause_subject(&self, a: &Traits, b: &Traits) -> bool {
        if a.at.sentence != b.at.sentence || !matches!(b.relation, 1 | 2) {
            return false;
        }
        let tokens = &self.views[a.at.sentence].sentence.tokens;
        let verb = tokens[b.at.head].head;
        let mut at = a.at.head;
        for _ in 0..tokens.len().min(40) {
            let Some(up) = tokens[at].head else { return false };
            if Some(up) == verb && at != b.at.head {
                return !matches!(tokens[at].deprel, "ccomp" | "advcl" | "parataxis" | "conj" | "acl:relcl");
            }
            if matches!(tokens[at].deprel, "ccomp" | "advcl" | "parataxis" | "acl:relcl") {
                return false;
            }
            at = up;
        }
        false
    }
}

/// How alike the words are.
pub(super) fn wording(a: &Traits, b: &Traits) -> usize {
    let (x, y) = (&a.words, &b.words);
    let inside = |x: &[u32], y: &[u32]| !x.is_empty() && x.iter().all(|w| y.contains(w));
    match () {
        () if a.pronoun.is_some() || b.pronoun.is_some() => 0,
        () if a.kind == Kind::Joined || b.kind == Kind::Joined => {
            if x == y {
                1
            } else {
                2
            }
        }
        () if x == y => 3,
        () if a.lemma == b.lemma && inside(x, y) => 4,
        () if a.lemma == b.lemma && inside(y, x) => 5,
        () if a.lemma == b.lemma => 6,
        () if inside(x, y) => 7,
        () if inside(y, x) => 8,
        () if acronym(a, b) || acronym(b, a) => 9,
        () if x.iter().any(|w| y.contains(w)) => 10,
        () => 11,
    }
}

/// `UN` for `United Nations`.
fn acronym(short: &Traits, long: &Traits) -> bool {
    let same = short.words.len() == 1 && long.words.len() > 1 && long.initials.len() > 1;
    same && short.acronym() == Some(long.initials.as_str())
}

/// Do the modifiers agree, where the heads are the same?
fn modifiers(a: &Traits, b: &Traits) -> usize {
    if a.lemma != b.lemma || a.pronoun.is_some() {
        return 0;
    }
    let extra = |x: &[u32], y: &[u32]| flag(x.iter().any(|w| !y.contains(w)));
    1 + extra(&a.words, &b.words) * 2 + extra(&b.words, &a.words)
}

fn quotes(a: &Traits, b: &Traits) -> usize {
    match (a.quote, b.quote) {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => 2,
        (x, y) if x == y => 3,
        _ => 4,
    }
}

fn countries(a: &Traits, b: &Traits) -> usize {
    match (a.country, b.country) {
        (Some(x), Some(y)) if x == y => 1,
        (Some(_), Some(_)) => 2,
        _ => 0,
    }
}

/// How two names are alike: 0 not two names, 1 the same, 2 one is the end of the other (`Vorn`), 3 its beginning,
/// 4 the same last word, 5 another word in common, 6 none.
pub(super) fn cores(a: &Traits, b: &Traits) -> usize {
    let (x, y) = if a.core.len() >= b.core.len() { (&a.core, &b.core) } else { (&b.core, &a.core) };
    match () {
        () if y.is_empty() => 0,
        () if x == y => 1,
        () if x.ends_with(y) => 2,
        () if x.starts_with(y) => 3,
        () if x.last() == y.last() => 4,
        () if x.iter().any(|w| y.contains(w)) => 5,
        () => 6,
    }
}

/// 0 not known of both, 1 the same, 2 others of one sort, 3 of different sorts.
pub(super) fn identities(a: &Traits, b: &Traits) -> usize {
    match (a.identity, b.identity) {
        (Some(x), Some(y)) if x == y => 1,
        (Some(x), Some(y)) if std::mem::discriminant(&x) == std::mem::discriminant(&y) => 2,
        (Some(_), Some(_)) => 3,
        _ => 0,
    }
}

/// Does one name the state that the other names (1), belongs to (2, 3); or do both name different ones (4)?
fn states(a: &Traits, b: &Traits) -> usize {
    let names_state = |t: &Traits| matches!(t.name, 3 | 6) && t.country.is_some();
    let same = a.country.is_some() && a.country == b.country;
    match (names_state(a), names_state(b)) {
        (true, true) if same => 1,
        (true, true) => 4,
        (false, true) if same => 2,
        (true, false) if same => 3,
        _ => 0,
    }
}

/// Is one the title of the other?
fn title(a: &Traits, b: &Traits) -> usize {
    match () {
        () if a.title > 0 && a.title == b.lemma || b.title > 0 && b.title == a.lemma => 1,
        () if a.title > 0 && a.title == b.title => 2,
        () => 0,
    }
}

/// Could the two be one by number, gender and person?
pub fn agree(a: &Traits, b: &Traits) -> bool {
    let number = a.number == b.number || a.number == Number::Unknown || b.number == Number::Unknown;
    let gender = a.gender == b.gender || a.gender == Gender::Unknown || b.gender == Gender::Unknown;
    let person = match (person(a), person(b)) {
        (0, p) | (p, 0) => p == 0 || p == 3,
        (p, q) => p == q,
    };
    number && gender && person
}
