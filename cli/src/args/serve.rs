//! Arguments of `sidelines serve`.

use std::net::IpAddr;

use clap::Args as ClapArgs;

const EXAMPLES: &str = "\
Examples:
  sidelines serve                         the record in the browser, for you alone
  sidelines serve --write                 files dropped on the page are read into the record
  sidelines serve --bind 192.0.2.7 --host desk.example    for others in your network

Nothing is asked of any other machine. There is no log-in: whoever reaches the address sees the record.";

/// `sidelines serve`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Serve {
    /// The port; 0 takes a free one
    #[arg(short, long, value_name = "PORT", default_value_t = 7373)]
    pub port: u16,
    /// The address to listen at; any other than this machine's own lets others in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// A name by which the page may be asked for, besides localhost and the address itself
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Read files that are dropped on the page into the record
    #[arg(long)]
    pub write: bool,
}
