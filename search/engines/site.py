"""Finds pages of the site in the database: the same plan and the same scoring as for offers."""

from search.analysis.plan import QueryPlan
from search.engines.scoring import POINT, SITE, among, score
from search.models import SiteText
from search.query import SiteQuery, SiteResult


def find(query: SiteQuery, plan: QueryPlan) -> SiteResult:
    """The pages that have all that was asked, best first; the title decides between equals."""
    scored = score(plan, of=SITE)
    hits = set() if scored.is_loose else scored.hits
    listed = SiteText.objects.listed_in(query.language).filter(pk__in=among(hits))
    rows = sorted((-scored.points[pk], key, pk) for pk, key in listed.values_list("pk", "title_key"))
    first = (query.page - 1) * query.page_size
    shown = [pk for _points, _key, pk in rows[first : first + query.page_size]]
    found = SiteText.objects.select_related("page").in_bulk(shown)
    scores = {pk: -points / POINT for points, _key, pk in rows}
    return SiteResult([found[pk] for pk in shown], len(rows), scores=[scores[pk] for pk in shown])
