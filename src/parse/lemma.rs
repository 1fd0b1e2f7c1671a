//! Dictionary forms: longest-suffix rules and their exceptions, both learnt from the treebanks
//! (`train/tokens.py`), chosen by the Penn tag.

use std::sync::LazyLock;

use super::tables::{Lookup, lowered, rows};

/// What to cut from the end of a word, and what to put there.
type Change = (usize, &'static str);

/// Rules and exceptions of one tag.
#[derive(Default)]
struct Tag {
    /// Suffix -> change.
    suffixes: Lookup<Change>,
    /// Form -> lemma.
    words: Lookup<&'static str>,
    /// Forms whose lemma keeps its capital.
    cased: Lookup<()>,
}

/// The longest suffix in the table, as `train/tokens.py` learns it.
const LONGEST_SUFFIX: usize = 6;

static TAGS: LazyLock<Lookup<Tag>> = LazyLock::new(load);

fn load() -> Lookup<Tag> {
    let mut tags: Lookup<Tag> = Lookup::default();
    for row in rows(include_str!("data/lemma_suffixes.tsv")) {
        let change = (row[2].parse().unwrap_or(0), row[3]);
        tags.entry(row[0]).or_default().suffixes.insert(row[1], change);
    }
    for row in rows(include_str!("data/lemma_words.tsv")) {
        tags.entry(row[0]).or_default().words.insert(row[1], row[2]);
    }
    for row in rows(include_str!("data/lemma_more.tsv")) {
        tags.entry(row[0]).or_default().words.insert(row[1], row[2]);
    }
    for row in rows(include_str!("data/lemma_cased.tsv")) {
        tags.entry(row[0]).or_default().cased.insert(row[1], ());
    }
    tags
}

/// The lemma of `form`, given its Penn tag: lower case, except for proper nouns and words that
/// English always writes with a capital (`American`, `I`).
pub fn lemma(form: &str, xpos: &str) -> String {
    let Some(tag) = TAGS.get(xpos) else { return form.to_lowercase() };
    if is_proper(xpos) {
        return tag.of(form);
    }
    if let Some(known) = lowered(form, |low| tag.word(low)) {
        return known.to_owned();
    }
    if form.starts_with(|c: char| c.is_uppercase()) && tag.keeps_capital(form) {
        return capitalised(form, tag);
    }
    lowered(form, |low| tag.of(low))
}

fn is_proper(xpos: &str) -> bool {
    matches!(xpos, "NNP" | "NNPS" | "ADD")
}

/// The lemma of a word that keeps its capital: the rule for its small letters, written large again.
fn capitalised(form: &str, tag: &Tag) -> String {
    let low = lowered(form, |low| tag.of(low));
    let kept = form.char_indices().zip(low.chars()).take_while(|((_, a), b)| a.to_lowercase().eq([*b]));
    let end = kept.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let mut out = form[..end].to_owned();
    out.extend(low.chars().skip(form[..end].chars().count()));
    out
}

impl Tag {
    /// The lemma of a form in the table's case.
    fn of(&self, form: &str) -> String {
        if let Some(known) = self.word(form) {
            return known.to_owned();
        }
        let (cut, add) = self.change(form);
        let mut out = String::with_capacity(form.len() + add.len());
        out.push_str(&form[..keep(form, cut)]);
        out.push_str(add);
        out
    }

    /// The lemma of a form that the rules get wrong.
    fn word(&self, form: &str) -> Option<&'static str> {
        self.words.get(form).copied()
    }

    /// The rule with the longest suffix of `form` that leaves a stem.
    fn change(&self, form: &str) -> Change {
        if self.suffixes.is_empty() {
            return (0, "");
        }
        let starts = form.char_indices().rev().take(LONGEST_SUFFIX).map(|(i, _)| i);
        let longest = starts.last().unwrap_or(0);
        let suffixes = form[longest..].char_indices().map(|(i, _)| &form[longest + i..]).chain([""]);
        for suffix in suffixes {
            if let Some(change) = self.suffixes.get(suffix)
                && keep(form, change.0) > 0
            {
                return *change;
            }
        }
        (0, "")
    }

    /// Words seen with a capital lemma; capitals throughout, if short, are an acronym (`CEO`, `MPs`).
    fn keeps_capital(&self, form: &str) -> bool {
        if self.cased.is_empty() {
            return false;
        }
        let body = form.strip_suffix('s').unwrap_or(form);
        let acronym = (2..=4).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_uppercase());
        acronym || lowered(form, |low| self.cased.contains_key(low) || is_demonym(low))
    }
}

/// Adjectives of peoples that the treebanks never saw (`Qatari`); other words with a capital seldom end so.
fn is_demonym(low: &str) -> bool {
    low.len() > 4 && ["i", "ian", "ese"].iter().any(|ending| low.ends_with(ending))
}

/// How many bytes of `form` stand before its last `cut` characters.
fn keep(form: &str, cut: usize) -> usize {
    if cut == 0 {
        return form.len();
    }
    form.char_indices().rev().nth(cut - 1).map_or(0, |(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lemmas_follow_the_tag() {
        let cases = [
            ("met", "VBD", "meet"),
            ("Making", "VBG", "make"),
            ("ministers", "NNS", "minister"),
            ("countries", "NNS", "country"),
            ("n't", "RB", "not"),
            ("Wo", "MD", "will"),
            ("States", "NNPS", "State"),
            ("Jinping", "NNP", "Jinping"),
            ("American", "JJ", "American"),
            ("The", "DT", "the"),
            ("I", "PRP", "I"),
            ("worse", "JJR", "bad"),
            ("sanctioned", "VBD", "sanction"),
            ("condemning", "VBG", "condemn"),
            ("Élysées", "XX", "élysées"),
        ];
        for (form, xpos, expected) in cases {
            assert_eq!(lemma(form, xpos), expected, "{form}/{xpos}");
        }
    }

    proptest! {
        #[test]
        fn never_empty(form in "(?s:.+)", tag in "VB|VBG|NNS|NNP|NNPS|JJR|CD|NN|ZZ") {
            prop_assert!(!lemma(&form, &tag).is_empty());
        }
    }
}
