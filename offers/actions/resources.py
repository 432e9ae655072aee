"""A host's guides and rooms: adding, renaming, removing, and saying which dates need them."""

from collections.abc import Iterable

from django.db import transaction

from accounts.audit import record
from accounts.models import Organisation, User
from offers.models import Occurrence, Resource
from offers.resources import assign


class NameTaken(Exception):
    """The host has a guide or a room of this name already."""


def _refuse_name(host: Organisation, kind: str, name: str, *, but: int = 0) -> None:
    same = Resource.objects.filter(host=host, kind=kind, name__iexact=name)
    if same.exclude(pk=but).exists():
        raise NameTaken


@transaction.atomic
def add_resource(*, host: Organisation, kind: str, name: str, by: User) -> Resource:
    """A guide or a room more."""
    Organisation.objects.select_for_update().get(pk=host.pk)  # two senders of the same form add one
    _refuse_name(host, kind, name)
    resource = Resource.objects.create(host=host, kind=kind, name=name)
    record("added guide or room", resource, by=by, organisation=host, kind=kind)
    return resource


@transaction.atomic
def rename_resource(*, resource: Resource, name: str, by: User) -> Resource:
    """Another name; the dates that need it keep it."""
    held = Resource.objects.select_for_update().get(pk=resource.pk)
    _refuse_name(resource.host, held.kind, name, but=held.pk)
    held.name = name
    held.save(update_fields=["name"])
    record("renamed guide or room", held, by=by, organisation=resource.host)
    return held


@transaction.atomic
def remove_resource(*, resource: Resource, by: User) -> None:
    """Gone from the list and from the dates that needed it; the dates stand."""
    record("removed guide or room", resource, by=by, organisation=resource.host, dates=resource.uses.count())
    resource.delete()


@transaction.atomic
def need_resources(*, occurrence: Occurrence, resources: Iterable[Resource], by: User) -> None:
    """The date needs exactly these; ResourceTaken when one is needed elsewhere at that time."""
    held = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    wanted = list(resources)
    assign(held, wanted)
    record("chose guides and rooms", held, by=by, organisation=occurrence.offer.host, number=len(wanted))
