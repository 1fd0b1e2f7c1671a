//! Mentions: every word or phrase that refers to an actor, resolved in reading order.

use super::names::{Named, What};
use super::nominals::{self, Nominal};
use super::people::{PersonInfo, PersonName};
use super::pronouns::{self, Pronoun};
use super::registry::Registry;
use super::titles::View;
use crate::actor::{ActorKind, Mention, MentionForm};
use crate::document::Hints;
use crate::span::Span;

/// What the pass over the report has gathered so far.
pub struct Pass<'a> {
    /// The sentences.
    pub views: Vec<View<'a>>,
    /// The people of the report.
    pub people: Vec<PersonInfo>,
    /// The actor of each of `people`.
    pub person_actor: Vec<usize>,
    /// The actors.
    pub registry: Registry,
    /// The mentions so far, in order.
    pub mentions: Vec<Mention>,
    /// Publication day, EDTF.
    pub published: Option<String>,
    /// Quotations in the text.
    pub quotes: Vec<Span>,
    /// For each sentence the words that the event head takes for somebody who acts or is acted upon.
    pub hinted: Vec<Vec<usize>>,
}

impl<'a> Pass<'a> {
    /// Registers the people and gets ready.
    pub fn new(views: Vec<View<'a>>, people: Vec<PersonInfo>, published: Option<&str>) -> Self {
        let mut registry = Registry::default();
        let gazetteer = views[0].gazetteer;
        let register = |p: &PersonInfo| {
            let country = p.country.map(|c| gazetteer.countries[c].iso3.clone());
            registry.person(&p.name, country, p.sector.clone(), p.known.map(|i| &gazetteer.people[i]))
        };
        let person_actor = people.iter().map(register).collect();
        let published = published.map(str::to_owned);
        let quotes = super::statements::quotations(views[0].text);
        Self {
            views,
            people,
            person_actor,
            registry,
            mentions: Vec::new(),
            published,
            quotes,
            hinted: Vec::new(),
        }
    }

    /// The same with what the event head says.
    pub fn with_hints(self, hints: &[Hints]) -> Self {
        Self { hinted: hints.iter().map(Hints::parties).collect(), ..self }
    }

    /// Resolves everything, sentence by sentence; then what points forward.
    pub fn run(&mut self, names: &[PersonName]) {
        for s in 0..self.views.len() {
            let mut here = self.of_sentence(s, names);
            here.sort_by_key(|c| c.order());
            for candidate in here {
                self.resolve(s, candidate);
            }
        }
        pronouns::forward_pairs(self);
    }

    fn of_sentence(&self, s: usize, names: &[PersonName]) -> Vec<Candidate> {
        let view = self.views[s];
        let persons: Vec<&PersonName> = names.iter().filter(|n| n.sentence == s).collect();
        let mut all: Vec<Candidate> = persons.iter().map(|n| Candidate::Person((*n).clone())).collect();
        let in_title = |i: usize| persons.iter().any(|n| (n.from..=n.named.last).contains(&i));
        let bodies = view.named.iter().filter(|n| names_actor(n.what));
        let free = bodies.filter(|n| !in_title(n.first) && !modifies_role(&view, n));
        all.extend(free.map(|n| Candidate::Named(*n)));
        let nominals = nominals::find(&view, &in_title);
        let hinted = self.hinted.get(s).map_or(&[][..], Vec::as_slice);
        let described = nominals::described(&view, hinted, &nominals, &in_title);
        all.extend(nominals.into_iter().map(Candidate::Nominal));
        all.extend(described.into_iter().map(Candidate::Described));
        all.extend(pronouns::find(&view).into_iter().map(Candidate::Pronoun));
        all
    }

    fn resolve(&mut self, s: usize, candidate: Candidate) {
        let mention = match candidate {
            Candidate::Person(name) => self.person_mention(s, &name),
            Candidate::Named(named) => self.named_mention(s, &named),
            Candidate::Nominal(nominal) => nominals::resolve(self, s, &nominal),
            Candidate::Described(nominal) => Some(nominals::describe(self, s, &nominal)),
            Candidate::Pronoun(pronoun) => pronouns::resolve(self, s, &pronoun),
        };
        self.mentions.extend(mention);
    }

    fn person_mention(&mut self, s: usize, name: &PersonName) -> Option<Mention> {
        let (view, n) = (self.views[s], &name.named);
        let title = view.title_words(name.from, n.first);
        let actors = vec![self.person_actor[name.person]];
        Some(self.mention(s, (name.from, n.first, n.last), MentionForm::Name, actors, title))
    }

    fn named_mention(&mut self, s: usize, named: &Named) -> Option<Mention> {
        let view = self.views[s];
        let words = named.span(view.sentence).of(view.text);
        let actor = match named.what {
            What::State(c) | What::Capital(c) | What::Government(c) => self.registry.state(c, view.gazetteer),
            What::Demonym(c) => self.people_of(s, named, c, words)?,
            What::Body(Some(b)) => match self.namesake(s, named, b, words) {
                Some(other) => other,
                None => self.known_body(b),
            },
            What::Body(None) => self.unknown_body(s, named, words),
            What::Outlet(o) => self.outlet(o),
            What::Norp => self.registry.group(words, None, None),
            _ => return None,
        };
        Some(self.mention(s, (named.first, named.first, named.last), MentionForm::Name, vec![actor], None))
    }

    /// `the Russians said`: a demonym that is a noun phrase of its own; or `Russian aid`, where the
    /// adjective says which state acts.
    fn people_of(&mut self, s: usize, named: &Named, country: usize, words: &str) -> Option<usize> {
        let view = self.views[s];
        let head = view.head_of(named.first, named.last);
        // `Turkish and Syrian talks`: the second adjective hangs on the first.
        let first = view.sentence.tokens[head].head.filter(|_| view.relation(head) == "conj").unwrap_or(head);
        let adjective = matches!(view.relation(first), "amod" | "compound");
        if adjective
            && view.sentence.tokens[first].head.is_some_and(|h| ACTS.contains(&view.lemma(h).as_str()))
        {
            return Some(self.registry.state(country, view.gazetteer));
        }
        // `The British gave up Hong Kong`: the people in one word stand for the state that acts.
        let whole = !words.ends_with('s') && self.hinted.get(s).is_some_and(|h| h.contains(&head));
        if !adjective && whole {
            return Some(self.registry.state(country, view.gazetteer));
        }
        let iso = view.gazetteer.countries[country].iso3.clone();
        (!adjective).then(|| self.registry.group(words, Some(iso), Some("CVL".into())))
    }

    /// `Kazakhstan's Senate`: a body of another state than the one that is known by the name; from then on the name
    /// alone is that one's.
    fn namesake(&mut self, s: usize, named: &Named, body: usize, words: &str) -> Option<usize> {
        let view = self.views[s];
        let own = view.gazetteer.bodies[body].country.as_deref()?;
        let whose = view.modifier_country(view.head_of(named.first, named.last));
        let other = whose.map(|c| view.gazetteer.countries[c].iso3.clone()).filter(|iso| iso != own);
        let sector = view.gazetteer.bodies[body].sector.clone();
        match other {
            Some(iso) => Some(self.registry.organisation(words, Some(iso), sector.as_deref())),
            None if whose.is_none() => self.registry.named_body(words),
            None => None,
        }
    }

    fn known_body(&mut self, body: usize) -> usize {
        let gazetteer = self.views[0].gazetteer;
        let b = &gazetteer.bodies[body];
        let state = b.country.as_ref().filter(|_| b.state_like);
        match state.and_then(|iso| gazetteer.country_index(iso)) {
            Some(country) => self.registry.state(country, gazetteer),
            None => self.registry.body(body, gazetteer),
        }
    }

    fn unknown_body(&mut self, s: usize, named: &Named, words: &str) -> usize {
        let view = self.views[s];
        if let Some(known) = self.shortened(words) {
            return known;
        }
        let inside = view.modifier_country(view.head_of(named.first, named.last));
        let iso =
            inside.or_else(|| country_inside(&view, named)).map(|c| view.gazetteer.countries[c].iso3.clone());
        self.registry.organisation(words, iso, None)
    }

    /// `the House` after `the United States House of Representatives`: the one body named so far that has all
    /// these words in its name.
    fn shortened(&self, words: &str) -> Option<usize> {
        let has_all = |name: &str| name != words && words.split(' ').all(|w| name.split(' ').any(|n| n == w));
        let body = |i: &usize| {
            let actor = &self.registry.actors[*i];
            actor.kind == ActorKind::Body && has_all(&actor.name)
        };
        let mut bodies = (0..self.registry.actors.len()).filter(body);
        bodies.next().filter(|_| bodies.next().is_none())
    }

    fn outlet(&mut self, outlet: usize) -> usize {
        let gazetteer = self.views[0].gazetteer;
        let (name, country) = match gazetteer.outlets.get(outlet) {
            Some(o) => (o.name.clone(), Some(o.iso3.clone()).filter(|c| !c.is_empty())),
            None => (String::new(), None),
        };
        self.registry.organisation(&name, country, Some("JRN"))
    }

    /// A mention over tokens `(from, first, last)` of sentence `s`.
    pub fn mention(
        &self,
        s: usize,
        (from, first, last): (usize, usize, usize),
        form: MentionForm,
        actors: Vec<usize>,
        title: Option<String>,
    ) -> Mention {
        let view = self.views[s];
        let span: Span = view.sentence.bytes(first, last);
        Mention { span, sentence: s, from, first, last, head: view.head_of(from, last), form, actors, title }
    }

    /// Do the words stand in a quotation?
    pub fn is_quoted(&self, span: Span) -> bool {
        super::statements::holding(&self.quotes, span).is_some()
    }

    /// The kind of an actor.
    pub fn kind(&self, actor: usize) -> ActorKind {
        self.registry.actors[actor].kind
    }
}

/// Nouns of acts: the adjective of a state before one of them names the state that acts.
const ACTS: [&str; 77] = [
    "accusation",
    "action",
    "aggression",
    "aid",
    "airstrike",
    "allegation",
    "annexation",
    "appeal",
    "assault",
    "assistance",
    "attack",
    "attempt",
    "backing",
    "ban",
    "blockade",
    "bombardment",
    "bombing",
    "boycott",
    "call",
    "campaign",
    "claim",
    "condemnation",
    "criticism",
    "decision",
    "dialogue",
    "demand",
    "deployment",
    "drill",
    "exercise",
    "manoeuvre",
    "maneuver",
    "meeting",
    "negotiation",
    "patrol",
    "shipment",
    "summit",
    "talk",
    "vessel",
    "embargo",
    "fire",
    "help",
    "incursion",
    "interference",
    "intervention",
    "invasion",
    "involvement",
    "invitation",
    "meddling",
    "mediation",
    "missile",
    "move",
    "offensive",
    "offer",
    "operation",
    "opposition",
    "plan",
    "presence",
    "pressure",
    "promise",
    "proposal",
    "protest",
    "provocation",
    "raid",
    "recognition",
    "rejection",
    "request",
    "retreat",
    "sanction",
    "shelling",
    "statement",
    "strike",
    "support",
    "tariff",
    "threat",
    "veto",
    "visit",
    "withdrawal",
];

/// Something in a sentence that may refer to an actor.
enum Candidate {
    Person(PersonName),
    Named(Named),
    Nominal(Nominal),
    /// People whom only the event head takes for a party (`two miners`).
    Described(Nominal),
    Pronoun(Pronoun),
}

impl Candidate {
    fn order(&self) -> usize {
        match self {
            Self::Person(n) => n.from,
            Self::Named(n) => n.first,
            Self::Nominal(n) | Self::Described(n) => n.from,
            Self::Pronoun(p) => p.token,
        }
    }
}

fn names_actor(what: What) -> bool {
    !matches!(what, What::Person(_) | What::Place | What::Other)
}

/// Does the name only modify a role word (`Kremlin spokesman`, `the Syrian government`)?
/// Then the whole phrase is the mention.
fn modifies_role(view: &View, named: &Named) -> bool {
    let head = view.head_of(named.first, named.last);
    let above = view.sentence.tokens[head].head;
    let modifier = matches!(view.relation(head), "amod" | "compound" | "flat");
    above.is_some_and(|h| modifier && nominals::is_actor_noun(view, h))
}

/// `Bank of Ghana`: a country within the name itself.
fn country_inside(view: &View, named: &Named) -> Option<usize> {
    (named.first..=named.last).find_map(|i| {
        let entries = view.gazetteer.lookup(view.form(i));
        entries.iter().find_map(|e| match e {
            crate::gazetteer::Entry::State(c)
            | crate::gazetteer::Entry::Demonym(c)
            | crate::gazetteer::Entry::Capital(c) => Some(*c),
            _ => None,
        })
    })
}
