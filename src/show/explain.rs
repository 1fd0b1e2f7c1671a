//! What coding considered in a report, sentence by sentence: what fired, and why the rest did not.

use serde_json::{Value, json};

use super::page::{Page, Piece, Tone, piece};
use crate::account::Account;
use crate::actor::Participant;
use crate::code::trace::{Note, Trace, Verdict};
use crate::reader::Reading;

/// A reading with the notes that were taken on the way.
pub struct Explained<'a> {
    /// The reading.
    pub reading: &'a Reading,
    /// The notes.
    pub trace: &'a Trace,
}

impl Explained<'_> {
    /// Puts the sentences on the page, below each the words that were considered; with `all` also what each
    /// rule looked for beside a word and did not find.
    pub fn page(&self, page: &mut Page, all: bool) {
        let report = &self.reading.report;
        page.heading(report.title.as_deref().unwrap_or(&report.source));
        for issue in &report.issues {
            page.put(0, &[piece(Tone::Differ, issue)]);
        }
        let notes = self.trace.notes();
        for (s, sentence) in self.reading.document.sentences.iter().enumerate() {
            page.gap();
            let number = format!("{} ", s + 1);
            page.hang(
                0,
                3,
                &[piece(Tone::Quiet, &number), piece(Tone::Quoted, sentence.span.of(&report.text))],
            );
            let own: Vec<&Note> = notes.iter().filter(|n| n.sentence == s).collect();
            for note in own.iter().filter(|n| !matches!(n.verdict, Verdict::Lacks(_))) {
                page.hang(3, 6, &self.line(note, &notes));
            }
            self.lacking(&own, all).iter().for_each(|line| page.hang(3, 6, line));
        }
    }

    /// The words that no rule took because other words do not stand with them: with `all` one line a word,
    /// which says what was looked for, else in one line those of which nothing else is told.
    fn lacking(&self, notes: &[&Note], all: bool) -> Vec<Vec<Piece>> {
        let words: Vec<&[&Note]> = notes.chunk_by(|a, b| a.token == b.token).collect();
        if all {
            return words.into_iter().filter_map(|w| self.looked_for(w)).collect();
        }
        let bare = |w: &&[&Note]| w.iter().all(|n| matches!(n.verdict, Verdict::Lacks(_)));
        let quiet: Vec<&str> =
            words.into_iter().filter(bare).filter_map(|w| Some(self.word(w.first()?))).collect();
        if quiet.is_empty() {
            return Vec::new();
        }
        let line = format!("considered, but without the words that rules ask for: {}", quiet.join(", "));
        vec![vec![piece(Tone::Quiet, &line)]]
    }

    /// The rules that would need other words with this one.
    fn looked_for(&self, notes: &[&Note]) -> Option<Vec<Piece>> {
        let mut rules: Vec<(&str, Vec<&str>)> = Vec::new();
        for note in notes {
            let Verdict::Lacks(word) = &note.verdict else { continue };
            match rules.iter_mut().find(|(by, _)| *by == note.by) {
                Some((_, words)) => words.push(word),
                None => rules.push((&note.by, vec![word])),
            }
        }
        let rule = |(by, words): &(&str, Vec<&str>)| format!("{by} {}", words.join(", "));
        let all = rules.iter().map(rule).collect::<Vec<_>>().join("; ");
        let word = piece(Tone::Cue, self.word(notes.first()?));
        (!rules.is_empty())
            .then(|| vec![word, piece(Tone::Quiet, &format!(" lacks what rules ask for: {all}"))])
    }

    fn line(&self, note: &Note, notes: &[Note]) -> Vec<Piece> {
        let word = piece(Tone::Cue, self.word(note));
        let by = |tone: Tone| piece(tone, &format!(" {}: ", note.by));
        match &note.verdict {
            Verdict::Told(a) => match self.merged_into(&a.id, notes) {
                Some(into) => {
                    vec![word, by(Tone::Plain), piece(Tone::Plain, &format!("{}; {into}", told(a)))]
                }
                None => vec![word, by(Tone::Plain), piece(Tone::Agree, &told(self.whole(a)))],
            },
            Verdict::Again(id) => {
                let which = self.origin(id, notes).map_or(String::new(), |w| format!(" at {w}"));
                vec![word, by(Tone::Plain), piece(Tone::Plain, &format!("speaks again of the event{which}"))]
            }
            Verdict::Lacks(why) | Verdict::Unmet(why) | Verdict::Not(why) => {
                vec![word, by(Tone::Quiet), piece(Tone::Quiet, why)]
            }
        }
    }

    /// The word that a note is on.
    fn word(&self, note: &Note) -> &str {
        let sentence = self.reading.document.sentences.get(note.sentence);
        let token = sentence.and_then(|s| s.tokens.get(note.token));
        token.map_or("", |t| t.span.of(&self.reading.report.text))
    }

    /// The account as the record has it, with what other sentences added.
    fn whole<'s>(&'s self, draft: &'s Account) -> &'s Account {
        self.reading.accounts.iter().find(|a| a.id == draft.id).unwrap_or(draft)
    }

    /// `merged into sentence 1, "met"`.
    fn merged_into(&self, id: &str, notes: &[Note]) -> Option<String> {
        let into = self.trace.merged_into(id)?;
        let at = self.origin(&into, notes).unwrap_or_else(|| "another account".to_owned());
        Some(format!("merged into {at}"))
    }

    /// Where an account was told first.
    fn origin(&self, id: &str, notes: &[Note]) -> Option<String> {
        let tells = |n: &&Note| matches!(&n.verdict, Verdict::Told(a) if a.id == id);
        let note = notes.iter().find(tells)?;
        Some(format!("sentence {}, \"{}\"", note.sentence + 1, self.word(note)))
    }

    /// The same as one object; spans are bytes of the report's text, which is in it.
    pub fn json(&self) -> Value {
        let (report, notes) = (&self.reading.report, self.trace.notes());
        let sentences = self.reading.document.sentences.iter().enumerate().map(|(s, sentence)| {
            let own = notes.iter().filter(|n| n.sentence == s).map(|n| self.considered(n));
            json!({ "span": sentence.span.quote(&report.text), "considered": own.collect::<Vec<Value>>() })
        });
        json!({
            "kind": "explanation",
            "report": report.id,
            "source": report.source,
            "title": report.title,
            "issues": report.issues,
            "text": report.text,
            "sentences": sentences.collect::<Vec<Value>>(),
        })
    }

    fn considered(&self, note: &Note) -> Value {
        let tokens = self.reading.document.sentences.get(note.sentence).map(|s| &s.tokens);
        let span = tokens.and_then(|t| t.get(note.token)).map(|t| t.span.quote(&self.reading.report.text));
        let (verdict, name, what) = match &note.verdict {
            Verdict::Told(a) => match self.trace.merged_into(&a.id) {
                Some(into) => ("merged", "into", json!(into)),
                None => ("told", "account", json!(self.whole(a))),
            },
            Verdict::Again(id) => ("again", "of", json!(id)),
            Verdict::Lacks(word) => ("lacks", "with", json!(word)),
            Verdict::Unmet(why) => ("unmet", "why", json!(why)),
            Verdict::Not(why) => ("not", "why", json!(why)),
        };
        let mut object = json!({ "word": span, "by": note.by, "verdict": verdict });
        object[name] = what;
        object
    }
}

/// An account in a line: `ACCUSE held, Kenya -> Uganda, 2016-09-05, in Nairobi, says the BBC (0.74)`.
pub fn told(a: &Account) -> String {
    let mode = a.mode.as_ref().map_or(String::new(), |m| format!("/{m}"));
    let mut line = format!("{}{mode} {}, {}", a.kind, a.status.name().replace('_', " "), parties(a));
    if let Some(when) = &a.when {
        line += &format!(", {}", when.edtf);
    }
    if let Some(place) = &a.place {
        line += &format!(", in {}", place.name);
    }
    let sources: Vec<&str> = a.sources.iter().map(|s| s.speaker.as_str()).collect();
    if !sources.is_empty() {
        line += &format!(", says {}", sources.join(" and "));
    }
    format!("{line} ({:.2})", a.confidence)
}

/// `Kenya, Uganda -> Chad`.
fn parties(a: &Account) -> String {
    let names = |list: &[Participant]| list.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ");
    let who = if a.actors.is_empty() { "nobody named".to_owned() } else { names(&a.actors) };
    if a.recipients.is_empty() { who } else { format!("{who} -> {}", names(&a.recipients)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Reader;
    use crate::report::Report;

    const TEXT: &str =
        "Kenya accused Uganda on Monday. Farmers in Kenya blamed the drought. Kenya accused Uganda.";

    #[test]
    fn each_sentence_has_what_fired_and_what_did_not() {
        let reader = Reader::embedded().unwrap();
        let (reading, trace) = reader.explain(Report::of_text("t", TEXT));
        let explained = Explained { reading: &reading, trace: &trace };
        let mut page = Page::new(200);
        explained.page(&mut page, false);
        let text = page.plain();
        assert!(
            text.contains(
                "1 Kenya accused Uganda on Monday.\n   accused accuse/accuse: ACCUSE held, Kenya -> Uganda"
            ),
            "{text}"
        );
        assert!(text.contains("blamed accuse/blame: needs a recipient"), "{text}");
        assert!(text.contains("merged into sentence 1, \"accused\""), "{text}");
        assert!(!text.contains("accuse/blame-on"), "{text}");
        let mut page = Page::new(200);
        explained.page(&mut page, true);
        assert!(
            page.plain().contains("blamed lacks what rules ask for: accuse/blame-on \"on\""),
            "{}",
            page.plain()
        );
    }

    #[test]
    fn json_has_the_accounts_of_the_record() {
        let reader = Reader::embedded().unwrap();
        let (reading, trace) = reader.explain(Report::of_text("t", TEXT));
        let value = Explained { reading: &reading, trace: &trace }.json();
        let first = &value["sentences"][0]["considered"][0];
        assert_eq!((&first["verdict"], &first["word"]["exact"]), (&json!("told"), &json!("accused")));
        assert_eq!(first["account"], json!(reading.accounts[0]));
        let all =
            value["sentences"].as_array().unwrap().iter().flat_map(|s| s["considered"].as_array().unwrap());
        assert!(all.clone().any(|c| c["verdict"] == "merged" && c["into"] == reading.accounts[0].id));
    }
}
