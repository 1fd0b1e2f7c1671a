//! Marked sentences: examples of a codebook as data (`codebook/examples/*.txt`), one sentence a line.
//!
//! `[Kenya]a [accused]=ACCUSE.held [Uganda]r,a2 of [arming]2=AID.held [rebels]r2`: a bracket holds words, what
//! follows it without a space says what they are. `=TYPE/mode.status` is a trigger; `a r p t s o` are actor,
//! recipient, place, time, source and object; a digit tells the events of one sentence apart (none is 1).
//! `#` begins a line of comment. `docs/CODEBOOK.md` says what is marked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::codebook::TypeFile;
use crate::account::Status;
use crate::issue::Issue;
use crate::span::Span;

/// The types that marks may name, each with its modes.
pub type Kinds = BTreeMap<String, BTreeSet<String>>;

/// A sentence with its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The sentence without its marks.
    pub text: String,
    /// Its events by their number; empty where nothing is told that counts.
    pub events: Vec<Event>,
}

/// One marked event; spans are bytes of [`Marked::text`], in the order of the marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Did it happen?
    pub status: Status,
    /// The word that tells it.
    pub trigger: Span,
    /// `a`: who acts.
    pub actors: Vec<Span>,
    /// `r`: toward whom.
    pub recipients: Vec<Span>,
    /// `p`: its place.
    pub places: Vec<Span>,
    /// `t`: its time.
    pub times: Vec<Span>,
    /// `s`: who vouches for it.
    pub sources: Vec<Span>,
    /// `o`: what it is about or directed at, where that is no participant.
    pub objects: Vec<Span>,
}

/// A marked sentence of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its line, from 1.
    pub number: usize,
    /// What stands there.
    pub marked: Marked,
}

/// The types of a codebook with their modes.
pub fn kinds(types: &[TypeFile]) -> Kinds {
    let modes = |t: &TypeFile| {
        t.modes.iter().chain(t.rules.iter().filter_map(|r| r.mode.as_ref())).cloned().collect()
    };
    types.iter().map(|t| (t.kind.clone(), modes(t))).collect()
}

/// The marked sentences of a file, and what is wrong with the others, each with `name:line`.
pub fn read_file(name: &str, text: &str, kinds: &Kinds) -> (Vec<Line>, Vec<Issue>) {
    let (mut lines, mut issues) = (Vec::new(), Vec::new());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let told = text.lines().map(str::trim).zip(1..).filter(|(l, _)| !l.is_empty() && !l.starts_with('#'));
    for (line, number) in told {
        match read_line(line, kinds) {
            Ok(marked) => lines.push(Line { number, marked }),
            Err(what) => issues.push(Issue::new(format!("{name}:{number}"), what)),
        }
    }
    (lines, issues)
}

/// One marked sentence.
///
/// # Errors
/// What is wrong with its marks, and what to do about it.
pub fn read_line(line: &str, kinds: &Kinds) -> Result<Marked, String> {
    let (mut text, mut drafts, mut rest) = (String::new(), Drafts::new(), line);
    while let Some(at) = rest.find(['[', ']']) {
        text.push_str(&rest[..at]);
        let (words, after) = bracket(&rest[at..])?;
        let span = Span::new(text.len(), text.len() + words.len());
        text.push_str(words);
        let (marks, after) = marks(after);
        if marks.is_empty() {
            return Err(unmarked(words, after));
        }
        for mark in &marks {
            put(&mut drafts, mark, span, words, kinds)?;
        }
        rest = after;
    }
    text.push_str(rest);
    let events = drafts.into_iter().map(|(number, draft)| finish(number, draft)).collect::<Result<_, _>>()?;
    Ok(Marked { text, events })
}

/// The words of the bracket at the start of `at`, and what follows it.
fn bracket(at: &str) -> Result<(&str, &str), String> {
    let inner = at.strip_prefix('[').ok_or_else(|| {
        format!(
            "`]` closes nothing before \"{}\"\nnext: open the bracket, or leave it out",
            shortened(&at[1..])
        )
    })?;
    let open = || format!("the bracket at \"[{}\"", shortened(inner));
    let end = inner
        .find(['[', ']'])
        .ok_or_else(|| format!("{} is not closed\nnext: add `]` and its mark", open()))?;
    if inner[end..].starts_with('[') {
        return Err(format!(
            "{} holds another one\nnext: give one bracket several marks: `[Uganda]r,a2`",
            open()
        ));
    }
    if inner[..end].trim().is_empty() {
        return Err(format!("{} holds no words\nnext: put it around the words it marks", open()));
    }
    Ok((&inner[..end], &inner[end + 1..]))
}

/// One mark behind a bracket: `2=AID.held` or `a2`.
static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let trigger = r"(?<n>[0-9]*)=(?<kind>[A-Z_]+)(?:/(?<mode>[a-z_]+))?\.(?<status>[a-z_]+)";
    Regex::new(&format!(r"^(?:{trigger}|(?<role>[arptso])(?<of>[0-9]*))")).ok()
});

/// The marks at the start of `rest`, and what follows them. A comma goes on only before another mark.
fn marks(mut rest: &str) -> (Vec<Captures<'_>>, &str) {
    let mut all = Vec::new();
    let mut next = one(rest);
    while let Some((mark, after)) = next {
        all.push(mark);
        rest = after;
        next = after.strip_prefix(',').and_then(one);
    }
    (all, rest)
}

/// The mark at the start of `rest`: no letter or digit may follow it.
fn one(rest: &str) -> Option<(Captures<'_>, &str)> {
    let mark = MARK.as_ref()?.captures(rest)?;
    let after = &rest[mark.get(0)?.end()..];
    let ends = !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    ends.then_some((mark, after))
}

fn unmarked(words: &str, after: &str) -> String {
    let next =
        "next: write it without a space (`[Kenya]a`, `[accused]=ACCUSE.held`), or leave the brackets out";
    let wrong: String = after.split_whitespace().next().unwrap_or("").chars().take(30).collect();
    if after.starts_with(char::is_whitespace) || wrong.is_empty() {
        return format!("[{words}] has no mark\n{next}");
    }
    format!("what follows [{words}] is no mark: `{wrong}`\n{next}")
}

/// The beginning of `text`, for messages.
fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(24).collect();
    if cut.len() < text.len() { cut + "..." } else { cut }
}

/// Events while their marks are gathered.
type Drafts = BTreeMap<usize, Draft>;

/// Spans by role, and the trigger once it was met.
#[derive(Default)]
struct Draft {
    told: Option<(String, Option<String>, Status, Span)>,
    roles: BTreeMap<char, Vec<Span>>,
}

/// Adds a mark to the event it belongs to.
fn put(drafts: &mut Drafts, mark: &Captures, span: Span, words: &str, kinds: &Kinds) -> Result<(), String> {
    let part = |name: &str| mark.name(name).map_or("", |m| m.as_str());
    let number = |name: &str| part(name).parse().unwrap_or(1);
    if let Some(role) = part("role").chars().next() {
        drafts.entry(number("of")).or_default().roles.entry(role).or_default().push(span);
        return Ok(());
    }
    let (kind, mode) = (part("kind"), mark.name("mode").map(|m| m.as_str()));
    known(kind, mode, kinds)?;
    let status = Status::from_name(part("status")).ok_or_else(|| {
        let all = "possible, planned, ongoing, held, called_off, not_held";
        format!("[{words}]: no status is called {}\nnext: the statuses are {all}", part("status"))
    })?;
    let draft = drafts.entry(number("n")).or_default();
    if draft.told.is_some() {
        let n = number("n");
        return Err(format!("event {n} has two triggers\nnext: give [{words}] and its roles another number"));
    }
    draft.told = Some((kind.to_owned(), mode.map(str::to_owned), status, span));
    Ok(())
}

/// Are these a type of the codebook and a mode of it?
fn known(kind: &str, mode: Option<&str>, kinds: &Kinds) -> Result<(), String> {
    let listed = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<Vec<_>>().join(", ");
    let modes = kinds.get(kind).ok_or_else(|| {
        format!("no type is called {kind}\nnext: the types are {}", listed(&mut kinds.keys()))
    })?;
    match mode.filter(|m| !modes.contains(*m)) {
        None => Ok(()),
        Some(mode) if modes.is_empty() => {
            Err(format!("{kind} has no mode, so no {mode}\nnext: leave `/{mode}` out"))
        }
        Some(mode) => {
            Err(format!("{kind} has no mode {mode}\nnext: its modes are {}", listed(&mut modes.iter())))
        }
    }
}

fn finish(number: usize, mut draft: Draft) -> Result<Event, String> {
    let (kind, mode, status, trigger) = draft.told.take().ok_or_else(|| {
        let own = if number == 1 { String::new() } else { number.to_string() };
        format!(
            "event {number} has no trigger\nnext: mark the word that tells it: `[accused]{own}=ACCUSE.held`"
        )
    })?;
    let mut of = |role: char| draft.roles.remove(&role).unwrap_or_default();
    Ok(Event {
        kind,
        mode,
        status,
        trigger,
        actors: of('a'),
        recipients: of('r'),
        places: of('p'),
        times: of('t'),
        sources: of('s'),
        objects: of('o'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Kinds {
        let modes = |m: &[&str]| m.iter().map(|s| (*s).to_owned()).collect();
        let all = [("ACCUSE", modes(&[])), ("AID", modes(&[])), ("CONSULT", modes(&["talks", "visit"]))];
        all.into_iter().map(|(k, m)| (k.to_owned(), m)).collect()
    }

    fn words<'t>(marked: &'t Marked, spans: &[Span]) -> Vec<&'t str> {
        spans.iter().map(|s| s.of(&marked.text)).collect()
    }

    const LINE: &str = "[São Tomé]a [accused]=ACCUSE.held [Gabon]r,a2 of [arming]2=AID.held [rebels]r2, hours \
                        after [talks]3=CONSULT/talks.called_off in [Libreville]p3, [its]s envoy said.";

    #[test]
    fn a_line_is_its_text_and_its_events() {
        let marked = read_line(LINE, &kinds()).unwrap();
        assert!(marked.text.starts_with("São Tomé accused Gabon of arming rebels, hours after talks in"));
        let [first, second, third] = &marked.events[..] else { panic!("{:?}", marked.events) };
        assert_eq!((first.kind.as_str(), first.status), ("ACCUSE", Status::Held));
        assert_eq!(words(&marked, &first.actors), ["São Tomé"]);
        assert_eq!(words(&marked, &first.recipients), ["Gabon"]);
        assert_eq!(words(&marked, &first.sources), ["its"]);
        assert_eq!(words(&marked, &second.actors), ["Gabon"]);
        assert_eq!(words(&marked, &second.recipients), ["rebels"]);
        assert_eq!((third.mode.as_deref(), third.status), (Some("talks"), Status::CalledOff));
        assert_eq!(third.trigger.of(&marked.text), "talks");
        assert_eq!(words(&marked, &third.places), ["Libreville"]);
    }

    #[test]
    fn marks_end_where_prose_begins() {
        let marked =
            read_line("[Japan]a's [visit]=CONSULT/visit.held. [It]a,or so, ended [there]p.", &kinds());
        let marked = marked.unwrap();
        assert_eq!(marked.text, "Japan's visit. It,or so, ended there.");
        assert_eq!(words(&marked, &marked.events[0].actors), ["Japan", "It"]);
    }

    #[test]
    fn a_file_tells_its_broken_lines_and_reads_the_rest() {
        let text = format!("\u{feff}# near AID\n\nNothing happened here.\n[Chad]a [gave grain.\n{LINE}\n");
        let (lines, issues) = read_file("examples/aid.txt", &text, &kinds());
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [3, 5]);
        assert!(lines[0].marked.events.is_empty());
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].source, "examples/aid.txt:4");
        assert!(issues[0].what.contains("not closed"), "{}", issues[0].what);
    }

    #[test]
    fn errors_say_what_is_wrong_and_what_next() {
        for (line, what) in [
            ("[Chad]a [gave]=AID.done", "no status is called done"),
            ("[Chad]a [gave]=GIVE.held", "no type is called GIVE"),
            ("[Chad]a [met]=CONSULT/phone.held", "its modes are talks, visit"),
            ("[Chad]a [gave]=AID/food.held", "AID has no mode"),
            ("[Chad]a gave", "event 1 has no trigger"),
            ("[Chad]a2 [gave]=AID.held", "event 2 has no trigger"),
            ("[Chad] [gave]=AID.held", "[Chad] has no mark"),
            ("[Chad]x [gave]=AID.held", "what follows [Chad] is no mark: `x`"),
            ("[gave]=AID.held [sent]=AID.held", "two triggers"),
            ("[the [Chad]a]a [gave]=AID.held", "holds another one"),
            ("Chad] [gave]=AID.held", "closes nothing"),
            ("[]a [gave]=AID.held", "holds no words"),
        ] {
            let told = read_line(line, &kinds()).unwrap_err();
            assert!(told.contains(what) && told.contains("\nnext: "), "{line}: {told}");
        }
    }
}
