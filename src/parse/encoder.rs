//! The encoder: embeddings, and the layers on them ([`super::layers`]).

use super::kernel::Cpu;
use super::layers::{Extent, Norm, Sizes, Stack, norm};
use super::math::normalise_rows;
use super::weights::{Config, Weights};

/// Word shapes, see `pieces`.
const SHAPES: usize = 10;

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
    stack: Stack,
    hidden: usize,
}

impl Encoder {
    /// Reads the encoder's tensors.
    ///
    /// # Errors
    /// Names the tensor that is missing or has a wrong shape.
    pub(crate) fn load(weights: &Weights<'_>, cpu: Cpu) -> Result<Self, String> {
        let &Config { hidden, layers, heads, ffn, max_positions, .. } = &weights.config;
        let pieces = weights.rows_of("word")?;
        Ok(Self {
            cpu,
            words: weights.bytes("word", &[pieces, hidden])?,
            word_scale: weights.floats("word.scale", &[pieces])?,
            positions: weights.floats("position", &[max_positions, hidden])?,
            shapes: weights.floats("shape", &[SHAPES, hidden])?,
            norm: norm(weights, "embed_ln", hidden)?,
            stack: Stack::load(weights, Sizes { layers, heads, hidden, ffn }, cpu)?,
            hidden,
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
        self.run(&mut x, sentences);
        x
    }

    /// The layers over embedded pieces.
    pub(crate) fn run(&self, embedded: &mut [f32], sentences: &[Extent]) {
        self.stack.run(embedded, sentences);
    }

    /// Word, position and shape of all pieces as vectors: where the layers begin.
    pub(crate) fn embed(&self, pieces: &[(u32, u8)], sentences: &[Extent]) -> Vec<f32> {
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
