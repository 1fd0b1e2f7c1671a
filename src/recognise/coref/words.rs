//! What words tell of number, gender and person: pronouns, gendered nouns, first names.

use std::collections::BTreeMap;

use crate::gazetteer::Gazetteer;

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Number {
    /// Not told.
    #[default]
    Unknown,
    /// One.
    Singular,
    /// Several.
    Plural,
}

/// Gender, as far as words show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// `he`.
    Male,
    /// `she`.
    Female,
    /// `it`.
    Neuter,
}

/// Case of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `he`.
    Subject,
    /// `him`.
    Object,
    /// `his`.
    Possessive,
    /// `himself`.
    Reflexive,
}

/// One form of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Which pronoun it is a form of: a place in [`Words::PRONOUNS`], from 1.
    pub word: usize,
    /// 1, 2 or 3.
    pub person: usize,
    /// Its number.
    pub number: Number,
    /// Its gender.
    pub gender: Gender,
    /// Its case.
    pub case: Case,
}

/// The tables.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pronouns: BTreeMap<String, Pronoun>,
    nouns: BTreeMap<String, Gender>,
    first_names: BTreeMap<String, Gender>,
}

impl Words {
    /// The pronouns told apart; a form's number is its place here plus one.
    pub const PRONOUNS: [&'static str; 18] = [
        "i", "you", "he", "she", "it", "we", "they", "this", "that", "these", "those", "one", "anyone",
        "thing", "here", "there", "both", "all",
    ];

    /// Reads the embedded tables; first names come from the gazetteer's people.
    ///
    /// # Errors
    /// Names the table and line that cannot be read.
    pub fn embedded(gazetteer: &Gazetteer) -> Result<Self, String> {
        let pronouns = rows("pronouns.tsv", include_str!("../data/pronouns.tsv"), pronoun)?;
        let gendered = |f: &[&str]| Some((f.first()?.to_string(), gender(f.get(1)?)));
        let nouns = rows("gendered.tsv", include_str!("../data/gendered.tsv"), gendered)?;
        Ok(Self { pronouns, nouns, first_names: first_names(gazetteer) })
    }

    /// The pronoun with this form, any case of letters.
    pub fn pronoun(&self, form: &str) -> Option<Pronoun> {
        self.pronouns.get(&form.to_lowercase()).copied()
    }

    /// The gender that a noun or title tells, by lemma in lower case.
    pub fn noun(&self, lemma: &str) -> Gender {
        self.nouns.get(lemma).copied().unwrap_or_default()
    }

    /// The gender that a first name tells.
    pub fn first_name(&self, name: &str) -> Gender {
        self.first_names.get(&name.to_lowercase()).copied().unwrap_or_default()
    }
}

fn rows<T>(
    name: &str,
    table: &str,
    row: impl Fn(&[&str]) -> Option<(String, T)>,
) -> Result<BTreeMap<String, T>, String> {
    let lines = table.lines().enumerate().skip(1);
    let read = |(i, line): (usize, &str)| {
        let fields: Vec<&str> = line.split('\t').collect();
        row(&fields).ok_or_else(|| format!("{name}, line {}: {line:?}", i + 1))
    };
    lines.map(read).collect()
}

fn pronoun(fields: &[&str]) -> Option<(String, Pronoun)> {
    let [form, word, person, number, sex, case] = fields else { return None };
    let last = Words::PRONOUNS.len();
    let word = Words::PRONOUNS.iter().position(|p| p == word).unwrap_or(last) + 1;
    let number = match *number {
        "s" => Number::Singular,
        "p" => Number::Plural,
        _ => Number::Unknown,
    };
    let case = match *case {
        "s" => Case::Subject,
        "o" => Case::Object,
        "p" => Case::Possessive,
        "r" => Case::Reflexive,
        _ => return None,
    };
    Some((
        form.to_string(),
        Pronoun { word, person: person.parse().ok()?, number, gender: gender(sex), case },
    ))
}

fn gender(letter: &str) -> Gender {
    match letter {
        "m" => Gender::Male,
        "f" => Gender::Female,
        "n" => Gender::Neuter,
        _ => Gender::Unknown,
    }
}

/// First names that belong to one gender among the people of the gazetteer (nine of ten bearers).
fn first_names(gazetteer: &Gazetteer) -> BTreeMap<String, Gender> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for person in &gazetteer.people {
        let mut words = person.name.split(' ');
        if let (Some(first), Some(_)) = (words.next(), words.next()) {
            let count = counts.entry(first.to_lowercase()).or_default();
            count.0 += usize::from(person.gender == Some('m'));
            count.1 += usize::from(person.gender == Some('f'));
        }
    }
    let told = |(name, (m, f)): (String, (usize, usize))| {
        let gender = match (m, f) {
            (m, f) if m > 9 * f => Gender::Male,
            (m, f) if f > 9 * m => Gender::Female,
            _ => return None,
        };
        Some((name, gender))
    };
    counts.into_iter().filter_map(told).collect()
}
