//! Web pages: markup to a small tree, and a tree to running text.
//!
//! The tokens come from `html5gum`, which follows the WHATWG rules; the tree is our own, because a
//! whole DOM costs five times as much as what an article needs of a page: which element holds
//! which, a few attributes, and the words. It never fails: whatever the markup, there is a tree.

mod build;
pub mod strip;
pub mod tags;
pub mod text;
pub mod tree;

pub use build::parse;
pub use text::fragment_text;
