//! Headlines of pages: the outlet's name taken off.

/// Marks that part a headline from the outlet's name or the section.
const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", " • "];

/// A title without the outlet behind (or before) it, and what stood there. `site` are the names by
/// which the page calls its outlet (`heading` is its main heading, where it has one): a part that
/// is one of them goes; what stands before the last mark is also the title when it is the heading.
pub fn split(title: &str, sites: &[&str], heading: Option<&str>) -> (String, Option<String>) {
    let mut title = title.trim();
    let mut site = None;
    while let Some((head, tail)) = last_cut(title) {
        let headed = heading.is_some_and(|h| same_words(h, head));
        if !(headed || sites.iter().any(|s| names_site(tail, s))) {
            break;
        }
        site = Some(tail.trim().to_owned());
        title = head.trim_end();
    }
    if let Some((head, tail)) = first_cut(title).filter(|(head, _)| sites.iter().any(|s| same_words(head, s)))
    {
        site = site.or_else(|| Some(head.trim().to_owned()));
        title = tail;
    }
    (title.to_owned(), site)
}

/// The parts of a title around its last mark.
fn last_cut(title: &str) -> Option<(&str, &str)> {
    let (at, mark) = MARKS.iter().filter_map(|m| Some((title.rfind(m)?, *m))).max()?;
    let (head, tail) = (title.get(..at)?, title.get(at + mark.len()..)?);
    (!head.trim().is_empty()).then_some((head, tail))
}

/// The parts of a title around its first mark.
fn first_cut(title: &str) -> Option<(&str, &str)> {
    let (at, mark) = MARKS.iter().filter_map(|m| Some((title.find(m)?, *m))).min()?;
    let tail = title.get(at + mark.len()..)?;
    (!tail.trim().is_empty()).then_some((title.get(..at)?, tail))
}

/// Is a title's tail a site's name, whatever `The`, `.com` and the like are with it?
fn names_site(tail: &str, site: &str) -> bool {
    let (a, b) = (letters(tail), letters(site));
    if a.is_empty() || b.len() < 2 {
        return false;
    }
    let within =
        |long: &str, short: &str| short.len() >= 3 && (long.starts_with(short) || long.ends_with(short));
    a == b || (a.len() <= 3 * b.len() && within(&a, &b)) || (b.len() <= 3 * a.len() && within(&b, &a))
}

/// The same letters and digits, whatever the case and marks?
pub fn same_words(a: &str, b: &str) -> bool {
    let a = letters(a);
    !a.is_empty() && a == letters(b)
}

/// Letters and digits in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, sites: &[&str], heading: Option<&str>) -> (String, String) {
        let (title, site) = split(title, sites, heading);
        (title, site.unwrap_or_default())
    }

    #[test]
    fn outlets_come_off() {
        let meet = |site: &str| ("Envoys meet".to_owned(), site.to_owned());
        assert_eq!(of("Envoys meet | The Courier", &["Courier"], None), meet("The Courier"));
        assert_eq!(of("Envoys meet - Courier.example", &["courier.example"], None), meet("Courier.example"));
        assert_eq!(
            of("Envoys meet - World - The Courier", &["The Courier"], Some("Envoys meet")),
            meet("World")
        );
        assert_eq!(of("The Courier | Envoys meet", &["The Courier"], None), meet("The Courier"));
        assert_eq!(of("Envoys meet — Harbour Post", &[], Some("Envoys meet")), meet("Harbour Post"));
    }

    #[test]
    fn titles_with_marks_stay() {
        for title in ["Envoys meet - and part", "Envoys meet", " | ", "Ruritania – a history", "Bridge | "]
        {
            assert_eq!(of(title, &["The Courier"], None).0, title.trim());
        }
    }
}
