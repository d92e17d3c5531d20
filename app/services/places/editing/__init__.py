"""The back office of restaurants: who may change which brand and branch, and every change with its trace."""

from app.services.places.editing.branches import (
    BranchDetails,
    BranchDisplay,
    BranchSheet,
    change_details,
    change_display,
    read_details,
    read_display,
)
from app.services.places.editing.brands import BrandSheet, BrandValues, change_brand, read_brand
from app.services.places.editing.pictures import Owner, PictureFacts, put_picture, read_pictures, remove_picture
from app.services.places.editing.reaching import BranchLine, BrandLine, Place, get_place, list_brands, lock_branch

__all__ = [
    "BranchDetails",
    "BranchDisplay",
    "BranchLine",
    "BranchSheet",
    "BrandLine",
    "BrandSheet",
    "BrandValues",
    "Owner",
    "PictureFacts",
    "Place",
    "change_brand",
    "change_details",
    "change_display",
    "get_place",
    "list_brands",
    "lock_branch",
    "put_picture",
    "read_brand",
    "read_details",
    "read_display",
    "read_pictures",
    "remove_picture",
]
