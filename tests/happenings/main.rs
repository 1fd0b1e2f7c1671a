//! Happenings told by several reports of our own (`tests/gold/README.md`): are their accounts linked, and compared as a
//! careful reader would?

mod case;
mod given;
mod score;
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "this set is in the repository")]
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use case::{Case, Gold, Text, cases};
use score::{Fields, Item, b_cubed};
use shared::floor;
use sidelines::account::Account;
use sidelines::actor::Participant;
use sidelines::event::Event;
use sidelines::gazetteer::Gazetteer;
use sidelines::link::likeness::{REASONS, weights};
use sidelines::link::link;
use sidelines::link::profile::Profile;
use sidelines::link::reprints::Reprints;
use sidelines::link::terms::Terms;
use sidelines::reader::{Reader, Reading};
use sidelines::report::{RawReport, Report, stable_id};
use sidelines::statement::Statement;

/// Whose accounts are linked.
#[derive(Clone, Copy, PartialEq)]
enum Accounts {
    /// Those that the program makes of the texts.
    Own,
    /// Those that careful coders wrote.
    Given,
}

/// What the program made of a folder of cases, all read into one record.
struct Read {
    cases: Vec<Case>,
    /// Ids of the reports, by case and report.
    ids: BTreeMap<(String, String), String>,
    reports: Vec<Report>,
    accounts: Vec<Account>,
    events: Vec<Event>,
}

fn raw(case: &Case, text: &Text) -> RawReport {
    RawReport {
        source: format!("{}/{}", case.name, text.id),
        outlet: Some(text.outlet.clone()),
        title: Some(text.title.clone()),
        date: text.published.clone(),
        text: text.text.clone(),
        ..RawReport::default()
    }
}

/// Reads all cases; a reprint is not coded, as in the program.
fn read(folder: &str, accounts: Accounts) -> Read {
    let (reader, cases) = (Reader::embedded().expect("embedded data is sound"), cases(folder));
    let texts = || cases.iter().flat_map(|c| c.report.iter().map(move |t| (c, t)));
    let cleaned: Vec<Report> = texts().map(|(c, t)| reader.clean(&raw(c, t))).collect();
    let sketch = |r: &Report| (r.id.clone(), r.given_day().map(str::to_owned), r.sketch());
    let reprints = Reprints::of(cleaned.iter().map(sketch).collect());
    let ids = texts().map(|(c, t)| (c.name.clone(), t.id.clone()));
    let ids = ids.zip(cleaned.iter().map(|r| r.id.clone())).collect();
    let reading = |mut report: Report| {
        report.set_role(reprints.role(&report.id).unwrap_or(&sidelines::link::reprints::Role::First));
        let uncoded = report.reprint_of().is_some() || accounts == Accounts::Given;
        if uncoded { Reading::uncoded(report) } else { reader.read_report(report) }
    };
    let readings: Vec<Reading> = cleaned.into_iter().map(reading).collect();
    let own: Vec<Account> = readings.iter().flat_map(|r| r.accounts.clone()).collect();
    let statements: Vec<Statement> = readings.iter().flat_map(|r| r.found.statements.clone()).collect();
    let reports: Vec<Report> = readings.into_iter().map(|r| r.report).collect();
    let mut read = Read { cases, ids, accounts: own, events: Vec::new(), reports };
    if accounts == Accounts::Given {
        read.accounts = read.given(&reader.gazetteer);
    }
    read.events = link(&mut read.accounts, &read.reports, &statements);
    read
}

impl Read {
    /// The accounts that careful coders wrote, those of reprints left out.
    fn given(&self, gazetteer: &Gazetteer) -> Vec<Account> {
        let mut all = Vec::new();
        for case in &self.cases {
            for (gold, telling) in case.event.iter().flat_map(|e| e.told.iter().map(move |t| (e, t))) {
                let id = self.ids.get(&(case.name.clone(), telling.report.clone()));
                let report = self.reports.iter().find(|r| Some(&r.id) == id && r.reprint_of().is_none());
                all.extend(report.and_then(|r| given::account(gold, telling, r, gazetteer)));
            }
        }
        all
    }

    /// The account that tells `gold` by `words` of a report: one of its types, whose evidence holds the words or some of
    /// them; of several the one with the right type, then the one that shares most with them.
    fn account(&self, case: &Case, gold: &Gold, telling: &case::Telling) -> Option<&Account> {
        let id = self.ids.get(&(case.name.clone(), telling.report.clone()))?;
        let text = &self.reports.iter().find(|r| r.id == *id)?.text;
        let start = text.find(&telling.words)?;
        let end = start + telling.words.len();
        let shared = |a: &Account| {
            let of = |q: &sidelines::span::Quote| q.end.min(end).saturating_sub(q.start.max(start));
            a.evidence.iter().map(of).max().unwrap_or(0)
        };
        let fits = |a: &&Account| (a.kind == gold.kind || gold.also.contains(&a.kind)) && shared(a) > 0;
        let exact = stable_id("a", &[id, &gold.id, &telling.words]);
        if let Some(given) = self.accounts.iter().find(|a| a.id == exact) {
            return Some(given);
        }
        let here = self.accounts.iter().filter(|a| a.report == *id && a.rule != "given").filter(fits);
        here.max_by_key(|a| (a.kind == gold.kind, shared(a), std::cmp::Reverse(a.id.clone())))
    }

    /// All tellings that were found, and how many there are of reports that are no reprints.
    fn items(&self) -> (Vec<Item>, usize) {
        let (mut items, mut all) = (Vec::new(), 0);
        for case in &self.cases {
            for gold in &case.event {
                for telling in gold.told.iter().filter(|t| !self.is_reprint(case, &t.report)) {
                    all += 1;
                    let account = self.account(case, gold, telling);
                    let event = account.and_then(|a| a.event.clone());
                    let gold = format!("{}/{}", case.name, gold.id);
                    let account = account.map_or(String::new(), |a| a.id.clone());
                    items.extend(event.map(|event| Item { gold, event, account }));
                }
            }
        }
        (items, all)
    }

    fn is_reprint(&self, case: &Case, report: &str) -> bool {
        let id = self.ids.get(&(case.name.clone(), report.to_owned()));
        self.reports.iter().any(|r| Some(&r.id) == id && r.reprint_of().is_some())
    }

    /// The event that most of the found tellings of a happening are in, where at least two were found.
    fn event(&self, items: &[Item], gold: &str) -> Option<&Event> {
        let told: Vec<&Item> = items.iter().filter(|i| i.gold == gold).collect();
        let ids: BTreeSet<&str> = told.iter().map(|i| i.event.as_str()).collect();
        let size = |id: &&str| told.iter().filter(|i| i.event == **id).count();
        let id = ids.into_iter().max_by_key(size).filter(|_| told.len() > 1)?;
        self.events.iter().find(|e| e.id == id)
    }

    /// Where the program's verdicts are those of the careful reader.
    fn compared(&self, items: &[Item], noisy: bool) -> Fields {
        let mut fields = Fields::default();
        for case in &self.cases {
            for gold in &case.event {
                let name = format!("{}/{}", case.name, gold.id);
                let Some(event) = self.event(items, &name) else { continue };
                let said = gold
                    .compare
                    .iter()
                    .map(|(field, right)| (field.as_str(), right.clone(), verdict(event, field)));
                let legs =
                    gold.independent.map(|n| ("independent", n.to_string(), event.n_independent.to_string()));
                let status = ("final", gold.status.clone(), event.status.name().to_owned());
                // A step is there only where its telling was found.
                let whole = items.iter().filter(|i| i.gold == name).count() == gold.told.len();
                let history = whole.then(|| ("history", gold.history.join(" "), steps(event)));
                for (field, right, ours) in said.chain(legs).chain([status]).chain(history) {
                    fields.add(field, right == ours);
                    if noisy && right != ours {
                        eprintln!("{}/{} {field}: {ours} for {right}", case.name, gold.id);
                    }
                }
            }
        }
        fields
    }
}

/// The statuses that an event went through, each once in a row.
fn steps(event: &Event) -> String {
    let mut names: Vec<&str> = event.status_history.iter().map(|s| s.status.name()).collect();
    names.dedup();
    names.join(" ")
}

/// What the comparison of an event says of a field: `agree`, `differ` or `silent`.
fn verdict(event: &Event, field: &str) -> String {
    let Some(c) = event.comparison.get(field) else { return "silent".to_owned() };
    let word = if !c.differ.is_empty() {
        "differ"
    } else if c.agree.is_empty() {
        "silent"
    } else {
        "agree"
    };
    word.to_owned()
}

/// Scores one half; with `SIDELINES_HAPPENINGS` set, what is wrong is printed.
fn score(folder: &str, accounts: Accounts) {
    let set = format!("{folder}_{}", if accounts == Accounts::Own { "own" } else { "given" });
    let noisy = std::env::var("SIDELINES_HAPPENINGS").is_ok_and(|f| f == set);
    let read = read(folder, accounts);
    let (items, all) = read.items();
    let (p, r, f1) = b_cubed(&items);
    let fields = read.compared(&items, noisy);
    eprintln!("{set}: {} of {all} tellings found; linking P {p:.3} R {r:.3} F1 {f1:.3}", items.len());
    eprintln!("{set}: fields {:.3} ({})", fields.share(), fields.each());
    if noisy {
        wrong(&read, &items);
        pairs(&read, &items);
    }
    assert!(f1 >= floor("happenings", &format!("{set}_b3")), "{set}: linking fell to {f1:.3}");
    let share = fields.share();
    assert!(share >= floor("happenings", &format!("{set}_fields")), "{set}: fields fell to {share:.3}");
}

/// Prints happenings that are split and events that are lumped, with what spoke for and against each pair.
fn wrong(read: &Read, items: &[Item]) {
    for (i, a) in items.iter().enumerate() {
        for b in &items[i + 1..] {
            let (gold, event) = (a.gold == b.gold, a.event == b.event);
            if gold != event && a.account != b.account {
                let what = if gold { "split" } else { "lumped" };
                eprintln!("\n{what}: {} | {}\n  {}", a.gold, b.gold, read.why(&a.account, &b.account));
            }
        }
    }
}

/// Prints the points of all pairs of tellings that could be one event: `pair`, one or two, and each reason.
fn pairs(read: &Read, items: &[Item]) {
    for (i, a) in items.iter().enumerate() {
        for b in items[i + 1..].iter().filter(|b| b.account != a.account) {
            let of = |id: &str| read.profile(id).1;
            if let Some(points) = weights().points(&of(&a.account), &of(&b.account)) {
                let parts: Vec<String> = points.0.iter().map(|p| format!("{p:.3}")).collect();
                eprintln!(
                    "pair\t{}\t{}\t{}\t{}",
                    u8::from(a.gold == b.gold),
                    parts.join("\t"),
                    a.gold,
                    b.gold
                );
            }
        }
    }
}

impl Read {
    fn profile(&self, id: &str) -> (&Account, Profile, Option<&str>) {
        let account = self.accounts.iter().find(|x| x.id == id).expect("an account of the record");
        let report = self.reports.iter().find(|r| r.id == account.report).expect("a report of the record");
        let (day, story) = (report.published.as_deref(), Arc::new(Terms::of_report(report)));
        (account, Profile::of(account, day, story), day)
    }

    fn why(&self, a: &str, b: &str) -> String {
        let line = |(a, _, day): &(&Account, Profile, Option<&str>)| {
            let names = |p: &[Participant]| p.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ");
            let when = a.when.as_ref().map_or("-", |w| &w.edtf);
            let place = a.place.as_ref().map_or("-", |p| &p.name);
            let words: Vec<&str> = a.evidence.iter().map(|q| q.exact.as_str()).collect();
            format!(
                "{} {} {} [{}] -> [{}] {when} {place} (published {}) {words:?}",
                a.kind,
                a.status.name(),
                a.mode.as_deref().unwrap_or("-"),
                names(&a.actors),
                names(&a.recipients),
                day.unwrap_or("-")
            )
        };
        let (x, y) = (self.profile(a), self.profile(b));
        let points = weights().points(&x.1, &y.1);
        let parts = points.map(|p| {
            let named: Vec<String> = REASONS.iter().zip(p.0).map(|(n, v)| format!("{n} {v:+.1}")).collect();
            format!("{:+.1}: {}", p.sum(), named.join(" "))
        });
        format!("{}\n  {}\n  {}", line(&x), line(&y), parts.unwrap_or_else(|| "excluded".to_owned()))
    }
}

#[test]
fn the_open_half_is_linked_and_compared() {
    score("open", Accounts::Own);
}

#[test]
fn the_open_half_is_linked_and_compared_from_right_accounts() {
    score("open", Accounts::Given);
}

#[test]
fn the_kept_half_is_linked_and_compared() {
    score("kept", Accounts::Own);
}

#[test]
fn the_kept_half_is_linked_and_compared_from_right_accounts() {
    score("kept", Accounts::Given);
}
