//! The product with AMX int8 tiles: 16 x 16 sums over a depth of 64 in one instruction.
//!
//! Rust 1.95 has no stable intrinsics for tiles, so the inner loop is written in assembly. Two tiles of
//! rows by two panels keep four tiles of sums; the packed weights are already in tile order. Linux gives
//! tiles only to a process that asks (Documentation/arch/x86/xstate.rst), hence the one system call.

use super::{DEPTH_STEP, PANEL, Packed};
use std::arch::asm;
use std::arch::x86_64::__cpuid_count;

const TILE_ROWS: usize = 16;
/// Rows that one block takes: two tiles.
const BLOCK: usize = 2 * TILE_ROWS;

/// Depth that one pass multiplies: rows and panels of a longer one would not stay in the first cache.
const PART: usize = 512;

/// Has the processor int8 tiles, and does the system let this process use them?
pub(super) fn allowed() -> bool {
    const TILE: u32 = 1 << 24;
    const INT8: u32 = 1 << 25;
    let features = __cpuid_count(7, 0).edx;
    features & (TILE | INT8) == TILE | INT8 && request()
}

/// Asks the kernel for the tile registers of this process; asking again is harmless.
fn request() -> bool {
    const ARCH_PRCTL: isize = 158;
    const ARCH_REQ_XCOMP_PERM: usize = 0x1023;
    const XFEATURE_XTILEDATA: usize = 18;
    let answer: isize;
    // SAFETY: a system call without pointers; the kernel clobbers rcx and r11.
    unsafe {
        asm!("syscall", inlateout("rax") ARCH_PRCTL => answer, in("rdi") ARCH_REQ_XCOMP_PERM,
            in("rsi") XFEATURE_XTILEDATA, out("rcx") _, out("r11") _, options(nostack));
    }
    answer == 0
}

/// The operand of `ldtilecfg` (Intel SDM, table "Memory Area Layout for LDTILECFG").
#[repr(C, align(64))]
struct Config {
    palette: u8,
    start_row: u8,
    reserved: [u8; 14],
    row_bytes: [u16; 16],
    rows: [u8; 16],
}

impl Config {
    /// Tiles 0-3 hold sums, 4 and 5 activations (`upper` and `lower` rows), 6 and 7 weights.
    fn new(upper: usize, lower: usize) -> Self {
        let mut rows = [0; 16];
        let mut row_bytes = [0; 16];
        let used = [upper, upper, lower, lower, upper, lower, TILE_ROWS, TILE_ROWS];
        for (tile, used) in used.into_iter().enumerate() {
            rows[tile] = used as u8;
            row_bytes[tile] = if used == 0 { 0 } else { DEPTH_STEP as u16 };
        }
        Self { palette: 1, start_row: 0, reserved: [0; 14], row_bytes, rows }
    }

    /// Loads it.
    ///
    /// # Safety
    /// The processor must have tiles and the process the right to them.
    unsafe fn load(&self) {
        // SAFETY: reads 64 bytes, the size of `self`.
        unsafe { asm!("ldtilecfg [{}]", in(reg) self, options(nostack, readonly)) }
    }
}

/// See [`super::multiply`].
///
/// # Safety
/// [`allowed`] must have said so.
pub(super) unsafe fn multiply(rows: &[u8], weights: &Packed, out: &mut [i32]) {
    let count = rows.len() / weights.depth;
    let whole = count / BLOCK * BLOCK;
    let (rows, tail) = rows.split_at(whole * weights.depth);
    let (out, out_tail) = out.split_at_mut(whole * weights.width);
    // SAFETY: the caller's promise; tiles are released before anything else runs.
    unsafe {
        if whole > 0 {
            Config::new(TILE_ROWS, TILE_ROWS).load();
            blocks::<true>(rows, weights, out);
        }
        let left = count - whole;
        if left > TILE_ROWS {
            Config::new(TILE_ROWS, left - TILE_ROWS).load();
            blocks::<true>(tail, weights, out_tail);
        } else if left > 0 {
            Config::new(left, 0).load();
            blocks::<false>(tail, weights, out_tail);
        }
        asm!("tilerelease", options(nostack, nomem));
    }
}

/// A run of the depth that one pass multiplies.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    len: usize,
}

impl Part {
    /// All parts of a depth.
    fn all(depth: usize) -> impl Iterator<Item = Self> {
        (0..depth).step_by(PART).map(move |start| Self { start, len: PART.min(depth - start) })
    }

    /// Where the four sums of a block begin from, and the distance of their rows in bytes: the surplus, the
    /// same for every row, or what the part before left in `out`.
    fn sums(self, packed: &Packed, panels: [usize; 2], out: [*mut i32; 4]) -> ([*const i32; 4], usize) {
        if self.start > 0 {
            return (out.map(|o| o.cast_const()), packed.width * size_of::<i32>());
        }
        let [left, right] = panels.map(|p| packed.surplus[p * PANEL..].as_ptr());
        ([left, right, left, right], 0)
    }
}

/// Blocks of rows (all as the configuration says) against all panels; `BOTH` row tiles, or the upper one.
///
/// # Safety
/// A fitting configuration must be loaded.
unsafe fn blocks<const BOTH: bool>(rows: &[u8], weights: &Packed, out: &mut [i32]) {
    let panels = weights.width / PANEL;
    for part in Part::all(weights.depth) {
        // A last odd panel is done twice at once rather than by code of its own.
        let pairs = (0..panels / 2).map(|pair| [2 * pair, 2 * pair + 1]);
        let odd = (panels % 2 == 1).then_some([panels - 1, panels - 1]);
        for pair in pairs.chain(odd) {
            let row_blocks = rows.chunks(BLOCK * weights.depth).zip(out.chunks_mut(BLOCK * weights.width));
            for (rows, out) in row_blocks {
                // SAFETY: the caller's promise; a block has as many rows as the configuration says.
                unsafe {
                    if BOTH {
                        both(rows, weights, pair, part, out);
                    } else {
                        upper(rows, weights, pair, part, out);
                    }
                }
            }
        }
    }
}

/// Two row tiles against two panels, over one part of the depth.
///
/// # Safety
/// `rows` and `out` hold the rows of the loaded configuration.
unsafe fn both(rows: &[u8], packed: &Packed, panels: [usize; 2], part: Part, out: &mut [i32]) {
    let [w0, w1] = panels.map(|p| packed.weights[(p * packed.depth + part.start) * PANEL..].as_ptr());
    let base = out.as_mut_ptr();
    // SAFETY: every load walks one row tile or one panel over the part, every store stays in `out`.
    unsafe {
        let [o0, o1] = panels.map(|p| base.add(p * PANEL));
        let down = TILE_ROWS * packed.width;
        let outs = [o0, o1, o0.add(down), o1.add(down)];
        let (sums, stride) = part.sums(packed, panels, outs);
        asm!(
            "tileloadd tmm0, [{s0} + {stride}*1]",
            "tileloadd tmm1, [{s1} + {stride}*1]",
            "tileloadd tmm2, [{s2} + {stride}*1]",
            "tileloadd tmm3, [{s3} + {stride}*1]",
            s0 = in(reg) sums[0], s1 = in(reg) sums[1], s2 = in(reg) sums[2], s3 = in(reg) sums[3],
            stride = in(reg) stride,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            options(nostack, readonly),
        );
        asm!(
            "2:",
            "tileloadd tmm4, [{a0} + {depth}*1]",
            "tileloadd tmm6, [{w0} + {line}*1]",
            "tileloadd tmm7, [{w1} + {line}*1]",
            "tileloadd tmm5, [{a1} + {depth}*1]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tdpbusd tmm1, tmm4, tmm7",
            "tdpbusd tmm2, tmm5, tmm6",
            "tdpbusd tmm3, tmm5, tmm7",
            "add {a0}, 64",
            "add {a1}, 64",
            "add {w0}, 1024",
            "add {w1}, 1024",
            "sub {k:e}, 1",
            "jnz 2b",
            a0 = inout(reg) rows.as_ptr().add(part.start) => _,
            a1 = inout(reg) rows.as_ptr().add(part.start + TILE_ROWS * packed.depth) => _,
            w0 = inout(reg) w0 => _, w1 = inout(reg) w1 => _,
            depth = in(reg) packed.depth, line = in(reg) DEPTH_STEP,
            k = inout(reg) part.len / DEPTH_STEP => _,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack, readonly),
        );
        asm!(
            "tilestored [{o0} + {width}*1], tmm0",
            "tilestored [{o1} + {width}*1], tmm1",
            "tilestored [{o2} + {width}*1], tmm2",
            "tilestored [{o3} + {width}*1], tmm3",
            o0 = in(reg) outs[0], o1 = in(reg) outs[1], o2 = in(reg) outs[2], o3 = in(reg) outs[3],
            width = in(reg) packed.width * size_of::<i32>(), options(nostack),
        );
    }
}

/// One row tile against two panels, over one part of the depth.
///
/// # Safety
/// `rows` and `out` hold the rows of the loaded configuration.
unsafe fn upper(rows: &[u8], packed: &Packed, panels: [usize; 2], part: Part, out: &mut [i32]) {
    let [w0, w1] = panels.map(|p| packed.weights[(p * packed.depth + part.start) * PANEL..].as_ptr());
    let base = out.as_mut_ptr();
    // SAFETY: as in `both`.
    unsafe {
        let [o0, o1] = panels.map(|p| base.add(p * PANEL));
        let (sums, stride) = part.sums(packed, panels, [o0, o1, o0, o1]);
        asm!(
            "tileloadd tmm0, [{s0} + {stride}*1]",
            "tileloadd tmm1, [{s1} + {stride}*1]",
            "2:",
            "tileloadd tmm4, [{a0} + {depth}*1]",
            "tileloadd tmm6, [{w0} + {line}*1]",
            "tileloadd tmm7, [{w1} + {line}*1]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tdpbusd tmm1, tmm4, tmm7",
            "add {a0}, 64",
            "add {w0}, 1024",
            "add {w1}, 1024",
            "sub {k:e}, 1",
            "jnz 2b",
            "tilestored [{o0} + {width}*1], tmm0",
            "tilestored [{o1} + {width}*1], tmm1",
            s0 = in(reg) sums[0], s1 = in(reg) sums[1], stride = in(reg) stride,
            a0 = inout(reg) rows.as_ptr().add(part.start) => _,
            w0 = inout(reg) w0 => _, w1 = inout(reg) w1 => _,
            depth = in(reg) packed.depth, line = in(reg) DEPTH_STEP,
            k = inout(reg) part.len / DEPTH_STEP => _,
            o0 = in(reg) o0, o1 = in(reg) o1, width = in(reg) packed.width * size_of::<i32>(),
            out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
