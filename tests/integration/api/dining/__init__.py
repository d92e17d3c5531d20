"""The dining family, route by route."""
