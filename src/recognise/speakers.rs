//! `I` and `we` within a quotation: the one who speaks.

use super::statements::holding;
use super::titles::View;
use crate::actor::{Actor, Mention, MentionForm};
use crate::span::Span;
use crate::statement::Statement;

/// Mentions of speakers by the first person in what they are quoted to say.
pub fn first_person(
    views: &[View],
    statements: &[Statement],
    quotes: &[Span],
    actors: &[Actor],
) -> Vec<Mention> {
    let mut found = Vec::new();
    for (s, view) in views.iter().enumerate() {
        for i in 0..view.sentence.tokens.len() {
            let span = view.sentence.tokens[i].span;
            if is_first_person(view.form(i)) && holding(quotes, span).is_some() {
                found.extend(spoken_by(view, s, i, statements, actors));
            }
        }
    }
    found
}

/// Is the word `I`, `we` or a form of them, and not the state?
pub fn is_first_person(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "i" | "me" | "my" | "we" | "us" | "our" | "myself" | "ourselves")
        && word != "US"
}

fn spoken_by(view: &View, s: usize, i: usize, statements: &[Statement], actors: &[Actor]) -> Option<Mention> {
    let span = view.sentence.tokens[i].span;
    let inside = statements.iter().filter(|st| st.holds(span) && !st.cue.span().overlaps(span));
    let speaker = inside.min_by_key(|st| st.size())?.speaker.as_ref()?;
    let actor = actors.iter().position(|a| Some(&a.id) == speaker.actor.as_ref())?;
    Some(Mention {
        span,
        sentence: s,
        from: i,
        first: i,
        last: i,
        head: i,
        form: MentionForm::Pronoun,
        actors: vec![actor],
        title: None,
    })
}
