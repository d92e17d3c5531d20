"""Countries, brands and branches as they are told to others: read-only, in Core selects of just what is shown."""

from app.services.places.countries import CountryFacts, get_country, list_countries

__all__ = ["CountryFacts", "get_country", "list_countries"]
