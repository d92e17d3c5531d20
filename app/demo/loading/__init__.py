"""How the demo data becomes rows: one module a topic."""
