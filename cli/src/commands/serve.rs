//! `sidelines serve`: the record in a browser.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;

use super::open;
use crate::args::Serve;
use crate::message::{Outcome, say};
use crate::serve::{Limits, State, router};
use crate::terminal;

/// Runs the command until it is stopped.
pub fn run(args: &Serve, record: &str) -> anyhow::Result<Outcome> {
    drop(open(record)?);
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    runtime.block_on(serve(args, record))
}

async fn serve(args: &Serve, record: &str) -> anyhow::Result<Outcome> {
    let wanted = SocketAddr::new(args.bind, args.port);
    let listener = TcpListener::bind(wanted).await.with_context(|| taken(wanted))?;
    let address = listener.local_addr()?;
    let state = Arc::new(State::open(record, args.write, hosts(args, address), Limits::default())?);
    terminal::out(&format!("http://{}/\n", shown(address)))?;
    if !args.bind.is_loopback() {
        say("note: others who reach this address see the record; there is no log-in".to_owned());
        if args.write {
            say("note: with --write they can add to it".to_owned());
        }
    }
    say(format!("serving {record}; Ctrl-C stops it"));
    let stopped = async { drop(tokio::signal::ctrl_c().await) };
    axum::serve(listener, router(state)).with_graceful_shutdown(stopped).await?;
    Ok(Outcome::Done)
}

fn taken(address: SocketAddr) -> String {
    format!(
        "cannot listen at {address}; is another `sidelines serve` running? next: choose a port with --port, or --port 0 for a free one"
    )
}

/// The names by which a request may ask for this server.
fn hosts(args: &Serve, at: SocketAddr) -> Vec<String> {
    let port = at.port();
    let mut names: Vec<String> = args.hosts.iter().map(|h| h.to_ascii_lowercase()).collect();
    names.push(name(at.ip()));
    if at.ip().is_loopback() || at.ip().is_unspecified() {
        names.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
    }
    let with_port = names.iter().map(|n| format!("{n}:{port}"));
    // A browser leaves out the port where it is the usual one; behind a proxy it is the proxy's.
    let bare = names.iter().filter(|n| port == 80 || args.hosts.iter().any(|h| h.eq_ignore_ascii_case(n)));
    with_port.chain(bare.cloned()).collect()
}

/// An address as it stands in `Host`.
fn name(ip: IpAddr) -> String {
    if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() }
}

/// An address to click on: one that listens everywhere is found here as localhost.
fn shown(at: SocketAddr) -> String {
    let ip = if at.ip().is_unspecified() { "localhost".to_owned() } else { name(at.ip()) };
    format!("{ip}:{}", at.port())
}
