//! The day in an address.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::clean::dates::month_named;
use crate::clean::table;

/// The day in an address: `/2016/09/05/`, `/2016/sep/05/`, `2016-09-05`, `20160905`.
pub fn day_of_url(url: &str) -> Option<Date> {
    static SHAPES: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            table::pattern(r"(?:^|\D)((?:19|20)\d\d)[/_.-](\d{1,2})[/_.-](\d{1,2})(?:\D|$)"),
            table::insensitive(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?:\D|$)"),
            table::pattern(r"(?:^|\D)((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{0,6})(?:\D|$)"),
        ]
    });
    SHAPES.iter().flat_map(|shape| shape.captures_iter(url)).find_map(|caps| {
        let month = caps[2].parse().ok().or_else(|| month_named(&caps[2]))?;
        Date::new(caps[1].parse().ok()?, month, caps[3].parse().ok()?).ok()
    })
}

/// The year in an address that holds no day: `/2016/09/`.
pub fn year_of_url(url: &str) -> Option<i16> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| table::pattern(r"/((?:19|20)\d\d)(?:/|-\d\d/)"));
    YEAR.captures(url)?[1].parse().ok()
}
