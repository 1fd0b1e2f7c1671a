//! The token of the one who speaks.

use super::clauses::is_passive;
use super::cues::Cues;
use crate::document::Upos;
use crate::recognise::titles::View;

/// The speaker of the verb at `cue`: its subject, also of a verb that this one hangs on (`was quoted as
/// saying`, `went on to say`, `left, saying`); of a passive, the one `by` whom.
pub fn of_verb(view: &View, cue: usize) -> Option<usize> {
    if is_passive(view, cue) {
        return agent(view, cue);
    }
    let mut at = cue;
    for _ in 0..4 {
        if let Some(t) = subject(view, at) {
            return Some(t);
        }
        let Some(head) = view.sentence.tokens[at].head else { break };
        match view.relation(at) {
            "xcomp" | "conj" | "advcl" | "parataxis" | "ccomp" => at = head,
            // `asked, Vorn said`: the noun that a participle describes.
            "acl" if view.sentence.tokens[at].xpos == "VBG" => return Some(head),
            // `in saying so`: a verb as a noun.
            "obl" | "nmod" if view.sentence.tokens[at].xpos == "VBG" => at = head,
            _ => break,
        }
    }
    stolen(view, cue).or_else(|| inverted(view, cue))
}

/// `..., said Vorn`: the tree may take the speaker for a second subject of what is said; he stands on
/// the side of the cue.
pub fn stolen(view: &View, cue: usize) -> Option<usize> {
    let said = view.sentence.children(cue).filter(|&c| matches!(view.relation(c), "ccomp" | "parataxis"));
    let across = |c: usize, n: usize| if c < cue { n > c } else { n < cue };
    let subjects = |c: usize| {
        let mut of = view.sentence.children(c).filter(move |&n| view.relation(n) == "nsubj");
        of.find(move |&n| across(c, n))
    };
    said.filter_map(subjects).next()
}

/// The grammatical subject of the word at `at`.
pub fn subject(view: &View, at: usize) -> Option<usize> {
    view.sentence.children(at).find(|&c| view.relation(c) == "nsubj")
}

/// `by` whom something is done.
pub fn agent(view: &View, verb: usize) -> Option<usize> {
    let by = |c: &usize| view.relation(*c) == "obl" && view.case_of(*c).as_deref() == Some("by");
    view.sentence.children(verb).find(by)
}

/// The noun that a relative pronoun stands for (`officials who said`); any other word stands for itself.
pub fn antecedent(view: &View, token: usize) -> usize {
    if !matches!(view.form(token).to_lowercase().as_str(), "which" | "that" | "who") {
        return token;
    }
    let mut at = token;
    while let Some(head) = view.sentence.tokens[at].head {
        if view.sentence.tokens[at].deprel == "acl:relcl" {
            return head;
        }
        at = head;
    }
    token
}

/// `..., said Vorn`: a name right behind the verb that the tree took for its object.
fn inverted(view: &View, cue: usize) -> Option<usize> {
    let next = cue + 1;
    let token = view.sentence.tokens.get(next)?;
    if !matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Pron | Upos::Det) {
        return None;
    }
    view.sentence.children(cue).find(|&c| {
        c > cue && matches!(view.relation(c), "obj" | "obl" | "dep") && {
            let (first, _) = view.sentence.extent(c);
            first == next && view.case_of(c).is_none()
        }
    })
}

/// Whose the noun at `noun` is: `X's claim`, `the claim by X`, `the X report`, `X made the claim`.
pub fn of_noun(cues: &Cues, view: &View, noun: usize) -> Option<usize> {
    let child = |fits: &dyn Fn(usize) -> bool| view.sentence.children(noun).find(|&c| fits(c));
    let whose = child(&|c| view.sentence.tokens[c].deprel == "nmod:poss");
    let by = || {
        child(&|c| {
            view.relation(c) == "nmod" && matches!(view.case_of(c).as_deref(), Some("by" | "from" | "among"))
        })
    };
    let named = || child(&|c| view.relation(c) == "compound" && view.named_at(c).is_some());
    whose.or_else(by).or_else(named).or_else(|| of_holder(cues, view, noun))
}

/// `Vorn made the claim`: the subject of the verb whose object the noun is.
fn of_holder(cues: &Cues, view: &View, noun: usize) -> Option<usize> {
    let verb = view.sentence.tokens[noun].head.filter(|_| view.relation(noun) == "obj")?;
    if !cues.is("light", &view.lemma(verb)) {
        return None;
    }
    if is_passive(view, verb) { agent(view, verb) } else { of_verb(view, verb) }
}
