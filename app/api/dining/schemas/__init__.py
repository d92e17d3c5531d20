"""What the dining family takes and gives, by topic."""
