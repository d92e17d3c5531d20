"""The category trees of the storefronts; the largest, of Lagos, is in a module of its own."""

from app.demo.data.kinds import CategoryData, Text
from app.demo.data.trees_lagos import LAGOS
from app.demo.data.trees_parts import sub
from app.demo.drawings.products import Picture

MUSCAT: tuple[CategoryData, ...] = (
    CategoryData(
        slug="spirits",
        name=Text("Spirits", "مشروبات روحية"),
        about=Text("Whisky, gin, rum and more, within your allowance.", "ويسكي وجن وروم وغيرها ضمن حدود الإعفاء."),
        pictures=(
            Picture("decanter", "amber", "CORRIE", "12", "mountain"),
            Picture("spirit", "sky", "GIN", "", "leaf"),
        ),
        palette="amber",
        featured=True,
        children=(
            sub("whisky", ("Whisky", "ويسكي"), ("Single malts and blends.", "شعير مفرد وخلطات.")),
            sub("gin-and-vodka", ("Gin and vodka", "جن وفودكا"), ("Clear and cold.", "صافية وباردة.")),
            sub(
                "rum-and-tequila",
                ("Rum and tequila", "روم وتيكيلا"),
                ("From the islands and the highlands.", "من الجزر والمرتفعات."),
            ),
        ),
    ),
    CategoryData(
        slug="wine-and-beer",
        name=Text("Wine and beer", "نبيذ وبيرة"),
        about=Text("Reds, whites, sparkling and good beer.", "نبيذ أحمر وأبيض وفوّار وبيرة مختارة."),
        pictures=(Picture("wine", "ruby", "VALMARIN", "", "sun"), Picture("bubbly", "gold", "BRUT", "", "star")),
        palette="ruby",
        children=(
            sub("wine", ("Wine", "نبيذ"), ("Red, white and sparkling.", "أحمر وأبيض وفوّار.")),
            sub("beer", ("Beer", "بيرة"), ("Lager, wheat and stout.", "لاغر وقمح وستاوت.")),
        ),
    ),
    CategoryData(
        slug="non-alcoholic",
        name=Text("Non-alcoholic drinks", "مشروبات خالية من الكحول"),
        about=Text("Sparkling grape, juices and coffee for the flight.", "عنب فوّار وعصائر وقهوة للرحلة."),
        pictures=(Picture("bubbly", "leaf", "LAYMOON", "", "leaf"), Picture("can", "lagoon", "KARAK", "", "star")),
        palette="leaf",
        children=(
            sub(
                "sparkling",
                ("Sparkling and juices", "مشروبات فوّارة وعصائر"),
                ("All of the occasion, none of the alcohol.", "كل المناسبة، بلا كحول."),
            ),
            sub("coffee-and-tea", ("Coffee and tea", "قهوة وشاي"), ("Omani coffee and karak.", "قهوة عُمانية وكرك.")),
        ),
    ),
    CategoryData(
        slug="perfume",
        name=Text("Perfume", "عطور"),
        about=Text("Frankincense, oud and fine fragrance.", "لبان وعود وعطور راقية."),
        pictures=(Picture("oud", "plum", "OUD"), Picture("perfume", "rose", "NUIT", "", "flower")),
        palette="plum",
        featured=True,
        children=(
            sub(
                "oud-and-frankincense",
                ("Oud and frankincense", "عود ولبان"),
                ("Oils, resins and burners.", "دهون وبخور ومباخر."),
            ),
            sub("eau-de-parfum", ("Eau de parfum", "ماء عطر"), ("For her, for him, for both.", "لها وله ولكليهما.")),
        ),
    ),
    CategoryData(
        slug="confectionery",
        name=Text("Confectionery", "حلويات"),
        about=Text("Omani halwa, dates, chocolate and nuts.", "حلوى عُمانية وتمور وشوكولاتة ومكسرات."),
        pictures=(Picture("chocolates", "cocoa", "VOSS"), Picture("dates", "forest", "KHALAS", motif="palm")),
        palette="cocoa",
        featured=True,
        children=(
            sub("chocolate", ("Chocolate", "شوكولاتة"), ("Boxes and bars.", "علب وألواح.")),
            sub(
                "dates-and-halwa",
                ("Dates and halwa", "تمور وحلوى"),
                ("From Nizwa, Sumail and Barka.", "من نزوى وسمائل وبركاء."),
            ),
        ),
    ),
    CategoryData(
        slug="gifts-and-travel",
        name=Text("Gifts and travel", "هدايا وسفر"),
        about=Text("Silver, dallahs, watches and cabin cases.", "فضيات ودِلال وساعات وحقائب سفر."),
        pictures=(Picture("dallah", "gold", motif="khatam"), Picture("suitcase", "ocean", "MERIDIAN")),
        palette="gold",
        children=(
            sub("omani-gifts", ("Omani gifts", "هدايا عُمانية"), ("To remember the place by.", "لتبقى ذكرى المكان.")),
            sub("travel", ("Travel and gadgets", "سفر وأجهزة"), ("For the hours in the air.", "لساعات الطيران.")),
        ),
    ),
)

CLUB: tuple[CategoryData, ...] = (
    CategoryData(
        slug="hampers",
        name=Text("Gift hampers", "سلال الهدايا"),
        about=Text("Packed by our kitchens the morning you collect.", "تجهزها مطابخنا صباح يوم الاستلام."),
        pictures=(
            Picture("hamper", "ruby", "CLUB", motif="star"),
            Picture("gift", "forest", "CLUB", pattern="diamonds"),
        ),
        palette="ruby",
        featured=True,
        children=(
            sub(
                "seasonal-hampers",
                ("Seasonal hampers", "سلال المواسم"),
                ("Ramadan, Eid and the year's end.", "رمضان والعيد ونهاية العام."),
            ),
            sub("everyday-hampers", ("Everyday hampers", "سلال لكل يوم"), ("To say thank you.", "لتقول شكرًا.")),
        ),
    ),
    CategoryData(
        slug="sweets",
        name=Text("Sweets", "حلويات"),
        about=Text("Baklava, stuffed dates and hand-dipped chocolate.", "بقلاوة وتمور محشوة وشوكولاتة مغموسة يدويًا."),
        pictures=(Picture("pastries", "plum", "BAKLAVA", motif="khatam"), Picture("chocolates", "midnight", "CLUB")),
        palette="saffron",
        children=(
            sub("baklava", ("Baklava and pastries", "بقلاوة ومعجنات"), ("Baked every morning.", "تُخبز كل صباح.")),
            sub(
                "dates-and-chocolate",
                ("Dates and chocolate", "تمور وشوكولاتة"),
                ("Stuffed, dipped and boxed.", "محشوة ومغموسة ومعلبة."),
            ),
        ),
    ),
    CategoryData(
        slug="coffee-and-table",
        name=Text("Coffee and table", "القهوة والمائدة"),
        about=Text("Beans, dallahs, cups and plates as on our tables.", "بن ودِلال وفناجين وأطباق كما على موائدنا."),
        pictures=(Picture("dallah", "terracotta", motif="star"), Picture("plates", "ocean", motif="khatam")),
        palette="terracotta",
        featured=True,
        children=(
            sub("coffee", ("Coffee and tea", "قهوة وشاي"), ("Roasted in Al Quoz.", "محمّصة في القوز.")),
            sub("tableware", ("Tableware", "أدوات المائدة"), ("Glazed by hand.", "مزججة يدويًا.")),
        ),
    ),
)

OTHER: tuple[CategoryData, ...] = (
    CategoryData(
        slug="household",
        name=Text("Household", "لوازم منزلية"),
        about=Text("Plain, sturdy things for the house.", "أشياء بسيطة ومتينة للمنزل."),
        pictures=(Picture("basket", "slate"), Picture("candle", "pearl", "HOUSE")),
        palette="slate",
        children=(
            sub("basics", ("Basics", "أساسيات"), ("What every house needs.", "ما يحتاجه كل بيت.")),
            sub("pantry", ("Pantry", "المؤونة"), ("What keeps.", "ما يُحفظ طويلًا.")),
        ),
    ),
)

TREES: dict[str, tuple[CategoryData, ...]] = {"lagos": LAGOS, "muscat": MUSCAT, "club": CLUB, "other": OTHER}
