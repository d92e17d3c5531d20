"""More of what buyers of the Lagos market wrote."""

from app.demo.data.reviews_parts import ReviewData as R

LAGOS_MORE: dict[str, tuple[R, ...]] = {
    "ELE-103": (
        R("Joy", 4, "Enough phone for me", "Messages, maps, church videos. The battery really goes two days."),
        R("Rasheed", 5, "Bought four for my riders", "They drop it, they rain on it, it rings."),
    ),
    "ELE-104": (
        R(
            "Baba Ayo",
            5,
            "Nine days",
            "I charged it on Sunday and the next week on Tuesday. The radio needs no earphones.",
        ),
        R("Hadiza", 4, "Loud", "My father hears it in the garden."),
    ),
    "ELE-106": (
        R("Tomi", 4, "The pen sticks", "Drawing is smooth. I only wish the pen had a holder for the bag."),
        R("هناء", 5, "رائع للدروس", "أولادي يتابعون دروسهم عليه، والصوت من أربع سماعات واضح."),
    ),
    "ELE-110": (
        R("Mr Okon", 5, "It survived our NEPA", "Two surges in one week and it did not even blink. Picture is sharp."),
        R("Lateef", 4, "Bracket in the box", "Saved me a second trip. Remote feels light."),
    ),
    "GRO-202": (
        R("Chef Dami", 5, "Grains stay apart", "Forty guests, one pot, no mush."),
        R("Victoria", 4, "Rinse twice", "Clean rice, a little dusty. Great in jollof."),
    ),
    "GRO-204": (
        R("Deji", 5, "Sharp like home", "Cold water, groundnuts, sugar. Nothing else needed."),
        R("Esther", 4, "Fine grain", "Very dry and fine. The bag could reseal better."),
    ),
    "GRO-213": (
        R("Nana", 5, "Finished in the car", "I bought six packs and arrived home with two."),
        R("كريمة", 4, "مقرمشة ولذيذة", "حلاوتها طبيعية وملحها خفيف."),
    ),
    "GRO-215": (
        R("Hostel boy", 4, "Exam season", "Forty packs, forty nights. Real pepper."),
        R("Mama Kosi", 4, "Children love it", "I use half of the seasoning for them."),
    ),
    "DRI-302": (
        R("Goke", 5, "Very cold, with fried rice", "Deep taste, not syrupy."),
        R("Linda", 4, "Cans arrived perfect", "Not one dent in the carton."),
    ),
    "FAS-403": (
        R("Zino", 5, "The collar holds", "Washed it all rainy season, still looks new."),
        R("Habib", 4, "Heavy cotton", "Warm for March, perfect in the evening."),
    ),
    "SHO-504": (
        R("Coach T", 4, "For the school team", "Good laces, white toe gets dirty as white toes do."),
        R("Ene", 4, "True to size", "Comfortable from the first day."),
    ),
    "BAG-505": (
        R("Adesuwa", 5, "It stands", "Finally a bag that does not fall over in the office."),
        R("Ruth", 4, "Real leather smell", "Strap is a little short for me, the clasp is lovely."),
    ),
    "HOM-605": (
        R("Mercy", 5, "Three minutes", "Tea before the news headlines finish."),
        R("سمية", 4, "سريعة وأنيقة", "تغلي بسرعة وتنطفئ وحدها. السلك قصير قليلًا."),
    ),
    "HOM-602": (
        R("Kikelomo", 5, "Dodo slides out", "One spoon of oil for a whole plantain."),
        R("Austin", 4, "Good on induction", "Heats evenly. Do not use metal spoons."),
    ),
    "BEA-702": (
        R("Shade", 5, "Skin stopped arguing", "Clean and soft, no tightness."),
        R("Farouk", 4, "Cut it in pieces", "Keep it dry and one bar lasts a month."),
    ),
    "BEA-706": (
        R("Omolara", 5, "Green and clean", "Like walking by the river. Stays until evening."),
        R("رنا", 4, "عطر هادئ", "رائحة زهور بيضاء لطيفة تناسب العمل."),
    ),
    "TOY-805": (
        R("Aunty Bim", 5, "Survived the machine", "Three washes, still fluffy. The scarf is the best part."),
        R("دانة", 5, "صديق ابنتي", "لا تنام من دونه. ناعم وخياطته قوية."),
    ),
    "BOO-901": (
        R("Reader in Enugu", 5, "One sitting", "I started after dinner and finished when the generator stopped."),
        R("Kehinde", 4, "I know these sisters", "Funny and true. The end came too soon."),
    ),
    "BOO-902": (
        R("Bachelor no more", 5, "It says how long", "Minutes and heat for every step. My first egusi worked."),
        R("Ogechi", 4, "Beautiful pictures", "I miss an index by ingredient, otherwise perfect."),
    ),
    "SPO-1001": (
        R("Captain Sule", 5, "Concrete proof", "Three months on our pitch and it still holds air."),
        R("Ebuka", 4, "You can see it at dusk", "The yellow panels help. A bit hard at first."),
    ),
    "SPO-1004": (
        R("Runner Bisola", 5, "Ten days, no phone", "It maps the whole bridge run by itself."),
        R("ماهر", 4, "بطارية ممتازة", "أشحنها مرة كل عشرة أيام. قياس النبض قريب من الدقيق."),
    ),
    "POW-1106": (
        R("Carpenter Joe", 5, "All afternoon", "Two batteries and block walls were no problem."),
        R("Tamuno", 4, "Good clutch", "No ruined screws since. The case could be stronger."),
    ),
    "CRA-1202": (
        R("Collector", 5, "It glows", "Better in the hand than in the picture. The carving at the back is clean too."),
        R("Yvonne", 4, "Heavy for a thin wall", "Use a proper hook. Everyone asks about it."),
    ),
    "CRA-1207": (
        R("Nkem", 5, "Hibiscus one!", "We fought over it. Keep them in the fridge."),
        R("Bolaji", 4, "A gift that was not wrapped in time", "Because we opened it. Buy two."),
    ),
}
