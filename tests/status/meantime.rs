//! The event mentions of MEANTIME (CAT XML: tokens with their sentence, mentions that point at tokens).

use std::collections::BTreeMap;
use std::path::Path;

use sidelines::span::Span;

/// One article, as running text.
pub struct Article {
    pub text: String,
    pub events: Vec<Event>,
}

/// One annotated mention of an event.
pub struct Event {
    /// Its words, which stand together.
    pub span: Span,
    /// Its attributes by name, and `headline`.
    pub marks: BTreeMap<String, String>,
}

/// The articles of a folder, in order of their names.
pub fn articles(folder: &Path) -> Vec<Article> {
    let files = std::fs::read_dir(folder).expect("a folder of articles");
    let mut files: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "xml"));
    files.sort();
    files.iter().map(|p| article(&std::fs::read_to_string(p).expect("UTF-8"))).collect()
}

/// A token: number, sentence, place in the text.
struct Token {
    id: String,
    sentence: usize,
    span: Span,
}

fn article(xml: &str) -> Article {
    let (text, tokens) = running_text(xml);
    let events = xml.split("<EVENT_MENTION ").skip(1).filter_map(|part| {
        let body = part.split("</EVENT_MENTION>").next()?;
        let (tag, anchors) = body.split_once('>')?;
        let ids: Vec<String> = anchors.split("<token_anchor").filter_map(|a| attribute(a, "t_id")).collect();
        event(tag, &ids, &tokens)
    });
    let events = events.collect();
    Article { text, events }
}

/// `None` for mentions whose words do not stand together: those join two events.
fn event(tag: &str, ids: &[String], tokens: &[Token]) -> Option<Event> {
    let first = tokens.iter().position(|t| Some(&t.id) == ids.first())?;
    let words = tokens.get(first..first + ids.len())?;
    if words.iter().zip(ids).any(|(token, id)| token.id != *id) {
        return None;
    }
    let names = ["certainty", "polarity", "time", "tense", "aspect", "modality", "special_cases"];
    let mut marks: BTreeMap<String, String> =
        names.iter().map(|n| ((*n).to_owned(), attribute(tag, n).unwrap_or_default())).collect();
    let headline = if words[0].sentence == 0 { "yes" } else { "no" };
    marks.insert("headline".into(), headline.into());
    Some(Event { span: Span::new(words[0].span.start, words.last()?.span.end), marks })
}

/// The words joined as they are printed; headline and day are paragraphs of their own.
fn running_text(xml: &str) -> (String, Vec<Token>) {
    let (mut text, mut tokens, mut open) = (String::new(), Vec::<Token>::new(), false);
    for part in xml.split("<token ").skip(1) {
        let Some((tag, rest)) = part.split_once('>') else { continue };
        let word = unescaped(rest.split('<').next().unwrap_or(""));
        let sentence = attribute(tag, "sentence").and_then(|s| s.parse().ok()).unwrap_or(0);
        match tokens.last() {
            Some(before) if before.sentence != sentence && sentence <= 2 => text.push_str("\n\n"),
            Some(_) if spaced(&text, &word, open) => text.push(' '),
            _ => {}
        }
        open ^= word == "\"";
        let start = text.len();
        text.push_str(&word);
        let id = attribute(tag, "t_id").unwrap_or_default();
        tokens.push(Token { id, sentence, span: Span::new(start, text.len()) });
    }
    (text, tokens)
}

/// Is there a space between what is written and the next word?
fn spaced(text: &str, word: &str, quoting: bool) -> bool {
    let closes =
        matches!(word, "." | "," | ";" | ":" | "!" | "?" | ")" | "%" | "'s" | "n't" | "'ve" | "'re" | "'ll");
    let quote_closes = word == "\"" && quoting;
    let after_open = text.ends_with(['(', '$']) || text.ends_with('"') && quoting && word != "\"";
    !(closes || quote_closes || after_open && text.len() > 1)
}

fn unescaped(word: &str) -> String {
    let plain =
        word.replace("&quot;", "\"").replace("&apos;", "'").replace("&lt;", "<").replace("&amp;", "&");
    if plain == "``" || plain == "''" { "\"".into() } else { plain }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
    Some(tag[from..from + tag[from..].find('"')?].to_owned())
}
