//! How an event came about: what was said of it, day by day, and what stands in the end.

use std::collections::BTreeSet;

use super::Told;
use super::around::Around;
use super::compare::exclude;
use super::independence;
use crate::account::Status;
use crate::event::StatusAt;
use crate::when::calendar::Day;

/// The day on which an account was said: that of its report, or the day on which its speakers spoke where
/// that is known and earlier. A report without a day takes the latter.
pub fn said_on(told: &Told, around: &Around) -> Option<String> {
    let published = told.published().map(str::to_owned);
    let days = told.account.sources.iter().map(|s| {
        let statement = around.statement(s.statement.as_ref()?)?;
        statement.when.clone().filter(|d| Day::parse(d).is_some())
    });
    let spoken: Option<Vec<String>> = days.collect();
    let spoken = spoken.and_then(|days| days.into_iter().max());
    match (published, spoken) {
        (Some(p), Some(s)) => Some(p.min(s)),
        (p, s) => p.or(s),
    }
}

/// A step with the place of its account in the cluster.
struct Step {
    at: StatusAt,
    by: usize,
}

/// What was said of it, oldest first. What has no day stands where its status would come.
pub fn history(told: &[Told], around: &Around) -> Vec<StatusAt> {
    let (steps, last) = (steps(told, around), outlook(status(told, around)));
    let passed = |i: usize| {
        let old = &steps[i];
        outlook(old.at.status) != last || steps[i + 1..].iter().any(|later| moves_on(told, old, later))
    };
    let passed: Vec<bool> = (0..steps.len()).map(passed).collect();
    let marked = steps.into_iter().zip(passed).map(|(s, superseded)| StatusAt { superseded, ..s.at });
    marked.collect()
}

fn steps(told: &[Told], around: &Around) -> Vec<Step> {
    let step = |(by, t): (usize, &Told)| {
        let at = StatusAt {
            as_of: said_on(t, around),
            status: t.account.status,
            account: t.account.id.clone(),
            when: t.account.when.as_ref().map(|w| w.edtf.clone()),
            words: t.account.evidence.first().cloned(),
            superseded: false,
        };
        Step { at, by }
    };
    let mut all: Vec<Step> = told.iter().enumerate().map(step).collect();
    all.sort_by(|a, b| a.at.cmp(&b.at));
    let (undated, mut dated): (Vec<Step>, Vec<Step>) = all.into_iter().partition(|s| s.at.as_of.is_none());
    for step in undated {
        let place = dated.iter().position(|s| s.at.status > step.at.status).unwrap_or(dated.len());
        dated.insert(place, step);
    }
    dated
}

/// Does a later step tell that what was to come, or went on, has another status or another day? One of
/// the same day stands beside it.
fn moves_on(told: &[Told], old: &Step, new: &Step) -> bool {
    let later = old.at.as_of.is_none() || new.at.as_of.is_none() || old.at.as_of < new.at.as_of;
    let moved = exclude(told[old.by].account, told[new.by].account);
    later && old.at.status < Status::Held && (old.at.status != new.at.status || moved)
}

/// The three things that can be said: it is to come (0), it is or was (1), it is not or was not (2).
fn outlook(status: Status) -> u8 {
    match status {
        Status::Possible | Status::Planned => 0,
        Status::Ongoing | Status::Held => 1,
        Status::CalledOff | Status::NotHeld => 2,
    }
}

/// The accounts that say one of these three things.
struct Side<'a> {
    told: Vec<&'a Told<'a>>,
    legs: usize,
    latest: Option<String>,
    own_voice: bool,
}

impl<'a> Side<'a> {
    fn of(told: &'a [Told<'a>], around: &Around, statuses: &[Status]) -> Option<Self> {
        let legs = independence::legs(told, around);
        let of: Vec<usize> =
            (0..told.len()).filter(|i| statuses.contains(&told[*i].account.status)).collect();
        let on = of.iter().map(|i| legs[*i]).collect::<BTreeSet<_>>().len();
        let side: Vec<&Told> = of.into_iter().map(|i| &told[i]).collect();
        let latest = side.iter().filter_map(|t| said_on(t, around)).max();
        let own_voice = side.iter().any(|t| t.account.sources.is_empty());
        (!side.is_empty()).then_some(Self { told: side, legs: on, latest, own_voice })
    }

    /// Is it told later, and by no fewer?
    fn outdates(&self, other: &Self) -> bool {
        self.latest > other.latest && (self.legs >= 2 || self.legs >= other.legs)
    }

    /// Is it an act of words that one account at least tells as done? What was demanded is not still being demanded.
    fn is_said(&self) -> bool {
        const WORDS: [&str; 6] = ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE"];
        let held = self.told.iter().any(|t| t.account.status == Status::Held);
        held && self.told.iter().all(|t| WORDS.contains(&t.account.kind.as_str()))
    }

    /// The status that its latest accounts give; of several of one day the last in the order of statuses.
    fn last(&self, around: &Around) -> Status {
        let rank = |t: &&&Told| (said_on(t, around), t.account.status);
        self.told.iter().max_by_key(rank).map_or(Status::Held, |t| t.account.status)
    }
}

/// The latest well-founded status.
///
/// - What has happened stays so when a later report merely recalls the plan.
/// - A denial that only speakers voice does not undo what a report tells in its own voice; otherwise what is
///   told later wins if it stands on two legs, or on no fewer than what it contradicts; of one day the side
///   with more legs, and the event rather than its denial.
/// - A plan that was called off stays so until a report tells in its own voice that it is planned again.
pub fn status(told: &[Told], around: &Around) -> Status {
    use Status::{CalledOff, Held, NotHeld, Ongoing, Planned, Possible};
    let took_place = Side::of(told, around, &[Held, Ongoing]);
    let not = Side::of(told, around, &[CalledOff, NotHeld]);
    let open = Side::of(told, around, &[Possible, Planned]);
    match (took_place, not, open) {
        (Some(yes), Some(no), _) if is_undone(&yes, &no) => no.last(around),
        (Some(yes), _, _) if yes.is_said() => Held,
        (Some(yes), _, _) => yes.last(around),
        (None, Some(no), Some(open)) if is_revived(&open, &no, around) => open.last(around),
        (None, Some(no), _) => closed(&no, around),
        (None, None, Some(open)) => latest_plan(&open, told, around),
        (None, None, None) => Held,
    }
}

fn is_undone(yes: &Side, no: &Side) -> bool {
    if yes.own_voice && !no.own_voice {
        return false;
    }
    no.outdates(yes) || no.latest == yes.latest && no.legs > yes.legs
}

fn is_revived(open: &Side, no: &Side, around: &Around) -> bool {
    let planned = open.told.iter().filter(|t| t.account.status == Status::Planned);
    let later = planned.filter(|t| t.account.sources.is_empty() && said_on(t, around) > no.latest);
    later.count() > 0
}

/// A plan that will not be is called off, whoever denies it as well.
fn closed(no: &Side, around: &Around) -> Status {
    let off = no.told.iter().any(|t| t.account.status == Status::CalledOff);
    if off { Status::CalledOff } else { no.last(around) }
}

/// The latest plan; one report that is less sure does not undo what two tell.
fn latest_plan(open: &Side, told: &[Told], around: &Around) -> Status {
    let planned = Side::of(told, around, &[Status::Planned]);
    let possible = Side::of(told, around, &[Status::Possible]);
    match (planned, possible) {
        (Some(sure), Some(unsure)) if unsure.outdates(&sure) => Status::Possible,
        (Some(_), _) => Status::Planned,
        _ => open.last(around),
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare::tests::{Sample, cluster};
    use super::*;
    use Status::{CalledOff, Held, NotHeld, Planned, Possible};

    fn on(day: &str, outlet: &str, status: Status) -> Sample {
        Sample { day: Some(day.into()), outlet: Some(outlet.into()), status, ..Sample::default() }
    }

    fn denied(day: &str, outlet: &str, status: Status) -> Sample {
        Sample { sources: vec![("Ilda Marn", None)], ..on(day, outlet, status) }
    }

    fn stands(samples: &[Sample]) -> Status {
        cluster(samples, status)
    }

    #[test]
    fn a_plan_that_was_held_stays_held() {
        let plan = on("2031-03-01", "Lakeside Courier", Planned);
        let held = on("2031-03-05", "Harbour Post", Held);
        let recalled = on("2031-03-09", "Dune Radio", Planned);
        assert_eq!(stands(&[plan, held, recalled]), Held);
    }

    #[test]
    fn a_denial_does_not_undo_what_reports_tell_themselves() {
        let held = on("2031-03-05", "Harbour Post", Held);
        assert_eq!(stands(&[held.clone(), denied("2031-03-06", "Dune Radio", NotHeld)]), Held);
        let (one, two) = (on("2031-03-07", "Dune Radio", NotHeld), on("2031-03-07", "Coast Times", NotHeld));
        assert_eq!(stands(&[held.clone(), one.clone(), two]), NotHeld);
        let third = on("2031-03-05", "Lakeside Courier", Held);
        assert_eq!(stands(&[held, third, one]), Held);
    }

    #[test]
    fn what_was_called_off_may_be_taken_up_again() {
        let plan = on("2031-03-01", "Lakeside Courier", Planned);
        let off = on("2031-03-03", "Harbour Post", CalledOff);
        assert_eq!(stands(&[plan.clone(), off.clone()]), CalledOff);
        assert_eq!(stands(&[plan.clone(), off.clone(), on("2031-03-05", "Dune Radio", Planned)]), Planned);
        assert_eq!(stands(&[plan, off, on("2031-03-09", "Dune Radio", Held)]), Held);
    }

    #[test]
    fn one_who_is_less_sure_does_not_undo_two() {
        let (one, two) =
            (on("2031-03-01", "Lakeside Courier", Planned), on("2031-03-01", "Harbour Post", Planned));
        let unsure = on("2031-03-02", "Dune Radio", Possible);
        assert_eq!(stands(&[one.clone(), two, unsure.clone()]), Planned);
        assert_eq!(stands(&[one, unsure]), Possible);
    }

    #[test]
    fn steps_stand_in_order_and_what_was_replaced_is_marked() {
        let moved = |day: &str, outlet: &str, when: &str| Sample {
            when: Some(when.into()),
            ..on(day, outlet, Planned)
        };
        let held = Sample { when: Some("2031-03-06".into()), ..on("2031-03-07", "Coast Times", Held) };
        let undated = Sample { day: None, ..on("", "Dune Radio", Possible) };
        let all = [
            held,
            undated,
            moved("2031-03-01", "Lakeside Courier", "2031-03-04"),
            moved("2031-03-03", "Harbour Post", "2031-03-06"),
        ];
        let steps = cluster(&all, history);
        let told: Vec<(Status, Option<&str>, bool)> =
            steps.iter().map(|s| (s.status, s.when.as_deref(), s.superseded)).collect();
        assert_eq!(
            told,
            [
                (Possible, None, true),
                (Planned, Some("2031-03-04"), true),
                (Planned, Some("2031-03-06"), true),
                (Held, Some("2031-03-06"), false),
            ]
        );
    }
}
