//! A world to link: the accounts that the program really makes of our short reports (`tests/gold/open`), copied under
//! new names and on other days as often as one likes.

use std::collections::BTreeMap;

use sidelines::actor::Participant;
use sidelines::reader::{Reader, Reading};
use sidelines::report::{RawReport, stable_id};
use sidelines::span::Quote;
use sidelines::when::calendar::Day;

/// Copies with so many numbers in a row share their names: then the same parties meet again on other days.
const OF_ONE_NAME: u64 = 20;

/// What was really read, to be copied.
pub struct World {
    readings: Vec<(RawReport, Reading)>,
}

/// One report of a copy.
pub struct Copied {
    /// The input it could have come from.
    pub raw: RawReport,
    /// What was read in it.
    pub reading: Reading,
}

impl World {
    /// Reads the short reports of `tests/gold/open`.
    pub fn of_cases() -> Self {
        let reader = Reader::embedded().expect("embedded data is sound");
        let mut readings = Vec::new();
        for raw in crate::cases::reports().into_iter().flatten() {
            let mut reading = reader.read(&raw);
            // What is not linked only takes room.
            reading.document = Default::default();
            reading.found.mentions.clear();
            reading.found.times.clear();
            reading.found.places.clear();
            readings.push((raw, reading));
        }
        Self { readings }
    }

    /// How many accounts one copy has.
    pub fn accounts(&self) -> usize {
        self.readings.iter().map(|(_, r)| r.accounts.len()).sum()
    }

    /// How many reports it has.
    pub fn reports(&self) -> usize {
        self.readings.len()
    }

    /// All reports of copy `k`.
    pub fn copies(&self, k: u64) -> Vec<Copied> {
        (0..self.readings.len()).map(|i| self.copy(i, k)).collect()
    }

    /// Report `i` of copy `k`.
    pub fn copy(&self, i: usize, k: u64) -> Copied {
        let (raw, reading) = &self.readings[i];
        let (mut raw, mut reading) = (raw.clone(), reading.clone());
        let change = Change::of(k);
        raw.source = format!("{}#{k}", raw.source);
        let report = &mut reading.report;
        report.id = stable_id("r", &[&report.id, &k.to_string()]);
        report.source.clone_from(&raw.source);
        report.url = Some(format!("https://courier.example/{}", report.id));
        raw.url.clone_from(&report.url);
        report.published = report.published.as_deref().map(|d| change.day(d));
        let id = report.id.clone();
        let mut ids = BTreeMap::new();
        for account in &mut reading.accounts {
            let new = stable_id("a", &[&account.id, &id]);
            ids.insert(std::mem::replace(&mut account.id, new.clone()), new);
            account.report.clone_from(&id);
            account.actors.iter_mut().chain(&mut account.recipients).for_each(|p| change.party(p));
            account.when.iter_mut().for_each(|w| w.edtf = change.day(&w.edtf));
            account.setting.iter_mut().for_each(|s| s.id = s.id.take().map(|s| format!("{s}-{k}")));
        }
        change.words(&mut reading);
        raw.text.clone_from(&reading.report.text);
        for actor in &mut reading.found.actors {
            actor.id = change.name(&actor.id);
        }
        for statement in &mut reading.found.statements {
            statement.id = stable_id("s", &[&statement.id, &id]);
            statement.report.clone_from(&id);
            statement.speaker.iter_mut().for_each(|s| s.actor = s.actor.take().map(|a| change.name(&a)));
            statement.accounts = statement.accounts.iter().filter_map(|a| ids.get(a).cloned()).collect();
        }
        for source in reading.accounts.iter_mut().flat_map(|a| &mut a.sources) {
            source.statement = source.statement.take().map(|s| stable_id("s", &[&s, &id]));
        }
        Copied { raw, reading }
    }
}

/// What is other in a copy.
struct Change {
    names: u64,
    days: i32,
}

impl Change {
    fn of(k: u64) -> Self {
        // A record grows as days go by: a copy on four days out of five.
        Self { names: k / OF_ONE_NAME, days: (k * 5 / 4) as i32 }
    }

    /// States keep their names, as in the world.
    fn name(&self, id: &str) -> String {
        if id.contains(':') && self.names > 0 { format!("{id}-{}", self.names) } else { id.to_owned() }
    }

    /// The names in a text, and in all words that are copied from it. Nothing gets longer, so that spans hold.
    fn words(&self, reading: &mut Reading) {
        let text = self.disguised(&reading.report.text);
        reading.report.title = reading.report.title.as_deref().map(|t| self.disguised(t));
        let again = |q: &mut Quote| q.exact = text[q.start..q.end].to_owned();
        for a in &mut reading.accounts {
            a.actors.iter_mut().chain(&mut a.recipients).for_each(|p| again(&mut p.span));
            a.evidence.iter_mut().for_each(again);
            a.when.iter_mut().filter_map(|w| w.span.as_mut()).for_each(again);
            a.place.iter_mut().filter_map(|w| w.span.as_mut()).for_each(again);
        }
        for s in &mut reading.found.statements {
            s.speaker.iter_mut().for_each(|p| again(&mut p.span));
            s.parts.iter_mut().chain([&mut s.cue, &mut s.content]).for_each(again);
        }
        reading.report.text = text;
    }

    /// The letters of capitalised words turned by so many places of the alphabet.
    fn disguised(&self, text: &str) -> String {
        let turn = (self.names % 26) as u8;
        let turned = |c: char, by: u8| {
            if c.is_ascii_lowercase() { ((c as u8 - b'a' + by) % 26 + b'a') as char } else { c }
        };
        let word = |w: &str| {
            let name = w.starts_with(|c: char| c.is_ascii_uppercase());
            // Every other letter by another number: there are more names than letters of the alphabet.
            let more = (self.names / 26 % 26) as u8;
            let by = |i: usize| if i.is_multiple_of(2) { turn } else { more };
            let letters = w.chars().enumerate();
            if name { letters.map(|(i, c)| turned(c, by(i))).collect() } else { w.to_owned() }
        };
        text.split_inclusive(|c: char| !c.is_alphanumeric()).map(word).collect()
    }

    fn party(&self, p: &mut Participant) {
        let id = self.name(&p.actor);
        if id != p.actor {
            p.name = format!("{} {}", p.name, numeral(self.names));
            p.actor = id;
        }
    }

    /// An EDTF date or interval so many days later.
    fn day(&self, edtf: &str) -> String {
        let one = |part: &str| match part.len() {
            10 => Day::parse(part).map(|d| d.plus(self.days).to_string()),
            7 => Day::parse(&format!("{part}-15")).map(|d| d.plus(self.days).to_string()[..7].to_owned()),
            4 => Day::parse(&format!("{part}-07-01")).map(|d| d.plus(self.days).to_string()[..4].to_owned()),
            _ => None,
        };
        edtf.split('/').map(|p| one(p).unwrap_or_else(|| p.to_owned())).collect::<Vec<_>>().join("/")
    }
}

/// A number as letters, so that it is a word of a name.
fn numeral(n: u64) -> String {
    n.to_string().bytes().map(|b| (b - b'0' + b'a') as char).cycle().take(6).collect()
}
