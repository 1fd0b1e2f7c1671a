//! `sidelines serve`.
#![allow(dead_code, unused_imports)]

pub mod pages;
