//! The f32 steps between the int8 products.
//!
//! Every function fixes its order of operations (sums run in 16 lanes that are then added in pairs), so
//! that any register width gives the same bits. Multiply-add is always the fused one: one instruction on
//! every path but the plain x86 one, where it is computed, slowly, to the same bits.

use super::kernel::by_cpu;

/// Lanes of a reduction: one 512-bit register.
pub(crate) const LANES: usize = 16;
/// Adding it to a small f32 leaves the value, rounded half to even, in the low bits (1.5 * 2^23).
const ROUNDER: f32 = 12_582_912.0;
/// LayerNorm's epsilon, as in BERT.
const EPSILON: f32 = 1e-12;

/// Adds 16 lanes in pairs.
#[inline(always)]
pub(crate) fn add_lanes(lanes: [f32; LANES]) -> f32 {
    let mut sums = lanes;
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            sums[i] += sums[i + width];
        }
        width /= 2;
    }
    sums[0]
}

/// e^x for 16 numbers x <= 0, relative error below 3e-7; anything under -87 counts as -87.
///
/// Cody and Waite's reduction to |r| <= ln 2 / 2, then a polynomial fitted to the relative error.
#[inline(always)]
pub(crate) fn exp_negative(mut x: [f32; LANES]) -> [f32; LANES] {
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    const TERMS: [f32; 7] =
        [0.001_382_930_2, 0.008_374_854, 0.041_668_367, 0.166_664_2, 0.499_999_9, 1.0, 1.0];
    // A loop, not `map`: closures of the standard library are not inlined for sure, see `by_cpu!`.
    for x in &mut x {
        let clamped = if *x < -87.0 { -87.0 } else { *x };
        let shifted = clamped.mul_add(std::f32::consts::LOG2_E, ROUNDER);
        let n = shifted - ROUNDER;
        let r = n.mul_add(-LN2_LOW, n.mul_add(-LN2_HIGH, clamped));
        let power = shifted.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(127) << 23;
        let mut sum = TERMS[0];
        for term in &TERMS[1..] {
            sum = sum.mul_add(r, *term);
        }
        *x = sum * f32::from_bits(power);
    }
    x
}

/// The error function of a block of numbers, absolute error below 1e-6.
///
/// Fitted (minimax, degree 12 in x², moved to -1..1) on |x| <= 3.6; beyond, 1 - erf is under 4e-7. A whole
/// block goes through each step together: one number's 13 steps wait for each other, a block's do not.
#[inline(always)]
fn erf<const N: usize>(mut x: [f32; N]) -> [f32; N] {
    const END: f32 = 3.6;
    const TERMS: [f32; 13] = [
        0.002_246_683,
        -0.005_789_351_6,
        0.005_629_871,
        -0.008_185_694,
        0.020_165_28,
        -0.034_470_227,
        0.048_797_31,
        -0.067_511_77,
        0.089_706_86,
        -0.113_853_42,
        0.143_818_8,
        -0.195_488_57,
        0.392_712_03,
    ];
    let (mut square, mut sum) = ([0.0; N], [TERMS[0]; N]);
    for i in 0..N {
        x[i] = if x[i] > END { END } else { x[i] };
        x[i] = if x[i] < -END { -END } else { x[i] };
        square[i] = (x[i] * x[i]).mul_add(2.0 / (END * END), -1.0);
    }
    for term in &TERMS[1..] {
        for i in 0..N {
            sum[i] = sum[i].mul_add(square[i], *term);
        }
    }
    for i in 0..N {
        x[i] *= sum[i];
    }
    x
}

/// `gelu(sum * outer * scale + bias)` with the error function, as BERT has it, for a block of sums.
#[inline(always)]
fn gelu_block<const N: usize>(sums: &[i32], outer: f32, scale: &[f32], bias: &[f32], out: &mut [f32]) {
    let (mut half, mut inner) = ([0.0; N], [0.0; N]);
    for i in 0..N {
        let x = (sums[i] as f32).mul_add(outer * scale[i], bias[i]);
        half[i] = 0.5 * x;
        inner[i] = x * std::f32::consts::FRAC_1_SQRT_2;
    }
    let inner = erf(inner);
    for i in 0..N {
        out[i] = half[i].mul_add(inner[i], half[i]);
    }
}

/// [`gelu_block`] for a whole row, a multiple of 16 long.
#[inline(always)]
fn gelu_row(sums: &[i32], outer: f32, scale: &[f32], bias: &[f32], out: &mut [f32]) {
    /// Four 512-bit registers of each variable.
    const BLOCK: usize = 4 * LANES;
    let mut at = 0;
    while at < out.len() {
        let block = if out.len() - at >= BLOCK { BLOCK } else { LANES };
        let (sums, scale, bias) = (&sums[at..at + block], &scale[at..at + block], &bias[at..at + block]);
        match block {
            BLOCK => gelu_block::<BLOCK>(sums, outer, scale, bias, &mut out[at..at + BLOCK]),
            _ => gelu_block::<LANES>(sums, outer, scale, bias, &mut out[at..at + LANES]),
        }
        at += block;
    }
}

/// Quantises one row to `round(x / scale) + 128` with scale = max|x| / 127, and returns the scale.
/// Padding after the row is left alone: its weights are zero.
#[inline(always)]
fn quantise_row(row: &[f32], out: &mut [u8]) -> f32 {
    let mut peaks = [0.0f32; LANES];
    for chunk in row.chunks_exact(LANES) {
        for i in 0..LANES {
            let size = chunk[i].abs();
            peaks[i] = if size > peaks[i] { size } else { peaks[i] };
        }
    }
    let whole = row.len() / LANES * LANES;
    let mut peak = 0.0f32;
    for x in peaks.iter().chain(&row[whole..]) {
        peak = if x.abs() > peak { x.abs() } else { peak };
    }
    let inverse = if peak > 0.0 { 127.0 / peak } else { 0.0 };
    for (x, out) in row.iter().zip(out) {
        *out = x.mul_add(inverse, ROUNDER + 128.0).to_bits() as u8;
    }
    peak / 127.0
}

/// LayerNorm of one row in place; the row is a multiple of 16 long.
#[inline(always)]
fn normalise(row: &mut [f32], weight: &[f32], bias: &[f32]) {
    let mut sums = [0.0; LANES];
    for chunk in row.chunks_exact(LANES) {
        for i in 0..LANES {
            sums[i] += chunk[i];
        }
    }
    let mean = add_lanes(sums) / row.len() as f32;
    let mut squares = [0.0; LANES];
    for chunk in row.chunks_exact(LANES) {
        for i in 0..LANES {
            let d = chunk[i] - mean;
            squares[i] = d.mul_add(d, squares[i]);
        }
    }
    let factor = 1.0 / (add_lanes(squares) / row.len() as f32 + EPSILON).sqrt();
    for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
        *x = ((*x - mean) * factor).mul_add(*w, *b);
    }
}

by_cpu! {
    /// Quantises rows of `width` into rows of `depth` bytes, one scale each.
    pub(crate) fn quantise(rows: &[f32], width: usize, out: &mut [u8], depth: usize, scales: &mut [f32]) {
        for ((row, out), scale) in rows.chunks_exact(width).zip(out.chunks_exact_mut(depth)).zip(scales) {
            *scale = quantise_row(row, out);
        }
    }
}

by_cpu! {
    /// LayerNorm of every row of `weight.len()`.
    pub(crate) fn normalise_rows(rows: &mut [f32], weight: &[f32], bias: &[f32]) {
        for row in rows.chunks_exact_mut(weight.len()) {
            normalise(row, weight, bias);
        }
    }
}

by_cpu! {
    /// Sums of a product to numbers: `out = sum * row scale * column scale + bias`.
    ///
    /// Rows of `sums` are `stride` wide, of `out` as wide as `scale`; `floor` is 0 for a ReLU.
    pub(crate) fn dequantise(
        sums: &[i32], stride: usize, row_scales: &[f32], scale: &[f32], bias: &[f32], floor: f32,
        out: &mut [f32],
    ) {
        let rows = sums.chunks_exact(stride).zip(out.chunks_exact_mut(scale.len()));
        for ((sums, out), row_scale) in rows.zip(row_scales) {
            for (((out, sum), s), b) in out.iter_mut().zip(sums).zip(scale).zip(bias) {
                let x = (*sum as f32).mul_add(row_scale * s, *b);
                *out = if x > floor { x } else { floor };
            }
        }
    }
}

by_cpu! {
    /// The residual step: `x += dequantised sums`, then LayerNorm.
    pub(crate) fn add_and_normalise(
        sums: &[i32], row_scales: &[f32], scale: &[f32], bias: &[f32], weight: &[f32], shift: &[f32],
        x: &mut [f32],
    ) {
        let width = weight.len();
        let stride = width.next_multiple_of(LANES);
        for ((sums, x), row_scale) in sums.chunks_exact(stride).zip(x.chunks_exact_mut(width)).zip(row_scales) {
            for (((x, sum), s), b) in x.iter_mut().zip(sums).zip(scale).zip(bias) {
                *x += (*sum as f32).mul_add(row_scale * s, *b);
            }
            normalise(x, weight, shift);
        }
    }
}

by_cpu! {
    /// The middle of the feed-forward block: dequantise, GELU, quantise again.
    ///
    /// `row_scales` holds the scales of the sums and gets those of the bytes; `row` is scratch.
    pub(crate) fn activate(
        sums: &[i32], scale: &[f32], bias: &[f32], row: &mut [f32], row_scales: &mut [f32],
        out: &mut [u8], depth: usize,
    ) {
        let stride = scale.len().next_multiple_of(LANES);
        for ((sums, out), row_scale) in
            sums.chunks_exact(stride).zip(out.chunks_exact_mut(depth)).zip(row_scales)
        {
            gelu_row(sums, *row_scale, scale, bias, row);
            *row_scale = quantise_row(row, out);
        }
    }
}

/// Softmax down each of 16 columns, in place but for the factors that it returns.
#[inline(always)]
pub(crate) fn softmax(scores: &mut [[f32; LANES]]) -> [f32; LANES] {
    let mut peaks = [f32::NEG_INFINITY; LANES];
    for row in scores.iter() {
        for i in 0..LANES {
            peaks[i] = if row[i] > peaks[i] { row[i] } else { peaks[i] };
        }
    }
    let mut sums = [0.0; LANES];
    for row in scores {
        for i in 0..LANES {
            row[i] -= peaks[i];
        }
        *row = exp_negative(*row);
        for i in 0..LANES {
            sums[i] += row[i];
        }
    }
    for sum in &mut sums {
        *sum = 1.0 / *sum;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::kernel::Cpu;
    use crate::parse::product::Rows;
    use proptest::prelude::*;

    /// erf by its Taylor series, in f64.
    fn exact_erf(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        sum * 2.0 / std::f64::consts::PI.sqrt()
    }

    #[test]
    fn erf_is_close() {
        for i in -5000..=5000 {
            let x = i as f32 / 1000.0;
            assert!((f64::from(erf([x])[0]) - exact_erf(f64::from(x))).abs() < 1e-6, "{x}");
        }
        assert!((erf([40.0])[0] - 1.0).abs() < 1e-6 && (erf([-40.0])[0] + 1.0).abs() < 1e-6);
    }

    #[test]
    fn exp_is_close() {
        for i in 0..=8700 {
            let x = -(i as f32) / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp_negative([x; LANES])[0]) / exact - 1.0).abs() < 3e-7, "{x}");
        }
    }

    #[test]
    fn quantising_zeros_gives_zeros() {
        let mut out = [0; 32];
        assert_eq!(quantise_row(&[0.0; 32], &mut out), 0.0);
        assert_eq!(out, [128; 32]);
    }

    proptest! {
        #[test]
        fn quantising_stays_within_half_a_step(row in prop::collection::vec(-9.0f32..9.0, 1..80)) {
            let mut out = vec![0; row.len()];
            let scale = quantise_row(&row, &mut out);
            for (x, q) in row.iter().zip(out) {
                prop_assert!((1..=255).contains(&q));
                prop_assert!((x - (f32::from(q) - 128.0) * scale).abs() <= scale * 0.50001);
            }
        }

        #[test]
        fn softmax_is_close(mut scores in prop::collection::vec(prop::array::uniform16(-60.0f32..60.0), 1..40)) {
            let before = scores.clone();
            let factors = softmax(&mut scores);
            for i in 0..LANES {
                let peak = before.iter().map(|row| f64::from(row[i])).fold(f64::MIN, f64::max);
                let powers: Vec<f64> = before.iter().map(|row| (f64::from(row[i]) - peak).exp()).collect();
                let sum: f64 = powers.iter().sum();
                for (row, power) in scores.iter().zip(powers) {
                    prop_assert!((f64::from(row[i] * factors[i]) - power / sum).abs() < 1e-6);
                }
            }
        }

        #[test]
        fn every_path_gives_the_same_bits(sums in prop::collection::vec(-90_000i32..90_000, 64 * 3)) {
            let scale: Vec<f32> = (0..64).map(|i| 1e-4 + i as f32 * 1e-6).collect();
            let bias: Vec<f32> = (0..64).map(|i| i as f32 * 0.01 - 0.3).collect();
            let outputs: Vec<_> = Cpu::available().into_iter().map(|cpu| {
                let (mut row, mut scales, mut bytes) = (vec![0.0; 64], vec![0.7; 3], vec![0; 3 * 64]);
                activate(cpu, &sums, &scale, &bias, &mut row, &mut scales, &mut bytes, 64);
                let mut x = vec![0.5; 64 * 3];
                add_and_normalise(cpu, &sums, &scales, &scale, &bias, &scale, &bias, &mut x);
                let mut y = vec![0.0; 3 * 64];
                crate::parse::product::product(cpu, Rows { data: &x, stride: 64 }, 3, &x, 3, 64, &mut y);
                let bits: Vec<u32> = x.iter().chain(&y).map(|f| f.to_bits()).collect();
                (bytes, bits)
            }).collect();
            for other in &outputs[1..] {
                prop_assert_eq!(other, &outputs[0]);
            }
        }
    }
}
