"""A guide or a room is never in two places at once: PostgreSQL holds it as a constraint, this asks before."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from content.words import day_long, time_range
from offers.models import Occurrence, OfferPage, Resource, ResourceUse


class ResourceTaken(Exception):
    """A guide or a room is needed elsewhere at that time; `use` says where."""

    def __init__(self, use: ResourceUse | None) -> None:
        super().__init__(str(use or ""))
        self.use = use


def taken_in_words(refusal: ResourceTaken) -> str:
    """Who is needed elsewhere, when and where, for the host who wanted them."""
    if refusal.use is None:
        return _("A guide or a room is needed elsewhere at that time")
    return use_in_words(refusal.use)


def use_in_words(use: ResourceUse) -> str:
    """«Ingrid is taken tirsdag 9. februar at 9.00–11.30: Byg en vindmølle»."""
    said = {"name": use.resource, "title": use.occurrence.offer.title, "day": day_long(use.starts_at)}
    return _("%(name)s is taken %(day)s at %(time)s: %(title)s") % {
        **said,
        "time": time_range(use.starts_at, use.ends_at),
    }


def clash(resource: Resource, occurrence: Occurrence) -> ResourceUse | None:
    """Where the resource is needed at the time of this date."""
    others = ResourceUse.objects.filter(resource=resource).exclude(occurrence=occurrence)
    meanwhile = others.filter(starts_at__lt=occurrence.ends_at, ends_at__gt=occurrence.starts_at)
    return meanwhile.select_related("resource", "occurrence__offer").first()


def lock(resources: Iterable[Resource]) -> list[Resource]:
    """The resources' rows, held until the transaction ends, in ascending order so that nobody waits in a ring."""
    return list(Resource.objects.select_for_update().filter(pk__in=[row.pk for row in resources]).order_by("pk"))


def uses_between(resources: Iterable[Resource], first: datetime, last: datetime) -> list[ResourceUse]:
    """When these are needed in a span of time, with what for."""
    uses = ResourceUse.objects.filter(resource__in=list(resources), starts_at__lt=last, ends_at__gt=first)
    pages = Prefetch("occurrence__offer__pages", OfferPage.objects.select_related("locale"))
    return list(uses.select_related("resource", "occurrence__offer").prefetch_related(pages))


def need(occurrences: Iterable[Occurrence], resources: Iterable[Resource]) -> None:
    """New dates, planned while the resources' rows are held, need them all."""
    ResourceUse.objects.bulk_create(
        ResourceUse(resource=resource, occurrence=row, starts_at=row.starts_at, ends_at=row.ends_at)
        for row in occurrences
        for resource in resources
    )


def assign(occurrence: Occurrence, resources: Iterable[Resource]) -> None:
    """The date needs exactly these, in the caller's transaction; ResourceTaken when one is needed elsewhere.

    The resources' rows are locked in ascending order, so that two dates never both find the guide free.
    """
    wanted = lock(resources)
    ResourceUse.objects.filter(occurrence=occurrence).exclude(resource__in=wanted).delete()
    for resource in wanted:
        _use(resource, occurrence)


def _use(resource: Resource, occurrence: Occurrence) -> None:
    found = clash(resource, occurrence)
    if found is not None:
        raise ResourceTaken(found)
    times = {"starts_at": occurrence.starts_at, "ends_at": occurrence.ends_at}
    try:
        with transaction.atomic():
            ResourceUse.objects.update_or_create(resource=resource, occurrence=occurrence, defaults=times)
    except IntegrityError as error:  # the constraint saw what we did not
        raise ResourceTaken(clash(resource, occurrence)) from error


def move_uses(occurrence: Occurrence) -> None:
    """The date has another time now: what it needs must be free then."""
    assign(occurrence, list(Resource.objects.filter(uses__occurrence=occurrence)))


def release(occurrence: Occurrence) -> None:
    """The date is called off: what it needed is free."""
    ResourceUse.objects.filter(occurrence=occurrence).delete()
