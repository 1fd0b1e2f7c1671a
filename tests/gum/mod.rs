//! Documents of the corpus GUM (Zeldes 2017): text as people read it, words, coreference.

use std::collections::BTreeMap;
use std::path::Path;

use sidelines::recognise::coref::candidates::Candidate;
use sidelines::recognise::titles::View;
use sidelines::span::Span;

/// One gold mention.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldMention {
    /// The entity it refers to.
    pub entity: String,
    /// `person`, `place`, `organization`, `object` ...
    pub kind: String,
    /// First word of the document.
    pub first: usize,
    /// Last word.
    pub last: usize,
}

/// One document.
#[derive(Clone, Debug, Default)]
pub struct GumDocument {
    /// The text: words joined as `SpaceAfter` says, paragraphs (`# newpar`) apart by an empty line.
    pub text: String,
    /// The words' bytes.
    pub words: Vec<Span>,
    /// The mentions.
    pub mentions: Vec<GoldMention>,
}

impl GumDocument {
    /// Reads a CoNLL-U file of the corpus.
    pub fn parse(conllu: &str) -> Self {
        let mut reader = Reader::default();
        for line in conllu.lines() {
            if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
                reader.paragraph();
            } else if line.starts_with(|c: char| c.is_ascii_digit()) {
                reader.word(line);
            }
        }
        reader.document
    }

    /// The words that a span of the text overlaps.
    pub fn words_of(&self, span: Span) -> Option<(usize, usize)> {
        let first = self.words.partition_point(|w| w.end <= span.start);
        let end = self.words.partition_point(|w| w.start < span.end);
        (first < end).then(|| (first, end - 1))
    }

    /// The gold mentions as candidates in the program's own sentences.
    #[allow(dead_code)]
    pub fn candidates(&self, views: &[View]) -> Vec<Candidate> {
        let mut found: Vec<Candidate> =
            self.mentions.iter().filter_map(|m| self.candidate(m, views)).collect();
        found.sort_by_key(|c| (c.sentence, c.first, std::cmp::Reverse(c.last), c.head));
        found.dedup_by_key(|c| (c.sentence, c.first, c.last));
        found
    }

    fn candidate(&self, mention: &GoldMention, views: &[View]) -> Option<Candidate> {
        let span = self.span(mention);
        let sentence = views
            .iter()
            .position(|v| v.sentence.span.start <= span.start && span.start < v.sentence.span.end)?;
        let tokens = &views[sentence].sentence.tokens;
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let last = tokens.partition_point(|t| t.span.start < span.end).max(first + 1) - 1;
        let head = views[sentence].head_of(first, last);
        let joined = (head + 1..=last).any(|i| tokens[i].head == Some(head) && tokens[i].deprel == "conj");
        Some(Candidate { sentence, first, last, head, joined })
    }

    /// The bytes of a mention.
    #[allow(dead_code)]
    pub fn span(&self, mention: &GoldMention) -> Span {
        self.words[mention.first].join(self.words[mention.last])
    }
}

#[derive(Default)]
struct Reader {
    document: GumDocument,
    /// Words that one token of the text holds: the last of them, and whether a blank follows.
    joined: Option<(usize, bool)>,
    open: BTreeMap<String, Vec<(String, usize)>>,
}

impl Reader {
    fn paragraph(&mut self) {
        let text = &mut self.document.text;
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push_str("\n\n");
        }
    }

    fn word(&mut self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = fields.as_slice() else { return };
        let blank = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            self.joined = last.parse().ok().map(|n| (n, blank));
            return;
        }
        let Ok(number) = id.parse::<usize>() else { return };
        let start = self.document.text.len();
        self.document.text.push_str(form);
        self.document.words.push(Span::new(start, start + form.len()));
        let blank = match self.joined {
            Some((last, blank)) if number == last => {
                self.joined = None;
                blank
            }
            Some(_) => false,
            None => blank,
        };
        if blank {
            self.document.text.push(' ');
        }
        if let Some(entity) = misc.split('|').find_map(|m| m.strip_prefix("Entity=")) {
            self.entities(entity);
        }
    }

    /// `(7-person-new-...(8-place-...)` opens two and closes the second; `7)` closes the first.
    fn entities(&mut self, marks: &str) {
        let word = self.document.words.len() - 1;
        let mut rest = marks;
        while !rest.is_empty() {
            let end = rest[1..].find(['(', ')']).map_or(rest.len(), |i| i + 1);
            let closes = rest[end..].starts_with(')');
            let (mark, opens) = match rest[..end].strip_prefix('(') {
                Some(mark) => (mark, true),
                None => (&rest[..end], false),
            };
            let mut fields = mark.split('-');
            let (entity, kind) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            if opens {
                self.open.entry(entity.to_owned()).or_default().push((kind.to_owned(), word));
            }
            if closes && let Some((kind, first)) = self.open.get_mut(entity).and_then(Vec::pop) {
                self.document.mentions.push(GoldMention {
                    entity: entity.to_owned(),
                    kind,
                    first,
                    last: word,
                });
            }
            rest = rest[end..].strip_prefix(')').unwrap_or(&rest[end..]);
        }
    }
}

/// Genres whose text may be trained on (their licences allow it); the others are non-commercial.
#[allow(dead_code)]
pub const GREEN: [&str; 10] =
    ["academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"];

/// The documents of a part (`train`, `dev`) in genres that `wanted` takes, by name.
pub fn documents(gum: &Path, part: &str, wanted: &[&str]) -> Vec<(String, GumDocument)> {
    let splits = std::fs::read_to_string(gum.join("splits.tsv")).expect("splits.tsv");
    let mut names: Vec<&str> = splits
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(name, of)| of.trim() == part && wanted.contains(&name.split('_').nth(1).unwrap_or("")))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    let read = |name: &str| {
        std::fs::read_to_string(gum.join("dep").join(format!("{name}.conllu"))).expect("a document")
    };
    names.into_iter().map(|name| (name.to_owned(), GumDocument::parse(&read(name)))).collect()
}
