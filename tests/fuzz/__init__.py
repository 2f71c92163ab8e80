"""Harnesses for fuzzing: what reads, and what must hold of what it read."""
