"""What buyers wrote, by storefront and SKU; the newest first. Names are invented, like the goods."""

from app.demo.data.reviews_more import LAGOS_MORE
from app.demo.data.reviews_parts import ReviewData as R

LAGOS: dict[str, tuple[R, ...]] = {
    "PROD-001": (
        R(
            "Chiamaka",
            5,
            "I thought the price was a mistake",
            "It was not. The phone came sealed, took both my SIMs and has outlived my expensive one by a day each time.",
        ),
        R(
            "Tunde",
            4,
            "Very good, plain box",
            "Screen and battery are excellent. It comes in a brown box without earphones, which is fine at this price.",
        ),
        R("سلمى", 5, "أفضل من المتوقع", "الشاشة صافية والبطارية تدوم يومين فعلًا. وصل قبل موعده بيوم."),
        R(
            "Ibrahim",
            5,
            "Two for the shop",
            "Bought two for our tills. They run the payment app all day without getting warm.",
        ),
        R(
            "Folake",
            4,
            "Camera is only okay",
            "In daylight the pictures are lovely, at night they are soft. Everything else is great.",
        ),
        R("Emeka", 5, "Unlocked as promised", "Works with every network I tried, also when travelling in Ghana."),
        R("ندى", 4, "هاتف عملي", "خفيف وسريع، وتمنيت لو جاء معه غطاء حماية."),
        R(
            "Bisi",
            5,
            "My mother uses it happily",
            "Large letters, loud enough, simple to charge. She has stopped calling me about her phone.",
        ),
    ),
    "ELE-102": (
        R(
            "Kelechi",
            5,
            "The camera at weddings",
            "Finally pictures of people dancing that are not a blur. The gold one is pretty too.",
        ),
        R("Aisha", 4, "Fast and big", "Charges while I have breakfast. A little wide for my hand."),
        R("يوسف", 5, "شحن سريع جدًا", "يمتلئ نصفه وأنا أجهز نفسي للخروج. الشاشة ممتازة تحت الشمس."),
        R("Dayo", 4, "Good value", "I compared for two weeks. At this price nothing else has this screen."),
    ),
    "ELE-105": (
        R(
            "Halima",
            5,
            "Survived my thesis",
            "Eleven hours is true if the screen is not at full brightness. Keyboard is a joy.",
        ),
        R("Segun", 4, "Light", "I carry it on okada every day. Wish it had one more USB port."),
        R("Obinna", 5, "One charger for everything", "The phone charger works for it, so my bag is lighter."),
    ),
    "ELE-107": (
        R(
            "Zainab",
            5,
            "The generator disappeared",
            "I put them on and the neighbour's generator was gone. My lectures are saved.",
        ),
        R("Femi", 5, "Comfortable", "Six hours on a bus to Benin and my ears did not hurt."),
        R("ليلى", 4, "عزل ممتاز", "تعزل الضوضاء جيدًا، لكنها كبيرة قليلًا على رأسي."),
        R("Chidi", 5, "Cable in the case", "Small thing, but it saved me when the battery ran out in the air."),
    ),
    "ELE-108": (
        R("Temi", 4, "Stay in when I run", "First earbuds that do not fall out on the bridge."),
        R("Musa", 4, "Good calls", "People hear me well in traffic. The case scratches."),
    ),
    "ELE-109": (
        R("Ngozi", 5, "The whole compound danced", "I did not expect that from something this small."),
        R("Yinka", 4, "Washed it after the beach", "Sand everywhere, rinsed it, still sings."),
    ),
    "GRO-201": (
        R(
            "Mama Tobi",
            5,
            "No stones!",
            "I washed it three times out of habit and found nothing. The smell is the real one.",
        ),
        R("Adaeze", 5, "For ayamase Sundays", "My children ask for it now. Takes its time to cook, do not rush it."),
        R("Kunle", 4, "Good but small bag", "Order the ten kilos, five goes in one week."),
    ),
    "GRO-210": (
        R(
            "Sani",
            5,
            "Tastes like home",
            "This is how it tastes by the roadside in Kano, not the powder from the supermarket.",
        ),
        R("Bukola", 4, "Hot means hot", "I took very hot and regretted it. Medium next time."),
        R("هدى", 5, "نكهة أصلية", "جربتها على اللحم والدجاج، والنتيجة رائعة. خذوا الدرجة الخفيفة إن كان معكم أطفال."),
    ),
    "GRO-214": (
        R(
            "Grace",
            5,
            "Thick and dark",
            "It set a little in harmattan, as they say. Ten minutes in warm water and it pours.",
        ),
        R("Lekan", 5, "Real honey", "My grandfather kept bees. This is honest."),
    ),
    "DRI-301": (
        R("Ifeoma", 5, "Not too sweet", "Finally zobo that tastes of hibiscus and ginger. Gone in two days."),
        R("Jide", 4, "Glass would be nicer", "The drink is perfect. I would love it in glass bottles."),
    ),
    "DRI-306": (
        R("Uche", 5, "Proud of this one", "Nigerian coffee that I serve to guests without explaining myself."),
        R("مريم", 4, "قهوة متوازنة", "طعم شوكولاتة واضح وحموضة خفيفة. الطحن الناعم ناسب الركوة."),
    ),
    "FAS-401": (
        R("Alhaji Garba", 5, "Well cut", "The shoulder sits right and the embroidery is neat on the inside as well."),
        R("Wale", 4, "Take your usual size", "I went one up and did not need to. Soft cloth."),
        R("عمر", 5, "خياطة متقنة", "التطريز نظيف والقماش بارد. لبسته يوم الجمعة وسألني الجميع عنه."),
    ),
    "FAS-405": (
        R("Simi", 5, "It has pockets", "That is my whole review. Also it is beautiful."),
        R("Amara", 5, "Owambe approved", "Four compliments before I reached the table."),
        R("Rukayat", 4, "Runs a bit long", "I am short, so I had it taken up. The print matches at the seams."),
    ),
    "FAS-409": (
        R(
            "Titi",
            5,
            "Real indigo",
            "It stained the first wash water as they warn, and never again. The pattern is alive.",
        ),
        R("Hannah", 5, "Sewed curtains from it", "Twelve yards for my parlour. Guests ask where I bought it."),
    ),
    "SHO-501": (
        R("Nnamdi", 4, "Be patient for three days", "Stiff at first exactly as they say, now I wear nothing else."),
        R("Hauwa", 5, "Stitched, not glued", "I walk a lot and the sole is still whole after the rains."),
    ),
    "SHO-503": (
        R("Ada", 4, "Order half a size up", "They say so and it is true. Very comfortable for ten kilometres."),
        R("Kabir", 5, "Good grip", "Wet road at dawn and no slipping."),
    ),
    "HOM-601": (
        R(
            "Mrs Ojo",
            5,
            "Party jollof without burning",
            "The big one feeds twenty. The bottom browns nicely, the smoke flavour comes and nothing sticks.",
        ),
        R("Peter", 4, "Heavy", "You need two hands when full. That is the price of a thick bottom."),
        R("فاطمة", 5, "قدور متينة", "استعملتها في رمضان كل يوم. المقابض لا تسخن على الغاز."),
    ),
    "HOM-606": (
        R("Nkechi", 5, "Beans for akara in two minutes", "No stopping, no smell of burning. The dry mill is a bonus."),
        R("Blessing", 4, "Loud but strong", "The baby wakes up, the pepper is smooth."),
        R("Ronke", 5, "Second one", "The first went to my sister because she would not give it back."),
    ),
    "HOM-608": (
        R("Yetunde", 5, "Nine hours is true", "On low it ran until morning. We slept."),
        R("Samuel", 4, "Battery can be changed", "That is why I chose it. Assembly took half an hour."),
        R("Maryam", 4, "Good lamp too", "The lamp on the base is enough to read by."),
    ),
    "BEA-701": (
        R("Oyin", 5, "Melts", "Not grainy at all. My elbows are new people."),
        R("Patience", 5, "For the baby as well", "No smell, no rash, a little goes far."),
        R("ريم", 4, "قوام رائع", "تذوب بسرعة وتناسب الشتاء. أتمنى عبوة أكبر."),
    ),
    "BEA-705": (
        R("Ebun", 5, "No white face", "The first sunscreen that does not make me look like a ghost."),
        R("Daniel", 4, "Works on a bike", "Two hours on the road, no burn, no shine."),
    ),
    "BAB-801": (
        R("Mama Ire", 5, "Dry until morning", "Twelve hours, and the line that changes colour is clever."),
        R("Gloria", 4, "Runs small", "Take the next size if your child is on the border."),
        R("نورة", 5, "ناعمة على البشرة", "لم يظهر أي احمرار، والعبوة الاقتصادية توفر كثيرًا."),
    ),
    "TOY-806": (
        R("Uncle Deji", 5, "He shouts Oyingbo! now", "My nephew collects fares from everybody in the house."),
        R("Sola", 5, "Well made", "Heavy, smooth, no loose parts. The passengers have characters."),
    ),
    "POW-1101": (
        R("Engr. Bello", 5, "As quiet as they say", "I measured. The fridge and two fans, eight hours and a little."),
        R("Vivian", 4, "Heavy to move", "Get the wheels. Starts on the first turn."),
    ),
    "POW-1102": (
        R(
            "Danladi",
            5,
            "The children read at night",
            "Three lamps until ten o'clock from a normal day. No petrol, no noise.",
        ),
        R("Esther", 4, "Easy to put up", "My son did it alone. A longer cable would help."),
    ),
    "POW-1104": (
        R("Ikenna", 5, "Four charges, I counted", "And nobody can borrow the cable."),
        R("Sade", 4, "Goes in my bag", "A bit heavy, worth it."),
        R("خالد", 4, "سعة حقيقية", "شحن هاتفي أربع مرات قبل أن ينفد. وزنه متوسط."),
    ),
    "CRA-1201": (
        R("Prof. Ade", 5, "It really speaks", "Tuned well, three clear tones. My students could not leave it alone."),
        R("Miriam", 4, "Beautiful", "The stick is a bit short for me, the drum is perfect."),
    ),
}

MUSCAT: dict[str, tuple[R, ...]] = {
    "MCT-101": (
        R(
            "Martin",
            5,
            "Waiting at the gate",
            "Ordered the night before, collected in two minutes. Better price than at home.",
        ),
        R("Priya", 4, "A gift for my father", "He approves of the twelve. The box is sturdy."),
    ),
    "MCT-201": (
        R("أحمد", 5, "ثبات عجيب", "لمسة صغيرة من الصباح وبقيت إلى الليل. القارورة تحفة."),
        R("Latifa", 5, "Smoky and clean", "Not sweet like so many. The frankincense lifts it."),
        R("بدرية", 4, "فخم", "الرائحة راقية والسعر أقل من السوق."),
    ),
    "MCT-202": (
        R(
            "Sofia",
            5,
            "My house smells of Muscat",
            "The green tears are the good ones. The little burner works with a tea light too.",
        ),
        R("سعيد", 5, "حوجري أصلي", "لبان نظيف بلا شوائب، والمبخرة جميلة. هدية موفقة للضيوف."),
    ),
    "MCT-206": (
        R("Hans", 5, "Did not survive the flight", "Fifteen pieces, three passengers, one hour."),
        R("منى", 4, "نكهة الهيل لذيذة", "الحشوة متوازنة وليست حلوة كثيرًا."),
    ),
    "MCT-208": (
        R("سالم", 5, "طعم بيتنا", "مثل حلوى بركاء الطازجة، والزعفران واضح. غُلفت جيدًا للسفر."),
        R(
            "Yuki",
            4,
            "Very new to me",
            "Sweet, warm and fragrant. The staff told me to have it with coffee, and they were right.",
        ),
    ),
    "MCT-211": (
        R("خلود", 5, "دلة للعمر", "نحاسها ثقيل ونقشها واضح، وتصب دون أن تقطر."),
        R("Thomas", 5, "We use it every Sunday", "Bought as a souvenir, became the family pot."),
    ),
    "MCT-113": (
        R("Farah", 5, "Pops like the real thing", "We toasted with the children. Dry, not syrupy."),
        R("ماجد", 4, "بديل أنيق", "قُدم في عشاء رسمي وأعجب الجميع."),
    ),
    "MCT-215": (
        R("Olivia", 5, "Slept over Iran", "Folded flat, no more engine roar."),
        R("راشد", 4, "مريحة", "البطارية كفتني الذهاب والعودة كما قالوا."),
    ),
}

CLUB: dict[str, tuple[R, ...]] = {
    "CLB-101": (
        R("شيخة", 5, "سلة بركة", "كل ما فيها طازج، والتمر ممتاز. طلبتها لأمي وفرحت بها."),
        R("Daniela", 5, "Thoughtful", "Everything was explained on a card, which my visitors loved."),
    ),
    "CLB-102": (
        R("حصة", 5, "تغليف ولا أجمل", "الغطاء تحفة، والمعمول هش."),
        R("Karim", 4, "Right size for visits", "Enough for a family and easy to carry."),
    ),
    "CLB-105": (
        R("Rania", 5, "Still warm at nine", "Light syrup, lots of pistachio. My Aleppo grandmother nodded."),
        R("وليد", 5, "قطر خفيف", "ليست ثقيلة مثل غيرها. أخذت صينية ثانية في اليوم التالي."),
        R("Jonas", 4, "Come early", "By evening only walnut was left."),
    ),
    "CLB-107": (
        R("عائشة", 5, "عجوة فاخرة", "الحشوات متنوعة ولا تغطي طعم التمر."),
        R("Meera", 5, "Orange ones first", "Hide them from guests."),
    ),
    "CLB-109": (
        R(
            "Lina",
            5,
            "Raisin and cinnamon, truly",
            "I brewed it as a filter and then in the dallah. Both are wonderful.",
        ),
        R("فيصل", 4, "بن يمني أصيل", "تحميص فاتح ونكهة عميقة. أنصح بطحنه للقهوة العربية."),
    ),
    "CLB-112": (
        R("موزة", 5, "زينة المجلس", "خفيفة في اليد وجميلة على الصينية."),
        R("Beatriz", 4, "Lovely engraving", "Smaller than I imagined, but perfect for two."),
    ),
}

REVIEWS: dict[str, dict[str, tuple[R, ...]]] = {"lagos": {**LAGOS, **LAGOS_MORE}, "muscat": MUSCAT, "club": CLUB}

# Those who only gave stars.
NAMES: dict[str, tuple[str, ...]] = {
    "lagos": (
        "Abiola", "Amina", "Anita", "Ayo", "Bala", "Chinedu", "Damilola", "Deborah", "Efe", "Eniola", "Esosa", "Fatima",
        "Gbenga", "Habiba", "Idris", "Ijeoma", "Joy", "Kemi", "Lola", "Mercy", "Nafisa", "Nonso", "Osas", "Philip",
        "Rasheed", "Sadiq", "Tola", "Uzo", "Victor", "Wunmi", "Yakubu", "Zara",
    ),
    "muscat": (
        "Aisha", "Anders", "Badr", "Carla", "Emma", "Fahad", "Hamed", "Ines", "Jamal", "Khalid", "Leila", "Maya", "Nasser",
        "Omar", "Paul", "Reem", "Salim", "Tariq", "Vera", "Zahra",
    ),
    "club": (
        "Alia", "Ben", "Clara", "Dana", "Elias", "Ghada", "Hind", "Ivan", "Jad", "Khawla", "Mona", "Noor", "Rami", "Sara",
        "Yara",
    ),
    "other": ("Ada", "Bode", "Ebele", "Ini", "Tayo"),
}  # fmt: skip
