//! Accounts to events, across reports: which accounts tell one happening, where they agree and differ,
//! and what came before and after between the same parties.
//!
//! Order-free: the same events come out whatever order the reports came in.

mod cluster;
mod compare;
mod figures;
mod likeness;
pub mod reprints;
mod series;
pub mod stories;
pub mod terms;
pub mod triggers;
mod unite;

use std::collections::BTreeMap;

use crate::account::Account;
use crate::event::Event;
use crate::report::{Report, stable_id};
use crate::statement::Statement;

/// One account with what linking needs to know of its report.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    account: &'a Account,
    report: Option<&'a Report>,
    /// How many reprints of its report there are.
    reprints: usize,
}

impl Told<'_> {
    /// Publication day of its report.
    fn published(&self) -> Option<&str> {
        self.report.and_then(|r| r.published.as_deref())
    }
}

/// Links `accounts`: sets the `event` of each and returns the events, by time, then id.
pub fn link(accounts: &mut [Account], reports: &[Report], _statements: &[Statement]) -> Vec<Event> {
    let by_id: BTreeMap<&str, &Report> = reports.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut reprints: BTreeMap<&str, usize> = BTreeMap::new();
    reports.iter().filter_map(Report::reprint_of).for_each(|of| *reprints.entry(of).or_default() += 1);
    let mut told: Vec<Told> = Vec::with_capacity(accounts.len());
    for account in accounts.iter() {
        let id = account.report.as_str();
        let reprints = reprints.get(id).copied().unwrap_or(0);
        told.push(Told { account, report: by_id.get(id).copied(), reprints });
    }
    told.sort_by(|a, b| (a.published(), &a.account.id).cmp(&(b.published(), &b.account.id)));
    let clusters = cluster::clusters(&told);
    let mut events: Vec<Event> = clusters.iter().map(|c| event(c)).collect();
    series::fill(&mut events);
    let of: BTreeMap<String, String> =
        events.iter().flat_map(|e| e.accounts.iter().map(|a| (a.clone(), e.id.clone()))).collect();
    for account in accounts.iter_mut() {
        account.event = of.get(&account.id).cloned();
    }
    events.sort_by_key(series::order);
    events
}

/// The event that a cluster of accounts tells. Its id comes from the account with the smallest id, so
/// that it does not depend on the order of reports.
fn event(told: &[Told]) -> Event {
    let first = told.iter().map(|t| t.account.id.as_str()).min().unwrap_or("");
    let kind = told[0].account.kind.clone();
    Event {
        id: stable_id("e", &[&kind, first]),
        mode: unite::most_common(told.iter().filter_map(|t| t.account.mode.clone())),
        status: unite::status(told),
        status_history: unite::history(told),
        actors: unite::parties(told, |a| &a.actors),
        recipients: unite::parties(told, |a| &a.recipients),
        when: unite::when(told),
        place: unite::place(told),
        setting: unite::setting(told),
        topics: unite::topics(told),
        contexts: unite::contexts(told),
        accounts: told.iter().map(|t| t.account.id.clone()).collect(),
        n_reports: unite::reports(told),
        n_independent: unite::independent(told),
        comparison: compare::comparison(told),
        confidence: unite::confidence(told),
        series: Vec::new(),
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
        Participant { name: name.into(), actor: format!("id-{name}"), country: None, title: None, span }
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
        assert_eq!(meeting.comparison["status"].differ.len(), 2);
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
