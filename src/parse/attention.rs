//! Self-attention of one sentence, in f32.
//!
//! Sentences are short (about 30 pieces). Queries are turned over once, so that 16 of them fill a register:
//! scores, maxima and sums of the softmax then run down the keys, and no step adds across a register.

use super::kernel::by_cpu;
use super::math::{LANES, softmax};
use super::product::{Rows, small_product, transpose};

/// Keys are padded to a multiple of this, so that products run in full blocks.
const BAND: usize = 4;

/// Where the parts of one sentence are kept between steps.
#[derive(Default)]
pub(crate) struct Scratch {
    /// One row a dimension, one column a piece, zeros after the last.
    queries: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
    /// One row a key, 16 queries.
    scores: Vec<f32>,
    /// What one head makes of 16 queries.
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
        let rows = row_scales.len();
        let columns = rows.next_multiple_of(LANES);
        make_room(scratch, rows.next_multiple_of(BAND), columns, form.hidden);
        split(sums, row_scales, form, scratch, columns);
        for head in 0..form.heads {
            for first in (0..columns).step_by(LANES) {
                one_head(head, first, rows, columns, form, scratch, out);
            }
        }
    }
}

/// The keys' padding rows keep what was there: their scores are never read.
fn make_room(scratch: &mut Scratch, rows: usize, columns: usize, hidden: usize) {
    scratch.queries.resize(columns * hidden, 0.0);
    scratch.keys.resize(rows * hidden, 0.0);
    scratch.values.resize(rows * hidden, 0.0);
    scratch.scores.resize(rows * LANES, 0.0);
    scratch.mixed.resize(LANES * hidden, 0.0);
}

/// Queries, turned over and divided by the root of the head's width; keys and values.
#[inline(always)]
fn split(sums: &[i32], row_scales: &[f32], form: &Form<'_>, scratch: &mut Scratch, columns: usize) {
    let n = form.hidden;
    for (i, (sums, row_scale)) in sums.chunks_exact(3 * n).zip(row_scales).enumerate() {
        let (keys, values) = (&mut scratch.keys[i * n..][..n], &mut scratch.values[i * n..][..n]);
        numbers(&sums[n..2 * n], *row_scale, &form.scale[n..2 * n], &form.bias[n..2 * n], keys);
        numbers(&sums[2 * n..], *row_scale, &form.scale[2 * n..], &form.bias[2 * n..], values);
    }
    for first in (0..columns).step_by(LANES) {
        for part in (0..n).step_by(LANES) {
            turn(sums, row_scales, form, (first, part), columns, &mut scratch.queries);
        }
    }
}

#[inline(always)]
fn numbers(sums: &[i32], row_scale: f32, scale: &[f32], bias: &[f32], out: &mut [f32]) {
    for (((out, sum), s), b) in out.iter_mut().zip(sums).zip(scale).zip(bias) {
        *out = (*sum as f32).mul_add(row_scale * s, *b);
    }
}

/// Queries of 16 pieces from `first`, 16 dimensions from `part`, turned over.
#[inline(always)]
fn turn(
    sums: &[i32],
    row_scales: &[f32],
    form: &Form<'_>,
    (first, part): (usize, usize),
    columns: usize,
    queries: &mut [f32],
) {
    let shrink = 1.0 / ((form.hidden / form.heads) as f32).sqrt();
    let mut square = [[0.0; LANES]; LANES];
    let (scale, bias) = (&form.scale[part..part + LANES], &form.bias[part..part + LANES]);
    for (row, (i, row_scale)) in square.iter_mut().zip(row_scales.iter().enumerate().skip(first)) {
        numbers(&sums[i * 3 * form.hidden + part..][..LANES], *row_scale, scale, bias, row);
        for x in row {
            *x *= shrink;
        }
    }
    for (k, row) in transpose(square).iter().enumerate() {
        queries[(part + k) * columns + first..][..LANES].copy_from_slice(row);
    }
}

/// What one head mixes for the 16 queries from `first`.
#[inline(always)]
fn one_head(
    head: usize,
    first: usize,
    rows: usize,
    columns: usize,
    form: &Form<'_>,
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let (n, width) = (form.hidden, form.hidden / form.heads);
    let keys = Rows { data: &scratch.keys[head * width..], stride: n };
    let queries = Rows { data: &scratch.queries[head * width * columns + first..], stride: columns };
    let sizes = (rows.next_multiple_of(BAND), width, LANES);
    small_product::<false>(keys, queries, sizes, &mut scratch.scores, LANES);
    let factors = softmax(&mut scratch.scores.as_chunks_mut().0[..rows]);
    let weights = Rows { data: &scratch.scores, stride: LANES };
    let values = Rows { data: &scratch.values[head * width..], stride: n };
    let taken = (rows - first).min(LANES);
    let sizes = (taken.next_multiple_of(BAND), rows, width);
    small_product::<true>(weights, values, sizes, &mut scratch.mixed, width);
    for (r, factor) in factors.iter().enumerate().take(taken) {
        let out = &mut out[(first + r) * n + head * width..][..width];
        for (out, x) in out.iter_mut().zip(&scratch.mixed[r * width..][..width]) {
            *out = x * factor;
        }
    }
}
