"""JSON for third parties: five families, each an adapter over the same services."""

from app.api import commerce, dining
from app.api._kit.family import Family
from app.api._kit.spec import publish
from app.errors import ErrorSurface

# The family, the path prefixes it answers for, and how it words errors.
FAMILIES: tuple[tuple[Family, tuple[str, ...], ErrorSurface], ...] = (
    (commerce.commerce, commerce.PREFIXES, commerce.dialect),
    (dining.dining, dining.PREFIXES, dining.dialect),
)

for _family, _prefixes, _surface in FAMILIES:
    publish(_family, version="1.0.0")
