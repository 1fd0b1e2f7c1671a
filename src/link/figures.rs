//! Figures: how many were killed, injured, arrested, how many took part, how much money, how long, as the
//! sentences that tell an event have it, and the sentence after each.

mod amounts;
mod counts;
mod durations;
mod words;

use super::Told;
use super::around::Around;
use super::compare::{Claim, Verdict, days_between, outlet, replaced};
use super::reach;
use crate::span::Span;
use amounts::Amount;
use durations::Length;

/// What a figure says.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    /// So many of a unit (`killed`).
    Count(String, Amount),
    /// So much money.
    Money(Amount),
    /// So long.
    Lasts(Length),
}

/// A figure in the words of one account.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    value: Value,
    span: Span,
}

impl Value {
    /// As the record writes it: `killed: at least 12`, `money: 1200000000 USD`, `duration: 3 hours`.
    fn words(&self) -> String {
        match self {
            Self::Count(unit, amount) => format!("{unit}: {}", amount.words()),
            Self::Money(a) => format!("money: {} {}", a.words(), a.currency.as_deref().unwrap_or("")),
            Self::Lasts(length) => format!("duration: {}", length.words()),
        }
    }

    /// What is compared with it: figures of another family say other things.
    fn family(&self) -> &str {
        match self {
            Self::Count(unit, _) => unit,
            Self::Money(amount) => amount.currency.as_deref().unwrap_or("money"),
            Self::Lasts(length) => length.family(),
        }
    }

    /// Does it tell what happened to people in an attack?
    fn is_toll(&self) -> bool {
        matches!(self, Self::Count(unit, _) if matches!(unit.as_str(), "killed" | "injured" | "missing"))
    }

    fn allows(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count(_, a), Self::Count(_, b)) => a.allows(b, (0.0, 0.0)),
            // Sums are rounded: `$1.2bn` and `$1.19bn` are one.
            (Self::Money(a), Self::Money(b)) => a.allows(b, (a.low * 0.03, b.low * 0.03)),
            (Self::Lasts(a), Self::Lasts(b)) => a.allows(b),
            _ => true,
        }
    }
}

/// The figures that the accounts give. Two accounts differ in a unit when no figure of the one allows one
/// of the other; what the same outlet told before is replaced.
pub fn claims(told: &[Told], around: &Around) -> Vec<Claim> {
    let figures: Vec<Vec<Figure>> = told.iter().map(|t| of_account(t, around)).collect();
    let mut claims = Vec::new();
    for (i, own) in figures.iter().enumerate() {
        for figure in own {
            let quote = told[i].report.map(|r| figure.span.quote(&r.text));
            let others = figures.iter().enumerate().filter(|(j, _)| *j != i);
            let clash =
                others.filter(|(_, other)| clashes(own, other, figure.value.family())).map(|(j, _)| j);
            let clash: Vec<usize> = clash.collect();
            let verdict = verdict(told, i, &clash);
            claims.push(Claim { verdict, ..Claim::new(figure.value.words(), i, quote.as_ref()) });
        }
    }
    settled(claims)
}

/// How the figures of one account stand when those of `clash` exclude them.
fn verdict(told: &[Told], own: usize, clash: &[usize]) -> Verdict {
    let gone = |old: usize, new: usize| replaced(&told[old], &told[new]) || corrected(&told[old], &told[new]);
    if clash.iter().any(|j| gone(own, *j)) {
        Verdict::Superseded
    } else if clash.iter().all(|j| gone(*j, own)) {
        Verdict::Agrees
    } else {
        Verdict::Differs
    }
}

/// A figure is the same for all that give it: `12` that one outlet corrected still stands elsewhere.
fn settled(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.dedup_by(|a, b| a.value == b.value && a.by == b.by);
    claims
}

/// Did the same outlet, or the same agency, tell it anew on a later day?
fn corrected(old: &Told, new: &Told) -> bool {
    let agency = |t: &Told| t.report.and_then(|r| r.origin.as_ref()?.agency.clone());
    let same = outlet(old).is_some() && outlet(old) == outlet(new)
        || agency(old).is_some() && agency(old) == agency(new);
    same && days_between(old, new).is_some_and(|d| d > 0)
}

/// Do both give figures of this family, none of which allows one of the other?
fn clashes(a: &[Figure], b: &[Figure], family: &str) -> bool {
    let of = |all: &[Figure]| {
        all.iter().filter(|f| f.value.family() == family).map(|f| f.value.clone()).collect::<Vec<_>>()
    };
    let (a, b) = (of(a), of(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| x.allows(y)))
}

/// The figures that one account gives, in order of the text.
fn of_account(told: &Told, around: &Around) -> Vec<Figure> {
    let kind = told.account.kind.as_str();
    let Some(report) = told.report else { return Vec::new() };
    let holds = |s: &Span| told.account.evidence.iter().any(|e| s.overlaps(e.span()));
    let own = |s: &Span| !counts::WORDS.contains(&kind) && (holds(s) || !counts::SPEECH.contains(&kind));
    let sentences = reach::sentences(told, around);
    let mut all: Vec<Figure> =
        sentences.iter().flat_map(|s| in_sentence(&report.text, *s, kind, own(s))).collect();
    // The dead of an attack may be told as an act of their own (`killed 12`): they stay those of the attack.
    let elsewhere = |f: &Figure| !f.value.is_toll() && reach::is_of_another(told, around, f.span);
    all.retain(|f| reach::is_own(told, around, f.span) && !elsewhere(f));
    all.sort_by_key(|f| (f.span.start, f.span.end, f.value.words()));
    all.dedup();
    all
}

/// The figures of a sentence that an event of this type may have; with `own` whatever is counted is one.
fn in_sentence(text: &str, sentence: Span, kind: &str, own: bool) -> Vec<Figure> {
    let words = words::words(text, sentence);
    let at =
        |from: usize, end: usize| Span::new(words[from].span.start, words[end.min(words.len()) - 1].span.end);
    let mut out = Vec::new();
    for found in amounts::amounts(&words) {
        if let Some((length, end)) = durations::length(&words, &found) {
            out.push(Figure { value: Value::Lasts(length), span: at(found.from, end) });
        } else if found.amount.currency.is_some() {
            if !counts::belongs("money", kind) {
                continue;
            }
            out.push(Figure { value: Value::Money(found.amount.clone()), span: at(found.from, found.end) });
        } else if let Some((unit, end)) = counts::unit(&words, &found, kind) {
            let value = Value::Count(unit.to_owned(), found.amount.clone());
            out.push(Figure { value, span: at(found.from, end) });
        } else if let Some((unit, end)) = counts::thing(&words, &found, kind).filter(|_| own) {
            out.push(Figure { value: Value::Count(unit, found.amount.clone()), span: at(found.from, end) });
        }
    }
    for (unit, amount, from, end) in counts::unnumbered(&words, kind) {
        out.push(Figure { value: Value::Count(unit.to_owned(), amount), span: at(from, end) });
    }
    for (length, from, end) in durations::unnumbered(&words) {
        out.push(Figure { value: Value::Lasts(length), span: at(from, end) });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: &str) -> Vec<String> {
        in_sentence(text, Span::new(0, text.len()), kind, true).iter().map(|f| f.value.words()).collect()
    }

    #[test]
    fn the_killed_and_the_injured() {
        let cases = [
            (
                "The blast killed at least 12 people and wounded 30 others.",
                vec!["killed: at least 12", "injured: 30"],
            ),
            ("Twelve people were killed and dozens were injured.", vec!["killed: 12", "injured: dozens"]),
            ("Some 20 people, including three children, were killed.", vec!["killed: about 20"]),
            ("The death toll rose from 12 to 20 on Friday.", vec!["killed: 20"]),
            ("A soldier was killed and nobody was hurt.", vec!["killed: 1", "injured: 0"]),
            ("Two men killed a guard, leaving 12 dead and 30 wounded.", vec!["killed: 12", "injured: 30"]),
            ("It came 12 days after 3 km of road were closed in 2019.", vec![]),
            ("There were no casualties.", vec!["injured: 0", "killed: 0"]),
        ];
        for (text, want) in cases {
            assert_eq!(read(text, "ASSAULT"), want, "{text}");
        }
    }

    #[test]
    fn other_units_go_with_their_types() {
        assert_eq!(read("Police arrested 40 marchers.", "COERCE"), ["arrested: 40"]);
        assert_eq!(read("Tens of thousands of people marched.", "PROTEST"), ["people: tens of thousands"]);
        assert_eq!(read("It pledged $1.2bn in aid.", "AID"), ["money: 1200000000 USD"]);
        assert_eq!(read("They met for three hours.", "CONSULT"), ["duration: 3 hours"]);
        assert_eq!(read("He had a conversation of about an hour.", "CONSULT"), ["duration: 1 hour"]);
        assert_eq!(read("Shells took the lives of five villagers.", "ASSAULT"), ["killed: 5"]);
        assert_eq!(read("One guard lost his life.", "ASSAULT"), ["killed: 1"]);
        assert_eq!(
            read("A two-day visit began with talks of an hour.", "CONSULT"),
            ["duration: 2 days", "duration: 1 hour"]
        );
        assert_eq!(read("It blamed them for the attack that killed 12.", "ACCUSE"), Vec::<String>::new());
        assert_eq!(read("The two leaders agreed on two more destroyers in 2018.", "AGREE"), ["ships: 2"]);
        assert_eq!(read("It expelled 10 diplomats.", "SANCTION"), ["expelled: 10"]);
        assert_eq!(read("He is sending 5,000 more troops.", "MOBILIZE"), ["troops: 5000"]);
    }

    #[test]
    fn lengths_are_exact_to_half_a_unit() {
        let of = |text: &str| in_sentence(text, Span::new(0, text.len()), "CONSULT", true)[0].value.clone();
        let (two, ninety) = (of("They met for two hours"), of("The talks lasted 90 minutes"));
        assert!(two.allows(&ninety) && !two.allows(&of("a four-hour meeting")));
        assert_eq!(of("They talked for half an hour").words(), "duration: 30 minutes");
    }
}
