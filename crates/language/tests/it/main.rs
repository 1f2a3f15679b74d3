//! What the language promises, from outside.

mod corpus;
