//! rules decide: pure functions from facts to verdicts, without I/O, clock or chance.
