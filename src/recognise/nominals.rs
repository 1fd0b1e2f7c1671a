//! Descriptions that refer to actors: `the Russian president`, `the Syrian government`,
//! `the two leaders`, `protesters`.

use super::mentions::Pass;
use super::names::{Named, What};
use super::pronouns::{self, Pair};
use super::titles::View;
use crate::actor::{Mention, MentionForm};
use crate::document::Upos;
use crate::gazetteer::{Role, RoleKind};

/// Nouns that, with a country, stand for the state itself (coding guide, settled cases).
const STATE_NOUNS: [&str; 13] = [
    "government",
    "administration",
    "regime",
    "authority",
    "authorities",
    "side",
    "embassy",
    "ministry",
    "leadership",
    "delegation",
    "nation",
    "country",
    "republic",
];

/// Plural nouns that point back at several actors already named.
const PAIR_NOUNS: [&str; 15] = [
    "leaders",
    "presidents",
    "sides",
    "countries",
    "nations",
    "states",
    "parties",
    "men",
    "ministers",
    "capitals",
    "powers",
    "governments",
    "counterparts",
    "diplomats",
    "neighbours",
];

/// Plural nouns that do so only with a number: `the two delegations`, `both cabinets`.
const COUNTED_PAIRS: [&str; 12] = [
    "delegations",
    "teams",
    "cabinets",
    "neighbors",
    "heads",
    "envoys",
    "negotiators",
    "rivals",
    "foes",
    "allies",
    "chiefs",
    "statesmen",
];

/// Singular nouns that point back at a person through a country rather than a title.
const COUNTERPARTS: [&str; 4] = ["counterpart", "leader", "president", "head"];

/// Names for states by their form, and the states that have it (ISO 3166-1 alpha-3).
static REALMS: &str = include_str!("data/realms.tsv");

/// The states that a noun such as `emirate` can mean.
fn realm(lemma: &str) -> Option<Vec<&'static str>> {
    let row = REALMS.lines().filter_map(|l| l.split_once('\t')).find(|(word, _)| *word == lemma);
    row.map(|(_, states)| states.split(' ').collect())
}

fn is_state_noun(lemma: &str) -> bool {
    STATE_NOUNS.contains(&lemma) || realm(lemma).is_some()
}

/// `his Turkish counterpart`: who holds the same office elsewhere.
pub fn is_peer(lemma: &str) -> bool {
    matches!(lemma, "counterpart" | "colleague" | "homologue" | "opposite")
}

/// A description in one sentence.
#[derive(Clone, Debug)]
pub struct Nominal {
    /// First token, modifiers included, determiner excluded.
    pub from: usize,
    /// The noun.
    pub head: usize,
}

/// Could the noun at `i` denote an actor?
pub fn is_actor_noun(view: &View, i: usize) -> bool {
    let noun = matches!(view.sentence.tokens[i].upos, Upos::Noun | Upos::Propn);
    let form = view.form(i).to_lowercase();
    noun && (view.is_role(i)
        || view.lemma(i) == "counterpart"
        || is_state_noun(&view.lemma(i))
        || PAIR_NOUNS.contains(&form.as_str())
        || COUNTED_PAIRS.contains(&form.as_str()) && is_counted_pair(view, i))
}

/// The descriptions of a sentence; `taken` tells tokens that belong to a person's name or title.
pub fn find(view: &View, taken: &dyn Fn(usize) -> bool) -> Vec<Nominal> {
    let free = |i: &usize| {
        let named = view.named_at(*i).is_some_and(|n| !matches!(n.what, What::Place | What::Other));
        !taken(*i) && !named && is_actor_noun(view, *i)
    };
    let nouns = (0..view.sentence.tokens.len()).filter(free);
    // `police officers`: only the head of a compound is the mention.
    let heads = nouns.filter(|&i| {
        let above = view.sentence.tokens[i].head;
        !(view.relation(i) == "compound" && above.is_some_and(|h| is_actor_noun(view, h)))
    });
    heads.map(|head| Nominal { from: first_modifier(view, head), head }).collect()
}

/// Nouns that only the event head takes for somebody (`hinted`): those that are neither named nor found otherwise.
pub fn described(
    view: &View,
    hinted: &[usize],
    found: &[Nominal],
    taken: &dyn Fn(usize) -> bool,
) -> Vec<Nominal> {
    let free = |i: &usize| {
        let token = &view.sentence.tokens[*i];
        token.upos == Upos::Noun
            && view.form(*i).chars().count() > 2
            && !counts(view, *i)
            && !is_thing(&view.lemma(*i))
            && !holds_name(view, *i)
            && !taken(*i)
            && view.named_at(*i).is_none()
            && !found.iter().any(|n| (n.from..=n.head).contains(i))
    };
    let nouns = hinted.iter().copied().filter(free);
    nouns.map(|head| Nominal { from: first_word(view, head), head }).collect()
}

static THINGS: &str = include_str!("data/things.txt");

/// Words that a description of people takes in behind its noun, at most.
const LONGEST_PHRASE: usize = 7;

/// The first word of a description: `legal and religious groups`, `fifteen Democrats`.
fn first_word(view: &View, head: usize) -> usize {
    let own = |i: &usize| {
        view.sentence.is_under(*i, head)
            && !matches!(view.sentence.tokens[*i].upos, Upos::Det | Upos::Punct | Upos::Pron | Upos::Adp)
    };
    let first = (0..head).rev().take_while(own).last().unwrap_or(head);
    let word = |i: &usize| view.sentence.tokens[*i].upos != Upos::Cconj;
    (first..head).find(word).unwrap_or(head)
}

/// The last word of a description: a phrase with `of`, `from` or `in` behind it belongs to it.
fn last_word(view: &View, head: usize) -> usize {
    let behind = view.sentence.children(head).find(|&c| {
        c > head
            && view.relation(c) == "nmod"
            && matches!(view.case_of(c).as_deref(), Some("of" | "from" | "in" | "across"))
    });
    let last = behind.map_or(head, |c| view.sentence.extent(c).1);
    if last <= head + LONGEST_PHRASE { last } else { head }
}

/// Is it a noun for a place or a thing?
fn is_thing(lemma: &str) -> bool {
    THINGS.lines().any(|l| l == lemma)
}

/// `a convoy of United Nations peacekeepers`: somebody is named in the phrase behind the noun.
fn holds_name(view: &View, i: usize) -> bool {
    of_phrases(view, i).any(|c| {
        let (first, last) = view.sentence.extent(c);
        (first..=last).any(|w| view.named_at(w).is_some_and(|n| n.what != What::Other))
    })
}

/// The heads of the phrases with `of` that hang on a noun.
fn of_phrases<'v>(view: &'v View<'_>, noun: usize) -> impl Iterator<Item = usize> + 'v {
    let of = |c: &usize| view.relation(*c) == "nmod" && view.case_of(*c).as_deref() == Some("of");
    view.sentence.children(noun).filter(of)
}

/// `thousands of protesters`: who it is stands behind.
fn counts(view: &View, i: usize) -> bool {
    let number = matches!(
        view.lemma(i).as_str(),
        "hundred" | "thousand" | "dozen" | "score" | "million" | "number" | "group" | "crowd"
    );
    number && of_phrases(view, i).next().is_some()
}

/// The mention of people known by their description alone.
pub fn describe(pass: &mut Pass, s: usize, nominal: &Nominal) -> Mention {
    let view = pass.views[s];
    let words = view.sentence.bytes(nominal.from, last_word(&view, nominal.head)).of(view.text);
    let country = view.modifier_country(nominal.head).map(|c| view.gazetteer.countries[c].iso3.clone());
    let sector = role_within(&view, nominal);
    let actor = pass.registry.group(words, country, sector);
    pass.mention(s, (nominal.from, nominal.from, nominal.head), MentionForm::Nominal, vec![actor], None)
}

/// `army trucks`, `police vans`: the sector of the people whose things they are.
fn role_within(view: &View, nominal: &Nominal) -> Option<String> {
    let whose = |i: &usize| matches!(view.relation(*i), "compound" | "amod" | "nmod");
    let within = (nominal.from..nominal.head).filter(whose);
    within.filter_map(|i| view.role(i)).find_map(|role| role.sector.clone())
}

/// The first of the adjacent modifiers before a noun, numbers and determiners left out.
fn first_modifier(view: &View, head: usize) -> usize {
    let mut from = head;
    while from > 0 {
        let i = from - 1;
        let word = matches!(view.sentence.tokens[i].upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part)
            || view.form(i) == "-"
            || (view.sentence.tokens[i].upos == Upos::Verb && view.relation(i) == "amod");
        if !word || !view.sentence.is_under(i, head) {
            break;
        }
        from = i;
    }
    from
}

/// The mention a description makes, if it can be resolved or names people by kind.
pub fn resolve(pass: &mut Pass, s: usize, nominal: &Nominal) -> Option<Mention> {
    let actors = referents(pass, s, nominal);
    let form = MentionForm::Nominal;
    let title = None;
    Some(pass.mention(s, (nominal.from, nominal.from, nominal.head), form, actors, title))
}

fn referents(pass: &mut Pass, s: usize, nominal: &Nominal) -> Vec<usize> {
    let view = pass.views[s];
    if let Some(person) = apposed_person(pass, s, nominal) {
        return vec![person];
    }
    let form = view.form(nominal.head).to_lowercase();
    if points_at_pair(&view, nominal.head) {
        return pronouns::last_pair(pass, s, wanted(&form));
    }
    let countries = view.modifier_countries(nominal.head);
    let each: Vec<usize> = countries.iter().filter_map(|c| one_of_several(pass, s, nominal, *c)).collect();
    if each.len() > 1 && is_plural(&view, nominal.head) {
        return each;
    }
    let country = view.modifier_country(nominal.head).or_else(|| owner_country(pass, s, nominal.head));
    let servants = serves(&form) && country.is_some();
    if servants || is_state_noun(&view.lemma(nominal.head)) {
        return state(pass, s, nominal, country);
    }
    if let Some(person) = known_person(pass, s, nominal, country) {
        return vec![person];
    }
    group(pass, s, nominal, country).into_iter().collect()
}

/// Those who act for the state whose they are.
fn serves(form: &str) -> bool {
    matches!(form, "officials" | "troops" | "forces" | "soldiers")
}

/// `the two leaders`: a plural that names no country and points back at two who were named.
fn points_at_pair(view: &View, noun: usize) -> bool {
    let form = view.form(noun).to_lowercase();
    let counted = COUNTED_PAIRS.contains(&form.as_str()) && is_counted_pair(view, noun);
    let pair = counted || PAIR_NOUNS.contains(&form.as_str()) && is_definite(view, noun);
    pair && view.modifier_country(noun).is_none() && !tells_others_apart(view, noun)
}

/// `two other capitals`: not those named before.
fn tells_others_apart(view: &View, noun: usize) -> bool {
    let other =
        |c: usize| matches!(view.lemma(c).as_str(), "other" | "more" | "further" | "another" | "different");
    view.sentence.children(noun).any(other)
}

/// `two`, `both`.
fn is_counted_pair(view: &View, noun: usize) -> bool {
    view.sentence.children(noun).any(|c| matches!(view.form(c).to_lowercase().as_str(), "two" | "both"))
}

fn is_plural(view: &View, noun: usize) -> bool {
    matches!(view.sentence.tokens[noun].xpos, "NNS" | "NNPS")
}

/// `the Turkish and Syrian ministers`, for one of the countries and the word that names it: the state, the holder of
/// the office, or somebody known by the words only.
fn one_of_several(
    pass: &mut Pass,
    s: usize,
    nominal: &Nominal,
    (country, word): (usize, usize),
) -> Option<usize> {
    let view = pass.views[s];
    let gazetteer = view.gazetteer;
    if is_state_noun(&view.lemma(nominal.head)) || serves(&view.form(nominal.head).to_lowercase()) {
        return Some(pass.registry.state(country, gazetteer));
    }
    // `the leaders of Benin and Togo` are the states.
    let role = view.role(nominal.head).filter(|_| view.relation(word) != "nmod" && word < nominal.head)?;
    let held = role.office.clone().and_then(|office| holder(pass, &office, Some(country), None, false));
    held.or_else(|| {
        let name = format!("{} {}", view.form(word), kind_words(&view, nominal.head, role));
        let iso = gazetteer.countries[country].iso3.clone();
        Some(pass.registry.group(&name, Some(iso), role.sector.clone()))
    })
}

/// The words behind the last adjective of a country: `deputy foreign minister`; in the singular where each country
/// has one.
fn kind_words(view: &View, head: usize, role: &Role) -> String {
    let named = |i: &usize| view.named_at(*i).is_some_and(|n| n.what.country().is_some());
    let from = (0..head).rev().find(named).map_or(head, |i| i + 1);
    let one_each = role.office.as_deref().map_or(role.kind == RoleKind::Group, |o| o != "negotiator");
    let last =
        if one_each && !role.term.ends_with('s') { view.lemma(head) } else { view.form(head).to_owned() };
    let before = (from..head).map(|i| view.form(i).to_owned());
    before.chain([last]).collect::<Vec<_>>().join(" ")
}

/// `his US counterpart, Donald Trump`: the name stands beside the description.
fn apposed_person(pass: &Pass, s: usize, nominal: &Nominal) -> Option<usize> {
    let view = pass.views[s];
    let beside = |i: usize| {
        let bare = view.relation(i) == "nmod"
            && view.case_of(i).is_none()
            && view.sentence.tokens[i].deprel != "nmod:poss";
        let under = view.relation(i) == "appos" || view.relation(i) == "flat" || bare;
        under && view.sentence.tokens[i].head == Some(nominal.head)
            || view.relation(nominal.head) == "appos" && view.sentence.tokens[nominal.head].head == Some(i)
    };
    let behind =
        |n: &Named| is_peer(&view.lemma(nominal.head)) && after_comma(&view, nominal.head) == Some(n.first);
    let named = view.named.iter().find(|n| {
        matches!(n.what, What::Person(_)) && (beside(view.head_of(n.first, n.last)) || behind(n))
    })?;
    let written = named.span(view.sentence).of(view.text);
    let last = written.rsplit(' ').next()?;
    let fits = |p: &super::people::PersonInfo| p.name == written || p.name.rsplit(' ').next() == Some(last);
    pass.people.iter().position(fits).map(|i| pass.person_actor[i])
}

/// The token behind a comma that follows this one.
pub fn after_comma(view: &View, i: usize) -> Option<usize> {
    let comma = view.sentence.tokens.get(i + 1).filter(|_| view.form(i + 1) == ",");
    comma.and_then(|_| view.sentence.tokens.get(i + 2)).map(|_| i + 2)
}

/// `the`, `both`, `these`, a number or a possessor stands before the noun.
pub fn is_definite(view: &View, head: usize) -> bool {
    view.sentence.children(head).any(|c| {
        let word = view.form(c).to_lowercase();
        matches!(word.as_str(), "the" | "both" | "these" | "those" | "two" | "all")
    })
}

fn wanted(form: &str) -> Pair {
    match form {
        "leaders" | "presidents" | "heads" | "statesmen" | "chiefs" => Pair::Leaders,
        "men" | "ministers" | "diplomats" | "counterparts" | "envoys" | "negotiators" => Pair::People,
        "countries" | "nations" | "states" | "capitals" | "powers" | "governments" | "neighbours"
        | "neighbors" | "delegations" | "cabinets" | "teams" => Pair::States,
        _ => Pair::Any,
    }
}

/// `Assad's government`, `the Trump administration`: the country of the person who owns the noun.
fn owner_country(pass: &Pass, s: usize, head: usize) -> Option<usize> {
    let view = pass.views[s];
    let owner = view.sentence.children(head).find(|&c| {
        matches!(view.relation(c), "nmod" | "compound") && pass.mentions.iter().any(|m| m.holds(s, c))
    })?;
    let mention = pass.mentions.iter().rev().find(|m| m.holds(s, owner))?;
    let iso = pass.registry.actors[*mention.actors.first()?].country.clone()?;
    view.gazetteer.country_index(&iso)
}

/// A state noun: the state of its country; without one, the state the report last spoke of.
fn state(pass: &mut Pass, s: usize, nominal: &Nominal, country: Option<usize>) -> Vec<usize> {
    let gazetteer = pass.views[s].gazetteer;
    if let Some(c) = country {
        return vec![pass.registry.state(c, gazetteer)];
    }
    let lemma = pass.views[s].lemma(nominal.head);
    let definite = is_definite(&pass.views[s], nominal.head);
    let stands_alone = matches!(
        lemma.as_str(),
        "government" | "administration" | "regime" | "authorities" | "authority" | "country" | "nation"
    );
    // `the Arab country`: some other one than the one spoken of.
    let told_apart =
        pass.views[s].sentence.children(nominal.head).any(|c| pass.views[s].relation(c) == "amod");
    if told_apart && matches!(lemma.as_str(), "country" | "nation") {
        return Vec::new();
    }
    if let Some(states) = realm(&lemma).filter(|_| definite) {
        return main_state_of(pass, &states).into_iter().collect();
    }
    if definite && lemma == "embassy" {
        return mission(pass).into_iter().collect();
    }
    if !definite && lemma != "authorities" || !stands_alone {
        return Vec::new();
    }
    main_state(pass).into_iter().collect()
}

/// `the embassy`, of a country that was named before: that of the embassy, ambassador or diplomats spoken of last.
fn mission(pass: &mut Pass) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let of_mission = |m: &&Mention| {
        let lemma = pass.views[m.sentence].lemma(m.head);
        matches!(lemma.as_str(), "embassy" | "ambassador" | "diplomat" | "consulate" | "attaché")
    };
    let mut before = pass.mentions.iter().rev().filter(of_mission).flat_map(|m| &m.actors);
    let country =
        before.find_map(|a| gazetteer.country_index(pass.registry.actors[*a].country.as_deref()?))?;
    Some(pass.registry.state(country, gazetteer))
}

/// The state that the report has spoken of most so far, through itself or its people.
fn main_state(pass: &mut Pass) -> Option<usize> {
    main_state_of(pass, &[])
}

/// The same among the states of a list, if it names any.
fn main_state_of(pass: &mut Pass, states: &[&str]) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let mut counts = vec![0usize; gazetteer.countries.len()];
    for actor in pass.mentions.iter().flat_map(|m| &m.actors) {
        let iso = pass.registry.actors[*actor].country.as_deref();
        let iso = iso.filter(|i| states.is_empty() || states.contains(i));
        if let Some(c) = iso.and_then(|iso| gazetteer.country_index(iso)) {
            counts[c] += 1;
        }
    }
    let (best, n) = counts.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i))?;
    (*n > 0).then(|| pass.registry.state(best, gazetteer))
}

/// `the Russian president`, `the spokesman`: a person of the report who bears the title.
fn known_person(pass: &mut Pass, s: usize, nominal: &Nominal, country: Option<usize>) -> Option<usize> {
    let view = pass.views[s];
    let token = &view.sentence.tokens[nominal.head];
    let role = view.role(nominal.head)?;
    let singular = token.xpos != "NNS" && token.xpos != "NNPS" && role.kind == RoleKind::Person;
    let definite = country.is_some() || is_definite(&view, nominal.head) || has_owner(&view, nominal.head);
    if !singular || !definite {
        return None;
    }
    let term = role.term.clone();
    let office = role.office.clone().unwrap_or_else(|| term.clone());
    let body = body_of(&view, nominal).filter(|_| country.is_none());
    let body = body.map(|b| view.gazetteer.bodies[b].name.as_str());
    let next = term.ends_with("-elect");
    let first = if body.is_some() || next { holder(pass, &office, country, body, next) } else { None };
    let first = first.or_else(|| named_bearer(pass, &term, &office, country));
    first.or_else(|| holder(pass, &office, country, None, next))
}

fn has_owner(view: &View, head: usize) -> bool {
    view.sentence.children(head).any(|c| view.sentence.tokens[c].deprel == "nmod:poss")
}

/// The person last mentioned whose title, or office on the day, is this one.
fn named_bearer(pass: &Pass, term: &str, office: &str, country: Option<usize>) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let bears = |i: usize| {
        let p = &pass.people[i];
        let of_country = country.is_none_or(|c| p.country == Some(c));
        let titled = p.titles.iter().any(|t| bears_title(t, term));
        let day = pass.published.as_deref();
        let in_office = p.known.is_some_and(|k| {
            let fits = |s: &crate::gazetteer::Spell| s.is(office) && day.is_none_or(|d| s.covers(d));
            gazetteer.people[k].spells.iter().any(fits)
        });
        let by_country = country.is_some() && COUNTERPARTS.contains(&term);
        of_country && (titled || in_office || by_country)
    };
    let mut order = pass.mentions.iter().rev().flat_map(|m| m.actors.iter().copied());
    let person = |actor: usize| pass.person_actor.iter().position(|a| *a == actor);
    order.find(|a| person(*a).is_some_and(bears))
}

/// Is `term` the office in a title, whole and not that of a deputy (`vice president`)?
fn bears_title(title: &str, term: &str) -> bool {
    let lesser = ["vice", "deputy", "former", "ex", "acting", "then"];
    let begins = |at: usize| at == 0 || title[..at].ends_with([' ', '-']);
    let before = |at: usize| title[..at].trim_end_matches([' ', '-']).rsplit([' ', '-']).next().unwrap_or("");
    let whole = |at: usize| begins(at) && !lesser.contains(&before(at));
    title.match_indices(term).any(|(at, _)| whole(at))
}

/// `the UN secretary-general`: the body that the office is of.
fn body_of(view: &View, nominal: &Nominal) -> Option<usize> {
    let within = view.named.iter().filter(|n| (nominal.from..=nominal.head).contains(&n.first));
    let hung = view.sentence.children(nominal.head).filter(|&c| view.relation(c) == "nmod");
    let behind = hung.filter_map(|c| view.named_at(c));
    within.chain(behind).find_map(|n| if let What::Body(body) = n.what { body } else { None })
}

/// The holder of the office in that country or body on the day, or the next one, from the gazetteer.
fn holder(
    pass: &mut Pass,
    office: &str,
    country: Option<usize>,
    body: Option<&str>,
    next: bool,
) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let iso = country.map(|c| gazetteer.countries[c].iso3.clone());
    let of = iso.as_deref().or(body)?;
    let day = pass.published.clone()?;
    let person =
        if next { gazetteer.next_holder(office, of, &day) } else { gazetteer.holder(office, of, &day) }?;
    let sector = person.sector_at(Some(&day)).map(str::to_owned);
    Some(pass.registry.person(&person.name, iso, sector, Some(person)))
}

/// People or a body known by the words only.
fn group(pass: &mut Pass, s: usize, nominal: &Nominal, country: Option<usize>) -> Option<usize> {
    let view = pass.views[s];
    let role = view.role(nominal.head)?;
    let words = view.sentence.bytes(nominal.from, nominal.head).of(view.text);
    let iso = country.map(|c| view.gazetteer.countries[c].iso3.clone());
    Some(pass.registry.group(words, iso, role.sector.clone()))
}
