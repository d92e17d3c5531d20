"""How a subcategory is written."""

from app.demo.data.kinds import CategoryData, Text


def sub(slug: str, name: tuple[str, str], about: tuple[str, str], *, number: int | None = None) -> CategoryData:
    """A subcategory; names and descriptions are English first."""
    return CategoryData(slug=slug, name=Text(*name), about=Text(*about), number=number)
