//! Acts that are only what another act is about.

use super::Draft;
use super::scene::Scene;
use crate::account::{Account, Status};
use crate::recognise::titles::View;

/// Marks the acts of a sentence that are only the content of another.
pub fn mark(scene: &Scene, s: usize, drafts: &mut [Draft]) {
    let view = &scene.views[s];
    let above: Vec<Option<usize>> = drafts.iter().map(|d| content_of(view, d, drafts)).collect();
    for (draft, act) in drafts.iter_mut().zip(above) {
        draft.content = act.is_some();
        draft.stands = act.is_none();
        if let Some(act) = act {
            let why = || format!("is only what \"{}\" is about", view.form(act));
            scene.not(s, draft.trigger, &draft.account.rule, why);
        }
    }
}

/// The act of the sentence that asks for it, promises or threatens it (`called for his resignation`), by
/// its trigger. That act is the event; what it is about has not happened. A meeting that was agreed on
/// is planned all the same (coding guide, settled cases).
fn content_of(view: &View, draft: &Draft, all: &[Draft]) -> Option<usize> {
    let (trigger, account) = (draft.trigger, &draft.account);
    let open = |a: &Account| {
        // `refused to give aid`: the refusal is the event.
        let refused = account.status == Status::NotHeld && a.kind == "REJECT";
        refused || matches!(account.status, Status::Possible | Status::Planned)
    };
    // What somebody denies to have happened is told, as not held (coding guide, statuses).
    let denied = |a: &Account| {
        a.kind == "REJECT" && a.mode.as_deref() == Some("deny") && account.status == Status::NotHeld
    };
    let about = |a: &Account| SPEECH.contains(&a.kind.as_str()) && open(a) && !denied(a);
    let meeting = account.kind == "CONSULT" && account.status == Status::Planned;
    let under = |other: usize| {
        other != trigger && view.sentence.is_under(trigger, other) && !relative_between(view, trigger, other)
    };
    let all = all.iter().filter(|d| !meeting && under(d.trigger) && about(&d.account));
    // The nearest above: all others stand above it.
    let nearer = |a, b| if view.sentence.is_under(b, a) { b } else { a };
    all.map(|d| d.trigger).reduce(nearer)
}

/// Types whose acts are about other acts.
pub const SPEECH: [&str; 7] = ["REQUEST", "AGREE", "THREATEN", "REJECT", "ACCUSE", "CONCEDE", "SUPPORT"];

/// Does a relative clause stand between the two?
pub fn relative_between(view: &View, low: usize, high: usize) -> bool {
    let mut at = low;
    while at != high {
        if view.sentence.tokens[at].deprel == "acl:relcl" {
            return true;
        }
        match view.sentence.tokens[at].head {
            Some(h) => at = h,
            None => return true,
        }
    }
    false
}
