//! Bytes to code points, without counting a long text from its beginning each time.

/// A checkpoint each so many bytes.
const STEP: usize = 4096;

/// How many code points stand before every [`STEP`]th byte of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points(Vec<usize>);

impl Points {
    /// Counts a text once.
    pub fn of(text: &str) -> Self {
        let begins = |b: &&u8| (**b & 0xC0) != 0x80;
        let mut before = vec![0];
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(before.last().unwrap_or(&0) + chunk.iter().filter(begins).count());
        }
        Self(before)
    }

    /// Code points of `text` before a byte, which begins a character or is its end.
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let step = (byte / STEP).min(self.0.len() - 1);
        let rest = &text.as_bytes()[step * STEP..byte];
        self.0[step] + rest.iter().filter(|b| (**b & 0xC0) != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_is_as_counted() {
        let text = "Élysée — 北京 🕊 said. ".repeat(400);
        let points = Points::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, byte), count);
        }
        assert_eq!(points.at(&text, text.len()), text.chars().count());
        assert_eq!(Points::of("").at("", 0), 0);
    }
}
