//! The product for any processor, and what the others are tested against.

use super::{PANEL, Packed, QUAD};

/// See [`super::multiply`].
pub(super) fn multiply(rows: &[u8], weights: &Packed, out: &mut [i32]) {
    let panels = weights.weights.chunks_exact(weights.depth * PANEL);
    for (p, panel) in panels.enumerate() {
        let surplus = &weights.surplus[p * PANEL..][..PANEL];
        for (row, out) in rows.chunks_exact(weights.depth).zip(out.chunks_exact_mut(weights.width)) {
            one_row(row, panel, surplus, &mut out[p * PANEL..][..PANEL]);
        }
    }
}

fn one_row(row: &[u8], panel: &[i8], surplus: &[i32], out: &mut [i32]) {
    let mut sums = [0i32; PANEL];
    sums.copy_from_slice(surplus);
    for (quad, weights) in row.chunks_exact(QUAD).zip(panel.chunks_exact(QUAD * PANEL)) {
        for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(QUAD)) {
            *sum += quad.iter().zip(w).map(|(x, w)| i32::from(*x) * i32::from(*w)).sum::<i32>();
        }
    }
    out.copy_from_slice(&sums);
}
