//! insight learns: figures of what came back, and how sure they are.

pub mod proportion;
