//! Dates buried in a page's program state and in its links: the last resort where it gives no other.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::clues::{ClueKind, DateClue};
use crate::clean::table;

/// So many are looked at: what follows is of other articles.
const MOST: usize = 4;

/// Dates of publication in the scripts of a page that are not JSON-LD, as `"publishedDate":"..."`,
/// and the newest in its links; `html` is the whole page. For pages that give no other date.
pub fn buried(html: &str) -> Vec<DateClue> {
    static PROPERTY: LazyLock<Regex> = LazyLock::new(|| {
        table::pattern(
            r#"\\?"(?:(?:date|first|originally)?_?[Pp]ublish(?:ed)?_?(?:[Dd]ate|[Tt]ime|[Aa]t|[Oo]n)?(?:[Tt]ime)?|datePublished|pub_?[Dd]ate|pubdate)\\?"\s*:\s*\\?"(?P<value>[12]\d{3}-[01]\d-[0-3]\d[^"\\]{0,24})"#,
        )
    });
    let clue = |caps: regex::Captures| DateClue {
        kind: ClueKind::Buried,
        value: caps["value"].to_owned(),
        modified: false,
    };
    PROPERTY.captures_iter(html).take(MOST).map(clue).chain(linked(html)).collect()
}

/// The newest days in the addresses that a page links to, newest first: it is hardly older than what
/// it links to, and menus of news were drawn with it.
fn linked(html: &str) -> Vec<DateClue> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        table::pattern(
            r#"["'=][^"'\s<>]{0,200}?/(?P<y>20\d\d)(?P<mark>[/-])(?P<m>[01]\d)[/-](?P<d>[0-3]\d)[/-][^"'\s<>]{3}"#,
        )
    });
    let day = |caps: regex::Captures| format!("{}-{}-{}", &caps["y"], &caps["m"], &caps["d"]);
    let days: BTreeSet<String> = DAY.captures_iter(html).map(day).collect();
    let clue = |value| DateClue { kind: ClueKind::Linked, value, modified: false };
    days.into_iter().rev().take(MOST).map(clue).collect()
}

#[cfg(test)]
mod tests {
    use super::buried;

    #[test]
    fn states_of_programs() {
        let page = r#"<script>window.state={"id":1,"publishedDate":"2014-05-03T10:00:00Z","x":"{\"datePublished\":\"2014-05-04\"}"}</script>"#;
        let values: Vec<String> = buried(page).into_iter().map(|c| c.value).collect();
        assert_eq!(values, ["2014-05-03T10:00:00Z", "2014-05-04"]);
        let links = r#"<a href="/2014/05/02/bridge">x</a><a href='https://a.example/news/2014-05-03-talks'>"#;
        let values: Vec<String> = buried(links).into_iter().map(|c| c.value).collect();
        assert_eq!(values, ["2014-05-03", "2014-05-02"]);
        assert!(buried("<p>published on 2014-05-03").is_empty());
    }
}
