//! The command `afterword`.

fn main() {}
