//! Days as people read them: EDTF without its punctuation.

use crate::event::Event;
use crate::when::edtf::Edtf;

/// `2016-09-05` as it is; `2017-11-05/2017-11-11` as `2017-11-05–11`; open ends as `from`/`until`;
/// what is not known as `—`.
pub fn day(edtf: Option<&str>) -> String {
    match edtf.map(|e| (e, e.split_once('/'))) {
        None => "—".to_owned(),
        Some((date, None)) => date.to_owned(),
        Some((_, Some(("" | "..", to)))) => format!("until {to}"),
        Some((_, Some((from, "" | "..")))) => format!("from {from}"),
        Some((_, Some((from, to)))) => format!("{from}–{}", rest(from, to)),
    }
}

/// What `to` adds to `from`: the parts after the last that both share.
fn rest<'a>(from: &str, to: &'a str) -> &'a str {
    let same = from.split('-').zip(to.split('-')).take_while(|(a, b)| a == b);
    let shared: usize = same.map(|(a, _)| a.len() + 1).sum();
    if shared < to.len() && from.len() == to.len() { &to[shared..] } else { to }
}

/// Sorts events by time: by their first day; those without one stand at the day of the first report.
pub fn order(event: &Event) -> (String, String, String) {
    let edtf = event.when.as_ref().map(|w| w.edtf.as_str());
    let told = event.status_history.iter().filter_map(|s| s.as_of.as_deref()).min();
    let first = bounds(edtf.or(told)).0;
    (first, edtf.unwrap_or_default().to_owned(), event.id.clone())
}

/// First and last day as `YYYY-MM-DD`; an empty first and a `9999` last where that side is open.
/// Nothing known gives the empty first and an empty last.
pub fn bounds(edtf: Option<&str>) -> (String, String) {
    let Some(edtf) = edtf.and_then(Edtf::parse) else { return Default::default() };
    let first = edtf.first_day().map_or_else(String::new, |d| d.to_string());
    let last = edtf.last_day().map_or_else(|| "9999".to_owned(), |d| d.to_string());
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_say_only_what_differs() {
        assert_eq!(day(Some("2016-09-05")), "2016-09-05");
        assert_eq!(day(Some("2017-11-05/2017-11-11")), "2017-11-05–11");
        assert_eq!(day(Some("2017-11-28/2017-12-02")), "2017-11-28–12-02");
        assert_eq!(day(Some("2017/2018")), "2017–2018");
        assert_eq!(day(Some("2017-11/2017-12")), "2017-11–12");
        assert_eq!(day(Some("2017-11-28/..")), "from 2017-11-28");
        assert_eq!(day(Some("../2017-11-28")), "until 2017-11-28");
        assert_eq!(day(Some("2017-11-05/2017-11-05")), "2017-11-05–2017-11-05");
        assert_eq!(day(None), "—");
    }

    #[test]
    fn bounds_cover_months_and_open_ends() {
        assert_eq!(bounds(Some("2016-02")), ("2016-02-01".to_owned(), "2016-02-29".to_owned()));
        assert_eq!(bounds(Some("2016-02-03/..")), ("2016-02-03".to_owned(), "9999".to_owned()));
        assert_eq!(bounds(None), (String::new(), String::new()));
    }
}
