//! Chains and actors: whom a chain means, and what pronouns and descriptions gain by it.

use super::{Chain, Member};
use crate::actor::{Actor, ActorKind, Mention, MentionForm};
use crate::recognise::speakers::is_first_person;
use crate::recognise::titles::View;

/// Gives each chain its actors, from the names in it that the rules have resolved, and each pronoun and
/// description in it that the rules left open those of its chain. What a rule says of a pronoun, of several
/// actors (`the two sides`), of a title (`the Russian president`) or of a speaker (`I`) stays; and two
/// arguments of one word are not taken for one actor (`an assault by Elm on the army`).
pub fn bind(chains: &mut [Chain], mentions: &mut Vec<Mention>, actors: &[Actor], views: &[View]) {
    for chain in chains.iter_mut() {
        chain.actors = meant(chain, mentions, actors);
        if chain.actors.is_empty() {
            continue;
        }
        let open =
            |m: &&Member| m.form != MentionForm::Name && !points(m, views) && !meets_itself(m, chain, views);
        for member in chain.members.iter().filter(open) {
            give(member, &chain.actors, mentions, actors, views);
        }
    }
    mentions.sort_by_key(|m| (m.sentence, m.from, m.last));
}

/// `I`, `we` and `you` that no rule has resolved take the actor of their chain.
pub fn bind_talk(chains: &[Chain], mentions: &mut Vec<Mention>, views: &[View]) {
    for chain in chains.iter().filter(|c| !c.actors.is_empty()) {
        for member in chain.members.iter().filter(|m| m.form == MentionForm::Pronoun && is_talk(m, views)) {
            let at = member.at;
            if !mentions.iter().any(|m| m.holds(at.sentence, at.head)) {
                mentions.push(mention(member, chain.actors.clone()));
            }
        }
    }
    mentions.sort_by_key(|m| (m.sentence, m.from, m.last));
}

/// The actor that most names of the chain stand for; for a chain of several, all that are named together.
fn meant(chain: &Chain, mentions: &[Mention], actors: &[Actor]) -> Vec<usize> {
    if let Some(together) = chain.members.iter().find_map(|m| joined(m, mentions)) {
        return together;
    }
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for member in chain.members.iter().filter(|m| m.form == MentionForm::Name) {
        let (s, head) = (member.at.sentence, member.at.head);
        let named = mentions.iter().find(|m| m.form == MentionForm::Name && m.holds(s, head));
        let Some(&[actor]) = named.map(|m| m.actors.as_slice()) else { continue };
        if !fits(chain.kind, actors[actor].kind) {
            continue;
        }
        match counts.iter_mut().find(|(a, _)| *a == actor) {
            Some((_, n)) => *n += 1,
            None => counts.push((actor, 1)),
        }
    }
    let best = counts.iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
    best.map(|(actor, _)| *actor).into_iter().collect()
}

fn fits(kind: &str, actor: ActorKind) -> bool {
    match kind {
        "person" => matches!(actor, ActorKind::Person | ActorKind::Group),
        "org" => matches!(actor, ActorKind::Body | ActorKind::Igo | ActorKind::State | ActorKind::Group),
        _ => actor == ActorKind::State,
    }
}

/// `Vorn and Elm`: the actors named within.
fn joined(member: &Member, mentions: &[Mention]) -> Option<Vec<usize>> {
    let at = member.at;
    let inside = |m: &&Mention| m.sentence == at.sentence && at.first <= m.from && m.last <= at.last;
    let mut found: Vec<usize> = Vec::new();
    for m in mentions.iter().filter(|m| at.joined && m.form == MentionForm::Name).filter(inside) {
        found.extend(m.actors.iter().copied().filter(|a| !found.contains(a)).collect::<Vec<_>>());
    }
    (found.len() > 1).then_some(found)
}

/// `That is untrue`: a demonstrative alone means what was said, hardly ever somebody.
fn points(member: &Member, views: &[View]) -> bool {
    let form = views[member.at.sentence].form(member.at.head).to_lowercase();
    member.at.first == member.at.last && matches!(form.as_str(), "this" | "that" | "these" | "those")
}

/// Does another member of the chain hang on the same word?
fn meets_itself(member: &Member, chain: &Chain, views: &[View]) -> bool {
    let governor = |m: &Member| views[m.at.sentence].sentence.tokens[m.at.head].head;
    let own = governor(member);
    let beside = |m: &&Member| m.at.sentence == member.at.sentence && m.at.head != member.at.head;
    own.is_some() && chain.members.iter().filter(beside).any(|m| governor(m) == own)
}

/// A pronoun or description takes the chain's actors, unless a rule that is surer has spoken.
fn give(member: &Member, of_chain: &[usize], mentions: &mut Vec<Mention>, actors: &[Actor], views: &[View]) {
    let at = member.at;
    if member.form == MentionForm::Pronoun && is_talk(member, views) || at.joined {
        return;
    }
    match mentions.iter_mut().find(|m| m.holds(at.sentence, at.head)) {
        Some(m) if m.form != MentionForm::Nominal || m.actors.len() > 1 => {}
        Some(m) => {
            let vague = m.actors.iter().all(|a| actors[*a].kind == ActorKind::Group);
            let one = of_chain.iter().all(|a| actors[*a].kind != ActorKind::Group);
            if vague && one {
                m.actors = of_chain.to_vec();
            }
        }
        None if member.form == MentionForm::Pronoun => mentions.push(mention(member, of_chain.to_vec())),
        None => {}
    }
}

fn is_talk(member: &Member, views: &[View]) -> bool {
    let form = views[member.at.sentence].form(member.at.head);
    let further = ["mine", "ours", "you", "your", "yours"];
    is_first_person(form) || further.contains(&form.to_lowercase().as_str())
}

fn mention(member: &Member, actors: Vec<usize>) -> Mention {
    let at = member.at;
    Mention {
        span: member.span,
        sentence: at.sentence,
        from: at.first,
        first: at.first,
        last: at.last,
        head: at.head,
        form: member.form,
        actors,
        title: None,
    }
}
