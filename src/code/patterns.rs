//! Do the words of a rule stand around a trigger?

use super::codebook::WordClass;
use super::syntax;
use crate::document::Upos;
use crate::recognise::titles::View;

pub fn word_class(upos: Upos) -> Option<WordClass> {
    match upos {
        Upos::Verb | Upos::Aux => Some(WordClass::Verb),
        Upos::Noun | Upos::Propn => Some(WordClass::Noun),
        Upos::Adj => Some(WordClass::Adjective),
        _ => None,
    }
}

/// Does `word` hang on `trigger`: as particle, adverb, object, complement or modifier, or as the
/// preposition or the mark (`agreed to meet`) of one of its dependants?
pub fn has_word(view: &View, trigger: usize, word: &str) -> bool {
    word_on(view, trigger, word).is_some()
}

/// The dependant of `trigger` that gives it `word`.
pub fn word_on(view: &View, trigger: usize, word: &str) -> Option<usize> {
    view.sentence.children(trigger).find(|&c| {
        let itself = matches!(
            view.relation(c),
            "compound"
                | "advmod"
                | "obj"
                | "xcomp"
                | "amod"
                | "case"
                | "mark"
                | "nmod"
                | "obl"
                | "aux"
                | "fixed"
                | "ccomp"
                | "advcl"
                | "iobj"
        ) || view.sentence.tokens[c].deprel == "nsubj:pass";
        itself && (view.lemma(c) == word || view.form(c).eq_ignore_ascii_case(word))
            || view.case_of(c).as_deref() == Some(word) && !dated(view, c)
            || matches!(view.relation(c), "xcomp" | "ccomp") && marked(view, c, word)
            || view.relation(c) == "advcl" && word != "to" && marked(view, c, word)
    })
}

/// Does the token name a day or a year? Its preposition (`in 1914`, `on Monday`) belongs to no verb.
pub fn dated(view: &View, token: usize) -> bool {
    let date = |n: &crate::document::Name| n.kind == crate::document::NameKind::Date;
    let number = view.sentence.tokens[token].upos == Upos::Num;
    let mut names = view.sentence.names.iter();
    // `on Tuesday night`.
    let hour = matches!(
        view.lemma(token).as_str(),
        "night" | "morning" | "evening" | "afternoon" | "eve" | "day" | "weekend"
    );
    number || hour || names.any(|n| date(n) && n.first <= token && token <= n.last)
}

/// Has the verb no complement (`called Vorn`, not `called Vorn a liar`)?
pub fn plain(view: &View, verb: usize) -> bool {
    !view
        .sentence
        .children(verb)
        .any(|c| matches!(view.relation(c), "xcomp" | "ccomp" | "compound" | "advmod"))
}

/// Is `word` a preposition on the object (`blamed the raid on Iran`, read as one noun phrase)?
pub fn on_object(view: &View, trigger: usize, word: &str) -> bool {
    let verb = matches!(view.sentence.tokens[trigger].upos, Upos::Verb);
    let object = syntax::object(view, trigger).filter(|_| verb);
    object.is_some_and(|o| !syntax::under_preposition(view, o, word).is_empty())
}

/// Is `word` the verb, noun or adjective that `trigger` hangs on?
pub fn is_under(view: &View, trigger: usize, word: &str) -> bool {
    view.sentence.tokens[trigger].head.is_some_and(|h| view.lemma(h) == word)
}

/// Has the clause at `verb` this word as its mark or auxiliary (`said that Vorn must leave`)?
pub fn marked(view: &View, verb: usize, word: &str) -> bool {
    let mark =
        |c: &usize| matches!(view.relation(*c), "mark" | "aux") && view.form(*c).eq_ignore_ascii_case(word);
    view.sentence.children(verb).any(|c| mark(&c))
}

/// Is `word` the head of the logical object or of the complement?
pub fn has_object(view: &View, trigger: usize, word: &str) -> bool {
    let object = syntax::object(view, trigger).into_iter();
    let complement = view
        .sentence
        .children(trigger)
        .filter(|&c| matches!(view.relation(c), "obj" | "xcomp" | "ccomp" | "obl"));
    object.chain(complement).any(|t| {
        view.lemma(t) == word
            || view.sentence.children(t).any(|c| view.relation(c) == "conj" && view.lemma(c) == word)
    })
}
