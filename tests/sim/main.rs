//! Simulation: one seed makes one world, with three nodes on one database that fails, a provider that fails and keeps
//! books of its own, clocks that jump, nodes that die between any two steps, a business that changes its mind and
//! customers who answer and opt out. What must always hold is judged after every step by the books and by a recount;
//! then the faults end, and everything must come to its end.
//!
//! `AFTERWORD_SIM_SEED=7 cargo test --test sim` repeats one seed and prints what happened. `AFTERWORD_SIM_SECONDS` says
//! how long seeds are tried on each database; `./test full` tries 5,000 large ones on each, or `AFTERWORD_SIM_SEEDS`. What
//! they came to is printed as a table.

#[path = "../support/mod.rs"]
mod support;

mod business;
mod customers;
mod draw;
mod faults;
mod figures;
mod life;
mod limits;
mod liveness;
mod lookups;
mod nodes;
mod provider;
mod safety;
mod seeds;
mod settings;
mod sums;
mod tables;
mod waves;
mod world;
