//! The order of time: [`crate::show::days::order`] over all events at once.

use super::columns::{Index, NONE};
use super::names::Names;

/// When each event is, as far as its order goes.
#[derive(Default)]
pub struct Moments {
    /// The day it stands at (none first), and the number of its time among `times`.
    days: Vec<(Option<i32>, u32)>,
    times: Names,
}

impl Moments {
    /// The next event.
    pub fn push(&mut self, day: Option<i32>, edtf: &str) {
        self.days.push((day, self.times.number(edtf)));
    }

    /// The places of the events, earliest first; equal ones by id.
    pub fn order(&self, ids: &[Box<str>]) -> Vec<u32> {
        let key = |i: u32| {
            let (day, time) = self.days[i as usize];
            (day, self.times.value(time), &ids[i as usize])
        };
        let mut order: Vec<u32> = (0..ids.len() as u32).collect();
        order.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
        order
    }
}

impl Index {
    /// Brings all columns into an order.
    pub(super) fn arrange(&mut self, order: &[u32]) {
        let mut ids: Vec<Box<str>> = Vec::with_capacity(order.len());
        ids.extend(order.iter().map(|i| std::mem::take(&mut self.ids[*i as usize])));
        self.ids = ids;
        for column in [&mut self.first, &mut self.last, &mut self.month] {
            *column = arranged(column, order);
        }
        for column in [&mut self.kind, &mut self.mode, &mut self.status, &mut self.reports, &mut self.legs] {
            *column = arranged(column, order);
        }
        for column in [&mut self.place, &mut self.country, &mut self.setting] {
            *column = arranged(column, order);
        }
        for column in [&mut self.differ, &mut self.contexts] {
            *column = arranged(column, order);
        }
        self.confidence = arranged(&self.confidence, order);
        self.arrange_parties(order);
        self.arrange_positions(order);
    }

    fn arrange_parties(&mut self, order: &[u32]) {
        let (mut starts, mut party) =
            (Vec::with_capacity(order.len() + 1), Vec::with_capacity(self.party.len()));
        for i in order {
            starts.push(party.len() as u32);
            party.extend_from_slice(self.parties_of(*i as usize));
        }
        starts.push(party.len() as u32);
        (self.parties, self.party) = (starts, party);
    }

    fn arrange_positions(&mut self, order: &[u32]) {
        let mut now = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, before)| now[*before as usize] = at as u32);
        self.positions.iter_mut().filter(|p| **p != NONE).for_each(|p| *p = now[*p as usize]);
    }
}

fn arranged<T: Copy>(column: &[T], order: &[u32]) -> Vec<T> {
    order.iter().map(|i| column[*i as usize]).collect()
}
