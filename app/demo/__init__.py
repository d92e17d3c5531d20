"""The demo shop: its goods, people and drawings, and how they are loaded."""
