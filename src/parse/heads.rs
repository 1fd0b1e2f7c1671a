//! What is read off the encoder's vectors: arcs, labels, tags and names (Dozat & Manning 2017).
//!
//! A word is the vector of its first piece beside that of its last; the root is `[CLS]` beside itself.
//! Labels are scored for chosen arcs only, and the label tensor meets each distinct *head* once rather
//! than each word: half of all words are nobody's head.

use super::encoder::Encoder;
use super::kernel::{Aligned, Cpu, by_cpu, multiply};
use super::math::{LANES, dequantise, quantise};
use super::names::Tags;
use super::product::{Rows, dot, product};
use super::tree::{Arcs, decode};
use super::weights::{Classifier, Linear, Weights, quantised};
use crate::document::Name;

/// Rows of one pass; the largest buffer is the label product, this times 6,500 sums.
const GROUP: usize = 96;
/// Distinct heads in one label product.
const LABEL_GROUP: usize = 32;

/// All heads.
#[derive(Debug)]
pub(crate) struct Heads {
    cpu: Cpu,
    input: Linear,
    arc: Linear,
    arc_bias: Vec<f32>,
    label: Linear,
    labels: usize,
    root_label: Option<usize>,
    upos: Classifier,
    xpos: Classifier,
    names: Classifier,
    name_tags: Tags,
    /// What later steps read off the words, if anything.
    extra: Option<Linear>,
    /// Where the parts of a projected row start: arc_dep, arc_head, label_dep, label_head, upos, xpos, names.
    parts: [usize; 7],
}

/// The words of one window: rows of the encoder's matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Window {
    /// The row of `[CLS]`.
    pub(crate) root: usize,
    /// First and last row of each word.
    pub(crate) words: Vec<(usize, usize)>,
}

impl Window {
    /// First and last row of the root and of each word.
    fn rows(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        std::iter::once((self.root, self.root)).chain(self.words.iter().copied())
    }
}

/// What the heads say of one window; labels are indices into the model's lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub(crate) upos: Vec<usize>,
    pub(crate) xpos: Vec<usize>,
    pub(crate) heads: Vec<Option<usize>>,
    pub(crate) deprels: Vec<usize>,
    pub(crate) names: Vec<Name>,
    /// The extra head's numbers, word by word.
    pub(crate) vectors: Vec<f32>,
}

impl Heads {
    /// Adds a head whose numbers are handed on as they are.
    pub(crate) fn set_extra(&mut self, layer: Linear) {
        self.extra = Some(layer);
    }

    /// Reads the heads' tensors.
    ///
    /// # Errors
    /// Names the tensor that is missing or has a wrong shape.
    pub(crate) fn load(weights: &Weights<'_>, cpu: Cpu) -> Result<Self, String> {
        let c = &weights.config;
        let widths = [c.arc_dim, c.arc_dim, c.label_dim, c.label_dim, c.tag_dim, c.tag_dim, c.tag_dim];
        let mut parts = [0; 7];
        for i in 1..7 {
            parts[i] = parts[i - 1] + widths[i - 1];
        }
        Ok(Self {
            cpu,
            input: weights.linear("heads.in", widths.iter().sum(), 2 * c.hidden, true)?,
            arc: weights.linear("arc.A", c.arc_dim, c.arc_dim, false)?,
            arc_bias: weights.floats("arc.a", &[c.arc_dim])?,
            label: label_layer(weights)?,
            labels: c.deprel.len(),
            root_label: c.deprel.iter().position(|l| l == "root"),
            upos: weights.classifier("upos", c.upos.len(), c.tag_dim)?,
            xpos: weights.classifier("xpos", c.xpos.len(), c.tag_dim)?,
            names: weights.classifier("names", c.names.len(), c.tag_dim)?,
            name_tags: Tags::parse(&c.names)?,
            extra: None,
            parts,
        })
    }

    /// Reads every window off the encoder's matrix `x`.
    pub(crate) fn read(&self, encoder: &Encoder, x: &[f32], windows: &[Window]) -> Vec<Reading> {
        let mut readings = Vec::with_capacity(windows.len());
        let mut rest = windows;
        while !rest.is_empty() {
            let mut rows = 0;
            let fits = |w: &&Window| {
                rows += w.words.len() + 1;
                rows <= GROUP
            };
            let taken = rest.iter().take_while(fits).count().max(1);
            readings.extend(self.read_group(encoder.hidden(), x, &rest[..taken]));
            rest = &rest[taken..];
        }
        readings
    }

    fn read_group(&self, hidden: usize, x: &[f32], windows: &[Window]) -> Vec<Reading> {
        let words = gather(hidden, x, windows.iter().flat_map(Window::rows));
        let projected = self.layer(&self.input, &words, 0.0);
        let extra = self.extra.as_ref().map(|l| (self.layer(l, &words, f32::NEG_INFINITY), l.scale.len()));
        let mut readings = self.trees(&projected, windows);
        let classes = [(&self.upos, 4), (&self.xpos, 5), (&self.names, 6)]
            .map(|(classifier, part)| self.classify(classifier, &projected, self.parts[part]));
        let [upos, xpos, names] = [&self.upos, &self.xpos, &self.names].map(|c| c.bias.len());
        let mut row = 0;
        for (reading, window) in readings.iter_mut().zip(windows) {
            let (first, count) = (row + 1, window.words.len());
            let best = |scores: &[f32], width: usize, classes: usize| -> Vec<usize> {
                let rows = scores[first * width..][..count * width].chunks_exact(width);
                rows.map(|row| largest(&row[..classes], None)).collect()
            };
            reading.upos = best(&classes[0], upos, self.upos.outputs);
            reading.xpos = best(&classes[1], xpos, self.xpos.outputs);
            if let Some((vectors, width)) = &extra {
                reading.vectors = vectors[first * width..][..count * width].to_vec();
            }
            reading.names = self.name_tags.decode(&classes[2][first * names..], names, count);
            row = first + count;
        }
        self.label_arcs(&projected, &mut readings);
        readings
    }

    /// [`dense`] on this processor.
    fn layer(&self, layer: &Linear, rows: &[f32], floor: f32) -> Vec<f32> {
        dense(self.cpu, layer, rows, floor)
    }

    /// One part of every projected row, side by side.
    fn part(&self, projected: &[f32], part: usize, width: usize) -> Vec<f32> {
        let rows = projected.chunks_exact(self.input.scale.len());
        let mut out = Vec::with_capacity(rows.len() * width);
        rows.for_each(|row| out.extend_from_slice(&row[self.parts[part]..][..width]));
        out
    }

    fn trees(&self, projected: &[f32], windows: &[Window]) -> Vec<Reading> {
        let (n, stride) = (self.arc_bias.len(), self.input.scale.len());
        let heads = self.part(projected, 1, n);
        let mixed = self.layer(&self.arc, &heads, f32::NEG_INFINITY);
        let mut first = 0;
        let one = |window: &Window| {
            let rows = window.words.len() + 1;
            let (heads, mixed) = (&heads[first * n..][..rows * n], &mixed[first * n..][..rows * n]);
            let dependents = &projected[(first + 1) * stride..];
            first += rows;
            let (scores, width) = self.arc_scores(dependents, heads, mixed);
            let arcs = Arcs { scores: &scores, stride: width, words: rows - 1 };
            Reading { heads: decode(&arcs), ..Reading::default() }
        };
        windows.iter().map(one).collect()
    }

    /// Scores of every word (rows) against the root and every word (columns, padded to the width returned).
    fn arc_scores(&self, dependents: &[f32], heads: &[f32], mixed: &[f32]) -> (Vec<f32>, usize) {
        let n = self.arc_bias.len();
        let rows = heads.len() / n;
        let width = rows.next_multiple_of(LANES);
        let mut turned = vec![0.0; n * width];
        let mut own = vec![0.0; width];
        for (j, mixed) in mixed.chunks_exact(n).enumerate() {
            for (k, x) in mixed.iter().enumerate() {
                turned[k * width + j] = *x;
            }
        }
        dots(self.cpu, heads, &vec![0.0; rows], &self.arc_bias, &mut own);
        let mut scores = vec![0.0; (rows - 1) * width];
        let dependents = Rows { data: dependents, stride: self.input.scale.len() };
        product(self.cpu, dependents, rows - 1, &turned, n, width, &mut scores);
        add_to_rows(self.cpu, &own, &mut scores);
        (scores, width)
    }

    /// Scores of one classifier for every row, as wide as its bias.
    fn classify(&self, classifier: &Classifier, projected: &[f32], part: usize) -> Vec<f32> {
        classify(self.cpu, classifier, Rows { data: &projected[part..], stride: self.input.scale.len() })
    }

    /// Chooses the label of every arc.
    fn label_arcs(&self, projected: &[f32], readings: &mut [Reading]) {
        let arcs = arcs_by_head(readings);
        for reading in readings.iter_mut() {
            reading.deprels = vec![0; reading.heads.len()];
        }
        let (n, stride) = (self.label.inputs, self.input.scale.len());
        let by_head: Vec<&[Arc]> = arcs.chunk_by(|a, b| a.head_row == b.head_row).collect();
        let mut scores = LabelScores::new(self);
        let mut sums = Aligned::new(LABEL_GROUP.min(by_head.len()) * self.label.weights.width());
        for heads in by_head.chunks(LABEL_GROUP) {
            let mut rows = Vec::with_capacity(heads.len() * n);
            for arcs in heads {
                let start = arcs[0].head_row * stride + self.parts[3];
                rows.extend_from_slice(&projected[start..start + n]);
            }
            let scales = sums_into(self.cpu, &self.label, &rows, &mut sums);
            for (i, arcs) in heads.iter().enumerate() {
                scores.take_head(self, &sums[i * self.label.weights.width()..], scales[i]);
                for arc in *arcs {
                    let dependent = &projected[arc.row * stride + self.parts[2]..][..n];
                    let label = scores.best(self, dependent, arc.is_root);
                    readings[arc.reading].deprels[arc.word] = label;
                }
            }
        }
    }
}

/// An arc of a group of windows; rows are those of the projected matrix.
#[derive(Debug)]
struct Arc {
    head_row: usize,
    row: usize,
    reading: usize,
    word: usize,
    is_root: bool,
}

/// All arcs, those of one head side by side.
fn arcs_by_head(readings: &[Reading]) -> Vec<Arc> {
    let mut arcs = Vec::new();
    let mut first = 0;
    for (reading, r) in readings.iter().enumerate() {
        arcs.extend(r.heads.iter().enumerate().map(|(word, head)| Arc {
            head_row: first + head.map_or(0, |h| h + 1),
            row: first + word + 1,
            reading,
            word,
            is_root: head.is_none(),
        }));
        first += r.heads.len() + 1;
    }
    arcs.sort_by_key(|a| (a.head_row, a.row));
    arcs
}

/// Label scores of one head at a time.
struct LabelScores {
    /// The label tensor times the head: per label as many numbers as a dependent has, then one constant a label.
    mixed: Vec<f32>,
    scores: Vec<f32>,
}

impl LabelScores {
    fn new(heads: &Heads) -> Self {
        Self { mixed: vec![0.0; heads.label.scale.len()], scores: vec![0.0; heads.labels] }
    }

    fn take_head(&mut self, heads: &Heads, sums: &[i32], scale: f32) {
        let (layer, width) = (&heads.label, heads.label.weights.width());
        let (scales, bias) = (&layer.scale, &layer.bias);
        let sums = &sums[..width];
        dequantise(heads.cpu, sums, width, &[scale], scales, bias, f32::NEG_INFINITY, &mut self.mixed);
    }

    /// The best label of a dependent; `root` for the root and never for another word.
    fn best(&mut self, heads: &Heads, dependent: &[f32], is_root: bool) -> usize {
        match heads.root_label {
            Some(root) if is_root => root,
            other => {
                let (matrix, constant) = self.mixed.split_at(heads.labels * dependent.len());
                dots(heads.cpu, matrix, constant, dependent, &mut self.scores);
                largest(&self.scores, other)
            }
        }
    }
}

/// A dense layer over f32 rows: quantise, multiply, dequantise; `floor` is 0 for a ReLU.
pub(crate) fn dense(cpu: Cpu, layer: &Linear, rows: &[f32], floor: f32) -> Vec<f32> {
    let width = layer.weights.width();
    let mut sums = Aligned::new(rows.len() / layer.inputs * width);
    let scales = sums_into(cpu, layer, rows, &mut sums);
    let mut out = vec![0.0; scales.len() * layer.scale.len()];
    dequantise(cpu, &sums, width, &scales, &layer.scale, &layer.bias, floor, &mut out);
    out
}

/// The integer half of a layer; returns the scale of each row.
fn sums_into(cpu: Cpu, layer: &Linear, rows: &[f32], sums: &mut [i32]) -> Vec<f32> {
    let depth = layer.weights.depth();
    let count = rows.len() / layer.inputs;
    let (mut bytes, mut scales) = (Aligned::new(count * depth), vec![0.0; count]);
    quantise(cpu, rows, layer.inputs, &mut bytes, depth, &mut scales);
    multiply(cpu, &bytes, count, &layer.weights, sums);
    scales
}

/// Scores of one classifier for every row (`from` begins at the first number it reads of the first row),
/// as wide as its bias.
pub(crate) fn classify(cpu: Cpu, classifier: &Classifier, from: Rows<'_>) -> Vec<f32> {
    let width = classifier.bias.len();
    let rows = from.data.len().div_ceil(from.stride);
    let mut scores = vec![0.0; rows * width];
    product(cpu, from, rows, &classifier.weights, classifier.inputs, width, &mut scores);
    add_to_rows(cpu, &classifier.bias, &mut scores);
    scores
}

by_cpu! {
    /// `scores[l] = matrix[l] . x + constant[l]`.
    pub(crate) fn dots(matrix: &[f32], constant: &[f32], x: &[f32], scores: &mut [f32]) {
        for ((score, row), c) in scores.iter_mut().zip(matrix.chunks_exact(x.len())).zip(constant) {
            *score = dot(row, x) + c;
        }
    }
}

by_cpu! {
    /// Adds `bias` to every row.
    fn add_to_rows(bias: &[f32], rows: &mut [f32]) {
        for row in rows.chunks_exact_mut(bias.len()) {
            for (x, b) in row.iter_mut().zip(bias) {
                *x += b;
            }
        }
    }
}

/// The first index of the largest value, leaving one out.
fn largest(values: &[f32], except: Option<usize>) -> usize {
    let kept = (0..values.len()).filter(|i| Some(*i) != except);
    kept.reduce(|best, i| if values[i] > values[best] { i } else { best }).unwrap_or(0)
}

/// Vectors of pieces, the first beside the last of each word.
pub(crate) fn gather(hidden: usize, x: &[f32], words: impl Iterator<Item = (usize, usize)>) -> Vec<f32> {
    let mut rows = Vec::new();
    for (first, last) in words {
        rows.extend_from_slice(&x[first * hidden..][..hidden]);
        rows.extend_from_slice(&x[last * hidden..][..hidden]);
    }
    rows
}

/// The label tensor [labels, n + 1, n + 1] (dependent, head) as a layer over head vectors: for each label
/// n outputs, one per number of the dependent, and after all of these the constants; what multiplies the
/// head's extra 1 becomes the bias.
fn label_layer(weights: &Weights<'_>) -> Result<Linear, String> {
    let (labels, n) = (weights.config.deprel.len(), weights.config.label_dim);
    let tensor = weights.floats("label.U", &[labels, n + 1, n + 1])?;
    let place = |label: usize, k: usize| &tensor[(label * (n + 1) + k) * (n + 1)..][..n + 1];
    let order = (0..labels).flat_map(|l| (0..n).map(move |k| (l, k))).chain((0..labels).map(|l| (l, n)));
    let (mut rows, mut bias) = (Vec::new(), Vec::new());
    for (label, k) in order {
        rows.extend_from_slice(&place(label, k)[..n]);
        bias.push(place(label, k)[n]);
    }
    Ok(quantised(&rows, n, bias))
}
