use super::*;

const QUAKE: &str = "A strong earthquake shook Port Arle on 11 November, and 23 people were hurt. The quake \
                     damaged the harbour of Port Arle, said Mayor Ines Tallow.";
const AGAIN: &str = "Twenty-three people were injured when a quake hit Port Arle's harbour on Nov. 11. Tallow, the \
                     mayor, said homes were damaged.";
const OTHER: &str = "A strong earthquake shook Lower Senn on 2 March, and 41 people were hurt. The quake damaged \
                     the rail line to Senn, said Governor Pavo Rusk.";
const TALKS: &str = "Trade envoys of both states signed a pact on fisheries after months of haggling.";

fn of(text: &str) -> Terms {
    Terms::of(None, text)
}

#[test]
fn one_happening_is_more_alike_than_two_of_its_kind() {
    let (same, kind) = (of(QUAKE).likeness(&of(AGAIN)), of(QUAKE).likeness(&of(OTHER)));
    assert!(same > 0.35 && kind < 0.3 && same > 1.4 * kind, "{same} {kind}");
    assert!(of(QUAKE).likeness(&of(TALKS)) < 0.05);
}

#[test]
fn likeness_is_symmetric_and_one_with_itself() {
    let (a, b) = (of(QUAKE), of(OTHER));
    assert_eq!(a.likeness(&b), b.likeness(&a));
    assert!((a.likeness(&a) - 1.0).abs() < 1e-6);
    assert_eq!(of("").likeness(&a), 0.0);
    assert!(of("").is_empty() && of("It is what it is.").is_empty());
}

#[test]
fn bytes_bring_back_the_same_signature() {
    let terms = of(QUAKE);
    assert_eq!(Terms::from_bytes(&terms.to_bytes()), Some(terms.clone()));
    let mut broken = terms.to_bytes();
    broken.pop();
    assert_eq!(Terms::from_bytes(&broken), None);
    assert_eq!(Terms::from_bytes(&[9]), None);
    assert_eq!(Terms::from_bytes(&[]), None);
}

#[test]
fn a_long_report_keeps_its_heaviest_terms() {
    let long: String = (0..400).map(|n| format!("Envoy Kell{n}son spoke in hall {n}. ")).collect();
    assert_eq!(of(&long).terms.len(), KEPT);
    assert_eq!(of(&long).heaviest(3).len(), 3);
}

#[test]
fn the_headline_weighs_more_than_the_end() {
    let tail = "The committee said it would meet again in due course. ".repeat(40);
    let first = Terms::of(Some("Tallow resigns"), &format!("{tail}Rusk stays."));
    let (tallow, rusk) = (of("a Tallow"), of("a Rusk"));
    assert!(first.likeness(&tallow) > 1.5 * first.likeness(&rusk));
}

#[test]
fn endings_accents_and_the_writing_of_days_do_not_matter() {
    for (a, b) in [("tax raised", "raising taxes"), ("Čelik", "CELIK"), ("haggled", "haggling")] {
        assert!((of(a).likeness(&of(b)) - 1.0).abs() < 1e-6, "{a} / {b}");
    }
    let day = of("on Nov. 11");
    assert!(day.likeness(&of("11 November")) > 0.7 && day.likeness(&of("12 November")) == 0.0);
}

#[test]
fn common_words_are_listed_and_weigh_nothing() {
    assert!(FREQUENCIES.words.len() > 20_000);
    let rarity = |word: &str| common(stem(word)).1;
    assert_eq!(rarity("the"), 0.0);
    assert!(rarity("president") < rarity("envoy") && rarity("envoy") < rarity("tallowmere"));
}
