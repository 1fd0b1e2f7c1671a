//! What the steps of coding look at: one report with its findings.

use std::collections::BTreeSet;

use super::syntax;
use super::trace::{Trace, Verdict};
use crate::account::Account;
use crate::actor::{Actor, ActorKind, Mention, Participant, mention_at};
use crate::document::{Hints, Upos};
use crate::recognise::Found;
use crate::recognise::titles::View;
use crate::report::Report;

/// One report, ready to be coded.
pub struct Scene<'a> {
    /// Its sentences.
    pub views: Vec<View<'a>>,
    /// The report.
    pub report: &'a Report,
    /// What was recognised in it.
    pub found: &'a Found,
    /// What the event head says of each sentence; empty without one.
    pub hints: &'a [Hints],
    /// Takes notes, for somebody who asked what is considered.
    pub trace: Option<&'a Trace>,
}

/// A participant before it is written out: an actor and the mention that names it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Index into the actors.
    pub actor: usize,
    /// Index into the mentions.
    pub mention: usize,
}

/// Sectors of PLOVER whose people act politically.
const POLITICAL: [&str; 13] =
    ["GOV", "MIL", "LEG", "JUD", "PTY", "REB", "OPP", "SPY", "COP", "IGO", "UAF", "INT", "ELI"];

/// Words in the names of bodies that act politically.
const BODY_WORDS: [&str; 32] = [
    "court",
    "tribunal",
    "parliament",
    "senate",
    "assembly",
    "congress",
    "duma",
    "knesset",
    "bundestag",
    "ministry",
    "government",
    "army",
    "navy",
    "forces",
    "guard",
    "guards",
    "police",
    "party",
    "council",
    "commission",
    "committee",
    "union",
    "alliance",
    "coalition",
    "front",
    "movement",
    "militia",
    "brigade",
    "brigades",
    "league",
    "authority",
    "department",
];

/// Ships and arms, which act for those whose they are.
static CRAFTS: &str = include_str!("data/crafts.txt");

fn is_craft(lemma: &str) -> bool {
    CRAFTS.lines().any(|l| l == lemma)
}

/// People in the street count, though they hold no office (coding guide: what gets an account).
pub fn in_the_street(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let street = ["protester", "protesters", "protestors", "demonstrators", "rioters", "strikers"];
    street.contains(&last.as_str())
}

/// States that are not named count, too.
fn names_states(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    ["nations", "countries", "states", "governments", "powers", "leaders", "allies"].contains(&last.as_str())
}

impl<'a> Scene<'a> {
    /// Notes that `by` finds nothing told at `token`; `why` is asked only if somebody listens.
    pub fn not(&self, s: usize, token: usize, by: &str, why: impl FnOnce() -> String) {
        if let Some(trace) = self.trace {
            trace.note(s, token, by, Verdict::Not(why()));
        }
    }

    /// Notes the account that `token` tells, or that it speaks of one of those `before`.
    pub fn told(&self, s: usize, token: usize, account: &Account, before: &[Account]) {
        let Some(trace) = self.trace else { return };
        let again = before.iter().any(|b| b.id == account.id);
        let verdict =
            if again { Verdict::Again(account.id.clone()) } else { Verdict::Told(Box::new(account.clone())) };
        trace.note(s, token, account.rule.as_str(), verdict);
    }

    /// The participants of the noun phrase at `token`, coordinated ones and `along with`, `including`
    /// included, each actor once.
    pub fn parties(&self, s: usize, token: usize) -> Vec<Party> {
        let mut tokens = Vec::new();
        self.spread(s, token, &mut tokens);
        let mut seen = BTreeSet::new();
        let all = tokens.into_iter().flat_map(|t| self.parties_at(s, t));
        all.filter(|p| seen.insert(p.actor)).collect()
    }

    /// The tokens that head the parts of a coordinated phrase.
    fn spread(&self, s: usize, token: usize, into: &mut Vec<usize>) {
        let view = &self.views[s];
        if into.contains(&token) {
            return;
        }
        // `the general manager, Vorn`: the name stands for the description.
        let apposed =
            view.sentence.children(token).find(|&c| view.relation(c) == "appos" && self.kinds(s, token, c));
        if let Some(name) = apposed {
            return self.spread(s, name, into);
        }
        into.push(token);
        // A conjunct may hang on any word of a name with its title.
        let words = self.mention_at(s, token).map(|m| &self.found.mentions[m]);
        let range = words.map_or(token..=token, |m| m.from.min(token)..=m.last.max(token));
        let children: Vec<usize> =
            range.clone().flat_map(|t| view.sentence.children(t)).filter(|c| !range.contains(c)).collect();
        for c in children {
            let with = matches!(view.relation(c), "nmod" | "obl")
                && matches!(
                    view.case_of(c).as_deref(),
                    Some("including" | "along" | "together" | "alongside" | "such")
                );
            if view.relation(c) == "conj" || with {
                self.spread(s, c, into);
            }
        }
    }

    /// `two ministers, Vorn and Elm`: does the apposition name those whom the noun only describes?
    fn kinds(&self, s: usize, noun: usize, apposed: usize) -> bool {
        let all = |token: usize, kind: ActorKind| {
            let mention = self.mention_at(s, token).map(|m| &self.found.mentions[m].actors);
            mention.is_some_and(|actors| actors.iter().all(|&a| self.found.actors[a].kind == kind))
        };
        all(noun, ActorKind::Group) && !all(apposed, ActorKind::Group)
    }

    fn parties_at(&self, s: usize, token: usize) -> Vec<Party> {
        // The body in `the APEC summit` names the occasion; it is not a party.
        let acts = matches!(self.views[s].sentence.tokens[token].deprel, "nsubj" | "obl:agent");
        let occasion = |m: &crate::recognise::settings::SettingMention| {
            m.sentence == s && (m.first..=m.head).contains(&token)
        };
        if !acts && self.found.settings.iter().any(occasion) {
            return Vec::new();
        }
        let members = self.members(s, token);
        let Some(mention) = self.mention_at(s, token) else { return members };
        let m = &self.found.mentions[mention];
        let kind = |&a: &usize| self.found.actors[a].kind;
        let group = m.actors.iter().all(|a| kind(a) == ActorKind::Group);
        let lemma = self.views[s].lemma(token);
        let theirs = !members.is_empty() && (lemma == "member" || is_craft(&lemma));
        if group && (members.len() > 1 || theirs) {
            return members;
        }
        m.actors.iter().map(|&actor| Party { actor, mention }).collect()
    }

    /// The mention that is headed by `token`, or else holds it.
    pub fn mention_at(&self, s: usize, token: usize) -> Option<usize> {
        mention_at(&self.found.mentions, s, token)
    }

    /// `members of parliament`, `talks between Iran and Iraq`: the noun itself names nobody, but what
    /// hangs on it by `of` or `between` does.
    fn members(&self, s: usize, token: usize) -> Vec<Party> {
        let view = &self.views[s];
        let inner = view.sentence.children(token).find(|&c| {
            view.relation(c) == "nmod"
                && matches!(view.case_of(c).as_deref(), Some("of" | "between" | "from"))
        });
        let collective = matches!(
            view.lemma(token).as_str(),
            "member"
                | "minister"
                | "official"
                | "diplomat"
                | "envoy"
                | "government"
                | "group"
                | "leader"
                | "representative"
                | "coalition"
                | "number"
                | "hundred"
                | "thousand"
                | "part"
                | "rest"
                | "majority"
                | "head"
                | "delegation"
                | "team"
                | "dozen"
                | "unit"
                | "branch"
                | "squad"
                | "crew"
                | "detachment"
                | "follower"
                | "supporter"
                | "one"
                | "some"
                | "all"
        );
        // `a Chinese coast guard ship`, `cutters of the coast guard`.
        if is_craft(&view.lemma(token)) {
            let whose = syntax::owners(view, token).into_iter().chain(inner);
            let parties: Vec<Party> = whose.flat_map(|o| self.parties(s, o)).collect();
            return parties.into_iter().take(1).collect();
        }
        let counted = view.sentence.tokens[token].upos == Upos::Num;
        inner.filter(|_| collective || counted).map(|c| self.parties(s, c)).unwrap_or_default()
    }

    /// The actor of a party.
    pub fn actor(&self, party: &Party) -> &'a Actor {
        &self.found.actors[party.actor]
    }

    /// The mention of a party.
    pub fn mention(&self, party: &Party) -> &'a Mention {
        &self.found.mentions[party.mention]
    }

    /// Is it one of the actors that the record is about (coding guide: what gets an account)?
    pub fn is_political(&self, party: &Party) -> bool {
        let actor = self.actor(party);
        let sector = actor.sector.as_deref().is_some_and(|s| POLITICAL.contains(&s));
        match actor.kind {
            ActorKind::State | ActorKind::Igo => true,
            ActorKind::Person => {
                !actor.offices.is_empty() || actor.country.is_some() || sector || self.titled(party.actor)
            }
            ActorKind::Body => {
                let named = || actor.name.split(' ').any(|w| BODY_WORDS.contains(&w.to_lowercase().as_str()));
                sector || actor.sector.is_none() && (actor.country.is_some() || named())
            }
            ActorKind::Group => sector || in_the_street(&actor.name) || names_states(&actor.name),
        }
    }

    /// Is the person called by a political title somewhere in the report (`spokesman Vorn`)?
    fn titled(&self, actor: usize) -> bool {
        let political = |title: &str| {
            let role = title.rsplit(' ').find_map(|w| self.views[0].gazetteer.role(w));
            role.and_then(|r| r.sector.as_deref()).is_some_and(|s| POLITICAL.contains(&s))
        };
        let mut mentions = self.found.mentions.iter().filter(|m| m.actors == [actor]);
        mentions.any(|m| m.title.as_deref().is_some_and(political))
    }

    /// The party as the record writes it.
    pub fn participant(&self, party: &Party) -> Participant {
        let (actor, mention) = (self.actor(party), self.mention(party));
        Participant {
            name: actor.name.clone(),
            actor: actor.id.clone(),
            kind: Some(actor.kind),
            sector: actor.sector.clone(),
            country: actor.country.clone(),
            title: mention.title.clone(),
            span: mention.span.quote(&self.report.text),
        }
    }
}
