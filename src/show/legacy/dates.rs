//! Days in the forms of the tables.

use crate::event::Event;
use crate::when::calendar::Day;
use crate::when::edtf::{Edtf, EdtfDate, End};

/// The day on which an event stands: its day, or the first of its days. `None` where it is known to the month
/// only, or not at all: the formats ask for a day, and the first of a month would be made up.
pub fn day(event: &Event) -> Option<Day> {
    match Edtf::parse(&event.when.as_ref()?.edtf)? {
        Edtf::Date(date) | Edtf::Interval(End::At(date), _) => whole(&date),
        Edtf::Interval(..) => None,
    }
}

/// The day of a report.
pub fn published(edtf: Option<&str>) -> Option<Day> {
    match Edtf::parse(edtf?)? {
        Edtf::Date(date) => whole(&date),
        Edtf::Interval(..) => None,
    }
}

fn whole(date: &EdtfDate) -> Option<Day> {
    (date.unspecified == 0).then(|| Day::new(date.year, date.month?, date.day?)).flatten()
}

/// `20160905`.
pub fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// `20160905000000`: the time of day of a report is not in the record.
pub fn stamp(day: Option<Day>) -> String {
    day.map_or_else(String::new, |d| format!("{}000000", compact(d)))
}

/// GDELT's year with a fraction. Its codebook gives (month × 30 + day) / 365, its files count months from 0:
/// 25 January 2019 is `2019.0685`.
pub fn fraction(day: Day) -> String {
    let days = (i32::from(day.month()) - 1) * 30 + i32::from(day.day());
    format!("{:.4}", f64::from(day.year()) + f64::from(days) / 365.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_gdelt_writes_them() {
        let day = Day::parse("2019-01-25").unwrap();
        assert_eq!(compact(day), "20190125");
        assert_eq!(stamp(Some(day)), "20190125000000");
        assert_eq!(stamp(None), "");
        assert_eq!(fraction(day), "2019.0685");
        assert_eq!(fraction(Day::parse("2016-12-31").unwrap()), "2016.9890");
    }

    #[test]
    fn a_report_of_a_month_has_no_day() {
        assert_eq!(published(Some("2016-09")), None);
        assert_eq!(published(Some("2016-09-05")).unwrap().to_string(), "2016-09-05");
        assert_eq!(published(None), None);
    }
}
