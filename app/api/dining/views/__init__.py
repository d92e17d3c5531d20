"""The dining family's operations, by topic."""
