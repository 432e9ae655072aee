"""Writes a file of offers in the columns of `manage.py import_offers`: deterministic, as mixed as a real portal."""

import csv
from pathlib import Path

COLUMNS = (
    "external_id",
    "language",
    "title",
    "summary",
    "description",
    "form",
    "subjects",
    "grade_min",
    "grade_max",
    "industry",
    "host_name",
    "municipality",
    "postcode",
    "price",
    "duration_minutes",
    "max_pupils",
)
FORMS = ("company_visit", "guest_teacher", "project", "competition", "material", "open_day", "online")
PLACES = (
    ("Odense", "5000"),
    ("Svendborg", "5700"),
    ("Aarhus", "8000"),
    ("Aalborg", "9000"),
    ("Esbjerg", "6700"),
    ("Vejle", "7100"),
    ("Randers", "8900"),
    ("Kolding", "6000"),
    ("Malmö", "211 20"),
    ("Lund", "222 22"),
)
VERBS = {
    "da": ("Byg", "Mål", "Undersøg", "Tegn", "Regn på", "Fortæl om", "Programmér", "Smag på"),
    "sv": ("Bygg", "Mät", "Undersök", "Rita", "Räkna på", "Berätta om", "Programmera", "Smaka på"),
    "en": ("Build", "Measure", "Explore", "Draw", "Calculate", "Tell about", "Program", "Taste"),
}
THINGS = {
    "da": ("en vindmølle", "havnens vand", "robotter", "brød", "spildevand", "et træhus", "genbrug", "sengetøj"),
    "sv": (
        "ett vindkraftverk",
        "hamnens vatten",
        "robotar",
        "bröd",
        "avloppsvatten",
        "ett trähus",
        "återvinning",
        "tyg",
    ),
    "en": (
        "a windmill",
        "the harbour's water",
        "robots",
        "bread",
        "waste water",
        "a timber house",
        "recycling",
        "cloth",
    ),
}
SUBJECTS = {
    "da": ("Matematik", "Dansk;Historie", "Fysik/kemi;Biologi", "Geografi", "Håndværk og design", "Strikning", ""),
    "sv": ("Matematik", "Svenska;Historia", "Fysik;Biologi", "Geografi", "Slöjd", "Stickning", ""),
    "en": ("Mathematics", "Danish;History", "Biology", "Geography", "English", "Knitting", ""),
}
INDUSTRIES = {
    "da": ("Energi", "Fødevarer", "Byggeri", "Landbrug", "Spedition", ""),
    "sv": ("Energi", "Livsmedel", "Bygg", "Lantbruk", "Spedition", ""),
    "en": ("Energy", "Food", "Building", "Farming", "Forwarding", ""),
}
SENTENCES = {
    "da": (
        "Klassen arbejder i hold på fire og måler selv.",
        "Vi begynder i værkstedet og slutter i kantinen.",
        "En medarbejder fortæller om vejen ind i faget.",
        "Eleverne tager deres målinger med hjem til timerne.",
        "Alle får hjelm og sikkerhedsbriller på.",
    ),
    "sv": (
        "Klassen arbetar i grupper om fyra och mäter själv.",
        "Vi börjar i verkstaden och slutar i matsalen.",
        "En medarbetare berättar om vägen in i yrket.",
        "Eleverna tar med sina mätningar till lektionerna.",
        "Alla får hjälm och skyddsglasögon.",
    ),
    "en": (
        "The class works in teams of four and measures itself.",
        "We begin in the workshop and end in the canteen.",
        "An employee tells about the way into the trade.",
        "The pupils take their measurements back to their lessons.",
        "Everybody wears a helmet and goggles.",
    ),
}


def language_of(number: int) -> str:
    """Most texts are Danish, some Swedish, few English."""
    return "en" if number % 25 == 0 else "sv" if number % 8 == 0 else "da"


def offer(number: int) -> dict[str, object]:
    """The row of one offer; neighbours differ in every column, and a host has about six offers."""
    language = language_of(number)
    place, postcode = PLACES[number % len(PLACES)]
    verb, thing = VERBS[language][number % 8], THINGS[language][number // 8 % 8]
    sentences = [SENTENCES[language][(number + step * (1 + number % 3)) % 5] for step in range(12)]
    low = number % 10
    return {
        "external_id": f"old-{number}",
        "language": language,
        "title": f"{verb} {thing} {number}",
        "summary": f"{verb} {thing}. {sentences[0]}",
        "description": " ".join(sentences),
        "form": FORMS[number % len(FORMS)],
        "subjects": SUBJECTS[language][number % 7],
        "grade_min": low,
        "grade_max": min(10, low + number % 4),
        "industry": INDUSTRIES[language][number % 6],
        "host_name": f"Værkstedet {number // 60 * 10 + number % 10}",
        "municipality": place,
        "postcode": postcode,
        "price": (0, 0, 0, 250, "1500,50")[number % 5],
        "duration_minutes": (0, 45, 90, 150, 240)[number % 5],
        "max_pupils": (0, 24, 28, 56)[number % 4],
    }


def write(path: Path, rows: int) -> Path:
    """The file with so many offers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(offer(number) for number in range(rows))
    return path
