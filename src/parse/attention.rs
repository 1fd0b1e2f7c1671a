//! Self-attention of one sentence, in f32.
//!
//! Sentences are short (about 30 pieces), so this is a twentieth of the encoder's work; keys are
//! transposed once, so that the sums of 16 neighbouring keys fill a register.

use super::kernel::by_cpu;
use super::math::{LANES, small_product, softmax};

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
    scratch.queries.resize(rows * hidden, 0.0);
    scratch.values.resize(rows * hidden, 0.0);
    scratch.scores.resize(BAND * columns, 0.0);
    scratch.keys.resize(columns * hidden, 0.0);
}

/// Queries (already divided by the root of the head's width), transposed keys, values.
#[inline(always)]
fn split(sums: &[i32], row_scales: &[f32], form: &Form<'_>, scratch: &mut Scratch, columns: usize) {
    let n = form.hidden;
    let shrink = 1.0 / ((n / form.heads) as f32).sqrt();
    for (i, (sums, row_scale)) in sums.chunks_exact(3 * n).zip(row_scales).enumerate() {
        let number = |c: usize| sums[c] as f32 * (row_scale * form.scale[c]) + form.bias[c];
        for (c, q) in scratch.queries[i * n..][..n].iter_mut().enumerate() {
            *q = number(c) * shrink;
        }
        for (c, key) in scratch.keys.chunks_exact_mut(columns).enumerate() {
            key[i] = number(n + c);
        }
        for (c, v) in scratch.values[i * n..][..n].iter_mut().enumerate() {
            *v = number(2 * n + c);
        }
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
    for first in (0..rows).step_by(BAND) {
        let taken = BAND.min(rows - first);
        let at = first * n + head * width;
        let (queries, scores) = (&scratch.queries[at..], &mut scratch.scores);
        small_product(queries, n, taken, keys, columns, width, columns, scores, columns);
        for row in scores[..taken * columns].chunks_exact_mut(columns) {
            softmax(row, rows);
        }
        let values = &scratch.values[head * width..];
        small_product(scores, columns, taken, values, n, rows, width, &mut out[at..], n);
    }
}
