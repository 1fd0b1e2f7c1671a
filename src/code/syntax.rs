//! Who does what to whom in a UD tree: logical subject and object, through passives, control,
//! relative clauses, coordination and light verbs.

use crate::document::Upos;
use crate::recognise::titles::View;

/// Is the verb at `i` passive?
pub fn is_passive(view: &View, i: usize) -> bool {
    let marked =
        |c: usize| matches!(view.sentence.tokens[c].deprel, "nsubj:pass" | "aux:pass" | "csubj:pass");
    let participle = view.sentence.tokens[i].xpos == "VBN"
        && matches!(view.sentence.tokens[i].deprel, "acl" | "amod")
        && !view.sentence.children(i).any(|c| view.relation(c) == "obj");
    // `members of the gang kidnapped a judge`, taken for a passive though it has an object and no auxiliary.
    let strayed = || {
        let child = |r: &str| view.sentence.children(i).any(|c| view.relation(c) == r);
        child("obj") && !child("aux") && view.sentence.tokens[i].upos == Upos::Verb
    };
    view.sentence.children(i).any(marked) && !strayed() || participle
}

/// The logical subject: the token that heads the phrase of the doer.
pub fn subject(view: &View, verb: usize) -> Option<usize> {
    if is_passive(view, verb) {
        return agent(view, verb);
    }
    own_subject(view, verb).or_else(|| controlled(view, verb, 0))
}

/// The logical object of a verb: its object, or the subject of a passive.
pub fn object(view: &View, verb: usize) -> Option<usize> {
    if is_passive(view, verb) {
        let subject = view.sentence.children(verb).find(|&c| view.sentence.tokens[c].deprel == "nsubj:pass");
        let shared =
            || coordinated_head(view, verb).filter(|&h| is_passive(view, h)).and_then(|h| object(view, h));
        return subject.map(|s| antecedent(view, s)).or_else(|| modified_noun(view, verb)).or_else(shared);
    }
    let own = view.sentence.children(verb).find(|&c| view.relation(c) == "obj");
    own.map(|o| antecedent(view, o)).or_else(|| left_out(view, verb))
}

/// `the police whom they moved to the border`, `the police they moved to the border`: a relative clause without
/// object and without another place for its noun is about the noun as the object of its verb.
fn left_out(view: &View, verb: usize) -> Option<usize> {
    if view.sentence.tokens[verb].deprel != "acl:relcl" {
        return None;
    }
    let noun = view.sentence.tokens[verb].head?;
    let subject = view.sentence.children(verb).find(|&c| view.relation(c) == "nsubj")?;
    let word = |i: usize| view.form(i).to_lowercase();
    let relative = |i: usize| matches!(word(i).as_str(), "which" | "that" | "who" | "whom" | "whose");
    let elsewhere =
        |i: usize| matches!(word(i).as_str(), "where" | "when" | "why" | "which" | "whom" | "whose");
    let placed =
        view.sentence.children(verb).any(|c| elsewhere(c) || view.sentence.children(c).any(elsewhere));
    let complete =
        view.sentence.children(verb).any(|c| matches!(view.relation(c), "ccomp" | "xcomp" | "obj"));
    // `the party they support`: a present tells of a habit.
    let past = matches!(view.sentence.tokens[verb].xpos, "VBD" | "VBN");
    (past && !relative(subject) && !placed && !complete).then_some(noun)
}

/// The one to whom something is given or said.
pub fn indirect_object(view: &View, verb: usize) -> Option<usize> {
    view.sentence.children(verb).find(|&c| view.relation(c) == "iobj")
}

/// The one who is given something: the indirect object, or the subject of a passive that keeps its
/// object (`Vorn was granted asylum`).
pub fn receiver(view: &View, verb: usize) -> Option<usize> {
    let noun = |c: usize| view.sentence.tokens[c].upos == Upos::Noun;
    let keeps_object = || {
        let mut all = view.sentence.children(verb);
        all.any(|c| view.relation(c) == "obj" || view.relation(c) == "xcomp" && noun(c))
    };
    let passive = || object(view, verb).filter(|_| is_passive(view, verb) && keeps_object());
    indirect_object(view, verb).or_else(passive)
}

fn own_subject(view: &View, verb: usize) -> Option<usize> {
    let passive = is_passive(view, verb);
    let own = |v: usize| {
        let subject = move |c: &usize| {
            let relation = view.sentence.tokens[*c].deprel;
            relation == "nsubj" || relation == "nsubj:pass" && v == verb && !passive
        };
        view.sentence.children(v).filter(subject)
    };
    // `Vorn spoke with Elm, a spokesman said`: of two subjects on the verb behind, the first is that of the verb
    // before.
    let before = |c: &usize| *c < verb && view.relation(*c) == "ccomp" && own(*c).next().is_none();
    let told = view.sentence.children(verb).find(before);
    let behind = told.and_then(|t| own(verb).find(|&c| c > t));
    let strayed = || {
        let said = view.sentence.tokens[verb].head.filter(|&h| h > verb && view.relation(verb) == "ccomp")?;
        own(said).find(|&c| c < verb).filter(|_| own(said).any(|c| c > verb))
    };
    let first = || own(verb).next();
    behind.or_else(first).or_else(strayed).map(|s| antecedent(view, s))
}

/// `by Vorn`; also where the parser hangs it on the noun before (`was denied entry by Vorn`).
fn agent(view: &View, verb: usize) -> Option<usize> {
    let by = |c: &usize| view.case_of(*c).as_deref() == Some("by");
    let source = |c: &usize| view.case_of(*c).as_deref() == Some("according");
    let own = |c: &usize| {
        view.sentence.tokens[*c].deprel == "obl:agent" && !source(c) || view.relation(*c) == "obl" && by(c)
    };
    let before = |c: &usize| *c > verb && matches!(view.relation(*c), "obj" | "obl");
    let nested = || {
        let mut nouns = view.sentence.children(verb).filter(before);
        nouns.find_map(|n| view.sentence.children(n).find(|c| view.relation(*c) == "nmod" && by(c)))
    };
    view.sentence.children(verb).find(own).or_else(nested)
}

/// A relative pronoun stands for the noun that its clause hangs on.
fn antecedent(view: &View, token: usize) -> usize {
    let relative = matches!(view.form(token).to_lowercase().as_str(), "which" | "that" | "who" | "whom");
    if !relative {
        return token;
    }
    let mut at = view.sentence.tokens[token].head;
    while let Some(i) = at {
        if view.sentence.tokens[i].deprel == "acl:relcl" {
            // `Vorn and Elm, who met`: the clause hangs on the last of them and means all.
            let noun = view.sentence.tokens[i].head.unwrap_or(token);
            return if view.relation(noun) == "conj" {
                view.sentence.tokens[noun].head.unwrap_or(noun)
            } else {
                noun
            };
        }
        at = view.sentence.tokens[i].head.filter(|_| matches!(view.relation(i), "conj" | "xcomp" | "ccomp"));
    }
    token
}

/// The noun that a participle modifies (`a deal brokered by`).
fn modified_noun(view: &View, verb: usize) -> Option<usize> {
    matches!(view.sentence.tokens[verb].deprel, "acl" | "amod")
        .then(|| view.sentence.tokens[verb].head)
        .flatten()
}

fn coordinated_head(view: &View, verb: usize) -> Option<usize> {
    (view.relation(verb) == "conj").then(|| view.sentence.tokens[verb].head).flatten()
}

/// The subject that a verb without one of its own takes from the verb or noun above it.
fn controlled(view: &View, verb: usize, depth: usize) -> Option<usize> {
    let head = view.sentence.tokens[verb].head.filter(|_| depth < 5)?;
    match view.relation(verb) {
        "xcomp" => {
            object(view, head).filter(|_| !is_passive(view, head)).or_else(|| any_subject(view, head, depth))
        }
        "ccomp" if view.sentence.tokens[verb].xpos != "VBD" => {
            // A subject between the two verbs is the lower one's, wherever the tree hangs it.
            let between =
                view.sentence.children(head).find(|&c| c > head && c < verb && view.relation(c) == "nsubj");
            between.or_else(|| any_subject(view, head, depth))
        }
        "conj" => agreeing_subject(view, verb).or_else(|| any_subject(view, head, depth)),
        // `criticised Vorn for shooting Elm`: it is Vorn who shot.
        "advcl" if blamed(view, verb) => object(view, head).or_else(|| any_subject(view, head, depth)),
        "advcl" | "parataxis" => any_subject(view, head, depth),
        "acl" if view.sentence.tokens[verb].xpos != "VBN" => {
            name_before(view, verb).or_else(|| noun_doer(view, head, depth))
        }
        _ => None,
    }
}

/// Is the gerund under `for` or `of`, what somebody is blamed or praised for?
fn blamed(view: &View, verb: usize) -> bool {
    let marked =
        |c: usize| matches!(view.relation(c), "mark" | "case") && matches!(view.form(c), "for" | "of");
    view.sentence.tokens[verb].xpos == "VBG" && view.sentence.children(verb).any(marked)
}

/// `X said that they failed but have agreed`: a plural auxiliary on a verb that the tree joins to one
/// with a singular subject belongs to the nearest plural subject before it.
fn agreeing_subject(view: &View, verb: usize) -> Option<usize> {
    let plural_verb = view.sentence.children(verb).any(|c| matches!(view.form(c), "have" | "are" | "were"));
    let head = view.sentence.tokens[verb].head?;
    let surface = view.sentence.children(head).find(|&c| view.relation(c) == "nsubj")?;
    let plural = |i: usize| {
        let noun =
            matches!(view.sentence.tokens[i].xpos, "NNS" | "NNPS") || matches!(view.form(i), "they" | "we");
        noun || view.sentence.children(i).any(|c| view.relation(c) == "conj")
    };
    if !plural_verb || plural(surface) {
        return None;
    }
    (0..verb).rev().find(|&i| view.relation(i) == "nsubj" && plural(i))
}

/// The surface subject of `head`, or what controls it.
fn any_subject(view: &View, head: usize, depth: usize) -> Option<usize> {
    let surface = view.sentence.children(head).find(|&c| view.relation(c) == "nsubj");
    surface.map(|s| antecedent(view, s)).or_else(|| {
        if is_passive(view, head) { object(view, head) } else { controlled(view, head, depth + 1) }
    })
}

/// `a response to Vorn backing out`: the name right before the participle does it.
fn name_before(view: &View, verb: usize) -> Option<usize> {
    let before = verb.checked_sub(1).filter(|_| view.sentence.tokens[verb].xpos == "VBG")?;
    let named = view.named_at(before).filter(|n| n.last == before)?;
    let head = view.head_of(named.first, named.last);
    // `wrote on Facebook blaming Vorn`: the place of writing blames nobody.
    let aside = matches!(view.case_of(head).as_deref(), Some("on" | "via" | "in" | "at"));
    (!aside).then_some(head)
}

/// `talks to end the war`, `a coalition fighting rebels`: the noun itself, or, for a plan or decision,
/// the one whose plan it is.
fn noun_doer(view: &View, noun: usize, depth: usize) -> Option<usize> {
    let planned = matches!(
        view.lemma(noun).as_str(),
        "plan"
            | "decision"
            | "effort"
            | "attempt"
            | "bid"
            | "move"
            | "offer"
            | "promise"
            | "pledge"
            | "threat"
            | "proposal"
            | "refusal"
            | "intention"
            | "law"
            | "bill"
            | "order"
            | "decree"
            | "right"
            | "deal"
            | "message"
            | "statement"
            | "letter"
            | "tweet"
            | "speech"
            | "report"
            | "resolution"
            | "call"
            | "note"
            | "post"
    );
    // `posted on a site blaming Vorn`: the one who posts does it, not the place.
    let aside = matches!(view.case_of(noun).as_deref(), Some("on" | "in" | "at" | "via"));
    if !planned && !aside {
        return Some(noun);
    }
    let owner = view.sentence.children(noun).find(|&c| {
        view.sentence.tokens[c].deprel == "nmod:poss"
            || matches!(view.relation(c), "compound" | "amod") && view.named_at(c).is_some()
    });
    owner.or_else(|| {
        let verb = verb_above(view, noun)?;
        if is_passive(view, verb) { agent(view, verb) } else { any_subject(view, verb, depth + 1) }
    })
}

/// The verb that a noun stands under, itself or through the nouns above it.
fn verb_above(view: &View, noun: usize) -> Option<usize> {
    let heads = std::iter::successors(view.sentence.tokens[noun].head, |&h| view.sentence.tokens[h].head);
    heads.take(4).find(|&h| view.sentence.tokens[h].upos == Upos::Verb)
}

/// Dependants of `head` under a preposition (`with Vorn`, `against the state`).
pub fn under_preposition(view: &View, head: usize, preposition: &str) -> Vec<usize> {
    let oblique = |c: &usize| matches!(view.relation(*c), "obl" | "nmod" | "advmod" | "advcl");
    let fits = |c: &usize| cases(view, *c).any(|k| k == preposition);
    view.sentence.children(head).filter(oblique).filter(fits).collect()
}

/// `sanctions by Benin on Togo`, read with the second phrase on the first, and `withdrew from a treaty
/// with Benin`: dependants under `preposition` of the names (of a verb: also of the nouns) that hang on
/// `head` by another one.
pub fn chained(view: &View, head: usize, preposition: &str, verb: bool) -> Vec<usize> {
    let proper = |c: &usize| {
        let upos = view.sentence.tokens[*c].upos;
        let case = view.case_of(*c).unwrap_or_default();
        let verb = verb && matches!(case.as_str(), "from" | "on" | "for" | "to" | "about" | "" | "in")
            || case == "of" && preposition != "in";
        // `discussed the dispute over drilling with Vorn`.
        let gerund =
            preposition == "with" && view.relation(*c) == "acl" && view.sentence.tokens[*c].xpos == "VBG";
        // `talks of two hours with Vorn`.
        let lasting = case == "of" && matches!(view.lemma(*c).as_str(), "hour" | "minute" | "day" | "week");
        gerund
            || lasting
            || matches!(view.relation(*c), "nmod" | "obl")
                && (upos == Upos::Propn || verb && upos == Upos::Noun)
    };
    let names = view.sentence.children(head).filter(proper);
    names.flat_map(|n| under_preposition(view, n, preposition)).collect()
}

/// The prepositions on a noun or on the title before it, with fixed ones joined (`along with`).
fn cases<'v>(view: &'v View, token: usize) -> impl Iterator<Item = String> + 'v {
    let titles = view.sentence.children(token).filter(|&c| view.sentence.tokens[c].deprel == "nmod:desc");
    let marks = std::iter::once(token).chain(titles).flat_map(|t| view.sentence.children(t));
    marks.filter(|&c| view.relation(c) == "case").map(|c| {
        let mut words = view.form(c).to_lowercase();
        for f in view.sentence.children(c).filter(|&f| view.relation(f) == "fixed") {
            words.push(' ');
            words.push_str(&view.form(f).to_lowercase());
        }
        words
    })
}

/// Possessors and name modifiers of a noun: `Vorn's visit`, `Russian aid`, `the Senate vote`, and
/// `the visit of Vorn`.
pub fn owners(view: &View, noun: usize) -> Vec<usize> {
    let owner = |c: &usize| {
        let token = &view.sentence.tokens[*c];
        token.deprel == "nmod:poss"
            || matches!(view.relation(*c), "amod" | "compound")
                && (view.named_at(*c).is_some() || view.is_role(*c))
    };
    view.sentence.children(noun).filter(owner).collect()
}

/// `Vorn was behind the attack`: the subject of the noun as a predicate.
pub fn behind(view: &View, noun: usize) -> Option<usize> {
    let behind = view.case_of(noun).as_deref() == Some("behind");
    own_subject(view, noun).filter(|_| behind)
}

/// The verb that governs a noun as its object, oblique or passive subject, and how.
pub fn governor(view: &View, noun: usize) -> Option<(usize, &'static str)> {
    let head = view.sentence.tokens[noun].head?;
    let relation = view.sentence.tokens[noun].deprel;
    let verb = matches!(view.sentence.tokens[head].upos, Upos::Verb | Upos::Aux);
    match view.relation(noun) {
        "conj" => governor(view, head),
        // `a fresh round of negotiations`, `two days of talks`.
        "nmod"
            if matches!(
                view.lemma(head).as_str(),
                "round" | "series" | "day" | "week" | "hour" | "set" | "wave" | "string" | "spate"
            ) =>
        {
            governor(view, head)
        }
        // `stopped short of a meeting`.
        "obl" if view.sentence.tokens[head].upos == Upos::Adj && view.relation(head) == "xcomp" => {
            view.sentence.tokens[head].head.map(|v| (v, "obl"))
        }
        "obj" | "obl" | "nsubj" | "xcomp" | "ccomp" if verb => Some((head, relation)),
        _ => None,
    }
}

/// The subject of the verb that a noun stands under by a preposition (`after talks with Vorn, Elm said`).
/// Where that verb stands in a clause that somebody said, the one who said it is the second choice.
pub fn main_subjects(view: &View, noun: usize) -> Vec<usize> {
    let nearest = main_subject(view, noun);
    let said_by = || {
        let (verb, _) = governor(view, noun)?;
        let above = view.sentence.tokens[verb].head.filter(|_| view.relation(verb) == "ccomp")?;
        own_subject(view, above)
    };
    nearest.into_iter().chain(said_by()).collect()
}

/// The subject of the verb that a noun stands under by a preposition.
pub fn main_subject(view: &View, noun: usize) -> Option<usize> {
    let (verb, relation) = governor(view, noun)?;
    let told = || if is_passive(view, verb) { object(view, verb) } else { subject(view, verb) };
    (relation == "obl").then(told).flatten()
}

/// The subject of the complement clause of `verb` (`demanded that Iran stop`).
pub fn clause_subject(view: &View, verb: usize) -> Option<usize> {
    let inner = |c: &usize| {
        let subject = || view.sentence.children(*c).any(|n| view.sentence.tokens[n].deprel == "nsubj");
        view.relation(*c) == "ccomp" || view.relation(*c) == "xcomp" && subject()
    };
    let clause = view.sentence.children(verb).find(inner)?;
    if is_passive(view, clause) { agent(view, clause) } else { own_subject(view, clause) }
}
