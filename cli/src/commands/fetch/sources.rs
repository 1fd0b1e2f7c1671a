//! What the user named: addresses, or files that hold addresses.

use std::io::Read;

use sidelines::issue::Issue;
use url::Url;

use super::frontier::Role;
use super::listing::{Listing, address, listing};

/// Longer files list no addresses.
const LONGEST_FILE: u64 = 64 << 20;

/// The addresses to begin with, and what could not be used. Of a feed in a file, `stories` are taken.
pub fn gather(sources: &[String], stories: usize) -> (Vec<(Url, Role)>, Vec<Issue>) {
    let (mut seeds, mut issues) = (Vec::new(), Vec::new());
    for source in sources {
        if source.contains("://") {
            named(source, source, &mut seeds, &mut issues);
            continue;
        }
        match load(source) {
            Ok(bytes) => match listing(&bytes, None) {
                Listing::Feeds(feeds) => seeds.extend(feeds.into_iter().map(|u| (u, Role::Feed))),
                Listing::Stories(all) => {
                    seeds.extend(all.into_iter().take(stories).map(|u| (u, Role::Story)));
                }
                Listing::None => lines(source, &bytes, &mut seeds, &mut issues),
            },
            Err(error) => {
                let what = format!("no such file ({error}); an address begins with https://");
                issues.push(Issue::new(source, what));
            }
        }
    }
    (seeds, issues)
}

fn load(source: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match source {
        "-" => std::io::stdin().lock().take(LONGEST_FILE).read_to_end(&mut bytes)?,
        _ => std::fs::File::open(source)?.take(LONGEST_FILE).read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}

/// One address a line; lines that are empty or begin with # are for people.
fn lines(source: &str, bytes: &[u8], seeds: &mut Vec<(Url, Role)>, issues: &mut Vec<Issue>) {
    let (text, before) = (String::from_utf8_lossy(bytes), seeds.len() + issues.len());
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_start_matches('\u{feff}').trim();
        if !line.is_empty() && !line.starts_with('#') {
            named(&format!("{source}, line {number}"), line, seeds, issues);
        }
    }
    if seeds.len() + issues.len() == before {
        issues.push(Issue::new(source, "no address in it; write one a line, or name a feed or an OPML file"));
    }
}

fn named(source: &str, text: &str, seeds: &mut Vec<(Url, Role)>, issues: &mut Vec<Issue>) {
    match address(text, None) {
        Some(url) => seeds.push((url, Role::Named)),
        None => {
            let what =
                "not an address to fetch; it begins with https:// or http:// and has no password in it";
            issues.push(Issue::new(source, what));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::disallowed_methods)]
    #[test]
    fn files_of_three_kinds_and_addresses_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.to_string_lossy().into_owned()
        };
        let list = put("list.txt", "# mine\n\nhttps://courier.example/a#b\r\nno address\n");
        let opml = put("feeds", "<opml><body><outline xmlUrl='https://courier.example/feed'/></body></opml>");
        let items: String =
            (1..4).map(|n| format!("<item><link>https://courier.example/{n}</link></item>")).collect();
        let feed =
            put("feed", &format!("<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"));
        let given = [
            "https://courier.example/x",
            &list,
            &opml,
            &feed,
            "gone.txt",
            "ftp://courier.example/",
            &put("e", ""),
        ];
        let (seeds, issues) = gather(&given.map(str::to_owned), 2);
        let seeds: Vec<(&str, Role)> = seeds.iter().map(|(u, r)| (u.path(), *r)).collect();
        let expected = [
            ("/x", Role::Named),
            ("/a", Role::Named),
            ("/feed", Role::Feed),
            ("/1", Role::Story),
            ("/2", Role::Story),
        ];
        assert_eq!(seeds, expected);
        assert_eq!(issues.len(), 4, "{issues:?}");
        assert!(issues[0].source.ends_with("list.txt, line 4"), "{issues:?}");
    }
}
