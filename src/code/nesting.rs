//! Acts that are only what another act is about.

use crate::account::{Account, Status};
use crate::recognise::titles::View;

/// Is it only what another act of the sentence asks for, promises or threatens (`called for his
/// resignation`)? That act is the event; what it is about has not happened. A meeting that was agreed on
/// is planned all the same (coding guide, settled cases).
pub fn is_content(view: &View, trigger: usize, account: &Account, all: &[(usize, Account)]) -> bool {
    let open = |a: &Account| {
        // `refused to give aid`: the refusal is the event.
        let refused = account.status == Status::NotHeld && a.kind == "REJECT";
        refused || matches!(account.status, Status::Possible | Status::Planned)
    };
    let about = |a: &Account| SPEECH.contains(&a.kind.as_str()) && open(a);
    let meeting = account.kind == "CONSULT" && account.status == Status::Planned;
    let under = |other: usize| {
        other != trigger && view.sentence.is_under(trigger, other) && !relative_between(view, trigger, other)
    };
    !meeting && all.iter().any(|(other, a)| under(*other) && about(a))
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
