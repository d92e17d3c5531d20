"""The category tree of the Lagos market."""

from app.demo.data.kinds import CategoryData, Text
from app.demo.data.trees_parts import sub
from app.demo.drawings.products import Picture

LAGOS: tuple[CategoryData, ...] = (
    CategoryData(
        slug="electronics",
        number=1,
        name=Text("Electronics", "إلكترونيات"),
        about=Text(
            "Phones, computers, sound and television, with local warranty.",
            "هواتف وحواسيب وصوتيات وتلفزيونات، بضمان محلي.",
        ),
        pictures=(Picture("phone", "lagoon", "ZURIVA"), Picture("headphones", "onyx", motif="star")),
        palette="lagoon",
        featured=True,
        children=(
            sub(
                "smartphones",
                ("Smartphones", "هواتف ذكية"),
                ("Mobile phones and smartphones", "هواتف محمولة وهواتف ذكية"),
                number=5,
            ),
            sub(
                "computers",
                ("Computers and tablets", "حواسيب وأجهزة لوحية"),
                ("Laptops, tablets and what plugs into them.", "حواسيب محمولة وأجهزة لوحية وملحقاتها."),
            ),
            sub(
                "audio",
                ("Audio", "صوتيات"),
                ("Headphones, earbuds and speakers.", "سماعات رأس وسماعات أذن ومكبرات صوت."),
            ),
            sub(
                "tv-and-cameras",
                ("TV, cameras and gaming", "تلفزيون وكاميرات وألعاب"),
                ("Screens, cameras and controllers.", "شاشات وكاميرات وأيدي تحكم."),
            ),
        ),
    ),
    CategoryData(
        slug="groceries",
        name=Text("Groceries", "بقالة"),
        about=Text(
            "Rice, beans, garri, oils and spices for the week's pot.", "أرز ولوبيا وغاري وزيوت وتوابل لقدر الأسبوع."
        ),
        pictures=(Picture("sack", "forest", "OFADA", "rice", "grain"), Picture("spice", "ember", "SUYA", "", "sun")),
        palette="forest",
        featured=True,
        children=(
            sub(
                "rice-and-grains",
                ("Rice and grains", "أرز وحبوب"),
                ("Sacks and packs of the staples.", "أكياس وعبوات من المواد الأساسية."),
            ),
            sub(
                "oils-and-sauces",
                ("Oils and sauces", "زيوت وصلصات"),
                ("Palm oil, groundnut oil, tomato and pepper.", "زيت النخيل وزيت الفول السوداني والطماطم والفلفل."),
            ),
            sub(
                "spices",
                ("Spices and seasoning", "توابل وبهارات"),
                (
                    "Suya, curry leaf, crayfish and ground pepper.",
                    "خلطة السويا وأوراق الكاري والروبيان المجفف والفلفل المطحون.",
                ),
            ),
            sub(
                "snacks",
                ("Snacks and sweets", "مقرمشات وحلويات"),
                ("Plantain chips, groundnuts, biscuits and honey.", "رقائق الموز وفول سوداني وبسكويت وعسل."),
            ),
        ),
    ),
    CategoryData(
        slug="drinks",
        name=Text("Drinks", "مشروبات"),
        about=Text("Zobo, malt, juice, tea, coffee and cocoa.", "كركديه وشراب شعير وعصائر وشاي وقهوة وكاكاو."),
        pictures=(Picture("soft_drink", "ruby", "ZOBO", "", "flower"), Picture("can", "amber", "MALT", "", "grain")),
        palette="ruby",
        children=(
            sub(
                "soft-drinks",
                ("Juice, malt and zobo", "عصائر وشراب شعير وكركديه"),
                ("Bottled, cold and ready.", "معبأة وباردة وجاهزة."),
            ),
            sub(
                "tea-and-coffee",
                ("Tea, coffee and cocoa", "شاي وقهوة وكاكاو"),
                ("For the start of the day.", "لبداية اليوم."),
            ),
        ),
    ),
    CategoryData(
        slug="fashion",
        name=Text("Fashion", "أزياء"),
        about=Text(
            "Kaftans, abayas, prints by the yard and everyday wear.",
            "قفاطين وعباءات وأقمشة مطبوعة بالياردة وملابس يومية.",
        ),
        pictures=(Picture("kaftan", "indigo", motif="khatam"), Picture("fabric", "mustard", "ADIRE", pattern="rings")),
        palette="indigo",
        featured=True,
        children=(
            sub(
                "womens-wear",
                ("Women's wear", "ملابس نسائية"),
                ("Dresses, abayas and boubous.", "فساتين وعباءات وبوبو."),
            ),
            sub("mens-wear", ("Men's wear", "ملابس رجالية"), ("Kaftans, shirts and caps.", "قفاطين وقمصان وقبعات.")),
            sub(
                "fabrics",
                ("Fabrics", "أقمشة"),
                ("Ankara, adire and aso-oke by the length.", "أنكارا وأديري وأسو أوكي بالمتر."),
            ),
            sub(
                "jewellery",
                ("Jewellery and watches", "مجوهرات وساعات"),
                ("Beads, bangles and watches.", "خرز وأساور وساعات."),
            ),
        ),
    ),
    CategoryData(
        slug="shoes-and-bags",
        name=Text("Shoes and bags", "أحذية وحقائب"),
        about=Text(
            "Leather from Kano, trainers, handbags and luggage.", "جلود من كانو وأحذية رياضية وحقائب يد وأمتعة."
        ),
        pictures=(Picture("sneaker", "coral"), Picture("handbag", "cocoa", "ARO")),
        palette="coral",
        children=(
            sub(
                "shoes",
                ("Shoes and sandals", "أحذية وصنادل"),
                ("For the office, the run and the beach.", "للعمل والجري والشاطئ."),
            ),
            sub(
                "bags",
                ("Bags and luggage", "حقائب وأمتعة"),
                ("Handbags, backpacks and cabin cases.", "حقائب يد وحقائب ظهر وحقائب سفر."),
            ),
        ),
    ),
    CategoryData(
        slug="home-and-kitchen",
        name=Text("Home and kitchen", "المنزل والمطبخ"),
        about=Text("Pots, kettles, blenders, lamps and linen.", "قدور وغلايات وخلاطات ومصابيح ومفروشات."),
        pictures=(Picture("pot", "ember", "SAFI"), Picture("kettle", "slate", "SAFI")),
        palette="ember",
        featured=True,
        children=(
            sub("cookware", ("Cookware", "أواني الطهي"), ("Pots, pans and plates.", "قدور ومقالٍ وأطباق.")),
            sub(
                "small-appliances",
                ("Small appliances", "أجهزة صغيرة"),
                ("Kettles, blenders, irons and fans.", "غلايات وخلاطات ومكاوٍ ومراوح."),
            ),
            sub(
                "living",
                ("Living and bedroom", "غرف المعيشة والنوم"),
                ("Lamps, cushions, towels and rugs.", "مصابيح ووسائد ومناشف وسجاد."),
            ),
        ),
    ),
    CategoryData(
        slug="beauty-and-fragrance",
        name=Text("Beauty and fragrance", "الجمال والعطور"),
        about=Text(
            "Shea butter, black soap, hair oils and perfume.", "زبدة الشيا والصابون الأسود وزيوت الشعر والعطور."
        ),
        pictures=(Picture("cream", "sand", "SHEA"), Picture("round_perfume", "plum", "IFE")),
        palette="blush",
        children=(
            sub(
                "skin-and-hair",
                ("Skin and hair", "البشرة والشعر"),
                ("Butters, soaps, oils and creams.", "زبدات وصوابين وزيوت وكريمات."),
            ),
            sub(
                "fragrance",
                ("Fragrance and make-up", "عطور ومكياج"),
                ("Perfume, incense and lipstick.", "عطور وبخور وأحمر شفاه."),
            ),
        ),
    ),
    CategoryData(
        slug="baby-and-toys",
        name=Text("Baby and toys", "الأطفال والألعاب"),
        about=Text("Nappies, bottles, blocks and a danfo to push.", "حفاضات ورضّاعات ومكعبات وحافلة دانفو للدفع."),
        pictures=(Picture("teddy", "saffron"), Picture("toy_car", "mustard", "DANFO")),
        palette="sky",
        children=(
            sub(
                "baby-care",
                ("Baby care", "العناية بالرضيع"),
                ("Nappies, wipes, bottles and soft soap.", "حفاضات ومناديل ورضّاعات وصابون لطيف."),
            ),
            sub(
                "toys", ("Toys and games", "ألعاب"), ("Made to be played with for years.", "صُنعت لتعيش سنوات من اللعب.")
            ),
        ),
    ),
    CategoryData(
        slug="books-and-stationery",
        name=Text("Books and stationery", "كتب وقرطاسية"),
        about=Text("Stories, cookbooks, notebooks and pens.", "قصص وكتب طبخ ودفاتر وأقلام."),
        pictures=(Picture("book", "plum", "TALES", motif="sun"), Picture("pens", "ocean", "ILE")),
        palette="plum",
        children=(
            sub("books", ("Books", "كتب"), ("Fiction, food and first readers.", "روايات وطبخ وقراءة أولى.")),
            sub("stationery", ("Stationery", "قرطاسية"), ("For school and the desk.", "للمدرسة والمكتب.")),
        ),
    ),
    CategoryData(
        slug="sports-and-outdoors",
        name=Text("Sports and outdoors", "رياضة وهواء طلق"),
        about=Text("Footballs, weights, mats and shade for the eyes.", "كرات قدم وأوزان وبساطات ونظارات شمسية."),
        pictures=(Picture("football", "forest"), Picture("dumbbell", "graphite", "", "8 kg")),
        palette="leaf",
        children=(
            sub("training", ("Training", "تدريب"), ("Weights, mats and watches.", "أوزان وبساطات وساعات.")),
            sub(
                "outdoors",
                ("Games and outdoors", "ألعاب وهواء طلق"),
                ("The ball, the sun and the trip.", "الكرة والشمس والرحلة."),
            ),
        ),
    ),
    CategoryData(
        slug="power-and-tools",
        name=Text("Power and tools", "طاقة وعُدد"),
        about=Text("Generators, solar, batteries, chargers and tools.", "مولدات وطاقة شمسية وبطاريات وشواحن وعُدد."),
        pictures=(Picture("generator", "ember", "SUNFOLA", "2.5 kVA"), Picture("solar", "mustard", "60 W")),
        palette="mustard",
        children=(
            sub("backup-power", ("Backup power", "طاقة احتياطية"), ("When the light goes.", "عند انقطاع التيار.")),
            sub("tools", ("Tools", "عُدد وأدوات"), ("To build and to mend.", "للبناء والإصلاح.")),
        ),
    ),
    CategoryData(
        slug="crafts-and-gifts",
        name=Text("Crafts and gifts", "حرف وهدايا"),
        about=Text("Carvings, drums, baskets and wrapped boxes.", "منحوتات وطبول وسلال وعلب مغلفة."),
        pictures=(Picture("drum", "terracotta"), Picture("basket", "ruby")),
        palette="terracotta",
        children=(
            sub(
                "crafts",
                ("Handmade crafts", "حرف يدوية"),
                ("From Oyo, Benin, Bida and Kano.", "من أويو وبنين وبيدا وكانو."),
            ),
            sub(
                "gift-boxes",
                ("Gift boxes", "علب هدايا"),
                ("Packed, wrapped and ready to hand over.", "معبأة ومغلفة وجاهزة للتقديم."),
            ),
        ),
    ),
)
