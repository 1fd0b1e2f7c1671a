//! Status: what the grammar around a trigger says of whether the event happened.

use std::collections::BTreeMap;

use super::codebook::{Effect, Governors};
pub use super::tense::verb_status;
use super::tense::{is_finite, is_headline, is_infinitive, is_simple_present, waits_for_main};
use crate::account::Status;
use crate::document::Upos;
use crate::recognise::titles::View;

/// The governors by lemma.
pub struct StatusRules {
    verbs: BTreeMap<String, Effect>,
    infinitives: BTreeMap<String, Effect>,
    adjectives: BTreeMap<String, Effect>,
    light: Vec<String>,
    happen: Vec<String>,
    states: Vec<String>,
}

impl StatusRules {
    /// Indexes the table; `None` of its effect names may be unknown.
    ///
    /// # Errors
    /// When an effect is not one of those of [`Effect`].
    pub fn new(governors: Governors) -> Result<Self, String> {
        Ok(Self {
            verbs: invert(&governors.verbs)?,
            infinitives: invert(&governors.infinitives)?,
            adjectives: invert(&governors.adjectives)?,
            light: governors.light,
            happen: governors.happen,
            states: governors.states,
        })
    }

    /// Does the subject of this verb do what the governed noun names?
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.iter().any(|l| l == lemma)
    }

    /// The effect of the verb at `head` on the word at `at`.
    fn effect(&self, view: &View, head: usize, at: usize) -> Option<Effect> {
        let lemma = view.lemma(head);
        let complement = matches!(view.relation(at), "xcomp" | "ccomp") && is_infinitive(view, at);
        let infinitive = self.infinitives.get(&lemma).filter(|_| complement).copied();
        infinitive.or_else(|| self.verb(view, head)).or_else(|| governing_phrase(self, view, head))
    }

    /// The effect of a verb, with its particle where the two are one (`call off`).
    fn verb(&self, view: &View, verb: usize) -> Option<Effect> {
        let phrase = phrase(view, verb).and_then(|p| self.verbs.get(&p));
        phrase.or_else(|| self.verbs.get(&view.lemma(verb))).copied()
    }

    /// The status of the event that the word at `trigger` names.
    pub fn status(&self, view: &View, trigger: usize) -> Status {
        let token = &view.sentence.tokens[trigger];
        // `would be on leave`: auxiliary and copula share what is said of their head.
        let clause = |head: usize| view.relation(trigger) == "aux" || !is_verb(view, head);
        let helped = token.head.filter(|&h| matches!(view.relation(trigger), "aux" | "cop") && clause(h));
        let at = helped.unwrap_or(trigger);
        let verb = helped.is_some() || is_verb(view, at);
        let own = if verb { self.own(view, at) } else { self.noun_status(view, at) };
        self.climb(view, at, own, 0)
    }

    /// What a verb says of itself.
    fn own(&self, view: &View, verb: usize) -> Status {
        match verb_status(view, verb) {
            Status::Ongoing if waits_for_main(view, verb) => Status::Planned,
            // The present tense of a headline tells of what was done.
            Status::Ongoing
                if is_headline(view)
                    && is_simple_present(view, verb)
                    && !self.states.contains(&view.lemma(verb)) =>
            {
                Status::Held
            }
            status => status,
        }
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
            || relation == "advcl" && is_infinitive(view, at)
            || relation == "nsubj" && !is_verb(view, at) && self.happens(view, head)
            || relation == "nsubj" && governing_phrase(self, view, head).is_some();
        if !verb || !governed {
            return if relation == "conj" { self.climb(view, head, status, depth + 1) } else { status };
        }
        if stops_short(view, at, head) {
            return Status::NotHeld;
        }
        let above = match self.effect(view, head, at) {
            // A verb of saying or a light verb passes its own modality on to what it governs, save that
            // a finite clause below it has a tense of its own.
            // `efforts to end`, `sought for weeks to secure`: an infinitive on a noun is not yet done.
            None if relation == "acl" && status == Status::Held => Status::Possible,
            None | Some(Effect::Same) => self.pass_on(view, head, at, status),
            // `did not condemn the attack`, `announced that it had left`: told as a fact.
            Some(Effect::Held) => status,
            Some(Effect::Planned) if is_told(view, at) => status,
            Some(effect) => weaken(status, effect, self.own(view, head)),
        };
        self.climb(view, head, above, depth + 1)
    }

    /// `the talks will take place`, `the fighting continues`: what the verb says, it says of its subject.
    fn happens(&self, view: &View, verb: usize) -> bool {
        let place = |c: usize| view.relation(c) == "obj" && view.lemma(c) == "place";
        let lemma = view.lemma(verb);
        self.happen.contains(&lemma) || lemma == "take" && view.sentence.children(verb).any(place)
    }

    /// What stands on a noun says of it: the clause behind it, else the adjective before it, else the copula
    /// that makes it a predicate.
    fn noun_status(&self, view: &View, noun: usize) -> Status {
        let below = |kinds: &'static [&'static str]| {
            view.sentence.children(noun).filter(move |&c| kinds.contains(&view.relation(c)))
        };
        let never =
            |c: usize| matches!(view.form(c).to_lowercase().as_str(), "no" | "neither" | "without" | "not");
        let merely = below(&["advmod"]).any(|c| view.lemma(c) == "only");
        if !merely && below(&["det", "case", "advmod"]).any(never) {
            return Status::NotHeld;
        }
        if let Some(status) = below(&["acl"]).find_map(|c| self.clause_on_noun(view, c)) {
            return status;
        }
        if let Some(effect) = below(&["amod", "compound"]).find_map(|c| self.modifier(view, c)) {
            return weaken(Status::Held, effect, Status::Held);
        }
        match below(&["cop"]).next().map(|_| verb_status(view, noun)) {
            None | Some(Status::Ongoing) => Status::Held,
            Some(status) => status,
        }
    }

    /// The effect of an adjective or participle on its noun. A participle counts as it is written: `opening` is not
    /// `open`, `planned` is not `plan`.
    fn modifier(&self, view: &View, word: usize) -> Option<Effect> {
        let written = self.adjectives.get(&view.form(word).to_lowercase());
        let lemma = || self.adjectives.get(&view.lemma(word)).filter(|_| !is_verb(view, word));
        written.or_else(lemma).copied()
    }

    /// `a trip that was cancelled`, `talks scheduled for May`, `a summit to be held`.
    fn clause_on_noun(&self, view: &View, verb: usize) -> Option<Status> {
        let token = &view.sentence.tokens[verb];
        let relative = |c: usize| {
            view.sentence.tokens[c].deprel == "nsubj:pass" && view.sentence.tokens[c].xpos.starts_with('W')
        };
        let said_of_noun = token.deprel == "acl" || view.sentence.children(verb).any(relative);
        if token.xpos != "VBN" || !said_of_noun {
            return None;
        }
        let own = verb_status(view, verb);
        match self.verb(view, verb) {
            Some(effect @ (Effect::Planned | Effect::Possible | Effect::CalledOff)) => {
                Some(weaken(Status::Held, effect, own))
            }
            _ if self.is_light(&view.lemma(verb)) => Some(own).filter(|s| *s == Status::Planned),
            _ => None,
        }
    }

    /// What a light verb or a verb of saying leaves of what it governs.
    fn pass_on(&self, view: &View, head: usize, at: usize, status: Status) -> Status {
        let finite_below = is_verb(view, at) && view.relation(at) == "ccomp";
        if finite_below || !is_verb(view, head) || status != Status::Held {
            return status;
        }
        match self.own(view, head) {
            // `holds talks`: a simple present is the habit of headlines, a progressive is going on.
            Status::Ongoing if !is_verb(view, at) && is_simple_present(view, head) => Status::Held,
            other => other,
        }
    }
}

/// A verb with its particle: `call off`.
pub fn phrase(view: &View, verb: usize) -> Option<String> {
    let particle =
        view.sentence.children(verb).find(|&c| view.sentence.tokens[c].deprel == "compound:prt")?;
    Some(format!("{} {}", view.lemma(verb), view.lemma(particle)))
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

fn is_verb(view: &View, i: usize) -> bool {
    matches!(view.sentence.tokens[i].upos, Upos::Verb | Upos::Aux)
}

fn invert(table: &BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, Effect>, String> {
    let mut all = BTreeMap::new();
    for (name, lemmas) in table {
        let unknown = || format!("codebook/governors.toml: no effect is called {name}");
        let effect = effect(name).ok_or_else(unknown)?;
        all.extend(lemmas.iter().map(|l| (l.clone(), effect)));
    }
    Ok(all)
}

/// Is this the name of an effect?
pub fn is_effect(name: &str) -> bool {
    effect(name).is_some()
}

fn effect(name: &str) -> Option<Effect> {
    Some(match name {
        "same" => Effect::Same,
        "planned" => Effect::Planned,
        "possible" => Effect::Possible,
        "ongoing" => Effect::Ongoing,
        "called_off" => Effect::CalledOff,
        "not_held" => Effect::NotHeld,
        "held" => Effect::Held,
        _ => return None,
    })
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

/// A complement clause with a tense of its own, which tells of something done or true (`announced that it had
/// left`).
fn is_told(view: &View, at: usize) -> bool {
    let open = matches!(verb_status(view, at), Status::Planned | Status::Possible);
    view.relation(at) == "ccomp" && !open && is_finite(view, at)
}

/// What is left of `below` under a verb with this effect, itself of status `verb`.
fn weaken(below: Status, effect: Effect, verb: Status) -> Status {
    use Status::{CalledOff, Held, NotHeld, Ongoing, Planned, Possible};
    let governed = match effect {
        Effect::Same | Effect::Held => below,
        Effect::Planned => Planned,
        Effect::Possible => Possible,
        Effect::Ongoing => Ongoing,
        Effect::CalledOff => CalledOff,
        Effect::NotHeld => NotHeld,
    };
    match (governed, verb) {
        // `announced the visit, which was cancelled`, `agreed not to fire`.
        (Planned | Possible, _) if below == CalledOff => CalledOff,
        (Planned, Planned | Ongoing | Held) if below == NotHeld => NotHeld,
        (NotHeld | CalledOff, NotHeld) => Held,
        (_, NotHeld) => NotHeld,
        // `may cancel`, `whether it agreed to meet`.
        (CalledOff | Planned | Ongoing, Possible) => Possible,
        // `will continue to trade`.
        (Ongoing, Planned) => Planned,
        _ => governed,
    }
}
