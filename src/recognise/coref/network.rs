//! The network that says which earlier mention a candidate continues, if any, and what it is.
//!
//! score(i, j) = v . relu(L x_i + l_i + R x_j + r_j + sum of the pair's rows) + (A x_i) . (B x_j), beside
//! score(i, none) = w . relu(O x_i + o_i): a mention ranker (Durrett and Klein 2013) over what
//! [`super::features`] gives and the encoder's vector x of the head. Sums run in a fixed order.

use serde::Deserialize;

use super::chains::OF_CHAIN;
use super::features::{OF_ONE, OF_TWO};
use crate::parse::kernel::{Cpu, by_cpu};
use crate::parse::product::{Rows, dot, product};
use crate::parse::weights::{Classifier, Linear, Tensors};

/// The shipped weights, see `models/coref-en/CARD.md`.
static WEIGHTS: &[u8] = include_bytes!("../../../models/coref-en/weights.safetensors");

/// Kinds of things told apart, in the order of the network's outputs.
pub const KINDS: [&str; 5] = ["person", "org", "place", "other", "none"];

#[derive(Deserialize)]
struct Config {
    project: usize,
    hidden: usize,
    dot: usize,
    one: Vec<usize>,
    two: Vec<usize>,
}

/// The part that the encoder's pass computes for every word: `inputs` numbers to a few.
pub(crate) fn projection(inputs: usize) -> Result<Linear, String> {
    let (tensors, config): (_, Config) = Tensors::open(WEIGHTS)?;
    tensors.linear("in", config.project, inputs, true)
}

/// The network.
#[derive(Debug)]
pub struct Network {
    cpu: Cpu,
    hidden: usize,
    dot: usize,
    project: usize,
    from: Classifier,
    one: Vec<f32>,
    two: Vec<f32>,
    offsets_one: Vec<usize>,
    offsets_two: Vec<usize>,
    score: Vec<f32>,
    out: Classifier,
}

/// What the network makes of the candidates of a text, before they are compared.
pub struct Prepared {
    /// Rows: left, right, own, then the two factors.
    rows: Vec<f32>,
    stride: usize,
    /// The score of beginning anew, and a score for each of [`KINDS`].
    pub own: Vec<(f32, [f32; 5])>,
}

impl Network {
    /// The embedded network.
    ///
    /// # Errors
    /// When the file is damaged or was made for other features.
    pub fn embedded() -> Result<Self, String> {
        let (tensors, config): (_, Config) = Tensors::open(WEIGHTS)?;
        let same =
            |sizes: &[usize], templates: &[(&str, usize)]| sizes.iter().eq(templates.iter().map(|(_, n)| n));
        if !same(&config.one, &OF_ONE) || !same(&config.two, &[&OF_TWO[..], &OF_CHAIN[..]].concat()) {
            return Err("models/coref-en: trained on other features: see train/coref/README.md".into());
        }
        let (h, d) = (config.hidden, config.dot);
        if !h.is_multiple_of(16) || !d.is_multiple_of(16) {
            return Err(format!("models/coref-en: sizes {h} and {d} must be multiples of 16"));
        }
        let rows = |sizes: &[usize]| sizes.iter().sum::<usize>();
        Ok(Self {
            cpu: Cpu::detect(),
            hidden: h,
            dot: d,
            project: config.project,
            from: tensors.classifier("from", 3 * h + 2 * d, 3 * config.project)?,
            one: tensors.floats("one", &[rows(&config.one), 3 * h])?,
            two: tensors.floats("two", &[rows(&config.two), h])?,
            offsets_one: offsets(&config.one),
            offsets_two: offsets(&config.two),
            score: tensors.floats("score", &[h])?,
            out: tensors.classifier("out", 6, h)?,
        })
    }

    /// Numbers a word has.
    pub fn inputs(&self) -> usize {
        self.project
    }

    /// Looks at each candidate on its own: three vectors of [`Network::inputs`] numbers (its head, the mean of
    /// its words, the word it hangs on), and its features.
    pub fn prepare(&self, vectors: &[f32], features: &[[usize; OF_ONE.len()]]) -> Prepared {
        let (count, stride, h) = (features.len(), self.from.bias.len(), self.hidden);
        let mut rows = vec![0.0; count * stride];
        let from = Rows { data: vectors, stride: self.from.inputs };
        product(self.cpu, from, count, &self.from.weights, self.from.inputs, stride, &mut rows);
        for (row, values) in rows.chunks_exact_mut(stride).zip(features) {
            let at: Vec<usize> = values.iter().zip(&self.offsets_one).map(|(v, o)| (v + o) * 3 * h).collect();
            add_rows(self.cpu, &mut row[..3 * h], &self.one, &at);
            row.iter_mut().zip(&self.from.bias).for_each(|(x, b)| *x += b);
            row[2 * h..3 * h].iter_mut().for_each(|x| *x = x.max(0.0));
        }
        let width = self.out.bias.len();
        let mut out = vec![0.0; count * width];
        let own = Rows { data: rows.get(2 * h..).unwrap_or(&[]), stride };
        product(self.cpu, own, count, &self.out.weights, h, width, &mut out);
        let of = |row: &[f32]| {
            let score = |k: usize| row[k] + self.out.bias[k];
            (score(0), std::array::from_fn(|k| score(k + 1)))
        };
        Prepared { own: out.chunks_exact(width).map(of).collect(), rows, stride }
    }

    /// The score of candidate `i` continuing candidate `j`, with the pair's features.
    pub fn pair(&self, prepared: &Prepared, i: usize, j: usize, features: &[usize]) -> f32 {
        let row = |i: usize| &prepared.rows[i * prepared.stride..][..prepared.stride];
        let mut at = [0; OF_TWO.len() + OF_CHAIN.len()];
        for ((place, value), offset) in at.iter_mut().zip(features).zip(&self.offsets_two) {
            *place = (value + offset) * self.hidden;
        }
        let mut score = [0.0];
        let (h, d) = (self.hidden, self.dot);
        let (a, b) = (row(i), row(j));
        compare(self.cpu, &a[..h], &b[h..2 * h], &self.two, &at, &self.score, &mut score);
        score[0] + dot(&a[3 * h..3 * h + d], &b[3 * h + d..3 * h + 2 * d])
    }
}

fn offsets(sizes: &[usize]) -> Vec<usize> {
    sizes
        .iter()
        .scan(0, |at, n| {
            *at += n;
            Some(*at - n)
        })
        .collect()
}

by_cpu! {
    /// Adds the rows of a table that start `at` to `row`.
    fn add_rows(row: &mut [f32], table: &[f32], at: &[usize]) {
        for start in at {
            let line = &table[*start..][..row.len()];
            for (x, y) in row.iter_mut().zip(line) {
                *x += y;
            }
        }
    }
}

by_cpu! {
    /// `v . relu(left + right + rows of the table)`.
    fn compare(left: &[f32], right: &[f32], table: &[f32], at: &[usize], v: &[f32], score: &mut [f32; 1]) {
        let mut total = 0.0;
        for c in (0..left.len()).step_by(16) {
            let mut sums = [0.0f32; 16];
            sums.copy_from_slice(&left[c..c + 16]);
            for (x, y) in sums.iter_mut().zip(&right[c..c + 16]) {
                *x += y;
            }
            for start in at {
                for (x, y) in sums.iter_mut().zip(&table[start + c..][..16]) {
                    *x += y;
                }
            }
            for x in &mut sums {
                *x = x.max(0.0);
            }
            total += dot(&sums, &v[c..c + 16]);
        }
        score[0] = total;
    }
}
