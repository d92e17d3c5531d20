"""The back office of restaurants: who may change which brand and branch, and every change with its trace."""

from app.services.places.editing.reaching import BranchLine, BrandLine, Place, get_place, list_brands, lock_branch

__all__ = ["BranchLine", "BrandLine", "Place", "get_place", "list_brands", "lock_branch"]
