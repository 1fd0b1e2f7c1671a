//! Accounts to events, across reports: which accounts tell one happening, where they agree and differ,
//! and what came before and after between the same parties.
//!
//! Order-free: the same events come out whatever order the reports came in.

mod around;
pub mod blocks;
pub mod cluster;
mod compare;
mod consequence;
mod figures;
pub mod hand;
mod history;
mod independence;
pub mod likeness;
mod outcome;
mod party;
pub mod profile;
mod reach;
pub mod reprints;
mod sentences;
pub mod series;
pub mod stories;
pub mod terms;
pub mod triggers;
mod unite;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::account::Account;
use crate::event::Event;
use crate::report::{Report, stable_id};
use crate::statement::Statement;

pub(crate) use around::Around;
use hand::Hand;
use profile::Profile;
use terms::Terms;

/// One account with what linking needs to know of its report.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// The account.
    pub account: &'a Account,
    /// Its report.
    pub report: Option<&'a Report>,
    /// How many reprints of its report there are.
    pub reprints: usize,
}

impl Told<'_> {
    /// Publication day of its report.
    fn published(&self) -> Option<&str> {
        self.report.and_then(|r| r.published.as_deref())
    }
}

/// Links `accounts`: sets the `event` of each and returns the events, by time, then id.
pub fn link(accounts: &mut [Account], reports: &[Report], statements: &[Statement]) -> Vec<Event> {
    let by_id: BTreeMap<&str, &Report> = reports.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut reprints: BTreeMap<&str, usize> = BTreeMap::new();
    reports.iter().filter_map(Report::reprint_of).for_each(|of| *reprints.entry(of).or_default() += 1);
    let mut told: Vec<Told> = Vec::with_capacity(accounts.len());
    for account in accounts.iter() {
        let id = account.report.as_str();
        let reprints = reprints.get(id).copied().unwrap_or(0);
        told.push(Told { account, report: by_id.get(id).copied(), reprints });
    }
    told.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut terms: BTreeMap<&str, Arc<Terms>> = BTreeMap::new();
    let profiles: Vec<Profile> = told.iter().map(|t| profile(t, &mut terms)).collect();
    let clusters = cluster::clusters(&profiles, cluster::pairs(&profiles), &Hand::default());
    let around = Around::of(statements, told.iter().map(|t| t.account));
    let cluster = |c: &Vec<usize>| event(&c.iter().map(|&i| told[i]).collect::<Vec<_>>(), &around);
    let mut events: Vec<Event> = clusters.iter().map(cluster).collect();
    series::fill(&mut events);
    let of: BTreeMap<String, String> =
        events.iter().flat_map(|e| e.accounts.iter().map(|a| (a.clone(), e.id.clone()))).collect();
    for account in accounts.iter_mut() {
        account.event = of.get(&account.id).cloned();
    }
    events.sort_by_key(series::order);
    events
}

/// The profile of an account; accounts of one report share its terms.
fn profile<'a>(t: &Told<'a>, terms: &mut BTreeMap<&'a str, Arc<Terms>>) -> Profile {
    let of = || Arc::new(t.report.map(Terms::of_report).unwrap_or_default());
    let story = terms.entry(&t.account.report).or_insert_with(of);
    Profile::of(t.account, t.published(), Arc::clone(story))
}

/// The order of accounts: by the day of their reports, undated ones last, then by id.
fn order<'a>(t: &Told<'a>) -> (bool, Option<&'a str>, &'a str) {
    let day = t.report.and_then(|r| r.published.as_deref());
    (day.is_none(), day, &t.account.id)
}

/// What linking is made of, as far as it decides: a record linked by another version is linked anew.
pub fn version() -> String {
    const CODE: &str = "1";
    let tables = [
        include_str!("link/data/likeness.toml"),
        include_str!("link/data/common.txt"),
        include_str!("link/data/frequencies.tsv"),
        include_str!("link/data/figures.toml"),
        include_str!("link/data/numbers.tsv"),
        include_str!("link/data/currencies.tsv"),
        include_str!("link/data/uncounted.txt"),
        include_str!("link/data/outcomes.toml"),
        include_str!("link/data/consequences.toml"),
    ];
    stable_id("", &[&[CODE], tables.as_slice()].concat())
}

/// The id of the event whose oldest account is `account`.
pub fn seed(account: &str) -> String {
    stable_id("e", &[account])
}

/// The one event that accounts tell of which somebody knows that they belong together; they stand in the order of linking
/// (day of the report, then id).
pub fn unite(accounts: &[Account], reports: &[Report]) -> Event {
    let report = |a: &Account| reports.iter().find(|r| r.id == a.report);
    let told: Vec<Told> =
        accounts.iter().map(|account| Told { account, report: report(account), reprints: 0 }).collect();
    event(&told, &Around::of(&[], accounts.iter()))
}

/// The event that a cluster of accounts tells. Its id comes from its oldest account: later reports, and events that
/// are merged with it, leave it as it is. The ids that its other accounts would have given go to `merged`.
/// It is a function of the set of accounts, of what `around` knows of their reports and speakers, and of nothing else:
/// they may be given in any order.
pub(crate) fn event(told: &[Told], around: &Around) -> Event {
    let mut told = told.to_vec();
    told.sort_by(|a, b| order(a).cmp(&order(b)));
    let told = told.as_slice();
    let mut ids = told.iter().map(|t| seed(&t.account.id));
    let kind = told[0].account.kind.clone();
    Event {
        id: ids.next().unwrap_or_default(),
        merged: ids.collect(),
        mode: unite::most_common(told.iter().filter_map(|t| t.account.mode.clone())),
        status: history::status(told, around),
        status_history: history::history(told, around),
        actors: unite::parties(told, |a| &a.actors),
        recipients: unite::parties(told, |a| &a.recipients),
        when: unite::when(told),
        place: unite::place(told),
        setting: unite::setting(told),
        topics: unite::topics(told),
        contexts: unite::contexts(told),
        accounts: told.iter().map(|t| t.account.id.clone()).collect(),
        n_reports: unite::reports(told),
        n_independent: independence::independent(told, around),
        comparison: compare::comparison(told, around),
        confidence: unite::confidence(told, around),
        series: Vec::new(),
        within: None,
        beside: Vec::new(),
        follows: consequence::follows(told, around),
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::actor::Participant;
    use crate::place::{Where, WhereBasis};
    use crate::span::Quote;
    use crate::when::{When, WhenBasis};

    fn participant(name: &str) -> Participant {
        let span = Quote { start: 0, end: 0, exact: String::new() };
        Participant {
            name: name.into(),
            actor: format!("id-{name}"),
            kind: None,
            sector: None,
            country: None,
            title: None,
            span,
        }
    }

    fn report(id: &str, published: &str) -> Report {
        let json = serde_json::json!({
            "id": id, "source": id, "text": "", "sha256": "", "published": published, "issues": []
        });
        serde_json::from_value(json).unwrap()
    }

    fn account(id: &str, report: &str, status: Status, when: Option<&str>, place: Option<&str>) -> Account {
        let basis = WhereBasis::Stated;
        let located = |name: &str| Where {
            name: name.into(),
            admin1: None,
            country: Some("XXA".into()),
            geonames: None,
            lat: None,
            lon: None,
            is_state: false,
            basis,
            span: None,
        };
        Account {
            id: id.into(),
            report: report.into(),
            event: None,
            kind: "CONSULT".into(),
            mode: Some("meet".into()),
            status,
            actors: vec![participant("Vorn"), participant("Lake")],
            recipients: vec![],
            when: when.map(|w| When { edtf: w.into(), basis: WhenBasis::Stated, span: None }),
            place: place.map(located),
            setting: None,
            topics: vec![],
            contexts: vec![],
            sources: vec![],
            evidence: vec![],
            rule: "consult/meet".into(),
            confidence: 0.5,
            traits: Vec::new(),
        }
    }

    fn three() -> (Vec<Account>, Vec<Report>) {
        let accounts = vec![
            account("a1", "r1", Status::Possible, Some("2016-09-04/2016-09-05"), None),
            account("a2", "r2", Status::Held, Some("2016-09-05"), Some("Aville")),
            account("a3", "r3", Status::Held, Some("2013-10-07"), Some("Bville")),
        ];
        (accounts, vec![report("r1", "2016-09-01"), report("r2", "2016-09-05"), report("r3", "2013-10-08")])
    }

    #[test]
    fn a_plan_and_its_outcome_are_one_event_with_a_history() {
        let (mut accounts, reports) = three();
        let events = link(&mut accounts, &reports, &[]);
        assert_eq!(events.len(), 2);
        let meeting = events.iter().find(|e| e.accounts.len() == 2).unwrap();
        assert_eq!(meeting.status, Status::Held);
        let statuses: Vec<Status> = meeting.status_history.iter().map(|h| h.status).collect();
        assert_eq!(statuses, [Status::Possible, Status::Held]);
        assert_eq!(meeting.when.as_ref().unwrap().edtf, "2016-09-05");
        assert_eq!(meeting.comparison["status"].agree.len(), 2);
        assert_eq!(meeting.comparison["who"].agree.len(), 2);
        assert_eq!(meeting.comparison["where"].silent, ["a1"]);
        assert_eq!(accounts[0].event, accounts[1].event);
    }

    #[test]
    fn the_same_parties_years_apart_are_a_series() {
        let (mut accounts, reports) = three();
        let events = link(&mut accounts, &reports, &[]);
        assert_eq!(events[0].when.as_ref().unwrap().edtf, "2013-10-07");
        assert_eq!(events[0].series, [events[1].id.clone()]);
    }

    #[test]
    fn reprints_tell_an_event_too_but_not_independently() {
        let (mut accounts, mut reports) = three();
        for (id, of) in [("r4", "r2"), ("r5", "r2"), ("r6", "r3")] {
            let mut reprint = report(id, "2016-09-06");
            reprint.set_role(&reprints::Role::Reprint { of: of.to_owned(), score: 0.9 });
            reports.push(reprint);
        }
        let events = link(&mut accounts, &reports, &[]);
        let counts: Vec<(usize, usize)> = events.iter().map(|e| (e.n_reports, e.n_independent)).collect();
        assert_eq!(counts, [(2, 1), (4, 2)]);
    }

    #[test]
    fn the_order_of_reports_changes_nothing() {
        let (mut forward, reports) = three();
        let mut backward: Vec<Account> = forward.iter().rev().cloned().collect();
        let reversed: Vec<Report> = reports.iter().rev().cloned().collect();
        assert_eq!(link(&mut forward, &reports, &[]), link(&mut backward, &reversed, &[]));
    }
}
