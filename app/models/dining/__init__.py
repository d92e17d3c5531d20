"""Table booking: places, what occupies them, reservations and waiting lists."""
