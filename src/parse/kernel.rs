//! The exact int8 matrix product under every dense layer, and the choice of processor path.
//!
//! All paths give the same bits: integer sums are exact, and the f32 code compiled by
//! [`by_cpu!`] is one source with a fixed order of operations (Rust never contracts or reorders
//! floating point), so wider registers change the speed and nothing else.
//!
//! Activations come as `u8 = i8 + 128`, because `vpdpbusd` and `tdpbusd` want one unsigned side; the
//! surplus `128 * sum(weights)` of each column is known when the weights are packed and is where the
//! sums start from.

mod plain;

#[cfg(target_arch = "x86_64")]
mod avx2;

#[cfg(target_arch = "x86_64")]
mod avx512;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod amx;

/// Columns of a panel, the width of every kernel's innermost block.
pub(crate) const PANEL: usize = 16;
/// Weights of neighbouring inputs that one 32-bit lane multiplies at once.
const QUAD: usize = 4;
/// Rows of activations are padded to this many bytes: a cache line, and the depth of an AMX tile.
const DEPTH_STEP: usize = 64;

/// What a processor can do; made by [`Cpu::available`] only, so holding one proves the features are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpu(Level);

/// The paths, slowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Any processor.
    Plain,
    /// x86-64-v3.
    Avx2,
    /// AVX-512 with VNNI (Ice Lake, Zen 4 and later).
    Avx512,
    /// AVX-512 and int8 matrix tiles (Sapphire Rapids and later, Linux).
    Amx,
}

impl Cpu {
    /// Every path this machine can take, slowest first.
    pub fn available() -> Vec<Self> {
        let levels = [Level::Plain, Level::Avx2, Level::Avx512, Level::Amx];
        levels.into_iter().filter(|l| has(*l)).map(Self).collect()
    }

    /// The fastest path of this machine.
    pub fn detect() -> Self {
        Self::available().pop().unwrap_or(Self(Level::Plain))
    }

    /// Its name, for measurements.
    pub fn name(self) -> &'static str {
        match self.0 {
            Level::Plain => "plain",
            Level::Avx2 => "avx2",
            Level::Avx512 => "avx512",
            Level::Amx => "amx",
        }
    }

    /// The path.
    pub(crate) fn level(self) -> Level {
        self.0
    }
}

#[cfg(target_arch = "x86_64")]
fn has(level: Level) -> bool {
    match level {
        Level::Plain => true,
        Level::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
        Level::Avx512 => {
            has(Level::Avx2)
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
        }
        Level::Amx => has(Level::Avx512) && has_amx(),
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn has(level: Level) -> bool {
    level == Level::Plain
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn has_amx() -> bool {
    amx::allowed()
}

#[cfg(all(target_arch = "x86_64", not(target_os = "linux")))]
fn has_amx() -> bool {
    false
}

/// Compiles one function body for each processor path and picks by its first argument, a [`Cpu`].
///
/// Everything the body calls must be `#[inline(always)]`, or it stays compiled for any processor.
macro_rules! by_cpu {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        $vis fn $name(cpu: $crate::parse::kernel::Cpu, $($arg: $ty),*) {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body($($arg: $ty),*) $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            #[allow(clippy::too_many_arguments)]
            fn avx2($($arg: $ty),*) {
                body($($arg),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,fma")]
            #[allow(clippy::too_many_arguments)]
            fn avx512($($arg: $ty),*) {
                body($($arg),*)
            }

            match cpu.level() {
                $crate::parse::kernel::Level::Plain => body($($arg),*),
                // SAFETY: a `Cpu` exists only for features that were detected.
                #[cfg(target_arch = "x86_64")]
                $crate::parse::kernel::Level::Avx2 => unsafe { avx2($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                _ => unsafe { avx512($($arg),*) },
                #[cfg(not(target_arch = "x86_64"))]
                _ => body($($arg),*),
            }
        }
    };
}
pub(crate) use by_cpu;

/// A buffer that starts on a cache line, as tile loads want it.
#[derive(Debug)]
pub(crate) struct Aligned<T> {
    store: Vec<T>,
    start: usize,
    len: usize,
}

impl<T: Copy + Default> Aligned<T> {
    /// `len` zeros.
    pub(crate) fn new(len: usize) -> Self {
        let spare = 64 / size_of::<T>();
        let store = vec![T::default(); len + spare];
        let start = store.as_ptr().align_offset(64).min(spare);
        Self { store, start, len }
    }
}

impl<T> std::ops::Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.store[self.start..self.start + self.len]
    }
}

impl<T> std::ops::DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.store[self.start..self.start + self.len]
    }
}

/// A weight matrix in the order the kernels read it: panels of 16 columns, in each the inputs by fours,
/// in each the 16 columns, in each the four weights.
#[derive(Debug)]
pub(crate) struct Packed {
    weights: Aligned<i8>,
    surplus: Aligned<i32>,
    depth: usize,
    width: usize,
}

impl Packed {
    /// Packs `rows`, the weights of one output after the other with `inputs` each.
    ///
    /// Weights must lie in -127..=127: the AVX2 path multiplies their absolute values.
    pub(crate) fn new(rows: &[i8], inputs: usize) -> Self {
        let width = (rows.len() / inputs).next_multiple_of(PANEL);
        let depth = padded_depth(inputs);
        let mut packed =
            Self { weights: Aligned::new(width * depth), surplus: Aligned::new(width), depth, width };
        for (column, row) in rows.chunks_exact(inputs).enumerate() {
            packed.fill(column, row);
        }
        packed
    }

    fn fill(&mut self, column: usize, row: &[i8]) {
        let sum: i32 = row.iter().map(|w| i32::from(*w)).sum();
        self.surplus[column] = -128 * sum;
        let base = column / PANEL * PANEL * self.depth + column % PANEL * QUAD;
        for (i, weight) in row.iter().enumerate() {
            self.weights[base + i / QUAD * QUAD * PANEL + i % QUAD] = *weight;
        }
    }

    /// Bytes of one row of activations: the inputs, padded.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Sums of one row of results: the outputs, padded to whole panels.
    pub(crate) fn width(&self) -> usize {
        self.width
    }
}

/// Bytes that a row of `inputs` activations takes.
pub(crate) fn padded_depth(inputs: usize) -> usize {
    inputs.next_multiple_of(DEPTH_STEP)
}

/// `out[r][c] = sum over k of (rows[r][k] - 128) * weights[c][k]` for the first `count` rows.
///
/// `rows` holds at least `count` rows of [`Packed::depth`] bytes, `out` at least `count` rows of
/// [`Packed::width`] sums. Sums cannot overflow: depth is far below 2^31 / (128 * 127).
pub(crate) fn multiply(cpu: Cpu, rows: &[u8], count: usize, weights: &Packed, out: &mut [i32]) {
    let rows = &rows[..count * weights.depth];
    let out = &mut out[..count * weights.width];
    match cpu.level() {
        Level::Plain => plain::multiply(rows, weights, out),
        // SAFETY: a `Cpu` exists only for features that were detected.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { avx2::multiply(rows, weights, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { avx512::multiply(rows, weights, out) },
        // SAFETY: as above.
        #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
        Level::Amx => unsafe { amx::multiply(rows, weights, out) },
        #[allow(unreachable_patterns)]
        _ => plain::multiply(rows, weights, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(rows: &[i8], weights: &[i8], inputs: usize) -> Vec<Vec<i32>> {
        let dot = |a: &[i8], b: &[i8]| a.iter().zip(b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum();
        let one = |a| weights.chunks_exact(inputs).map(|b| dot(a, b)).collect();
        rows.chunks_exact(inputs).map(one).collect()
    }

    fn offset(rows: &[i8], inputs: usize) -> Aligned<u8> {
        let (count, depth) = (rows.len() / inputs, padded_depth(inputs));
        let mut out = Aligned::new(count * depth);
        out.fill(128);
        for (r, row) in rows.chunks_exact(inputs).enumerate() {
            for (i, x) in row.iter().enumerate() {
                out[r * depth + i] = (i16::from(*x) + 128) as u8;
            }
        }
        out
    }

    fn check(rows: &[i8], weights: &[i8], inputs: usize) {
        let packed = Packed::new(weights, inputs);
        let (count, outputs) = (rows.len() / inputs, weights.len() / inputs);
        let expected = naive(rows, weights, inputs);
        for cpu in Cpu::available() {
            let mut out = vec![i32::MIN; count * packed.width()];
            multiply(cpu, &offset(rows, inputs), count, &packed, &mut out);
            for (got, wanted) in out.chunks_exact(packed.width()).zip(&expected) {
                assert_eq!(&got[..outputs], wanted, "{}", cpu.name());
            }
        }
    }

    fn bytes(len: usize, seed: u64) -> Vec<i8> {
        let mut state = seed | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as i8
        };
        (0..len).map(|_| next().max(-127)).collect()
    }

    #[test]
    fn extremes_do_not_saturate() {
        for (a, w) in [(127, 127), (-127, 127), (127, -127), (-127, -127)] {
            check(&[a; 5 * 256], &[w; 20 * 256], 256);
        }
    }

    #[test]
    fn no_rows_is_fine() {
        check(&[], &bytes(64 * 32, 1), 64);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn every_path_is_exact(count in 1usize..70, inputs in 1usize..200, outputs in 1usize..150, seed: u64) {
            check(&bytes(count * inputs, seed), &bytes(outputs * inputs, !seed), inputs);
        }
    }
}
