//! afterword
