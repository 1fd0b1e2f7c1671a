//! The day something was said.

use super::draft::{Draft, Scene};
use crate::when::{TimeMention, Timex};

/// The day that an expression of time in the cue's own clause gives (`said on Monday`), EDTF; `None`
/// where there is none. What stands in the content is the time of what is told.
pub fn said_on(scene: &Scene, draft: &Draft) -> Option<String> {
    let view = &scene.views[draft.sentence];
    let own = |t: &&TimeMention| {
        let dated = t.sentence == draft.sentence && matches!(t.timex, Timex::Date | Timex::Time);
        dated && !draft.touches(t.span) && hangs_on(scene, draft, view.head_of(t.first, t.last))
    };
    scene.times.iter().filter(own).find_map(|t| t.edtf.clone())
}

/// Is the token a dependent of the cue, or of a noun that depends on it (`in a speech on Monday`)?
fn hangs_on(scene: &Scene, draft: &Draft, token: usize) -> bool {
    let view = &scene.views[draft.sentence];
    let up = |i: usize| view.sentence.tokens[i].head;
    let direct = up(token) == Some(draft.cue);
    let by_noun = || {
        let noun = up(token).filter(|&n| up(n) == Some(draft.cue));
        noun.is_some_and(|n| matches!(view.relation(n), "obl" | "obj" | "nsubj"))
    };
    direct || by_noun()
}
