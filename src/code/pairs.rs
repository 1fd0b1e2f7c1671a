//! Sentences with a marked pair (`<s>Kenya</s> accused <t>Uganda</t> ...`): what does the first do toward the
//! second? The form of relation sets. Either side may be missing.

mod head;
mod near;

use super::plover::CrossWalk;
use super::trace::Trace;
use crate::account::{Account, Status};
use crate::actor::Participant;
use crate::reader::{Reader, Reading};
use crate::report::Report;
use crate::span::Span;

/// A sentence with the pair that is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The sentence without its marks.
    pub text: String,
    /// Bytes of the one who acts.
    pub source: Option<Span>,
    /// Bytes of the one toward whom.
    pub target: Option<Span>,
}

/// What the pair was coded as.
#[derive(Clone, Debug, PartialEq)]
pub struct PairCode {
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Did it happen?
    pub status: Status,
    /// 0 to 1; lower where the account is not one of the pair's.
    pub confidence: f64,
    /// What decided: a rule of the codebook.
    pub rule: String,
}

/// One line of a file of pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line, from 1.
    pub number: usize,
    /// The sentence with its marks, as written.
    pub line: String,
    /// The value of the column that holds the right type, where one was asked for.
    pub gold: Option<String>,
}

/// Name of the column that holds marked sentences.
pub const COLUMN: &str = "marked_sentence";

/// The lines of a file: TSV with a head that names a column `marked_sentence`, else one sentence a line.
///
/// # Errors
/// When `gold` names a column that is not there, or the TSV does not hold together.
pub fn rows(text: &str, gold: Option<&str>) -> Result<Vec<Row>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head: Vec<&str> = text.lines().next().unwrap_or("").split('\t').map(str::trim).collect();
    if head.contains(&COLUMN) {
        return table(text, gold);
    }
    if let Some(gold) = gold {
        let next =
            format!("next: begin the file with a line of column names, {COLUMN} and {gold} among them");
        return Err(format!(
            "no column is called {gold}: the file has no column {COLUMN} in its first line\n{next}"
        ));
    }
    let lines = text.lines().zip(1..).filter(|(l, _)| !l.trim().is_empty());
    Ok(lines.map(|(l, number)| Row { number, line: l.trim().to_owned(), gold: None }).collect())
}

fn table(text: &str, gold: Option<&str>) -> Result<Vec<Row>, String> {
    // Behind `\r\n` the reader counts the next record to the line before.
    let text = text.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|e| e.to_string())?.clone();
    let column = |name: &str| {
        let all = heads.iter().collect::<Vec<_>>().join(", ");
        let at = heads.iter().position(|h| h.trim() == name);
        at.ok_or_else(|| format!("no column is called {name}\nnext: the columns are {all}"))
    };
    let (line, gold) = (column(COLUMN)?, gold.map(column).transpose()?);
    let row = |record: csv::Result<csv::StringRecord>| {
        let record = record.map_err(|e| e.to_string())?;
        let field = |i: usize| record.get(i).unwrap_or("").trim().to_owned();
        let number = record.position().map_or(0, |p| p.line() as usize);
        Ok(Row { number, line: field(line), gold: gold.map(field) })
    };
    reader.records().map(row).collect()
}

/// Takes the marks out of a line.
///
/// # Errors
/// When a mark is not closed, or there is none.
pub fn read_line(line: &str) -> Result<Pair, String> {
    let mut pair = Pair::default();
    let mut rest = line;
    while let Some((before, which, after)) = next_mark(rest) {
        pair.text.push_str(before);
        let close = format!("</{which}>");
        let (words, after) = after.split_once(&close).ok_or_else(|| {
            format!("<{which}> is not closed\nnext: write `{close}` behind the words it marks")
        })?;
        // The other mark may stand inside (`<s>the army of <t>Chad</t></s>`).
        let start = pair.text.len();
        let inner = read_inner(words, start, &mut pair)?;
        pair.text.push_str(&inner);
        let side = if which == 's' { &mut pair.source } else { &mut pair.target };
        // Relation sets mark a side more than once where it is named again: the first counts.
        side.get_or_insert(Span::new(start, start + inner.len()));
        rest = after;
    }
    pair.text.push_str(rest);
    if pair.source.is_none() && pair.target.is_none() {
        return Err("no pair is marked\nnext: write `<s>who acts</s> ... <t>toward whom</t>`".to_owned());
    }
    Ok(pair)
}

/// What stands before the next opening mark, which mark it is, and what follows.
fn next_mark(text: &str) -> Option<(&str, char, &str)> {
    let found = |which: char| text.find(&format!("<{which}>")).map(|at| (at, which));
    let (at, which) = found('s').into_iter().chain(found('t')).min()?;
    Some((&text[..at], which, &text[at + 3..]))
}

/// The words of a mark, without a mark of the other side in them.
fn read_inner(words: &str, start: usize, pair: &mut Pair) -> Result<String, String> {
    let Some((before, which, after)) = next_mark(words) else { return Ok(words.to_owned()) };
    let close = format!("</{which}>");
    let (inner, after) = after
        .split_once(&close)
        .ok_or_else(|| format!("<{which}> crosses the other mark\nnext: let marks stand apart"))?;
    let span = Span::new(start + before.len(), start + before.len() + inner.len());
    *(if which == 's' { &mut pair.source } else { &mut pair.target }) = Some(span);
    Ok(format!("{before}{inner}{after}"))
}

/// What `source` does toward `target` in `text`: what the rules make of it ([`by_rules`]) and what the event head
/// makes of it, weighed together. With `walk` types are those of PLOVER's manual. `None` where nothing is told.
pub fn code(
    reader: &Reader,
    text: &str,
    source: Option<Span>,
    target: Option<Span>,
    walk: Option<&CrossWalk>,
) -> Option<PairCode> {
    let (reading, trace) = reader.explain(Report::of_text("pair", text));
    let rules = by_rules(reader, &reading, &trace, source, target);
    head::code(reader, &reading, rules, (source, target), walk)
}

/// By the rules: the account whose actors and recipients are the pair's; where none is, the surest of the sentence at
/// half its confidence; where the sentence tells nothing, the rule whose words fit, though it does not find its
/// participants. `None` where no rule has its words there.
fn by_rules(
    reader: &Reader,
    reading: &Reading,
    trace: &Trace,
    source: Option<Span>,
    target: Option<Span>,
) -> Option<PairCode> {
    let fit = |a: &Account| fit(a, source, target);
    let told = reading.accounts.iter().filter(|a| !super::head::is_alone(&a.rule));
    let best = told.reduce(|best, a| {
        let better = (fit(a), a.confidence) > (fit(best), best.confidence);
        if better { a } else { best }
    });
    let Some(best) = best else {
        let pair: Vec<Span> = source.into_iter().chain(target).collect();
        return near::nearest(reader, reading, trace, &pair);
    };
    let sure = if fit(best) > 0 { 1.0 } else { 0.5 };
    Some(PairCode {
        kind: best.kind.clone(),
        mode: best.mode.clone(),
        status: best.status,
        confidence: best.confidence * sure,
        rule: best.rule.clone(),
    })
}

/// How well an account's participants are the pair: 3 for each in its place (for a mutual event both are
/// actors), 1 for each in the other's.
fn fit(account: &Account, source: Option<Span>, target: Option<Span>) -> u32 {
    let among = |list: &[Participant], side: Option<Span>| {
        side.is_some_and(|s| list.iter().any(|p| p.span.span().overlaps(s)))
    };
    let (actors, recipients) = (&account.actors, &account.recipients);
    let place = |own: bool, other: bool| if own { 3 } else { u32::from(other) };
    let mutual = recipients.is_empty() && actors.len() > 1;
    place(among(actors, source), among(recipients, source))
        + place(among(recipients, target) || mutual && among(actors, target), among(actors, target))
}

/// `CONCEDE,RETREAT=YIELD`: types that count as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Those that are brought together.
    pub from: Vec<String>,
    /// Their common name.
    pub to: String,
}

impl Merge {
    /// From `A,B=C`.
    ///
    /// # Errors
    /// When it is not of that form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (from, to) = text.split_once('=').ok_or("write it as CONCEDE,RETREAT=YIELD")?;
        let from: Vec<String> =
            from.split(',').map(|f| f.trim().to_uppercase()).filter(|f| !f.is_empty()).collect();
        let to = to.trim().to_uppercase();
        if from.is_empty() || to.is_empty() {
            return Err("write it as CONCEDE,RETREAT=YIELD".to_owned());
        }
        Ok(Self { from, to })
    }
}

/// A type by the name that `merges` give it.
pub fn merged(kind: &str, merges: &[Merge]) -> String {
    let kind = kind.trim().to_uppercase();
    merges.iter().find(|m| m.from.contains(&kind)).map_or(kind, |m| m.to.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans_and_either_side_may_be_missing() {
        let pair = read_line("ÅBO - <t>Gabon</t> was accused by <s>São Tomé's envoy</s>.").unwrap();
        assert_eq!(pair.text, "ÅBO - Gabon was accused by São Tomé's envoy.");
        assert_eq!(pair.source.map(|s| s.of(&pair.text)), Some("São Tomé's envoy"));
        assert_eq!(pair.target.map(|s| s.of(&pair.text)), Some("Gabon"));
        let alone = read_line("<s>Chad</s> mobilised.").unwrap();
        assert_eq!((alone.source, alone.target), (Some(Span::new(0, 4)), None));
        let again = read_line("<s>A</s> fled. <s>B</s> fell.").unwrap();
        assert_eq!((again.text.as_str(), again.source), ("A fled. B fell.", Some(Span::new(0, 1))));
        let inside = read_line("<s>The army of <t>Chad</t></s> rested.").unwrap();
        assert_eq!(inside.source.map(|s| s.of(&inside.text)), Some("The army of Chad"));
        assert_eq!(inside.target.map(|s| s.of(&inside.text)), Some("Chad"));
        for wrong in ["Chad rested.", "<s>Chad rested.", "<s>A <t>B</s> C</t>"] {
            assert!(read_line(wrong).unwrap_err().contains("\nnext: "), "{wrong}");
        }
    }

    #[test]
    fn rows_come_from_lines_or_from_a_column() {
        let bare = rows("<s>A</s> met <t>B</t>\n\n<s>C</s> fled\n", None).unwrap();
        assert_eq!(bare.iter().map(|r| r.number).collect::<Vec<_>>(), [1, 3]);
        let tsv = "gold_root\tmarked_sentence\r\nAID\t\"<s>A</s> \"\"gave\"\" <t>B</t>\"\r\n";
        let table = rows(tsv, Some("gold_root")).unwrap();
        assert_eq!(table[0].line, "<s>A</s> \"gave\" <t>B</t>");
        assert_eq!((table[0].gold.as_deref(), table[0].number), (Some("AID"), 2));
        assert!(rows(tsv, Some("root")).unwrap_err().contains("the columns are gold_root, marked_sentence"));
        assert!(rows("<s>A</s> fled\n", Some("root")).is_err());
    }

    #[test]
    fn the_account_of_the_pair_is_chosen() {
        let reader = Reader::embedded().unwrap();
        let coded = |line: &str| {
            let pair = read_line(line).unwrap();
            code(&reader, &pair.text, pair.source, pair.target, None).map(|c| c.kind)
        };
        let one = "<s>Kenya</s> accused <t>Uganda</t> on Monday after Ethiopia condemned Somalia.";
        let other = "Kenya accused Uganda on Monday after <s>Ethiopia</s> sanctioned <t>Somalia</t>.";
        assert_eq!(coded(one).as_deref(), Some("ACCUSE"));
        assert_eq!(coded(other).as_deref(), Some("SANCTION"));
        assert_eq!(coded("The rain fell on <t>Kenya</t> all day."), None);
        // Neither is a political actor: no account, but the pair is given.
        assert_eq!(
            coded("<s>The farmers</s> accused <t>the traders</t> of theft.").as_deref(),
            Some("ACCUSE")
        );
    }

    #[test]
    fn merges_rename_types() {
        let merges = [Merge::parse("concede, RETREAT=yield").unwrap()];
        assert_eq!(merged("RETREAT", &merges), "YIELD");
        assert_eq!(merged("Aid", &merges), "AID");
        assert!(Merge::parse("CONCEDE").is_err() && Merge::parse("=YIELD").is_err());
    }
}
