//! What an event is about, in the report's own noun phrases: what is discussed, decided on, asked for,
//! objected to.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fields::Clause;
use super::roles::Roles;
use super::scene::Scene;
use super::syntax;
use crate::actor::{ActorKind, Mention, MentionForm};
use crate::document::Upos;
use crate::recognise::titles::View;

/// No account names more than this many topics.
const MOST: usize = 3;

/// A topic has at most this many tokens.
const LONGEST: usize = 9;

/// Nouns that are no topic, and whether they are none with words before them either.
static IDLE: LazyLock<BTreeMap<&'static str, bool>> = LazyLock::new(|| {
    let lines = include_str!("data/idle.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| (l.trim_end_matches('!'), l.ends_with('!'))).collect()
});

/// Is the noun idle; `described`: with words before it?
fn listed(lemma: &str, described: bool) -> bool {
    IDLE.get(lemma).is_some_and(|always| *always || !described)
}

/// The words around one trigger.
struct Around<'s, 'a> {
    scene: &'s Scene<'a>,
    view: View<'a>,
    s: usize,
    clause: &'s Clause,
    roles: &'s Roles,
}

/// The topics of the event told at the clause's trigger, the surest first.
pub fn topics(scene: &Scene, s: usize, clause: &Clause, roles: &Roles) -> Vec<String> {
    let around = Around { scene, view: scene.views[s], s, clause, roles };
    let mut heads = around.spoken_of();
    heads.extend(around.named_by_trigger());
    heads.extend(around.acted_on(clause.trigger, 0));
    heads.extend(around.given_reasons());
    let mut found: Vec<(usize, usize)> = Vec::new();
    for head in heads {
        let (first, last) = around.phrase(head);
        let overlaps = found.iter().any(|(a, b)| first <= *b && *a <= last);
        if !overlaps && found.len() < MOST {
            found.push((first, last));
        }
    }
    let words = |(first, last): &(usize, usize)| around.view.sentence.bytes(*first, *last);
    let plain = |f| words(f).of(around.view.text).trim_end_matches([',', ';']).replace(['"', '“', '”'], "");
    found.iter().map(plain).collect()
}

/// `criticised the move`, `rejected it`: does the verb's object only point back to what was told before?
pub fn points_back(view: &View, trigger: usize) -> bool {
    let idle = |i: usize| listed(&view.lemma(i), false);
    let definite = |i: usize| {
        let the = |c: usize| {
            matches!(view.form(c).to_lowercase().as_str(), "the" | "this" | "that" | "these" | "such")
        };
        view.sentence.children(i).any(the)
    };
    let object = syntax::object(view, trigger);
    let back = |i: usize| matches!(view.lemma(i).as_str(), "it" | "this" | "that" | "responsibility");
    object.is_some_and(|i| back(i) || idle(i) && definite(i))
}

impl Around<'_, '_> {
    /// Nouns under `about`, `on`, `over` in the event's clause, and what is discussed.
    fn spoken_of(&self) -> Vec<usize> {
        let view = &self.view;
        let about = |i: usize| {
            let case = view.case_of(i).unwrap_or_default();
            let plain = matches!(case.as_str(), "about" | "over" | "regarding" | "concerning" | "amid");
            plain || matches!(case.as_str(), "on" | "against" | "into") && !self.is_party(i)
        };
        let discussed = |i: usize| {
            let verb = view.sentence.tokens[i].head.filter(|_| view.relation(i) == "obj");
            verb.is_some_and(|h| matches!(view.lemma(h).as_str(), "discuss" | "address" | "raise" | "debate"))
        };
        let all = 0..view.sentence.tokens.len();
        let near = all.filter(|&i| (about(i) || discussed(i)) && self.clause.distance(view, i).is_some());
        let told = near.flat_map(|i| if self.is_idle(i) { self.below(i, 0) } else { vec![i] });
        told.filter(|&i| self.may_be_topic(i)).collect()
    }

    /// `peace talks`, `allegations of fraud`, `a call for action`; an event noun that is no occasion
    /// of talking is what it is about (`the military offensive`).
    fn named_by_trigger(&self) -> Vec<usize> {
        let (view, trigger) = (&self.view, self.clause.trigger);
        if view.sentence.tokens[trigger].upos == Upos::Verb {
            return Vec::new();
        }
        let below = |c: usize| match view.relation(c) {
            "compound" => true,
            "nmod" => matches!(view.case_of(c).as_deref(), Some("of" | "for" | "to" | "against" | "in")),
            _ => false,
        };
        let mut found: Vec<usize> = view
            .sentence
            .children(trigger)
            .filter(|&c| below(c))
            .flat_map(|c| if self.is_idle(c) { self.below(c, 0) } else { vec![c] })
            .filter(|&c| self.may_be_topic(c))
            .collect();
        found.extend(view.sentence.children(trigger).filter_map(|c| self.purpose(c, 0)));
        let own = view.sentence.children(trigger).any(|c| matches!(view.relation(c), "compound" | "amod"));
        let idle = listed(&view.lemma(trigger), false);
        if found.is_empty() && own && !idle && self.may_be_topic(trigger) {
            found.push(trigger);
        }
        found
    }

    /// The object of a verb where it is no party, and the objects of the clauses below it. Deeper down a
    /// name is what it is about (`asked Vorn to investigate Elm`).
    fn acted_on(&self, verb: usize, depth: usize) -> Vec<usize> {
        let view = &self.view;
        if view.sentence.tokens[verb].upos != Upos::Verb || depth > 3 {
            return Vec::new();
        }
        let named = |i: usize| self.is_name(i) && (depth == 0 || self.is_place_or_state(i));
        let object = syntax::object(view, verb);
        // `urged residents to leave`: the object is the one addressed.
        let addressed = view.sentence.children(verb).any(|c| view.relation(c) == "xcomp");
        let mut found: Vec<usize> =
            object.filter(|&o| !addressed && self.may_be_topic(o) && !named(o)).into_iter().collect();
        found.extend(view.sentence.children(verb).filter_map(|c| self.purpose(c, depth)));
        if found.is_empty() && depth > 0 {
            found.extend(self.goal(verb));
        }
        // `the statement that`, `the decision to leave`: what hangs on an idle object.
        if found.is_empty() {
            found.extend(object.into_iter().filter(|&o| self.is_idle(o)).flat_map(|o| self.below(o, depth)));
        }
        found
    }

    /// `resign from the council`, `respond to the attack`.
    fn goal(&self, verb: usize) -> Option<usize> {
        let view = &self.view;
        let goal = |c: &usize| {
            view.relation(*c) == "obl"
                && matches!(view.case_of(*c).as_deref(), Some("from" | "to" | "into" | "toward" | "towards"))
        };
        view.sentence
            .children(verb)
            .filter(goal)
            .find(|&c| self.may_be_topic(c) && !self.is_place_or_state(c))
    }

    /// What hangs on a noun that is no topic by itself.
    fn below(&self, noun: usize, depth: usize) -> Vec<usize> {
        let view = &self.view;
        let nouns = view.sentence.children(noun).filter(|&c| {
            let below = view.relation(c) == "nmod"
                && !matches!(view.case_of(c).as_deref(), None | Some("with" | "between" | "by" | "from"));
            (below || view.relation(c) == "compound") && self.may_be_topic(c)
        });
        let clauses = view.sentence.children(noun).filter_map(|c| self.purpose(c, depth));
        // `a deal that limits its nuclear programme`.
        let relative = |c: &usize| view.sentence.tokens[*c].deprel == "acl:relcl";
        let told = view.sentence.children(noun).filter(relative).filter_map(|c| {
            let object = view.sentence.children(c).find(|&o| view.relation(o) == "obj")?;
            (self.may_be_topic(object) && !self.is_name(object)).then_some(object)
        });
        nouns.chain(clauses).chain(told).collect()
    }

    /// The topic of a clause below: `to restrict operations`, `of hiding casualties`, `that he lied`.
    fn purpose(&self, clause: usize, depth: usize) -> Option<usize> {
        let view = &self.view;
        let below = matches!(view.relation(clause), "xcomp" | "ccomp")
            || matches!(view.relation(clause), "acl" | "advcl")
                && (view.sentence.tokens[clause].xpos == "VBG" || self.is_infinitive(clause))
                && view.sentence.tokens[clause].deprel != "acl:relcl";
        if !below {
            return None;
        }
        if view.sentence.tokens[clause].upos != Upos::Verb {
            return self.may_be_topic(clause).then_some(clause);
        }
        self.acted_on(clause, depth + 1).into_iter().next()
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.view.sentence.children(verb).any(|c| self.view.sentence.tokens[c].xpos == "TO")
    }

    /// `convicted of fraud`, `praised for her speech`.
    fn given_reasons(&self) -> Vec<usize> {
        let view = &self.view;
        let reason = |c: &usize| {
            view.relation(*c) == "obl"
                && matches!(view.case_of(*c).as_deref(), Some("of" | "for" | "because"))
                && self.may_be_topic(*c)
                && !self.is_name(*c)
        };
        let verb = view.sentence.tokens[self.clause.trigger].upos == Upos::Verb;
        let below: Vec<usize> = view.sentence.children(self.clause.trigger).filter(|_| verb).collect();
        // `met for talks on trade`.
        let idle = below.iter().filter(|&&c| view.relation(c) == "obl" && self.is_idle(c));
        let within = idle.flat_map(|&c| self.below(c, 0));
        below.iter().copied().filter(reason).chain(within).collect()
    }

    /// A noun that says something: no time, occasion, place or party, nor an idle word.
    fn may_be_topic(&self, i: usize) -> bool {
        let view = &self.view;
        let noun = matches!(view.sentence.tokens[i].upos, Upos::Noun | Upos::Propn);
        let found = self.scene.found;
        let setting =
            found.settings.iter().any(|m| m.sentence == self.s && view.sentence.is_under(m.head, i));
        let place =
            matches!(view.case_of(i).as_deref(), Some("in" | "at" | "near" | "from")) && self.is_place(i);
        let about = matches!(view.case_of(i).as_deref(), Some("about" | "over"));
        let inside = view.named_at(i).is_some_and(|n| view.head_of(n.first, n.last) != i);
        noun && !self.is_timely(i)
            && !setting
            && !place
            && !inside
            && !self.is_idle(i)
            && (about || !self.is_party(i))
    }

    /// A noun that says nothing of its own, without a word before it that would.
    fn is_idle(&self, i: usize) -> bool {
        let view = &self.view;
        // `on live television`: how, whatever it is called.
        let told = |c: usize| {
            matches!(view.relation(c), "amod" | "compound") && view.case_of(i).as_deref() != Some("on")
        };
        listed(&view.lemma(i), view.sentence.children(i).any(told))
    }

    fn is_place_or_state(&self, i: usize) -> bool {
        let state = |a: &usize| self.scene.found.actors[*a].kind == ActorKind::State;
        self.mention(i).is_some_and(|m| m.actors.iter().any(state)) || self.is_place(i)
    }

    /// A name alone is whom or where it concerns.
    fn is_name(&self, i: usize) -> bool {
        self.mention(i).is_some_and(|m| m.form == MentionForm::Name) || self.is_place(i)
    }

    /// Is the noun one of the event's parties?
    fn is_party(&self, i: usize) -> bool {
        let mut parties = self.roles.actors.iter().chain(&self.roles.recipients);
        self.mention(i).is_some_and(|m| parties.any(|p| m.actors.contains(&p.actor)))
    }

    /// The mention whose head the noun is.
    fn mention(&self, i: usize) -> Option<&Mention> {
        let mention = self.scene.mention_at(self.s, i).map(|m| &self.scene.found.mentions[m]);
        mention.filter(|m| m.head == i)
    }

    fn is_place(&self, i: usize) -> bool {
        let mut places = self.scene.found.places.iter().filter(|p| p.sentence == self.s);
        places.any(|p| (p.first..=p.last).contains(&i))
    }

    /// A short noun phrase: the noun with what stands before it and a phrase after it.
    fn phrase(&self, head: usize) -> (usize, usize) {
        let view = &self.view;
        let joins = |i: usize| {
            matches!(view.relation(i), "amod" | "compound" | "nmod" | "flat" | "nummod" | "goeswith")
                && view.sentence.is_under(i, head)
                || matches!(view.form(i), "-" | "–")
                || view.relation(i) == "case" && view.form(i).starts_with(['\'', '’'])
        };
        let first = (0..head).rev().take_while(|&i| joins(i)).last().unwrap_or(head);
        let pronoun = |i: usize| matches!(view.sentence.tokens[i].xpos, "PRP$" | "DT");
        let first = (first..head).find(|&i| !pronoun(i)).unwrap_or(head);
        let mut last = head;
        for c in view.sentence.children(head).filter(|&c| c > head) {
            let end = view.sentence.extent(c).1;
            let close = matches!(view.relation(c), "nmod" | "flat" | "compound") && end < first + LONGEST;
            if close && !self.is_timely(c) {
                last = last.max(end);
            }
        }
        (first, last)
    }

    fn is_timely(&self, i: usize) -> bool {
        self.scene.found.times.iter().any(|t| t.sentence == self.s && (t.first..=t.last).contains(&i))
    }
}
