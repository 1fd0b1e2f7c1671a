//! Post-LN BERT layers over many sentences at once, without padding.
//!
//! Dense layers see the pieces of a group of sentences as one matrix; attention stays within a sentence.
//! Activations are quantised row by row, so no piece ever depends on the sentences beside it.

use super::attention::{Form, Scratch, attend};
use super::kernel::{Aligned, Cpu, multiply};
use super::math::{activate, add_and_normalise, quantise};
use super::weights::{Linear, Tensors};

/// Rows that pass through an attention block together: enough to use each weight often once it is in the
/// first cache, few enough that the sums stay in the second (2 MB) beside the block's weights.
const GROUP: usize = 96;
/// The same for a feed-forward block, whose weights and sums are larger; a multiple of the kernels' rows.
const FFN_GROUP: usize = 64;

/// One sentence's place in the matrix: rows `start..start + len`.
pub(crate) type Extent = (usize, usize);

/// Layers that run one after the other.
#[derive(Debug)]
pub(crate) struct Stack {
    cpu: Cpu,
    layers: Vec<Layer>,
    heads: usize,
    hidden: usize,
}

/// The sizes of a stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) hidden: usize,
    pub(crate) ffn: usize,
}

#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
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

impl Stack {
    /// Reads the tensors `layer.0` and on.
    ///
    /// # Errors
    /// Names the tensor that is missing or has a wrong shape.
    pub(crate) fn load(tensors: &Tensors<'_>, sizes: Sizes, cpu: Cpu) -> Result<Self, String> {
        let layers = (0..sizes.layers).map(|i| layer(tensors, i, sizes)).collect::<Result<_, _>>()?;
        Ok(Self { cpu, layers, heads: sizes.heads, hidden: sizes.hidden })
    }

    /// Runs the layers over the rows of `x`; `sentences` cover them in order.
    pub(crate) fn run(&self, x: &mut [f32], sentences: &[Extent]) {
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
    fn new(rows: usize, stack: &Stack) -> Self {
        let layers = || stack.layers.iter().flat_map(|l| [&l.attention, &l.out, &l.up, &l.down]);
        let depth = |wide: bool| {
            let inputs = layers().map(|l| l.weights.depth());
            if wide { inputs.max().unwrap_or(0) } else { stack.hidden.next_multiple_of(64) }
        };
        Self {
            bytes: Aligned::new(rows * depth(false)),
            wide_bytes: Aligned::new(rows * depth(true)),
            scales: vec![0.0; rows],
            sums: Aligned::new(rows * layers().map(|l| l.weights.width()).max().unwrap_or(0)),
            mixed: vec![0.0; rows * stack.hidden],
            row: vec![0.0; stack.layers.first().map_or(0, |l| l.up.scale.len())],
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

/// Weight and bias of a normalisation.
///
/// # Errors
/// Names the tensor that is missing or has a wrong shape.
pub(crate) fn norm(tensors: &Tensors<'_>, name: &str, width: usize) -> Result<Norm, String> {
    Ok(Norm {
        weight: tensors.floats(&format!("{name}.weight"), &[width])?,
        bias: tensors.floats(&format!("{name}.bias"), &[width])?,
    })
}

fn layer(tensors: &Tensors<'_>, i: usize, sizes: Sizes) -> Result<Layer, String> {
    let Sizes { hidden, ffn, .. } = sizes;
    let linear =
        |part: &str, outputs, inputs| tensors.linear(&format!("layer.{i}.{part}"), outputs, inputs, true);
    let norm = |part: &str| norm(tensors, &format!("layer.{i}.{part}"), hidden);
    Ok(Layer {
        attention: linear("qkv", 3 * hidden, hidden)?,
        out: linear("out", hidden, hidden)?,
        after_attention: norm("ln1")?,
        up: linear("up", ffn, hidden)?,
        down: linear("down", hidden, ffn)?,
        after_ffn: norm("ln2")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_cover_all_sentences() {
        let extents: Vec<Extent> = [(0, 50), (50, 46), (96, 1), (97, 300), (397, 3)].into();
        let sizes: Vec<Extent> = groups(&extents).into_iter().map(rows).collect();
        assert_eq!(sizes, [(0, 96), (96, 1), (97, 300), (397, 3)]);
        assert!(groups(&[]).is_empty());
    }
}
