//! Drawings from outside: small shapes, and everything in the corpus.

mod corpus;
mod properties;
mod shapes;
mod sketch;
