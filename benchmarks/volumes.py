"""Makes a catalogue large: copies the rows of the offers that are there, each copy under a title of its own."""

from collections.abc import Iterable

from django.db import connection, models, transaction
from tqdm import tqdm
from wagtail.models import Page

from offers.models import Occurrence, Offer, OfferPage
from search.models import Entry, FacetValue, Posting

STEP = 1_000_000
MOVED = {"offer", "page", "entry", "id", "page_ptr"}
NAMED = {"title", "title_key"}
FRESH = {
    "sqlite": {
        "translation_key": "lower(hex(randomblob(16)))",
        "path": "printf('%s%d', substr(path, 1, 8), id + {shift})",
    },
    "postgresql": {"translation_key": "gen_random_uuid()", "path": "substr(path, 1, 8) || (id + {shift})::text"},
}
TABLES: tuple[type[models.Model], ...] = (Offer, Page, OfferPage, Occurrence, Entry, FacetValue)


def grow_to(offers: int, *, postings: bool = True) -> None:
    """Copy the first offers until there are so many; without postings only a cluster can search them."""
    there = Offer.objects.filter(pk__lt=STEP).count()
    tables = (*TABLES, Posting) if postings else TABLES
    _hurry()
    for times in tqdm(range(1, -(-offers // there)), unit=f" times {there}", mininterval=2):
        if not Offer.objects.filter(pk__gte=times * STEP).exists():
            _copy(times * STEP, tables)


def _hurry() -> None:
    """Let SQLite keep a gigabyte of pages; nothing is lost with a database that can be copied again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in ("cache_size = -1000000", "wal_autocheckpoint = 200000", "synchronous = OFF"):
                cursor.execute(f"PRAGMA {setting}")


@transaction.atomic
def _copy(shift: int, tables: Iterable[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for model in tables:
            fields = model._meta.local_concrete_fields
            columns = ", ".join(field.column for field in fields)
            values = ", ".join(_value(model, field, shift) for field in fields)
            table = model._meta.db_table
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {_which(model)}")  # noqa: S608


def _value(model: type[models.Model], field: "models.Field[object, object]", shift: int) -> str:
    fresh = FRESH[connection.vendor]
    if model is Page and field.column in fresh:
        return fresh[field.column].format(shift=shift)
    if field.name == "external_id":
        return "NULL"
    if field.name in NAMED:
        return f"{field.column} || ' {shift // STEP}'"
    return f"{field.column} + {shift}" if field.name in MOVED else field.column


def _which(model: type[models.Model]) -> str:
    """The first offers' own rows."""
    if model is Page:
        pages = f"SELECT page_ptr_id FROM {OfferPage._meta.db_table} WHERE page_ptr_id < {STEP}"  # noqa: S608
        return f"id IN ({pages})"
    return f"{model._meta.pk.column} < {STEP}"
