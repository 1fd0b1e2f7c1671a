//! The product with `vpdpbusd` on 512-bit registers.
//!
//! A block of 6 rows by 4 panels keeps 24 sums in registers: enough to hide the five cycles of the
//! instruction on two ports, with four weight vectors and one broadcast beside them.

use super::{PANEL, Packed, QUAD};
use std::arch::x86_64::{_mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_storeu_si512};

const ROWS: usize = 6;
const PANELS: usize = 4;

/// See [`super::multiply`].
#[target_feature(enable = "avx512f,avx512vnni")]
pub(super) fn multiply(rows: &[u8], weights: &Packed, out: &mut [i32]) {
    let panels = weights.width / PANEL;
    let mut first = 0;
    while first < panels {
        let taken = PANELS.min(panels - first);
        match taken {
            4 => column::<4>(rows, weights, first, out),
            3 => column::<3>(rows, weights, first, out),
            2 => column::<2>(rows, weights, first, out),
            _ => column::<1>(rows, weights, first, out),
        }
        first += taken;
    }
}

/// All rows against `P` panels.
#[target_feature(enable = "avx512f,avx512vnni")]
fn column<const P: usize>(rows: &[u8], weights: &Packed, panel: usize, out: &mut [i32]) {
    let blocks = rows.chunks(ROWS * weights.depth).zip(out.chunks_mut(ROWS * weights.width));
    for (rows, out) in blocks {
        match rows.len() / weights.depth {
            6 => block::<6, P>(rows, weights, panel, out),
            5 => block::<5, P>(rows, weights, panel, out),
            4 => block::<4, P>(rows, weights, panel, out),
            3 => block::<3, P>(rows, weights, panel, out),
            2 => block::<2, P>(rows, weights, panel, out),
            _ => block::<1, P>(rows, weights, panel, out),
        }
    }
}

/// `R` rows against `P` panels, all sums in registers.
#[target_feature(enable = "avx512f,avx512vnni")]
fn block<const R: usize, const P: usize>(rows: &[u8], packed: &Packed, panel: usize, out: &mut [i32]) {
    let depth = packed.depth;
    let weights = &packed.weights[panel * PANEL * depth..][..P * PANEL * depth];
    let surplus = &packed.surplus[panel * PANEL..][..P * PANEL];
    assert!(rows.len() == R * depth && out.len() == R * packed.width && (panel + P) * PANEL <= packed.width);
    // SAFETY: the slices above hold P panels and R rows of `depth`; every offset below stays inside.
    unsafe {
        let mut start = [_mm512_set1_epi32(0); P];
        for (p, start) in start.iter_mut().enumerate() {
            *start = _mm512_loadu_si512(surplus.as_ptr().add(p * PANEL).cast());
        }
        let mut sums = [start; R];
        for k in (0..depth).step_by(QUAD) {
            let mut w = [_mm512_set1_epi32(0); P];
            for (p, w) in w.iter_mut().enumerate() {
                *w = _mm512_loadu_si512(weights.as_ptr().add((p * depth + k) * PANEL).cast());
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let x = _mm512_set1_epi32(rows.as_ptr().add(r * depth + k).cast::<i32>().read_unaligned());
                for (sum, w) in sums.iter_mut().zip(w) {
                    *sum = _mm512_dpbusd_epi32(*sum, x, w);
                }
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            for (p, sum) in sums.iter().enumerate() {
                let place = out.as_mut_ptr().add(r * packed.width + (panel + p) * PANEL);
                _mm512_storeu_si512(place.cast(), *sum);
            }
        }
    }
}
