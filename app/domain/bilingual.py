"""What is called one thing in English and another in Arabic: its name in the reader's language, "ar" or any other."""

from __future__ import annotations


class Named:
    """A base of what has `name_en` and `name_ar`."""

    __slots__ = ()

    name_en: str
    name_ar: str

    def name(self, locale: str) -> str:
        return self.name_ar if locale == "ar" else self.name_en


class Branded:
    """A base of what belongs to a brand, and knows it as `brand_en` and `brand_ar`."""

    __slots__ = ()

    brand_en: str
    brand_ar: str

    def brand(self, locale: str) -> str:
        return self.brand_ar if locale == "ar" else self.brand_en
