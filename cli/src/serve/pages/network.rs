//! Who met whom around one actor: the actor in the middle, the others on a circle, lines as thick as they met often.

use super::text::clipped;

/// One of those met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The actor's id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Events in which both took part.
    pub events: usize,
}

/// A point of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Centre.
    pub x: String,
    /// Centre.
    pub y: String,
    /// Radius.
    pub r: String,
    /// Where the name begins or ends.
    pub label_x: String,
    /// Its base line.
    pub label_y: String,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The name, clipped.
    pub label: String,
    /// Address of their page.
    pub href: String,
}

/// A line between two points.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// As an SVG path.
    pub path: String,
    /// Its width.
    pub width: String,
    /// Does it lead to the middle?
    pub own: bool,
}

/// The drawing, in a view of 560 by 420.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The middle first, then clockwise from the top by how often they met.
    pub nodes: Vec<Node>,
    /// Lines between the others first.
    pub edges: Vec<Edge>,
}

const MIDDLE: (f64, f64) = (280.0, 210.0);
const RADIUS: (f64, f64) = (150.0, 155.0);
const MOST_LETTERS: usize = 17;

impl Network {
    /// Around `name`; `others` stand in order of their events, `pairs` gives events of two of them by their ids.
    pub fn of(name: &str, others: &[Other], pairs: &[(String, String, usize)]) -> Option<Self> {
        let most = others.iter().map(|o| o.events).chain(pairs.iter().map(|p| p.2)).max()?.max(1);
        let at = |i: usize| around(i, others.len());
        let place = |id: &String| others.iter().position(|o| o.id == *id);
        let between = pairs.iter().filter_map(|(a, b, n)| Some((place(a)?, place(b)?, *n)));
        let drawn = between.filter(|(a, b, n)| a != b && *n > 0);
        let mut edges: Vec<Edge> = drawn.map(|(a, b, n)| edge(at(a), at(b), n, most, false)).collect();
        edges.extend(others.iter().enumerate().map(|(i, o)| edge(MIDDLE, at(i), o.events, most, true)));
        let mut nodes = vec![middle(name)];
        nodes.extend(others.iter().enumerate().map(|(i, o)| node(o, at(i), most)));
        (!others.is_empty()).then_some(Self { nodes, edges })
    }
}

fn around(i: usize, n: usize) -> (f64, f64) {
    let turn = std::f64::consts::TAU * i as f64 / n as f64;
    (MIDDLE.0 + RADIUS.0 * turn.sin(), MIDDLE.1 - RADIUS.1 * turn.cos())
}

fn edge(a: (f64, f64), b: (f64, f64), n: usize, most: usize, own: bool) -> Edge {
    // Lines between the others bend toward the middle, so that neighbours' do not lie on the circle.
    let bend = |m: f64, p: f64, q: f64| m + ((p + q) / 2.0 - m) * 0.55;
    let (x, y) = (bend(MIDDLE.0, a.0, b.0), bend(MIDDLE.1, a.1, b.1));
    let path = if own {
        format!("M{:.1} {:.1}L{:.1} {:.1}", a.0, a.1, b.0, b.1)
    } else {
        format!("M{:.1} {:.1}Q{x:.1} {y:.1} {:.1} {:.1}", a.0, a.1, b.0, b.1)
    };
    Edge { path, width: format!("{:.1}", 1.0 + 7.0 * (n as f64 / most as f64).sqrt()), own }
}

fn middle(name: &str) -> Node {
    let (x, y) = MIDDLE;
    Node {
        x: format!("{x}"),
        y: format!("{y}"),
        r: "13".to_owned(),
        label_x: format!("{x}"),
        label_y: format!("{:.0}", y + 31.0),
        anchor: "middle",
        label: clipped(name, MOST_LETTERS),
        href: String::new(),
    }
}

fn node(other: &Other, (x, y): (f64, f64), most: usize) -> Node {
    let r = 5.0 + 6.0 * (other.events as f64 / most as f64).sqrt();
    let side = if (x - MIDDLE.0).abs() < 20.0 { 0.0 } else { (x - MIDDLE.0).signum() };
    let below = if side == 0.0 { (y - MIDDLE.1).signum() * (r + 12.0) + 4.0 } else { 4.5 };
    Node {
        x: format!("{x:.1}"),
        y: format!("{y:.1}"),
        r: format!("{r:.1}"),
        label_x: format!("{:.1}", x + side * (r + 5.0)),
        label_y: format!("{:.1}", y + below),
        anchor: if side == 0.0 {
            "middle"
        } else if side > 0.0 {
            "start"
        } else {
            "end"
        },
        label: clipped(&other.name, MOST_LETTERS),
        href: super::base::actor_href(&other.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_stand_around_and_lines_are_as_thick_as_they_met_often() {
        let other = |id: &str, events| Other { id: id.to_owned(), name: format!("Envoy {id}"), events };
        let others = [other("a", 4), other("b", 1), other("c", 1)];
        let pairs = [("a".to_owned(), "b".to_owned(), 1), ("a".to_owned(), "z".to_owned(), 9)];
        let net = Network::of("Ilda Marn", &others, &pairs).unwrap();
        assert_eq!((net.nodes.len(), net.edges.len()), (4, 4));
        assert_eq!((net.nodes[1].x.as_str(), net.nodes[1].y.as_str()), ("280.0", "55.0"));
        let widths: Vec<&str> = net.edges.iter().filter(|e| e.own).map(|e| e.width.as_str()).collect();
        assert!(widths[0] > widths[1] && widths[1] == widths[2], "{widths:?}");
        assert!(Network::of("Ilda Marn", &[], &[]).is_none());
    }
}
