//! Products of small f32 matrices: attention within a sentence, arcs, tags.
//!
//! Each sum runs over k in order in a lane of its own, so blocks of any shape give the same bits.

use super::kernel::by_cpu;
use super::math::{LANES, add_lanes};

/// Sum of `a[i] * b[i]`; both as long as the shorter, a multiple of 16.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for i in 0..LANES {
            sums[i] = a[i].mul_add(b[i], sums[i]);
        }
    }
    add_lanes(sums)
}

/// Turns a square of 16 rows over: each round of interleaving row i with row i + 8 moves one bit of the
/// column number to the row number, and numbers below 16 have four.
#[inline(always)]
pub(crate) fn transpose(mut square: [[f32; LANES]; LANES]) -> [[f32; LANES]; LANES] {
    for _ in 0..LANES.ilog2() {
        let old = square;
        for i in 0..LANES / 2 {
            for k in 0..LANES / 2 {
                square[2 * i][2 * k] = old[i][k];
                square[2 * i][2 * k + 1] = old[i + LANES / 2][k];
                square[2 * i + 1][2 * k] = old[i][k + LANES / 2];
                square[2 * i + 1][2 * k + 1] = old[i + LANES / 2][k + LANES / 2];
            }
        }
    }
    square
}

/// A small f32 matrix within a larger one: its first element and the distance between its rows.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// From the first element on.
    pub(crate) data: &'a [f32],
    /// Elements from one row to the next.
    pub(crate) stride: usize,
}

/// `sums += x * line`.
#[inline(always)]
fn add_product(sums: &mut [f32; LANES], x: f32, line: &[f32; LANES]) {
    for i in 0..LANES {
        sums[i] = x.mul_add(line[i], sums[i]);
    }
}

/// `out[r][c] = sum over k of a[r][k] * b[k][c]` for `R` rows and `C * 16` columns, k ascending;
/// with `TURNED`, `a` holds its columns as rows.
#[inline(always)]
#[allow(clippy::needless_range_loop)] // `rows` is not what the loop runs over
fn block<const R: usize, const C: usize, const TURNED: bool>(
    a: Rows<'_>,
    b: Rows<'_>,
    depth: usize,
    out: &mut [f32],
    stride: usize,
) {
    let mut sums = [[[0.0f32; LANES]; C]; R];
    let mut rows: [&[f32]; R] = [&[]; R];
    if !TURNED {
        for (r, row) in rows.iter_mut().enumerate() {
            *row = &a.data[r * a.stride..][..depth];
        }
    }
    for k in 0..depth {
        let mut column = [0.0; R];
        if TURNED {
            column.copy_from_slice(&a.data[k * a.stride..][..R]);
        }
        let mut line = [[0.0; LANES]; C];
        line.as_flattened_mut().copy_from_slice(&b.data[k * b.stride..][..C * LANES]);
        for r in 0..R {
            // Read here, not all before: the compiler would gather them into one register.
            let x = if TURNED { column[r] } else { rows[r][k] };
            for c in 0..C {
                add_product(&mut sums[r][c], x, &line[c]);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (c, sums) in sums.iter().enumerate() {
            out[r * stride + c * LANES..][..LANES].copy_from_slice(sums);
        }
    }
}

/// `out = a * b` for small f32 matrices, `a` turned over or not; `columns` is a multiple of 16.
///
/// Each sum runs over k in order, whatever block its row and column fall into. Rows of `out` are
/// `stride` apart.
#[inline(always)]
pub(crate) fn small_product<const TURNED: bool>(
    a: Rows<'_>,
    b: Rows<'_>,
    (rows, depth, columns): (usize, usize, usize),
    out: &mut [f32],
    stride: usize,
) {
    let mut r = 0;
    while r < rows {
        let a = Rows { data: &a.data[if TURNED { r } else { r * a.stride }..], ..a };
        let out = &mut out[r * stride..];
        r += match rows - r {
            // Eight sums at a time hide the latency of the multiply-add; more the compiler will not unroll.
            8.. if columns == LANES => band::<8, TURNED>(a, b, depth, columns, out, stride),
            4.. => band::<4, TURNED>(a, b, depth, columns, out, stride),
            _ => band::<1, TURNED>(a, b, depth, columns, out, stride),
        };
    }
}

/// `R` rows of [`small_product`], over all columns.
#[inline(always)]
fn band<const R: usize, const TURNED: bool>(
    a: Rows<'_>,
    b: Rows<'_>,
    depth: usize,
    columns: usize,
    out: &mut [f32],
    stride: usize,
) -> usize {
    let mut c = 0;
    while c < columns {
        let (b, out) = (Rows { data: &b.data[c..], ..b }, &mut out[c..]);
        if columns - c >= 2 * LANES {
            block::<R, 2, TURNED>(a, b, depth, out, stride);
            c += 2 * LANES;
        } else {
            block::<R, 1, TURNED>(a, b, depth, out, stride);
            c += LANES;
        }
    }
    R
}

by_cpu! {
    /// [`small_product`] on its own; `b` and `out` are as wide as `columns`.
    pub(crate) fn product(
        a: Rows<'_>, rows: usize, b: &[f32], depth: usize, columns: usize, out: &mut [f32],
    ) {
        let b = Rows { data: b, stride: columns };
        small_product::<false>(a, b, (rows, depth, columns), out, columns);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn transposing() {
        let square = std::array::from_fn(|i| std::array::from_fn(|k| (i * LANES + k) as f32));
        let turned = transpose(square);
        assert!((0..LANES * LANES).all(|i| turned[i / LANES][i % LANES] == square[i % LANES][i / LANES]));
    }

    proptest! {
        #[test]
        fn products_turned_or_not_are_the_same(rows in 1usize..20, depth in 1usize..20, wide: bool) {
            let columns = if wide { 48 } else { 16 };
            let a: Vec<f32> = (0..rows * depth).map(|i| (i as f32).sin()).collect();
            let turned: Vec<f32> = (0..rows * depth).map(|i| a[i % rows * depth + i / rows]).collect();
            let b: Vec<f32> = (0..depth * columns).map(|i| (i as f32).cos()).collect();
            let (mut one, mut other) = (vec![0.0; rows * columns], vec![0.0; rows * columns]);
            let sizes = (rows, depth, columns);
            let b = Rows { data: &b, stride: columns };
            small_product::<false>(Rows { data: &a, stride: depth }, b, sizes, &mut one, columns);
            small_product::<true>(Rows { data: &turned, stride: rows }, b, sizes, &mut other, columns);
            prop_assert_eq!(&one, &other);
            let exact: f32 = (0..depth).map(|k| a[k] * b.data[k * columns + columns - 1]).sum();
            prop_assert!((one[columns - 1] - exact).abs() < 1e-4);
        }
    }
}
