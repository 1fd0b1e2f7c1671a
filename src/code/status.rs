//! Status: what the grammar around a trigger says of whether the event happened.

use std::collections::BTreeMap;

use super::codebook::{Effect, Governors};
use super::syntax;
use crate::account::Status;
use crate::document::Upos;
use crate::recognise::titles::View;

/// The governors by lemma.
pub struct StatusRules {
    verbs: BTreeMap<String, Effect>,
    adjectives: BTreeMap<String, Effect>,
    light: Vec<String>,
}

impl StatusRules {
    /// Indexes the table; `None` of its effect names may be unknown.
    ///
    /// # Errors
    /// When an effect is not one of those of [`Effect`].
    pub fn new(governors: Governors) -> Result<Self, String> {
        Ok(Self {
            verbs: invert(&governors.verbs)?,
            adjectives: invert(&governors.adjectives)?,
            light: governors.light,
        })
    }

    /// Does the subject of this verb do what the governed noun names?
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.iter().any(|l| l == lemma)
    }

    /// The effect of a verb on what it governs.
    pub fn of_verb(&self, lemma: &str) -> Option<Effect> {
        self.verbs.get(lemma).copied()
    }

    /// The status of the event that the word at `trigger` names.
    pub fn status(&self, view: &View, trigger: usize) -> Status {
        let verb = matches!(view.sentence.tokens[trigger].upos, Upos::Verb | Upos::Aux);
        let own = if verb { verb_status(view, trigger) } else { self.noun_status(view, trigger) };
        self.climb(view, trigger, own, 0)
    }

    /// What the verbs above say of it, from the trigger up: each may weaken what is below.
    fn climb(&self, view: &View, at: usize, status: Status, depth: usize) -> Status {
        let Some(head) = view.sentence.tokens[at].head.filter(|_| depth < 4) else { return status };
        let relation = view.relation(at);
        let verb = matches!(view.sentence.tokens[head].upos, Upos::Verb | Upos::Adj | Upos::Noun);
        let governed = stops_short(view, at, head)
            || matches!(relation, "xcomp" | "ccomp" | "obj" | "csubj")
            || relation == "acl"
                && !matches!(view.sentence.tokens[at].deprel, "acl:relcl")
                && view.sentence.tokens[at].xpos == "VB"
            || view.sentence.tokens[at].deprel == "nsubj:pass"
            || gerund(view, at)
            || relation == "obl" && depth == 0 && !is_verb(view, at) && argument(view, at)
            || relation == "advcl" && self.purpose(view, at);
        if !verb || !governed {
            return if relation == "conj" { self.climb(view, head, status, depth + 1) } else { status };
        }
        if stops_short(view, at, head) {
            return Status::NotHeld;
        }
        let effect = self.of_verb(&view.lemma(head)).or_else(|| governing_phrase(self, view, head));
        let above = match effect {
            // A verb of saying or a light verb passes its own modality on to what it governs, save that
            // a finite clause below it has a tense of its own.
            // `efforts to end`, `sought for weeks to secure`: an infinitive on a noun is not yet done.
            None if relation == "acl" && status == Status::Held => Status::Possible,
            None | Some(Effect::Same) => pass_on(view, head, at, status, is_verb(view, head)),
            // `did not condemn the attack`, `announced that it had left`: told as a fact.
            Some(Effect::Held) => status,
            Some(Effect::Planned) if past_clause(view, at) => status,
            Some(effect) => weaken(status, effect, verb_status(view, head)),
        };
        self.climb(view, head, above, depth + 1)
    }

    /// `to end the war`: what is aimed at has not happened yet.
    fn purpose(&self, view: &View, at: usize) -> bool {
        view.sentence.tokens[at].xpos == "VB"
            && view.sentence.children(at).any(|c| view.form(c).eq_ignore_ascii_case("to"))
    }

    fn noun_status(&self, view: &View, noun: usize) -> Status {
        let adjectives =
            view.sentence.children(noun).filter(|&c| matches!(view.relation(c), "amod" | "compound"));
        let effect = adjectives.filter_map(|c| self.adjectives.get(&view.lemma(c))).next();
        effect.map_or(Status::Held, |e| weaken(Status::Held, *e, Status::Held))
    }
}

/// `stopped short of a meeting`, `fell short of an agreement`, however the tree hangs it.
fn stops_short(view: &View, at: usize, head: usize) -> bool {
    let short = |i: usize| view.form(i).eq_ignore_ascii_case("short");
    view.case_of(at).as_deref() == Some("of") && (short(head) || view.sentence.children(head).any(short))
}

/// `agreed on improving ties`: a gerund under a preposition.
fn gerund(view: &View, at: usize) -> bool {
    let marked = |c: usize| {
        matches!(view.form(c).to_lowercase().as_str(), "on" | "of" | "to" | "from" | "about" | "for" | "at")
    };
    view.sentence.tokens[at].xpos == "VBG"
        && matches!(view.relation(at), "advcl" | "obl")
        && view.sentence.children(at).any(|c| matches!(view.relation(c), "mark" | "case") && marked(c))
}

/// `said that Vorn would come`: under a verb of saying in the past, `would` is the past of `will`.
fn told_in_the_past(view: &View, verb: usize) -> bool {
    let mut at = verb;
    while let Some(head) = view.sentence.tokens[at].head {
        if view.relation(at) == "ccomp" {
            return matches!(view.sentence.tokens[head].xpos, "VBD" | "VBN" | "VBG");
        }
        if !matches!(view.relation(at), "conj" | "xcomp") {
            return false;
        }
        at = head;
    }
    false
}

fn is_verb(view: &View, i: usize) -> bool {
    matches!(view.sentence.tokens[i].upos, Upos::Verb | Upos::Aux)
}

fn invert(table: &BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, Effect>, String> {
    let mut all = BTreeMap::new();
    for (name, lemmas) in table {
        let effect = match name.as_str() {
            "same" => Effect::Same,
            "planned" => Effect::Planned,
            "possible" => Effect::Possible,
            "ongoing" => Effect::Ongoing,
            "called_off" => Effect::CalledOff,
            "not_held" => Effect::NotHeld,
            "held" => Effect::Held,
            other => return Err(format!("codebook/governors.toml: no effect is called {other}")),
        };
        all.extend(lemmas.iter().map(|l| (l.clone(), effect)));
    }
    Ok(all)
}

/// `is expected to`, `is set to`, `is likely to`: adjectives and participles that govern.
fn governing_phrase(rules: &StatusRules, view: &View, head: usize) -> Option<Effect> {
    rules.adjectives.get(&view.lemma(head)).copied().filter(|_| view.sentence.tokens[head].upos == Upos::Adj)
}

/// `called for talks`, `agreed on a visit`: the phrase says what, not when or where.
fn argument(view: &View, at: usize) -> bool {
    let case = view.case_of(at).unwrap_or_default();
    matches!(case.as_str(), "for" | "on" | "to" | "from" | "of" | "about")
}

/// A finite complement clause that tells of something done (`announced that it had left`).
fn past_clause(view: &View, at: usize) -> bool {
    let done =
        |c: usize| matches!(view.form(c).to_lowercase().as_str(), "have" | "has" | "had" | "was" | "were");
    let past = view.sentence.tokens[at].xpos == "VBD"
        || view.sentence.tokens[at].xpos == "VBN" && view.sentence.children(at).any(done);
    view.relation(at) == "ccomp" && past && verb_status(view, at) == Status::Held
}

/// The status of a verb by its own auxiliaries, negation and tense.
pub fn verb_status(view: &View, verb: usize) -> Status {
    let words: Vec<String> = view
        .sentence
        .children(verb)
        .filter(|&c| matches!(view.relation(c), "aux" | "advmod" | "mark" | "cop"))
        .map(|c| view.form(c).to_lowercase())
        .collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let negated = has(&["not", "n't", "n’t", "never"]) || no_subject(view, verb);
    let status = modal_status(view, verb, &has);
    match status {
        _ if !negated => status,
        // `could not agree` tells of what failed; `may not agree` of what is open.
        Status::Possible if has(&["could"]) => Status::NotHeld,
        Status::Planned | Status::Ongoing | Status::Held => Status::NotHeld,
        other => other,
    }
}

fn modal_status(view: &View, verb: usize, has: &dyn Fn(&[&str]) -> bool) -> Status {
    let token = &view.sentence.tokens[verb];
    if has(&["would"]) && !has(&["if", "may", "might"]) && told_in_the_past(view, verb) {
        return Status::Planned;
    }
    if has(&["may", "might", "could", "would", "should", "can", "if", "unless", "whether"]) {
        return Status::Possible;
    }
    if has(&["will", "shall", "'ll", "’ll", "wo", "must"]) {
        return Status::Planned;
    }
    let passive = syntax::is_passive(view, verb);
    match token.xpos {
        "VBP" | "VBZ" => Status::Ongoing,
        "VBG"
            if has(&["is", "are", "am", "'s", "’s", "been", "'re", "’re", "be"])
                && !has(&["was", "were"]) =>
        {
            Status::Ongoing
        }
        "VBN" if passive && has(&["is", "are"]) && has(&["being"]) => Status::Ongoing,
        _ => Status::Held,
    }
}

/// `No talks were held`, `neither side attacked`.
fn no_subject(view: &View, verb: usize) -> bool {
    let argument = |c: &usize| matches!(view.relation(*c), "nsubj" | "obj");
    view.sentence.children(verb).filter(argument).any(|c| {
        view.sentence.children(c).any(|d| matches!(view.form(d).to_lowercase().as_str(), "no" | "neither"))
    })
}

/// What is left of `below` under a verb with this effect, itself of status `verb`.
fn weaken(below: Status, effect: Effect, verb: Status) -> Status {
    use Status::{CalledOff, Held, NotHeld, Ongoing, Planned, Possible};
    let negated = verb == NotHeld;
    let governed = match effect {
        Effect::Same | Effect::Held => below,
        Effect::Planned => Planned,
        Effect::Possible => Possible,
        Effect::Ongoing => Ongoing,
        Effect::CalledOff => CalledOff,
        Effect::NotHeld => NotHeld,
    };
    match (governed, negated) {
        (NotHeld, true) => Held,
        (CalledOff, _) if matches!(verb, Possible) => Possible,
        (Planned | Possible, true) => NotHeld,
        (_, true) => NotHeld,
        _ => governed,
    }
}

/// What a light verb or a verb of saying leaves of what it governs.
fn pass_on(view: &View, head: usize, at: usize, status: Status, head_is_verb: bool) -> Status {
    let finite_below = is_verb(view, at) && view.relation(at) == "ccomp";
    if finite_below || !head_is_verb || status != Status::Held {
        return status;
    }
    match verb_status(view, head) {
        Status::Ongoing if !is_verb(view, at) => {
            // `holds talks`: a simple present is the habit of headlines, a progressive is going on.
            if view.sentence.tokens[head].xpos == "VBG" { Status::Ongoing } else { Status::Held }
        }
        other => other,
    }
}
