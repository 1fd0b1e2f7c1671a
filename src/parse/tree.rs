//! From arc scores to a tree with one root.
//!
//! Most sentences are a tree when every word takes its best head. For the rest: Chu-Liu and Edmonds'
//! maximum spanning tree, in the dense path-growing form (Gabow, Galil, Spencer & Tarjan 1986, section 2),
//! O(n²) in time and memory. A fine on root arcs larger than all scores makes the best tree use just one.

/// Scores of one sentence: row d holds word d's score for head h at `1 + h`, for the root at 0.
pub(crate) struct Arcs<'a> {
    /// Row after row; rows may be padded.
    pub(crate) scores: &'a [f32],
    /// Width of a row.
    pub(crate) stride: usize,
    /// Number of words.
    pub(crate) words: usize,
}

impl Arcs<'_> {
    /// Score of head `head` (0 the root, else word + 1) for word `word`; itself never, what is no number last.
    fn score(&self, word: usize, head: usize) -> f64 {
        let score = f64::from(self.scores[word * self.stride + head]);
        match score {
            _ if head == word + 1 => f64::NEG_INFINITY,
            s if s.is_nan() => -1e6,
            s => s.clamp(-1e6, 1e6),
        }
    }

    fn best(&self, word: usize) -> usize {
        let heads = 0..=self.words;
        heads.fold(0, |best, h| if self.score(word, h) > self.score(word, best) { h } else { best })
    }
}

/// The head of each word; `None` for the one root.
pub(crate) fn decode(arcs: &Arcs<'_>) -> Vec<Option<usize>> {
    let greedy: Vec<usize> = (0..arcs.words).map(|w| arcs.best(w)).collect();
    let heads = if is_tree(&greedy) { greedy } else { spanning(arcs) };
    heads.into_iter().map(|h| h.checked_sub(1)).collect()
}

/// Does every word reach the root, and does one word hang on it?
fn is_tree(heads: &[usize]) -> bool {
    let reaches = |mut at: usize| {
        for _ in 0..heads.len() {
            at = heads[at - 1];
            if at == 0 {
                return true;
            }
        }
        false
    };
    heads.iter().filter(|h| **h == 0).count() == usize::from(!heads.is_empty())
        && (1..=heads.len()).all(reaches)
}

/// The best tree with one root.
fn spanning(arcs: &Arcs<'_>) -> Vec<usize> {
    let mut growth = Growth::new(arcs);
    growth.contract();
    growth.expand()
}

const NONE: usize = usize::MAX;

/// The state of a contraction: nodes 0..=n, the root first, and after them the contracted cycles.
struct Growth {
    nodes: usize,
    /// For the cycle or node that owns a row, its best arc from each node: (score, node it enters).
    rows: Vec<Vec<(f64, usize)>>,
    /// The row a node or cycle owns (a cycle takes the row of one of its members).
    row_of: Vec<usize>,
    /// The cycle a node or cycle was contracted into.
    parent: Vec<usize>,
    children: Vec<Vec<usize>>,
    /// The arc chosen for a node or cycle: (from, to), both nodes.
    arc: Vec<(usize, usize)>,
    /// The outermost cycle around each node.
    top: Vec<usize>,
}

impl Growth {
    fn new(arcs: &Arcs<'_>) -> Self {
        let nodes = arcs.words + 1;
        // Larger than the sum of all differences between trees.
        let fine = 1e7 * nodes as f64;
        let score = |to: usize, from: usize| match (to, from) {
            // Arcs into the root close the graph, so that it contracts to one cycle; none survives.
            (0, _) => -1e12,
            (_, 0) => arcs.score(to - 1, 0) - fine,
            _ => arcs.score(to - 1, from),
        };
        let row = |to: usize| (0..nodes).map(|from| (score(to, from), to)).collect();
        Self {
            nodes,
            rows: (0..nodes).map(row).collect(),
            row_of: (0..nodes).collect(),
            parent: vec![NONE; nodes],
            children: vec![Vec::new(); nodes],
            arc: vec![(NONE, NONE); nodes],
            top: (0..nodes).collect(),
        }
    }

    /// Grows a path backwards along best arcs and contracts each cycle it closes, until one is left.
    fn contract(&mut self) {
        let mut path = vec![0];
        loop {
            let at = path[path.len() - 1];
            let Some(from) = self.take_best(at) else { return };
            let source = self.top[from];
            match path.iter().position(|node| *node == source) {
                None => path.push(source),
                Some(first) => {
                    let cycle = path.split_off(first);
                    path.push(self.merge(cycle));
                }
            }
        }
    }

    /// Chooses the best arc into `node` from outside; `None` when nothing is outside.
    fn take_best(&mut self, node: usize) -> Option<usize> {
        let row = &mut self.rows[self.row_of[node]];
        let outside = (0..self.nodes).filter(|from| self.top[*from] != node);
        let from = outside.reduce(|a, b| if row[b].0 > row[a].0 { b } else { a })?;
        let (score, to) = row[from];
        // From here on the row says what leaving this arc for another would cost.
        for (other, _) in row.iter_mut() {
            *other -= score;
        }
        self.arc[node] = (from, to);
        Some(from)
    }

    /// Makes one node of a cycle.
    fn merge(&mut self, cycle: Vec<usize>) -> usize {
        let new = self.parent.len();
        let keep = self.row_of[cycle[0]];
        let mut row = std::mem::take(&mut self.rows[keep]);
        for member in &cycle[1..] {
            let other = std::mem::take(&mut self.rows[self.row_of[*member]]);
            for (mine, theirs) in row.iter_mut().zip(other) {
                if theirs.0 > mine.0 {
                    *mine = theirs;
                }
            }
        }
        self.rows[keep] = row;
        for member in &cycle {
            self.parent[*member] = new;
        }
        for top in &mut self.top {
            if cycle.contains(top) {
                *top = new;
            }
        }
        self.row_of.push(keep);
        self.parent.push(NONE);
        self.children.push(cycle);
        self.arc.push((NONE, NONE));
        new
    }

    /// Opens the cycles again, from the root outwards; what is left of the arcs is the tree.
    fn expand(mut self) -> Vec<usize> {
        let mut heads = vec![0; self.nodes - 1];
        let mut open = self.open(0);
        while let Some(node) = open.pop() {
            let (from, to) = self.arc[node];
            heads[to - 1] = from;
            open.extend(self.open(to));
        }
        heads
    }

    /// Frees the members of every cycle around `node`: each keeps its own arc, but those around `node`.
    fn open(&mut self, node: usize) -> Vec<usize> {
        let mut freed = Vec::new();
        let mut at = node;
        while self.parent[at] != NONE {
            let cycle = self.parent[at];
            for child in std::mem::take(&mut self.children[cycle]) {
                self.parent[child] = NONE;
                if child != at {
                    freed.push(child);
                }
            }
            at = cycle;
        }
        freed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(scores: &[Vec<f32>], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(w, h)| f64::from(scores[w][*h])).sum()
    }

    /// The best single-rooted tree by trying them all.
    fn brute(scores: &[Vec<f32>]) -> f64 {
        let n = scores.len();
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|w| code / (n + 1).pow(w as u32) % (n + 1)).collect();
            if is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn run(scores: &[Vec<f32>]) -> Vec<Option<usize>> {
        let flat: Vec<f32> = scores.concat();
        decode(&Arcs { scores: &flat, stride: scores.len() + 1, words: scores.len() })
    }

    fn plus_one(heads: &[Option<usize>]) -> Vec<usize> {
        heads.iter().map(|h| h.map_or(0, |h| h + 1)).collect()
    }

    fn square(n: usize, score: BoxedStrategy<f32>) -> impl Strategy<Value = Vec<Vec<f32>>> {
        prop::collection::vec(prop::collection::vec(score, n + 1), n)
    }

    #[test]
    fn small_and_odd_sentences() {
        assert_eq!(run(&[]), []);
        assert_eq!(run(&[vec![-5.0, 9.0]]), [None]);
        assert_eq!(
            run(&[vec![f32::NAN, 9.0, 1.0], vec![f32::NAN; 3]]).iter().filter(|h| h.is_none()).count(),
            1
        );
    }

    proptest! {
        #[test]
        fn best_tree_as_by_brute_force(
            scores in (1usize..=5).prop_flat_map(|n| square(n, (-9.0f32..9.0).boxed())),
        ) {
            let heads = plus_one(&run(&scores));
            prop_assert!(is_tree(&heads));
            prop_assert!((total(&scores, &heads) - brute(&scores)).abs() < 1e-4);
        }

        #[test]
        fn always_a_tree(
            scores in (1usize..=40).prop_flat_map(|n| square(n, prop_oneof![
                Just(0.0f32), Just(f32::NAN), Just(f32::INFINITY), Just(f32::NEG_INFINITY), -1e30f32..1e30,
            ].boxed())),
        ) {
            prop_assert!(is_tree(&plus_one(&run(&scores))));
        }
    }
}
