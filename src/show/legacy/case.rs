//! An event with all that its rows are made of.

use crate::account::Account;
use crate::event::Event;
use crate::report::Report;
use crate::store::{Store, StoreError};
use crate::when::calendar::Day;

use super::columns::Columns;
use super::dates;

/// One event, its accounts and their reports.
pub struct Case {
    /// The event.
    pub event: Event,
    /// The day it stands on.
    pub day: Day,
    /// Its accounts with their reports, oldest report first.
    pub told: Vec<Told>,
    /// Who and what else the leading report names; empty where the table does not ask.
    pub story: Story,
}

/// An account, the report that gives it, and the reprints of that report.
pub struct Told {
    /// The account.
    pub account: Account,
    /// Its report.
    pub report: Report,
    /// Reports that carry the same copy; empty where the table does not count them.
    pub reprints: Vec<Report>,
}

/// Names in a report.
#[derive(Default)]
pub struct Story {
    /// People.
    pub people: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
    /// Places, states among them.
    pub places: Vec<String>,
}

impl Case {
    /// Reads what belongs to an event.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn load(store: &Store, event: Event, day: Day, columns: &Columns) -> Result<Self, StoreError> {
        let mut told = Vec::new();
        for account in store.accounts_in(&event.id)? {
            let Some(report) = store.report(&account.report)? else { continue };
            let reprints = if columns.reprints { store.reprints_of(&report.id)? } else { Vec::new() };
            told.push(Told { account, report, reprints });
        }
        let mut case = Self { event, day, told, story: Story::default() };
        if columns.story
            && let Some(lead) = case.lead()
        {
            case.story = Story::of(store, &lead.report.id)?;
        }
        Ok(case)
    }

    /// The account that stands for the event: of those that give its status (a plan told before it was held does
    /// not) that of the oldest report with a day; else the oldest with a day, else the first.
    pub fn lead(&self) -> Option<&Told> {
        let dated = |t: &&Told| dates::published(t.report.published.as_deref()).is_some();
        let fits = |t: &&Told| t.account.status == self.event.status && dated(t);
        self.told.iter().find(fits).or_else(|| self.told.iter().find(dated)).or(self.told.first())
    }

    /// All reports that tell it, reprints among them; a report with several accounts of it stands once.
    pub fn reports(&self) -> Vec<&Report> {
        let mut reports: Vec<&Report> =
            self.told.iter().flat_map(|t| std::iter::once(&t.report).chain(&t.reprints)).collect();
        reports.sort_by(|a, b| (&a.published, &a.id).cmp(&(&b.published, &b.id)));
        reports.dedup_by(|a, b| a.id == b.id);
        reports
    }

    /// The first day on which a report told it.
    pub fn first_told(&self) -> Option<Day> {
        self.reports().iter().filter_map(|r| dates::published(r.published.as_deref())).min()
    }

    /// The rules that coded it, without their type.
    pub fn rules(&self) -> Vec<&str> {
        self.told.iter().filter_map(|t| t.account.rule.split_once('/')).map(|(_, rule)| rule).collect()
    }
}

impl Story {
    fn of(store: &Store, report: &str) -> Result<Self, StoreError> {
        use crate::actor::ActorKind::{Body, Group, Igo, Person, State};
        let mut story = Self::default();
        for actor in store.actors_of(report)? {
            match actor.kind {
                Person => story.people.push(actor.name),
                Igo | Body => story.organisations.push(actor.name),
                State => story.places.push(actor.name),
                Group => {}
            }
        }
        for place in store.marks_of("place", report)? {
            story.places.extend(place["name"].as_str().map(str::to_owned));
        }
        for names in [&mut story.people, &mut story.organisations, &mut story.places] {
            names.sort();
            names.dedup();
        }
        Ok(story)
    }
}
