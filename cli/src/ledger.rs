//! The ledger as a table that fits the terminal.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width,
};
use sidelines::show::ledger::Row;

const HEADS: [&str; 8] = ["Day", "Status", "Type", "Who", "Where", "Topics", "Reports", "Id"];
const TYPE: usize = 2;
const TOPICS: usize = 5;
const REPORTS: usize = 6;
/// Below this width there is no room for topics.
const NARROW: u16 = 76;

/// The table, `width` columns wide, with a line end after each line.
pub fn table(rows: &[Row], width: u16, coloured: bool) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if coloured {
        table.enforce_styling()
    } else {
        table.force_no_tty()
    };
    table.set_header(HEADS.map(|h| Cell::new(h).add_attribute(Attribute::Bold)));
    rows.iter().for_each(|r| {
        table.add_row(cells(r));
    });
    fit(&mut table, width);
    let lines = table.lines().map(|l| l.trim_end().to_owned() + "\n");
    lines.collect()
}

fn cells(r: &Row) -> [Cell; 8] {
    [
        Cell::new(&r.day),
        Cell::new(&r.status).fg(colour(&r.status)),
        Cell::new(&r.kind),
        Cell::new(&r.who),
        Cell::new(&r.place),
        Cell::new(&r.topics),
        Cell::new(&r.reports),
        Cell::new(&r.id).add_attribute(Attribute::Dim),
    ]
}

/// Short columns keep their words whole; `Who`, `Where` and `Topics` share what is left.
fn fit(table: &mut Table, width: u16) {
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        match i {
            0 | 1 | 7 => {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
            TYPE => {
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(14)));
            }
            TOPICS if width < NARROW => {
                column.set_constraint(ColumnConstraint::Hidden);
            }
            REPORTS => {
                column.set_cell_alignment(CellAlignment::Right);
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
            _ => {}
        }
    }
}

fn colour(status: &str) -> Color {
    match status {
        "held" | "ongoing" => Color::Green,
        "planned" => Color::Cyan,
        "possible" => Color::Yellow,
        _ => Color::Red,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(who: &str) -> Row {
        Row {
            day: "2017-11-05–11".to_owned(),
            status: "called off".to_owned(),
            kind: "CONSULT multilateral".to_owned(),
            who: who.to_owned(),
            place: "Da Nang (APEC Economic Leaders' Meeting)".to_owned(),
            topics: "the reconstruction of Syria; oil; 经济合作".to_owned(),
            reports: "12".to_owned(),
            id: "e1a2b3c4".to_owned(),
        }
    }

    fn widest(text: &str) -> usize {
        // Wide characters take two columns.
        let width = |l: &str| {
            l.chars()
                .map(|c| {
                    if ('\u{1100}'..'\u{ffdd}').contains(&c) { if c < '\u{2e80}' { 1 } else { 2 } } else { 1 }
                })
                .sum()
        };
        text.lines().map(width).max().unwrap_or(0)
    }

    #[test]
    fn the_table_fits_its_width_whatever_the_names() {
        let long =
            "Österreichisches Bundesministerium für europäische Angelegenheiten, 中华人民共和国外交部, Putin";
        for width in [60, 80, 100, 200] {
            let table = table(&[row("Putin"), row(long)], width, false);
            assert!(widest(&table) <= usize::from(width), "{width}:\n{table}");
            assert!(table.contains("e1a2b3c4") && table.contains("called off"), "{table}");
            assert!(!table.contains('\u{1b}'));
        }
    }

    #[test]
    fn colours_come_only_when_asked_for() {
        assert!(table(&[row("Putin")], 100, true).contains('\u{1b}'));
    }
}
