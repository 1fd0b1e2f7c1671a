//! The words of saying, thinking, wanting and judging (`data/cues.tsv`), and of those who do
//! (`data/voices.tsv`).

use std::collections::BTreeMap;

use crate::gazetteer::table::{Row, Rows};
use crate::statement::{Act, Stance};

/// What the table says of one cue.
#[derive(Clone, Debug)]
pub struct Cue {
    /// How the speaker stands to the content.
    pub stance: Stance,
    /// What the speaker does.
    pub act: Act,
    /// Does its subject pass on the words of its object (`RIA quoted Vorn`)?
    pub relay: bool,
    /// What can hold the content: `that` a clause or a quotation, `quote` a quotation alone, `to` an
    /// infinitive, `obj` the object, `obj+` the object with what is said of it, `paper` the object
    /// where a poll or a document says so, `claim` the object where it names words (`the allegation`);
    /// anything else is a
    /// preposition (`to.n` is `to` with a noun).
    frames: Vec<String>,
}

impl Cue {
    /// May its content stand in this frame?
    pub fn takes(&self, frame: &str) -> bool {
        self.frames.iter().any(|f| f == frame)
    }

    /// May it hold a clause of its own, or stand beside one?
    pub fn carries_clause(&self) -> bool {
        self.takes("that") || self.relay
    }

    /// May it carry a quotation?
    pub fn carries_quotation(&self) -> bool {
        self.carries_clause() || self.takes("quote")
    }
}

/// The cues by part of speech and lemma; adjectives by form.
pub struct Cues {
    verbs: BTreeMap<String, Cue>,
    nouns: BTreeMap<String, Cue>,
    adjectives: BTreeMap<String, Cue>,
    adverbs: BTreeMap<String, Cue>,
    /// Words for those who speak and what they speak through, by word (`data/voices.tsv`).
    voices: BTreeMap<String, Vec<String>>,
}

impl Cues {
    /// The embedded table.
    ///
    /// # Errors
    /// When a row has no lemma, or a word that the table does not know stands in a column.
    pub fn embedded() -> Result<Self, String> {
        let mut cues = Self {
            verbs: BTreeMap::new(),
            nouns: BTreeMap::new(),
            adjectives: BTreeMap::new(),
            adverbs: BTreeMap::new(),
            voices: BTreeMap::new(),
        };
        for row in Rows::new("cues.tsv", include_str!("../data/cues.tsv")) {
            let lemma = row.required("lemma")?;
            let table = match row.cell("kind") {
                "verb" => &mut cues.verbs,
                "noun" => &mut cues.nouns,
                "adj" => &mut cues.adjectives,
                "adverb" => &mut cues.adverbs,
                other => return Err(format!("cues.tsv: {lemma}: no kind {other}")),
            };
            let cue = cue(&row).map_err(|word| format!("cues.tsv: {lemma}: no {word}"))?;
            table.insert(lemma, cue);
        }
        for row in Rows::new("voices.tsv", include_str!("../data/voices.tsv")) {
            cues.voices.entry(row.required("word")?).or_default().push(row.required("kind")?);
        }
        Ok(cues)
    }

    /// Is the word (by lemma) of this kind: `people` who are no role and no name, `paper` that says
    /// something, `media`, `light` verbs that only say that somebody has the words their object names?
    pub fn is(&self, kind: &str, lemma: &str) -> bool {
        self.voices.get(lemma).is_some_and(|kinds| kinds.iter().any(|k| k == kind))
    }

    /// A verb by its lemma.
    pub fn verb(&self, lemma: &str) -> Option<&Cue> {
        self.verbs.get(lemma)
    }

    /// A noun by its lemma.
    pub fn noun(&self, lemma: &str) -> Option<&Cue> {
        self.nouns.get(lemma)
    }

    /// An adjective by its form.
    pub fn adjective(&self, form: &str) -> Option<&Cue> {
        self.adjectives.get(form)
    }

    /// An adverb by its form.
    pub fn adverb(&self, form: &str) -> Option<&Cue> {
        self.adverbs.get(form)
    }
}

fn cue(row: &Row) -> Result<Cue, String> {
    let stance = match row.cell("stance") {
        "asserts" => Stance::Asserts,
        "denies" => Stance::Denies,
        "doubts" => Stance::Doubts,
        "declines" => Stance::Declines,
        other => return Err(other.to_owned()),
    };
    let act = match row.cell("act") {
        "speech" | "relay" => Act::Speech,
        "thought" => Act::Thought,
        "will" => Act::Will,
        "stand" => Act::Stand,
        other => return Err(other.to_owned()),
    };
    Ok(Cue { stance, act, relay: row.cell("act") == "relay", frames: row.list("frames") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let cues = Cues::embedded().unwrap();
        let deny = cues.verb("deny").unwrap();
        assert_eq!((deny.stance, deny.act), (Stance::Denies, Act::Speech));
        assert!(deny.takes("that") && !deny.takes("to"));
        assert!(cues.verb("quote").unwrap().relay);
        assert!(cues.noun("claim").is_some() && cues.adverb("reportedly").is_some());
        assert_eq!(cues.adjective("confident").unwrap().act, Act::Thought);
    }
}
