"""Facts and options that many products share, in both languages."""

from app.demo.data.kinds import Choice, Fact, Option, Text

SIZE = Text("Size", "المقاس")
COLOUR = Text("Colour", "اللون")

_COUNTRIES = {
    "Nigeria": "نيجيريا", "Oman": "عُمان", "Scotland": "اسكتلندا", "France": "فرنسا", "Italy": "إيطاليا", "Lebanon": "لبنان",
    "Ethiopia": "إثيوبيا", "Yemen": "اليمن", "Saudi Arabia": "السعودية", "United Arab Emirates": "الإمارات", "Turkey": "تركيا",
    "Belgium": "بلجيكا", "Switzerland": "سويسرا", "South Africa": "جنوب أفريقيا", "Ghana": "غانا", "Morocco": "المغرب",
    "India": "الهند", "Germany": "ألمانيا", "Ireland": "أيرلندا", "Barbados": "بربادوس", "Mexico": "المكسيك", "Spain": "إسبانيا",
    "Japan": "اليابان", "China": "الصين", "Kenya": "كينيا", "Iran": "إيران", "Egypt": "مصر", "Jordan": "الأردن", "Poland": "بولندا",
    "Vietnam": "فيتنام", "New Zealand": "نيوزيلندا", "Sri Lanka": "سريلانكا", "Palestine": "فلسطين", "Chile": "تشيلي",
}  # fmt: skip

COLOURS = {
    "Black": "أسود", "White": "أبيض", "Blue": "أزرق", "Navy": "كحلي", "Green": "أخضر", "Red": "أحمر", "Grey": "رمادي",
    "Brown": "بني", "Tan": "جملي", "Cream": "كريمي", "Pink": "وردي", "Gold": "ذهبي", "Silver": "فضي", "Burgundy": "عنابي",
    "Teal": "أزرق مخضر", "Yellow": "أصفر", "Orange": "برتقالي", "Purple": "بنفسجي",
}  # fmt: skip


def fact(label_en: str, label_ar: str, value_en: str, value_ar: str) -> Fact:
    """Return one line of a table of facts."""
    return Fact(Text(label_en, label_ar), Text(value_en, value_ar))


def origin(country: str) -> Fact:
    """Return where something comes from."""
    return fact("Origin", "بلد المنشأ", country, _COUNTRIES[country])


def warranty(months: int) -> Fact:
    """Return the length of the guarantee: 6, 12 or 24 months."""
    arabic = {3: "3 أشهر", 6: "6 أشهر", 12: "سنة واحدة", 24: "سنتان", 36: "3 سنوات"}[months]
    return fact("Warranty", "الضمان", f"{months} months", arabic)


def volume(millilitres: int) -> Fact:
    """Return the content of a bottle."""
    if millilitres >= 1000:
        litres = f"{millilitres / 1000:g}"
        return fact("Volume", "الحجم", f"{litres} l", f"{litres} لتر")
    return fact("Volume", "الحجم", f"{millilitres} ml", f"{millilitres} مل")


def net(grams: int) -> Fact:
    """Return the net weight."""
    if grams >= 1000:
        kilos = f"{grams / 1000:g}"
        return fact("Net weight", "الوزن الصافي", f"{kilos} kg", f"{kilos} كغ")
    return fact("Net weight", "الوزن الصافي", f"{grams} g", f"{grams} غ")


def alcohol(percent: str) -> Fact:
    """Return the alcohol by volume."""
    return fact("Alcohol", "نسبة الكحول", f"{percent}% vol", f"{percent}٪ حجمًا")


def material(english: str, arabic: str) -> Fact:
    """Return what something is made of."""
    return fact("Material", "الخامة", english, arabic)


def power(watts: int) -> Fact:
    """Return the rated power."""
    return fact("Power", "القدرة", f"{watts} W", f"{watts} واط")


def pieces(english: str, arabic: str) -> Fact:
    """Return what is in the box."""
    return fact("In the box", "محتويات العلبة", english, arabic)


def colours(*names: str) -> Option:
    """Return a choice of colours at the same price."""
    return Option(COLOUR, tuple(Choice(Text(name, COLOURS[name])) for name in names))


def sizes(*labels: str, deltas: tuple[int, ...] = ()) -> Option:
    """Return a choice of sizes; letters and figures read the same in both languages."""
    extra = deltas or (0,) * len(labels)
    return Option(SIZE, tuple(Choice(Text(label, label), delta) for label, delta in zip(labels, extra, strict=True)))


def storage(*steps: tuple[int, int]) -> Option:
    """Return a choice of memory in gigabytes, each with its price step."""
    name = Text("Storage", "سعة التخزين")
    return Option(name, tuple(Choice(Text(f"{size} GB", f"{size} غيغابايت"), delta) for size, delta in steps))
