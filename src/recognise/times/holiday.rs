//! Days with a name, from `holidays.tsv`, and on which day of a year they fall.

use crate::when::calendar::Day;

use super::resolve::nth_weekday;

/// How the day of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, rank (-1 for the last), weekday, days after it.
    Nth(i8, i8, i8, i32),
    /// Days from Easter Sunday; true for that of the eastern churches.
    Easter(i32, bool),
    /// Days from the Hebrew new year of the same civil year.
    Hebrew(Feast),
}

/// Feasts of the Hebrew calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// So many days from the new year in autumn.
    FromNewYear(i32),
    /// 25 Kislev, which depends on how long the year is.
    Hanukkah,
}

impl Holiday {
    /// The rule as the table writes it; `None` for what is none.
    pub fn parse(rule: &str) -> Option<Self> {
        if let Some(feast) = rule.strip_prefix("hebrew ") {
            return Some(Self::Hebrew(match feast {
                "rosh-hashanah" => Feast::FromNewYear(0),
                "yom-kippur" => Feast::FromNewYear(9),
                "sukkot" => Feast::FromNewYear(14),
                // The months from Nisan to Elul are always as long: the new year fixes the spring before it.
                "purim" => Feast::FromNewYear(-193),
                "passover" => Feast::FromNewYear(-163),
                "shavuot" => Feast::FromNewYear(-113),
                "hanukkah" => Feast::Hanukkah,
                _ => return None,
            }));
        }
        for (church, eastern) in [("easter", false), ("orthodox", true)] {
            if let Some(days) = rule.strip_prefix(church) {
                return Some(Self::Easter(days.parse().ok()?, eastern));
            }
        }
        let (rule, after) = rule.split_once('+').unwrap_or((rule, "0"));
        let (month, rest) = rule.split_once('-')?;
        let month = month.parse().ok()?;
        match rest.rsplit_once('-') {
            None => Some(Self::Fixed(month, rest.parse().ok()?)),
            Some((rank, day)) => {
                Some(Self::Nth(month, rank.parse().ok()?, day.parse().ok()?, after.parse().ok()?))
            }
        }
    }

    /// Its day in a year; `None` beyond the calendar.
    pub fn day(self, year: i16) -> Option<Day> {
        match self {
            Self::Fixed(month, day) => Day::new(year, month, day),
            Self::Nth(month, rank, weekday, after) => {
                let (first, last) = (Day::new(year, month, 1)?, Day::last_of_month(year, month)?);
                nth_weekday(rank, weekday, first, last).map(|d| d.plus(after))
            }
            Self::Easter(days, eastern) => {
                let sunday = if eastern { orthodox_easter(year) } else { easter(year) };
                sunday.map(|d| d.plus(days))
            }
            Self::Hebrew(feast) => hebrew(feast, year),
        }
    }
}

/// Easter Sunday of the western churches: the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let m = (a + 11 * h) / 319;
    let l = (2 * (b % 4) + 2 * (c / 4) - c % 4 - h + m + 32) % 7;
    let n = (h - m + l + 90) / 25;
    let day = (h - m + l + n + 19) % 32;
    Day::new(year, i8::try_from(n).ok()?, i8::try_from(day).ok()?)
}

/// Easter Sunday of the eastern churches: the Julian computus (Meeus, ch. 8), on the Gregorian calendar.
fn orthodox_easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let julian = Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Some(julian.plus(y / 100 - y / 400 - 2))
}

/// The feast in a civil year.
fn hebrew(feast: Feast, year: i16) -> Option<Day> {
    let of = i32::from(year) + 3761;
    let new_year = hebrew_new_year(of)?;
    Some(match feast {
        Feast::FromNewYear(days) => new_year.plus(days),
        Feast::Hanukkah => {
            // Cheshvan has 30 days in years of 355 and 385 days, else 29; Tishri has 30.
            let length = new_year.until(hebrew_new_year(of + 1)?);
            new_year.plus(30 + if length % 10 == 5 { 30 } else { 29 } + 24)
        }
    })
}

/// 1 Tishri of a Hebrew year (Reingold and Dershowitz, Calendrical Calculations, ch. 8).
fn hebrew_new_year(year: i32) -> Option<Day> {
    const EPOCH: i32 = -1_373_427;
    let days = |year: i32| {
        let months = (235 * year - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * i64::from(months);
        let day = 29 * months + i32::try_from(parts.div_euclid(25_920)).ok()?;
        Some(if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day })
    };
    let (before, here, after) = (days(year - 1)?, days(year)?, days(year + 1)?);
    let late = match (after - here, here - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    // Day 1 of the reckoning is 1 January of the year 1.
    Day::new(1, 1, 1).map(|d| d.plus(EPOCH + here + late - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_known_years() {
        let cases = [
            ("12-25", 2016, "2016-12-25"),
            ("11-4-4", 2016, "2016-11-24"),
            ("11-1-1+1", 2016, "2016-11-08"),
            ("05--1-1", 2017, "2017-05-29"),
            ("easter+0", 2018, "2018-04-01"),
            ("easter-2", 2008, "2008-03-21"),
            ("orthodox+0", 2016, "2016-05-01"),
            ("orthodox+0", 2017, "2017-04-16"),
            ("hebrew rosh-hashanah", 2016, "2016-10-03"),
            ("hebrew passover", 2016, "2016-04-23"),
            ("hebrew purim", 2017, "2017-03-12"),
            ("hebrew yom-kippur", 2023, "2023-09-25"),
            ("hebrew hanukkah", 2023, "2023-12-08"),
            ("hebrew hanukkah", 2016, "2016-12-25"),
        ];
        for (rule, year, day) in cases {
            let found = Holiday::parse(rule).and_then(|h| h.day(year)).map(|d| d.to_string());
            assert_eq!(found.as_deref(), Some(day), "{rule} {year}");
        }
        assert_eq!(Holiday::parse("hebrew lunch"), None);
    }
}
