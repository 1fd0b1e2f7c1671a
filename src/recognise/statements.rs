//! Statements: who is said to have said what, and through whom it is relayed.

use std::collections::BTreeMap;

use super::titles::View;
use crate::actor::{Actor, ActorKind, Mention, MentionForm};
use crate::gazetteer::table::Rows;
use crate::report::stable_id;
use crate::span::Span;
use crate::statement::{Speaker, Stance, Statement};

/// The words of saying, by lemma.
pub struct Cues {
    verbs: BTreeMap<String, (Stance, bool)>,
}

impl Cues {
    /// The embedded table.
    ///
    /// # Errors
    /// When a row has no lemma.
    pub fn embedded() -> Result<Self, String> {
        let rows = Rows::new("cues.tsv", include_str!("data/cues.tsv")).map(|row| {
            let stance = match row.cell("stance") {
                "denies" => Stance::Denies,
                "doubts" => Stance::Doubts,
                "declines" => Stance::Declines,
                _ => Stance::Asserts,
            };
            Ok((row.required("lemma")?, (stance, row.cell("kind") == "relay")))
        });
        Ok(Self { verbs: rows.collect::<Result<_, String>>()? })
    }

    fn get(&self, lemma: &str) -> Option<(Stance, bool)> {
        self.verbs.get(lemma).copied()
    }
}

/// What statements are made from.
pub struct Scene<'a> {
    /// The sentences.
    pub views: &'a [View<'a>],
    /// The mentions, resolved.
    pub mentions: &'a [Mention],
    /// The actors.
    pub actors: &'a [Actor],
    /// Quotations in the text, marks included.
    pub quotes: Vec<Span>,
    /// The report's id.
    pub report: &'a str,
}

/// A statement before relays are settled.
struct Draft {
    sentence: usize,
    cue: usize,
    /// Token of the one who speaks.
    subject: Option<usize>,
    speaker: Option<usize>,
    via: Vec<String>,
    content: Span,
    stance: Stance,
    relay: bool,
}

/// The statements of a report, in order of their cues.
pub fn statements(scene: &Scene, cues: &Cues) -> Vec<Statement> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (s, view) in scene.views.iter().enumerate() {
        for i in 0..view.sentence.tokens.len() {
            drafts.extend(verb_draft(scene, cues, s, i).or_else(|| according_to(scene, s, i)));
        }
    }
    settle_relays(scene, &mut drafts);
    drafts.iter().filter(|d| !d.relay).map(|d| finish(scene, d)).collect()
}

fn verb_draft(scene: &Scene, cues: &Cues, s: usize, cue: usize) -> Option<Draft> {
    let view = &scene.views[s];
    if !view.sentence.tokens[cue].xpos.starts_with("VB") {
        return None;
    }
    let (stance, relay) = cues.get(&view.lemma(cue))?;
    let content = content_of(scene, s, cue)?;
    let passive = view.sentence.children(cue).any(|c| view.sentence.tokens[c].deprel == "nsubj:pass");
    let subject = subject_of(view, cue);
    let mut draft =
        Draft { sentence: s, cue, subject, speaker: None, via: Vec::new(), content, stance, relay: false };
    let object = view.sentence.children(cue).find(|&c| matches!(view.relation(c), "obj" | "iobj"));
    if relay && !passive {
        draft.via.extend(subject.and_then(|t| outlet_words(scene, s, t)));
        draft.speaker = object.and_then(|t| mention_at(scene, s, t));
    } else {
        draft.speaker = subject.and_then(|t| mention_at(scene, s, t));
        let told = object.or_else(|| oblique(view, cue, &["to", "by", "with", "in", "on"]));
        draft.via.extend(told.filter(|t| is_outlet(scene, s, *t)).and_then(|t| outlet_words(scene, s, t)));
    }
    Some(draft)
}

/// The token of the one who speaks: the subject, also of a verb that this one hangs on
/// (`was quoted as saying`, `went on to say`).
fn subject_of(view: &View, cue: usize) -> Option<usize> {
    let mut at = cue;
    for _ in 0..3 {
        if let Some(t) = view.sentence.children(at).find(|&c| view.relation(c) == "nsubj") {
            return Some(t);
        }
        let up = matches!(view.relation(at), "xcomp" | "conj" | "advcl");
        let whose = view.relation(at) == "acl" && view.sentence.tokens[at].xpos == "VBG";
        let head = view.sentence.tokens[at].head.filter(|_| up || whose)?;
        if whose {
            return Some(head);
        }
        at = head;
    }
    None
}

fn oblique(view: &View, verb: usize, cases: &[&str]) -> Option<usize> {
    let fits = |c: &usize| {
        view.relation(*c) == "obl" && view.case_of(*c).is_some_and(|k| cases.contains(&k.as_str()))
    };
    view.sentence.children(verb).find(fits)
}

/// What is said: a clause below the cue; else, for a cue set beside or behind its clause, the rest of
/// the sentence; widened to the quotation it stands in.
fn content_of(scene: &Scene, s: usize, cue: usize) -> Option<Span> {
    let view = &scene.views[s];
    let clause = view.sentence.children(cue).filter(|&c| {
        let r = view.relation(c);
        r == "ccomp"
            || r == "xcomp"
            || (r == "parataxis" && c < cue)
            || (r == "advcl" && view.sentence.children(c).any(|m| view.form(m) == "as"))
    });
    let spans: Vec<Span> = clause.map(|c| subtree(view, c, cue)).collect();
    let below = spans.into_iter().reduce(Span::join);
    let beside = || {
        let aside = view.relation(cue) == "parataxis";
        let head = view.sentence.tokens[cue].head.filter(|_| aside)?;
        Some(clause_without(view, head, cue))
    };
    let found = below.or_else(beside).or_else(|| quote_in(scene, s))?;
    Some(widen(scene, found))
}

/// A quotation in the sentence (`called the plan "a mistake"`).
fn quote_in(scene: &Scene, s: usize) -> Option<Span> {
    let sentence = scene.views[s].sentence.span;
    scene.quotes.iter().copied().find(|q| sentence.overlaps(*q))
}

/// The bytes below `top` on its side of `cue`.
fn subtree(view: &View, top: usize, cue: usize) -> Span {
    let mut under = (0..view.sentence.tokens.len())
        .filter(|&i| view.sentence.is_under(i, top) && (i < cue) == (top < cue));
    let first = under.next().unwrap_or(top);
    let last = under.next_back().unwrap_or(first);
    view.sentence.bytes(first, last)
}

/// The clause of `head` on the longer side of the cue's own words.
fn clause_without(view: &View, head: usize, cue: usize) -> Span {
    let (low, high) = view.sentence.extent(cue);
    let n = view.sentence.tokens.len();
    if head < low && low > 0 {
        view.sentence.bytes(0, low - 1)
    } else {
        view.sentence.bytes((high + 1).min(n - 1), n - 1)
    }
}

/// A clause that stands within a quotation stands for the whole of it.
fn widen(scene: &Scene, content: Span) -> Span {
    let overlap = scene.quotes.iter().filter(|q| q.overlaps(content));
    overlap.fold(content, |all, q| all.join(*q))
}

/// `according to Vorn`.
fn according_to(scene: &Scene, s: usize, i: usize) -> Option<Draft> {
    let view = &scene.views[s];
    if !view.form(i).eq_ignore_ascii_case("according") {
        return None;
    }
    let noun = view.sentence.tokens[i].head?;
    let head = view.sentence.tokens[noun].head?;
    let speaker = mention_at(scene, s, noun);
    let content = widen(scene, clause_without(view, head, noun));
    let outlet = is_outlet(scene, s, noun);
    let via = if outlet { outlet_words(scene, s, noun).into_iter().collect() } else { Vec::new() };
    Some(Draft {
        sentence: s,
        cue: i,
        subject: Some(noun),
        speaker,
        via,
        content,
        stance: Stance::Asserts,
        relay: false,
    })
}

fn mention_at(scene: &Scene, s: usize, token: usize) -> Option<usize> {
    let exact = scene.mentions.iter().position(|m| m.sentence == s && m.head == token);
    exact.or_else(|| scene.mentions.iter().position(|m| m.holds(s, token)))
}

/// Is the noun phrase at `token` a news outlet?
fn is_outlet(scene: &Scene, s: usize, token: usize) -> bool {
    let media = mention_at(scene, s, token).is_some_and(|m| {
        scene.mentions[m].actors.iter().any(|a| scene.actors[*a].sector.as_deref() == Some("JRN"))
    });
    media
        || matches!(
            scene.views[s].lemma(token).as_str(),
            "agency"
                | "media"
                | "newspaper"
                | "television"
                | "tv"
                | "radio"
                | "daily"
                | "channel"
                | "network"
                | "outlet"
        ) && scene.views[s]
            .gazetteer
            .role(scene.views[s].form(token))
            .is_none_or(|r| r.sector.as_deref() == Some("JRN"))
}

/// The outlet's name, or the words of the phrase (`Russian media`).
fn outlet_words(scene: &Scene, s: usize, token: usize) -> Option<String> {
    let view = &scene.views[s];
    let inside = scene.mentions.iter().find(|m| {
        let media = m.actors.iter().any(|a| {
            scene.actors[*a].sector.as_deref() == Some("JRN") && scene.actors[*a].kind == ActorKind::Body
        });
        m.sentence == s && media && view.sentence.is_under(m.head, token)
    });
    if let Some(m) = inside {
        return Some(scene.actors[m.actors[0]].name.clone());
    }
    mention_at(scene, s, token).map(|m| scene.mentions[m].span.of(view.text).to_owned())
}

/// A cue of an outlet beside another statement of the sentence is its relay:
/// `Peskov said ..., RIA reported`.
fn settle_relays(scene: &Scene, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let s = drafts[i].sentence;
        let Some(subject) = drafts[i].subject.filter(|&t| is_outlet(scene, s, t)) else { continue };
        let words = outlet_words(scene, s, subject);
        let spoken = |d: &Draft| d.subject.is_some_and(|t| !is_outlet(scene, s, t)) && d.speaker.is_some();
        let mut others: Vec<&mut Draft> = drafts
            .iter_mut()
            .enumerate()
            .filter(|(j, d)| *j != i && d.sentence == s && spoken(d))
            .map(|(_, d)| d)
            .collect();
        others.iter_mut().for_each(|d| d.via.extend(words.clone()));
        drafts[i].relay = !others.is_empty();
    }
}

fn finish(scene: &Scene, draft: &Draft) -> Statement {
    let view = &scene.views[draft.sentence];
    let cue = view.sentence.tokens[draft.cue].span.quote(view.text);
    let content = draft.content.quote(view.text);
    let direct = scene.quotes.iter().any(|q| q.overlaps(draft.content));
    let at = format!("{}-{}", cue.start, content.start);
    Statement {
        id: stable_id("s", &[scene.report, &at]),
        report: scene.report.to_owned(),
        speaker: draft.speaker.map(|m| speaker(scene, &scene.mentions[m])),
        via: draft.via.clone(),
        cue,
        content,
        direct,
        stance: draft.stance,
        when: None,
        accounts: Vec::new(),
    }
}

/// A person by name; a body as the report names it, though as an actor it may be the state.
fn speaker(scene: &Scene, mention: &Mention) -> Speaker {
    let text = scene.views[mention.sentence].text;
    let actor = &scene.actors[mention.actors[0]];
    let by_name = actor.kind == ActorKind::Person || mention.form == MentionForm::Pronoun;
    let name = if by_name { actor.name.clone() } else { mention.span.of(text).to_owned() };
    Speaker {
        name,
        actor: actor.id.clone(),
        country: actor.country.clone(),
        title: mention.title.clone(),
        span: mention.span.quote(text),
    }
}

/// Quotations in a text: from an opening to its closing mark within a paragraph, marks included.
/// A paragraph that opens one and does not close it is quoted to its end (the next one goes on).
pub fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        quotations_in(paragraph, start, &mut found);
        start += paragraph.len();
    }
    found
}

fn quotations_in(paragraph: &str, offset: usize, found: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    for (i, c) in paragraph.char_indices() {
        match (c, open) {
            ('“', None) | ('"', None) | ('”', None) if c != '”' => open = Some(i),
            ('”' | '"', Some(from)) => {
                found.push(Span::new(offset + from, offset + i + c.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(from) = open {
        found.push(Span::new(offset + from, offset + paragraph.trim_end().len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_close_with_either_mark() {
        let text = "\"We met,” he said. “No.\"\n\n\"Open to the end";
        let words: Vec<&str> = quotations(text).into_iter().map(|q| q.of(text)).collect();
        assert_eq!(words, ["\"We met,”", "“No.\"", "\"Open to the end"]);
    }
}
