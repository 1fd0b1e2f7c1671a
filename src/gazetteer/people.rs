//! Office holders and other people in the news.

use std::collections::BTreeMap;

use super::table::{Index, Rows};

/// One office of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Spell {
    /// ISO alpha-3 of the state, or the name of the body.
    pub of: String,
    /// Normalised office: `president`, `foreign minister`.
    pub office: String,
    /// Title as written in English.
    pub title: String,
    /// `hos` (head of state), `hog` (of government), `fm`, `defmin`, `igo` or `other`.
    pub role: String,
    /// First day, EDTF (`2009-01-20`, `2009-01`, `2009`).
    pub from: Option<String>,
    /// Last day; `None` while it lasts.
    pub to: Option<String>,
}

impl Spell {
    /// Does it lead the state?
    pub fn leads(&self) -> bool {
        matches!(self.role.as_str(), "hos" | "hog")
    }

    /// Is it this office? `leader` and the like stand for whoever leads the state.
    pub fn is(&self, office: &str) -> bool {
        let any = matches!(office, "leader" | "head of state" | "head of government");
        self.office == office || any && self.leads()
    }

    /// Did it last on `day` (`2016-09-05`; shorter dates are taken as written)?
    pub fn covers(&self, day: &str) -> bool {
        let n = |d: &str| d.len().min(day.len());
        let after = self.from.as_deref().is_none_or(|f| f[..n(f)] <= day[..n(f)]);
        let before = self.to.as_deref().is_none_or(|t| t[..n(t)] >= day[..n(t)]);
        after && before
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Usual English name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What later mentions call the person.
    pub surnames: Vec<String>,
    /// `m` or `f`, where known.
    pub gender: Option<char>,
    /// Wikidata id.
    pub qid: Option<String>,
    /// Offices, in the order of the table.
    pub spells: Vec<Spell>,
}

impl Person {
    /// All full names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The spell in `office` of `of` that covers `day`.
    pub fn spell_at(&self, office: &str, of: &str, day: &str) -> Option<&Spell> {
        self.spells.iter().find(|s| s.is(office) && s.of == of && s.covers(day))
    }

    /// The state (ISO alpha-3) the person acts for on `day`; without a day, or outside all spells,
    /// that of the first spell. `None` for heads of bodies.
    pub fn country_at(&self, day: Option<&str>) -> Option<&str> {
        let states = || self.spells.iter().filter(|s| s.of.len() == 3);
        let now = day.and_then(|d| states().find(|s| s.covers(d)));
        now.or_else(|| states().next()).map(|s| s.of.as_str())
    }
}

/// The rows of leaders.tsv, one person for all rows of one name.
pub fn people(text: &str) -> Result<Vec<Person>, String> {
    let mut people: Vec<Person> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for row in Rows::new("leaders.tsv", text) {
        let name = row.required("name")?;
        let i = *at.entry(name.clone()).or_insert_with(|| {
            people.push(Person {
                name,
                aliases: Vec::new(),
                surnames: Vec::new(),
                gender: row.cell("gender").chars().next(),
                qid: row.some("qid"),
                spells: Vec::new(),
            });
            people.len() - 1
        });
        let person = &mut people[i];
        merge(&mut person.aliases, row.list("aliases"));
        merge(&mut person.surnames, row.list("surname"));
        person.spells.push(Spell {
            of: row.cell("iso3").to_owned(),
            office: row.cell("office").to_owned(),
            title: row.cell("title").to_owned(),
            role: row.cell("role").to_owned(),
            from: row.some("from"),
            to: row.some("to"),
        });
    }
    Ok(people)
}

fn merge(list: &mut Vec<String>, more: Vec<String>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

/// People by the surname that later mentions use; the last word of the name where the table gives none.
pub fn surnames(people: &[Person]) -> Index<usize> {
    let mut index = Index::default();
    for (i, p) in people.iter().enumerate() {
        p.surnames.iter().for_each(|s| index.add(s, i));
        if p.surnames.is_empty() {
            index.add(p.name.rsplit(' ').next().unwrap_or(&p.name), i);
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "name\taliases\tsurname\tgender\tqid\tiso3\toffice\ttitle\tfrom\tto\n\
        Ada Vorn\t\tVorn\tf\t\tXXA\tforeign minister\tForeign Minister\t2001\t2004-05\n\
        Ada Vorn\tAda K. Vorn\tVorn\tf\t\tXXA\tpresident\tPresident\t2004-06-01\t\n";

    #[test]
    fn rows_of_one_name_are_one_person() {
        let people = people(TABLE).unwrap();
        assert_eq!(people.len(), 1);
        assert!(people[0].spell_at("president", "XXA", "2004-06-01").is_some());
        assert!(people[0].spell_at("president", "XXA", "2004-05-31").is_none());
        assert!(people[0].spell_at("foreign minister", "XXA", "2004-05-31").is_some());
        assert_eq!(surnames(&people).get("Vorn"), [0]);
    }
}
