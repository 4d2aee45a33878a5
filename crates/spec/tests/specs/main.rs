//! The specs' test binary.

fn main() {}
