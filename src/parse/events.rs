//! The event head: layers of its own on the shared embeddings, and what is read off them.
//!
//! For every word: no event, or one of the sixteen types; for words that may tell of an event: mode, status,
//! and which words of the sentence are its participants, place, time, source and object (a bilinear score for
//! each part, as of Dozat & Manning 2017). Trained by `train/events/`, see `models/events-en/CARD.md`.

use serde::Deserialize;

use super::heads::{Window, classify, dense, dots, gather};
use super::kernel::{Cpu, by_cpu};
use super::layers::{Extent, Sizes, Stack};
use super::math::{LANES, exp_negative};
use super::product::Rows;
use super::weights::{Classifier, Linear, Tensors};
use crate::document::{EVENT_TYPES, Hint, Hints, PARTS};

/// The shipped weights.
static WEIGHTS: &[u8] = include_bytes!("../../models/events-en/weights.safetensors");

/// Words whose probability of telling an event is less are not looked at further.
const FLOOR: f32 = 0.04;
/// Classes of a word: no event, or a type.
const CLASSES: usize = EVENT_TYPES.len() + 1;
const STATUSES: usize = 6;

/// Sizes and labels, the file's metadata entry `config`.
#[derive(Debug, Deserialize)]
struct Config {
    hidden: usize,
    layers: usize,
    heads: usize,
    ffn: usize,
    kind_dim: usize,
    status_dim: usize,
    link_dim: usize,
    types: Vec<String>,
    /// `-` for none, else `TYPE/mode`.
    modes: Vec<String>,
}

/// The event head.
#[derive(Debug)]
pub struct EventHead {
    cpu: Cpu,
    stack: Stack,
    input: Linear,
    kind: Classifier,
    mode: Classifier,
    status: Classifier,
    /// For each part a matrix of `link + 1` rows (the trigger, then 1) of `link` numbers (the word).
    link: Vec<f32>,
    /// For each part what the word's 1 adds, by the trigger's numbers and its own 1.
    link_bias: Vec<f32>,
    /// Where the parts of a projected row start: kind, status, trigger, word.
    parts: [usize; 4],
    link_dim: usize,
    hidden: usize,
    modes: Vec<(usize, Option<&'static str>)>,
}

impl EventHead {
    /// The embedded head on a processor path.
    ///
    /// # Errors
    /// When the embedded file is damaged.
    pub(crate) fn embedded_on(cpu: Cpu) -> Result<Self, String> {
        Self::on(cpu, WEIGHTS)
    }

    /// A head from the bytes of its safetensors file.
    ///
    /// # Errors
    /// Says what is missing or has a wrong shape.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        Self::on(Cpu::detect(), bytes)
    }

    fn on(cpu: Cpu, bytes: &[u8]) -> Result<Self, String> {
        let (t, c): (_, Config) = Tensors::open(bytes)?;
        if c.types != EVENT_TYPES {
            return Err("event head: its types are not those of this program".into());
        }
        if c.link_dim == 0 || !c.link_dim.is_multiple_of(16) {
            return Err(format!("event head: link_dim is {}, must be a multiple of 16", c.link_dim));
        }
        let sizes = Sizes { layers: c.layers, heads: c.heads, hidden: c.hidden, ffn: c.ffn };
        let (k, s, l) = (c.kind_dim, c.status_dim, c.link_dim);
        let (link, link_bias) = split_link(&t.floats("link", &[PARTS, l + 1, l + 1])?, l);
        Ok(Self {
            cpu,
            stack: Stack::load(&t, sizes, cpu)?,
            input: t.linear("heads.in", k + s + 2 * l, 2 * c.hidden, true)?,
            kind: t.classifier("kind", CLASSES, k)?,
            mode: t.classifier("mode", c.modes.len(), k)?,
            status: t.classifier("status", STATUSES, s)?,
            link,
            link_bias,
            parts: [0, k, k + s, k + s + l],
            link_dim: l,
            hidden: c.hidden,
            modes: c.modes.iter().map(|m| mode(m)).collect(),
        })
    }

    /// Reads every window off the embedded pieces `x`, which it overwrites.
    pub(crate) fn read(
        &self,
        x: &mut [f32],
        extents: &[Extent],
        windows: &[Window],
        all: bool,
    ) -> Vec<Hints> {
        self.stack.run(x, extents);
        let rows = gather(self.hidden, x, windows.iter().flat_map(|w| w.words.iter().copied()));
        let stride = self.input.scale.len();
        let mut projected = dense(self.cpu, &self.input, &rows, f32::NEG_INFINITY);
        // What links are read off is linear, the rest has passed a ReLU.
        for row in projected.chunks_exact_mut(stride) {
            row[..self.parts[2]].iter_mut().for_each(|x| *x = x.max(0.0));
        }
        let mut first = 0;
        let one = |w: &Window| {
            let rows = &projected[first * stride..][..w.words.len() * stride];
            first += w.words.len();
            self.hints(rows, if all { 0.0 } else { FLOOR })
        };
        windows.iter().map(one).collect()
    }

    /// What the projected words of one window say.
    fn hints(&self, rows: &[f32], floor: f32) -> Hints {
        if rows.is_empty() {
            return Hints::default();
        }
        let scores = self.scores(&self.kind, rows, 0);
        let kinds: Vec<[f32; CLASSES]> = scores.chunks_exact(self.kind.bias.len()).map(softmax).collect();
        let near = |i: &usize| 1.0 - kinds[*i][0] >= floor;
        let triggers = (0..kinds.len()).filter(near).map(|i| self.hint(rows, i)).collect();
        Hints { kinds, triggers }
    }

    fn scores(&self, classifier: &Classifier, rows: &[f32], part: usize) -> Vec<f32> {
        let from = Rows { data: &rows[self.parts[part]..], stride: self.input.scale.len() };
        classify(self.cpu, classifier, from)
    }

    fn hint(&self, rows: &[f32], word: usize) -> Hint {
        let stride = self.input.scale.len();
        let row = &rows[word * stride..][..stride];
        let modes = self.scores(&self.mode, row, 0);
        let status = softmax(&self.scores(&self.status, row, 1));
        Hint { word, modes: self.best_modes(&modes), status, links: self.links(rows, row) }
    }

    /// For each type its likeliest mode, unless `none` is likelier.
    fn best_modes(&self, scores: &[f32]) -> [Option<&'static str>; EVENT_TYPES.len()] {
        std::array::from_fn(|kind| {
            let of_kind = |(_, m): &(usize, &(usize, Option<&'static str>))| m.1.is_none() || m.0 == kind;
            let fitting = self.modes.iter().enumerate().filter(of_kind);
            fitting.max_by(|a, b| scores[a.0].total_cmp(&scores[b.0])).and_then(|(_, m)| m.1)
        })
    }

    /// The links of one trigger to every word.
    fn links(&self, rows: &[f32], trigger: &[f32]) -> Vec<[f32; PARTS]> {
        let (n, stride) = (self.link_dim, self.input.scale.len());
        let own = &trigger[self.parts[2]..][..n];
        let mut mixed = vec![0.0f32; PARTS * n];
        let mut constant = [0.0f32; PARTS];
        for part in 0..PARTS {
            let matrix = &self.link[part * (n + 1) * n..][..(n + 1) * n];
            let bias = &self.link_bias[part * (n + 1)..][..n + 1];
            let sum = &mut mixed[part * n..][..n];
            sum.copy_from_slice(&matrix[n * n..]);
            add_rows(self.cpu, own, matrix, sum);
            dots(self.cpu, &bias[..n], &bias[n..], own, &mut constant[part..=part]);
        }
        let words = rows.chunks_exact(stride).map(|r| &r[self.parts[3]..][..n]);
        let one = |word| {
            let mut scores = [0.0; PARTS];
            dots(self.cpu, &mixed, &constant, word, &mut scores);
            sigmoids(scores)
        };
        words.map(one).collect()
    }
}

by_cpu! {
    /// `sum += x[k] * matrix[k]` over all rows k of the matrix that x has a number for.
    fn add_rows(x: &[f32], matrix: &[f32], sum: &mut [f32]) {
        for (x, line) in x.iter().zip(matrix.chunks_exact(sum.len())) {
            for (s, w) in sum.iter_mut().zip(line) {
                *s = x.mul_add(*w, *s);
            }
        }
    }
}

/// The tensor [parts, trigger + 1, word + 1] without its last column, and that column.
fn split_link(tensor: &[f32], n: usize) -> (Vec<f32>, Vec<f32>) {
    let rows = || tensor.chunks_exact(n + 1);
    (rows().flat_map(|r| &r[..n]).copied().collect(), rows().map(|r| r[n]).collect())
}

/// Type and name of a mode label (`CONSULT/meet`).
fn mode(label: &str) -> (usize, Option<&'static str>) {
    let (kind, name) = label.split_once('/').unwrap_or(("", ""));
    let at = EVENT_TYPES.iter().position(|t| *t == kind);
    // A model is loaded once and has some thirty modes.
    at.map_or((usize::MAX, None), |at| (at, Some(&*name.to_owned().leak())))
}

/// Probabilities of the first `N` scores.
fn softmax<const N: usize>(scores: &[f32]) -> [f32; N] {
    let top = scores[..N].iter().fold(f32::NEG_INFINITY, |a, x| a.max(*x));
    let mut out = [0.0; N];
    for (out, scores) in out.chunks_mut(LANES).zip(scores[..N].chunks(LANES)) {
        let mut lanes = [f32::NEG_INFINITY; LANES];
        lanes.iter_mut().zip(scores).for_each(|(l, s)| *l = s - top);
        out.copy_from_slice(&exp_negative(lanes)[..out.len()]);
    }
    let sum: f32 = out.iter().sum();
    out.iter_mut().for_each(|x| *x /= sum);
    out
}

/// The logistic function of each score.
fn sigmoids<const N: usize>(scores: [f32; N]) -> [f32; N] {
    let mut lanes = [0.0; LANES];
    lanes.iter_mut().zip(&scores).for_each(|(l, s)| *l = -s.abs());
    let small = exp_negative(lanes);
    std::array::from_fn(
        |i| if scores[i] < 0.0 { small[i] / (1.0 + small[i]) } else { 1.0 / (1.0 + small[i]) },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::model::Model;

    #[test]
    fn a_damaged_file_is_named() {
        assert!(EventHead::from_bytes(b"no").err().unwrap().contains("not a safetensors file"));
    }

    #[test]
    fn probabilities_are_probabilities() {
        let p: [f32; 3] = softmax(&[1.0, 2.0, -30.0, 9.0]);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-5 && p[1] > p[0] && p[2] < 1e-6);
        let q = sigmoids([0.0, 3.0, -3.0]);
        assert!((q[0] - 0.5).abs() < 1e-6 && (q[1] + q[2] - 1.0).abs() < 1e-5 && q[1] > 0.9);
    }

    #[test]
    fn modes_are_those_of_their_type() {
        assert_eq!(mode("-").1, None);
        assert_eq!(mode("CONSULT/visit"), (1, Some("visit")));
    }

    #[test]
    fn any_batch_and_path_gives_the_same() {
        let one: &[&str] = &["Kenya", "accused", "Uganda", "on", "Monday", "."];
        let two: &[&str] = &["It", "rained", "."];
        let wanted = Model::embedded().unwrap().analyse(&[one])[0].hints.clone();
        assert!(wanted.kinds[1][0] < 0.5, "{:?}", wanted.kinds[1]);
        assert_eq!(wanted.triggers.iter().find(|h| h.word == 1).map(|h| h.links.len()), Some(one.len()));
        for cpu in Cpu::available() {
            let together = Model::embedded_on(cpu).unwrap().analyse(&[two, one]);
            assert!(together[1].hints == wanted, "{}", cpu.name());
        }
    }
}
