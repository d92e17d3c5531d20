"""What the commerce document's requests and replies look like, by topic."""
