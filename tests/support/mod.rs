//! What several test programs share.
#![allow(dead_code, reason = "no test program uses all of it")]

pub mod databases;
pub mod dns;
pub mod house;
