"""The pages the footer names: made with short, honest texts that editors then make their own."""

from typing import NamedTuple


class SharedPage(NamedTuple):
    """A page below the front page; `texts` has title and first sentences by language."""

    slug: str
    column: int
    texts: dict[str, tuple[str, str]]


SHARED_PAGES = (
    SharedPage(
        "saadan-booker-du",
        0,
        {
            "da": (
                "Sådan booker du",
                "Find et tilbud, vælg en tid, og fortæl, hvem der kommer. Det tager fem minutter. "
                "Værten svarer, og du får besked på mail.",
            ),
            "sv": (
                "Så bokar du",
                "Hitta ett erbjudande, välj en tid och berätta vilka som kommer. Det tar fem minuter. "
                "Värden svarar och du får besked per mejl.",
            ),
            "en": (
                "How to book",
                "Find an offer, choose a time and say who is coming. It takes five minutes. "
                "The host answers, and you get a mail.",
            ),
        },
    ),
    SharedPage(
        "bliv-vaert",
        0,
        {
            "da": (
                "Bliv vært for en klasse",
                "I skriver, hvad eleverne kan opleve hos jer, og hvornår I har tid. Kommunen læser med, og skolerne "
                "finder jer. I bestemmer selv, hvor mange der kommer.",
            ),
            "sv": (
                "Bli värd för en klass",
                "Ni skriver vad eleverna kan uppleva hos er och när ni har tid. Kommunen läser igenom, och skolorna "
                "hittar er. Ni bestämmer själva hur många som kommer.",
            ),
            "en": (
                "Host a class",
                "You write what pupils can experience and when you have time. The municipality reads it, and schools "
                "find you. You decide how many come.",
            ),
        },
    ),
    SharedPage(
        "forsikring-og-regler",
        0,
        {
            "da": (
                "Forsikring og regler",
                "Under et besøg har skolen og læreren ansvaret for eleverne, også når de er ude. Værten fortæller om "
                "stedets sikkerhedsregler. Er I i tvivl om forsikring eller børneattest, så spørg kommunen, før "
                "klassen tager af sted.",
            ),
            "sv": (
                "Försäkring och regler",
                "Under ett besök ansvarar skolan och läraren för eleverna, även utanför skolan. Värden berättar om "
                "platsens säkerhetsregler. Är ni osäkra på försäkring eller registerutdrag, fråga kommunen innan "
                "klassen ger sig av.",
            ),
            "en": (
                "Insurance and rules",
                "During a visit the school and the teacher are responsible for the pupils, outside the school too. "
                "The host explains the safety rules of the place. If in doubt about insurance or record checks, ask "
                "the municipality before the class leaves.",
            ),
        },
    ),
    SharedPage(
        "kontakt",
        1,
        {
            "da": ("Kontakt", "Skriv eller ring til kommunens tovholder. Navn og nummer står på kommunens egen side."),
            "sv": ("Kontakt", "Skriv eller ring till kommunens samordnare. Namn och nummer står på kommunens sida."),
            "en": (
                "Contact",
                "Write to or call the municipality's coordinator, named on the municipality's own page.",
            ),
        },
    ),
    SharedPage(
        "privatliv",
        2,
        {
            "da": (
                "Privatliv",
                "Vi gemmer dit navn, din arbejdsmail og dine bookinger, så skole og vært kan finde hinanden. "
                "Vi gemmer aldrig elevers navne. Siden sætter kun de cookies, den ikke kan virke uden, "
                "og henter intet fra andre.",
            ),
            "sv": (
                "Integritet",
                "Vi sparar ditt namn, din arbetsmejl och dina bokningar så att skola och värd hittar varandra. Vi "
                "sparar aldrig elevers namn. Sidan sätter bara nödvändiga kakor och hämtar ingenting från andra.",
            ),
            "en": (
                "Privacy",
                "We keep your name, your work address and your bookings so that school and host can find each other. "
                "We never keep pupils' names. The site sets only the cookies it cannot work without.",
            ),
        },
    ),
    SharedPage(
        "tilgaengelighed",
        2,
        {
            "da": (
                "Tilgængelighedserklæring",
                "Siden skal kunne bruges af alle. Den er bygget efter WCAG 2.2 AA og prøves ved hver ændring. "
                "Finder du noget, du ikke kan bruge, så skriv eller ring til kommunen: vi retter det og svarer dig.",
            ),
            "sv": (
                "Tillgänglighetsredogörelse",
                "Alla ska kunna använda sidan. Den är byggd efter WCAG 2.2 AA och prövas vid varje ändring. Hittar du "
                "något du inte kan använda, skriv eller ring till kommunen: vi rättar det och svarar dig.",
            ),
            "en": (
                "Accessibility statement",
                "Everybody must be able to use the site. It is built to WCAG 2.2 AA and tested with every change. If "
                "you find something you cannot use, write to or call the municipality: we mend it and answer you.",
            ),
        },
    ),
)
