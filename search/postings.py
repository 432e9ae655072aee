"""What of an entry is searched: texts become tokens with weights, and rows of the postings table."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from django.db import connection

from offers.models import OfferPage
from reference.models import Industry, Subject
from search.analysis.chain import Chain
from search.analysis.plan import FORM_WEIGHT, K1, SUBJECT_WEIGHTS, B
from search.models import Entry, LaterWord, Posting

SCALE = 1000
LONGEST_TOKEN = 60
Row = tuple[int, str, str, int]


@dataclass(frozen=True)
class Names:
    """The names of subjects and industries by code, read once for a batch."""

    subjects: dict[str, Subject]
    industries: dict[str, Industry]

    @classmethod
    def load(cls) -> "Names":
        """All of them."""
        return cls(Subject.objects.in_bulk(), Industry.objects.in_bulk())

    def subjects_of(self, facts: OfferPage, language: str) -> str:
        """The names of an offer's subjects in one language."""
        rows = (self.subjects.get(code) for code in facts.subjects)
        return " ".join(str(getattr(row, f"name_{language}")) for row in rows if row)

    def industry_of(self, facts: OfferPage, language: str) -> str:
        """The name of an offer's industry in one language."""
        row = self.industries.get(facts.industry)
        return str(getattr(row, f"name_{language}")) if row else ""


def texts(entry: Entry, page: OfferPage, facts: OfferPage, names: Names) -> list[tuple[str, int]]:
    """The texts of an entry, each with how many times a word in it counts."""
    once = (
        page.summary,
        page.description,
        page.before,
        page.during,
        page.after,
        page.learning,
        page.education_and_jobs,
        page.bring,
        entry.host_name,
        entry.town,
        entry.municipality_name,
        (facts.offer.external_id or "").replace("-", ""),
    )
    return [
        (page.title, 2),
        (names.subjects_of(facts, entry.language), 2),
        (names.industry_of(facts, entry.language), 2),
        (" ".join(map(str, facts.extra_words)), 2),
        ("\n".join(once), 1),
    ]


def facts_of(facts: OfferPage) -> Iterator[tuple[str, float]]:
    """Tokens of field `k` with their points."""
    for rank, code in enumerate(facts.subjects):
        yield f"fag:{code}", SUBJECT_WEIGHTS[min(rank, len(SUBJECT_WEIGHTS) - 1)]
    if facts.form:
        yield f"form:{facts.form}", FORM_WEIGHT
    for level in facts.youth_levels:
        yield f"trin:{level}", FORM_WEIGHT


def weights(counted: dict[str, int], average_length: float) -> dict[str, int]:
    """BM25 without rarity, in thousandths."""
    length = sum(counted.values())
    norm = K1 * (1 - B + B * length / average_length)
    return {token: round(SCALE * times * (K1 + 1) / (times + norm)) for token, times in counted.items()}


def words_of(parts: list[tuple[str, int]], chain: Chain) -> Counter[str]:
    """The words of an entry with how often each counts."""
    counted: Counter[str] = Counter()
    for text, times in parts:
        for word in chain.index_words(text):
            counted[word] += times
    return counted


def rows_of(entry: Entry, words: Counter[str], facts: OfferPage, chain: Chain) -> list[Row]:
    """The postings of one entry."""
    counted: defaultdict[str, int] = defaultdict(int)
    for word, times in words.items():
        for token in chain.tokens_of(word):
            counted[token] += times
    found = weights(counted, chain.lexicon.average_length)
    found |= {token: round(SCALE * points) for token, points in facts_of(facts)}
    return [(entry.pk, entry.language, token[:LONGEST_TOKEN], weight) for token, weight in found.items()]


def write(rows: list[Row]) -> None:
    """Store postings: by COPY where the database can, else by the driver's own many-rows insert.

    In the order of their tokens, so that the index grows in few places.
    """
    rows.sort(key=itemgetter(2))
    table = Posting._meta.db_table
    columns = "entry_id, language, token, weight"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s)",  # noqa: S608  names, no input
                rows,
            )


def note_words(language: str, found: set[str], chain: Chain) -> None:
    """Keep the words that the lexicon has not: spelling is to know them at once."""
    fresh = found - chain.lexicon.words.keys()
    known = set(LaterWord.objects.filter(language=language, word__in=fresh).values_list("word", flat=True))
    made = [LaterWord(language=language, word=word) for word in sorted(fresh - known)]
    LaterWord.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
