//! What a host's robots.txt lets us fetch (RFC 9309).

use std::time::Duration;

/// So much of a robots.txt is read, in bytes (RFC 9309 §2.5 asks for at least 500 KiB).
pub const MAX_ROBOTS: usize = 500 << 10;

/// What a host lets us fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Robots {
    /// Everything: it has no robots.txt.
    All,
    /// Nothing: its robots.txt could not be had, for this reason.
    Nothing(String),
    /// What these rules say.
    Rules(Rules),
}

/// The rules for us: (is it an allowance, pattern of paths), and the pause asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    lines: Vec<(bool, String)>,
    pause: Option<Duration>,
}

impl Robots {
    /// The rules in the text of a robots.txt for `agent` (`sidelines`), else those for everybody.
    pub fn parse(agent: &str, text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text.get(..MAX_ROBOTS).unwrap_or(text));
        let (mut ours, mut others) = (None, Rules::default());
        // Is the group at hand for us, for everybody? Is it still naming agents?
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for (key, value) in text.lines().filter_map(line) {
            if key == "user-agent" {
                (for_us, for_all) = if naming { (for_us, for_all) } else { (false, false) };
                for_us |= value.eq_ignore_ascii_case(agent);
                for_all |= value == "*";
                naming = true;
                continue;
            }
            naming = false;
            if for_us {
                ours.get_or_insert_with(Rules::default).add(&key, value);
            }
            if for_all {
                others.add(&key, value);
            }
        }
        Self::Rules(ours.unwrap_or(others))
    }

    /// May this path, with its query (`/a?b`), be fetched?
    pub fn allows(&self, path: &str) -> bool {
        match self {
            Self::All => true,
            Self::Nothing(_) => false,
            Self::Rules(rules) => rules.allows(path),
        }
    }

    /// The pause between two requests that the host asks for.
    pub fn pause(&self) -> Option<Duration> {
        if let Self::Rules(rules) = self { rules.pause } else { None }
    }
}

impl Rules {
    fn add(&mut self, key: &str, value: &str) {
        match key {
            // An empty pattern matches nothing.
            "allow" | "disallow" if !value.is_empty() => self.lines.push((key == "allow", normal(value))),
            "crawl-delay" => {
                let pause = value.parse().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
                self.pause = pause.or(self.pause);
            }
            _ => {}
        }
    }

    /// The longest pattern that matches decides; of equally long ones, an allowance.
    fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let matching = self.lines.iter().filter(|(_, pattern)| matches(pattern, &path));
        matching.max_by_key(|(allow, pattern)| (pattern.len(), *allow)).is_none_or(|(allow, _)| *allow)
    }
}

/// `Key: value # comment` as (key in small letters, value).
fn line(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split('#').next()?.split_once(':')?;
    let key = key.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    Some((key.to_ascii_lowercase(), value.trim()))
}

/// Does a pattern match the beginning of a path? `*` stands for any bytes, a `$` at the end for the end.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |p| (p, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    // The last part must end the path; all before it are best matched as early as they can be.
    let (early, last) = match parts.split_last() {
        Some((last, early)) if to_end => (early, Some(last)),
        None if to_end => return rest.is_empty(),
        _ => (parts.as_slice(), None),
    };
    for part in early {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    last.is_none_or(|last| rest.ends_with(last))
}

/// A path or pattern with everything that need not be percent-encoded decoded, the rest encoded in one
/// way (RFC 9309 §2.2.2), so that `/%7Ea` and `/~a`, `/ü` and `/%c3%bc` are the same.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let (mut out, mut at) = (String::with_capacity(path.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).filter(|h| byte == b'%' && h.iter().all(u8::is_ascii_hexdigit));
        let encoded = hex.and_then(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok());
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        match encoded {
            Some(b) if plain(b) => out.push(char::from(b)),
            Some(b) => out.push_str(&format!("%{b:02X}")),
            None if byte.is_ascii() => out.push(char::from(byte)),
            None => out.push_str(&format!("%{byte:02X}")),
        }
        at += if encoded.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(robots: &str, path: &str) -> bool {
        Robots::parse("sidelines", robots.as_bytes()).allows(path)
    }

    #[test]
    fn the_group_for_us_counts_else_the_one_for_everybody() {
        let both =
            "User-agent: *\nDisallow: /\n\nUser-Agent: other\nuser-agent: Sidelines # us\nDisallow: /x\n";
        assert!(allowed(both, "/a"));
        assert!(!allowed(both, "/x1"));
        let twice = "user-agent: sidelines\ndisallow: /a\nuser-agent: z\ndisallow: /\nuser-agent: sidelines\n\
            disallow: /b";
        assert!(!allowed(twice, "/a") && !allowed(twice, "/b") && allowed(twice, "/c"));
        assert!(allowed("User-agent: z\nDisallow: /", "/a"));
        assert!(!allowed("\u{feff}User-agent: *\r\nDisallow: /\r\n", "/a"));
        assert!(allowed("User-agent: *\nDisallow:\n", "/a"));
        // Rules before any group belong to nobody.
        assert!(allowed("Disallow: /\nUser-agent: *\nDisallow: /q", "/a"));
    }

    #[test]
    fn the_longest_pattern_decides() {
        let text = "user-agent: *\ndisallow: /news\nallow: /news/world\ndisallow: /*.pdf$\nallow: /same\n\
            disallow: /same\ndisallow: /*?print=";
        for (path, expected) in [
            ("/news/local", false),
            ("/news/world/1", true),
            ("/a.pdf", false),
            ("/a.pdf.html", true),
            ("/same", true),
            ("/a?print=1", false),
            ("/", true),
        ] {
            assert_eq!(allowed(text, path), expected, "{path}");
        }
    }

    #[test]
    fn patterns_match_as_the_rfc_says() {
        for (pattern, path, expected) in [
            ("/a*c$", "/abc", true),
            ("/a*c$", "/abcc", true),
            ("/a*c$", "/abcd", false),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/*/x/", "/a/b/x/y", true),
            ("*", "/any", true),
            ("/ab*ab$", "/ab", false),
            ("/%7Eu", "/~u", true),
            ("/ü", "/%c3%bc/1", true),
            ("/a%2Fb", "/a/b", false),
            ("/100%", "/100%", true),
        ] {
            assert_eq!(matches(&normal(pattern), &normal(path)), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn pauses_are_read_and_rubbish_is_not() {
        let pause = |t: &str| Robots::parse("sidelines", t.as_bytes()).pause();
        assert_eq!(pause("User-agent: *\nCrawl-delay: 2.5"), Some(Duration::from_millis(2500)));
        for text in ["User-agent: *\nCrawl-delay: -1", "User-agent: *\nCrawl-delay: soon", "Crawl-delay: 1"] {
            assert_eq!(pause(text), None, "{text}");
        }
        assert!(Robots::parse("sidelines", b"\xff\xfe\x00<html>:").allows("/a"));
    }
}
