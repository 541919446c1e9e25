//! rules decide
