//! Which known person a name means: by the day, the title, the country and what else the report speaks of.

use std::collections::{BTreeMap, BTreeSet};

use super::names::What;
use super::people::PersonInfo;
use super::titles::View;
use crate::gazetteer::table::key;
use crate::gazetteer::{Entry, Gazetteer, Person, Spell, Standing};

/// How a title is worded: `President`, `former President`, `then-President`, `President-elect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Now,
    Former,
    Then,
    Elect,
}

/// A title taken apart.
#[derive(Clone, Debug)]
struct Title {
    stage: Stage,
    /// The role as the tables name the office, and the words of it.
    office: String,
    term: String,
    /// The body whose office it is (`NATO Secretary General`).
    body: Option<String>,
    sector: Option<String>,
}

impl Title {
    /// From the words before a name, lower case; `None` when no role is among them.
    fn parse(words: &str, gazetteer: &Gazetteer) -> Option<Self> {
        let spaced = words.replace(" - ", "-").replace("-elect", " elect").replace("then-", "then ");
        let spaced = spaced.replace("ex-", "former ");
        let mut parts: Vec<&str> = spaced.split_whitespace().collect();
        let mut stage = Stage::Now;
        parts.retain(|w| match *w {
            "former" | "ex" | "late" | "ousted" | "onetime" | "deposed" => set(&mut stage, Stage::Former),
            "then" => set(&mut stage, Stage::Then),
            "elect" => set(&mut stage, Stage::Elect),
            _ => true,
        });
        let (at, role) = (0..parts.len()).find_map(|i| Some((i, gazetteer.role(&parts[i..].join(" "))?)))?;
        let before = parts[..at].join(" ");
        let bodies = [before.to_uppercase(), before];
        let body = bodies.iter().flat_map(|b| gazetteer.lookup(b)).find_map(|e| match e {
            Entry::Body(b) => Some(gazetteer.bodies[*b].name.clone()),
            _ => None,
        });
        let office = role.office.clone().unwrap_or_else(|| role.term.clone());
        Some(Self { stage, office, term: role.term.clone(), body, sector: role.sector.clone() })
    }

    fn names(&self, spell: &Spell) -> bool {
        spell.is(&self.office) || spell.is(&self.term) || spell.title.eq_ignore_ascii_case(&self.term)
    }

    /// Is it the title of this spell on the day?
    fn fits(&self, spell: &Spell, day: Option<&str>) -> bool {
        let Some(day) = day else { return self.names(spell) };
        self.names(spell)
            && match self.stage {
                Stage::Now => spell.covers(day),
                Stage::Former => spell.ended_before(day),
                Stage::Then => true,
                Stage::Elect => spell.from.as_deref().is_some_and(|f| f > day && years(day, f) <= 1),
            }
    }
}

fn set(stage: &mut Stage, to: Stage) -> bool {
    *stage = to;
    false
}

/// Full years between two days, roughly: by the year numbers.
fn years(from: &str, to: &str) -> i32 {
    let year = |d: &str| d.get(..4).and_then(|y| y.parse::<i32>().ok()).unwrap_or_default();
    year(to) - year(from)
}

/// What the report speaks of besides its people.
#[derive(Debug, Default)]
pub struct Scene {
    /// How often each country (index) is named.
    countries: BTreeMap<usize, usize>,
    /// Names of the bodies in it.
    bodies: BTreeSet<String>,
    /// Offices that stand alone (`the secretary of state`), with their country where it is said.
    offices: BTreeSet<(String, Option<usize>)>,
}

impl Scene {
    /// Of the sentences of a report.
    pub fn of(views: &[View]) -> Self {
        let mut scene = Self::default();
        for view in views {
            view.named.iter().for_each(|n| scene.note(view, n));
            let roles = (0..view.sentence.tokens.len()).filter_map(|i| Some((i, view.whole_role(i)?)));
            for (i, role) in roles {
                let office = role.office.clone().unwrap_or_else(|| role.term.clone());
                scene.offices.insert((office, view.modifier_country(i)));
            }
        }
        scene
    }

    fn note(&mut self, view: &View, named: &super::names::Named) {
        match named.what {
            What::Body(Some(b)) => {
                self.bodies.insert(view.gazetteer.bodies[b].name.clone());
            }
            What::Person(_) | What::Outlet(_) => return,
            _ => {}
        }
        if let Some(country) = view.country_of(named) {
            *self.countries.entry(country).or_default() += 1;
        }
    }

    /// How much the report speaks of what the office is of: 0 to 3.
    fn speaks_of(&self, spell: &Spell, gazetteer: &Gazetteer) -> i32 {
        if !spell.of_state() {
            // `UN General Assembly` speaks of the United Nations.
            return 3 * i32::from(self.bodies.iter().any(|b| b.starts_with(&spell.of)));
        }
        let index = gazetteer.country_index(&spell.of);
        let times = index.and_then(|c| self.countries.get(&c)).copied().unwrap_or(0);
        let most = self.countries.values().max().copied().unwrap_or(0);
        i32::from(times > 0) * 2 + i32::from(times > 0 && times == most)
    }

    /// Does the report name the office by itself, of no country or of the same?
    fn names_office(&self, spell: &Spell, gazetteer: &Gazetteer) -> bool {
        let of = gazetteer.country_index(&spell.of);
        self.offices.iter().any(|(office, c)| spell.is(office) && (c.is_none() || *c == of))
    }
}

/// A candidate with what speaks for it.
struct Fit<'a> {
    index: usize,
    person: &'a Person,
    /// The spell that a title of the report names.
    titled: Option<&'a Spell>,
    score: i32,
    /// Something else than the bare name speaks for it.
    backed: bool,
}

/// What an office on the day says for its holder, by its rank.
const BY_RANK: [i32; 7] = [5, 4, 3, 3, 2, 1, 0];

/// What one name in a report may be judged by.
pub struct Judge<'a> {
    /// The tables.
    pub gazetteer: &'a Gazetteer,
    /// Day of publication, EDTF.
    pub published: Option<&'a str>,
    /// What else is in the report.
    pub scene: &'a Scene,
}

impl<'a> Judge<'a> {
    /// Finds the person in the gazetteer and fills in what it knows; `form` are the words of the name.
    pub fn identify(&self, info: &mut PersonInfo, form: &[String]) {
        let titles: Vec<Title> = info.titles.iter().filter_map(|t| Title::parse(t, self.gazetteer)).collect();
        // `von der Leyen` is a surname too.
        let written = form.join(" ");
        let found = match info.known {
            Some(known) => self.namesake(info, &titles, &written).or_else(|| self.fit(info, &titles, known)),
            None if form.len() > 1 && self.gazetteer.by_surname(&written).is_empty() => {
                self.by_spelling(info, &titles, form)
            }
            None => self.by_surname(info, &titles, &written),
        };
        info.sector = titles.iter().find_map(|t| t.sector.clone());
        if let Some(found) = found {
            self.fill(info, &found);
        } else if let Some(known) = info.known {
            // The table's bearer of the full name, though the report says other things of the person.
            info.sector = self.gazetteer.people[known].sector_at(self.published).map(str::to_owned);
        }
    }

    fn fill(&self, info: &mut PersonInfo, found: &Fit) {
        let person = found.person;
        info.known = Some(found.index);
        info.gender = info.gender.or(person.gender);
        let held = found.titled.filter(|s| s.of_state()).map(|s| s.of.as_str());
        let code = held.or_else(|| person.country_at(self.published));
        info.country = match (found.titled, code) {
            (Some(spell), _) if !spell.of_state() => self.home_of(spell),
            (_, Some(iso)) => self.gazetteer.country_index(iso).or(info.country),
            (_, None) => match person.standing(self.published) {
                Some(Standing::Holds(spell)) => self.home_of(spell),
                _ => info.country,
            },
        };
        // `then-Secretary of State Vorn` acted as such.
        let then = found
            .titled
            .filter(|s| !self.published.is_some_and(|d| s.ended_before(d)) || self.told_then(info));
        let sector = then.and_then(|s| s.sector.as_deref()).or_else(|| person.sector_at(self.published));
        info.sector = sector.map(str::to_owned).or(info.sector.take());
    }

    /// The country of a body (Hamas has one, the United Nations has none).
    fn home_of(&self, spell: &Spell) -> Option<usize> {
        let body = self.gazetteer.lookup(&spell.of).iter().find_map(|e| match e {
            Entry::Body(b) => Some(&self.gazetteer.bodies[*b]),
            _ => None,
        });
        self.gazetteer.country_index(body?.country.as_deref()?)
    }

    fn told_then(&self, info: &PersonInfo) -> bool {
        info.titles.iter().filter_map(|t| Title::parse(t, self.gazetteer)).any(|t| t.stage == Stage::Then)
    }

    /// Among several people of one full name the one who fits best.
    fn namesake(&self, info: &PersonInfo, titles: &[Title], name: &str) -> Option<Fit<'a>> {
        let entries = self.gazetteer.lookup(name).iter();
        let people = entries.filter_map(|e| if let Entry::Person(i) = e { Some(*i) } else { None });
        let fits: Vec<Fit> = people.filter_map(|i| self.fit(info, titles, i)).collect();
        // The first of the best: the table's order decides.
        let best = fits.iter().map(|f| f.score).max()?;
        fits.into_iter().find(|f| f.score == best)
    }

    /// The best known bearer of a surname.
    fn by_surname(&self, info: &PersonInfo, titles: &[Title], surname: &str) -> Option<Fit<'a>> {
        let bearers = self.gazetteer.by_surname(surname);
        let mut fits: Vec<Fit> = bearers.iter().filter_map(|&i| self.fit(info, titles, i)).collect();
        fits.sort_by_key(|f| std::cmp::Reverse(f.score));
        let told_apart = fits.len() < 2 || fits[0].score > fits[1].score;
        let best = fits.into_iter().next().filter(|_| told_apart)?;
        let alone = !self.others_in_office(bearers, best.index);
        let rare = bearers.len() <= 3;
        Some(best).filter(|f| self.is_enough(f, alone, rare))
    }

    /// Is what speaks for a bare surname enough? Somebody in the tables bears nearly every name of a
    /// passer-by, so that it takes a title, a leader in office, or an office that the report speaks of.
    /// `alone`: nobody else of that surname is in office; `rare`: few people of the tables bear it.
    fn is_enough(&self, fit: &Fit, alone: bool, rare: bool) -> bool {
        if fit.titled.is_some() {
            return true;
        }
        let high = |s: &Spell| matches!(s.role.as_str(), "hos" | "hog" | "fm" | "igo");
        match fit.person.standing(self.published) {
            Some(Standing::Holds(spell)) if spell.leads() => true,
            Some(Standing::Holds(spell)) if spell.role == "igo" && fit.backed => true,
            Some(Standing::Holds(_)) => fit.backed && rare || alone && fit.person.spells.iter().any(high),
            // A year before or after the office.
            Some(Standing::Held(spell)) => {
                fit.backed && (alone && spell.leads() || self.gap(spell.to.as_deref()) <= 1)
            }
            Some(Standing::WillHold(spell)) => {
                fit.backed && high(spell) && self.gap(spell.from.as_deref()) <= 1
            }
            None => false,
        }
    }

    /// Years between the report and `day`.
    fn gap(&self, day: Option<&str>) -> i32 {
        self.published.zip(day).map_or(0, |(published, day)| years(published, day).abs())
    }

    /// Is somebody else of these people in office?
    fn others_in_office(&self, bearers: &[usize], but: usize) -> bool {
        let holds = |i: &&usize| {
            let standing = self.gazetteer.people[**i].standing(self.published);
            matches!(standing, Some(Standing::Holds(s)) if s.sector.as_deref() != Some("ELI"))
        };
        bearers.iter().filter(|i| **i != but).any(|i| holds(&i))
    }

    /// A full name in another spelling than the table's: same surname and initial, in the office and of
    /// the country that the report says.
    fn by_spelling(&self, info: &PersonInfo, titles: &[Title], form: &[String]) -> Option<Fit<'a>> {
        let (first, last) = (form.first()?, form.last()?);
        let initial = |name: &str, word: &str| key(name).chars().next() == key(word).chars().next();
        let by = |surname: &str, given: &str| {
            let bearers = self.gazetteer.by_surname(surname).iter();
            let alike = bearers.filter(|&&i| {
                let p = &self.gazetteer.people[i];
                p.name.split(' ').filter(|w| !p.surnames.iter().any(|s| s == w)).any(|w| initial(w, given))
            });
            alike.filter_map(|&i| self.fit(info, titles, i)).collect::<Vec<_>>()
        };
        info.country?;
        let mut fits = by(last, first);
        fits.extend(by(first, last));
        fits.retain(|f| f.titled.is_some_and(|s| s.rank() < 5));
        (fits.len() == 1).then(|| fits.remove(0))
    }

    /// What speaks for the person at `index`; `None` when the report speaks against it.
    fn fit(&self, info: &PersonInfo, titles: &[Title], index: usize) -> Option<Fit<'a>> {
        let person = &self.gazetteer.people[index];
        let other = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| a != b);
        let iso = info.country.map(|c| self.gazetteer.countries[c].iso3.as_str());
        let foreign = iso.is_some_and(|iso| !person.spells.iter().any(|s| s.of == iso));
        if other(info.gender, person.gender) || foreign && titles.iter().all(|t| t.body.is_none()) {
            return None;
        }
        let here = |s: &&Spell| iso.is_none_or(|iso| s.of == iso || !s.of_state());
        let of_body = |t: &Title, s: &Spell| t.body.as_ref().is_none_or(|b| *b == s.of);
        let named = |s: &&Spell| titles.iter().any(|t| t.fits(s, self.published) && of_body(t, s));
        let titled = person.spells.iter().filter(here).find(named);
        let once = || {
            let held =
                |s: &&Spell| titles.iter().any(|t| t.stage == Stage::Now && t.names(s) && of_body(t, s));
            person
                .spells
                .iter()
                .filter(here)
                .find(|s| held(s) && self.published.is_some_and(|d| s.ended_before(d)))
        };
        let asked = titles.iter().any(|t| t.term != "mr");
        let by_title = match titled {
            Some(_) => 10,
            None if once().is_some() => 5,
            None if asked => -4,
            None => 0,
        };
        let (by_day, about) = self.standing_of(person);
        let titled = titled.or_else(once);
        let score = by_title + by_day + about;
        Some(Fit { index, person, titled, score, backed: about >= 3 || info.country.is_some() })
    }

    /// What the office on the day, and the report's speaking of it, say for a person.
    fn standing_of(&self, person: &Person) -> (i32, i32) {
        match person.standing(self.published) {
            Some(Standing::Holds(spell)) => {
                let by_rank = BY_RANK.get(spell.rank()).copied().unwrap_or(0);
                (by_rank + self.gazetteer.prominence(&spell.of), self.about(person, spell))
            }
            Some(Standing::Held(spell)) => {
                (1 - self.gap(spell.to.as_deref()).min(20) / 4, self.scene.speaks_of(spell, self.gazetteer))
            }
            Some(Standing::WillHold(spell)) => (
                -1 - self.gap(spell.from.as_deref()).min(20) / 4,
                self.scene.speaks_of(spell, self.gazetteer),
            ),
            None => (0, 0),
        }
    }

    /// The report speaks of the office's country or body, or names the office by itself.
    fn about(&self, person: &Person, spell: &Spell) -> i32 {
        let day = self.published.unwrap_or("");
        let held = person.spells.iter().filter(|s| s.covers(day));
        let named = held.clone().any(|s| self.scene.names_office(s, self.gazetteer));
        let of = held.map(|s| self.scene.speaks_of(s, self.gazetteer)).max();
        of.unwrap_or_else(|| self.scene.speaks_of(spell, self.gazetteer)) + 3 * i32::from(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_apart() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let parsed = |words: &str| Title::parse(words, &gazetteer).map(|t| (t.stage, t.office, t.body));
        let title = |stage, office: &str| Some((stage, office.to_owned(), None));
        assert_eq!(parsed("former us secretary of state"), title(Stage::Former, "secretary of state"));
        assert_eq!(parsed("then - president"), title(Stage::Then, "president"));
        assert_eq!(parsed("us president-elect"), title(Stage::Elect, "president"));
        let nato = Some("North Atlantic Treaty Organization".to_owned());
        let office = "secretary-general".to_owned();
        assert_eq!(parsed("nato secretary general"), Some((Stage::Now, office, nato)));
        assert_eq!(parsed("good old"), None);
    }

    #[test]
    fn a_title_holds_on_its_days() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let people = &gazetteer.people;
        let obama = people.iter().find(|p| p.name == "Barack Obama").unwrap();
        let bears = |words: &str, day: &str| {
            let title = Title::parse(words, &gazetteer).unwrap();
            obama.spells.iter().any(|s| title.fits(s, Some(day)))
        };
        assert!(bears("president", "2016-09-05") && !bears("president", "2017-11-04"));
        assert!(bears("former president", "2017-11-04") && !bears("former president", "2016-09-05"));
        assert!(bears("president-elect", "2008-11-20") && !bears("president-elect", "2006-11-20"));
        assert!(bears("then-president", "2019-01-01"));
    }
}
