"""Countries, brands and branches as they are told to others: read-only, in a bounded number of statements."""

from app.services.places.branches import BranchFacts, BranchQuery, get_branch, list_branches
from app.services.places.brands import BrandFacts, BrandQuery, find_brand, get_brand, list_brands
from app.services.places.countries import CountryFacts, get_country, list_countries
from app.services.places.pictures import Pictures
from app.services.places.rooms import SectionFacts, Waiting

__all__ = [
    "BranchFacts",
    "BranchQuery",
    "BrandFacts",
    "BrandQuery",
    "CountryFacts",
    "Pictures",
    "SectionFacts",
    "Waiting",
    "find_brand",
    "get_branch",
    "get_brand",
    "get_country",
    "list_branches",
    "list_brands",
    "list_countries",
]
