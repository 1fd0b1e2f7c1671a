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
    /// PLOVER sector of the holder while in office.
    pub sector: Option<String>,
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

    /// Was it over on `day`?
    pub fn ended_before(&self, day: &str) -> bool {
        let n = |d: &str| d.len().min(day.len());
        self.to.as_deref().is_some_and(|t| t[..n(t)] < day[..n(t)])
    }

    /// Is it the office of a state, not of a body?
    pub fn of_state(&self) -> bool {
        self.of.len() == 3
    }

    /// How high it stands: heads of state first, what one did afterwards last.
    pub fn rank(&self) -> usize {
        let order = ["hos", "hog", "fm", "igo", "defmin"];
        let place = order.iter().position(|r| *r == self.role).unwrap_or(order.len());
        if self.sector.as_deref() == Some(FORMER) { order.len() + 1 } else { place }
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

    /// What the person is on `day`: the highest office held then, else the last one that had ended,
    /// else the first one to come. Without a day the first of the table.
    pub fn standing(&self, day: Option<&str>) -> Option<Standing<'_>> {
        let Some(day) = day else { return self.spells.first().map(Standing::Holds) };
        let now = self.spells.iter().filter(|s| s.covers(day)).min_by_key(|s| s.rank());
        let past = || self.spells.iter().filter(|s| s.ended_before(day)).max_by_key(|s| s.to.as_deref());
        let next = || self.spells.iter().min_by_key(|s| s.from.as_deref());
        now.map(Standing::Holds)
            .or_else(|| past().map(Standing::Held))
            .or_else(|| next().map(Standing::WillHold))
    }

    /// The state (ISO alpha-3) the person acts for on `day`; outside all spells that of the last one that
    /// had ended, or of the first. `None` for who heads a body then.
    pub fn country_at(&self, day: Option<&str>) -> Option<&str> {
        let spell = match self.standing(day)? {
            Standing::Holds(spell) => Some(spell).filter(|s| s.of_state()),
            Standing::Held(spell) | Standing::WillHold(spell) if spell.of_state() => Some(spell),
            _ => self.spells.iter().rfind(|s| s.of_state()),
        };
        spell.map(|s| s.of.as_str())
    }

    /// The PLOVER sector on `day`: that of the office; `ELI` for who has left all of them.
    pub fn sector_at(&self, day: Option<&str>) -> Option<&str> {
        match self.standing(day)? {
            Standing::Holds(spell) => spell.sector.as_deref(),
            Standing::Held(_) => Some(FORMER),
            Standing::WillHold(_) => None,
        }
    }
}

/// PLOVER's sector of former officials.
const FORMER: &str = "ELI";

/// What a person is on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing<'a> {
    /// In this office.
    Holds(&'a Spell),
    /// No longer; this was the last one.
    Held(&'a Spell),
    /// Not yet; this will be the first one.
    WillHold(&'a Spell),
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
            sector: row.some("sector"),
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

/// How many spells of lesser officials (role `other`) each state or body has.
pub fn officials(people: &[Person]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for spell in people.iter().flat_map(|p| &p.spells).filter(|s| s.role == "other") {
        *counts.entry(spell.of.clone()).or_default() += 1;
    }
    counts
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

    #[test]
    fn who_has_left_office_belongs_to_the_elite() {
        let table = "name\tiso3\toffice\trole\tsector\tfrom\tto\n\
            Ada Vorn\tXXA\tpresident\thos\tGOV\t2004\t2008-05-06\n\
            Ada Vorn\tLeague of Vorns\tsecretary-general\tigo\tIGO\t2010-01\t2012\n";
        let vorn = &people(table).unwrap()[0];
        let on = |day| (vorn.country_at(Some(day)), vorn.sector_at(Some(day)));
        assert_eq!(on("2003-01-01"), (Some("XXA"), None));
        assert_eq!(on("2008-05-06"), (Some("XXA"), Some("GOV")));
        assert_eq!(on("2009-01-01"), (Some("XXA"), Some("ELI")));
        assert_eq!(on("2011-01-01"), (None, Some("IGO")));
        assert_eq!(on("2014-01-01"), (Some("XXA"), Some("ELI")));
    }
}
