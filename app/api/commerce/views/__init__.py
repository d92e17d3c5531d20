"""The operations of the commerce family, by topic."""
