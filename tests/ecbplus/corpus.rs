//! ECB+ as running text with its mentions of events (CAT XML; the corpus's README tells the format).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sidelines::span::Span;

/// One document.
pub struct Article {
    /// Name without ending (`12_3ecbplus`).
    pub name: String,
    /// Its sentences, one a line, without the address that begins those fetched for ECB+.
    pub text: String,
    /// Its mentions of events in the sentences that are to be scored.
    pub mentions: Vec<Mention>,
}

impl Article {
    /// The happening that it is about: `12 ecb` or `12 ecbplus`.
    pub fn story(&self) -> String {
        let kind = if self.name.ends_with("ecbplus") { "ecbplus" } else { "ecb" };
        format!("{} {kind}", self.topic())
    }

    /// Its topic.
    pub fn topic(&self) -> &str {
        self.name.split('_').next().unwrap_or("")
    }
}

/// One mention of an event.
pub struct Mention {
    /// Bytes of its words.
    pub spans: Vec<Span>,
    /// The event, named over all documents; that of a singleton is its own.
    pub event: String,
}

/// The documents of some topics, by topic and name.
pub fn articles(folder: &Path, topics: &[u32]) -> Vec<Article> {
    let scored = scored(&std::fs::read_to_string(folder.join("ECBplus_coreference_sentences.csv")).unwrap());
    let mut articles = Vec::new();
    for topic in topics {
        let files = std::fs::read_dir(folder.join("topics").join(topic.to_string())).expect("a topic");
        let mut files: Vec<_> = files.map(|f| f.unwrap().path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "xml"));
        files.sort();
        for file in files {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let wanted = scored.get(&name).cloned().unwrap_or_default();
            articles.push(article(name, &std::fs::read_to_string(&file).expect("UTF-8"), &wanted));
        }
    }
    articles
}

/// Document -> sentences to be scored.
fn scored(csv: &str) -> BTreeMap<String, BTreeSet<usize>> {
    let mut scored: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.trim().split(',').collect();
        if let [topic, file, sentence] = cells[..] {
            scored.entry(format!("{topic}_{file}")).or_default().extend(sentence.parse::<usize>());
        }
    }
    scored
}

/// A token: id, sentence, words.
struct Token {
    id: String,
    sentence: usize,
    form: String,
}

fn article(name: String, xml: &str, scored: &BTreeSet<usize>) -> Article {
    let tokens = tokens(xml);
    let fetched = name.ends_with("ecbplus") && starts_with_address(&tokens);
    let (text, spans) = running_text(tokens.iter().filter(|t| !(fetched && t.sentence == 0)));
    let wanted: BTreeSet<&str> =
        tokens.iter().filter(|t| scored.contains(&t.sentence)).map(|t| t.id.as_str()).collect();
    let events = events(xml);
    let mention = |(id, tokens): (String, Vec<String>)| {
        let spans: Vec<Span> = tokens.iter().filter_map(|t| spans.get(t.as_str()).copied()).collect();
        let counts = tokens.first().is_some_and(|t| wanted.contains(t.as_str())) && !spans.is_empty();
        let own = || (true, id.clone());
        let (inside, event) = events.get(&id).cloned().unwrap_or_else(own);
        let event = if inside { format!("{name} {event}") } else { event };
        counts.then_some(Mention { spans, event })
    };
    let mut mentions: Vec<Mention> = actions(xml).into_iter().filter_map(mention).collect();
    mentions.sort_by_key(|m| m.spans[0].start);
    Article { name, text, mentions }
}

/// Id and tokens of each mention of an event.
fn actions(xml: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for kind in ["<ACTION_", "<NEG_ACTION_"] {
        for part in xml.split(kind).skip(1) {
            let (tag, body) = part.split_once('>').unwrap_or_default();
            let body = if tag.ends_with('/') { "" } else { body.split("</").next().unwrap_or("") };
            let tokens = body.split("<token_anchor").skip(1).filter_map(|a| attribute(a, "t_id")).collect();
            found.push((attribute(tag, "m_id").unwrap_or_default(), tokens));
        }
    }
    found
}

fn starts_with_address(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|t| t.form.starts_with("http") || t.form.starts_with("www"))
}

fn tokens(xml: &str) -> Vec<Token> {
    let token = |part: &str| {
        let (tag, rest) = part.split_once('>')?;
        let form = rest.split("</token>").next()?.trim();
        let form =
            form.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
        let form = form.replace("&amp;", "&");
        let sentence = attribute(tag, "sentence")?.parse().ok()?;
        Some(Token { id: attribute(tag, "t_id")?, sentence, form })
    };
    xml.split("<token ").skip(1).filter_map(token).collect()
}

/// Mention -> whether its chain is told within the one document only, and the chain's name.
fn events(xml: &str) -> BTreeMap<String, (bool, String)> {
    let mut events = BTreeMap::new();
    for (kind, inside, named) in [("INTRA_DOC_COREF", true, "r_id"), ("CROSS_DOC_COREF", false, "note")] {
        for part in xml.split(&format!("<{kind} ")).skip(1) {
            let (tag, body) = part.split_once('>').unwrap_or_default();
            let name = attribute(tag, named).unwrap_or_default();
            let body = body.split("</").next().unwrap_or("");
            for source in body.split("<source ").skip(1).filter_map(|s| attribute(s, "m_id")) {
                events.insert(source, (inside, format!("{kind} {name}")));
            }
        }
    }
    events
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split('>').next()?.split_once(&format!("{name}=\""))?;
    Some(rest.split('"').next()?.to_owned())
}

/// Words as they are printed: no space before punctuation and clitics, Penn quotation marks as marks.
fn running_text<'a>(tokens: impl Iterator<Item = &'a Token>) -> (String, BTreeMap<&'a str, Span>) {
    let (mut text, mut spans) = (String::new(), BTreeMap::new());
    let (mut sentence, mut open, mut glued) = (None, false, true);
    for token in tokens {
        if sentence.replace(token.sentence) != Some(token.sentence) {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            (open, glued) = (false, true);
        }
        let mark = matches!(token.form.as_str(), "``" | "''" | "\"");
        let closes = mark && token.form != "``" && (open || token.form == "''");
        if !glued && !closes && !hangs_on(&token.form) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(if mark { "\"" } else { &token.form });
        spans.insert(token.id.as_str(), Span::new(start, text.len()));
        open = if mark { !closes } else { open };
        glued = (mark && !closes) || matches!(token.form.as_str(), "(" | "[" | "$" | "#");
    }
    (text, spans)
}

fn hangs_on(form: &str) -> bool {
    let clitics =
        ["'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "’s", "’re", "’ve", "’ll", "’d", "’m", "n’t"];
    clitics.contains(&form)
        || matches!(form, "." | "," | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "'" | "..." | "’")
}

#[test]
fn text_and_mentions_are_read() {
    let xml = r#"<token t_id="1" sentence="0" number="0">http</token><token t_id="2" sentence="0" number="1">:</token>
        <token t_id="3" sentence="1" number="0">Rusk</token><token t_id="4" sentence="1" number="1">did</token>
        <token t_id="5" sentence="1" number="2">n't</token><token t_id="6" sentence="1" number="3">resign</token>
        <token t_id="7" sentence="1" number="4">.</token><Markables>
        <NEG_ACTION_OCCURRENCE m_id="8"><token_anchor t_id="6"/></NEG_ACTION_OCCURRENCE>
        <ACTION_STATE m_id="9"/></Markables>
        <CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="8"/><target m_id="9"/></CROSS_DOC_COREF>"#;
    let article = article("1_1ecbplus".into(), xml, &[1].into());
    assert_eq!((article.text.as_str(), article.story().as_str()), ("Rusk didn't resign.", "1 ecbplus"));
    let shown: Vec<(&str, &str)> =
        article.mentions.iter().map(|m| (m.spans[0].of(&article.text), m.event.as_str())).collect();
    assert_eq!(shown, [("resign", "CROSS_DOC_COREF ACT1")]);
}
