//! Drawings from outside: small shapes, and everything in the corpus.

mod corpus;
mod held_back;
mod mutate;
mod properties;
mod shapes;
mod sketch;
