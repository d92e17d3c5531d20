"""Gift cards for sale, batches given to companies, and a vendor's own; amounts in minor units."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.demo.data.kinds import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateData:
    """A card anybody may buy; `amount` None lets the buyer choose between `least` and `most`."""

    platform: str
    name: Text
    description: Text
    design: str
    amount: int | None = None
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchData:
    """Cards made at once. `numbers` are those of the first cards; `first_id` and `key` those third parties know."""

    key: int
    batch_id: str
    card_name: str
    currency: str
    amount: int
    count: int
    made_at: datetime
    expires_on: date
    numbers: tuple[str, ...] = ()
    first_id: int | None = None
    brand: str | None = None
    # Which of its cards, counted from 0, staff have switched off.
    disabled: tuple[int, ...] = ()


# The third row is the one third parties' examples name.
TEMPLATES: tuple[TemplateData, ...] = (
    TemplateData(
        platform="lagos",
        name=Text("Thank you", "شكرًا لك"),
        description=Text(
            "For a favour that money does not pay, and a card that says so.",
            "لمعروفٍ لا يُقدَّر بمال، وبطاقةٍ تقول ذلك.",
        ),
        design="lantern",
        least=200_000,
        most=50_000_000,
    ),
    TemplateData(
        platform="lagos",
        name=Text("Happy birthday", "عيد ميلاد سعيد"),
        description=Text("They choose; you are thanked.", "يختارون ما يحبّون، ولك الشكر."),
        design="lattice",
        amount=2_500_000,
    ),
    TemplateData(
        platform="club",
        name=Text("Dinner on us", "العشاء علينا"),
        description=Text(
            "Hampers, sweets and coffee from our kitchens, whenever they like.",
            "سلال هدايا وحلويات وقهوة من مطابخنا، متى شاؤوا.",
        ),
        design="dallah",
        least=5_000,
        most=500_000,
    ),
    TemplateData(
        platform="club",
        name=Text("Eid Mubarak", "عيد مبارك"),
        description=Text("The feast's own gift, for those who are far away.", "هدية العيد لمن هم بعيدون عنا."),
        design="crescent",
        least=5_000,
        most=300_000,
    ),
    TemplateData(
        platform="club",
        name=Text("A weekend away", "عطلة قصيرة"),
        description=Text("Five hundred dirhams of good things for the road.", "خمسمئة درهم من الطيبات للطريق."),
        design="palm",
        amount=50_000,
    ),
    TemplateData(
        platform="muscat",
        name=Text("Bon voyage", "رحلة سعيدة"),
        description=Text("To be spent before the gate closes.", "تُنفق قبل إغلاق البوابة."),
        design="dhow",
        least=5_000,
        most=250_000,
    ),
    TemplateData(
        platform="lagos",
        name=Text("With love", "مع المحبة"),
        description=Text("No reason needed.", "لا حاجة إلى مناسبة."),
        design="palm",
        least=200_000,
        most=50_000_000,
    ),
    TemplateData(
        platform="lagos",
        name=Text("Ramadan Kareem", "رمضان كريم"),
        description=Text("For the table at sunset.", "لمائدة الإفطار."),
        design="crescent",
        least=200_000,
        most=50_000_000,
    ),
)
# How many cards were bought from the third.
BOUGHT_OF_THIRD = 20

BATCHES: tuple[BatchData, ...] = (
    BatchData(
        key=530,
        batch_id="BATCH-001",
        card_name="Saudi Aramco",
        currency="SAR",
        amount=30_000,
        count=50,
        made_at=datetime(2026, 4, 28, 12, 32, 32, 349_000, UTC),
        expires_on=date(2027, 4, 28),
        numbers=("1521543829", "1478811922", "1412571969"),
        first_id=4513,
        brand="PKR02501",
    ),
    BatchData(
        key=531,
        batch_id="BATCH-002",
        card_name="Gulf Airways crew",
        currency="AED",
        amount=20_000,
        count=30,
        made_at=datetime(2026, 6, 3, 9, 0, tzinfo=UTC),
        expires_on=date(2028, 6, 30),
        numbers=("1630044872", "1630044880"),
        # The second was reported lost.
        disabled=(1,),
    ),
    BatchData(
        key=532,
        batch_id="BATCH-003",
        card_name="Muscat Bank",
        currency="OMR",
        amount=25_000,
        count=20,
        made_at=datetime(2026, 7, 14, 7, 15, tzinfo=UTC),
        expires_on=date(2028, 7, 31),
        numbers=("1711902265",),
    ),
    BatchData(
        key=533,
        batch_id="BATCH-004",
        card_name="Lagos Teachers' Union",
        currency="NGN",
        amount=2_000_000,
        count=40,
        made_at=datetime(2026, 9, 22, 10, 30, tzinfo=UTC),
        expires_on=date(2028, 9, 30),
        numbers=("2044518830", "2044518848"),
    ),
    BatchData(
        key=534,
        batch_id="BATCH-005",
        card_name="Ramadan 2025",
        currency="NGN",
        amount=1_000_000,
        count=10,
        made_at=datetime(2025, 2, 20, 8, 0, tzinfo=UTC),
        expires_on=date(2026, 3, 31),
        numbers=("1390277145",),
    ),
)

VENDOR = "Gift House"
VENDOR_NUMBERS = ("GH7781020134", "GH7781020142", "GH7781020159")
VENDOR_AMOUNT = 15_000
