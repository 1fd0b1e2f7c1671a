//! The language model behind one door: words in, tags, trees and names out.

use super::encoder::Encoder;
use super::events::EventHead;
use super::heads::{Heads, Reading, Window};
use super::kernel::Cpu;
use super::layers::Extent;
use super::pieces::{SPECIAL, Vocabulary, shape};
use super::weights::Weights;
use crate::document::{Hints, Name, Upos};

/// Word pieces encoded together: enough that streaming the weights from memory costs little.
const BATCH: usize = 1024;
/// Relation between the parts of a sentence too long for one window.
const JOIN: &str = "parataxis";

/// The shipped model, see `models/news-en/CARD.md`.
static WEIGHTS: &[u8] = include_bytes!("../../models/news-en/weights.safetensors");
static VOCABULARY: &str = include_str!("../../models/news-en/vocab.txt");

/// The model, ready to use; made once, shared freely, never changed.
#[derive(Debug)]
pub struct Model {
    vocabulary: Vocabulary,
    encoder: Encoder,
    heads: Heads,
    /// Other models than the embedded one have none.
    events: Option<EventHead>,
    /// Most pieces of a window, `[CLS]` and `[SEP]` included.
    longest: usize,
    upos: Vec<Upos>,
    xpos: Vec<&'static str>,
    deprel: Vec<&'static str>,
}

/// What the model says of one sentence; the lists have one entry a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Universal tags.
    pub upos: Vec<Upos>,
    /// Penn Treebank tags.
    pub xpos: Vec<&'static str>,
    /// Index of each word's head; `None` for the one root.
    pub heads: Vec<Option<usize>>,
    /// UD relations.
    pub deprels: Vec<&'static str>,
    /// Names in order, not overlapping.
    pub names: Vec<Name>,
    /// What the embedded model reads off each word for coreference, word by word; empty in other models.
    pub vectors: Vec<f32>,
    /// What the event head says; empty in models without one.
    pub hints: Hints,
}

impl Model {
    /// The model embedded in the binary.
    ///
    /// # Errors
    /// As [`Model::from_bytes`], when the build took in a damaged file.
    pub fn embedded() -> Result<Self, String> {
        Self::embedded_on(Cpu::detect())
    }

    /// The embedded model on a chosen processor path.
    ///
    /// # Errors
    /// As [`Model::embedded`].
    pub fn embedded_on(cpu: Cpu) -> Result<Self, String> {
        let mut model = Self::on(cpu, WEIGHTS, VOCABULARY)?;
        model.heads.set_extra(crate::recognise::coref::network::projection(2 * model.encoder.hidden())?);
        model.events = Some(EventHead::embedded_on(cpu)?);
        Ok(model)
    }

    /// The model with another event head, to measure one.
    pub fn with_events(self, events: EventHead) -> Self {
        Self { events: Some(events), ..self }
    }

    /// Loads a model from the bytes of its safetensors file and the lines of its vocabulary.
    ///
    /// # Errors
    /// Says what is missing or has a wrong shape.
    pub fn from_bytes(weights: &[u8], vocabulary: &str) -> Result<Self, String> {
        Self::on(Cpu::detect(), weights, vocabulary)
    }

    /// The same on a chosen processor path, to measure and compare; results never differ.
    ///
    /// # Errors
    /// As [`Model::from_bytes`].
    pub fn on(cpu: Cpu, weights: &[u8], vocabulary: &str) -> Result<Self, String> {
        let weights = Weights::open(weights)?;
        let vocabulary = Vocabulary::parse(vocabulary)?;
        let encoder = Encoder::load(&weights, cpu)?;
        if vocabulary.len() != encoder.vocabulary() {
            let (lines, rows) = (vocabulary.len(), encoder.vocabulary());
            return Err(format!("vocabulary: {lines} lines, but tensor \"word\" has {rows} rows"));
        }
        let heads = Heads::load(&weights, cpu)?;
        let config = weights.config;
        Ok(Self {
            vocabulary,
            encoder,
            heads,
            events: None,
            longest: config.max_positions,
            upos: config.upos.iter().map(|l| Upos::from_ud(l)).collect(),
            xpos: config.xpos.into_iter().map(keep).collect(),
            deprel: config.deprel.into_iter().map(keep).collect(),
        })
    }

    /// Analyses sentences given as words, in order. A sentence's analysis does not depend on the others.
    pub fn analyse(&self, sentences: &[&[&str]]) -> Vec<Analysis> {
        let mut analyses = vec![Analysis::default(); sentences.len()];
        let mut batch = Batch::default();
        let mut splitter = Splitter::default();
        for (i, words) in sentences.iter().enumerate() {
            self.add_sentence(i, words, &mut splitter, &mut batch);
            if batch.pieces.len() >= BATCH {
                self.run(std::mem::take(&mut batch), &mut analyses);
            }
        }
        self.run(batch, &mut analyses);
        analyses
    }

    /// The encoder's vectors of the words of each sentence, side by side (first piece beside last piece),
    /// for training further heads. Sentences too long for one window give those of their windows.
    pub fn vectors(&self, sentences: &[&[&str]]) -> Vec<Vec<f32>> {
        let one = |words: &&[&str]| {
            let mut batch = Batch::default();
            self.add_sentence(0, words, &mut Splitter::default(), &mut batch);
            let x = self.encoder.encode(&batch.pieces, &batch.extents);
            let hidden = self.encoder.hidden();
            let row = |piece: usize| &x[piece * hidden..][..hidden];
            let words = batch.windows.iter().flat_map(|w| &w.words);
            words.flat_map(|(first, last)| [row(*first), row(*last)].concat()).collect()
        };
        sentences.iter().map(one).collect()
    }

    /// Number of word pieces that sentences take, for measurements.
    pub fn count_pieces(&self, sentences: &[&[&str]]) -> usize {
        let (mut batch, mut splitter) = (Batch::default(), Splitter::default());
        for words in sentences {
            self.add_sentence(0, words, &mut splitter, &mut batch);
        }
        batch.pieces.len()
    }

    /// Cuts a sentence into windows (nearly always one) and adds them to the batch.
    fn add_sentence(&self, sentence: usize, words: &[&str], splitter: &mut Splitter, batch: &mut Batch) {
        let room = self.longest - 2;
        let mut open = false;
        for word in words {
            splitter.pieces.clear();
            self.vocabulary.split(word, &mut splitter.text, &mut splitter.pieces);
            splitter.pieces.truncate(room);
            if open && batch.length() + splitter.pieces.len() > room + 1 {
                batch.close(self.vocabulary.end);
                open = false;
            }
            if !open {
                batch.open(sentence, self.vocabulary.start);
                open = true;
            }
            batch.add_word(&splitter.pieces, shape(word));
        }
        if open {
            batch.close(self.vocabulary.end);
        }
    }

    fn run(&self, batch: Batch, analyses: &mut [Analysis]) {
        let mut embedded = self.encoder.embed(&batch.pieces, &batch.extents);
        let mut x = embedded.clone();
        self.encoder.run(&mut x, &batch.extents);
        let readings = self.heads.read(&self.encoder, &x, &batch.windows);
        let hints = |e: &EventHead| e.read(&mut embedded, &batch.extents, &batch.windows, false);
        let hints = self.events.as_ref().map_or_else(Vec::new, hints);
        for (&sentence, hints) in batch.sentences.iter().zip(hints) {
            analyses[sentence].hints.join(hints);
        }
        for (sentence, reading) in batch.sentences.into_iter().zip(readings) {
            self.join(reading, &mut analyses[sentence]);
        }
    }

    /// What the event head says of one sentence, of every word of it however unlikely.
    pub fn every_hint(&self, words: &[&str]) -> Hints {
        let mut batch = Batch::default();
        self.add_sentence(0, words, &mut Splitter::default(), &mut batch);
        let mut embedded = self.encoder.embed(&batch.pieces, &batch.extents);
        let read = |e: &EventHead| e.read(&mut embedded, &batch.extents, &batch.windows, true);
        let mut hints = Hints::default();
        self.events.as_ref().map_or_else(Vec::new, read).into_iter().for_each(|h| hints.join(h));
        hints
    }

    /// Adds a window's reading to its sentence; its root hangs on the root of the first window.
    fn join(&self, reading: Reading, analysis: &mut Analysis) {
        let offset = analysis.heads.len();
        let top = analysis.heads.iter().position(Option::is_none);
        for (head, label) in reading.heads.into_iter().zip(reading.deprels) {
            let joined = head.is_none() && top.is_some();
            analysis.heads.push(head.map(|h| h + offset).or(top));
            analysis.deprels.push(if joined { JOIN } else { self.deprel[label] });
        }
        analysis.upos.extend(reading.upos.into_iter().map(|i| self.upos[i]));
        analysis.xpos.extend(reading.xpos.into_iter().map(|i| self.xpos[i]));
        let moved = |n: Name| Name { first: n.first + offset, last: n.last + offset, ..n };
        analysis.names.extend(reading.names.into_iter().map(moved));
        analysis.vectors.extend(reading.vectors);
    }
}

/// Keeps a label for the life of the program: a model is loaded once and has about a hundred.
fn keep(label: String) -> &'static str {
    label.leak()
}

#[derive(Default)]
struct Splitter {
    text: String,
    pieces: Vec<u32>,
}

/// Windows laid out as rows of one matrix.
#[derive(Default)]
struct Batch {
    pieces: Vec<(u32, u8)>,
    extents: Vec<Extent>,
    windows: Vec<Window>,
    /// The sentence each window belongs to.
    sentences: Vec<usize>,
    start: usize,
}

impl Batch {
    fn open(&mut self, sentence: usize, piece: u32) {
        self.start = self.pieces.len();
        self.sentences.push(sentence);
        self.windows.push(Window { root: self.start, words: Vec::new() });
        self.pieces.push((piece, SPECIAL));
    }

    /// Pieces of the open window.
    fn length(&self) -> usize {
        self.pieces.len() - self.start
    }

    fn add_word(&mut self, pieces: &[u32], shape: u8) {
        let first = self.pieces.len();
        self.pieces.extend(pieces.iter().map(|p| (*p, shape)));
        if let Some(window) = self.windows.last_mut() {
            window.words.push((first, self.pieces.len() - 1));
        }
    }

    fn close(&mut self, piece: u32) {
        self.pieces.push((piece, SPECIAL));
        self.extents.push((self.start, self.length()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::fixture::{Fixture, VOCABULARY};
    use proptest::prelude::*;

    fn model(cpu: Cpu) -> Model {
        Model::on(cpu, &Fixture::new(3).bytes(None), VOCABULARY).unwrap()
    }

    fn check(analysis: &Analysis, words: usize) {
        let counts = [analysis.upos.len(), analysis.xpos.len(), analysis.heads.len(), analysis.deprels.len()];
        assert_eq!(counts, [words; 4]);
        assert_eq!(analysis.heads.iter().filter(|h| h.is_none()).count(), usize::from(words > 0));
        for mut at in 0..words {
            let steps = (0..=words).take_while(|_| match analysis.heads[at] {
                Some(head) => {
                    at = head;
                    true
                }
                None => false,
            });
            assert!(steps.count() < words, "a cycle");
        }
        assert!(analysis.names.iter().all(|n| n.first <= n.last && n.last < words));
        assert!(analysis.names.is_sorted_by(|a, b| a.last < b.first));
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(model(Cpu::detect()).analyse(&[]), []);
        assert_eq!(model(Cpu::detect()).analyse(&[&[]]), [Analysis::default()]);
    }

    #[test]
    fn a_missing_tensor_is_named() {
        for name in ["word", "layer.1.down", "layer.0.ln2.bias", "label.U", "arc.A.scale", "names.b"] {
            let error = Model::from_bytes(&Fixture::new(3).bytes(Some(name)), VOCABULARY).unwrap_err();
            assert!(error.contains(&format!("{name:?}")), "{error}");
        }
        let error = Model::from_bytes(&Fixture::new(3).bytes(None), "[CLS]\n[SEP]\n[UNK]").unwrap_err();
        assert!(error.contains("3 lines"), "{error}");
    }

    #[test]
    fn one_root_has_the_root_label() {
        let analysis =
            &model(Cpu::detect()).analyse(&[&["The", "president", "talked", "in", "Paris", "."]])[0];
        for (head, label) in analysis.heads.iter().zip(&analysis.deprels) {
            assert_eq!(head.is_none(), *label == "root");
        }
    }

    #[test]
    fn long_sentences_are_cut_into_windows() {
        let long = vec!["talk"; 300];
        let dashes = "-".repeat(2000);
        let odd = [dashes.as_str(), "", "met", dashes.as_str()];
        let analyses = model(Cpu::detect()).analyse(&[&long, &odd]);
        check(&analyses[0], 300);
        check(&analyses[1], 4);
        assert!(analyses[0].deprels.contains(&JOIN));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn any_batch_and_path_gives_the_same(
            sentences in prop::collection::vec(
                prop::collection::vec("the|President|met|UN|paris|talked|yesterday|\\PC{0,6}", 0..60), 0..8),
        ) {
            let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.iter().map(|w| w.as_str()).collect()).collect();
            let slices: Vec<&[&str]> = words.iter().map(|w| w.as_slice()).collect();
            let slow = model(Cpu::available()[0]);
            let alone: Vec<Analysis> = slices.iter().flat_map(|s| slow.analyse(&[s])).collect();
            for (analysis, words) in alone.iter().zip(&slices) {
                check(analysis, words.len());
            }
            for cpu in Cpu::available() {
                prop_assert_eq!(&model(cpu).analyse(&slices), &alone);
            }
        }
    }
}
