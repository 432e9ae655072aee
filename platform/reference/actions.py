"""Loads the facts that ship with the site; doing it again changes nothing and costs one query."""

import csv
import tomllib
from collections import defaultdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import Any

from django.db import models, transaction

from reference.models import (
    Industry,
    IndustryCode,
    LoadedData,
    Municipality,
    Postcode,
    Region,
    RegionPeriod,
    Subject,
    SubjectRange,
)

DATA = Path(__file__).parent / "data"
OLD_REGIONS_FROM, OLD_REGIONS_UNTIL, NEW_REGIONS_FROM = date(2007, 1, 1), date(2026, 12, 31), date(2027, 1, 1)
SWEDISH_COUNTIES_FROM = date(1998, 1, 1)


def ensure_reference() -> bool:
    """Bring the tables to what the files say; tells whether there was anything to do."""
    checksum = _checksum()
    if LoadedData.objects.filter(name="reference", checksum=checksum).exists():
        return False
    with transaction.atomic():
        _load_places()
        _load_subjects()
        _load_industries()
        LoadedData.objects.update_or_create(name="reference", defaults={"checksum": checksum})
    return True


def _checksum() -> str:
    digest = sha256(Path(__file__).read_bytes())
    for path in sorted(DATA.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _store(rows: list[Any], *, unique: list[str], update: list[str]) -> None:
    model: type[models.Model] = type(rows[0])
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=unique, update_fields=update, batch_size=500
    )


def _load_places() -> None:
    danish, swedish, postcodes = (
        _rows(f"{name}.csv") for name in ("dk_municipalities", "se_municipalities", "dk_postcodes")
    )
    places: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in postcodes:
        places[row["municipality_code"]].append((float(row["latitude"]), float(row["longitude"])))
    towns = [_danish_municipality(row, places[row["code"]]) for row in danish]
    towns += [_swedish_municipality(row) for row in swedish]
    _store(towns, unique=["key"], update=["country", "code", "name", "latitude", "longitude"])
    _load_regions(danish, swedish)
    known = {row["code"] for row in danish}
    rows = [_postcode(row) for row in postcodes if row["municipality_code"] in known]
    _store(rows, unique=["country", "code"], update=["name", "municipality", "latitude", "longitude"])


def _danish_municipality(row: dict[str, str], places: list[tuple[float, float]]) -> Municipality:
    latitude, longitude = (fmean(values) for values in zip(*places, strict=True)) if places else (None, None)
    key = f"dk-{row['code']}"
    return Municipality(
        key=key, country="DK", code=row["code"], name=row["name"], latitude=latitude, longitude=longitude
    )


def _swedish_municipality(row: dict[str, str]) -> Municipality:
    return Municipality(
        key=f"se-{row['code']}",
        country="SE",
        code=row["code"],
        name=row["name"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _postcode(row: dict[str, str]) -> Postcode:
    return Postcode(
        country="DK",
        code=row["postcode"],
        name=row["name"],
        municipality_id=f"dk-{row['municipality_code']}",
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _load_regions(danish: list[dict[str, str]], swedish: list[dict[str, str]]) -> None:
    names = {("DK", row[column]) for row in danish for column in ("region_2007_2026", "region_2027")}
    names |= {("SE", row["county"]) for row in swedish}
    _store([Region(country=c, name=name) for c, name in sorted(names)], unique=["country", "name"], update=["name"])
    regions = {(region.country, region.name): region for region in Region.objects.all()}
    periods = []
    for row in danish:
        key, old, new = f"dk-{row['code']}", row["region_2007_2026"], row["region_2027"]
        periods.append(_period(key, regions["DK", old], OLD_REGIONS_FROM, OLD_REGIONS_UNTIL))
        periods.append(_period(key, regions["DK", new], NEW_REGIONS_FROM, None))
    for row in swedish:
        periods.append(_period(f"se-{row['code']}", regions["SE", row["county"]], SWEDISH_COUNTIES_FROM, None))
    _store(periods, unique=["municipality", "first_day"], update=["region", "last_day"])


def _period(key: str, region: Region, first: date, last: date | None) -> RegionPeriod:
    return RegionPeriod(municipality_id=key, region=region, first_day=first, last_day=last)


def _toml(name: str) -> list[dict[str, Any]]:
    data = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = next(iter(data.values()))
    return rows


def _load_subjects() -> None:
    rows = _toml("subjects")
    ranges = [SubjectRange(subject_id=row["code"], **span) for row in rows for span in row.pop("ranges")]
    names = ["order", "name_da", "name_sv", "name_en", "aliases", "kind", "is_stem"]
    _store([Subject(**row) for row in rows], unique=["code"], update=names)
    _store(ranges, unique=["subject", "country", "valid_from"], update=["first_grade", "last_grade"])


def _load_industries() -> None:
    rows = _toml("industries")
    codes = [
        IndustryCode(industry_id=row["code"], scheme=scheme, prefix=prefix)
        for row in rows
        for scheme in ("DB07", "DB25")
        for prefix in row.pop(scheme)
    ]
    _store(
        [Industry(**row) for row in rows],
        unique=["code"],
        update=["order", "name_da", "name_sv", "name_en", "aliases"],
    )
    _store(codes, unique=["scheme", "prefix"], update=["industry"])
