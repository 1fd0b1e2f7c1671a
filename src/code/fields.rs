//! When, where, in what setting and about what an event is: from the words around its trigger.

use super::scene::Scene;
use super::syntax;
use crate::account::{Setting, Status};
use crate::document::Upos;
use crate::place::{PlaceMention, Where, WhereBasis};
use crate::recognise::names::What;
use crate::recognise::settings::{self, SettingMention};
use crate::recognise::titles::View;
use crate::when::{TimeMention, Timex, When, WhenBasis};

/// The tokens that belong to a trigger's clause: below it, or below the verb that governs it, but not
/// within another clause.
pub struct Clause {
    top: usize,
    trigger: usize,
}

impl Clause {
    /// The clause of a trigger.
    pub fn of(view: &View, trigger: usize) -> Self {
        let verb = matches!(view.sentence.tokens[trigger].upos, Upos::Verb | Upos::Aux);
        let mut top = trigger;
        if !verb && let Some((governor, _)) = governing_verb(view, trigger) {
            top = governor;
        }
        // `agreed to meet on Monday`: the time may hang on the verb above.
        while matches!(view.relation(top), "xcomp") {
            match view.sentence.tokens[top].head {
                Some(h) if view.sentence.tokens[h].upos == Upos::Verb => top = h,
                _ => break,
            }
        }
        Self { top, trigger }
    }

    /// The clause of the verb that this one's verb is joined to, or goes along with as a participle,
    /// without a subject of its own.
    pub fn joined(&self, view: &View) -> Option<Self> {
        // A pronoun (`met in July, but they agreed`) stays with the scene.
        let noun = |c: usize| view.relation(c) == "nsubj" && view.sentence.tokens[c].upos != Upos::Pron;
        let own = view.sentence.children(self.top).any(noun);
        let along = view.relation(self.top) == "conj"
            || view.relation(self.top) == "advcl" && view.sentence.tokens[self.top].xpos == "VBG";
        let head = view.sentence.tokens[self.top].head.filter(|_| along && !own)?;
        let verb = |i: usize| view.sentence.tokens[i].upos == Upos::Verb;
        (verb(self.top) && verb(head)).then_some(Self { top: head, trigger: head })
    }

    /// How far token `i` is from the trigger, as clauses go: 0 below the trigger itself, 1 below the
    /// verb above it, `None` in another clause.
    pub fn distance(&self, view: &View, i: usize) -> Option<usize> {
        let mut at = i;
        for _ in 0..view.sentence.tokens.len() {
            if at == self.trigger {
                return Some(0);
            }
            if at == self.top {
                return Some(1);
            }
            let opens = matches!(view.relation(at), "ccomp" | "advcl" | "parataxis" | "csubj")
                || view.sentence.tokens[at].deprel == "acl:relcl"
                || view.relation(at) == "conj" && view.sentence.tokens[at].upos == Upos::Verb;
            if opens {
                return None;
            }
            at = view.sentence.tokens[at].head?;
        }
        None
    }
}

/// The nearest verb above a noun.
fn governing_verb(view: &View, noun: usize) -> Option<(usize, &'static str)> {
    let mut at = noun;
    for _ in 0..6 {
        if let Some(found) = syntax::governor(view, at) {
            return Some(found);
        }
        at = view.sentence.tokens[at].head?;
    }
    None
}

/// The time expression of the event: on a calendar, nearest in the tree, then in the words.
pub fn time<'a>(scene: &Scene<'a>, s: usize, clause: &Clause) -> Option<&'a TimeMention> {
    let view = &scene.views[s];
    let here = scene.found.times.iter().filter(|t| t.sentence == s && t.edtf.is_some());
    let usable = here.filter(|t| matches!(t.timex, Timex::Date | Timex::Time) && !names_something(view, t));
    let ranked = usable.filter_map(|t| {
        let head = view.head_of(t.first, t.last);
        let d = clause.distance(view, head)?;
        Some(((d, head.abs_diff(clause.trigger)), t))
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, t)| t)
}

/// The time of a planned or cancelled event that a clause of its own gives (`cancelled the meeting, which
/// was to be held on 12 June`): the time beside the cancelling is that of the cancelling.
pub fn own_time<'a>(scene: &Scene<'a>, s: usize, noun: usize) -> Option<&'a TimeMention> {
    let view = &scene.views[s];
    let below = |t: &&TimeMention| {
        let head = view.head_of(t.first, t.last);
        t.sentence == s && t.edtf.is_some() && head != noun && view.sentence.is_under(head, noun)
    };
    scene
        .found
        .times
        .iter()
        .filter(below)
        .find(|t| matches!(t.timex, Timex::Date | Timex::Time) && !names_something(view, t))
}

/// `the 2016 US presidential election`, `the 2015 deal`: the time names a thing, not the event.
fn names_something(view: &View, t: &TimeMention) -> bool {
    let head = view.head_of(t.first, t.last);
    let token = &view.sentence.tokens[head];
    let bare = view.relation(head) == "nmod" && view.case_of(head).is_none();
    let modifier =
        bare || matches!(view.relation(head), "compound" | "nummod" | "amod") || token.deprel == "nmod:poss";
    modifier && token.head.is_some_and(|h| !is_event_noun(view, h))
}

fn is_event_noun(view: &View, i: usize) -> bool {
    matches!(
        view.lemma(i).as_str(),
        "meeting"
            | "talk"
            | "summit"
            | "visit"
            | "attack"
            | "agreement"
            | "deal"
            | "vote"
            | "session"
            | "bombing"
            | "protest"
            | "strike"
            | "raid"
    )
}

/// `when` from a time expression.
pub fn when(scene: &Scene, time: &TimeMention) -> Option<When> {
    Some(When {
        edtf: time.edtf.clone()?,
        basis: time.basis.unwrap_or(WhenBasis::Stated),
        span: Some(time.span.quote(&scene.report.text)),
    })
}

/// The place of the event: named in its clause under `in`, `at`, `near` and the like.
pub fn place<'a>(scene: &Scene<'a>, s: usize, clause: &Clause, motion: bool) -> Option<&'a PlaceMention> {
    let view = &scene.views[s];
    let here = scene.found.places.iter().filter(|p| p.sentence == s);
    let ranked = here.filter_map(|p| {
        let head = view.head_of(p.first, p.last);
        let goal = view.relation(head) == "obj"
            || matches!(view.case_of(head).as_deref(), Some("to" | "into" | "for"));
        let located =
            locative(view, head) || motion && goal && view.sentence.tokens[head].head == Some(clause.trigger);
        let d = clause.distance(view, head).filter(|_| located && hosts(scene, s, clause, head))?;
        Some(((d, head.abs_diff(clause.trigger)), p))
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, p)| p).or_else(|| this_city(scene, s, clause))
}

/// Does the place belong to the event itself? `a cease-fire in Syria` and `attacks in Syria` within a
/// phrase of what is talked about do not tell where the talks are.
fn hosts(scene: &Scene, s: usize, clause: &Clause, head: usize) -> bool {
    let view = &scene.views[s];
    let mut at = view.sentence.tokens[head].head;
    while let Some(i) = at {
        if i == clause.trigger || i == clause.top {
            return true;
        }
        let lemma = view.lemma(i);
        let verb = matches!(view.sentence.tokens[i].upos, Upos::Verb | Upos::Aux);
        let host = names_place(view, Some(i))
            || is_event_noun(view, i)
            || matches!(
                lemma.as_str(),
                "sideline" | "forum" | "conference" | "margin" | "round" | "ceremony" | "briefing"
            )
            || scene.found.settings.iter().any(|m| m.sentence == s && m.head == i)
            || scene.mention_at(s, i).is_some();
        if !host && !verb {
            return false;
        }
        at = view.sentence.tokens[i].head;
    }
    false
}

/// `in this eastern Chinese city`: the city that the report named last, else where it is filed from.
fn this_city<'a>(scene: &Scene<'a>, s: usize, clause: &Clause) -> Option<&'a PlaceMention> {
    let view = &scene.views[s];
    let pointed = |i: usize| view.sentence.children(i).any(|c| matches!(view.form(c), "this" | "the"));
    let city = (0..view.sentence.tokens.len()).find(|&i| {
        matches!(view.lemma(i).as_str(), "city" | "capital" | "town")
            && pointed(i)
            && locative(view, i)
            && clause.distance(view, i).is_some()
    })?;
    let country = view.modifier_country(city).map(|c| view.gazetteer.countries[c].iso3.as_str());
    let fits = |p: &&PlaceMention| {
        let own = p.place.country.as_deref();
        !p.place.is_state && p.place.geonames.is_some() && (country.is_none() || own == country)
    };
    scene.found.places.iter().filter(|p| p.sentence < s).rfind(fits)
}

/// Does the phrase at `head` say where: itself or the noun it belongs to under a preposition of place?
fn locative(view: &View, head: usize) -> bool {
    let mut at = head;
    for _ in 0..4 {
        if let Some(case) = view.case_of(at) {
            return matches!(
                case.as_str(),
                "in" | "at" | "near" | "outside" | "inside" | "across" | "around" | "throughout" | "off"
            );
        }
        // `in the Kazakh capital Astana`: the name stands beside the noun, whatever the tree makes of it.
        if let Some(before) = first_word(view, at).checked_sub(1).filter(|&b| names_kind(view, b)) {
            at = before;
            continue;
        }
        // `US polls` and `Syria talks` are not held there; `China's Zhejiang province` is a place.
        let part = view.relation(at) == "compound" && names_place(view, view.sentence.tokens[at].head);
        let up = matches!(view.relation(at), "appos" | "flat" | "conj")
            || part
            || view.sentence.tokens[at].deprel == "nmod:poss"
                && names_place(view, view.sentence.tokens[at].head);
        match view.sentence.tokens[at].head.filter(|_| up) {
            Some(h) => at = h,
            None => return false,
        }
    }
    false
}

/// The first token of the name that holds `token`.
fn first_word(view: &View, token: usize) -> usize {
    view.named_at(token).map_or(token, |n| n.first)
}

/// Is it a noun for a kind of place?
fn names_kind(view: &View, i: usize) -> bool {
    matches!(
        view.lemma(i).as_str(),
        "city"
            | "capital"
            | "province"
            | "state"
            | "region"
            | "district"
            | "town"
            | "village"
            | "port"
            | "resort"
            | "island"
            | "county"
    )
}

/// Is the noun a kind of place (`the Kazakh capital Astana`), or a place by name?
fn names_place(view: &View, noun: Option<usize>) -> bool {
    let Some(i) = noun else { return false };
    let named = |n: &crate::recognise::names::Named| {
        matches!(n.what, What::Place | What::State(_) | What::Capital(_))
    };
    names_kind(view, i) || view.named_at(i).is_some_and(named)
}

/// The occasion that hosts the event: named in its clause.
pub fn setting<'a>(scene: &Scene<'a>, s: usize, clause: &Clause) -> Option<&'a SettingMention> {
    let view = &scene.views[s];
    let here = scene.found.settings.iter().filter(|m| m.sentence == s && m.head != clause.trigger);
    let ranked =
        here.filter_map(|m| clause.distance(view, m.head).map(|d| ((d, m.head.abs_diff(clause.trigger)), m)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, m)| m)
}

/// What a setting fills in: its own name and id, and the day and place where the text gives none.
pub fn settle(
    scene: &Scene,
    mention: &SettingMention,
    status: Status,
    when: &mut Option<When>,
    place: &mut Option<Where>,
) -> Setting {
    let gazetteer = scene.views[0].gazetteer;
    let ahead = matches!(status, Status::Possible | Status::Planned);
    let day = when.as_ref().map(|w| w.edtf.clone()).or_else(|| scene.report.published.clone());
    let summit = day.and_then(|d| settings::summit(gazetteer, mention, &d, ahead));
    if let Some(summit) = summit {
        if when.is_none() {
            *when = summit.days().map(|edtf| When { edtf, basis: WhenBasis::Setting, span: None });
        }
        if place.is_none() || place.as_ref().is_some_and(|p| p.basis != WhereBasis::Stated) {
            let near: Vec<String> = summit.country.iter().cloned().collect();
            let found = summit.city.as_deref().and_then(|c| gazetteer.place(c, &near));
            *place = found.map(|p| located(p, WhereBasis::Setting, None)).or(place.take());
        }
    }
    Setting { name: mention.name.clone(), id: summit.map(crate::gazetteer::Summit::id) }
}

/// A place as the record writes it.
pub fn located(place: crate::place::Place, basis: WhereBasis, span: Option<crate::span::Quote>) -> Where {
    Where {
        name: place.name,
        country: place.country,
        geonames: place.geonames,
        lat: place.lat,
        lon: place.lon,
        is_state: place.is_state,
        basis,
        span,
    }
}

/// `here`, `in this eastern Chinese city`: the place the report is filed from.
pub fn dateline_place(scene: &Scene, s: usize, clause: &Clause) -> Option<Where> {
    let view = &scene.views[s];
    let this_city = |i: usize| {
        view.lemma(i) == "city"
            && view.sentence.children(i).any(|c| view.form(c).eq_ignore_ascii_case("this"))
    };
    let here =
        (0..view.sentence.tokens.len()).find(|&i| view.form(i).eq_ignore_ascii_case("here") || this_city(i));
    here.filter(|&i| clause.distance(view, i).is_some())?;
    let dateline = scene.report.dateline.as_deref()?;
    let (city, country) = dateline.split_once(',').unwrap_or((dateline, ""));
    let near = view.gazetteer.lookup(country.trim()).iter().find_map(|e| match e {
        crate::gazetteer::Entry::State(c) => Some(view.gazetteer.countries[*c].iso3.clone()),
        _ => None,
    });
    let found = view.gazetteer.place(city.trim(), &near.into_iter().collect::<Vec<_>>())?;
    Some(located(found, WhereBasis::Dateline, None))
}

/// What the event is about: phrases under `about`, `on`, `over`, and objects of `discuss`.
pub fn topics(scene: &Scene, s: usize, clause: &Clause) -> Vec<String> {
    let view = &scene.views[s];
    let mut found = Vec::new();
    for i in 0..view.sentence.tokens.len() {
        let about = matches!(
            view.case_of(i).as_deref(),
            Some("about" | "on" | "over" | "regarding" | "concerning" | "against")
        );
        let discussed = view.relation(i) == "obj"
            && view.sentence.tokens[i]
                .head
                .is_some_and(|h| matches!(view.lemma(h).as_str(), "discuss" | "address"));
        let timely = scene.found.times.iter().any(|t| t.sentence == s && (t.first..=t.last).contains(&i));
        let aside = scene.found.settings.iter().any(|m| m.sentence == s && view.sentence.is_under(m.head, i));
        let party = scene.mention_at(s, i).is_some()
            && !discussed
            && view.case_of(i).as_deref() != Some("about")
            && view.case_of(i).as_deref() != Some("over");
        if (about || discussed)
            && !timely
            && !aside
            && !party
            && clause.distance(view, i).is_some()
            && is_noun(view, i)
        {
            found.push(phrase(view, i));
        }
    }
    found.truncate(3);
    found
}

fn is_noun(view: &View, i: usize) -> bool {
    matches!(view.sentence.tokens[i].upos, Upos::Noun | Upos::Propn)
}

/// A short noun phrase: the noun with what stands before it and one `of` or `in` phrase after it.
fn phrase(view: &View, head: usize) -> String {
    let before = |i: &usize| {
        matches!(view.relation(*i), "amod" | "compound" | "nmod" | "flat" | "nummod")
            && view.sentence.is_under(*i, head)
    };
    let first = (0..head)
        .rev()
        .take_while(|i| {
            before(i)
                || view.form(*i) == "-"
                || view.relation(*i) == "case" && view.form(*i).starts_with(['\'', '’'])
        })
        .last()
        .unwrap_or(head);
    let after = view.sentence.children(head).find(|&c| {
        c > head && view.relation(c) == "nmod" && matches!(view.case_of(c).as_deref(), Some("of" | "in"))
    });
    let last = after.map_or(head, |c| view.sentence.extent(c).1.min(c + 2)).min(head + 6);
    view.sentence.bytes(first, last).of(view.text).trim_end_matches([',', '.', ';']).to_owned()
}
