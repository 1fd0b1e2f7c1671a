//! The product on 256-bit registers, without VNNI.
//!
//! `vpmaddubsw` adds two 8-bit products in 16 bits and saturates. With the sign moved from the weights
//! to the activations both factors are at most 127 (2 * 127 * 127 < 2^15), so nothing ever saturates.

use super::{PANEL, Packed, QUAD};
use std::arch::x86_64::{
    __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_sign_epi8,
    _mm256_storeu_si256, _mm256_xor_si256,
};

const ROWS: usize = 4;
/// Registers that one panel takes.
const HALVES: usize = 2;

/// See [`super::multiply`].
#[target_feature(enable = "avx2")]
pub(super) fn multiply(rows: &[u8], weights: &Packed, out: &mut [i32]) {
    for panel in 0..weights.width / PANEL {
        let blocks = rows.chunks(ROWS * weights.depth).zip(out.chunks_mut(ROWS * weights.width));
        for (rows, out) in blocks {
            match rows.len() / weights.depth {
                4 => block::<4>(rows, weights, panel, out),
                3 => block::<3>(rows, weights, panel, out),
                2 => block::<2>(rows, weights, panel, out),
                _ => block::<1>(rows, weights, panel, out),
            }
        }
    }
}

/// `R` rows against one panel, all sums in registers.
#[target_feature(enable = "avx2")]
fn block<const R: usize>(rows: &[u8], packed: &Packed, panel: usize, out: &mut [i32]) {
    let depth = packed.depth;
    let weights = &packed.weights[panel * PANEL * depth..][..PANEL * depth];
    assert!(rows.len() == R * depth && out.len() == R * packed.width && (panel + 1) * PANEL <= packed.width);
    let mut sums = [[_mm256_setzero_si256(); HALVES]; R];
    // SAFETY: the slices hold one panel and R rows of `depth`; every offset below stays inside.
    unsafe {
        for k in (0..depth).step_by(QUAD) {
            let place = weights.as_ptr().add(k * PANEL).cast::<__m256i>();
            let w = [_mm256_loadu_si256(place), _mm256_loadu_si256(place.add(1))];
            let size = [_mm256_abs_epi8(w[0]), _mm256_abs_epi8(w[1])];
            for (r, sums) in sums.iter_mut().enumerate() {
                let x = _mm256_set1_epi32(rows.as_ptr().add(r * depth + k).cast::<i32>().read_unaligned());
                let x = _mm256_xor_si256(x, _mm256_set1_epi8(-128));
                for h in 0..HALVES {
                    sums[h] = _mm256_add_epi32(sums[h], products(size[h], _mm256_sign_epi8(x, w[h])));
                }
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            let place = out.as_mut_ptr().add(r * packed.width + panel * PANEL).cast::<__m256i>();
            _mm256_storeu_si256(place, sums[0]);
            _mm256_storeu_si256(place.add(1), sums[1]);
        }
    }
}

/// Sums of four neighbouring products, in 32 bits.
#[target_feature(enable = "avx2")]
fn products(size: __m256i, signed: __m256i) -> __m256i {
    _mm256_madd_epi16(_mm256_maddubs_epi16(size, signed), _mm256_set1_epi16(1))
}
