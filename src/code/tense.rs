//! What a verb itself says of whether it happened: auxiliaries, negation, tense.

use super::syntax;
use crate::account::Status;
use crate::recognise::titles::View;

/// The status of a verb, or of a predicate with its copula, by its own auxiliaries, negation and tense.
pub fn verb_status(view: &View, verb: usize) -> Status {
    let words: Vec<String> = view
        .sentence
        .children(verb)
        .filter(|&c| matches!(view.relation(c), "aux" | "advmod" | "mark" | "cop"))
        .map(|c| view.form(c).to_lowercase())
        .collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let negated = has(&["not", "n't", "n’t", "never"]) || no_subject(view, verb);
    let status = modal_status(view, verb, &has);
    match status {
        _ if !negated => status,
        // `could not agree` tells of what failed; `may not agree` of what is open.
        Status::Possible if has(&["could"]) => Status::NotHeld,
        Status::Planned | Status::Ongoing | Status::Held => Status::NotHeld,
        other => other,
    }
}

fn modal_status(view: &View, verb: usize, has: &dyn Fn(&[&str]) -> bool) -> Status {
    let open = has(&["if", "may", "might"]);
    if has(&["would"]) && !open && told_in_the_past(view, verb) {
        return Status::Planned;
    }
    // `they would often raid farms`: a habit of the past.
    if has(&["would"]) && !open && has(&["sometimes", "often", "usually", "regularly", "frequently"]) {
        return Status::Held;
    }
    if has(&["may", "might", "could", "would", "should", "can", "if", "unless", "whether"]) {
        return Status::Possible;
    }
    if has(&["will", "shall", "'ll", "’ll", "wo", "must"]) || is_to(view, verb, has) {
        return Status::Planned;
    }
    let perfect = has(&["has", "have", "had", "having"]);
    match tense(view, verb) {
        "VBP" | "VBZ" => Status::Ongoing,
        "VBG"
            if has(&["is", "are", "am", "'s", "’s", "been", "'re", "’re", "be"])
                && !has(&["was", "were"]) =>
        {
            Status::Ongoing
        }
        // `is banned`, `are being held`: a state or a habit of the present.
        "VBN" if syntax::is_passive(view, verb) && has(&["is", "are"]) && !perfect => Status::Ongoing,
        _ => Status::Held,
    }
}

/// The Penn tag of a verb, or of the copula of a predicate.
fn tense(view: &View, verb: usize) -> &'static str {
    let copula = view.sentence.children(verb).find(|&c| view.relation(c) == "cop");
    view.sentence.tokens[copula.unwrap_or(verb)].xpos
}

/// `is to meet`, `a summit to be held`, `Norway to send grain` (a headline).
fn is_to(view: &View, verb: usize, has: &dyn Fn(&[&str]) -> bool) -> bool {
    if !has(&["to"]) {
        return false;
    }
    let token = &view.sentence.tokens[verb];
    let Some(head) = token.head else { return true };
    let passive = token.xpos == "VBN" && token.deprel == "acl";
    let headline = token.deprel == "acl"
        && view.sentence.tokens[head].head.is_none()
        && view.sentence.tokens[head].xpos.starts_with("NNP");
    has(&["is", "are", "was", "were"]) || passive || headline
}

/// Is it an infinitive with `to`?
pub fn is_infinitive(view: &View, verb: usize) -> bool {
    view.sentence.tokens[verb].xpos == "VB"
        && view.sentence.children(verb).any(|c| view.form(c).eq_ignore_ascii_case("to"))
}

/// Has it, or an auxiliary or copula of it, a tense?
pub fn is_finite(view: &View, verb: usize) -> bool {
    let tensed = |i: usize| matches!(view.sentence.tokens[i].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let helps = |c: &usize| matches!(view.relation(*c), "aux" | "cop");
    tensed(verb) || view.sentence.children(verb).filter(helps).any(tensed)
}

/// A present tense without a progressive: `signs`, `is signed`.
pub fn is_simple_present(view: &View, verb: usize) -> bool {
    verb_status(view, verb) == Status::Ongoing
        && !view.sentence.children(verb).any(|c| matches!(view.form(c), "being" | "been"))
        && tense(view, verb) != "VBG"
}

/// `before the ship sails`: a clause of time whose present tense is that of the clause it hangs on.
pub fn waits_for_main(view: &View, verb: usize) -> bool {
    let time = |c: usize| {
        matches!(
            view.form(c).to_lowercase().as_str(),
            "before" | "after" | "when" | "until" | "till" | "once"
        )
    };
    view.relation(verb) == "advcl"
        && is_simple_present(view, verb)
        && view.sentence.children(verb).any(time)
        && view.sentence.tokens[verb].head.is_some_and(|h| verb_status(view, h) == Status::Planned)
}

/// A line of its own without a full stop.
pub fn is_headline(view: &View) -> bool {
    let span = view.sentence.span;
    let words = span.of(view.text).trim_end();
    let before = view.text[..span.start].trim_end_matches([' ', '\t']);
    let after = view.text[span.end..].trim_start_matches([' ', '\t']);
    let own_line = (before.is_empty() || before.ends_with('\n'))
        && (after.is_empty() || after.starts_with(['\r', '\n']));
    own_line && !words.ends_with(['.', '!', '?', '"', '”', ':', ';', ','])
}

/// `said that Vorn would come`: under a verb of saying in the past, `would` is the past of `will`.
fn told_in_the_past(view: &View, verb: usize) -> bool {
    let mut at = verb;
    while let Some(head) = view.sentence.tokens[at].head {
        if view.relation(at) == "ccomp" {
            return matches!(view.sentence.tokens[head].xpos, "VBD" | "VBN" | "VBG");
        }
        if !matches!(view.relation(at), "conj" | "xcomp") {
            return false;
        }
        at = head;
    }
    false
}

/// `No talks were held`, `neither side attacked`.
fn no_subject(view: &View, verb: usize) -> bool {
    let argument = |c: &usize| matches!(view.relation(*c), "nsubj" | "obj");
    view.sentence.children(verb).filter(argument).any(|c| {
        view.sentence.children(c).any(|d| matches!(view.form(d).to_lowercase().as_str(), "no" | "neither"))
    })
}

#[cfg(test)]
mod tests {
    use crate::account::Status::{self, CalledOff, Held, NotHeld, Ongoing, Planned, Possible};
    use crate::reader::Reader;

    /// The status of the word between stars.
    fn status(reader: &Reader, marked: &str) -> Option<Status> {
        let (before, rest) = marked.split_once('*')?;
        let (word, after) = rest.split_once('*')?;
        let text = format!("{before}{word}{after}");
        let document = reader.parser.parse(&text);
        let (s, t) = document.sentences.iter().enumerate().find_map(|(s, sentence)| {
            let token = sentence.tokens.iter().position(|t| t.span.start == before.len())?;
            Some((s, token))
        })?;
        reader.codebook.status_at(&document, &text, &reader.gazetteer, s, t)
    }

    #[test]
    fn grammar_tells_what_happened() {
        let reader = Reader::embedded().expect("embedded data is sound");
        let wrong: Vec<String> = CASES
            .iter()
            .filter_map(|(marked, want)| {
                let got = status(&reader, marked);
                (got != Some(*want)).then(|| format!("{marked}: {got:?}, not {want:?}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    const CASES: [(&str, Status); 35] = [
        ("The rebels vowed not to *shell* the port.", NotHeld),
        ("The rebels hoped to *avoid* the port.", Possible),
        ("Minister *signs* accord with miners\n\nThe paper was short.", Held),
        ("Minister *opposes* accord with miners\n\nThe paper was short.", Ongoing),
        ("Norway to *send* grain to Chad\n\nThe paper was short.", Planned),
        ("The summit is to be *held* in Lima.", Planned),
        ("The envoys were told to *leave* the capital.", Possible),
        ("The two resolved to *meet* again.", Planned),
        ("They announced a *summit* to be held in Lima.", Planned),
        ("The *summit* scheduled for May drew little notice.", Planned),
        ("His *visit* to Lima, which was cancelled, had been long prepared.", CalledOff),
        ("Her opening *speech* was brief.", Held),
        ("The planned *visit* drew little notice.", Planned),
        ("The *strike* will take place on Monday.", Planned),
        ("The *strike* did not take place.", NotHeld),
        ("The *strike* may begin on Monday.", Possible),
        ("The *protests* continue in the south.", Ongoing),
        ("The party is *banned* in the south.", Ongoing),
        ("The party has been *banned* in the south.", Held),
        ("The prisoners are being *held* in a school.", Ongoing),
        ("The prisoners were *held* in a school.", Held),
        ("Gunmen would often *raid* the farms at night.", Held),
        ("The minister did not say whether she had decided to *resign*.", Possible),
        ("The firm will continue to *trade* with the rebels.", Planned),
        ("The rebels may continue to *fight*.", Possible),
        ("The guards will leave before the queen *arrives*.", Planned),
        ("The two sides parted without an *agreement*.", NotHeld),
        ("It was not an *attack*.", NotHeld),
        ("The court agreed that the police had *beaten* the man.", Held),
        ("The army appears to *control* the port.", Possible),
        ("The rebels agreed to *leave* the port.", Planned),
        ("The rebels did not cancel the *talks*.", Held),
        ("He said he would *be* on leave in May.", Planned),
        ("The ministers failed to *agree* on fish.", NotHeld),
        ("The mayor could not *attend* the dinner.", NotHeld),
    ];
}
