"""The back office of restaurants: who may change which brand and branch, and every change with its trace."""

from app.services.places.editing.brands import BrandSheet, BrandValues, change_brand, read_brand
from app.services.places.editing.changes import LastChange
from app.services.places.editing.reaching import BranchLine, BrandLine, Place, get_place, list_brands, lock_branch

__all__ = [
    "BranchLine",
    "BrandLine",
    "BrandSheet",
    "BrandValues",
    "LastChange",
    "Place",
    "change_brand",
    "get_place",
    "list_brands",
    "lock_branch",
    "read_brand",
]
