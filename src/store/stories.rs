//! The stories of a record: which of its reports tell the same happening, whatever each makes of it.

use serde::Serialize;

use super::{Store, StoreError, load};
use crate::link::stories::{Told, stories};
use crate::link::terms::Terms;
use crate::report::{Report, stable_id};
use crate::when::calendar::Day;

/// Reports that tell one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Made from its oldest report.
    pub id: String,
    /// The headline of its oldest report that has one.
    pub title: Option<String>,
    /// Its reports, oldest first, undated ones last.
    pub reports: Vec<Member>,
    /// Ids of the events that they tell, sorted.
    pub events: Vec<String>,
}

/// A report of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its id.
    pub report: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its day of publication, EDTF.
    pub published: Option<String>,
    /// Its headline.
    pub title: Option<String>,
}

impl Store {
    /// All stories, in the order of their oldest reports.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stories(&self) -> Result<Vec<Story>, StoreError> {
        let mut all: Vec<(Member, Option<i32>, Terms)> = Vec::new();
        for id in self.report_ids()? {
            let Some(report) = self.report(&id)? else { continue };
            let terms = self.terms(&report)?;
            let day = report.published.as_deref().and_then(Day::parse).map(Day::since_1970);
            all.push((member(&report), day, terms));
        }
        let told: Vec<Told> =
            all.iter().map(|(m, day, terms)| Told { id: &m.report, day: *day, terms }).collect();
        stories(&told).iter().map(|s| self.story(s.iter().map(|&i| all[i].0.clone()).collect())).collect()
    }

    fn story(&self, reports: Vec<Member>) -> Result<Story, StoreError> {
        let ids: Vec<String> = reports.iter().map(|r| r.report.clone()).collect();
        let id = stable_id("y", &[ids.first().map_or("", String::as_str)]);
        let title = reports.iter().find_map(|r| r.title.clone());
        Ok(Story { id, title, events: self.events_told_by(&ids)?, reports })
    }

    /// What a report is about: as kept when it was linked, else made of its text.
    fn terms(&self, report: &Report) -> Result<Terms, StoreError> {
        let kept = load::terms(&self.db, &report.id).map_err(|e| self.error(e))?;
        Ok(kept.unwrap_or_else(|| Terms::of_report(report)))
    }
}

fn member(report: &Report) -> Member {
    Member {
        report: report.id.clone(),
        outlet: report.outlet.clone(),
        published: report.published.clone(),
        title: report.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::told;
    use super::super::{Store, Versions};
    use crate::account::Status;

    #[test]
    fn reports_of_one_meeting_are_one_story() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let mut store = Store::open(path.to_str().unwrap(), &Versions::embedded()).unwrap();
        for (outlet, day) in [("Xinhua", "2016-09-05"), ("AFP", "2016-09-03")] {
            let (raw, reading) = told(outlet, day, Status::Held);
            store.write(&raw, &reading, false).unwrap();
        }
        let before = store.stories().unwrap();
        store.link().unwrap();
        let after = store.stories().unwrap();
        assert_eq!((before.len(), after.len()), (1, 1));
        let outlets: Vec<&str> = after[0].reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
        assert_eq!(outlets, ["AFP", "Xinhua"]);
        assert_eq!((before[0].events.len(), after[0].events.len()), (0, 1));
        assert_eq!(before[0].id, after[0].id);
    }
}
