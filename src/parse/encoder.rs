//! The encoder: embeddings and post-LN BERT layers over many sentences at once, without padding.
//!
//! Dense layers see the pieces of a group of sentences as one matrix; attention stays within a sentence.
//! Activations are quantised row by row, so no piece ever depends on the sentences beside it.

use super::attention::{Form, Scratch, attend};
use super::kernel::{Aligned, Cpu, multiply};
use super::math::{activate, add_and_normalise, normalise_rows, quantise};
use super::weights::{Config, Linear, Weights};

/// Rows that pass through an attention block together: enough to use each weight often once it is in the
/// first cache, few enough that the sums stay in the second (2 MB) beside the block's weights.
const GROUP: usize = 96;
/// The same for a feed-forward block, whose weights and sums are larger; a multiple of the kernels' rows.
const FFN_GROUP: usize = 64;
/// Word shapes, see `pieces`.
const SHAPES: usize = 10;

/// One sentence's place in the matrix: rows `start..start + len`.
pub(crate) type Extent = (usize, usize);

/// Embeddings and layers.
#[derive(Debug)]
pub(crate) struct Encoder {
    cpu: Cpu,
    words: Vec<i8>,
    word_scale: Vec<f32>,
    /// One row a position.
    positions: Vec<f32>,
    /// One row a shape.
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    hidden: usize,
}

#[derive(Debug)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    attention: Linear,
    out: Linear,
    after_attention: Norm,
    up: Linear,
    down: Linear,
    after_ffn: Norm,
}

/// Buffers of one group, reused from group to group.
struct Buffers {
    bytes: Aligned<u8>,
    wide_bytes: Aligned<u8>,
    scales: Vec<f32>,
    sums: Aligned<i32>,
    mixed: Vec<f32>,
    row: Vec<f32>,
    scratch: Scratch,
}

impl Encoder {
    /// Reads the encoder's tensors.
    ///
    /// # Errors
    /// Names the tensor that is missing or has a wrong shape.
    pub(crate) fn load(weights: &Weights<'_>, cpu: Cpu) -> Result<Self, String> {
        let c = &weights.config;
        let pieces = weights.rows_of("word")?;
        Ok(Self {
            cpu,
            words: weights.bytes("word", &[pieces, c.hidden])?,
            word_scale: weights.floats("word.scale", &[pieces])?,
            positions: weights.floats("position", &[c.max_positions, c.hidden])?,
            shapes: weights.floats("shape", &[SHAPES, c.hidden])?,
            norm: norm(weights, "embed_ln")?,
            layers: (0..c.layers).map(|i| layer(weights, i)).collect::<Result<_, _>>()?,
            heads: c.heads,
            hidden: c.hidden,
        })
    }

    /// Width of a vector.
    pub(crate) fn hidden(&self) -> usize {
        self.hidden
    }

    /// Rows of the word table.
    pub(crate) fn vocabulary(&self) -> usize {
        self.word_scale.len()
    }

    /// Vectors of all pieces, row after row. `pieces` are (piece, shape), `sentences` cover them in order,
    /// none longer than the position table.
    pub(crate) fn encode(&self, pieces: &[(u32, u8)], sentences: &[Extent]) -> Vec<f32> {
        let mut x = self.embed(pieces, sentences);
        let groups = groups(sentences);
        let most = groups.iter().map(|g| rows(g).1).fold(FFN_GROUP, usize::max);
        let mut buffers = Buffers::new(most, self);
        for layer in &self.layers {
            for group in &groups {
                let (start, count) = rows(group);
                let x = &mut x[start * self.hidden..][..count * self.hidden];
                self.attention_block(layer, group, &mut buffers, x);
            }
            for x in x.chunks_mut(FFN_GROUP * self.hidden) {
                self.ffn_block(layer, x.len() / self.hidden, &mut buffers, x);
            }
        }
        x
    }

    fn embed(&self, pieces: &[(u32, u8)], sentences: &[Extent]) -> Vec<f32> {
        let n = self.hidden;
        let mut x = Vec::with_capacity(pieces.len() * n);
        for (start, len) in sentences {
            for (at, (piece, shape)) in pieces[*start..start + len].iter().enumerate() {
                let (piece, shape) = (*piece as usize, usize::from(*shape));
                let scale = self.word_scale[piece];
                let word = self.words[piece * n..][..n].iter();
                let added = self.positions[at * n..][..n].iter().zip(&self.shapes[shape * n..][..n]);
                x.extend(word.zip(added).map(|(w, (p, s))| f32::from(*w) * scale + p + s));
            }
        }
        normalise_rows(self.cpu, &mut x, &self.norm.weight, &self.norm.bias);
        x
    }

    fn attention_block(&self, layer: &Layer, group: &[Extent], buffers: &mut Buffers, x: &mut [f32]) {
        let (first, count) = rows(group);
        let width = layer.attention.weights.width();
        self.project(&layer.attention, x, count, buffers);
        let form = Form {
            scale: &layer.attention.scale,
            bias: &layer.attention.bias,
            hidden: self.hidden,
            heads: self.heads,
        };
        for (start, len) in group {
            let at = start - first;
            let sums = &buffers.sums[at * width..][..len * width];
            let mixed = &mut buffers.mixed[at * self.hidden..][..len * self.hidden];
            attend(self.cpu, sums, &buffers.scales[at..][..*len], &form, &mut buffers.scratch, mixed);
        }
        let mixed = std::mem::take(&mut buffers.mixed);
        self.project(&layer.out, &mixed[..count * self.hidden], count, buffers);
        buffers.mixed = mixed;
        self.close(&layer.out, &layer.after_attention, count, buffers, x);
    }

    fn ffn_block(&self, layer: &Layer, count: usize, buffers: &mut Buffers, x: &mut [f32]) {
        self.project(&layer.up, x, count, buffers);
        let up = &layer.up;
        let depth = layer.down.weights.depth();
        let sums = &buffers.sums[..count * up.weights.width()];
        let scales = &mut buffers.scales[..count];
        let (row, bytes) = (&mut buffers.row, &mut buffers.wide_bytes);
        activate(self.cpu, sums, &up.scale, &up.bias, row, scales, bytes, depth);
        multiply(self.cpu, &buffers.wide_bytes, count, &layer.down.weights, &mut buffers.sums);
        self.close(&layer.down, &layer.after_ffn, count, buffers, x);
    }

    /// Quantises `x` and multiplies it with a layer; scales and sums stay in the buffers.
    fn project(&self, layer: &Linear, x: &[f32], count: usize, buffers: &mut Buffers) {
        let depth = layer.weights.depth();
        quantise(self.cpu, x, layer.inputs, &mut buffers.bytes, depth, &mut buffers.scales);
        multiply(self.cpu, &buffers.bytes, count, &layer.weights, &mut buffers.sums);
    }

    /// The sums in the buffers, added to `x` and normalised.
    fn close(&self, layer: &Linear, norm: &Norm, count: usize, buffers: &Buffers, x: &mut [f32]) {
        let sums = &buffers.sums[..count * layer.weights.width()];
        let scales = &buffers.scales[..count];
        add_and_normalise(self.cpu, sums, scales, &layer.scale, &layer.bias, &norm.weight, &norm.bias, x);
    }
}

impl Buffers {
    fn new(rows: usize, encoder: &Encoder) -> Self {
        let layers = || encoder.layers.iter().flat_map(|l| [&l.attention, &l.out, &l.up, &l.down]);
        let depth = |wide: bool| {
            let inputs = layers().map(|l| l.weights.depth());
            if wide { inputs.max().unwrap_or(0) } else { encoder.hidden.next_multiple_of(64) }
        };
        Self {
            bytes: Aligned::new(rows * depth(false)),
            wide_bytes: Aligned::new(rows * depth(true)),
            scales: vec![0.0; rows],
            sums: Aligned::new(rows * layers().map(|l| l.weights.width()).max().unwrap_or(0)),
            mixed: vec![0.0; rows * encoder.hidden],
            row: vec![0.0; encoder.layers.first().map_or(0, |l| l.up.scale.len())],
            scratch: Scratch::default(),
        }
    }
}

/// Sentences in groups of up to [`GROUP`] rows (more only for a single long sentence).
fn groups(sentences: &[Extent]) -> Vec<&[Extent]> {
    let mut groups = Vec::new();
    let mut first = 0;
    for i in 1..=sentences.len() {
        let full = |next: &Extent| next.0 + next.1 - sentences[first].0 > GROUP;
        if sentences.get(i).is_none_or(full) {
            groups.push(&sentences[first..i]);
            first = i;
        }
    }
    groups
}

/// First row and number of rows of a group.
fn rows(group: &[Extent]) -> Extent {
    let start = group.first().map_or(0, |e| e.0);
    (start, group.iter().map(|e| e.1).sum())
}

fn norm(weights: &Weights<'_>, name: &str) -> Result<Norm, String> {
    let n = weights.config.hidden;
    Ok(Norm {
        weight: weights.floats(&format!("{name}.weight"), &[n])?,
        bias: weights.floats(&format!("{name}.bias"), &[n])?,
    })
}

fn layer(weights: &Weights<'_>, i: usize) -> Result<Layer, String> {
    let &Config { hidden, ffn, .. } = &weights.config;
    let linear =
        |part: &str, outputs, inputs| weights.linear(&format!("layer.{i}.{part}"), outputs, inputs, true);
    Ok(Layer {
        attention: linear("qkv", 3 * hidden, hidden)?,
        out: linear("out", hidden, hidden)?,
        after_attention: norm(weights, &format!("layer.{i}.ln1"))?,
        up: linear("up", ffn, hidden)?,
        down: linear("down", hidden, ffn)?,
        after_ffn: norm(weights, &format!("layer.{i}.ln2"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::fixture::{Fixture, HIDDEN};
    use proptest::prelude::*;

    fn encoder(fixture: &Fixture, cpu: Cpu) -> Encoder {
        let bytes = fixture.bytes(None);
        Encoder::load(&Weights::open(&bytes).unwrap(), cpu).unwrap()
    }

    fn cosine(a: &[f32], b: &[f32]) -> f32 {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    }

    #[test]
    fn close_to_the_network_in_f32() {
        let fixture = Fixture::new(7);
        let pieces: Vec<(u32, u8)> = (0..19).map(|i| (i * 5 % 16, (i % 10) as u8)).collect();
        let wanted = fixture.encode(&pieces);
        let got = encoder(&fixture, Cpu::detect()).encode(&pieces, &[(0, pieces.len())]);
        for (got, wanted) in got.chunks_exact(HIDDEN).zip(&wanted) {
            assert!(cosine(got, wanted) > 0.999, "{}", cosine(got, wanted));
        }
    }

    #[test]
    fn groups_cover_all_sentences() {
        let extents: Vec<Extent> = [(0, 50), (50, 46), (96, 1), (97, 300), (397, 3)].into();
        let sizes: Vec<Extent> = groups(&extents).into_iter().map(rows).collect();
        assert_eq!(sizes, [(0, 96), (96, 1), (97, 300), (397, 3)]);
        assert!(groups(&[]).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn the_same_bits_on_every_path_in_any_batch(
            sentences in prop::collection::vec(prop::collection::vec((0u32..16, 0u8..10), 1..40), 1..9),
            seed: u64,
        ) {
            let fixture = Fixture::new(seed);
            let all: Vec<(u32, u8)> = sentences.concat();
            let mut extents: Vec<Extent> = Vec::new();
            for s in &sentences {
                extents.push((extents.last().map_or(0, |e| e.0 + e.1), s.len()));
            }
            let slow = encoder(&fixture, Cpu::available()[0]);
            let alone: Vec<f32> = sentences.iter().flat_map(|s| slow.encode(s, &[(0, s.len())])).collect();
            let bits = |x: &[f32]| x.iter().map(|f| f.to_bits()).collect::<Vec<_>>();
            for cpu in Cpu::available() {
                let together = encoder(&fixture, cpu).encode(&all, &extents);
                prop_assert!(bits(&together) == bits(&alone), "{}", cpu.name());
            }
        }
    }
}
