//! A value of a row with holes for what is other in each copy.

/// A hole: what stands there is known once it is said which copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The id of an event, report, account or statement.
    Id(usize),
    /// A date or interval.
    Day(usize),
    /// The id, name and last name of an actor.
    Actor(usize),
    Name(usize),
    Surname(usize),
    /// The code of a state.
    Country(usize),
    /// Name, GeoNames id and coordinates of a place.
    Spot(usize),
    Geonames(usize),
    Lat(usize),
    Lon(usize),
    /// The text of a report; where a byte of it came to lie; its words from one byte to another, plain and as JSON.
    Text(usize),
    Start(usize, usize),
    End(usize, usize),
    Words(usize, usize, usize),
    Json(usize, usize, usize),
}

#[derive(Debug)]
enum Piece {
    Fixed(String),
    Hole(Slot),
}

#[derive(Debug, Default)]
pub struct Template(Vec<Piece>);

impl Template {
    pub fn fixed(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Piece::Fixed(before)) => before.push_str(text),
            _ => self.0.push(Piece::Fixed(text.to_owned())),
        }
    }

    pub fn hole(&mut self, slot: Slot) {
        self.0.push(Piece::Hole(slot));
    }

    /// The value, where `put` writes what stands in a hole.
    pub fn filled(&self, put: &impl Fn(Slot, &mut String)) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Fixed(text) => out.push_str(text),
                Piece::Hole(slot) => put(*slot, &mut out),
            }
        }
        out
    }
}
