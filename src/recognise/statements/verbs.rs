//! Verbs of saying, thinking, wanting and judging with their content.

use super::clauses::{self, beside, colon_before, is_negated, is_passive, marker, outside};
use super::cues::Cue;
use super::draft::{Draft, Scene};
use super::{speakers, subjects};
use crate::document::Upos;
use crate::recognise::titles::View;
use crate::span::Span;
use crate::statement::{Act, Stance};

/// The draft of the verb at `i`, if it is a cue; without pieces where the tree gives it no content.
pub fn draft(scene: &Scene, s: usize, i: usize) -> Option<Draft> {
    let view = &scene.views[s];
    let token = &view.sentence.tokens[i];
    if !token.xpos.starts_with("VB") || matches!(token.deprel, "amod" | "compound" | "case" | "mark") {
        return None;
    }
    let cue = scene.cues.verb(&view.lemma(i))?;
    let mut draft = Draft::of(cue, s, i);
    let passive = is_passive(view, i);
    draft.who = speakers::of_verb(scene, s, i).map(|t| (s, t));
    // `officials accused of`: a participle without a doer describes, it tells nothing.
    let bare_participle = token.xpos == "VBN" && token.deprel.starts_with("acl");
    if bare_participle && draft.who.is_none() || is_idle(scene, cue, &draft) {
        return None;
    }
    // What one wants or judges needs one who does.
    let personal = draft.who.is_some_and(|(s, t)| speakers::can_want(scene, s, t));
    let told =
        passive && draft.who.is_none() && cue.act != Act::Stand && cue.takes("that") && !cue.takes("obj+");
    if cue.act != Act::Speech && !personal && !told {
        return None;
    }
    draft.stance = stance(view, i, cue);
    draft.pieces = content(scene, s, i, cue);
    if !holds_up(scene, view, i, &draft, passive, personal) {
        draft.pieces.clear();
    }
    if passive && draft.who.is_some() && (cue.takes("obj") || cue.takes("obj+") || cue.takes("claim")) {
        let subject = view.sentence.children(i).find(|&c| view.sentence.tokens[c].deprel == "nsubj:pass");
        draft.pieces.extend(subject.and_then(|c| beside(view, c, i)));
    }
    Some(draft)
}

/// Within a quotation only what is told of others is a statement of its own (`He told us that ...`);
/// outside, `you` are nobody, and what `we` think is the report's own voice.
fn is_idle(scene: &Scene, cue: &Cue, draft: &Draft) -> bool {
    let quoted = scene.quoted(draft.sentence, draft.cue).is_some();
    let Some((s, t)) = draft.who else { return quoted };
    match scene.views[s].form(t).to_lowercase().as_str() {
        "you" => true,
        "i" | "we" | "us" | "me" => quoted || cue.act != Act::Speech,
        _ => false,
    }
}

/// Is the content somebody's? Without a speaker only a clause that is said to have been said (`it was
/// reported that`) or a quotation; a mere object only where a person can have spoken of it.
fn holds_up(scene: &Scene, view: &View, i: usize, draft: &Draft, passive: bool, personal: bool) -> bool {
    let clause = view.sentence.children(i).any(|c| matches!(view.relation(c), "ccomp" | "xcomp"));
    let infinitive = view.sentence.children(i).any(|c| view.relation(c) == "mark" && view.form(c) == "to");
    let quoted = draft.pieces.iter().any(|p| scene.touches_quote(*p));
    match draft.who {
        None => quoted || passive && clause,
        // `to discuss the plan`: nobody has done so yet.
        Some(_) if infinitive && !clause => quoted,
        Some((s, t)) => {
            personal
                || speakers::is_paper(scene, s, t)
                || clause
                || quoted
                || view.sentence.tokens[i].deprel == "parataxis"
        }
    }
}

/// A denied cue: who `would not say` declines, who `does not think so` doubts, who `did not deny` it has
/// not denied it.
fn stance(view: &View, i: usize, cue: &Cue) -> Stance {
    if !is_negated(view, i) {
        return cue.stance;
    }
    match (cue.stance, cue.act) {
        (Stance::Asserts, Act::Speech) => Stance::Declines,
        (Stance::Asserts, Act::Thought) => Stance::Doubts,
        (Stance::Asserts, Act::Will) => Stance::Declines,
        (Stance::Asserts, Act::Stand) => Stance::Declines,
        _ => Stance::Asserts,
    }
}

/// What is said: complements of the cue; else, for a cue set beside or behind its clause, the rest of it.
fn content(scene: &Scene, s: usize, i: usize, cue: &Cue) -> Vec<Span> {
    let view = &scene.views[s];
    let kept = complements(scene, view, s, i, cue);
    let (before, after): (Vec<usize>, Vec<usize>) = kept.into_iter().partition(|&c| c < i);
    // A subject that the tree gave to the clause before the cue ends what is said.
    let stolen = subjects::stolen(view, i).filter(|&t| t < i).map(|t| view.sentence.extent(t).0);
    let own = |span: Span| match stolen.and_then(|t| t.checked_sub(1)) {
        Some(last) if span.start < view.sentence.tokens[last].span.end => {
            Span::new(span.start, span.end.min(view.sentence.tokens[last].span.end))
        }
        _ => span,
    };
    let own = |c: usize| Some(told_only(scene, view, c, own(beside(view, c, i)?)));
    let join = |kids: &[usize]| kids.iter().filter_map(|&c| own(c)).reduce(Span::join);
    let mut pieces: Vec<Span> = [join(&before), join(&after)].into_iter().flatten().collect();
    pieces.sort_by_key(|p| std::cmp::Reverse(p.end - p.start));
    if pieces.is_empty() && cue.carries_clause() {
        pieces = aside(scene, view, i);
    }
    if pieces.is_empty() && cue.takes("that") && cue.act == Act::Speech {
        pieces.extend(tail(view, i));
    }
    pieces
}

/// The content without what the report adds behind a comma: `..., an allegation denied by Elm`,
/// `..., following a meeting with Elm`.
fn told_only(scene: &Scene, view: &View, top: usize, span: Span) -> Span {
    let tokens = &view.sentence.tokens;
    let added = |c: usize| {
        let article = view.sentence.children(c).any(|d| matches!(view.form(d), "a" | "an"));
        let verdict = article && scene.cues.noun(&view.lemma(c)).is_some();
        verdict || marker(view, c).is_some_and(|w| matches!(w.as_str(), "following" | "amid"))
    };
    let cut = |c: usize| {
        let (low, last) = view.sentence.extent(c);
        let first = (low..=c).find(|&k| !clauses::is_mark(view, k))?;
        let comma = first.checked_sub(1).filter(|&k| view.form(k) == "," && k > top)?;
        (tokens[last].span.end + 1 >= span.end && tokens[comma].span.start > span.start)
            .then_some(tokens[comma].span.start)
    };
    let inside = (top + 1..tokens.len()).filter(|&c| view.sentence.is_under(c, top) && added(c));
    let end = inside.filter_map(cut).min().unwrap_or(span.end);
    Span::new(span.start, end.min(span.end))
}

/// The dependents of the cue at `i` that hold its content.
fn complements(scene: &Scene, view: &View, s: usize, i: usize, cue: &Cue) -> Vec<usize> {
    let kids: Vec<usize> = view.sentence.children(i).filter(|&c| !clauses::is_mark(view, c)).collect();
    let mut kept: Vec<usize> =
        kids.iter().copied().filter(|&c| is_clause(scene, view, s, i, c, cue)).collect();
    let clause = !kept.is_empty();
    kept.extend(kids.iter().copied().filter(|&c| is_phrase(view, i, c, cue)));
    let object = kids.iter().copied().find(|&c| view.relation(c) == "obj" && !is_empty_word(view, c));
    // `called the plan a mistake`, where the tree sees one object or two.
    let named = |o: usize| {
        let (first, last) = view.sentence.extent(o);
        let quoted = scene.touches_quote(view.sentence.bytes(first, last));
        quoted || last - first >= 4
    };
    let second = object.and_then(|o| kids.iter().copied().find(|&c| c > o && view.relation(c) == "obj"));
    kept.extend(second.filter(|_| cue.takes("obj+")));
    let whole = cue.takes("obj+") && (!kept.is_empty() || object.is_some_and(named));
    let paper =
        || cue.takes("paper") && subjects::subject(view, i).is_some_and(|t| speakers::is_paper(scene, s, t));
    let words = || cue.takes("claim") && object.is_some_and(|o| scene.cues.noun(&view.lemma(o)).is_some());
    let alone = (cue.takes("obj") || paper() || words()) && !clause;
    // Of `RIA cited Vorn` the object speaks, of `Vorn cited the costs` it is the content.
    let object = object.filter(|&c| !(cue.relay && speakers::speaks(scene, s, c)));
    kept.extend(object.filter(|_| whole || alone));
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// Does `c` hold a clause, an infinitive or a quotation that the cue takes?
fn is_clause(scene: &Scene, view: &View, s: usize, i: usize, c: usize, cue: &Cue) -> bool {
    let quoted = || scene.quoted(s, c).is_some() && scene.quoted(s, i).is_none();
    let that = cue.takes("that") || cue.relay;
    let gerund = view.sentence.tokens[c].xpos == "VBG";
    match view.relation(c) {
        "ccomp" => that || cue.takes("obj") || marker(view, c).is_some_and(|w| cue.takes(&w)),
        "xcomp" => {
            (if gerund { cue.takes("obj") } else { cue.takes("to") || cue.takes("obj+") }) || that && quoted()
        }
        // `called the charges unfounded`
        "advcl" if cue.takes("obj+") && c > i && marker(view, c).is_none() => {
            matches!(view.sentence.tokens[c].xpos, "VBN" | "JJ")
        }
        "parataxis" => that && (c < i || colon_before(view, view.sentence.extent(c).0) || quoted()),
        "obj" | "dep" | "obl" | "appos" | "advcl" | "conj" => {
            cue.carries_quotation() && cue.act == Act::Speech && quoted() && view.relation(c) != "conj"
        }
        _ => false,
    }
}

/// Does `c` hang on the cue by a preposition that the cue takes (`accused him of`, `called for`)?
fn is_phrase(view: &View, i: usize, c: usize, cue: &Cue) -> bool {
    let hangs = matches!(view.relation(c), "obl" | "advcl" | "nmod") && c > i;
    let as_told = |w: &str| matches!(w, "as") && cue.relay;
    let predicate = |w: &str| w == "as" && cue.takes("obj+");
    let clause = view.relation(c) == "advcl";
    let takes = |w: &str| if w == "to" && !clause { cue.takes("to.n") } else { cue.takes(w) };
    hangs && marker(view, c).is_some_and(|w| takes(&w) || as_told(&w) || predicate(&w))
}

/// `said it`, `what he said`: words that only stand for a content.
fn is_empty_word(view: &View, c: usize) -> bool {
    let pronoun = matches!(view.sentence.tokens[c].upos, Upos::Pron | Upos::Det);
    let alone = view.sentence.extent(c) == (c, c);
    pronoun && alone
}

/// `X, he said, Y` and `as he put it`: the clause that the cue hangs on, without it.
fn aside(scene: &Scene, view: &View, i: usize) -> Vec<Span> {
    let as_clause = || view.relation(i) == "advcl" && marker(view, i).as_deref() == Some("as");
    let loose = view.relation(i) == "parataxis" && subjects::subject(view, i).is_some();
    let Some(head) = view.sentence.tokens[i].head.filter(|_| loose || as_clause()) else { return Vec::new() };
    // `said Vorn; Elm said`: the head is a cue in its own right.
    if scene.cues.verb(&view.lemma(head)).is_some_and(Cue::carries_clause) {
        return Vec::new();
    }
    // `X, Vorn said, until Y`: what follows the comma belongs to the clause, whatever it hangs on.
    let (low, high) = view.sentence.extent(i);
    let subject = subjects::subject(view, i).map_or(i, |t| view.sentence.extent(t).1);
    let end = subject.max(i) + 1;
    let comma = end < high && view.form(end) == ",";
    outside(view, head, low, if comma { end } else { high })
}

/// `The plan failed, officials at the ministry said.`: a cue with its subject behind a comma at the end
/// of a sentence, where the tree does not join the two.
fn tail(view: &View, i: usize) -> Option<Span> {
    if !matches!(view.sentence.tokens[i].xpos, "VBD" | "VBZ" | "VBP") {
        return None;
    }
    let subject = subjects::subject(view, i)?;
    let (first, last) = view.sentence.extent(subject);
    let (low, high) = (first.min(i), last.max(i));
    let comma = low.checked_sub(1).filter(|&k| view.form(k) == ",")?;
    let verbal = (0..comma).any(|k| matches!(view.sentence.tokens[k].xpos, "VBD" | "VBZ" | "VBP" | "MD"));
    let opens = matches!(view.sentence.tokens[0].upos, Upos::Sconj | Upos::Adp | Upos::Adv);
    let near = view.sentence.tokens.len() - high <= 12;
    (comma >= 4 && verbal && !opens && near).then(|| view.sentence.bytes(0, comma - 1))
}
