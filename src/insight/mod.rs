//! insight learns: what figures say, and how sure they are.

pub mod mean;
pub mod proportion;
