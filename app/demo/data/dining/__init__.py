"""Where the demo's people eat: countries, brands, branches with their rooms and hours, and who has booked."""
