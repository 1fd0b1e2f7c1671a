//! The weights file: a safetensors file whose `config` says the sizes and label lists.
//!
//! Linear layers are int8, one scale an output; the rest is f32 (f16 is read too). Every shape is checked
//! here, once, so that nothing after it needs to.

use std::ops::Deref;

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::kernel::{PANEL, Packed};

/// Sizes and labels, the file's metadata entry `config`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    pub(crate) hidden: usize,
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) ffn: usize,
    pub(crate) max_positions: usize,
    pub(crate) arc_dim: usize,
    pub(crate) label_dim: usize,
    pub(crate) tag_dim: usize,
    pub(crate) upos: Vec<String>,
    pub(crate) xpos: Vec<String>,
    pub(crate) deprel: Vec<String>,
    pub(crate) names: Vec<String>,
}

impl Config {
    /// What the kernels ask of the sizes.
    fn check(&self) -> Result<(), String> {
        let sizes = [self.hidden, self.ffn, self.arc_dim, self.label_dim, self.tag_dim];
        let whole = |n: &usize| *n > 0 && n.is_multiple_of(PANEL);
        if !sizes.iter().all(whole) {
            return Err(format!(
                "config: hidden, ffn and the head sizes {sizes:?} must be multiples of {PANEL}"
            ));
        }
        if self.heads == 0 || !whole(&(self.hidden / self.heads)) || !self.hidden.is_multiple_of(self.heads) {
            return Err(format!("config: {} heads do not split {} by {PANEL}", self.heads, self.hidden));
        }
        if self.max_positions < 3 {
            return Err(format!("config: max_positions is {}, need 3 or more", self.max_positions));
        }
        let lists =
            [("upos", &self.upos), ("xpos", &self.xpos), ("deprel", &self.deprel), ("names", &self.names)];
        match lists.iter().find(|(_, list)| list.is_empty()) {
            Some((name, _)) => Err(format!("config: the label list {name:?} is empty")),
            None => Ok(()),
        }
    }
}

/// A dense layer, packed.
#[derive(Debug)]
pub(crate) struct Linear {
    pub(crate) weights: Packed,
    /// One an output.
    pub(crate) scale: Vec<f32>,
    /// One an output.
    pub(crate) bias: Vec<f32>,
    /// Width of what it reads.
    pub(crate) inputs: usize,
}

/// The tensors of an opened file.
pub(crate) struct Tensors<'a>(SafeTensors<'a>);

/// An opened weights file.
pub(crate) struct Weights<'a> {
    tensors: Tensors<'a>,
    /// Sizes and labels.
    pub(crate) config: Config,
}

impl<'a> Deref for Weights<'a> {
    type Target = Tensors<'a>;

    fn deref(&self) -> &Tensors<'a> {
        &self.tensors
    }
}

impl<'a> Weights<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// When the bytes are no safetensors file or its config is missing or impossible.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let (tensors, config): (_, Config) = Tensors::open(bytes)?;
        config.check()?;
        Ok(Self { tensors, config })
    }
}

impl<'a> Tensors<'a> {
    /// Reads the header; the config is the metadata entry of that name.
    ///
    /// # Errors
    /// When the bytes are no safetensors file or its config is missing or no such config.
    pub(crate) fn open<C: DeserializeOwned>(bytes: &'a [u8]) -> Result<(Self, C), String> {
        let broken = |e| format!("weights: not a safetensors file ({e})");
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(broken)?;
        let config = header.metadata().as_ref().and_then(|m| m.get("config"));
        let config = config.ok_or("weights: the metadata has no entry \"config\"")?;
        let config = serde_json::from_str(config).map_err(|e| format!("weights: config: {e}"))?;
        Ok((Self(SafeTensors::deserialize(bytes).map_err(broken)?), config))
    }

    fn tensor(&self, name: &str, shape: &[usize]) -> Result<TensorView<'_>, String> {
        let tensor = self.0.tensor(name).map_err(|_| format!("weights: no tensor {name:?}"))?;
        if tensor.shape() == shape {
            Ok(tensor)
        } else {
            Err(format!("weights: tensor {name:?} has shape {:?}, expected {shape:?}", tensor.shape()))
        }
    }

    /// Numbers of a tensor stored as f32 or f16.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, String> {
        let tensor = self.tensor(name, shape)?;
        let data = tensor.data();
        match tensor.dtype() {
            Dtype::F32 => Ok(data.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect()),
            Dtype::F16 => Ok(data.as_chunks().0.iter().map(|b| half(u16::from_le_bytes(*b))).collect()),
            other => Err(format!("weights: tensor {name:?} is {other:?}, expected F32 or F16")),
        }
    }

    /// Numbers of an int8 tensor; -128 is no lawful value of a symmetric scale.
    pub(crate) fn bytes(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, String> {
        let tensor = self.tensor(name, shape)?;
        if tensor.dtype() != Dtype::I8 {
            return Err(format!("weights: tensor {name:?} is {:?}, expected I8", tensor.dtype()));
        }
        let bytes: Vec<i8> = tensor.data().iter().map(|b| b.cast_signed()).collect();
        match bytes.contains(&i8::MIN) {
            true => Err(format!("weights: tensor {name:?} holds -128; int8 weights are -127..=127")),
            false => Ok(bytes),
        }
    }

    /// Rows of an int8 table whose first size (the vocabulary) only the file knows.
    pub(crate) fn rows_of(&self, name: &str) -> Result<usize, String> {
        let tensor = self.0.tensor(name).map_err(|_| format!("weights: no tensor {name:?}"))?;
        tensor.shape().first().copied().ok_or_else(|| format!("weights: tensor {name:?} is a scalar"))
    }

    /// The dense layer `name`, with bias where `biased`.
    pub(crate) fn linear(
        &self,
        name: &str,
        outputs: usize,
        inputs: usize,
        biased: bool,
    ) -> Result<Linear, String> {
        let weights = Packed::new(&self.bytes(name, &[outputs, inputs])?, inputs);
        let scale = self.floats(&format!("{name}.scale"), &[outputs])?;
        let bias = match biased {
            true => self.floats(&format!("{name}.bias"), &[outputs])?,
            false => vec![0.0; outputs],
        };
        Ok(Linear { weights, scale, bias, inputs })
    }

    /// A small f32 classifier `name.w` [outputs, inputs], transposed to rows of inputs with the outputs
    /// padded to a multiple of 16, and `name.b`, padded alike.
    pub(crate) fn classifier(&self, name: &str, outputs: usize, inputs: usize) -> Result<Classifier, String> {
        let rows = self.floats(&format!("{name}.w"), &[outputs, inputs])?;
        let mut bias = self.floats(&format!("{name}.b"), &[outputs])?;
        let width = outputs.next_multiple_of(PANEL);
        bias.resize(width, 0.0);
        let mut weights = vec![0.0; inputs * width];
        for (o, row) in rows.chunks_exact(inputs).enumerate() {
            for (i, w) in row.iter().enumerate() {
                weights[i * width + o] = *w;
            }
        }
        Ok(Classifier { weights, bias, outputs, inputs })
    }
}

/// A small f32 layer, transposed.
#[derive(Debug)]
pub(crate) struct Classifier {
    /// One row an input, each padded to a multiple of 16 outputs.
    pub(crate) weights: Vec<f32>,
    /// One an output, padded alike.
    pub(crate) bias: Vec<f32>,
    /// Classes.
    pub(crate) outputs: usize,
    /// Width of what it reads.
    pub(crate) inputs: usize,
}

/// Quantises f32 rows of `inputs` to a layer: each row symmetric to its largest value.
pub(crate) fn quantised(rows: &[f32], inputs: usize, bias: Vec<f32>) -> Linear {
    let mut bytes = Vec::with_capacity(rows.len());
    let mut scale = Vec::with_capacity(bias.len());
    for row in rows.chunks_exact(inputs) {
        let peak = row.iter().fold(0.0f32, |a, x| a.max(x.abs()));
        let inverse = if peak > 0.0 { 127.0 / peak } else { 0.0 };
        bytes.extend(row.iter().map(|x| (x * inverse).round_ties_even() as i8));
        scale.push(peak / 127.0);
    }
    Linear { weights: Packed::new(&bytes, inputs), scale, bias, inputs }
}

/// IEEE half precision to single.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 1023));
    match exponent {
        // Subnormal: fraction * 2^-24.
        0 => f32::from_bits(sign | (fraction as f32 * 2f32.powi(-24)).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        for (bits, value) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (1, 5.960_464_5e-8), (0, 0.0)]
        {
            assert_eq!(half(bits), value);
        }
        assert_eq!(half(0x7c00), f32::INFINITY);
    }

    #[test]
    fn errors_name_what_is_wrong() {
        assert!(Weights::open(b"no").err().unwrap().contains("not a safetensors file"));
    }

    #[test]
    fn rows_keep_their_sign_and_peak() {
        let layer = quantised(&[1.0, -2.0, 0.0, 0.0], 2, vec![0.0; 2]);
        assert_eq!(layer.scale, [2.0 / 127.0, 0.0]);
    }
}
