//! One mention of an act: its words, who did it to whom, and when, as far as its sentence says.

use std::collections::BTreeSet;

use super::{Class, is_listed, is_speech, same};
use crate::document::{NameKind, Sentence, Upos};

/// Verbs that leave it to their object to say what is done.
const LIGHT: [&str; 11] =
    ["make", "take", "have", "do", "give", "get", "hold", "carry", "conduct", "commit", "launch"];
/// How much of their likeness two mentions keep that name different people to whom it was done, by whom it
/// was done, or different days: any one may be a slip of either report, two are two acts.
const OTHER_UNDERGOER: f64 = 0.6;
const OTHER_DOER: f64 = 0.8;
const OTHER_TIME: f64 = 0.6;
/// How much two words of saying keep of which the speakers are not both named: most reports have many.
const UNKNOWN_SPEAKER: f64 = 0.4;

/// One mention of an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its words as lemmas, the most telling first: `step_down`, `step`.
    words: Vec<String>,
    class: Class,
    /// Words of names, lower case.
    doers: BTreeSet<String>,
    undergoers: BTreeSet<String>,
    times: Times,
}

/// Years, months and weekdays that the sentence names.
type Times = [BTreeSet<String>; 3];

impl Act {
    /// The act that tokens of a sentence tell; `None` without any.
    pub fn at(sentence: &Sentence, text: &str, tokens: &[usize]) -> Option<Self> {
        let head = head(sentence, tokens)?;
        let view = View { sentence, text };
        let class = match sentence.tokens[head].upos {
            Upos::Verb | Upos::Aux | Upos::Adj => Class::Verb,
            _ => Class::Noun,
        };
        let (doers, undergoers) = view.parties(head);
        Some(Self { words: view.words(head, tokens), class, doers, undergoers, times: view.times() })
    }

    /// How likely two mentions in one story tell the same act, 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        let pairs = self.words.iter().flat_map(|a| other.words.iter().map(move |b| (a, b)));
        let words = pairs.map(|(a, b)| same((a, self.class), (b, other.class))).fold(0.0, f64::max);
        if words == 0.0 { 0.0 } else { words * self.parties_agree(other) * self.times_agree(other) }
    }

    fn parties_agree(&self, other: &Self) -> f64 {
        if is_speech(&self.words[0]) || is_speech(&other.words[0]) {
            let known = !self.doers.is_empty() && !other.doers.is_empty();
            let one = !self.doers.is_disjoint(&other.doers);
            return if !known { UNKNOWN_SPEAKER } else { f64::from(u8::from(one)) };
        }
        if differ(&self.undergoers, &other.undergoers) {
            OTHER_UNDERGOER
        } else if differ(&self.doers, &other.doers) {
            OTHER_DOER
        } else {
            1.0
        }
    }

    fn times_agree(&self, other: &Self) -> f64 {
        let any = self.times.iter().zip(&other.times).any(|(a, b)| differ(a, b));
        if any { OTHER_TIME } else { 1.0 }
    }
}

/// Are both known, and have they nothing in common?
fn differ(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// The word that the others of a mention hang on.
fn head(sentence: &Sentence, tokens: &[usize]) -> Option<usize> {
    let word = |i: &usize| sentence.tokens.get(*i);
    let outer = |i: &&usize| word(i).is_some_and(|t| t.head.is_none_or(|h| !tokens.contains(&h)));
    let full = |i: &&usize| {
        let upos = word(i).map(|t| t.upos);
        matches!(upos, Some(Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron))
    };
    let outers = || tokens.iter().filter(outer);
    outers().find(full).or_else(|| outers().next()).copied()
}

/// A sentence being read.
struct View<'a> {
    sentence: &'a Sentence,
    text: &'a str,
}

impl View<'_> {
    fn lemma(&self, i: usize) -> String {
        self.sentence.tokens[i].lemma.trim_start_matches('#').to_lowercase()
    }

    fn relation(&self, i: usize) -> &'static str {
        self.sentence.tokens[i].deprel
    }

    /// The words of a mention: as a whole where the table has it (`drunk_driving`), with the particle of a
    /// verb (`step_down`), the object of a light verb (`make a statement`), else the head alone.
    fn words(&self, head: usize, tokens: &[usize]) -> Vec<String> {
        let lemma = self.lemma(head);
        let told = || tokens.iter().copied().filter(|&i| self.sentence.tokens[i].upos != Upos::Punct);
        let whole = told().map(|i| self.lemma(i)).collect::<Vec<_>>().join("_");
        if told().count() > 1 && is_listed(&whole) {
            return vec![whole];
        }
        if LIGHT.contains(&lemma.as_str())
            && let Some(object) = told().rfind(|&i| i != head && self.is_noun(i))
        {
            return vec![self.lemma(object)];
        }
        let mut children = self.sentence.children(head);
        match children.find(|&i| self.relation(i) == "compound:prt") {
            Some(particle) => vec![format!("{lemma}_{}", self.lemma(particle)), lemma],
            None => vec![lemma],
        }
    }

    fn is_noun(&self, i: usize) -> bool {
        matches!(self.sentence.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Verb)
    }

    /// The names of who did it, and of whom it was done to. A verb without a subject has that of the verb it
    /// goes with (`climbed and fell`).
    fn parties(&self, head: usize) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut doers, mut undergoers) = (BTreeSet::new(), BTreeSet::new());
        for i in self.sentence.children(head) {
            match self.relation(i) {
                "nsubj" | "csubj" | "obl:agent" => doers.extend(self.names(i)),
                "nsubj:pass" | "obj" => undergoers.extend(self.names(i)),
                _ => (),
            }
        }
        let subjects = if self.is_passive(head) { &mut undergoers } else { &mut doers };
        if subjects.is_empty() {
            *subjects = self.borrowed(head);
        }
        (doers, undergoers)
    }

    fn is_passive(&self, head: usize) -> bool {
        let marked = self.sentence.children(head).any(|i| self.relation(i).ends_with(":pass"));
        let token = &self.sentence.tokens[head];
        marked || (token.xpos == "VBN" && token.deprel.starts_with("acl"))
    }

    /// Names in the subject of the verb, or the noun, that a verb hangs on.
    fn borrowed(&self, mut head: usize) -> BTreeSet<String> {
        for _ in 0..3 {
            let relation = self.relation(head).split(':').next().unwrap_or("");
            let above = self.sentence.tokens[head].head;
            let Some(above) = above.filter(|_| ["conj", "xcomp", "acl", "advcl"].contains(&relation)) else {
                break;
            };
            if relation == "acl" {
                return self.name(above).into_iter().collect();
            }
            let subject = |i: &usize| self.relation(*i).starts_with("nsubj");
            let names: BTreeSet<String> =
                self.sentence.children(above).filter(subject).flat_map(|i| self.names(i)).collect();
            if !names.is_empty() {
                return names;
            }
            head = above;
        }
        BTreeSet::new()
    }

    /// Words of names in the phrase under `top`, not in its clauses.
    fn names(&self, top: usize) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = self.name(top).into_iter().collect();
        let mut open: Vec<usize> = vec![top];
        while let Some(at) = open.pop() {
            for i in self.sentence.children(at).filter(|&i| !self.begins_clause(i)) {
                found.extend(self.name(i));
                open.push(i);
            }
        }
        found
    }

    fn begins_clause(&self, i: usize) -> bool {
        let clauses = ["acl", "advcl", "ccomp", "parataxis", "conj", "appos"];
        clauses.iter().any(|c| self.relation(i).starts_with(c))
    }

    /// Token `i` if it is a word of a name, other than of a day.
    fn name(&self, i: usize) -> Option<String> {
        let date = |n: &&crate::document::Name| n.kind == NameKind::Date && (n.first..=n.last).contains(&i);
        let token = &self.sentence.tokens[i];
        let named = token.upos == Upos::Propn && token.span.of(self.text).len() > 1;
        let lemma = self.lemma(i);
        let title = ["mr", "mrs", "ms"].contains(&lemma.trim_end_matches('.'));
        (named && !title && !self.sentence.names.iter().any(|n| date(&n))).then_some(lemma)
    }

    fn times(&self) -> Times {
        let mut times = Times::default();
        for i in 0..self.sentence.tokens.len() {
            let lemma = self.lemma(i);
            if let Some(kind) = kind_of_time(&lemma) {
                times[kind].insert(lemma);
            }
        }
        times
    }
}

/// Year 0, month 1, weekday 2.
fn kind_of_time(word: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const MONTHS: [&str; 11] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let year = digits && (word.starts_with("19") || word.starts_with("20"));
    let listed = [(year, 0), (MONTHS.contains(&word), 1), (DAYS.contains(&word), 2)];
    listed.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind)
}
