//! PLOVER's contexts (`military`, `election`, `human_rights` ...): the fields of life that an event
//! touches, by the words of the sentence that tells it. Their table is `codebook/contexts.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::document::NameKind;
use crate::recognise::titles::View;

/// One context of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// PLOVER's code.
    pub name: String,
    /// What counts, in one line.
    pub about: String,
    /// Terms that show it: lower-case ones match lemmas and forms in any case, others are matched as
    /// written. A phrase is its tokens with one space between them.
    pub words: Vec<String>,
    /// Phrases in which no word counts (`salvation army`).
    #[serde(default)]
    pub except: Vec<String>,
    /// Narrower contexts that take its place (`crime` is not coded beside `corruption`).
    #[serde(default)]
    pub unless: Vec<String>,
    /// Sentences that have it.
    pub examples: Vec<String>,
    /// Sentences that do not, though a word suggests it.
    #[serde(default)]
    pub counter: Vec<String>,
    /// The file it stands in, as messages name it.
    #[serde(skip)]
    pub file: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    context: Vec<Context>,
}

/// A term: its words after the first, and whose it is.
struct Term {
    rest: Vec<String>,
    context: usize,
    except: bool,
}

/// The table, indexed by the first words of its terms.
#[derive(Default)]
pub struct Contexts {
    /// The contexts, in the order of the file.
    pub all: Vec<Context>,
    index: BTreeMap<String, Vec<Term>>,
}

impl Contexts {
    /// From the text of `contexts.toml`.
    ///
    /// # Errors
    /// What does not parse, as TOML says it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut table: Table = toml::from_str(text).map_err(|e| e.to_string())?;
        let file = super::codebook::built_in(super::codebook::CONTEXTS);
        table.context.iter_mut().for_each(|c| c.file.clone_from(&file));
        Ok(Self::new(table.context))
    }

    /// The table of these contexts.
    pub fn new(all: Vec<Context>) -> Self {
        let mut index: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        for (context, entry) in all.iter().enumerate() {
            let words = entry.words.iter().map(|w| (w, false));
            for (term, except) in words.chain(entry.except.iter().map(|w| (w, true))) {
                let mut parts = term.split_whitespace().map(str::to_owned);
                let Some(first) = parts.next() else { continue };
                index.entry(first).or_default().push(Term { rest: parts.collect(), context, except });
            }
        }
        Self { all, index }
    }

    /// The contexts of a sentence, in the order of the file.
    pub fn of(&self, view: &View) -> Vec<String> {
        let tokens: Vec<[String; 3]> = (0..view.sentence.tokens.len()).map(|i| written(view, i)).collect();
        let mut blocked: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut hits: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        let person = |i: usize| {
            let mut names = view.sentence.names.iter().filter(|n| n.kind == NameKind::Person);
            names.any(|n| (n.first..=n.last).contains(&i)) && view.form(i).starts_with(char::is_uppercase)
        };
        for at in (0..tokens.len()).filter(|&i| !person(i)) {
            for term in self.terms_at(&tokens, at) {
                let end = at + term.rest.len();
                if term.except {
                    blocked.extend((at..=end).map(|i| (term.context, i)));
                } else {
                    hits.insert((term.context, at, end));
                }
            }
        }
        let free = |(context, first, last): &(usize, usize, usize)| {
            (*first..=*last).all(|i| !blocked.contains(&(*context, i)))
        };
        let named: BTreeSet<usize> = hits.iter().filter(|h| free(h)).map(|h| h.0).collect();
        let narrower = |c: &usize| named.iter().any(|n| self.all[*c].unless.contains(&self.all[*n].name));
        named.iter().filter(|c| !narrower(c)).map(|c| self.all[*c].name.clone()).collect()
    }

    /// The terms that stand at token `at`.
    fn terms_at<'s>(&'s self, tokens: &'s [[String; 3]], at: usize) -> impl Iterator<Item = &'s Term> {
        let mut forms: Vec<&String> = tokens[at].iter().collect();
        forms.sort_unstable();
        forms.dedup();
        let begun = forms.into_iter().filter_map(|f| self.index.get(f)).flatten();
        begun.filter(move |t| {
            let following = tokens[at + 1..].iter();
            t.rest.len() < tokens.len() - at
                && t.rest.iter().zip(following).all(|(w, token)| token.contains(w))
        })
    }
}

/// A token as written, in lower case, and its lemma.
fn written(view: &View, i: usize) -> [String; 3] {
    [view.form(i).to_owned(), view.form(i).to_lowercase(), view.lemma(i)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Codebook;

    #[test]
    fn the_table_has_plovers_contexts_each_once() {
        let codebook = Codebook::embedded().unwrap();
        let names: BTreeSet<&str> = codebook.contexts.all.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names.len(), codebook.contexts.all.len());
        assert_eq!(names.len(), 37, "{names:?}");
    }

    #[test]
    fn a_term_must_have_words_and_examples() {
        assert!(Contexts::parse("[[context]]\nname = \"military\"").is_err());
    }
}
