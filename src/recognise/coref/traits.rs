//! What is known of one candidate before it is compared with others.

use std::collections::BTreeMap;

use super::candidates::Candidate;
use super::tree::Tree;
use super::words::{Case, Gender, Number, Pronoun, Words};
use crate::document::Upos;
use crate::recognise::names::What;
use crate::recognise::people::{PersonInfo, PersonName};
use crate::recognise::statements::holding;
use crate::recognise::titles::View;
use crate::span::Span;

/// How a candidate is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A pronoun, or an adverb like `here`.
    Pronoun,
    /// A proper name.
    Name,
    /// `the company`.
    Definite,
    /// `a company`.
    Indefinite,
    /// `his wife`.
    Possessed,
    /// `this company`.
    Demonstrative,
    /// `companies`.
    Bare,
    /// `Vorn and Elm`.
    Joined,
    /// `the others`, `two of them`.
    Other,
}

/// Number of [`Kind`]s.
pub const KINDS: usize = 9;

/// One candidate with what is known of it.
#[derive(Clone, Debug)]
pub struct Traits {
    /// Where it stands.
    pub at: Candidate,
    /// How it is worded.
    pub kind: Kind,
    /// What pronoun it is.
    pub pronoun: Option<Pronoun>,
    /// Its number.
    pub number: Number,
    /// Its gender.
    pub gender: Gender,
    /// What the name at its head stands for: 0 for none, see [`name_class`].
    pub name: usize,
    /// The country it belongs to.
    pub country: Option<usize>,
    /// Relation of its head, see [`relation_class`].
    pub relation: usize,
    /// Paragraph.
    pub paragraph: usize,
    /// The quotation it stands in, counted from 1; 0 outside.
    pub quote: usize,
    /// Its bytes.
    pub span: Span,
    /// Numbers of its content words, in order, determiners and marks left out.
    pub words: Vec<u32>,
    /// The words of the name alone, without titles and modifiers; empty where there is none.
    pub core: Vec<u32>,
    /// Whom or what the tables and the rules for people take the name for.
    pub identity: Option<Identity>,
    /// Number of its head's lemma.
    pub lemma: u32,
    /// Position of its head in the whole text, in tokens.
    pub token: usize,
    /// The determiner, see [`determiner_class`].
    pub determiner: usize,
    /// Number of the lemma of the title or apposed noun that goes with a name; 0 for none.
    pub title: u32,
    /// A role word at the head.
    pub role: bool,
    /// Does more than the bare phrase belong to it: 0 no, 1 a prepositional phrase, 2 a clause?
    pub heavy: usize,
    /// First letters of its words, for acronyms.
    pub initials: String,
    /// The letters of a single word written in capitals.
    pub capitals: Option<String>,
}

impl Traits {
    /// The letters of an acronym.
    pub fn acronym(&self) -> Option<&str> {
        self.capitals.as_deref()
    }
}

/// What a name is known to stand for, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A person of the report.
    Person(usize),
    /// A state of the gazetteer.
    State(usize),
    /// A body of the gazetteer.
    Body(usize),
}

/// Numbers for words, by first use.
#[derive(Default)]
pub struct Interner {
    numbers: BTreeMap<String, u32>,
}

impl Interner {
    /// The number of a word, from 1.
    pub fn number(&mut self, word: &str) -> u32 {
        let next = self.numbers.len() as u32 + 1;
        *self.numbers.entry(word.to_owned()).or_insert(next)
    }
}

/// What describing needs.
pub struct Context<'a> {
    /// Tables of words.
    pub words: &'a Words,
    /// Quotations of the text.
    pub quotes: &'a [Span],
    /// Tokens before each sentence.
    pub offsets: &'a [usize],
    /// The people of the report and where they are named.
    pub people: (&'a [PersonInfo], &'a [PersonName]),
}

/// Describes one candidate.
pub fn describe(
    at: Candidate,
    view: &View,
    tree: &Tree,
    context: &Context,
    interner: &mut Interner,
) -> Traits {
    let token = &view.sentence.tokens[at.head];
    let pronoun = pronoun(&at, view, context.words);
    let named = view.named_at(at.head).map(|n| n.what);
    let name = named.map_or(0, name_class);
    let determiner = determiner_class(view, tree, &at);
    let span = view.sentence.bytes(at.first, at.last);
    let identity = identity(&at, view, context, named).filter(|_| !at.joined && pronoun.is_none());
    let content: Vec<usize> = (at.first..=at.last).filter(|&i| is_content(view, i)).collect();
    Traits {
        kind: kind(&at, view, pronoun.is_some(), determiner, name),
        pronoun,
        number: number(&at, view, pronoun),
        gender: match (pronoun, identity) {
            (Some(p), _) => p.gender,
            (None, Some(Identity::Person(p))) if context.people.0[p].gender.is_some() => {
                if context.people.0[p].gender == Some('m') { Gender::Male } else { Gender::Female }
            }
            _ => gender(&at, view, context.words, named),
        },
        name,
        country: country(&at, view),
        relation: relation_class(token.deprel),
        paragraph: view.sentence.paragraph,
        quote: holding(context.quotes, span).map_or(0, |q| q + 1),
        span,
        words: content.iter().map(|&i| interner.number(&view.form(i).to_lowercase())).collect(),
        core: core(&at, view, context.words, interner),
        identity,
        lemma: interner.number(&view.lemma(at.head)),
        token: context.offsets[at.sentence] + at.head,
        determiner,
        title: title(&at, view, tree).map_or(0, |l| interner.number(&l)),
        role: view.is_role(at.head),
        heavy: heavy(view, tree, &at),
        initials: content
            .iter()
            .filter_map(|&i| view.form(i).chars().next().filter(|c| c.is_uppercase()))
            .collect(),
        capitals: capitals(view.form(at.head)).filter(|_| content.len() == 1),
        at,
    }
}

fn identity(at: &Candidate, view: &View, context: &Context, named: Option<What>) -> Option<Identity> {
    match named? {
        What::State(c) => Some(Identity::State(c)),
        What::Body(Some(b)) => Some(Identity::Body(b)),
        What::Person(_) => {
            let names = context.people.1;
            // Names stand in order of their sentences.
            let from = names.partition_point(|n| n.sentence < at.sentence);
            let here = names[from..].iter().take_while(|n| n.sentence == at.sentence);
            let name = view.named_at(at.head)?;
            here.into_iter().find(|n| n.named.last == name.last).map(|n| Identity::Person(n.person))
        }
        _ => None,
    }
}

/// The words of the name that holds the head, titles before it left out.
fn core(at: &Candidate, view: &View, words: &Words, interner: &mut Interner) -> Vec<u32> {
    let Some(named) = view.named_at(at.head).filter(|_| !at.joined) else { return Vec::new() };
    let title = |i: &usize| view.is_role(*i) || words.noun(&view.form(*i).to_lowercase()) != Gender::Unknown;
    let inside = (named.first..=named.last).filter(|&i| is_content(view, i));
    let kept = inside.skip_while(|i| *i < named.last && title(i));
    kept.map(|i| interner.number(&view.form(i).to_lowercase())).collect()
}

/// `UN`, `U.N.`: the letters of an acronym.
fn capitals(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    (letters.len() > 1 && letters.chars().all(char::is_uppercase)).then_some(letters)
}

fn pronoun(at: &Candidate, view: &View, words: &Words) -> Option<Pronoun> {
    let upos = view.sentence.tokens[at.head].upos;
    let closed = matches!(upos, Upos::Pron | Upos::Adv | Upos::Det | Upos::Num | Upos::Adj | Upos::Noun);
    let form = view.form(at.head);
    let alone = at.first == at.last && closed && form != "US" && !at.joined;
    let mut found = words.pronoun(form).filter(|_| alone)?;
    if view.sentence.tokens[at.head].xpos == "PRP" && found.case == Case::Possessive {
        found.case = Case::Object;
    }
    Some(found)
}

fn kind(at: &Candidate, view: &View, pronoun: bool, determiner: usize, name: usize) -> Kind {
    let upos = view.sentence.tokens[at.head].upos;
    match determiner {
        _ if at.joined => Kind::Joined,
        _ if pronoun => Kind::Pronoun,
        _ if upos == Upos::Propn || name > 0 && view.form(at.head).starts_with(char::is_uppercase) => {
            Kind::Name
        }
        _ if upos != Upos::Noun => Kind::Other,
        1 => Kind::Definite,
        2 => Kind::Indefinite,
        3 => Kind::Demonstrative,
        4 => Kind::Possessed,
        _ => Kind::Bare,
    }
}

/// 1 `the`, 2 `a`, 3 `this`, 4 a possessor, 5 `no`, 6 `each`, 7 `some`, 8 `both`, 9 a number, 0 none.
fn determiner_class(view: &View, tree: &Tree, at: &Candidate) -> usize {
    let class = |c: usize| match view.sentence.tokens[c].deprel {
        "nmod:poss" => 4,
        "nummod" => 9,
        "det" | "det:predet" => match view.form(c).to_lowercase().as_str() {
            "the" => 1,
            "a" | "an" => 2,
            "this" | "that" | "these" | "those" => 3,
            "no" | "any" => 5,
            "each" | "every" => 6,
            "both" | "all" => 8,
            _ => 7,
        },
        _ => 0,
    };
    tree.children(at.head)
        .iter()
        .filter(|&&c| c >= at.first && c <= at.last)
        .map(|&c| class(c))
        .find(|&c| c > 0)
        .unwrap_or(0)
}

/// 0 no name, else the class of what it names.
pub fn name_class(what: What) -> usize {
    match what {
        What::Person(_) => 1,
        What::Body(_) => 2,
        What::State(_) => 3,
        What::Capital(_) => 4,
        What::Place => 5,
        What::Demonym(_) => 6,
        What::Norp => 7,
        What::Government(_) => 8,
        What::Outlet(_) => 9,
        What::Other => 10,
    }
}

fn relation_class(deprel: &str) -> usize {
    const CLASSES: [&str; 19] = [
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "nmod",
        "nmod:poss",
        "appos",
        "conj",
        "compound",
        "root",
        "vocative",
        "obl:agent",
        "parataxis",
        "xcomp",
        "expl",
        "nmod:desc",
        "advmod",
        "nmod:unmarked",
    ];
    CLASSES.iter().position(|c| *c == deprel).map_or(0, |i| i + 1)
}

fn number(at: &Candidate, view: &View, pronoun: Option<Pronoun>) -> Number {
    match (pronoun, view.sentence.tokens[at.head].xpos) {
        _ if at.joined => Number::Plural,
        (Some(p), _) => p.number,
        (_, "NNS" | "NNPS") => Number::Plural,
        (_, "NN" | "NNP") => Number::Singular,
        _ => Number::Unknown,
    }
}

fn gender(at: &Candidate, view: &View, words: &Words, named: Option<What>) -> Gender {
    if at.joined {
        return Gender::Unknown;
    }
    let by_noun = words.noun(&view.lemma(at.head));
    if by_noun != Gender::Unknown {
        return by_noun;
    }
    let titles = (at.first.saturating_sub(1)..=at.last).map(|i| words.noun(&view.form(i).to_lowercase()));
    let known = match named {
        Some(What::Person(Some(p))) => match view.gazetteer.people[p].gender {
            Some('m') => Gender::Male,
            Some('f') => Gender::Female,
            _ => Gender::Unknown,
        },
        Some(What::Person(None)) => titles.into_iter().find(|g| *g != Gender::Unknown).unwrap_or_default(),
        Some(What::State(_) | What::Capital(_) | What::Place | What::Body(_) | What::Outlet(_)) => {
            Gender::Neuter
        }
        _ => Gender::Unknown,
    };
    if known != Gender::Unknown || !matches!(named, Some(What::Person(_))) {
        return known;
    }
    let first = view.named_at(at.head).map_or(at.head, |n| n.first);
    words.first_name(view.form(first))
}

fn country(at: &Candidate, view: &View) -> Option<usize> {
    if at.joined {
        return None;
    }
    let own = view.named_at(at.head).and_then(|n| match n.what {
        What::Place | What::Person(_) => None,
        _ => view.country_of(n),
    });
    own.or_else(|| view.modifier_country(at.head))
}

/// The noun in apposition to a name, or the last word of the title before it.
fn title(at: &Candidate, view: &View, tree: &Tree) -> Option<String> {
    let noun = |i: &usize| view.sentence.tokens[*i].upos == Upos::Noun;
    let children = tree.children(at.head).iter();
    let apposed = children.copied().find(|c| noun(c) && matches!(view.relation(*c), "appos"));
    let above = view.sentence.tokens[at.head].head.filter(|h| noun(h) && view.relation(at.head) == "appos");
    let before = || (at.first..at.head).rev().find(|&i| view.is_role(i));
    let predicate =
        || view.sentence.tokens[at.head].head.filter(|h| noun(h) && view.relation(at.head) == "nsubj");
    apposed.or(above).or_else(before).or_else(predicate).map(|i| view.lemma(i))
}

fn heavy(view: &View, tree: &Tree, at: &Candidate) -> usize {
    let inside = tree.children(at.head).iter().filter(|&&c| c > at.head && c <= at.last);
    inside.fold(0, |most, &c| match view.relation(c) {
        "acl" => 2,
        "nmod" | "obl" => most.max(1),
        _ => most,
    })
}

fn is_content(view: &View, i: usize) -> bool {
    let token = &view.sentence.tokens[i];
    !matches!(token.upos, Upos::Punct | Upos::Det | Upos::Adp | Upos::Cconj) && token.xpos != "POS"
}
