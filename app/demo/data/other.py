"""The few goods of the second business. Prices are kobo, written naira_kobo."""

from app.demo.data.kinds import ProductData, Stars, Text
from app.demo.data.words import net, origin, pieces
from app.demo.drawings.products import Picture

PRODUCTS: tuple[ProductData, ...] = (
    ProductData(
        sku="OTH-101",
        name=Text("Plain storage basket", "سلة تخزين بسيطة"),
        about=Text(
            "A sturdy basket for laundry, toys or onions. It stacks.",
            "سلة متينة للغسيل أو الألعاب أو البصل. تُكدَّس فوق بعضها.",
        ),
        maker="other-trading-house",
        category="basics",
        price=7_500_00,
        picture=Picture("basket", "slate"),
        stock=30,
        weight=800,
        facts=(origin("Nigeria"),),
        stars=Stars(22, 5),
    ),
    ProductData(
        sku="OTH-102",
        name=Text("White candles, box of twelve", "شموع بيضاء، علبة من 12"),
        about=Text(
            "For power cuts and for dinners. Each burns for six hours.",
            "لانقطاع الكهرباء وللعشاء. تدوم الواحدة ست ساعات.",
        ),
        maker="other-trading-house",
        category="basics",
        price=3_200_00,
        picture=Picture("candle", "pearl", "HOUSE"),
        stock=90,
        weight=700,
        facts=(pieces("12 candles", "12 شمعة"),),
        stars=Stars(18, 4),
    ),
    ProductData(
        sku="OTH-103",
        name=Text("Laundry soap, six bars", "صابون غسيل، ست قطع"),
        about=Text("Green soap that lasts and lathers in hard water.", "صابون أخضر يدوم ويرغي في الماء العسر."),
        maker="other-trading-house",
        category="basics",
        price=2_900_00,
        picture=Picture("soap", "leaf", "LAUNDRY", "six bars", "drop"),
        stock=110,
        weight=1300,
        facts=(net(1200),),
        stars=Stars(13, 3),
    ),
    ProductData(
        sku="OTH-104",
        name=Text("Pantry tomatoes, six tins", "طماطم معلبة، ست علب"),
        about=Text("Whole peeled tomatoes in their own juice.", "طماطم كاملة مقشرة في عصيرها."),
        maker="other-trading-house",
        category="pantry",
        price=6_400_00,
        picture=Picture("food_can", "ruby", "TOMATO", motif="leaf"),
        stock=60,
        weight=2900,
        facts=(net(2400), origin("Italy")),
        stars=Stars(9, 2),
    ),
)
