//! What interviews do, as stories: a flow written as text, what the world answers, what is asked.

mod actions;
mod assignment;
mod calls;
mod choices;
mod collections;
mod components;
mod decision;
mod formulas;
mod loops;
mod matching;
mod navigation;
mod records;
mod screens;
mod start;
mod storing;
mod story;
mod text;
mod transforms;
mod waits;
