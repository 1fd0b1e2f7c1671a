//! The ledger as a table that fits the terminal.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width,
};
use sidelines::show::ledger::Row;

const HEADS: [&str; 8] = ["Day", "Status", "Type", "Who", "Where", "Topics", "Reports", "Id"];
const TYPE: usize = 2;
const TOPICS: usize = 5;
const REPORTS: usize = 6;
/// Columns that may wrap, each with the share it gets of a line that is too short for all.
const FLEXIBLE: [(usize, usize); 3] = [(3, 4), (4, 3), (TOPICS, 3)];
/// Columns that make way for the others when the terminal is narrower than this.
const MAKE_WAY: [(usize, u16); 4] = [(TOPICS, 90), (REPORTS, 76), (TYPE, 66), (4, 56)];

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
    let kind = rows.iter().flat_map(|r| r.kind.split(' ')).map(str::len).max().unwrap_or(0);
    fit(&mut table, width, kind);
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

/// Short columns keep their words whole; the others share what is left. Where that is too little,
/// type and mode stand below one another: `kind` is the longest word of either.
fn fit(table: &mut Table, width: u16, kind: usize) {
    let hidden = |i: usize| MAKE_WAY.iter().any(|(column, below)| *column == i && width < *below);
    let needs = table.column_max_content_widths().into_iter().map(usize::from).enumerate();
    let mut needs: Vec<usize> = needs.map(|(i, n)| if hidden(i) { 0 } else { n }).collect();
    let gap = if width < 100 { 1 } else { 2 };
    let gaps = gap * (0..HEADS.len()).filter(|i| !hidden(*i)).count();
    if needs.iter().sum::<usize>() + gaps > usize::from(width) {
        needs[TYPE] = kind.max(HEADS[TYPE].len());
    }
    let whole: usize = (0..HEADS.len()).filter(|i| !is_flexible(*i)).map(|i| needs[i]).sum();
    let widths = shares(&needs, usize::from(width).saturating_sub(whole + gaps));
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, gap as u16));
        let width = if is_flexible(i) { widths[i] } else { needs[i] } + gap;
        let fixed = ColumnConstraint::Absolute(Width::Fixed(width as u16));
        column.set_constraint(if hidden(i) { ColumnConstraint::Hidden } else { fixed });
        if i == REPORTS {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

fn is_flexible(column: usize) -> bool {
    FLEXIBLE.iter().any(|(i, _)| *i == column)
}

/// Widths of the flexible columns: each what it needs where that is less than its share of the `room`;
/// what it leaves goes to the others.
fn shares(needs: &[usize], room: usize) -> Vec<usize> {
    let mut widths = vec![0; needs.len()];
    let (mut open, mut room): (Vec<(usize, usize)>, usize) = (FLEXIBLE.to_vec(), room);
    loop {
        let weights: usize = open.iter().map(|(_, w)| w).sum();
        let share = |w: usize| (room * w / weights.max(1)).max(6);
        let Some(at) = open.iter().position(|(i, w)| needs[*i] <= share(*w)) else {
            open.iter().for_each(|(i, w)| widths[*i] = share(*w));
            return widths;
        };
        let (column, _) = open.remove(at);
        widths[column] = needs[column];
        room = room.saturating_sub(needs[column]);
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

    /// Wide characters take two columns.
    fn widest(text: &str) -> usize {
        let columns = |c: char| if ('\u{2e80}'..='\u{ffdc}').contains(&c) { 2 } else { 1 };
        text.lines().map(|l| l.chars().map(columns).sum()).max().unwrap_or(0)
    }

    #[test]
    fn the_table_fits_its_width_whatever_the_names() {
        let long =
            "Österreichisches Bundesministerium für europäische Angelegenheiten, 中华人民共和国外交部, Putin";
        for width in [50, 60, 80, 100, 200] {
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
