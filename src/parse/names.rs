//! From tag scores to names: the best sequence in which `I-X` follows only `B-X` or `I-X` (Viterbi).

use crate::document::{Name, NameKind};

/// The tags of the model, in its order.
#[derive(Debug)]
pub(crate) struct Tags(Vec<Tag>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
}

impl Tags {
    /// From labels such as `O`, `B-PER`, `I-PER`.
    ///
    /// # Errors
    /// Names the label it does not know.
    pub(crate) fn parse(labels: &[String]) -> Result<Self, String> {
        labels.iter().map(|label| parse(label)).collect::<Result<_, _>>().map(Self)
    }

    /// Number of tags.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Names of a sentence of `words`, from rows of `stride` scores.
    pub(crate) fn decode(&self, scores: &[f32], stride: usize, words: usize) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for (i, tag) in self.best(scores, stride, words).into_iter().enumerate() {
            match (self.0[tag], names.last_mut()) {
                (Tag::Begin(kind), _) => names.push(Name { first: i, last: i, kind }),
                (Tag::Inside(_), Some(name)) => name.last = i,
                _ => {}
            }
        }
        names
    }

    /// The best lawful sequence of tags.
    fn best(&self, scores: &[f32], stride: usize, words: usize) -> Vec<usize> {
        let mut totals: Vec<f32> = Vec::new();
        let mut back: Vec<Vec<usize>> = Vec::with_capacity(words);
        for row in scores.chunks(stride).take(words) {
            let from: Vec<usize> = (0..self.len()).map(|to| self.source(&totals, to)).collect();
            let before = |to: usize| match totals.get(from[to]) {
                Some(total) => *total,
                None if matches!(self.0[to], Tag::Inside(_)) => f32::NEG_INFINITY,
                None => 0.0,
            };
            totals = (0..self.len()).map(|to| before(to) + row[to]).collect();
            back.push(from);
        }
        follow(&totals, &back)
    }

    /// The best tag before `to`.
    fn source(&self, totals: &[f32], to: usize) -> usize {
        match self.0[to] {
            Tag::Inside(kind) => {
                let lawful = |i: &usize| matches!(self.0[*i], Tag::Begin(k) | Tag::Inside(k) if k == kind);
                largest(totals, (0..totals.len()).filter(lawful)).unwrap_or(to)
            }
            _ => largest(totals, 0..totals.len()).unwrap_or(0),
        }
    }
}

fn parse(label: &str) -> Result<Tag, String> {
    let kind = |name: &str| {
        NameKind::from_label(name).ok_or_else(|| format!("config: unknown kind of name in {label:?}"))
    };
    match label.split_once('-') {
        None if label == "O" => Ok(Tag::Outside),
        Some(("B", name)) => kind(name).map(Tag::Begin),
        Some(("I", name)) => kind(name).map(Tag::Inside),
        _ => Err(format!("config: unknown name tag {label:?}")),
    }
}

/// The first index of the largest value.
fn largest(values: &[f32], indices: impl Iterator<Item = usize>) -> Option<usize> {
    indices.reduce(|best, i| if values[i] > values[best] { i } else { best })
}

fn follow(totals: &[f32], back: &[Vec<usize>]) -> Vec<usize> {
    let Some(mut at) = largest(totals, 0..totals.len()) else { return Vec::new() };
    let mut path = vec![at];
    for from in back[1..].iter().rev() {
        at = from[at];
        path.push(at);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags() -> Tags {
        let labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"];
        Tags::parse(&labels.map(String::from)).unwrap()
    }

    fn lawful(tags: &Tags, path: &[usize]) -> bool {
        let mut before = Tag::Outside;
        path.iter().all(|t| {
            let tag = tags.0[*t];
            let fits = match tag {
                Tag::Inside(k) => before == Tag::Begin(k) || before == Tag::Inside(k),
                _ => true,
            };
            before = tag;
            fits
        })
    }

    #[test]
    fn unknown_labels_are_named() {
        assert!(Tags::parse(&["B-DOG".into()]).unwrap_err().contains("B-DOG"));
    }

    #[test]
    fn a_name_never_starts_inside() {
        let names = tags().decode(&[0.0, 1.0, 9.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0], 5, 2);
        assert_eq!(names, [Name { first: 0, last: 1, kind: NameKind::Person }]);
        assert_eq!(tags().decode(&[], 5, 0), []);
    }

    proptest! {
        #[test]
        fn the_best_lawful_path(scores in prop::collection::vec(-5.0f32..5.0, 5..=25)) {
            let (tags, words) = (tags(), scores.len() / 5);
            let total = |path: &[usize]| -> f32 { path.iter().enumerate().map(|(w, t)| scores[w * 5 + t]).sum() };
            let all = (0..5usize.pow(words as u32))
                .map(|code| (0..words).map(|w| code / 5usize.pow(w as u32) % 5).collect::<Vec<_>>())
                .filter(|path| lawful(&tags, path));
            let best = all.map(|p| total(&p)).fold(f32::NEG_INFINITY, f32::max);
            let path = tags.best(&scores, 5, words);
            prop_assert!(lawful(&tags, &path));
            prop_assert!((total(&path) - best).abs() < 1e-4);
        }
    }
}
