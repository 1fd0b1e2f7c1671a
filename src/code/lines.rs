//! In which line of a codebook file something stands, so that messages can point at it.

use serde::Deserialize;
use toml::Spanned;

/// Lines of one rule, or of one context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Its name.
    pub id: String,
    /// The line of its name.
    pub line: usize,
    /// Lines of the sentences that it must match (or that have the context).
    pub matches: Vec<usize>,
    /// Lines of those that it must not.
    pub no_match: Vec<usize>,
}

#[derive(Default, Deserialize)]
struct File {
    #[serde(default)]
    rule: Vec<Rule>,
    #[serde(default)]
    context: Vec<Context>,
}

#[derive(Deserialize)]
struct Rule {
    id: Spanned<String>,
    #[serde(default, rename = "match")]
    matches: Vec<Example>,
    #[serde(default)]
    no_match: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
struct Example {
    text: Spanned<String>,
}

#[derive(Deserialize)]
struct Context {
    name: Spanned<String>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    counter: Vec<Spanned<String>>,
}

/// The lines of a file's rules, then of its contexts, each in their order; none for a file that does not
/// parse.
pub fn of(text: &str) -> Vec<Lines> {
    let file: File = toml::from_str(text).unwrap_or_default();
    let line = |s: &Spanned<String>| line_at(text, s.span().start);
    let lines = |all: &[Spanned<String>]| all.iter().map(line).collect();
    let rule = |r: &Rule| Lines {
        id: r.id.get_ref().clone(),
        line: line(&r.id),
        matches: r.matches.iter().map(|m| line(&m.text)).collect(),
        no_match: lines(&r.no_match),
    };
    let context = |c: &Context| Lines {
        id: c.name.get_ref().clone(),
        line: line(&c.name),
        matches: lines(&c.examples),
        no_match: lines(&c.counter),
    };
    file.rule.iter().map(rule).chain(file.context.iter().map(context)).collect()
}

/// The line, from 1, of the byte at `at`.
pub fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

/// `path:line: what`, of a file that does not parse.
pub fn error(path: &str, text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |s| line_at(text, s.start));
    format!("{path}:{line}: {}", error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "type = \"AID\"\nabout = \"x\"\n\n[[rule]]\nid = \"give\"\nwords = [\"give\"]\nmatch = [\n  \
        { text = \"Chad gave grain.\" },\n  { actors = [], text = \"Mali gave tents.\" },\n]\nno_match = [\"He gave up.\",\n  \
        \"She gave in.\"]\n\n[[rule]]\nid = \"send\"\n";

    #[test]
    fn rules_and_their_examples_have_lines() {
        let lines = of(TEXT);
        assert_eq!(
            lines.iter().map(|l| (l.id.as_str(), l.line)).collect::<Vec<_>>(),
            [("give", 5), ("send", 15)]
        );
        assert_eq!((&lines[0].matches[..], &lines[0].no_match[..]), (&[8, 9][..], &[11, 12][..]));
        assert!(of("type = ").is_empty());
    }

    #[test]
    fn errors_name_the_line() {
        let broken = TEXT.replace("id = \"send\"", "id = 7");
        let told = toml::from_str::<File>(&broken).err().map(|e| error("my/aid.toml", &broken, &e)).unwrap();
        assert!(told.starts_with("my/aid.toml:15: invalid type"), "{told}");
    }
}
