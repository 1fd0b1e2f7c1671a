//! `sidelines serve`.
#![allow(dead_code)]

pub mod pages;
