//! Self-attention of one sentence, in f32.
//!
//! Sentences are short (about 30 pieces), so this is a twentieth of the encoder's work; keys are
//! transposed once, so that the sums of 16 neighbouring keys fill a register.

use super::kernel::by_cpu;
use super::math::{LANES, small_product, softmax, transpose};

/// Rows of queries that share one pass over keys and values.
const BAND: usize = 4;

/// Where the parts of one sentence are kept between steps; grows to the longest sentence seen.
#[derive(Default)]
pub(crate) struct Scratch {
    queries: Vec<f32>,
    /// One row a dimension, one column a piece.
    keys: Vec<f32>,
    values: Vec<f32>,
    scores: Vec<f32>,
    /// What one head makes of one band.
    mixed: Vec<f32>,
}

/// What turns the sums of the query-key-value product into numbers, and how they split into heads.
pub(crate) struct Form<'a> {
    /// Scale of each output.
    pub(crate) scale: &'a [f32],
    /// Bias of each output.
    pub(crate) bias: &'a [f32],
    /// Width of a sentence's rows.
    pub(crate) hidden: usize,
    /// Number of heads; `hidden / heads` is a multiple of 16.
    pub(crate) heads: usize,
}

by_cpu! {
    /// Attention within one sentence: from its product sums (rows of 3 * hidden) to `out` (rows of hidden).
    pub(crate) fn attend(
        sums: &[i32], row_scales: &[f32], form: &Form<'_>, scratch: &mut Scratch, out: &mut [f32],
    ) {
        let columns = row_scales.len().next_multiple_of(LANES);
        make_room(scratch, row_scales.len(), columns, form.hidden);
        split(sums, row_scales, form, scratch, columns);
        for head in 0..form.heads {
            one_head(head, row_scales.len(), columns, form, scratch, out);
        }
    }
}

fn make_room(scratch: &mut Scratch, rows: usize, columns: usize, hidden: usize) {
    // A last band that is not full computes rows that nobody reads.
    scratch.queries.resize(rows.next_multiple_of(BAND) * hidden, 0.0);
    scratch.values.resize(rows * hidden, 0.0);
    scratch.scores.resize(BAND * columns, 0.0);
    scratch.mixed.resize(BAND * hidden, 0.0);
    scratch.keys.resize(columns * hidden, 0.0);
}

/// Queries (already divided by the root of the head's width), transposed keys, values.
#[inline(always)]
fn split(sums: &[i32], row_scales: &[f32], form: &Form<'_>, scratch: &mut Scratch, columns: usize) {
    let n = form.hidden;
    let shrink = 1.0 / ((n / form.heads) as f32).sqrt();
    for (i, (sums, row_scale)) in sums.chunks_exact(3 * n).zip(row_scales).enumerate() {
        let (queries, values) = (&mut scratch.queries[i * n..][..n], &mut scratch.values[i * n..][..n]);
        numbers(&sums[..n], *row_scale, &form.scale[..n], &form.bias[..n], queries);
        for q in queries {
            *q *= shrink;
        }
        numbers(&sums[2 * n..], *row_scale, &form.scale[2 * n..], &form.bias[2 * n..], values);
    }
    for first in (0..columns).step_by(LANES) {
        for part in (0..n).step_by(LANES) {
            turn(sums, row_scales, form, (first, part), columns, &mut scratch.keys);
        }
    }
}

#[inline(always)]
fn numbers(sums: &[i32], row_scale: f32, scale: &[f32], bias: &[f32], out: &mut [f32]) {
    for (((out, sum), s), b) in out.iter_mut().zip(sums).zip(scale).zip(bias) {
        *out = (*sum as f32).mul_add(row_scale * s, *b);
    }
}

/// Keys of 16 pieces from `first`, 16 dimensions from `part`, turned over; pieces past the last are zero.
#[inline(always)]
fn turn(
    sums: &[i32],
    row_scales: &[f32],
    form: &Form<'_>,
    (first, part): (usize, usize),
    columns: usize,
    keys: &mut [f32],
) {
    let n = form.hidden;
    let mut square = [[0.0; LANES]; LANES];
    let at = n + part;
    let (scale, bias) = (&form.scale[at..at + LANES], &form.bias[at..at + LANES]);
    for (row, (i, row_scale)) in square.iter_mut().zip(row_scales.iter().enumerate().skip(first)) {
        numbers(&sums[i * 3 * n + at..][..LANES], *row_scale, scale, bias, row);
    }
    for (k, row) in transpose(square).iter().enumerate() {
        keys[(part + k) * columns + first..][..LANES].copy_from_slice(row);
    }
}

#[inline(always)]
fn one_head(
    head: usize,
    rows: usize,
    columns: usize,
    form: &Form<'_>,
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let (n, width) = (form.hidden, form.hidden / form.heads);
    let keys = &scratch.keys[head * width * columns..];
    let values = &scratch.values[head * width..];
    for first in (0..rows).step_by(BAND) {
        let at = first * n + head * width;
        let (scores, mixed) = (&mut scratch.scores, &mut scratch.mixed);
        small_product(&scratch.queries[at..], n, BAND, keys, columns, width, columns, scores, columns);
        let mut factors = [0.0; BAND];
        for (row, factor) in scores.chunks_exact_mut(columns).zip(&mut factors) {
            *factor = softmax(row, rows);
        }
        small_product(scores, columns, BAND, values, n, rows, width, mixed, width);
        for (r, factor) in factors.iter().enumerate().take(rows - first) {
            let mixed = &mixed[r * width..][..width];
            for (out, x) in out[at + r * n..][..width].iter_mut().zip(mixed) {
                *out = x * factor;
            }
        }
    }
}
