//! The language of a text. Only English is coded; the rest is told and passed over.

use whatlang::{Lang, detect};

/// How much of a text is looked at, in characters: enough for certainty, and quick.
const SAMPLE: usize = 3000;
/// Words that hold English sentences together.
const JOINTS: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "at", "by", "from",
    "it", "he", "said", "has", "have", "are", "were", "be",
];

/// ISO 639-1 code of the text's language (`None` when it is too short to tell), and what to say
/// when it is not English.
pub fn of(text: &str) -> (Option<String>, Option<String>) {
    let sample: String = text.chars().take(SAMPLE).collect();
    if english(&sample) {
        return (Some("en".to_owned()), None);
    }
    let Some(found) = detect(&sample).filter(|i| i.is_reliable() && i.lang() != Lang::Eng) else {
        return (None, None);
    };
    let (code, name) = (short_code(found.lang()), found.lang().eng_name());
    (
        Some(code),
        Some(format!("it is in {name}, not English, and was not coded: translate it to have it read")),
    )
}

/// Is at least every sixth word one that holds English sentences together? News runs at every
/// third; other languages' texts stay under every twentieth. Short and mixed texts defeat
/// letter statistics but not this.
fn english(sample: &str) -> bool {
    let words = sample.split_whitespace().count();
    let joints = sample.split_whitespace().filter(|w| JOINTS.contains(&w.to_lowercase().as_str())).count();
    words > 0 && joints * 6 >= words
}

/// ISO 639-1 of a language, or its 639-3 code where it has none.
fn short_code(lang: Lang) -> String {
    const CODES: &str = include_str!("data/languages.tsv");
    let long = lang.code();
    let short = CODES.lines().filter_map(|l| l.split_once('\t')).find(|(three, _)| *three == long);
    short.map_or(long, |(_, two)| two).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_known_and_others_are_told() {
        assert_eq!(of("The envoys of the two countries met on Monday.").0.as_deref(), Some("en"));
        let (code, doubt) = of(
            "Die Außenminister der beiden Länder trafen sich am Montag in der Hauptstadt, um über die Grenze und das Wasser des Flusses zu sprechen.",
        );
        assert_eq!(code.as_deref(), Some("de"));
        assert!(doubt.unwrap().contains("German"));
        let (code, _) =
            of("Министры иностранных дел двух стран встретились в понедельник в столице и обсудили границу.");
        assert_eq!(code.as_deref(), Some("ru"));
        assert_eq!(of("").0, None);
    }
}
