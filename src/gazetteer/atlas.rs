//! `gazetteer/places.bin`: 295,000 places, searched where they lie, without loading.
//!
//! All numbers are little-endian. A header (`SLATLAS1`; counts of places, names and first-level
//! divisions; bytes of the five parts), then:
//! 1. a record of 16 bytes for each place, in the order of its own name: GeoNames id (0: none), latitude
//!    and longitude (24 bits, ten-thousandths of a degree), first-level division (an index), second-level
//!    division (an index, `0xFFFF`: none), kind (the top bit: an ordinary word or a person's name as
//!    well), people (ten times the base-2 logarithm);
//! 2. for each block of 16 names where it begins and which place its first own name belongs to;
//! 3. the blocks: names in order of their keys ([`key`]), front-coded, each with how many places bear it
//!    as their own name (these follow each other) and the places that bear it besides another;
//! 4. where each line of part 5 begins;
//! 5. the first-level divisions: `US.TX`, the place it is, its ISO 3166-2 code.
//!
//! `train/gazetteer/places.py` writes it.

use super::table::key;

/// Bytes of a place's record.
const RECORD: usize = 16;
/// Names in a block.
const BLOCK: usize = 16;

/// What sort of place a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A town or village.
    Town,
    /// A part of a town.
    Part,
    /// The seat of a first-level division.
    Seat,
    /// The capital of a state.
    Capital,
    /// A first-level division: a state, province, region.
    First,
    /// A second-level division: a county, district.
    Second,
    /// An airport or air base.
    Airport,
    /// A community known by its post office.
    Post,
    /// A state or territory with an ISO code.
    Country,
    /// A region, sea, continent of regions.tsv.
    Region,
}

const KINDS: [Kind; 8] =
    [Kind::Town, Kind::Part, Kind::Seat, Kind::Capital, Kind::First, Kind::Second, Kind::Airport, Kind::Post];

/// A record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// First-level division, an index for [`Atlas::division`].
    pub first: u16,
    /// Second-level division; equal numbers mean one division.
    pub second: Option<u16>,
    /// What sort of place.
    pub kind: Kind,
    /// Also an ordinary word or a person's name.
    pub common: bool,
    /// Base-2 logarithm of its people plus one.
    pub people: f64,
}

/// A first-level division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division<'a> {
    /// ISO 3166-1 alpha-2 of its state.
    pub iso2: &'a str,
    /// Its GeoNames code (`US.TX`).
    pub code: &'a str,
    /// Its ISO 3166-2 code (`US-TX`).
    pub iso: Option<&'a str>,
    /// The place that it is.
    pub place: Option<u32>,
}

/// The embedded table.
pub struct Atlas {
    places: u32,
    names: u32,
    records: &'static [u8],
    index: &'static [u8],
    blocks: &'static [u8],
    offsets: &'static [u8],
    divisions: &'static [u8],
}

/// One name of a block.
struct Entry {
    name: Vec<u8>,
    own: std::ops::Range<u32>,
    others: Vec<u32>,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u24_at(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at + 3)?;
    Some(u32::from_le_bytes([*b.first()?, *b.get(1)?, *b.get(2)?, 0]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Ten-thousandths of a degree in 24 bits with a sign.
fn degrees(bytes: &[u8], at: usize) -> Option<f64> {
    let raw = u24_at(bytes, at)?;
    let signed = ((raw << 8) as i32) >> 8;
    Some(f64::from(signed) / 10_000.0)
}

impl Atlas {
    /// The table embedded in the binary.
    ///
    /// # Errors
    /// When its header does not fit it.
    pub fn embedded() -> Result<Self, String> {
        Self::new(include_bytes!("../../gazetteer/places.bin"))
            .ok_or("gazetteer/places.bin is damaged".into())
    }

    fn new(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(b"SLATLAS1")?;
        let number = |i: usize| u32_at(bytes, 8 + 4 * i);
        rest = rest.get(32..)?;
        let mut part = |i: usize| {
            let (part, after) = rest.split_at_checked(number(3 + i)? as usize)?;
            rest = after;
            Some(part)
        };
        let atlas = Self {
            records: part(0)?,
            index: part(1)?,
            blocks: part(2)?,
            offsets: part(3)?,
            divisions: part(4)?,
            places: number(0)?,
            names: number(1)?,
        };
        (rest.is_empty() && atlas.records.len() == atlas.places as usize * RECORD).then_some(atlas)
    }

    /// How many places there are.
    pub fn len(&self) -> u32 {
        self.places
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.places == 0
    }

    /// The record of a place.
    pub fn record(&self, place: u32) -> Option<Record> {
        let start = place as usize * RECORD;
        let r = self.records.get(start..start + RECORD)?;
        let (kind, people) = (*r.get(14)?, *r.get(15)?);
        Some(Record {
            geonames: u32_at(r, 0).filter(|id| *id > 0),
            lat: degrees(r, 4)?,
            lon: degrees(r, 7)?,
            first: u16_at(r, 10)?,
            second: u16_at(r, 12).filter(|s| *s != u16::MAX),
            kind: *KINDS.get(usize::from(kind & 0x7F))?,
            common: kind & 0x80 != 0,
            people: f64::from(people) / 10.0,
        })
    }

    /// A first-level division.
    pub fn division(&self, first: u16) -> Option<Division<'static>> {
        let start = u32_at(self.offsets, usize::from(first) * 4)? as usize;
        let line = self.divisions.get(start..)?.split(|b| *b == b'\n').next()?;
        let mut cells = std::str::from_utf8(line).ok()?.split('\t');
        let code = cells.next()?;
        let place = cells.next()?.parse().ok();
        let iso = cells.next().filter(|i| !i.is_empty());
        Some(Division { iso2: code.get(..2)?, code, iso, place })
    }

    /// All first-level divisions.
    pub fn divisions(&self) -> impl Iterator<Item = Division<'static>> {
        (0..self.offsets.len() / 4).filter_map(|i| self.division(u16::try_from(i).ok()?))
    }

    /// The places of that name: those that bear it as their own, and those that bear it besides another.
    pub fn find(&self, name: &str) -> (Vec<u32>, Vec<u32>) {
        let wanted = key(name);
        let mut block = self.block_before(&wanted);
        let mut found = (Vec::new(), Vec::new());
        while let Some(entries) = self.block(block) {
            for entry in entries {
                match key(&String::from_utf8_lossy(&entry.name)).as_bytes().cmp(wanted.as_bytes()) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => {
                        found.0.extend(entry.own);
                        found.1.extend(entry.others);
                    }
                    std::cmp::Ordering::Greater => return found,
                }
            }
            block += 1;
        }
        found
    }

    /// The own name of a place.
    pub fn name(&self, place: u32) -> Option<String> {
        let (mut low, mut high) = (0, self.index.len() / 8);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if u32_at(self.index, middle * 8 + 4)? <= place { low = middle } else { high = middle }
        }
        let entry = self.block(low)?.into_iter().find(|e| e.own.contains(&place))?;
        String::from_utf8(entry.name).ok()
    }

    /// The last block whose first name comes before `wanted`.
    fn block_before(&self, wanted: &str) -> usize {
        let before = |block: usize| {
            let first = self.first_name(block).unwrap_or_default();
            key(&first).as_bytes() < wanted.as_bytes()
        };
        let (mut low, mut high) = (0, self.index.len() / 8);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if before(middle) { low = middle } else { high = middle }
        }
        low
    }

    fn first_name(&self, block: usize) -> Option<String> {
        let start = u32_at(self.index, block * 8)? as usize;
        let len = usize::from(*self.blocks.get(start + 1)?);
        String::from_utf8(self.blocks.get(start + 2..start + 2 + len)?.to_vec()).ok()
    }

    /// The names of a block; `None` after the last.
    fn block(&self, block: usize) -> Option<Vec<Entry>> {
        let mut at = u32_at(self.index, block * 8)? as usize;
        let mut place = u32_at(self.index, block * 8 + 4)?;
        let mut name: Vec<u8> = Vec::new();
        let count = (self.names as usize).saturating_sub(block * BLOCK).min(BLOCK);
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            let (shared, len) = (usize::from(*self.blocks.get(at)?), usize::from(*self.blocks.get(at + 1)?));
            name.truncate(shared);
            name.extend(self.blocks.get(at + 2..at + 2 + len)?);
            at += 2 + len;
            let own = u32::from(u16_at(self.blocks, at)?);
            let more = usize::from(*self.blocks.get(at + 2)?);
            at += 3;
            let others = (0..more).map(|i| u24_at(self.blocks, at + 3 * i)).collect::<Option<_>>()?;
            at += 3 * more;
            entries.push(Entry { name: name.clone(), own: place..place + own, others });
            place += own;
        }
        Some(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_any_of_their_names() {
        let atlas = Atlas::embedded().unwrap();
        let find = |name: &str| {
            let (own, others) = atlas.find(name);
            [own, others].concat()
        };
        let ids =
            |name: &str| find(name).iter().map(|&p| atlas.record(p).unwrap().geonames).collect::<Vec<_>>();
        assert!(ids("Hangzhou").contains(&Some(1808926)));
        assert!(ids("TEXAS").contains(&Some(4736286)));
        assert!(ids("São Paulo").contains(&Some(3448439)) && ids("sao paulo").contains(&Some(3448439)));
        assert!(ids("No Such Place At All").is_empty());
    }

    #[test]
    fn names_lie_in_order_and_lead_back() {
        let atlas = Atlas::embedded().unwrap();
        let mut last = String::new();
        for block in (0..).map_while(|b| atlas.block(b)) {
            for entry in block {
                let k = key(&String::from_utf8(entry.name).unwrap());
                assert!(last <= k, "{last} before {k}");
                last = k;
            }
        }
        for place in (0..atlas.len()).step_by(997) {
            let name = atlas.name(place).unwrap();
            assert!(atlas.find(&name).0.contains(&place), "{name}");
        }
    }

    #[test]
    fn a_place_knows_its_division() {
        let atlas = Atlas::embedded().unwrap();
        let texas = atlas
            .find("Texas")
            .0
            .into_iter()
            .find(|&p| atlas.record(p).unwrap().kind == Kind::First)
            .unwrap();
        let division = atlas.division(atlas.record(texas).unwrap().first).unwrap();
        assert_eq!((division.iso2, division.iso, division.place), ("US", Some("US-TX"), Some(texas)));
    }
}
