"""Books and stationery. Prices are kobo, written naira_kobo."""

from app.demo.data.kinds import ProductData, Stars, Text
from app.demo.data.words import colours, fact, material, pieces
from app.demo.drawings.products import Picture

_PAGES = ("Pages", "عدد الصفحات")
_LANGUAGE = ("Language", "اللغة")
_ENGLISH = ("English", "الإنجليزية")

PRODUCTS: tuple[ProductData, ...] = (
    ProductData(
        sku="BOO-901",
        name=Text("The Bridge at Carter's Landing", "الجسر عند مرسى كارتر"),
        about=Text(
            "A novel of two sisters who run a canteen under the bridge and keep the secrets of everyone who eats there. Warm, funny and hard to put down.",
            "رواية عن أختين تديران مطعمًا صغيرًا تحت الجسر وتحفظان أسرار كل من يأكل عندهما. دافئة ومرحة ويصعب تركها.",
        ),
        maker="ile-iwe",
        category="books",
        price=6_500_00,
        picture=Picture("book", "ocean", "THE BRIDGE", "a novel", "wave"),
        stock=52,
        weight=420,
        facts=(fact(*_PAGES, "328", "328"), fact(*_LANGUAGE, *_ENGLISH)),
        featured=True,
        stars=Stars(144, 31),
    ),
    ProductData(
        sku="BOO-902",
        name=Text("Pot of Plenty: 90 Nigerian recipes", "قدر الخير: 90 وصفة نيجيرية"),
        about=Text(
            "From party jollof to tuwo, with the timings that grandmothers never write down. Every recipe was cooked twice on an ordinary gas ring.",
            "من جولوف الحفلات إلى التووو، مع المواقيت التي لا تكتبها الجدات. طُبخت كل وصفة مرتين على موقد غاز عادي.",
        ),
        maker="ile-iwe",
        category="books",
        price=9_800_00,
        was=11_500_00,
        picture=Picture("book", "ember", "POT OF PLENTY", "90 recipes", "sun"),
        stock=39,
        weight=980,
        facts=(fact(*_PAGES, "256, in colour", "256، ملوّنة"), fact(*_LANGUAGE, *_ENGLISH)),
        stars=Stars(183, 39),
    ),
    ProductData(
        sku="BOO-903",
        name=Text("Tortoise and the Borrowed Drum", "السلحفاة والطبل المستعار"),
        about=Text(
            "Twelve folk tales retold for bedtime, with pictures in adire blue. Each can be read in ten minutes, voices included.",
            "اثنتا عشرة حكاية شعبية لوقت النوم برسوم بزرقة الأديري. تُقرأ كل منها في عشر دقائق مع تقليد الأصوات.",
        ),
        maker="ile-iwe",
        category="books",
        price=4_700_00,
        picture=Picture("book", "indigo", "TORTOISE", "twelve tales", "star"),
        stock=68,
        weight=360,
        facts=(fact(*_PAGES, "96", "96"), fact("Age", "العمر", "4 to 9", "من 4 إلى 9")),
        stars=Stars(131, 28),
    ),
    ProductData(
        sku="BOO-904",
        name=Text("First Words in Yoruba, Hausa and Igbo", "كلماتي الأولى باليوروبا والهوسا والإيبو"),
        about=Text(
            "A board book of eighty pictures with the word in three languages and English. The corners are rounded and chew-proof.",
            "كتاب كرتوني بثمانين صورة مع الكلمة بثلاث لغات وبالإنجليزية. زواياه مستديرة وتتحمل العض.",
        ),
        maker="ile-iwe",
        category="books",
        price=3_600_00,
        picture=Picture("book", "leaf", "FIRST WORDS", "", "heart"),
        stock=0,
        weight=420,
        facts=(fact(*_PAGES, "24 board pages", "24 صفحة كرتونية"), fact("Age", "العمر", "1 to 4", "من 1 إلى 4")),
        stars=Stars(94, 20),
    ),
    ProductData(
        sku="STA-905",
        name=Text("Adire notebooks, set of two", "دفتران بغلاف أديري"),
        about=Text(
            "Sewn notebooks that lie flat, bound in real adire offcuts. One is lined, one is plain; the paper takes fountain-pen ink.",
            "دفتران مخيطان ينبسطان تمامًا، مجلدان بقصاصات أديري أصلية. أحدهما مسطر والآخر سادة، وورقهما يقبل حبر القلم السائل.",
        ),
        maker="ile-iwe",
        category="stationery",
        price=5_200_00,
        picture=Picture("notebook", "indigo", "NOTES", pattern="rings"),
        stock=73,
        weight=430,
        facts=(
            fact("Format", "القياس", "A5, 144 pages each", "A5، 144 صفحة لكل منهما"),
            material("Cotton cover, 100 g paper", "غلاف قطني وورق 100 غ"),
        ),
        stars=Stars(111, 24),
    ),
    ProductData(
        sku="STA-906",
        name=Text("Colouring pencils in a cup", "أقلام تلوين في كوب"),
        about=Text(
            "Twenty-four soft pencils that blend, including four browns for skin, in an enamel cup that outlives them. Sharpener below the lid.",
            "أربعة وعشرون قلمًا لينًا تمتزج ألوانها، منها أربع درجات بنية للبشرة، في كوب مطلي بالمينا يعيش بعدها. المبراة تحت الغطاء.",
        ),
        maker="ile-iwe",
        category="stationery",
        price=6_100_00,
        picture=Picture("pens", "coral", "ILE IWE"),
        stock=57,
        weight=380,
        facts=(pieces("24 pencils, cup, sharpener", "24 قلمًا وكوب ومبراة"),),
        stars=Stars(87, 19),
    ),
    ProductData(
        sku="STA-907",
        name=Text("Exercise books, pack of twenty", "كراسات مدرسية، عشرون كراسة"),
        about=Text(
            "Eighty ruled pages each, a times table on the back and covers that resist rain. The pack a school list asks for.",
            "ثمانون صفحة مسطرة لكل كراسة وجدول ضرب على الغلاف الخلفي وأغلفة تقاوم المطر. العبوة التي تطلبها قائمة المدرسة.",
        ),
        maker="ile-iwe",
        category="stationery",
        price=7_400_00,
        picture=Picture("notebook", "sky", "CLASS", pattern="stripes"),
        stock=180,
        weight=2600,
        facts=(pieces("20 books", "20 كراسة"), fact(*_PAGES, "80 each", "80 لكل كراسة")),
        options=(colours("Blue", "Green"),),
        days=(1, 4),
        stars=Stars(76, 17),
    ),
)
