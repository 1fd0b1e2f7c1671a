//! A sentence's tree laid out for quick look-ups: children and the reach of every subtree.

use crate::document::Sentence;

/// Children and extents of all tokens of one sentence.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    children: Vec<Vec<usize>>,
    extent: Vec<(usize, usize)>,
}

impl Tree {
    /// Lays out a tree; takes time linear in the tokens.
    pub fn of(sentence: &Sentence) -> Self {
        let n = sentence.tokens.len();
        let mut children = vec![Vec::new(); n];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(list) = token.head.and_then(|h| children.get_mut(h)) {
                list.push(i);
            }
        }
        let mut order: Vec<usize> = (0..n).filter(|&i| sentence.tokens[i].head.is_none()).collect();
        let mut at = 0;
        while at < order.len() {
            let next = children[order[at]].clone();
            order.extend(next);
            at += 1;
        }
        let mut extent: Vec<(usize, usize)> = (0..n).map(|i| (i, i)).collect();
        for &i in order.iter().rev() {
            for &c in &children[i] {
                extent[i] = (extent[i].0.min(extent[c].0), extent[i].1.max(extent[c].1));
            }
        }
        Self { children, extent }
    }

    /// The tokens that hang on `i`, in order.
    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// First and last token of the subtree of `i`.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        self.extent[i]
    }
}
