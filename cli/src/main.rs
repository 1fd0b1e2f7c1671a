//! The program `sidelines`.

fn main() {}
