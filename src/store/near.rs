//! Which accounts of the record a change can reach: those to which a chain of pairs leads from the accounts that came or
//! lost a neighbour. All others keep their events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::hand;
use super::load::{self, parsed};
use crate::account::Account;
use crate::link::blocks::{self, Key, Role};
use crate::link::cluster::{Pair, one_event};
use crate::link::hand::Hand;
use crate::link::profile::Profile;
use crate::link::terms::Terms;

type Result<T> = rusqlite::Result<T>;

/// An account that is linked.
pub(super) struct Near {
    /// Its id.
    pub account: String,
    day: Option<String>,
    profile: Profile,
}

/// Some accounts in the order in which they are linked, with all pairs among them.
#[derive(Default)]
pub(super) struct Reached {
    pub accounts: Vec<Near>,
    pub pairs: Vec<Pair>,
    pub hand: Hand,
}

impl Near {
    fn of(object: &str, day: Option<String>, stories: &mut Stories) -> Result<Self> {
        let account: Account = parsed(object)?;
        let profile = Profile::of(&account, day.as_deref(), stories.of(&account.report)?);
        Ok(Self { account: account.id, day, profile })
    }

    fn order(&self) -> (bool, Option<&str>, &str) {
        (self.day.is_none(), self.day.as_deref(), &self.account)
    }
}

impl Reached {
    /// The profiles, in order.
    pub fn profiles(&self) -> Vec<Profile> {
        self.accounts.iter().map(|a| a.profile.clone()).collect()
    }
}

const ACCOUNT: &str = "SELECT a.object, r.published FROM account a JOIN report r ON r.id = a.report";

/// Numbers an account and notes its blocks.
fn note(tx: &Connection, near: &Near) -> Result<i64> {
    let sql = "INSERT INTO _linked (account, seed) VALUES (?1, ?2)";
    tx.prepare_cached(sql)?.execute(params![near.account, crate::link::seed(&near.account)])?;
    let n = tx.last_insert_rowid();
    let mut insert = tx.prepare_cached("INSERT INTO _block VALUES (?1, ?2, ?3)")?;
    for key in blocks::keys(&near.profile) {
        insert.execute(params![key.block as i64, key.role as i64, n])?;
    }
    Ok(n)
}

/// Notes all accounts that are not linked yet; their numbers.
pub(super) fn note_new(tx: &Connection) -> Result<Vec<i64>> {
    // In this order by force: else all accounts are gone through for the few that are new.
    let sql = "SELECT a.object, r.published FROM _unlinked u CROSS JOIN account a ON a.id = u.account
        CROSS JOIN report r ON r.id = a.report ORDER BY u.account";
    let mut query = tx.prepare(sql)?;
    let mut rows = query.query([])?;
    let (mut numbers, mut stories) = (Vec::new(), Stories::new(tx));
    while let Some(row) = rows.next()? {
        numbers.push(note(tx, &Near::of(&row.get::<_, String>(0)?, row.get(1)?, &mut stories)?)?);
    }
    tx.execute("DELETE FROM _unlinked", [])?;
    Ok(numbers)
}

/// All accounts of the record.
pub(super) fn all(tx: &Connection) -> Result<Reached> {
    let mut query = tx.prepare(ACCOUNT)?;
    let mut rows = query.query([])?;
    let (mut accounts, mut stories) = (Vec::new(), Stories::new(tx));
    while let Some(row) = rows.next()? {
        accounts.push(Near::of(&row.get::<_, String>(0)?, row.get(1)?, &mut stories)?);
    }
    accounts.sort_unstable_by(|a, b| a.order().cmp(&b.order()));
    let mut reached = Reached { accounts, ..Reached::default() };
    reached.pairs = crate::link::cluster::pairs(&reached.profiles());
    reached.hand = hand::of(tx, &reached.accounts.iter().map(|a| a.account.as_str()).collect::<Vec<_>>())?;
    Ok(reached)
}

/// All accounts that a chain of pairs leads to from `seeds`, and they themselves.
pub(super) fn around(tx: &Connection, seeds: &[i64]) -> Result<Reached> {
    let mut walk = Walk {
        tx,
        stories: Stories::new(tx),
        met: BTreeMap::new(),
        seen: BTreeSet::new(),
        pairs: Vec::new(),
        reached: BTreeSet::new(),
    };
    let mut open: Vec<i64> = seeds.to_vec();
    while let Some(n) = open.pop() {
        if walk.reached.insert(n) {
            open.extend(walk.neighbours(n)?);
        }
    }
    walk.finish()
}

struct Walk<'a> {
    tx: &'a Connection,
    stories: Stories<'a>,
    /// Accounts that were looked at.
    met: BTreeMap<i64, (Near, Vec<Key>)>,
    /// Pairs that were looked at.
    seen: BTreeSet<(i64, i64)>,
    pairs: Vec<(f64, i64, i64)>,
    reached: BTreeSet<i64>,
}

impl Walk<'_> {
    /// Accounts that tell one event with `n`, or were put together with it by hand.
    fn neighbours(&mut self, n: i64) -> Result<Vec<i64>> {
        self.meet(n)?;
        let keys = self.met[&n].1.clone();
        let mut found = hand::partners(self.tx, &self.met[&n].0.account)?;
        for key in keys {
            for m in in_block(self.tx, key)? {
                if m != n && self.seen.insert((n.min(m), n.max(m))) {
                    self.meet(m)?;
                    // A pair that was seen before was seen from its other account, which is reached already.
                    if let Some(points) = one_event(&self.met[&n].0.profile, &self.met[&m].0.profile) {
                        self.pairs.push((points, n, m));
                        found.push(m);
                    }
                }
            }
        }
        Ok(found)
    }

    fn meet(&mut self, n: i64) -> Result<()> {
        if !self.met.contains_key(&n) {
            let sql = format!("{ACCOUNT} JOIN _linked l ON l.account = a.id WHERE l.n = ?1");
            let mut query = self.tx.prepare_cached(&sql)?;
            let near =
                query.query_row([n], |r| Near::of(&r.get::<_, String>(0)?, r.get(1)?, &mut self.stories))?;
            let keys = blocks::keys(&near.profile);
            self.met.insert(n, (near, keys));
        }
        Ok(())
    }

    fn finish(self) -> Result<Reached> {
        let reached = self.reached;
        let mut all: Vec<(i64, Near)> = self
            .met
            .into_iter()
            .filter(|(n, _)| reached.contains(n))
            .map(|(n, (near, _))| (n, near))
            .collect();
        all.sort_unstable_by(|a, b| a.1.order().cmp(&b.1.order()));
        let place: BTreeMap<i64, u32> = all.iter().enumerate().map(|(i, (n, _))| (*n, i as u32)).collect();
        let pair = |(points, a, b): &(f64, i64, i64)| {
            let (a, b) = (*place.get(a)?, *place.get(b)?);
            Some(Pair { points: *points, i: a.min(b), j: a.max(b) })
        };
        let pairs = self.pairs.iter().filter_map(pair).collect();
        let accounts: Vec<Near> = all.into_iter().map(|(_, near)| near).collect();
        let hand = hand::of(self.tx, &accounts.iter().map(|a| a.account.as_str()).collect::<Vec<_>>())?;
        Ok(Reached { accounts, pairs, hand })
    }
}

/// What reports are about, each looked up once; made from its text and kept where the record has it not.
struct Stories<'a> {
    tx: &'a Connection,
    met: BTreeMap<String, Arc<Terms>>,
}

impl<'a> Stories<'a> {
    fn new(tx: &'a Connection) -> Self {
        Self { tx, met: BTreeMap::new() }
    }

    fn of(&mut self, report: &str) -> Result<Arc<Terms>> {
        if let Some(terms) = self.met.get(report) {
            return Ok(Arc::clone(terms));
        }
        let terms = match load::terms(self.tx, report)? {
            Some(terms) => terms,
            None => self.made(report)?,
        };
        let terms = Arc::new(terms);
        self.met.insert(report.to_owned(), Arc::clone(&terms));
        Ok(terms)
    }

    fn made(&self, report: &str) -> Result<Terms> {
        let whole = load::reports(self.tx, "WHERE id = ?1", [report])?.pop();
        let terms = whole.as_ref().map(Terms::of_report).unwrap_or_default();
        let sql = "INSERT OR REPLACE INTO _terms VALUES (?1, ?2)";
        self.tx.prepare_cached(sql)?.execute(params![report, terms.to_bytes()])?;
        Ok(terms)
    }
}

/// The accounts that one which stands so in a block is compared with.
fn in_block(tx: &Connection, key: Key) -> Result<Vec<i64>> {
    let roles = [Role::Day, Role::Within, Role::Covers];
    let mut found = Vec::new();
    for role in roles.into_iter().filter(|r| blocks::meet(key.role, *r)) {
        let mut query = tx.prepare_cached("SELECT n FROM _block WHERE block = ?1 AND role = ?2")?;
        let rows = query.query_map([key.block as i64, role as i64], |r| r.get(0))?;
        rows.into_iter().try_for_each(|n| n.map(|n| found.push(n)))?;
    }
    Ok(found)
}
