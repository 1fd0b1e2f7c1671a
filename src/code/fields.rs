//! When, where, in what setting and about what an event is: from the words around its trigger.

use super::places;
use super::scene::Scene;
use super::syntax;
use crate::account::{Setting, Status};
use crate::document::Upos;
use crate::place::{Where, WhereBasis};
use crate::recognise::settings::{self, SettingMention};
use crate::recognise::titles::View;
use crate::when::edtf::Edtf;
use crate::when::{TimeMention, Timex, When, WhenBasis};

/// The tokens that belong to a trigger's clause: below it, or below the verb that governs it, but not
/// within another clause.
pub struct Clause {
    /// The verb that it hangs under, or the trigger itself.
    pub top: usize,
    /// The word that tells of the event.
    pub trigger: usize,
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
            // `a request for papers, scheduled for May`: what the participle says of its noun, it says of that alone.
            let aside = view.sentence.tokens[at].deprel == "acl"
                && view.sentence.tokens[at].head != Some(self.trigger);
            let opens = aside && at != self.top
                || matches!(view.relation(at), "ccomp" | "advcl" | "parataxis" | "csubj")
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
        // `In 2006 the town was the target of an attack`.
        if at != noun && view.sentence.children(at).any(|c| view.relation(c) == "cop") {
            return Some((at, "nmod"));
        }
        at = view.sentence.tokens[at].head?;
    }
    None
}

/// The time expression of an event of this status: on a calendar, nearest in the tree, then in the words.
pub fn time<'a>(scene: &Scene<'a>, s: usize, clause: &Clause, status: Status) -> Option<&'a TimeMention> {
    let view = &scene.views[s];
    let here = scene.found.times.iter().filter(|t| t.sentence == s && t.edtf.is_some());
    let usable = here.filter(|t| is_day(t) && !names_something(view, t) && can_be(scene, t, status));
    let ranked = usable.filter_map(|t| {
        let head = view.head_of(t.first, t.last);
        let d = clause.distance(view, head)?;
        Some(((d, head.abs_diff(clause.trigger)), t))
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, t)| t)
}

/// What has happened does not lie ahead of the day of its report: such a time is that of what was agreed on, asked for
/// or promised (`agreed to sell power from 2021`, `to open the road by May`).
pub fn can_be(scene: &Scene, t: &TimeMention, status: Status) -> bool {
    let told = || Edtf::parse(scene.report.published.as_deref()?)?.last_day();
    let time = || Edtf::parse(t.edtf.as_deref()?);
    let (Some(told), Some(time)) = (told(), time()) else { return true };
    let ahead = match (time.first_day(), time.last_day()) {
        // From the day of the report on: `by May`.
        (Some(first), Some(last)) if is_limit(scene, t) => first >= told && last > told,
        (Some(first), _) => first > told,
        _ => false,
    };
    status != Status::Held || !ahead
}

/// `by May`, `until Friday`.
fn is_limit(scene: &Scene, t: &TimeMention) -> bool {
    let view = &scene.views[t.sentence];
    let before = t.first.checked_sub(1);
    let limit = |i: usize| matches!(view.form(i).to_lowercase().as_str(), "by" | "until" | "till" | "before");
    limit(t.first) || before.is_some_and(limit)
}

/// The time of a planned or cancelled event that a clause of its own gives (`cancelled the meeting, which
/// was to be held on 12 June`): the time beside the cancelling is that of the cancelling.
pub fn own_time<'a>(scene: &Scene<'a>, s: usize, noun: usize) -> Option<&'a TimeMention> {
    let view = &scene.views[s];
    let below = |t: &&TimeMention| {
        let head = view.head_of(t.first, t.last);
        head != noun && view.sentence.is_under(head, noun)
    };
    let here = scene.found.times.iter().filter(|t| t.sentence == s && t.edtf.is_some());
    here.filter(below).find(|t| is_day(t) && !names_something(view, t))
}

/// A point or stretch of the calendar, no duration and no repeated time.
pub fn is_day(t: &TimeMention) -> bool {
    matches!(t.timex, Timex::Date | Timex::Time)
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

pub fn is_event_noun(view: &View, i: usize) -> bool {
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
            *place = found.map(|p| places::located(p, WhereBasis::Setting, None)).or(place.take());
        }
    }
    Setting { name: mention.name.clone(), id: summit.map(crate::gazetteer::Summit::id) }
}

#[cfg(test)]
mod tests {
    use crate::account::Account;
    use crate::reader::Reader;
    use crate::report::Report;

    fn only(text: &str, kind: &str) -> Account {
        let reader = Reader::embedded().unwrap();
        let report = Report { published: Some("2021-03-04".into()), ..Report::of_text("t", text) };
        let told = reader.read_report(report).accounts;
        told.into_iter().find(|a| a.kind == kind).expect("an account of this type")
    }

    #[test]
    fn what_has_happened_does_not_lie_ahead_of_its_report() {
        let agreed = only("Bhutan has agreed to sell power to India from 2023.", "AGREE");
        assert!(agreed.when.is_none());
        let agreed = only("Chad and Niger agreed on Tuesday to open the road by the first of May.", "AGREE");
        assert_eq!(agreed.when.unwrap().edtf, "2021-03-02");
        let planned = only("Chad's president will meet Niger's president in May.", "CONSULT");
        assert_eq!(planned.when.unwrap().edtf, "2021-05");
    }

    #[test]
    fn a_capital_that_is_pointed_at_says_where() {
        let met = only("Turkey's president met Syria's president in the Iraqi capital on Monday.", "CONSULT");
        assert_eq!(met.place.unwrap().name, "Baghdad");
    }
}
