//! What interviews do, as stories: a flow written as text, what the world answers, what is asked.

mod assignment;
mod calls;
mod collections;
mod decision;
mod formulas;
mod loops;
mod navigation;
mod records;
mod screens;
mod start;
mod storing;
mod story;
mod text;
