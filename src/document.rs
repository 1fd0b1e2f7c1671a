//! A report's text as the language model sees it: sentences of tokens with tags, a tree and names.

use crate::span::Span;

/// Universal part-of-speech tags (UD v2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

impl Upos {
    /// The tag by its UD name; `X` for anything else.
    pub fn from_ud(name: &str) -> Self {
        UPOS.iter().find(|(n, _)| *n == name).map_or(Self::X, |(_, u)| *u)
    }

    /// Its UD name.
    pub fn ud(self) -> &'static str {
        UPOS.iter().find(|(_, u)| *u == self).map_or("X", |(n, _)| n)
    }
}

/// One syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its bytes in the text.
    pub span: Span,
    /// Dictionary form, lower case except for proper nouns.
    pub lemma: String,
    /// Universal tag.
    pub upos: Upos,
    /// Penn Treebank tag (`VBD`).
    pub xpos: &'static str,
    /// Index of its head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// UD relation to its head, with subtype (`nsubj:pass`).
    pub deprel: &'static str,
    /// Is it joined with the next token in one multiword token (`don't`)?
    pub joined: bool,
}

/// Kinds of names the model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Org,
    /// A country, province, city: a place with a government.
    Gpe,
    /// Any other place.
    Loc,
    /// A building, airport, road.
    Fac,
    /// A nationality, faith, political affiliation.
    Norp,
    /// A date.
    Date,
    /// A named event.
    Event,
    /// A product, vehicle, weapon.
    Product,
    /// Laws, works, languages.
    Misc,
}

const NAME_KINDS: [(&str, NameKind); 10] = [
    ("PER", NameKind::Person),
    ("ORG", NameKind::Org),
    ("GPE", NameKind::Gpe),
    ("LOC", NameKind::Loc),
    ("FAC", NameKind::Fac),
    ("NORP", NameKind::Norp),
    ("DATE", NameKind::Date),
    ("EVENT", NameKind::Event),
    ("PRODUCT", NameKind::Product),
    ("MISC", NameKind::Misc),
];

impl NameKind {
    /// The kind by the model's label (`PER`).
    pub fn from_label(label: &str) -> Option<Self> {
        NAME_KINDS.iter().find(|(n, _)| *n == label).map(|(_, k)| *k)
    }

    /// The model's label.
    pub fn label(self) -> &'static str {
        NAME_KINDS.iter().find(|(_, k)| *k == self).map_or("MISC", |(n, _)| n)
    }
}

/// A name in a sentence: tokens `first..=last`.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it names.
    pub kind: NameKind,
}

/// One sentence with its tree and names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its words; heads always form a tree with one root.
    pub tokens: Vec<Token>,
    /// Names in order, not overlapping.
    pub names: Vec<Name>,
    /// Index of the paragraph it stands in.
    pub paragraph: usize,
}

impl Sentence {
    /// The root of its tree; 0 for a sentence without one (never from the model).
    pub fn root(&self) -> usize {
        self.tokens.iter().position(|t| t.head.is_none()).unwrap_or(0)
    }

    /// Indices of the tokens that hang on `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, t)| t.head == Some(head)).map(|(i, _)| i)
    }

    /// Is `node` equal to `top` or below it?
    pub fn is_under(&self, node: usize, top: usize) -> bool {
        let mut at = Some(node);
        for _ in 0..=self.tokens.len() {
            match at {
                Some(i) if i == top => return true,
                Some(i) => at = self.tokens[i].head,
                None => return false,
            }
        }
        false
    }

    /// First and last token of the part of the tree below `top`.
    pub fn extent(&self, top: usize) -> (usize, usize) {
        let under = (0..self.tokens.len()).filter(|&i| self.is_under(i, top));
        under.fold((top, top), |(a, b), i| (a.min(i), b.max(i)))
    }

    /// Bytes from token `first` to token `last`.
    pub fn bytes(&self, first: usize, last: usize) -> Span {
        Span::new(self.tokens[first].span.start, self.tokens[last].span.end)
    }
}

/// A parsed text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
    /// What the model reads off the words of each sentence for coreference, word by word.
    pub vectors: Vec<Vec<f32>>,
    /// What the event head says of each sentence; empty where the model has none.
    pub hints: Vec<Hints>,
}

/// PLOVER types in the order of the event head's scores.
pub const EVENT_TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// The parts that a word may have in an event, in the order of the event head's scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who acts.
    Actor,
    /// Toward whom.
    Recipient,
    /// Where.
    Place,
    /// When.
    Time,
    /// Who vouches for it.
    Source,
    /// What it is about, where that is nobody.
    Object,
}

/// Number of [`Part`]s.
pub const PARTS: usize = 6;

/// What the event head says of one sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// For each word the probability that it tells of no event, then of each of [`EVENT_TYPES`].
    pub kinds: Vec<[f32; EVENT_TYPES.len() + 1]>,
    /// The words that may tell of an event, in order.
    pub triggers: Vec<Hint>,
}

impl Hints {
    /// The likeliest type of a word, an index into [`EVENT_TYPES`], and its probability.
    pub fn likeliest(&self, word: usize) -> (usize, f32) {
        let p = &self.kinds[word][1..];
        let best = (0..p.len()).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap_or(0);
        (best, p[best])
    }

    /// The probability that a word tells of any event.
    pub fn event(&self, word: usize) -> f32 {
        1.0 - self.kinds[word][0]
    }

    /// What is said of a word that may tell of an event.
    pub fn at(&self, word: usize) -> Option<&Hint> {
        self.triggers.iter().find(|h| h.word == word)
    }

    /// The words that act, or are acted upon, in an event that is likelier than not, in order.
    pub fn parties(&self) -> Vec<usize> {
        let likely = self.triggers.iter().filter(|h| self.kinds[h.word][0] < 0.5);
        let words = likely.flat_map(|h| {
            let party = |w: &usize| h.link(Part::Actor, *w).max(h.link(Part::Recipient, *w)) >= 0.5;
            (0..h.links.len()).filter(party)
        });
        words.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// Adds what was said of the words that follow.
    pub fn join(&mut self, after: Self) {
        let offset = self.kinds.len();
        self.kinds.extend(after.kinds);
        self.triggers.extend(after.triggers.into_iter().map(|mut hint| {
            hint.word += offset;
            hint.links.splice(0..0, std::iter::repeat_n([0.0; PARTS], offset));
            hint
        }));
    }
}

/// What the event head says of a word that may tell of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The word.
    pub word: usize,
    /// The likeliest PLOVER mode of each type, by type; `None` where none fits best.
    pub modes: [Option<&'static str>; EVENT_TYPES.len()],
    /// Probabilities of the statuses, in the order of [`crate::account::Status`].
    pub status: [f32; 6],
    /// For each word of the sentence the probability that it has each [`Part`] in the event.
    pub links: Vec<[f32; PARTS]>,
}

impl Hint {
    /// The probability that a word has a part in the event.
    pub fn link(&self, part: Part, word: usize) -> f32 {
        self.links.get(word).map_or(0.0, |row| row[part as usize])
    }
}
