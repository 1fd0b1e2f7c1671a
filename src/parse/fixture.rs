//! Test support: a small model with random weights, and the network in plain f32 to compare with.

use std::collections::BTreeMap;

use safetensors::{Dtype, tensor::TensorView};

pub(crate) const HIDDEN: usize = 64;
const LAYERS: usize = 2;
const HEADS: usize = 2;
const FFN: usize = 128;
const POSITIONS: usize = 40;
const ARC: usize = 32;
const SMALL: usize = 16;
pub(crate) const VOCABULARY: &str =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\npresident\nmet\nun\n##s\n.\nin\nparis\n##ed\ntalk\nyester\n##day";

/// A model's file with every number still at hand.
pub(crate) struct Fixture {
    /// Every tensor in f32, int8 ones already multiplied by their scale.
    pub(crate) floats: BTreeMap<String, Vec<f32>>,
    stored: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
    state: u64,
}

impl Fixture {
    pub(crate) fn new(seed: u64) -> Self {
        let mut f = Self { floats: BTreeMap::new(), stored: Vec::new(), state: seed | 1 };
        f.int8("word", VOCABULARY.lines().count(), HIDDEN, 1.0);
        f.single("position", &[POSITIONS, HIDDEN], 0.3, 0.0);
        f.single("shape", &[10, HIDDEN], 0.3, 0.0);
        f.norm("embed_ln");
        for i in 0..LAYERS {
            f.linear(&format!("layer.{i}.qkv"), 3 * HIDDEN, HIDDEN);
            f.linear(&format!("layer.{i}.out"), HIDDEN, HIDDEN);
            f.norm(&format!("layer.{i}.ln1"));
            f.linear(&format!("layer.{i}.up"), FFN, HIDDEN);
            f.linear(&format!("layer.{i}.down"), HIDDEN, FFN);
            f.norm(&format!("layer.{i}.ln2"));
        }
        f.linear("heads.in", 2 * ARC + 5 * SMALL, 2 * HIDDEN);
        f.int8("arc.A", ARC, ARC, 0.3);
        f.single("arc.a", &[ARC], 0.3, 0.0);
        f.single("label.U", &[3, SMALL + 1, SMALL + 1], 0.3, 0.0);
        for (name, classes) in [("upos", 2), ("xpos", 18), ("names", 5)] {
            f.single(&format!("{name}.w"), &[classes, SMALL], 0.5, 0.0);
            f.single(&format!("{name}.b"), &[classes], 0.5, 0.0);
        }
        f
    }

    /// A number in -1..1 (xorshift).
    fn next(&mut self) -> f32 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 40) as f32 / (1u32 << 23) as f32 - 1.0
    }

    fn single(&mut self, name: &str, shape: &[usize], size: f32, middle: f32) {
        let values: Vec<f32> = (0..shape.iter().product()).map(|_| middle + size * self.next()).collect();
        let bytes = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.stored.push((name.into(), Dtype::F32, shape.into(), bytes));
        self.floats.insert(name.into(), values);
    }

    fn norm(&mut self, name: &str) {
        self.single(&format!("{name}.weight"), &[HIDDEN], 0.1, 1.0);
        self.single(&format!("{name}.bias"), &[HIDDEN], 0.1, 0.0);
    }

    fn int8(&mut self, name: &str, rows: usize, columns: usize, size: f32) {
        let bytes: Vec<i8> = (0..rows * columns).map(|_| (self.next() * 127.0) as i8).collect();
        self.single(&format!("{name}.scale"), &[rows], size / 500.0, size / 127.0);
        let scale = &self.floats[&format!("{name}.scale")];
        let values = bytes.iter().enumerate().map(|(i, b)| f32::from(*b) * scale[i / columns]).collect();
        self.floats.insert(name.into(), values);
        let bytes = bytes.iter().map(|b| b.cast_unsigned()).collect();
        self.stored.push((name.into(), Dtype::I8, vec![rows, columns], bytes));
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) {
        self.int8(name, outputs, inputs, 0.25);
        self.single(&format!("{name}.bias"), &[outputs], 0.2, 0.0);
    }

    /// The safetensors file; `but` leaves one tensor out.
    pub(crate) fn bytes(&self, but: Option<&str>) -> Vec<u8> {
        let config = format!(
            r#"{{"hidden":{HIDDEN},"layers":{LAYERS},"heads":{HEADS},"ffn":{FFN},"max_positions":{POSITIONS},
            "arc_dim":{ARC},"label_dim":{SMALL},"tag_dim":{SMALL},"upos":["NOUN","VERB"],
            "xpos":["A","B","C","D","E","F","G","H","I","J","K","L","M","N","O","P","Q","R"],
            "deprel":["nsubj","root","obj"],"names":["O","B-PER","I-PER","B-GPE","I-GPE"]}}"#
        );
        let metadata = [("config".to_owned(), config)].into_iter().collect();
        let kept = self.stored.iter().filter(|(name, ..)| Some(name.as_str()) != but);
        let views = kept
            .map(|(name, dtype, shape, data)| (name, TensorView::new(*dtype, shape.clone(), data).unwrap()));
        safetensors::serialize(views, Some(metadata)).unwrap()
    }

    fn dense(&self, name: &str, x: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let (w, b) = (&self.floats[name], &self.floats[&format!("{name}.bias")]);
        let dot = |w: &[f32], x: &[f32]| w.iter().zip(x).map(|(a, b)| a * b).sum::<f32>();
        x.iter().map(|x| w.chunks_exact(x.len()).zip(b).map(|(w, b)| dot(w, x) + b).collect()).collect()
    }

    fn normalise(&self, name: &str, x: &mut [Vec<f32>]) {
        let (w, b) = (&self.floats[&format!("{name}.weight")], &self.floats[&format!("{name}.bias")]);
        for row in x {
            let n = row.len() as f32;
            let mean = row.iter().sum::<f32>() / n;
            let spread = (row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / n + 1e-12).sqrt();
            for (i, x) in row.iter_mut().enumerate() {
                *x = (*x - mean) / spread * w[i] + b[i];
            }
        }
    }

    /// Vectors of one sentence's pieces, in f32 throughout.
    pub(crate) fn encode(&self, pieces: &[(u32, u8)]) -> Vec<Vec<f32>> {
        let at = |name: &str, row: usize, i: usize| self.floats[name][row * HIDDEN + i];
        let embed = |(p, (piece, shape)): (usize, &(u32, u8))| {
            let sum =
                |i| at("word", *piece as usize, i) + at("position", p, i) + at("shape", *shape as usize, i);
            (0..HIDDEN).map(sum).collect()
        };
        let mut x: Vec<Vec<f32>> = pieces.iter().enumerate().map(embed).collect();
        self.normalise("embed_ln", &mut x);
        for i in 0..LAYERS {
            let name = |part: &str| format!("layer.{i}.{part}");
            let mixed = attention(&self.dense(&name("qkv"), &x));
            add(&mut x, &self.dense(&name("out"), &mixed));
            self.normalise(&name("ln1"), &mut x);
            let mut up = self.dense(&name("up"), &x);
            up.iter_mut().flatten().for_each(|x| *x = gelu(*x));
            add(&mut x, &self.dense(&name("down"), &up));
            self.normalise(&name("ln2"), &mut x);
        }
        x
    }
}

fn add(x: &mut [Vec<f32>], y: &[Vec<f32>]) {
    for (x, y) in x.iter_mut().flatten().zip(y.iter().flatten()) {
        *x += y;
    }
}

/// GELU through the error function's series.
fn gelu(x: f32) -> f32 {
    let z = f64::from(x) / std::f64::consts::SQRT_2;
    let (mut term, mut sum) = (z, z);
    for n in 1..100 {
        term *= -z * z / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    (f64::from(x) * 0.5 * (1.0 + sum * 2.0 / std::f64::consts::PI.sqrt())) as f32
}

fn attention(qkv: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let width = HIDDEN / HEADS;
    let mut out = vec![vec![0.0; HIDDEN]; qkv.len()];
    for (head, i) in (0..HEADS).flat_map(|h| (0..qkv.len()).map(move |i| (h, i))) {
        let q = &qkv[i][head * width..][..width];
        let score = |k: &Vec<f32>| {
            let k = &k[HIDDEN + head * width..][..width];
            (q.iter().zip(k).map(|(a, b)| a * b).sum::<f32>() / (width as f32).sqrt()).exp()
        };
        let scores: Vec<f32> = qkv.iter().map(score).collect();
        let sum: f32 = scores.iter().sum();
        for (j, weight) in scores.iter().enumerate() {
            for d in head * width..(head + 1) * width {
                out[i][d] += weight / sum * qkv[j][2 * HIDDEN + d];
            }
        }
    }
    out
}
