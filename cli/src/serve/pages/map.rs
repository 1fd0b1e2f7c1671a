//! Places on the basemap `web/world.svg`, as circles whose areas are counts.

use sidelines::store::Spot;

use super::address::Address;
use super::text::attribute;
use super::words::count;

/// A circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Circle {
    /// Centre, in units of the basemap.
    pub x: String,
    /// Centre.
    pub y: String,
    /// Radius.
    pub r: String,
    /// `Helsinki: 4 events`.
    pub label: String,
    /// The place alone.
    pub name: String,
    /// How many events.
    pub events: usize,
    /// The view narrowed to the place.
    pub href: String,
}

/// The circles, and which part of the basemap is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Large ones first, so that small ones lie above them.
    pub circles: Vec<Circle>,
    /// `viewBox` of the drawing.
    pub view: String,
}

/// Size of `web/world.svg`.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 438.0;
/// Its upper edge, degrees north.
const NORTH: f64 = 84.0;
/// Radius of the largest circle and of the smallest, in units.
const LARGEST: f64 = 26.0;
const SMALLEST: f64 = 7.0;
/// Circles at most.
const MOST: usize = 80;
/// Width of the part that is shown around one place, in units.
const NEAR: f64 = 260.0;

impl Map {
    /// The world with all places that have coordinates; nothing without any.
    pub fn world(places: &[Spot], address: &Address) -> Option<Self> {
        let most = places.iter().map(|p| p.events).max()?.max(1);
        let mut places: Vec<&Spot> = places.iter().collect();
        places.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
        let circles: Vec<Circle> =
            places.iter().take(MOST).filter_map(|p| circle(p, most, address)).collect();
        (!circles.is_empty()).then(|| Self { circles, view: format!("0 0 {WIDTH} {HEIGHT}") })
    }

    /// The part around one place.
    pub fn near(place: &Spot) -> Option<Self> {
        let circle = circle(place, place.events.max(1), &Address::default())?;
        let (x, y) = projected(place.lat, place.lon);
        let (width, height) = (NEAR, NEAR * 0.56);
        let left = (x - width / 2.0).clamp(0.0, WIDTH - width);
        let top = (y - height / 2.0).clamp(0.0, HEIGHT - height);
        let circle = Circle { r: "5".to_owned(), ..circle };
        Some(Self { circles: vec![circle], view: format!("{left:.1} {top:.1} {width:.0} {height:.1}") })
    }
}

fn circle(place: &Spot, most: usize, address: &Address) -> Option<Circle> {
    if !(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0) {
        return None;
    }
    let (x, y) = projected(place.lat, place.lon);
    let share = place.events as f64 / most as f64;
    Some(Circle {
        x: format!("{x:.1}"),
        y: format!("{y:.1}"),
        r: format!("{:.1}", (LARGEST * share.sqrt()).max(SMALLEST)),
        label: format!("{}: {}", attribute(&place.name), count(place.events, "event")),
        name: attribute(&place.name),
        events: place.events,
        href: address.href(&[("where", Some(&place.name))]),
    })
}

/// Where a place lies on the basemap: Natural Earth I, by the polynomial of B. Šavrič, B. Jenny, T. Patterson,
/// D. Petrovič and L. Hurni, "A Polynomial Equation for the Natural Earth Projection", Cartography and Geographic
/// Information Science 38 (2011), 363-372.
fn projected(lat: f64, lon: f64) -> (f64, f64) {
    let scale = WIDTH / 2.0 / (std::f64::consts::PI * 0.8707);
    let phi = lat.to_radians();
    let (p2, p4) = (phi.powi(2), phi.powi(4));
    let x = lon.to_radians()
        * (0.8707 - 0.131_979 * p2 + p4 * (-0.013_791 + p4 * (0.003_971 * p2 - 0.001_529 * p4)));
    (WIDTH / 2.0 + x * scale, (height(NORTH.to_radians()) - height(phi)) * scale)
}

fn height(phi: f64) -> f64 {
    let (p2, p4) = (phi.powi(2), phi.powi(4));
    phi * (1.007_226 + p2 * (0.015_085 + p4 * (-0.044_475 + 0.028_874 * p2 - 0.005_916 * p4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, lat: f64, lon: f64, events: usize) -> Spot {
        Spot { name: name.to_owned(), country: None, lat, lon, events }
    }

    /// The basemap says in its first line where some places lie on it.
    #[test]
    fn circles_lie_where_the_basemap_has_their_places() {
        let world = include_str!("../../../web/world.svg");
        assert!(world.contains(&format!("viewBox=\"0 0 {WIDTH} {HEIGHT}\"")));
        let marks = world.split("data-marks=\"").nth(1).and_then(|s| s.split('"').next()).unwrap();
        assert_eq!(marks.split(' ').count(), 4);
        let pair =
            |s: &str| s.split_once(',').map(|(a, b)| (a.parse::<f64>().unwrap(), b.parse::<f64>().unwrap()));
        for mark in marks.split(' ') {
            let (place, at) = mark.split_once('=').unwrap();
            let ((lon, lat), (x, y)) = (pair(place).unwrap(), pair(at).unwrap());
            let found = projected(lat, lon);
            assert!((found.0 - x).abs() < 0.02 && (found.1 - y).abs() < 0.02, "{mark}: {found:?}");
        }
    }

    #[test]
    fn areas_are_counts_and_bad_coordinates_are_left_out() {
        let places = [place("A", 10.0, 10.0, 25), place("B", 0.0, 0.0, 100), place("C", 99.0, 0.0, 1)];
        let map = Map::world(&places, &Address::default()).unwrap();
        let told: Vec<(&str, &str)> = map.circles.iter().map(|c| (c.name.as_str(), c.r.as_str())).collect();
        assert_eq!(told, [("B", "26.0"), ("A", "13.0")]);
        assert_eq!(map.circles[0].href, "/?where=B");
        assert!(Map::world(&[place("C", f64::NAN, 0.0, 1)], &Address::default()).is_none());
    }

    #[test]
    fn the_part_around_a_place_stays_on_the_map() {
        let map = Map::near(&place("Suva", -18.1, 178.4, 1)).unwrap();
        let left: f64 = map.view.split(' ').next().unwrap().parse().unwrap();
        assert!(left <= WIDTH - NEAR);
    }
}
